import Foundation
import Meetings
import Messages
import Testing

/// Mail that was made to do harm. Whatever comes, the answer is one bounded line, or a refusal.
@Suite struct HostileMail {
  private static func text(_ header: String, _ body: String) -> [UInt8] {
    Array("From: a@example.net\nMessage-ID: <1@a>\n\(header)\n\n\(body)".utf8)
  }

  private static func nested(_ depth: Int) -> [UInt8] {
    var text = "From: a@example.net\nMIME-Version: 1.0\n"
    for level in 0..<depth {
      text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
    }
    return Array((text + "Content-Type: text/plain\n\ndeep\n").utf8)
  }

  private static func parts(_ count: Int) -> [UInt8] {
    let part = "--b\nContent-Disposition: attachment\n\nx\n"
    return text(
      "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b",
      String(repeating: part, count: count) + "--b--\n")
  }

  static let refused: [(String, [UInt8])] = [
    ("nothing", []), ("a line break", [0x0a]), ("a body alone", Array("\nhello\n".utf8)),
    ("1 MiB and a byte", Array(repeating: 0x61, count: IncomingMail.bytesMax + 1)),
    ("a NUL in the header", Array("From: a\0b@example.net\n\nx\n".utf8)),
    ("a NUL in the body", text("Subject: x", "a\0b")),
    ("a bare CR in the body", text("Subject: x", "a\rb\n")),
    ("a bare CR in the header", text("Subject: x\rBcc: b@example.net", "a\n")),
    ("a CR at the end", text("Subject: x", "a\r")),
    ("CR CR LF", text("Subject: x", "a\r\r\n")),
    ("no colon in the header", text("this is no field", "x")),
    ("a field without a name", text(": x", "x")),
    ("an escape in a field's name", text("Sub\u{1b}ject: x", "x")),
    ("a name beyond ASCII", text("Sübject: x", "x")),
    ("two Message-IDs", text("Message-ID: <2@a>", "x")),
    ("two From lines", text("From: b@example.net", "x")),
    ("two subjects", text("Subject: a\nSubject: b", "x")),
    ("two dates", text("Date: a\nDate: b", "x")),
    ("two types", text("Content-Type: text/plain\nContent-Type: text/html", "x")),
    ("two types in two cases", text("Content-Type: text/plain\ncontent-type : text/html", "x")),
    (
      "two encodings",
      text("Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 8bit", "x")
    ),
    ("a header of 1,001 fields", text(String(repeating: "X-A: b\n", count: 1_001) + "X-B: c", "x")),
    (
      "a header of 300 KiB", text("Subject: " + String(repeating: "a", count: 300 << 10), "x")
    ),
    (
      "a field folded 100,000 times",
      text("Subject: a" + String(repeating: "\n  a", count: 100_000), "x")
    ),
    ("10 levels and one", nested(11)), ("200 levels", nested(200)),
    ("10,000 levels", nested(10_000)),
    ("101 parts", parts(101)), ("11,000 parts", parts(11_000)),
    (
      "300 types in the text",
      text("Subject: x", String(repeating: "content-type: a/b\n", count: 300))
    ),
    ("200,000 boundaries", text("Subject: x", String(repeating: "--b\n", count: 200_000))),
  ]

  @Test(arguments: refused) func isRefusedAndSaysWhy(_ name: String, _ bytes: [UInt8]) {
    do throws(IncomingMail.Malformed) {
      let mail = try IncomingMail.read(bytes)
      Issue.record("\(name): taken as \(mail.content)")
    } catch {
      #expect(error.description.hasPrefix("this mail cannot be read: "), "\(name)")
      #expect(error.description.utf8.count < 200, "\(name)")
    }
  }

  private static func html(_ body: String) -> [UInt8] {
    text("Content-Type: text/html; charset=utf-8", body)
  }

  /// Bytes, and what they may leave on an agenda; nil for whatever is bounded.
  static let survived: [(String, [UInt8], String?)] = [
    ("invalid UTF-8", text("Subject: x", "") + [0xff, 0xfe, 0xc0, 0x80, 0x41], nil),
    ("an unknown charset", text("Content-Type: text/plain; charset=x-bomb", "words"), nil),
    (
      "a charset of 10,000 characters",
      text(
        "Content-Type: text/plain; charset=\"\(String(repeating: "u", count: 10_000))\"", "words"),
      nil
    ),
    ("UTF-7", text("Content-Type: text/plain; charset=utf-7", "+ADw-script+AD4- words"), nil),
    (
      "base64 that is none",
      text("Content-Transfer-Encoding: base64", String(repeating: "=%%%", count: 1_000)), nil
    ),
    (
      "base64 of NULs",
      text("Content-Transfer-Encoding: base64", String(repeating: "AAAA", count: 10_000)), ""
    ),
    (
      "uuencode that never ends",
      text("Content-Transfer-Encoding: x-uuencode", "begin 644 a\nMxxxx\n"), nil
    ),
    ("one line of 900 KB", text("Subject: x", String(repeating: "word ", count: 180_000)), nil),
    ("900,000 line breaks", text("Subject: x", String(repeating: "\n", count: 900_000)), ""),
    ("400,000 quotes", text("Subject: x", String(repeating: ">\n", count: 400_000)), ""),
    ("a quote of 900,000 marks", text("Subject: x", String(repeating: ">", count: 900_000)), ""),
    ("300,000 colons", text("Subject: x", String(repeating: "wrote:\n", count: 120_000)), nil),
    (
      "marks that reorder text", text("Subject: x", "a \u{202e}b\u{2066} c"), "a b c"
    ),
    ("escapes", text("Subject: x", "\u{1b}[31mred\u{7} alert"), "[31mred alert"),
    (
      "an open boundary", text("Content-Type: multipart/mixed; boundary=b", "--b\nX: y\n\nhello\n"),
      nil
    ),
    ("a boundary that is not there", text("Content-Type: multipart/mixed; boundary=b", "x"), ""),
    ("no boundary at all", text("Content-Type: multipart/mixed", "--b\n\nhello"), nil),
    ("a type that is none", text("Content-Type: ;;;/;=;", "words"), nil),
    ("300,000 tags", html(String(repeating: "<b>", count: 300_000)), ""),
    ("300,000 open brackets", html(String(repeating: "<", count: 300_000)), nil),
    ("a comment without an end", html("words<!-- never"), "words"),
    ("100,000 comments without an end", html(String(repeating: "<!--", count: 100_000)), ""),
    ("an attribute without an end", html("words <a href=\"never>"), nil),
    ("a script", html("<script>alert('x')</script>words<style>b{}</style>"), "words"),
    ("a script without an end", html("words<script>alert"), "words"),
    (
      "100,000 quotes in HTML", html(String(repeating: "<blockquote>x", count: 60_000)), ""
    ),
    ("closing what never opened", html(String(repeating: "</blockquote>", count: 999) + "x"), "x"),
    ("entities that are none", html("&#xffffffff; &#55555555; &no; & &#; words"), nil),
    ("a number that is NUL", html("a&#0;b"), "a b"),
    ("a tag in a tag", html("<<b>i>words</i>"), nil),
    ("markup in text", text("Subject: x", "<script>alert(1)</script>"), nil),
    (
      "a calendar of 100,000 lines",
      text(
        "Content-Type: text/calendar; method=REPLY", String(repeating: "UID:x\n", count: 100_000)),
      ""
    ),
    (
      "a report of 100,000 lines",
      text(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "--b\nContent-Type: message/delivery-status\n\n"
          + String(repeating: "Status: 5.1.1\n", count: 60_000)), nil
    ),
    (
      "20,000 addresses",
      text("To: " + String(repeating: "a@b.example, ", count: 15_000), "words"), "words"
    ),
    ("an encoded word without an end", text("Subject: =?utf-8?B?AAAA", "words"), "words"),
    (
      "20,000 encoded words",
      text("Subject: " + String(repeating: "=?utf-8?Q?a?= ", count: 15_000), "words"), "words"
    ),
    (
      "a mail within a mail",
      text(
        "Content-Type: multipart/mixed; boundary=b",
        "--b\nContent-Type: message/rfc822\n\nSubject: in\n\ninner words\n--b--"), ""
    ),
    (
      "a partial message",
      text("Content-Type: message/partial; id=a; number=1; total=2", "Subject: x\n\nwords"), nil
    ),
    (
      "a reference to a file",
      text("Content-Type: message/external-body; access-type=local-file; name=\"/etc/passwd\"", ""),
      ""
    ),
    ("private and nothing else", text("Subject: x", "private:\n"), ""),
    ("white space", text("Subject: x", " \u{200b}\u{feff}\u{a0}\n\t\n"), ""),
  ]

  static func isBounded(_ mail: IncomingMail) -> Bool {
    let size = (try? JSONEncoder().encode(mail).count) ?? .max
    return size < 60 << 10 && mail.addresses.count <= 50
      && Replies.shown(mail.content).unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control
      }
  }

  @Test(arguments: survived)
  func isBounded(_ name: String, _ bytes: [UInt8], _ item: String?) throws {
    let mail = try IncomingMail.read(bytes)
    #expect(Self.isBounded(mail), "\(name)")
    if let item { #expect(Replies.shown(mail.content) == item, "\(name)") }
  }

  @Test func thereAreEnough() { #expect(Self.refused.count + Self.survived.count >= 60) }

  /// Real mails with bytes changed, cut, doubled and mixed; and bytes alone.
  @Test(arguments: 0..<40) func anyBytesAreAnsweredWithinBounds(_ seed: Int) throws {
    var random = Seeded(seed)
    let names = Replies.expected.map(\.0)
    for _ in 0..<25 {
      var bytes = try Replies.bytes(names[Int.random(in: names.indices, using: &random)])
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.insert(UInt8.random(in: 1...255, using: &random), at: min(place, bytes.count))
        case 1 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 1...255, using: &random)
        case 2: bytes.removeSubrange(min(place, bytes.count)...)
        case 3: bytes += bytes.suffix(from: min(place, bytes.count))
        case 4: bytes += try Replies.bytes(names[Int.random(in: names.indices, using: &random)])
        default:
          bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
            UInt8.random(in: .min ... .max, using: &random)
          }
        }
      }
      do throws(IncomingMail.Malformed) {
        let mail = try IncomingMail.read(bytes)
        #expect(Self.isBounded(mail), "seed \(seed)")
      } catch {
        #expect(!error.what.isEmpty)
      }
    }
  }
}
