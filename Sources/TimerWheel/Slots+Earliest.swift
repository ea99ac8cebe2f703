extension Slots {
  /// The earliest entry that is alive, at the head of the front; `nil` if there is none.
  @inlinable @inline(__always)
  mutating func earliest(_ nodes: NodeTable) -> UnsafeMutablePointer<Entry>? {
    if let front, front.pointee.count > 0 {
      let head = front.pointee.head
      if nodes.isAlive(head.pointee) { return head }
    }
    return settle(nodes)
  }

  /// Takes out the head of the front.
  @inlinable @inline(__always)
  mutating func dropHead(of front: UnsafeMutablePointer<Slot>) {
    front.pointee.count &-= 1
    front.pointee.first &+= 1
    let isSpent = Int(front.pointee.first) == front.pointee.chunk.pointee.capacity
    if isSpent || front.pointee.count == 0 { finishChunk(of: front) }
  }

  @usableFromInline
  mutating func finishChunk(of front: UnsafeMutablePointer<Slot>) {
    let chunk = front.pointee.chunk
    if front.pointee.count == 0 {
      // Its bit stays until the front is lost.
      front.pointee = Slot()
    } else {
      front.pointee.content = UnsafeMutableRawPointer(chunk.pointee.next)
      front.pointee.first = 0
    }
    pool.give(chunk)
  }

  /// Finds the earliest leaf, opens it until it is small, and sorts it.
  @usableFromInline
  mutating func settle(_ nodes: NodeTable) -> UnsafeMutablePointer<Entry>? {
    while true {
      if let front {
        while front.pointee.count > 0 {
          let head = front.pointee.head
          if nodes.isAlive(head.pointee) { return head }
          dropped &+= 1
          dropHead(of: front)
        }
        loseFront()
        isPathEarliest = true
      }
      guard let leaf = findEarliestLeaf() else { return nil }
      // A leaf of the finest level has one deadline.
      if floor > 0 {
        if leaf.pointee.count > limits.sortedMax || leaf.pointee.opened != nil {
          open(endOfPath, nodes)
          continue
        }
        sort(leaf, nodes)
      }
      front = leaf
      frontEnd = Digit.last(origin, at: floor)
      frontLast = leaf.pointee.count == 0 ? 0 : leaf.pointee.lastEntry.deadline
    }
  }

  /// The earliest leaf is to be looked for again: something may come before it.
  mutating func loseFront() {
    if let front, front.pointee.count == 0 {
      path(at: floor).pointee.occupied &= ~Digit.bit(of: origin, at: floor)
    }
    front = nil
    (frontLast, frontEnd) = (0, 0)
    isPathEarliest = false
  }

  /// Leads the path to the earliest leaf and removes frames that have become empty on the way.
  private mutating func findEarliestLeaf() -> Slot.Pointer? {
    if !isPathEarliest { setPath(at: Digit.top, to: path(at: Digit.top)) }
    isPathEarliest = true
    isAheadOpen = false
    while true {
      let frame = path(at: floor)
      if frame.pointee.occupied == 0 {
        if floor == Digit.top { return nil }
        pool.give(frame)
        setPath(at: floor + 1, to: path(at: floor + 1))
        endOfPath.slot.pointee = Slot()
        path(at: floor).pointee.occupied &= ~Digit.bit(of: origin, at: floor)
        continue
      }
      origin = Digit.start(
        origin, at: floor, digit: frame.pointee.occupied.trailingZeroBitCount)
      let slot = endOfPath.slot
      guard slot.pointee.isFrame else { return slot }
      setPath(at: floor - 1, to: slot.pointee.frame)
    }
  }
}
