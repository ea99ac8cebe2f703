/// A word of a text, and where it stands.
struct Word: Hashable, Sendable {
  /// As written.
  let text: String
  let lower: String
  /// 1-based, of the first character.
  let column: Int

  init(text: String, column: Int) {
    (self.text, self.column) = (text, column)
    lower = text.lowercased()
  }

  /// The same place with another text.
  func written(_ text: String) -> Word { Word(text: text, column: column) }

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
    for character in text {
      column += 1
      if isSeparator(character) {
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

  private static func isSeparator(_ character: Character) -> Bool {
    guard let ascii = character.asciiValue else { return character.isWhitespace }
    return separators.contains(ascii)
  }

  private static let separators = Array("(),[]\"'; \t\n\r\u{B}\u{C}".utf8)

  /// "1h30m" as "1", "h", "30", "m".
  func splitAtDigits() -> [Word] {
    var parts: [Word] = []
    var part = text.startIndex
    func isDigit(_ index: String.Index) -> Bool { text[index].isASCII && text[index].isNumber }
    for index in text.indices where index > part && isDigit(index) != isDigit(part) {
      parts.append(Word(text: String(text[part..<index]), column: column + text[..<part].count))
      part = index
    }
    if part < text.endIndex {
      parts.append(Word(text: String(text[part...]), column: column + text[..<part].count))
    }
    return parts
  }
}

extension Substring {
  /// Where it begins in the whole text, counted from 1.
  var column: Int { base.distance(from: base.startIndex, to: startIndex) + 1 }
}
