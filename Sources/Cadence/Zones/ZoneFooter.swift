/// The rule that holds after a zone's last listed change: a POSIX TZ string, read.
///
/// Source: RFC 9636 section 3.3 and POSIX.1-2017 section 8.3.
struct ZoneFooter: Hashable, Sendable {
  struct Kind: Hashable, Sendable {
    /// Seconds east of UTC.
    var offset: Int64
    /// Index into the table's abbreviations.
    var abbreviation: Int
  }

  var standard: Kind
  /// Nil if the clock never changes; the two dates then mean nothing.
  var daylight: Kind?
  var starts = YearlyDate(day: .julian(1))
  var ends = YearlyDate(day: .julian(1))

  /// What holds all the year where the clock stands still: daylight time that begins as it ends.
  var lasting: Kind {
    guard let daylight,
      starts.wallSeconds(in: 2001) - standard.offset
        == ends.wallSeconds(in: 2000) - daylight.offset
        || starts.wallSeconds(in: 2001) - standard.offset
          == ends.wallSeconds(in: 2001) - daylight.offset
    else { return standard }
    return daylight
  }
}

/// A day that comes every year, and a time of it.
struct YearlyDate: Hashable, Sendable {
  enum Day: Hashable, Sendable {
    /// 1 to 365; 29 February is never counted.
    case julian(Int)
    /// 0 to 365; 29 February is counted.
    case ordinal(Int)
    /// Month 1 to 12, week 1 to 5 (5 is the last), weekday 0 for Sunday to 6.
    case weekday(month: Int, week: Int, day: Int)
  }

  var day: Day
  /// Seconds after midnight; may be negative, or longer than a day.
  var time: Int64 = 7200

  /// Seconds since 1970-01-01T00:00 on the wall clock in force before the change.
  func wallSeconds(in year: Int) -> Int64 {
    Int64(dayNumber(in: year)) * 86_400 + time
  }

  private func dayNumber(in year: Int) -> Int {
    let newYear = CivilDate.days(year: year, month: 1, day: 1)
    switch day {
    case .julian(let n): return newYear + n - 1 + (n > 59 && CivilDate.isLeap(year) ? 1 : 0)
    case .ordinal(let n): return newYear + n
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.days(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday, which is 4 here.
      let firstWeekday = (first + 4).flooredRemainder(by: 7)
      let offset = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      return first + (offset < CivilDate.daysInMonth(month, of: year) ? offset : offset - 7)
    }
  }
}
