import Crypto
import Foundation
import Meetings

/// What signs links: 32 bytes or more. It never prints.
package struct LinkKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  package static let bytesMin = 32
  private let key: SymmetricKey

  /// Nil for fewer than 32 bytes.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count >= Self.bytesMin else { return nil }
    key = SymmetricKey(data: Data(bytes))
  }

  /// The first 16 bytes of HMAC-SHA256.
  /// Source: RFC 2104 §5 (truncation to half the hash's length at least).
  func signature(of message: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(LinkToken.signatureSize))
  }

  package var description: String { "•••" }
  package var debugDescription: String { description }
}

/// The part of a link that says what may be done, by whom and until when, signed.
///
/// It is made of nothing but its facts: the same mail, written again, has the same link. As bytes:
/// version, purpose, the last day (of 1970, 16 bits), the epoch (16 bits), the names with a NUL
/// between two, 16 bytes of signature; then base64url (RFC 4648 §5).
struct LinkToken: Hashable, Sendable {
  /// What a link lets its holder do, and nothing else.
  enum Purpose: UInt8 {
    /// To stop their own reminders, and to get them again: a person.
    case reminders = 1
    /// To see the agendas of a series and write on them: a person and a series.
    case agenda = 2
    /// To see a calendar: its holder's.
    case calendar = 3
    /// What `agenda` lets, and what hosts alone may: a person and a series.
    case host = 4
    /// To see what is theirs to do, and to say what of it is done: a person.
    case tasks = 5
  }

  let purpose: Purpose
  /// The last day on which it is good, counted from 1970-01-01 in UTC.
  let lastDay: UInt16
  /// How often the links of its holder had been revoked.
  let epoch: UInt16
  /// Whom and what it is about. The first is its holder.
  let names: [String]

  static let signatureSize = 16
  private static let version: UInt8 = 2
  private static let headSize = 6
  /// Before the signed bytes, so that the key signs nothing else that looks like them.
  private static let context = Array("convened link\0".utf8)
  /// Characters: two names of the longest kind, and more than twice their number.
  private static let textMax = 512

  func text(signedWith key: LinkKey) -> String {
    let payload =
      [
        Self.version, purpose.rawValue, UInt8(lastDay >> 8), UInt8(lastDay & 0xff),
        UInt8(epoch >> 8), UInt8(epoch & 0xff),
      ] + Array(names.joined(separator: "\0").utf8)
    return Self.encoded(payload + key.signature(of: Self.context + payload))
  }

  /// Nil unless one of the keys signed exactly this. All keys are tried, and each comparison takes
  /// the same time.
  init?(_ text: String, keys: [LinkKey]) {
    guard text.utf8.count <= Self.textMax, let bytes = Self.decoded(text),
      bytes.count > Self.headSize + Self.signatureSize, bytes[0] == Self.version
    else { return nil }
    let payload = Array(bytes.dropLast(Self.signatureSize))
    let signature = bytes.suffix(Self.signatureSize)
    let matches = keys.map { key in
      zip(key.signature(of: Self.context + payload), signature)
        .reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
    guard matches.contains(true), let purpose = Purpose(rawValue: bytes[1]),
      let names = String(validating: payload.dropFirst(Self.headSize), as: UTF8.self)
    else { return nil }
    self.init(
      purpose: purpose, lastDay: UInt16(bytes[2]) << 8 | UInt16(bytes[3]),
      epoch: UInt16(bytes[4]) << 8 | UInt16(bytes[5]),
      names: names.split(separator: "\0", omittingEmptySubsequences: false).map(String.init))
  }

  init(purpose: Purpose, lastDay: UInt16, epoch: UInt16, names: [String]) {
    (self.purpose, self.lastDay, self.epoch, self.names) = (purpose, lastDay, epoch, names)
  }

  private static func encoded(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// There is one way to write a token: spare bits, padding and the other alphabet are refused.
  private static func decoded(_ text: String) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    let standard = text.replacing("-", with: "+").replacing("_", with: "/") + padding
    guard let data = Data(base64Encoded: standard), encoded(Array(data)) == text else { return nil }
    return Array(data)
  }
}
