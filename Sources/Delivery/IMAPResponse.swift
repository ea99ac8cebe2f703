/// One response of an IMAP server. Source: RFC 3501 §7, §9.
struct IMAPResponse: Hashable {
  /// Without its line end; `{n}` stands where a literal was.
  let line: [UInt8]
  let literals: [[UInt8]]

  enum Condition: String {
    case ok = "OK"
    case no = "NO"
    case bad = "BAD"
    case bye = "BYE"
    case preauth = "PREAUTH"
  }

  /// The first word: `*`, `+` or the tag of a command.
  var tag: String { word(0) ?? "" }

  var condition: Condition? { word(1).flatMap { Condition(rawValue: $0.uppercased()) } }

  /// Whether it is words for a person, in which nothing is a literal.
  var isStatus: Bool { tag != "*" || condition != nil }

  /// What the server says beside the condition, for a person.
  var text: String {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count > 2 else { return "" }
    return Receipt.oneLine(String(decoding: words[2].prefix(1_000), as: UTF8.self))
  }

  /// `[READ-ONLY]` before the text.
  func hasCode(_ code: String) -> Bool { text.uppercased().hasPrefix("[\(code)") }

  /// Whether the flag `\Seen` is in it.
  var namesSeen: Bool { String(decoding: line, as: UTF8.self).uppercased().contains("\\SEEN") }

  /// `* SEARCH 2 84 882`; nil for anything else.
  var found: [UInt32]? {
    guard word(1)?.uppercased() == "SEARCH", tag == "*" else { return nil }
    return line.split(separator: 0x20).dropFirst(2).compactMap {
      UInt32(String(decoding: $0, as: UTF8.self))
    }
  }

  /// `* 172 EXISTS`.
  var exists: Int? {
    guard tag == "*", word(2)?.uppercased() == "EXISTS" else { return nil }
    return word(1).flatMap { Int($0) }
  }

  /// `* 12 FETCH (UID 5 RFC822.SIZE 9)`; nil for anything else, and for what cannot be read.
  var fetched: IMAPFetched? {
    guard tag == "*", word(2)?.uppercased().hasPrefix("FETCH") == true else { return nil }
    return IMAPFetched(self)
  }

  private func word(_ index: Int) -> String? {
    let words = line.split(separator: 0x20, maxSplits: index + 1)
    guard index < words.count, words[index].count <= 100 else { return nil }
    return String(decoding: words[index], as: UTF8.self)
  }
}

/// What a server says of one message.
struct IMAPFetched {
  private(set) var uid: UInt32?
  private(set) var size: Int?
  /// Of the whole message, or of its beginning.
  private(set) var body: [UInt8]?

  private enum Value {
    case text([UInt8])
    /// NIL, or a list, of which we ask for none.
    case nothing
  }

  private let line: [UInt8]
  private var index: Int
  private var literals: ArraySlice<[UInt8]>

  fileprivate init?(_ response: IMAPResponse) {
    guard let open = response.line.firstIndex(of: 0x28) else { return nil }
    line = response.line
    index = open + 1
    literals = response.literals[...]
    while let name = name() {
      guard let value = value() else { return nil }
      guard case .text(let bytes) = value else { continue }
      switch name {
      case "UID": uid = UInt32(String(decoding: bytes, as: UTF8.self))
      case "RFC822.SIZE": size = Int(String(decoding: bytes, as: UTF8.self))
      // `BODY[]<0>`: the answer to BODY.PEEK[]<0.n> (RFC 3501 §7.4.2).
      case "BODY[]", "BODY[]<0>": body = bytes
      default: break
      }
    }
    guard peek == 0x29 else { return nil }
  }

  private var peek: UInt8? { index < line.count ? line[index] : nil }

  private mutating func skipSpaces() { while peek == 0x20 { index += 1 } }

  /// Nil at the end of the list.
  private mutating func name() -> String? {
    skipSpaces()
    let start = index
    var isInside = false
    while let byte = peek {
      if byte == 0x5b { isInside = true }
      if byte == 0x5d { isInside = false }
      if !isInside, byte == 0x20 || byte == 0x28 || byte == 0x29 { break }
      index += 1
    }
    guard index > start else { return nil }
    return String(decoding: line[start..<index], as: UTF8.self).uppercased()
  }

  /// Nil for what breaks the rules.
  private mutating func value() -> Value? {
    skipSpaces()
    switch peek {
    case 0x28: return list() ? .nothing : nil
    case 0x22: return quoted().map(Value.text)
    case 0x7b: return literal().map(Value.text)
    default: return atom().map { $0 == Array("NIL".utf8) ? .nothing : .text($0) }
    }
  }

  private mutating func atom() -> [UInt8]? {
    let start = index
    while let byte = peek, byte != 0x20, byte != 0x29 { index += 1 }
    return index > start ? Array(line[start..<index]) : nil
  }

  private mutating func quoted() -> [UInt8]? {
    var text: [UInt8] = []
    index += 1
    while let byte = peek {
      index += 1
      if byte == 0x22 { return text }
      guard byte == 0x5c else {
        text.append(byte)
        continue
      }
      guard let escaped = peek else { return nil }
      text.append(escaped)
      index += 1
    }
    return nil
  }

  private mutating func literal() -> [UInt8]? {
    guard let end = line[index...].firstIndex(of: 0x7d), let bytes = literals.popFirst() else {
      return nil
    }
    index = end + 1
    return bytes
  }

  /// Goes over a list and what is in it.
  private mutating func list() -> Bool {
    var depth = 0
    while let byte = peek {
      switch byte {
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x22:
        guard quoted() != nil else { return false }
        continue
      case 0x7b:
        guard literal() != nil else { return false }
        continue
      default: break
      }
      index += 1
      if depth == 0 { return true }
    }
    return false
  }
}
