import Foundation
import Testing

@testable import Delivery

// The limit is for a peer that fails to speak: it ends the run instead of hanging it.
@Suite("Webhooks", .timeLimit(.minutes(10)))
struct WebhookTests {
  static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  func post(_ endpoint: WebhookEndpoint, _ body: String = "{\"text\":\"hi\"}") async -> Receipt {
    // The receiver compares the timestamp with its own clock: Standard Webhooks allows 5 minutes.
    await endpoint.send(
      WebhookRequest(contentType: "application/json", body: Array(body.utf8)),
      identity: "notice_17", timestamp: Int64(Date().timeIntervalSince1970))
  }

  func endpoint(
    _ peer: Peer, _ path: String, scheme: String = "http", caFile: String? = nil,
    timeout: Duration = .seconds(60)
  ) throws -> WebhookEndpoint {
    try WebhookEndpoint(
      url: Secret("\(scheme)://127.0.0.1:\(peer.port)\(path)"), secret: Secret(Self.key),
      network: .local, caFile: caFile, timeout: timeout)
  }

  @Test("the signature is the specification's example")
  func example() throws {
    // Standard Webhooks and Svix print this example: secret, id, timestamp, body, signature.
    let secret = try WebhookSecret(parsing: Secret(Self.key))
    let signature = secret.signature(
      identity: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
      body: Array("{\"test\": 2432232314}".utf8))
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test("a receiver of Standard Webhooks takes what we sign, and answers")
  func received() async throws {
    let peer = try await Peer("hook_peer.py", [Self.key])
    for body in ["{\"text\":\"zażółć\"}", ""] {
      let receipt = await post(try endpoint(peer, "/204"), body)
      #expect(receipt == .accepted(answer: "HTTP 204"))
      let request = try await peer.next()
      #expect(request.problem == nil)
      #expect(request.id == "notice_17")
      #expect(request.content_type == "application/json")
      #expect(
        request.body.map { Array($0.unicodeScalars).map { UInt8($0.value) } } == Array(body.utf8))
    }
    #expect(await post(try endpoint(peer, "/200")) == .accepted(answer: "HTTP 200"))
    #expect(await post(try endpoint(peer, "/long")) == .accepted(answer: "HTTP 200"))
  }

  @Test("each status has its receipt")
  func statuses() async throws {
    let peer = try await Peer("hook_peer.py", [Self.key])
    func deferred(_ status: Int, _ seconds: Int? = nil) -> Receipt {
      .deferred(why: "HTTP \(status)", retryAfterSeconds: seconds, scope: .destination)
    }
    let expected: [(String, Receipt)] = [
      ("/408", deferred(408)), ("/425", deferred(425)), ("/429", deferred(429)),
      ("/500", deferred(500)), ("/503?Retry-After=120", deferred(503, 120)),
      ("/429?Retry-After=99999999", deferred(429, 86_400)),
      ("/429?Retry-After=Wed,%2021%20Oct%202015%2007:28:00%20GMT", deferred(429, 1)),
      ("/429?Retry-After=Sat,%2001%20Jan%202095%2007:28:00%20GMT", deferred(429, 86_400)),
      ("/429?Retry-After=soon", deferred(429)),
      ("/410", .refused(why: "HTTP 410: the hook is gone", scope: .destination)),
      ("/400", .refused(why: "HTTP 400", scope: .recipient)),
      ("/404", .refused(why: "HTTP 404", scope: .recipient)),
      (
        "/302?Location=/200",
        .refused(
          why: "HTTP 302: redirects are not followed; configure where it leads", scope: .recipient)
      ),
    ]
    for (path, receipt) in expected {
      #expect(await post(try endpoint(peer, path)) == receipt, "\(path)")
      #expect(try await peer.next().path == path, "nothing but the one request")
    }
  }

  @Test("without an answer the outcome is unknown once the request has left")
  func withoutAnswer() async throws {
    let peer = try await Peer("hook_peer.py", [Self.key])
    let lost = await post(try endpoint(peer, "/close?token=hush"))
    guard case .unknown(let why) = lost else {
      Issue.record("\(lost)")
      return
    }
    #expect(!why.contains("hush") && !why.contains("127.0.0.1"))
    let gone = try endpoint(peer, "/200?token=hush")
    await peer.end()
    let refused = await post(gone)
    guard case .deferred(let text, nil, .destination) = refused else {
      Issue.record("\(refused)")
      return
    }
    #expect(!text.contains("hush") && !text.contains("127.0.0.1"))
  }

  @Test("TLS with a certificate that is trusted, and with one that is not")
  func encrypted() async throws {
    let peer = try await Peer("hook_peer.py", [Self.key, "--tls"])
    let trusted = try endpoint(peer, "/200", scheme: "https", caFile: peer.caFile)
    #expect(await post(trusted) == .accepted(answer: "HTTP 200"))
    let receipt = await post(try endpoint(peer, "/200", scheme: "https"))
    guard case .deferred(_, nil, .destination) = receipt else {
      Issue.record("\(receipt)")
      return
    }
  }

  @Test(
    "an address is judged after resolution and before connection",
    arguments: [
      ("https://127.0.0.1:9/", Network.public, "loopback"),
      ("https://localhost:9/", .public, "loopback"), ("https://localhost:9/", .private, "loopback"),
      ("https://10.0.0.1/", .public, "private"), ("https://[fd12::1]/", .public, "private"),
      ("https://169.254.169.254/", .private, "linkLocal"),
      ("https://169.254.169.254/", .local, "linkLocal"),
      ("https://100.100.100.200/", .private, "metadata"),
      ("https://[::ffff:127.0.0.1]/", .local, "embedded"),
      ("https://[64:ff9b::8.8.8.8]/", .local, "embedded"),
      ("https://0.0.0.0/", .local, "unspecified"),
      ("https://224.0.0.1/", .local, "multicast"), ("http://10.0.0.1/", .local, "private"),
      ("http://8.8.8.8/", .local, "public"),
    ])
  func addresses(url: String, network: Network, kind: String) async throws {
    let endpoint = try WebhookEndpoint(url: Secret(url), network: network)
    #expect(
      await post(endpoint)
        == .deferred(
          why: "not connected: the hook's address is \(kind), which its `network` forbids",
          retryAfterSeconds: nil, scope: .destination))
  }

  @Test("a URL and a secret are read when the endpoint is made")
  func problems() throws {
    func problem(
      _ url: String, _ network: Network = .local, secret: String? = nil
    ) -> EndpointProblem? {
      do {
        _ = try WebhookEndpoint(url: Secret(url), secret: secret.map(Secret.init), network: network)
        return nil
      } catch {
        #expect(!error.description.contains("hush"))
        return error
      }
    }
    #expect(problem("https://example.org/hush", .public) == nil)
    #expect(problem("http://example.org/hush", .public) == .notHTTPS)
    #expect(problem("http://example.org/hush", .private) == .notHTTPS)
    #expect(problem("http://localhost/hush") == nil)
    #expect(problem("ftp://example.org/hush") == .notHTTPS)
    #expect(problem("file:///etc/hush") != nil)
    #expect(problem("hush") == .notAURL)
    #expect(problem("https://exa mple.org/hush") == .notAURL)
    #expect(problem("https://example.org/\r\nhush: x") == .notAURL)
    for host in ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"] {
      #expect(problem("https://\(host)/hush") == .unusualHost, "\(host)")
    }
    #expect(problem("https://example.org", secret: "hush") == .secretWithoutPrefix)
    #expect(problem("https://example.org", secret: "whsec_hush!") == .secretNotBase64)
    #expect(problem("https://example.org", secret: "whsec_aHVzaA==") == .secretLength(bytes: 4))
  }

  @Test("what is no header value is not sent")
  func headers() async throws {
    let endpoint = try WebhookEndpoint(url: Secret("https://127.0.0.1:9/"), network: .local)
    for identity in ["", "a.b", "a b", "a\r\nx: y", "ą"] {
      let receipt = await endpoint.send(
        WebhookRequest(contentType: "text/plain", body: []), identity: identity, timestamp: 0)
      #expect(
        receipt
          == .refused(why: "not sent: the identity cannot be a webhook-id", scope: .recipient))
    }
    let receipt = await endpoint.send(
      WebhookRequest(contentType: "a\r\nb", body: []), identity: "a", timestamp: 0)
    #expect(receipt == .refused(why: "not sent: the content type is none", scope: .recipient))
  }
}
