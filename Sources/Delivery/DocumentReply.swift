internal import CCurl

/// Why a document could not be read. Nothing that the other side said is in it.
package struct DocumentFailure: Error, Sendable, Hashable {
  /// What helps.
  package enum Remedy: Sendable, Hashable {
    /// To come again.
    case wait
    /// Another address, or another `network`.
    case address
    /// A token, or one that may read it, or that it is shared.
    case access
    /// What answers is no text.
    case content
  }

  package var why: String
  package var remedy: Remedy
  /// Until then it is of no use to ask again.
  package var retryAfterSeconds: Int?

  package init(why: String, remedy: Remedy, retryAfterSeconds: Int? = nil) {
    self.why = why
    self.remedy = remedy
    self.retryAfterSeconds = retryAfterSeconds
  }
}

/// What came back from one request, and what it means. Pure.
struct DocumentReply: Sendable {
  /// The URL that was asked.
  var place: String
  /// 0 if no answer came.
  var status: Int
  /// Header fields by their names in small letters, of those that mean something here.
  var fields: [String: String]
  var body: [UInt8]
  var isTooLong = false
  var refusedAddress: AddressClass?

  /// Nil if the server names none that could be sent back.
  var version: DocumentEndpoint.Version? {
    func value(_ name: String) -> String? {
      fields[name].flatMap { text in
        let isPrintable = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        return isPrintable && (1...500).contains(text.utf8.count) ? text : nil
      }
    }
    let version = DocumentEndpoint.Version(tag: value("etag"), modified: value("last-modified"))
    return version.tag == nil && version.modified == nil ? nil : version
  }

  /// Where the next page of a list is; never on another origin.
  var next: String? {
    get throws(DocumentFailure) {
      guard let reference = fields["link"].flatMap(LinkField.next) else { return nil }
      guard let target = CheckedURL.resolved(reference, against: place),
        CheckedURL.haveOneOrigin(target, place)
      else {
        throw DocumentFailure(why: "the list's next page leads elsewhere", remedy: .address)
      }
      return target
    }
  }

  /// Nil for what is none, or leads nowhere.
  var redirect: String? {
    guard [301, 302, 303, 307, 308].contains(status), let location = fields["location"] else {
      return nil
    }
    return CheckedURL.resolved(location, against: place)
  }

  /// Nil for a document, and for "not modified" where that was asked.
  func failure(hasToken: Bool, asked: Bool, at timestamp: Int64) -> DocumentFailure? {
    switch status {
    case 200:
      guard !isPage else {
        return DocumentFailure(why: "what answers is a web page and no text", remedy: .content)
      }
      return nil
    case 304:
      return asked ? nil : DocumentFailure(why: "HTTP 304, and nothing was known", remedy: .wait)
    case 401:
      return DocumentFailure(
        why: hasToken ? "HTTP 401: the token is not accepted" : "HTTP 401: it wants a token",
        remedy: .access)
    case 403, 429:
      if let wait = rateLimit(at: timestamp) {
        return DocumentFailure(
          why: "HTTP \(status): it was asked too often", remedy: .wait, retryAfterSeconds: wait)
      }
      return DocumentFailure(
        why: hasToken ? "HTTP 403: the token may not read it" : "HTTP 403: not for everybody",
        remedy: .access)
    case 404, 410:
      let hidden = hasToken ? ", or nothing that the token may see" : ", or not for everybody"
      return DocumentFailure(why: "HTTP \(status): nothing is there\(hidden)", remedy: .access)
    case 300...399:
      return DocumentFailure(why: "HTTP \(status): a redirect to nowhere", remedy: .address)
    case 408, 425, 500...:
      return DocumentFailure(
        why: "HTTP \(status)", remedy: .wait,
        retryAfterSeconds: RetryAfter.seconds(fields["retry-after"], at: timestamp))
    default:
      return DocumentFailure(why: "HTTP \(status)", remedy: .address)
    }
  }

  /// A page to log in at, or the editor in place of the text: read as Markdown it would say
  /// nothing, as an empty agenda does.
  private var isPage: Bool {
    let type = fields["content-type"]?.lowercased() ?? ""
    if type.hasPrefix("text/html") || type.hasPrefix("application/xhtml") { return true }
    let start = String(decoding: body.prefix(200), as: UTF8.self)
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }

  /// Source: GitHub, "Rate limits for the REST API"; GitLab, "Rate limits": a 429 without a word
  /// wants a minute at least.
  private func rateLimit(at timestamp: Int64) -> Int? {
    if let wait = RetryAfter.seconds(fields["retry-after"], at: timestamp) { return wait }
    for prefix in ["x-ratelimit", "ratelimit"] where fields["\(prefix)-remaining"] == "0" {
      return RetryAfter.seconds(until: fields["\(prefix)-reset"], at: timestamp) ?? 60
    }
    return status == 429 ? 60 : nil
  }
}

extension DocumentFailure {
  /// A request that did not come to its end.
  init(_ ending: CurlReactor.Ending, _ reply: DocumentReply, timeout: Duration) {
    if let address = reply.refusedAddress {
      self.init(
        why: "its address is \(address), which its `network` forbids", remedy: .address)
    } else if reply.isTooLong {
      self.init(
        why: "it has more than \(DocumentEndpoint.bytesMax >> 20) MiB", remedy: .content)
    } else if ending.failure == .timedOut {
      self.init(why: "it takes longer than \(timeout.wholeSeconds) s", remedy: .wait)
    } else if ending.failure == .unresolved {
      self.init(why: ending.text, remedy: .address)
    } else {
      self.init(why: ending.text, remedy: .wait)
    }
  }
}

/// Keeps what an answer holds, as far as there is room for it.
final class DocumentTransfer: CurlTransfer {
  private static let names: Set<String> = [
    "content-type", "etag", "last-modified", "link", "location", "retry-after",
    "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit-remaining", "ratelimit-reset",
  ]

  private let isAllowed: (AddressClass) -> Bool
  private var fields: [String: String] = [:]
  private var body: [UInt8] = []
  private var isTooLong = false

  init(isAllowed: @escaping (AddressClass) -> Bool) { self.isAllowed = isAllowed }

  func reply(from place: String, status: Int) -> DocumentReply {
    DocumentReply(
      place: place, status: status, fields: fields, body: body, isTooLong: isTooLong,
      refusedAddress: refusedAddress)
  }

  override func mayConnect(to address: AddressClass) -> Bool { isAllowed(address) }

  override func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isTooLong = body.count + bytes.count > DocumentEndpoint.bytesMax
    if !isTooLong { body += bytes }
    return !isTooLong
  }

  override func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    guard kind == CURLINFO_HEADER_IN else { return }
    switch HeaderLine(bytes) {
    case .status: fields = [:]
    case .field(let name, let value) where Self.names.contains(name): fields[name] = value
    case .field, nil: break
    }
  }
}
