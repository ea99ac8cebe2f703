/// A word of a text, and where it stands.
struct Word: Hashable, Sendable {
  /// As written.
  var text: String
  /// 1-based, of the first character.
  var column: Int

  var lower: String { text.lowercased() }

  /// The word as a number; nil if anything but ASCII digits is in it, or if it is absurdly long.
  var count: Int64? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(text)
  }

  /// Splits at white space and commas; brackets and quotes are dropped, ";" is a word of its own.
  static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    var current = ""
    var start = 0
    var column = 0
    func isSeparator(_ c: Character) -> Bool { c.isWhitespace || "(),[]\"'".contains(c) }
    for character in text {
      column += 1
      if isSeparator(character) || character == ";" {
        if !current.isEmpty { words.append(Word(text: current, column: start)) }
        current = ""
        if character == ";" { words.append(Word(text: ";", column: column)) }
      } else {
        if current.isEmpty { start = column }
        current.append(character)
      }
    }
    if !current.isEmpty { words.append(Word(text: current, column: start)) }
    return words
  }

  /// "1h30m" as "1", "h", "30", "m".
  func splitAtDigits() -> [Word] {
    var parts: [Word] = []
    var wasDigit: Bool?
    for (offset, character) in text.enumerated() {
      let isDigit = character.isASCII && character.isNumber
      if isDigit == wasDigit {
        parts[parts.count - 1].text.append(character)
      } else {
        parts.append(Word(text: String(character), column: column + offset))
      }
      wasDigit = isDigit
    }
    return parts
  }
}

extension Substring {
  /// Where it begins in the whole text, counted from 1.
  var column: Int { base.distance(from: base.startIndex, to: startIndex) + 1 }
}
