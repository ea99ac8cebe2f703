/// Markup that is safe because of how it was made: it is a literal of this program, or every
/// character of it was escaped. No initialiser takes a `String` as it is.
struct HTML: Hashable, Sendable, ExpressibleByStringLiteral {
  private(set) var markup: String

  private init(markup: String) { self.markup = markup }
  init(stringLiteral literal: StaticString) { markup = "\(literal)" }

  static let empty: HTML = ""
  static let newline: HTML = "\n"
  static let doctype: HTML = "<!DOCTYPE html>\n"

  /// Scalars, not characters: `<` followed by a combining mark is a character of its own, and still
  /// opens a tag.
  static func escaped(_ text: String) -> HTML {
    guard text.utf8.contains(where: mayNeedEscaping) else { return HTML(markup: text) }
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

  /// One of `"&'<>`, or 0xc2, which begins the no-break space and others that are left alone.
  private static func mayNeedEscaping(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3c, 0x3e, 0xc2: true
    default: false
    }
  }

  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, HTML> = [:],
    _ children: [HTML]
  ) -> HTML {
    var markup = open(name, attributes).markup
    for child in children { markup += child.markup }
    return HTML(markup: markup + "</\(name)>")
  }

  /// An element that has no end tag.
  static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, HTML> = [:])
    -> HTML
  {
    open(name, attributes)
  }

  private static func open(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, HTML>
  ) -> HTML {
    var markup = "<\(name)"
    for (key, value) in attributes { markup += " \(key)=\"\(value.markup)\"" }
    return HTML(markup: markup + ">")
  }

  /// Each on a line of its own.
  static func lines(_ parts: [HTML]) -> [HTML] { parts.flatMap { [.newline, $0] } + [.newline] }

  static func + (a: Self, b: Self) -> Self { HTML(markup: a.markup + b.markup) }
}
