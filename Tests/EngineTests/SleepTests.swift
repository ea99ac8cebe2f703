import Cadence
import Engine
import Meetings
import Store
import Testing

/// Both clocks are ahead: the machine slept, and what it slept through is an outage (decision
/// 0006).
@Suite struct Sleep {
  private func asleep(
    from: String, until: String, _ body: (Workbench) throws -> Void
  ) throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      try bench.pass(until: from)
      try bench.sleep(until: until)
      try body(bench)
    }
  }

  @Test func aCutoffSleptThroughIsPostponed() throws {
    try asleep(from: "2026-12-02T17:50:00Z", until: "2026-12-02T18:10:00Z") { bench in
      try bench.settle()
      #expect(bench.engine.hold == nil)
      #expect(bench.troubles == ["the machine slept for 20 minutes"])
      #expect(bench.state == "open")
      #expect(bench.next == "2026-12-02T18:30:00Z")
      #expect(
        bench.delivered.suffix(3) == ["call to announce", "host-note to ana", "call to ben"])
      try bench.pass(until: "2026-12-02T18:30:00Z")
      #expect(bench.decided.last == "open → cancelled: agenda empty at cutoff")
    }
  }

  /// A busy machine is not asleep.
  @Test func aMinuteLateIsNoSleep() throws {
    try asleep(from: "2026-12-02T17:50:00Z", until: "2026-12-02T18:01:00Z") { bench in
      try bench.settle()
      #expect(bench.troubles.isEmpty)
      #expect(bench.decided.last == "open → cancelled: agenda empty at cutoff")
    }
  }

  @Test func asleepOverCutoffAndStartItLapses() throws {
    try asleep(from: "2026-12-02T17:50:00Z", until: "2026-12-03T14:30:00Z") { bench in
      try bench.settle()
      #expect(bench.decided.last == "open → lapsed: slept through until after the start")
      #expect(bench.delivered.last == "host-note to ana")
    }
  }

  @Test func aSleepThatCannotBeCommittedIsNotForgotten() throws {
    try asleep(from: "2026-12-02T17:50:00Z", until: "2026-12-02T18:10:00Z") { bench in
      try bench.fail(.turn)
      #expect(throws: (any Error).self) { try bench.engine.beat() }
      try bench.fail(nil)
      try bench.settle()
      #expect(bench.state == "open", "nobody could write: an empty agenda is no evidence")
      #expect(bench.next == "2026-12-02T18:30:00Z")
    }
  }
}

/// Deadlines are absolute and identities unique: going back in time repeats nothing.
@Suite struct BackwardStep {
  /// What is told and decided until the meeting is over, if the clock is set back on the way.
  private func played(settingBackAt moment: String?) throws -> [String] {
    var seen: [String] = []
    try Workbench.with(from: "2026-11-20T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-01T14:00:01Z")
      if let moment, moment < "2026-12-01T14:00:02Z" { bench.clock.step(by: .zero - .days(5)) }
      try bench.pass(until: "2026-12-01T20:00:00Z")
      try bench.add("pair review")
      if let moment, moment > "2026-12-01T14:00:02Z" {
        try bench.pass(until: moment)
        bench.clock.step(by: .zero - .days(2))
        try bench.settle()
      }
      #expect(bench.engine.hold == nil)
      try bench.pass(until: "2026-12-04T00:00:00Z")
      seen = bench.delivered + bench.decided
    }
    return seen
  }

  @Test(arguments: [
    "2026-12-01T14:00:01Z", "2026-12-02T18:00:01Z", "2026-12-03T13:45:01Z", "2026-12-03T15:00:01Z",
  ])
  func nothingIsToldTwice(_ moment: String) throws {
    let undisturbed = try played(settingBackAt: nil)
    #expect(undisturbed.count == 12, "\(undisturbed)")
    #expect(try played(settingBackAt: moment) == undisturbed)
  }

  @Test func aCancellationIsToldOnce() throws {
    try Workbench.with(from: "2026-11-20T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T18:05:00Z")
      let before = bench.delivered
      #expect(before.suffix(2) == ["cancellation to ana", "cancellation to ben"])
      bench.clock.step(by: .zero - .hours(2))
      try bench.pass(until: "2026-12-04T00:00:00Z")
      #expect(bench.delivered == before)
      #expect(bench.state == "cancelled")
    }
  }

  /// Of hosts who have to say that they come, as of an agenda.
  private static let hosted = Workbench.officeHours.replacing(
    "hosts: ana",
    with: "hosts: { of: [ana, ben], rotate: weekly, confirm: 3 days before, decide: 1 day before }")

  @Test func aDecisionWhoHostsThatWasSleptThroughIsPostponed() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z", Self.hosted) { bench in
      try bench.pass(until: "2026-12-02T13:50:00Z")
      try bench.sleep(until: "2026-12-02T14:10:00Z")
      try bench.settle()
      #expect(bench.state == "open")
      #expect(bench.next == "2026-12-02T14:30:00Z")
      #expect(bench.delivered.suffix(2) == ["host-call to ana", "host-call to ben"])
      try bench.pass(until: "2026-12-02T14:30:00Z")
      #expect(bench.decided.last == "open → cancelled: nobody has said that they can host")
    }
  }

  @Test func itIsKnownWhenTheServiceWasThereBeforeHostsAreCounted() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z", Self.hosted) { bench in
      try bench.pass(until: "2026-12-02T11:00:00Z")
      try bench.engine.markAlive()
      #expect(try bench.engine.store.mark(.alive) != Instant("2026-12-02T11:00:00Z"))
      try bench.pass(until: "2026-12-02T12:30:00Z")
      try bench.engine.markAlive()
      #expect(try bench.engine.store.mark(.alive) == Instant("2026-12-02T12:30:00Z"))
    }
  }
}
