internal import CCurl
import Glibc

/// The bytes of a connection that libcurl has opened, encrypted and logged in to. Blocks.
final class CurlStream {
  /// What ended it, in words.
  struct Failure: Error {
    let what: String
  }

  private let handle: CurlHandle
  private let answer: Duration
  private let end: ContinuousClock.Instant

  /// - Parameters:
  ///   - answer: how long nothing may come.
  ///   - whole: for everything from now on.
  init(_ handle: CurlHandle, answer: Duration, whole: Duration) {
    self.handle = handle
    self.answer = answer
    end = .now + whole
  }

  func send(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      var count = 0
      let code = rest.withUnsafeBytes {
        curl_easy_send(handle.raw, $0.baseAddress, $0.count, &count)
      }
      if code == CURLE_AGAIN {
        try wait(for: POLLOUT)
        continue
      }
      guard code == CURLE_OK else { throw Failure(what: code.text) }
      rest = rest.dropFirst(count)
    }
  }

  /// The next bytes; none when the other side has hung up.
  func receive() throws(Failure) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      var count = 0
      let code = chunk.withUnsafeMutableBytes {
        curl_easy_recv(handle.raw, $0.baseAddress, $0.count, &count)
      }
      if code == CURLE_OK { return Array(chunk[..<count]) }
      guard code == CURLE_AGAIN else { throw Failure(what: code.text) }
      try wait(for: POLLIN)
    }
  }

  private func wait(for event: Int32) throws(Failure) {
    let patience = min(answer, end - .now)
    guard let socket = handle.socket else { throw Failure(what: "the connection is gone") }
    guard patience > .zero else { throw Failure(what: "it takes too long") }
    var entry = pollfd(fd: socket, events: Int16(event), revents: 0)
    let ready = poll(&entry, 1, Int32(clamping: patience.milliseconds))
    if ready == 0 {
      throw Failure(
        what: patience < answer ? "it takes too long" : "no answer came within \(answer)")
    }
    // An interruption is no answer: what came is asked for again.
    if ready < 0, errno != EINTR { throw Failure(what: String(cString: strerror(errno))) }
  }
}
