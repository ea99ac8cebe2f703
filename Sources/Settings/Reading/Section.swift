/// A cursor over one mapping. A reader asks for the keys it knows; whatever nobody asked for is an
/// unknown key, and what was asked for is the list of known ones.
final class Section {
  /// "a meeting", as a problem says where an unknown key stands.
  var kind: String
  /// Where the section begins: its key, or the file.
  let place: Place
  private let findings: Findings
  private let entries: [Tree.Entry]
  private var known: [String] = []
  private var retired: [String: String] = [:]

  init(kind: String, place: Place, entries: [Tree.Entry], findings: Findings) {
    self.kind = kind
    self.place = place
    self.entries = entries
    self.findings = findings
  }

  /// The value of a key, if it was written; an empty one counts as written.
  subscript(key: String) -> Field? {
    known.append(key)
    guard let entry = entries.first(where: { $0.key.text == key }) else { return nil }
    return Field(name: key, place: entry.key.place, value: entry.value, findings: findings)
  }

  /// The value of a key that must be there.
  func required(_ key: String, example: String) -> Field? {
    if let field = self[key] { return field }
    // The misspelt key will be reported, and is the cause.
    guard !misspells(key) else { return nil }
    findings.error(place, "\(kind) needs `\(key)`", fix: "write `\(key): \(example)`")
    return nil
  }

  /// Which addresses may be connected to: `public` if nothing is written, nil where it is unknown.
  func network() -> ChannelSettings.Network? {
    self["network"].map { $0.choice(ChannelSettings.Network.self) } ?? .public
  }

  /// Keys that people expect and that this version answers with what to write instead.
  func refuse(_ keys: [String: String]) { retired.merge(keys) { a, _ in a } }

  /// Where a key stands, if it was written and is known.
  func place(of key: String) -> Place? {
    entries.first { $0.key.text == key && known.contains(key) }?.key.place
  }

  /// Whether the key was written.
  func has(_ key: String) -> Bool { entries.contains { $0.key.text == key } }

  /// Whether some key that nobody asked for so far is probably meant as this one.
  func misspells(_ key: String) -> Bool {
    entries.contains {
      let text = $0.key.text
      guard !known.contains(text) else { return false }
      return Self.synonyms[text] == key || !nearest(to: text, among: [key]).isEmpty
    }
  }

  /// What other programs call it.
  private static let synonyms: [String: String] = [
    "attendees": "invite", "guests": "invite", "members": "invite", "participants": "invite",
    "organizer": "hosts", "length": "duration", "name": "title", "summary": "title",
    "location": "place", "room": "place", "url": "link", "alarm": "remind", "exclude": "skip",
    "address": "email", "mail": "email", "tz": "timezone", "start": "starting", "end": "until",
    "deadline": "cutoff", "mentor": "mentors", "period": "term", "coc": "code of conduct",
  ]

  /// Reports every key that nobody asked for.
  func close() {
    for entry in entries where !known.contains(entry.key.text) {
      let key = entry.key.text
      if let instead = retired[key] {
        findings.error(entry.key.place, "`\(key)` is not a key of \(kind)", fix: instead)
        continue
      }
      let synonym = Self.synonyms[key].flatMap { known.contains($0) ? $0 : nil }
      let near = findings.isFull ? [] : nearest(to: key, among: known) + [synonym].compactMap { $0 }
      let fix =
        near.first.map { has($0) ? "remove it: `\($0)` is there as well" : "write `\($0)`" }
        ?? "known are \(alternatives(known.map { "`\($0)`" }, "and"))"
      // What lies below several others is read with each of them.
      findings.errorOnce(entry.key.place, "unknown key `\(key.bare)` in \(kind)", fix: fix)
    }
  }
}

/// One key's value, still to be read as what it should be. Every reader gives nil once it has
/// recorded why.
struct Field {
  let name: String
  /// Where the key stands, or the element of a list.
  let place: Place
  let value: Tree
  let findings: Findings

  func error(_ what: String, fix: String) { findings.error(value.place, what, fix: fix) }

  func error(at column: Int, in text: String, _ what: String, fix: String) {
    let place = findings.place(of: column, in: text, at: value.place)
    findings.error(place, what, fix: fix)
  }

  private func wrong(_ wanted: String, example: String) {
    if case .nothing = value.content {
      findings.error(
        place, "`\(name)` is empty", fix: "write `\(name): \(example)`, or leave the key out")
    } else {
      error("`\(name)` must be \(wanted), not \(value.kind)", fix: "write `\(name): \(example)`")
    }
  }

  /// Text of one line, without anything a header or a terminal would obey.
  func text(max: Int = 200, example: String) -> String? {
    guard case .text(let raw) = value.content else {
      wrong("text", example: example)
      return nil
    }
    let text = raw.trimmed
    guard !text.isEmpty else {
      error("`\(name)` is blank", fix: "write `\(name): \(example)`")
      return nil
    }
    guard text.unicodeScalars.allSatisfy({ $0.isPrintable }) else {
      error(
        "`\(name)` holds a line break or a character that cannot be seen",
        fix: "write it on one line")
      return nil
    }
    guard text.unicodeScalars.count <= max else {
      error(
        "`\(name)` has \(text.unicodeScalars.count) characters", fix: "write at most \(max)")
      return nil
    }
    if let mended = text.encodedOnce {
      findings.warning(
        value.place, "\(text.shown) looks as if it had been encoded twice",
        fix: write([mended]))
    }
    return text
  }

  /// One text, or a list of them: each as a field of its own.
  func oneOrMore(_ what: String, example: String) -> [Field]? {
    switch value.content {
    case .text: return [self]
    case .list(let elements):
      return elements.map { Field(name: name, place: $0.place, value: $0, findings: findings) }
    case .entries, .nothing:
      wrong(what, example: example)
      return nil
    }
  }

  /// The mapping below the key.
  func section(_ kind: String, example: String) -> Section? {
    guard case .entries(let entries) = value.content else {
      wrong("keys with values", example: example)
      return nil
    }
    return Section(kind: kind, place: place, entries: entries, findings: findings)
  }

  /// The entries of a mapping whose keys are names that the author chooses.
  func entries(example: String) -> [(key: Tree.Key, field: Field)]? {
    guard case .entries(let entries) = value.content else {
      wrong("keys with values", example: example)
      return nil
    }
    return entries.map {
      let field = Field(
        name: $0.key.text, place: $0.key.place, value: $0.value, findings: findings)
      return ($0.key, field)
    }
  }

  /// The same with the keys of another below its own.
  func laid(over base: Field?) -> Field {
    Field(name: name, place: place, value: value.laid(over: base?.value), findings: findings)
  }

  var isNothing: Bool {
    if case .nothing = value.content { return true }
    return false
  }

  /// True for `yes`, false for `no`, and nil for anything else, which says how.
  var isWanted: Bool? {
    switch plainText?.lowercased() {
    case "yes", "on", "true": true
    case "no", "none", "off", "false": false
    default: nil
    }
  }

  /// The text if it is one, without any complaint if it is not.
  var plainText: String? {
    if case .text(let text) = value.content { return text.trimmed }
    return nil
  }
}

extension Unicode.Scalar {
  /// False for control characters and for those that change or hide their neighbours. Joiners
  /// stay: emoji and several scripts need them.
  var isPrintable: Bool {
    if value >= 0x20, value < 0x7F { return true }
    if value == 0x200C || value == 0x200D { return true }
    return properties.generalCategory != .control && properties.isVisible
  }
}

extension String {
  var trimmed: String {
    // Nearly always: ASCII letters at both ends.
    if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first),
      (0x21...0x7E).contains(last)
    {
      return self
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Like `shown`, without the quotation marks.
  var bare: String { String(shown.dropFirst().dropLast()) }
}
