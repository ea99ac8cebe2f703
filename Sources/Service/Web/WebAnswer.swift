internal import Glibc
package import Messages

/// What is answered to a request.
package struct WebAnswer: Sendable, Hashable {
  package var status: Int
  package var contentType: String
  package var body: [UInt8]
  /// For 405: what may be asked of this address.
  package var allow: String?
  /// For 429: when to come again.
  package var retryAfterSeconds: Int?

  package init(
    _ status: Int, _ page: Page, allow: String? = nil, retryAfterSeconds: Int? = nil
  ) {
    self.init(status: status, contentType: "text/html; charset=utf-8", body: Array(page.html.utf8))
    self.allow = allow
    self.retryAfterSeconds = retryAfterSeconds
  }

  package init(_ status: Int, text: String) {
    self.init(
      status: status, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
  }

  private init(status: Int, contentType: String, body: [UInt8]) {
    (self.status, self.contentType, self.body) = (status, contentType, body)
  }

  /// To what is no request, or comes from nobody who may ask.
  static func refusal(_ status: Int) -> WebAnswer { WebAnswer(status, text: reason(status)) }

  /// The response on the wire, after which the connection ends.
  /// - Parameter withBody: false for HEAD, whose header is that of GET.
  func bytes(withBody: Bool, secondsSince1970: Int) -> [UInt8] {
    var lines = [
      "HTTP/1.1 \(status) \(Self.reason(status))", "Date: \(Self.date(secondsSince1970))",
      "Content-Type: \(contentType)", "Content-Length: \(body.count)", "Connection: close",
    ]
    if let allow { lines.append("Allow: \(allow)") }
    if let retryAfterSeconds { lines.append("Retry-After: \(retryAfterSeconds)") }
    lines += Self.guards
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (withBody ? body : [])
  }

  /// Nothing runs, nothing is fetched, nothing is framed, kept or found by a search engine, and no
  /// link says where its reader came from.
  private static let guards = [
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; style-src \(Page.styleSource); "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff",
    "X-Robots-Tag: noindex, nofollow",
  ]

  /// Source: RFC 9110 §15.
  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    default: "Answer"
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`. Source: RFC 9110 §5.6.7.
  static func date(_ secondsSince1970: Int) -> String {
    var time = time_t(secondsSince1970)
    var parts = tm()
    gmtime_r(&time, &parts)
    var text = [CChar](repeating: 0, count: 40)
    let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
