import Cadence
import Engine
import Meetings
import Testing

/// Every way in which a clock can jump, at every point of a meeting's life: nothing is lost,
/// nothing is told twice, and nothing that has become false. DESIGN §6, decisions 0007 and 0065.
///
/// What is expected comes from `Life`, which applies the design's sentences.
@Suite struct Steps {
  /// How the clock is set, or what else happens to time.
  enum Step: CaseIterable {
    case leapSecond, aSecondAhead, fiveMinutesAhead, aQuarterOfAnHourAhead
    case hoursAheadAndRightAgain, hoursAheadForTwoHours, hoursAheadAndAccepted
    case yearsAheadAndRightAgain, yearsAheadAndAccepted
    case secondsBack, fiveMinutesBack, hoursBack, yearsBack, yearsBackAndRightAgain
    case asleepForMinutes, asleepForHours, asleepForDays
  }

  /// A point in a meeting's life: what was done until then, and whether a deadline of that very
  /// instant is dealt with only after the step.
  struct Stage: CustomTestStringConvertible {
    var testDescription: String
    var at: String
    var acts: [(at: String, act: Life.Act)] = []
    var isDue = false
  }

  static let stages = [
    Stage(testDescription: "planned", at: "2026-11-25T10:00:00Z"),
    Stage(testDescription: "a minute before its opening", at: "2026-11-27T13:59:00Z"),
    Stage(testDescription: "at its opening", at: "2026-11-27T14:00:00Z", isDue: true),
    Stage(testDescription: "open", at: "2026-11-28T10:00:00Z"),
    Stage(testDescription: "a minute before the call", at: "2026-12-01T13:59:00Z"),
    Stage(testDescription: "between call and cutoff", at: "2026-12-01T20:00:00Z"),
    Stage(testDescription: "before the cutoff, empty", at: "2026-12-02T17:50:00Z"),
    Stage(testDescription: "at the cutoff, empty", at: "2026-12-02T18:00:00Z", isDue: true),
    Stage(
      testDescription: "before the cutoff, with an item", at: "2026-12-02T17:50:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)]),
    Stage(
      testDescription: "at the cutoff, with an item", at: "2026-12-02T18:00:00Z",
      acts: [("2026-11-30T19:00:00Z", .add)], isDue: true),
    Stage(testDescription: "cancelled", at: "2026-12-02T19:00:00Z"),
    Stage(
      testDescription: "confirmed", at: "2026-12-02T19:00:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)]),
    Stage(
      testDescription: "before the last reminder", at: "2026-12-03T13:40:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)]),
    Stage(
      testDescription: "at the last reminder", at: "2026-12-03T13:45:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)], isDue: true),
    Stage(
      testDescription: "before the start", at: "2026-12-03T13:50:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)]),
    Stage(
      testDescription: "under way", at: "2026-12-03T14:30:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)]),
    Stage(
      testDescription: "held", at: "2026-12-03T15:30:00Z",
      acts: [("2026-12-01T19:00:00Z", .add)]),
    Stage(
      testDescription: "called off before it opened", at: "2026-11-26T10:00:00Z",
      acts: [("2026-11-25T10:00:00Z", .callOff)]),
    Stage(
      testDescription: "called off", at: "2026-12-02T10:20:00Z",
      acts: [("2026-12-01T20:00:00Z", .callOff)]),
    Stage(
      testDescription: "reinstated before the cutoff", at: "2026-12-02T11:00:00Z",
      acts: [("2026-12-01T20:00:00Z", .callOff), ("2026-12-02T10:30:00Z", .reinstate)]),
    Stage(
      testDescription: "reinstated after the cutoff", at: "2026-12-03T09:00:00Z",
      acts: [("2026-12-03T08:00:00Z", .reinstate)]),
    Stage(
      testDescription: "moved", at: "2026-12-02T10:20:00Z",
      acts: [("2026-12-01T20:00:00Z", .move)]),
  ]

  @Test(arguments: Step.allCases, stages)
  func nothingIsLostNothingIsToldTwiceAndNothingIsFalse(_ step: Step, _ stage: Stage) throws {
    try Workbench.with(from: "2026-11-20T00:00:00Z") { bench in
      bench.answer = { parcel in
        if let wrong = bench.isFalse(parcel) { Issue.record("\(wrong)") }
        return .accepted("250")
      }
      for (at, act) in stage.acts {
        try bench.pass(until: at)
        try bench.perform(act)
      }
      let moment = try #require(Instant(stage.at))
      // The watchdog looks twice a minute.
      try bench.pass(until: (moment - .seconds(30)).description)
      bench.clock.advance(to: moment)
      if !stage.isDue || step == .leapSecond { try bench.settle() }

      let gap = try bench.take(step, from: stage.isDue ? moment - .seconds(1) : moment)
      let start = try #require(Instant("2026-12-03T14:00:00Z"))
      let acts = try stage.acts.map { (at: try #require(Instant($0.at)), act: $0.act) }
      let life = Life(through: acts, gap: gap, start: start)

      let end = max(bench.clock.now, Life.movedTo) + .days(1)
      try bench.pass(until: end.description)
      #expect(bench.delivered.sorted() == life.told.sorted())
      #expect(try bench.lastState() == life.state)
      #expect(bench.engine.hold == nil)
      let notices = bench.notices.map(\.identity)
      #expect(Set(notices).count == notices.count, "one identity, one message")
      #expect(try bench.outbox().allSatisfy { !$0.hasSuffix("pending") })
    }
  }
}

extension Workbench {
  /// A reminder of what does not stand as it says.
  fileprivate func isFalse(_ parcel: Parcel) -> String? {
    let notice = parcel.notice
    guard notice.kind == .reminder, let id = notice.subject.occurrence else { return nil }
    guard let row = engine.book.occurrences[id], row.state == .confirmed else {
      return "\(id) is not confirmed, and people are reminded of it"
    }
    guard row.start == notice.facts.start.instant, clock.now < row.start else {
      return "\(id) starts at \(row.start); the reminder at \(clock.now) is of another time"
    }
    return nil
  }

  fileprivate func perform(_ act: Life.Act) throws {
    switch act {
    case .add: try add("pair review")
    case .callOff: try engine.submit(.cancel(Self.first, because: "ill"))
    case .reinstate: try engine.submit(.reinstate(Self.first, because: "well"))
    case .move:
      let local = ZoneRules.utc.local(at: Life.movedTo)
      try engine.submit(.move(Self.first, to: local, because: "room"))
    }
    try settle()
  }

  /// - Parameter moment: what was due by then is dealt with.
  /// - Returns: which deadlines come to somebody's notice late; nil where none does.
  fileprivate func take(_ step: Steps.Step, from moment: Instant) throws -> Life.Gap? {
    switch step {
    case .leapSecond: return try set(.zero - .seconds(1), since: moment)
    case .aSecondAhead: return try set(.seconds(1), since: moment)
    case .fiveMinutesAhead: return try set(.minutes(5), since: moment)
    case .aQuarterOfAnHourAhead: return try set(.minutes(15), since: moment)
    case .secondsBack: return try set(.zero - .seconds(10), since: moment)
    case .fiveMinutesBack: return try set(.zero - .minutes(5), since: moment)
    case .hoursBack: return try set(.zero - .hours(8), since: moment)
    case .yearsBack: return try set(.zero - .days(1096), since: moment)
    case .hoursAheadAndRightAgain:
      return try wrong(by: .hours(8), for: .seconds(30), since: moment)
    case .hoursAheadForTwoHours: return try wrong(by: .hours(8), for: .hours(2), since: moment)
    case .yearsAheadAndRightAgain:
      return try wrong(by: .days(1096), for: .seconds(30), since: moment)
    case .hoursAheadAndAccepted: return try accept(.hours(8), since: moment)
    case .yearsAheadAndAccepted: return try accept(.days(1096), since: moment)
    case .yearsBackAndRightAgain:
      _ = try set(.zero - .days(1096), since: moment)
      return try accept(.days(1096), since: moment)
    case .asleepForMinutes: return try sleep(for: .minutes(20), since: moment)
    case .asleepForHours: return try sleep(for: .hours(8), since: moment)
    case .asleepForDays: return try sleep(for: .days(10), since: moment)
    }
  }

  /// A step that is believed.
  private func set(_ step: Seconds, since moment: Instant) throws -> Life.Gap? {
    clock.step(by: step)
    try settle()
    #expect(engine.hold == nil)
    return step > .zero ? Life.Gap(from: moment, to: clock.now, slept: nil) : nil
  }

  /// Nobody believes it, and somebody puts it right.
  private func wrong(
    by step: Seconds, for span: Seconds, since moment: Instant
  ) throws -> Life.Gap {
    clock.step(by: step)
    try settle()
    #expect(engine.hold?.jump == step)
    let seen = delivered
    try pass(until: (clock.now + span).description)
    #expect(delivered == seen, "nothing is decided")
    clock.step(by: .zero - step)
    try settle()
    return Life.Gap(from: moment, to: clock.now, slept: span)
  }

  /// Somebody says that it is right now.
  private func accept(_ step: Seconds, since moment: Instant) throws -> Life.Gap {
    clock.step(by: step)
    try settle()
    #expect(engine.hold?.jump == step)
    try engine.submit(.reloaded(community))
    try settle()
    return Life.Gap(from: moment, to: clock.now, slept: step)
  }

  private func sleep(for span: Seconds, since moment: Instant) throws -> Life.Gap {
    clock.advance(to: clock.now + span)
    try settle()
    return Life.Gap(from: moment, to: clock.now, slept: span)
  }
}
