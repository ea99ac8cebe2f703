import Cadence
import Meetings
import Settings
import Testing

/// Files that were not written to be read. What the parser alone would take hours for runs into the
/// time limit.
@Suite(.timeLimit(.minutes(10))) struct HostileInputTests {
  private func printed(_ bytes: [UInt8]) -> [String] {
    Fixture.printed(Fixture.read([SourceFile(name: "x.yaml", bytes: bytes)]))
  }

  private func expectFirst(
    _ text: String, _ expected: String, location: SourceLocation = #_sourceLocation
  ) {
    #expect(printed(Array(text.utf8)).first == expected, sourceLocation: location)
  }

  @Test func aBombOfAliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for i in 1..<30 {
      text += "a\(i): &a\(i) [" + [String](repeating: "*a\(i - 1)", count: 9).joined(separator: ",")
      text += "]\n"
    }
    expectFirst(
      text,
      "x.yaml:1:5: error: an anchor (`&name`) is not used here. write the value where it belongs; "
        + "text that begins with `&` needs quotes")
  }

  @Test func deepNesting() {
    let deep = "nested more than 32 levels deep. a configuration needs six"
    let many = 100_000
    expectFirst(String(repeating: "[", count: many), "x.yaml:1:33: error: \(deep)")
    expectFirst(String(repeating: "{", count: many), "x.yaml:1:33: error: \(deep)")
    expectFirst(String(repeating: "{a: ", count: many), "x.yaml:1:129: error: \(deep)")
    expectFirst(String(repeating: "- ", count: many), "x.yaml:1:65: error: \(deep)")
    expectFirst(String(repeating: "? ", count: many), "x.yaml:1:65: error: \(deep)")
    expectFirst(String(repeating: "[\n", count: many), "x.yaml:33:1: error: \(deep)")
    var steps = ""
    for depth in 0..<600 { steps += String(repeating: " ", count: depth) + "a:\n" }
    expectFirst(steps, "x.yaml:33:33: error: \(deep)")
  }

  @Test func depthThatTheTripwireCannotSee() {
    // A list at its key's own indentation opens no level of its own for a scanner.
    var text = ""
    for depth in 0..<31 { text += String(repeating: "  ", count: depth) + "- a:\n" }
    let printed = printed(Array(text.utf8))
    #expect(printed.count == 1)
  }

  @Test func bytesThatAreNoText() {
    #expect(
      printed(Array("people:\n  a\u{0}: x".utf8)) == [
        "x.yaml:2:4: error: the character U+0000 does not belong in a text file. "
          + "remove it; it cannot be seen in most editors"
      ])
    #expect(
      printed(Array("people:\n  ż".utf8) + [0xFF, 0xFE]) == [
        "x.yaml:2:4: error: this is not UTF-8. save the file as UTF-8"
      ])
    // A surrogate, an overlong form, a cut sequence.
    for bytes: [UInt8] in [[0xED, 0xA0, 0x80], [0xC0, 0x80], [0xE2, 0x82]] {
      #expect(printed(bytes) == ["x.yaml:1:1: error: this is not UTF-8. save the file as UTF-8"])
    }
    for character in ["\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "a\u{FEFF}"] {
      let first = printed(Array("people: {}\n\(character)".utf8)).first
      #expect(first?.hasPrefix("x.yaml:2:") == true, "\(character.unicodeScalars)")
    }
  }

  @Test func sizes() {
    let comment = "#" + String(repeating: "x", count: 1 << 20)
    expectFirst(
      comment,
      "x.yaml:1:1: error: the file has 1048577 bytes. split it: a file may have at most 1048576")
    expectFirst(
      "community: " + String(repeating: "x", count: 20_000),
      "x.yaml:1:12: error: a text of 20000 bytes. write at most 16384")
    let files = (0..<1_001).map { SourceFile(name: "f\($0).yaml", bytes: []) }
    #expect(
      Fixture.printed(Fixture.read(files)) == [
        "f0.yaml:1:1: error: 1001 files of together 0 bytes are too much to read. "
          + "give at most 1000 files and 16777216 bytes"
      ])
    let large = [UInt8](repeating: UInt8(ascii: "#"), count: 1 << 20)
    let heavy = (0..<17).map { SourceFile(name: "f\($0).yaml", bytes: large) }
    #expect(Fixture.printed(Fixture.read(heavy)).count == 1)
    #expect(Fixture.printed(Fixture.read([])).count == 3)
  }

  @Test func manyKeysAreReadInTime() {
    let keys = (0..<20_000).map { "k\($0): x" }.joined(separator: "\n")
    expectFirst(
      keys,
      "x.yaml:1:1: error: unknown key `k0` in a configuration. known are `community`, `domain`, "
        + "`timezone`, `mail`, `channels`, `people`, `groups`, `holidays`, `meetings`, `programs`, "
        + "`profiles`, `templates`, `web`, `board`, `api`, "
        + "`code of conduct`, `accept`, `levels`, `reviewers`, `votes` and `keep`"
    )
    let twice = (0..<20).map { "k\($0): x\nk\($0): y" }.joined(separator: "\n")
    #expect(!printed(Array(twice.utf8)).isEmpty)
  }

  /// Calendars that say little at great length.
  @Test func manyDatesOfACalendarAreReadInTime() throws {
    func read(_ event: String) throws -> Import {
      let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(event)\nEND:VEVENT\nEND:VCALENDAR\n"
      return try Import(
        SourceFile(name: "x.ics", bytes: Array(text.utf8)), invite: ["ana"], zones: Fixture.zones,
        today: Fixture.today)
    }
    let start = "SUMMARY:Meeting\nDTSTART:20260101T000000Z"
    func dates(_ count: Int) -> String {
      let first = CivilDate(year: 2027, month: 2, day: 1) ?? .distantPast
      let days = (0..<count).map { "\(first.adding(days: $0))".replacing("-", with: "") }
      return days.map { "\($0)T120000Z" }.joined(separator: ",")
    }
    // All but the 62 days of January are none of its dates, and those have other hours.
    let hourly = "\(start)\nRRULE:FREQ=HOURLY;BYMONTH=1\nEXDATE:"
    #expect(try read(hourly + dates(1_000)).remarks.count == 1_000)
    #expect(
      try read("\(start)\nRRULE:FREQ=SECONDLY;BYMONTH=1").remarks.map(\.description) == [
        "x.ics:2: refused: Meeting: it comes more than 24 times a day. let it come more rarely"
      ])
    for name in ["RDATE", "EXDATE"] {
      #expect(
        try read("\(start)\n\(name):\(dates(3_000))").remarks.map(\.description) == [
          "x.ics:2: refused: Meeting: it has 3000 single dates (RDATE, EXDATE), and at most 1000 "
            + "are read. leave out those that are over"
        ])
    }
    let change = "RECURRENCE-ID:20261201T000000Z\nSTATUS:CANCELLED"
    let event = "\(start)\nRRULE:FREQ=DAILY"
    let many = Array(repeating: change, count: 4_000) + Array(repeating: event, count: 4_000)
    let text = many.joined(separator: "\nEND:VEVENT\nBEGIN:VEVENT\n")
    #expect(try read(text).remarks.count == 4_000)
  }

  /// Signs that mean something to YAML only where a value begins.
  @Test(arguments: [
    "Mentors & mentees", "R &D", "5 * 3 *x", "a #b", "it's [not] {a} list", "what? yes!", "C: D",
    "- dash", "@home", "*star", "&anchor", "!tag", "'single'", "\"double\"", "100%", "a | b > c",
    "yes", "no", "null", "~", "12:30", "0o14", "1_000", "2026-12-03", "<<", "=", "\\", "[", "{",
  ])
  func textStaysVerbatim(_ title: String) throws {
    let single = "'" + title.replacing("'", with: "''") + "'"
    let double =
      "\"" + title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    var written = [
      single, double, ">-\n      \(title)", "|-\n      \(title)", "|2-\n      \(title)",
    ]
    let plainSigns = "-@*&!'\"[{|>%<~"
    if let first = title.first, !plainSigns.contains(first), !title.contains(": "),
      !title.contains(" #"), title != "null"
    {
      written += [title, title.replacing(" ", with: "\n      ")]
    }
    for text in written {
      let yaml = """
        meetings:
          hours:
            title: \(text)
            invite: ana
            when: Thursday 14:00 UTC
        """
      let settings = try Fixture.read(yaml).get()
      // Only a block's indentation indicator keeps the two blanks that it does not count.
      let read = settings.community.series[SeriesID("hours")]?.title
      #expect(read == title, "\(yaml)")
    }
  }

  @Test func lineEndsAndMarks() throws {
    let text = Fixture.base.replacing("\n", with: "\r\n")
    #expect(try Fixture.read(text, alone: true).get().community.people.count == 2)
    #expect(try Fixture.read("\u{FEFF}" + Fixture.base, alone: true).get().warnings.isEmpty)
    let wrong =
      text + "meetings:\r\n  hours: { title: A, when: Thirsday 9:00 UTC, invite: ana }\r\n"
    #expect(
      Fixture.printed(wrong, alone: true) == [
        "x.yaml:9:28: error: `when`: \"Thirsday\" is not a word of this grammar. write `Thursday`"
      ])
  }
}
