import Testing
import TimerWheel

/// What has gone wrong in other wheels, each named after its report.
@Suite("Bugs of other wheels")
struct OtherWheelsTests {
  /// Schedules deadlines, in ticks after `start`, and says when each came out, one wake at a time.
  func fire(_ deadlines: [UInt64], from start: UInt64) -> [UInt64] {
    var wheel = TimerWheel<UInt64>(now: start)
    for deadline in deadlines { wheel.schedule(deadline, at: start + deadline) }
    var fired: [UInt64] = []
    while let next = wheel.nextExpiry {
      wheel.advance(to: next)
      while let deadline = wheel.popDue() {
        #expect(next - start == deadline, "from \(start)")
        fired.append(deadline)
      }
      wheel._checkInvariants()
    }
    return fired
  }

  @Test("tokio #8334: after 2^30 ticks short timers hid behind a wrapped top slot")
  func shortAfterLongUptime() {
    for uptime in [(1 << 30) - 1, 1 << 30, (1 << 36) - 1, 1 << 36, 1 << 42] as [UInt64] {
      var wheel = TimerWheel<String>()
      wheel.schedule("far", at: uptime + (1 << 35))
      wheel.advance(to: uptime)
      wheel.schedule("short", at: uptime + 10)
      #expect(wheel.nextExpiry == uptime + 10)
      wheel.advance(to: uptime + 10)
      #expect(wheel.popDue() == "short")
      #expect(wheel.popDue() == nil)
    }
  }

  @Test("glommio #44: a later timer hid an earlier one in the slot of the cursor")
  func laterBeforeEarlier() {
    for distance in [1, 63, 64, 65, 4_095, 4_096, 4_097, 262_144] as [UInt64] {
      #expect(fire([2 * distance, distance], from: 1_000) == [distance, 2 * distance])
      #expect(fire([64 * distance, distance], from: 63) == [distance, 64 * distance])
    }
  }

  @Test("theine-go #64: rounding up by one fired a tick late")
  func roundedUp() {
    for start in 0..<130 as Range<UInt64> {
      #expect(fire([1, 2, 63, 64, 65], from: start) == [1, 2, 63, 64, 65])
    }
  }

  @Test("akka #1016: a delay that is a multiple of the wheel's round never fired")
  func multipleOfTheRound() {
    for level in 1...9 as ClosedRange<UInt64> {
      let round: UInt64 = 1 << (6 * level)
      #expect(fire([round, 2 * round, 3 * round], from: 0) == [round, 2 * round, 3 * round])
      #expect(fire([round, 64 * round], from: round - 1) == [round, 64 * round])
    }
  }

  @Test("agrona #73, #346: a poll that was late, or at a wrap of the ticks, skipped timers")
  func latePoll() {
    var wheel = TimerWheel<UInt64>()
    for deadline in stride(from: 1, through: 20_000, by: 7) as StrideThrough<UInt64> {
      wheel.schedule(deadline, at: deadline)
    }
    wheel.advance(to: 19_999)
    var expected: UInt64 = 1
    while let deadline = wheel.popDue() {
      #expect(deadline == expected)
      expected += 7
    }
    #expect(wheel.count == 1)
    #expect(wheel.nextExpiry == expected)
    #expect(fire([.max - 5_000], from: 5_000) == [.max - 5_000])
  }

  @Test("rpc-perf #180: what was scheduled while timers fired was lost or fired at once")
  func scheduledWhileFiring() {
    var wheel = TimerWheel<Int>()
    wheel.schedule(0, at: 100)
    var fired: [Int] = []
    while let next = wheel.nextExpiry {
      wheel.advance(to: next)
      while let round = wheel.popDue() {
        fired.append(round)
        if round < 200 { wheel.schedule(round + 1, at: next + (round % 3 == 0 ? 0 : 64)) }
      }
    }
    #expect(fired == Array(0...200))
  }

  @Test("msquic #3206: moving a timer to its slot's own time, or to the past, broke the list")
  func movedToWhereItIs() {
    var wheel = TimerWheel<Int>(now: 1_000)
    let handles = (0..<10).map { wheel.schedule($0, at: 2_000) }
    #expect(wheel.reschedule(handles[3], to: 2_000) == true)
    #expect(wheel.reschedule(handles[5], to: 10) == true)
    wheel._checkInvariants()
    #expect(wheel.nextExpiry == 10)
    #expect(wheel.popDue() == 5)
    #expect(wheel.reschedule(handles[5], to: 3_000) == false)
    wheel.advance(to: 2_000)
    var fired: [Int] = []
    while let id = wheel.popDue() { fired.append(id) }
    #expect(fired == [0, 1, 2, 4, 6, 7, 8, 9, 3])
  }

  @Test("synapse #17850: an entry for now or the past was put into a slot already passed")
  func nowAndThePast() {
    var wheel = TimerWheel<Int>(now: 5_000)
    wheel.schedule(0, at: 5_000)
    #expect(wheel.popDue() == 0)
    for (id, deadline) in [5_000, 4_999, 0, 4_936, 5_000].enumerated() {
      wheel.schedule(id, at: UInt64(deadline))
    }
    var fired: [Int] = []
    while let id = wheel.popDue() { fired.append(id) }
    #expect(fired == [2, 3, 1, 0, 4])
  }

  @Test("Netty #14959: cancelling twice, or after firing, counted twice")
  func countedTwice() {
    var wheel = TimerWheel<Int>()
    let handles = (0..<100).map { wheel.schedule($0, at: UInt64($0)) }
    wheel.advance(to: 49)
    while wheel.popDue() != nil {}
    for handle in handles + handles { wheel.cancel(handle) }
    #expect(wheel.count == 0)
    #expect(wheel.nextExpiry == nil)
  }

  @Test("wahern/timeout: with many levels the shift overflowed at 2^30 ticks and looped for ever")
  func everyMagnitude() {
    let deadlines = (0..<63).map { UInt64(1) << $0 } + (2..<62).map { UInt64(3) << $0 + 1 }
    #expect(fire(deadlines, from: 0) == deadlines.sorted())
  }

  @Test("ratas and tokio: equal deadlines came out last in, first out")
  func equalDeadlines() {
    var wheel = TimerWheel<Int>()
    for id in 0..<10_000 { wheel.schedule(id, at: 1 << 40) }
    wheel.advance(to: 1 << 40)
    for id in 0..<10_000 { #expect(wheel.popDue() == id) }
  }

  @Test("Netty #2541, #5647: cancelled timers stayed in memory until their time")
  func cancelledAreLetGo() {
    var wheel = TimerWheel<Int>()
    for round in 0..<300_000 { wheel.cancel(wheel.schedule(round, at: 1 << 50)) }
    #expect(wheel.footprint < 128 << 10)
  }
}
