internal import Glibc
package import Messages

/// What is answered to a request.
package struct WebAnswer: Sendable, Hashable {
  package var status: Int
  package var contentType: String
  package var body: [UInt8]
  /// What else the header says, by name: `Allow` for 405, `Retry-After`, `ETag`, `Location`; and
  /// instead of what every answer says, where one differs (`Cache-Control`).
  package var fields: [String: String]

  package init(_ status: Int, _ page: Page, _ fields: [String: String] = [:]) {
    self.init(
      status, "text/html; charset=utf-8", Array(page.html.utf8), fields)
  }

  package init(_ status: Int, text: String, _ fields: [String: String] = [:]) {
    self.init(status, "text/plain; charset=utf-8", Array("\(text)\n".utf8), fields)
  }

  package init(
    _ status: Int, _ contentType: String, _ body: [UInt8], _ fields: [String: String] = [:]
  ) {
    (self.status, self.contentType, self.body) = (status, contentType, body)
    self.fields = fields
  }

  /// After a POST: where to look now. A page that is loaded again sends nothing again.
  package static func seeOther(_ path: String) -> WebAnswer {
    WebAnswer(303, text: "See \(path)", ["Location": path])
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
    lines += Self.guards.merging(fields) { $1 }.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (withBody ? body : [])
  }

  /// Nothing runs, nothing is fetched, nothing is framed, kept or found by a search engine, and no
  /// link says where its reader came from.
  private static let guards = [
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src \(Page.styleSource); "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
  ]

  /// Source: RFC 9110 §15.
  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 303: "See Other"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
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
