import Testing

@testable import Delivery

@Suite("What may stand in an envelope, and in a message")
struct MailAddressTests {
  @Test(
    "plain addresses are taken as they are",
    arguments: [
      "ana@example.org", "a.b+c_d-e@mail.example.org", "x@localhost", "o'neil@example.org",
      "bounce=ana=example.org@x-1.example", String(repeating: "a", count: 64) + "@example.org",
    ])
  func plain(text: String) throws {
    #expect(try MailAddress(text).description == text)
  }

  @Test(
    "anything that could say more than an address is none",
    arguments: [
      ("ana@example.org\r\nRCPT TO:<eve@example.org>", MailAddress.Problem.forbiddenCharacter),
      ("ana@example.org\n", .forbiddenCharacter), ("ana\u{0}@example.org", .forbiddenCharacter),
      ("ana @example.org", .forbiddenCharacter), ("ana@exam\tple.org", .forbiddenCharacter),
      ("ana@example.org SIZE=1", .forbiddenCharacter),
      ("ana\u{7F}@example.org", .forbiddenCharacter),
      ("ana@example.org>", .badDomain), ("<ana@example.org", .badLocalPart),
      ("\"ana\"@example.org", .badLocalPart), ("ana,eve@example.org", .badLocalPart),
      ("ana@eve@example.org", .badLocalPart), ("@example.org", .badLocalPart),
      (".ana@example.org", .badLocalPart), ("ana..b@example.org", .badLocalPart),
      ("ana@", .badDomain), ("ana@example..org", .badDomain), ("ana@-example.org", .badDomain),
      ("ana@[127.0.0.1]", .badDomain), ("ana@exa_mple.org", .badDomain), ("ana", .noDomain),
      ("", .noDomain), ("zażółć@example.org", .notASCII), ("ana@bücher.example", .notASCII),
      (String(repeating: "a", count: 65) + "@example.org", .tooLong),
      ("a@" + String(repeating: "b.", count: 126) + "org", .tooLong),
    ])
  func refused(text: String, problem: MailAddress.Problem) {
    #expect(throws: problem) { try MailAddress(text) }
    #expect(!problem.description.isEmpty)
  }

  @Test("a message has CRLF line ends and nothing like them")
  func lineEnds() {
    func problem(_ text: String) -> String? { MailBytes.problem(in: Array(text.utf8)) }
    #expect(problem("Subject: x\r\n\r\nHello\r\n") == nil)
    #expect(problem("Subject: x\r\n\r\nwithout the last end") == nil)
    #expect(
      problem("a\r\n.\nb\r\n") == "the message holds a line feed without carriage return at byte 4")
    #expect(
      problem("a\r.\r\n") == "the message holds a carriage return without line feed at byte 1")
    #expect(
      problem("a\r\r\nb") == "the message holds a carriage return without line feed at byte 1")
    #expect(problem("\n") != nil)
    #expect(problem("a\r") == "the message ends in a carriage return")
    #expect(problem("a\u{0}b\r\n") == "the message holds a NUL at byte 1")
    #expect(problem("") == "the message is empty")
  }

  @Test("a secret does not show, however one looks")
  func secrets() {
    let secret = Secret("open sesame")
    var dumped = ""
    dump(SMTPRelay.Credentials(user: "ana", password: secret), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] {
      #expect(!text.contains("sesame"))
    }
    #expect(secret.description == "•••")
  }

  @Test("a peer's words become one printable line")
  func oneLine() {
    #expect(Receipt.oneLine("250  ok\r\n\u{202E}evil\u{1B}[31m") == "250 ok evil [31m")
    #expect(Receipt.oneLine(String(repeating: "x", count: 5_000)).count == 200)
  }
}
