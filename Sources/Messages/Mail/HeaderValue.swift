import Foundation

/// The value of a header field as it stands on the wire: ASCII, folded, each line within 76 columns
/// where it can be.
///
/// GMime could write these as well, but makes one encoded word of a text without spaces however
/// long it is (200 characters for a Chinese title), chooses other charsets than UTF-8, and encodes
/// encoded words again.
struct HeaderValue: Hashable, Sendable {
  private var tokens: [String]

  /// Free text: a subject.
  static func text(_ text: String) -> HeaderValue {
    HeaderValue(tokens: mixed(text.split(separator: " ").map(String.init)))
  }

  /// Tokens in ASCII, made by this program or checked by it.
  static func plain(_ value: String) -> HeaderValue {
    HeaderValue(tokens: value.split(separator: " ").map(String.init))
  }

  /// A name and what it stands for: `Bartek <bartek@example.org>`.
  static func named(_ name: String, _ angled: String) -> HeaderValue {
    HeaderValue(tokens: phrase(name) + ["<\(angled)>"])
  }

  /// ` value`, folded after `name:`, with LF line ends, as GMime takes it.
  /// Source: RFC 5322 §2.2.3; 76 columns: RFC 2047 §2.
  func folded(after name: String) -> String {
    var text = ""
    var column = name.utf8.count + 1
    for (index, token) in tokens.enumerated() {
      // The first token stays beside its name: some relays lose a Message-ID that does not.
      if index > 0, column + 1 + token.utf8.count > 76 {
        text += "\n"
        column = 0
      }
      text += " " + token
      column += 1 + token.utf8.count
    }
    return text + "\n"
  }

  // MARK: Encoding

  /// Words as they are up to the first that needs encoding and after the last: white space between
  /// two encoded words is not shown, so what lies between is encoded with them (RFC 2047 §6.2).
  private static func mixed(_ words: [String]) -> [String] {
    guard let first = words.firstIndex(where: needsEncoding),
      let last = words.lastIndex(where: needsEncoding)
    else { return words }
    return words[..<first] + encodedWords(words[first...last].joined(separator: " "))
      + words[(last + 1)...]
  }

  /// Source: RFC 5322 §3.2.5, RFC 2047 §5 (3).
  private static func phrase(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    guard !words.contains(where: needsEncoding) else { return encodedWords(text) }
    let isAtoms = words.allSatisfy { $0.utf8.allSatisfy(Address.isAtomByte) }
    guard !isAtoms, !words.isEmpty else { return words }
    var quoted = words.map {
      $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
    quoted[0] = "\"" + quoted[0]
    quoted[quoted.count - 1] += "\""
    return quoted
  }

  private static func needsEncoding(_ word: String) -> Bool {
    word.utf8.count > 60 || word.utf8.contains { !(0x21...0x7e).contains($0) }
      || word.contains("=?")
  }

  /// Each of at most 64 characters, so that one has room after any field's name, and each of whole
  /// characters. RFC 2047 allows 75.
  private static func encodedWords(_ text: String) -> [String] {
    var words: [String] = []
    var chunk: [UInt8] = []
    func flush() {
      if !chunk.isEmpty { words.append("=?UTF-8?B?\(Data(chunk).base64EncodedString())?=") }
      chunk = []
    }
    for character in text {
      let bytes = Array(character.utf8)
      if chunk.count + bytes.count > chunkMax { flush() }
      if bytes.count <= chunkMax {
        chunk += bytes
      } else {
        // An emoji of many parts; it is split between scalars, never within one.
        for scalar in character.unicodeScalars {
          if chunk.count + String(scalar).utf8.count > chunkMax { flush() }
          chunk += Array(String(scalar).utf8)
        }
      }
    }
    flush()
    return words
  }

  private static let chunkMax = 39
}
