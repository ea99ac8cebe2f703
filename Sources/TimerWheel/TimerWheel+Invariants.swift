extension TimerWheel {
  /// Walks the whole wheel and traps, with a sentence, on the first thing that is not right.
  ///
  /// For tests and simulators; O(timers + buckets).
  public func _checkInvariants() {
    precondition(origin <= now, "the origin \(origin) lies after now \(now)")
    var timers = 0
    let empty = Bucket()
    for bucket in buckets.indices {
      let list = buckets[bucket]
      let isEmpty = list == empty
      checkOccupancy(bucket, isEmpty: isEmpty)
      if !isEmpty { timers += check(list, of: bucket) }
    }
    precondition(timers == count, "the buckets hold \(timers) timers, the count says \(count)")
    for level in 0..<Self.levels {
      let marked = occupiedLevels & (1 << UInt64(level)) != 0
      precondition(marked == (occupiedSlots[level] != 0), "level \(level) is marked wrongly")
    }
    checkFreeNodes()
  }

  /// Checks links, homes and the minimum of one bucket; returns how many timers it holds.
  private func check(_ list: Bucket, of bucket: Int) -> Int {
    var timers = 0
    var previous = Node.none
    var minimum = UInt64.max
    var index = list.first
    while index != Node.none {
      let node = nodes[Int(index)]
      precondition(node.payload != nil, "bucket \(bucket) holds a free node")
      precondition(node.previous == previous, "bucket \(bucket) is linked wrongly at \(index)")
      precondition(
        home(of: node.deadline) == bucket,
        "deadline \(node.deadline) lies in bucket \(bucket), its home is \(home(of: node.deadline))"
      )
      if isSorted(bucket), previous != Node.none {
        precondition(
          nodes[Int(previous)].deadline <= node.deadline, "bucket \(bucket) is out of order")
      }
      timers += 1
      precondition(timers <= nodes.count, "bucket \(bucket) is a ring")
      minimum = Swift.min(minimum, node.deadline)
      previous = index
      index = node.next
    }
    precondition(list.last == previous, "bucket \(bucket) ends elsewhere than it says")
    precondition(
      list.minimumIsExact ? list.minimum == minimum : list.minimum <= minimum,
      "bucket \(bucket) says \(list.minimum), its earliest deadline is \(minimum)")
    return timers
  }

  private func checkOccupancy(_ bucket: Int, isEmpty: Bool) {
    if bucket == Self.overdueBucket { return }
    let (level, slot) = bucket.quotientAndRemainder(dividingBy: Self.slotsPerLevel)
    let marked = occupiedSlots[level] & (1 << UInt64(slot)) != 0
    precondition(marked == !isEmpty, "bucket \(bucket) is marked wrongly")
  }

  private func checkFreeNodes() {
    var free = 0
    var index = firstFree
    while index != Node.none {
      precondition(nodes[Int(index)].payload == nil, "node \(index) is free and in use at once")
      free += 1
      precondition(free <= nodes.count, "the list of free nodes is a ring")
      index = nodes[Int(index)].next
    }
    let retired = nodes.count { $0.generation == .max }
    precondition(
      nodes.count == count + free + retired,
      "\(nodes.count) nodes, \(count) in use, \(free) free, \(retired) retired: some are lost")
  }
}
