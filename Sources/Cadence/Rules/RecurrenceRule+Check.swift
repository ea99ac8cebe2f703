extension RecurrenceRule {
  /// Of a weekday in the month or the year.
  static let weekdayNumbers = 1...53

  /// Whether each part is one, and goes with the others.
  /// - Throws: `RuleProblem` for a part that is out of bounds, or that RFC 5545 forbids beside
  ///   another.
  /// Source: RFC 5545 section 3.3.10, the table of parts and its notes.
  func check() throws(RuleProblem) {
    try checkBounds()
    let name = frequency.text
    try refuse(
      "BYWEEKNO", if: !weekNumbers.isEmpty && frequency != .yearly,
      "weeks of the year go with FREQ=YEARLY, not with \(name)", "FREQ=YEARLY")
    try refuse(
      "BYYEARDAY", if: !yearDays.isEmpty && [.daily, .weekly, .monthly].contains(frequency),
      "days of the year do not go with FREQ=\(name)", "FREQ=YEARLY")
    try refuse(
      "BYMONTHDAY", if: !monthDays.isEmpty && frequency == .weekly,
      "days of the month do not go with FREQ=WEEKLY", "FREQ=MONTHLY")
    let isNumbered = weekdays.contains { $0.number != nil }
    try refuse(
      "BYDAY", if: isNumbered && frequency < .monthly,
      "which weekday of the month is meant goes with FREQ=MONTHLY or YEARLY, not with \(name)",
      "FREQ=MONTHLY, or BYDAY=\(plainWeekdays)")
    try refuse(
      "BYDAY", if: isNumbered && !weekNumbers.isEmpty,
      "which weekday of the year is meant does not go with BYWEEKNO", "BYDAY=\(plainWeekdays)")
    let others = [seconds, minutes, hours, monthDays, yearDays, weekNumbers, months]
    try refuse(
      "BYSETPOS", if: !positions.isEmpty && others.allSatisfy(\.isEmpty) && weekdays.isEmpty,
      "positions need another BY part to count", "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
    try refuse(
      "SKIP", if: skip != .omit && !positions.isEmpty && yearDays.contains { abs($0) == 366 },
      "which position a day has that is moved into another year is not known", "SKIP=OMIT")
  }

  private var plainWeekdays: String { weekdays.map(\.weekday.letters).joined(separator: ",") }

  private func refuse(
    _ part: String, if isWrong: Bool, _ what: @autoclosure () -> String,
    _ fix: @autoclosure () -> String
  ) throws(RuleProblem) {
    if isWrong { throw RuleProblem(part: part, what: what(), fix: fix()) }
  }

  private func checkBounds() throws(RuleProblem) {
    func check(
      _ part: String, _ values: [Int], _ range: ClosedRange<Int>, isSigned: Bool = false
    ) throws(RuleProblem) {
      for value in values {
        let number = isSigned && value < 0 && value > .min ? -value : value
        try refuse(
          part, if: !range.contains(number), "\(value) is not \(range.words(isSigned: isSigned))",
          "\(range.lowerBound)")
      }
    }
    try check("INTERVAL", [interval], 1...Int(Int32.max))
    if case .count(let count) = end { try check("COUNT", [count], 1...Int(Int32.max)) }
    try check("BYSECOND", seconds, 0...60)
    try check("BYMINUTE", minutes, 0...59)
    try check("BYHOUR", hours, 0...23)
    try check("BYDAY", weekdays.compactMap(\.number), Self.weekdayNumbers, isSigned: true)
    try check("BYMONTHDAY", monthDays, 1...31, isSigned: true)
    try check("BYYEARDAY", yearDays, 1...366, isSigned: true)
    try check("BYWEEKNO", weekNumbers, 1...53, isSigned: true)
    try check("BYMONTH", months, 1...12)
    try check("BYSETPOS", positions, 1...366, isSigned: true)
  }
}

extension ClosedRange<Int> {
  /// "a number from 1 to 31, or from -31 to -1".
  func words(isSigned: Bool) -> String {
    "a number from \(lowerBound) to \(upperBound)"
      + (isSigned ? ", or from -\(upperBound) to -\(lowerBound)" : "")
  }
}
