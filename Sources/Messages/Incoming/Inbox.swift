internal import Crypto
internal import Foundation
package import Meetings

/// The address at which a person's mail about a meeting or a task arrives:
/// `meet+TOKEN@example.org`.
///
/// The token is the whole authority: whoever holds it may do what its person may do by mail, and
/// nothing that a mail says of itself (its From line least of all) counts. It is made of ids alone,
/// so every notice about it has the same, and nothing is stored: docs/decisions/0023.
package struct Inbox: Sendable {
  /// What stands before and after the token.
  private let before: String
  private let after: String
  private let key: SymmetricKey

  /// - Parameters:
  ///   - pattern: as in `mail: { inbox: … }`, with one `{token}`.
  ///   - key: 32 bytes that nobody else knows.
  /// - Returns: nil for a pattern that has no place for a token.
  package init?(pattern: String, key: [UInt8]) {
    guard let place = pattern.firstRange(of: Self.placeholder) else { return nil }
    before = String(pattern[..<place.lowerBound]).lowercased()
    after = String(pattern[place.upperBound...]).lowercased()
    self.key = SymmetricKey(data: key)
  }

  package static let placeholder = "{token}"
  /// Characters of a token. Source of the limit of 64 for what stands before the `@`:
  /// RFC 5321 §4.5.3.1.1.
  package static let tokenLength = subjectLength + personLength + proofLength

  private static let subjectLength = 8
  private static let personLength = 6
  /// 80 bits.
  private static let proofLength = 16

  package func address(_ subject: Subject, _ person: PersonID) -> String {
    let token =
      Self.handle(subject.description, Self.subjectLength)
      + Self.handle(person.name, Self.personLength) + proof(subject, person)
    return before + token + after
  }

  /// Whose it is and about what, if this service made it.
  ///
  /// - Parameters:
  ///   - addresses: where the mail went, as far as anybody says.
  ///   - subjects: what it may be about; handles find candidates, the proof decides.
  package func sender(
    _ addresses: [String], among subjects: some Sequence<Subject>,
    _ people: some Sequence<PersonID>
  ) -> (Subject, PersonID)? {
    let tokens = addresses.compactMap(token).prefix(Self.tokensMax)
    guard !tokens.isEmpty else { return nil }
    let handles = Dictionary(
      grouping: subjects, by: { Self.handle($0.description, Self.subjectLength) })
    let names = Dictionary(grouping: people, by: { Self.handle($0.name, Self.personLength) })
    for token in tokens {
      let subject = String(token.prefix(Self.subjectLength))
      let person = String(token.dropFirst(Self.subjectLength).prefix(Self.personLength))
      let proof = Array(token.suffix(Self.proofLength).utf8)
      for id in handles[subject] ?? [] {
        for name in names[person] ?? [] where isEqual(proof, Array(self.proof(id, name).utf8)) {
          return (id, name)
        }
      }
    }
    return nil
  }

  private static let tokensMax = 20

  private func token(in address: String) -> String? {
    let address = address.lowercased()
    guard address.utf8.count == before.utf8.count + Self.tokenLength + after.utf8.count,
      address.hasPrefix(before), address.hasSuffix(after)
    else { return nil }
    let token = address.dropFirst(before.count).dropLast(after.count)
    return token.utf8.allSatisfy(Base32.letters.contains) ? String(token) : nil
  }

  private func proof(_ subject: Subject, _ person: PersonID) -> String {
    // No name holds a line break, so no two pairs make one text.
    let text = "reply\n\(subject)\n\(person)"
    let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    return Base32.text(Array(code), length: Self.proofLength)
  }

  /// Finds, and proves nothing.
  private static func handle(_ name: String, _ length: Int) -> String {
    let digits = Array(Identity(of: "reply", name).description.utf8)
    // The last digits of FNV-1a are those that are mixed best.
    return Base32.text(
      stride(from: digits.count - 16, to: digits.count, by: 2).map { index in
        UInt8(String(decoding: digits[index..<(index + 2)], as: UTF8.self), radix: 16) ?? 0
      }, length: length)
  }

  /// Takes as long wherever they differ.
  private func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// Text that survives the left side of an address, whatever case a server makes of it.
/// Source: RFC 4648 §6.
enum Base32 {
  static let letters = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// The first `length` characters, five bits each.
  static func text(_ bytes: [UInt8], length: Int) -> String {
    var text: [UInt8] = []
    var bits = 0
    var value = 0
    for byte in bytes where text.count < length {
      value = (value << 8 | Int(byte)) & 0xffff
      bits += 8
      while bits >= 5, text.count < length {
        bits -= 5
        text.append(letters[value >> bits & 31])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
