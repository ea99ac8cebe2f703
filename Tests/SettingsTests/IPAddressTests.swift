import Settings
import Testing

/// Addresses by the letter of RFC 4291: what is believed of a header depends on it.
@Suite struct IPAddressTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("::1", "0:0:0:0:0:0:0:1"), ("::", "0:0:0:0:0:0:0:0"), ("fd00::1:2", "fd00:0:0:0:0:0:1:2"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1::8", "1:0:0:0:0:0:0:8"), ("A::", "a:0:0:0:0:0:0:0"),
    ("::ffff:10.0.0.2", "10.0.0.2"), ("::ffff:a00:2", "10.0.0.2"),
    ("64:ff9b::1.2.3.4", "64:ff9b:0:0:0:0:102:304"),
  ])
  func reads(_ text: String, _ shown: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == shown)
    #expect(IPAddress(shown) == address)
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "256.0.0.1", "01.2.3.4", "1.2.3.+4",
    "1.2.3.4 ",
    "localhost", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8",
    "12345::", "g::", "[::1]", "fe80::1%eth0", "::1.2.3.4:5", "1.2.3.4::", "::1.2.3", "+1::",
    "٣.0.0.1",
    "1.2.3.4:80",
  ])
  func refuses(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func loopbacks() {
    for text in ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"] {
      #expect(IPAddress(text)?.isLoopback == true, "\(text)")
    }
    for text in ["0.0.0.0", "::", "128.0.0.1", "::2", "::127.0.0.1", "1::1"] {
      #expect(IPAddress(text)?.isLoopback == false, "\(text)")
    }
  }

  @Test func places() throws {
    for text in ["127.0.0.1:8080", "0.0.0.0:0", "1.2.3.4:65535", "[0:0:0:0:0:0:0:1]:80"] {
      #expect(ListenAddress(text)?.description == text)
    }
    for text in [
      "", ":", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+1", "127.0.0.1:8 ",
      "[127.0.0.1]:80", "::1:80", "[::1]", "[::1]80", "[::1:80", "localhost:80", "1.2.3.4:٨٠",
    ] {
      #expect(ListenAddress(text) == nil, "\(text)")
    }
  }
}
