import Foundation
import Glibc
import Settings
import Testing

@testable import Service

/// The server with limits that a test can reach, and a daemon that is a closure.
@Suite struct WebServerTests {
  private func server(
    _ limits: WebLimits = WebLimits(), proxies: [IPAddress] = [], at place: String = "127.0.0.1:0",
    handler: @escaping WebServer.Handler = { _ in WebAnswer(200, text: "ok") }
  ) throws -> WebServer {
    WebServer(
      door: .address(try #require(ListenAddress(place))), proxies: proxies, limits: limits,
      handler: handler)
  }

  @Test func oneMoreThanThereIsRoomForIsTurnedAway() async throws {
    var limits = WebLimits()
    limits.connections = 2
    limits.head = .seconds(600)
    let server = try server(limits)
    let peers = try await Peers(of: server)
    // Threads of their own count them: which of the three is the last is not said.
    let crowd = try (0..<3).map { _ in try peers.open() }
    let turnedAway = try #require(await peers.firstReadable(of: crowd))
    #expect(await peers.all(of: turnedAway).hasPrefix("HTTP/1.1 503 "))
    for peer in crowd where peer != turnedAway { close(peer) }
    await server.stop()
  }

  @Test func aStopWaitsForAnAnswerAndForNobodyElse() async throws {
    let (asked, hand) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    var limits = WebLimits()
    limits.head = .seconds(600)
    let server = try server(limits) { _ in
      hand.yield()
      for await _ in released { break }
      return WebAnswer(200, text: "late")
    }
    let peers = try await Peers(of: server)
    let silent = try peers.open()
    let asking = try peers.open()
    try peers.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", to: asking)
    for await _ in asked { break }
    async let stopped: Void = server.stop(grace: .seconds(600))
    // The silent one is closed without a word before the other has its answer.
    #expect(await peers.all(of: silent) == "")
    release.yield()
    let answer = await peers.all(of: asking)
    #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("\r\n\r\nlate\n"))
    await stopped
    #expect(throws: (any Error).self) { try peers.open() }
  }

  @Test func otherMachinesAreServedThroughAProxyAlone() async throws {
    await #expect(throws: WebServer.StartFailure.self) { try await server(at: "0.0.0.0:0").start() }
    let open = try server(proxies: [try #require(IPAddress("10.0.0.2"))], at: "0.0.0.0:0")
    let place = try await open.start()
    #expect(place.hasPrefix("0.0.0.0:"))
    await open.stop()
  }

  @Test func aDateIsWrittenAsHTTPWantsIt() {
    #expect(WebAnswer.date(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(WebAnswer.date(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
  }

  @Test func handedSocketsHaveNames() {
    let own = ["LISTEN_PID": "\(getpid())", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "control:http"]
    // Descriptors that this process has not got: nothing happens to them.
    #expect(HandedSockets(environment: own, first: 900)["http"] == 901)
    #expect(HandedSockets(environment: own, first: 900)["control"] == 900)
    #expect(HandedSockets(environment: own, first: 900)["other"] == nil)
    for (key, value) in [
      ("LISTEN_PID", "1"), ("LISTEN_FDS", "0"), ("LISTEN_FDS", "-1"), ("LISTEN_FDS", "x"),
      ("LISTEN_FDS", "1"), ("LISTEN_FDNAMES", ""),
    ] {
      let other = own.merging([key: value]) { _, new in new }
      #expect(HandedSockets(environment: other, first: 900)["http"] == nil, "\(key)=\(value)")
    }
    #expect(HandedSockets(environment: [:], first: 900)["http"] == nil)
  }
}

/// Plain sockets to a server of this process.
private struct Peers {
  let port: UInt16

  init(of server: WebServer) async throws {
    let place = try await server.start()
    port = try #require(place.split(separator: ":").last.flatMap { UInt16($0) })
  }

  func open() throws -> Int32 {
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
    return descriptor
  }

  func send(_ text: String, to descriptor: Int32) throws {
    let bytes = Array(text.utf8)
    guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw SystemCallFailure("send")
    }
  }

  /// Everything until the other side closes; on a thread that may wait.
  func all(of descriptor: Int32) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
          let count = recv(descriptor, &chunk, chunk.count, 0)
          guard count > 0 else { break }
          bytes += chunk[..<count]
        }
        close(descriptor)
        continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// The first at which something has come, however long that takes.
  func firstReadable(of descriptors: [Int32]) async -> Int32? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = poll(&waiting, nfds_t(waiting.count), -1)
        continuation.resume(
          returning: count > 0 ? waiting.first { $0.revents != 0 }?.fd : nil)
      }
    }
  }
}
