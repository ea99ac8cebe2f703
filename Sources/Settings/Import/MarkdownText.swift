/// What a stretch of Markdown says, without the signs that only style it, and where it leads.
///
/// Emphasis, code, links and images are known; what is none of them stays as it is written.
/// Source: CommonMark 0.31 §6, simplified; strikethrough is GitHub's.
struct MarkdownText {
  /// The text alone.
  private(set) var plain = ""
  /// Where its links and images lead, in order.
  private(set) var addresses: [String] = []
  /// All of it is struck out.
  private(set) var isStruckOut = false

  private enum Piece {
    case sign(Character)
    /// So many signs that open or close a style; those that are part of one are taken off.
    case run(Character, Int)
  }

  private let text: [Character]
  private let definitions: [String: String]
  private let pairs: [Int: Int]
  private var pieces: [Piece] = []
  /// Runs that may still be closed: their place among the pieces.
  private var open: [Int] = []
  /// Where a link's text ends, and what follows its address.
  private var ends: [Int: Int] = [:]
  /// The end of what is struck out from the beginning.
  private var struck: Int?

  /// - Parameter definitions: addresses by their labels in lower case: "[label]: address".
  init(_ text: String, _ definitions: [String: String] = [:]) {
    self.text = Array(text.trimmed)
    self.definitions = definitions
    pairs = Self.pairs(self.text)
    var index = 0
    while index < self.text.count { index = piece(at: index) }
    var all = ""
    for piece in pieces {
      switch piece {
      case .sign(let sign): all.append(sign)
      case .run(let sign, let count): all += String(repeating: sign, count: count)
      }
    }
    plain = ImportText.line(all, max: all.unicodeScalars.count)
    isStruckOut = struck.map { $0 == pieces.count - 1 } ?? false
  }

  private func sign(_ index: Int) -> Character? {
    text.indices.contains(index) ? text[index] : nil
  }

  /// - Returns: what comes after it.
  private mutating func piece(at index: Int) -> Int {
    let sign = text[index]
    switch sign {
    case "\\":
      guard let next = self.sign(index + 1), next.isASCII, next.isPunctuation || next.isSymbol
      else { break }
      pieces.append(.sign(next))
      return index + 2
    case "`": return code(at: index)
    case "[":
      guard let link = link(at: index) else { break }
      ends[link.end] = link.after
      addresses.append(link.address)
      return index + 1
    case "!":
      if self.sign(index + 1) == "[", link(at: index + 1) != nil { return index + 1 }
    case "]":
      if let after = ends[index] { return after }
    case "<":
      let inside = text[(index + 1)...].prefix { $0 != ">" && $0 != "<" && $0 != " " }
      let end = inside.endIndex
      guard self.sign(end) == ">", inside.contains(":") || inside.contains("@") else { break }
      pieces += inside.map(Piece.sign)
      return end + 1
    case "*", "_", "~": return run(of: sign, at: index)
    case "h": return address(at: index)
    default: break
    }
    pieces.append(.sign(sign))
    return index + 1
  }

  /// An address that stands there by itself has no styles in it.
  private mutating func address(at index: Int) -> Int {
    let head = String(text[index..<min(index + 8, text.count)])
    var end = index + 1
    if head.hasPrefix("https://") || head.hasPrefix("http://") {
      end = text[index...].firstIndex { $0.isWhitespace || "<>\"*]()".contains($0) } ?? text.count
    }
    pieces += text[index..<end].map(Piece.sign)
    return end
  }

  private mutating func code(at index: Int) -> Int {
    let count = text[index...].prefix { $0 == "`" }.count
    var end = index + count
    while let next = text[end...].firstIndex(of: "`") {
      let closing = text[next...].prefix { $0 == "`" }.count
      if closing == count {
        pieces += text[(index + count)..<next].map(Piece.sign)
        return next + closing
      }
      end = next + closing
    }
    pieces += text[index..<(index + count)].map(Piece.sign)
    return index + count
  }

  // MARK: Links

  /// Where the text of a link ends, what comes after all of it, and where it leads.
  private func link(at index: Int) -> (end: Int, after: Int, address: String)? {
    guard let end = pairs[index] else { return nil }
    let label = String(text[(index + 1)..<end])
    if sign(end + 1) == "(", let close = pairs[end + 1] {
      let inside = String(text[(end + 2)..<close]).trimmed
      let isBracketed = inside.hasPrefix("<")
      let address =
        isBracketed
        ? String(inside.dropFirst().prefix { $0 != ">" })
        : String(inside.prefix { !$0.isWhitespace })
      // A title may follow the address, and nothing else.
      let rest = inside.dropFirst(address.count + (isBracketed ? 2 : 0)).drop(while: \.isWhitespace)
      let isLink = rest.first.map { "\"'(".contains($0) } ?? true
      return address.isEmpty || !isLink ? nil : (end, close + 1, address)
    }
    if sign(end + 1) == "[", let close = pairs[end + 1] {
      let name = String(text[(end + 2)..<close])
      let address = definitions[(name.isEmpty ? label : name).lowercased()]
      return address.map { (end, close + 1, $0) }
    }
    return definitions[label.lowercased()].map { (end, end + 1, $0) }
  }

  /// The brackets of a text, each with the one that closes it.
  private static func pairs(_ text: [Character]) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var (square, round): ([Int], [Int]) = ([], [])
    for (place, sign) in text.enumerated() where place == 0 || text[place - 1] != "\\" {
      switch sign {
      case "[": square.append(place)
      case "(": round.append(place)
      case "]": if let open = square.popLast() { pairs[open] = place }
      case ")": if let open = round.popLast() { pairs[open] = place }
      default: break
      }
    }
    return pairs
  }

  // MARK: Styles

  private mutating func run(of sign: Character, at index: Int) -> Int {
    let count = text[index...].prefix { $0 == sign }.count
    let after = index + count
    func isWord(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber } ?? false
    }
    func isBlank(_ character: Character?) -> Bool { character?.isWhitespace ?? true }
    let (before, next) = (self.sign(index - 1), self.sign(after))
    // Within a word an underscore is one of its letters, and one tilde is no style.
    let isStyle = sign != "~" || count == 2
    let opens = isStyle && !isBlank(next) && (sign != "_" || !isWord(before))
    let closes = isStyle && !isBlank(before) && (sign != "_" || !isWord(next))
    pieces.append(.run(sign, count))
    if closes { close(pieces.count - 1) }
    if opens, case .run(_, 1...) = pieces[pieces.count - 1] { open.append(pieces.count - 1) }
    return after
  }

  /// Takes a style off whatever opened it, and off what closes it.
  private mutating func close(_ last: Int) {
    while case .run(let sign, let left) = pieces[last], left > 0 {
      let found = open.lastIndex { place in
        if case .run(sign, 1...) = pieces[place] { true } else { false }
      }
      guard let found, case .run(_, let there) = pieces[open[found]] else { return }
      let first = open[found]
      let taken = min(left, there)
      pieces[first] = .run(sign, there - taken)
      pieces[last] = .run(sign, left - taken)
      // What opened in between and was not closed is no style.
      open.removeSubrange((taken == there ? found : found + 1)...)
      if sign == "~", first == 0 { struck = last }
    }
  }
}
