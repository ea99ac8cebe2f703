import Cadence
import Engine
import Foundation
import Meetings
import Store
import Testing

/// The clock is set at the worst moment: between two commits, in a hold, while the disk fails.
@Suite struct StepFaults {
  /// Twenty meetings at one instant, which open together: three turns.
  private static func many() throws -> String {
    let meetings = (1...20).map { number in
      "  m\(number): { title: M, when: Thursday 14:00 UTC, starting: 2026-12-03, hosts: ana, "
        + "agenda: { opens: 2 days before, cutoff: 1 day before, if empty: cancel }, remind: no }"
    }
    let head = try #require(Workbench.officeHours.components(separatedBy: "meetings:").first)
    return head + "meetings:\n" + meetings.joined(separator: "\n")
  }

  private func states(_ bench: Workbench) -> [String: Int] {
    Dictionary(grouping: bench.engine.book.occurrences.values, by: \.state.name)
      .mapValues(\.count)
  }

  /// The first of three turns is committed, and the clock is years ahead.
  @Test func aStepBetweenTwoTurnsOfABeatIsSeenBeforeItIsBelieved() throws {
    try Workbench.with(from: "2026-12-01T13:00:00Z", try Self.many()) { bench in
      bench.clock.advance(to: try #require(Instant("2026-12-01T14:00:00Z")))
      bench.onDecision = { bench.clock.step(by: .days(1096)) }
      try bench.engine.beat()
      #expect(states(bench) == ["open": 20, "planned": 20], "as of the instant of the beat")
      let parcels = try bench.engine.claim()
      #expect(bench.engine.hold?.jump == .days(1096))
      #expect(parcels.isEmpty, "by that clock it is too late for them")
      #expect(try bench.outbox() == Array(repeating: "invitation to ana: pending", count: 20))
      bench.clock.step(by: .zero - .days(1096))
      try bench.pass(until: "2026-12-03T16:00:00Z")
      #expect(
        bench.notices.map { "\($0.kind.rawValue) to \($0.recipient.name)" }.sorted()
          == Array(repeating: "cancellation to ana", count: 20)
          + Array(repeating: "invitation to ana", count: 20))
    }
  }

  /// What waits to leave does not expire by a clock that nobody has looked at.
  @Test func aStepBetweenBeatAndDispatchEndsNoNotice() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { bench in
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.engine.beat()
      bench.clock.step(by: .days(30))
      _ = try bench.engine.claim()
      #expect(try bench.outbox().allSatisfy { !$0.hasSuffix("expired") })
      #expect(bench.engine.hold?.jump == .days(30))
    }
  }

  /// An answer is written down as of a clock that has been looked at.
  @Test func aStepBetweenDispatchAndAnswerIsSeenBeforeItIsBelieved() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { bench in
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.engine.beat()
      let parcels = try bench.engine.claim()
      bench.clock.step(by: .days(30))
      for parcel in parcels {
        try bench.engine.record(parcel, .deferred("down", retryAfterSeconds: nil, .destination))
      }
      #expect(bench.engine.hold?.jump == .days(30))
      #expect(try bench.engine.store.mark(.alive) == Instant("2026-11-27T14:00:00Z"))
      // Nobody looks in between.
      bench.clock.step(by: .zero - .days(30))
      try bench.pass(until: "2026-11-27T14:05:00Z")
      #expect(bench.delivered.sorted() == ["invitation to ana", "invitation to ben"])
    }
  }

  @Test func aSleepDuringAHoldIsMadeGoodWhenItEnds() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T12:00:00Z")
      bench.clock.step(by: .hours(1))
      try bench.settle()
      try bench.sleep(until: "2026-12-02T20:00:00Z")
      try bench.settle()
      #expect(bench.state == "open")
      bench.clock.step(by: .zero - .hours(1))
      try bench.settle()
      #expect(bench.state == "open", "nobody could write while the machine slept")
      #expect(bench.next == "2026-12-02T19:30:00Z")
      #expect(
        bench.delivered.suffix(3) == ["call to announce", "host-note to ana", "call to ben"])
    }
  }

  @Test func aStepBackThatCannotBeCommittedIsNotForgotten() throws {
    try ranAhead { bench in
      bench.clock.step(by: .zero - .days(6))
      try bench.fail(.row)
      #expect(throws: StoreError.self) { try bench.engine.beat() }
      try bench.fail(nil)
      try bench.pass(until: "2026-12-01T14:00:00Z")
      #expect(bench.delivered.suffix(2) == ["call to announce", "call to ben"])
    }
  }

  /// Opened by a clock that was six days ahead and believed: the call seemed to be past.
  private func ranAhead(_ body: (Workbench) throws -> Void) throws {
    try Workbench.with(from: "2026-11-26T12:00:00Z") { bench in
      bench.clock.step(by: .days(6))
      try bench.settle()
      try bench.engine.submit(.reloaded(bench.community))
      try bench.settle()
      #expect(bench.delivered == ["invitation to ana", "invitation to ben"])
      try body(bench)
    }
  }

  /// It would have each start until then take what it knows for nothing.
  @Test func aClockThatRanAheadLeavesNoSignOfLifeInTheFuture() throws {
    func alive(_ bench: Workbench) throws -> Seconds? {
      try bench.engine.store.mark(.alive).map { bench.clock.now - $0 }
    }
    try ranAhead { bench in
      #expect(try alive(bench) == .zero)
      bench.clock.step(by: .zero - .days(6))
      try bench.restarted { next in
        let since = try alive(next)
        #expect(since == .zero)
      }
    }
    try ranAhead { bench in
      bench.clock.step(by: .zero - .days(6))
      try bench.fail(.row)
      #expect(throws: StoreError.self) { try bench.engine.beat() }
      #expect(try alive(bench) == .zero - .days(6), "a start would make the same good")
      try bench.fail(nil)
      try bench.engine.beat()
      #expect(try alive(bench) == .zero)
    }
  }

  @Test func whatAClockThatRanAheadPutBehindIsAheadAgain() throws {
    try ranAhead { bench in
      bench.clock.step(by: .zero - .days(6))
      try bench.pass(until: "2026-12-04T00:00:00Z")
      #expect(
        bench.delivered.dropFirst(2) == [
          "call to announce", "call to ben", "cancellation to announce", "cancellation to ana",
          "cancellation to ben",
        ])
    }
  }

  @Test func alsoWhereTheServiceStartsOnTheRightClock() throws {
    try ranAhead { bench in
      try bench.engine.markAlive()
      bench.clock.step(by: .zero - .days(6))
      try bench.restarted { next in
        try next.pass(until: "2026-12-01T14:00:00Z")
        #expect(next.delivered.suffix(2) == ["call to announce", "call to ben"])
      }
    }
  }

  /// Twenty series, three years: what had begun ends, once, and the next dates lie ahead.
  @Test func yearsAheadOverManyMeetingsEndEachOnce() throws {
    try Workbench.with(from: "2026-12-01T13:00:00Z", try Self.many()) { bench in
      try bench.pass(until: "2026-12-01T15:00:00Z")
      bench.clock.step(by: .days(1096))
      try bench.settle()
      #expect(states(bench) == ["open": 20, "planned": 20])
      try bench.engine.submit(.reloaded(bench.community))
      try bench.settle()
      let notices = bench.notices.map { "\($0.subject) \($0.kind.rawValue)" }
      #expect(notices.count == Set(notices).count, "one host, one of each kind")
      #expect(notices.filter { $0.contains("2026-12-03 host-note") }.count == 20, "it lapsed")
      let ahead = bench.engine.book.occurrences.values.filter { $0.state == .planned }
      let week = bench.clock.now...(bench.clock.now + .days(9))
      #expect(ahead.allSatisfy { week.contains($0.start) })
      #expect(Set(ahead.map(\.id.series)).count == 20)
      #expect(bench.engine.deadlines.values.allSatisfy { $0 > bench.clock.now })
    }
  }

  /// Minutes that a set clock jumped over are no lateness of the service's, nor is a hold.
  @Test(arguments: [Seconds.minutes(10), .hours(8)])
  func aStepIsNoLateness(_ step: Seconds) throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T17:55:00Z")
      let before = bench.engine.tally.decisions
      #expect(before.count > 0)
      bench.clock.step(by: step)
      try bench.settle()
      if bench.engine.hold != nil { try bench.engine.submit(.reloaded(bench.community)) }
      try bench.settle()
      #expect(bench.engine.tally.decisions == before)
    }
  }

  /// Whoever sees the step first.
  @Test func aStepIsNoLatenessAlsoWhereTheDispatcherSeesIt() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T17:55:00Z")
      let before = bench.engine.tally.decisions
      bench.clock.step(by: .minutes(10))
      _ = try bench.engine.claim()
      try bench.settle()
      #expect(bench.state == "cancelled")
      #expect(bench.engine.tally.decisions == before)
    }
  }

  @Test func aStepOnTheWayOfANoticeIsNoLateness() throws {
    try Workbench.with(from: "2026-11-27T14:00:00Z") { bench in
      try bench.engine.beat()
      let parcels = try bench.engine.claim()
      #expect(parcels.count == 2)
      bench.clock.step(by: .minutes(10))
      for parcel in parcels { try bench.engine.record(parcel, .accepted("250")) }
      #expect(bench.engine.tally.deliveries.count == 0)
    }
  }

  @Test func stepsAreSaid() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      for step in [Seconds(1), .zero - .seconds(1), .minutes(10), .zero - .minutes(10)] {
        bench.clock.step(by: step)
        try bench.settle()
      }
      #expect(bench.steps == [.minutes(10), .zero - .minutes(10)], "a second may be rounding")
    }
  }
}
