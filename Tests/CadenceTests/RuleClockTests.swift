import Cadence
import Testing

/// Rules over changes of the clock. Source of the vectors: notes/recurrence.md section 5.1,
/// computed with Python's zoneinfo.
@Suite struct RuleClockTests {
  private func instants(
    _ rule: String, _ start: String, _ zone: String, _ gap: GapPolicy, count: Int,
    including: [String] = [], except: [String] = []
  ) throws -> [String] {
    let recurrence = try Recurrence(
      RecurrenceRule(text: rule), starting: local(start), in: Zones.named(zone), gap: gap,
      including: including.map(local), except: except.map(local))
    return recurrence.prefix(count).map {
      "\("\($0.instant)".dropFirst(5).dropLast(4))" + ($0.isAdjusted ? " \($0.adjustment)" : "")
    }
  }

  @Test(arguments: [
    ("America/New_York", "2007-03-11T02:30", "gap", "2007-03-11T07:30:00Z"),
    ("America/New_York", "2007-11-04T01:30", "overlap", "2007-11-04T05:30:00Z"),
    ("Europe/Warsaw", "2025-03-30T02:30", "gap", "2025-03-30T01:30:00Z"),
    ("Europe/Warsaw", "2025-10-26T02:30", "overlap", "2025-10-26T00:30:00Z"),
    ("Australia/Lord_Howe", "2025-10-05T02:15", "gap", "2025-10-04T15:45:00Z"),
    ("Australia/Lord_Howe", "2025-04-06T01:45", "overlap", "2025-04-05T14:45:00Z"),
    ("Africa/Cairo", "2025-04-25T00:00", "gap", "2025-04-24T22:00:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00", "gap", "2011-12-30T20:00:00Z"),
    ("Europe/Dublin", "2025-03-30T01:30", "gap", "2025-03-30T01:30:00Z"),
    ("Africa/Casablanca", "2025-02-23T02:30", "overlap", "2025-02-23T01:30:00Z"),
    ("Europe/Warsaw", "2045-03-26T02:30", "gap", "2045-03-26T01:30:00Z"),
  ])
  func meetsTheVector(_ name: String, _ text: String, _ kind: String, _ instant: String) throws {
    let zone = try Zones.named(name)
    let weekday = local(text).date.weekday
    let start = CivilDateTime(date: local(text).date.adding(days: -7), time: local(text).time)
    for gap in [GapPolicy.omit, .shiftForward] {
      // Every week, so that the shifted one of Apia meets no other.
      let rule = try Recurrence(RecurrenceRule(.weekly), starting: start, in: zone, gap: gap)
      let found = Array(rule.prefix(3))
      if kind == "gap", gap == .omit {
        #expect(found.map(\.date) == [0, 14, 21].map { start.date.adding(days: $0) })
        #expect(!rule.contains(at(instant)))
      } else {
        #expect(found[1].local == local(text) && found[1].instant == at(instant))
        #expect(found[1].adjustment.rawValue == kind)
        #expect(rule.contains(at(instant)))
      }
      #expect(found.allSatisfy { $0.date.weekday == weekday })
      for (occurrence, next) in zip(found, found.dropFirst()) {
        #expect(rule.previous(before: next.instant) == occurrence)
        #expect(rule.next(after: occurrence.instant) == next)
      }
    }
  }

  @Test(arguments: [
    ("FREQ=DAILY", "2025-03-08T02:30", "omit", ["03-08T07:30", "03-10T06:30", "03-11T06:30"]),
    ("FREQ=DAILY", "2025-03-08T02:30", "shift", ["03-08T07:30", "03-09T07:30 gap", "03-10T06:30"]),
    (
      "FREQ=HOURLY", "2025-03-09T00:30", "omit",
      ["03-09T05:30", "03-09T06:30", "03-09T07:30", "03-09T08:30"]
    ),
    // What is shifted onto another is that other one.
    (
      "FREQ=HOURLY", "2025-03-09T00:30", "shift",
      ["03-09T05:30", "03-09T06:30", "03-09T07:30", "03-09T08:30"]
    ),
    (
      "FREQ=MINUTELY;INTERVAL=90", "2025-03-09T00:30", "shift",
      ["03-09T05:30", "03-09T07:00 gap", "03-09T07:30", "03-09T09:00"]
    ),
    (
      "FREQ=HOURLY", "2025-11-02T00:30", "omit",
      ["11-02T04:30", "11-02T05:30 overlap", "11-02T07:30"]
    ),
    // A time that never happens does not count, one that is shifted does.
    ("FREQ=DAILY;COUNT=2", "2025-03-08T02:30", "omit", ["03-08T07:30", "03-10T06:30"]),
    ("FREQ=DAILY;COUNT=2", "2025-03-08T02:30", "shift", ["03-08T07:30", "03-09T07:30 gap"]),
    (
      "FREQ=HOURLY;COUNT=3", "2025-03-09T00:30", "shift",
      ["03-09T05:30", "03-09T06:30", "03-09T07:30"]
    ),
    // Among what a gap shifts, the end is one in time and not on the wall.
    (
      "FREQ=MINUTELY;INTERVAL=40;UNTIL=20250309T073000Z", "2025-03-09T01:25", "shift",
      ["03-09T06:25", "03-09T07:05 gap", "03-09T07:25"]
    ),
    (
      "FREQ=MINUTELY;INTERVAL=40;UNTIL=20250309T075000Z", "2025-03-09T01:25", "shift",
      ["03-09T06:25", "03-09T07:05 gap", "03-09T07:25", "03-09T07:45 gap"]
    ),
    (
      "FREQ=MINUTELY;INTERVAL=40;COUNT=3", "2025-03-09T01:25", "shift",
      ["03-09T06:25", "03-09T07:05 gap", "03-09T07:25"]
    ),
    // An end in UTC is an instant.
    (
      "FREQ=DAILY;UNTIL=20251102T053000Z", "2025-11-01T01:30", "omit",
      ["11-01T05:30", "11-02T05:30 overlap"]
    ),
    ("FREQ=DAILY;UNTIL=20251102T052959Z", "2025-11-01T01:30", "omit", ["11-01T05:30"]),
    ("FREQ=DAILY;UNTIL=20250309T073000Z", "2025-03-08T02:30", "omit", ["03-08T07:30"]),
    (
      "FREQ=DAILY;UNTIL=20250309T073000Z", "2025-03-08T02:30", "shift",
      ["03-08T07:30", "03-09T07:30 gap"]
    ),
    ("FREQ=DAILY;UNTIL=20250309T072959Z", "2025-03-08T02:30", "shift", ["03-08T07:30"]),
    ("FREQ=DAILY;UNTIL=20250309", "2025-03-08T23:30", "omit", ["03-09T04:30", "03-10T03:30"]),
  ])
  func followsNewYork(
    _ rule: String, _ start: String, _ gap: String, _ expected: [String]
  ) throws {
    // One more than there are, where the rule ends.
    let count = expected.count + (rule.contains("COUNT") || rule.contains("UNTIL") ? 1 : 0)
    #expect(
      try instants(
        rule, start, "America/New_York", gap == "omit" ? .omit : .shiftForward, count: count)
        == expected)
  }

  /// Two dates beside the rule that are one instant are one date, whoever comes first.
  @Test func ofTwoDatesAtAnInstantOneIs() throws {
    func rule(_ including: [String]) throws -> Recurrence {
      try Recurrence(
        RecurrenceRule(text: "FREQ=DAILY;COUNT=1"), starting: local("2025-03-08T09:00"),
        in: Zones.named("America/New_York"), including: including.map(local))
    }
    let dates = ["2025-03-09T02:30", "2025-03-09T03:30"]
    let both = try rule(dates)
    #expect(try both == rule(dates.reversed()))
    #expect(Array(both).map(\.local.description) == ["2025-03-08T09:00", "2025-03-09T03:30"])
    #expect(both.previous(before: .distantFuture) == Array(both).last)
    #expect(Recurrence.union([both, both]) == both)
  }

  /// In winter an elapsed day later is an hour earlier on the wall, which is where it is looked at.
  @Test func anElapsedRuleIsJudgedByEachOffset() throws {
    let zone = try Zones.named("America/New_York")
    func rule(_ text: String, _ start: String) throws -> Recurrence {
      try Recurrence(
        RecurrenceRule(text: text), starting: local(start), in: zone, stepping: .elapsed)
    }
    let winter = try rule("FREQ=HOURLY;INTERVAL=24;BYHOUR=9", "2025-07-01T10:00")
    #expect(!winter.isEmpty && winter.isEndless)
    #expect(winter.next(after: .distantPast)?.instant == at("2025-11-02T14:00:00Z"))
    #expect(try !rule("FREQ=HOURLY;COUNT=2", "2025-07-01T10:00").isEndless)
    let days = try rule("FREQ=HOURLY;INTERVAL=48", "2025-07-01T00:30")
    let one = days.limited(to: date("2025-12-01")...date("2025-12-02"))
    #expect(Array(one) == days.filter { one.contains($0.instant) })
    #expect(Array(one).count == 1)
    let evening = try Recurrence(
      RecurrenceRule(text: "FREQ=HOURLY;UNTIL=20250405"), starting: local("2025-04-05T22:00"),
      in: Zones.named("America/Santiago"), stepping: .elapsed)
    #expect(
      evening.map(\.instant.description).map { $0.dropFirst(8) } == [
        "06T01:00:00Z", "06T02:00:00Z", "06T03:00:00Z",
      ])
    let last = try rule("FREQ=HOURLY", "9999-12-31T10:00")
    #expect(!last.limited(to: date("9999-12-31")...date("9999-12-31")).isEmpty)
  }

  /// A day left out is one by its instant, and a date beside the rule always happens.
  @Test func leavesOutAndAddsByTheInstant() throws {
    func found(_ gap: GapPolicy, including: [String] = [], except: [String] = []) throws -> [String]
    {
      try instants(
        "FREQ=DAILY;COUNT=3", "2025-03-08T02:30", "America/New_York", gap, count: 9,
        including: including, except: except)
    }
    #expect(
      try found(.shiftForward, except: ["2025-03-09T03:30"]) == ["03-08T07:30", "03-10T06:30"])
    #expect(
      try found(.shiftForward, except: ["2025-03-09T02:30"]) == ["03-08T07:30", "03-10T06:30"])
    #expect(
      try found(.omit, including: ["2025-03-09T02:30", "2025-03-10T02:30"])
        == ["03-08T07:30", "03-09T07:30 gap", "03-10T06:30", "03-11T06:30"])
    #expect(
      try found(.omit, including: ["2025-03-20T09:00"], except: ["2025-03-20T09:00"])
        == ["03-08T07:30", "03-10T06:30", "03-11T06:30"])
  }

  /// An hour that the clock shows twice is two, and one that it jumps over none was.
  @Test(arguments: [
    (
      "FREQ=HOURLY", "America/New_York", "2025-11-02T00:30",
      ["11-02T04:30", "11-02T05:30", "11-02T06:30", "11-02T07:30"]
    ),
    (
      "FREQ=HOURLY", "America/New_York", "2025-03-09T00:30",
      ["03-09T05:30", "03-09T06:30", "03-09T07:30", "03-09T08:30"]
    ),
    // Every 40 minutes goes on over both; the hours are read on the wall.
    (
      "FREQ=MINUTELY;INTERVAL=40;BYHOUR=1", "America/New_York", "2025-11-02T00:20",
      ["11-02T05:00", "11-02T05:40", "11-02T06:20", "11-03T06:20"]
    ),
    // A clock that changes by half an hour: an hour is still one.
    (
      "FREQ=HOURLY", "Australia/Lord_Howe", "2025-04-06T00:15",
      ["04-05T13:15", "04-05T14:15", "04-05T15:15", "04-05T16:15"]
    ),
    (
      "FREQ=HOURLY;COUNT=2", "America/New_York", "2025-11-02T01:30", ["11-02T05:30", "11-02T06:30"]
    ),
    (
      "FREQ=HOURLY;UNTIL=20251102T063000Z", "America/New_York", "2025-11-02T01:30",
      ["11-02T05:30", "11-02T06:30"]
    ),
    // Where the clock has stopped changing, all the years to come are one stretch.
    (
      "FREQ=HOURLY;INTERVAL=5;COUNT=2", "Asia/Kolkata", "2026-11-18T09:30",
      ["11-18T04:00", "11-18T09:00"]
    ),
  ])
  func stepsAsTimePasses(
    _ rule: String, _ zone: String, _ start: String, _ expected: [String]
  ) throws {
    let recurrence = try Recurrence(
      RecurrenceRule(text: rule), starting: local(start), in: Zones.named(zone),
      stepping: .elapsed)
    let found = Array(recurrence.prefix(4))
    #expect(found.map { "\($0.instant)".dropFirst(5).dropLast(4) } == expected.map { $0[...] })
    let last = try #require(found.last).instant
    // Backwards, and counted, they are the same.
    var before = last + .seconds(1)
    for occurrence in found.reversed() {
      let previous = try #require(recurrence.previous(before: before))
      #expect(previous == occurrence)
      before = previous.instant
    }
    #expect(recurrence.previous(before: before) == nil)
    #expect(recurrence.count(in: found[0].instant..<(last + .seconds(1))) == expected.count)
  }
}
