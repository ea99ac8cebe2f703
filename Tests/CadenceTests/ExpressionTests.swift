import Cadence
import Testing

/// Schedules for machines. The dates of the calendar events are systemd-analyze(1)'s answers
/// (systemd 252).
@Suite struct ExpressionTests {
  private func dates(_ rule: Recurrence, from start: String, _ count: Int = 4) -> [String] {
    var after = at(start) - .seconds(1)
    var found: [String] = []
    while found.count < count, let next = rule.next(after: after) {
      found.append(next.instant.description)
      after = next.instant
    }
    return found
  }

  @Test(
    arguments: [
      ("0 14 * * 4", ["2026-12-03T14:00:00Z", "2026-12-10T14:00:00Z"]),
      ("30 9 * * mon-fri", ["2026-12-01T09:30:00Z", "2026-12-02T09:30:00Z"]),
      ("*/20 8-9 1 * *", ["2026-12-01T08:00:00Z", "2026-12-01T08:20:00Z"]),
      // Either of the two days.
      ("0 9 13 * 5", ["2026-12-04T09:00:00Z", "2026-12-11T09:00:00Z", "2026-12-13T09:00:00Z"]),
      // A step keeps the field open: both are asked for.
      ("0 9 */2 * 5", ["2026-12-11T09:00:00Z", "2026-12-25T09:00:00Z"]),
      ("0 0 29 feb *", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]),
      ("@weekly", ["2026-12-06T00:00:00Z", "2026-12-13T00:00:00Z"]),
      ("0 0 * * 7", ["2026-12-06T00:00:00Z", "2026-12-13T00:00:00Z"]),
    ] as [(String, [String])])
  func readsCrontabs(_ text: String, _ expected: [String]) throws {
    let cron = try CronExpression(text, zones: Zones.database)
    let rule = Recurrence(cron: cron, in: .utc)
    #expect("\(rule)" == "\(cron) UTC")
    #expect(try CronExpression("\(cron)", zones: Zones.database) == cron)
    #expect(dates(rule, from: "2026-12-01T00:00:00Z", expected.count) == expected)
  }

  @Test(
    arguments: [
      ("0 14 * *", 8, "a crontab line has five fields, and this has 4"),
      ("0 14 * * 4 2026", 12, "there are six fields: a crontab has no seconds and no years here"),
      ("60 14 * * 4", 1, "minute: \"60\" is no minute, which is 0 to 59"),
      ("0 14 * 13 4", 8, "month: \"13\" is no month, which is 1 to 12 or a name as Jan"),
      ("0 5/2 * * *", 3, "hour: a step follows a range or \"*\""),
      ("@Weekly", 1, "\"@Weekly\" is no name of cron's"),
      ("*/7-9 * * * *", 1, "minute: \"7-9\" is not a step"),
      ("0 9 * * fri-sun", 9, "day of the week: \"fri-sun\" ends before it begins"),
      ("0 9-5 * * *", 3, "hour: \"9-5\" ends before it begins"),
      (
        "0 9 * * 1,,2", 11,
        "day of the week: \"\" is no day of the week, which is 0 to 7 or a name as Sun"
      ),
      ("@reboot", 1, "\"@reboot\" names no time"),
      ("", 1, "a crontab line has five fields, and this has 0"),
    ] as [(String, Int, String)])
  func refusesCrontabs(_ text: String, _ column: Int, _ what: String) {
    let problem = #expect(throws: TextProblem.self) {
      try CronExpression(text, zones: Zones.database)
    }
    #expect(problem?.what == what)
    #expect(problem?.column == column)
  }

  @Test(
    arguments: [
      (
        "Mon..Fri,Sun *-*~01..03/1 9,17:00", "Mon..Fri,Sun *-*~01..03 09,17:00:00",
        ["2026-11-29T09:00:00Z", "2026-11-29T17:00:00Z"]
      ),
      ("quarterly", "*-01,04,07,10-01 00:00:00", ["2027-01-01T00:00:00Z", "2027-04-01T00:00:00Z"]),
      ("12-24", "*-12-24 00:00:00", ["2026-12-24T00:00:00Z", "2027-12-24T00:00:00Z"]),
      (
        "Mon 2026..2028-*-1/2", "Mon 2026..2028-*-01/2 00:00:00",
        [
          "2026-12-07T00:00:00Z", "2026-12-21T00:00:00Z",
        ]
      ),
      ("2024/2-02-29", "2024/2-02-29 00:00:00", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]),
      ("*-02~03 10:00", "*-02~03 10:00:00", ["2027-02-26T10:00:00Z"]),
      ("*-*-* 10..12:30", "*-*-* 10..12:30:00", ["2026-11-28T10:30:00Z", "2026-11-28T11:30:00Z"]),
      ("Mon,Wed..Fri", "Mon,Wed..Fri *-*-* 00:00:00", ["2026-11-30T00:00:00Z"]),
      // A repetition of days from the end goes on to the end.
      (
        "Mon *-05~07/1", "Mon *-05~07/1 00:00:00", ["2027-05-31T00:00:00Z", "2028-05-29T00:00:00Z"]
      ),
      ("*-*~* 6:0", "*-*-* 06:00:00", ["2026-11-29T06:00:00Z", "2026-11-30T06:00:00Z"]),
      (
        "27-1..2-1 8:00", "2027-01..02-01 08:00:00",
        ["2027-01-01T08:00:00Z", "2027-02-01T08:00:00Z"]
      ),
      ("MONDAY-wed, 17:48", "Mon..Wed *-*-* 17:48:00", ["2026-11-30T17:48:00Z"]),
      ("sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00", ["2026-11-29T00:00:00Z"]),
      ("12,14,13,12:20,10", "*-*-* 12,13,14:10,20:00", ["2026-11-28T12:10:00Z"]),
      ("*:0..59/7:0/1", "*-*-* *:00..56/7:*", ["2026-11-28T07:35:00Z", "2026-11-28T07:35:01Z"]),
      (
        "*-*~05..29/10", "*-*~05..25/10 00:00:00", ["2026-12-07T00:00:00Z", "2026-12-17T00:00:00Z"]
      ),
      // The first after the turn of a year, which systemd loses.
      (
        "*-12,1-2/14", "*-01,12-02/14 00:00:00",
        [
          "2026-12-02T00:00:00Z", "2026-12-16T00:00:00Z", "2026-12-30T00:00:00Z",
          "2027-01-02T00:00:00Z",
        ]
      ),
      ("BI-annually utc", "*-01,07-01 00:00:00 UTC", ["2027-01-01T00:00:00Z"]),
      ("@1795854600", "2026-11-28 08:30:00 UTC", ["2026-11-28T08:30:00Z"]),
    ] as [(String, String, [String])])
  func readsCalendarEvents(_ text: String, _ written: String, _ expected: [String]) throws {
    let event = try CalendarExpression(text, zones: Zones.database)
    #expect("\(event)" == written)
    #expect(try CalendarExpression(written, zones: Zones.database) == event)
    let rule = Recurrence(calendar: event, in: .utc)
    #expect("\(rule)" == (event.zone == nil ? "\(written) UTC" : written))
    #expect(dates(rule, from: "2026-11-28T07:30:00Z", expected.count) == expected)
  }

  /// What the clock jumps over: systemd leaves it out, cron makes up for it.
  @Test func eachHasItsMannersInAGap() throws {
    let event = try CalendarExpression("*-*-* 02:30 America/New_York", zones: Zones.database)
    #expect(
      dates(Recurrence(calendar: event, in: .utc), from: "2025-03-08T00:00:00Z", 2) == [
        "2025-03-08T07:30:00Z", "2025-03-10T06:30:00Z",
      ])
    let cron = Recurrence(
      cron: try CronExpression("30 2 * * *", zones: Zones.database),
      in: try Zones.named("America/New_York"))
    #expect(
      dates(cron, from: "2025-03-08T00:00:00Z", 3) == [
        "2025-03-08T07:30:00Z", "2025-03-09T07:30:00Z", "2025-03-10T06:30:00Z",
      ])
    // But not for a line with "*" for the minute or the hour.
    let wildcard = Recurrence(
      cron: try CronExpression("*/30 2 * * *", zones: Zones.database),
      in: try Zones.named("America/New_York"))
    #expect(
      dates(wildcard, from: "2025-03-08T00:00:00Z", 3) == [
        "2025-03-08T07:00:00Z", "2025-03-08T07:30:00Z", "2025-03-10T06:00:00Z",
      ])
  }

  @Test func namesItsZone() throws {
    for text in ["0 14 * * 4 Europe/Berlin", "@hourly europe/berlin"] {
      let cron = try CronExpression(text, zones: Zones.database)
      #expect(cron.zone?.identifier == "Europe/Berlin")
      #expect(try CronExpression(cron.description, zones: Zones.database) == cron)
    }
    #expect(throws: TextProblem.self) {
      try CronExpression("0 14 * * 4 Europe/Berln", zones: Zones.database)
    }
  }

  @Test(
    arguments: [
      ("0 9 13 * 5", ["either is enough: the day of the month (13) or the day of the week (5)"]),
      ("0 9 */2 * 5", ["both days have to fit: \"*/2\" begins with \"*\""]),
      ("0 9 13 * *", []),
      (
        "0 9 * * * Europe/Berlin",
        ["a time that the clock jumps over comes as much later, as cron makes up for it"]
      ),
    ] as [(String, [String])])
  func explainsCrontabs(_ text: String, _ expected: [String]) throws {
    #expect(try CronExpression(text, zones: Zones.database).explanation(in: .utc) == expected)
  }

  @Test(
    arguments: [
      ("Fri *-*-13 09:00", ["both have to fit: the weekday and the date"]),
      ("*-*~02", ["days behind \"~\" count from the month's end: 01 is the last"]),
      ("Fri 09:00", []),
      ("09:00 Europe/Berlin", ["a time that the clock jumps over does not happen"]),
    ] as [(String, [String])])
  func explainsCalendarEvents(_ text: String, _ expected: [String]) throws {
    #expect(try CalendarExpression(text, zones: Zones.database).explanation(in: .utc) == expected)
  }

  @Test(arguments: [
    ("2026-12", 1), ("Thu 14", 5), ("*-13-01", 3), ("*-*-* 25:00", 7), ("Thu Fri 14:00", 5),
    ("*-*-* */2:00", 7), ("Thu 14:00 Europe/Berln", 11), ("", 1), ("1999..1990-01-01", 1),
    ("Sat..Mon 14:00", 1), ("Tues 14:00", 1), ("Europe/Berlin", 1), ("14:00 *-12-24", 7),
    ("*-*~29", 5), ("*,3:00", 1), ("20/7:00", 1), ("14:00:00.5", 7), ("1969-*-*", 1),
    ("2200-1-1", 1),
    ("@-5", 1), ("@5 Europe/Berln", 4),
  ])
  func refusesCalendarEvents(_ text: String, _ column: Int) {
    let problem = #expect(throws: TextProblem.self) {
      try CalendarExpression(text, zones: Zones.database)
    }
    #expect(problem?.column == column)
    #expect(problem?.fix.isEmpty == false)
  }
}
