/// The request line and the header of a request, checked.
struct RequestHead: Equatable {
  enum Framing: Equatable {
    case empty, chunked
    case length(Int)
  }

  let method: String
  /// Of the path, decoded: `/u/abc` is `["u", "abc"]`.
  let segments: [String]
  let query: [String: String]
  let framing: Framing
  private let fields: [(name: String, value: String)]

  static func == (a: Self, b: Self) -> Bool {
    a.method == b.method && a.segments == b.segments && a.query == b.query
      && a.framing == b.framing
      && a.fields.elementsEqual(b.fields) { $0 == $1 }
  }

  /// All values of a field, by its name in small letters.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// Source: RFC 9110 §5.3.
  var joined: [String: String] {
    Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
  }

  /// - Parameters:
  ///   - line: without its CRLF.
  ///   - fields: with the CRLF of each.
  init(
    line: ArraySlice<UInt8>, fields: ArraySlice<UInt8>
  ) throws(RequestReader.Refusal) {
    guard line.count <= RequestReader.lineMax else { throw .lineTooLong }
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(Self.isTokenByte),
      let version = Self.minorVersion(words[2])
    else { throw .malformed }
    method = String(decoding: words[0], as: UTF8.self)
    segments = try Self.segments(words[1])
    query = try Self.query(words[1])
    self.fields = try Self.fields(fields)
    let hosts = self.fields.count { $0.name == "host" }
    guard hosts == 1 || (hosts == 0 && version == 0) else { throw .malformed }
    framing = try Self.framing(self.fields, version: version)
  }

  private static func minorVersion(_ word: ArraySlice<UInt8>) -> Int? {
    switch String(decoding: word, as: UTF8.self) {
    case "HTTP/1.1": 1
    case "HTTP/1.0": 0
    default: nil
    }
  }

  // MARK: The target

  /// Source: RFC 9112 §3.2.1, RFC 3986 §3.3. A dot segment is refused: whoever is in front may have
  /// resolved it otherwise.
  private static func segments(
    _ target: ArraySlice<UInt8>
  ) throws(RequestReader.Refusal) -> [String] {
    guard target.first == UInt8(ascii: "/"),
      target.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "#") })
    else { throw .malformed }
    let path = target.prefix { $0 != UInt8(ascii: "?") }.dropFirst()
    var segments: [String] = []
    for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let segment = decoded(part), ![".", ".."].contains(segment) else { throw .malformed }
      segments.append(segment)
    }
    return segments
  }

  private static func query(
    _ target: ArraySlice<UInt8>
  ) throws(RequestReader.Refusal) -> [String: String] {
    let text = target.drop { $0 != UInt8(ascii: "?") }.dropFirst()
    guard let pairs = PercentCoding.pairs(text) else { throw .malformed }
    return Dictionary(pairs, uniquingKeysWith: { $1 })
  }

  private static func decoded(_ part: ArraySlice<UInt8>) -> String? {
    guard let bytes = PercentCoding.decoded(part) else { return nil }
    let isClean = bytes.allSatisfy {
      $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\")
    }
    return isClean ? String(validating: bytes, as: UTF8.self) : nil
  }

  // MARK: The fields

  private static func fields(
    _ bytes: ArraySlice<UInt8>
  ) throws(RequestReader.Refusal) -> [(name: String, value: String)] {
    guard bytes.count <= RequestReader.fieldsBytesMax else { throw .headTooLarge }
    var fields: [(name: String, value: String)] = []
    for line in bytes.split(separator: 0x0a) {
      guard fields.count < RequestReader.fieldsMax else { throw .headTooLarge }
      // A line that begins with white space goes on with the one before it (obs-fold, §5.2): its
      // first byte is no token's, and it is refused like any other name.
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(isTokenByte)
      else { throw .malformed }
      let value = line[(colon + 1)...].dropLast()
      guard value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7f) }),
        let text = String(validating: value, as: UTF8.self)
      else { throw .malformed }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      fields.append((name, trimmed(text)))
    }
    return fields
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(start[...$0]) } ?? ""
  }

  /// Source: RFC 9112 §6.1 to §6.3.
  private static func framing(
    _ fields: [(name: String, value: String)], version: Int
  ) throws(RequestReader.Refusal) -> Framing {
    let lengths = fields.filter { $0.name == "content-length" }.map(\.value)
    let codings = fields.filter { $0.name == "transfer-encoding" }.map(\.value)
    if let coding = codings.first {
      guard codings.count == 1, lengths.isEmpty, version == 1 else { throw .malformed }
      guard coding.lowercased() == "chunked" else { throw .notImplemented }
      return .chunked
    }
    guard let length = lengths.first else { return .empty }
    guard lengths.count == 1, (1...19).contains(length.utf8.count),
      length.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(length)
    else { throw .malformed }
    guard count <= RequestReader.bodyMax else { throw .bodyTooLarge }
    return count == 0 ? .empty : .length(count)
  }

  // MARK: Bytes

  /// Source: RFC 9110 §5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  static func isHexDigit(_ byte: UInt8) -> Bool { PercentCoding.value(of: byte) != nil }
}

/// `%41`. Source: RFC 3986 §2.1.
enum PercentCoding {
  /// Nil for a `%` without two hexadecimal digits behind it.
  static func decoded(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      guard let high = iterator.next().flatMap(value), let low = iterator.next().flatMap(value)
      else { return nil }
      result.append(high << 4 | low)
    }
    return result
  }

  /// `a=b&c=d`. Nil for what cannot be decoded, or is no text. Source: WHATWG URL §5.1.
  static func pairs(_ bytes: some Collection<UInt8>) -> [(String, String)]? {
    func text(_ bytes: some Sequence<UInt8>) -> String? {
      decoded(bytes.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 })
        .flatMap { String(validating: $0, as: UTF8.self) }
    }
    var pairs: [(String, String)] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = text(part[..<equals]), let value = text(part[equals...].dropFirst())
      else { return nil }
      pairs.append((name, value))
    }
    return pairs
  }

  static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
