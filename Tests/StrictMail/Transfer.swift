/// RFC 2045 §6.8.
enum Base64 {
  private static let alphabet: [UInt8?] = {
    var values = [UInt8?](repeating: nil, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// Nil unless it is whole quanta of the alphabet, padded at the end with zero spare bits.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard text.count % 4 == 0, padding <= 2 else { return nil }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in text.dropLast(padding) {
      guard let value = alphabet[Int(byte)] else { return nil }
      bits = (bits << 6 | UInt32(value)) & 0xffff
      count += 6
      if count >= 8 {
        count -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bits & (1 << UInt32(count) - 1) == 0 ? decoded : nil
  }

  /// The content of a part; nil for what cannot be read.
  static func content(_ lines: [[UInt8]], place: String, _ findings: Findings) -> [UInt8]? {
    findings.expect(lines.allSatisfy { $0.count <= 76 }, .base64Line76, place)
    let text = Array(lines.joined())
    guard text.allSatisfy({ alphabet[Int($0)] != nil || $0 == UInt8(ascii: "=") }) else {
      findings.expect(false, .base64Alphabet, place)
      return nil
    }
    let decoded = decode(text)
    findings.expect(decoded != nil, .base64Padding, place)
    return decoded
  }
}

/// RFC 2045 §6.7.
enum QuotedPrintable {
  static func content(_ lines: [[UInt8]], place: String, _ findings: Findings) -> [UInt8] {
    var decoded: [UInt8] = []
    for (offset, line) in lines.enumerated() {
      let here = "\(place), its line \(offset + 1)"
      findings.expect(line.count <= 76, .qpLine76, here, "\(line.count) characters")
      findings.expect(line.last.map { !$0.isWhiteSpace } ?? true, .qpWhiteSpace, here)
      let isSoft = decode(line, into: &decoded, here, findings)
      // A soft break at the very end would have nothing to join.
      findings.expect(!isSoft || offset + 1 < lines.count, .qpEscape, here, "soft break at the end")
      if !isSoft, offset + 1 < lines.count { decoded += [0x0d, 0x0a] }
    }
    return decoded
  }

  /// - Returns: true if the line ends in a soft break.
  private static func decode(
    _ line: [UInt8], into decoded: inout [UInt8], _ place: String, _ findings: Findings
  ) -> Bool {
    var index = 0
    while index < line.count {
      let byte = line[index]
      guard byte == UInt8(ascii: "=") else {
        findings.expect(byte.isVisible || byte.isWhiteSpace, .qpOctets, place, "\(byte)")
        decoded.append(byte)
        index += 1
        continue
      }
      if index + 1 == line.count { return true }
      guard index + 2 < line.count, let high = line[index + 1].hexadecimal,
        let low = line[index + 2].hexadecimal
      else {
        findings.expect(false, .qpEscape, place, Octets.shown(line[index...].prefix(3)))
        index += 1
        continue
      }
      let value = high << 4 | low
      findings.expect(value != 0x0d && value != 0x0a, .qpLineBreaks, place)
      decoded.append(value)
      index += 3
    }
    return false
  }
}
