/// A hierarchical timer wheel: answers *what is due next?* for any number of deadlines.
///
/// There is no clock inside. The caller says what time it is with ``advance(to:)``, takes what is
/// due with ``popDue()`` until that answers `nil`, and sleeps until ``nextExpiry``:
///
/// ```swift
/// wheel.advance(to: clock.now)
/// while let payload = wheel.popDue() { handle(payload) }
/// sleep(until: wheel.nextExpiry)
/// ```
///
/// A tick may be anything (a second, a nanosecond): the cost of an operation does not depend on it.
/// Deadlines cover all of `UInt64`, nothing is rounded, and nothing fires early.
///
/// `schedule` is O(1), `cancel` is O(1), and a timer moves at most ten times, each time to a finer
/// level, before it comes out. The exception is a deadline earlier than one already popped: it is
/// sorted in among its like, from the latest backwards.
///
/// Source: Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987; taking the level
/// from the highest differing bit is how Linux's and wahern/timeout's wheels choose it.
public struct TimerWheel<Payload> {
  /// The time of the last ``advance(to:)``, in ticks.
  public internal(set) var now: UInt64

  /// How many timers are scheduled, those that are due and not yet popped included.
  public internal(set) var count = 0

  // The levels are counted from here. Never after `now`, and never after a timer in the wheel; it
  // moves only when a coarse bucket is opened, and then to the earliest deadline in it. That keeps
  // a deadline which already lies in the past in its order without a case of its own.
  var origin: UInt64 = 0
  var nodes: [Node] = []
  var firstFree = Node.none
  var buckets = [Bucket](repeating: Bucket(), count: Self.overdueBucket + 1)
  var occupiedSlots = [UInt64](repeating: 0, count: Self.levels)
  var occupiedLevels: UInt64 = 0

  /// An empty wheel.
  ///
  /// - Parameter now: the time in ticks. A deadline at or before it is due at once.
  public init(now: UInt64 = 0) {
    self.now = now
  }

  /// Adds a timer and returns what cancels it.
  ///
  /// - Parameter deadline: in ticks; at or before ``now`` means due at once, in its order.
  public mutating func schedule(_ payload: Payload, at deadline: UInt64) -> Handle {
    let index = allocate(payload, deadline)
    link(index)
    count += 1
    return Handle(index: index, generation: nodes[Int(index)].generation)
  }

  /// Removes a timer and returns its payload; `nil` when it has already fired or been cancelled.
  ///
  /// A handle belongs to the wheel that returned it (and to that wheel's copies).
  @discardableResult
  public mutating func cancel(_ handle: Handle) -> Payload? {
    guard nodes.indices.contains(Int(handle.index)) else { return nil }
    let node = nodes[Int(handle.index)]
    // A free node has the generation of its next timer already: only a handle of another wheel
    // could match it.
    guard node.generation == handle.generation, node.payload != nil else { return nil }
    return remove(handle.index)
  }

  /// The earliest deadline, exactly; `nil` when the wheel is empty.
  ///
  /// It may lie at or before ``now``: then ``popDue()`` has something to give. O(1), except after
  /// the earliest timer of the earliest bucket was cancelled: then that bucket is looked through.
  public var nextExpiry: UInt64? {
    guard let bucket = earliestBucket else { return nil }
    return buckets[bucket].minimumIsExact ? buckets[bucket].minimum : scanMinimum(of: bucket)
  }

  /// Tells the wheel what time it is.
  ///
  /// - Parameter now: in ticks; an earlier value than the last one is a programming error.
  public mutating func advance(to now: UInt64) {
    precondition(
      now >= self.now,
      "TimerWheel.advance(to: \(now)) goes back: it was at \(self.now). Build a new wheel instead.")
    self.now = now
  }

  /// Takes out the next timer that is due: earliest deadline first, and among equal deadlines the
  /// one scheduled first. `nil` when nothing more is due.
  public mutating func popDue() -> Payload? {
    while let bucket = earliestBucket {
      // The stored minimum is never too late, so it may answer "not yet" without a scan.
      guard buckets[bucket].minimum <= now else { return nil }
      settleMinimum(of: bucket)
      let earliest = buckets[bucket].minimum
      guard earliest <= now else { return nil }
      if isSorted(bucket) { return remove(buckets[bucket].first) }
      open(bucket, at: earliest)
    }
    return nil
  }

  /// Names one scheduled timer; stays harmless for ever once that timer has fired.
  public struct Handle: Hashable, Sendable {
    let index: Int32
    let generation: UInt32
  }
}

extension TimerWheel: Sendable where Payload: Sendable {}
