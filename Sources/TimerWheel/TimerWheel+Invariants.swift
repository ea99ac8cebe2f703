extension TimerWheel {
  /// Walks the whole wheel and traps, with a sentence, on the first thing that is not right.
  ///
  /// For tests and simulators; O(timers + cancelled ones that still have an entry).
  public func _checkInvariants() { checkInvariants(unmarkedToo: true) }

  /// - Parameter unmarkedToo: whether slots that are not marked as occupied are looked at as well,
  ///   which takes most of the time.
  func checkInvariants(unmarkedToo: Bool) {
    var seen = Census(unmarkedToo: unmarkedToo)
    slots.check(slots.path(at: Digit.top), at: Digit.top, from: 0, nodes.table, &seen)
    precondition(
      seen.entries == slots.count, "\(seen.entries) entries, the count says \(slots.count)")
    precondition(seen.alive.count == count, "\(seen.alive.count) timers, the count says \(count)")
    slots.checkPath()
    checkNodes(seen.alive)
  }

  /// Every node is in use, free or retired, and nothing else.
  private func checkNodes(_ inUse: Set<UInt32>) {
    var free: Set<UInt32> = []
    var index = nodes.firstFree
    while index != Nodes.none {
      let node = nodes.table[index]
      precondition(!node.pointee.isInUse, "node \(index) is free and in use at once")
      precondition(free.insert(index).inserted, "the list of free nodes is a ring")
      index = nodes.payload(of: node).load(as: UInt32.self)
    }
    for index in 0..<nodes.used where !free.contains(index) {
      let generation = nodes.table[index].pointee.generation
      precondition(
        generation == 0 || inUse.contains(index),
        "node \(index) of generation \(generation) is neither free, nor retired, nor in a slot")
    }
  }
}

/// What a walk has come across.
private struct Census {
  let unmarkedToo: Bool
  var entries = 0
  var alive: Set<UInt32> = []
}

extension Slots {
  /// Checks a frame, whose deadlines begin at `start`, and all below it.
  fileprivate func check(
    _ frame: Frame.Pointer, at level: Int, from start: UInt64, _ nodes: NodeTable,
    _ seen: inout Census
  ) {
    precondition(level >= 0, "a frame below the finest level")
    for digit in 0..<Frame.slots {
      let isMarked = frame.pointee.occupied & (1 << UInt64(digit)) != 0
      if !isMarked, !seen.unmarkedToo { continue }
      let slot = frame.slot(UInt64(digit))
      let isEmpty = !slot.pointee.isFrame && slot.pointee.count == 0
      precondition(
        isMarked == !isEmpty || slot == front, "slot \(digit) of level \(level) is marked wrongly")
      if isEmpty {
        precondition(
          slot.pointee.content == nil && slot.pointee.room == 0 && slot.pointee.first == 0,
          "slot \(digit) of level \(level) is empty and has a chunk")
        continue
      }
      let first = Digit.start(start, at: level, digit: digit)
      if slot.pointee.isFrame {
        precondition(slot.pointee.room == 0, "a way to a frame takes entries")
        check(slot.pointee.frame, at: level - 1, from: first, nodes, &seen)
      } else {
        check(slot, at: level, from: first, nodes, &seen)
        guard let opened = slot.pointee.opened else { continue }
        precondition(slot != front, "the front is half opened")
        check(opened, at: level - 1, from: first, nodes, &seen)
      }
    }
  }

  private func check(
    _ leaf: Slot.Pointer, at level: Int, from first: UInt64, _ nodes: NodeTable,
    _ seen: inout Census
  ) {
    let range = first...Digit.last(first, at: level)
    var chain = leaf.pointee
    var (count, last): (Int, UInt64) = (0, 0)
    var end: UnsafeMutablePointer<Entry>?
    while chain.count > 0 {
      let piece = chain.takePiece()
      for index in 0..<piece.count {
        let entry = piece.entries[index]
        precondition(range.contains(entry.deadline), "\(entry.deadline) is not in \(range)")
        precondition(entry.stamp != 0, "an entry of \(entry.deadline) has no stamp")
        precondition(
          leaf != front || last <= entry.deadline, "the front has \(entry.deadline) after \(last)")
        last = entry.deadline
        if nodes.isAlive(entry) {
          precondition(
            seen.alive.insert(entry.node).inserted, "node \(entry.node) has two entries alive")
          precondition(
            nodes[entry.node].pointee.isInUse, "node \(entry.node) is not in use")
        }
      }
      count += piece.count
      end = piece.entries + piece.count
    }
    precondition(count == Int(leaf.pointee.count), "\(count) entries, not \(leaf.pointee.count)")
    precondition(end == leaf.pointee.end, "a leaf ends elsewhere than it says")
    precondition(leaf != front || last == frontLast, "the front ends at \(last), not \(frontLast)")
    seen.entries += count
  }

  /// The path leads from the root to the origin; the front is the earliest leaf, at its end.
  fileprivate func checkPath() {
    for bit in 0..<UInt64.bitWidth {
      let level = max(floor, bit / Digit.bits)
      precondition(ways[bit].frame == path(at: level), "bit \(bit) leads to another frame")
      precondition(Int(ways[bit].shift) == level * Digit.bits, "bit \(bit) leads to a wrong digit")
    }
    for level in floor..<Digit.top {
      let slot = path(at: level + 1).slot(Digit.of(origin, at: level + 1))
      precondition(slot.pointee.isFrame, "the path goes on below a leaf of level \(level + 1)")
      precondition(slot.pointee.frame == path(at: level), "the path leaves the tree at \(level)")
    }
    if isAheadOpen, let leaf = coarseLeafAhead()?.slot.pointee {
      // It is noted when the leaf needs a chunk.
      precondition(
        leaf.opened == nil && leaf.count <= limits.leafMax + Chunk.large,
        "a leaf of \(leaf.count) entries comes soon, and nothing is to be prepared")
    }
    precondition(front != nil || (frontLast, frontEnd) == (0, 0), "a last deadline and no front")
    guard let front else { return }
    precondition(isPathEarliest, "a front where the path is not the earliest")
    precondition(front == endOfPath.slot, "the front is not on the path")
    precondition(frontEnd == Digit.last(origin, at: floor), "the front ends at \(frontEnd)")
    for level in floor...Digit.top {
      precondition(
        path(at: level).pointee.occupied & (Digit.bit(of: origin, at: level) - 1) == 0,
        "a slot of level \(level) lies before the front")
    }
  }
}
