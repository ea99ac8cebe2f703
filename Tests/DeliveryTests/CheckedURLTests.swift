import Testing

@testable import Delivery

/// Hosts as somebody writes them who wants them to be read as others.
@Suite("A hook's URL")
struct CheckedURLTests {
  static let unusual = [
    // Decimal, octal, hexadecimal, mixed and short forms (inet_aton(3)), whatever they mean.
    "2130706433", "0", "1", "4294967295", "4294967296", "2852039166", "0x7f000001", "0x7F.1",
    "0xA9FEA9FE", "0x7f.0x0.0x0.0x1", "0x", "0x.0x.0", "017700000001", "0177.0.0.1",
    "0251.0376.0251.0376", "00000177.1", "127.1", "127.0.1", "10.1", "1.1.1.0x1", "08.8.8.8",
    "010.0.0.1", "8.8.8.08", "256.256.256.256", "1.2.3.4.5", "1.2.3", "999", "example.123",
    "example.0x7f",
    // A full stop at the end, and labels with nothing in them.
    "127.0.0.1.", "169.254.169.254.", "localhost.", "example.org.", "example.org..", "a..b",
    ".example.org", ".",
    // Percent-encoding, other digits and other full stops.
    "127%2e0%2e0%2e1", "%3127.0.0.1", "example%2eorg", "１２７.０.０.１", "①②⑦.0.0.1",
    "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "２１３０７０６４３３", "example.org。", "169.254.169.２５４",
    // Zones of link-local addresses.
    "[fe80::1%25eth0]", "[fe80::1%eth0]", "[fe80::1%1]",
  ]

  static let userInfo = [
    "example.org@127.0.0.1", "example.org:x@127.0.0.1", "@127.0.0.1", ":@127.0.0.1",
    "example.org\\@127.0.0.1", "example.org%2f@127.0.0.1", "hush@example.org", "a:b@example.org",
    "127.0.0.1@example.org", "example.org%00@127.0.0.1", "[::1]@example.org",
  ]

  static let none = [
    "", "/127.0.0.1", "[127.0.0.1]", "[::1", "::1", "127.0.0.1:99999", "127.0.0.1:80:80", "a b",
    "exa%00mple.org", "exa%0d%0ample.org", "127.0.0.1%20", "a@b@127.0.0.1", "[::1]x", "[]", ":443",
    "exa\u{0}mple.org", "exam\tple.org", "example.org\r\nx",
  ]

  static let usual = [
    "example.org", "EXAMPLE.ORG", "hooks.example.org:8443", "a-b.example", "xn--bcher-kva.example",
    "bücher.example", "127.0.0.1", "10.0.0.1:80", "255.255.255.255", "127.0.0.1.nip.io", "[::1]",
    "[::1]:8443", "[0:0:0:0:0:ffff:7f00:1]", "localhost", "1password.example", "example.x1",
    "3com", "a_b.example", "123.example", "example.org:",
  ]

  func problem(_ host: String) -> EndpointProblem? {
    do {
      _ = try WebhookEndpoint(url: Secret("https://\(host)/hush"), network: .local)
      return nil
    } catch {
      #expect(!error.description.contains("hush"))
      return error
    }
  }

  @Test("another way to write an address is none", arguments: unusual)
  func isUnusual(host: String) { #expect(problem(host) == .unusualHost) }

  @Test("nothing stands before the host", arguments: userInfo)
  func hasUserInfo(host: String) {
    // libcurl reads some of them as no URL at all.
    #expect([.userInfo, .notAURL].contains(problem(host)))
  }

  @Test("what is no host", arguments: none)
  func isNone(host: String) { #expect([.notAURL, .unusualHost].contains(problem(host))) }

  @Test("what people write", arguments: usual)
  func isUsual(host: String) { #expect(problem(host) == nil) }

  @Test("the address in the path does not excuse the host")
  func path() {
    #expect(problem("0x7f.1/127.0.0.1") == .unusualHost)
    #expect(problem("2130706433?127.0.0.1") == .unusualHost)
    #expect(problem("2130706433#127.0.0.1") == .unusualHost)
    #expect(problem("127.0.0.1#@example.org") == nil, "which is the host 127.0.0.1")
    #expect(problem("example.org/a@b") == nil)
  }

  @Test("one slash, three slashes and none are not two")
  func slashes() {
    for text in ["https:/127.0.0.1/", "https:///127.0.0.1/", "https:127.0.0.1", "//127.0.0.1/"] {
      #expect(throws: EndpointProblem.notAURL, "\(text)") {
        try WebhookEndpoint(url: Secret(text), network: .local)
      }
    }
  }
}
