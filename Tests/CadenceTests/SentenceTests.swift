import Cadence
import Testing

@Suite struct SentenceTests {
  static let today = date("2026-11-20")

  static func read(
    _ sentence: String, starting: String? = nil, until: String? = nil, zone: ZoneRules? = .utc
  ) throws(SentenceProblem) -> Recurrence {
    try Sentence(
      sentence, in: zone, starting: starting.map(date), until: until.map(date), today: today,
      zones: Zones.database
    ).recurrence
  }

  /// One key is beside all sentences, and its date fits one of them at the most.
  @Test func severalSentencesBeginFromOneDate() throws {
    let rule = try Self.read(
      "every 2 weeks Tuesday 10:00; every 2 weeks Thursday 11:00", starting: "2026-12-01")
    #expect(
      rule.prefix(4).map(\.date.description) == [
        "2026-12-01", "2026-12-03", "2026-12-15", "2026-12-17",
      ])
    #expect(throws: SentenceProblem.self) {
      try Self.read("every 2 weeks Thursday 11:00", starting: "2026-12-01")
    }
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
    ("24 March 2027 14:00", "once on 2027-03-24 14:00 UTC"),
    ("March 25th, 2027, at 2 PM", "once on 2027-03-25 14:00 UTC"),
    ("yearly on 24 March 1600", "yearly on 24 March 16:00 UTC"),
    ("on the 1st of every month at 10:00", "monthly on the 1st 10:00 UTC"),
    (
      "every other month on the 15th 10:00 starting 2026-12-15",
      "every 2 months on the 15th 10:00 UTC starting 2026-12-15"
    ),
    (
      "first Thursday of every other month 10:00 starting: 2026-12-03",
      "every 2 months first Thursday 10:00 UTC starting 2026-12-03"
    ),
    ("last and first and first weekday 10:00", "first and last weekday of the month 10:00 UTC"),
    ("on demand; once on 2026-12-10 16:00", "once on 2026-12-10 16:00 UTC"),
    ("first of the month 10:00", "monthly on the 1st 10:00 UTC"),
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
    ("first Thursday 16:00 Europe/Berlin", "first Thursday 16:00 Europe/Berlin"),
    (
      "first and third Thursday of the month at 4PM", "first and third Thursday 16:00 UTC"
    ),
    ("1st, 3rd Tuesday 10:00", "first and third Tuesday 10:00 UTC"),
    (
      "second and fourth Tuesday and Thursday 10:00",
      "second and fourth Tuesday and Thursday 10:00 UTC"
    ),
    ("first Monday and last Friday 10:00", "first Monday and last Friday 10:00 UTC"),
    ("monthly on the first Thursday 16:00", "first Thursday 16:00 UTC"),
    ("every third Wednesday of the month 10:00", "third Wednesday 10:00 UTC"),
    ("last weekday of the month 15:00", "last weekday of the month 15:00 UTC"),
    ("on the 1st and 15th of every month 10:00", "monthly on the 1st and the 15th 10:00 UTC"),
    ("the last day of the month 10:00", "monthly on the last day 10:00 UTC"),
    (
      "quarterly on the first Tuesday 10:00 starting 2026-12-01",
      "every 3 months first Tuesday 10:00 UTC starting 2026-12-01"
    ),
    (
      "every 3 months on the 15th 10:00 starting 2026-12-15",
      "every 3 months on the 15th 10:00 UTC starting 2026-12-15"
    ),
    ("every year on March 24 at 10:00", "yearly on 24 March 10:00 UTC"),
    ("last Thursday of November 10:00", "yearly on last Thursday of November 10:00 UTC"),
    ("Wednesday after the fourth Tuesday 10:00", "Wednesday after fourth Tuesday 10:00 UTC"),
    ("Thursday 14:00 odd weeks", "odd weeks Thursday 14:00 UTC"),
    ("first business day of the month 10:00", "first weekday of the month 10:00 UTC"),
    ("last working day 15:00", "last weekday of the month 15:00 UTC"),
    ("Tuesday 10:00 starting January 5 2027", "Tuesday 10:00 UTC starting 2027-01-05"),
    ("25th of March 2027 14:00", "once on 2027-03-25 14:00 UTC"),
    ("25th in March 2027 14:00", "once on 2027-03-25 14:00 UTC"),
    ("Tuesday 10:00 until 5th January, 2027", "Tuesday 10:00 UTC until 2027-01-05"),
    ("yearly on 24 March and 25 March 10:00", "yearly on 24 March and 25 March 10:00 UTC"),
    ("yearly on March 31st 10:00", "yearly on 31 March 10:00 UTC"),
    ("the first day of the month 10:00", "monthly on the 1st 10:00 UTC"),
    ("second Tuesday of March 4 PM", "yearly on second Tuesday of March 16:00 UTC"),
    (
      "first Monday to Friday 10:00",
      "first Monday and Tuesday and Wednesday and Thursday and Friday 10:00 UTC"
    ),
    ("first Monday and third Monday 10:00", "first and third Monday 10:00 UTC"),
    (
      "first Monday and third Monday and Tuesday 10:00",
      "first Monday and third Monday and Tuesday 10:00 UTC"
    ),
    (
      "every third month on the first Tuesday 10:00 starting 2026-12-01",
      "every 3 months first Tuesday 10:00 UTC starting 2026-12-01"
    ),
    ("every even week Thursday 14:00", "even weeks Thursday 14:00 UTC"),
    ("weekly except the fourth Wednesday 10:00", "Wednesday except fourth 10:00 UTC"),
    ("Thursday except in July and August 14:00", "Thursday except in July and August 14:00 UTC"),
    (
      "Thursday 14:00 from 2026-12-03 for 8 meetings",
      "Thursday 14:00 UTC starting 2026-12-03 for 8 meetings"
    ),
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

  @Test(
    arguments: [
      ("Thursday 14:00-15:30", "Thursday 14:00-15:30 UTC", 90),
      ("Thu 9:00AM-10:00AM", "Thursday 09:00-10:00 UTC", 60),
      ("1600-1700 Thursdays", "Thursday 16:00-17:00 UTC", 60),
      ("Thursday 22:00 to 01:00", "Thursday 22:00-01:00 UTC", 180),
      ("Thursday 14:00 - 15:00", "Thursday 14:00-15:00 UTC", 60),
      ("every Thursday from 14:00 to 15:00", "Thursday 14:00-15:00 UTC", 60),
      (
        "Tuesday 09:00-09:45; Thursday 14:00-14:45",
        "Tuesday 09:00-09:45 UTC; Thursday 14:00-14:45 UTC", 45
      ),
    ] as [(String, String, Int64)])
  func readsHowLong(_ text: String, _ written: String, _ minutes: Int64) throws {
    for text in [text, written] {
      let sentence = try Sentence(
        text, in: .utc, starting: nil, until: nil, today: Self.today, zones: Zones.database)
      #expect(sentence.duration == .minutes(minutes))
      #expect(sentence.description == written)
    }
  }

  @Test(arguments: ["on demand", "ad hoc", "As needed"])
  func onDemandHasNoDates(_ text: String) throws {
    let sentence = try Sentence(
      text, in: .utc, starting: nil, until: nil, today: Self.today, zones: Zones.database)
    #expect(sentence.isOnDemand && sentence.recurrence.isEmpty)
    #expect(sentence.description == "on demand")
  }

  /// ISO week 53 of 2026: two odd weeks in a row, and three weeks between two even ones.
  @Test func theYearsLastWeekIsOddAndSoIsTheNext() throws {
    func dates(_ text: String) throws -> [String] {
      try SentenceTests.read(text)
        .occurrences(in: at("2026-12-10T00:00:00Z")..<at("2027-01-25T00:00:00Z"))
        .map(\.date.description)
    }
    #expect(
      try dates("odd weeks Thursday 14:00") == [
        "2026-12-17", "2026-12-31", "2027-01-07", "2027-01-21",
      ])
    #expect(try dates("even weeks Thursday 14:00") == ["2026-12-10", "2026-12-24", "2027-01-14"])
  }

  /// What is left out does not move the weeks that count.
  @Test func anExceptionIsNoStart() throws {
    let rule = try SentenceTests.read(
      "every 2 weeks Thursday except in December 14:00 starting 2026-12-03")
    #expect(rule.prefix(2).map(\.date.description) == ["2027-01-14", "2027-01-28"])
  }

  @Test func theDayAfterOfOneMonthIsYearly() throws {
    let rule = try SentenceTests.read("Wednesday after fourth Tuesday of March 10:00")
    let found = rule.occurrences(in: at("2026-12-01T00:00:00Z")..<at("2030-01-01T00:00:00Z"))
    #expect(found.map(\.date.description) == ["2027-03-24", "2028-03-29", "2029-03-28"])
  }

  /// 28 February 2023 is the fourth Tuesday, and its Wednesday is in March: what no BYMONTHDAY
  /// says.
  @Test func theDayAfterTheFourthMayBeInTheNextMonth() throws {
    let rule = try SentenceTests.read("Wednesday after fourth Tuesday 10:00")
    let found = rule.occurrences(in: at("2023-02-01T00:00:00Z")..<at("2023-04-15T00:00:00Z"))
    #expect(found.map(\.date.description) == ["2023-03-01", "2023-03-29"])
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
