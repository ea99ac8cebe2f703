/// One line of an iCalendar file: a property with its parameters.
/// Source: RFC 5545 section 3.1.
struct CalendarLine: Hashable {
  /// In capitals.
  let name: String
  /// By name in capitals, without quotes.
  let parameters: [String: String]
  /// As it is written, escapes and all.
  let value: String
  /// Where it begins, counted from 1.
  let number: Int

  /// Source: RFC 5545 section 3.3.11.
  var text: String {
    var text = ""
    var isEscaped = false
    for character in value {
      if isEscaped {
        text.append("nN".contains(character) ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}

/// The events of an iCalendar file, as lines: what they say is for `CalendarImport`.
///
/// Read here and not by libical, which counts no lines, mends silently what it does not understand,
/// and would meet a stranger's bytes in C.
struct CalendarText {
  static let linesMax = 100_000
  static let lineBytesMax = 64 << 10
  static let depthMax = 8

  struct Event {
    let number: Int
    var lines: [CalendarLine] = []

    func first(_ name: String) -> CalendarLine? { lines.first { $0.name == name } }
    func all(_ name: String) -> [CalendarLine] { lines.filter { $0.name == name } }

    var uid: String { first("UID")?.value.trimmed ?? "" }
    /// Whether it is one date of another event.
    var isChange: Bool { first("RECURRENCE-ID") != nil }
    var isCancelled: Bool { first("STATUS")?.value.trimmed.uppercased() == "CANCELLED" }
  }

  private(set) var events: [Event] = []
  /// The zone of times that name none, as the calendar's program noted it.
  private(set) var zone: CalendarLine?
  /// IANA names of the file's own zones, where their maker noted them.
  private(set) var locations: [String: String] = [:]

  private let file: String
  private var open: [(name: String, number: Int)] = []
  private var event: Event?
  private var zoneID: String?

  static func isCalendar(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(64).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }
    return String(decoding: start.prefix(15), as: UTF8.self).uppercased() == "BEGIN:VCALENDAR"
  }

  init(_ source: SourceFile) throws(Problems) {
    file = source.name
    guard Self.isCalendar(source.bytes) else {
      throw problem(1, "this is no calendar", "it has to begin with BEGIN:VCALENDAR")
    }
    guard source.bytes.contains(0x0A) || !source.bytes.contains(0x0D) else {
      throw problem(1, "its lines end with CR alone", "save it with LF or CR LF at their ends")
    }
    var lines = UnfoldedLines(source.bytes)
    var count = 0
    while let line = lines.next() {
      count += 1
      guard count <= Self.linesMax else {
        throw problem(
          line.number, "more than \(Self.linesMax) properties", "export fewer events")
      }
      guard line.bytes.count <= Self.lineBytesMax else {
        throw problem(
          line.number, "a property of \(line.bytes.count) bytes",
          "shorten it: at most \(Self.lineBytesMax) are read")
      }
      try checkText(line)
      guard let read = CalendarLine(line.bytes, number: line.number) else {
        throw problem(line.number, "this is no line of a calendar", "write NAME:value")
      }
      try take(read)
    }
    if let last = open.last {
      throw problem(
        last.number, "\(last.name.shown) begins here and never ends", "export the calendar anew")
    }
  }

  /// After unfolding, which may have put a character's octets together.
  private func checkText(_ line: UnfoldedLines.Line) throws(Problems) {
    guard String(validating: line.bytes, as: UTF8.self) != nil else {
      var parser = Unicode.UTF8.ForwardParser()
      var (bytes, offset) = (line.bytes.makeIterator(), 0)
      while case .valid(let scalar) = parser.parseScalar(from: &bytes) { offset += scalar.count }
      throw problem(line.number(at: offset), "this is not UTF-8", "save the file as UTF-8")
    }
    if let index = line.bytes.firstIndex(of: 0) {
      throw problem(
        line.number(at: index - line.bytes.startIndex),
        "the character U+0000 does not belong in a calendar",
        "remove it; it cannot be seen in most editors")
    }
  }

  private func problem(_ line: Int, _ what: String, _ fix: String) -> Problems {
    Problems([Problem(file: file, line: line, what: what, fix: fix)])
  }

  private mutating func take(_ line: CalendarLine) throws(Problems) {
    switch line.name {
    case "BEGIN":
      let name = line.value.trimmed.uppercased()
      guard open.count < Self.depthMax else {
        throw problem(
          line.number, "components within components, \(Self.depthMax) deep",
          "export the calendar anew")
      }
      open.append((name, line.number))
      if name == "VEVENT", open.count == 2 { event = Event(number: line.number) }
    case "END":
      guard let last = open.popLast(), last.name == line.value.trimmed.uppercased() else {
        throw problem(
          line.number, "END:\(line.value.bare) does not fit what is open",
          "export the calendar anew")
      }
      if last.name == "VEVENT", open.count == 1, let event {
        events.append(event)
        self.event = nil
      }
    default:
      guard let component = open.last?.name else {
        throw problem(line.number, "a property outside of the calendar", "take it out")
      }
      if component == "VEVENT", open.count == 2 {
        event?.lines.append(line)
      } else if component == "VTIMEZONE" {
        if line.name == "TZID" { zoneID = line.value }
        if line.name == "X-LIC-LOCATION", let zoneID { locations[zoneID] = line.value }
      } else if line.name == "X-WR-TIMEZONE", open.count == 1 {
        zone = line
      }
    }
  }
}

/// Lines with what follows on further ones put back. Source: RFC 5545 section 3.1.
struct UnfoldedLines {
  struct Line {
    fileprivate(set) var bytes: ArraySlice<UInt8>
    /// Where it begins, counted from 1.
    let number: Int
    /// How many bytes come before what each further line adds.
    fileprivate var folds: [Int] = []

    /// Where a byte of it stands.
    func number(at offset: Int) -> Int { number + folds.count { $0 <= offset } }
  }

  private let bytes: [UInt8]
  private var index = 0
  private var number = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The next line that is not empty; what is beyond the most that a line may have is not kept.
  mutating func next() -> Line? {
    while index < bytes.count {
      let start = number
      var line = Line(bytes: physical(), number: start)
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 {
        let more = physical().dropFirst()
        guard line.bytes.count <= CalendarText.lineBytesMax else { continue }
        line.folds.append(line.bytes.count)
        line.bytes += more
      }
      if !line.bytes.isEmpty { return line }
    }
    return nil
  }

  /// Some programs end lines with CR CR LF, or with LF CR.
  private mutating func physical() -> ArraySlice<UInt8> {
    let start = index
    let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
    index = min(end + 1, bytes.count)
    number += 1
    var line = bytes[start..<end].drop { $0 == 0x0D }
    while line.last == 0x0D { line.removeLast() }
    return line
  }
}

extension CalendarLine {
  /// Nil where it has no colon, or no name before it: a blank or a control is in none.
  init?(_ bytes: ArraySlice<UInt8>, number: Int) {
    var parts: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var isQuoted = false
    var colon: Int?
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ";") where !isQuoted:
        parts.append(bytes[start..<index])
        start = index + 1
      case UInt8(ascii: ":") where !isQuoted:
        parts.append(bytes[start..<index])
        colon = index
      default: break
      }
      if colon != nil { break }
    }
    guard let colon, let first = parts.first, !first.isEmpty,
      first.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard sides.count == 2 else { continue }
      let value = sides[1].filter { $0 != UInt8(ascii: "\"") }
      parameters[String(decoding: sides[0], as: UTF8.self).uppercased()] =
        String(decoding: value, as: UTF8.self)
    }
    name = String(decoding: first, as: UTF8.self).uppercased()
    self.parameters = parameters
    value = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
    self.number = number
  }
}
