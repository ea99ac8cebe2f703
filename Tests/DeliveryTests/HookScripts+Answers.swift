@testable import Delivery

// Whole answers, RFC 9110 15: what each status means, and when to come again.
extension HookScript {
  static let all: [HookScript] =
    taken + refused + gone + deferred + redirects + waits + ends + lines + bodies + interim + tls

  /// A whole answer.
  static func http(
    _ status: Int, _ fields: [String] = [], body: String = "\u{1B}[31mshouted\r\n\u{00}"
  ) -> [Act] {
    // RFC 9110 6.4.1: these two have none.
    let hasBody = status != 204 && status != 304
    let length = hasBody ? ["Content-Length: \(body.count)"] : []
    let head = ["HTTP/1.1 \(status) \u{1B}[32mshouted"] + fields + length
    return [.text(head.joined(separator: "\r\n") + "\r\n\r\n" + (hasBody ? body : ""))]
  }

  static let taken = [200, 201, 202, 203, 204, 205, 206, 226, 299].map { status in
    HookScript("\(status)", http(status), .accepted, "HTTP \(status)")
  }

  static let refused = [
    400, 401, 402, 403, 404, 405, 406, 407, 409, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422,
    423, 424, 426, 428, 431, 451, 499,
  ].map { status in
    // What a client might take for an invitation to come again, with more.
    HookScript(
      "\(status)",
      http(
        status,
        ["WWW-Authenticate: Basic realm=\"x\"", "Proxy-Authenticate: Basic realm=\"x\""]),
      .refused(.recipient), "HTTP \(status)")
  }

  static let gone = [
    HookScript("410", http(410), .refused(.destination), "HTTP 410: the hook is gone")
  ]

  // A status of no class is taken for a 5xx (RFC 9110 15).
  static let deferred = [
    408, 425, 429, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 599, 600, 777, 999,
  ].map { status in
    HookScript("\(status)", http(status), .deferred(.destination), "HTTP \(status)")
  }

  private static let destinations = [
    "http://169.254.169.254/latest/meta-data/", "https://169.254.169.254/", "/hook",
    "//localhost/hook", "https://127.0.0.1/hook", "https://example.org/", "file:///etc/passwd",
    "gopher://127.0.0.1:25/_MAIL", "\r\n", "http://[::1]/",
  ]

  static let redirects =
    [300, 301, 302, 303, 304, 305, 306, 307, 308, 399].map { status in
      redirect(status, to: "http://169.254.169.254/latest/meta-data/")
    } + destinations.dropFirst().map { redirect(307, to: $0) }

  private static func redirect(_ status: Int, to location: String) -> HookScript {
    HookScript(
      "\(status) to \(location.isEmpty ? "nowhere" : location.debugDescription)",
      http(status, ["Location: \(location)"]), .refused(.recipient),
      "HTTP \(status): redirects are not followed; configure where it leads")
  }

  static let waits: [HookScript] = [
    wait("1", 1), wait("120", 120), wait("0120", 120), wait(" 120\t", 120), wait("86400", 86_400),
    wait("86401", 86_400), wait("99999999", 86_400), wait("9223372036854775808", 86_400),
    wait("99999999999999999999999999999999999999", 86_400), wait("0", 1),
    // Digits are seconds and never a date, whatever they look like.
    wait("20010101", 86_400), wait("19940806", 86_400),
    wait("-5", nil), wait("+5", nil), wait("1.5", nil), wait("1e3", nil), wait("soon", nil),
    wait("", nil), wait("120 seconds", nil), wait("\u{1B}[31m", nil), wait("0x10", nil),
    // The three forms of RFC 9110 5.6.7, in the past and far away.
    wait("Wed, 21 Oct 2015 07:28:00 GMT", 1), wait("Wednesday, 21-Oct-15 07:28:00 GMT", 1),
    wait("Wed Oct 21 07:28:00 2015", 1), wait("Sat, 01 Jan 2095 07:28:00 GMT", 86_400),
    wait("Sat, 99 Foo 2095 07:28:00 GMT", nil), wait("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
    HookScript(
      "Retry-After of an interim answer is not the answer's",
      [.text("HTTP/1.1 103 Early Hints\r\nRetry-After: 9\r\n\r\n")] + http(503),
      .deferred(.destination), "HTTP 503"),
    HookScript(
      "Retry-After of what is refused", http(404, ["Retry-After: 9"]), .refused(.recipient),
      "HTTP 404"),
    HookScript(
      "503 and Retry-After", http(503, ["retry-AFTER:7"]), .deferred(.destination), "HTTP 503",
      seconds: 7),
  ]

  private static func wait(_ value: String, _ seconds: Int?) -> HookScript {
    HookScript(
      "Retry-After: \(value.debugDescription)", http(429, ["Retry-After: \(value)"]),
      .deferred(.destination), "HTTP 429", seconds: seconds)
  }
}
