import Testing

@testable import TimerWheel

@Suite("TimerWheel")
struct TimerWheelTests {
  /// Everything that is due now, in the order in which it comes out.
  func drain<Payload>(_ wheel: inout TimerWheel<Payload>) -> [Payload] {
    var due: [Payload] = []
    while let payload = wheel.popDue() { due.append(payload) }
    wheel._checkInvariants()
    return due
  }

  @Test("an empty wheel has nothing to say")
  func empty() {
    var wheel = TimerWheel<Int>(now: 7)
    #expect(wheel.now == 7)
    #expect(wheel.count == 0)
    #expect(wheel.nextExpiry == nil)
    wheel.advance(to: .max)
    #expect(drain(&wheel) == [])
  }

  @Test("a timer fires at its tick, neither before nor after")
  func exactTick() {
    var wheel = TimerWheel<String>(now: 100)
    _ = wheel.schedule("x", at: 5_000)
    #expect(wheel.nextExpiry == 5_000)
    wheel.advance(to: 4_999)
    #expect(wheel.popDue() == nil)
    wheel.advance(to: 5_000)
    #expect(drain(&wheel) == ["x"])
    #expect(wheel.nextExpiry == nil)
    #expect(wheel.count == 0)
  }

  @Test("equal deadlines come out in the order of arrival, across levels")
  func firstInFirstOut() {
    var wheel = TimerWheel<Int>()
    let deadline: UInt64 = 1 << 40
    _ = wheel.schedule(0, at: deadline)
    _ = wheel.schedule(1, at: deadline)
    // Each of these opens a coarser bucket on the way, so that the later arrivals are linked in
    // at finer and finer levels.
    for (index, before) in [1 << 39, 1 << 20, 1 << 10, 1, 0].enumerated() {
      _ = wheel.schedule(-1, at: deadline - UInt64(before))
      wheel.advance(to: deadline - UInt64(before))
      if before > 0 { #expect(drain(&wheel) == [-1]) }
      _ = wheel.schedule(2 + index, at: deadline)
    }
    #expect(drain(&wheel) == [0, 1, 2, 3, 4, 5, -1, 6])
  }

  @Test("every level's edges", arguments: 0..<64)
  func edges(bit: Int) {
    let edge: UInt64 = 1 << UInt64(bit)
    for origin in [0, edge - 1, edge, 0x0123_4567_89AB_CDEF] {
      var wheel = TimerWheel<UInt64>(now: origin)
      _ = wheel.schedule(origin, at: origin)
      #expect(drain(&wheel) == [origin])
      let deadlines = [edge &- 1, edge, edge &+ 1, edge &+ 63, edge &+ 64, UInt64.max]
      for deadline in deadlines.reversed() { _ = wheel.schedule(deadline, at: deadline) }
      wheel._checkInvariants()
      let due = deadlines.sorted().filter { $0 <= origin }
      #expect(drain(&wheel) == due)
      for deadline in deadlines.sorted() where deadline > origin {
        #expect(wheel.nextExpiry == deadline)
        wheel.advance(to: deadline - 1)
        #expect(wheel.popDue() == nil)
        wheel.advance(to: deadline)
        #expect(wheel.popDue() == deadline)
      }
      #expect(wheel.count == 0)
    }
  }

  @Test("the last tick of all is a deadline like any other")
  func lastTick() {
    var wheel = TimerWheel<Int>()
    _ = wheel.schedule(1, at: .max)
    _ = wheel.schedule(2, at: .max)
    #expect(wheel.nextExpiry == .max)
    wheel.advance(to: .max - 1)
    #expect(wheel.popDue() == nil)
    wheel.advance(to: .max)
    #expect(drain(&wheel) == [1, 2])
    _ = wheel.schedule(3, at: .max)
    #expect(drain(&wheel) == [3])
  }

  @Test("a deadline in the past is due at once, in its order")
  func past() {
    var wheel = TimerWheel<Int>(now: 1_000)
    _ = wheel.schedule(10, at: 1_000)
    _ = wheel.schedule(5, at: 500)
    #expect(wheel.nextExpiry == 500)
    #expect(wheel.popDue() == 5)
    // Earlier than what was popped: before everything else, and in order among each other.
    let overdue = [(3, 300), (1, 100), (4, 300), (2, 200)].map {
      wheel.schedule($0.0, at: UInt64($0.1))
    }
    wheel._checkInvariants()
    #expect(wheel.nextExpiry == 100)
    #expect(wheel.cancel(overdue[1]) == 1)
    #expect(wheel.nextExpiry == 200)
    #expect(drain(&wheel) == [2, 3, 4, 10])
  }

  @Test("the next expiry stays exact when the earliest timer is cancelled")
  func exactAfterCancel() {
    var wheel = TimerWheel<Int>()
    let handles = (0..<100).map { wheel.schedule($0, at: 1_000_000 + UInt64($0)) }
    for index in 0..<99 {
      wheel.cancel(handles[index])
      wheel._checkInvariants()
      #expect(wheel.nextExpiry == 1_000_001 + UInt64(index))
    }
    wheel.cancel(handles[99])
    #expect(wheel.nextExpiry == nil)
  }

  @Test("one far timer is one wake-up")
  func oneWake() {
    var wheel = TimerWheel<Int>()
    _ = wheel.schedule(1, at: 31_536_000_000_000_000)
    var wakes = 0
    while let next = wheel.nextExpiry {
      wakes += 1
      wheel.advance(to: next)
      _ = drain(&wheel)
    }
    #expect(wakes == 1)
  }

  @Test("a handle answers once")
  func cancelTwice() {
    var wheel = TimerWheel<Int>()
    let cancelled = wheel.schedule(1, at: 10)
    let fired = wheel.schedule(2, at: 20)
    #expect(wheel.cancel(cancelled) == 1)
    #expect(wheel.cancel(cancelled) == nil)
    wheel.advance(to: 20)
    #expect(drain(&wheel) == [2])
    #expect(wheel.cancel(fired) == nil)
  }

  @Test("an old handle never fits the timer that took its place")
  func generations() {
    var wheel = TimerWheel<Int>()
    var old: [TimerWheel<Int>.Handle] = []
    for round in 0..<1_000 {
      let handle = wheel.schedule(round, at: UInt64(round))
      for stale in old.suffix(3) { #expect(wheel.cancel(stale) == nil) }
      old.append(handle)
      wheel.advance(to: UInt64(round))
      #expect(wheel.popDue() == round)
    }
    #expect(Set(old).count == 1_000)
    #expect(wheel.nodes.count == 1, "one place served all the timers")
  }

  @Test("a place whose generations are used up is retired")
  func exhaustedGenerations() {
    var wheel = TimerWheel<Int>()
    wheel.cancel(wheel.schedule(1, at: 10))
    wheel.nodes[0].generation = .max - 1
    let last = wheel.schedule(2, at: 10)
    #expect(wheel.cancel(last) == 2)
    wheel._checkInvariants()
    _ = wheel.schedule(3, at: 10)
    #expect(wheel.cancel(last) == nil)
    #expect(wheel.nodes.count == 2)
    wheel._checkInvariants()
  }

  @Test("a handle of another wheel is nobody's")
  func foreignHandle() {
    var one = TimerWheel<Int>()
    var other = TimerWheel<Int>()
    _ = one.schedule(1, at: 1)
    let foreign = one.schedule(2, at: 2)
    #expect(other.cancel(foreign) == nil)
  }

  @Test("payloads may be optional, and are let go of")
  func optionalAndReleased() {
    final class Token: Equatable {
      static func == (one: Token, other: Token) -> Bool { one === other }
    }
    var wheel = TimerWheel<Token?>()
    weak var kept: Token?
    do {
      let token = Token()
      kept = token
      let handle = wheel.schedule(token, at: 5)
      _ = wheel.schedule(nil, at: 5)
      wheel.cancel(handle)
    }
    #expect(kept == nil)
    wheel.advance(to: 5)
    #expect(wheel.popDue() == .some(nil))
    #expect(wheel.popDue() == nil)
  }

  @Test("a copy lives its own life")
  func copies() {
    var wheel = TimerWheel<Int>()
    let handle = wheel.schedule(1, at: 10)
    var copy = wheel
    copy.cancel(handle)
    #expect(wheel.nextExpiry == 10)
    #expect(copy.nextExpiry == nil)
  }

  @Test("time does not go back")
  func backwards() async {
    await #expect(processExitsWith: .failure) {
      var wheel = TimerWheel<Int>(now: 10)
      wheel.advance(to: 9)
    }
  }
}
