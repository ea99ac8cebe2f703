/// A line of a crontab without its command: "0 14 * * 4", five fields or a name as "@weekly". The
/// name of a zone may follow, which a crontab does not have.
///
/// Where both the day of the month and the day of the week are restricted, either is enough: "0 9
/// 13 * 5" is every Friday, and every 13th. Months and weekdays may be names. Source: crontab(5).
public struct CronExpression: Hashable, Sendable {
  private let minutes: UInt64
  private let hours: UInt64
  /// Bit 0 for the 1st.
  private let monthDays: UInt64
  /// Bit 0 for January.
  private let months: UInt64
  /// Bit 0 for Monday.
  private let weekdays: UInt8
  /// A field that begins with "*" restricts nothing, whatever its step.
  private let areMonthDaysOpen: Bool
  private let areWeekdaysOpen: Bool
  /// The zone that it names; nil for the one it is read in.
  public let zone: ZoneRules?
  private let fields: [String]
  /// Whether its minute or hour begins with "*": what the clock jumps over is not made up for.
  let isWildcard: Bool

  private static let macros = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
  ]

  /// Reads the five fields: minute, hour, day of the month, month, day of the week.
  /// - Throws: `TextProblem` with the field, its column and what to write: in its place, or the
  ///   whole line, or `calendar: "…"` with a calendar event that says it.
  public init(_ text: String, zones: ZoneDatabase) throws(TextProblem) {
    guard text.utf8.count <= 500 else {
      throw TextProblem(
        column: 1, what: "this is too long for a crontab line", fix: Self.example)
    }
    let line = try CrontabLine(Word.fields(text), zones)
    do throws(TextProblem) { try self.init(line.fields, zone: line.zone) } catch {
      throw line.whole(error)
    }
    if let (column, what) = line.surplus {
      throw TextProblem(column: column, what: what, fix: line.text)
    }
  }

  private static let example = "0 14 * * 4"

  init(_ words: [Word], zone: ZoneRules?) throws(TextProblem) {
    self.zone = zone
    var words = words
    if let name = words.first, name.text.hasPrefix("@") {
      guard let fields = Self.macros[name.text] else {
        throw TextProblem(
          column: name.column,
          what: name.text == "@reboot"
            ? "\"@reboot\" names no time" : "\"\(name.text)\" is no name of cron's",
          fix: Self.example)
      }
      words = Word.fields(fields)
    }
    guard words.count == 5 else {
      throw TextProblem(
        column: words.last?.column ?? 1,
        what: "a crontab line has five fields, and this has \(words.count)", fix: Self.example)
    }
    func read(_ index: Int, _ field: CrontabField) throws(TextProblem) -> UInt64 {
      try field.mask(words[index].text[...], at: words[index].column)
    }
    minutes = try read(0, CrontabField(name: "minute", range: 0...59))
    hours = try read(1, CrontabField(name: "hour", range: 0...23))
    monthDays = try read(2, CrontabField(name: "day of the month", range: 1...31))
    let monthNames = (1...12).map(SentenceVocabulary.name(ofMonth:))
    months = try read(3, CrontabField(name: "month", range: 1...12, names: monthNames))
    weekdays = Self.fromMonday(try read(4, Self.dayOfWeek))
    areMonthDaysOpen = words[2].text.hasPrefix("*")
    areWeekdaysOpen = words[4].text.hasPrefix("*")
    isWildcard = words[0].text.hasPrefix("*") || words[1].text.hasPrefix("*")
    fields = words.map(\.text)
  }

  private static let dayOfWeek = CrontabField(
    name: "day of the week", range: 0...7, names: ["Sunday"] + Weekday.allCases.map(\.name))

  /// 0 and 7 are Sunday.
  private static func fromMonday(_ days: UInt64) -> UInt8 {
    UInt8(truncatingIfNeeded: (days >> 1 | (days & 1) << 6) & 0x7F)
  }

  /// The days of a field, bit 0 for Monday; nil for what is none.
  static func weekdays(_ text: Substring) -> UInt8? {
    (try? dayOfWeek.mask(text, at: 1)).map(fromMonday)
  }

  /// "5" and "FRI".
  static func weekday(_ text: Substring) -> Weekday? {
    let days = Weekday.all(in: weekdays(text) ?? 0)
    return days.count == 1 ? days.first : nil
  }

  /// The name that a word may be meant as: "@weekly" for "weekly" and "@Weekly".
  static func name(near word: String) -> String? {
    Nearest.word(to: word.hasPrefix("@") ? word : "@" + word, in: macros.keys.sorted())
  }

  /// Whether a day needs to fit only one of the two fields for days.
  private var isEither: Bool { !areMonthDaysOpen && !areWeekdaysOpen }

  func times(from date: CivilDate) -> WallTimes {
    let table = YearTable { year in
      var ofMonth = YearMask()
      var allowed = YearMask()
      for month in 1...12 where months & 1 << UInt64(month - 1) != 0 {
        let days = year.days(ofMonth: month)
        allowed.insert(days)
        ofMonth.insert(bits: monthDays & (~0 >> UInt64(64 - days.count)), at: days.lowerBound)
      }
      let ofWeek = YearMask(weekdays: weekdays, newYear: year.newYear, length: year.length)
      if isEither { ofMonth.formUnion(ofWeek) } else { ofMonth.formIntersection(ofWeek) }
      ofMonth.formIntersection(allowed)
      return YearTable.Entry(days: ofMonth)
    }
    let times = timesOfDay(
      hours: numbers(in: hours), minutes: numbers(in: minutes), seconds: [0])
    return WallTimes(
      [DayTimes(days: DaySet(table, .every), times: times)], nil, from: date.midnight,
      to: WallTimes.lastSecond)
  }
}

extension CronExpression: CustomStringConvertible {
  /// The fields as they were written, and the zone.
  public var description: String {
    (fields + [zone?.identifier].compactMap(\.self)).joined(separator: " ")
  }

  /// What cron makes of it that is not plain to see, a line each.
  /// - Parameters:
  ///   - zone: of a line that names none.
  ///   - date: the changes of the clock in the two years from it on are looked at.
  public func explanation(in zone: ZoneRules, from date: CivilDate) -> [String] {
    var lines: [String] = []
    if isEither {
      lines.append(
        "either is enough: the day of the month (\(fields[2])) or the day of the week (\(fields[4]))"
      )
    } else if fields[2] != "*", fields[4] != "*" {
      let open = areMonthDaysOpen ? fields[2] : fields[4]
      lines.append("both days have to fit: \"\(open)\" begins with \"*\"")
    }
    let changes = ClockChanges(of: times(from: date), in: self.zone ?? zone, from: date)
    if let gap = changes.gap {
      lines.append(
        isWildcard
          ? gap.text("jumps over", one: "it does not happen", several: "they do not happen")
          : gap.text(
            "jumps over", one: "it comes as much later", several: "they come as much later"))
    }
    if isWildcard, let overlap = changes.overlap {
      lines.append(
        overlap.text(
          "shows", then: " twice", one: "it comes once, where cron repeats it",
          several: "they come once, where cron repeats them"))
    }
    return lines
  }

  /// The same times as a calendar event, on other days: "Fri" or "", and "-15..21" or "~01".
  func calendar(_ weekday: String, _ days: String) -> String {
    func text(_ mask: UInt64, _ range: ClosedRange<Int>) -> String {
      let all = numbers(in: mask).map { $0 + range.lowerBound }
      guard all.count < range.count else { return "*" }
      if let first = all.first, let last = all.last, all.count > 2, last - first == all.count - 1 {
        return "\(Digits.text(first))..\(Digits.text(last))"
      }
      return all.map { Digits.text($0) }.joined(separator: ",")
    }
    let parts = [
      weekday, "*-\(text(months, 1...12))\(days)",
      "\(text(hours, 0...23)):\(text(minutes, 0...59))", zone?.identifier ?? "",
    ]
    return "calendar: \"\(parts.filter { !$0.isEmpty }.joined(separator: " "))\""
  }
}

extension ZoneDatabase {
  func zone(of word: Word) throws(TextProblem) -> ZoneRules {
    do throws(ZoneProblem) { return try zone(named: word.text) } catch {
      throw TextProblem(error, of: word)
    }
  }
}

extension TextProblem {
  init(_ problem: ZoneProblem, of word: Word) {
    self.init(column: word.column, what: problem.what, fix: problem.fixes.first ?? "UTC")
  }
}
