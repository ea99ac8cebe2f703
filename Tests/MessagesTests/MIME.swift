import Foundation

/// As much of a MIME reader as the tests need, apart from the library that wrote the mail.
enum MIME {
  struct Leaf {
    let type: String
    let content: [UInt8]
  }

  static func header(of bytes: [UInt8]) -> [(name: String, value: String)] {
    let text = String(decoding: bytes, as: UTF8.self)
    let head = text.components(separatedBy: "\r\n\r\n").first ?? ""
    let unfolded = head.replacingOccurrences(of: "\r\n ", with: " ")
      .replacingOccurrences(of: "\r\n\t", with: " ")
    return unfolded.components(separatedBy: "\r\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      return (
        parts.first ?? "", parts.dropFirst().first?.trimmingCharacters(in: .whitespaces) ?? ""
      )
    }
  }

  /// The calendar part, unfolded.
  static func calendar(of bytes: [UInt8]) throws -> String? {
    try leaves(of: bytes).first { $0.type == "text/calendar" }
      .map { String(decoding: $0.content, as: UTF8.self).replacing("\r\n ", with: "") }
  }

  static func leaves(of bytes: [UInt8]) throws -> [Leaf] {
    let fields = header(of: bytes)
    func field(_ name: String) -> String {
      fields.first { $0.name.lowercased() == name }?.value ?? ""
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try Samples.required(text.range(of: "\r\n\r\n"), "end of header").upperBound
    let body = String(text[start...])
    let type = field("content-type")
    if type.hasPrefix("multipart/") {
      let boundary = try Samples.required(
        type.components(separatedBy: "boundary=").last, "boundary"
      ).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      return try ("\r\n" + body).components(separatedBy: "\r\n--" + boundary).dropFirst()
        .filter { !$0.hasPrefix("--") }.flatMap { part in
          try leaves(of: Array(part.dropFirst(1).utf8))
        }
    }
    let content: [UInt8] =
      switch field("content-transfer-encoding") {
      case "base64":
        Array(
          try Samples.required(
            Data(base64Encoded: body, options: .ignoreUnknownCharacters), "base64"))
      case "quoted-printable": quotedPrintable(Array(body.utf8))
      default: Array(body.utf8)
      }
    return [Leaf(type: type.components(separatedBy: ";").first ?? "", content: content)]
  }

  private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "="), index + 2 < bytes.count else {
        out.append(bytes[index])
        index += 1
        continue
      }
      if let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        out.append(byte)
      }
      index += 3
    }
    return out
  }
}
