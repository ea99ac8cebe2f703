import Foundation

/// One change to a mail, such as a mistake would make.
enum MailEdit: Sendable {
  /// The first occurrence, in the mail as it goes over the wire.
  case wire(String, String)
  /// All of them.
  case everywhere(String, String)
  /// The first occurrence in both calendar parts, read unfolded and folded again.
  case calendar(String, String)
  /// The same in the calendar's octets as they are.
  case octets([UInt8], [UInt8])
  /// The same in the attachment alone.
  case attachment(String, String)
  /// Both calendar parts in lines of so many characters of base64.
  case base64(lineLength: Int)

  static func folded(_ old: String, _ new: String) -> MailEdit {
    .octets(Array(old.utf8), Array(new.utf8))
  }

  struct NothingToChange: Error { let edit: MailEdit }

  func callAsFunction(_ mail: [UInt8]) throws -> [UInt8] {
    switch self {
    case .wire(let old, let new):
      try replacing(Array(old.utf8), Array(new.utf8), in: mail)
    case .everywhere(let old, let new):
      Array(try whole(mail).replacingOccurrences(of: old, with: new).utf8)
    case .calendar(let old, let new):
      try calendars(mail) { object, _ in
        let unfolded = Array(try whole(object).replacingOccurrences(of: "\r\n ", with: "").utf8)
        return Self.folded(try replacing(Array(old.utf8), Array(new.utf8), in: unfolded))
      }
    case .octets(let old, let new):
      try calendars(mail) { object, _ in try replacing(old, new, in: object) }
    case .attachment(let old, let new):
      try calendars(mail) { object, number in
        number == 0 ? object : try replacing(Array(old.utf8), Array(new.utf8), in: object)
      }
    case .base64(let lineLength):
      try calendars(mail, lineLength: lineLength) { object, _ in object }
    }
  }

  private func whole(_ bytes: [UInt8]) throws -> String {
    try Samples.required(String(validating: bytes, as: UTF8.self), "UTF-8")
  }

  private func replacing(_ old: [UInt8], _ new: [UInt8], in bytes: [UInt8]) throws -> [UInt8] {
    guard let range = Data(bytes).range(of: Data(old)) else { throw NothingToChange(edit: self) }
    return Array(bytes[..<range.lowerBound]) + new + bytes[range.upperBound...]
  }

  /// Each calendar part decoded, changed and encoded again.
  private func calendars(
    _ mail: [UInt8], lineLength: Int = 76, _ change: ([UInt8], Int) throws -> [UInt8]
  ) throws -> [UInt8] {
    let text = try whole(mail)
    let begin = "\r\n\r\nQkVHSU46"
    let pieces = text.components(separatedBy: begin)
    var result = pieces[0]
    for (number, piece) in pieces.dropFirst().enumerated() {
      let end = try Samples.required(piece.range(of: "\r\n\r\n--"), "the part's end")
      let encoded = "QkVHSU46" + piece[..<end.lowerBound]
      let object = try Samples.required(
        Data(base64Encoded: encoded, options: .ignoreUnknownCharacters), "base64")
      let characters = Array(
        Data(try change(Array(object), number)).base64EncodedString())
      let lines = stride(from: 0, to: characters.count, by: lineLength).map {
        String(characters[$0..<min($0 + lineLength, characters.count)])
      }
      result += "\r\n\r\n" + lines.joined(separator: "\r\n") + piece[end.lowerBound...]
    }
    return Array(result.utf8)
  }

  /// Lines of at most 75 octets, whole characters in each.
  private static func folded(_ object: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var length = 0
    for (index, byte) in object.enumerated() {
      let isStart = byte & 0xc0 != 0x80
      let width = 1 + object[(index + 1)...].prefix { $0 & 0xc0 == 0x80 }.count
      if isStart, byte != 0x0d, byte != 0x0a, length + width > 75 {
        result += [0x0d, 0x0a, 0x20]
        length = 1
      }
      result.append(byte)
      length = byte == 0x0a ? 0 : byte == 0x0d ? length : length + 1
    }
    return result
  }
}
