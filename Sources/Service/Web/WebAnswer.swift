internal import Glibc
package import Messages
internal import NIOHTTP1

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

  package static let tooManyChanges = "Too many changes at once. Please wait a minute."
  package static let notWritten =
    "This could not be written down. Please try again in a few minutes."

  /// A page again, with what is wrong on it; where waiting helps, with how long.
  package static func again(_ status: Int, _ page: Page) -> WebAnswer {
    WebAnswer(status, page, [429, 503].contains(status) ? ["Retry-After": "60"] : [:])
  }

  /// After a POST: where to look now. A page that is loaded again sends nothing again.
  package static func seeOther(_ path: String) -> WebAnswer {
    WebAnswer(303, text: "See \(path)", ["Location": path])
  }

  /// To what is no request, or comes from nobody who may ask.
  static func refusal(_ status: Int) -> WebAnswer {
    WebAnswer(status, text: reason(status))
  }

  /// A status in words.
  static func reason(_ status: Int) -> String {
    HTTPResponseStatus(statusCode: status).reasonPhrase
  }

  /// - Parameter isLast: whether the connection ends with it.
  func head(isLast: Bool, secondsSince1970: Int) -> HTTPResponseHead {
    var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
    head.headers.add(name: "Date", value: Self.date(secondsSince1970))
    // Of a 304, whoever asked has both already.
    if head.status.mayHaveResponseBody {
      head.headers.add(name: "Content-Type", value: contentType)
      head.headers.add(name: "Content-Length", value: "\(body.count)")
    }
    if isLast { head.headers.add(name: "Connection", value: "close") }
    for (name, value) in Self.guards.merging(fields, uniquingKeysWith: { $1 }).sorted(by: <) {
      head.headers.add(name: name, value: value)
    }
    return head
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
