/// A systemd calendar event: "Mon..Fri *-*-* 09:00 Europe/Berlin", "Thu *-*-1..7 16:00", "weekly".
///
/// A day has to fit both the weekdays and the date. A time that the clock jumps over does not
/// happen.
/// Source: systemd.time(7), calendar events.
public struct CalendarExpression: Hashable, Sendable, CustomStringConvertible {
  /// Bit 0 for Monday.
  private let weekdays: UInt8
  /// Ascending; empty for all.
  private let years: [Int]
  /// Bit 0 for January.
  private let months: UInt64
  /// Bit 0 for the 1st, or for the last day.
  private let days: UInt64
  private let areFromEnd: Bool
  private let hours: UInt64
  private let minutes: UInt64
  private let seconds: UInt64
  /// The zone that it names; nil for the one it is read in.
  public let zone: ZoneRules?
  /// As it was written, each part in full: "Mon *-*-* 00:00:00".
  public let description: String

  private static let shorthands = [
    "minutely": "*-*-* *:*:00", "hourly": "*-*-* *:00:00", "daily": "*-*-* 00:00:00",
    "weekly": "Mon *-*-* 00:00:00", "monthly": "*-*-01 00:00:00",
    "quarterly": "*-01,04,07,10-01 00:00:00", "semiannually": "*-01,07-01 00:00:00",
    "yearly": "*-01-01 00:00:00", "annually": "*-01-01 00:00:00",
  ]

  /// The parts, each where it stands.
  private struct Parts {
    var weekdays: Word?
    var date: Word?
    var time: Word?
    var zone: Word?
  }

  /// Reads a calendar event: weekdays, a date, a time and a zone, of which each may be left out.
  /// - Throws: `TextProblem` with the part, its column and what to write.
  public init(_ text: String, zones: ZoneDatabase) throws(TextProblem) {
    guard text.utf8.count <= 500 else {
      throw TextProblem(
        column: 1, what: "this is too long for a calendar event", fix: "Thu *-*-* 14:00")
    }
    let parts = try Self.parts(of: text)
    zone = try parts.zone.map { (word) throws(TextProblem) in try zones.zone(of: word) }
    weekdays = try parts.weekdays.map(Self.weekdays) ?? SentenceVocabulary.allDays
    let date = try Self.date(parts.date ?? Word(text: "*-*-*", column: 1))
    (years, months, days, areFromEnd) = (date.years, date.months, date.days, date.areFromEnd)
    let time = parts.time ?? Word(text: "00:00:00", column: 1)
    (hours, minutes, seconds) = try Self.clock(time)
    description =
      [
        parts.weekdays?.text, date.text,
        time.text.split(separator: ":").count == 2 ? time.text + ":00" : time.text,
        zone?.identifier,
      ].compactMap(\.self).joined(separator: " ")
  }

  /// What systemd makes of it that is not plain to see, a line each.
  public func explanation(in zone: ZoneRules) -> [String] {
    var lines: [String] = []
    let areDatesOpen = years.isEmpty && months == DateParts().months && days == DateParts().days
    if weekdays != SentenceVocabulary.allDays, !areDatesOpen {
      lines.append("both have to fit: the weekday and the date")
    }
    if areFromEnd { lines.append("days behind \"~\" count from the month's end: 01 is the last") }
    if !(self.zone ?? zone).isFixed {
      lines.append("a time that the clock jumps over does not happen")
    }
    return lines
  }

  private static func parts(of text: String) throws(TextProblem) -> Parts {
    var words = Word.fields(text)
    guard let first = words.first else {
      throw TextProblem(column: 1, what: "nothing is written here", fix: "Thu *-*-* 14:00")
    }
    if let whole = shorthands[first.lower] {
      words =
        Word.fields(whole).map { Word(text: $0.text, column: first.column) } + words.dropFirst()
    }
    var parts = Parts()
    for word in words {
      let isName = word.text.first?.isLetter == true
      let part: WritableKeyPath<Parts, Word?> =
        if isName, parts.date == nil, parts.time == nil,
          SentenceVocabulary.weekday(word.text.prefix { $0.isLetter }) != nil
        {
          \.weekdays
        } else if isName {
          \.zone
        } else if word.text.contains(":") {
          \.time
        } else {
          \.date
        }
      guard parts[keyPath: part] == nil else {
        throw TextProblem(
          column: word.column, what: "\"\(word.text)\" is one part too many",
          fix: "weekdays, a date, a time and a zone, as in Thu *-*-* 14:00 UTC")
      }
      parts[keyPath: part] = word
    }
    return parts
  }

  private static func weekdays(_ word: Word) throws(TextProblem) -> UInt8 {
    var mask: UInt8 = 0
    var column = word.column
    for item in word.text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split(separator: ".").map { SentenceVocabulary.weekday($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
        throw TextProblem(
          column: column, what: "\"\(item)\" is no weekday, and no range of them", fix: "Mon..Fri")
      }
      mask |= SentenceVocabulary.range(first, last)
      column += item.count + 1
    }
    return mask
  }

  // MARK: The date

  private struct DateParts {
    var years: [Int] = []
    var months: UInt64 = 0xFFF
    var days: UInt64 = 0x7FFF_FFFF
    var areFromEnd = false
    var text = ""
  }

  private static func date(_ word: Word) throws(TextProblem) -> DateParts {
    var date = DateParts()
    let text = word.text
    let mark = text.lastIndex { "-~".contains($0) }
    guard let mark, mark > text.startIndex else {
      throw TextProblem(
        column: word.column, what: "\"\(text)\" is neither a date nor a time", fix: "*-*-* 14:00")
    }
    date.areFromEnd = text[mark] == "~"
    let pieces = text[..<mark].split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(pieces.count) else {
      throw TextProblem(
        column: word.column, what: "\"\(text)\" is no date", fix: "*-*-*, *-12-24 or 2026-12-24")
    }
    let dayColumn = word.column + text.distance(from: text.startIndex, to: mark) + 1
    date.days = try field("day of the month", 1...31).mask(text[mark...].dropFirst(), at: dayColumn)
    let month = pieces[pieces.count - 1]
    date.months = try field("month", 1...12).mask(month, at: dayColumn - 1 - month.count)
    if pieces.count == 2 { date.years = try years(pieces[0], at: word.column) }
    let year = pieces.count == 2 ? "" : "*-"
    date.text = year + text
    return date
  }

  private static func years(_ text: Substring, at column: Int) throws(TextProblem) -> [Int] {
    if text == "*" { return [] }
    var years: Set<Int> = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let ends = String(halves[0]).split(separator: ".").map { Digits.value($0.utf8) }
      let step = halves.count == 2 ? Digits.value(halves[1].utf8) ?? 0 : 1
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        (1...9999).contains(first), (first...9999).contains(last), step > 0
      else {
        throw TextProblem(
          column: column, what: "\"\(item)\" is no year, and no range of them", fix: "2026..2028")
      }
      let end = ends.count == 1 && halves.count == 2 ? 9999 : last
      years.formUnion(stride(from: first, through: end, by: step))
    }
    return years.sorted()
  }

  private static func clock(_ word: Word) throws(TextProblem) -> (UInt64, UInt64, UInt64) {
    let pieces = word.text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(pieces.count) else {
      throw TextProblem(
        column: word.column, what: "\"\(word.text)\" is no time of day", fix: "14:00")
    }
    var column = word.column
    func next(_ index: Int, _ name: String, _ most: Int) throws(TextProblem) -> UInt64 {
      guard index < pieces.count else { return 1 }
      defer { column += pieces[index].count + 1 }
      return try field(name, 0...most).mask(pieces[index], at: column)
    }
    return (try next(0, "hour", 23), try next(1, "minute", 59), try next(2, "second", 59))
  }

  private static func field(_ name: String, _ range: ClosedRange<Int>) -> FieldReader {
    FieldReader(name: name, range: range, dash: "..", stepsFromOne: true)
  }

  // MARK: As a set of times

  func times(from date: CivilDate) -> WallTimes {
    let table = YearTable { year in
      var all = YearMask()
      for month in 1...12 where months & 1 << UInt64(month - 1) != 0 {
        let range = year.days(ofMonth: month)
        let length = UInt64(range.count)
        var bits = days & (~0 >> (64 - length))
        if areFromEnd { bits = bits.bitReversed >> (64 - length) }
        all.insert(bits: bits, at: range.lowerBound)
      }
      all.formIntersection(
        YearMask(weekdays: weekdays, newYear: year.newYear, length: year.length))
      return YearTable.Entry(days: all)
    }
    let times = timesOfDay(
      hours: numbers(in: hours), minutes: numbers(in: minutes), seconds: numbers(in: seconds))
    let phase: DaySet.Phase = years.isEmpty ? .every : .among(years)
    return WallTimes(
      [DayTimes(days: DaySet(table, phase), times: times)], nil, from: date.midnight,
      to: WallTimes.lastSecond)
  }
}
