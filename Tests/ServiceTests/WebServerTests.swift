import Foundation
import Glibc
import Settings
import Testing

@testable import Service

/// The server with limits that a test can reach, and a daemon that is a closure.
@Suite(.timeLimit(.minutes(5))) struct WebServerTests {
  private func server(
    _ limits: WebLimits = WebLimits(), proxies: [IPAddress] = [], at place: String = "127.0.0.1:0",
    handler: @escaping WebServer.Handler = { WebAnswer(200, text: $0.segments.joined()) }
  ) throws -> WebServer {
    WebServer(
      .open, door: .address(try #require(ListenAddress(place))), proxies: proxies, site: nil,
      limits: limits, handler: handler)
  }

  /// Nobody is let go for being slow.
  private var patient: WebLimits {
    var limits = WebLimits()
    (limits.head, limits.body, limits.idle) = (.seconds(600), .seconds(600), .seconds(600))
    return limits
  }

  private func get(_ path: String, _ fields: String = "") -> String {
    "GET /\(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  // MARK: Many

  @Test func oneMoreThanThereIsRoomForIsTurnedAway() async throws {
    var limits = patient
    limits.connections = 2
    let server = try server(limits)
    let peers = try await WebPeers(of: server)
    // Threads of their own count them: which of the three is the last is not said.
    let crowd = try (0..<3).map { _ in try peers.open() }
    let turnedAway = try #require(await WebPeer.firstReadable(of: crowd))
    #expect(WebReply(await turnedAway.rest()).status == 503)
    for peer in crowd where peer != turnedAway { peer.end() }
    await server.stop()
  }

  /// Idle connections never take more than half of the places.
  @Test func inACrowdNoneIsKept() async throws {
    var limits = patient
    limits.connections = 4
    let server = try server(limits)
    let peers = try await WebPeers(of: server)
    var kept: [WebPeer] = []
    for number in 1...2 {
      let peer = try peers.open()
      await peer.send(get("\(number)"))
      #expect(await peer.reply()["Connection"] == nil)
      kept.append(peer)
    }
    let third = try peers.open()
    await third.send(get("3"))
    #expect(WebReply(await third.rest())["Connection"] == "close")
    kept.forEach { $0.end() }
    await server.stop()
  }

  // MARK: One after another

  @Test func aConnectionIsKeptForTheNextRequest() async throws {
    let server = try server(patient)
    let peers = try await WebPeers(of: server)
    let peer = try peers.open()
    await peer.send(get("1"))
    let first = await peer.reply()
    #expect(first.status == 200 && first.body == "1\n" && first["Connection"] == nil)
    await peer.send("HEAD /2 HTTP/1.1\r\nHost: a\r\n\r\n")
    let second = await peer.reply(isBodyless: true)
    #expect(second.status == 200 && second["Content-Length"] == "2")
    await peer.send("\r\nPOST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab")
    await peer.send("c")
    #expect(await peer.reply().body == "3\n")
    let chunked = "POST /4 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    await peer.send(chunked + "0\r\n\r\n")
    #expect(await peer.reply().body == "4\n")
    await peer.send(get("5", "Connection: Close\r\n"))
    let last = WebReply(await peer.rest())
    #expect(last.body == "5\n" && last["Connection"] == "close")
    await server.stop()
  }

  /// What is hidden behind a request is not read as one: its answer is the last.
  @Test(arguments: [
    "GET /secret HTTP/1.1\r\nHost: a\r\n\r\n", "\0", "x", "GET / HTTP/1.1\nHost: a\r\n\r\n",
    "POST /secret HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
  ])
  func whatStandsBehindARequestIsNobodys(_ behind: String) async throws {
    let server = try server(patient)
    let peers = try await WebPeers(of: server)
    let peer = try peers.open()
    await peer.send(get("1") + behind)
    let answer = WebReply(await peer.rest())
    #expect(answer.status == 200 && answer.body == "1\n" && answer["Connection"] == "close")
    await server.stop()
  }

  @Test(arguments: [
    "GET /1 HTTP/1.0\r\n\r\n", "GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "GET /1 HTTP/1.1\r\nHost: a\r\nConnection: a, close\r\n\r\n",
    "GET /1 HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
  ])
  func someAskOnce(_ request: String) async throws {
    let server = try server(patient)
    let peer = try await WebPeers(of: server).open()
    await peer.send(request)
    let answer = WebReply(await peer.rest())
    #expect(answer.body == "1\n" && answer["Connection"] == "close")
    await server.stop()
  }

  /// Each head, each body and each pause has its time, not the first alone.
  @Test func eachRequestHasItsDeadlines() async throws {
    func answered(_ limits: WebLimits, then rest: String) async throws -> Int {
      let server = try server(limits)
      let peer = try await WebPeers(of: server).open()
      await peer.send(get("1"))
      #expect(await peer.reply().status == 200)
      await peer.send(rest)
      let status = WebReply(await peer.rest()).status
      await server.stop()
      return status
    }
    var head = patient
    head.head = .seconds(3)
    #expect(try await answered(head, then: "GET / HTTP/1.1\r\n") == 408)
    var body = patient
    body.body = .seconds(3)
    let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
    #expect(try await answered(body, then: post) == 408)
    var idle = patient
    idle.idle = .seconds(3)
    #expect(try await answered(idle, then: "") == 0)
  }

  // MARK: Answers

  @Test func aLargeAnswerIsWrittenAsItIsTaken() async throws {
    let large = String(repeating: "0123456789abcdef", count: 400_000)
    let server = try server(patient) { _ in WebAnswer(200, text: large) }
    let peers = try await WebPeers(of: server)
    let peer = try peers.open()
    await peer.send(get("1"))
    // Its end comes while most of the answer is still with the server.
    _ = await WebPeer.firstReadable(of: [peer])
    peer.finish()
    #expect(WebReply(await peer.rest()).body == "\(large)\n")
    await server.stop()
  }

  @Test func anAnswerWithoutContentHasNone() async throws {
    let server = try server(patient) { request in
      request.segments == ["new"]
        ? .seeOther("/there")
        : WebAnswer(304, "text/calendar", Array("nothing".utf8), ["ETag": "\"a\""])
    }
    let peer = try await WebPeers(of: server).open()
    await peer.send(get(""))
    let unchanged = await peer.reply(isBodyless: true)
    #expect(unchanged.status == 304 && unchanged["ETag"] == "\"a\"")
    #expect(unchanged["Content-Length"] == nil && unchanged["Transfer-Encoding"] == nil)
    #expect(unchanged["Content-Type"] == nil && unchanged["Cache-Control"] == "no-store")
    // Nothing of the first answer is left before the second.
    await peer.send(get("new"))
    let other = await peer.reply()
    #expect(other.status == 303 && other["Location"] == "/there")
    #expect(other.head.hasPrefix("HTTP/1.1 303 ") && other.body == "See /there\n")
    peer.end()
    await server.stop()
  }

  /// Nothing that is sent goes beyond its field.
  @Test func aLineBreakInAFieldIsNotSent() async throws {
    let server = try server(patient) { _ in .seeOther("/\r\nSet-Cookie: a=b") }
    let peer = try await WebPeers(of: server).open()
    await peer.send(get("1"))
    #expect(await peer.rest() == "")
    await server.stop()
  }

  // MARK: The end

  @Test func aStopWaitsForAnAnswerAndForNobodyElse() async throws {
    let (asked, hand) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let server = try server(patient) { request in
      guard request.segments == ["late"] else { return WebAnswer(200, text: "ok") }
      hand.yield()
      for await _ in released { break }
      return WebAnswer(200, text: "late")
    }
    let peers = try await WebPeers(of: server)
    let silent = try peers.open()
    let kept = try peers.open()
    await kept.send(get("1"))
    #expect(await kept.reply().status == 200)
    let asking = try peers.open()
    await asking.send(get("late"))
    for await _ in asked { break }
    async let stopped: Void = server.stop(grace: .seconds(600))
    // Who is silent, or was answered, is closed without a word before the other has its answer.
    #expect(await silent.rest() == "")
    #expect(await kept.rest() == "")
    release.yield()
    let answer = WebReply(await asking.rest())
    #expect(answer.status == 200 && answer.body == "late\n" && answer["Connection"] == "close")
    await stopped
    #expect(throws: (any Error).self) { try peers.open() }
  }

  // MARK: The doors

  @Test func otherMachinesAreServedThroughAProxyAlone() async throws {
    await #expect(throws: WebServer.StartFailure.self) { try await server(at: "0.0.0.0:0").start() }
    let open = try server(proxies: [try #require(IPAddress("10.0.0.2"))], at: "0.0.0.0:0")
    let place = try await open.start()
    #expect(place.hasPrefix("0.0.0.0:"))
    await open.stop()
  }

  /// Each door speaks of the keys and the unit that open it.
  @Test(arguments: [(WebSide.open, "`web:", "http"), (.inner, "`board:", "board")])
  func aDoorSpeaksForItself(_ side: WebSide, _ section: String, _ socket: String) async throws {
    func failure(_ door: WebServer.Door) async -> String {
      let server = WebServer(side, door: door, proxies: [], site: nil) { _ in .refusal(404) }
      let failure = await #expect(throws: WebServer.StartFailure.self) { try await server.start() }
      return failure?.description ?? ""
    }
    let taken = try server()
    let place = try await taken.start()
    let refused = await failure(.address(try #require(ListenAddress(place))))
    #expect(refused.contains("under \(section)`") && refused.contains("convened-\(socket).socket"))
    await taken.stop()
    #expect(await failure(.address(try #require(ListenAddress("0.0.0.0:0")))).contains(section))
    let bad = await failure(.handed(Glibc.socket(AF_INET, datagramSocket, 0)))
    #expect(bad.contains("named \(socket)") && bad.contains("FileDescriptorName=\(socket)"))
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
