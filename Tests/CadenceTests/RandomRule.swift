import Cadence
import Foundation

/// A rule and a start, made of a seed.
struct RandomRule: CustomStringConvertible {
  var rule: RecurrenceRule
  var start: CivilDateTime

  var description: String { "\(rule) from \(start)" }
  var oracle: RuleOracle { RuleOracle(rule: rule, start: start) }

  /// How many periods the oracle goes through: the longer they are, the fewer.
  var periods: Int {
    switch rule.frequency {
    case .yearly: 8
    case .monthly: 40
    case .weekly: 120
    case .daily: 300
    case .hourly, .minutely, .secondly: 600
    }
  }

  /// - Parameter frequencies: of which one is taken.
  init(
    _ frequencies: [RecurrenceRule.Frequency] = RecurrenceRule.Frequency.allCases,
    using generator: inout SeededGenerator
  ) {
    let year = generator.chance(85) ? generator.int(1890...2110) : generator.int(2...9000)
    let newYear = CivilDate(year: year, month: 1, day: 1) ?? .distantPast
    // Every third start is near New Year, where weeks reach over.
    let date = newYear.adding(
      days: generator.chance(33) ? generator.int(-5...5) : generator.int(0...365))
    start = CivilDateTime(
      date: date,
      time: CivilTime(secondOfDay: generator.chance(50) ? 32_400 : generator.int(0...86_399)))
    rule = RecurrenceRule(generator.pick(frequencies))
    if generator.chance(50) { rule.interval = Self.interval(rule.frequency, &generator) }
    if generator.chance(40) { rule.weekStart = generator.pick(Weekday.allCases) }
    addDays(&generator)
    addTimes(&generator)
    if rule.frequency >= .monthly, generator.chance(30) {
      rule.skip = generator.pick([.forward, .backward])
    }
    let parts = [
      rule.seconds, rule.minutes, rule.hours, rule.monthDays, rule.yearDays, rule.weekNumbers,
      rule.months, rule.weekdays.map { _ in 0 },
    ]
    let isRefused = rule.skip != .omit && rule.yearDays.contains { abs($0) == 366 }
    if parts.contains(where: { !$0.isEmpty }), !isRefused, generator.chance(35) {
      rule.positions = generator.signed(1...(generator.chance(70) ? 3 : 12), count: 1...3)
    }
  }

  private static func interval(
    _ frequency: RecurrenceRule.Frequency, _ generator: inout SeededGenerator
  ) -> Int {
    if generator.chance(70) { return generator.int(2...5) }
    switch frequency {
    case .yearly: return generator.pick([4, 7, 28, 100])
    case .monthly: return generator.pick([6, 7, 12, 24, 25])
    case .weekly: return generator.pick([6, 13, 52, 53])
    case .daily: return generator.pick([7, 10, 30, 100, 365])
    case .hourly: return generator.pick([8, 12, 24, 25, 36, 168])
    case .minutely: return generator.pick([15, 45, 90, 1440, 1441, 3000])
    case .secondly: return generator.pick([30, 90, 3600, 5400, 86_400, 100_000])
    }
  }

  /// Each part is there now and then, and often means the start itself.
  private mutating func addDays(_ generator: inout SeededGenerator) {
    let (frequency, date) = (rule.frequency, start.date)
    if generator.chance(25) {
      rule.months = generator.list(1...12, or: date.month)
    }
    if frequency != .weekly, generator.chance(30) {
      rule.monthDays = generator.signed(1...31, count: 1...4)
      if generator.chance(50) { rule.monthDays[0] = date.day }
      if generator.chance(30) {
        rule.monthDays.append(generator.pick([29, 30, 31, -29, -30, -31]))
      }
    }
    if frequency == .yearly || frequency < .daily, generator.chance(20) {
      rule.yearDays = generator.signed(1...366, count: 1...12)
      if generator.chance(30) { rule.yearDays.append(generator.pick([366, -366, 365, 1, 60])) }
    }
    if frequency == .yearly, generator.chance(25) {
      rule.weekNumbers = generator.signed(1...53, count: 1...4)
      if generator.chance(30) { rule.weekNumbers.append(generator.pick([1, 52, 53, -1, -53])) }
    }
    if generator.chance(45) {
      let isNumbered = frequency >= .monthly && rule.weekNumbers.isEmpty && generator.chance(50)
      let isInMonth = frequency == .monthly || !rule.months.isEmpty
      for day in Weekday.allCases where generator.chance(day == date.weekday ? 60 : 30) {
        let number = isInMonth ? generator.int(1...5) : generator.int(1...53)
        rule.weekdays.append(
          .init(day, number: isNumbered ? (generator.chance(50) ? number : -number) : nil))
      }
    }
  }

  private mutating func addTimes(_ generator: inout SeededGenerator) {
    let time = start.time
    if generator.chance(25) { rule.hours = generator.list(0...23, or: time.hour) }
    if generator.chance(25) { rule.minutes = generator.list(0...59, or: time.minute) }
    if generator.chance(25) { rule.seconds = generator.list(0...60, or: time.second) }
  }
}

extension SeededGenerator {
  fileprivate mutating func list(_ range: ClosedRange<Int>, or own: Int) -> [Int] {
    (0..<int(1...4)).map { _ in chance(30) ? own : int(range) }
  }

  fileprivate mutating func signed(_ range: ClosedRange<Int>, count: ClosedRange<Int>) -> [Int] {
    (0..<int(count)).map { _ in chance(60) ? int(range) : -int(range) }
  }
}

/// So many seeds from one on, or as many as `CONVENED_RULES` says.
func ruleSeeds(_ first: UInt64, _ count: UInt64) -> ClosedRange<UInt64> {
  let wanted = ProcessInfo.processInfo.environment["CONVENED_RULES"].flatMap(UInt64.init)
  return first...(first + max(wanted ?? count, 1) - 1)
}

extension Recurrence {
  /// The rule's occurrences in a range of seconds since 1970.
  func seconds(in range: Range<Int>) -> [Int] {
    func instant(_ second: Int) -> Instant { Instant(secondsSince1970: Int64(second)) }
    return occurrences(in: instant(range.lowerBound)..<instant(range.upperBound))
      .map { Int($0.instant.secondsSince1970) }
  }
}
