import Cadence

/// A rule answered period by period and day by day, straight from RFC 5545's table and RFC 7529's
/// order of SKIP. It knows nothing of the engine: of the calendar only what day follows another.
struct RuleOracle {
  let rule: RecurrenceRule
  let start: CivilDateTime

  /// What happens in the periods from one to before another; 0 is the start's own. In seconds since
  /// 1970 on the wall.
  func times(in periods: Range<Int>) -> [Int] {
    // Beside them those that a day may be moved out of.
    let more = rule.skip == .omit ? 0 : 1
    let all = Set((max(periods.lowerBound - more, 0)..<periods.upperBound + more).flatMap(chosen))
    let inside = begin(periods.lowerBound)..<begin(periods.upperBound)
    let after = all.filter { $0 >= wall(start.date, start.time.secondOfDay) }.sorted()
    guard case .count(let count) = rule.end else {
      return after.filter { inside.contains($0) && !isOver($0) }
    }
    return after.prefix(periods.lowerBound == 0 ? count : 0).filter(inside.contains)
  }

  private func isOver(_ second: Int) -> Bool {
    switch rule.end {
    case .date(let date): second >= wall(date.dayAfter, 0)
    case .local(let local): second > wall(local.date, local.time.secondOfDay)
    case .instant(let instant): second > instant.secondsSince1970
    case .count, nil: false
    }
  }

  private func wall(_ date: CivilDate, _ time: Int) -> Int { date.daysSince1970 * 86_400 + time }

  /// When a period begins.
  func begin(_ period: Int) -> Int {
    let (count, date) = (period * rule.interval, start.date)
    switch rule.frequency {
    case .yearly: return wall(first(year: date.year + count, month: 1), 0)
    case .monthly:
      let months = date.year * 12 + date.month - 1 + count
      return wall(first(year: months / 12, month: months % 12 + 1), 0)
    case .weekly: return wall(weekBegin(date).adding(days: count * 7), 0)
    case .daily: return wall(date.adding(days: count), 0)
    case .hourly, .minutely, .secondly:
      return wall(date, start.time.secondOfDay / unit * unit) + count * unit
    }
  }

  private var unit: Int {
    switch rule.frequency {
    case .secondly: 1
    case .minutely: 60
    default: 3600
    }
  }

  private func first(year: Int, month: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: 1) ?? .distantFuture
  }

  // MARK: What a period has

  private func chosen(_ period: Int) -> [Int] {
    let all = Set(rule.frequency < .daily ? unitTimes(begin(period)) : dayTimes(begin(period)))
    guard !rule.positions.isEmpty else { return Array(all) }
    let sorted = all.sorted()
    return rule.positions.map { $0 > 0 ? $0 - 1 : sorted.count + $0 }.filter(
      sorted.indices.contains
    )
    .map { sorted[$0] }
  }

  private func dayTimes(_ begin: Int) -> [Int] {
    let first = CivilDate(daysSince1970: begin / 86_400 - (begin % 86_400 < 0 ? 1 : 0))
    var dates: [CivilDate] = []
    var date = first
    while isSamePeriod(date, first), dates.last != date {
      dates.append(date)
      date = date.dayAfter
    }
    let times = (rule.hours.isEmpty ? [start.time.hour] : rule.hours).flatMap { hour in
      inHour.map { hour * 3600 + $0 }
    }
    return (dates.filter(isMeant) + skippedTo(dates)).flatMap { date in times.map { wall(date, $0) }
    }
  }

  private func isSamePeriod(_ date: CivilDate, _ first: CivilDate) -> Bool {
    switch rule.frequency {
    case .yearly: date.year == first.year
    case .monthly: date.month == first.month
    case .weekly: date < first.adding(days: 7)
    default: date == first
    }
  }

  private var inMinute: [Int] {
    rule.seconds.isEmpty ? [start.time.second] : rule.seconds.map { min($0, 59) }
  }

  private var inHour: [Int] {
    (rule.minutes.isEmpty ? [start.time.minute] : rule.minutes).flatMap { minute in
      inMinute.map { minute * 60 + $0 }
    }
  }

  private func unitTimes(_ begin: Int) -> [Int] {
    let date = CivilDate(daysSince1970: begin / 86_400 - (begin % 86_400 < 0 ? 1 : 0))
    let time = begin - wall(date, 0)
    func has(_ list: [Int], _ value: Int) -> Bool { list.isEmpty || list.contains(value) }
    guard isMeant(date), has(rule.hours, time / 3600) else { return [] }
    if rule.frequency == .hourly { return inHour.map { begin + $0 } }
    guard has(rule.minutes, time / 60 % 60) else { return [] }
    if rule.frequency == .minutely { return inMinute.map { begin + $0 } }
    return has(rule.seconds.map { min($0, 59) }, time % 60) ? [begin] : []
  }

  // MARK: Days

  private var isSilent: Bool {
    rule.monthDays.isEmpty && rule.yearDays.isEmpty && rule.weekdays.isEmpty
  }

  private var months: [Int] {
    let isYearly = rule.frequency == .yearly && isSilent && rule.weekNumbers.isEmpty
    return rule.months.isEmpty && isYearly ? [start.date.month] : rule.months
  }

  private var monthDays: [Int] {
    let isByMonth =
      rule.frequency == .monthly || rule.frequency == .yearly && rule.weekNumbers.isEmpty
    return isSilent && isByMonth ? [start.date.day] : rule.monthDays
  }

  private var weekdays: [RecurrenceRule.NumberedWeekday] {
    let isByWeek =
      rule.frequency == .weekly || rule.frequency == .yearly && !rule.weekNumbers.isEmpty
    return isSilent && isByWeek ? [.init(start.date.weekday)] : rule.weekdays
  }

  /// A day that there is, and that every part allows.
  private func isMeant(_ date: CivilDate) -> Bool {
    func has(_ list: [Int], _ number: @autoclosure () -> (Int, of: Int)) -> Bool {
      guard !list.isEmpty else { return true }
      let (value, count) = number()
      return list.contains(value) || list.contains(value - count - 1)
    }
    return (months.isEmpty || months.contains(date.month))
      && has(monthDays, (date.day, lengthOfMonth(date)))
      && has(rule.yearDays, (dayOfYear(date), lengthOfYear(date)))
      && isWeekdayMeant(date) && has(rule.weekNumbers, weekNumber(date))
  }

  private func isWeekdayMeant(_ date: CivilDate) -> Bool {
    weekdays.isEmpty
      || weekdays.contains {
        $0.weekday == date.weekday && ($0.number.map { isThe($0, date) } ?? true)
      }
  }

  private func isThe(_ number: Int, _ date: CivilDate) -> Bool {
    let isInMonth = rule.frequency == .monthly || !rule.months.isEmpty
    let day = isInMonth ? date.day : dayOfYear(date)
    let length = isInMonth ? lengthOfMonth(date) : lengthOfYear(date)
    return number == (day - 1) / 7 + 1 || number == -((length - day) / 7) - 1
  }

  /// In place of the days that there are not. A day that does not exist has no other number, so no
  /// other part can mean it; what is left of it is asked for its weekday.
  private func skippedTo(_ dates: [CivilDate]) -> [CivilDate] {
    guard rule.skip != .omit, rule.frequency >= .monthly, rule.weekNumbers.isEmpty else {
      return []
    }
    let isForward = rule.skip == .forward
    var found: [CivilDate] = []
    func skip(_ numbers: [Int], _ first: CivilDate, _ length: Int) {
      let last = first.adding(days: length - 1)
      if numbers.contains(where: { $0 > length }) { found.append(isForward ? last.dayAfter : last) }
      if numbers.contains(where: { $0 < -length }) {
        found.append(isForward ? first : first.dayBefore)
      }
    }
    if rule.yearDays.isEmpty {
      for date in dates where date.day == 1 && (months.isEmpty || months.contains(date.month)) {
        skip(monthDays, date, lengthOfMonth(date))
      }
    } else if monthDays.isEmpty, let first = dates.first {
      // The 366th is in December, if anywhere, and the 366th from the end in January.
      let allowed = rule.yearDays.filter { months.isEmpty || months.contains($0 > 0 ? 12 : 1) }
      skip(allowed, first, lengthOfYear(first))
    }
    return found.filter(isWeekdayMeant)
  }

  private func lengthOfMonth(_ date: CivilDate) -> Int {
    32 - date.adding(days: 32 - date.day).day
  }

  private func dayOfYear(_ date: CivilDate) -> Int {
    date.daysSince1970 - first(year: date.year, month: 1).daysSince1970 + 1
  }

  private func lengthOfYear(_ date: CivilDate) -> Int {
    dayOfYear(first(year: date.year + 1, month: 1).dayBefore)
  }

  private func weekBegin(_ date: CivilDate) -> CivilDate {
    var date = date
    while date.weekday != rule.weekStart { date = date.dayBefore }
    return date
  }

  /// The number of a date's week, and how many its year has: the first has 4 January in it, the
  /// last 28 December.
  private func weekNumber(_ date: CivilDate) -> (Int, of: Int) {
    let begin = weekBegin(date)
    let year = begin.adding(days: 3).year
    let firstWeek = weekBegin(first(year: year, month: 1).adding(days: 3))
    let lastWeek = weekBegin(first(year: year, month: 12).adding(days: 27))
    return (
      (begin.daysSince1970 - firstWeek.daysSince1970) / 7 + 1,
      (lastWeek.daysSince1970 - firstWeek.daysSince1970) / 7 + 1
    )
  }
}
