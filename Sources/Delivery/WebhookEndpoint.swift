internal import CCurl

/// One webhook: a URL to which messages are sent, signed where its service looks at signatures.
///
/// The URL is as good as a password (whoever knows it can post), so it appears in no text that
/// leaves this type. Each request has a connection of its own, so that every address is checked
/// anew. No redirect is followed, and no proxy used.
package struct WebhookEndpoint: Sendable {
  let url: Secret
  let isEncrypted: Bool
  private let secret: WebhookSecret?
  private let service: WebhookService
  /// The value of `Authorization`.
  private let authorization: Secret?
  private let network: Network
  private let caFile: String?
  private let timeout: Duration

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
  ) throws(EndpointProblem) {
    isEncrypted = try CheckedURL.check(url.exposed) == "https"
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
    let url = CheckedURL.joined(url.exposed, path: request.path, query: request.query)
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
    await CurlReactor.http.perform {
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
    handle.setRequest(to: url, encrypted: isEncrypted, caFile: caFile, timeout: timeout)
  }

  func isAllowed(_ address: AddressClass) -> Bool {
    network.allows(address, encrypted: isEncrypted)
  }
}

/// Counts what went out, and keeps the beginning of the answer: some say in it when to come again.
final class WebhookTransfer: CurlTransfer {
  private static let answerLimit = 4_096

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
    guard kind == CURLINFO_HEADER_IN else { return }
    switch HeaderLine(bytes) {
    case .status: retryAfter = nil
    case .field("retry-after", let value): retryAfter = value
    case .field, nil: break
    }
  }
}
