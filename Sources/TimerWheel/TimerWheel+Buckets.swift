// The parts behind the interface: nodes in one array, linked into 11 levels of 64 buckets.
//
// Level L holds the deadlines whose highest digit (of 6 bits) that differs from the origin's is
// digit L, and the bucket is that digit of the deadline. So every bucket of a level is earlier than
// every bucket of the next level, and two equal deadlines always share a bucket, in the order in
// which they were scheduled.

extension TimerWheel {
  /// One timer, or one place in the list of free nodes.
  struct Node {
    static var none: Int32 { -1 }

    /// `nil` exactly when the node is free.
    var payload: Payload?
    var deadline: UInt64
    var generation: UInt32 = 0
    var previous: Int32 = none
    var next: Int32 = none
  }

  /// A list of timers, in the order in which they were added.
  struct Bucket: Equatable {
    var first = Node.none
    var last = Node.none
    /// The earliest deadline in the list, or something earlier when that timer was cancelled.
    var minimum = UInt64.max
    var minimumIsExact = true
  }

  static var slotsPerLevel: Int { 64 }
  static var bitsPerLevel: Int { 6 }
  /// Eleven digits of six bits hold the 64 bits of a tick; the last level uses 16 of its slots.
  static var levels: Int { 11 }
  /// The one bucket outside the levels: deadlines before the origin, kept sorted.
  static var overdueBucket: Int { levels * slotsPerLevel }

  /// The bucket in which a deadline belongs as long as the origin stands where it is.
  func home(of deadline: UInt64) -> Int {
    if deadline < origin { return Self.overdueBucket }
    let difference = origin ^ deadline
    let highestBit = difference == 0 ? 0 : 63 - difference.leadingZeroBitCount
    let level = highestBit / Self.bitsPerLevel
    let slot = Int((deadline >> UInt64(level * Self.bitsPerLevel)) & 63)
    return level * Self.slotsPerLevel + slot
  }

  /// Whether the first timer of the bucket is its earliest: all of level 0 is one deadline each.
  func isSorted(_ bucket: Int) -> Bool {
    bucket < Self.slotsPerLevel || bucket == Self.overdueBucket
  }

  /// The bucket with the earliest deadlines; `nil` when there is no timer.
  var earliestBucket: Int? {
    if buckets[Self.overdueBucket].first != Node.none { return Self.overdueBucket }
    if occupiedLevels == 0 { return nil }
    let level = occupiedLevels.trailingZeroBitCount
    return level * Self.slotsPerLevel + occupiedSlots[level].trailingZeroBitCount
  }

  /// Looks through a bucket that is not empty for its earliest deadline.
  func scanMinimum(of bucket: Int) -> UInt64 {
    var minimum = UInt64.max
    var index = buckets[bucket].first
    while index != Node.none {
      minimum = Swift.min(minimum, nodes[Int(index)].deadline)
      index = nodes[Int(index)].next
    }
    return minimum
  }

  mutating func settleMinimum(of bucket: Int) {
    if buckets[bucket].minimumIsExact { return }
    buckets[bucket].minimum = scanMinimum(of: bucket)
    buckets[bucket].minimumIsExact = true
  }

  /// Moves the origin to the earliest deadline of the earliest bucket and spreads that bucket over
  /// the levels below. Every other timer differs from the new origin in the same digit as before,
  /// so it stays where it is.
  mutating func open(_ bucket: Int, at earliest: UInt64) {
    var index = buckets[bucket].first
    buckets[bucket] = Bucket()
    markEmpty(bucket)
    origin = earliest
    while index != Node.none {
      let next = nodes[Int(index)].next
      link(index)
      index = next
    }
  }

  // MARK: Nodes

  mutating func allocate(_ payload: Payload, _ deadline: UInt64) -> Int32 {
    let index = firstFree
    guard index != Node.none else {
      precondition(nodes.count < Int(Int32.max), "A TimerWheel holds at most 2^31 - 1 timers.")
      nodes.append(Node(payload: payload, deadline: deadline))
      return Int32(nodes.count - 1)
    }
    firstFree = nodes[Int(index)].next
    nodes[Int(index)].payload = payload
    nodes[Int(index)].deadline = deadline
    return index
  }

  /// Unlinks and frees a node in use, and returns its payload.
  mutating func remove(_ index: Int32) -> Payload? {
    unlink(index)
    count -= 1
    let payload = nodes[Int(index)].payload
    nodes[Int(index)].payload = nil
    nodes[Int(index)].generation += 1
    // A node whose generations are used up is left out for good, so that no old handle ever fits a
    // new timer.
    if nodes[Int(index)].generation < .max {
      nodes[Int(index)].next = firstFree
      firstFree = index
    }
    return payload
  }

  // MARK: Lists

  /// Puts a node at the end of its home bucket, or in its order among the overdue ones.
  mutating func link(_ index: Int32) {
    let deadline = nodes[Int(index)].deadline
    let bucket = home(of: deadline)
    var previous = buckets[bucket].last
    if bucket == Self.overdueBucket {
      while previous != Node.none, nodes[Int(previous)].deadline > deadline {
        previous = nodes[Int(previous)].previous
      }
    }
    insert(index, after: previous, in: bucket)
    if deadline <= buckets[bucket].minimum {
      buckets[bucket].minimum = deadline
      buckets[bucket].minimumIsExact = true
    }
    markOccupied(bucket)
  }

  private mutating func insert(_ index: Int32, after previous: Int32, in bucket: Int) {
    let next = previous == Node.none ? buckets[bucket].first : nodes[Int(previous)].next
    nodes[Int(index)].previous = previous
    nodes[Int(index)].next = next
    if previous == Node.none {
      buckets[bucket].first = index
    } else {
      nodes[Int(previous)].next = index
    }
    if next == Node.none {
      buckets[bucket].last = index
    } else {
      nodes[Int(next)].previous = index
    }
  }

  private mutating func unlink(_ index: Int32) {
    let node = nodes[Int(index)]
    let bucket = home(of: node.deadline)
    if node.previous == Node.none {
      buckets[bucket].first = node.next
    } else {
      nodes[Int(node.previous)].next = node.next
    }
    if node.next == Node.none {
      buckets[bucket].last = node.previous
    } else {
      nodes[Int(node.next)].previous = node.previous
    }
    if buckets[bucket].first == Node.none {
      buckets[bucket] = Bucket()
      markEmpty(bucket)
    } else if isSorted(bucket) {
      buckets[bucket].minimum = nodes[Int(buckets[bucket].first)].deadline
    } else if node.deadline == buckets[bucket].minimum {
      buckets[bucket].minimumIsExact = false
    }
  }

  // MARK: Occupancy

  private mutating func markOccupied(_ bucket: Int) {
    if bucket == Self.overdueBucket { return }
    let (level, slot) = bucket.quotientAndRemainder(dividingBy: Self.slotsPerLevel)
    occupiedSlots[level] |= 1 << UInt64(slot)
    occupiedLevels |= 1 << UInt64(level)
  }

  private mutating func markEmpty(_ bucket: Int) {
    if bucket == Self.overdueBucket { return }
    let (level, slot) = bucket.quotientAndRemainder(dividingBy: Self.slotsPerLevel)
    occupiedSlots[level] &= ~(1 << UInt64(slot))
    if occupiedSlots[level] == 0 { occupiedLevels &= ~(1 << UInt64(level)) }
  }
}

extension TimerWheel.Node: Sendable where Payload: Sendable {}
