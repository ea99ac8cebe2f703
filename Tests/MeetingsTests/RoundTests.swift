import Cadence
import Meetings
import Testing

/// What is to be done anew each time.
@Suite struct RoundTests {
  private static let id = TaskID(series: Root.groups.series, key: "graduation")

  /// Each half year from 15 January 2027 on; ana says so, ben reads along.
  private func play(at now: String) throws -> Play {
    var community = try Fixture.community()
    community.tasks[Self.id] = TaskPlan(
      id: Self.id, text: "Say whether it is needed", owners: [.person(PersonID("ana"))],
      watchers: [.person(PersonID("ben"))],
      again: TaskPlan.Repetition(
        every: Period(months: 6), from: Fixture.date("2027-01-15"), isRound: true),
      about: "The Graduation WG")
    return try Play(community, at: now)
  }

  private func told(_ play: Play) -> [String] {
    play.notices.filter { $0.kind == .task }.map { notice in
      let task = notice.facts.tasks?.first
      return
        "\(notice.facts.decidedAt) \(notice.recipient.name): \(task?.stage.rawValue ?? "nothing")"
    }
  }

  @Test func eachRoundIsAskedForWhateverWasSaidInTheOneBefore() throws {
    var play = try play(at: "2026-12-01T00:00:00Z")
    try play.pass(until: "2027-02-01T00:00:00Z")
    try play.submit(.settleTask("graduation", as: .done, by: PersonID("ana")))
    try play.pass(until: "2028-02-01T00:00:00Z")
    #expect(
      told(play) == [
        "2027-01-15T09:00:00Z ana: opened", "2027-01-15T09:00:00Z ben: opened",
        // Done since: the question is a new one.
        "2027-07-15T09:00:00Z ana: opened", "2027-07-15T09:00:00Z ben: opened",
        // Nobody has answered that one.
        "2028-01-15T09:00:00Z ana: again", "2028-01-15T09:00:00Z ben: again",
      ])
  }

  @Test func theFirstIsTheNextOneThatAnybodyCanKnowOf() throws {
    var play = try play(at: "2027-03-01T00:00:00Z")
    try play.pass(until: "2027-09-01T00:00:00Z")
    #expect(told(play).map { $0.prefix(10) } == ["2027-07-15", "2027-07-15"])
  }

  @Test func whatIsDroppedStaysSo() throws {
    var play = try play(at: "2026-12-01T00:00:00Z")
    try play.pass(until: "2027-02-01T00:00:00Z")
    try play.submit(.settleTask("graduation", as: .dropped, by: nil))
    try play.pass(until: "2029-02-01T00:00:00Z")
    #expect(told(play).count == 2)
  }

  @Test func oneThatWasSleptThroughIsAskedForAfterwards() throws {
    var play = try play(at: "2026-12-01T00:00:00Z")
    try play.pass(until: "2027-02-01T00:00:00Z")
    try play.submit(.settleTask("graduation", as: .done, by: PersonID("ana")))
    try play.sleep(until: "2027-07-20T00:00:00Z")
    #expect(told(play).last == "2027-07-20T00:00:00Z ben: opened")
    #expect(play.book.state(of: Self.id, at: play.now) == .open)
  }
}
