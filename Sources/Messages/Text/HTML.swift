/// Markup that is safe because of how it was made: names of elements and attributes are literals of
/// this program, and every other character was escaped. No initialiser takes a `String` as it is.
struct HTML: Hashable, Sendable {
  private(set) var markup: String

  private init(markup: String) { self.markup = markup }

  static let empty = HTML(markup: "")
  static let newline = HTML(markup: "\n")
  static let doctype = HTML(markup: "<!DOCTYPE html>\n")

  /// Scalars, not characters: `<` followed by a combining mark is a character of its own, and still
  /// opens a tag.
  static func escaped(_ text: String) -> HTML {
    // 0xc2 begins the no-break space, and others that the loop leaves alone.
    guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) || $0 == 0xc2 }) else {
      return HTML(markup: text)
    }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "\u{a0}": out.append(contentsOf: "&nbsp;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return HTML(markup: String(out))
  }

  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ children: [HTML]
  ) -> HTML {
    let inside = children.map(\.markup).joined()
    return HTML(markup: "\(open(name, attributes).markup)\(inside)</\(name)>")
  }

  /// An element that has no end tag.
  static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:])
    -> HTML
  {
    open(name, attributes)
  }

  private static func open(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) -> HTML {
    let list = attributes.map { " \($0.key)=\"\(escaped($0.value).markup)\"" }.joined()
    return HTML(markup: "<\(name)\(list)>")
  }

  static func + (a: Self, b: Self) -> Self { HTML(markup: a.markup + b.markup) }
}
