/// An address on the web that may be followed: http or https, ASCII, and nothing in it that markup,
/// a header or a calendar property could mistake for its own.
struct Link: Hashable, Sendable {
  let url: String

  /// Nil for any other scheme and for text that is no address.
  init?(_ raw: String) {
    let bytes = Array(raw.utf8)
    guard bytes.count <= 2_000 else { return nil }
    let schemes = ["https://", "http://"]
    guard let scheme = schemes.first(where: { Self.starts(bytes, with: $0) }) else { return nil }
    let rest = bytes.dropFirst(scheme.utf8.count)
    guard let first = rest.first, Self.isHostByte(first) else { return nil }
    var url = scheme
    for byte in rest {
      guard byte > 0x20, byte != 0x7f else { return nil }
      if Self.isURIByte(byte) {
        url.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        // RFC 3986 §2.1.
        url += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    self.url = url
  }

  /// As a page shows it: without the scheme, and a long one as `github.com/…/office-hours.md`, so
  /// that a phone has it on one line. The host always stands whole.
  var shown: String {
    let address = url.drop { $0 != "/" }.dropFirst(2)
    // With a user's name before it, the host is not what it seems to be.
    guard !address.contains("@"), url.hasPrefix("https:") else { return url }
    guard address.utf8.count > Self.shownMax,
      let end = address.firstIndex(where: { "/?#".contains($0) })
    else { return String(address) }
    let host = address[..<end]
    let last = address[end...].split(separator: "/").last ?? ""
    return address[end] == "/" && host.utf8.count + last.utf8.count < Self.shownMax
      ? "\(host)/…/\(last)" : "\(address.prefix(max(Self.shownMax, host.count + 1)))…"
  }

  private static let shownMax = 30

  private static func starts(_ bytes: [UInt8], with scheme: String) -> Bool {
    bytes.count > scheme.utf8.count
      && zip(bytes, scheme.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "[") || byte >= 0x80
  }

  /// Unreserved, reserved and `%` of RFC 3986 §2, without the quote that ends an attribute.
  private static func isURIByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-._~:/?#[]@!$&()*+,;=%".utf8.contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
