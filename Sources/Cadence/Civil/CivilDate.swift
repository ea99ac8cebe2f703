/// A date of the proleptic Gregorian calendar, in the years 1 to 9999.
///
/// Arithmetic that would leave those years stays at the first or the last day of them.
public struct CivilDate: Comparable, Hashable, Sendable {
  // One number: comparing, hashing and stepping are then single instructions, and the rules
  // of this library are arithmetic on days.
  private let days: Int32

  /// 0001-01-01.
  public static let distantPast = CivilDate(daysSince1970: daysMin)
  /// 9999-12-31.
  public static let distantFuture = CivilDate(daysSince1970: daysMax)

  static let daysMin = -719_162
  static let daysMax = 2_932_896

  /// The day so many days after 1970-01-01, clamped to the years 1 to 9999.
  public init(daysSince1970: Int) {
    days = Int32(truncatingIfNeeded: min(max(daysSince1970, Self.daysMin), Self.daysMax))
  }

  /// - Parameter days: since 1970-01-01, and within the calendar.
  @inline(__always)
  init(boundedDays days: Int) { self.days = Int32(truncatingIfNeeded: days) }

  /// That day of the calendar; nil if the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= CivilDate.daysInMonth(month, of: year)
    else { return nil }
    self.init(daysSince1970: CivilDate.days(year: year, month: month, day: day))
  }

  /// Days since 1970-01-01.
  public var daysSince1970: Int { Int(days) }

  /// 1 to 9999.
  public var year: Int { fields.year }
  /// 1 to 12.
  public var month: Int { fields.month }
  /// 1 to 31.
  public var day: Int { fields.day }

  /// The day of the week.
  public var weekday: Weekday { Weekday(index: (Int(days) - Self.daysMin) % 7) }

  /// The Monday of the date's week.
  public var monday: CivilDate { adding(days: -weekday.index) }

  /// The date so many days later, or earlier.
  public func adding(days count: Int) -> CivilDate {
    let (sum, overflow) = Int(days).addingReportingOverflow(count)
    return CivilDate(daysSince1970: overflow ? (count < 0 ? .min : .max) : sum)
  }

  /// The same day so many months later, or the month's last day if it has no such day.
  public func adding(months count: Int) -> CivilDate {
    let (year, month, day) = fields
    let bounded = min(max(count, -200_000), 200_000)
    let total = year * 12 + (month - 1) + bounded
    guard total >= 12 else { return .distantPast }
    guard total < 120_000 else { return .distantFuture }
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    let newDay = min(day, CivilDate.daysInMonth(newMonth, of: newYear))
    return CivilDate(daysSince1970: CivilDate.days(year: newYear, month: newMonth, day: newDay))
  }

  /// Yesterday of it.
  public var dayBefore: CivilDate { adding(days: -1) }
  /// Tomorrow of it.
  public var dayAfter: CivilDate { adding(days: 1) }

  /// The first such weekday on or after this date.
  public func nextOrSame(_ weekday: Weekday) -> CivilDate {
    adding(days: (weekday.rawValue - self.weekday.rawValue + 7) % 7)
  }

  /// "December".
  public var monthName: String { SentenceVocabulary.name(ofMonth: month) }

  /// "Dec".
  public var shortMonthName: String { String(monthName.prefix(3)) }

  /// The earlier comes first.
  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.days < b.days }
}

extension CivilDate {
  /// The date at midnight of this many days, as year, month and day.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
  var fields: (year: Int, month: Int, day: Int) { CivilDate.fields(ofDays: Int(days)) }

  static func fields(ofDays days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// Days since 1970-01-01 of a date; the year is not bounded here.
  ///
  /// Source: Howard Hinnant, as above, days_from_civil.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate: LosslessStringConvertible, Codable {
  /// Reads "2026-12-03", all ten characters of it.
  public init?(_ description: String) {
    guard description.utf8.count == 10 else { return nil }
    let bytes = Array(description.utf8)
    guard bytes[4] == 0x2D, bytes[7] == 0x2D,
      let year = Digits.value(bytes[0..<4]), let month = Digits.value(bytes[5..<7]),
      let day = Digits.value(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// "2026-12-03".
  public var description: String {
    let (year, month, day) = fields
    return "\(Digits.text(year, width: 4))-\(Digits.text(month))-\(Digits.text(day))"
  }

  /// Reads the ISO text.
  public init(from decoder: any Decoder) throws { self = try Digits.decode(from: decoder) }
  /// Writes the ISO text.
  public func encode(to encoder: any Encoder) throws {
    try Digits.encode(description, to: encoder)
  }
}
