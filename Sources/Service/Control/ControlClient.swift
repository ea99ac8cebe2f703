internal import Glibc

/// Sends one command to the daemon and waits for its answer.
///
/// Plain HTTP/1.1 over the unix socket, one request a connection; `curl --unix-socket` does the
/// same. Blocks the calling thread: a command has nothing else to do.
package struct ControlClient: Sendable {
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody answers at the path: exit 69.
    case unreachable(path: String, reason: String)
    /// The daemon took the command, and what became of it is unknown.
    case noAnswer(path: String, reason: String)

    package var description: String {
      switch self {
      case .unreachable(let path, let reason):
        "\(path): error: convened is not reachable: \(reason). "
          + "Start it (systemctl start convened), or name its socket by --socket"
      case .noAnswer(let path, let reason):
        "\(path): error: no answer: \(reason). See its journal (journalctl -u convened)"
      }
    }
  }

  private let path: String
  private let timeout: Duration

  /// - Parameter timeout: For each wait on the daemon; a reload of a large community takes seconds.
  package init(path: String, timeout: Duration = .seconds(60)) {
    self.path = path
    self.timeout = timeout
  }

  package func send(_ request: ControlRequest) throws(Failure) -> ControlAnswer {
    let descriptor = try connected()
    defer { close(descriptor) }
    let head =
      "POST \(ControlProtocol.prefix)\(request.verb) HTTP/1.1\r\nHost: convened\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(request.body.count)\r\n"
      + "Connection: close\r\n\r\n"
    write(Array(head.utf8) + request.body, to: descriptor)
    return try readAnswer(descriptor)
  }

  private func connected() throws(Failure) -> Int32 {
    guard let address = UnixAddress(path: path) else {
      throw .unreachable(path: path, reason: "this is no path for a socket")
    }
    let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
    let descriptor = socket(AF_UNIX, Int32(type), 0)
    guard descriptor >= 0 else {
      throw .unreachable(path: path, reason: SystemCallFailure.text(errno))
    }
    let (seconds, attoseconds) = timeout.components
    var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    guard address.withPointer({ connect(descriptor, $0, $1) }) == 0 else {
      let reason = SystemCallFailure.text(errno)
      close(descriptor)
      throw .unreachable(path: path, reason: reason)
    }
    return descriptor
  }

  /// A daemon that refuses may close before it has read everything; its answer is there to read.
  private func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private func readAnswer(_ descriptor: Int32) throws(Failure) -> ControlAnswer {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 32 * 1024)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        throw .noAnswer(path: path, reason: "it took longer than \(timeout)")
      }
      guard count > 0 else {
        throw .noAnswer(path: path, reason: "the connection was closed")
      }
      bytes += chunk[..<count]
      switch HTTPAnswer(bytes) {
      case .complete(let answer): return answer
      case .malformed: throw .noAnswer(path: path, reason: "what answers here is not convened")
      case .incomplete where bytes.count > ControlProtocol.answerBytesMax:
        throw .noAnswer(path: path, reason: "it is larger than 8 MiB")
      case .incomplete: continue
      }
    }
  }
}
