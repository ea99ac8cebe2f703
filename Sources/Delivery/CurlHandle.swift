internal import CCurl
import Glibc

/// One libcurl easy handle, and with it the connections it keeps open.
///
/// Not safe for two threads at once: whoever owns it uses it on one serial queue.
final class CurlHandle {
  let raw: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  // libcurl keeps the pointer it was given, also between transfers and while it says goodbye.
  private var transfer: CurlTransfer?
  private var firstFailure = CURLE_OK

  /// `nil` when libcurl cannot be initialised or there is no memory.
  init?() {
    guard Self.isInitialised, let raw = curl_easy_init() else { return nil }
    self.raw = raw
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    prepare()
  }

  deinit {
    curl_easy_cleanup(raw)
    freeLists()
    errorText.deallocate()
  }

  static let isInitialised: Bool = {
    // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE alone, and a peer that hangs up during a TLS
    // write would end the whole process.
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  }()

  /// Forgets every option of the last transfer, and keeps the open connections.
  func prepare() {
    curl_easy_reset(raw)
    freeLists()
    firstFailure = CURLE_OK
    errorText[0] = 0
    set(CURLOPT_NOSIGNAL, 1)
    // The environment's proxies are for people's tools: what is checked and signed here goes where
    // the configuration says. The empty string is what turns them off (CURLOPT_PROXY(3)).
    set(CURLOPT_PROXY, "")
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    note(convened_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
  }

  func set(_ option: CURLoption, _ value: Int) {
    note(convened_curl_set_long(raw, option, value))
  }

  /// libcurl copies the text.
  func set(_ option: CURLoption, _ value: String?) {
    note(convened_curl_set_string(raw, option, value))
  }

  /// The whole body of a POST, copied by libcurl.
  func setBody(_ bytes: [UInt8]) {
    // The size comes first: COPYPOSTFIELDS copies as many bytes as it says.
    note(convened_curl_set_off_t(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
    // A null pointer would mean that the body comes from the read function.
    if bytes.isEmpty { return set(CURLOPT_COPYPOSTFIELDS, "") }
    bytes.withUnsafeBytes { buffer in
      let start = UnsafeMutableRawPointer(mutating: buffer.baseAddress)
      note(convened_curl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, start))
    }
  }

  func set(_ option: CURLoption, _ values: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for value in values {
      guard let longer = curl_slist_append(list, value) else {
        note(CURLE_OUT_OF_MEMORY)
        break
      }
      list = longer
    }
    if let list { lists.append(list) }
    note(convened_curl_set_list(raw, option, list))
  }

  /// Trusts the certificates of this file and no others; `nil` leaves the system's.
  func setTrust(caFile: String?) {
    guard let caFile else { return }
    set(CURLOPT_CAINFO, caFile)
    set(CURLOPT_CAPATH, nil)
  }

  /// Lets libcurl call `transfer` from now on.
  /// - Returns: the first option that libcurl did not take.
  func attach(_ transfer: CurlTransfer) -> CURLcode {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    note(convened_curl_set_read(raw, CurlCallbacks.read))
    note(convened_curl_set_pointer(raw, CURLOPT_READDATA, context))
    note(convened_curl_set_write(raw, CurlCallbacks.write))
    note(convened_curl_set_pointer(raw, CURLOPT_WRITEDATA, context))
    note(convened_curl_set_debug(raw, CurlCallbacks.debug))
    note(convened_curl_set_pointer(raw, CURLOPT_DEBUGDATA, context))
    note(convened_curl_set_opensocket(raw, CurlCallbacks.openSocket))
    note(convened_curl_set_pointer(raw, CURLOPT_OPENSOCKETDATA, context))
    note(convened_curl_set_progress(raw, CurlCallbacks.progress))
    note(convened_curl_set_pointer(raw, CURLOPT_XFERINFODATA, context))
    set(CURLOPT_NOPROGRESS, 0)
    // The debug function is called only when libcurl is verbose.
    set(CURLOPT_VERBOSE, 1)
    // The one before may still be called until here.
    self.transfer = transfer
    return firstFailure
  }

  /// Runs the transfer to its end on the calling thread.
  func perform(_ transfer: CurlTransfer) -> CURLcode {
    let readiness = attach(transfer)
    return readiness == CURLE_OK ? curl_easy_perform(raw) : readiness
  }

  /// What libcurl says of how the last transfer ended. A host name or a URL may be in it.
  func words(for code: CURLcode) -> String {
    let detail = String(cString: errorText)
    return detail.isEmpty ? code.text : detail
  }

  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return convened_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
  }

  /// Of the connection that CURLOPT_CONNECT_ONLY left open; nil where there is none.
  var socket: Int32? {
    var value: curl_socket_t = -1
    return convened_curl_get_socket(raw, &value) == CURLE_OK && value >= 0 ? value : nil
  }

  private func note(_ code: CURLcode) {
    if firstFailure == CURLE_OK { firstFailure = code }
  }

  private func freeLists() {
    for list in lists { curl_slist_free_all(list) }
    lists = []
  }
}

/// Why a transfer did not come to its end, as far as a verdict or an advice depends on it.
enum TransferFailure: Sendable, Hashable {
  /// The connection was open, and the other side closed it or broke the protocol off.
  case lost
  /// The host has no address.
  case unresolved
  case notConnected
  case timedOut
  case noTLS
  /// What answered does not speak TLS.
  case notTLS
  case untrustedCertificate
  case noLogin
  case other
}

extension CURLcode {
  /// `nil` for success.
  var failure: TransferFailure? {
    switch self {
    case CURLE_OK: nil
    // The last one is how a 421 in place of an answer, or none at all, is reported.
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_WEIRD_SERVER_REPLY: .lost
    case CURLE_COULDNT_RESOLVE_HOST: .unresolved
    case CURLE_COULDNT_CONNECT: .notConnected
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_USE_SSL_FAILED: .noTLS
    case CURLE_SSL_CONNECT_ERROR: .notTLS
    case CURLE_PEER_FAILED_VERIFICATION: .untrustedCertificate
    case CURLE_LOGIN_DENIED: .noLogin
    default: .other
    }
  }

  /// libcurl's general words for a failure; names neither host nor path.
  var text: String { String(cString: curl_easy_strerror(self)) }
}

extension String {
  /// What may stand in a host name or an address; anything else could turn a URL into another.
  var mayBeHost: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-.:_".utf8.contains(byte)
      }
  }
}

extension Duration {
  /// Whole milliseconds, at least one: libcurl reads 0 as "its default".
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Swift.max(1, Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000))
  }

  /// Whole seconds, rounded up.
  var wholeSeconds: Int { (milliseconds + 999) / 1_000 }
}
