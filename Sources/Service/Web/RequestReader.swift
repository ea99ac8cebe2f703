/// Reads one HTTP/1.1 request, byte by byte as they come, and forgives nothing.
///
/// A connection has one request: nothing behind it is ever read, so two programs in a row cannot
/// disagree about where it ends.
/// Source: RFC 9112; what to refuse: its §2.2, §5.1, §5.2, §6.1 and §6.3.
struct RequestReader {
  /// Why there is no request, as an HTTP status.
  struct Refusal: Error, Hashable {
    let status: Int

    static let malformed = Refusal(status: 400)
    static let bodyTooLarge = Refusal(status: 413)
    static let lineTooLong = Refusal(status: 414)
    static let headTooLarge = Refusal(status: 431)
    static let notImplemented = Refusal(status: 501)
  }

  enum Progress: Equatable {
    case head, body
    case complete
  }

  static let lineMax = 4 * 1024
  static let fieldsMax = 64
  static let fieldsBytesMax = 16 * 1024
  static let bodyMax = 16 * 1024

  private(set) var head: RequestHead?
  /// What of the body has come; all of it once it is complete.
  private(set) var body: [UInt8] = []
  /// Not looked at yet, or within a head that is not whole.
  private var bytes: [UInt8] = []
  private var scanned = 0
  private var lineEnd: Int?
  private var chunks = ChunkedBody()

  var hasBegun: Bool { head != nil || !bytes.isEmpty }

  mutating func read(_ new: some Sequence<UInt8>) throws(Refusal) -> Progress {
    bytes += new
    guard head != nil else { return try readHead() }
    return try readBody()
  }

  private mutating func readHead() throws(Refusal) -> Progress {
    while scanned < bytes.count {
      let index = scanned
      scanned += 1
      let isLineFeed = bytes[index] == 0x0a
      let afterReturn = index > 0 && bytes[index - 1] == 0x0d
      guard isLineFeed == afterReturn, bytes[index] != 0 else { throw .malformed }
      if lineEnd == nil, index >= Self.lineMax + 2 { throw .lineTooLong }
      if let lineEnd, index - lineEnd > Self.fieldsBytesMax + 2 { throw .headTooLarge }
      guard isLineFeed else { continue }
      guard let start = lineEnd else {
        lineEnd = index
        continue
      }
      if index >= 3, bytes[index - 2] == 0x0a {
        let fields = bytes[(start + 1)..<(index - 1)]
        let head = try RequestHead(line: bytes[..<(start - 1)], fields: fields)
        self.head = head
        bytes.removeFirst(index + 1)
        return try readBody()
      }
    }
    return .head
  }

  private mutating func readBody() throws(Refusal) -> Progress {
    switch head?.framing {
    case nil, .some(.empty):
      return .complete
    case .length(let length):
      body += bytes.prefix(length - body.count)
      bytes = []
      return body.count == length ? .complete : .body
    case .chunked:
      let isComplete = try chunks.read(&bytes, into: &body)
      return isComplete ? .complete : .body
    }
  }
}

/// RFC 9112 §7.1, without extensions and trailers: nobody in front of us needs them.
struct ChunkedBody {
  private static let sizeMax = 8

  /// Takes whole chunks from the front of `bytes`.
  /// - Returns: true once the last one has come.
  mutating func read(
    _ bytes: inout [UInt8], into body: inout [UInt8]
  ) throws(RequestReader.Refusal) -> Bool {
    var rest = bytes[...]
    defer { bytes = Array(rest) }
    while true {
      let digits = rest.prefix { RequestHead.isHexDigit($0) }
      guard digits.count <= Self.sizeMax else { throw .malformed }
      let end = rest.dropFirst(digits.count)
      guard end.count >= 2 else {
        if let first = end.first, first != 0x0d || digits.isEmpty { throw .malformed }
        return false
      }
      guard end.starts(with: [0x0d, 0x0a]),
        let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw .malformed }
      guard body.count + size <= RequestReader.bodyMax else { throw .bodyTooLarge }
      let data = end.dropFirst(2)
      guard data.count >= size + 2 else { return false }
      guard data.dropFirst(size).starts(with: [0x0d, 0x0a]) else { throw .malformed }
      body += data.prefix(size)
      rest = data.dropFirst(size + 2)
      if size == 0 { return true }
    }
  }
}
