/// A point before a meeting, as people write it: "15 minutes before", "1 day before at 18:00".
public struct Lead: Hashable, Sendable {
  /// Minutes and hours are elapsed time; days and weeks are steps in the calendar.
  private enum Step: Hashable, Sendable {
    case elapsed(Seconds)
    /// At the meeting's own clock time if `at` is nil.
    case calendar(days: Int, at: CivilTime?)
  }

  private let step: Step

  /// So much elapsed time before.
  public static func elapsed(_ length: Seconds) -> Lead { Lead(step: .elapsed(length)) }

  /// So many calendar days before, at a time of that day or at the meeting's own.
  public static func days(_ days: Int, at time: CivilTime? = nil) -> Lead {
    Lead(step: .calendar(days: days, at: time))
  }

  private init(step: Step) { self.step = step }

  /// Reads "15 minutes before", "2 weeks before", "1 day before at 18:00"; "before" may be missing.
  ///
  /// - Throws: `TextProblem` with what to write instead.
  public init(parsing text: String) throws(TextProblem) {
    let example = "1 day before at 18:00"
    var words = Word.split(text)
    var time: CivilTime?
    let at = words.firstIndex { $0.lower == "at" }
    if let at {
      time = try Lead.time(words[(at + 1)...], after: words[...at])
      words.removeSubrange(at...)
    }
    if let last = words.last, last.lower == "before" { words.removeLast() }
    let amounts = try Amount.list(in: words, example: example)
    if let total = Amount.elapsed(amounts) {
      guard time == nil else {
        throw TextProblem(
          column: amounts[0].column, what: "a time of day needs a number of days, not of hours",
          fix: example)
      }
      guard total > .zero else {
        throw TextProblem(
          column: amounts[0].column, what: "\(amounts[0]) is not before", fix: "15 minutes before")
      }
      step = .elapsed(total)
      return
    }
    step = .calendar(days: try Lead.days(amounts, at: time), at: time)
  }

  private static func time(
    _ words: ArraySlice<Word>, after lead: ArraySlice<Word>
  ) throws(TextProblem) -> CivilTime {
    // "at" alone gives no day.
    let days = lead.count > 1 ? lead.dropLast().map(\.text).joined(separator: " ") : "1 day before"
    let fix = "\(days) at 18:00"
    guard let first = words.first else {
      throw TextProblem(
        column: lead.last?.column ?? 1, what: "no time follows \"at\"", fix: fix)
    }
    guard case .time(let time, let used) = ClockText.read(words), used == words.count else {
      let text = words.map(\.text).joined(separator: " ")
      throw TextProblem(
        column: first.column, what: "\"\(text)\" is not a time of day", fix: fix)
    }
    return time
  }

  private static func days(_ amounts: [Amount], at time: CivilTime?) throws(TextProblem) -> Int {
    var days: Int64 = 0
    for amount in amounts {
      guard let length = amount.unit.days else {
        guard let months = amount.unit.months else {
          throw TextProblem(
            column: amount.column, what: "days and \(amount.unit.rawValue)s do not mix",
            fix: "1 day before at 18:00")
        }
        throw TextProblem(
          column: amount.column, what: "\(amount) is not a number of days",
          fix: Amount.words(amount.count * months * 52 / 12, "week") + " before")
      }
      days += length * amount.count
    }
    guard days > 0 || time != nil else {
      throw TextProblem(
        column: amounts[0].column, what: "\(amounts[0]) is not before", fix: "1 day before")
    }
    return Int(days)
  }

  /// When that is, for a meeting that starts at an instant; calendar steps go in the zone.
  ///
  /// A time in a gap is shifted forward, one in an overlap takes the first.
  public func instant(before start: Instant, in zone: ZoneRules) -> Instant {
    switch step {
    case .elapsed(let length): return start - length
    case .calendar(let days, let time):
      let local = zone.local(at: start)
      let wanted = CivilDateTime(date: local.date.adding(days: -days), time: time ?? local.time)
      // With `.shiftForward` there always is an instant.
      return zone.resolve(wanted).instant(gap: .shiftForward) ?? start
    }
  }
}

extension Lead: CustomStringConvertible, Codable {
  /// The text that is read back as the same lead, "1 day before at 18:00".
  public var description: String {
    switch step {
    case .elapsed(let length): return "\(length) before"
    case .calendar(let days, let time):
      return "\(Amount.days(days)) before" + (time.map { " at \($0)" } ?? "")
    }
  }

  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    self = try Lead(parsing: decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    try Digits.encode(description, to: encoder)
  }
}
