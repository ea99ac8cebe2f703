import Testing

@testable import Service

struct HTTPAnswerTests {
  private let whole = "HTTP/1.1 409 Conflict\r\nDate: x\r\ncontent-length:  4\r\n\r\n{\"\"}"

  @Test func `An answer is complete only with its last byte`() {
    let bytes = Array(whole.utf8)
    for count in 0..<bytes.count {
      #expect(HTTPAnswer(Array(bytes[..<count])) == .incomplete)
    }
    #expect(
      HTTPAnswer(bytes) == .complete(ControlAnswer(status: 409, body: Array("{\"\"}".utf8))))
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ])
  func `What our server would not say is malformed`(text: String) {
    #expect(HTTPAnswer(Array(text.utf8)) == .malformed)
  }

  @Test func `A head has an end`() {
    let text = "HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 12_000)
    #expect(HTTPAnswer(Array(text.utf8)) == .malformed)
  }
}
