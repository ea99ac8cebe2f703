/// The parts of a rule that speak of days, as sets, with what the start gives where they are
/// silent.
struct DayParts: Sendable {
  let frequency: RecurrenceRule.Frequency
  let skip: RecurrenceRule.Skip
  /// 0 for Monday.
  let weekStart: Int
  /// Bit 1 for January; none for all.
  private(set) var months: UInt16
  /// Bit 0 for the 1st, and for the last day.
  private(set) var monthDays: (fromStart: UInt64, fromEnd: UInt64)
  let yearDays: [Int]
  let weekNumbers: [Int]
  /// Bit 0 for Monday: every one of them.
  private(set) var weekdays: UInt8
  /// Those of which one of the month or year is meant; the weekday is 0 for Monday.
  let numbered: [(weekday: Int, number: Int)]

  init(_ rule: RecurrenceRule, starting date: CivilDate) {
    frequency = rule.frequency
    // A day that does not exist has no other number by which a second part could mean it.
    let isOneNumber =
      rule.weekNumbers.isEmpty && (rule.monthDays.isEmpty || rule.yearDays.isEmpty)
    skip = rule.frequency >= .monthly && isOneNumber ? rule.skip : .omit
    weekStart = rule.weekStart.index
    months = rule.months.reduce(0) { $0 | 1 << UInt16($1) }
    monthDays = rule.monthDays.reduce(into: (0, 0)) { days, day in
      if day > 0 { days.0 |= 1 << UInt64(day - 1) } else { days.1 |= 1 << UInt64(-day - 1) }
    }
    yearDays = rule.yearDays
    weekNumbers = rule.weekNumbers
    weekdays = rule.weekdays.reduce(0) {
      $0 | ($1.number == nil ? 1 << UInt8($1.weekday.index) : 0)
    }
    numbered = rule.weekdays.compactMap { day in
      day.number.map { (day.weekday.index, $0) }
    }
    guard !hasDays else { return }
    // Source: RFC 5545 section 3.3.10: what the rule does not say is taken from DTSTART.
    switch frequency {
    case .yearly where !weekNumbers.isEmpty: weekdays = 1 << UInt8(date.weekday.index)
    case .yearly:
      if months == 0 { months = 1 << UInt16(date.month) }
      monthDays.fromStart = 1 << UInt64(date.day - 1)
    case .monthly: monthDays.fromStart = 1 << UInt64(date.day - 1)
    case .weekly: weekdays = 1 << UInt8(date.weekday.index)
    case .secondly, .minutely, .hourly, .daily: break
    }
  }

  private var hasDays: Bool { hasMonthDays || !yearDays.isEmpty || hasWeekdays }
  private var hasMonthDays: Bool { monthDays.fromStart | monthDays.fromEnd != 0 }
  private var hasWeekdays: Bool { weekdays != 0 || !numbered.isEmpty }

  /// Whether it is every day.
  var areAll: Bool { months == 0 && weekNumbers.isEmpty && !hasDays }

  private func has(month: Int) -> Bool { months == 0 || months & 1 << UInt16(month) != 0 }
}

// MARK: - The days of a year

extension DayParts {
  /// The days of a kind of year.
  /// - Parameter ranks: which of each period's days: 0 for the first, -1 for the last; nil for all.
  func days(of year: YearShape, ranks: [Int]?) -> YearTable.Entry {
    switch frequency {
    case .monthly: return monthly(year, ranks)
    case .weekly: return YearTable.Entry(days: weekly(year, ranks))
    case .yearly:
      var entry = yearly(year)
      if let ranks { entry.days = entry.days.choosing(ranks) }
      return entry
    case .secondly, .minutely, .hourly, .daily: return yearly(year)
    }
  }

  private func yearly(_ year: YearShape) -> YearTable.Entry {
    var entry = YearTable.Entry(days: YearMask(0..<year.length))
    if hasMonthDays {
      entry.days = YearMask()
      for month in 1...12 where has(month: month) {
        let (bits, start) = (days(ofMonth: month, year), year.start(ofMonth: month))
        // Bit 0 is the day before the month; January has none, since it has 31 days.
        if bits & 1 != 0, start > 0 { entry.days.insert(start - 1) }
        entry.days.insert(bits: bits >> 1, at: start)
      }
    } else if months != 0 {
      entry.days = YearMask()
      for month in 1...12 where has(month: month) {
        entry.days.insert(year.days(ofMonth: month))
      }
    }
    if !yearDays.isEmpty { limitToYearDays(&entry, year) }
    if !weekNumbers.isEmpty {
      entry.days.formIntersection(year.weeks(weekNumbers, from: weekStart))
    }
    if hasWeekdays {
      var mask = YearMask(weekdays: weekdays, newYear: year.newYear, length: year.length)
      if months == 0 {
        insertNumbered(into: &mask, 0..<year.length, year)
      } else {
        insertNumberedOfMonths(into: &mask, year)
      }
      entry.days.formIntersection(mask)
      entry.moved.formIntersection(mask)
    }
    return entry
  }

  private func limitToYearDays(_ entry: inout YearTable.Entry, _ year: YearShape) {
    var mask = YearMask()
    for day in yearDays {
      let index = day > 0 ? day - 1 : year.length + day
      if (0..<year.length).contains(index) { mask.insert(index) }
    }
    entry.days.formIntersection(mask)
    // Day 366 of a common year is the day before or after New Year.
    switch skip {
    case .omit: break
    case .backward:
      if yearDays.contains(366), !year.isLeap, has(month: 12) { entry.days.insert(364) }
      if yearDays.contains(-366), year.lengthAfter == 365, has(month: 1) {
        entry.moved.insert(year.length - 1)
      }
    case .forward:
      if yearDays.contains(-366), !year.isLeap, has(month: 1) { entry.days.insert(0) }
      if yearDays.contains(366), year.lengthBefore == 365, has(month: 12) { entry.moved.insert(0) }
    }
  }

  private func insertNumbered(
    into mask: inout YearMask, _ days: Range<Int>, _ year: YearShape
  ) {
    for (weekday, number) in numbered {
      if let day = year.day(number, ofWeekday: weekday, in: days) { mask.insert(day) }
    }
  }

  /// Of every month: a day that was moved is asked in the month where it came to.
  private func insertNumberedOfMonths(into mask: inout YearMask, _ year: YearShape) {
    for month in 1...12 {
      insertNumbered(into: &mask, year.days(ofMonth: month), year)
    }
  }

  // MARK: By the month

  /// The days of a month by their numbers: bit 0 is the day before the month, bit 1 the 1st. The
  /// bits beyond the month are its days that were skipped to.
  private func days(ofMonth month: Int, _ year: YearShape) -> UInt64 {
    let length = year.days(ofMonth: month).count
    let all = (~0 as UInt64) >> UInt64(64 - length)
    let backwards = monthDays.fromEnd.bitReversed >> UInt64(64 - length)
    var bits = (monthDays.fromStart | backwards) & all
    let isOverEnd = monthDays.fromStart & ~all != 0
    let isOverStart = monthDays.fromEnd & ~all != 0
    switch skip {
    case .omit: break
    case .backward: if isOverEnd { bits |= 1 << UInt64(length - 1) }
    case .forward:
      if isOverEnd { bits |= 1 << UInt64(length) }
      if isOverStart { bits |= 1 }
    }
    return bits << 1 | (skip == .backward && isOverStart ? 1 : 0)
  }

  private func monthly(_ year: YearShape, _ ranks: [Int]?) -> YearTable.Entry {
    var entry = YearTable.Entry()
    var mask = YearMask()
    if !numbered.isEmpty { insertNumberedOfMonths(into: &mask, year) }
    for month in 1...12 where has(month: month) {
      let range = year.days(ofMonth: month)
      var bits = hasMonthDays ? days(ofMonth: month, year) : (~0 >> UInt64(64 - range.count)) << 1
      if hasWeekdays {
        // As many weeks as reach over the month on both sides.
        let first = year.weekday(of: range.lowerBound - 1)
        var pattern = UInt64(weekdays)
        pattern = (pattern >> UInt64(first) | pattern << UInt64(7 - first)) & 0x7F
        pattern |= pattern << 7 | pattern << 14 | pattern << 21 | pattern << 28
        // No day is moved out of January, and no year has a bit before it.
        pattern |=
          month == 1
          ? mask.bits(range) << 1 : mask.bits(range.lowerBound - 1..<range.upperBound + 1)
        bits &= pattern
      }
      if let ranks { bits = bits.choosing(ranks) }
      let own = bits >> 1 & (~0 >> UInt64(64 - range.count))
      entry.days.insert(bits: own, at: range.lowerBound)
      if bits & 1 != 0 { entry.moved.insert(range.lowerBound - 1) }
      if bits >> UInt64(range.count + 1) != 0 { entry.moved.insert(range.upperBound) }
    }
    return entry
  }

  // MARK: By the week

  private func weekly(_ year: YearShape, _ ranks: [Int]?) -> YearMask {
    guard let ranks else {
      var mask = YearMask(weekdays: weekdays, newYear: year.newYear, length: year.length)
      if months != 0 {
        var allowed = YearMask()
        for month in 1...12 where has(month: month) {
          allowed.insert(year.days(ofMonth: month))
        }
        mask.formIntersection(allowed)
      }
      return mask
    }
    var mask = YearMask()
    var begin = -((year.newYear - weekStart + 7) % 7)
    while begin < year.length {
      var bits: UInt64 = 0
      for day in begin..<(begin + 7) where weekdays & 1 << UInt8(year.weekday(of: day)) != 0 {
        if has(month: month(of: day, year)) { bits |= 1 << UInt64(day - begin) }
      }
      bits = bits.choosing(ranks)
      for day in max(begin, 0)..<min(begin + 7, year.length)
      where bits >> UInt64(day - begin) & 1 == 1 {
        mask.insert(day)
      }
      begin += 7
    }
    return mask
  }

  private func month(of day: Int, _ year: YearShape) -> Int {
    if day < 0 { return 12 }
    if day >= year.length { return 1 }
    return (1...12).last { year.start(ofMonth: $0) <= day } ?? 1
  }
}

extension UInt64 {
  /// With the bits in the opposite order.
  var bitReversed: UInt64 {
    var value = byteSwapped
    value = (value & 0x0F0F_0F0F_0F0F_0F0F) << 4 | (value >> 4) & 0x0F0F_0F0F_0F0F_0F0F
    value = (value & 0x3333_3333_3333_3333) << 2 | (value >> 2) & 0x3333_3333_3333_3333
    return (value & 0x5555_5555_5555_5555) << 1 | (value >> 1) & 0x5555_5555_5555_5555
  }

  /// The set bits of those ranks: 0 for the lowest, -1 for the highest.
  fileprivate func choosing(_ ranks: [Int]) -> UInt64 {
    let count = nonzeroBitCount
    var chosen: UInt64 = 0
    for rank in ranks {
      var rest = rank < 0 ? count + rank : rank
      guard (0..<count).contains(rest) else { continue }
      var bits = self
      while rest > 0 {
        bits &= bits - 1
        rest -= 1
      }
      chosen |= bits & ~(bits - 1)
    }
    return chosen
  }
}

extension YearMask {
  fileprivate func choosing(_ ranks: [Int]) -> YearMask {
    var chosen = YearMask()
    for rank in ranks {
      let day = day(ranked: rank)
      if day < Self.none { chosen.insert(day) }
    }
    return chosen
  }
}
