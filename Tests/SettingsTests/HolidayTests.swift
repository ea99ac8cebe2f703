import Cadence
import Meetings
import Settings
import Testing

/// Days off from calendar files, and what is said of those that cannot be used.
@Suite struct HolidayTests {
  private static let named = "holidays: { germany: holidays/germany.ics }\n"

  private static func read(_ yaml: String, _ calendar: String?) -> Result<Settings, Problems> {
    let files = [("base.yaml", Fixture.base), ("x.yaml", yaml)].map {
      SourceFile(name: $0.0, bytes: Array($0.1.utf8))
    }
    return Result { () throws(Problems) in
      try Settings.read(
        files, zones: Fixture.zones, today: Fixture.today,
        holidays: { (file) throws(Problems) in
          guard let calendar, file.name == "holidays/germany.ics" else {
            return try HolidayFile.none(file)
          }
          return SourceFile(name: "etc/\(file.name)", bytes: Array(calendar.utf8))
        })
    }
  }

  /// Each between BEGIN:VEVENT, in the 2nd line, and END:VEVENT.
  private static func calendar(_ events: String...) -> String {
    let all = events.map { "BEGIN:VEVENT\r\n\($0)\r\nEND:VEVENT\r\n" }.joined()
    return "BEGIN:VCALENDAR\r\n\(all)END:VCALENDAR\r\n"
  }

  /// When somebody is away who has the holidays of a calendar.
  private static func days(_ events: String) throws -> [String] {
    let yaml = named + "people: { p: { email: p@example.org, holidays: germany } }\n"
    let settings = try read(yaml, calendar(events)).get()
    let away = (settings.community.people[PersonID("p")]?.holidays ?? []).joined()
    return away.map { "\($0.days.lowerBound) .. \($0.days.upperBound) \($0.reason ?? "–")" }
  }

  private static func printed(_ yaml: String, _ calendar: String?) -> [String] {
    Fixture.printed(read(yaml, calendar))
  }

  // MARK: Days

  @Test(
    arguments: [
      ("SUMMARY:A\nDTSTART;VALUE=DATE:20261224", ["2026-12-24 .. 2026-12-24 A"]),
      (
        "SUMMARY:A\\, B\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227",
        ["2026-12-24 .. 2026-12-26 A, B"]
      ),
      ("DTSTART:20261224\nDURATION:P2D", ["2026-12-24 .. 2026-12-25 –"]),
      // Some programs write the day itself.
      (
        "SUMMARY:A\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224",
        ["2026-12-24 .. 2026-12-24 A"]
      ),
      ("SUMMARY:A\nDTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED", []),
      (
        "SUMMARY:A\nDTSTART;VALUE=DATE:20261224\nRDATE;VALUE=DATE:20261228,20261230",
        [
          "2026-12-24 .. 2026-12-24 A", "2026-12-28 .. 2026-12-28 A",
          "2026-12-30 .. 2026-12-30 A",
        ]
      ),
    ] as [(String, [String])])
  func days(events: String, expected: [String]) throws {
    #expect(try Self.days(events) == expected)
  }

  /// From the beginning of last year to the end of the fifth from now, whatever the day is.
  @Test func whatRepeatsIsKnownForYears() throws {
    let yearly = "UID:1\nSUMMARY:Unity\nDTSTART;VALUE=DATE:19901003\nRRULE:FREQ=YEARLY"
    #expect(
      try Self.days(yearly) == (2025...2031).map { "\($0)-10-03 .. \($0)-10-03 Unity" })
    let gone = yearly + "\nEXDATE;VALUE=DATE:20261003\nEXDATE:20271003T000000Z"
    #expect(try Self.days(gone).map { $0.prefix(4) } == ["2025", "2028", "2029", "2030", "2031"])
    let short = yearly + ";UNTIL=20271231"
    #expect(try Self.days(short).map { $0.prefix(4) } == ["2025", "2026", "2027"])
    // What spans the turn of the first year is cut there.
    let turn =
      "SUMMARY:A\nDTSTART;VALUE=DATE:20101228\nDTEND;VALUE=DATE:20110103\n"
      + "RRULE:FREQ=YEARLY;COUNT=15"
    #expect(try Self.days(turn) == ["2025-01-01 .. 2025-01-02 A"])
  }

  @Test func oneDateOfARuleIsMovedOrCancelled() throws {
    let yaml = Self.named + "people: { p: { email: p@example.org, holidays: germany } }\n"
    let rule = "UID:1\nSUMMARY:A\nDTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY;COUNT=3"
    let moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20270105\nSUMMARY:B\nDTSTART;VALUE=DATE:20270107"
    let off = "UID:1\nRECURRENCE-ID;VALUE=DATE:20280105\nDTSTART:20280105\nSTATUS:CANCELLED"
    let settings = try Self.read(yaml, Self.calendar(rule, moved, off)).get()
    let away = (settings.community.people[PersonID("p")]?.holidays ?? []).joined()
    #expect(away.map(\.days.lowerBound.description) == ["2026-01-05", "2027-01-07"])
    #expect(away.map(\.reason) == ["A", "B"])
  }

  /// What somebody says of themselves comes first, and so does what a meeting says.
  @Test func ownWordsComeFirst() throws {
    let yaml =
      Self.named + """
        people:
          p: { email: p@example.org, holidays: [germany], away: { 2026-12-24: skiing } }
        meetings:
          m: { title: M, when: Thursday 14:00, invite: p, holidays: germany, skip: { 2026-12-24: Eve } }
        programs:
          s:
            term: 2026-12-01 .. 2026-12-31
            mentors: ben
            one-on-one: { holidays: germany }
            mentorships: { p: { mentee: p, when: Friday 14:00 UTC } }
        """
    let days = Self.calendar(
      "SUMMARY:Holy Evening\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227")
    let community = try Self.read(yaml, days).get().community
    let christmas = try #require(Instant("2026-12-24T12:00:00Z"))
    #expect(community.people[PersonID("p")]?.absence(at: christmas)?.reason == "skiing")
    let skips = community.series[SeriesID("m")]?.skips ?? [:]
    #expect(
      skips.map { "\($0.key) \($0.value)" }.sorted() == [
        "2026-12-24 Eve", "2026-12-25 Holy Evening", "2026-12-26 Holy Evening",
      ])
    #expect(community.series[SeriesID("s.p")]?.skips.count == 3)
  }

  /// Whoever holds it, and however it is left out.
  @Test func aMeetingThatIsOffAltogetherIsWarnedOf() {
    let yaml =
      Self.named + """
        meetings:
          m1: { title: M, when: once on 2026-12-24 14:00 UTC, invite: ana, holidays: germany }
          m2:
            title: M
            when: Thursday 14:00 UTC starting 2026-12-17 until 2026-12-24
            invite: ana
            holidays: germany
            skip: { 2026-12-17: party }
        programs:
          s:
            term: 2026-12-01 .. 2026-12-31
            mentors: ben
            one-on-one: { holidays: germany, link: "https://meet.example.org/s" }
            mentorships:
              a: { mentee: ana, when: once on 2026-12-24 14:00 UTC }
              b:
                mentee: ana
                when: Wednesday 14:00 UTC
                first meeting: { when: once on 2026-12-24 09:00 UTC, holidays: germany }
        """
    let found = Self.printed(yaml, Self.calendar(Self.day)).filter {
      $0.contains("no date to come")
    }
    #expect(
      found == [
        "x.yaml:3:25: warning: `holidays` leaves no date to come. write a date that is none, or "
          + "take `holidays` out",
        "x.yaml:9:5: warning: `skip` and `holidays` leave no date to come. take a date out of "
          + "`skip`, or remove the meeting",
        "x.yaml:16:31: warning: `holidays` leaves no date to come. write a date that is none, or "
          + "take `holidays` out",
        "x.yaml:20:32: warning: `holidays` leaves no date to come. write a date that is none, or "
          + "take `holidays` out",
      ])
  }

  // MARK: Mistakes

  private static let day = "DTSTART;VALUE=DATE:20261224"

  @Test(
    arguments: [
      ("SUMMARY:A", 2, "this event has no DTSTART. export the calendar anew"),
      (
        "DTSTART;VALUE=DATE:20261324", 3,
        "DTSTART \"20261324\" is no time of a calendar. write it as 20261203"
      ),
      (
        "\(day)\nDTEND;VALUE=DATE:20261220", 4,
        "DTEND \"20261220\" is no day after DTSTART. write the day after the last one, 20261225"
      ),
      ("\(day)\nDURATION:PT1H", 4, "DURATION \"PT1H\" is no number of days. write it as P1D"),
      (
        "\(day)\nRRULE:FREQ=YEARLY;BYMONTH=13", 4,
        "RRULE: BYMONTH: \"13\" is not a number from 1 to 12. write 1"
      ),
      (
        "\(day)\nRRULE:FREQ=HOURLY", 4,
        "RRULE: FREQ: a whole day has no hours. write FREQ=YEARLY"
      ),
      (
        "\(day)\nRRULE:FREQ=YEARLY\nRRULE:FREQ=DAILY", 5,
        "it has several RRULE, which RFC 5545 has given up. make an event of each"
      ),
      (
        "\(day)\nRRULE:FREQ=YEARLY\nEXRULE:FREQ=YEARLY;INTERVAL=2", 5,
        "it has an EXRULE, which RFC 5545 has given up. make an event of each"
      ),
      (
        "\(day)\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20271224,2028", 5,
        "EXDATE \"2028\" is no time of a calendar. write it as 20261203"
      ),
      (
        "\(day)\nRDATE:tomorrow", 4,
        "RDATE \"tomorrow\" is no time of a calendar. write it as 20261203"
      ),
      (
        "\(day)\nRDATE;VALUE=PERIOD:20261228T000000Z/P1D", 4,
        "RDATE has a length of its own (PERIOD). write the day alone, or make an event of it"
      ),
      (
        "\(day)\nUID:1\nRECURRENCE-ID:soon", 5,
        "RECURRENCE-ID \"soon\" is no time of a calendar. write it as 20261203"
      ),
      (
        "\(day)\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261224", 5,
        "all dates from 2026-12-24 on are changed (RANGE). end its RRULE before by UNTIL, and make an event of the others"
      ),
      (
        "DTSTART:20200101\nDTEND:20210101\nRRULE:FREQ=DAILY", 2,
        "with this event there are more than 10000 days in the calendar. check its RRULE and DTEND, or export fewer events"
      ),
    ] as [(String, Int, String)])
  func isRefusedWhole(event: String, line: Int, message: String) {
    let result = Self.read(Self.named, Self.calendar(event))
    #expect(
      Fixture.printed(result) == ["etc/holidays/germany.ics:\(line):1: error: \(message)"])
    guard case .failure = result else {
      Issue.record("it is taken")
      return
    }
  }

  @Test func blanksAroundWordsAreNothing() throws {
    let rule = "UID:1 \nSUMMARY:A\nDTSTART;VALUE=DATE:20260105\nRRULE:FREQ=YEARLY;COUNT=2"
    let off = "UID: 1\nRECURRENCE-ID;VALUE=DATE:20270105\nDTSTART:20270105\nSTATUS: cancelled "
    let both = rule + "\nEND:VEVENT\nBEGIN:VEVENT\n" + off
    #expect(try Self.days(both) == ["2026-01-05 .. 2026-01-05 A"])
  }

  /// Where it matters: what no year that is looked at has is nobody's trouble.
  @Test func aStartThatItsRuleLeavesOutIsWarnedOf() {
    let rule = "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"
    #expect(
      Self.printed(Self.named, Self.calendar("DTSTART;VALUE=DATE:20261224\n\(rule)")) == [
        "etc/holidays/germany.ics:3:1: warning: DTSTART 2026-12-24 is none of the dates of its "
          + "RRULE: left out. make an event of it if it is a holiday"
      ])
    for start in ["19700101", "20261126", "20261224\nRDATE:20261224"] {
      #expect(
        Self.printed(Self.named, Self.calendar("DTSTART;VALUE=DATE:\(start)\n\(rule)")).isEmpty)
    }
  }

  @Test func whatIsNoCalendarIsRefused() {
    let old = Self.calendar("DTSTART;VALUE=DATE:20261224").replacing("\r\n", with: "\r")
    #expect(
      Self.printed(Self.named, old) == [
        "etc/holidays/germany.ics:1:1: error: its lines end with CR alone. save it with LF or "
          + "CR LF at their ends"
      ])
    #expect(
      Self.printed(Self.named, "hello") == [
        "etc/holidays/germany.ics:1:1: error: this is no calendar. it has to begin with "
          + "BEGIN:VCALENDAR"
      ])
  }

  @Test func timesOfDayAreNoHolidays() throws {
    let timed = "SUMMARY:B\nDTSTART:20261203T140000Z"
    let day = "SUMMARY:A\nDTSTART;VALUE=DATE:20261224"
    #expect(
      Self.printed(Self.named, Self.calendar(timed, day, timed)) == [
        "etc/holidays/germany.ics:2:1: warning: 2 events have a time of day, and a holiday is a "
          + "whole day: left out. take them out, or write them with DTSTART;VALUE=DATE"
      ])
  }

  @Test func aCalendarThatIsOverIsWarnedOf() {
    #expect(
      Self.printed(Self.named, Self.calendar("DTSTART;VALUE=DATE:20241225")) == [
        "etc/holidays/germany.ics:1:1: warning: every day in it is past, the last was 2024-12-25. "
          + "export the calendar anew"
      ])
    let rule = "DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY;UNTIL=20101231"
    #expect(
      Self.printed(Self.named, Self.calendar(rule)) == [
        "etc/holidays/germany.ics:1:1: warning: every day in it is past, the last was 2010-12-25. "
          + "export the calendar anew"
      ])
    for days in ["20400101", "20400101\nRRULE:FREQ=YEARLY"] {
      #expect(
        Self.printed(Self.named, Self.calendar("DTSTART;VALUE=DATE:\(days)")) == [
          "etc/holidays/germany.ics:1:1: warning: the next day in it is 2040-01-01, and none after "
            + "2031-12-31 is looked at. check its years, or export the calendar anew"
        ])
    }
    #expect(
      Self.printed(Self.named, Self.calendar()) == [
        "etc/holidays/germany.ics:1:1: warning: there is no whole day in it. export the calendar "
          + "anew"
      ])
  }

  @Test func whatIsWrongInTheConfiguration() {
    let days = Self.calendar("DTSTART;VALUE=DATE:20261224")
    let who = "people: { p: { email: p@example.org, holidays: "
    #expect(
      Self.printed(Self.named + who + "germny } }", days) == [
        "x.yaml:2:48: error: `holidays`: there is no calendar \"germny\". write `germany`"
      ])
    #expect(
      Self.printed(Self.named + who + "[germany, peru] } }", days) == [
        "x.yaml:2:58: error: `holidays`: there is no calendar \"peru\". write "
          + "`holidays: { peru: FILE.ics }` at the top level"
      ])
    #expect(
      Self.printed("holidays: { germany: ../germany.ics }", days) == [
        "x.yaml:1:22: error: `germany`: \"../germany.ics\" leads out of the configuration's "
          + "directory. write a path below it, `holidays/germany.ics`"
      ])
    #expect(
      Self.printed(Self.named, nil) == [
        "x.yaml:1:22: error: `holidays`: there is no file \"holidays/germany.ics\". take its name "
          + "out"
      ])
    for name in ["./holidays/germany.ics", "holidays/sub/../germany.ics"] {
      #expect(
        Self.printed("holidays: { germany: \(name) }", days) == [
          "x.yaml:1:22: error: `germany`: \"\(name)\" has steps that lead nowhere. write "
            + "`holidays/germany.ics`"
        ])
    }
    let many = (0...100).map { "c\($0): holidays/germany.ics" }.joined(separator: ", ")
    #expect(
      Self.printed("holidays: { \(many) }", days).map { $0.dropFirst(12) } == [
        "3: error: 101 calendars of holidays are more than 100. name those that people have"
      ])
  }
}
