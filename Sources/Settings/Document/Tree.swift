/// A file's content, every node with its place. Texts are verbatim: what YAML 1.1 would take for
/// a number of base 60, a boolean or a date stays what was written.
struct Tree {
  enum Content {
    case text(String)
    case list([Tree])
    case entries([Entry])
    /// Nothing after the colon, `~` or `null`.
    case nothing
  }

  struct Entry {
    let key: Key
    let value: Tree
  }

  /// A key and where it stands.
  struct Key {
    let text: String
    let place: Place
  }

  let place: Place
  let content: Content

  /// As a problem names it: "a list", "text".
  var kind: String {
    switch content {
    case .text: "text"
    case .list: "a list"
    case .entries: "keys with values"
    case .nothing: "nothing"
    }
  }
}

extension Tree {
  /// These keys with their values, and below them those of another: a key that both have is this
  /// one's, and where both have keys below it, so is each of those.
  func laid(over base: Tree?) -> Tree {
    guard case .entries(let own) = content, case .entries(let others)? = base?.content else {
      return self
    }
    let mine = Dictionary(own.map { ($0.key.text, $0) }, uniquingKeysWith: { a, _ in a })
    let known = Set(others.map(\.key.text))
    // In the other's order, and behind it what that has not.
    let merged =
      others.map { other in
        guard let entry = mine[other.key.text] else { return other }
        return Entry(key: entry.key, value: entry.value.laid(over: other.value))
      } + own.filter { !known.contains($0.key.text) }
    return Tree(place: place, content: .entries(merged))
  }

  /// Of a mapping.
  var keys: [String] {
    if case .entries(let entries) = content { entries.map(\.key.text) } else { [] }
  }

  func value(of key: String) -> Tree? {
    guard case .entries(let entries) = content else { return nil }
    return entries.first { $0.key.text == key }?.value
  }

  /// Whether some text in it has these words.
  func mentions(_ words: String) -> Bool {
    switch content {
    case .text(let text): text.lowercased().contains(words)
    case .list(let elements): elements.contains { $0.mentions(words) }
    case .entries(let entries): entries.contains { $0.value.mentions(words) }
    case .nothing: false
    }
  }
}
