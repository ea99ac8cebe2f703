internal import CCurl

/// A document, or a list in pages, that is read over HTTP.
///
/// Guarded like a hook: each request has a connection of its own, whose address is checked against
/// `network` before it is made, and no proxy is used. Redirects are followed a few times, each
/// checked anew; the token is told to the origin that was configured and to no other.
package struct DocumentEndpoint: Sendable {
  /// What a server says of a version of its document: sent back, it answers in a word whether there
  /// is another one (RFC 9110 13.1).
  package struct Version: Sendable, Hashable {
    var tag: String?
    var modified: String?
  }

  package enum Answer: Sendable, Hashable {
    /// - Parameters:
    ///   - pages: the one document, or each page of the list.
    ///   - isCut: there were more pages.
    case read(pages: [[UInt8]], Version?, isCut: Bool)
    /// Still the version that was asked about.
    case unchanged
  }

  package static let bytesMax = 1 << 20
  private static let redirectsMax = 3

  private let url: String
  private let fields: [String]
  private let authorization: Secret?
  private let network: Network
  private let caFile: String?
  private let timeout: Duration

  /// - Parameters:
  ///   - accept: the media types to ask for.
  ///   - fields: more header fields, `Name: value`.
  ///   - caFile: PEM certificates to trust instead of the system's.
  ///   - timeout: for everything, from the first connection to the last page.
  package init(
    url: String, accept: String, fields: [String] = [], token: Secret? = nil,
    network: Network, caFile: String? = nil, timeout: Duration = .seconds(15)
  ) throws(EndpointProblem) {
    let scheme = try CheckedURL.check(url)
    guard scheme == "https" || network == .local else { throw .notHTTPS }
    self.url = url
    self.fields = ["Accept: \(accept)", "User-Agent: convened"] + fields
    authorization = token.flatMap { WebhookLogin.bearer($0).header }
    if token != nil, authorization == nil { throw .loginNotPrintable }
    self.network = network
    self.caFile = caFile
    self.timeout = timeout
  }

  /// `docs.example.org port 443`.
  package var place: String {
    CheckedURL.origin(url).map { "\($0.host) port \($0.port)" } ?? "an unreadable address"
  }

  /// Reads it, all of it or nothing.
  ///
  /// - Parameters:
  ///   - version: what is known already.
  ///   - pagesMax: how many pages of a list to read at most.
  ///   - timestamp: seconds since 1970 now, by the caller's clock.
  package func read(
    unless version: Version? = nil, pagesMax: Int = 1, at timestamp: Int64
  ) async throws(DocumentFailure) -> Answer {
    let deadline = ContinuousClock.now + timeout
    var pages: [[UInt8]] = []
    var first: Version?
    var next: String? = url
    while let page = next, pages.count < pagesMax {
      let asked = pages.isEmpty ? version : nil
      let reply = try await follow(page, unless: asked, until: deadline, at: timestamp)
      if reply.status == 304 { return .unchanged }
      if pages.isEmpty { first = reply.version }
      pages.append(reply.body)
      next = try reply.next
    }
    // What the first page says of itself says nothing of the others.
    return .read(pages: pages, pages.count == 1 ? first : nil, isCut: next != nil)
  }

  /// One page, wherever it has moved.
  private func follow(
    _ page: String, unless version: Version?, until deadline: ContinuousClock.Instant,
    at timestamp: Int64
  ) async throws(DocumentFailure) -> DocumentReply {
    var place = page
    for _ in 0...Self.redirectsMax {
      let reply = try await get(place, unless: version, until: deadline)
      guard let target = reply.redirect else {
        let failure = reply.failure(
          hasToken: authorization != nil, asked: version != nil, at: timestamp)
        guard let failure else { return reply }
        throw failure
      }
      place = target
    }
    throw DocumentFailure(why: "more than \(Self.redirectsMax) redirects", remedy: .address)
  }

  private func get(
    _ place: String, unless version: Version?, until deadline: ContinuousClock.Instant
  ) async throws(DocumentFailure) -> DocumentReply {
    let left = deadline - ContinuousClock.now
    guard left > .zero else {
      throw DocumentFailure(why: "it takes longer than \(timeout.wholeSeconds) s", remedy: .wait)
    }
    let isEncrypted: Bool
    do { isEncrypted = try CheckedURL.check(place) == "https" } catch {
      throw DocumentFailure(why: "a redirect: \(error)", remedy: .address)
    }
    guard isEncrypted || network == .local else {
      throw DocumentFailure(why: "a redirect: \(EndpointProblem.notHTTPS)", remedy: .address)
    }
    let headers = headers(for: place, unless: version)
    let (ending, reply) = await CurlReactor.http.perform {
      DocumentTransfer { [network] in network.allows($0, encrypted: isEncrypted) }
    } configure: { handle in
      handle.setRequest(to: place, encrypted: isEncrypted, caFile: caFile, timeout: left)
      handle.set(CURLOPT_HTTPHEADER, headers)
    } result: { ending, transfer in
      (ending, transfer.reply(from: place, status: ending.status))
    }
    guard ending.failure != nil else { return reply }
    throw DocumentFailure(ending, reply, timeout: timeout)
  }

  private func headers(for place: String, unless version: Version?) -> [String] {
    var headers = fields
    if let tag = version?.tag { headers.append("If-None-Match: \(tag)") }
    if let modified = version?.modified { headers.append("If-Modified-Since: \(modified)") }
    if let authorization, CheckedURL.haveOneOrigin(place, url) {
      headers.append("Authorization: \(authorization.exposed)")
    }
    return headers
  }
}
