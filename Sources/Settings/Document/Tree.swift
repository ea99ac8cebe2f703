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
    let below = Dictionary(others.map { ($0.key.text, $0.value) }, uniquingKeysWith: { a, _ in a })
    let mine = Set(own.map(\.key.text))
    let merged =
      own.map { Entry(key: $0.key, value: $0.value.laid(over: below[$0.key.text])) }
      + others.filter { !mine.contains($0.key.text) }
    return Tree(place: place, content: .entries(merged))
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
