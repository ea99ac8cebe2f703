/// Where the nodes are: all that the slots have to know of them.
@usableFromInline
struct NodeTable {
  @usableFromInline static var blockBits: UInt32 { 10 }
  @usableFromInline static var perBlock: Int { 1 << Int(blockBits) }

  @usableFromInline var blocks: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// Bytes from a node to the next one.
  @usableFromInline let stride: Int

  init(blocks: UnsafeMutablePointer<UnsafeMutableRawPointer>, stride: Int) {
    self.blocks = blocks
    self.stride = stride
  }

  @inlinable @inline(__always)
  subscript(index: UInt32) -> UnsafeMutablePointer<Nodes.Header> {
    let place = Int(truncatingIfNeeded: index) & (Self.perBlock &- 1)
    let block = blocks[Int(truncatingIfNeeded: index &>> Self.blockBits)]
    return (block + place &* stride).assumingMemoryBound(to: Nodes.Header.self)
  }

  @inlinable @inline(__always)
  func isAlive(_ entry: Entry) -> Bool { self[entry.node].pointee.stamp == entry.stamp }
}

/// What is known of each timer: 16 bytes for a payload of up to eight.
///
/// A timer is named by an index; blocks of nodes never move, so growing copies nothing. The payload
/// lies in the same cache line as the two numbers that say whether a handle and an entry of the
/// slots still mean this timer, because a random access to memory is what an operation costs.
@usableFromInline
struct Nodes {
  /// The first bytes of a node. Its payload follows, or, while it is free, the next free index.
  @usableFromInline
  struct Header {
    /// Odd while the node is in use. A handle fits as long as it says the same.
    @usableFromInline var generation: UInt32
    /// An entry in the slots is alive as long as it says the same. Never 0 in an entry.
    @usableFromInline var stamp: UInt32

    var isInUse: Bool { generation & 1 == 1 }

    @inlinable
    init(generation: UInt32, stamp: UInt32) {
      self.generation = generation
      self.stamp = stamp
    }
  }

  @usableFromInline static var none: UInt32 { .max }

  private var arena = Arena()
  @usableFromInline var table: NodeTable
  private var blockCapacity = 8
  @usableFromInline var blockCount = 0
  /// Nodes that have been in use at least once: those below this index.
  @usableFromInline var used: UInt32 = 0
  @usableFromInline var firstFree = Nodes.none
  /// Bytes from a node to its payload.
  @usableFromInline let payloadOffset: Int

  @usableFromInline
  init(payloadSize: Int, alignment: Int) {
    precondition(alignment <= 64, "A payload's alignment is at most 64.")
    let widest = max(alignment, MemoryLayout<Header>.alignment)
    payloadOffset = max(MemoryLayout<Header>.size, alignment)
    let end = payloadOffset + max(payloadSize, MemoryLayout<UInt32>.size)
    table = NodeTable(
      blocks: .allocate(capacity: blockCapacity), stride: (end + widest - 1) / widest * widest)
  }

  func free() {
    table.blocks.deallocate()
    arena.free()
  }

  var footprint: Int {
    arena.footprint + blockCapacity * MemoryLayout<UnsafeMutableRawPointer>.stride
  }

  @inlinable @inline(__always)
  func payload(of node: UnsafeMutablePointer<Header>) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(node) + payloadOffset
  }

  /// The node that a handle means; `nil` once its timer has fired or been cancelled.
  @inlinable @inline(__always)
  func node(_ index: UInt32, ifStill generation: UInt32) -> UnsafeMutablePointer<Header>? {
    guard index < used else { return nil }
    let found = table[index]
    // A free node's generation is even, and no handle's is.
    return found.pointee.generation == generation ? found : nil
  }

  /// Takes a node into use. Its payload is not initialized yet.
  @inlinable @inline(__always)
  mutating func take() -> UInt32 {
    let index = firstFree
    guard index != Self.none else { return takeFresh() }
    let node = table[index]
    firstFree = payload(of: node).load(as: UInt32.self)
    node.pointee.generation &+= 1
    return index
  }

  @inlinable @inline(__always)
  mutating func takeFresh() -> UInt32 {
    if Int(used) == blockCount &* NodeTable.perBlock { grow(by: 1) }
    let index = used
    used &+= 1
    let node = UnsafeMutableRawPointer(table[index])
    node.initializeMemory(as: Header.self, to: Header(generation: 1, stamp: 1))
    return index
  }

  /// Gives back a node whose payload has been taken out.
  @inlinable @inline(__always)
  mutating func free(_ index: UInt32, _ node: UnsafeMutablePointer<Header>) {
    node.pointee.generation &+= 1
    // A node whose generations are used up is left out for good, so that no old handle ever fits a
    // new timer.
    if node.pointee.generation == 0 { return }
    payload(of: node).storeBytes(of: firstFree, as: UInt32.self)
    firstFree = index
  }

  /// Adds blocks, all in one piece.
  @usableFromInline
  mutating func grow(by added: Int) {
    precondition(
      (blockCount + added) * NodeTable.perBlock <= Int(UInt32.max) - NodeTable.perBlock,
      "A TimerWheel holds at most 2^32 - 2048 timers.")
    while blockCount + added > blockCapacity {
      let wider = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(
        capacity: 2 * blockCapacity)
      wider.moveInitialize(from: table.blocks, count: blockCount)
      table.blocks.deallocate()
      table.blocks = wider
      blockCapacity *= 2
    }
    for _ in 0..<added {
      (table.blocks + blockCount).initialize(
        to: arena.allocate(byteCount: NodeTable.perBlock * table.stride))
      blockCount += 1
    }
  }

  /// Adds blocks for so many timers more than have been in use, and touches them.
  mutating func reserve(_ timers: Int) {
    let needed = (Int(used) + timers + NodeTable.perBlock - 1) / NodeTable.perBlock
    let first = blockCount
    if needed > first { grow(by: needed - first) }
    for block in first..<blockCount {
      table.blocks[block].initializeMemory(
        as: UInt8.self, repeating: 0, count: NodeTable.perBlock * table.stride)
    }
  }
}
