import Settings
import Testing

@testable import Service

/// Requests by the letter of RFC 9112, sent to a real server. What two programs could read in two
/// ways is no request, and the daemon never hears of it.
@Suite struct WebWireTests {
  /// Answers with what it was asked.
  private func peers() async throws -> (WebServer, WebPeers) {
    let server = WebServer(
      .open, door: .address(try #require(ListenAddress("127.0.0.1:0"))), proxies: [], site: nil
    ) { request in
      let query = request.query.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
      return WebAnswer(
        200,
        text: "\(request.method) \(request.segments) \(query) \(request.fields["x-a"] ?? "-") "
          + "[\(String(decoding: request.body, as: UTF8.self))]")
    }
    return (server, try await WebPeers(of: server))
  }

  /// Each is answered so. What is refused is so at once, and not because nothing comes after it.
  private func expect(
    _ status: Int, _ requests: [String], _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let (server, peers) = try await peers()
    for request in requests {
      let answer = try await peers.answer(to: request, isEnding: status == 200)
      #expect(answer.status == status, "\(request.prefix(120))", sourceLocation: location)
      if status != 200 { #expect(answer["Connection"] == "close", sourceLocation: location) }
    }
    await server.stop()
  }

  @Test func aRequestIsRead() async throws {
    let (server, peers) = try await peers()
    let text =
      "POST /u/a%42-_?x=%26&/../&y=a+b&x=2 HTTP/1.1\r\nHost: a\r\nX-A:  b\t c \r\nx-a: d\r\n"
      + "Content-Length: 5\r\n\r\nhello"
    let answer = try await peers.answer(to: text)
    #expect(
      answer.body == #"POST ["u", "aB-_"] ["/../=", "x=2", "y=a b"] b\#t c, d [hello]"# + "\n")
    #expect(try await peers.answer(to: "GET / HTTP/1.0\r\n\r\n").body == "GET [\"\"] [] - []\n")
    let chunks = "3\r\na\r\n\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
    #expect(
      try await peers.answer(to: head + chunks).body == "POST [\"\"] [] - [a\r\n0123456789]\n")
    await server.stop()
  }

  /// However the bytes are cut into packets, it is the same request, or the same refusal.
  @Test(arguments: [
    (200, "POST /u/x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world"),
    (
      200,
      "POST /u/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n"
    ),
    (400, "GET /u/x HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"),
    (400, "GET /u/x HTTP/1.1\r\nHost: a\r\n X: y\r\n\r\n"),
    (413, "POST /u/x HTTP/1.1\r\nHost: a\r\nContent-Length: 16385\r\n\r\n"),
  ])
  func packetsDoNotMatter(_ status: Int, _ text: String) async throws {
    let (server, peers) = try await peers()
    for size in [1, 2, 3, 7, 64] {
      let answer = try await peers.answer(to: text, by: size)
      #expect(answer.status == status, "by \(size)")
      if status == 200 { #expect(answer.body == "POST [\"u\", \"x\"] [] - [hello world]\n") }
    }
    await server.stop()
  }

  /// What is cut off is no request.
  @Test func noBeginningIsARequest() async throws {
    let (server, peers) = try await peers()
    let bytes = Array("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8)
    for count in 0..<bytes.count {
      let status = try await peers.answer(to: Array(bytes[..<count])).status
      #expect(status == 0 || status == 400, "\(count)")
    }
    #expect(try await peers.answer(to: bytes).status == 200)
    await server.stop()
  }

  @Test func linesThatAreNone() async throws {
    let lines = [
      " GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET /", "GET", "", "GET / HTTP/1.2", "GET / HTTP/2.0",
      "GET / HTTP/0.9", "GET / HTTP/9.9", "GET / http/1.1", "G(T / HTTP/1.1", "get / HTTP/1.1",
      "X / HTTP/1.1", "GET\t/ HTTP/1.1", "GET u HTTP/1.1", "GET http://a/ HTTP/1.1",
      "GET x://a HTTP/1.1", "OPTIONS * HTTP/1.1", "GET *x HTTP/1.1", "CONNECT a:1 HTTP/1.1",
      "GET /a b HTTP/1.1", "GET /a#b HTTP/1.1", "GET /?a#b HTTP/1.1", "GET /a\u{e9} HTTP/1.1",
      "GET /% HTTP/1.1", "GET /%4 HTTP/1.1", "GET /%4g HTTP/1.1", "GET /%00 HTTP/1.1",
      "GET /%0a HTTP/1.1", "GET /%7f HTTP/1.1", "GET /a%2fb HTTP/1.1", "GET /a%2Fb HTTP/1.1",
      "GET /a%5Cb HTTP/1.1", "GET /a\\b HTTP/1.1", "GET /%ff HTTP/1.1", "GET /%c0%ae HTTP/1.1",
      "GET /?%ff HTTP/1.1", "GET /?a=%zz HTTP/1.1", "GET /.. HTTP/1.1", "GET /../u HTTP/1.1",
      "GET /u/../x HTTP/1.1", "GET /u/. HTTP/1.1", "GET /%2e%2e/u HTTP/1.1", "GET /u/%2E HTTP/1.1",
      "GET /\u{0} HTTP/1.1", "GET /\u{7f} HTTP/1.1", "GET / HTTP/1.1\r", "PRI * HTTP/2.0",
    ]
    try await expect(400, lines.map { "\($0)\r\nHost: a\r\n\r\n" })
    try await expect(
      400, ["GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\rHost: a\r\n\r\n"])
  }

  @Test func headersThatAreNone() async throws {
    let headers = [
      "", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host: a\r\n folded: b\r\n",
      "Host: a\r\n\tb\r\n", "Host: a\r\nX:\r\n b\r\n", "Host: a\r\nX: b\r\n \r\n",
      "Host: a\r\nX : b\r\n", "Host: a\r\n: b\r\n", "Host: a\r\nX\r\n", "Host: a\r\nX: a\u{0}b\r\n",
      "Host: a\r\nX: a\u{7}b\r\n", "Host: a\r\nX: a\u{7f}\r\n", "Host: a\r\nX(: b\r\n",
      "Host: a\nX: b\r\n", "Host: a\rX: b\r\n", "Host: a\r\nX: b\r\r\n", "Host: a\r\nÄ: b\r\n",
      "Host: a\n", "Host: a\r\n\n",
      "Host: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n",
      "Host: a\r\nContent-Length: 1, 1\r\n", "Host: a\r\nContent-Length: +1\r\n",
      "Host: a\r\nContent-Length: -1\r\n", "Host: a\r\nContent-Length: 0x1\r\n",
      "Host: a\r\nContent-Length:\r\n", "Host: a\r\nContent-Length: 1 1\r\n",
      "Host: a\r\nContent-Length: \r\n 1\r\n",
      "Host: a\r\nContent-Length: 99999999999999999999\r\n", "Host: a\r\nContent-Length: ١\r\n",
      "Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
      "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n",
      "Host: a\r\nTransfer-Encoding:\r\nContent-Length: 1\r\n",
      "Host: a\r\nTransfer-Encoding:\r\n chunked\r\n",
      "Host: a\r\nTransfer-Encoding: \u{b}chunked\r\n",
      "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
      "Host: a\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
      "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n",
    ]
    // Without a body, which could be what is wrong in its place.
    try await expect(400, headers.map { "POST / HTTP/1.1\r\n\($0)\r\n" })
  }

  @Test func bytesThatAreNoText() async throws {
    let (server, peers) = try await peers()
    let head = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8)
    #expect(try await peers.answer(to: head + [0xff, 0xfe, 13, 10, 13, 10]).status == 400)
    #expect(try await peers.answer(to: head + [0xc3, 0xa9, 13, 10, 13, 10]).status == 200)
    #expect(try await peers.answer(to: [0x16, 3, 1, 2, 0, 1]).status == 400, "a TLS hello")
    #expect(try await peers.answer(to: [UInt8](repeating: 0, count: 64)).status == 400)
    await server.stop()
  }

  /// Of codings only `chunked` is read, and by HTTP/1.1 alone.
  @Test func otherCodings() async throws {
    let (server, peers) = try await peers()
    for coding in [
      "gzip", "gzip, chunked", "chunked, chunked", "chunked, gzip", "identity", "xchunked",
      "chunked;q=1", ", chunked", "chunked,", "",
    ] {
      let answer = try await peers.answer(
        to: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n",
        isEnding: false)
      // The decoder refuses those that do not end in `chunked` itself.
      #expect([400, 501].contains(answer.status), "\(coding)")
    }
    await server.stop()
    try await expect(
      501, ["POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"])
    try await expect(
      400, ["POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"])
  }

  @Test func chunksThatAreNone() async throws {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    let chunks = [
      "x\r\n", "-1\r\n", "0x1\r\na\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "1\na\r\n", "\r\n",
      "1\r\nab\r\n", "1\r\na\nb", "1\r\na\r0\r\n\r\n", "1;a\n\r\na\r\n", "1;\u{0}\r\na\r\n",
      "1;a=\"\r\na\r\n", "fffffffffffffffff\r\n", "0\r\nX: y\r\n\r\n", "0\r\nX:\r\n y\r\n\r\n",
      "0\n\n", "0\r\n\n", "0\r\nContent-Length: 3\r\n\r\n",
    ]
    try await expect(400, chunks.map { head + $0 })
  }

  // MARK: Limits

  @Test func theRequestLineHas4096Bytes() async throws {
    let most = "GET /\(String(repeating: "a", count: 4096 - 14)) HTTP/1.1"
    #expect(most.utf8.count == 4096)
    try await expect(200, ["\(most)\r\nHost: a\r\n\r\n"])
    try await expect(414, ["HEAD\(most.dropFirst(3))\r\nHost: a\r\n\r\n"])
    // Without waiting for its end.
    try await expect(431, ["GET /\(String(repeating: "a", count: 20_000))"])
  }

  @Test func theHeaderHas64FieldsAnd16KiB() async throws {
    let line = "GET / HTTP/1.1\r\nHost: a\r\n"
    let short = String(repeating: "x: y\r\n", count: 63)
    let room = 16_384 - "Hostax".utf8.count
    func long(_ count: Int) -> String { "x: \(String(repeating: "y", count: count))" }
    try await expect(200, ["\(line)\(short)\r\n", "\(line)\(long(room))\r\n\r\n"])
    try await expect(
      431,
      [
        "\(line)\(short)x: y\r\n\r\n", "\(line)\(long(room + 1))\r\n\r\n",
        "\(line)\(long(8_000))\r\n\(long(8_400))\r\n\r\n",
        "\(line)\(long(8_000))\r\n\(long(30_000))\r\n\r\n",
        "\(line)\(String(repeating: "x", count: 30_000))",
        // White space belongs to no value, and is not kept without end either.
        "\(line)x:\(String(repeating: " ", count: 1_000_000))",
        "\(line)x: y\(String(repeating: " ", count: 1_000_000))",
      ])
  }

  @Test func theBodyHas16KiB() async throws {
    func fixed(_ count: Int) -> String {
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n"
        + String(repeating: "x", count: count)
    }
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    let half = "2000\r\n\(String(repeating: "x", count: 8192))\r\n"
    try await expect(200, [fixed(16_384), head + half + half + "0\r\n\r\n"])
    try await expect(
      413, [fixed(16_385), fixed(3_000_000), head + half + half + "1\r\nx\r\n0\r\n\r\n"])
  }
}
