internal import CCurl

/// What one dialogue with a mail server tells, whether it takes mail or keeps it.
class MailServerTransfer: CurlTransfer {
  private let mayLeaveMachine: Bool

  init(_ security: SMTPRelay.Security) { mayLeaveMachine = security != .plainLoopback }

  // It is the operator's own choice and often on a private network: no other limit.
  override final func mayConnect(to address: AddressClass) -> Bool {
    mayLeaveMachine || address == .loopback
  }

  override final func write(_ bytes: UnsafeRawBufferPointer) -> Bool { true }
}

extension CurlHandle {
  /// Which mail server to speak with, how it proves who it is, and who we are there.
  ///
  /// - Parameters:
  ///   - scheme: `smtp` or `imap`; with TLS from the first byte it has an `s` more.
  ///   - host: an IPv6 address has no brackets.
  func setServer(
    _ scheme: String, host: String, port: Int, security: SMTPRelay.Security,
    credentials: SMTPRelay.Credentials?, caFile: String?
  ) {
    let authority = host.contains(":") ? "[\(host)]" : host
    let whole = security == .implicitTLS ? scheme + "s" : scheme
    set(CURLOPT_URL, "\(whole)://\(authority):\(port)")
    set(CURLOPT_PROTOCOLS_STR, "\(scheme),\(scheme)s")
    setTrust(caFile: caFile)
    if security == .startTLS { set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
    guard let credentials else { return }
    set(CURLOPT_USERNAME, credentials.user)
    set(CURLOPT_PASSWORD, credentials.password.exposed)
  }
}

/// Source: RFC 3501 §9, `date-month`; OpenSSL, ASN1_TIME_print(3).
let monthNames = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]
