import Cadence
import Meetings

/// `groups:`
///
///     maintainers: role maintainer
///     reviewers: [ana, bwplotka]
///     students: current mentees
///     hangout: { of: [mentees, alumni], without: mentors }
///     engine: { kind: sig, label: sig-engine, contacts: [ana] }
struct GroupsReader {
  let findings: Findings
  let names: Names
  let people: [PersonID: Person]
  let levels: [String]
  let practice: Practice

  private static let phrases: [String: Group] = [
    "current mentees": .mentees, "current mentors": .mentors, "past mentees": .alumni,
  ]

  /// What was read of all groups.
  struct Reading {
    var groups: [String: Group] = [:]
    /// Those that have a `kind`.
    var teams: [String: TeamReader.Reading] = [:]
    /// Those of them that could not be read.
    var unread: Set<String> = []
  }

  func read(_ entries: [(key: Tree.Key, field: Field)]) -> Reading {
    var groups: [String: Group] = [:]
    var teams: [String: TeamReader.Reading] = [:]
    let reader = TeamReader(findings: findings, names: names, practice: practice)
    var (labels, unread): ([String: Tree.Key], Set<String>) = ([:], [])
    for (key, field) in entries {
      if Names.derived[key.text] != nil {
        findings.error(
          key.place, "the group `\(key.text)` always exists and comes from the programs",
          fix: "give yours another name")
        continue
      }
      if let person = names.people[key.text] {
        findings.error(
          key.place, "`\(key.text.bare)` is also a person, at \(person.name)",
          fix: "rename one of them")
      }
      guard TeamReader.isWritten(field) else {
        groups[key.text] = group(field)
        continue
      }
      guard let reading = reader.read(key, field) else {
        unread.insert(key.text)
        continue
      }
      (teams[key.text], groups[key.text]) = (reading, reading.members)
      if let label = reading.team.label, let other = labels.updateValue(key, forKey: label) {
        findings.error(
          key.place, "`\(other.text)` has the label \(label.shown) too", fix: "give one another")
      }
    }
    reportCycles(groups)
    return Reading(groups: groups, teams: teams, unread: unread)
  }

  private func group(_ field: Field) -> Group? {
    let words = field.plainText?.split(separator: " ").map(String.init) ?? []
    if words.first == "role" {
      guard words.count == 2 else {
        field.error("`role` needs one role", fix: "write `role maintainer`")
        return nil
      }
      return role(words[1], field)
    }
    if words.count > 1 {
      let text = words.joined(separator: " ")
      if let group = Self.phrases[text] { return group }
      field.error(
        "`\(field.name.bare)`: \(text.shown) is no group",
        fix: "write `role NAME`, a list of names, or `current mentees`")
      return nil
    }
    if case .entries = field.value.content { return rest(field) }
    guard let members = names.members(field) else { return nil }
    if case .list(let list) = field.value.content, list.isEmpty {
      findings.warning(
        field.value.place, "nobody is in `\(field.name.bare)`", fix: "name somebody, or remove it")
    }
    return .members(members)
  }

  /// `{ of: [mentees, alumni], without: mentors }`
  private func rest(_ field: Field) -> Group? {
    let example = "{ of: [mentees, alumni], without: mentors }"
    guard let entry = field.section("`\(field.name.bare)`", example: example) else { return nil }
    defer { entry.close() }
    let (all, others) = (
      entry.required("of", example: "[mentees, alumni]"),
      entry.required("without", example: "mentors")
    )
    for part in [all, others] { part?.refuseNobody() }
    guard let all = names.members(all), let others = names.members(others) else { return nil }
    return .rest(of: all, without: others)
  }

  private func role(_ role: String, _ field: Field) -> Group {
    let known = Set(people.values.flatMap(\.roles) + levels)
    if !known.contains(role), !findings.isIncomplete {
      let near = nearest(to: role, among: known)
      findings.warning(
        field.value.place, "nobody has the role \(role.shown)",
        fix: near.first.map { "write `role \($0)`" } ?? "give it to somebody under `people`")
    }
    return .role(role)
  }

  /// A group that depends on itself, however far down, says nothing.
  private func reportCycles(_ groups: [String: Group]) {
    var seen: Set<String> = []
    for name in groups.keys.sorted() where seen.insert(name).inserted {
      var path = [(name: name, ahead: Self.inner(groups[name])[...])]
      var around: Set = [name]
      while let last = path.last {
        guard let next = last.ahead.first else {
          path.removeLast()
          around.remove(last.name)
          continue
        }
        path[path.count - 1].ahead.removeFirst()
        if around.contains(next), let place = names.groups[next] {
          findings.error(
            place, "the group `\(next)` depends on itself", fix: "take it out of `\(last.name)`")
        } else if seen.insert(next).inserted {
          path.append((next, Self.inner(groups[next])[...]))
          around.insert(next)
        }
      }
    }
  }

  /// The groups that one names.
  private static func inner(_ group: Group?) -> [String] {
    let members: [Member] =
      switch group {
      case .members(let members): members
      case .rest(let members, let others): members + others
      case .role, .mentees, .mentors, .alumni, nil: []
      }
    return members.compactMap { if case .group(let name) = $0 { name } else { nil } }
  }
}
