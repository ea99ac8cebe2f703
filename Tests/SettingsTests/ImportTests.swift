import Cadence
import Meetings
import Settings
import Testing

/// Foreign files that say too little, too much or two things: every one of them is said.
@Suite struct ImportTests {
  private static func read(_ text: String, _ name: String = "x.ics") throws -> Import {
    try read(Array(text.utf8), name)
  }

  private static func read(_ bytes: [UInt8], _ name: String = "x.ics") throws -> Import {
    try Import(
      SourceFile(name: name, bytes: bytes), invite: ["crew"], zones: Fixture.zones,
      today: Fixture.today)
  }

  /// Each between BEGIN:VEVENT, in the 2nd line, and END:VEVENT.
  private static func calendar(_ events: String...) throws -> Import {
    let all = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
    return try read("BEGIN:VCALENDAR\n\(all)END:VCALENDAR\n")
  }

  private static func remarks(_ read: Import) -> [String] { read.remarks.map(\.description) }

  /// What a file is that is refused whole.
  private static func refusal(_ bytes: [UInt8]) -> String {
    let result = Result { () throws(Problems) in
      try Import(
        SourceFile(name: "x.ics", bytes: bytes), invite: ["crew"], zones: Fixture.zones,
        today: Fixture.today)
    }
    guard case .failure(let problems) = result else { return "" }
    return problems.description
  }

  private static func series(_ read: Import) throws -> [Series] {
    let base = SourceFile(name: "base.yaml", bytes: Array(Fixture.base.utf8))
    let file = SourceFile(name: "x.yaml", bytes: Array(read.yaml.utf8))
    let settings = try Settings.read([base, file], zones: Fixture.zones, today: Fixture.today)
    return settings.community.series.values.sorted { $0.id < $1.id }
  }

  private static let start = "UID:1\nSUMMARY:A\nDTSTART:20261203T140000Z"

  // MARK: Single dates

  @Test func oneDateOfASeriesAloneIsAMeeting() throws {
    let alone = "\(Self.start)\nRECURRENCE-ID:20261203T120000Z"
    let read = try Self.calendar(alone)
    #expect(read.yaml.contains("when: once on 2026-12-03 14:00 UTC\n"))
    #expect(
      Self.remarks(read) == [
        "x.ics:2: note: A: the file has this date of a series alone: it is a meeting. export the "
          + "whole series if there are more"
      ])
    let range = alone.replacing("RECURRENCE-ID:", with: "RECURRENCE-ID;RANGE=THISANDFUTURE:")
    #expect(try Self.calendar(range).hasRefusals)
    #expect(
      try Self.remarks(Self.calendar(alone + "\nSTATUS:CANCELLED")) == [
        "x.ics:2: note: A: it is cancelled: left out"
      ])
  }

  @Test func aDayOfWhichOneTimeIsLeftOutIsSaid() throws {
    let event = "\(Self.start.replacing("T14", with: "T09"))\nRRULE:FREQ=DAILY;BYHOUR=9,16"
    let note =
      "note: A: all of 2026-12-10 is skipped, 09:00 as well, which is not left out. make a "
      + "meeting of each time of day, and skip the date in one"
    let one = "EXDATE;TZID=Europe/Berlin:20261210T170000"
    #expect(try Self.remarks(Self.calendar("\(event)\n\(one)")) == ["x.ics:7: \(note)"])
    #expect(try Self.remarks(Self.calendar("\(event)\n\(one)\nEXDATE:20261210T090000Z")).isEmpty)
    let cancelled = "UID:1\nRECURRENCE-ID:20261210T160000Z\nSTATUS:CANCELLED"
    #expect(
      try Self.remarks(Self.calendar(event, cancelled)) == [
        "x.ics:8: note: A: 2026-12-10 is cancelled: it is skipped", "x.ics:8: \(note)",
      ])
  }

  @Test func aChangeOfADateThatIsNoneIsSaid() throws {
    let event = "\(Self.start)\nRRULE:FREQ=WEEKLY"
    let change = "UID:1\nRECURRENCE-ID:20261204T140000Z\nDTSTART:20261207T100000Z"
    #expect(
      try Self.remarks(Self.calendar(event, change)) == [
        "x.ics:8: note: A: the rule has no 2026-12-04 (RECURRENCE-ID): left out. add `once on "
          + "2026-12-07 10:00 UTC` if it is a meeting"
      ])
    #expect(
      try Self.remarks(Self.calendar(event, change.replacing("1204T", with: "1210T"))) == [
        "x.ics:8: note: A: 2026-12-10 is moved to 2026-12-07T10:00 UTC, which is left out: it "
          + "stays where it was. move it by `convened move` once this is loaded"
      ])
    // From a date that is past to one that is to come.
    let past = event.replacing("20261203T", with: "20261105T")
    #expect(
      try Self.remarks(Self.calendar(past, change.replacing("1204T", with: "1119T"))) == [
        "x.ics:8: note: A: 2026-11-19 is moved to 2026-12-07T10:00 UTC, which is left out: it "
          + "stays where it was. add `once on 2026-12-07 10:00 UTC`"
      ])
  }

  /// The series is over, and one of its dates is to come.
  @Test func aDateMovedOutOfASeriesThatIsOverIsSaid() throws {
    let start = Self.start.replacing("1203", with: "1105")
    let event = "\(start)\nRRULE:FREQ=WEEKLY;UNTIL=20261119T235959Z"
    let change = "UID:1\nRECURRENCE-ID:20261119T140000Z\nDTSTART:20261210T100000Z"
    #expect(
      try Self.remarks(Self.calendar(event, change)) == [
        "x.ics:2: note: A: it is over: left out",
        "x.ics:8: note: A: 2026-11-19 is moved to 2026-12-10T10:00 UTC, which is left out: it "
          + "stays where it was. add `once on 2026-12-10 10:00 UTC`",
      ])
  }

  @Test func aChangeBelongsToTheEventThatItNames() throws {
    let event = "SUMMARY:A\nDTSTART:20261203T140000Z\nRRULE:FREQ=WEEKLY"
    let change = "SUMMARY:B\nRECURRENCE-ID:20261210T140000Z\nDTSTART:20261211T100000Z"
    let read = try Self.calendar(event, change)
    #expect(try Self.series(read).map(\.title).sorted() == ["A", "B"])
    // The first of two with one UID is cancelled: the change is of the other.
    let named = "UID:1\n\(event)"
    let remarks = try Self.remarks(
      Self.calendar(named + "\nSTATUS:CANCELLED", named, "UID:1\n\(change)"))
    #expect(remarks.contains { $0.contains("2026-12-10 is moved to 2026-12-11T10:00 UTC") })
  }

  @Test(arguments: [
    (
      "DTSTART;VALUE=DATE:20261211",
      "2026-12-10 is moved to all of 2026-12-11, which is left out: it stays where it was. write it "
        + "with a time if it is a meeting"
    ),
    (
      "DTSTART:20261210T140000Z\nDTEND:20261210T180000Z",
      "2026-12-10 has a text or a length of its own: left out"
    ),
  ])
  func whatADateIsMovedToIsSaid(_ lines: String, _ what: String) throws {
    let event = "\(Self.start)\nRRULE:FREQ=WEEKLY"
    let change = "UID:1\nRECURRENCE-ID:20261210T140000Z\n\(lines)"
    #expect(try Self.remarks(Self.calendar(event, change)) == ["x.ics:8: note: A: \(what)"])
  }

  @Test func wholeDaysBesideARuleAreSaid() throws {
    let read = try Self.calendar(
      "\(Self.start)\nRRULE:FREQ=WEEKLY\nRDATE;VALUE=DATE:20261205")
    #expect(
      Self.remarks(read) == [
        "x.ics:7: note: A: RDATE has whole days, and a meeting a time: left out. write each with its time"
      ])
  }

  /// As the configuration would be.
  @Test func manyMeetingsOfOneDayAreRefused() throws {
    let minutes = (10..<36).map { "20270303T12\($0)00Z" }
    let read = try Self.calendar(
      "\(Self.start)\nRRULE:FREQ=DAILY\nRDATE:\(minutes.joined(separator: ","))")
    #expect(read.remarks.map(\.what) == ["it comes more than 24 times a day"])
  }

  @Test func onlyTheLatestVersionOfAnEventIsTaken() throws {
    let old = "\(Self.start)\nSEQUENCE:1\nRRULE:FREQ=WEEKLY"
    let new = "\(Self.start.replacing("T14", with: "T16"))\nSEQUENCE:2\nRRULE:FREQ=WEEKLY"
    for (first, second, lines) in [(old, new, (2, 9)), (new, old, (9, 2))] {
      let read = try Self.calendar(first, second)
      let rules = try Self.series(read).map { "\($0.recurrence)" }
      #expect(rules == ["Thursday 16:00 UTC starting 2026-12-03"])
      #expect(
        Self.remarks(read) == [
          "x.ics:\(lines.0): note: A: an older version of the event in line \(lines.1), by "
            + "SEQUENCE and DTSTAMP: left out"
        ])
    }
    let both = try Self.calendar(old, old)
    #expect(try Self.series(both).count == 2)
    #expect(
      Self.remarks(both) == [
        "x.ics:9: note: A: its UID is that of the event in line 2, and neither is newer: both "
          + "are taken. remove one of them if they are one meeting"
      ])
  }

  // MARK: Lengths, and what is there twice

  @Test(arguments: [
    (
      "DTEND:20261203T140000Z",
      "it has no length (DTEND): 1 hour is taken. write `duration:` if "
        + "it lasts another time"
    ),
    (
      "DURATION:PT0S",
      "it has no length (DURATION): 1 hour is taken. write `duration:` if it "
        + "lasts another time"
    ),
    (
      "DURATION:PT2H\nDTEND:20261203T143000Z",
      "DURATION \"PT2H\" is not DTEND, by which it "
        + "lasts 30 minutes: DTEND is taken. keep one of them"
    ),
    ("DTSTART:20261204T140000Z", "DTSTART is there twice: the first is taken. keep one of them"),
    (
      "RDATE;VALUE=PERIOD:20261210T140000Z/PT3H",
      "RDATE has a length of its own (PERIOD), which "
        + "is left out: it lasts as long as the meeting. make a meeting of it if it does not"
    ),
  ])
  func whatIsNotTakenIsSaid(_ line: String, _ note: String) throws {
    let read = try Self.calendar("\(Self.start)\n\(line)")
    #expect(Self.remarks(read) == ["x.ics:6: note: A: \(note)"])
    #expect(try Self.series(read).count == 1)
  }

  @Test func twoLengthsThatAreOneAreNotSaid() throws {
    let event = "\(Self.start)\nDURATION:PT30M\nDTEND:20261203T143000Z"
    #expect(try Self.remarks(Self.calendar(event)).isEmpty)
  }

  // MARK: Bytes

  @Test func linesAreUnfoldedBeforeTheirCharactersAreRead() throws {
    let head = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261203T140000Z\r\n"
    let tail = "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    func file(_ middle: [UInt8]) -> [UInt8] { Array(head.utf8) + middle + Array(tail.utf8) }
    let folded = Array("SUMMARY:Pi".utf8) + [0xC4, 0x0D, 0x0A, 0x20, 0x85] + Array("tek".utf8)
    #expect(try Self.series(Self.read(file(folded))).map(\.title) == ["Piątek"])
    #expect(
      Self.refusal(file(Array("X:a\r\n b\r\n c".utf8) + [0xE4] + Array("\r\n d".utf8)))
        == "x.ics:6:1: error: this is not UTF-8. save the file as UTF-8")
    #expect(
      Self.refusal(file(Array("X:a\r\n b\0".utf8)))
        == "x.ics:5:1: error: the character U+0000 does not belong in a calendar. remove it; it "
        + "cannot be seen in most editors")
    #expect(try Self.series(Self.read(file(Array("\rSUMMARY:A\r".utf8)))).map(\.title) == ["A"])
    for name in ["SUM\rMARY", "\u{1}SUMMARY", "SUMMARY "] {
      #expect(
        Self.refusal(file(Array("\(name):A".utf8)))
          == "x.ics:4:1: error: this is no line of a calendar. write NAME:value")
    }
    #expect(
      try Self.remarks(Self.read(file(Array("DESCRIPTION:a\rSUMMARY:A".utf8)))) == [
        "x.ics:2: note: Meeting: it has no SUMMARY: \"Meeting\" is its title. write another one"
      ])
  }

  /// What YAML 1.1 or 1.2 takes for something else than text, or as a sign.
  @Test(arguments: [
    "~", "null", "Null", "NULL", "yes", "No", "ON", "off", "true", "False", "y", "N", "1984",
    "-1", "+1", "0o14", "014", "0x1F", "0b1", "1_000", "190:20:30", "1.5", ".5", "1e3", "1E-3",
    ".inf", "-.INF", "+.inf", ".NaN", "2026-12-03", "2026-12-3 10:00:00 Z", "12:30", "<<", "=",
    "- x", "-", "--- x", "---", "... x", "...", "# x", "x # y", "x #", "#x", ": x", "x: y", "x:",
    ":", "? x", "?", "@home", "`x`", "%x", "100%", "&x", "*x", "!x", "|", ">", "> x", "[x", "]",
    "{x", "}", ", x", "'x'", "it's", "\"x\"", "\\", "\\n", "a\\", "a, b", "x\ty", " x ", "Ünïcode",
    "\u{1F600}", "日本", "\u{E000}", "a\u{301}", "1 bed", "e", "a", "deadbeef", "-x", "!!str x",
  ])
  func everyTextIsReadBackAsItIs(_ text: String) throws {
    let escaped = text.replacing("\\", with: "\\\\").replacing(",", with: "\\,")
    let event = "UID:1\nSUMMARY:\(escaped)\nLOCATION:\(escaped)\nDTSTART:20261203T140000Z"
    let read = try Self.calendar(event)
    let series = try #require(try Self.series(read).first)
    let expected = text.replacing("\t", with: " ").split(separator: " ").joined(separator: " ")
    #expect(series.title == expected, "\(read.yaml)")
    #expect(series.place == expected, "\(read.yaml)")
    let reason = "'" + expected.replacing("'", with: "''") + "'"
    let skips = "skip_dates: [{skip_date: 20261210, reason: \(reason)}]"
    #expect(try Self.series(Self.slots(skips)).first?.skips.values.first == expected)
  }

  @Test(arguments: [
    "~", "Null", "yes", "No", "ON", "off", "true", "y", "1984", "014", "0o14", "0x1F", "190:20",
    ".5", "1e3", ".inf", ".NaN", "2026-12-03", "<<", "=",
  ])
  func whatIsNoTextToOthersIsQuoted(_ text: String) throws {
    let read = try Self.calendar("SUMMARY:\(text)\nDTSTART:20261203T140000Z")
    #expect(read.yaml.contains("title: \"\(text)\"\n"), "\(read.yaml)")
  }

  // MARK: yaml2ical

  private static func slots(_ lines: String) throws -> Import {
    let slot = "- {time: '1400', day: Thursday, frequency: weekly, \(lines)}"
    return try read("project: A\nschedule:\n\(slot)\n", "x.yaml")
  }

  @Test(arguments: [
    ("duration: -60", "duration \"-60\" is no length of a meeting, a minute to a day"),
    ("duration: 0", "duration \"0\" is no length of a meeting, a minute to a day"),
    ("duration: abc", "duration \"abc\" is no length of a meeting, a minute to a day"),
    ("duration: 1500", "duration \"1500\" is no length of a meeting, a minute to a day"),
    ("duration: [60]", "duration (a list) is no length of a meeting, a minute to a day"),
    ("skip_dates: [{skip_date: foo}]", "skip_date \"foo\" is no date"),
    ("skip_dates: [foo]", "skip_date \"foo\" is no date"),
    ("skip_dates: [{reason: foo}]", "skip_date (keys with values) is no date"),
    ("skip_dates: foo", "skip_dates \"foo\" is no list"),
    ("start_date: [x]", "start_date (a list) is no date"),
  ])
  func whatCannotBeReadOfASlotIsRefused(_ lines: String, _ what: String) throws {
    let read = try Self.slots(lines)
    #expect(read.yaml.isEmpty)
    #expect(read.remarks.map(\.what) == [what])
    #expect(read.remarks.allSatisfy { $0.kind == .refused && $0.line == 3 && $0.fix != nil })
  }

  @Test(arguments: ["day: Mon, frequency: first-monday", "day: Monday, frequency: first-mon"])
  func oneWeekdayIsNoContradiction(_ cells: String) throws {
    let read = try Self.read(
      "project: A\nschedule:\n- {time: '1400', \(cells)}\n", "x.yaml")
    #expect(Self.remarks(read).isEmpty)
    #expect(try Self.series(read).map { "\($0.recurrence)" } == ["first Monday 14:00 UTC"])
  }

  // MARK: sigs.yaml

  private static func sig(_ cells: String) throws -> Import {
    let meeting = "{description: B, time: '10:00', tz: UTC, \(cells)}"
    return try read("sigs:\n- name: A\n  meetings:\n  - \(meeting)\n", "x.yaml")
  }

  @Test(arguments: [
    (
      "frequency: daily, day: Thursday",
      "frequency \"daily\" and day \"Thursday\" do not fit. write `every day 10:00 UTC` or "
        + "`Thursday 10:00 UTC`"
    ),
    (
      "frequency: weekly, day: First Thursday",
      "frequency \"weekly\" and day \"First Thursday\" do not fit. write `Thursday 10:00 UTC` or "
        + "`first Thursday 10:00 UTC`"
    ),
    (
      "frequency: weekly on Thursday, day: First Thursday",
      "frequency \"weekly on Thursday\" and day \"First Thursday\" do not fit. write `Thursday "
        + "10:00 UTC` or `first Thursday 10:00 UTC`"
    ),
    (
      "frequency: monthly - second Thursday, day: First Thursday",
      "frequency \"monthly - second Thursday\" and day \"First Thursday\" do not fit. write "
        + "`second Thursday 10:00 UTC` or `first Thursday 10:00 UTC`"
    ),
    (
      "frequency: [weekly, biweekly], day: Thursday",
      "frequency says \"weekly\" and \"biweekly\" at once. write `Thursday 10:00 UTC`, `every 2 "
        + "weeks Thursday 10:00 UTC starting 2026-11-26` or `every 2 weeks Thursday 10:00 UTC "
        + "starting 2026-12-03`"
    ),
    (
      "frequency: weekly, day: [Monday, Thursday]",
      "day is a list. write one text, as `day: Monday`"
    ),
  ])
  func cellsThatDoNotFitAreRefusedWithBoth(_ cells: String, _ refusal: String) throws {
    #expect(try Self.remarks(Self.sig(cells)) == ["x.yaml:4: refused: A: B: \(refusal)"])
  }

  @Test(arguments: [
    ("frequency: weekly, day: Thursday", "Thursday 10:00 UTC"),
    ("frequency: [weekly], day: Thursdays", "Thursday 10:00 UTC"),
    ("frequency: weekly, day: 'Monday, Thursday'", "Monday and Thursday 10:00 UTC"),
    ("frequency: monthly, day: First Thursday", "first Thursday 10:00 UTC"),
    ("frequency: monthly - second Thursday, day: Thursday", "second Thursday 10:00 UTC"),
    ("frequency: second Thursday, day: Second Thursday", "second Thursday 10:00 UTC"),
    ("day: First Thursday", "first Thursday 10:00 UTC"),
  ])
  func cellsThatFitAreTaken(_ cells: String, _ sentence: String) throws {
    let read = try Self.sig(cells)
    #expect(Self.remarks(read).isEmpty)
    #expect(try Self.series(read).map { "\($0.recurrence)" } == [sentence])
  }
}
