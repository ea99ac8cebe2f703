import Glibc

/// What kind of network address a socket is about to be connected to.
///
/// A pure function of the resolved address, asked between resolution and connection: a host name
/// says nothing, since its owner may let it resolve to anything at any time.
/// Source: the special-purpose registries of RFC 6890 and IANA, and the classes of Stripe's
/// smokescreen.
package enum AddressClass: Sendable, Hashable {
  case `public`
  /// RFC 1918, carrier NAT (RFC 6598), unique local IPv6 (RFC 4193).
  case `private`
  case loopback
  case linkLocal
  /// Where clouds hand out credentials, outside the link-local range.
  case metadata
  case multicast
  case unspecified
  /// An IPv6 address with an IPv4 address inside: mapped, compatible, NAT64, 6to4, Teredo, ISATAP.
  case embedded
  /// Documentation, benchmarks, future use, broadcast and whatever else is nobody's address.
  case reserved
  /// No IP address at all.
  case other

  /// Classifies the bytes of a `sockaddr_in` or `sockaddr_in6`.
  package static func of(_ socketAddress: [UInt8]) -> AddressClass {
    guard socketAddress.count >= 2 else { return .other }
    let family = socketAddress.withUnsafeBytes { $0.loadUnaligned(as: sa_family_t.self) }
    // Offsets of sin_addr and sin6_addr: ip(7), ipv6(7).
    switch Int32(family) {
    case AF_INET where socketAddress.count >= 8:
      return ofVersion4(socketAddress[4..<8])
    case AF_INET6 where socketAddress.count >= 24:
      return ofVersion6(socketAddress[8..<24])
    default:
      return .other
    }
  }

  private static func ofVersion4(_ bytes: ArraySlice<UInt8>) -> AddressClass {
    version4.first { $0.contains(bytes) }?.class ?? .public
  }

  private static func ofVersion6(_ bytes: ArraySlice<UInt8>) -> AddressClass {
    // ISATAP (RFC 5214 6.1) hides an IPv4 address behind any prefix at all.
    let interface = Array(bytes.dropFirst(8).prefix(4))
    if interface == [0, 0, 0x5E, 0xFE] || interface == [2, 0, 0x5E, 0xFE] { return .embedded }
    // Only 2000::/3 is global unicast; what the table does not name below it is nobody's.
    return version6.first { $0.contains(bytes) }?.class ?? .reserved
  }

  private struct Block {
    var prefix: [UInt8]
    var bits: Int
    var `class`: AddressClass

    init(_ prefix: [UInt8], _ bits: Int, _ class: AddressClass) {
      self.prefix = prefix
      self.bits = bits
      self.class = `class`
    }

    func contains(_ address: ArraySlice<UInt8>) -> Bool {
      for (index, byte) in address.enumerated() {
        let counted = Swift.min(8, bits - index * 8)
        if counted <= 0 { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> counted)
        let expected = index < prefix.count ? prefix[index] : 0
        if (byte ^ expected) & mask != 0 { return false }
      }
      return true
    }
  }

  // The first block that holds the address decides.
  private static let version4: [Block] = [
    Block([0], 8, .unspecified),
    Block([127], 8, .loopback),
    Block([100, 100, 100, 200], 32, .metadata),  // Alibaba
    Block([168, 63, 129, 16], 32, .metadata),  // Azure, a public address
    Block([192, 0, 0, 192], 32, .metadata),  // Oracle
    Block([10], 8, .private),
    Block([172, 16], 12, .private),
    Block([192, 168], 16, .private),
    Block([100, 64], 10, .private),
    Block([169, 254], 16, .linkLocal),
    Block([192, 0, 0], 24, .reserved),
    Block([192, 0, 2], 24, .reserved),
    Block([192, 88, 99], 24, .reserved),
    Block([198, 18], 15, .reserved),
    Block([198, 51, 100], 24, .reserved),
    Block([203, 0, 113], 24, .reserved),
    Block([224], 4, .multicast),
    Block([240], 4, .reserved),
  ]

  private static let version6: [Block] = [
    Block([], 128, .unspecified),
    Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, .loopback),
    Block([], 80, .embedded),  // ::/96 and ::ffff:0:0/96
    Block([0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0], 96, .embedded),  // RFC 2765
    Block([0x00, 0x64, 0xFF, 0x9B], 32, .embedded),  // NAT64, RFC 6052 and RFC 8215
    Block([0xFD, 0x00, 0x0E, 0xC2], 32, .metadata),  // Amazon
    Block([0xFD, 0x20, 0x00, 0xCE], 32, .metadata),  // Google
    Block([0xFC], 7, .private),
    Block([0xFE, 0x80], 10, .linkLocal),
    Block([0xFF], 8, .multicast),
    Block([0x20, 0x01, 0x00, 0x00], 32, .embedded),  // Teredo
    Block([0x20, 0x01, 0x00], 23, .reserved),
    Block([0x20, 0x01, 0x0D, 0xB8], 32, .reserved),
    Block([0x20, 0x02], 16, .embedded),  // 6to4
    Block([0x3F, 0xFF], 20, .reserved),
    Block([0x20], 3, .public),
  ]
}
