import Cadence
import Meetings

/// `groups:`
///
///     maintainers: role maintainer
///     reviewers: [ana, bwplotka]
///     students: current mentees
struct GroupsReader {
  let findings: Findings
  let names: Names
  let people: [PersonID: Person]

  private static let phrases: [String: Group] = [
    "current mentees": .mentees, "current mentors": .mentors, "past mentees": .alumni,
  ]

  func read(_ entries: [(key: Tree.Key, field: Field)]) -> [String: Group] {
    var groups: [String: Group] = [:]
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
      groups[key.text] = group(field)
    }
    reportCycles(groups)
    return groups
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
    guard let members = names.members(field) else { return nil }
    if case .list(let list) = field.value.content, list.isEmpty {
      findings.warning(
        field.value.place, "nobody is in `\(field.name.bare)`", fix: "name somebody, or remove it")
    }
    return .members(members)
  }

  private func role(_ role: String, _ field: Field) -> Group {
    let known = Set(people.values.flatMap(\.roles))
    if !known.contains(role), !findings.isIncomplete {
      let near = nearest(to: role, among: known)
      findings.warning(
        field.value.place, "nobody has the role \(role.shown)",
        fix: near.first.map { "write `role \($0)`" } ?? "give it to somebody under `people`")
    }
    return .role(role)
  }

  /// A group that contains itself, however far down, would have no end.
  private func reportCycles(_ groups: [String: Group]) {
    var isDone: Set<String> = []
    for name in groups.keys.sorted() where !isDone.contains(name) {
      var path = [name]
      while let next = path.last, case .members(let members) = groups[next] {
        guard isDone.insert(next).inserted else { break }
        let inner = members.compactMap { member -> String? in
          if case .group(let group) = member { return group }
          return nil
        }
        if let back = inner.first(where: path.contains), let place = names.groups[back] {
          findings.error(
            place, "the group `\(back)` contains itself", fix: "take it out of `\(next)`")
          break
        }
        guard let onward = inner.first(where: { !isDone.contains($0) }) else { break }
        path.append(onward)
      }
    }
  }
}
