@testable import Delivery

extension DocumentScript {
  static let all: [DocumentScript] =
    read + refused + later + ends + pagesOfHTML + redirects + pages + tls

  /// A whole answer; the body is Latin-1.
  static func http(
    _ status: Int, _ fields: [String] = [], body: String = "shouted"
  ) -> [Act] {
    // RFC 9110 6.4.1: these two have none.
    let hasBody = status != 204 && status != 304
    let length = hasBody ? ["Content-Length: \(body.unicodeScalars.count)"] : []
    let head = ["HTTP/1.1 \(status) shouted"] + fields + length
    return [.text(head.joined(separator: "\r\n") + "\r\n\r\n" + (hasBody ? body : ""))]
  }

  private static let plain = ["Content-Type: text/plain; charset=utf-8"]
  private static let mebibyte = 1 << 20

  static let read: [DocumentScript] = [
    DocumentScript("a text", [http(200, plain, body: "## 2026-12-03")], .read(["## 2026-12-03"])),
    DocumentScript("nothing at all", [http(200, plain, body: "")], .read([""])),
    DocumentScript("without a type", [http(200, body: "a")], .read(["a"])),
    DocumentScript(
      "Markdown that begins with a tag", [http(200, body: "<!-- html -->\n<b>")],
      .read(["<!-- html -->\n<b>"])),
    DocumentScript(
      "in chunks",
      [[.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")]],
      .read(["a"])),
    DocumentScript(
      "byte by byte", [[.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")]],
      .read(["ab"])),
    DocumentScript(
      "up to the end of the connection", [[.text("HTTP/1.0 200 OK\r\n\r\nab"), .close]],
      .read(["ab"])),
    DocumentScript(
      "after an interim answer",
      [[.text("HTTP/1.1 103 Early\r\nContent-Type: text/html\r\n\r\n")] + http(200, body: "a")],
      .read(["a"])),
    DocumentScript(
      "as long as may be",
      [
        [
          .text("HTTP/1.1 200 OK\r\nContent-Length: \(mebibyte)\r\n\r\n"),
          .pour("x", times: mebibyte),
        ]
      ], .read([String(repeating: "x", count: mebibyte)])),
    DocumentScript("with a token", [http(200, body: "a")], .read(["a"]))
      .with { $0.token = "hush" },
    DocumentScript("as it was", [http(304)], .unchanged)
      .with { $0.version = .init(tag: "\"a\"") },
  ]

  static let refused: [DocumentScript] =
    [201, 202, 203, 204, 205, 206, 226, 400, 402, 405, 406, 409, 412, 418, 422, 451].map {
      DocumentScript("\($0)", [http($0)], .failed("HTTP \($0)", .address))
    } + [
      DocumentScript("401", [http(401)], .failed("HTTP 401: it wants a token", .access)),
      DocumentScript(
        "401 with a token", [http(401)], .failed("HTTP 401: the token is not accepted", .access)
      ).with { $0.token = "hush" },
      DocumentScript("403", [http(403)], .failed("HTTP 403: not for everybody", .access)),
      DocumentScript(
        "403 with a token", [http(403)], .failed("HTTP 403: the token may not read it", .access)
      ).with { $0.token = "hush" },
      DocumentScript(
        "404", [http(404)], .failed("HTTP 404: nothing is there, or not for everybody", .access)),
      DocumentScript(
        "410 with a token", [http(410)],
        .failed("HTTP 410: nothing is there, or nothing that the token may see", .access)
      ).with { $0.token = "hush" },
      DocumentScript(
        "304 unasked", [http(304)], .failed("HTTP 304, and nothing was known", .wait)),
    ]

  /// When to come again; the reset is said in seconds since 1970.
  static let later: [DocumentScript] = [
    DocumentScript("500", [http(500)], .failed("HTTP 500", .wait)),
    DocumentScript("502", [http(502)], .failed("HTTP 502", .wait)),
    DocumentScript("408", [http(408)], .failed("HTTP 408", .wait)),
    DocumentScript(
      "503 and Retry-After", [http(503, ["Retry-After: 120"])],
      .failed("HTTP 503", .wait, seconds: 120)),
    limited(429, [], 60), limited(429, ["Retry-After: 7"], 7),
    limited(403, ["Retry-After: 30"], 30),
    limited(403, ["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1796234470"], 90),
    limited(429, ["x-ratelimit-remaining: 0", "x-ratelimit-reset: 1796234380"], 1),
    limited(403, ["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 99999999999999999999"], 86_400),
    limited(403, ["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: soon"], 60),
    limited(429, ["RateLimit-Remaining: 0", "RateLimit-Reset: 1796234390"], 10),
    limited(429, ["RateLimit-Remaining: 3", "RateLimit-Reset: 1796234390"], 60),
    DocumentScript(
      "403 with a limit that is not reached",
      [http(403, ["X-RateLimit-Remaining: 9", "X-RateLimit-Reset: 1796234470"])],
      .failed("HTTP 403: not for everybody", .access)),
  ]

  private static func limited(_ status: Int, _ fields: [String], _ seconds: Int) -> DocumentScript {
    DocumentScript(
      "\(status) \(fields)", [http(status, fields)],
      .failed("HTTP \(status): it was asked too often", .wait, seconds: seconds))
  }

  static let ends: [DocumentScript] = [
    DocumentScript(
      "closed before an answer", [[.close]],
      .failed("", .wait)),
    DocumentScript(
      "reset before an answer", [[.reset]],
      .failed("", .wait)),
    DocumentScript(
      "half an answer",
      [[.text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n## 2026-12-03"), .close]],
      .failed("", .wait)),
    DocumentScript(
      "half a chunk",
      [[.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab"), .close]],
      .failed("", .wait)),
    DocumentScript("silence", [[.hold]], .failed("it takes longer than 1 s", .wait))
      .with { $0.timeout = .seconds(1) },
    DocumentScript(
      "a body that trickles", [[.text("HTTP/1.1 200 OK\r\n\r\n"), .trickle("x")]],
      .failed("it takes longer than 1 s", .wait)
    ).with { $0.timeout = .seconds(1) },
    DocumentScript(
      "a byte too much",
      [
        [
          .text("HTTP/1.1 200 OK\r\nContent-Length: \(mebibyte + 1)\r\n\r\n"),
          .pour("x", times: mebibyte + 1),
        ]
      ], .failed("it has more than 1 MiB", .content)),
    DocumentScript(
      "without end", [[.text("HTTP/1.1 200 OK\r\n\r\n"), .pour("x", times: 1 << 26)]],
      .failed("it has more than 1 MiB", .content)),
    DocumentScript(
      "no web server", [[.text("220 peer.example ESMTP\r\n"), .close]],
      .failed("", .wait)),
  ]

  /// Read as Markdown they would be empty agendas.
  static let pagesOfHTML: [DocumentScript] = [
    html(["Content-Type: text/html; charset=utf-8"], "Sign in"),
    html(["content-type: TEXT/HTML"], ""),
    html(["Content-Type: application/xhtml+xml"], "Sign in"),
    html(plain, "\u{EF}\u{BB}\u{BF}\n  <!DOCTYPE html><html>"), html([], "<HTML><body>"),
  ]

  private static func html(_ fields: [String], _ body: String) -> DocumentScript {
    DocumentScript(
      "a page: \(fields) \(body)", [http(200, fields, body: body)],
      .failed("what answers is a web page and no text", .content))
  }

  static let redirects: [DocumentScript] =
    [301, 302, 303, 307, 308].map { status in
      DocumentScript(
        "\(status)", [http(status, ["Location: /there"]), http(200, body: "a")], .read(["a"]),
        paths: ["/doc?x=1", "/there"]
      ).with { $0.token = "hush" }
    } + [
      DocumentScript(
        "three redirects",
        [
          http(302, ["Location: b"]), http(302, ["Location: ?c"]),
          http(302, ["Location: /d#e"]), http(200, body: "a"),
        ], .read(["a"]), paths: ["/doc?x=1", "/b", "/b?c", "/d"]),
      DocumentScript(
        "four redirects", (1...4).map { http(302, ["Location: /\($0)"]) },
        .failed("more than 3 redirects", .address), paths: ["/doc?x=1", "/1", "/2", "/3"]),
      DocumentScript(
        "a redirect without a place", [http(302)],
        .failed("HTTP 302: a redirect to nowhere", .address)),
      DocumentScript(
        "300 is no redirect", [http(300, ["Location: /there"])],
        .failed("HTTP 300: a redirect to nowhere", .address)),
      forbidden("http://169.254.169.254/latest/meta-data/", "its address is linkLocal"),
      forbidden("https://[::ffff:127.0.0.1]/", "its address is embedded"),
      forbidden("http://10.0.0.1/", "its address is private"),
      forbidden("http://0.0.0.0/", "its address is unspecified"),
      nowhere("file:///etc/passwd", .notAURL), nowhere("gopher://127.0.0.1:25/_MAIL", .notHTTPS),
      nowhere("http://me:hush@127.0.0.1/", .userInfo),
    ]

  private static func forbidden(_ place: String, _ what: String) -> DocumentScript {
    DocumentScript(
      "a redirect to \(place)", [http(302, ["Location: \(place)"])],
      .failed("\(what), which its `network` forbids", .address)
    ).with { $0.token = "hush" }
  }

  private static func nowhere(_ place: String, _ problem: EndpointProblem) -> DocumentScript {
    DocumentScript(
      "a redirect to \(place)", [http(302, ["Location: \(place)"])],
      .failed("a redirect: \(problem)", .address))
  }

  static let pages: [DocumentScript] = [
    DocumentScript(
      "two pages",
      [http(200, ["Link: </doc?x=1&page=2>; rel=\"next\""], body: "a"), http(200, body: "b")],
      .read(["a", "b"]), paths: ["/doc?x=1", "/doc?x=1&page=2"]
    ).with { ($0.pagesMax, $0.token) = (4, "hush") },
    DocumentScript(
      "more pages than are read",
      (2...3).map { http(200, ["Link: </doc?page=\($0)>; rel=\"next\""], body: "\($0)") },
      .read(["2", "3"], isCut: true), paths: ["/doc?x=1", "/doc?page=2"]
    ).with { $0.pagesMax = 2 },
    DocumentScript(
      "a next page on another origin",
      [http(200, ["Link: <http://localhost:9/doc?page=2>; rel=\"next\""], body: "a")],
      .failed("the list's next page leads elsewhere", .address)
    ).with { $0.pagesMax = 4 },
    DocumentScript(
      "a page that fails",
      [http(200, ["Link: </doc?page=2>; rel=\"next\""], body: "a"), http(500)],
      .failed("HTTP 500", .wait), paths: ["/doc?x=1", "/doc?page=2"]
    ).with { $0.pagesMax = 4 },
    DocumentScript(
      "a second page that is as it was, unasked",
      [http(200, ["Link: </doc?page=2>; rel=\"next\""], body: "a"), http(304)],
      .failed("HTTP 304, and nothing was known", .wait), paths: ["/doc?x=1", "/doc?page=2"]
    ).with { ($0.pagesMax, $0.version) = (4, .init(tag: "\"a\"")) },
  ]

  static let tls: [DocumentScript] = [
    DocumentScript("over TLS", [http(200, body: "a")], .read(["a"]))
      .with { $0.certificate = .good },
    DocumentScript(
      "a certificate that nobody trusts", [],
      .failed("", .wait), paths: []
    ).with { ($0.certificate, $0.isTrusted) = (.good, false) },
    DocumentScript(
      "a certificate for another name", [],
      .failed("", .wait), paths: []
    ).with { $0.certificate = .otherName },
  ]
}
