/// A systemd calendar event: "Mon..Fri *-*-* 09:00 Europe/Berlin", "Thu *-*-1..7 16:00", "weekly".
///
/// A day has to fit both the weekdays and the date. A time that the clock jumps over does not
/// happen, and of one that it shows twice the first counts.
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
  /// Its normal form, which is systemd's: "Mon *-*-* 00:00:00".
  public let description: String

  static let shorthands = [
    "minutely": "*-*-* *:*:00", "hourly": "*-*-* *:00:00", "daily": "*-*-* 00:00:00",
    "weekly": "Mon *-*-* 00:00:00", "monthly": "*-*-01 00:00:00",
    "quarterly": "*-01,04,07,10-01 00:00:00",
    "semiannually": "*-01,07-01 00:00:00", "semi-annually": "*-01,07-01 00:00:00",
    "biannually": "*-01,07-01 00:00:00", "bi-annually": "*-01,07-01 00:00:00",
    "yearly": "*-01-01 00:00:00", "annually": "*-01-01 00:00:00", "anually": "*-01-01 00:00:00",
  ]

  /// The parts, each where it stands.
  private struct Parts {
    var weekdays: Word?
    var date: Word?
    var time: Word?
    var zone: ZoneRules?
    /// Whether it is an instant, which no zone changes.
    var isInstant = false
  }

  /// Reads a calendar event: weekdays, a date, a time and a zone, of which each may be left out.
  /// - Throws: `TextProblem` with the part, its column and what to write: in its place, or the
  ///   whole event.
  public init(_ text: String, zones: ZoneDatabase) throws(TextProblem) {
    guard text.utf8.count <= 500 else {
      throw TextProblem(
        column: 1, what: "this is too long for a calendar event", fix: "Thu *-*-* 14:00")
    }
    do throws(TextProblem) { try self.init(reading: text, zones) } catch {
      guard let near = Self.near(Word.fields(text), zones), near != text,
        (try? Self(reading: near, zones)) != nil
      else { throw error }
      throw TextProblem(column: error.column, what: error.what, fix: near)
    }
  }

  private init(reading text: String, _ zones: ZoneDatabase) throws(TextProblem) {
    let parts = try Self.parts(of: text, zones)
    zone = parts.isInstant ? .utc : parts.zone
    weekdays = try parts.weekdays.map(Self.weekdays) ?? SentenceVocabulary.allDays
    let date = try Self.date(parts.date ?? Word(text: "*-*-*", column: 1))
    let clock = try Self.clock(parts.time ?? Word(text: "00:00:00", column: 1))
    years = date.year.isOpen ? [] : date.year.values
    // "*" counts from nowhere.
    areFromEnd = date.areFromEnd && !date.day.isOpen
    (months, days) = (date.month.mask, date.day.isOpen ? ~0 : date.day.mask)
    (hours, minutes, seconds) = (clock.hour.mask, clock.minute.mask, clock.second.mask)
    let day = "\(date.month.text)\(areFromEnd ? "~" : "-")\(date.day.text)"
    description =
      [
        Self.text(of: weekdays), "\(date.year.text)-\(day)",
        "\(clock.hour.text):\(clock.minute.text):\(clock.second.text)", zone?.identifier,
      ].compactMap(\.self).joined(separator: " ")
  }

  /// What systemd makes of it that is not plain to see, a line each.
  /// - Parameters:
  ///   - zone: of an event that names none.
  ///   - date: the changes of the clock in the two years from it on are looked at.
  public func explanation(in zone: ZoneRules, from date: CivilDate) -> [String] {
    var lines: [String] = []
    let isAnyDate = years.isEmpty && months.nonzeroBitCount == 12 && days == ~0
    if weekdays != SentenceVocabulary.allDays, !isAnyDate {
      lines.append("both have to fit: the weekday and the date")
    }
    if areFromEnd { lines.append("days behind \"~\" count from the month's end: 01 is the last") }
    let changes = ClockChanges(of: times(from: date), in: self.zone ?? zone, from: date)
    if let gap = changes.gap {
      lines.append(
        gap.text("jumps over", one: "it does not happen", several: "they do not happen"))
    }
    return lines
  }

  /// The parts come in one order: weekdays, date, time, zone.
  private static func parts(
    of text: String, _ zones: ZoneDatabase
  ) throws(TextProblem) -> Parts {
    var words = Word.fields(text)[...]
    var parts = Parts()
    if let last = words.last, words.count > 1, last.startsWithLetter,
      weekday(last.text.prefix { $0.isLetter }) == nil
    {
      parts.zone = try zones.zone(of: words.removeLast())
    }
    guard let first = words.first else {
      throw TextProblem(column: 1, what: "nothing is written here", fix: "Thu *-*-* 14:00")
    }
    let instant = try instant(first)
    if words.count == 1, let whole = instant ?? shorthands[first.lower] {
      words = Word.fields(whole).map { Word(text: $0.text, column: first.column) }[...]
      parts.isInstant = instant != nil
    }
    if words.first?.startsWithLetter == true { parts.weekdays = words.removeFirst() }
    if words.first?.text.contains(":") == false { parts.date = words.removeFirst() }
    if words.first?.text.contains(":") == true { parts.time = words.removeFirst() }
    guard let word = words.first else { return parts }
    throw TextProblem(
      column: word.column, what: "\"\(word.text)\" has no place here",
      fix: "Thu *-*-* 14:00")
  }

  /// "@1395716396", seconds since 1970, as a date and a time.
  private static func instant(_ word: Word) throws(TextProblem) -> String? {
    guard word.text.hasPrefix("@") else { return nil }
    let digits = word.text.dropFirst()
    guard digits.utf8.count <= 10, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seconds = Int64(digits)
    else {
      throw TextProblem(
        column: word.column, what: "\"\(word.text)\" is no number of seconds since 1970",
        fix: "@1395716396")
    }
    let local = ZoneRules.utc.local(at: Instant(secondsSince1970: seconds))
    let time = local.time
    return "\(local.date) \(time.hour):\(time.minute):\(time.second)"
  }

  // MARK: Weekdays

  private static func weekday(_ word: Substring) -> Weekday? {
    let lower = word.lowercased()
    return Weekday.allCases.first {
      lower == $0.name.lowercased() || lower == $0.shortName.lowercased()
    }
  }

  private static func weekdays(_ word: Word) throws(TextProblem) -> UInt8 {
    var mask: UInt8 = 0
    var column = word.column
    // "Wed, 17:48" is written so.
    let list = word.text.hasSuffix(",") ? word.text.dropLast() : word.text[...]
    for item in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split(
        separator: item.contains("..") ? ".." : "-", omittingEmptySubsequences: false
      ).map(weekday)
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
        throw TextProblem(
          column: column, what: "\"\(item)\" is no weekday, and no range of them",
          fix: near(weekdays: item) ?? "Mon..Fri")
      }
      guard first.index <= last.index else {
        throw TextProblem(
          column: column, what: "\"\(item)\" goes over the end of the week",
          fix: near(weekdays: item) ?? "Mon..Fri")
      }
      mask |= SentenceVocabulary.range(first, last)
      column += item.count + 1
    }
    return mask
  }

  /// "Mon..Wed,Sat,Sun"; nil for all.
  private static func text(of weekdays: UInt8) -> String? {
    guard weekdays != SentenceVocabulary.allDays else { return nil }
    var runs: [[Weekday]] = []
    for day in Weekday.allCases where weekdays & 1 << day.index != 0 {
      if let last = runs.last?.last, last.index + 1 == day.index {
        runs[runs.count - 1].append(day)
      } else {
        runs.append([day])
      }
    }
    return runs.map { run in
      let names = run.map(\.shortName)
      return run.count > 2 ? "\(names[0])..\(names[run.count - 1])" : names.joined(separator: ",")
    }.joined(separator: ",")
  }

  // MARK: Date and time

  private struct DateFields {
    let year: CalendarField
    let month: CalendarField
    let day: CalendarField
    let areFromEnd: Bool
  }

  private static func date(_ word: Word) throws(TextProblem) -> DateFields {
    let text = word.text
    guard let mark = text.lastIndex(where: { "-~".contains($0) }), mark > text.startIndex else {
      throw TextProblem(
        column: word.column, what: "\"\(text)\" is neither a date nor a time",
        fix: near(date: text, isShort: true) ?? "*-*-*")
    }
    let before = String(text[..<mark]).replacing("~", with: "-")
    let pieces = before.split(separator: "-", omittingEmptySubsequences: false)
    guard pieces.count <= 2 else {
      throw TextProblem(
        column: word.column, what: "\"\(text)\" is no date, as *-12-24 or 2026-12-24", fix: "*-*-*")
    }
    guard !text[..<mark].contains("~") else {
      throw TextProblem(
        column: word.column, what: "\"\(text)\" has a \"~\" that is not before the day",
        fix: "\(before)\(text[mark...])")
    }
    if let fix = near(date: text, isShort: pieces.count == 1) {
      throw TextProblem(
        column: word.column,
        what: fix.contains("~")
          ? "the last day is written \"~01\"" : "\"\(text)\": a date has a year, a month and a day",
        fix: fix)
    }
    let areFromEnd = text[mark] == "~"
    let dayColumn = word.column + text.distance(from: text.startIndex, to: mark) + 1
    let month = pieces[pieces.count - 1]
    return DateFields(
      year: try CalendarField(pieces.count == 2 ? pieces[0] : "*", .year, at: word.column),
      month: try CalendarField(month, .month, at: dayColumn - 1 - month.count),
      day: try CalendarField(
        text[mark...].dropFirst(), areFromEnd ? .dayFromEnd : .day, at: dayColumn),
      areFromEnd: areFromEnd)
  }

  private struct ClockFields {
    let hour: CalendarField
    let minute: CalendarField
    let second: CalendarField
  }

  private static func clock(_ word: Word) throws(TextProblem) -> ClockFields {
    let pieces = word.text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(pieces.count) else {
      throw TextProblem(
        column: word.column, what: "\"\(word.text)\" is no time of day", fix: "14:00")
    }
    let minute = word.column + pieces[0].count + 1
    return ClockFields(
      hour: try CalendarField(pieces[0], .hour, at: word.column),
      minute: try CalendarField(pieces[1], .minute, at: minute),
      second: try CalendarField(
        pieces.count == 3 ? pieces[2] : "0", .second, at: minute + pieces[1].count + 1))
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
