import Meetings

/// Addresses that every relay and every calendar takes: ASCII, unquoted.
enum Address {
  /// Source: RFC 5322 §3.4.1 (dot-atom), RFC 5321 §4.5.3.1 (lengths). Anything else would need
  /// SMTPUTF8 from every relay on the way (RFC 6531).
  static func isPlain(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, parts[0].count <= 64 else { return false }
    let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomByte) }
      && isHost(String(text.dropFirst(parts[0].count + 1)))
  }

  /// Source: RFC 1123 §2.1.
  static func isHost(_ text: String) -> Bool {
    let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return text.utf8.count <= 190
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2d }
          && label.first != 0x2d && label.last != 0x2d
      }
  }

  /// A series' key as the left side of a List-Id. Two keys that would come out alike are told apart
  /// by what was lost.
  static func label(_ key: String) -> String {
    var label = ""
    for byte in key.utf8.prefix(48) {
      if isLetterOrDigit(byte) || byte == 0x2d || byte == 0x5f {
        label.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == 0x2e, let last = label.last, last != "." {
        label += "."
      } else if byte < 0x80 || byte >= 0xc0 {
        label += "-"
      }
    }
    if label == key, label.last != "." { return label }
    let separator = label.isEmpty || label.last == "." ? "" : "-"
    return label + separator + Identity(of: key).description.prefix(8)
  }

  static func isAtomByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
  }
}
