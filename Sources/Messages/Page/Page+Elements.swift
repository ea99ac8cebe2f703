/// What the pages that people write on are built of.
extension Page {
  static func heading(_ words: StaticString, id: StaticString) -> HTML {
    .element("h2", ["id": HTML(stringLiteral: id)], [HTML(stringLiteral: words)])
  }

  /// What has come of what was said last.
  static func outcome(_ words: Phrase?) -> [HTML] {
    words.map { [.element("p", ["class": "done", "role": "status"], [$0.html])] } ?? []
  }

  /// Names with their values.
  static func details(_ rows: [(StaticString, HTML)]) -> HTML {
    let cells = rows.flatMap { label, value -> [HTML] in
      [
        .element("dt", [:], [HTML(stringLiteral: label)]), .element("dd", [:], [value]), .newline,
      ]
    }
    return .element("dl", [:], cells)
  }

  /// An address that somebody configured: shown whole, followed without saying from where.
  static func outward(_ address: String) -> HTML {
    guard let link = Link(address) else { return Phrase(Clean(address, limit: 500)).html }
    return .element(
      "a", ["href": .escaped(link.url), "rel": "noopener noreferrer nofollow"],
      [.escaped(link.shown)])
  }

  static func hidden(_ name: String, _ value: String) -> HTML {
    .void("input", ["type": "hidden", "name": .escaped(name), "value": .escaped(value)])
  }
}
