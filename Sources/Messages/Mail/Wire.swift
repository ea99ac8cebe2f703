import Meetings

/// What every relay must be able to carry.
enum Wire {
  /// What is wrong with a finished message, or nil. Cheap beside what it prevents: a bare CR or LF
  /// in a message is how one mail is smuggled into another.
  /// Source: RFC 5322 §2.1.1 and §2.3; CVE-2023-51764.
  static func problem(in bytes: [UInt8]) -> String? {
    var length = 0
    var previous: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte < 0x80, byte != 0 else { return "an octet that is not ASCII" }
      if previous == 0x0d, byte != 0x0a { return "CR without LF" }
      if byte == 0x0a {
        guard previous == 0x0d else { return "LF without CR" }
        length = 0
      } else if byte != 0x0d {
        length += 1
        guard length <= 998 else { return "a line of more than 998 octets" }
      }
      previous = byte
    }
    return previous == 0x0a ? nil : "no end to the last line"
  }

  /// True for text that can travel as it is: ASCII in lines of at most 78, none of them one that a
  /// mailbox file or a relay would change.
  /// Source: RFC 2045 §2.7; RFC 4155 ("From "); RFC 5321 §4.5.2 (the lone dot).
  static func isSevenBit(_ bytes: [UInt8]) -> Bool {
    let from = Array("From ".utf8)
    var length = 0
    var isFrom = true
    // One walk that ends at the first long line: HTML has one at its beginning.
    for byte in bytes {
      guard byte != 0x0a else {
        (length, isFrom) = (0, true)
        continue
      }
      guard byte >= 0x20, byte < 0x80, length < 78 else { return false }
      if length == 0, byte == UInt8(ascii: ".") { return false }
      if length < from.count {
        isFrom = isFrom && byte == from[length]
        if isFrom, length == from.count - 1 { return false }
      }
      length += 1
    }
    return true
  }

  /// A boundary that depends on the identity alone, so that every retry has the same bytes, unless
  /// somebody wrote it into the text. `=_` cannot occur in quoted-printable, nor `_` in base64.
  /// Source: RFC 2045 §6.7, RFC 2046 §5.1.1.
  static func boundary(from identity: Identity, notIn parts: [String]) -> String {
    var candidate = "=_\(identity)"
    var salt = 0
    while parts.contains(where: { $0.contains(candidate) }) {
      salt += 1
      candidate = "=_\(Identity(of: identity.description, String(salt)))"
    }
    return candidate
  }
}
