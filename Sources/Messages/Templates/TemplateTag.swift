/// One tag of a template with its place.
struct TemplateTag: Equatable {
  enum Sort: Equatable {
    /// `{{name}}`.
    case value
    /// `{{#name}}`, `{{^name}}` and `{{/name}}`.
    case section, inverted, end
    case comment
    /// What Mustache has beside that, with what to write instead.
    case other(instead: String)

    var sign: String {
      switch self {
      case .section: "#"
      case .inverted: "^"
      case .end: "/"
      case .comment: "!"
      case .value, .other: ""
      }
    }
  }

  let sort: Sort
  let name: String
  /// True for `{{ #name }}`, which Mustache does not know.
  let isDetached: Bool
  let line: Int
  let column: Int

  var place: (line: Int, column: Int) { (line, column) }
  /// As it was written, but for blanks.
  var shown: String { "{{\(sort.sign)\(name.bare)}}" }

  /// What a text is made of beside words.
  enum Piece {
    case tag(TemplateTag)
    case unclosed((line: Int, column: Int))
    case stray((line: Int, column: Int))
  }

  /// All tags of a text whose first line is the file's `line`th.
  static func read(_ text: Substring, line: Int) -> [Piece] {
    var pieces: [Piece] = []
    let scalars = Array(text.unicodeScalars)
    var (at, line, column) = (0, line, 1)
    func isPair(_ sign: Unicode.Scalar, at index: Int) -> Bool {
      index + 1 < scalars.count && scalars[index] == sign && scalars[index + 1] == sign
    }
    func advance(to end: Int) {
      for scalar in scalars[at..<end] {
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      }
      at = end
    }
    while at < scalars.count {
      if isPair("{", at: at) {
        // Three braces belong to one tag, which ends in three.
        let isTriple = at + 2 < scalars.count && scalars[at + 2] == "{"
        guard var end = (at + 2..<scalars.count).first(where: { isPair("}", at: $0) }) else {
          pieces.append(.unclosed((line, column)))
          return pieces
        }
        let inner = scalars[at + 2..<end]
        if isTriple, end + 2 < scalars.count, scalars[end + 2] == "}" { end += 1 }
        pieces.append(.tag(tag(inner, line, column)))
        advance(to: end + 2)
      } else if isPair("}", at: at) {
        pieces.append(.stray((line, column)))
        advance(to: at + 2)
      } else {
        advance(to: at + 1)
      }
    }
    return pieces
  }

  /// Source: mustache(5); the rest of its tags would bring in other files or skip what is escaped.
  private static func tag(
    _ inner: ArraySlice<Unicode.Scalar>, _ line: Int, _ column: Int
  ) -> TemplateTag {
    let signed = inner.drop { $0.properties.isWhitespace }
    let sort: Sort =
      switch signed.first {
      case "#": .section
      case "^": .inverted
      case "/": .end
      case "!": .comment
      case "{", "&": .other(instead: "write two braces: every value is shown as it is")
      case ">", "<", "$": .other(instead: "write the text itself: a template is one file")
      case "=", "%": .other(instead: "take it out: tags are written with two braces")
      default: .value
      }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: signed.dropFirst(sort.sign.count))
    let trimmed = String(name).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return TemplateTag(
      sort: sort, name: trimmed,
      isDetached: !sort.sign.isEmpty && signed.startIndex > inner.startIndex, line: line,
      column: column)
  }
}
