internal import CCurl
internal import Foundation

/// A hook's or a document's URL as libcurl reads it: asking the same parser leaves no room between
/// check and use.
enum CheckedURL {
  /// Returns the scheme, in lower case.
  static func check(_ text: String) throws(EndpointProblem) -> String {
    guard let handle = curl_url() else { throw .notAURL }
    defer { curl_url_cleanup(handle) }
    guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
      let scheme = part(CURLUPART_SCHEME, of: handle), let host = part(CURLUPART_HOST, of: handle)
    else { throw .notAURL }
    guard scheme == "https" || scheme == "http" else { throw .notHTTPS }
    // libcurl makes one slash and three of them two.
    guard let authority = authority(of: text), !authority.isEmpty else { throw .notAURL }
    // RFC 9110 4.2.4: what stands before the @ is how people are shown another host than is meant.
    guard !authority.contains("@") else { throw .userInfo }
    guard part(CURLUPART_ZONEID, of: handle) == nil, isUsual(host, in: authority) else {
      throw .unusualHost
    }
    return scheme
  }

  /// Host and port; the host as libcurl would connect to it, an IPv6 address in brackets.
  static func origin(_ text: String) -> (host: String, port: Int)? {
    guard let handle = curl_url() else { return nil }
    defer { curl_url_cleanup(handle) }
    guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
      let host = part(CURLUPART_HOST, of: handle),
      let port = part(CURLUPART_PORT, of: handle, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) })
    else { return nil }
    return (host, port)
  }

  /// Whether two URLs have scheme, host and port in common.
  static func haveOneOrigin(_ one: String, _ other: String) -> Bool {
    guard let a = origin(one), let b = origin(other), let scheme = try? check(one),
      let second = try? check(other)
    else { return false }
    return scheme == second && a.host.lowercased() == b.host.lowercased() && a.port == b.port
  }

  /// Where a reference leads that an answer from `base` has (RFC 3986 5.2); nil for nowhere.
  static func resolved(_ reference: String, against base: String) -> String? {
    guard let handle = curl_url() else { return nil }
    defer { curl_url_cleanup(handle) }
    guard reference.utf8.count <= lengthMax,
      curl_url_set(handle, CURLUPART_URL, base, 0) == CURLUE_OK,
      curl_url_set(handle, CURLUPART_URL, reference, 0) == CURLUE_OK
    else { return nil }
    return part(CURLUPART_URL, of: handle)
  }

  /// Of what servers send us to.
  private static let lengthMax = 8_000

  /// The URL with more path and more query, all of it as it was written: libcurl would write the
  /// percent-encoding anew.
  static func joined(_ text: String, path: String, query: String) -> String {
    let whole = text.prefix { $0 != "#" }
    var base = whole.prefix { $0 != "?" }
    let own = whole.dropFirst(base.count + 1)
    if !path.isEmpty, base.hasSuffix("/") { base.removeLast() }
    let queries = [String(own), query].filter { !$0.isEmpty }.joined(separator: "&")
    return base + path + (queries.isEmpty ? "" : "?" + queries)
  }

  /// What stands between `//` and the path (RFC 3986 3.2), as it was written.
  private static func authority(of text: String) -> Substring? {
    let scheme = text.prefix { $0 != ":" }
    let rest = text.dropFirst(scheme.count)
    guard rest.hasPrefix("://") else { return nil }
    return rest.dropFirst(3).prefix { !"/?#".contains($0) }
  }

  /// Whether `host` is what anybody would read out of the text.
  ///
  /// libcurl turns 0x7f.1, 2130706433 and 127%2e1 into 127.0.0.1, and later full-width digits too.
  /// The socket's address is checked in any case; but nobody writes such a host in good faith.
  private static func isUsual(_ host: String, in authority: Substring) -> Bool {
    // In brackets there is nothing but an IPv6 address, which libcurl writes in its shortest form.
    if host.hasPrefix("[") { return true }
    guard authority == host || authority.hasPrefix(host + ":") else { return false }
    // What IDNA makes of the host: compatibility forms, and other full stops (RFC 3490 3.1).
    let labels = host.precomposedStringWithCompatibilityMapping
      .split(omittingEmptySubsequences: false) { ".\u{3002}".contains($0) }
    guard !labels.contains(where: \.isEmpty), let last = labels.last else { return false }
    // Where the last label is a number, all of it is an IPv4 address or a trick (WHATWG URL 3.5).
    let isHexadecimal =
      last.lowercased().hasPrefix("0x") && last.dropFirst(2).allSatisfy(\.isHexDigit)
    guard isHexadecimal || last.allSatisfy(\.isNumber) else { return true }
    return labels.count == 4 && host.utf8.allSatisfy { $0 < 0x80 }
      && labels.allSatisfy { UInt8($0).map { String($0) } == String($0) }
  }

  private static func part(
    _ part: CURLUPart, of handle: OpaquePointer, _ flags: UInt32 = 0
  ) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
