import Foundation
import Testing

@testable import Delivery

// The limit is for a peer that fails to speak: it ends the run instead of hanging it.
@Suite("Probes", .timeLimit(.minutes(10)))
struct ProbeTests {
  func relay(
    _ peer: Peer, _ security: SMTPRelay.Security = .plainLoopback, caFile: String? = nil,
    password: String? = nil
  ) -> SMTPRelay {
    SMTPRelay(
      host: "127.0.0.1", port: peer.port, security: security,
      credentials: password.map { .init(user: "convened", password: Secret($0)) }, caFile: caFile)
  }

  /// What the peer saw until it was left.
  func events(_ peer: Peer) async throws -> [String] {
    var events: [String] = []
    while events.last != "quit" { events.append(try await peer.next().event ?? "") }
    return events
  }

  @Test("a relay is greeted and left, and nothing is sent")
  func plain() async throws {
    let peer = try await Peer("smtp_peer.py", ["--farewells"])
    let probe = await relay(peer).probe()
    #expect(probe.trouble == nil)
    #expect(probe.greeting?.hasPrefix("220 peer.example") == true)
    #expect(probe.address == .loopback)
    #expect(probe.tls == nil && probe.certificateEnds == nil && !probe.isLoggedIn)
    #expect(try await events(peer) == ["connection", "quit"])
  }

  @Test(
    "TLS, its certificate and the login are seen",
    arguments: [("starttls", SMTPRelay.Security.startTLS), ("implicit", .implicitTLS)])
  func encrypted(mode: String, security: SMTPRelay.Security) async throws {
    let peer = try await Peer("smtp_peer.py", [mode, "--login", "--farewells"])
    let right = relay(peer, security, caFile: peer.caFile, password: "open sesame")
    let probe = await right.probe()
    #expect(probe.trouble == nil, "\(probe)")
    #expect(probe.offersLogin && probe.isLoggedIn)
    #expect(probe.tls?.hasPrefix("TLSv1.") == true)
    // The peer's certificate is of this run, and good for two days.
    let days = probe.certificateEnds.map {
      Date(timeIntervalSince1970: Double($0)).timeIntervalSinceNow / 86_400
    }
    #expect(days.map { (1.0...3.0).contains($0) } == true)
    #expect(try await events(peer) == ["connection", "quit"])

    let wrong = relay(peer, security, caFile: peer.caFile, password: "wrong")
    let refused = await wrong.probe()
    #expect(refused.trouble == .loginRefused)
    #expect(refused.words.hasPrefix("535 "), "\(refused)")
    #expect(!refused.isLoggedIn && !"\(refused)".contains("wrong"))

    let untrusted = await relay(peer, security).probe()
    #expect(untrusted.trouble == .certificate)
    #expect(untrusted.words.contains("self-signed"), "\(untrusted)")
  }

  @Test("a login that nobody asks for is said, since mail would be refused")
  func noLogin() async throws {
    let peer = try await Peer("smtp_peer.py", ["implicit", "--no-login"])
    let probe = await relay(peer, .implicitTLS, caFile: peer.caFile, password: "x").probe()
    #expect(probe.trouble == .loginNotOffered && !probe.offersLogin, "\(probe)")
    let none = await relay(peer, .implicitTLS, caFile: peer.caFile).probe()
    #expect(none.trouble == nil && !none.isLoggedIn, "\(none)")
  }

  @Test("each trouble is told from the others")
  func troubles() async throws {
    let plain = try await Peer("smtp_peer.py")
    #expect(await relay(plain, .startTLS).probe().trouble == .noTLS)
    #expect(await relay(plain, .implicitTLS).probe().trouble == .notTLS)
    let rude = try await Peer("smtp_peer.py", ["greeting-554"])
    let turnedAway = await relay(rude).probe()
    #expect(turnedAway.trouble == .greeting)
    #expect(turnedAway.words == "554 4.3.2 not today")
    let curt = try await Peer("smtp_peer.py", ["hangup"])
    #expect(await relay(curt).probe().trouble == .greeting)
    // A name that RFC 6761 keeps from ever being one.
    let nowhere = SMTPRelay(host: "relay.invalid", port: 25, security: .startTLS)
    #expect(await nowhere.probe().trouble == .name)
    let elsewhere = SMTPRelay(host: "192.0.2.1", port: 25, security: .plainLoopback)
    #expect(await elsewhere.probe().trouble == .address(.reserved))
    let odd = SMTPRelay(host: "127.0.0.1/x", port: 25, security: .plainLoopback)
    #expect(await odd.probe().trouble == .settings)
    let port = plain.port
    await plain.end()
    let gone = SMTPRelay(host: "127.0.0.1", port: port, security: .plainLoopback)
    #expect(await gone.probe().trouble == .connection)
  }

  @Test("a hook is connected to, and asked nothing")
  func hook() async throws {
    let peer = try await Peer("hook_peer.py", [WebhookTests.key, "--tls"])
    func endpoint(_ path: String, caFile: String?) throws -> WebhookEndpoint {
      try WebhookEndpoint(
        url: Secret("https://127.0.0.1:\(peer.port)\(path)"), secret: Secret(WebhookTests.key),
        network: .local, caFile: caFile, timeout: .seconds(60))
    }
    let known = try endpoint("/hush?token=hush", caFile: peer.caFile)
    #expect(known.place == "127.0.0.1 port \(peer.port)")
    let probe = await known.probe()
    #expect(probe.trouble == nil, "\(probe)")
    #expect(probe.address == .loopback && probe.tls?.hasPrefix("TLSv1.") == true)
    #expect(probe.certificateEnds != nil)
    let untrusted = await (try endpoint("/hush?token=hush", caFile: nil)).probe()
    #expect(untrusted.trouble == .certificate)
    #expect(!"\(untrusted)".contains("hush"))
    // What it sees first is the first request of all.
    let sent = await (try endpoint("/200", caFile: peer.caFile)).send(
      WebhookRequest(contentType: "text/plain", body: []), identity: "n",
      timestamp: Int64(Date().timeIntervalSince1970))
    #expect(sent == .accepted(answer: "HTTP 200"))
    #expect(try await peer.next().path == "/200")
    await peer.end()
    let gone = await known.probe()
    #expect(gone.trouble == .connection, "\(gone)")
    #expect(!"\(gone)".contains("hush"))
  }

  @Test(
    "a hook's address is judged before it is connected to",
    arguments: [
      ("https://127.0.0.1:9/", Network.public, AddressClass.loopback),
      ("https://10.0.0.1/", .public, .private), ("https://169.254.169.254/", .local, .linkLocal),
      ("http://10.0.0.1/", .local, .private), ("https://[::ffff:127.0.0.1]/", .local, .embedded),
    ])
  func forbidden(url: String, network: Network, kind: AddressClass) async throws {
    let endpoint = try WebhookEndpoint(url: Secret(url), network: network)
    #expect(await endpoint.probe().trouble == .address(kind))
  }

  @Test(
    "the end of a certificate is read as OpenSSL writes it",
    arguments: [
      ("Nov 23 15:39:07 2026 GMT", 1_795_448_347), ("Jan  1 00:00:00 1970 GMT", 0),
      ("Feb 29 12:00:00 2028 GMT", 1_835_438_400), ("Nov 23 15:39:07 2026", nil),
      ("2026-11-23T15:39:07Z", nil), ("Foo 23 15:39:07 2026 GMT", nil), ("", nil),
    ] as [(String, Int64?)])
  func certificateEnds(text: String, seconds: Int64?) {
    #expect(ConnectionNotes.seconds(text) == seconds)
  }
}
