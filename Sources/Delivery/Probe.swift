internal import CCurl
import Glibc

/// What a look at a relay or a hook found, without anything having been sent to anybody.
package struct Probe: Sendable, Hashable {
  /// What keeps messages from leaving there.
  package enum Trouble: Sendable, Hashable {
    /// Not even tried: the settings contradict each other.
    case settings
    /// The name has no address.
    case name
    /// It has one to which nothing may be sent.
    case address(AddressClass)
    /// Nobody answers there.
    case connection
    /// What answers breaks off, or does not want us.
    case greeting
    /// STARTTLS is required, and not offered.
    case noTLS
    /// What answers does not speak TLS.
    case notTLS
    /// Expired, for another name, or of nobody we trust.
    case certificate
    /// There are a user and a password, and nobody asks for them.
    case loginNotOffered
    case loginRefused
  }

  /// nil if all is well.
  package var trouble: Trouble?
  /// The other side's answer to what went wrong, else libcurl's words: one line, in which a host
  /// may be named.
  package var words: String
  /// Where the connection led.
  package var address: AddressClass?
  /// The first line of a relay.
  package var greeting: String?
  /// `TLSv1.3`; nil without TLS.
  package var tls: String?
  /// When the certificate ends, in seconds since 1970.
  package var certificateEnds: Int64?
  package var offersLogin: Bool
  package var isLoggedIn: Bool

  package init(
    trouble: Trouble? = nil, words: String, address: AddressClass? = nil, greeting: String? = nil,
    tls: String? = nil, certificateEnds: Int64? = nil, offersLogin: Bool = false,
    isLoggedIn: Bool = false
  ) {
    self.trouble = trouble
    self.words = words
    self.address = address
    self.greeting = greeting
    self.tls = tls
    self.certificateEnds = certificateEnds
    self.offersLogin = offersLogin
    self.isLoggedIn = isLoggedIn
  }
}

extension TransferFailure {
  /// - Parameters:
  ///   - address: what was turned down, if anything was.
  ///   - isConnected: whether anything came from the other side.
  func trouble(refused address: AddressClass?, isConnected: Bool) -> Probe.Trouble {
    if let address { return .address(address) }
    switch self {
    case .unresolved: return .name
    case .notConnected: return .connection
    case .timedOut: return isConnected ? .greeting : .connection
    case .noTLS: return .noTLS
    case .notTLS: return .notTLS
    case .untrustedCertificate: return .certificate
    case .noLogin: return .loginNotOffered
    case .lost, .other: return .greeting
    }
  }
}

/// What libcurl says of a connection while it is made. The words are not promised to stay, so what
/// is not understood is left out.
struct ConnectionNotes {
  private(set) var version: String?
  private(set) var certificateEnds: Int64?
  /// Whether anybody took the connection.
  private(set) var isConnected = false

  mutating func read(_ bytes: UnsafeRawBufferPointer) {
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let words = line.drop { $0 == " " }
      if words.hasPrefix("Connected to ") { isConnected = true }
      if let rest = words.after("SSL connection using ") {
        version = rest.split(separator: " ").first.map(String.init)
      } else if certificateEnds == nil, let rest = words.after("expire date: ") {
        certificateEnds = Self.seconds(rest)
      }
    }
  }

  /// `Nov  3 15:39:07 2026 GMT`. Source: OpenSSL, ASN1_TIME_print(3).
  static func seconds(_ text: some StringProtocol) -> Int64? {
    let words = text.split(separator: " ")
    guard words.count == 5, words[4] == "GMT",
      let month = monthNames.firstIndex(of: String(words[0])), let day = Int32(words[1]),
      let year = Int32(words[3])
    else { return nil }
    let clock = words[2].split(separator: ":").compactMap { Int32($0) }
    guard clock.count == 3, (1970...9999).contains(year), (1...31).contains(day) else { return nil }
    var time = tm()
    (time.tm_year, time.tm_mon, time.tm_mday) = (year - 1900, Int32(month), day)
    (time.tm_hour, time.tm_min, time.tm_sec) = (clock[0], clock[1], clock[2])
    return Int64(timegm(&time))
  }
}

extension StringProtocol {
  fileprivate func after(_ prefix: String) -> SubSequence? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
