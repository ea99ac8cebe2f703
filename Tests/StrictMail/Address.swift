/// RFC 5322 §3.4.
struct Mailbox {
  let address: String
  /// The display name's words: atoms and encoded words as they stand.
  var atoms: [String] = []
  var quoted: [String] = []
}

extension Scanner {
  /// Skips comments and white space; false for a comment that does not end.
  mutating func skipCFWS() -> Bool {
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")") where depth > 0: depth -= 1
      case UInt8(ascii: "\\") where depth > 0: advance()
      case _ where depth > 0 || byte.isWhiteSpace: break
      default: return true
      }
      advance()
    }
    return depth == 0
  }

  /// `atom *("." atom)`.
  mutating func dotAtom() -> String? {
    let text = take { $0.isAtom || $0 == UInt8(ascii: ".") }
    let atoms = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty } ? text : nil
  }

  /// Its content, with the quotes gone; nil for one that does not end.
  mutating func quotedString() -> String? {
    guard take("\"") else { return nil }
    var content: [UInt8] = []
    while let byte = next {
      advance()
      if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard let escaped = next else { return nil }
      content.append(escaped)
      advance()
    }
    return nil
  }

  /// `local@domain`, without comments in it.
  mutating func addrSpec() -> String? {
    let before = self
    let local = next == UInt8(ascii: "\"") ? quotedString().map { "\"\($0)\"" } : dotAtom()
    guard let local, take("@"), let domain = dotAtom() else {
      back(to: before)
      return nil
    }
    return "\(local)@\(domain)"
  }

  /// `[phrase] <address>` or `address`.
  mutating func mailbox() -> Mailbox? {
    let before = self
    guard let words = phrase() else { return nil }
    if take("<") {
      guard let address = addrSpec(), take(">"), skipCFWS() else { return nil }
      return Mailbox(address: address, atoms: words.atoms, quoted: words.quoted)
    }
    back(to: before)
    guard skipCFWS(), let address = addrSpec(), skipCFWS() else { return nil }
    return Mailbox(address: address)
  }

  /// Words up to what is none; there may be no word.
  mutating func phrase() -> (atoms: [String], quoted: [String])? {
    var words: (atoms: [String], quoted: [String]) = ([], [])
    while true {
      guard skipCFWS() else { return nil }
      if next == UInt8(ascii: "\"") {
        guard let quoted = quotedString() else { return nil }
        words.quoted.append(quoted)
      } else {
        let atom = take(while: \.isAtom)
        if atom.isEmpty { return words }
        words.atoms.append(atom)
      }
    }
  }

  /// `<left@right>`, nothing within. Source: RFC 5322 §3.6.4 without its obsolete forms.
  mutating func messageID() -> String? {
    guard take("<"), let left = dotAtom(), take("@"), let right = dotAtom(), take(">") else {
      return nil
    }
    return "<\(left)@\(right)>"
  }

}

enum Address {
  /// Lengths and domain of an addr-spec.
  static func check(_ address: String, place: String, _ findings: Findings) {
    let at = address.lastIndex(of: "@") ?? address.startIndex
    let (local, domain) = (address[..<at], address[at...].dropFirst())
    findings.expect(
      local.utf8.count <= 64 && address.utf8.count <= 254, .addressLength, place, address)
    findings.expect(isHost(domain), .addressDomain, place, address)
    findings.expect(!address.contains("=?"), .encodedWordPlace, place, address)
  }

  static func isHost(_ text: Substring) -> Bool {
    let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count >= 2
      && labels.allSatisfy {
        (1...63).contains($0.count) && $0.allSatisfy { $0.isAlphanumeric || $0 == 0x2d }
          && $0.first != 0x2d && $0.last != 0x2d
      }
  }
}
