import Foundation
import Settings
import Testing

/// What `check` recommends: each rule of the table fires, holds its tongue, and is accepted.
@Suite struct ProcessCheckTests {
  /// What the checks say; all that is wrong where something else is.
  private func advice(_ text: String) -> [Problem] {
    switch Fixture.read(text, alone: true) {
    case .success(let settings): settings.warnings + settings.advice
    case .failure(let problems): problems.all
    }
  }

  private func edited(_ edits: CheckRow.Edits) -> String {
    edits.reduce(CheckRow.sound) { text, edit in
      #expect(text.firstRange(of: edit.key) != nil, "\(edit.key)")
      return text.replacing(edit.key, with: edit.value, maxReplacements: 1)
    }
  }

  private func accepting(
    _ row: CheckRow, at level: ProcessCheck.Level, in text: String
  ) -> String {
    let entry = "accept: \(row.check.rawValue)"
    return switch level {
    case .person: text.replacing("\(row.person): { email", with: "\(row.person): { \(entry), email")
    case .group: text.replacing("engine: { kind", with: "engine: { \(entry), kind")
    case .vote: text.replacing("poll: { title", with: "poll: { \(entry), title")
    case .meeting: text.replacing("meetup: { title", with: "meetup: { \(entry), title")
    case .mentorship: text.replacing("ana: { mentee", with: "ana: { \(entry), mentee")
    case .program: text.replacing("    term:", with: "    \(entry)\n    term:")
    case .community: "\(entry)\n" + text
    }
  }

  @Test func nothingIsSaidOfWhatIsSound() {
    #expect(advice(CheckRow.sound).isEmpty)
    let least = "meetings: { a: { title: A, when: Monday 15:00 UTC, invite: [ana, ben] } }"
    #expect(advice(Fixture.base + least).isEmpty)
    #expect(advice(Fixture.base).isEmpty)
  }

  @Test(arguments: CheckRow.all)
  func isSaid(_ row: CheckRow) {
    let found = advice(edited(row.fires))
    let (name, kind) = (row.check.rawValue, row.check.row.severity.rawValue)
    let start =
      "x.yaml:\(row.place): \(kind): \(name): \(row.what). \(row.check.row.rule): \(row.fix)"
    #expect(
      found.count == 1 && found[0].description.hasPrefix(start + ", or `accept: \(name)` under "),
      "\(found)")
    #expect(advice(edited(row.holds)).isEmpty)
  }

  @Test(arguments: CheckRow.all)
  func isAccepted(_ row: CheckRow) {
    for level in row.check.row.levels {
      let text = accepting(row, at: level, in: edited(row.fires))
      #expect(advice(text).isEmpty, "\(level)")
    }
  }

  @Test func eachHasARow() {
    #expect(Set(CheckRow.all.map(\.check)) == Set(ProcessCheck.allCases))
  }

  @Test func whatIsOverIsLeftAlone() {
    // A person's names are not of a term, and a group has none.
    let lasting: Set<ProcessCheck> = [
      .anotherChatName, .groupWithoutConduct, .labelPrefix, .sameDocument,
    ]
    for row in CheckRow.all where !lasting.contains(row.check) {
      let past = edited(row.fires).replacing("2027-", with: "2025-")
      #expect(!advice(past).contains { $0.what.hasPrefix("\(row.check.rawValue): ") })
    }
  }

  /// A mistake is mended first: what is recommended may follow from it.
  @Test func nothingIsRecommendedBesideAMistake() {
    let text = CheckRow.sound.replacing("[ben, cai]", with: "ben") + "templates: /\n"
    #expect(advice(text).map(\.severity) == [.error])
  }

  /// The service itself is not concerned: it neither logs nor shows any of it.
  @Test func theServiceIsNotWarned() throws {
    let text = CheckRow.sound.replacing("[ben, cai]", with: "ben")
    let settings = try Fixture.read(text, alone: true).get()
    #expect(settings.warnings.isEmpty && settings.advice.count == 1)
  }

  @Test func theWholeMessage() {
    let text = CheckRow.sound.replacing("[ben, cai]", with: "ben")
    #expect(
      advice(text).map(\.description) == [
        "x.yaml:14:5: warning: one mentor: ben is alone with summer.ana. a weekly meeting with two "
          + "mentors is highly recommended: name a second one in `mentors`, or `accept: one mentor` "
          + "under the mentorship, the program or at the top level"
      ])
  }

  @Test func theProgramsMentorsAreOneCause() {
    let more = (1...5).map { "      m\($0): { mentee: ana, when: Friday \(10 + $0):00 UTC }\n" }
    let text = CheckRow.sound.replacing("[ben, cai]", with: "ben") + more.joined()
    let what = advice(text).map(\.what)
    #expect(what == ["one mentor: ben is alone with summer.ana, summer.m1 and 4 more"])
  }

  @Test func severalAreAcceptedInOneList() {
    let text = CheckRow.sound.replacing(
      "    mentors: [ben, cai]", with: "    mentors: ben\n    accept: [one mentor, long meeting]"
    ).replacing("30 minutes", with: "1 hour")
    #expect(advice(text).isEmpty)
  }

  private func page() throws -> String {
    try String(contentsOf: Fixture.root.appendingPathComponent("docs/checks.md"), encoding: .utf8)
  }

  @Test func thePagesExampleIsSound() throws {
    let page = try page()
    let start = try #require(page.firstRange(of: "```yaml\n")?.upperBound)
    let end = try #require(page[start...].firstRange(of: "```")?.lowerBound)
    let people =
      "people:\n  yash: { email: y@example.org }\n  bwplotka: { email: b@example.org, roles: [maintainer] }\n"
    let example = page[start..<end].replacing("people:\n", with: people)
    #expect(
      advice("community: A\ndomain: example.org\nmail: { from: a@example.org }\n" + example).isEmpty
    )
  }

  @Test func thePageHasTheTable() throws {
    let lines = try page().split(separator: "\n").filter {
      $0.hasPrefix("| `") && $0.contains(" | ")
    }
    .map(String.init)
    let table = ProcessCheck.allCases.map { check in
      let row = check.row
      let kind = row.severity == .warning ? "" : " (\(row.severity.rawValue))"
      let levels = row.levels.map(\.rawValue).joined(separator: ", ")
      return "| `\(check.rawValue)`\(kind) | \(row.rule) | \(row.scope) | \(levels) |"
    }
    #expect(lines.suffix(table.count) == table[...])
  }
}
