import Meetings

/// What every relay must be able to carry.
enum Wire {
  /// What is wrong with a finished message, or nil. Cheap beside what it prevents: a bare CR or LF
  /// in a message is how one mail is smuggled into another.
  /// Source: RFC 5322 §2.1.1 and §2.3; CVE-2023-51764.
  static func problem(in bytes: [UInt8]) -> String? {
    var length = 0
    var previous: UInt8 = 0
    for byte in bytes {
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
  static func isSevenBit(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || $0 == 0x0a) }
      && text.utf8.split(separator: 0x0a).allSatisfy { line in
        line.count <= 78 && !line.starts(with: "From ".utf8) && line.first != UInt8(ascii: ".")
      }
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
