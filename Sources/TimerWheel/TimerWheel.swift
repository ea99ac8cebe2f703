/// A timer wheel: answers *what is due next?* for any number of deadlines.
///
/// There is no clock inside. The caller says what time it is with ``advance(to:)``, takes what is
/// due with ``popDue()`` until that answers `nil`, and sleeps until ``nextExpiry``:
///
/// ```swift
/// var wheel = TimerWheel<Job>(now: clock.now)
/// let handle = wheel.schedule(job, at: deadline)
/// while let next = wheel.nextExpiry {
///   sleep(until: next)
///   wheel.advance(to: clock.now)
///   while let job = wheel.popDue() { run(job) }
/// }
/// ```
///
/// A tick may be anything (a second, a nanosecond): no operation depends on it. Deadlines cover all
/// of `UInt64`; nothing is rounded, fires early, or comes out of order: earliest deadline first,
/// and of equal ones the one that was scheduled (or rescheduled) first. ``nextExpiry`` is exact, so
/// a timer that is a year away is one wake-up.
///
/// - `schedule`, `reschedule`, `cancel`: O(1), some tens of instructions, and a miss of the cache
///   for the timer that is meant. Nothing is allocated except, now and then, more memory for the
///   wheel.
/// - A timer is moved at most ten times before it comes out; in practice two or three times.
/// - A cancelled or moved timer leaves 16 bytes behind until they are passed over or swept. A sweep
///   begins when there are more than two such entries for each timer that is alive, and 512 more;
///   every cancellation, move and pop then does a part of it.
/// - About 34 bytes a timer with a payload of eight, at most about 70 after any storm of
///   cancellations or moves; see ``footprint``. Memory is used again, and given back by `deinit`.
/// - No call moves more than some thousand entries, so none takes long, as long as ``advance(to:)``
///   is called a few times while a crowd of timers is what follows the earliest ones: each call
///   prepares up to 4,096 of it. After loading millions of timers at once, ``prepare()`` does it in
///   idle time. What is not bounded so: the first call that comes upon a crowd for which there was
///   no preparation (10 to 20 ns for each timer in it), upon many cancelled timers in a row (about
///   as much for each), and a sweep of timers that all have one deadline.
///
/// A wheel has one owner: it cannot be copied, and it is as little safe to use from two threads at
/// once as an array is.
///
/// How it works is told in `Design.md` of its documentation. Sources: Varghese and Lauck, "Hashed
/// and Hierarchical Timing Wheels", SOSP 1987; Ahuja, Mehlhorn, Orlin and Tarjan, "Faster
/// Algorithms for the Shortest Path Problem" (radix heaps), JACM 1990; the timer wheel of Linux
/// (`kernel/time/timer.c` of 2016) for levels of 64 slots with bitmaps.
public struct TimerWheel<Payload>: ~Copyable {
  @usableFromInline var time: UInt64
  @usableFromInline var nodes = Nodes(
    payloadSize: MemoryLayout<Payload>.size, alignment: MemoryLayout<Payload>.alignment)
  // Nodes and slots are plain values that only this owner frees: as types that cannot be copied
  // themselves they crash the optimizer of Swift 6.3.1 in inlinable code.
  @usableFromInline var slots: Slots

  /// An empty wheel.
  ///
  /// - Parameter now: the time in ticks. A deadline at or before it is due at once. Deadlines near
  ///   it are told apart best, so it should be the time of the clock that is in use.
  public init(now: UInt64 = 0) { self.init(now: now, limits: Limits()) }

  init(now: UInt64, limits: Limits) {
    time = now
    slots = Slots(origin: now, limits: limits)
  }

  deinit {
    for index in 0..<nodes.used {
      let node = nodes.table[index]
      if node.pointee.isInUse { _ = takePayload(node) }
    }
    nodes.free()
    slots.free()
  }

  /// The time of the last ``advance(to:)``, in ticks.
  @inlinable public var now: UInt64 { time }

  /// How many timers are scheduled, those that are due and not yet popped included.
  @inlinable public var count: Int { slots.alive }

  /// All bytes that the wheel has taken from the heap.
  public var footprint: Int { nodes.footprint + slots.footprint }

  /// Takes memory for so many timers, and for moving a quarter of them, all of it touched, so that
  /// scheduling them takes none.
  public mutating func reserveCapacity(_ timers: Int) {
    nodes.reserve(timers)
    slots.pool.reserve(entries: timers + timers / 4)
  }

  /// Adds a timer and returns what moves or cancels it.
  ///
  /// - Parameter deadline: in ticks; at or before ``now`` means due at once, in its order.
  @inlinable @inline(__always) @discardableResult
  public mutating func schedule(_ payload: consuming Payload, at deadline: UInt64) -> Handle {
    let index = nodes.take()
    let node = nodes.table[index]
    nodes.payload(of: node).initializeMemory(as: Payload.self, to: payload)
    slots.append(
      Entry(deadline: deadline, node: index, stamp: node.pointee.stamp), nodes.table)
    slots.alive &+= 1
    return Handle(index: index, generation: node.pointee.generation)
  }

  /// Moves a timer; its handle stays good. Among equal deadlines it counts as scheduled now.
  ///
  /// - Returns: `false` if it has already fired or been cancelled: then nothing happens.
  @inlinable @inline(__always) @discardableResult
  public mutating func reschedule(_ handle: Handle, to deadline: UInt64) -> Bool {
    guard let node = nodes.node(handle.index, ifStill: handle.generation) else { return false }
    outdate(node)
    slots.append(
      Entry(deadline: deadline, node: handle.index, stamp: node.pointee.stamp), nodes.table)
    return true
  }

  /// Removes a timer and returns its payload; `nil` if it has already fired or been cancelled.
  ///
  /// A handle belongs to the wheel that returned it; another wheel may take it for one of its own.
  @inlinable @discardableResult
  public mutating func cancel(_ handle: Handle) -> Payload? {
    guard let node = nodes.node(handle.index, ifStill: handle.generation) else { return nil }
    let payload = takePayload(node)
    slots.alive &-= 1
    nodes.free(handle.index, node)
    outdate(node)
    return payload
  }

  /// The earliest deadline, exactly; `nil` when the wheel is empty.
  ///
  /// It may lie at or before ``now``: then ``popDue()`` has something to give. Reading it may sort
  /// the earliest timers, which is why it needs a wheel that may be changed.
  @inlinable
  public var nextExpiry: UInt64? {
    mutating get { slots.alive == 0 ? nil : slots.earliest(nodes.table)?.pointee.deadline }
  }

  /// Tells the wheel what time it is, and lets it prepare a few thousand of the timers ahead.
  ///
  /// - Parameter now: in ticks. An earlier value than the last one is as good as a later one, and
  ///   costs nothing: what is not due at the new time does not come out, and no deadline changes.
  @inlinable
  public mutating func advance(to now: UInt64) {
    time = now
    if !slots.isAheadOpen { prepare() }
  }

  /// Does a piece of what would otherwise be done when its time comes: about 50 microseconds.
  ///
  /// - Returns: `false` once what follows the earliest timers is prepared: there is nothing more to
  ///   do until timers are added, or the earliest ones are gone.
  @discardableResult
  public mutating func prepare() -> Bool { slots.openAhead(nodes.table) }

  /// Takes out the next timer that is due: earliest deadline first, and among equal deadlines the
  /// one scheduled first. `nil` when nothing more is due.
  @inlinable
  public mutating func popDue() -> Payload? {
    guard slots.alive > 0, let entry = slots.earliest(nodes.table)?.pointee, entry.deadline <= time,
      let front = slots.front
    else { return nil }
    slots.dropHead(of: front)
    let node = nodes.table[entry.node]
    let payload = takePayload(node)
    slots.alive &-= 1
    nodes.free(entry.node, node)
    slots.notePopped(nodes.table)
    return payload
  }

  /// Names one scheduled timer; stays harmless for ever once that timer has fired.
  public struct Handle: Hashable, Sendable {
    @usableFromInline let index: UInt32
    @usableFromInline let generation: UInt32

    @inlinable
    init(index: UInt32, generation: UInt32) {
      self.index = index
      self.generation = generation
    }
  }

  @inlinable @inline(__always)
  func takePayload(_ node: UnsafeMutablePointer<Nodes.Header>) -> Payload {
    nodes.payload(of: node).assumingMemoryBound(to: Payload.self).move()
  }

  /// Makes the entry of a node stale.
  @inlinable @inline(__always)
  mutating func outdate(_ node: UnsafeMutablePointer<Nodes.Header>) {
    node.pointee.stamp &+= 1
    if node.pointee.stamp == 0 { restamp(node) }
    slots.noteStale(nodes.table)
  }

  /// After 2^32 moves and cancellations of one node its stamps begin anew: nothing of before may be
  /// left.
  @usableFromInline
  mutating func restamp(_ node: UnsafeMutablePointer<Nodes.Header>) {
    slots.sweepAll(nodes.table)
    node.pointee.stamp = 1
  }
}

// Nothing is shared: whoever owns the wheel owns all that its pointers lead to.
extension TimerWheel: @unchecked Sendable where Payload: Sendable {}
