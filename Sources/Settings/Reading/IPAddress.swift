/// An address of the Internet Protocol; one of version 4 is kept as ::ffff:a.b.c.d, so that the two
/// ways to write it are equal.
/// Source: RFC 4291 §2.2 and §2.5.5.2.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// 16 of them.
  private let bytes: [UInt8]

  private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xff, 0xff]

  /// Nil for anything else: no name, no brackets, no zone, no leading zeros in version 4.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 45 else { return nil }
    if let four = Self.four(text) {
      bytes = Self.mapped + four
    } else if let groups = Self.six(String(text)) {
      bytes = groups
    } else {
      return nil
    }
  }

  private static func four(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (part == "0" || part.first != "0")
        ? UInt8(part) : nil
    }
    return parts.count == 4 && bytes.count == 4 ? bytes : nil
  }

  private static func six(_ text: String) -> [UInt8]? {
    guard let gap = text.firstRange(of: "::") else {
      return groups(text[...]).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(text[..<gap.lowerBound], isEnd: false),
      let tail = groups(text[gap.upperBound...]),
      head.count + tail.count <= 14
    else { return nil }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// `a:b:c`, the last of which may be an address of version 4.
  private static func groups(_ text: Substring, isEnd: Bool = true) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isEnd, index == parts.count - 1, let four = four(part) {
        bytes += four
      } else if (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexDigit),
        let group = UInt16(part, radix: 16)
      {
        bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
      } else {
        return nil
      }
    }
    return bytes
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  private var isFour: Bool { bytes.starts(with: Self.mapped) }

  /// Source: RFC 1122 §3.2.1.3, RFC 4291 §2.5.3.
  package var isLoopback: Bool {
    isFour ? bytes[12] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
  }

  /// What one household or machine has, as far as counting requests goes: of version 6, 64 bits.
  package var network: [UInt8] { isFour ? bytes : Array(bytes.prefix(8)) }

  package var description: String {
    if isFour { return bytes.suffix(4).map(String.init).joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map {
      String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
    }.joined(separator: ":")
  }
}

/// Where a server listens: `127.0.0.1:8080`, `[::1]:8080`.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  package let address: IPAddress
  /// 0 lets the system choose.
  package let port: Int

  /// Nil for a name or an address without a port.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let (host, digits) = (text[..<colon], text[text.index(after: colon)...])
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    guard isBracketed != !host.contains(":"),
      let address = IPAddress(isBracketed ? host.dropFirst().dropLast() : host),
      (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(digits), port <= 65_535
    else { return nil }
    self.address = address
    self.port = port
  }

  package var description: String {
    let host = "\(address)"
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
