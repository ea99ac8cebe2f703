import Foundation
import Testing

@testable import Delivery

/// What a relay does, and what has to follow from it.
struct SMTPScript: Script {
  static let program = "scripted_smtp.py"

  var name: String
  var stages: [String: [Act]]
  var expected: ReceiptKind
  /// A part of the receipt's text, where it is not libcurl's.
  var says: String?
  /// What the relay saw, QUIT left out: whether a good-bye is said depends on libcurl's mood.
  /// nil where it depends on whose packet comes first.
  var saw: String?
  /// How many messages the relay has had in whole, whatever it thought of them.
  var took: Int
  /// Extensions in the answer to EHLO, and in the one inside of STARTTLS.
  var offers = ["SIZE 10485760", "8BITMIME", "ENHANCEDSTATUSCODES"]
  var inside = ["SIZE 10485760", "8BITMIME"]
  var security = SMTPRelay.Security.plainLoopback
  var certificate: Certificate?
  var isTrusted = true
  var logsIn = false
  /// So many are sent, and the last one is judged; those before it are accepted.
  var messages = 1
  var bytes = 100
  var to = "ana@example.org"
  var timeouts = SMTPRelay.Timeouts(connect: .seconds(60), answer: .seconds(60))

  init(
    _ name: String, _ stages: [String: [Act]], _ expected: ReceiptKind, _ says: String? = nil,
    saw: String?, took: Int? = nil
  ) {
    self.name = name
    self.stages = stages
    self.expected = expected
    self.says = says
    self.saw = saw
    self.took = took ?? saw?.split(separator: " ").count { $0 == "message" } ?? 0
  }

  struct Wire: Encodable {
    var stages: [String: [Act]]
    var tls: Certificate?
    var implicit: Bool
    var offers: [String]
    var inside: [String]
  }

  var wire: Wire {
    Wire(
      stages: stages, tls: certificate, implicit: security == .implicitTLS, offers: offers,
      inside: inside)
  }

  var message: [UInt8] {
    let head = "Subject: hello\r\n\r\n"
    let line = String(repeating: "x", count: 70) + "\r\n"
    return Array((head + String(repeating: line, count: max(1, bytes / line.utf8.count))).utf8)
  }

  // In the order of a transaction.
  static let greeted = "connect"
  static let helloed = "connect EHLO"
  static let mailed = "connect EHLO MAIL"
  static let addressed = "connect EHLO MAIL RCPT"
  static let begun = "connect EHLO MAIL RCPT DATA"
  static let done = "connect EHLO MAIL RCPT DATA message"
}

// One after the other: a hundred relays at a time are a test of the machine.
@Suite("SMTP: scripted relays", .serialized, .timeLimit(.minutes(10)))
struct SMTPScriptTests {
  @Test("what a relay does has its receipt", arguments: SMTPScript.all)
  func receipt(_ script: SMTPScript) async throws {
    let peer = try await script.play()
    let receipts = await send(script, to: peer)
    let last = try #require(receipts.last)
    #expect(last.kind == script.expected, "\(last)")
    if let says = script.says { #expect(last.text.contains(says)) }
    #expect(last.flaw == nil, "\(last)")
    #expect(!last.text.contains("open sesame"), "\(last)")
    for earlier in receipts.dropLast() { #expect(earlier.kind == .accepted, "\(earlier)") }
    let events = try await peer.rest()
    let names = events.compactMap(\.event).filter { $0 != "QUIT" }
    if let saw = script.saw { #expect(names.joined(separator: " ") == saw) }
    #expect(names.count { $0 == "message" } == script.took, "\(names)")
    for event in events where event.event == "message" {
      #expect(event.content == String(decoding: script.message, as: UTF8.self) + ".\r\n")
    }
  }

  /// The relay is gone when this returns, and its connections are about to be.
  func send(_ script: SMTPScript, to peer: Peer) async -> [Receipt] {
    let relay = SMTPRelay(
      host: "127.0.0.1", port: peer.port, security: script.security,
      credentials: script.logsIn
        ? .init(user: "convened", password: Secret("open sesame")) : nil,
      caFile: script.isTrusted ? peer.caFile : nil, timeouts: script.timeouts)
    var receipts: [Receipt] = []
    for _ in 0..<script.messages {
      receipts.append(
        await relay.send(script.message, from: "us@example.org", to: script.to))
    }
    return receipts
  }

  @Test("a connection whose answer never came is not used for the next message")
  func lateAnswer() async throws {
    var script = SMTPScript("", ["dot#1": [.text("")]], .unknown, saw: nil)
    script.timeouts.answer = .seconds(1)
    script.messages = 2
    let peer = try await script.play()
    #expect(await send(script, to: peer).map(\.kind) == [.unknown, .accepted])
    let names = try await peer.rest().compactMap(\.event).filter { $0 != "QUIT" }
    #expect(names.joined(separator: " ") == "\(SMTPScript.done) \(SMTPScript.done)")
  }

  @Test("the table does not shrink, and each row is another one")
  func count() {
    #expect(SMTPScript.all.count == 153)
    #expect(Set(SMTPScript.all.map(\.name)).count == SMTPScript.all.count)
  }
}
