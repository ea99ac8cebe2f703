internal import CCurl
internal import Foundation

extension CurlHandle {
  /// One HTTP request over a connection of its own, so that its address is checked anew. Redirects
  /// are not followed.
  ///
  /// - Parameters:
  ///   - caFile: PEM certificates to trust instead of the system's.
  ///   - timeout: for the connection, and for the whole request.
  func setRequest(
    to url: String, encrypted isEncrypted: Bool, caFile: String?, timeout: Duration
  ) {
    set(CURLOPT_URL, url)
    set(CURLOPT_PROTOCOLS_STR, isEncrypted ? "https" : "http")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_FRESH_CONNECT, 1)
    set(CURLOPT_FORBID_REUSE, 1)
    setTrust(caFile: caFile)
    set(CURLOPT_CONNECTTIMEOUT_MS, timeout.milliseconds)
    set(CURLOPT_TIMEOUT_MS, timeout.milliseconds)
  }
}

/// A line before the content of an HTTP answer; libcurl shows each by itself.
enum HeaderLine {
  /// The first of an answer. An interim answer comes before the one that counts.
  case status
  /// - Parameter name: in small letters.
  case field(name: String, value: String)

  /// Bytes; nothing beyond them is looked at.
  private static let lengthMax = 8_000

  /// Nil for the empty line at the end, and for what is none of them.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let line = String(decoding: bytes.prefix(Self.lengthMax), as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      self = .status
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return nil }
    self = .field(
      name: line[..<colon].lowercased(),
      value: line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
