/// Reads a POSIX TZ string, "CET-1CEST,M3.5.0,M10.5.0/3" or "<+03>-3".
///
/// Source: RFC 9636 section 3.3.1 (times from -167 to 167 hours) and POSIX.1-2017 section 8.3.
struct PosixReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The rule, and the names of standard and daylight time; abbreviations are 0 and 1.
  mutating func read() throws(TZifError) -> (footer: ZoneFooter, names: [String]) {
    let standardName = try name()
    let standard = ZoneFooter.Kind(offset: -(try offset()), abbreviation: 0)
    guard peek != nil else { return (ZoneFooter(standard: standard), [standardName]) }
    let daylightName = try name()
    var daylight = ZoneFooter.Kind(offset: standard.offset + 3600, abbreviation: 1)
    if let next = peek, next != UInt8(ascii: ",") { daylight.offset = -(try offset()) }
    try expect(",")
    let starts = try yearlyDate()
    try expect(",")
    let ends = try yearlyDate()
    guard peek == nil else { throw TZifError("the footer goes on after its end") }
    let footer = ZoneFooter(standard: standard, daylight: daylight, starts: starts, ends: ends)
    return (footer, [standardName, daylightName])
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(TZifError) {
    guard take(character) else { throw TZifError("the footer lacks a \"\(character)\"") }
  }

  private mutating func name() throws(TZifError) -> String {
    let quoted = take("<")
    let start = position
    while let byte = peek, isLetter(byte) || (quoted && isQuotable(byte)) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if quoted { try expect(">") }
    guard text.utf8.count >= 3, text.utf8.count <= 31 else {
      throw TZifError("the footer has no name of three letters or more")
    }
    return text
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  private func isQuotable(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  private mutating func number(_ range: ClosedRange<Int>, _ what: String) throws(TZifError) -> Int {
    let start = position
    while let byte = peek, (48...57).contains(byte), position - start < 3 { position += 1 }
    guard let value = Digits.value(bytes[start..<position]), range.contains(value) else {
      throw TZifError("the footer has no \(what)")
    }
    return value
  }

  private mutating func offset() throws(TZifError) -> Int64 { try time(hours: 0...24) }

  private mutating func time(hours: ClosedRange<Int>) throws(TZifError) -> Int64 {
    let negative = take("-")
    if !negative { _ = take("+") }
    var seconds = try number(hours, "hour") * 3600
    if take(":") {
      seconds += try number(0...59, "minute") * 60
      if take(":") { seconds += try number(0...59, "second") }
    }
    return Int64(negative ? -seconds : seconds)
  }

  private mutating func yearlyDate() throws(TZifError) -> YearlyDate {
    var date: YearlyDate
    if take("M") {
      let month = try number(1...12, "month")
      try expect(".")
      let week = try number(1...5, "week")
      try expect(".")
      date = YearlyDate(day: .weekday(month: month, week: week, day: try number(0...6, "weekday")))
    } else if take("J") {
      date = YearlyDate(day: .julian(try number(1...365, "day of the year")))
    } else {
      date = YearlyDate(day: .ordinal(try number(0...365, "day of the year")))
    }
    if take("/") { date.time = try time(hours: 0...167) }
    return date
  }
}
