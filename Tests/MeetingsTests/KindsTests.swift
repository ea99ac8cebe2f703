import Cadence
import Meetings
import Testing

/// Kinds of items: what they begin with.
@Suite struct KindsTests {
  private let rule = AgendaRule(
    opens: .days(6), cutoff: .days(1), kinds: ["career advice", "Pair review"])

  @Test(
    arguments: [
      ("pair review: the compactor", "Pair review"), ("PAIR REVIEW:", "Pair review"),
      ("career advice: and pair review: both", "career advice"), ("career advice", nil),
      ("my career advice: x", nil), (": x", nil), ("", nil),
    ] as [(String, String?)])
  func anItemIsOfTheKindThatItBeginsWith(text: String, kind: String?) {
    #expect(rule.kind(of: text) == kind)
  }

  @Test func whoeverIsAskedForItemsReadsThem() throws {
    var series = try Fixture.officeHours()
    series.agenda?.kinds = rule.kinds
    var play = try Play(Fixture.community(series), at: "2026-11-26T00:00:00Z")
    try play.pass(until: "2026-12-01T15:00:00Z")
    let asked = play.notices.filter { $0.kind == .invitation || $0.kind == .call }
    #expect(!asked.isEmpty && asked.allSatisfy { $0.facts.agenda?.kinds == rule.kinds })
  }
}
