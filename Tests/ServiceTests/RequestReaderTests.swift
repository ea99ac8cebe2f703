import Testing

@testable import Service

/// Requests by the letter of RFC 9112. What two programs could read in two ways is no request.
@Suite struct RequestReaderTests {
  private func read(_ text: String) throws -> (head: RequestHead, body: [UInt8])? {
    var reader = RequestReader()
    guard try reader.read(Array(text.utf8)) == .complete, let head = reader.head else { return nil }
    return (head, reader.body)
  }

  private func status(of bytes: [UInt8]) -> Int {
    var reader = RequestReader()
    do throws(RequestReader.Refusal) {
      return try reader.read(bytes) == .complete ? 200 : 0
    } catch {
      return error.status
    }
  }

  private func status(of text: String) -> Int { status(of: Array(text.utf8)) }

  @Test func aRequestIsRead() throws {
    let text =
      "POST /u/a%42-_?x=%zz&/../ HTTP/1.1\r\nHost: a\r\nX-A:  b\t c \r\nContent-Length: 5\r\n\r\nhelloGET"
    let (head, body) = try #require(try read(text))
    #expect(head.method == "POST" && head.segments == ["u", "aB-_"] && head.framing == .length(5))
    #expect(head.all("x-a") == ["b\t c"] && head.all("host") == ["a"] && head.all("x-b").isEmpty)
    #expect(body == Array("hello".utf8))
    let root = try #require(try read("GET / HTTP/1.0\r\n\r\n"))
    #expect(root.head.segments == [""] && root.head.framing == .empty && root.body.isEmpty)
  }

  @Test func chunksAreJoined() throws {
    let text =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\na\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n"
    let (head, body) = try #require(try read(text))
    #expect(head.framing == .chunked && body == Array("a\r\n0123456789".utf8))
  }

  /// However the bytes are cut into packets, it is the same request, or the same refusal.
  @Test(arguments: [
    "POST /u/x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world",
    "POST /u/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n0\r\n\r\n",
    "GET /u/x HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", "GET /u/x HTTP/1.1\r\nHost: a\r\n X: y\r\n\r\n",
    "POST /u/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\nx\r\n0\r\n\r\n",
  ])
  func packetsDoNotMatter(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = status(of: bytes)
    #expect(whole != 0)
    for size in [1, 2, 3, 7, 64] {
      var reader = RequestReader()
      var found = 0
      for start in stride(from: 0, to: bytes.count, by: size) where found == 0 {
        do throws(RequestReader.Refusal) {
          if try reader.read(bytes[start..<min(start + size, bytes.count)]) == .complete {
            found = 200
          }
        } catch {
          found = error.status
        }
      }
      #expect(found == whole, "by \(size)")
      if whole == 200 { #expect(reader.body == Array("hello world".utf8)) }
    }
  }

  /// Whatever is cut off is waited for, and is not an answer.
  @Test func noBeginningIsARequest() {
    let bytes = Array("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8)
    for count in 0..<bytes.count { #expect(status(of: Array(bytes[..<count])) == 0, "\(count)") }
    #expect(status(of: bytes) == 200)
  }

  @Test(arguments: [
    "\r\n", " GET / HTTP/1.1", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET /", "GET / HTTP/1.2",
    "GET / HTTP/2.0", "GET / http/1.1", "G(T / HTTP/1.1", "GET\t/ HTTP/1.1", "GET u HTTP/1.1",
    "GET http://a/ HTTP/1.1", "OPTIONS * HTTP/1.1", "CONNECT a:1 HTTP/1.1", "GET /a#b HTTP/1.1",
    "GET /a\u{e9} HTTP/1.1", "GET /% HTTP/1.1", "GET /%4 HTTP/1.1", "GET /%4g HTTP/1.1",
    "GET /%00 HTTP/1.1", "GET /%0a HTTP/1.1", "GET /%7f HTTP/1.1", "GET /a%2fb HTTP/1.1",
    "GET /a%2Fb HTTP/1.1", "GET /a%5Cb HTTP/1.1", "GET /%ff HTTP/1.1", "GET /%c0%ae HTTP/1.1",
    "GET /.. HTTP/1.1", "GET /../u HTTP/1.1", "GET /u/../x HTTP/1.1", "GET /u/. HTTP/1.1",
    "GET /%2e%2e/u HTTP/1.1", "GET /u/%2E HTTP/1.1", "GET /\u{0} HTTP/1.1",
  ])
  func aLineThatIsNone(_ line: String) {
    #expect(status(of: "\(line)\r\nHost: a\r\n\r\n") == 400)
  }

  @Test(arguments: [
    "", "Host: a\r\nHost: a\r\n", "Host: a\r\n folded: b\r\n", "Host: a\r\n\tb\r\n",
    "Host: a\r\nX : b\r\n", "Host: a\r\n: b\r\n", "Host: a\r\nX\r\n", "Host: a\r\nX: a\u{0}b\r\n",
    "Host: a\r\nX: a\u{7}b\r\n", "Host: a\r\nX: a\u{7f}\r\n", "Host: a\r\nX(: b\r\n",
    "Host: a\nX: b\r\n", "Host: a\rX: b\r\n", "Host: a\r\nX: b\r\r\n", "Host: a\r\nÄ: b\r\n",
    "Host: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n",
    "Host: a\r\nContent-Length: 1, 1\r\n", "Host: a\r\nContent-Length: +1\r\n",
    "Host: a\r\nContent-Length: -1\r\n", "Host: a\r\nContent-Length: 0x1\r\n",
    "Host: a\r\nContent-Length:\r\n", "Host: a\r\nContent-Length: 1 1\r\n",
    "Host: a\r\nContent-Length: 99999999999999999999\r\n", "Host: a\r\nContent-Length: ١\r\n",
    "Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
    "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n",
    "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
  ])
  func aHeaderThatIsNone(_ fields: String) {
    // Without a body, which could be what is wrong in its place.
    #expect(status(of: "POST / HTTP/1.1\r\n\(fields)\r\n") == 400)
  }

  @Test func bytesThatAreNoText() {
    let head = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8)
    #expect(status(of: head + [0xff, 0xfe, 13, 10, 13, 10]) == 400)
    #expect(status(of: head + [0xc3, 0xa9, 13, 10, 13, 10]) == 200)
    #expect(status(of: [0x16, 3, 1, 2, 0, 1]) == 400, "a TLS hello")
  }

  @Test func otherCodings() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
    for coding in [
      "gzip", "gzip, chunked", "chunked, chunked", "identity", "xchunked", "chunked;q=1",
    ] {
      #expect(status(of: "\(head)\(coding)\r\n\r\n0\r\n\r\n") == 501, "\(coding)")
    }
    #expect(
      status(of: "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400
    )
  }

  @Test(arguments: [
    "x\r\n", "-1\r\n", "0x1\r\na\r\n", "1;a\r\na\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "1\na\r\n",
    "\r\n",
    "1\r\nab\r\n", "1\r\na\nb", "123456789\r\n", "0\r\nX: y\r\n\r\n", "0\r\nab",
  ])
  func aChunkThatIsNone(_ chunk: String) {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(status(of: head + chunk) == 400)
  }

  // MARK: Limits

  @Test func theRequestLineHas4096Bytes() {
    let most = "GET /\(String(repeating: "a", count: 4096 - 14)) HTTP/1.1"
    #expect(most.utf8.count == 4096)
    #expect(status(of: "\(most)\r\nHost: a\r\n\r\n") == 200)
    #expect(status(of: "X\(most)\r\nHost: a\r\n\r\n") == 414)
    #expect(status(of: String(repeating: "A", count: 4097)) == 0)
    #expect(status(of: String(repeating: "A", count: 4099)) == 414, "without waiting for its end")
  }

  @Test func theHeaderHas64FieldsAnd16KiB() {
    let line = "GET / HTTP/1.1\r\nHost: a\r\n"
    let short = String(repeating: "x: y\r\n", count: 63)
    #expect(status(of: "\(line)\(short)\r\n") == 200)
    #expect(status(of: "\(line)\(short)x: y\r\n\r\n") == 431)
    let room = 16_384 - "Host: a\r\n".utf8.count - "x: \r\n".utf8.count
    let long = "x: \(String(repeating: "y", count: room))"
    #expect(status(of: "\(line)\(long)\r\n\r\n") == 200)
    #expect(status(of: "\(line)\(long)y\r\n\r\n") == 431)
    #expect(status(of: line + String(repeating: "x", count: 20_000)) == 431)
  }

  @Test func theBodyHas16KiB() {
    func fixed(_ count: Int) -> String {
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n"
        + String(repeating: "x", count: count)
    }
    #expect(status(of: fixed(16_384)) == 200)
    #expect(status(of: fixed(16_385)) == 413)
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    let half = "2000\r\n\(String(repeating: "x", count: 8192))\r\n"
    #expect(status(of: head + half + half + "0\r\n\r\n") == 200)
    #expect(status(of: head + half + half + "1\r\nx\r\n0\r\n\r\n") == 413)
    #expect(status(of: head + "7fffffff\r\n") == 413)
  }
}
