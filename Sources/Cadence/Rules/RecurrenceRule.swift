/// A recurrence rule of RFC 5545: what an `RRULE` says, without its start.
///
/// Every part is as it was written. What a part that is left out means is taken from the start,
/// when the rule meets one: `Recurrence.init(_:starting:…)`.
/// Source: RFC 5545 section 3.3.10, RFC 7529 section 4.
public struct RecurrenceRule: Hashable, Sendable {
  /// What is counted by `interval`, and what `BYSETPOS` chooses from.
  public var frequency: Frequency
  /// Every so many of them; at least 1.
  public var interval = 1
  /// When it ends; nil for a rule that goes on.
  public var end: End?
  /// The first day of a week, for `interval` weeks and week numbers.
  public var weekStart = Weekday.monday
  /// 0 to 60; the leap second 60 is read as 59. Source: RFC 5545 section 3.3.12.
  public var seconds: [Int] = []
  /// 0 to 59.
  public var minutes: [Int] = []
  /// 0 to 23.
  public var hours: [Int] = []
  /// Days of the week, of some with which one of the month or year.
  public var weekdays: [NumberedWeekday] = []
  /// 1 to 31, or -31 to -1 from the month's end.
  public var monthDays: [Int] = []
  /// 1 to 366, or -366 to -1 from the year's end.
  public var yearDays: [Int] = []
  /// Weeks of the year, of which the first has four days in it: 1 to 53, or -53 to -1.
  public var weekNumbers: [Int] = []
  /// 1 to 12.
  public var months: [Int] = []
  /// Which of each period's occurrences: 1 to 366, or -366 to -1 from the last.
  public var positions: [Int] = []
  /// What becomes of a day that a month or year does not have. Source: RFC 7529 section 4.1.
  public var skip = Skip.omit

  /// Every one of a frequency; the parts are set after it.
  public init(_ frequency: Frequency, interval: Int = 1) {
    (self.frequency, self.interval) = (frequency, interval)
  }
}

extension RecurrenceRule {
  /// `FREQ`, the shorter first.
  public enum Frequency: Int, CaseIterable, Comparable, Hashable, Sendable {
    /// By the second of the day.
    case secondly
    /// By the minute.
    case minutely
    /// By the hour.
    case hourly
    /// By the day.
    case daily
    /// By the week.
    case weekly
    /// By the month.
    case monthly
    /// By the year.
    case yearly

    /// The shorter comes first.
    public static func < (a: Frequency, b: Frequency) -> Bool { a.rawValue < b.rawValue }
  }

  /// When a rule ends.
  public enum End: Hashable, Sendable {
    /// `COUNT`: after so many occurrences; at least 1.
    case count(Int)
    /// `UNTIL`: with that day, in the rule's own zone.
    case date(CivilDate)
    /// `UNTIL`: not after that local time.
    case local(CivilDateTime)
    /// `UNTIL`: not after that instant.
    case instant(Instant)
  }

  /// A day of the week, and which one.
  public struct NumberedWeekday: Hashable, Sendable {
    /// The day.
    public var weekday: Weekday
    /// 1 for the first of the month or year, -1 for the last; nil for every one.
    public var number: Int?

    /// Every such day, or the one with that number.
    public init(_ weekday: Weekday, number: Int? = nil) {
      (self.weekday, self.number) = (weekday, number)
    }
  }

  /// What becomes of 31 February.
  public enum Skip: Hashable, Sendable {
    /// It does not happen.
    case omit
    /// It is the last day before.
    case backward
    /// It is the first day after.
    case forward
  }
}
