import Cadence
import Meetings

/// Who and what can be named, once people, groups and channels are known.
struct Names {
  /// Groups that every configuration has; the programs fill them.
  static let derived: [String: Group] = [
    "mentees": .mentees, "mentors": .mentors, "alumni": .alumni,
  ]

  var people: [String: Place] = [:]
  var groups: [String: Place] = [:]
  var channels: [String: Place] = [:]
  let findings: Findings

  func isGroup(_ name: String) -> Bool { groups[name] != nil || Self.derived[name] != nil }

  func isKnown(_ name: String) -> Bool { people[name] != nil || isGroup(name) }

  /// A person or a group.
  func member(_ field: Field) -> Member? {
    guard let name = field.text(example: "maintainers") else { return nil }
    if people[name] != nil { return .person(PersonID(name)) }
    if isGroup(name) { return .group(name) }
    let known = Array(people.keys) + Array(groups.keys) + Array(Self.derived.keys)
    unknown(name, in: field, "nobody is called", among: known, section: "`people` or `groups`")
    return nil
  }

  /// People and groups, each once.
  func members(_ field: Field?) -> [Member]? {
    guard let field,
      let elements = field.oneOrMore("a name or a list of names", example: "maintainers")
    else { return nil }
    var seen: Set<Member> = []
    return elements.compactMap { element in
      guard let member = member(element) else { return nil }
      guard seen.insert(member).inserted else {
        findings.warning(
          element.value.place,
          "\((element.plainText ?? "").shown) is named twice in `\(field.name)`",
          fix: "name it once")
        return nil
      }
      return member
    }
  }

  /// Groups that change with the mentorships are nobody's to be in.
  func refuseDerived(in field: Field) {
    // What is no list of names is said where they are read, in the same words.
    let example = "maintainers"
    for element in field.oneOrMore("a name or a list of names", example: example) ?? [] {
      guard let name = element.plainText, Self.derived[name] != nil else { continue }
      element.error(
        "`\(field.name)`: \(name.shown) are the pairs themselves",
        fix: "name people, or a group of your own")
    }
  }

  /// People by their own ids; a group will not do.
  func persons(_ field: Field?) -> [PersonID]? {
    guard let field, let elements = field.oneOrMore("a name or a list of names", example: "[ana]")
    else { return nil }
    var found: [PersonID] = []
    var known = 0
    for element in elements {
      guard let name = element.text(example: "ana") else { continue }
      if people[name] != nil {
        known += 1
        if !found.contains(PersonID(name)) { found.append(PersonID(name)) }
      } else if isGroup(name) {
        element.error(
          "`\(field.name)`: \(name.shown) is a group", fix: "name the people themselves")
      } else {
        unknown(
          name, in: element, "nobody is called", among: Array(people.keys), section: "`people`")
      }
    }
    guard !elements.isEmpty else {
      field.error("`\(field.name)` is empty", fix: "name somebody")
      return nil
    }
    return known == elements.count ? found : nil
  }

  /// Mail, and channels.
  func targets(_ field: Field) -> (mail: Bool, channels: [ChannelID])? {
    guard let elements = field.oneOrMore("a name or a list of names", example: "[mail]") else {
      return nil
    }
    var mail = false
    var found: [ChannelID] = []
    for element in elements {
      guard let name = element.text(example: "mail") else { continue }
      if name == "mail" {
        mail = true
      } else if channels[name] != nil {
        if !found.contains(ChannelID(name)) { found.append(ChannelID(name)) }
      } else {
        unknown(
          name, in: element, "there is no channel", among: ["mail"] + Array(channels.keys),
          section: "`channels`")
      }
    }
    if elements.isEmpty {
      field.error("`\(field.name)` is empty", fix: "write `mail`, or leave the key out")
    }
    return (mail, found)
  }

  /// One channel.
  func channel(_ field: Field) -> ChannelID? {
    guard let name = field.text(example: "announce") else { return nil }
    if channels[name] != nil { return ChannelID(name) }
    unknown(
      name, in: field, "there is no channel", among: Array(channels.keys), section: "`channels`")
    return nil
  }

  private func unknown(
    _ name: String, in field: Field, _ what: String, among known: [String], section: String
  ) {
    // Some file could not be read: the name may well be defined in it.
    guard !findings.isIncomplete else { return }
    let near = findings.isFull ? [] : nearest(to: name, among: known, count: 2)
    let fix =
      near.isEmpty
      ? "define it under \(section)" : write(near)
    field.error("`\(field.name)`: \(what) \(name.shown)", fix: fix)
  }
}
