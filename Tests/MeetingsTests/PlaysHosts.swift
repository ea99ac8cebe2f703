import Cadence
import Meetings
import Testing

/// Office hours of which it is a question who hosts them.
protocol PlaysHosts {}

extension PlaysHosts {
  static var first: String { "office-hours/2026-12-03" }

  /// Ana, then cai, then dee host office hours, which open on Friday and close on Wednesday.
  func community(
    _ turns: HostRule.Turns = .rotating(.weekly), atLeast: Int = 1,
    ifMissing: AgendaRule.IfEmpty = .cancel, hasAgenda: Bool = false, decides: Bool = true,
    invite: [String] = ["ben"], edit: (inout Series) -> Void = { _ in }
  ) throws -> Community {
    var series = try Fixture.officeHours()
    series.hosts = ["ana", "cai", "dee"].map { .person(PersonID($0)) }
    series.invite = invite.map { .person(PersonID($0)) }
    if !hasAgenda {
      series.agenda = nil
      series.opens = try Lead(parsing: "6 days before")
    }
    series.reminders = [try Lead(parsing: "15 minutes before")]
    series.hosting = HostRule(
      turns: turns,
      confirmation: HostRule.Confirmation(
        atLeast: atLeast, confirm: try Lead(parsing: "3 days before"),
        decide: decides ? try Lead(parsing: "1 day before") : nil, ifMissing: ifMissing))
    edit(&series)
    return try Fixture.community(series)
  }

  func play(_ community: Community) throws -> Play {
    try Play(community, at: "2026-11-20T00:00:00Z")
  }

  func row(_ play: Play, _ id: String = first) throws -> Occurrence {
    try #require(OccurrenceID(id).flatMap { play.book.occurrences[$0] })
  }

  func hosts(_ play: Play, _ id: String = first) throws -> [String] {
    let row = try row(play, id)
    let series = try #require(play.book.community.series[row.id.series])
    return play.book.community.audience(of: series, at: row).hosts.map(\.name)
  }

  @discardableResult func answer(
    _ answer: Answer, _ person: String, _ play: inout Play, _ id: String = first
  ) throws -> [String] {
    let before = play.notices.count
    try play.submit(.answer(answer, by: PersonID(person), to: id))
    return play.told(since: before)
  }
}
