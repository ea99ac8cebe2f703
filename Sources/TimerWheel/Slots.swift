/// How many entries of a leaf a call may move or sort. Tests make them small.
@usableFromInline
struct Limits {
  /// The earliest leaf is sorted once it has at most so many entries, and opened before.
  var sortedMax = 256
  /// A leaf with more is opened before its time comes.
  var leafMax = 4_096
  /// So many entries of it are moved at each advance.
  var pieceMax = 4_096
  /// So many stale entries are left alone however few timers there are.
  @usableFromInline var staleMin = 512

  @usableFromInline
  init() {}
}

/// The entries, by the digits of their deadlines: a tree of frames that grows where entries are.
@usableFromInline
struct Slots {
  var pool = Pool()
  /// The frames from the root to the origin, by the highest bit in which a deadline differs from
  /// it.
  @usableFromInline let ways: UnsafeMutablePointer<Way>
  /// The level of the finest frame of the path.
  var floor = Digit.top
  @usableFromInline var origin: UInt64
  /// The earliest leaf, if it is known: then it is sorted, and the path ends at it.
  @usableFromInline var front: UnsafeMutablePointer<Slot>?
  /// The last deadline in the front, and the last one that it could take; 0 without one.
  var frontLast: UInt64 = 0
  @usableFromInline var frontEnd: UInt64 = 0
  /// True if no leaf lies before the path.
  var isPathEarliest = false
  /// How many timers there are, each of which has one entry that is alive.
  @usableFromInline var alive = 0
  /// Counted down by each entry that becomes stale and each timer that is popped. At 0, whether to
  /// sweep is considered.
  @usableFromInline var untilLook = 1
  /// How many entries will have become stale by then, if none is popped.
  @usableFromInline var outdatedThen = 1
  /// How many of the stale entries have been dropped.
  var dropped = 0
  var sweep = Sweep()
  let limits: Limits
  /// True if the leaves that come next are known to be small, but for the last chunk of one that
  /// grows; see `openAhead`.
  @usableFromInline var isAheadOpen = false
  /// Where entries are filtered and sorted.
  let scratch: UnsafeMutablePointer<Entry>
  /// For tests: how many entries have been moved, sorted or swept.
  var touched = 0

  init(origin: UInt64, limits: Limits) {
    self.origin = origin
    self.limits = limits
    ways = .allocate(capacity: UInt64.bitWidth)
    scratch = .allocate(capacity: Self.scratchCount(limits))
    setPath(at: Digit.top, to: pool.takeFrame(since: 0))
  }

  /// How many entries have become stale so far.
  var outdated: Int { outdatedThen - untilLook }

  /// How many entries there are, the stale ones included. Worked out, like `outdated`, because what
  /// a call counts beside its work is what it costs.
  var count: Int { alive + outdated - dropped }

  func free() {
    pool.free()
    ways.deallocate()
    scratch.deallocate()
  }

  var footprint: Int {
    pool.footprint + UInt64.bitWidth * MemoryLayout<Way>.stride
      + Self.scratchCount(limits) * MemoryLayout<Entry>.stride
  }

  private static func scratchCount(_ limits: Limits) -> Int {
    2 * max(limits.sortedMax, Chunk.large)
  }

  // MARK: The path

  /// The frame of the path at a level that is not below the floor.
  func path(at level: Int) -> Frame.Pointer { ways[level * Digit.bits].frame }

  /// Lets the path end with a frame.
  mutating func setPath(at level: Int, to frame: Frame.Pointer) {
    floor = level
    let way = Way(frame: frame, shift: UInt64(level * Digit.bits))
    ways.initialize(repeating: way, count: min((level + 1) * Digit.bits, UInt64.bitWidth))
  }

  /// The slot of the origin in the finest frame of the path.
  var endOfPath: Place {
    let frame = path(at: floor)
    return Place(frame: frame, level: floor, slot: frame.slot(Digit.of(origin, at: floor)))
  }

  // MARK: Arrivals

  /// Adds an entry behind all that arrived before it.
  @inlinable @inline(__always)
  mutating func append(_ entry: Entry, _ nodes: NodeTable) {
    let deadline = entry.deadline
    if deadline <= frontEnd { noteEarly(deadline) }
    let way = ways[63 &- ((origin ^ deadline) | 1).leadingZeroBitCount]
    var slot = way.frame.slot(deadline &>> way.shift)
    if slot.pointee.room == 0 { slot = slotWithRoom(for: deadline, way, nodes) }
    slot.pointee.append(entry)
  }

  /// A deadline arrives that comes before the front, or belongs in it.
  @usableFromInline
  mutating func noteEarly(_ deadline: UInt64) {
    if deadline < frontLast { loseFront() } else { frontLast = deadline }
  }

  /// Goes down to the leaf of a deadline and gives it another chunk if it is full.
  @usableFromInline
  mutating func slotWithRoom(
    for deadline: UInt64, _ way: Way, _ nodes: NodeTable
  ) -> UnsafeMutablePointer<Slot> {
    var (frame, level) = (way.frame, Int(way.shift) / Digit.bits)
    while true {
      let slot = frame.slot(Digit.of(deadline, at: level))
      if slot.pointee.isFrame {
        frame = slot.pointee.frame
        level -= 1
      } else if slot.pointee.room > 0 {
        return slot
      } else {
        if level > 0, slot.pointee.count >= limits.leafMax {
          isAheadOpen = false
          if slot == endOfPath.slot {
            // What comes next to the origin is told apart as it arrives.
            open(endOfPath, nodes)
            continue
          }
        }
        frame.pointee.occupied |= Digit.bit(of: deadline, at: level)
        extend(slot, first: Chunk.small)
        return slot
      }
    }
  }

  /// Adds a chunk to a leaf; it has the given capacity if the slot is empty.
  mutating func extend(_ slot: Slot.Pointer, first: Int) {
    let chunk: Chunk.Pointer
    if slot.pointee.count == 0 {
      chunk = pool.takeChunk(first)
      slot.pointee.content = UnsafeMutableRawPointer(chunk)
    } else {
      chunk = pool.takeChunk(Chunk.large)
      slot.pointee.lastChunk.pointee.next = chunk
    }
    slot.pointee.end = chunk.entries
    slot.pointee.room = UInt8(chunk.pointee.capacity)
    slot.pointee.places &+= UInt32(chunk.pointee.capacity)
  }
}
