internal import CCurl

extension WebhookEndpoint {
  /// `hooks.example.org port 443`: all of the address that may be shown.
  package var place: String {
    CheckedURL.origin(url.exposed).map { "\($0.host) port \($0.port)" } ?? "an unreadable address"
  }

  /// Resolves, checks the address, connects and shakes hands. No request is sent.
  package func probe() async -> Probe {
    guard let origin = CheckedURL.origin(url.exposed) else {
      return Probe(trouble: .settings, words: "\(EndpointProblem.notAURL)")
    }
    // Neither path nor query is given to libcurl, so none can be in its words.
    let url = "\(isEncrypted ? "https" : "http")://\(origin.host):\(origin.port)/"
    return await CurlReactor.http.perform {
      WebhookProbing(isAllowed: isAllowed)
    } configure: { handle in
      prepare(handle, for: url)
      handle.set(CURLOPT_CONNECT_ONLY, 1)
    } result: { ending, transfer in
      var probe = Probe(
        words: Receipt.oneLine(ending.detail), address: transfer.lastAddress,
        tls: transfer.notes.version, certificateEnds: transfer.notes.certificateEnds)
      probe.trouble = ending.failure?.trouble(
        refused: transfer.refusedAddress, isConnected: transfer.notes.isConnected)
      return probe
    }
  }
}

/// Follows the handshake of a hook that is looked at.
private final class WebhookProbing: CurlTransfer {
  private let isAllowed: (AddressClass) -> Bool
  private(set) var notes = ConnectionNotes()

  init(isAllowed: @escaping (AddressClass) -> Bool) { self.isAllowed = isAllowed }

  override func mayConnect(to address: AddressClass) -> Bool { isAllowed(address) }

  override func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    if kind == CURLINFO_TEXT { notes.read(bytes) }
  }
}
