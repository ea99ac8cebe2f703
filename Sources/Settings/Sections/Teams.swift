import Cadence
import Meetings

/// A group that is more than a list of names: `kind:` says what it is.
///
///     engine:
///       kind: sig                      # or wg, committee
///       title: The Engine SIG
///       label: sig-engine
///       contacts: [yefu, zhenshan]
///       members: [ana]                 # beside the contacts
///       document: https://example.org/sig_engine.md
///       notify: announce               # what its meetings say where they say nothing
///       since: 2026-12-01
///       review: 6 months               # is it still needed?
///       reviewed by: tsc
///       until: 2027-06-30              # it has ended
struct TeamReader {
  /// A group, and what else belongs to it.
  struct Reading {
    var team: Team
    var members: Group
    /// What its meetings say where they say nothing; nil for what they would say anyway.
    var targets: (mail: Bool, channels: [ChannelID])?
    var review: Review?
  }

  struct Review {
    let every: Period
    let since: CivilDate
    let watchers: [Member]
  }

  let findings: Findings
  let names: Names
  let practice: Practice

  static func isWritten(_ field: Field) -> Bool {
    ["kind", "contacts", "label"].contains { field.value.value(of: $0) != nil }
  }

  func read(_ key: Tree.Key, _ field: Field) -> Reading? {
    // Its review is a task, whose name is never a date's.
    findings.check(taskKey: key, called: "a standing group")
    let example = "{ kind: sig, label: sig-engine, contacts: [ana] }"
    guard let entry = field.section("a standing group", example: example) else { return nil }
    defer { entry.close() }
    let kind = entry.required("kind", example: "sig")?.choice(Team.Kind.self)
    let title = entry["title"]?.text(example: "The Engine SIG")
    let labelField =
      kind == .committee
      ? entry["label"]
      : entry.required("label", example: "\(kind?.rawValue ?? "sig")-\(key.text.bare)")
    let label = labelField?.text(max: 64, example: "sig-engine")
    let contactsField = entry.required("contacts", example: "[ana]")
    contactsField?.refuseNobody()
    let contacts = names.members(contactsField)
    let members = entry["members"].map { names.members($0) ?? [] }
    let documentField = entry["document"]
    let document = documentField?.document()
    let targets = entry["notify"].flatMap(names.targets)
    let lastDay = entry["until"]?.date()
    let review = review(entry, until: lastDay)
    let conduct = entry["code of conduct"]
    _ = conduct?.codeOfConduct()
    let accepted = entry["accept"]?.accepted(at: .group) ?? []
    practice.teams.append(
      TeamPractice(
        name: key.text, place: key.place, contacts: contactsField?.value.place ?? key.place,
        document: documentField?.value.place,
        label: labelField?.value.place, hasCodeOfConduct: conduct != nil, accepted: accepted))
    guard let kind, let contacts, label != nil || labelField == nil else { return nil }
    return Reading(
      team: Team(
        kind: kind, title: title ?? key.text, label: label, contacts: contacts,
        document: document, lastDay: lastDay),
      members: .members(contacts + (members ?? []).filter { !contacts.contains($0) }),
      targets: targets, review: review)
  }

  private func review(_ entry: Section, until lastDay: CivilDate?) -> Review? {
    let sinceField = entry["since"]
    let (since, watchers) = (sinceField?.date(), entry["reviewed by"])
    if let since, let lastDay, lastDay < since {
      sinceField?.error("`since` is after `until`, \(lastDay)", fix: "write an earlier date")
    }
    let members = watchers.map { names.members($0) ?? [] } ?? []
    guard let field = entry["review"] else {
      watchers?.error(
        "`reviewed by` says who reads the review of a group that has none",
        fix: "write `review: 6 months` as well")
      return nil
    }
    guard let every = field.period() else { return nil }
    guard let since else {
      if sinceField == nil {
        field.error(
          "`review: \(every)` says how often, and not from when on",
          fix: "write `since:` with the day on which the group began")
      }
      return nil
    }
    return Review(every: every, since: since, watchers: members)
  }
}

extension TeamReader.Reading {
  /// Whether it is still needed: said by its contacts, each time anew.
  func task(of name: String, in zone: ZoneRules) -> TaskPlan? {
    guard let review else { return nil }
    return TaskPlan(
      id: TaskID(series: Root.groups.series, key: name),
      text: "Say whether \(team.title) is still needed", link: team.document.flatMap(\.asLink),
      owners: team.contacts, watchers: review.watchers,
      again: TaskPlan.Repetition(
        every: review.every, until: team.lastDay.map { zone.instant($0, at: .endOfDay) },
        from: review.every.added(to: review.since), isRound: true),
      about: team.title)
  }
}

/// `group:`, `public:` and `links:` of a meeting: what it has of its group, where it says nothing
/// itself, and what belongs to it besides.
struct TeamShare {
  private let team: (name: String, reading: TeamReader.Reading)?
  private let hasTargets: Bool
  private let links: [NamedLink]
  /// Whether a group is named, read or not.
  let isWritten: Bool
  let isPublic: Bool

  init(_ entry: Section, _ context: SeriesContext) {
    team = entry["group"].flatMap(context.team)
    isWritten = entry.has("group")
    hasTargets = entry.has("notify")
    isPublic = entry["public"].map { $0.choice(YesOrNo.self) == .yes } ?? (team != nil)
    links = LinksReader(findings: context.findings).read(entry["links"])
  }

  /// What a meeting's rule is as long as the group is there; nil where it has ended before.
  func limited(_ rule: Recurrence, _ when: Field) -> Recurrence? {
    guard let team, let lastDay = team.reading.team.lastDay else { return rule }
    let limited = rule.limited(to: .distantPast...lastDay)
    if limited.first != nil || rule.first == nil { return limited }
    when.error(
      "`\(when.name)` has no date until \(lastDay), when the group `\(team.name)` ends",
      fix: "write a later `until:` there, or remove the meeting")
    return nil
  }

  var hosts: [Member] { team?.reading.team.contacts ?? [] }
  var invite: [Member] { team.map { [.group($0.name)] } ?? [] }

  func settle(_ manner: inout Manner) {
    guard !hasTargets, let targets = team?.reading.targets else { return }
    (manner.mail, manner.channels) = targets
  }

  func complete(_ series: inout Series) {
    (series.team, series.links) = (team?.name, links)
    if let team = team?.reading.team, let document = team.document?.asLink {
      series.links.append(NamedLink(name: team.title, address: document))
    }
  }
}

extension Field {
  /// A link, or the name of a file.
  fileprivate func document() -> String? {
    guard plainText?.contains("://") == true else {
      return text(max: 2_000, example: "https://example.org/engine.md")
    }
    return link()
  }
}

extension String {
  /// Nil for what is the name of a file.
  var asLink: String? { contains("://") ? self : nil }
}

/// What the checks look at of a group.
struct TeamPractice {
  let name: String
  let place: Place
  let contacts: Place
  let document: Place?
  let label: Place?
  let hasCodeOfConduct: Bool
  let accepted: Set<ProcessCheck>
}
