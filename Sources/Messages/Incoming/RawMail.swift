import Meetings

/// The bytes of a mail before any library looks at them: bounded, and free of what no mail has.
struct RawMail {
  /// Without what an MTA puts before the header.
  let bytes: [UInt8]
  let header: Header

  private static let headerMax = 256 << 10
  private static let fieldsMax = 1_000
  /// Every part that can hold others says so in a Content-Type, so this bounds how deep a library
  /// can be led; the parts themselves begin with `--`.
  private static let typesMax = 250
  private static let boundariesMax = 10_000

  init(_ all: [UInt8]) throws(IncomingMail.Malformed) {
    guard all.count <= IncomingMail.bytesMax else { throw .init(what: "it is larger than 1 MiB") }
    var bytes = all
    // Source: local(8) of Postfix: a command is given an envelope line first.
    if bytes.starts(with: Array("From ".utf8)), let end = bytes.firstIndex(of: 0x0a) {
      bytes.removeFirst(end + 1)
    }
    guard !bytes.contains(0) else { throw .init(what: "it holds a NUL") }
    // RFC 5322 §2.3: never alone. Programs differ over it, which is what it would be there for.
    for (index, byte) in bytes.enumerated() where byte == 0x0d {
      guard index + 1 < bytes.count, bytes[index + 1] == 0x0a else {
        throw .init(what: "it holds a CR without LF")
      }
    }
    try Self.checkParts(bytes)
    header = try Header(bytes)
    self.bytes = bytes
  }

  private static func checkParts(_ bytes: [UInt8]) throws(IncomingMail.Malformed) {
    let type = Array("content-type".utf8)
    var (types, boundaries) = (0, 0)
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x2d, index == 0 || bytes[index - 1] == 0x0a, index + 1 < bytes.count,
        bytes[index + 1] == 0x2d
      {
        boundaries += 1
      } else if byte | 0x20 == 0x63, index + type.count <= bytes.count,
        zip(bytes[index...], type).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        types += 1
      }
    }
    guard types <= typesMax, boundaries <= boundariesMax else {
      throw .init(what: "it has too many parts")
    }
  }

  /// The fields of the message itself, unfolded, as they stand.
  struct Header {
    private let fields: [(name: String, value: String)]

    /// Source: RFC 5322 §3.6: at most once, and what two of them mean nobody knows.
    private static let single: Set<String> = [
      "from", "date", "subject", "message-id", "content-type", "content-transfer-encoding",
    ]

    init(_ bytes: [UInt8]) throws(IncomingMail.Malformed) {
      var fields: [(name: String, value: String)] = []
      var size = 0
      for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
        let line = line.last == 0x0d ? line.dropLast() : line
        if line.isEmpty { break }
        size += line.count + 1
        guard size <= headerMax, fields.count <= fieldsMax else {
          throw .init(what: "its header is too long")
        }
        let text = String(decoding: line, as: UTF8.self)
        if line.first == 0x20 || line.first == 0x09 {
          if !fields.isEmpty { fields[fields.count - 1].value += text }
          continue
        }
        guard let colon = line.firstIndex(of: 0x3a), colon > line.startIndex,
          line[..<colon].allSatisfy({ (0x21...0x7e).contains($0) || $0 == 0x20 })
        else { throw .init(what: "its header is broken") }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        fields.append((name.lowercased().filter { $0 != " " }, value))
      }
      for name in Self.single.sorted() where fields.count(where: { $0.name == name }) > 1 {
        throw .init(what: "\(name) stands in it twice")
      }
      guard !fields.isEmpty else { throw .init(what: "it has no header") }
      self.fields = fields
    }

    /// The values of a field, in their order.
    subscript(name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private func word(_ name: String) -> String? {
      self[name].first?.asOneLine.lowercased()
    }

    /// Why nobody wrote this by hand; nil if somebody may have.
    /// Source: RFC 3834 §5, RFC 5321 §4.5.5, and what vacation programs have always set.
    var signOfMachine: String? {
      if let word = word("auto-submitted"),
        word.prefix(while: { $0 != ";" && $0 != "(" }).asOneLineText != "no"
      {
        return "Auto-Submitted: \(word.prefix(40))"
      }
      if let word = word("precedence"), ["bulk", "junk", "auto_reply"].contains(word) {
        return "Precedence: \(word)"
      }
      for name in ["x-autoreply", "x-autorespond", "x-autoresponder"] {
        if let word = word(name), word != "no" { return name }
      }
      if word("return-path") == "<>" { return "an empty Return-Path" }
      let subject = (self["subject"].first.map(MIMETree.decoded) ?? "").asOneLine.lowercased()
      if MachineWords.subjects.contains(where: subject.hasPrefix) { return "its subject" }
      return nil
    }
  }
}

extension Substring {
  fileprivate var asOneLineText: String { String(self).asOneLine }
}

/// How programs begin the subject of what they write while somebody is away.
enum MachineWords {
  static let subjects = [
    "out of office", "out-of-office", "out of the office", "ooo:", "automatic reply", "auto-reply",
    "autoreply", "auto:", "auto response", "auto-response", "vacation", "away from",
    "automatische antwort", "abwesenheit", "abwesend", "réponse automatique", "absence du bureau",
    "absent du bureau", "respuesta automática", "fuera de la oficina", "risposta automatica",
    "fuori sede", "resposta automática", "automatisch antwoord", "afwezig",
    "odpowiedź automatyczna",
    "autosvar", "automaattinen vastaus", "automatická odpověď", "автоответ",
    "автоматический ответ", "автоматична відповідь", "自動応答", "自動返信", "自动回复", "自動回覆",
    "자동 회신", "자동 응답",
  ]
}
