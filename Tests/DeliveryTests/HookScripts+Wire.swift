@testable import Delivery

// Answers that are cut off, too long, or none. RFC 9112.
extension HookScript {
  static let ends: [HookScript] = [
    HookScript("closed before an answer", [.close], .unknown),
    HookScript("reset before an answer", [.reset], .unknown),
    HookScript("closed within the status", [.text("HTTP/1.1 20"), .close], .unknown),
    HookScript(
      "closed before the body",
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), .close], .accepted, "HTTP 200"),
    HookScript(
      "closed within the body",
      [.text("HTTP/1.1 500 X\r\nContent-Length: 9\r\n\r\nabc"), .close], .deferred(.destination),
      "HTTP 500"),
    HookScript(
      "closed within the last chunk",
      [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"), .close], .accepted,
      "HTTP 200"),
    HookScript(
      "closed within the headers", [.text("HTTP/1.1 200 OK\r\nContent-Le"), .close], .accepted,
      "HTTP 200"),
    HookScript("silence", [.hold], .unknown).with { $0.timeout = .seconds(1) },
    HookScript("a status that trickles", [.text("HTTP/1.1 200 "), .trickle("x")], .unknown)
      .with { $0.timeout = .seconds(1) },
    HookScript(
      "a body that trickles", [.text("HTTP/1.1 200 OK\r\n\r\n"), .trickle("x")], .accepted,
      "HTTP 200"
    ).with { $0.timeout = .seconds(10) },
    HookScript(
      "an answer byte by byte", [.bytes("HTTP/1.1 503 X\r\nRetry-After: 5\r\n\r\nabc"), .close],
      .deferred(.destination), "HTTP 503", seconds: 5),
  ]

  private static func line(
    _ text: String, _ expected: ReceiptKind, _ says: String? = nil
  ) -> HookScript {
    HookScript(
      "the status line \(text.debugDescription)",
      [.text(text + "\r\nContent-Length: 0\r\n\r\n"), .close], expected, says)
  }

  static let lines: [HookScript] = [
    line("HTTP/1.1 200", .accepted, "HTTP 200"), line("HTTP/1.0 200 OK", .accepted, "HTTP 200"),
    line("HTTP/1.1 2000 OK", .unknown), line("HTTP/1.1 20 OK", .unknown),
    line("HTTP/1.1 abc OK", .unknown), line("HTTP/1.1 -200 OK", .unknown),
    line("HTTP/1.1 000 OK", .unknown), line("HTTP/1.1 099 OK", .unknown),
    line("HTTP/9.9 200 OK", .unknown), line("hello, this is no web server", .unknown),
    line("220 peer.example ESMTP", .unknown), line("ICY 200 OK", .unknown),
    line("\u{00}\u{FF}\u{16}\u{03}\u{01}", .unknown), line("", .unknown),
    HookScript(
      "line feeds alone", [.text("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")], .accepted,
      "HTTP 200"),
    HookScript("an old server, which sends words alone", [.text("fine\n"), .close], .unknown),
  ]

  private static func head(
    _ name: String, _ fields: String, _ expected: ReceiptKind = .accepted
  ) -> HookScript {
    HookScript(name, [.text("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\nshouted"), .close], expected)
  }

  /// What goes beyond anything that a hook has to say.
  private static func flood(
    _ name: String, _ text: String, _ piece: String, status: Int = 200
  ) -> HookScript {
    let expected: ReceiptKind = status < 300 ? .accepted : .deferred(.destination)
    return HookScript(
      name,
      [.text("HTTP/1.1 \(status) X\r\n\(text)"), .pour(piece, times: 104_857_600 / piece.count)],
      expected, "HTTP \(status)"
    ).with { $0.saw = "connect request cut" }
  }

  static let bodies: [HookScript] = [
    flood("100 MB", "Content-Length: 104857600\r\n\r\n", "x"),
    flood("100 MB of refusal", "Content-Length: 104857600\r\n\r\n", "x", status: 500),
    flood("100 MB of nobody knows how much", "\r\n", "x"),
    flood(
      "100 MB of chunks", "Transfer-Encoding: chunked\r\n\r\n",
      "400\r\n" + String(repeating: "x", count: 1_024) + "\r\n"),
    flood("100 MB of chunks of one byte", "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
    flood("100 MB of one chunk", "Transfer-Encoding: chunked\r\n\r\n6400000\r\n", "x"),
    flood("100 MB of one header", "X: ", "x"),
    flood("100 MB of headers", "", "X: y\r\n"),
    HookScript(
      "4096 bytes are read, and no error of it made",
      http(200, body: String(repeating: "x", count: 4_096)),
      .accepted, "HTTP 200"),
    head("a length that is less than the body", "Content-Length: 2"),
    head("a length that is more than the body", "Content-Length: 2000"),
    head("a length below nothing", "Content-Length: -1"),
    head("a length beyond numbers", "Content-Length: 99999999999999999999999999"),
    head("a length in words", "Content-Length: many"),
    head("two lengths", "Content-Length: 7\r\nContent-Length: 8"),
    head("a length and chunks", "Content-Length: 7\r\nTransfer-Encoding: chunked"),
    head("chunks that are none", "Transfer-Encoding: chunked"),
    head("an encoding nobody knows", "Transfer-Encoding: hush"),
    head("compressed, it says", "Content-Encoding: gzip"),
    head("a header with a NUL", "X: a\u{00}b"),
    head("a header without a colon", "hush"),
    head("a header that is folded", "X: a\r\n b"),
    head("a place to go to, with 200", "Location: http://169.254.169.254/\r\nRefresh: 0; url=/"),
    head("cookies and another way in", "Set-Cookie: a=b\r\nAlt-Svc: h2=\":443\""),
  ]

  private static func interim(_ status: Int) -> Act {
    .text("HTTP/1.1 \(status) \r\n\r\n")
  }

  static let interim: [HookScript] = [
    HookScript("100 and then 200", [interim(100)] + http(200), .accepted, "HTTP 200"),
    HookScript(
      "102, 103 and then 429", [interim(102), interim(103)] + http(429), .deferred(.destination),
      "HTTP 429"),
    HookScript("100 and nothing", [interim(100), .close], .unknown),
    HookScript("103 and reset", [interim(103), .reset], .unknown),
    HookScript("100 for ever", [.trickle("HTTP/1.1 100 \r\n\r\n")], .unknown)
      .with { $0.timeout = .seconds(1) },
    HookScript(
      "101: other words from here on", [.text("HTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n"), .close],
      .unknown),
  ]

  /// A server that is never told the request.
  private static func encrypted(
    _ name: String, _ certificate: Certificate, saw: String, connect: [Act]? = nil
  ) -> HookScript {
    HookScript(name, [], .deferred(.destination)).with {
      $0.certificate = certificate
      $0.saw = saw
      $0.connect = connect
    }
  }

  static let tls: [HookScript] = [
    HookScript("TLS", http(200), .accepted, "HTTP 200").with {
      $0.certificate = .good
      $0.saw = "connect TLS request"
    },
    encrypted("a certificate nobody has signed", .good, saw: "connect noTLS")
      .with { $0.isTrusted = false },
    encrypted("a certificate for another name", .otherName, saw: "connect TLS"),
    encrypted("a certificate that has expired", .expired, saw: "connect noTLS"),
    encrypted("TLS 1.1 at most", .old, saw: "connect noTLS(version)"),
    encrypted("closed instead of a handshake", .good, saw: "connect", connect: [.close]),
    encrypted("reset instead of a handshake", .good, saw: "connect", connect: [.reset]),
    encrypted(
      "words instead of a handshake", .good, saw: "connect",
      connect: [.text("HTTP/1.1 200 OK\r\n\r\n"), .close]),
    encrypted("silence instead of a handshake", .good, saw: "connect", connect: [.hold])
      .with { $0.timeout = .seconds(1) },
    HookScript("closed before an answer, inside of TLS", [.close], .unknown).with {
      $0.certificate = .good
      $0.saw = "connect TLS request"
    },
  ]
}
