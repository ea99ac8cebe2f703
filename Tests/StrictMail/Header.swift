/// One header field.
struct Field {
  let name: String
  /// Unfolded, without the white space around it.
  let value: [UInt8]
  let text: String

  init(name: String, value: some Sequence<UInt8>) {
    self.name = name
    let stripped = Array(value).drop(while: \.isWhiteSpace)
    let end = stripped.lastIndex { !$0.isWhiteSpace }.map { $0 + 1 } ?? stripped.startIndex
    self.value = Array(stripped[stripped.startIndex..<end])
    text = String(decoding: self.value, as: UTF8.self)
  }

  var key: String { name.lowercased() }
}

/// The fields of a message or of a part, read line by line.
struct Header {
  private(set) var fields: [Field] = []

  /// - Parameter first: the number of the first line, for messages.
  init(_ lines: some Collection<[UInt8]>, first: Int, _ findings: Findings) {
    var groups: [(number: Int, lines: [[UInt8]])] = []
    for (offset, line) in lines.enumerated() {
      if let start = line.first, start.isWhiteSpace, !groups.isEmpty {
        groups[groups.count - 1].lines.append(line)
      } else {
        groups.append((first + offset, [line]))
      }
    }
    for group in groups {
      let place = "line \(group.number)"
      for (offset, line) in group.lines.enumerated() {
        check(line, place: "line \(group.number + offset)", findings)
      }
      let whole = Array(group.lines.joined())
      guard let colon = whole.firstIndex(of: UInt8(ascii: ":")), colon > 0,
        whole[..<colon].allSatisfy(\.isVisible)
      else {
        findings.expect(false, .fieldName, place, Octets.shown(whole))
        continue
      }
      let field = Field(
        name: String(decoding: whole[..<colon], as: UTF8.self), value: whole[(colon + 1)...])
      findings.expect(!field.value.isEmpty, .fieldNotEmpty, place, field.name)
      fields.append(field)
    }
  }

  private func check(_ line: [UInt8], place: String, _ findings: Findings) {
    findings.expect(
      line.allSatisfy { $0.isVisible || $0.isWhiteSpace || $0 >= 0x80 }, .fieldCharacters, place,
      Octets.shown(line))
    findings.expect(!line.allSatisfy(\.isWhiteSpace), .foldHasText, place)
    // A line that is one token cannot be folded, whatever its length.
    let tokens = line.split(whereSeparator: \.isWhiteSpace)
    let isField = line.first.map { !$0.isWhiteSpace } ?? false
    findings.expect(
      line.count <= 78 || tokens.count <= (isField ? 2 : 1), .headerLine78, place,
      "\(line.count) characters")
    if tokens.contains(where: EncodedWord.begins) {
      findings.expect(line.count <= 76, .encodedWordLine, place, "\(line.count) characters")
    }
  }

  func all(_ name: String) -> [Field] {
    let key = name.lowercased()
    return fields.filter { $0.key == key }
  }

  func first(_ name: String) -> Field? { all(name).first }
}

/// RFC 2047.
enum EncodedWord {
  static func begins(_ token: ArraySlice<UInt8>) -> Bool { token.starts(with: "=?".utf8) }

  /// Checks a token of unstructured text or of a phrase.
  /// - Parameter inPhrase: then Q has a smaller alphabet (§5 (3)).
  static func check(
    _ token: some Sequence<UInt8>, inPhrase: Bool, place: String, _ findings: Findings
  ) {
    let bytes = Array(token)
    guard let start = firstMark(in: bytes) else { return }
    findings.expect(start == 0, .encodedWordApart, place, Octets.shown(bytes))
    var scanner = Scanner(bytes[start...])
    _ = scanner.take("=?")
    let charset = scanner.take { $0.isToken && $0 != UInt8(ascii: ".") }
    let hasCharset = scanner.take("?")
    let encoding = scanner.take(while: \.isLetter).uppercased()
    let hasEncoding = scanner.take("?")
    let text = scanner.take { $0.isVisible && $0 != UInt8(ascii: "?") }
    let isWhole = !charset.isEmpty && hasCharset && ["B", "Q"].contains(encoding) && hasEncoding
    guard isWhole, scanner.take("?=") else {
      return findings.expect(false, .encodedWordSyntax, place, Octets.shown(bytes))
    }
    let length = scanner.index
    findings.expect(scanner.isAtEnd, .encodedWordApart, place, Octets.shown(bytes))
    findings.expect(length <= 75, .encodedWordLength, place, "\(length) characters")
    guard let decoded = decode(text, encoding, inPhrase: inPhrase) else {
      return findings.expect(false, .encodedWordSyntax, place, text)
    }
    let isASCII = decoded.allSatisfy { $0 < 0x80 }
    let known = ["utf-8": true, "us-ascii": isASCII][charset.lowercased()] ?? false
    guard known, let shown = Octets.text(decoded) else {
      return findings.expect(false, .encodedWordWhole, place, text)
    }
    findings.expect(!Octets.hasControls(shown), .encodedWordText, place, shown)
  }

  private static func firstMark(in bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first { bytes[$0] == 0x3d && bytes[$0 + 1] == 0x3f }
  }

  private static func decode(_ text: String, _ encoding: String, inPhrase: Bool) -> [UInt8]? {
    if encoding == "B" { return Base64.decode(Array(text.utf8)) }
    var scanner = Scanner(text.utf8)
    var decoded: [UInt8] = []
    while let byte = scanner.next {
      if scanner.take("=") {
        let digits = scanner.rest.prefix(2).compactMap(\.hexadecimal)
        guard digits.count == 2, scanner.rest.count >= 2 else { return nil }
        decoded.append(digits[0] << 4 | digits[1])
        _ = scanner.take(String(decoding: scanner.rest.prefix(2), as: UTF8.self))
      } else {
        guard !inPhrase || byte.isAlphanumeric || "!*+-/_".utf8.contains(byte) else { return nil }
        decoded.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
        _ = scanner.take(String(Unicode.Scalar(byte)))
      }
    }
    return decoded
  }
}
