import Foundation
import Glibc
import Testing

@testable import Service

/// Plain sockets to a web server of this process: bytes in, bytes out.
struct WebPeers {
  let port: UInt16

  /// Starts the server.
  init(of server: WebServer) async throws {
    let place = try await server.start()
    port = try #require(place.split(separator: ":").last.flatMap { UInt16($0) })
  }

  func open() throws -> WebPeer {
    let descriptor = socket(AF_INET, streamSocket, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    guard isConnected else {
      close(descriptor)
      throw SystemCallFailure("connect")
    }
    // Each piece leaves as it is sent.
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    return WebPeer(descriptor: descriptor)
  }

  /// All that is answered to these bytes until the server closes.
  /// - Parameters:
  ///   - size: of the pieces in which they leave.
  ///   - isEnding: whether our side is closed behind them.
  func answer(
    to bytes: [UInt8], by size: Int = .max, isEnding: Bool = true
  ) async throws -> WebReply {
    let peer = try open()
    // Closed once both are done with it: the number of a closed socket is somebody else's next.
    async let answer = peer.everything()
    await peer.send(bytes, by: size)
    if isEnding { peer.finish() }
    let reply = WebReply(await answer)
    peer.end()
    return reply
  }

  func answer(
    to text: String, by size: Int = .max, isEnding: Bool = true
  ) async throws -> WebReply {
    try await answer(to: Array(text.utf8), by: size, isEnding: isEnding)
  }
}

/// What came back: status 0 for nothing.
struct WebReply {
  let status: Int
  let head: String
  let body: String

  init(_ text: String) {
    let end = text.range(of: "\r\n\r\n")
    head = end.map { String(text[..<$0.lowerBound]) } ?? text
    body = end.map { String(text[$0.upperBound...]) } ?? ""
    status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  subscript(name: String) -> String? {
    head.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }
}

/// One connection. Whatever waits does so on a thread that may.
struct WebPeer: Equatable {
  let descriptor: Int32

  private func waiting<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }

  /// Until all is sent, or the other side wants no more.
  func send(_ bytes: [UInt8], by size: Int = .max) async {
    await waiting {
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(size))
        let count = Glibc.send(descriptor, piece, piece.count, Int32(MSG_NOSIGNAL))
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  func send(_ text: String) async { await send(Array(text.utf8)) }

  /// Closes this side alone.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  func end() { close(descriptor) }

  /// Everything until the other side closes, after which this one is closed as well.
  func rest() async -> String {
    let text = await everything()
    end()
    return text
  }

  /// Everything until the other side closes.
  func everything() async -> String {
    await waiting {
      var bytes: [UInt8] = []
      while let more = Self.received(descriptor, 65_536) { bytes += more }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// One answer, as long as it says it is; the connection stays.
  func reply(isBodyless: Bool = false) async -> WebReply {
    await waiting {
      var bytes: [UInt8] = []
      while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8), let more = Self.received(descriptor, 1)
      {
        bytes += more
      }
      let head = WebReply(String(decoding: bytes, as: UTF8.self))
      var rest = isBodyless ? 0 : head["Content-Length"].flatMap { Int($0) } ?? 0
      while rest > 0, let more = Self.received(descriptor, min(rest, 65_536)) {
        bytes += more
        rest -= more.count
      }
      return WebReply(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Nil at the end.
  private static func received(_ descriptor: Int32, _ most: Int) -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: most)
    let count = recv(descriptor, &chunk, most, 0)
    return count > 0 ? Array(chunk[..<count]) : nil
  }

  /// The first at which something has come, however long that takes.
  static func firstReadable(of peers: [WebPeer]) async -> WebPeer? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var waiting = peers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        let count = poll(&waiting, nfds_t(waiting.count), -1)
        let first = count > 0 ? waiting.first { $0.revents != 0 } : nil
        continuation.resume(returning: first.map { WebPeer(descriptor: $0.fd) })
      }
    }
  }
}
