internal import CCurl
internal import Foundation

/// One webhook: a URL to which messages are sent, signed where its service looks at signatures.
///
/// The URL is as good as a password (whoever knows it can post), so it appears in no text that
/// leaves this type. Each request has a connection of its own, so that every address is checked
/// anew.
/// No redirect is followed, and no proxy used.
package struct WebhookEndpoint: Sendable {
  /// Where the hook may be. Link-local and cloud metadata addresses, multicast, and IPv6 addresses
  /// with an IPv4 address inside are refused everywhere.
  package enum Network: Sendable, Hashable {
    /// https, to public addresses alone.
    case `public`
    /// https, to private addresses (RFC 1918, CGNAT, ULA) too.
    case `private`
    /// As `private`, and this machine too; plain http, to this machine alone.
    case local
  }

  let url: Secret
  let isEncrypted: Bool
  private let secret: WebhookSecret?
  private let service: WebhookService
  /// The value of `Authorization`.
  private let authorization: Secret?
  private let network: Network
  private let caFile: String?
  private let timeout: Duration
  /// All hooks share it: a slow one delays no other.
  static let reactor = CurlReactor(label: "convened.webhooks")

  /// - Parameters:
  ///   - secret: `whsec_…`; without one nothing is signed.
  ///   - service: whose answers to expect.
  ///   - login: for services that ask for more than the URL.
  ///   - caFile: PEM certificates to trust instead of the system's.
  ///   - timeout: for the connection and for the whole request.
  package init(
    url: Secret, secret: Secret? = nil, service: WebhookService = .standard,
    login: WebhookLogin? = nil, network: Network, caFile: String? = nil,
    timeout: Duration = .seconds(15)
  ) throws(WebhookProblem) {
    isEncrypted = try WebhookURL.check(url.exposed) == "https"
    guard isEncrypted || network == .local else { throw .notHTTPS }
    self.url = url
    if let secret {
      self.secret = try WebhookSecret(parsing: secret)
    } else {
      self.secret = nil
    }
    self.service = service
    authorization = login?.header
    if login != nil, authorization == nil { throw .loginNotPrintable }
    self.network = network
    self.caFile = caFile
    self.timeout = timeout
  }

  /// Sends one request.
  ///
  /// - Parameters:
  ///   - identity: the `webhook-id`, the same for every repetition; printable, without a full stop.
  ///   - timestamp: seconds since 1970 of this attempt, by the caller's clock.
  package func send(
    _ request: WebhookRequest, identity: String, timestamp: Int64
  ) async -> Receipt {
    // A full stop is what separates the parts that are signed.
    guard Self.isHeaderValue(identity), !identity.contains(where: { $0 == "." || $0 == " " }) else {
      return .refused(
        why: "not sent: the identity cannot be a webhook-id", scope: .recipient)
    }
    guard Self.isHeaderValue(request.contentType) else {
      return .refused(why: "not sent: the content type is none", scope: .recipient)
    }
    let url = WebhookURL.joined(url.exposed, path: request.path, query: request.query)
    var headers = [
      "Content-Type: \(request.contentType)", "User-Agent: convened",
      // Without this line libcurl asks for leave before a long body, and waits for it.
      "Expect:",
    ]
    if service.isSigned {
      headers += ["webhook-id: \(identity)", "webhook-timestamp: \(timestamp)"]
      if let secret {
        let signature = secret.signature(
          identity: identity, timestamp: timestamp, body: request.body)
        headers.append("webhook-signature: \(signature)")
      }
    }
    if let authorization { headers.append("Authorization: \(authorization.exposed)") }
    return await send(request, to: url, headers: headers, timestamp: timestamp)
  }

  /// Printable ASCII: nothing that could end a header line.
  private static func isHeaderValue(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// What libcurl asks while it sends one request with a body of so many bytes.
  func transfer(bodyCount: Int) -> WebhookTransfer {
    WebhookTransfer(bodyCount: bodyCount, isAllowed: isAllowed)
  }

  private func send(
    _ request: WebhookRequest, to url: String, headers: [String], timestamp: Int64
  ) async -> Receipt {
    await Self.reactor.perform {
      transfer(bodyCount: request.body.count)
    } configure: { handle in
      prepare(handle, for: url)
      handle.set(CURLOPT_POST, 1)
      handle.setBody(request.body)
      // A PUT with the body of a POST: libcurl's own would ask for it piece by piece.
      handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
      handle.set(CURLOPT_HTTPHEADER, headers)
    } result: { ending, transfer in
      WebhookVerdict(
        words: ending.text, status: ending.status, retryAfter: transfer.retryAfter,
        timestamp: timestamp, wasSent: transfer.wasSent, refusedAddress: transfer.refusedAddress,
        service: service, answer: transfer.answer
      ).receipt
    }
  }

  /// What every connection to the hook has.
  func prepare(_ handle: CurlHandle, for url: String) {
    handle.set(CURLOPT_URL, url)
    handle.set(CURLOPT_PROTOCOLS_STR, isEncrypted ? "https" : "http")
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    handle.set(CURLOPT_FRESH_CONNECT, 1)
    handle.set(CURLOPT_FORBID_REUSE, 1)
    handle.setTrust(caFile: caFile)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, timeout.milliseconds)
    handle.set(CURLOPT_TIMEOUT_MS, timeout.milliseconds)
  }

  func isAllowed(_ address: AddressClass) -> Bool {
    network.allows(address, encrypted: isEncrypted)
  }
}

extension WebhookEndpoint.Network {
  func allows(_ address: AddressClass, encrypted isEncrypted: Bool) -> Bool {
    switch address {
    case .loopback: self == .local
    case .public: isEncrypted
    case .private: isEncrypted && self != .public
    case .linkLocal, .metadata, .multicast, .unspecified, .embedded, .reserved, .other: false
    }
  }
}

/// Counts what went out, and keeps the beginning of the answer: some say in it when to come again.
final class WebhookTransfer: CurlTransfer {
  private static let answerLimit = 4_096
  private static let headerLimit = 1_000

  private let bodyCount: Int
  private let isAllowed: (AddressClass) -> Bool
  private var headWasSent = false
  private var bodySent = 0
  private(set) var answer: [UInt8] = []
  /// The value of `Retry-After` in the last answer; interim ones come before it.
  private(set) var retryAfter: String?

  init(bodyCount: Int, isAllowed: @escaping (AddressClass) -> Bool) {
    self.bodyCount = bodyCount
    self.isAllowed = isAllowed
  }

  var wasSent: Bool { headWasSent && bodySent >= bodyCount }

  override func mayConnect(to address: AddressClass) -> Bool { isAllowed(address) }

  override func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // The status is known by now, so an answer that is too long ends the transfer and no more.
    answer += bytes.prefix(Self.answerLimit - answer.count)
    return answer.count < Self.answerLimit
  }

  override func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    if kind == CURLINFO_HEADER_OUT { headWasSent = true }
    if kind == CURLINFO_DATA_OUT { bodySent += bytes.count }
    if kind == CURLINFO_HEADER_IN { received(bytes.prefix(Self.headerLimit)) }
  }

  /// libcurl shows each header by itself.
  private func received(_ header: some Collection<UInt8>) {
    let line = String(decoding: header, as: UTF8.self)
    if line.hasPrefix("HTTP/") { retryAfter = nil }
    guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "retry-after" else {
      return
    }
    retryAfter = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
