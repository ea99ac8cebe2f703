import Cadence
import Foundation
import Meetings
import Testing

@testable import Settings

/// What standing groups, votes and levels say.
@Suite struct GovernanceTests {
  private static let text = """
    levels: [contributor, reviewer, committer]
    reviewers: { after: 6 months, nominate: 3 months, starting: 2027-01-15 }
    channels: { sig: { webhook: "https://hooks.example.org/x" } }
    people:
      eve: { name: Eve, email: eve@example.org, contributing since: 2026-08-31, components: [engine, tools] }
      fay: { email: fay@example.org, roles: [reviewer], contributing since: 2020-01-31, components: [engine] }
    groups:
      engine: { kind: sig, title: The Engine SIG, label: sig-engine, contacts: [ben], members: [crew, eve],
        document: "https://example.org/engine.md", notify: sig, until: 2027-03-02 }
      tools: { kind: wg, label: wg-tools, contacts: ana, since: 2026-12-01, review: 6 months, reviewed by: crew }
    meetings:
      engine: { title: Engine, group: engine, when: weekly Tuesday 15:00 UTC, starting: 2027-02-23,
        links: { Notes: "https://example.org/notes" } }
      inside: { title: Inside, group: engine, when: Monday 15:00 UTC, public: no, hosts: eve, invite: ana, notify: mail }
    votes:
      sig: { title: Create it, by: engine, opens: 2027-01-04, closes: 2027-01-11 18:00 UTC, passes: two thirds,
        turnout: half, open at least: 6 days, notify: sig }

    """

  private func community(_ change: (String) -> String = { $0 }) throws -> Community {
    try Fixture.read(change(Self.text)).get().community
  }

  @Test func aMeetingHasWhatItsGroupSays() throws {
    let community = try community()
    let series = try #require(community.series[SeriesID("engine")])
    #expect(series.hosts == [.person(PersonID("ben"))] && series.invite == [.group("engine")])
    #expect(series.isPublic && series.team == "engine")
    #expect(!series.notifiesByMail && series.channels == [ChannelID("sig")])
    #expect(
      series.links == [
        NamedLink(name: "Notes", address: "https://example.org/notes"),
        NamedLink(name: "The Engine SIG", address: "https://example.org/engine.md"),
      ])
    // It ends with the group.
    #expect(
      series.recurrence.occurrences(after: .distantPast).map(\.date.description)
        == ["2027-02-23", "2027-03-02"])
    // What it says itself goes before.
    let inside = try #require(community.series[SeriesID("inside")])
    #expect(!inside.isPublic && inside.notifiesByMail && inside.channels.isEmpty)
    #expect(inside.invite == [.person(PersonID("ana"))])
    #expect(
      community.people(in: [.group("engine")], on: Fixture.today).contains(
        PersonID("ben")))
  }

  @Test func aVoteIsATaskOfWhoMayVote() throws {
    let plan = try #require(
      try community().tasks[TaskID(series: Root.votes.series, key: "sig")])
    #expect(plan.owners == [.group("engine")] && plan.about == "The Engine SIG")
    #expect(plan.opens == .at(try #require(Instant("2027-01-04T09:00:00Z"))))
    #expect(plan.due == .at(try #require(Instant("2027-01-11T18:00:00Z"))))
    #expect(
      plan.ballot
        == Ballot(
          rule: .twoThirds, turnout: .half, minimum: Period(days: 6),
          channels: [ChannelID("sig")]))
  }

  @Test func sixMonthsEndWithTheMonth() throws {
    let tasks = try community().tasks.values.filter { $0.id.series == Root.reviewers.series }
    let opens = try #require(Instant("2027-02-28T09:00:00Z"))
    // Fay is one.
    #expect(Set(tasks.map(\.id.key)) == ["eve.engine", "eve.tools"])
    #expect(tasks.allSatisfy { $0.opens == .at(opens) })
    #expect(Set(tasks.compactMap(\.about)) == ["The Engine SIG", "tools"])
    let leap = try community { $0.replacing("2026-08-31", with: "2027-08-31") }
    let later = try #require(leap.tasks[TaskID(series: Root.reviewers.series, key: "eve.tools")])
    #expect(later.opens == .at(try #require(Instant("2028-02-29T09:00:00Z"))))
    let january = try community { $0.replacing("2026-08-31", with: "2027-01-31") }
    let july = try #require(january.tasks[TaskID(series: Root.reviewers.series, key: "eve.tools")])
    #expect(july.opens == .at(try #require(Instant("2027-07-31T09:00:00Z"))))
  }

  @Test func theyAreAskedForAtEachRound() throws {
    let plan = try #require(
      try community().tasks[TaskID(series: Root.reviewers.series, key: "eve.engine")])
    #expect(
      plan.again
        == TaskPlan.Repetition(every: Period(months: 3), from: CivilDate("2027-01-15")))
  }

  @Test func aGroupOnDemandIsReviewed() throws {
    let plan = try #require(
      try community().tasks[TaskID(series: Root.groups.series, key: "tools")])
    #expect(plan.owners == [.person(PersonID("ana"))] && plan.watchers == [.group("crew")])
    #expect(plan.again?.isRound == true && plan.again?.from == CivilDate("2027-06-01"))
    #expect(try community().tasks[TaskID(series: Root.groups.series, key: "engine")] == nil)
  }

  /// What is shown can be written, without a warning.
  @Test func thePagesExampleIsSound() throws {
    let page = try String(
      contentsOf: Fixture.root.appendingPathComponent("docs/governance.md"), encoding: .utf8)
    let start = try #require(page.firstRange(of: "```yaml\n")?.upperBound)
    let end = try #require(page[start...].firstRange(of: "```")?.lowerBound)
    let base = """
      community: A
      domain: a.example.org
      mail: { from: a@example.org, inbox: "m+{token}@example.org" }

      """
    let settings = try Fixture.read(base + page[start..<end], alone: true).get()
    #expect((settings.warnings + settings.advice).map(\.description) == [])
    #expect(settings.community.tasks.count == 3)
  }

  @Test(arguments: [
    ("Bartek PÅ‚otka", "Bartek Płotka"), ("Letâ€™s", "Let’s"), ("â˜•", "☕"), ("ðŸŽ‰", "🎉"),
    ("KoÅ„", "Koń"),
  ]) func whatWasEncodedTwiceIsFound(_ text: String, _ meant: String) throws {
    #expect(text.encodedOnce == meant)
    let settings = try Fixture.read(Self.text.replacing("name: Eve", with: "name: \(text)")).get()
    #expect(
      settings.warnings.map(\.what).contains {
        $0.hasSuffix("looks as if it had been encoded twice")
      })
  }

  @Test(arguments: ["Bartek Płotka", "Ana Sá", "Åse", "Ünï", "Êtes-vous là?", "日本", "plain"])
  func whatIsMeantIsLeftAlone(_ text: String) {
    #expect(text.encodedOnce == nil)
  }
}
