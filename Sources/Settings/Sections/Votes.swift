import Cadence
import Meetings

/// `votes:`
///
///     new-sig:
///       title: Create the SIG Vector Search
///       link: https://example.org/proposals/7
///       by: tsc
///       opens: 2026-12-01 09:00 UTC
///       closes: 2026-12-08 18:00 UTC
///       passes: simple majority        # or lazy majority, consensus, two thirds
///       turnout: half                  # or 3 votes
///       open at least: 6 days
///       remind: 2 days before
///       notify: announce               # reads what came of it
///       nominates: { who: ben, as: committer, sponsor: cai, commitment: 25% }
struct VotesReader {
  static let reminders: [Lead] = [.days(2)]

  let context: SeriesContext
  let levels: [String]
  private var findings: Findings { context.findings }
  private var tasks: TasksReader {
    TasksReader(
      context: context,
      ground: TaskGround(.votes, called: "a vote", in: context.zone, context.today))
  }

  func read(_ entries: [(key: Tree.Key, field: Field)]) -> [TaskPlan] {
    entries.enumerated().compactMap { place, entry in
      guard checkName(entry.key), var plan = vote(entry.key, entry.field) else { return nil }
      plan.place = place
      return plan
    }
  }

  private func checkName(_ key: Tree.Key) -> Bool {
    // What is no id at all has been said.
    key.text.isName && findings.check(taskKey: key, called: "a vote")
  }

  private func vote(_ key: Tree.Key, _ field: Field) -> TaskPlan? {
    let example = "{ title: Create the SIG Engine, by: tsc, closes: 2026-12-08 18:00 UTC }"
    guard let entry = field.section("a vote", example: example) else { return nil }
    defer { entry.close() }
    let title = entry.required("title", example: "Create the SIG Engine")?
      .text(example: "Create the SIG Engine")
    let link = entry["link"]?.link()
    let electorate = entry.required("by", example: "tsc")
    electorate?.refuseNobody()
    let voters = electorate.flatMap(context.names.members)
    let opens = entry["opens"].flatMap { tasks.deadline($0, at: Mentorship.morning) }
    let closesField = entry.required("closes", example: "2026-12-08 18:00 UTC")
    let closes = closesField.flatMap { tasks.deadline($0) }
    let rule = entry["passes"]?.choice(Ballot.Rule.self) ?? .simpleMajority
    let turnout = entry["turnout"]?.turnout()
    let minimum = entry["open at least"]
    let length = minimum?.period()
    let reminders = entry["remind"].map(tasks.reminders) ?? Self.reminders
    let channels = entry["notify"].flatMap(context.names.targets)?.channels ?? []
    let candidate = entry["nominates"].flatMap(candidate)
    let accepted = entry["accept"]?.accepted(at: .vote) ?? []
    guard let title, let voters, let closes else { return nil }
    let plan = TaskPlan(
      id: TaskID(series: Root.votes.series, key: key.text), text: title, link: link,
      owners: voters,
      // What says nothing is open as soon as it is known.
      opens: opens ?? .at(.distantPast), due: closes, reminders: reminders,
      ballot: Ballot(
        rule: rule, turnout: turnout, minimum: length, channels: channels, candidate: candidate),
      about: self.title(of: voters))
    check(plan, closes: closesField, minimum: minimum)
    context.practice.votes.append(
      VotePractice(
        plan: plan, place: entry.place(of: "nominates") ?? key.place,
        electorate: electorate?.value.place ?? key.place, accepted: accepted))
    return plan
  }

  /// "The TSC", "Ana, Ben and 3 more".
  private func title(of voters: [Member]) -> String {
    let names = voters.map { member in
      switch member {
      case .person(let id): context.people[id]?.name ?? id.name
      case .group(let name): context.teams[name]?.team.title ?? name
      }
    }
    return alternatives(
      names.count > 3 ? names.prefix(2) + ["\(names.count - 2) more"] : names, "and")
  }

  /// `{ who: ben, as: committer, sponsor: cai, by: ben, commitment: 25% }`
  private func candidate(_ field: Field) -> Ballot.Candidate? {
    let example = "{ who: ben, as: committer, sponsor: cai }"
    guard let entry = field.section("a nomination", example: example) else { return nil }
    defer { entry.close() }
    let who = entry.required("who", example: "ben").flatMap(person)
    let role = entry.required("as", example: "committer").flatMap(role)
    let (sponsor, nominator) = (entry["sponsor"].flatMap(person), entry["by"].flatMap(person))
    let commitment = entry["commitment"]?.text(example: "25% of the time")
    guard let who, let role else { return nil }
    return Ballot.Candidate(
      person: who, role: role, nominator: nominator, sponsor: sponsor, commitment: commitment)
  }

  /// One of the levels, where there are any.
  private func role(_ field: Field) -> String? {
    guard let role = field.word() else { return nil }
    guard !levels.isEmpty, !levels.contains(role) else { return role }
    let near = nearest(to: role, among: levels, count: 2)
    field.error(
      "`\(field.name)`: \(role.shown) is no level", fix: write(near.isEmpty ? levels : near))
    return nil
  }

  private func person(_ field: Field) -> PersonID? {
    guard let people = context.names.persons(field) else { return nil }
    guard people.count == 1 else {
      field.error("`\(field.name)` is one person", fix: "name one of them")
      return nil
    }
    return people[0]
  }

  private func check(_ plan: TaskPlan, closes: Field?, minimum: Field?) {
    guard let closes, case .at(let end)? = plan.due, case .at(let opens)? = plan.opens else {
      return
    }
    if end <= opens {
      closes.error("`closes` is not after `opens`", fix: "write a later date")
    } else if end <= context.today.midnight {
      findings.warning(
        closes.value.place,
        "`closes` is past: a vote that was not known before takes nothing any more",
        fix: "give it a later date if it is new")
    }
    guard let minimum, let period = plan.ballot?.minimum, opens != .distantPast else { return }
    let local = context.zone.local(at: opens)
    let least = context.zone.instant(period.added(to: local.date), at: local.time)
    if end < least {
      minimum.error(
        "`closes` is before `open at least: \(period)` has passed",
        fix: "write `closes: \(context.zone.local(at: least).date) \(local.time)`, or later")
    }
  }
}

/// What the checks look at of a vote.
struct VotePractice {
  let plan: TaskPlan
  /// Of what it nominates, or of its name.
  let place: Place
  let electorate: Place
  let accepted: Set<ProcessCheck>
}

extension Field {
  /// `half`, or `3 votes`.
  fileprivate func turnout() -> Ballot.Turnout? {
    guard let text = text(example: "half") else { return nil }
    if text == "half" { return .half }
    let words = text.split(separator: " ")
    guard words.count == 2, ["vote", "votes"].contains(words[1]), let count = Int(words[0]),
      (1...10_000).contains(count)
    else {
      error("`\(name)`: \(text.shown) is no turnout", fix: write(["half", "3 votes"]))
      return nil
    }
    return .votes(count)
  }
}
