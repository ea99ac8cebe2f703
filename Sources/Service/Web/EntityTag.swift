import Crypto
import Messages

/// The name of some bytes: whoever has them already is spared them. Strong: other bytes have
/// another name. Source: RFC 9110 §8.8.3.
struct EntityTag: Hashable {
  /// Between the quotes: printable ASCII without one.
  private let opaque: String

  init(_ opaque: String) { self.opaque = opaque }

  /// Half of their SHA-256, in hex.
  init(of bytes: [UInt8]) { self.init(SHA256.hex(16, of: bytes)) }

  /// As the header has it: `"0a1b"`.
  var field: String { "\"\(opaque)\"" }

  /// Whether a request says, by `If-None-Match`, that whoever asks has these very bytes. A list,
  /// or `*`; what a cache on the way made weak counts as well. Source: RFC 9110 §13.1.2.
  func isKnown(to request: WebRequest) -> Bool {
    guard let field = request.fields["if-none-match"] else { return false }
    var rest = field[...]
    func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\t" } }
    skipSpaces()
    if rest.first == "*" {
      rest = rest.dropFirst()
      skipSpaces()
      return rest.isEmpty
    }
    while !rest.isEmpty {
      if rest.first == "," {
        rest = rest.dropFirst()
      } else {
        if rest.hasPrefix("W/") { rest = rest.dropFirst(2) }
        // What is no list of tags names nothing.
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
          return false
        }
        if rest[..<end].dropFirst() == opaque { return true }
        rest = rest[end...].dropFirst()
      }
      skipSpaces()
    }
    return false
  }
}
