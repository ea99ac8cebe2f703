/// The text of an HTML mail, good enough to find what was written in it.
///
/// One pass over the bytes, whatever they are: no tree, no recursion, nothing fetched. What stands
/// in a `blockquote` comes out as quoted lines.
struct ReducedHTML {
  private(set) var text = ""

  private static let textMax = 64 << 10
  /// A tag that does not end is no tag.
  private static let tagMax = 4 << 10
  private static let blocks: Set<String> = [
    "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "blockquote", "pre", "body", "section", "article",
  ]
  private static let hidden: Set<String> = ["script", "style", "title", "template", "textarea"]

  private var output: [UInt8] = []
  private var quotes = 0
  private var hides: String?
  private var pendingSpace = false
  private var isLineStart = true

  init(_ html: String) {
    let bytes = Array(html.utf8.prefix(MIMETree.textMax))
    var index = 0
    while index < bytes.count, output.count < Self.textMax {
      switch bytes[index] {
      case 0x3c: index = tag(bytes, at: index)
      case 0x26: index = entity(bytes, at: index)
      case 0x09, 0x0a, 0x0c, 0x0d, 0x20:
        pendingSpace = true
        index += 1
      default:
        append([bytes[index]])
        index += 1
      }
    }
    text = String(decoding: output, as: UTF8.self)
  }

  private mutating func append(_ bytes: [UInt8]) {
    guard hides == nil else { return }
    if isLineStart, quotes > 0 { output += Array("> ".utf8) }
    if pendingSpace, !isLineStart { output.append(0x20) }
    pendingSpace = false
    isLineStart = false
    output += bytes
  }

  private mutating func newLine() {
    guard hides == nil else { return }
    output.append(0x0a)
    isLineStart = true
    pendingSpace = false
  }

  /// - Returns: where the text goes on.
  private mutating func tag(_ bytes: [UInt8], at start: Int) -> Int {
    if bytes[start...].starts(with: Array("<!--".utf8)) {
      return Self.end(of: Array("-->".utf8), bytes, from: start + 4) ?? bytes.count
    }
    // `a < b` is text.
    guard start + 1 < bytes.count, Self.opensTag(bytes[start + 1]) else {
      append([0x3c])
      return start + 1
    }
    guard let end = Self.tagEnd(bytes, from: start + 1) else {
      if bytes.count - start <= Self.tagMax { return bytes.count }
      append([0x3c])
      return start + 1
    }
    var body = bytes[(start + 1)..<end]
    let isClosing = body.first == 0x2f
    if isClosing { body = body.dropFirst() }
    let name = String(
      decoding: body.prefix { (0x30...0x39).contains($0) || Self.isLetter($0) }, as: UTF8.self
    ).lowercased()
    mark(name, isClosing: isClosing)
    return end + 1
  }

  private mutating func mark(_ name: String, isClosing: Bool) {
    if let hiding = hides {
      if isClosing, name == hiding { hides = nil }
      return
    }
    if !isClosing, Self.hidden.contains(name) {
      hides = name
      return
    }
    if Self.blocks.contains(name) { newLine() }
    // Between paragraphs a blank line, as people see one.
    if name == "p", isClosing { newLine() }
    if name == "blockquote" { quotes = max(0, quotes + (isClosing ? -1 : 1)) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  /// Source: HTML Standard, "tag open state".
  private static func opensTag(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte == 0x2f || byte == 0x21 || byte == 0x3f
  }

  /// The `>` that ends a tag; one inside of quotes does not.
  private static func tagEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    var quote: UInt8?
    for index in start..<min(bytes.count, start + tagMax) {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3e {
        return index
      }
    }
    return nil
  }

  private static func end(of mark: [UInt8], _ bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return (start..<bytes.count).first { bytes[$0...].starts(with: mark) }.map { $0 + mark.count }
  }

  // MARK: Entities

  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
    "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "laquo": "«", "raquo": "»", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö",
    "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
    "ecirc": "ê", "ocirc": "ô", "ntilde": "ñ", "aacute": "á", "iacute": "í", "oacute": "ó",
    "uacute": "ú", "euro": "€", "zwnj": "", "shy": "",
  ]

  private mutating func entity(_ bytes: [UInt8], at start: Int) -> Int {
    let body = bytes[(start + 1)...].prefix(12)
    guard let end = body.firstIndex(of: 0x3b) else {
      append([0x26])
      return start + 1
    }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    guard let text = Self.named[name] ?? Self.numbered(name) else {
      append([0x26])
      return start + 1
    }
    if text == " " { pendingSpace = true } else { append(Array(text.utf8)) }
    return end + 1
  }

  private static func numbered(_ name: String) -> String? {
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map {
      $0 == "\u{a0}" || $0 == "\0" ? " " : String($0)
    }
  }
}
