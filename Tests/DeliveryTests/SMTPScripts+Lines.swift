@testable import Delivery

// Replies as no relay should write them. RFC 5321 4.2.1 says how it should.
extension SMTPScript {
  private static func answer(
    _ name: String, _ acts: [Act], _ expected: ReceiptKind, _ says: String? = nil
  ) -> SMTPScript {
    .init(name, ["dot": acts], expected, says, saw: done)
  }

  static let lines: [SMTPScript] = [
    answer(
      "250 in five lines", ["250-2.0.0 a", "250-2.0.0 b", "250-", "250-c", "250 d"], .accepted,
      "250 2.0.0 a 2.0.0 b c d"),
    answer(
      "the last line's code counts", ["250-2.0.0 nearly", "554 5.7.1 no"], .refused(.recipient),
      "554 2.0.0 nearly 5.7.1 no"),
    answer(
      "an answer in pieces",
      [
        .text("2"), .text("50"), .text(" 2.0.0 ta"), .text("ken\r"),
        .text("\n"),
      ], .accepted, "250 2.0.0 taken"),
    answer(
      "an answer byte by byte", [.bytes("250-2.0.0 it\r\n250 is taken\r\n")], .accepted,
      "250 2.0.0 it is taken"),
    .init(
      "every answer byte by byte",
      [
        "greeting": [.bytes("220-a\r\n220 b\r\n")], "EHLO": [.bytes("250-peer\r\n250 SIZE\r\n")],
        "MAIL": [.bytes("250 ok\r\n")], "RCPT": [.bytes("250 ok\r\n")],
        "DATA": [.bytes("354 ok\r\n")], "dot": [.bytes("250 ok\r\n")],
      ],
      .accepted, "250 ok", saw: done),
    .init(
      "no answer has a carriage return",
      [
        "greeting": [.text("220 b\n")], "EHLO": [.text("250-peer\n250 SIZE\n")],
        "MAIL": [.text("250 ok\n")], "RCPT": [.text("250 ok\n")], "DATA": [.text("354 ok\n")],
        "dot": [.text("250 ok\n")],
      ],
      .accepted, "250 ok", saw: done),
    answer(
      "an answer with a carriage return alone", [.text("250 ok\r"), .close], .unknown,
      "no answer came"),
    answer(
      "a carriage return within an answer", [.text("554 5.7.1 no\r250 ok\r\n")],
      .refused(.recipient), "554 5.7.1 no 250 ok"),
    answer(
      "a vertical tab within an answer", [.text("554 5.7.1 no\u{0B}250 ok\r\n")],
      .refused(.recipient), "554 5.7.1 no 250 ok"),
    answer(
      "a next line (U+0085) within an answer", [.text("554 5.7.1 no\u{C2}\u{85}250 ok\r\n")],
      .refused(.recipient), "554 5.7.1 no 250 ok"),
    answer(
      "a line separator (U+2028) within an answer",
      [.text("554 5.7.1 no\u{E2}\u{80}\u{A8}250 ok\r\n")], .refused(.recipient),
      "554 5.7.1 no 250 ok"),
    answer(
      "an escape sequence", ["554 5.7.1 \u{1B}[2J\u{1B}]0;owned\u{07}spam"],
      .refused(.recipient), "554 5.7.1 [2J ]0;owned spam"),
    answer(
      "bytes that are no UTF-8", ["554 5.7.1 caf\u{E9} \u{FF}\u{FE}"], .refused(.recipient),
      "554 5.7.1 caf\u{FFFD} \u{FFFD}\u{FFFD}"),
    answer(
      "marks that reorder text", ["554 5.7.1 \u{E2}\u{80}\u{AE}on\u{E2}\u{81}\u{A6}"],
      .refused(.recipient), "554 5.7.1 on"),
    answer("a NUL", ["554 5.7.1 a\u{00}b"], .refused(.recipient), "554 5.7.1 a"),
    answer(
      "a tab and C1 controls", ["554\t5.7.1 \u{C2}\u{9B}31mno", "554 5.7.1 really"],
      .refused(.recipient), "554 5.7.1 really"),
    answer("a code and no space", ["250ok", .close], .unknown, "no answer came"),
    answer("a code with a sign", ["+25 ok", .close], .unknown, "no answer came"),
    answer("a code with a space before it", [" 250 ok", .close], .unknown, "no answer came"),
    answer("a code of four digits", ["2500 ok", .close], .unknown, "no answer came"),
    answer(
      "empty lines before the answer", ["", "", "250 2.0.0 taken"], .accepted,
      "250 2.0.0 taken"),
    answer(
      "words before the answer", ["one moment", "250 2.0.0 taken"], .accepted,
      "250 2.0.0 taken"),
    .init(
      "a web server",
      [
        "greeting": [
          .text("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n<p>"),
          .close,
        ]
      ], .deferred(.destination), saw: greeted),
    .init(
      "a secure shell", ["greeting": ["SSH-2.0-OpenSSH_9.2p1", .close]], .deferred(.destination),
      saw: greeted),
    .init(
      "garbage", ["greeting": [.text("\u{00}\u{FF}\u{16}\u{03}\u{01}garbage"), .close]],
      .deferred(.destination), saw: greeted),
    .init("a greeting without words", ["greeting": ["220"]], .accepted, saw: done),
  ]

  /// What nobody asked for. RFC 2920 allows it to come early, and only where it was offered.
  static let extras: [SMTPScript] = [
    .init(
      "an answer too many at MAIL: the relay's no to RCPT is not lost",
      ["MAIL": ["250 ok", "250 ok again"], "RCPT": ["550 5.1.1 nobody"]], .deferred(.recipient),
      "550 5.1.1 nobody (at DATA)", saw: begun),
    .init(
      "an answer too many at RCPT: nothing is sent before 354",
      ["RCPT": ["250 ok", "250 ok again"]], .deferred(.destination), "(at DATA)", saw: begun),
    second(
      "an answer too many after the dot", ["dot#1": ["250 taken", "250 and again"]],
      .deferred(.destination), "(at DATA)", saw: nil, took: 1),
  ]

  /// libcurl reads 300 KB of answers to one message and no more.
  static let floods: [SMTPScript] = [
    .init(
      "a line of 8 MB after the dot",
      ["dot": [.text("250 2.0.0 "), .pour("x", times: 8_000_000), ""]], .unknown, "no answer came",
      saw: nil, took: 1),
    .init(
      "a greeting of 8 MB and no line end", ["greeting": [.pour("x", times: 8_000_000), .close]],
      .deferred(.destination), saw: nil),
    .init(
      "an endless answer to EHLO", ["EHLO": [.pour("250-X-NOTHING\r\n", times: 1_000_000)]],
      .deferred(.destination), saw: nil),
    .init(
      "a refusal of RCPT in ten thousand lines",
      ["RCPT": [.pour("550-5.1.1 nobody\r\n", times: 10_000), "550 5.1.1 at all"]],
      .refused(.recipient), "550 5.1.1 nobody 5.1.1 nobody", saw: "\(addressed) poured"),
    .init(
      "a refusal of 100 KB in one line",
      ["RCPT": [.text("550 5.1.1 "), .pour("x", times: 100_000), ""]], .refused(.recipient),
      "550 5.1.1 xxx", saw: "\(addressed) poured"),
    .init(
      "fifty extensions",
      ["EHLO": ["250-peer", .pour("250-X-NOTHING\r\n", times: 50), "250 8BITMIME"]], .accepted,
      saw: "connect EHLO poured MAIL RCPT DATA message"),
  ]
}
