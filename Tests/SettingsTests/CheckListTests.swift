import Cadence
import Foundation
import Meetings
import Settings
import Testing

/// Check lists in Markdown, as tasks below a program.
@Suite struct CheckListTests {
  private static func read(
    _ text: String, _ name: String = "x.md", as kind: Import.Kind? = nil, invite: [String] = [],
    who: [String] = []
  ) throws(Problems) -> Import {
    try Import(
      SourceFile(name: name, bytes: Array(text.utf8)), as: kind, invite: invite, who: who,
      zones: Fixture.zones, today: Fixture.today)
  }

  private static func remarks(_ read: Import) -> [String] { read.remarks.map(\.description) }

  private static func refusal(
    _ text: String, _ name: String = "x.md", invite: [String] = [], who: [String] = []
  ) -> String {
    let result = Result { () throws(Problems) in
      try read(text, name, invite: invite, who: who)
    }
    guard case .failure(let problems) = result else { return "" }
    return problems.description
  }

  /// The tasks that a configuration has of it, in the order in which they are written.
  private static func tasks(_ read: Import) throws -> [TaskPlan] {
    let program = """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          coordinators: ben
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }

      """
    let result = Fixture.read(program + read.yaml)
    guard case .success(let settings) = result else {
      Issue.record("\(Fixture.printed(result))\n\(read.yaml)")
      return []
    }
    #expect(settings.warnings.isEmpty)
    return settings.community.tasks.values.sorted { $0.place < $1.place }
  }

  private static func fixture(_ name: String) throws -> String {
    let file = Fixture.root.appendingPathComponent("Tests/Fixtures/import/\(name)")
    return try String(contentsOf: file, encoding: .utf8)
  }

  // MARK: Real ones

  /// `Tests/Goldens/checklists.txt` is what becomes of the lists of two communities.
  @Test func theListsOfTwoCommunities() throws {
    var transcript = ""
    for (name, count) in [("thanos.md", 9), ("devtools.md", 12)] {
      let read = try Self.read(Self.fixture(name), name)
      #expect(!read.hasRefusals)
      #expect(try Self.tasks(read).count == count)
      transcript += (Self.remarks(read) + [read.yaml]).joined(separator: "\n") + "\n"
    }
    try Golden.compare(transcript, with: "checklists.txt")
  }

  @Test func aListThatCameTickedIsOpen() throws {
    let read = try Self.read(Self.fixture("thanos.md"))
    let note =
      "x.md:19: note: the list: 9 boxes are ticked in the file. they are open here, nobody has "
      + "done them yet"
    #expect(Self.remarks(read).contains(note))
    let fresh = try Self.read(Self.fixture("thanos.md").replacing("- [X]", with: "- [ ]"))
    #expect(fresh.yaml == read.yaml)
    #expect(Self.remarks(fresh) == Self.remarks(read).filter { $0 != note })
  }

  // MARK: Whose, and which

  @Test func headingsSayWhoseTheyAre() throws {
    let list = """
      - [ ] one
      # For Mentees
      - [ ] two
      ## With your mentor
      - [ ] three

      Mentors
      -------
      - [ ] four
      ### Optional
      - [ ] five
      # Mentors and mentees
      - [ ] six
      """
    let read = try Self.read(list)
    let tasks = try Self.tasks(read)
    let (ana, ben) = (Member.person(PersonID("ana")), Member.person(PersonID("ben")))
    #expect(
      tasks.map(\.owners) == [[ana], [ana], [ana], [ben], [ben], [ana, ben]])
    #expect(tasks.map(\.isOptional) == [false, false, false, false, true, false])
    #expect(
      Self.remarks(read) == [
        "x.md:1: note: the list: no heading names mentees or mentors: 1 task is the mentee's. write "
          + "`--who mentors`, or `who:` in each, if not"
      ])
    let given = try Self.read(list, who: ["coordinators"])
    #expect(try Self.tasks(given).allSatisfy { $0.owners == [ben] })
    #expect(given.remarks.isEmpty)
  }

  @Test(arguments: [
    ("Join IRC (optional)", true), ("Optional: join IRC", true),
    ("Join IRC. This is optional.", true),
    ("You are welcome to join IRC", true), ("You\u{2019}re welcome to join", true),
    ("Join IRC (optional, but nice)", true), ("You are welcomed to join", true),
    ("Joining is not optional", false), ("Read about options", false),
    ("Fill in the optional fields", false), ("Be welcome", false),
    ("Signing the CLA isn't optional", false), ("Optional-chaining must be on", false),
    ("Set the flag (optional chaining)", false), ("Ask if you're welcome to join", false),
  ])
  func whatIsPlainlyOptional(_ text: String, _ isOptional: Bool) throws {
    let read = try Self.read("# Mentees\n- [ ] \(text)\n")
    #expect(try Self.tasks(read).map(\.isOptional) == [isOptional])
  }

  @Test func boxesBelowABoxComeFirst() throws {
    let read = try Self.read(
      """
      # Mentees
      - **Accounts**
        - [ ] Chats
          - [ ] Slack
            with a photo
          - [x] IRC (optional)
            - [ ] Bouncer
          - a note on [chats](https://chat.example.org)

          And more.
        - [ ] Mail
      """)
    let tasks = try Self.tasks(read)
    #expect(
      tasks.map(\.text) == ["Chats", "Slack with a photo", "IRC (optional)", "Bouncer", "Mail"])
    #expect(tasks.map { $0.after.map(\.key) } == [["slack-photo"], [], [], [], []])
    #expect(tasks.map(\.isOptional) == [false, false, true, true, false])
    for comment in ["below: Accounts", "a note on chats", "see: https://chat.example.org"] {
      #expect(read.yaml.contains("# \(comment)\n"), "\(comment)")
    }
    #expect(read.yaml.contains("# And more.\n"))
    #expect(
      Self.remarks(read) == [
        "x.md:6: note: the list: 1 box is ticked in the file. it is open here, nobody has done it yet"
      ])
  }

  // MARK: Markdown

  @Test(arguments: [
    (
      "**Read** the [guide](https://a.example.org/x_y_(z))", "Read the guide",
      "https://a.example.org/x_y_(z)"
    ),
    ("Read [*the* guide][g], please", "Read the guide, please", "https://g.example.org"),
    ("Read [G][]", "Read G", "https://g.example.org"),
    ("At <https://a.example.org/_b_>", "At https://a.example.org/_b_", "https://a.example.org/_b_"),
    ("At https://a.example.org/_b_.", "At https://a.example.org/_b_.", "https://a.example.org/_b_"),
    ("See [it](https://a.example.org \"a title\")", "See it", "https://a.example.org"),
    (
      "[![badge](https://b.example.org/i)](https://a.example.org)", "badge", "https://a.example.org"
    ),
    ("Mention `@a_b_c` and snake_case_name", "Mention @a_b_c and snake_case_name", nil),
    ("5 * 3 is 15, and ***so*** __on__", "5 * 3 is 15, and so on", nil),
    ("Write \\*that\\* as *it is", "Write *that* as *it is", nil),
    ("Not [a link] and `` a ` b ``", "Not [a link] and a ` b", nil),
    ("*a _b* c_", "a _b c_", nil),
    ("Read [this](CONTRIBUTING.md)", "Read this", nil),
    ("Read [this](javascript:alert)", "Read this", nil),
  ])
  func markupIsTakenOff(_ written: String, _ text: String, _ link: String?) throws {
    let read = try Self.read("# Mentees\n- [ ] \(written)\n\n[g]: https://g.example.org\n")
    let tasks = try Self.tasks(read)
    #expect(tasks.map(\.text) == [text])
    #expect(tasks.map(\.link) == [link])
  }

  @Test func whatIsNoLinkOfOursIsAComment() throws {
    let read = try Self.read(
      "# Mentees\n- [ ] [a](x.md) and [b](https://b.example.org) and [c](https://c.example.org)\n")
    #expect(read.yaml.contains("# see: x.md\n"))
    #expect(read.yaml.contains("link: https://b.example.org\n"))
    #expect(read.yaml.contains("# see: https://c.example.org\n"))
  }

  @Test func whatIsTooLongGoesOnInAComment() throws {
    let first = String(repeating: "a ", count: 60) + "end."
    let second = String(repeating: "b", count: 90)
    let third = second + second + second
    let read = try Self.read("# Mentees\n- [ ] \(first) \(second)\n- [ ] \(third)\n")
    let tasks = try Self.tasks(read)
    #expect(tasks.map(\.text) == [first, String(third.prefix(199)) + "…"])
    #expect(read.yaml.contains("# \(second)\n"))
    #expect(read.yaml.contains("# … \(String(repeating: "b", count: 71))\n"))
    #expect(read.remarks.map(\.line) == [2, 3])
    #expect(read.remarks.allSatisfy { $0.what.contains("longer than 200 characters") })
  }

  // MARK: What is not taken

  @Test func whatIsNotTakenIsSaid() throws {
    let read = try Self.read(
      """
      # Mentees
      - [ ] one
      - two
      - [-] three
      - [ ]
      - [ ] ~~four~~
      - [ ] \(String(repeating: "x", count: 5_000))

      [ ] five

      * six
      * seven

      ```
      - [ ] eight
      """)
    #expect(try Self.tasks(read).map(\.text) == ["one"])
    #expect(
      Self.remarks(read) == [
        "x.md:3: refused: two: it has no box. write `- [ ]` before it if it is to be done",
        "x.md:4: refused: [-] three: it has no box. write `- [ ]` before it if it is to be done",
        "x.md:5: refused: a box: it says nothing. write what there is to do, or remove it",
        "x.md:6: note: four: it is struck out: left out",
        "x.md:7: refused: a box: it has 5001 bytes. say in a few words what is to be done",
        "x.md:9: refused: a box: it begins no element of a list. write `- [ ]` before what is to do",
        "x.md:11: note: the rest: boxes alone are taken: 2 without one are left out. write `- [ ]` "
          + "before what is to be done",
        "x.md:14: note: a list: a block of code in it is left out",
        "x.md:14: refused: the rest: what begins here is never closed, and hides it. close it",
      ])
  }

  @Test func aFileThatIsNoneIsRefused() throws {
    #expect(
      Self.refusal("- one\n")
        == "x.md:1:1: error: there is no box in it. write `- [ ]` before each line that is something "
        + "to do")
    #expect(
      Self.refusal("- [ ] a\u{1B}[2J\n")
        == "x.md:1:8: error: the character U+001B does not belong in a text file. remove it; it cannot "
        + "be seen in most editors")
    #expect(
      Self.refusal(String(repeating: "- [ ] a\n", count: 501))
        == "x.md:1:1: error: 501 boxes are more than 500. split the file")
    #expect(
      Self.refusal("- [ ] " + String(repeating: "a", count: 256 << 10))
        == "x.md:1:1: error: the file has 262150 bytes. split it: of a check list, at most 262144 are "
        + "read")
    let bytes = Array("- [ ] a\n- [ ] b".utf8) + [0xE4]
    let result = Result { () throws(Problems) in
      try Import(
        SourceFile(name: "x.md", bytes: bytes), invite: [], zones: Fixture.zones,
        today: Fixture.today)
    }
    guard case .failure(let problems) = result else {
      Issue.record("it was read")
      return
    }
    #expect(problems.description == "x.md:2:8: error: this is not UTF-8. save the file as UTF-8")
  }

  @Test func itIsToldByWhatIsInIt() throws {
    #expect(try Self.read("Hello\n\n* [x] a\n", "list.txt").yaml.contains("do: a\n"))
    #expect(try Self.read("+ [ ] a\n", "list").yaml.contains("do: a\n"))
    #expect(Self.refusal("hello\n", "list.txt").contains("no calendar and no check list"))
    let slot = "project: A\nschedule:\n- {time: '1400', day: Thursday, frequency: weekly}\n"
    let notes = "description: |\n  - [ ] a\n"
    #expect(try Self.read(slot + notes, "x.yaml").yaml.contains("title: A\n"))
    #expect(try Self.read(slot, "x.md").yaml.contains("title: A\n"))
    #expect(Self.refusal("Hello: there\n", "x.md").contains("there is no box in it"))
  }

  @Test func optionsOfMeetingsAreNoneOfTasks() throws {
    #expect(
      Self.refusal("- [ ] a\n", invite: ["crew"])
        .contains("nobody is invited to what is on a check list"))
    let slot = "project: A\nschedule:\n- {time: '1400', day: Thursday, frequency: weekly}\n"
    #expect(Self.refusal(slot, "x.yaml", who: ["mentors"]).contains("nobody owes a meeting"))
    #expect(try Self.read(slot, "x.yaml").yaml.contains("invite: members\n"))
  }

  // MARK: Whatever is written

  /// Pieces of Markdown, one after the other: what is taken of them is a configuration, and every
  /// remark one line.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func whateverIsTakenIsAConfiguration(_ seed: UInt64) throws {
    let pieces = [
      "- [ ] ", "* [x] ", "1. [X] ", "- ", "# Mentors\n", "## For mentees\n", "\n", "\n\n", "    ",
      "  ",
      "\t", "> ", "**", "_", "~~", "`", "```\n", "<!--", "-->", "[a](https://a.example.org/b)",
      "[a][b]", "[b]: https://b.example.org\n", "<https://c.example.org>", "(optional) ", "\\", "]",
      "[",
      "(", ")", "---\n", "===\n", "no", "yes", "2027", ": ", " #", "'", "\"", "{", "}", "& ", "*",
      "!",
      "|", "%", "@", "\u{200D}", "\u{1F49C}", "ż", "\r\n", "a word ", "Send it. ", "null", "~",
    ]
    var random = SeededGenerator(seed: seed)
    var taken = 0
    for _ in 0..<20 {
      var text = ""
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      let result = Result { () throws(Problems) in try Self.read("- [ ] a\n" + text) }
      guard case .success(let read) = result else { continue }
      taken += 1
      let all = read.remarks.map(\.description)
      #expect(all.allSatisfy { !$0.contains { $0.isNewline } }, "seed \(seed)")
      #expect(read.remarks.allSatisfy { $0.kind == .note || $0.fix != nil }, "seed \(seed)")
      #expect(try !Self.tasks(read).isEmpty, "seed \(seed): \(text)")
    }
    #expect(taken > 0, "seed \(seed)")
  }

  /// What a reader could be slow at.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["[", "*a ", "_a ", "`", "<", "[a](", "~~a ", "![", "- ", "- a\n", "> ", "\\", "**"])
  func itIsReadInTime(_ piece: String) throws {
    let long = String(repeating: piece, count: 100_000 / piece.count)
    let short = String(repeating: piece, count: 3_000 / piece.count)
    let lines = String(repeating: "- [ ] b \(short)\n", count: 30)
    for text in [long, lines] {
      #expect(try Self.tasks(Self.read("# Mentees\n- [ ] a\n\n\(text)")).first?.text == "a")
    }
  }
}
