/// One address as it stands in an SMTP envelope: `local@domain`, ASCII, nothing around it.
///
/// Whatever could end a command or start another (CR, LF, NUL, white space, angle brackets) has no
/// place in a value of this type, so nothing that reaches libcurl can say more than an address.
package struct MailAddress: Sendable, Hashable, CustomStringConvertible {
  /// Why a text is no address that can be mailed to.
  package enum Problem: Error, Hashable, CustomStringConvertible {
    case forbiddenCharacter
    case notASCII
    case noDomain
    case badLocalPart
    case badDomain
    case tooLong

    package var description: String {
      switch self {
      case .forbiddenCharacter: "the address holds a space, a line break or a control character"
      case .notASCII:
        "the address is not ASCII, and mail to such addresses (SMTPUTF8) is not supported"
      case .noDomain: "the address has no domain: write name@domain"
      case .badLocalPart: "the part before the @ is not a plain name (letters, digits, . _ + -)"
      case .badDomain: "the part after the @ is not a host name"
      case .tooLong: "the address is too long (64 characters before the @, 254 in all)"
      }
    }
  }

  package let description: String

  package init(_ text: String) throws(Problem) {
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .notASCII }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .forbiddenCharacter }
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { throw .noDomain }
    let local = bytes[..<at]
    let domain = bytes[(at + 1)...]
    // RFC 5321 4.5.3.1.1 and .3 (a path of 256 octets has two for the angle brackets).
    guard local.count <= 64, bytes.count <= 254 else { throw .tooLong }
    guard Self.isDotAtom(local) else { throw .badLocalPart }
    guard Self.isHostName(domain) else { throw .badDomain }
    description = text
  }

  /// RFC 5321 4.1.2, `Dot-string`. A quoted local part is legal too, and nobody has one.
  private static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
    let marks = Array("!#$%&'*+-/=?^_`{|}~".utf8)
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { atom in
        !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
      }
  }

  private static func isHostName(_ bytes: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { label in
        (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
          && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
      }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

/// What is checked of a message before it leaves.
enum MailBytes {
  /// Why these bytes may not be sent, in words; `nil` when they may.
  ///
  /// A bare CR or LF is how one message is smuggled into another, and servers of after 2023 refuse
  /// it; RFC 5321 2.3.8 forbids it, and 4.5.2 the NUL.
  static func problem(in message: [UInt8]) -> String? {
    let carriageReturn: UInt8 = 0x0D
    let lineFeed: UInt8 = 0x0A
    var previous: UInt8 = 0
    for (index, byte) in message.enumerated() {
      if byte == 0 { return "the message holds a NUL at byte \(index)" }
      if byte == lineFeed, previous != carriageReturn {
        return "the message holds a line feed without carriage return at byte \(index)"
      }
      if previous == carriageReturn, byte != lineFeed {
        return "the message holds a carriage return without line feed at byte \(index - 1)"
      }
      previous = byte
    }
    if message.isEmpty { return "the message is empty" }
    if previous == carriageReturn { return "the message ends in a carriage return" }
    return nil
  }
}
