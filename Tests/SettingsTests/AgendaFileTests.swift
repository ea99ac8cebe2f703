import Cadence
import Meetings
import Settings
import Testing

@Suite struct AgendaFileTests {
  /// All items as lines "DATE text (author)", private ones with a "!".
  private func read(_ text: String) -> [String] {
    AgendaFile.read(Array(text.utf8)).items.sorted { $0.key < $1.key }.flatMap { date, items in
      items.map { item in
        "\(date) \(item.isPrivate ? "! " : "")\(item.text)" + (item.author.map { " | \($0)" } ?? "")
      }
    }
  }

  @Test func items() {
    let text = """
      # Agenda

      Prose, and a list that belongs to no date:

      - not an item

      ## 2026-12-03

      - pair review of PR 512 (yash)
      * private: how to go on (Ana Souza)
      + Private:   no brackets
      1. numbered (@robin)
      - [ ] a box (squat)
      - [x] a ticked box

      ## 2026-12-10: the last before the holidays
      - another (someone (else))

      ## [2026-12-17](https://example.org)
      - linked

      ## Notes
      - not an item either

      ## 2026-12-03
      - later, for the same date
      """
    #expect(
      read(text) == [
        "2026-12-03 pair review of PR 512 | yash",
        "2026-12-03 ! how to go on | Ana Souza",
        "2026-12-03 ! no brackets",
        "2026-12-03 numbered | @robin",
        "2026-12-03 a box | squat",
        "2026-12-03 a ticked box",
        "2026-12-03 later, for the same date",
        "2026-12-10 another (someone (else))",
        "2026-12-17 linked",
      ])
  }

  /// As Google Docs exports it: a byte order mark, CR LF, asterisks, headings without a sign.
  @Test func plainText() {
    let text =
      "\u{FEFF}Agenda of the office hours\r\n\r\n\r\n2026-12-03\r\n"
      + "* Pair review of PR 512 (yash)\r\n   * a detail of it\r\n"
      + "* private: how to go on (ana)\r\n\r\n\r\n  \r\n2026-12-10:\r\n* Sharding\r\n"
      + "We met until\r\n2026-12-17\r\n* still on the 10th\r\n"
    #expect(
      read(text) == [
        "2026-12-03 Pair review of PR 512 | yash", "2026-12-03 ! how to go on | ana",
        "2026-12-10 Sharding", "2026-12-10 still on the 10th",
      ])
    let mixed = """
      2026-12-03
      ----------
      - a
      ### Below the date
      - b
      ## Notes
      - c
        2026-12-10
      - d 2026-12-10
      """
    #expect(read(mixed) == ["2026-12-03 a", "2026-12-03 b"])
    #expect(read("\u{FEFF}2026-12-03\n- a") == ["2026-12-03 a"])
  }

  @Test func whatIsNoItem() {
    let text = """
      ## 2026-12-03
      -
      -\u{20}
      - \u{200B}\u{200B}
      - \u{2060}
      - \u{00A0}\u{3000}
      - \u{2800}
      - \u{3164}
      - private:
      - (yash)
      - private: (yash)
      - [ ]
      ---
      * * *
      **bold** prose
      -without a blank
      <!-- - commented out (yash) -->
      <!--
      - over
      - several lines
      -->
      ```
      - in a code block
      ```
      ### Below the date
      - real
        - a detail of it
      ## 2026-13-03
      - no such date
      ##2026-12-10
      - no heading
      """
    #expect(read(text) == ["2026-12-03 real"])
  }

  @Test func linesThatGoOn() {
    let text = """
      ## 2026-12-03
        - indented
          and wrapped (yash)
        - second
      prose
        more prose
      - third <!-- a note --> after it (ana)

      <!-- never closed
      ## 2026-12-10
      - hidden
      """
    #expect(
      read(text) == [
        "2026-12-03 indented and wrapped | yash", "2026-12-03 second",
        "2026-12-03 third  after it | ana",
      ])
  }

  @Test func bounds() throws {
    let date = try #require(CivilDate("2026-12-03"))
    let many = "## 2026-12-03\n" + (0..<1_000).map { "- item \($0)\n" }.joined()
    #expect(AgendaFile.read(Array(many.utf8)).items[date]?.count == 200)
    let long = "## 2026-12-03\n- " + String(repeating: "é", count: 501)
    let text = try #require(AgendaFile.read(Array(long.utf8)).items[date]?.first?.text)
    #expect(text.count == 500 && text.hasSuffix("é…"))
    let exact = "## 2026-12-03\n- " + String(repeating: "é", count: 500)
    #expect(AgendaFile.read(Array(exact.utf8)).items[date]?.first?.text.count == 500)
    // One letter with a hundred thousand accents is one character to Swift.
    let accents = "## 2026-12-03\n- e" + String(repeating: "\u{301}", count: 20_000)
    #expect(AgendaFile.read(Array(accents.utf8)).items[date]?.first?.text.utf8.count ?? 0 < 5_000)
    let wrapped = "## 2026-12-03\n- a\n" + String(repeating: "  b\n", count: 20_000)
    #expect(AgendaFile.read(Array(wrapped.utf8)).items[date]?.first?.text.count == 500)
    let huge = Array("## 2026-12-03\n- a\n".utf8) + [UInt8](repeating: 0xFF, count: 1 << 20)
    #expect(AgendaFile.read(huge).items[date]?.first?.text == "a")
  }

  @Test func nothingThatATerminalObeys() {
    let text = "## 2026-12-03\r\n- a\u{1B}[2Jb\u{202E}c\u{0}d (ya\u{7}sh)\r\n"
    #expect(read(text) == ["2026-12-03 a [2Jb c d | ya sh"])
    // A family is four people and three joiners; it stays together.
    #expect(read("## 2026-12-03\n- 👨‍👩‍👧‍👦") == ["2026-12-03 👨‍👩‍👧‍👦"])
  }

  /// What was meant for an agenda and is on none is said, by line.
  private func remarks(_ text: String) -> [String] {
    AgendaFile.read(Array(text.utf8)).remarks.map { "\($0.line): \($0.what)" }
  }

  @Test func whatWasMeantAndIsNone() {
    let dates = """
      # Agenda of 12 people
      ## 2026-13-03
      - a
      ## 3 December 2026
      ## 12/03/2026
      ## Notes of May
      ##2026-12-10
      ## 2026-12-03
      -no blank
      -- two
      ### Section 2
      <!-- open
      ## 2026-12-10
      """
    let heading = "this heading has no date that can be read: nothing below it is on an agenda"
    #expect(
      remarks(dates) == [
        "2: " + heading,
        "4: " + heading,
        "5: " + heading,
        "7: a heading needs a blank after #",
        "9: a line that begins with - and no blank is no item",
        "12: this comment is never closed and hides the rest",
      ])
    #expect(
      remarks("## 2026-12-03\n~~~\n- a") == [
        "2: this block of code is never closed and hides the rest"
      ])
    let many = "\n## 2026-12-03\n" + (0..<203).map { "- item \($0)\n" }.joined()
    #expect(remarks(many) == ["2: 2026-12-03 has more than 200 items"])
  }

  @Test func datesOfNoMeeting() throws {
    let settings = try Fixture.read(
      """
      people: { cleo: { name: Cléo Petit, email: cleo@example.org } }
      meetings:
        hours:
          title: Hours
          when: Thursday 14:00 UTC
          starting: 2026-12-03
          hosts: cleo
          agenda: { cutoff: 1 day before, from: a.md }
          skip: { 2026-12-24: Christmas }
      """
    ).get()
    let agenda = AgendaFile.read(
      Array("## 2026-11-19\n## 2026-12-03\n## 2026-12-09\n## 2026-12-24\n".utf8))
    let today = try #require(CivilDate("2026-11-21"))
    #expect(
      settings.problems(of: agenda, named: "a.md", path: "etc/a.md", today: today).map(
        \.description) == [
          "etc/a.md:3:1: warning: hours does not meet on 2026-12-09: nothing below it is on an "
            + "agenda. write the date of a meeting; the nearest is 2026-12-10",
          "etc/a.md:4:1: warning: hours skips 2026-12-24 (Christmas): nothing below it is on an "
            + "agenda. write the date of a meeting; the nearest is 2026-12-17",
        ])
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func anyBytes(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "## 2026-12-03", "- ", "<!--", "-->", "```", "\n", "(", ")", "private:", " ", "\t", "é", "#",
      "\u{200B}", "x", "1. ", "\r\n", "- [ ]", "(yash)",
    ]
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        if Int.random(in: 0..<10, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        }
      }
      for items in AgendaFile.read(bytes).items.values {
        #expect(items.allSatisfy { !$0.text.isEmpty && $0.text.count <= 500 }, "seed \(seed)")
      }
    }
  }
}
