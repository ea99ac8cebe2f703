/// Takes what an IMAP server sends apart into responses. Pure, and bounded: a server can make it
/// neither grow nor mistake a message's content for its own words.
///
/// Source: RFC 3501 §4.3 (literals), §7 (responses).
struct IMAPReader {
  /// Bytes of a response outside of its literals: room for the numbers of 100,000 messages.
  static let lineMax = 1 << 20

  /// What no server may send.
  struct Fault: Error, Hashable {
    let what: String
  }

  private let literalMax: Int
  private var buffer: [UInt8] = []
  /// Where in the buffer begins what was not taken yet.
  private var start = 0
  /// There is no line end before it.
  private var searched = 0
  private var line: [UInt8] = []
  private var literals: [[UInt8]] = []
  /// The length of the literal that comes next.
  private var awaited: Int?

  /// - Parameter literalMax: bytes of all literals of one response.
  init(literalMax: Int) { self.literalMax = literalMax }

  mutating func append(_ bytes: some Collection<UInt8>) {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    buffer += bytes
  }

  /// The next whole response; nil if more has to come first.
  mutating func next() throws(Fault) -> IMAPResponse? {
    while true {
      if let size = awaited {
        guard buffer.count - start >= size else { return nil }
        literals.append(Array(buffer[start..<(start + size)]))
        start += size
        searched = start
        awaited = nil
      }
      guard let end = buffer[searched...].firstIndex(of: 0x0a) else {
        searched = buffer.count
        guard line.count + buffer.count - start <= Self.lineMax else { throw tooLong }
        return nil
      }
      var text = buffer[start..<end]
      if text.last == 0x0d { text = text.dropLast() }
      line += text
      start = end + 1
      searched = start
      guard line.count <= Self.lineMax else { throw tooLong }
      if let size = try literalSize(after: text) {
        awaited = size
        continue
      }
      defer { (line, literals) = ([], []) }
      return IMAPResponse(line: line, literals: literals)
    }
  }

  private var tooLong: Fault { Fault(what: "the server sends a line without an end") }

  /// The text ends with `{123}`: so many bytes follow that are no lines.
  ///
  /// - Parameter text: of the line, what came since the last literal.
  private func literalSize(after text: ArraySlice<UInt8>) throws(Fault) -> Int? {
    guard text.last == 0x7d, !IMAPResponse(line: line, literals: []).isStatus,
      let open = text.lastIndex(of: 0x7b)
    else { return nil }
    let digits = text[(open + 1)...].dropLast()
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let size = Int(String(decoding: digits, as: UTF8.self))
    guard let size, literals.reduce(size, { $0 + $1.count }) <= literalMax else {
      throw Fault(what: "the server sends more than was asked for")
    }
    return size
  }
}
