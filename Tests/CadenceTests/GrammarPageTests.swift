import Cadence
import Foundation
import Testing

/// docs/cadence.md says what is read and what is refused: each example of its tables is tried.
@Suite struct GrammarPageTests {
  /// The code in the first column of the tables under a heading.
  private static func examples(under heading: String) throws -> [String] {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/cadence.md")
    let sections = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix(heading) })
    return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { row in
      let column = row.components(separatedBy: " | ")[0]
      return column.components(separatedBy: "`").enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    }
  }

  private static func read(_ text: String) throws(SentenceProblem) -> Sentence {
    let officeHours = try SentenceTests.read("every 2 weeks Thursday 14:00 starting 2026-12-03")
    return try Sentence(
      text, in: .utc, starting: nil, until: nil, today: SentenceTests.today,
      zones: Zones.database, others: ["office-hours": officeHours])
  }

  @Test func everyFormIsRead() throws {
    let examples = try Self.examples(under: "Days")
    #expect(examples.count == 22)
    for example in examples {
      let sentence = try Self.read(example)
      #expect(sentence.isOnDemand || !sentence.recurrence.isEmpty, "\(example)")
      // Off weeks are written as the weeks that they are.
      #expect(try Self.read(sentence.description) == sentence, "\(example): \(sentence)")
    }
  }

  @Test func everyRefusalIsOne() throws {
    let examples = try Self.examples(under: "What is refused")
    #expect(examples.count == 10)
    for example in examples {
      // A word alone stands for a sentence with it; a time for one of them.
      let hasTime = example.contains("at ") || example == "midnight"
      let sentence =
        (example.contains("day") ? example : "Thursday \(example)") + (hasTime ? "" : " 14:00")
      let problem = #expect(throws: SentenceProblem.self) { try Self.read(sentence) }
      #expect(problem?.fixes.isEmpty == false, "\(sentence)")
    }
  }

  /// The weeks between: every meeting of one is a week after the other's.
  @Test func offWeeksAreTheOthers() throws {
    func dates(_ text: String) throws -> [String] {
      try Self.read(text).recurrence
        .occurrences(in: at("2026-12-01T00:00:00Z")..<at("2027-01-10T00:00:00Z"))
        .map(\.date.description)
    }
    #expect(
      try dates("off weeks of office-hours Tuesday 10:00") == [
        "2026-12-08", "2026-12-22", "2027-01-05",
      ])
    // The weeks stay the other ones where the first of them are left out.
    #expect(
      try dates("off weeks of office-hours Thursday except in December 10:00") == ["2027-01-07"])
    #expect(throws: SentenceProblem.self) { try dates("off weeks of nobody Tuesday 10:00") }
  }

  @Test func meetingsTakeTurns() throws {
    func rule(_ sentences: [String], _ starting: String?) throws(TurnProblem) -> Recurrence {
      try Recurrence(
        alternating: sentences, in: .utc, starting: starting.map(date), until: nil,
        today: SentenceTests.today, zones: Zones.database)
    }
    let weekly = try rule(["Tuesday 09:00", "Thursday 16:00", "Monday 10:00"], "2026-12-01")
    #expect(
      weekly.prefix(5).map(\.local.description) == [
        "2026-12-01T09:00", "2026-12-10T16:00", "2026-12-14T10:00", "2026-12-22T09:00",
        "2026-12-31T16:00",
      ])
    let monthly = try rule(["first Tuesday 09:00", "last Friday 16:00"], "2026-12-01")
    #expect(
      monthly.prefix(4).map(\.date.description) == [
        "2026-12-01", "2027-01-29", "2027-02-02", "2027-03-26",
      ])
    // A turn that is left out stays the one of its week.
    let missing = try rule(["Tuesday 09:00", "Thursday except in December 16:00"], "2026-12-08")
    #expect(
      missing.prefix(4).map(\.date.description) == [
        "2026-12-08", "2026-12-22", "2027-01-05", "2027-01-14",
      ])
    let unanchored = #expect(throws: TurnProblem.self) {
      try rule(["Monday 9:00 UTC", "Friday 9:00"], nil)
    }
    #expect(unanchored?.problem.fixes == ["starting: 2026-11-23"])
    let mixed = #expect(throws: TurnProblem.self) {
      try rule(["Monday 09:00", "Tuesday 09:00", "odd weeks Friday 09:00"], "2026-12-01")
    }
    #expect(mixed?.index == 2)
    // Weeks and months do not take turns with each other.
    for both in [["Monday 09:00", "first Friday 09:00"], ["first Friday 09:00", "Monday 09:00"]] {
      let problem = #expect(throws: TurnProblem.self) { try rule(both, "2026-12-01") }
      #expect(problem?.index == 1)
    }
  }
}
