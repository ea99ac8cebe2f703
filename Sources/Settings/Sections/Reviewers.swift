import Cadence
import Meetings

/// `reviewers:`, when whoever contributes may become one, and who thinks of it.
///
///     reviewers: { after: 6 months, nominate: 3 months, starting: 2027-01-15 }
///
/// beside `contributing since: 2026-08-31` and `components: [engine]` of people. The contacts of
/// the group of a component hear on the day from which on somebody may be nominated, and of all who
/// still may at each date of `nominate`.
struct ReviewersReader {
  let context: SeriesContext
  let levels: [String]
  static let role = "reviewer"

  func read(_ field: Field?) -> [TaskPlan] {
    let contributors = context.practice.people.filter { $0.components != nil || $0.since != nil }
    guard let field else {
      for person in contributors {
        guard let place = person.components?.place ?? person.since?.place else { continue }
        context.findings.warning(
          place, "nothing says when \(person.id) may become a reviewer",
          fix: "add `reviewers:` at the top level with how long it takes")
      }
      return []
    }
    let example = "{ after: 6 months, nominate: 3 months, starting: 2027-01-15 }"
    guard let entry = field.section("`reviewers`", example: example) else { return [] }
    defer { entry.close() }
    let after = entry.required("after", example: "6 months")?.period()
    let nominate = entry["nominate"]
    let (every, starting) = (nominate.flatMap { $0.period() }, entry["starting"])
    let from = starting?.date()
    if let starting, nominate == nil {
      starting.error(
        "`starting` says from when on, and not how often", fix: "write `nominate: 3 months`")
    }
    guard let after, nominate == nil || every != nil, starting == nil || from != nil else {
      return []
    }
    let again = every.map { TaskPlan.Repetition(every: $0, from: from) }
    return contributors.flatMap { tasks(of: $0, after: after, again) }
  }

  /// One for each component that they know well enough.
  private func tasks(
    of person: PersonPractice, after: Period, _ again: TaskPlan.Repetition?
  ) -> [TaskPlan] {
    guard let since = person.since, let components = person.components else {
      missing(of: person)
      return []
    }
    guard let one = context.people[person.id], !isReviewer(one) else { return [] }
    let day = after.added(to: since.date)
    if person.id.name.first?.isLetter != true {
      context.findings.error(
        components.place, "`\(person.id)` cannot be the beginning of a task's name",
        fix: "begin the key of this person with a letter")
    }
    return components.names.compactMap { name in
      guard let team = context.teams[name]?.team else {
        report(name, at: components.place)
        return nil
      }
      // What has ended by then has no reviewers.
      guard !team.hasEnded(on: max(day, context.today)) else { return nil }
      return TaskPlan(
        id: TaskID(series: Root.reviewers.series, key: "\(person.id).\(name)"),
        text: "Nominate \(one.name) as a reviewer, who has contributed since \(since.date)",
        owners: team.contacts,
        opens: .at(context.zone.instant(day, at: Mentorship.morning)), again: again,
        about: team.title)
    }
  }

  private func missing(of person: PersonPractice) {
    // Both are asked for: time alone makes nobody a reviewer.
    if let components = person.components {
      context.findings.warning(
        components.place, "nothing says since when \(person.id) contributes",
        fix: "write `contributing since:` with the date of their first change")
    }
  }

  /// Or more than that.
  private func isReviewer(_ person: Person) -> Bool {
    guard let level = levels.firstIndex(of: Self.role) else {
      return !person.roles.isDisjoint(with: [Self.role, "committer", "maintainer"])
    }
    return !person.roles.isDisjoint(with: levels[level...])
  }

  private func report(_ name: String, at place: Place) {
    guard !context.findings.isIncomplete, !context.unreadTeams.contains(name) else { return }
    let near = nearest(to: name, among: context.teams.keys, count: 2)
    context.findings.error(
      place, "`components`: there is no standing group \(name.shown)",
      fix: near.isEmpty ? "give one a `kind:` under `groups`" : write(near))
  }
}
