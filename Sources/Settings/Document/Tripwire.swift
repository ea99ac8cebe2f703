/// Walks a text the way YAML's scanner does, only to stop at what must not reach a parser that
/// recurses and copies: anchors, aliases, tags and deep nesting.
///
/// It holds no values and keeps quiet about broken YAML, which the parser reports better.
/// Source: the scanner of libyaml 0.2.5 (`yaml_parser_fetch_next_token`), whose rules it mirrors.
struct Tripwire {
  static let depthMax = 32

  struct Trip: Equatable {
    let line: Int
    let column: Int
    let what: String
    let fix: String
  }

  private let text: [Unicode.Scalar]
  private var index = 0
  private var line = 1
  private var column = 1
  /// Columns of the open block collections, outermost first.
  private var indents: [Int] = []
  private var flow = 0
  /// Where the token before this one began, if a `:` on the same line would make it a key.
  private var key: (line: Int, column: Int)?

  private init(_ text: [Unicode.Scalar]) { self.text = text }

  /// The first thing that must not be parsed.
  static func check(_ text: [Unicode.Scalar]) -> Trip? {
    var tripwire = Tripwire(text)
    while true {
      tripwire.skipToToken()
      guard tripwire.index < text.count else { return nil }
      if let trip = tripwire.token() { return trip }
    }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    index + ahead < text.count ? text[index + ahead] : nil
  }

  private func isBlank(_ ahead: Int) -> Bool {
    switch peek(ahead) {
    case nil, " ", "\t", "\n", "\r": true
    default: false
    }
  }

  private mutating func step() {
    let scalar = text[index]
    index += 1
    if scalar == "\n" || (scalar == "\r" && peek() != "\n") {
      line += 1
      column = 1
    } else if scalar != "\r" {
      column += 1
    }
  }

  private mutating func skipLine() {
    while let scalar = peek(), scalar != "\n", scalar != "\r" { step() }
  }

  private mutating func skipToToken() {
    while let scalar = peek() {
      switch scalar {
      case " ", "\t", "\n", "\r": step()
      case "#": skipLine()
      default: return
      }
    }
  }

  private var isDocumentMark: Bool {
    guard column == 1, let first = peek(), first == "-" || first == "." else { return false }
    return peek(1) == first && peek(2) == first && isBlank(3)
  }

  /// Takes one token; a trip if it is one that must not be parsed.
  private mutating func token() -> Trip? {
    if flow == 0 { unroll(to: column) }
    if isDocumentMark {
      indents = []
      flow = 0
      for _ in 0..<3 { step() }
      return nil
    }
    guard let scalar = peek() else { return nil }
    switch scalar {
    case "[", "{": return open()
    case "]", "}":
      flow = max(0, flow - 1)
      step()
    case ",": step()
    case "-" where isBlank(1), "?" where flow > 0 || isBlank(1):
      if flow == 0, let trip = roll(to: column) { return trip }
      step()
      key = nil
    case ":" where flow > 0 || isBlank(1): return value()
    case "*", "&": return reference(scalar)
    case "!": return tag()
    case "|" where flow == 0, ">" where flow == 0: blockScalar()
    case "'", "\"": quoted(scalar)
    default: plain()
    }
    return nil
  }

  // MARK: Nesting

  private mutating func open() -> Trip? {
    key = (line, column)
    flow += 1
    if let trip = depthTrip(line, column) { return trip }
    step()
    return nil
  }

  private mutating func value() -> Trip? {
    var trip: Trip?
    if flow == 0 {
      let column = key.map { $0.line == line ? $0.column : self.column } ?? self.column
      trip = roll(to: column)
    }
    key = nil
    step()
    return trip
  }

  private mutating func roll(to column: Int) -> Trip? {
    if column > indents.last ?? 0 { indents.append(column) }
    return depthTrip(line, column)
  }

  private mutating func unroll(to column: Int) {
    while let last = indents.last, last > column { indents.removeLast() }
  }

  private func depthTrip(_ line: Int, _ column: Int) -> Trip? {
    guard indents.count + flow > Self.depthMax else { return nil }
    return Trip(
      line: line, column: column, what: "nested more than \(Self.depthMax) levels deep",
      fix: "a configuration needs six")
  }

  // MARK: What is not used here

  private func reference(_ sign: Unicode.Scalar) -> Trip? {
    Trip(
      line: line, column: column,
      what: sign == "*"
        ? "an alias (`*name`) is not used here" : "an anchor (`&name`) is not used here",
      fix: "write the value where it belongs; text that begins with `\(sign)` needs quotes")
  }

  private func tag() -> Trip? {
    Trip(
      line: line, column: column, what: "a tag (`!name`) is not used here",
      fix: "leave it out; text that begins with `!` needs quotes")
  }

  // MARK: Scalars

  private mutating func quoted(_ quote: Unicode.Scalar) {
    key = (line, column)
    step()
    while let scalar = peek() {
      if scalar == "\\", quote == "\"" {
        step()
        if peek() != nil { step() }
      } else if scalar == quote {
        step()
        // Two single quotes are one of the text's own.
        guard quote == "'", peek() == "'" else { return }
        step()
      } else {
        step()
      }
    }
  }

  private mutating func plain() {
    key = (line, column)
    let indent = indents.last ?? 0
    while peek() != nil {
      if isDocumentMark || peek() == "#" { return }
      while let scalar = peek(), !isBlank(0) {
        if scalar == ":", isBlank(1) { return }
        if flow > 0, scalar == "," || scalar == "[" || scalar == "]" { return }
        if flow > 0, scalar == "{" || scalar == "}" { return }
        step()
      }
      while isBlank(0), peek() != nil { step() }
      if flow == 0, column <= indent { return }
    }
  }

  private mutating func blockScalar() {
    step()
    var increment = 0
    while let scalar = peek(), !isBlank(0), scalar != "#" {
      if let digit = scalar.properties.numericType == .decimal ? Int(String(scalar)) : nil {
        increment = digit
      }
      step()
    }
    skipLine()
    if peek() == "\r" { step() }
    if peek() == "\n" { step() }
    let outer = indents.last ?? 0
    // Columns count from 1, so `outer` is already one more than libyaml's indentation.
    var content = increment > 0 ? max(outer, 1) + increment : 0
    var widest = 0
    while true {
      while peek() == " ", content == 0 || column < content { step() }
      widest = max(widest, column)
      if peek() == "\n" || peek() == "\r" {
        step()
        continue
      }
      if content == 0 { content = max(widest, outer + 1, 2) }
      guard column == content, peek() != nil else { return }
      skipLine()
    }
  }
}
