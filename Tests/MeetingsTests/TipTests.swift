import Cadence
import Meetings
import Testing

/// What is sent of a 1:1 beside the meeting: the public place of what it is about, and a tip.
@Suite struct TipTests {
  private func play(_ tips: [String]) throws -> Play {
    var series = try Fixture.oneOnOne()
    series.reminders.append(try Lead(parsing: "1 hour before"))
    series.mentorship?.tips = tips
    series.mentorship?.issue = "https://example.org/issues/7"
    var play = try Play(Fixture.community(series), at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-24T00:00:00Z")
    return play
  }

  /// "kind of date to whom: tip"
  private func tips(_ play: Play) -> [String] {
    play.notices.compactMap { notice in
      notice.facts.tip.map {
        "\(notice.kind.rawValue) of \(notice.facts.start.local.date) to \(notice.recipient.name): \($0)"
      }
    }
  }

  @Test func withEachMeetingTheNext() throws {
    #expect(
      tips(try play(["one", "two"])) == [
        "invitation of 2027-06-08 to ben: one", "reminder of 2027-06-08 to ben: one",
        "invitation of 2027-06-15 to ben: two", "reminder of 2027-06-15 to ben: two",
        "invitation of 2027-06-22 to ben: one", "reminder of 2027-06-22 to ben: one",
      ])
  }

  @Test func thereAreNoneUnlessTheyAreWritten() throws {
    #expect(tips(try play([])).isEmpty)
  }

  @Test func everyNoticeOfThePairNamesTheIssue() throws {
    let notices = try play([]).notices.filter { $0.subject.occurrence != nil }
    #expect(!notices.isEmpty)
    #expect(notices.allSatisfy { $0.facts.issue == "https://example.org/issues/7" })
  }
}
