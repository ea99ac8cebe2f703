/// The name of some bytes: whoever has them already is spared them. Strong: other bytes have
/// another name. Source: RFC 9110 §8.8.3.
struct EntityTag: Hashable {
  /// Between the quotes.
  private let opaque: Substring

  /// - Parameter opaque: printable ASCII without a quote.
  init(_ opaque: String) { self.opaque = opaque[...] }

  /// As the header has it: `"0a1b"`.
  var field: String { "\"\(opaque)\"" }

  /// Whether a request says, by `If-None-Match`, that whoever asks has these very bytes. A list,
  /// or `*`; what a cache on the way made weak counts as well. Source: RFC 9110 §13.1.2.
  func isKnown(to request: WebRequest) -> Bool {
    guard let field = request.fields["if-none-match"] else { return false }
    var rest = field[...]
    rest.trimSpaces()
    if rest.first == "*" { return rest.dropFirst().allSatisfy { $0 == " " || $0 == "\t" } }
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
      rest.trimSpaces()
    }
    return false
  }
}

extension Substring {
  fileprivate mutating func trimSpaces() { self = drop { $0 == " " || $0 == "\t" } }
}
