import Cadence
import Testing

@Suite struct ShortTextTests {
  @Test(
    arguments: [
      ("1 hour", 3600, "1 hour"), ("30 minutes", 1800, "30 minutes"),
      ("90 min", 5400, "1 hour 30 minutes"),
      ("1 hour 30 minutes", 5400, "1 hour 30 minutes"), ("45m", 2700, "45 minutes"),
      ("2h", 7200, "2 hours"), ("1h30m", 5400, "1 hour 30 minutes"),
      ("1 Hour and 5 Mins", 3900, "1 hour 5 minutes"),
      ("10s", 10, "10 seconds"), ("0 minutes", 0, "0 minutes"), ("36 hours", 129_600, "36 hours"),
    ] as [(String, Int64, String)])
  func readsLengths(_ text: String, _ seconds: Int64, _ written: String) throws {
    let length = try Seconds(parsing: text)
    #expect(length == Seconds(seconds))
    #expect("\(length)" == written)
    #expect(try Seconds(parsing: written) == length)
    #expect("\(-length)" == (seconds == 0 ? written : "-" + written))
  }

  @Test(arguments: [
    ("", 1, "nothing is written here. write 1 hour 30 minutes"),
    ("hour", 1, "\"hour\" is not a number. write 1 hour 30 minutes"),
    ("30", 1, "30 has no unit. write 30 minutes"),
    ("1 hour 30", 8, "30 has no unit. write 30 minutes"),
    ("5 minuets", 3, "\"minuets\" is not a unit of time. write 5 minutes"),
    ("5 fathoms", 3, "\"fathoms\" is not a unit of time. write 1 hour 30 minutes"),
    ("1 day", 1, "1 day is a calendar step, not a length of time. write 24 hours"),
    ("2 weeks", 1, "2 weeks is a calendar step, not a length of time. write 336 hours"),
    ("1 month", 1, "1 month is a calendar step, not a length of time. write 1 hour 30 minutes"),
    ("1 hour 2 hours", 8, "hours are given twice. write 1 hour 30 minutes"),
    ("-5 minutes", 1, "\"-\" is not a number. write 1 hour 30 minutes"),
    (
      "99999999999999999999 hours", 1,
      "\"99999999999999999999\" is not a number. write 1 hour 30 minutes"
    ),
    ("100000 hours", 1, "100000 is too many. write 1 hour 30 minutes"),
    ("1.5 hours", 2, "\".\" is not a unit of time. write 1 hour 30 minutes"),
    ("and", 1, "\"and\" is not a number. write 1 hour 30 minutes"),
  ])
  func refusesLengths(_ text: String, _ column: Int, _ message: String) {
    let problem = #expect(throws: TextProblem.self) { try Seconds(parsing: text) }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
    #expect(throws: Never.self) { try Seconds(parsing: problem?.fix ?? "") }
  }

  @Test(arguments: [
    ("15 minutes before", "15 minutes before"), ("15 min", "15 minutes before"),
    ("1 day before", "1 day before"), ("1 day", "1 day before"), ("7 days before", "1 week before"),
    ("2 weeks before", "2 weeks before"), ("1 week 1 day before", "8 days before"),
    ("1 day before at 18:00", "1 day before at 18:00"),
    ("1 day before at 6 PM", "1 day before at 18:00"),
    ("6 days", "6 days before"), ("90 minutes before", "1 hour 30 minutes before"),
    ("0 days before at 09:00", "0 days before at 09:00"),
  ])
  func readsLeads(_ text: String, _ written: String) throws {
    let lead = try Lead(parsing: text)
    #expect("\(lead)" == written)
    #expect(try Lead(parsing: written) == lead)
  }

  @Test(arguments: [
    ("", 1, "nothing is written here. write 1 day before at 18:00"),
    ("before", 1, "nothing is written here. write 1 day before at 18:00"),
    ("at start", 4, "\"start\" is not a time of day. write 1 day before at 18:00"),
    ("2 days before at", 15, "no time follows \"at\". write 2 days before at 18:00"),
    ("1 day before at 25:00", 17, "\"25:00\" is not a time of day. write 1 day before at 18:00"),
    (
      "1 day before at 18:00 sharp", 17,
      "\"18:00 sharp\" is not a time of day. write 1 day before at 18:00"
    ),
    (
      "15 minutes before at 18:00", 1,
      "a time of day needs a number of days, not of hours. write 1 day before at 18:00"
    ),
    ("0 minutes before", 1, "0 minutes is not before. write 15 minutes before"),
    ("0 days before", 1, "0 days is not before. write 1 day before"),
    ("1 day 2 hours before", 7, "days and hours do not mix. write 1 day before at 18:00"),
    ("1 month before", 1, "1 month is not a number of days. write 4 weeks before"),
    ("tomorrow", 1, "\"tomorrow\" is not a number. write 1 day before at 18:00"),
  ])
  func refusesLeads(_ text: String, _ column: Int, _ message: String) {
    let problem = #expect(throws: TextProblem.self) { try Lead(parsing: text) }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
    #expect(throws: Never.self) { try Lead(parsing: problem?.fix ?? "") }
  }

  /// Days are steps in the calendar of the zone, minutes and hours elapsed time.
  @Test(arguments: [
    // The clock goes forward on 28 March 2027 at 02:00 in Warsaw.
    ("1 day before", "2027-03-28T07:00:00Z", "2027-03-27T08:00:00Z"),
    ("24 hours before", "2027-03-28T07:00:00Z", "2027-03-27T07:00:00Z"),
    ("1 day before at 18:00", "2027-03-28T07:00:00Z", "2027-03-27T17:00:00Z"),
    ("0 days before at 09:00", "2027-03-29T12:00:00Z", "2027-03-29T07:00:00Z"),
    ("1 week before", "2027-03-29T12:00:00Z", "2027-03-22T13:00:00Z"),
    // Over the gap: 02:30 does not exist on the 28th.
    ("1 day before at 02:30", "2027-03-29T12:00:00Z", "2027-03-28T01:30:00Z"),
    // 31 October 2027 shows 02:30 twice; the first counts.
    ("1 day before at 02:30", "2027-11-01T12:00:00Z", "2027-10-31T00:30:00Z"),
  ])
  func steps(_ text: String, _ start: String, _ expected: String) throws {
    let lead = try Lead(parsing: text)
    #expect(lead.instant(before: at(start), in: try Zones.named("Europe/Warsaw")) == at(expected))
  }

  @Test(arguments: [
    ("1 month", "2026-08-31", "2026-09-30", "1 month"),
    ("2 weeks", "2026-12-24", "2027-01-07", "2 weeks"),
    ("10 days", "2026-12-24", "2027-01-03", "10 days"),
    ("1 year", "2024-02-29", "2025-02-28", "12 months"),
    ("1 month 2 weeks", "2026-01-31", "2026-03-14", "1 month 2 weeks"),
  ])
  func addsPeriods(_ text: String, _ from: String, _ to: String, _ written: String) throws {
    let period = try Period(parsing: text)
    #expect(period.added(to: date(from)) == date(to))
    #expect("\(period)" == written)
    #expect(try Period(parsing: written) == period)
  }

  @Test(arguments: [
    ("", 1, "nothing is written here. write 1 month"),
    ("3 hours", 1, "3 hours is a length of time, not of the calendar. write 1 day"),
    ("0 days", 1, "0 days is nothing. write 1 day"),
    ("1 moth", 3, "\"moth\" is not a unit of time. write 1 month"),
  ])
  func refusesPeriods(_ text: String, _ column: Int, _ message: String) {
    let problem = #expect(throws: TextProblem.self) { try Period(parsing: text) }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
    #expect(throws: Never.self) { try Period(parsing: problem?.fix ?? "") }
  }
}
