/// The days that a clause of a sentence names, in its normal form.
struct Rhythm: Hashable, Sendable {
  enum Pattern: Hashable, Sendable {
    /// Weekdays (bit 0 for Monday) of every so many weeks, which begin on Monday.
    case weekly(UInt8, every: Int)
    /// Weekdays of the weeks with an odd or an even number. Source: ISO 8601.
    case weeks(UInt8, areOdd: Bool)
    case monthly(MonthDays, every: Int)
    /// In one month, 1 to 12, of every year.
    case yearly(MonthDays, month: Int)
    case once
  }

  enum MonthDays: Hashable, Sendable {
    /// "first and third Thursday and last Friday".
    case weekdays([Numbered])
    /// "15th", or -1 for the last day.
    case numbers([Int])
    /// "Wednesday after fourth Tuesday".
    case after(Weekday, Numbered)
    /// "first weekday", Monday to Friday; -1 for the last.
    case workdays([Int])
  }

  /// Some weekdays, and which of the month: 1 to 5, or -1 for the last.
  struct Numbered: Hashable, Sendable {
    var ordinals: [Int]
    var days: UInt8
  }

  var pattern: Pattern
  /// Which of the month's are left out.
  var exceptOrdinals: [Int] = []
  /// Months that are left out: bit 1 for January.
  var exceptMonths: UInt16 = 0

  init(_ pattern: Pattern) { self.pattern = pattern }

  /// Whether it does not say which weeks or months count, so that a first date has to.
  var needsStart: Bool {
    switch pattern {
    case .weekly(_, let every), .monthly(_, let every): every > 1
    case .weeks, .yearly, .once: false
    }
  }

  /// The same in every week or month: where the first one is looked for.
  var atAnyRate: Rhythm {
    var rhythm = self
    switch pattern {
    case .weekly(let days, _): rhythm.pattern = .weekly(days, every: 1)
    case .monthly(let days, _): rhythm.pattern = .monthly(days, every: 1)
    case .weeks, .yearly, .once: break
    }
    return rhythm
  }

  /// The weekdays it can fall on; none for dates.
  var days: UInt8 {
    switch pattern {
    case .weekly(let days, _), .weeks(let days, _): days
    case .monthly(let days, _), .yearly(let days, _): days.weekdays
    case .once: 0
    }
  }
}

extension Rhythm.MonthDays {
  var weekdays: UInt8 {
    switch self {
    case .weekdays(let numbered): numbered.reduce(0) { $0 | $1.days }
    case .after(let day, _): 1 << day.index
    case .workdays: SentenceVocabulary.workdays
    case .numbers: 0
    }
  }
}

// MARK: - As a rule

extension Rhythm {
  /// The rule of RFC 5545 that says the same but for what is left out; nil where none does.
  var rule: RecurrenceRule? {
    switch pattern {
    case .weekly(let days, let every):
      var rule = RecurrenceRule(.weekly, interval: every)
      rule.weekdays = Weekday.all(in: days).map { .init($0) }
      return rule
    case .weeks(let days, let areOdd):
      var rule = RecurrenceRule(.yearly)
      rule.weekNumbers = (1...53).filter { $0.isMultiple(of: 2) != areOdd }
      rule.weekdays = Weekday.all(in: days).map { .init($0) }
      return rule
    case .monthly(let days, let every):
      var rule = days.rule(.monthly)
      rule?.interval = every
      return rule
    case .yearly(let days, let month):
      var rule = days.rule(.yearly)
      rule?.months = [month]
      return rule
    case .once: return nil
    }
  }
}

extension Rhythm.MonthDays {
  /// Nil where none says the same.
  func rule(_ frequency: RecurrenceRule.Frequency) -> RecurrenceRule? {
    var rule = RecurrenceRule(frequency)
    switch self {
    case .weekdays(let numbered):
      rule.weekdays = numbered.flatMap { group in
        group.ordinals.flatMap { number in
          Weekday.all(in: group.days).map { .init($0, number: number) }
        }
      }
    case .numbers(let days): rule.monthDays = days
    case .workdays(let positions):
      rule.weekdays = Weekday.all(in: SentenceVocabulary.workdays).map { .init($0) }
      rule.positions = positions
    // Of the next month, where the first weekday is the last of its own: no rule says that.
    case .after: return nil
    }
    return rule
  }

  /// 1 to 7.
  static func days(from first: Weekday, to next: Weekday) -> Int {
    let days = (next.rawValue - first.rawValue + 7) % 7
    return days == 0 ? 7 : days
  }
}

extension Weekday {
  /// Those of a mask.
  static func all(in mask: UInt8) -> [Weekday] { allCases.filter { mask & 1 << $0.index != 0 } }
}

// MARK: - As a set of times

extension Rhythm {
  /// All of it at a time, from a date on that says which weeks or months count.
  func times(at time: CivilTime, from date: CivilDate) -> WallTimes {
    let rule = rule ?? RecurrenceRule(.daily)
    let parts = DayParts(rule, starting: date)
    let ranks = rule.positions.isEmpty ? nil : rule.positions.map { $0 > 0 ? $0 - 1 : $0 }
    let table = YearTable { year in
      var entry = parts.days(of: year, ranks: ranks)
      switch pattern {
      case .monthly(.after(let day, let numbered), _):
        entry = YearTable.Entry(days: numbered.days(in: year, before: day))
      case .yearly(.after(let day, let numbered), let month):
        entry = YearTable.Entry(days: numbered.days(in: year, before: day, month: month))
      default: break
      }
      if !exceptOrdinals.isEmpty {
        entry.days.subtract(Numbered(ordinals: exceptOrdinals, days: days).days(in: year))
      }
      for month in 1...12 where exceptMonths & 1 << UInt16(month) != 0 {
        entry.days.subtract(YearMask(year.days(ofMonth: month)))
      }
      return entry
    }
    let all = DayTimes(
      days: DaySet(table, DaySet.Phase(rule, starting: date)), times: [time.secondOfDay])
    return WallTimes(
      [all], nil, from: date.midnight + time.secondOfDay, to: WallTimes.lastSecond)
  }
}

extension Rhythm.Numbered {
  /// The days of a year that it names, or those of another weekday next after each; of all months
  /// or of one.
  fileprivate func days(
    in year: YearShape, before next: Weekday? = nil, month only: Int? = nil
  ) -> YearMask {
    var mask = YearMask()
    // A weekday after one of last December, which is month 0 here, can be in January.
    for month in 0...12 where only == nil || only == month || month == 0 && only == 12 {
      let range = month == 0 ? -31..<0 : year.days(ofMonth: month)
      for weekday in Weekday.allCases where days & 1 << weekday.index != 0 {
        let later = next.map { Rhythm.MonthDays.days(from: weekday, to: $0) } ?? 0
        for ordinal in ordinals {
          guard let day = year.day(ordinal, ofWeekday: weekday.index, in: range) else { continue }
          if (0..<year.length).contains(day + later) { mask.insert(day + later) }
        }
      }
    }
    return mask
  }
}
