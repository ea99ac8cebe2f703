internal import Foundation
internal import NIOHTTP1
internal import Settings

/// Why a request is not carried out, as an HTTP status.
struct WebRefusal: Error, Hashable {
  let status: Int

  static let malformed = WebRefusal(status: 400)
  static let tookTooLong = WebRefusal(status: 408)
  static let bodyTooLarge = WebRefusal(status: 413)
  static let lineTooLong = WebRefusal(status: 414)
  static let misdirected = WebRefusal(status: 421)
  static let headTooLarge = WebRefusal(status: 431)
  static let notImplemented = WebRefusal(status: 501)
}

/// What is asked of a head beyond what the decoder of swift-nio demands, which takes no line that
/// is folded or ends in LF alone, no NUL, and no two lengths. What is left of what two programs
/// could read in two ways is refused here.
extension WebRequest {
  /// Of the request line.
  static let lineMax = 4 * 1024
  static let fieldsMax = 64
  /// Of all their names and values.
  static let fieldsBytesMax = 16 * 1024
  static let bodyMax = 16 * 1024

  /// A request whose body has yet to come.
  /// - Parameters:
  ///   - peer: who is connected; nil over a unix socket.
  ///   - isProxy: true for whom `X-Forwarded-For` is believed of.
  init(
    _ head: HTTPRequestHead, peer: IPAddress?, isProxy: (IPAddress?) -> Bool
  ) throws(WebRefusal) {
    let line = head.method.rawValue.utf8.count + head.uri.utf8.count + " HTTP/1.1 ".utf8.count
    guard line <= Self.lineMax else { throw .lineTooLong }
    guard !head.uri.contains("#") else { throw .malformed }
    let fields = try Self.fields(head.headers)
    try Self.checkFraming(head)
    let path = head.uri.prefix { $0 != "?" }
    guard let pairs = PercentCoding.pairs(head.uri.dropFirst(path.count + 1).utf8) else {
      throw .malformed
    }
    self.init(
      method: head.method.rawValue, segments: try Self.segments(path),
      query: Dictionary(pairs, uniquingKeysWith: { $1 }), fields: fields,
      client: Self.client(peer, head.headers["x-forwarded-for"], isProxy: isProxy))
  }

  /// Source: RFC 9112 §3.2.1, RFC 3986 §3.3. A dot segment is refused: whoever is in front may have
  /// resolved it otherwise.
  private static func segments(_ path: Substring) throws(WebRefusal) -> [String] {
    guard path.first == "/" else { throw .malformed }
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = part.removingPercentEncoding, ![".", ".."].contains(segment),
        segment.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f && !#"/\"#.utf8.contains($0) })
      else { throw .malformed }
      segments.append(segment)
    }
    return segments
  }

  /// Source: RFC 9110 §5.3. The decoder puts U+FFFD where bytes are no text.
  private static func fields(_ headers: HTTPHeaders) throws(WebRefusal) -> [String: String] {
    guard !headers.contains(where: { $0.value.unicodeScalars.contains("\u{fffd}") }) else {
      throw .malformed
    }
    let size = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    guard size <= fieldsBytesMax else { throw .headTooLarge }
    return Dictionary(
      headers.map { ($0.name.lowercased(), $0.value.trimmingCharacters(in: .whitespaces)) },
      uniquingKeysWith: { "\($0), \($1)" })
  }

  /// Source: RFC 9112 §3.2, §6.1 to §6.3.
  private static func checkFraming(_ head: HTTPRequestHead) throws(WebRefusal) {
    let hosts = head.headers["host"].count
    guard hosts == 1 || (hosts == 0 && head.version == .http1_0) else { throw .malformed }
    let length = head.headers.first(name: "content-length")
    let codings = head.headers["transfer-encoding"]
    if let coding = codings.first {
      guard codings.count == 1, length == nil, head.version == .http1_1 else { throw .malformed }
      guard coding.lowercased() == "chunked" else { throw .notImplemented }
    }
    // The decoder has made sure that it is a number, and that it is there once.
    guard let length else { return }
    guard let count = Int(length.trimmingCharacters(in: .whitespaces)), count <= bodyMax else {
      throw .bodyTooLarge
    }
  }

  /// Who asks, of whom proxies pass something on.
  ///
  /// The right end was written by whoever is next to us, and so on to the left until the first that
  /// is no proxy: all beyond it could be anybody's invention.
  static func client(
    _ peer: IPAddress?, _ forwarded: [String], isProxy: (IPAddress?) -> Bool
  ) -> IPAddress? {
    guard isProxy(peer) else { return peer }
    var client = peer
    let hops = forwarded.flatMap { $0.split(separator: ",") }
    for hop in hops.reversed() {
      guard let address = IPAddress(hop.trimmingCharacters(in: .whitespaces)) else { break }
      client = address
      if !isProxy(address) { break }
    }
    return client
  }
}

/// Source: WHATWG URL §5.1.
enum PercentCoding {
  /// `a=b&c=d`. Nil for what cannot be decoded, or is no text.
  static func pairs(_ bytes: some Collection<UInt8>) -> [(String, String)]? {
    func text(_ bytes: some Sequence<UInt8>) -> String? {
      String(validating: bytes.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }, as: UTF8.self)?
        .removingPercentEncoding
    }
    var pairs: [(String, String)] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = text(part[..<equals]), let value = text(part[equals...].dropFirst())
      else { return nil }
      pairs.append((name, value))
    }
    return pairs
  }
}
