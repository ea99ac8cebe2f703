@testable import Delivery

// A connection that ends before its time, and one that is used again.
extension SMTPScript {
  static let ends: [SMTPScript] = [
    .init(
      "closed instead of a greeting", ["greeting": [.close]], .deferred(.destination),
      "(while connecting)", saw: greeted),
    .init(
      "reset instead of a greeting", ["greeting": [.reset]], .deferred(.destination),
      "(while connecting)", saw: greeted),
    .init(
      "closed within the greeting", ["greeting": [.text("220-peer\r\n22"), .close]],
      .deferred(.destination), "(while connecting)", saw: greeted),
    .init("closed after EHLO", ["EHLO": [.close]], .deferred(.destination), saw: helloed),
    .init(
      "closed within the answer to EHLO", ["EHLO": ["250-peer", "250-SIZE 5", .close]],
      .deferred(.destination), saw: helloed),
    .init(
      "closed after MAIL", ["MAIL": [.close]], .deferred(.destination), "(at MAIL)",
      saw: mailed),
    .init(
      "closed after RCPT", ["RCPT": [.close]], .deferred(.destination), "(at RCPT)",
      saw: addressed),
    .init(
      "reset after RCPT", ["RCPT": [.reset]], .deferred(.destination), "(at RCPT)",
      saw: addressed),
    .init(
      "closed within the answer to RCPT", ["RCPT": ["550-5.1.1 nobody", .close]],
      .deferred(.destination), "(at RCPT)", saw: addressed),
    .init(
      "closed after DATA", ["DATA": [.close]], .deferred(.destination), "(at DATA)", saw: begun),
    .init("closed after the dot", ["dot": [.close]], .unknown, "no answer came", saw: done),
    .init("reset after the dot", ["dot": [.reset]], .unknown, "no answer came", saw: done),
    .init(
      "closed within the answer to the dot", ["dot": ["250-2.0.0 taken", .close]], .unknown,
      "no answer came", saw: done),
    .init(
      "closed within the code after the dot", ["dot": [.text("25"), .close]], .unknown,
      "no answer came", saw: done),
    .init(
      "refused within the code after the dot", ["dot": ["554-5.7.1 spa", .text("55"), .close]],
      .unknown, "no answer came", saw: done),
    .init(
      "reset within a large message", ["body": [.reset]], .deferred(.recipient),
      "(while the message was being sent)", saw: begun
    ).with { $0.bytes = 8_000_000 },
    .init(
      "an answer to a large message before it has ended",
      ["body": ["552 5.3.4 too large", .close]], .refused(.recipient),
      "552 5.3.4 too large (after the message)", saw: done
    ).with { $0.bytes = 400_000 },
    .init(
      "a greeting that never ends is given up", ["greeting": [.trickle("220-wait\r\n")]],
      .deferred(.destination), saw: greeted
    ).with { $0.timeouts.whole = .seconds(1) },
    .init(
      "an answer to the dot that never ends is no answer", ["dot": [.trickle("250-wait\r\n")]],
      .unknown, "no answer came", saw: done
    ).with { $0.timeouts.whole = .seconds(2) },
    .init(
      "a relay that falls silent at RCPT is given up", ["RCPT": [.hold]],
      .deferred(.destination), "(at RCPT)", saw: addressed
    ).with { $0.timeouts.answer = .seconds(1) },
    .init(
      "an address beyond ASCII never reaches a relay without SMTPUTF8", [:],
      .refused(.recipient), "SMTPUTF8", saw: ""
    ).with { $0.to = "zażółć@example.org" },
  ]

  /// The second message over a connection that took the first one.
  static func second(
    _ name: String, _ stages: [String: [Act]], _ expected: ReceiptKind, _ says: String? = nil,
    saw: String?, took: Int? = nil
  ) -> SMTPScript {
    .init(name, stages, expected, says, saw: saw, took: took).with { $0.messages = 2 }
  }

  static let reused: [SMTPScript] = [
    second(
      "the next message over the same connection", [:], .accepted,
      saw: done + " MAIL RCPT DATA message"),
    second(
      "421 to the next MAIL", ["MAIL#2": ["421 4.4.2 idle", .close]], .accepted,
      saw: "\(done) MAIL \(done)"),
    second("closed at the next MAIL", ["MAIL#2": [.close]], .accepted, saw: "\(done) MAIL \(done)"),
    second("reset at the next MAIL", ["MAIL#2": [.reset]], .accepted, saw: "\(done) MAIL \(done)"),
    second(
      "421 to the next RCPT", ["RCPT#2": ["421 4.4.2 idle", .close]], .accepted,
      saw: "\(done) MAIL RCPT \(done)"),
    second(
      "closed at the next DATA", ["DATA#2": [.close]], .accepted,
      saw: "\(done) MAIL RCPT DATA \(done)"),
    second(
      "421 to the next MAIL, and to the one after that",
      ["MAIL#2": ["421 4.4.2 idle", .close], "MAIL#3": ["421 4.3.2 really", .close]],
      .deferred(.destination), "421 4.3.2 really (at MAIL)", saw: "\(done) MAIL \(mailed)"),
    second(
      "a relay that takes one message a connection", ["dot": ["250 2.0.0 bye", .close]],
      .accepted, saw: nil, took: 2),
    second(
      "a relay that says so, and takes one message a connection",
      ["dot": ["250 2.0.0 taken", "421 4.7.0 one at a time", .close]], .accepted, saw: nil,
      took: 2),
    second(
      "a refusal of the next MAIL is no stale connection", ["MAIL#2": ["451 4.3.0 no"]],
      .deferred(.destination), "451 4.3.0 no (at MAIL)", saw: "\(done) MAIL"),
    second(
      "a connection lost after the next dot is not tried again", ["dot#2": [.close]], .unknown,
      "no answer came", saw: done + " MAIL RCPT DATA message"),
    second(
      "the relay is usable after a refused recipient is not", ["RCPT#2": ["550 5.1.1 no"]],
      .refused(.recipient), "550 5.1.1 no (at RCPT)", saw: "\(done) MAIL RCPT"),
  ]
}
