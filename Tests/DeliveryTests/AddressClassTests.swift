import Glibc
import Testing

@testable import Delivery

@Suite("AddressClass")
struct AddressClassTests {
  /// The bytes the kernel would see for an address in text.
  static func socketAddress(_ text: String) throws -> [UInt8] {
    if text.contains(":") {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = 0xBB01
      try #require(inet_pton(AF_INET6, text, &address.sin6_addr) == 1, "\(text)")
      return withUnsafeBytes(of: &address) { Array($0) }
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = 0xBB01
    try #require(inet_pton(AF_INET, text, &address.sin_addr) == 1, "\(text)")
    return withUnsafeBytes(of: &address) { Array($0) }
  }

  static let table: [AddressClass: [String]] = [
    .public: [
      "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
      "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
      "172.32.0.0", "192.167.255.255", "192.169.0.0", "192.0.1.0", "198.17.255.255", "198.20.0.0",
      "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2001:4860:4860::8888",
      "2003::1", "3ffe::1", "1.0.0.1", "9.9.9.9", "191.255.255.255", "192.0.3.0", "192.88.98.255",
      "192.88.100.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "2400::1",
      "2620:fe::fe", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "3fff:1000::1",
      "3ffe:ffff::1",
    ],
    .private: [
      "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
      "192.168.255.255", "100.64.0.0", "100.127.255.255", "fc00::1", "fd12:3456:789a::1",
      "fdff:ffff::1", "10.1.2.3", "172.20.10.1", "192.168.1.1", "100.100.100.100",
      "100.100.100.199", "fc00::", "fd00::1", "fd00:ec1::254",
      "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ],
    .loopback: [
      "127.0.0.1", "127.0.0.0", "127.255.255.255", "127.1.2.3", "127.0.0.53", "127.0.1.1", "::1",
    ],
    .linkLocal: [
      "169.254.169.254", "169.254.0.0", "169.254.255.255", "fe80::1", "febf::1",
      "fe80::a9fe:a9fe", "169.254.170.2", "169.254.0.23", "fe80::", "fe90::1", "febf:ffff::1",
    ],
    .metadata: [
      "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254",
      "fd00:ec2::23", "fd00:ec2:ffff::1",
    ],
    .multicast: [
      "224.0.0.1", "239.255.255.255", "232.1.2.3", "ff02::1", "ff0e::1", "224.0.0.0", "224.0.0.251",
      "ff00::", "ff01::1", "ff05::2", "ffff::1",
    ],
    .unspecified: ["0.0.0.0", "0.0.0.1", "0.1.2.3", "0.255.255.255", "::"],
    .embedded: [
      "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:169.254.169.254", "::127.0.0.1", "::2",
      "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::10.0.0.1",
      "2002:7f00:1::1", "2002:a00:1::1", "2002:808:808::1", "2001::1", "2001:0:7f00:1::1",
      "2a00:1450::5efe:127.0.0.1", "2a00:1450::200:5efe:10.0.0.1", "::ffff:0.0.0.0",
      "::ffff:10.0.0.1", "::ffff:192.168.1.1", "::10.0.0.1", "::ffff:0:8.8.8.8", "64:ff9b::",
      "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "2002::1",
      "2002:a9fe:a9fe::1", "2002:c0a8:101::1", "2002:ffff::1", "2001:0:a00:1::1",
      "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fe80::5efe:10.0.0.1", "fd00::200:5efe:10.0.0.1",
    ],
    .reserved: [
      "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
      "203.0.113.1", "240.0.0.1", "254.1.1.1", "255.255.255.255", "2001:db8::1", "2001:10::1",
      "2001:20::1", "3fff::1", "100::1", "fec0::1", "5f00::1", "4000::1", "1::1", "200::1",
      "192.0.0.0", "192.0.0.8", "192.0.0.170", "192.0.0.255", "192.0.2.255", "192.88.99.255",
      "198.18.255.255", "198.51.100.255", "203.0.113.255", "240.0.0.0", "255.255.255.254",
      "2001:2::1", "2001:1ff::1", "2001:db8:ffff::", "3fff:fff::1", "100::", "100:0:0:1::1",
      "fec0::", "feff::1", "fe00::1", "fe7f::1", "5f00::", "6000::1", "8000::1", "a000::1",
      "c000::1", "e000::1", "f000::1", "f800::1", "64:ff9a::1", "64:ff9c::1", "::1:0:0:0",
    ],
  ]

  @Test("every kind of address is known for what it is")
  func classes() throws {
    for (expected, addresses) in Self.table {
      for text in addresses {
        #expect(AddressClass.of(try Self.socketAddress(text)) == expected, "\(text)")
      }
    }
  }

  @Test("the table does not shrink, and each address stands in it once")
  func count() {
    let all = Self.table.values.flatMap(\.self)
    #expect(all.count >= 186)
    #expect(Set(all).count == all.count)
    #expect(Self.table.count == 9)
  }

  @Test("a hook at such an address gets no connection")
  func hooks() async throws {
    for (kind, addresses) in Self.table where kind != .public {
      for text in addresses {
        let host = text.contains(":") ? "[\(text)]" : text
        let endpoint = try WebhookEndpoint(url: Secret("https://\(host)/"), network: .public)
        let receipt = await endpoint.send(
          WebhookRequest(contentType: "text/plain", body: []), identity: "a", timestamp: 0)
        #expect(
          receipt
            == .deferred(
              why: "not connected: the hook's address is \(kind), which its `network` forbids",
              retryAfterSeconds: nil, scope: .destination), "\(text)")
      }
    }
  }

  @Test("what is no IP address is nothing to connect to")
  func others() throws {
    #expect(AddressClass.of([]) == .other)
    #expect(AddressClass.of([1]) == .other)
    var unix = [UInt8](repeating: 0, count: 110)
    unix[0] = UInt8(AF_UNIX)
    #expect(AddressClass.of(unix) == .other)
    let short = Array(try Self.socketAddress("8.8.8.8").prefix(7))
    #expect(AddressClass.of(short) == .other)
    let short6 = Array(try Self.socketAddress("2606:4700::1").prefix(23))
    #expect(AddressClass.of(short6) == .other)
  }
}
