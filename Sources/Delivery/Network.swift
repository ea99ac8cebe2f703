/// Where a hook or a document may be. Link-local and cloud metadata addresses, multicast, and IPv6
/// addresses with an IPv4 address inside are refused everywhere.
package enum Network: Sendable, Hashable {
  /// https, to public addresses alone.
  case `public`
  /// https, to private addresses (RFC 1918, CGNAT, ULA) too.
  case `private`
  /// As `private`, and this machine too; plain http, to this machine alone.
  case local

  func allows(_ address: AddressClass, encrypted isEncrypted: Bool) -> Bool {
    switch address {
    case .loopback: self == .local
    case .public: isEncrypted
    case .private: isEncrypted && self != .public
    case .linkLocal, .metadata, .multicast, .unspecified, .embedded, .reserved, .other: false
    }
  }
}
