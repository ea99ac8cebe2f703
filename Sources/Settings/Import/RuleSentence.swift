import Cadence

/// The sentence of ours that says the same as a rule of RFC 5545.
///
/// It is proposed from the rule's parts and taken only if its dates are the rule's, one by one, for
/// as long as years of them are looked at.
struct RuleSentence {
  private static let datesMax = 600

  let rule: RecurrenceRule
  /// The rule from its start on.
  let recurrence: Recurrence
  let start: CivilDateTime
  let zone: ZoneRules
  let context: ImportContext

  /// Nil where none says the same.
  var sentence: Sentence? {
    guard let words, let first = recurrence.first?.date,
      isOnceADay, rule.yearDays.isEmpty
    else { return nil }
    let time = "\(start.time) \(zone)"
    guard let dated = try? context.sentence("\(words) \(time) starting \(first)\(end)"),
      agrees(with: dated.recurrence)
    else { return nil }
    // Where every week or month counts, a first date that is past says nothing of those to come.
    if rule.interval == 1, first < context.today, !rule.isCounted,
      let plain = try? context.sentence("\(words) \(time)\(end)")
    {
      return plain
    }
    return dated
  }

  /// At the start's time, which is the one that a sentence has.
  private var isOnceADay: Bool {
    rule.frequency >= .daily && rule.hours.allSatisfy { $0 == start.time.hour }
      && rule.minutes.allSatisfy { $0 == start.time.minute }
      && rule.seconds.allSatisfy { $0 == start.time.second }
  }

  private func agrees(with other: Recurrence) -> Bool {
    let (mine, theirs) = (recurrence.prefix(Self.datesMax), other.prefix(Self.datesMax))
    return mine.elementsEqual(theirs) { $0.instant == $1.instant }
  }

  // MARK: Words

  private var end: String {
    switch rule.end {
    case nil: return ""
    case .count(let count): return " for \(count) meetings"
    case .date, .local, .instant:
      guard let last = recurrence.previous(before: .distantFuture)?.date else { return "" }
      return " until \(last)"
    }
  }

  private var words: String? {
    switch rule.frequency {
    case .daily: daily
    case .weekly: weekly
    case .monthly: monthly
    case .yearly: yearly
    case .secondly, .minutely, .hourly: nil
    }
  }

  private var plainDays: [Weekday] { rule.weekdays.filter { $0.number == nil }.map(\.weekday) }

  private func names(_ days: [Weekday]) -> String { days.map(\.name).joined(separator: " and ") }

  private var daily: String? {
    guard rule.interval == 1, rule.monthDays.isEmpty, rule.months.isEmpty, rule.positions.isEmpty
    else { return nil }
    return rule.weekdays.isEmpty ? "every day" : names(plainDays)
  }

  private var weekly: String? {
    guard rule.months.isEmpty, rule.positions.isEmpty else { return nil }
    let days = rule.weekdays.isEmpty ? [start.date.weekday] : plainDays
    return (rule.interval == 1 ? "" : "every \(rule.interval) weeks ") + names(days)
  }

  private var monthly: String? {
    guard rule.months.isEmpty, let days = daysOfMonth else { return nil }
    return (rule.interval == 1 ? "monthly on " : "every \(rule.interval) months on ") + days
  }

  private var yearly: String? {
    guard rule.interval == 1 else { return nil }
    if !rule.weekNumbers.isEmpty {
      let isOdd = rule.weekNumbers.first?.isMultiple(of: 2) == false
      let days = rule.weekdays.isEmpty ? [start.date.weekday] : plainDays
      return (isOdd ? "odd" : "even") + " weeks " + names(days)
    }
    let month = rule.months.first ?? start.date.month
    guard rule.months.count <= 1,
      let name = CivilDate(year: 2000, month: month, day: 1)?.monthName
    else { return nil }
    if rule.weekdays.isEmpty, rule.monthDays.count <= 1 {
      return "yearly on \(rule.monthDays.first ?? start.date.day) \(name)"
    }
    return daysOfMonth.map { "yearly on \($0) of \(name)" }
  }

  /// "first and third Thursday", "the 15th"; nil where it is neither.
  private var daysOfMonth: String? {
    if rule.weekdays.isEmpty {
      guard rule.positions.isEmpty else { return nil }
      let days = rule.monthDays.isEmpty ? [start.date.day] : rule.monthDays
      return days.map { $0 == -1 ? "the last day" : "the \(Self.numbered($0))" }
        .joined(separator: " and ")
    }
    guard rule.monthDays.isEmpty else { return nil }
    if !rule.positions.isEmpty {
      let numbers = rule.positions.compactMap(Self.ordinal)
      guard numbers.count == rule.positions.count, plainDays.count == rule.weekdays.count else {
        return nil
      }
      let days = plainDays.count == 5 ? "weekday" : names(plainDays)
      return numbers.joined(separator: " and ") + " " + days
    }
    let days = rule.weekdays.compactMap { day in
      day.number.flatMap(Self.ordinal).map { "\($0) \(day.weekday.name)" }
    }
    return days.count == rule.weekdays.count ? days.joined(separator: " and ") : nil
  }

  private static func ordinal(_ number: Int) -> String? {
    [1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"][number]
  }

  /// "15th".
  private static func numbered(_ day: Int) -> String {
    let ending = [1: "st", 2: "nd", 3: "rd"][(11...13).contains(day) ? 0 : day % 10]
    return "\(day)\(ending ?? "th")"
  }
}

extension RecurrenceRule {
  var isCounted: Bool {
    if case .count = end { true } else { false }
  }
}
