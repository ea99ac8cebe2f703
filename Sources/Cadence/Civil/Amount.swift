/// A number and its unit, "30 minutes", as lengths, leads and periods are written.
struct Amount: CustomStringConvertible {
  enum Unit: String, CaseIterable {
    case second, minute, hour, day, week, month, year

    init?(word: String) {
      switch word {
      case "s", "sec", "secs", "second", "seconds": self = .second
      case "m", "min", "mins", "minute", "minutes": self = .minute
      case "h", "hr", "hrs", "hour", "hours": self = .hour
      case "d", "day", "days": self = .day
      case "w", "wk", "wks", "week", "weeks": self = .week
      case "month", "months": self = .month
      case "y", "yr", "yrs", "year", "years": self = .year
      default: return nil
      }
    }

    static let names = allCases.flatMap { [$0.rawValue, $0.rawValue + "s"] }

    /// The elapsed time of one; nil for a calendar step.
    var seconds: Seconds? {
      switch self {
      case .second: .seconds(1)
      case .minute: .minutes(1)
      case .hour: .hours(1)
      case .day, .week, .month, .year: nil
      }
    }

    /// The elapsed time of one at the longest.
    var longest: Seconds { seconds ?? .days(days ?? (months ?? 0) * 31) }

    /// The calendar days of one, where that is fixed.
    var days: Int64? {
      switch self {
      case .day: 1
      case .week: 7
      case .second, .minute, .hour, .month, .year: nil
      }
    }

    /// The calendar months of one, where that is fixed.
    var months: Int64? {
      switch self {
      case .month: 1
      case .year: 12
      case .second, .minute, .hour, .day, .week: nil
      }
    }
  }

  /// Eleven years. Longer sums are refused, so that each can be written and read again.
  private static let sumMax: Seconds = .hours(99_999)

  var count: Int64
  var unit: Unit
  /// 1-based, of the number.
  var column: Int

  var description: String { Amount.words(count, unit.rawValue) }

  /// "1 day", "2 days".
  static func words(_ count: Int64, _ unit: String) -> String {
    "\(count) \(unit)\(count == 1 ? "" : "s")"
  }

  /// "10 days", in whole weeks where they are that.
  static func days(_ count: Int) -> String {
    let isWeeks = count != 0 && count.isMultiple(of: 7)
    return isWeeks ? words(Int64(count / 7), "week") : words(Int64(count), "day")
  }

  /// The sum of amounts that are all elapsed time; nil if one is a step in the calendar.
  static func elapsed(_ amounts: [Amount]) -> Seconds? {
    guard amounts.allSatisfy({ $0.unit.seconds != nil }) else { return nil }
    return amounts.reduce(.zero) { $0 + ($1.unit.seconds ?? .zero) * $1.count }
  }

  /// Reads a whole text of amounts.
  static func list(in text: String, example: String) throws(TextProblem) -> [Amount] {
    try list(in: Word.split(text), example: example)
  }

  /// Reads amounts until the words end; "and" between them is skipped.
  /// - Parameter usual: the unit that a number without one is likely to have.
  static func list(
    in words: [Word], example: String, usual: Unit = .minute
  ) throws(TextProblem) -> [Amount] {
    var amounts: [Amount] = []
    var sum = Seconds.zero
    var rest = words.flatMap { $0.splitAtDigits() }[...]
    guard !rest.isEmpty else {
      throw TextProblem(column: 1, what: "nothing is written here", fix: example)
    }
    while let number = rest.popFirst() {
      if number.lower == "and", !amounts.isEmpty, !rest.isEmpty { continue }
      guard let count = number.count else {
        throw TextProblem(
          column: number.column, what: "\"\(number.text)\" is not a number", fix: example)
      }
      guard let word = rest.popFirst() else {
        throw TextProblem(
          column: number.column, what: "\(number.text) has no unit",
          fix: "\(Amount(count: count, unit: usual, column: 0))")
      }
      guard let unit = Unit(word: word.lower) else {
        let near = Nearest.word(to: word.lower, in: Unit.names).flatMap { Unit(word: $0) }
        throw TextProblem(
          column: word.column, what: "\"\(word.text)\" is not a unit of time",
          fix: near.map { Amount.words(count, $0.rawValue) } ?? example)
      }
      if amounts.contains(where: { $0.unit == unit }) {
        throw TextProblem(
          column: number.column, what: "\(unit.rawValue)s are given twice", fix: example)
      }
      sum += unit.longest * count
      guard sum <= sumMax else {
        throw TextProblem(
          column: number.column, what: "\(number.text) is too many", fix: example)
      }
      amounts.append(Amount(count: count, unit: unit, column: number.column))
    }
    return amounts
  }
}
