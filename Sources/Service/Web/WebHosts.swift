internal import Foundation
internal import Settings

/// The names that what only the coordinator may see is served under.
///
/// A stranger's page that lets its own name lead to this machine (DNS rebinding) speaks to the
/// board from within the coordinator's browser. It brings that name along as `Host`.
struct WebHosts: Sendable {
  /// Where a proxy serves it; nil for nowhere.
  private let site: String?

  /// - Parameter site: `https://board.example.org`, or nil.
  init(site: String?) {
    self.site = site.flatMap(Self.name)
  }

  /// - Parameters:
  ///   - host: what a request's `Host` says, with whatever port.
  ///   - local: which of our addresses it came to; nil over a unix socket.
  func contains(_ host: String, at local: IPAddress?) -> Bool {
    // A name or an address with a port, and nothing that a URL has around it.
    let isBare = host.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x3a, 0x41...0x5a, 0x61...0x7a: true
      default: "-._[]".utf8.contains(byte)
      }
    }
    guard isBare, let name = Self.name("http://\(host)") else { return false }
    if let address = IPAddress(name) { return address.isLoopback || address == local }
    return name == "localhost" || name == site
  }

  /// `[::1]:8081` is `::1`.
  private static func name(_ url: String) -> String? {
    URLComponents(string: url)?.host?.lowercased()
      .trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
  }
}
