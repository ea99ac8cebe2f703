import Cadence
import Testing

@Suite struct SentenceTests {
  static let today = date("2026-11-20")

  static func read(
    _ sentence: String, starting: String? = nil, until: String? = nil, zone: ZoneRules? = .utc
  ) throws(SentenceProblem) -> Recurrence {
    try Recurrence(
      sentence: sentence, in: zone, starting: starting.map(date), until: until.map(date),
      today: today, zones: Zones.database)
  }

  @Test(arguments: [
    ("Thursday 14:00 UTC", "Thursday 14:00 UTC"),
    ("weekly on Thursday at 14:00 Europe/Berlin", "Thursday 14:00 Europe/Berlin"),
    ("Monday and Thursday 09:30", "Monday and Thursday 09:30 UTC"),
    (
      "every 2 weeks Tuesday 16:00 Asia/Shanghai starting 2026-12-01",
      "every 2 weeks Tuesday 16:00 Asia/Shanghai starting 2026-12-01"
    ),
    (
      "every 2 weeks Tuesday 16:00 Asia/Shanghai starting 2026-12-01 until 2027-03-31",
      "every 2 weeks Tuesday 16:00 Asia/Shanghai starting 2026-12-01 until 2027-03-31"
    ),
    ("every Thursday 14:00", "Thursday 14:00 UTC"),
    ("once on 2026-12-03 14:00 Europe/Warsaw", "once on 2026-12-03 14:00 Europe/Warsaw"),
    ("Thursdays, at 2 PM", "Thursday 14:00 UTC"),
    ("thu 4PM", "Thursday 16:00 UTC"),
    ("THU 9:30am (Europe/Warsaw)", "Thursday 09:30 Europe/Warsaw"),
    (
      "1600 on Mondays, Wednesdays, and Fridays in europe/warsaw",
      "Monday, Wednesday and Friday 16:00 Europe/Warsaw"
    ),
    ("Mon/Thu 09:30", "Monday and Thursday 09:30 UTC"),
    ("Mon-Fri 9 a.m. UTC", "every weekday 09:00 UTC"),
    ("Monday through Friday noon", "every weekday 12:00 UTC"),
    ("Sat to Mon 12am", "Monday, Saturday and Sunday 00:00 UTC"),
    ("every day 08:00", "every day 08:00 UTC"),
    ("daily 08:00", "every day 08:00 UTC"),
    ("every weekday at 9:30 am", "every weekday 09:30 UTC"),
    ("weekdays 09:30", "every weekday 09:30 UTC"),
    (
      "every other Thursday 14:00 starting 2026-12-03",
      "every 2 weeks Thursday 14:00 UTC starting 2026-12-03"
    ),
    (
      "every two weeks on Tue & Thu at 10:00 from 2026-12-03",
      "every 2 weeks Tuesday and Thursday 10:00 UTC starting 2026-12-03"
    ),
    (
      "biweekly on Thursday 14:00 starting on 2026-12-03",
      "every 2 weeks Thursday 14:00 UTC starting 2026-12-03"
    ),
    (
      "every fortnight Thursday 14:00 starting 2026-12-03",
      "every 2 weeks Thursday 14:00 UTC starting 2026-12-03"
    ),
    (
      "once every 2 weeks on Thursday 14:00 starting 2026-12-03",
      "every 2 weeks Thursday 14:00 UTC starting 2026-12-03"
    ),
    ("once a week on Thursday 14:00", "Thursday 14:00 UTC"),
    ("every week Thursday 14:00", "Thursday 14:00 UTC"),
    ("2026-12-03 14:00", "once on 2026-12-03 14:00 UTC"),
    ("once Thursday 2026-12-03T14:00 UTC", "once on 2026-12-03 14:00 UTC"),
    ("Thursday 14:00 until 2027-03-31.", "Thursday 14:00 UTC until 2027-03-31"),
    ("Thursday 14:00 starting 2026-12-01", "Thursday 14:00 UTC starting 2026-12-03"),
    (
      "Monday 09:00 UTC; Thursday 14:00 Europe/Berlin",
      "Monday 09:00 UTC; Thursday 14:00 Europe/Berlin"
    ),
    ("Thursday 14:00:30", "Thursday 14:00:30 UTC"),
    ("Thursday 12 PM", "Thursday 12:00 UTC"),
    ("Thursday 14:00 14:00", "Thursday 14:00 UTC"),
    ("Thursday 14:00 once weekly Friday", "Thursday and Friday 14:00 UTC"),
  ])
  func reads(_ sentence: String, _ written: String) throws {
    let rule = try SentenceTests.read(sentence)
    #expect(rule.description == written)
    #expect(try SentenceTests.read(written, zone: nil) == rule)
  }

  @Test func takesTheDefaultZone() throws {
    let warsaw = try Zones.named("Europe/Warsaw")
    #expect(try SentenceTests.read("Thursday 14:00", zone: warsaw).zone == warsaw)
    #expect(try SentenceTests.read("Thursday 14:00 UTC", zone: warsaw).zone == .utc)
  }

  /// The keys beside the sentence anchor it and bound it; a date inside anchors before they do.
  @Test(
    arguments: [
      ("Thursday 14:00", "2026-12-01", nil, "Thursday 14:00 UTC starting 2026-12-03"),
      (
        "Thursday 14:00", "2026-12-03", "2027-03-31",
        "Thursday 14:00 UTC starting 2026-12-03 until 2027-03-31"
      ),
      (
        "biweekly Thursday 14:00", "2026-12-03", nil,
        "every 2 weeks Thursday 14:00 UTC starting 2026-12-03"
      ),
      (
        "every 2 weeks Thursday 14:00 starting 2026-12-10", "2026-12-03", nil,
        "every 2 weeks Thursday 14:00 UTC starting 2026-12-10"
      ),
      (
        "every 2 weeks Thursday 14:00 starting 2026-11-19", "2026-12-01", nil,
        "every 2 weeks Thursday 14:00 UTC starting 2026-12-03"
      ),
      ("Thursday 14:00 until 2027-01-31", nil, "2026-12-31", "Thursday 14:00 UTC until 2026-12-31"),
      ("once on 2026-12-03 14:00", "2026-12-01", "2026-12-31", "once on 2026-12-03 14:00 UTC"),
    ] as [(String, String?, String?, String)])
  func readsWithKeys(_ sentence: String, _ starting: String?, _ until: String?, _ written: String)
    throws
  {
    #expect(
      try SentenceTests.read(sentence, starting: starting, until: until).description == written)
  }

  @Test func countsInWeeks() throws {
    let rule = try SentenceTests.read(
      "every 2 weeks Tuesday and Thursday 10:00 starting 2026-12-03")
    let found = rule.occurrences(in: at("2026-01-01T00:00:00Z")..<at("2027-01-01T00:00:00Z"))
    #expect(
      found.map(\.date.description) == [
        "2026-12-03", "2026-12-15", "2026-12-17", "2026-12-29", "2026-12-31",
      ])
  }
}
