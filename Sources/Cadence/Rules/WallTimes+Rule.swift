extension WallTimes {
  /// What a rule says from a start on. Its end is not looked at: it may be an instant.
  /// - Parameter start: what the rule leaves out is taken from it, and the intervals begin with it.
  convenience init(_ rule: RecurrenceRule, starting start: CivilDateTime) {
    let parts = DayParts(rule, starting: start.date)
    let from = Int(start.wallSeconds)
    let to = WallTimes.lastSecond
    guard rule.frequency >= .daily else {
      let stepper = Stepper(rule, parts, starting: start)
      self.init([], stepper, from: stepper.isPossible ? from : to + 1, to: to)
      return
    }
    let phase = DaySet.Phase(rule, starting: start.date)
    let times = TimesOfDay(rule, starting: start.time).all
    let choices = Self.choices(rule.positions, of: times, in: rule.frequency)
    let layers = choices.filter { !$0.times.isEmpty }.map { choice in
      DayTimes(
        days: DaySet(YearTable { parts.days(of: $0, ranks: choice.ranks) }, phase),
        times: choice.times)
    }
    self.init(layers, nil, from: from, to: to)
  }

  private struct Choice {
    /// Which of a period's days; nil for all.
    var ranks: [Int]?
    var times: [Int]
  }

  /// `BYSETPOS` counts what a period has by day and then by time. Which day and which time of it a
  /// position is, follows from how many times each day has.
  private static func choices(
    _ positions: [Int], of times: [Int], in frequency: RecurrenceRule.Frequency
  ) -> [Choice] {
    guard !positions.isEmpty else { return [Choice(ranks: nil, times: times)] }
    guard frequency > .daily else { return [Choice(ranks: nil, times: times.choosing(positions))] }
    var ranks: [Int: [Int]] = [:]
    for position in positions {
      let (rank, index) = (position.magnitude - 1).quotientAndRemainder(
        dividingBy: times.count.magnitude)
      let isFromStart = position > 0
      let time = times[isFromStart ? Int(index) : times.count - 1 - Int(index)]
      ranks[time, default: []].append(isFromStart ? Int(rank) : -1 - Int(rank))
    }
    return ranks.sorted { $0.key < $1.key }.map { Choice(ranks: $0.value, times: [$0.key]) }
  }
}

extension DaySet.Phase {
  init(_ rule: RecurrenceRule, starting date: CivilDate) {
    let count = rule.boundedInterval
    let (year, month, _) = date.fields
    switch rule.frequency {
    case _ where count == 1: self = .every
    case .yearly: self = .years(count, from: year)
    case .monthly: self = .months(count, from: year * 12 + month - 1)
    case .weekly:
      let into = (date.weekday.index - rule.weekStart.index + 7) % 7
      self = .weeks(count, from: date.daysSince1970 - into)
    default: self = .days(count, from: date.daysSince1970)
    }
  }
}

extension RecurrenceRule {
  /// Beyond it nothing but the first period lies in the calendar.
  fileprivate var boundedInterval: Int { min(interval, 1 << 40) }
}

extension Stepper {
  fileprivate init(_ rule: RecurrenceRule, _ parts: DayParts, starting start: CivilDateTime) {
    let times = TimesOfDay(rule, starting: start.time)
    let unit: Int
    var offsets: [Int]
    switch rule.frequency {
    case .secondly: (unit, offsets) = (1, [0])
    case .minutely: (unit, offsets) = (60, times.seconds)
    default:
      (unit, offsets) = (
        3600, times.minutes.flatMap { minute in times.seconds.map { minute * 60 + $0 } }
      )
    }
    offsets = rule.positions.isEmpty ? offsets : offsets.choosing(rule.positions)
    self.init(
      unit: unit, interval: rule.boundedInterval,
      origin: Int(start.wallSeconds) - start.time.secondOfDay % unit,
      days: parts.areAll ? nil : DaySet(YearTable { parts.days(of: $0, ranks: nil) }, .every),
      masks: TimeMasks(
        hours: Self.mask(rule.hours, of: 24),
        minutes: Self.mask(rule.frequency < .hourly ? rule.minutes : [], of: 60),
        seconds: Self.mask(
          rule.frequency < .minutely ? rule.seconds.map { min($0, 59) } : [], of: 60)),
      offsets: offsets)
  }

  private static func mask(_ values: [Int], of count: UInt64) -> UInt64 {
    values.isEmpty ? 1 << count - 1 : values.reduce(0) { $0 | 1 << UInt64($1) }
  }
}

/// The times of day of a rule, with what the start gives where it is silent.
private struct TimesOfDay {
  let hours: [Int]
  let minutes: [Int]
  let seconds: [Int]

  init(_ rule: RecurrenceRule, starting time: CivilTime) {
    hours = rule.hours.isEmpty ? [time.hour] : Set(rule.hours).sorted()
    minutes = rule.minutes.isEmpty ? [time.minute] : Set(rule.minutes).sorted()
    seconds = rule.seconds.isEmpty ? [time.second] : Set(rule.seconds.map { min($0, 59) }).sorted()
  }

  /// In seconds after midnight, ascending.
  var all: [Int] { timesOfDay(hours: hours, minutes: minutes, seconds: seconds) }
}

extension [Int] {
  /// Those at positions counted from 1, or from -1 backwards, in their order.
  fileprivate func choosing(_ positions: [Int]) -> [Int] {
    let indices = positions.map { $0 > 0 ? $0 - 1 : count + $0 }.filter(indices.contains)
    return Set(indices).sorted().map { self[$0] }
  }
}
