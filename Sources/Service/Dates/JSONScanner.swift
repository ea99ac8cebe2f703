internal import Cadence

/// Reads one flat JSON object from bytes: what lies deeper than a list of texts is refused.
///
/// It keeps no tree and copies nothing but texts, for tens of thousands of lines a second.
/// Source: RFC 8259.
struct JSONScanner {
  enum Value {
    case text(String)
    /// As it is written.
    case number(ArraySlice<UInt8>)
    case bool
    case null
    case list([String])
  }

  private let bytes: ArraySlice<UInt8>
  private var at: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  /// - Parameter member: takes a member's key, its value, and the bytes of the value.
  mutating func object(
    _ member: (String, Value, ArraySlice<UInt8>) -> Void
  ) throws(TextProblem) {
    skipSpace()
    guard !isAtEnd else { throw problem("the line is empty", fix: Self.example) }
    guard take(0x7B) else { throw problem("this is no object", fix: Self.example) }
    skipSpace()
    if !take(0x7D) {
      repeat {
        skipSpace()
        let key = try text()
        skipSpace()
        guard take(0x3A) else { throw problem("a value is missing", fix: "\":\" and a value") }
        skipSpace()
        let start = at
        let value = try value()
        member(key, value, bytes[start..<at])
        skipSpace()
      } while take(0x2C)
      guard take(0x7D) else { throw problem("the object goes on", fix: "\",\" or \"}\"") }
    }
    skipSpace()
    guard isAtEnd else {
      throw problem("something follows the object", fix: "one object a line")
    }
  }

  private static let example = #"{"id":1,"rrule":"FREQ=DAILY","dtstart":"20260101T090000"}"#

  // MARK: Bytes

  private var isAtEnd: Bool { at == bytes.endIndex }
  private var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { at += 1 }
  }

  private func problem(_ what: String, fix: String) -> TextProblem {
    let column = String(decoding: bytes[..<at], as: UTF8.self).count + 1
    return TextProblem(column: column, what: what, fix: fix)
  }

  // MARK: Values

  private mutating func value() throws(TextProblem) -> Value {
    switch next {
    case 0x22: return .text(try text())
    case 0x5B: return .list(try list())
    case 0x7B: throw problem("an object has no place here", fix: "a text or a number")
    case let byte? where byte == 0x2D || (0x30...0x39).contains(byte):
      return .number(try number())
    default:
      if take("null") { return .null }
      if take("true") || take("false") { return .bool }
      throw problem("this is no value", fix: "a text in \"quotes\", a number, a list or null")
    }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.endIndex - at >= count else { return false }
    for index in 0..<count where bytes[at + index] != word.utf8Start[index] { return false }
    at += count
    return true
  }

  private mutating func list() throws(TextProblem) -> [String] {
    at += 1
    var list: [String] = []
    skipSpace()
    if take(0x5D) { return list }
    repeat {
      skipSpace()
      list.append(try text())
      skipSpace()
    } while take(0x2C)
    guard take(0x5D) else { throw problem("the list goes on", fix: "\",\" or \"]\"") }
    return list
  }

  private mutating func number() throws(TextProblem) -> ArraySlice<UInt8> {
    let start = at
    _ = take(0x2D)
    var isNumber = take(0x30) ? !digits() : digits()
    if take(0x2E) { isNumber = digits() && isNumber }
    if take(0x65) || take(0x45) {
      if !take(0x2B) { _ = take(0x2D) }
      isNumber = digits() && isNumber
    }
    guard isNumber else {
      at = start
      throw problem("this is no number", fix: "40")
    }
    return bytes[start..<at]
  }

  private mutating func digits() -> Bool {
    let start = at
    while let byte = next, byte >= 0x30, byte <= 0x39 { at += 1 }
    return at > start
  }

  // MARK: Texts

  private mutating func text() throws(TextProblem) -> String {
    guard take(0x22) else { throw problem("a text is missing", fix: "it in \"quotes\"") }
    let start = at
    while let byte = next, byte != 0x22, byte != 0x5C, byte >= 0x20 { at += 1 }
    if next == 0x22 { return try ended(bytes[start..<at]) }
    var plain = Array(bytes[start..<at])
    while let byte = next, byte != 0x22 {
      guard byte >= 0x20 else { throw problem("a control character", fix: "it as \\u00…") }
      at += 1
      if byte == 0x5C { try escape(&plain) } else { plain.append(byte) }
    }
    return try ended(plain[...])
  }

  private mutating func ended(_ plain: ArraySlice<UInt8>) throws(TextProblem) -> String {
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw problem("the text is no UTF-8", fix: "it in UTF-8")
    }
    guard take(0x22) else { throw problem("the text goes on", fix: "the closing \"") }
    return text
  }

  /// After a backslash.
  private mutating func escape(_ plain: inout [UInt8]) throws(TextProblem) {
    let byte = next
    at += byte == nil ? 0 : 1
    switch byte {
    case 0x22, 0x5C, 0x2F: plain.append(byte ?? 0)
    case UInt8(ascii: "b"): plain.append(0x08)
    case UInt8(ascii: "f"): plain.append(0x0C)
    case UInt8(ascii: "n"): plain.append(0x0A)
    case UInt8(ascii: "r"): plain.append(0x0D)
    case UInt8(ascii: "t"): plain.append(0x09)
    case UInt8(ascii: "u"):
      var code = try unit()
      if code & 0xFC00 == 0xD800, take("\\u") {
        let low = try unit()
        guard low & 0xFC00 == 0xDC00 else { throw problem("half a character", fix: "all of it") }
        code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw problem("half a character", fix: "all of it")
      }
      plain.append(contentsOf: String(scalar).utf8)
    default: throw problem("an escape that JSON does not have", fix: "\\\\ for a backslash")
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(TextProblem) -> UInt32 {
    let digits = bytes[at..<min(at + 4, bytes.endIndex)]
    guard digits.count == 4, let first = digits.first, first != 0x2B, first != 0x2D,
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("not four hexadecimal digits", fix: "\\u0041") }
    at += 4
    return code
  }
}
