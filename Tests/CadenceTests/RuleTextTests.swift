import Cadence
import Testing

@Suite struct RuleTextTests {
  private static let days = "MO, TU, WE, TH, FR, SA or SU"
  private static let parts =
    "one of FREQ, UNTIL, COUNT, INTERVAL, BYSECOND, BYMINUTE, BYHOUR, BYDAY, BYMONTHDAY, BYYEARDAY, "
    + "BYWEEKNO, BYMONTH, BYSETPOS, WKST, RSCALE, SKIP"
  private static let frequencies =
    "one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY"

  /// The text, and what is said: the part, its column, what is wrong and what to write.
  @Test(
    arguments: [
      ("", "", 1, "nothing is written here", "FREQ=WEEKLY;BYDAY=TH"),
      ("RRULE:", "", 7, "nothing is written here", "FREQ=WEEKLY;BYDAY=TH"),
      ("every Thursday", "", 1, "\"every Thursday\" has no \"=\"", "NAME=VALUE, as in BYDAY=TH"),
      ("FREQ=WEEKLY;;BYDAY=MO", "", 13, "a part is empty", "NAME=VALUE, as in BYDAY=TH"),
      ("FREQ=WEEKLY;COUNT", "", 13, "\"COUNT\" has no \"=\"", "NAME=VALUE, as in BYDAY=TH"),
      ("FREQ=WEEKLY;BYDAYS=MO", "", 13, "\"BYDAYS\" is not a part of a rule", "BYDAY"),
      ("FREQ=WEEKLY;BYEASTER=0", "", 13, "\"BYEASTER\" is not a part of a rule", parts),
      ("FREQ=WEEKLY; BYDAY=MO", "", 13, "\" BYDAY\" is not a part of a rule", "BYDAY"),
      ("BYDAY=MO", "FREQ", 1, "it is missing", "FREQ=WEEKLY"),
      ("FREQ=", "FREQ", 6, "a value is missing", frequencies),
      ("FREQ=FORTNIGHTLY", "FREQ", 6, "\"FORTNIGHTLY\" is not a frequency", frequencies),
      ("RRULE:FREQ=WEEKLI", "FREQ", 12, "\"WEEKLI\" is not a frequency", "WEEKLY"),
      (
        "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY", 22, "it is given twice", "all of it in one BYDAY"
      ),
      ("FREQ=WEEKLY;BYDAY=TU,MON", "BYDAY", 22, "\"MON\" is not a day of the week", "MO"),
      ("FREQ=MONTHLY;BYDAY=-1Friday", "BYDAY", 20, "\"-1Friday\" is not a day of the week", "-1FR"),
      ("FREQ=WEEKLY;BYDAY=MO,,TU", "BYDAY", 22, "a value is missing", days),
      ("FREQ=WEEKLY;BYDAY=", "BYDAY", 19, "a value is missing", days),
      ("  FREQ=WEEKLY;BYDAY=M", "BYDAY", 21, "\"M\" is not a day of the week", days),
      ("FREQ=MONTHLY;BYDAY=1", "BYDAY", 20, "\"1\" is not a day of the week", days),
      (
        "FREQ=MONTHLY;BYDAY=0MO", "BYDAY", 20,
        "\"0\" is not a number from 1 to 53, or from -53 to -1", "1"
      ),
      (
        "FREQ=MONTHLY;BYDAY=TU,-54MO", "BYDAY", 23,
        "\"-54\" is not a number from 1 to 53, or from -53 to -1", "1"
      ),
      (
        "FREQ=WEEKLY;BYDAY=1MO", "BYDAY", 13,
        "which weekday of the month is meant goes with FREQ=MONTHLY or YEARLY, not with WEEKLY",
        "FREQ=MONTHLY, or BYDAY=MO"
      ),
      (
        "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO,TU", "BYDAY", 24,
        "which weekday of the year is meant does not go with BYWEEKNO", "BYDAY=MO,TU"
      ),
      ("FREQ=WEEKLY;WKST=1MO", "WKST", 18, "\"1MO\" is not a day of the week", days),
      ("FREQ=DAILY;INTERVAL=0", "INTERVAL", 21, "\"0\" is not a number from 1 to 2147483647", "1"),
      (
        "FREQ=DAILY;INTERVAL=1.5", "INTERVAL", 21, "\"1.5\" is not a number from 1 to 2147483647",
        "1"
      ),
      ("FREQ=DAILY;COUNT=-5", "COUNT", 18, "\"-5\" is not a number from 1 to 2147483647", "1"),
      (
        "FREQ=DAILY;COUNT=5;UNTIL=20261231", "UNTIL", 20, "COUNT and UNTIL do not go together",
        "one of them"
      ),
      (
        "FREQ=DAILY;UNTIL=20261231;COUNT=5", "UNTIL", 12, "COUNT and UNTIL do not go together",
        "one of them"
      ),
      (
        "FREQ=DAILY;UNTIL=2026-12-31", "UNTIL", 18, "\"2026-12-31\" is neither a date nor a time",
        "20261231 or 20261231T235959Z"
      ),
      (
        "FREQ=DAILY;UNTIL=20260230", "UNTIL", 18, "\"20260230\" is neither a date nor a time",
        "20261231 or 20261231T235959Z"
      ),
      ("FREQ=DAILY;BYHOUR=9,24", "BYHOUR", 21, "\"24\" is not a number from 0 to 23", "0"),
      ("FREQ=DAILY;BYHOUR=-1", "BYHOUR", 19, "\"-1\" is not a number from 0 to 23", "0"),
      ("FREQ=DAILY;BYMINUTE=60", "BYMINUTE", 21, "\"60\" is not a number from 0 to 59", "0"),
      ("FREQ=DAILY;BYSECOND=61", "BYSECOND", 21, "\"61\" is not a number from 0 to 60", "0"),
      ("FREQ=DAILY;BYMONTH=5L", "BYMONTH", 20, "\"5L\" is not a number from 1 to 12", "1"),
      (
        "FREQ=MONTHLY;BYMONTHDAY=1,-32", "BYMONTHDAY", 27,
        "\"-32\" is not a number from 1 to 31, or from -31 to -1", "1"
      ),
      (
        "FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY", 23,
        "\"367\" is not a number from 1 to 366, or from -366 to -1", "1"
      ),
      (
        "FREQ=YEARLY;BYWEEKNO=0", "BYWEEKNO", 22,
        "\"0\" is not a number from 1 to 53, or from -53 to -1", "1"
      ),
      (
        "FREQ=YEARLY;BYSETPOS=367;BYDAY=MO", "BYSETPOS", 22,
        "\"367\" is not a number from 1 to 366, or from -366 to -1", "1"
      ),
      (
        "FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS", 14, "positions need another BY part to count",
        "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
      ),
      (
        "FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO", 14,
        "weeks of the year go with FREQ=YEARLY, not with MONTHLY", "FREQ=YEARLY"
      ),
      (
        "FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY", 12, "days of the year do not go with FREQ=DAILY",
        "FREQ=YEARLY"
      ),
      (
        "FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", 13,
        "days of the month do not go with FREQ=WEEKLY",
        "FREQ=MONTHLY"
      ),
      (
        "RSCALE=HEBREW;FREQ=YEARLY", "RSCALE", 8, "\"HEBREW\" is a calendar that is not known here",
        "GREGORIAN"
      ),
      (
        "FREQ=MONTHLY;SKIP=FORWARD", "SKIP", 14, "it needs a calendar beside it",
        "RSCALE=GREGORIAN;SKIP=FORWARD"
      ),
      (
        "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=UP", "SKIP", 36, "\"UP\" is not a way to skip",
        "OMIT, BACKWARD or FORWARD"
      ),
      (
        "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=366;BYSETPOS=1;SKIP=FORWARD", "SKIP", 55,
        "which position a day has that is moved into another year is not known", "SKIP=OMIT"
      ),
    ] as [(String, String, Int, String, String)])
  func refuses(_ text: String, _ part: String, _ column: Int, _ what: String, _ fix: String) {
    #expect(throws: RuleProblem(part: part, column: column, what: what, fix: fix)) {
      try RecurrenceRule(text: text)
    }
  }

  @Test func saysThePartBeforeIt() {
    let problem = RuleProblem(part: "BYDAY", column: 19, what: "\"MON\" is not a day", fix: "MO")
    #expect("\(problem)" == "BYDAY: \"MON\" is not a day. write MO")
    #expect(
      "\(RuleProblem(what: "nothing is written here", fix: "a"))"
        == "nothing is written here. write a")
  }

  /// A rule that was made and not read.
  @Test func refusesWhatIsOutOfBounds() throws {
    func check(_ part: String, _ change: (inout RecurrenceRule) -> Void) {
      var rule = RecurrenceRule(.yearly)
      change(&rule)
      let problem = #expect(throws: RuleProblem.self) {
        try Recurrence(rule, starting: local("2026-12-03T14:00"))
      }
      #expect(problem?.part == part && problem?.column == 1)
    }
    for value in [Int.min, -1000, 0, 1000, Int.max] {
      check("BYMONTHDAY") { $0.monthDays = [1, value] }
      check("BYYEARDAY") { $0.yearDays = [value] }
      check("BYWEEKNO") { $0.weekNumbers = [value] }
      check("BYSETPOS") { ($0.months, $0.positions) = ([1], [value]) }
      check("BYDAY") { $0.weekdays = [.init(.monday, number: value)] }
      check("BYMONTH") { $0.months = [value] }
    }
    for value in [Int.min, -1, 61, Int.max] {
      check("BYSECOND") { $0.seconds = [value] }
      check("BYMINUTE") { $0.minutes = [value] }
      check("BYHOUR") { $0.hours = [value] }
    }
    for value in [Int.min, -1, 0, Int.max] {
      check("INTERVAL") { $0.interval = value }
      check("COUNT") { $0.end = .count(value) }
    }
  }

  @Test(arguments: [
    ("FREQ=WEEKLY", "FREQ=WEEKLY"),
    ("rrule:freq=weekly;byday=mo,Th", "FREQ=WEEKLY;BYDAY=MO,TH"),
    (" RRULE:FREQ=DAILY;INTERVAL=1;WKST=MO; ", "FREQ=DAILY"),
    ("BYDAY=+1MO,-1FR,TU;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1MO,-1FR,TU"),
    ("WKST=SU;INTERVAL=02;FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;COUNT=10;INTERVAL=2;WKST=SU"),
    ("FREQ=DAILY;UNTIL=20261231T235959z", "FREQ=DAILY;UNTIL=20261231T235959Z"),
    ("FREQ=DAILY;UNTIL=20261231t235959", "FREQ=DAILY;UNTIL=20261231T235959"),
    ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"),
    ("FREQ=DAILY;UNTIL=20161231T235960Z", "FREQ=DAILY;UNTIL=20161231T235959Z"),
    ("FREQ=YEARLY;BYSECOND=60;BYMINUTE=+0;BYHOUR=9", ""),
    (
      "FREQ=YEARLY;BYSECOND=60;BYMINUTE=00;BYHOUR=09", "FREQ=YEARLY;BYSECOND=60;BYMINUTE=0;BYHOUR=9"
    ),
    (
      "BYSETPOS=-1;BYMONTH=1;BYWEEKNO=1,-1;BYYEARDAY=-366;BYMONTHDAY=-31,+2;FREQ=YEARLY",
      "FREQ=YEARLY;BYMONTHDAY=-31,2;BYYEARDAY=-366;BYWEEKNO=1,-1;BYMONTH=1;BYSETPOS=-1"
    ),
    ("SKIP=OMIT;FREQ=MONTHLY;RSCALE=gregorian", "FREQ=MONTHLY"),
    ("SKIP=forward;FREQ=MONTHLY;RSCALE=GREGORIAN", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"),
    ("FREQ=MONTHLY;BYDAY=53MO", "FREQ=MONTHLY;BYDAY=53MO"),
  ])
  func isWrittenAs(_ text: String, _ normal: String) throws {
    guard !normal.isEmpty else {
      #expect(throws: RuleProblem.self) { try RecurrenceRule(text: text) }
      return
    }
    let rule = try RecurrenceRule(text: text)
    #expect("\(rule)" == normal)
    #expect(try RecurrenceRule(text: normal) == rule)
  }

  /// Whatever is written, it is a rule or a problem within the text.
  @Test func survivesSlips() {
    let good = [
      "FREQ=MONTHLY;UNTIL=20261231T235959Z;INTERVAL=2;BYDAY=-1FR,MO;BYSETPOS=1,-1;WKST=SU",
      "RRULE:RSCALE=GREGORIAN;FREQ=YEARLY;COUNT=10;BYMONTHDAY=29,-1;BYMONTH=2;SKIP=FORWARD",
    ]
    let odd: [Character] = [
      "é", "🎉", "\u{0}", "\u{301}", ";", ",", "=", "-", "+", "9", " ", "\n", "²",
    ]
    var accepted = 0
    withSeeds(ruleSeeds(700_001, 2000)) { generator in
      var text = Array(generator.pick(good))
      for _ in 0..<generator.int(1...2) {
        let index = generator.int(0...text.count - 1)
        switch generator.int(0...2) {
        case 0: text[index] = generator.pick(odd)
        case 1: text.insert(generator.pick(odd), at: index)
        default: text.remove(at: index)
        }
      }
      do throws(RuleProblem) {
        let rule = try RecurrenceRule(text: String(text))
        accepted += 1
        if try RecurrenceRule(text: "\(rule)") != rule {
          throw RuleProblem(what: "\(String(text)) is read as \(rule)", fix: "")
        }
      } catch {
        let place = "\"\(String(text))\": \(error.column): \(error)"
        try hold((1...text.count + 1).contains(error.column), place)
        try hold(!error.what.isEmpty && !error.fix.isEmpty, place)
      }
    }
    #expect(accepted > 10)
  }
}
