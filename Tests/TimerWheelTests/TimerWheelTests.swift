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
    wheel.schedule("x", at: 5_000)
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
    wheel.schedule(0, at: deadline)
    wheel.schedule(1, at: deadline)
    // Each of these opens a coarser bucket on the way, so that the later arrivals are linked in
    // at finer and finer levels.
    for (index, before) in [1 << 39, 1 << 20, 1 << 10, 1, 0].enumerated() {
      wheel.schedule(-1, at: deadline - UInt64(before))
      wheel.advance(to: deadline - UInt64(before))
      if before > 0 { #expect(drain(&wheel) == [-1]) }
      wheel.schedule(2 + index, at: deadline)
    }
    #expect(drain(&wheel) == [0, 1, 2, 3, 4, 5, -1, 6])
  }

  @Test("every level's edges", arguments: 0..<64)
  func edges(bit: Int) {
    let edge: UInt64 = 1 << UInt64(bit)
    for origin in [0, edge - 1, edge, 0x0123_4567_89AB_CDEF] {
      var wheel = TimerWheel<UInt64>(now: origin)
      wheel.schedule(origin, at: origin)
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
    wheel.schedule(1, at: .max)
    wheel.schedule(2, at: .max)
    #expect(wheel.nextExpiry == .max)
    wheel.advance(to: .max - 1)
    #expect(wheel.popDue() == nil)
    wheel.advance(to: .max)
    #expect(drain(&wheel) == [1, 2])
    wheel.schedule(3, at: .max)
    #expect(drain(&wheel) == [3])
  }

  @Test("a deadline in the past is due at once, in its order")
  func past() {
    var wheel = TimerWheel<Int>(now: 1_000)
    wheel.schedule(10, at: 1_000)
    wheel.schedule(5, at: 500)
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
    wheel.schedule(1, at: 31_536_000_000_000_000)
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
    #expect(wheel.nodes.used == 1, "one place served all the timers")
  }

  @Test("a place whose generations are used up is retired")
  func exhaustedGenerations() {
    var wheel = TimerWheel<Int>()
    wheel.cancel(wheel.schedule(1, at: 10))
    wheel.nodes.table[0].pointee.generation = .max - 1
    let last = wheel.schedule(2, at: 10)
    #expect(wheel.cancel(last) == 2)
    wheel._checkInvariants()
    wheel.schedule(3, at: 10)
    #expect(wheel.cancel(last) == nil)
    #expect(wheel.nodes.used == 2)
    wheel._checkInvariants()
  }

  @Test("a handle of another wheel harms no memory")
  func foreignHandle() {
    var one = TimerWheel<Int>()
    var other = TimerWheel<Int>()
    one.schedule(1, at: 1)
    let foreign = one.schedule(2, at: 2)
    #expect(other.cancel(foreign) == nil)
    // A place that the other wheel has, and that is free there.
    other.cancel(other.schedule(1, at: 1))
    other.cancel(other.schedule(2, at: 2))
    #expect(other.cancel(foreign) == nil)
    #expect(other.reschedule(foreign, to: 3) == false)
    #expect(other.count == 0)
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
      wheel.schedule(nil, at: 5)
      wheel.cancel(handle)
    }
    #expect(kept == nil)
    wheel.advance(to: 5)
    #expect(wheel.popDue() == .some(nil))
    #expect(wheel.popDue() == nil)
  }

  @Test("payloads still scheduled are let go of with the wheel")
  func releasedWithTheWheel() {
    final class Token {}
    weak var kept: Token?
    do {
      let token = Token()
      kept = token
      var wheel = TimerWheel<Token>()
      for deadline in 0..<3 as Range<UInt64> { wheel.schedule(token, at: deadline) }
      #expect(wheel.popDue() === token)
    }
    #expect(kept == nil)
  }

  @Test("payloads of any size and alignment")
  func payloadLayouts() {
    func check<Payload: Equatable>(_ payloads: [Payload]) {
      var wheel = TimerWheel<Payload>()
      for (index, payload) in payloads.enumerated() { wheel.schedule(payload, at: UInt64(index)) }
      wheel.advance(to: .max)
      #expect(drain(&wheel) == payloads)
    }
    check([UInt8](0...255))
    check((0..<3_000).map { SIMD4<Double>(repeating: Double($0)) })
    check((0..<3_000).map { "a string that does not fit in sixteen bytes: \($0)" })
    var nothing = TimerWheel<Void>()
    nothing.schedule((), at: 3)
    nothing.advance(to: 3)
    #expect(nothing.popDue() != nil)
    #expect(nothing.popDue() == nil)
  }

  @Test("a timer that is moved keeps its handle and counts as a new arrival")
  func moved() {
    var wheel = TimerWheel<Int>()
    let handles = (0..<3).map { wheel.schedule($0, at: 100) }
    #expect(wheel.reschedule(handles[0], to: 50) == true)
    #expect(wheel.nextExpiry == 50)
    #expect(wheel.reschedule(handles[0], to: 100) == true)
    #expect(wheel.nextExpiry == 100)
    #expect(wheel.count == 3)
    wheel.advance(to: 100)
    #expect(drain(&wheel) == [1, 2, 0])
    #expect(wheel.reschedule(handles[0], to: 200) == false)
    #expect(wheel.nextExpiry == nil)
  }

  @Test("what arrives in a leaf that is half opened comes out behind what was there")
  func halfOpened() {
    var limits = Limits()
    (limits.sortedMax, limits.leafMax, limits.pieceMax) = (4, 8, 5)
    var wheel = TimerWheel<Int>(now: 0, limits: limits)
    wheel.schedule(-1, at: 1)
    // All of it lies in one slot of level 2, which is opened in pieces while time goes on.
    for id in 0..<40 { wheel.schedule(id, at: 5_000 + UInt64(id % 4)) }
    wheel.schedule(-2, at: 2)
    #expect(wheel.nextExpiry == 1)
    var halfOpened = 0
    for id in 40..<60 {
      let isMore = wheel.prepare()
      if wheel.slots.leaf(from: 5_000)?.0.slot.pointee.opened != nil { halfOpened += 1 }
      #expect(isMore == (id < 46), "there are six pieces, with what arrives meanwhile")
      wheel.schedule(id, at: 5_000 + UInt64(id % 4))
      wheel._checkInvariants()
    }
    #expect(halfOpened == 4, "the other two pieces are the last of a leaf of level 2 and 1")
    wheel.advance(to: 6_000)
    let expected = [-1, -2] + (0..<4).flatMap { digit in (0..<60).filter { $0 % 4 == digit } }
    #expect(drain(&wheel) == expected)
  }

  @Test("when the stamps of a node are used up, nothing of before is left")
  func exhaustedStamps() {
    var wheel = TimerWheel<Int>()
    let handles = (0..<20).map { wheel.schedule($0, at: 1_000 + UInt64($0)) }
    // As after 2^32 - 2 moves, of which the first ones are still in their slots.
    wheel.reschedule(handles[7], to: 1_000)
    wheel.nodes.table[7].pointee.stamp = .max
    wheel.slots.append(Entry(deadline: 1_007, node: 7, stamp: .max), wheel.nodes.table)
    wheel.slots.untilLook -= 1
    #expect(wheel.reschedule(handles[7], to: 3_000) == true)
    #expect(wheel.slots.count == 20)
    wheel.advance(to: 4_000)
    #expect(drain(&wheel) == (0..<20).filter { $0 != 7 } + [7])
  }

  @Test("time may go back: what is not due any more waits, what lies between is kept")
  func backwards() {
    var wheel = TimerWheel<Int>(now: 10_000)
    wheel.schedule(1, at: 9_000)
    wheel.schedule(2, at: 11_000)
    wheel.advance(to: 20_000)
    #expect(wheel.popDue() == 1)
    wheel.advance(to: 10_500)
    #expect(wheel.now == 10_500)
    #expect(wheel.popDue() == nil)
    wheel.schedule(3, at: 10_600)
    wheel.schedule(4, at: 400)
    #expect(wheel.nextExpiry == 400)
    #expect(drain(&wheel) == [4])
    wheel.advance(to: 10_999)
    #expect(drain(&wheel) == [3])
    wheel.advance(to: 11_000)
    #expect(drain(&wheel) == [2])
  }
}
