@testable import Delivery

extension IMAPScript {
  private static let size = first.utf8.count
  private static let one = "1 \(size) bytes"
  private static let two = "2 \(size) bytes, end"

  /// One answer to what the first message is.
  private static func body(
    _ name: String, _ acts: [Act], _ expected: String, saw: String? = nil
  ) -> IMAPScript {
    .init(name, ["BODY 1": acts], expected, saw: saw)
  }

  private static func fetch(_ items: String) -> Act { .text("* 1 FETCH (\(items))\r\n") }

  // MARK: Their size

  static let messages: [IMAPScript] = [
    .init(
      "a size that is refused", ["SIZE 1": ["{tag} NO [INUSE] not now"]],
      "1 NO [INUSE] not now, \(two)"),
    .init(
      "a message that is gone", ["SIZE 1": ["{tag} OK"]], "1 gone, \(two)",
      saw: "SELECT SEARCH SIZE 1 SIZE 2 BODY 2 STORE 2 LOGOUT"),
    .init(
      "a message that is too large, and not asked for",
      ["SIZE 1": ["* 1 FETCH (UID 1 RFC822.SIZE 30000000)", "{tag} OK"]],
      "1 too large: 30000000, \(two)",
      saw: "SELECT SEARCH SIZE 1 STORE 1 SIZE 2 BODY 2 STORE 2 LOGOUT"),
    .init(
      "the size of another message first",
      [
        "SIZE 1": [
          "* 2 FETCH (UID 2 RFC822.SIZE 9000000)", "* 1 FETCH (FLAGS (\\Seen) UID 1)",
          .line("* 1 FETCH (RFC822.SIZE \(size) UID 1)"), "{tag} OK",
        ]
      ],
      "\(one), \(two)"),
    .init(
      "a size that is no number",
      ["SIZE 1": ["* 1 FETCH (UID 1 RFC822.SIZE many)", "{tag} OK"]], "1 gone, \(two)"),
    .init(
      "a list that does not end",
      ["SIZE 1": [.line("* 1 FETCH (UID 1 RFC822.SIZE \(size)"), "{tag} OK"]],
      "1 gone, \(two)"),
    .init("hung up at a size", ["SIZE 2": [.close]], "\(one), broken: the server hung up"),
  ]

  // MARK: Their content

  static let bodies: [IMAPScript] = [
    body(
      "a message that is refused", ["{tag} NO [EXPUNGEISSUED] gone"],
      "1 NO [EXPUNGEISSUED] gone, \(two)"),
    body("a message that nobody understands", ["{tag} BAD what?"], "1 NO what?, \(two)"),
    body("a message that is gone meanwhile", ["{tag} OK"], "1 gone, \(two)"),
    body(
      "a message that is nothing", [fetch("UID 1 BODY[]<0> NIL"), "{tag} OK"], "1 gone, \(two)"),
    body(
      "an empty message", [fetch("UID 1 BODY[]<0> {0}\r\n"), "{tag} OK"],
      "1 0 bytes, others, \(two)"),
    body(
      "a message between quotes", [fetch("UID 1 BODY[]<0> \"a: \\\"b\\\\\""), "{tag} OK"],
      "1 6 bytes, others, \(two)"),
    body(
      "what else there is of it, around it",
      [
        fetch(
          "FLAGS (\\Seen $x) BODY[]<0> {\(size)}\r\n\(first) X-A (1 (\"(\" {2}\r\n)) ) NIL) uid 1"),
        "{tag} OK",
      ],
      "\(one), \(two)"),
    body(
      "in small letters, and without an origin",
      [.text("* 1 fetch (uid 1 body[] {\(size)}\r\n\(first))\r\n"), "{tag} ok"], "\(one), \(two)"),
    body(
      "another message in its place",
      [.text("* 2 FETCH (UID 2 BODY[]<0> {5}\r\nother)\r\n"), "{tag} OK"], "1 gone, \(two)"),
    body(
      "other news in between",
      [
        "* 3 EXISTS", "* 1 EXPUNGE", "* OK still here",
        .text("* 1 FETCH (UID 1 BODY[]<0> {\(size)}\r\n\(first))\r\n"), "* 2 RECENT", "{tag} OK",
      ],
      "\(one), \(two)"),
    body(
      "a byte at a time",
      [.bytes("* 1 FETCH (UID 1 BODY[]<0> {\(size)}\r\n\(first))\r\n{tag} OK\r\n")],
      "\(one), \(two)"),
    body(
      "more than it said it was, and still not much",
      [fetch("UID 1 BODY[]<0> {999}\r\n\(String(repeating: "a", count: 999))"), "{tag} OK"],
      "1 999 bytes, others, \(two)"),
    body(
      "more than is read",
      [fetch("UID 1 BODY[]<0> {1001}\r\n\(String(repeating: "a", count: 1_001))"), "{tag} OK"],
      "1 too large: 1001, \(two)"),
    body(
      "a literal of a gigabyte", [fetch("UID 1 BODY[]<0> {1000000000}\r\n"), .hold],
      "broken: the server sends more than was asked for"),
    body(
      "a literal beyond all numbers", [fetch("UID 1 BODY[]<0> {99999999999999999999}\r\n")],
      "broken: the server sends more than was asked for"),
    body(
      "less than it promised", [.text("* 1 FETCH (UID 1 BODY[]<0> {\(size)}\r\nSubject:"), .close],
      "broken: the server hung up"),
    body(
      "less than it promised, and silence",
      [.text("* 1 FETCH (UID 1 BODY[]<0> {\(size)}\r\nSubject:"), .hold],
      "broken: no answer came within"
    ).with { $0.timeouts.answer = .seconds(1) },
    body(
      "more than it promised",
      [fetch("UID 1 BODY[]<0> {12}\r\n\(first)"), "{tag} OK"],
      "broken: the server does not answer what it is asked"),
    body(
      "reset in the middle", [.text("* 1 FETCH (UID 1 BODY[]<0> {\(size)}\r\nSub"), .reset],
      "broken: "),
    .init(
      "a message that speaks as the server does", [:],
      "1 55 bytes, others, end",
      saw: "SELECT SEARCH SIZE 1 BODY 1 STORE 1 LOGOUT"
    ).with { $0.mails = ["Subject: x\r\n\r\n)\r\nc4 OK done\r\n* BYE\r\nc4 NO {999999999}\r\n"] },
    .init("a message of all bytes", [:], "1 256 bytes, others, end").with {
      $0.mails = [String(String.UnicodeScalarView((0...255).compactMap { Unicode.Scalar($0) }))]
    },
  ]

  // MARK: Their marks

  static let marks: [IMAPScript] = [
    .init(
      "a mark that is refused", ["STORE 1": ["{tag} NO [LIMIT] full"]],
      "\(one), 1 NO [LIMIT] full, \(two)"),
    .init("hung up at a mark", ["STORE 1": [.close]], "\(one), broken: the server hung up"),
    .init(
      "a mark that tells the flags", ["STORE 1": ["* 1 FETCH (FLAGS (\\Seen))", "{tag} OK"]],
      "\(one), \(two)"),
  ]
}
