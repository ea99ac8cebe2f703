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
