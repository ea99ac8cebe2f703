import Foundation
import Testing

@testable import Delivery

/// What each chat service is sent, and what its answers mean.
@Suite("Chat services", .timeLimit(.minutes(10)))
struct ChatServiceTests {
  static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
  static let form = "application/x-www-form-urlencoded"
  static let matrixPath = "/_matrix/client/v3/rooms/%21abc%3Aexample.org/send/m.room.message/17"

  struct Sent: Sendable, CustomTestStringConvertible {
    var service: WebhookService
    /// Of the address that people configure.
    var hook = "/services/T0/B0"
    var login: WebhookLogin?
    var request: WebhookRequest
    /// As it arrives.
    var path: String
    var authorization: String?

    var testDescription: String { "\(service)" }
  }

  static func json(
    _ method: WebhookRequest.Method = .post, _ path: String = "", _ query: String = "",
    type: String = "application/json"
  ) -> WebhookRequest {
    WebhookRequest(
      method: method, path: path, query: query, contentType: type, body: Array("{}".utf8))
  }

  static let table: [Sent] = [
    Sent(service: .standard, request: json(), path: "/services/T0/B0"),
    Sent(
      service: .standard, request: json(type: "application/cloudevents+json"),
      path: "/services/T0/B0"),
    Sent(service: .slack, request: json(), path: "/services/T0/B0"),
    Sent(
      service: .discord, hook: "/api/webhooks/1/x?thread_id=7",
      request: json(.post, "", "wait=true"), path: "/api/webhooks/1/x?thread_id=7&wait=true"),
    Sent(
      service: .matrix, hook: "", login: .bearer(Secret("syt_a.B-c~d+e/f=")),
      request: json(.put, matrixPath), path: matrixPath, authorization: "Bearer syt_a.B-c~d+e/f="),
    Sent(
      service: .zulip, hook: "/",
      login: .basic(user: "bot@example.org", password: Secret("hush:hush")),
      request: json(.post, "/api/v1/messages", type: form), path: "/api/v1/messages",
      authorization: "Basic Ym90QGV4YW1wbGUub3JnOmh1c2g6aHVzaA=="),
    Sent(service: .teams, request: json(), path: "/services/T0/B0"),
    Sent(
      service: .other, hook: "/v1/spaces/AAA/messages?key=k&token=t%3D",
      request: json(
        .post, "", "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
      path: "/v1/spaces/AAA/messages?key=k&token=t%3D"
        + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
    Sent(
      service: .ntfy, hook: "/", login: .bearer(Secret("tk_hush")), request: json(), path: "/",
      authorization: "Bearer tk_hush"),
  ]

  @Test("each service's request arrives as it wants it", arguments: table)
  func arrives(_ sent: Sent) async throws {
    let peer = try await Peer("hook_peer.py", [Self.key])
    let endpoint = try WebhookEndpoint(
      url: Secret("http://127.0.0.1:\(peer.port)\(sent.hook)"), secret: Secret(Self.key),
      service: sent.service, login: sent.login, network: .local)
    let receipt = await endpoint.send(
      sent.request, identity: "17", timestamp: Int64(Date().timeIntervalSince1970))
    #expect("\(receipt)".contains("HTTP 200"))
    let request = try await peer.next()
    #expect(request.method == sent.request.method.rawValue)
    #expect(request.path == sent.path)
    #expect(request.content_type == sent.request.contentType)
    #expect(request.body == "{}")
    #expect(request.authorization == sent.authorization)
    // A chat service checks no signature, and learns nothing that it need not know.
    let isSigned = sent.service == .standard
    #expect((request.signature != nil) == isSigned && (request.id == "17") == isSigned)
    #expect((request.problem == nil) == isSigned)
  }

  @Test("each service's answers have their receipts")
  func answers() async throws {
    let peer = try await Peer("hook_peer.py", [Self.key])
    func deferred(_ status: Int, _ seconds: Int?) -> Receipt {
      .deferred(why: "HTTP \(status)", retryAfterSeconds: seconds, scope: .destination)
    }
    func gone(_ status: Int) -> Receipt {
      .refused(why: "HTTP \(status): the hook is gone", scope: .destination)
    }
    func token(_ status: Int) -> Receipt {
      .deferred(
        why: "HTTP \(status): the token is not accepted, or may not write there",
        retryAfterSeconds: nil, scope: .login)
    }
    let limited = "/429?Retry-After=3&body="
    let expected: [(WebhookService, String, Receipt)] = [
      (.slack, "/404?body=no_service", gone(404)), (.slack, "/410", gone(410)),
      (.slack, "/403?body=invalid_token", gone(403)),
      (.slack, "/429?Retry-After=30", deferred(429, 30)),
      (.slack, "/400", .refused(why: "HTTP 400", scope: .recipient)),
      (.discord, "/204", .accepted(answer: "HTTP 204")),
      (.discord, "/404", gone(404)), (.discord, "/401", gone(401)),
      (.discord, limited + "{%22retry_after%22:64.57,%22global%22:false}", deferred(429, 65)),
      (.discord, limited + "{%22retry_after%22:0.2}", deferred(429, 1)),
      (.discord, limited + "{%22retry_after%22:1e300}", deferred(429, 86_400)),
      (.discord, limited + "{%22retry_after%22:-5}", deferred(429, 1)),
      (.discord, limited + "{%22retry_after%22:%22soon%22}", deferred(429, 3)),
      (.discord, limited + "nonsense", deferred(429, 3)),
      (.matrix, limited + "{%22retry_after_ms%22:2500}", deferred(429, 3)),
      (.matrix, "/401", token(401)), (.matrix, "/403", token(403)),
      (.zulip, limited + "{%22retry-after%22:28.7}", deferred(429, 29)),
      (.zulip, "/401", token(401)),
      (.zulip, "/400", .refused(why: "HTTP 400", scope: .recipient)),
      (
        .teams, "/202",
        .accepted(answer: "HTTP 202: the flow took it; it does not say whether it was shown")
      ),
      (.ntfy, "/403", token(403)), (.ntfy, "/507", deferred(507, nil)),
      (.other, "/404", .refused(why: "HTTP 404", scope: .recipient)),
      (.other, limited + "{%22retry_after%22:99}", deferred(429, 3)),
    ]
    for (service, path, receipt) in expected {
      let endpoint = try WebhookEndpoint(
        url: Secret("http://127.0.0.1:\(peer.port)\(path)"), service: service, network: .local)
      #expect(
        await endpoint.send(Self.json(), identity: "17", timestamp: 0) == receipt,
        "\(service) \(path)")
    }
  }

  @Test("a token is never printed, and never breaks out of its header")
  func logins() throws {
    for text in ["a\r\nX: y", "a b", "", "zażółć", "a\u{0}b"] {
      #expect(WebhookLogin.bearer(Secret(text)).header == nil, "\(text)")
      #expect(throws: EndpointProblem.loginNotPrintable) {
        try WebhookEndpoint(
          url: Secret("https://example.org"), service: .matrix, login: .bearer(Secret(text)),
          network: .public)
      }
    }
    #expect(WebhookLogin.basic(user: "a:b", password: Secret("c")).header == nil)
    let login = WebhookLogin.basic(user: "bot", password: Secret("hush"))
    #expect(!"\(login)".contains("hush"))
    let endpoint = try WebhookEndpoint(
      url: Secret("https://example.org/hush"), service: .zulip, login: login, network: .public)
    var dumped = ""
    dump(endpoint, to: &dumped)
    #expect(!dumped.contains("hush") && !dumped.contains("aHVzaA"))
  }
}
