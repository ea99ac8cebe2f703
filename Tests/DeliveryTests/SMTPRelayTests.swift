import Foundation
import Testing

@testable import Delivery

// The limit is for a peer that fails to speak: it ends the run instead of hanging it.
@Suite("SMTP against a real server", .timeLimit(.minutes(10)))
struct SMTPRelayTests {
  let message = Array("Subject: hello\r\n\r\n.a dot\r\n..two\r\n.\r\nthe end\r\n".utf8)

  func relay(
    _ peer: Peer, _ security: SMTPRelay.Security = .plainLoopback, caFile: String? = nil,
    password: String? = nil, answer: Duration = .seconds(60)
  ) -> SMTPRelay {
    SMTPRelay(
      host: "127.0.0.1", port: peer.port, security: security,
      credentials: password.map { .init(user: "convened", password: Secret($0)) },
      caFile: caFile, timeouts: .init(connect: .seconds(60), answer: answer))
  }

  /// What a receipt says, whose exact words are libcurl's or OpenSSL's.
  func why(_ receipt: Receipt) -> (kind: String, scope: Receipt.Scope?, text: String) {
    switch receipt {
    case .accepted(let answer): ("accepted", nil, answer)
    case .deferred(let why, _, let scope): ("deferred", scope, why)
    case .refused(let why, let scope): ("refused", scope, why)
    case .unknown(let why): ("unknown", nil, why)
    }
  }

  @Test("a message arrives byte by byte, and the next one over the same connection")
  func accepted() async throws {
    let peer = try await Peer("smtp_peer.py")
    let relay = relay(peer)
    #expect(
      await relay.send(message, from: "us@example.org", to: "ana@example.org")
        == .accepted(answer: "250 2.0.0 taken as #17"))
    #expect(try await peer.next().event == "connection")
    let arrived = try await peer.next()
    #expect(arrived.sender == "us@example.org")
    #expect(arrived.recipients == ["ana@example.org"])
    #expect(arrived.content == String(decoding: message, as: UTF8.self))
    // Large enough for several reads, with a dot at the start of every line.
    let line = "." + String(repeating: "x", count: 70) + "\r\n"
    let large =
      Array("Subject: large\r\n\r\n".utf8) + Array(String(repeating: line, count: 4_000).utf8)
    #expect(
      await relay.send(large, from: "us@example.org", to: "yash@example.org")
        == .accepted(answer: "250 2.0.0 taken as #17"))
    let next = try await peer.next()
    #expect(next.event == "message", "the connection was used again")
    #expect(next.content == String(decoding: large, as: UTF8.self))
  }

  @Test("each answer has its receipt, and the relay stays usable after it")
  func answers() async throws {
    let peer = try await Peer("smtp_peer.py")
    let relay = relay(peer)
    let words = "as the recipient wished (after the message)"
    let expected: [(String, String, Receipt)] = [
      (
        "us", "rcpt-550",
        .refused(why: "550 5.1.1 nobody of that name here (at RCPT)", scope: .recipient)
      ),
      (
        "us", "rcpt-451",
        .deferred(
          why: "451 5.1.1 nobody of that name here (at RCPT)", retryAfterSeconds: nil,
          scope: .recipient)
      ),
      (
        "us", "data-554",
        .deferred(
          why: "554 5.7.1 not this message (at DATA)", retryAfterSeconds: nil, scope: .recipient)
      ),
      (
        "us", "dot-452",
        .deferred(why: "452 4.3.1 \(words)", retryAfterSeconds: nil, scope: .destination)
      ),
      (
        "us", "dot-451",
        .deferred(why: "451 4.3.1 \(words)", retryAfterSeconds: nil, scope: .recipient)
      ),
      ("us", "dot-554", .refused(why: "554 4.3.1 \(words)", scope: .recipient)),
      (
        "mail-550", "ana",
        .deferred(
          why: "550 5.1.8 we do not know this sender (at MAIL)", retryAfterSeconds: nil,
          scope: .destination)
      ),
      ("us", "ana", .accepted(answer: "250 2.0.0 taken as #17")),
    ]
    for (sender, recipient, receipt) in expected {
      let answer = await relay.send(
        message, from: sender + "@example.org", to: recipient + "@example.org")
      #expect(answer == receipt, "\(sender) to \(recipient)")
    }
  }

  @Test("a connection lost after the final dot leaves the outcome unknown")
  func lostAfterDot() async throws {
    let peer = try await Peer("smtp_peer.py")
    let relay = relay(peer)
    let receipt = await relay.send(message, from: "us@example.org", to: "dot-close@example.org")
    #expect(why(receipt).kind == "unknown", "\(receipt)")
  }

  @Test("silence after the final dot leaves the outcome unknown")
  func silentAfterDot() async throws {
    let peer = try await Peer("smtp_peer.py")
    let relay = relay(peer, answer: .seconds(2))
    let receipt = await relay.send(message, from: "us@example.org", to: "dot-silent@example.org")
    #expect(why(receipt).kind == "unknown", "\(receipt)")
  }

  @Test(
    "a kept connection that the relay has given up is replaced at once",
    arguments: ["impatient", "hangup"])
  func stale(sender: String) async throws {
    let peer = try await Peer("smtp_peer.py")
    let relay = relay(peer)
    _ = await relay.send(message, from: "us@example.org", to: "ana@example.org")
    let receipt = await relay.send(message, from: sender + "@example.org", to: "ana@example.org")
    #expect(receipt == .accepted(answer: "250 2.0.0 taken as #17"))
    var events: [String?] = []
    for _ in 0..<4 { events.append(try await peer.next().event) }
    #expect(events == ["connection", "message", "connection", "message"])
  }

  @Test(
    "a relay that does not let us in is deferred as a whole",
    arguments: [
      ("greeting-421", "421 4.3.2 not today"), ("greeting-554", "554 4.3.2 not today"),
      ("hangup", ""),
    ])
  func greeting(mode: String, words: String) async throws {
    let peer = try await Peer("smtp_peer.py", [mode])
    let receipt = await relay(peer).send(message, from: "us@example.org", to: "ana@example.org")
    let (kind, scope, text) = why(receipt)
    #expect(kind == "deferred" && scope == .destination, "\(receipt)")
    #expect(text.hasPrefix(words), "\(receipt)")
  }

  @Test("a relay that says nothing is given up after the time it has")
  func silent() async throws {
    let peer = try await Peer("smtp_peer.py", ["silent"])
    let receipt = await relay(peer, answer: .seconds(2))
      .send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(receipt).kind == "deferred" && why(receipt).scope == .destination, "\(receipt)")
  }

  @Test("nothing listens")
  func nothingListens() async throws {
    // A port that was free a moment ago: the peer has ended, and said so by closing its output.
    let peer = try await Peer("smtp_peer.py")
    let port = peer.port
    await peer.end()
    let relay = SMTPRelay(host: "127.0.0.1", port: port, security: .plainLoopback)
    let receipt = await relay.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(receipt).kind == "deferred" && why(receipt).scope == .destination, "\(receipt)")
    #expect(why(receipt).text.contains("while connecting"), "\(receipt)")
  }

  @Test("bad addresses and messages never reach the relay")
  func refusedBeforehand() async throws {
    let relay = SMTPRelay(host: "127.0.0.1", port: 9, security: .plainLoopback)
    let injected = await relay.send(
      message, from: "us@example.org", to: "ana@example.org>\r\nRCPT TO:<eve@example.org")
    #expect(why(injected).kind == "refused", "\(injected)")
    let sender = await relay.send(message, from: "us", to: "ana@example.org")
    #expect(why(sender).scope == .destination, "\(sender)")
    let bare = await relay.send(Array("a\nb".utf8), from: "us@example.org", to: "ana@example.org")
    #expect(
      bare
        == .refused(
          why: "not sent: the message holds a line feed without carriage return at byte 1",
          scope: .recipient))
    let login = SMTPRelay(
      host: "127.0.0.1", port: 9, security: .plainLoopback,
      credentials: .init(user: "convened", password: Secret("x")))
    let plain = await login.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(plain).text.hasPrefix("a password is sent only over TLS"), "\(plain)")
    let elsewhere = SMTPRelay(host: "192.0.2.1", port: 25, security: .plainLoopback)
    let outside = await elsewhere.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(outside).text.hasPrefix("not connected: "), "\(outside)")
    let odd = SMTPRelay(host: "127.0.0.1/x", port: 25, security: .plainLoopback)
    let host = await odd.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(host).text == "the relay's host is not a host name")
  }

  @Test(
    "TLS with a certificate that is trusted, and with one that is not",
    arguments: [("starttls", SMTPRelay.Security.startTLS), ("implicit", .implicitTLS)])
  func encrypted(mode: String, security: SMTPRelay.Security) async throws {
    let peer = try await Peer("smtp_peer.py", [mode])
    let trusted = relay(peer, security, caFile: peer.caFile)
    #expect(
      await trusted.send(message, from: "us@example.org", to: "ana@example.org")
        == .accepted(answer: "250 2.0.0 taken as #17"))
    let receipt = await relay(peer, security)
      .send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(receipt).kind == "deferred" && why(receipt).scope == .destination, "\(receipt)")
    #expect(why(receipt).text.contains("certificate is not trusted"), "\(receipt)")
  }

  @Test("STARTTLS is required, not hoped for")
  func noStartTLS() async throws {
    let peer = try await Peer("smtp_peer.py")
    let receipt = await relay(peer, .startTLS)
      .send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(receipt).kind == "deferred" && why(receipt).scope == .destination, "\(receipt)")
    #expect(why(receipt).text.contains("STARTTLS is required"), "\(receipt)")
  }

  @Test("login over TLS, with the right password and with a wrong one")
  func login() async throws {
    let peer = try await Peer("smtp_peer.py", ["starttls", "--login"])
    let right = relay(peer, .startTLS, caFile: peer.caFile, password: "open sesame")
    #expect(
      await right.send(message, from: "us@example.org", to: "ana@example.org")
        == .accepted(answer: "250 2.0.0 taken as #17"))
    let wrong = relay(peer, .startTLS, caFile: peer.caFile, password: "wrong")
    let receipt = await wrong.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(receipt).kind == "deferred" && why(receipt).scope == .login, "\(receipt)")
    #expect(why(receipt).text.hasPrefix("the relay refused the login (535"), "\(receipt)")
    #expect(why(receipt).text.hasSuffix("check the user and the password"), "\(receipt)")
  }

  @Test("an idle connection is closed with QUIT")
  func idle() async throws {
    let peer = try await Peer("smtp_peer.py", ["--farewells"])
    let relay = SMTPRelay(
      host: "127.0.0.1", port: peer.port, security: .plainLoopback,
      timeouts: .init(idle: .milliseconds(1)))
    _ = await relay.send(message, from: "us@example.org", to: "ana@example.org")
    var events: [String?] = []
    for _ in 0..<3 { events.append(try await peer.next().event) }
    #expect(events == ["connection", "message", "quit"])
    // And the relay is as good as before.
    #expect(
      await relay.send(message, from: "us@example.org", to: "ana@example.org")
        == .accepted(answer: "250 2.0.0 taken as #17"))
  }

  @Test("a stop ends what the relay cannot have taken")
  func abandon() async throws {
    let peer = try await Peer("smtp_peer.py", ["silent"])
    let relay = relay(peer, answer: .seconds(86_400))
    async let silent = relay.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(try await peer.next().event == "connection")
    relay.abandon()
    #expect(why(await silent).kind == "deferred")
    let late = await relay.send(message, from: "us@example.org", to: "ana@example.org")
    #expect(why(late).kind == "deferred")
  }

  @Test("many sends at once share four connections")
  func concurrent() async throws {
    let peer = try await Peer("smtp_peer.py")
    let relay = relay(peer)
    let accepted = await withTaskGroup(of: Receipt.self) { group in
      for index in 0..<20 {
        group.addTask {
          await relay.send(message, from: "us@example.org", to: "person\(index)@example.org")
        }
      }
      return await group.reduce(into: 0) { count, receipt in
        if case .accepted = receipt { count += 1 }
      }
    }
    #expect(accepted == 20)
    var events: [String?] = []
    while events.count(where: { $0 == "message" }) < 20 {
      events.append(try await peer.next().event)
    }
    #expect((1...4).contains(events.count { $0 == "connection" }))
  }
}
