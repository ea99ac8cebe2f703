/// A span of the calendar: "1 month", "2 weeks", "10 days".
public struct Period: Hashable, Sendable {
  /// Added first, staying within the month.
  public let months: Int
  /// Added after the months; weeks are seven of them.
  public let days: Int

  /// So many months and then so many days.
  public init(months: Int = 0, days: Int = 0) {
    self.months = months
    self.days = days
  }

  /// Reads "1 month", "2 weeks", "10 days", "1 year".
  ///
  /// - Throws: `TextProblem` with what to write instead.
  public init(parsing text: String) throws(TextProblem) {
    try self.init(Amount.list(in: text, example: "1 month"))
  }

  init(_ amounts: [Amount]) throws(TextProblem) {
    var (months, days): (Int64, Int64) = (0, 0)
    for amount in amounts {
      if let length = amount.unit.months {
        months += length * amount.count
      } else if let length = amount.unit.days {
        days += length * amount.count
      } else {
        throw TextProblem(
          column: amount.column, what: "\(amount) is a length of time, not of the calendar",
          fix: "1 day")
      }
    }
    guard months > 0 || days > 0 else {
      throw TextProblem(column: amounts[0].column, what: "\(amounts[0]) is nothing", fix: "1 day")
    }
    self.init(months: Int(months), days: Int(days))
  }

  /// The date so much later; 31 August and 1 month is 30 September.
  public func added(to date: CivilDate) -> CivilDate {
    date.adding(months: months).adding(days: days)
  }

  /// The date so much earlier; 31 March less 1 month is 28 February, or 29 in a leap year.
  public func subtracted(from date: CivilDate) -> CivilDate {
    date.adding(months: -months).adding(days: -days)
  }
}

extension Period: CustomStringConvertible {
  /// The text that is read back as the same period.
  public var description: String {
    guard months != 0 else { return Amount.days(days) }
    return Amount.words(Int64(months), "month") + (days == 0 ? "" : " " + Amount.days(days))
  }
}
