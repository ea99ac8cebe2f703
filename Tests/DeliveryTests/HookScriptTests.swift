import Foundation
import Testing

@testable import Delivery

/// What a web server does, and what has to follow from it.
struct HookScript: Script {
  static let program = "scripted_hook.py"

  var name: String
  var answer: [Act]
  var expected: ReceiptKind
  /// The whole text of the receipt, if it is ours and not libcurl's.
  var says: String?
  /// When to come again.
  var seconds: Int?
  /// What the server did, as far as it depends on us: `cut` when we left before it had ended.
  var saw = "connect request"
  var connect: [Act]?
  var certificate: Certificate?
  var isTrusted = true
  var timeout = Duration.seconds(60)

  init(
    _ name: String, _ answer: [Act], _ expected: ReceiptKind, _ says: String? = nil,
    seconds: Int? = nil
  ) {
    self.name = name
    self.answer = answer
    self.expected = expected
    self.says = says
    self.seconds = seconds
  }

  var wire: WebWire {
    var stages = ["answer": answer]
    stages["connect"] = connect
    return WebWire(stages: stages, tls: certificate)
  }
}

@Suite("Webhooks: scripted servers", .serialized, .timeLimit(.minutes(10)))
struct HookScriptTests {
  @Test("what a server does has its receipt", arguments: HookScript.all)
  func receipt(_ script: HookScript) async throws {
    let peer = try await script.play()
    let scheme = script.certificate == nil ? "http" : "https"
    let endpoint = try WebhookEndpoint(
      url: Secret("\(scheme)://127.0.0.1:\(peer.port)/hook?token=hush"), network: .local,
      caFile: script.isTrusted ? peer.caFile : nil, timeout: script.timeout)
    let receipt = await endpoint.send(
      WebhookRequest(contentType: "application/json", body: Array("{\"text\":\"hi\"}".utf8)),
      identity: "notice_17", timestamp: Int64(Date().timeIntervalSince1970))
    #expect(receipt.kind == script.expected, "\(receipt)")
    if let says = script.says { #expect(receipt.text == says) }
    #expect(receipt.seconds == script.seconds, "\(receipt)")
    #expect(receipt.flaw == nil, "\(receipt)")
    // Neither our secrets nor their words.
    for word in ["hush", "127.0.0.1", "shouted"] {
      #expect(!receipt.text.contains(word), "\(word)")
    }
    let events = try await peer.rest()
    #expect(events.compactMap(\.event).joined(separator: " ") == script.saw)
    for event in events where event.event == "request" {
      #expect(event.path == "/hook?token=hush")
      #expect(event.body == "{\"text\":\"hi\"}")
      let head = event.content?.lowercased() ?? ""
      #expect(!head.contains("\r\nexpect:") && !head.contains("\r\nauthorization:"), "\(head)")
    }
  }

  @Test("the table does not shrink, and each row is another one")
  func count() {
    #expect(HookScript.all.count == 169)
    #expect(Set(HookScript.all.map(\.name)).count == HookScript.all.count)
  }
}
