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

  /// What is wrong, where, and the line with the fix in its place.
  @Test(
    arguments: [
      ("0 14 * *", 8, "a crontab line has five fields, and this has 4", "0 14 * * *"),
      ("", 1, "a crontab line has five fields, and this has 0", "0 14 * * 4"),
      (
        "0 14 * Europe/Berlin", 6, "a crontab line has five fields, and this has 3",
        "0 14 * * * Europe/Berlin"
      ),
      ("60 14 * * 4", 1, "minute: \"60\" is no minute, which is 0 to 59", "0 14 * * 4"),
      ("1-60 14 * * 4", 1, "minute: \"60\" is no minute, which is 0 to 59", "1-59 14 * * 4"),
      (
        "0 14 * 13 4", 8, "month: \"13\" is no month, which is 1 to 12 or a name as Jan",
        "0 14 * 12 4"
      ),
      ("5/15 * * * *", 1, "minute: a step follows a range or \"*\"", "5-59/15 * * * *"),
      ("0 1,5/7 * * *", 5, "hour: a step follows a range or \"*\"", "0 1,5-23/7 * * *"),
      ("0 9 * * mon/2", 9, "day of the week: a step follows a range or \"*\"", "0 9 * * 1-6/2"),
      ("*/7-9 * * * *", 1, "minute: \"7-9\" is not a step", "*/7 * * * *"),
      ("1-5/0 * * * *", 1, "minute: \"0\" is not a step", "1-5/2 * * * *"),
      ("0 9 * * fri-sun", 9, "day of the week: \"fri-sun\" ends before it begins", "0 9 * * 5-7"),
      (
        "0 9 * * fri-tue/3", 9, "day of the week: \"fri-tue/3\" ends before it begins",
        "0 9 * * 5-7/3,1-2/3"
      ),
      ("0 9-5 * * *", 3, "hour: \"9-5\" ends before it begins", "0 9-23,0-5 * * *"),
      (
        "0 9 * * 1,,2", 11,
        "day of the week: \"\" is no day of the week, which is 0 to 7 or a name as Sun",
        "0 9 * * 1,2"
      ),
      (
        "0 9 * * Monday", 9,
        "day of the week: \"Monday\" is no day of the week, which is 0 to 7 or a name as Sun",
        "0 9 * * Mon"
      ),
      (
        "0 9 * * 1,Thurs-Satruday", 11,
        "day of the week: \"Thurs\" is no day of the week, which is 0 to 7 or a name as Sun",
        "0 9 * * 1,Thu-Sat"
      ),
      (
        "0 9 1 sept *", 7, "month: \"sept\" is no month, which is 1 to 12 or a name as Jan",
        "0 9 1 Sep *"
      ),
      ("0 9 ? * 1", 5, "day of the month: a crontab has no \"?\"", "0 9 * * 1"),
      (
        "0 9 L * *", 5, "day of the month: \"L\": a crontab has no last day",
        #"calendar: "*-*~01 09:00""#
      ),
      (
        "*/30 9-17 L-2 jan,jun ? utc", 11, "day of the month: \"L-2\": a crontab has no last day",
        #"calendar: "*-01,06~03 09..17:00,30 UTC""#
      ),
      (
        "0 9 * * 5L", 9, "day of the week: \"5L\": a crontab has no last weekday of the month",
        #"calendar: "Fri *-*~01..07 09:00""#
      ),
      (
        "0 9 ? * 7#3", 5, "day of the month: a crontab has no \"?\"",
        #"calendar: "Sun *-*-15..21 09:00""#
      ),
      (
        "0 9 15W * *", 5, "day of the month: \"15W\": a crontab has no nearest workday",
        "0 9 15 * *"
      ),
      ("0 9 * * *  /usr/bin/true -v", 12, "the command is left out", "0 9 * * *"),
      ("@daily backup", 8, "the command is left out", "@daily"),
      ("0 9 * * * root /bin/true", 11, "the command is left out", "0 9 * * *"),
      (
        "0 9 * * * europe/berlin /bin/true", 25, "the command is left out",
        "0 9 * * * Europe/Berlin"
      ),
      (
        "CRON_TZ=Europe/Berlin 0 9 * * *", 1, "the zone follows the line",
        "0 9 * * * Europe/Berlin"
      ),
      (
        "TZ=\"Europe/Berlin\" @hourly run", 1, "the zone follows the line", "@hourly Europe/Berlin"
      ),
      (
        "0 14 * * 4 2026", 12, "there are six fields: a crontab has no seconds and no years here",
        "0 14 * * 4"
      ),
      (
        "0 30 9 ? * MON-FRI UTC", 1,
        "there are six fields: a crontab has no seconds and no years here", "30 9 * * MON-FRI UTC"
      ),
      (
        "0 0 12 1 1 ? 2027", 1, "there are six fields: a crontab has no seconds and no years here",
        "0 12 1 1 *"
      ),
      ("@Weekly", 1, "\"@Weekly\" is no name of cron's", "@weekly"),
      ("weekly", 1, "a crontab line has five fields, and this has 1", "@weekly"),
      ("@reboot", 1, "\"@reboot\" names no time", "0 14 * * 4"),
      (
        "0 14 * * 4 Europe/Berln", 12, "there is no time zone \"Europe/Berln\"",
        "0 14 * * 4 Europe/Berlin"
      ),
    ] as [(String, Int, String, String)])
  func refusesCrontabs(
    _ text: String, _ column: Int, _ what: String, _ written: String
  ) throws {
    let problem = try #require(throws: TextProblem.self) {
      try CronExpression(text, zones: Zones.database)
    }
    #expect(problem.what == what)
    #expect(problem.column == column)
    let pasted = pasted(problem, in: text, until: marks(problem, " ,"))
    #expect(pasted == written)
    if pasted.hasPrefix("calendar: ") {
      _ = try CalendarExpression(String(pasted.dropFirst(11).dropLast()), zones: Zones.database)
    } else {
      _ = try CronExpression(pasted, zones: Zones.database)
    }
  }

  /// The text with what is to be written: as the whole if it has more than a word, else where the
  /// column points, up to one of the marks that end a part.
  private func pasted(_ problem: TextProblem, in text: String, until marks: String) -> String {
    guard !problem.fix.contains(" "), !problem.fix.hasPrefix("@") else { return problem.fix }
    let rest = text.dropFirst(problem.column - 1)
    return text.prefix(problem.column - 1) + problem.fix + rest.drop { !marks.contains($0) }
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
  }

  @Test(
    arguments: [
      ("0 9 13 * 5", ["either is enough: the day of the month (13) or the day of the week (5)"]),
      ("0 9 */2 * 5", ["both days have to fit: \"*/2\" begins with \"*\""]),
      ("0 9 13 * *", []),
      ("0 9 * * * Europe/Berlin", []),
      ("30 2 * * * Asia/Kolkata", []),
      (
        "30 2 * * * Europe/Berlin",
        ["on 2027-03-28 the clock jumps over 02:30: it comes as much later"]
      ),
      // No Sunday.
      ("30 2 * * 1-6 Europe/Berlin", []),
      (
        "*/30 1-2 * * * Europe/Berlin",
        [
          "on 2027-03-28 the clock jumps over 02:00 to 02:30: they do not happen",
          "on 2027-10-31 the clock shows 02:00 to 02:30 twice: they come once, where cron repeats"
            + " them",
        ]
      ),
      (
        "30 * * 10 * Europe/Berlin",
        ["on 2027-10-31 the clock shows 02:30 twice: it comes once, where cron repeats it"]
      ),
      // Longer than two years away.
      ("30 2 25 3 * Europe/Berlin", []),
    ] as [(String, [String])])
  func explainsCrontabs(_ text: String, _ expected: [String]) throws {
    #expect(
      try CronExpression(text, zones: Zones.database).explanation(
        in: .utc, from: date("2026-12-01")) == expected)
  }

  @Test(
    arguments: [
      ("Fri *-*-13 09:00", ["both have to fit: the weekday and the date"]),
      ("*-*~02", ["days behind \"~\" count from the month's end: 01 is the last"]),
      ("Fri 09:00", []),
      ("09:00 Europe/Berlin", []),
      (
        "*-*-* 2:30 Europe/Berlin",
        ["on 2027-03-28 the clock jumps over 02:30: it does not happen"]
      ),
      ("*-10-* 2:30 Europe/Berlin", []),
    ] as [(String, [String])])
  func explainsCalendarEvents(_ text: String, _ expected: [String]) throws {
    #expect(
      try CalendarExpression(text, zones: Zones.database).explanation(
        in: .utc, from: date("2026-12-01")) == expected)
  }

  @Test(
    arguments: [
      ("2026-12", 1, "2026-12-*"), ("Thu 14", 5, "Thu 14:00"), ("*-13-01", 3, "*-12-01"),
      ("Fri 2026-* 11:12", 5, "Fri 2026-*-* 11:12"), ("2026-W49", 1, "2026-*-*"),
      ("2026..2028-1 9:00", 1, "2026..2028-1-* 9:00"), ("2026", 1, "2026-*-*"),
      ("Fri *-*-last", 5, "Fri *-*~01"), ("*-*~last 9:00", 5, "*-*~01 9:00"),
      ("*-Dec-24", 3, "*-12-24"), ("2026~12-24", 1, "2026-12-24"),
      ("*-*-* 25:00", 7, "*-*-* 23:00"), ("24:00", 1, "00:00"),
      ("Mon..Fri 9am", 10, "Mon..Fri 09:00"), ("Thu 9:30 p.m.", 10, "Thu 21:30"),
      ("Thu noon UTC", 5, "Thu 12:00 UTC"), ("daily 1400", 1, "*-*-* 14:00"),
      ("weekly Fri 9:00", 1, "Fri *-*-* 9:00"), ("yearly *-12-24", 1, "*-12-24 00:00:00"),
      ("hourly Thu", 1, "Thu *-*-* *:00:00"), ("Thu Fri 14:00", 5, "Thu,Fri 14:00"),
      ("*-*-* */2:00", 7, "*-*-* 0/2:00"), ("*-*-* *:*/15", 9, "*-*-* *:0/15"),
      ("*-*-1/x", 5, "*-*-1/2"), ("9-17:00", 1, "9..17:00"),
      ("22..4/2:00", 1, "22..23/2,0..4/2:00"),
      ("Thu 14:00 Europe/Berln", 11, "Thu 14:00 Europe/Berlin"), ("", 1, "Thu *-*-* 14:00"),
      ("1999..1990-01-01", 1, "1990..1999-01-01"), ("Sat..Mon 14:00", 1, "Sat..Sun,Mon 14:00"),
      ("Tues 14:00", 1, "Tue 14:00"), ("Montag..Fri", 1, "Mon..Fri"),
      ("Europe/Berlin", 1, "daily Europe/Berlin"), ("14:00 *-12-24", 7, "*-12-24 14:00"),
      ("*-*~29", 5, "*-*~28"), ("*,3:00", 1, "0..23,3:00"), ("20/7:00", 1, "20:00"),
      ("Thu 1,,2:00", 7, "Thu 1,2:00"), ("14:00:00.5", 7, "14:00:00"), ("1969-*-*", 1, "1970-*-*"),
      ("2200-1-1", 1, "2199-1-1"), ("@-5", 1, "@1395716396"),
      ("@5 Europe/Berln", 4, "@5 Europe/Berlin"),
    ] as [(String, Int, String)])
  func refusesCalendarEvents(_ text: String, _ column: Int, _ written: String) throws {
    let problem = try #require(throws: TextProblem.self) {
      try CalendarExpression(text, zones: Zones.database)
    }
    #expect(problem.column == column)
    let pasted = pasted(problem, in: text, until: marks(problem, " ,:"))
    #expect(pasted == written)
    _ = try CalendarExpression(written, zones: Zones.database)
  }

  /// What ends the part that is wrong: in a field that is named the item, else the word.
  private func marks(_ problem: TextProblem, _ ofItem: String) -> String {
    let parts = ["hour:", "minute:", "second:", "year:", "month:", "day of ", "day from "]
    guard let part = parts.first(where: { problem.what.hasPrefix($0) }) else { return " " }
    // In a crontab's date "-" is a range.
    let isOfDate = !["hour:", "minute:", "second:"].contains(part) && ofItem.contains(":")
    return isOfDate ? " ,-~" : ofItem
  }

  /// Whoever writes what is offered comes to something that is read, whatever slipped in.
  @Test(
    arguments: [
      ("15 9-17/2 1,15 jan-jun 1-5", true), ("*/5 0 * * mon,thu", true), ("@weekly utc", true),
      ("Mon..Fri,Sun 2026..2028-1/2-* 09,17:30:00", false), ("*-*~01..07/2 0/3:15", false),
    ])
  func whatIsOfferedIsReadInTheEnd(_ text: String, _ isCron: Bool) {
    let slips = [
      "", "-", "/", ",", "*", "60", "/2", "L", "#1", "?", "..", ":", "~", "x", " ", " 1", "am", "0",
    ]
    for offset in 0...text.count {
      for (slip, dropped) in slips.flatMap({ [($0, 0), ($0, 1)] }) {
        let start = "\(text.prefix(offset))\(slip)\(text.dropFirst(offset + dropped))"
        var written = start
        var isCron = isCron
        let isRead = (0..<8).contains { _ in
          if written.hasPrefix("calendar: ") {
            (written, isCron) = (String(written.dropFirst(11).dropLast()), false)
          }
          do throws(TextProblem) {
            if isCron {
              _ = try CronExpression(written, zones: Zones.database)
            } else {
              _ = try CalendarExpression(written, zones: Zones.database)
            }
            return true
          } catch {
            written = pasted(error, in: written, until: marks(error, isCron ? " ," : " ,:"))
            return false
          }
        }
        #expect(isRead, "\(start): \(written)")
      }
    }
  }
}
