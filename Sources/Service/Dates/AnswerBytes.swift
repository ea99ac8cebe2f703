internal import Cadence

/// The parts of the date that was written last. It often comes again, in the local time and in
/// the instant of one occurrence.
struct DateParts {
  private var date = CivilDate.distantPast
  private(set) var (year, month, day) = (1, 1, 1)

  mutating func turn(to date: CivilDate) {
    guard date != self.date else { return }
    self.date = date
    (year, month, day) = (date.year, date.month, date.day)
  }
}

/// An answer in the making. Dates are written digit by digit: strings in between would take longer
/// than finding them.
struct AnswerBytes {
  private(set) var bytes: [UInt8] = []
  var count: Int { bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// A JSON string.
  mutating func append(json text: String) {
    append(((try? Answer.json(text)) ?? "null").utf8)
  }

  /// "20260101T090000", or "20260101" for a whole day.
  mutating func append(_ local: CivilDateTime, isDay: Bool, _ parts: inout DateParts) {
    parts.turn(to: local.date)
    append(parts, separator: nil)
    guard !isDay else { return }
    bytes.append(UInt8(ascii: "T"))
    append(local.time, separator: nil)
  }

  /// "2026-01-01T08:00:00Z".
  mutating func append(_ instant: Instant, _ parts: inout DateParts) {
    // Shifted to be positive, so that division rounds the same way everywhere.
    let shifted = instant.secondsSince1970 - Instant.distantPast.secondsSince1970
    parts.turn(to: CivilDate.distantPast.adding(days: Int(shifted / 86_400)))
    append(parts, separator: UInt8(ascii: "-"))
    bytes.append(UInt8(ascii: "T"))
    append(CivilTime(secondOfDay: Int(shifted % 86_400)), separator: UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: "Z"))
  }

  private mutating func append(_ date: DateParts, separator: UInt8?) {
    append(twoDigits: date.year / 100)
    append(twoDigits: date.year % 100)
    if let separator { bytes.append(separator) }
    append(twoDigits: date.month)
    if let separator { bytes.append(separator) }
    append(twoDigits: date.day)
  }

  private mutating func append(_ time: CivilTime, separator: UInt8?) {
    append(twoDigits: time.hour)
    if let separator { bytes.append(separator) }
    append(twoDigits: time.minute)
    if let separator { bytes.append(separator) }
    append(twoDigits: time.second)
  }

  private mutating func append(twoDigits value: Int) {
    bytes.append(0x30 + UInt8(truncatingIfNeeded: value / 10))
    bytes.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
  }
}
