extension Recurrence {
  /// What a calendar says of one slot: `DTSTART`, and `RRULE` unless it happens once.
  public struct Standard: Hashable, Sendable {
    /// `DTSTART`: the first occurrence.
    public let start: CivilDateTime
    /// `TZID`.
    public let zone: ZoneRules
    /// `RRULE`; nil for a single date.
    public let rule: RecurrenceRule?
  }

  /// What is left of each slot from a date on, in the words of RFC 5545; nil where one has no such
  /// words: "Wednesday after fourth Tuesday" can be in the next month. Of sentences alone.
  ///
  /// A rule of RFC 5545 leaves out what the clock jumps over, where a sentence's meeting is later.
  public func standards(from first: CivilDate) -> [Standard]? {
    guard extra.isEmpty, excluded.isEmpty else { return nil }
    let left = slots.compactMap { $0.limited(from: first, to: nil) }
    let all = left.compactMap(\.standard)
    return all.count == left.count ? all : nil
  }
}

extension Recurrence.Standard: CustomStringConvertible {
  /// The two properties, a line each. Source: RFC 5545 sections 3.8.2.4 and 3.8.5.3.
  public var description: String {
    let start =
      zone.identifier == "UTC"
      ? "DTSTART:\(start.compactText)Z" : "DTSTART;TZID=\(zone.identifier):\(start.compactText)"
    return start + (rule.map { "\nRRULE:\($0)" } ?? "")
  }
}

extension Slot {
  fileprivate var standard: Recurrence.Standard? {
    let start = CivilDateTime(wallSeconds: Int64(times.first))
    switch form {
    case .rhythm(let rhythm, _) where rhythm.pattern == .once:
      return Recurrence.Standard(start: start, zone: zone, rule: nil)
    case .rhythm(let rhythm, _):
      guard var rule = rhythm.standard else { return nil }
      if let count, until == nil, !hasGap {
        rule.end = .count(count)
      } else if !isEndless, let last = previous(before: .max) {
        rule.end = .instant(Instant(secondsSince1970: Int64(last.instant)))
      }
      return Recurrence.Standard(start: start, zone: zone, rule: rule)
    // The first is what it was read from, from its own start on.
    case .rule, .cron, .calendar: return nil
    }
  }
}

extension Slot {
  /// Whether the clock jumps over one of those that are counted; a rule does not count it.
  private var hasGap: Bool {
    var look = SlotLook()
    var second = Instant.distantPast.second
    for _ in 0..<(count ?? 0) {
      guard let hit = next(after: second, &look) else { break }
      if hit.adjustment == .gap { return true }
      second = hit.instant
    }
    return false
  }
}

extension Rhythm {
  /// The rule of RFC 5545 that says all of it; nil where none does.
  fileprivate var standard: RecurrenceRule? {
    guard var rule = exceptOrdinals.isEmpty ? rule ?? ruleOfNext : ruleOfOthers else { return nil }
    if exceptMonths != 0 {
      let months = rule.months.isEmpty ? Array(1...12) : rule.months
      rule.months = months.filter { exceptMonths & 1 << UInt16($0) == 0 }
    }
    return rule
  }

  /// Of every week but some of the month's: by the ordinals that are left, which are counted from
  /// one end of the month.
  private var ruleOfOthers: RecurrenceRule? {
    guard case .weekly(let days, every: 1) = pattern else { return nil }
    let all: [Int]
    if exceptOrdinals == [-1] {
      all = Array(-5 ... -1)
    } else if exceptOrdinals.allSatisfy({ $0 > 0 }) {
      all = Array(1...5)
    } else {
      return nil
    }
    let kept = all.filter { !exceptOrdinals.contains($0) }
    return MonthDays.weekdays([Numbered(ordinals: kept, days: days)]).rule(.monthly)
  }

  /// Of "Wednesday after second Tuesday": by the days of the month that it can be, if they are all
  /// in the same month.
  private var ruleOfNext: RecurrenceRule? {
    let (days, month): (MonthDays, Int?)
    switch pattern {
    case .monthly(let monthDays, _): (days, month) = (monthDays, nil)
    case .yearly(let monthDays, let only): (days, month) = (monthDays, only)
    case .weekly, .weeks, .once: return nil
    }
    guard case .after(let next, let numbered) = days, numbered.days.nonzeroBitCount == 1,
      let day = Weekday.all(in: numbered.days).first,
      numbered.ordinals.count == 1, let ordinal = numbered.ordinals.first, ordinal > 0
    else { return nil }
    let last = ordinal * 7 + MonthDays.days(from: day, to: next)
    // February, if it can be any month.
    guard last <= YearShape.common.days(ofMonth: month ?? 2).count else { return nil }
    var rule = RecurrenceRule(month == nil ? .monthly : .yearly)
    rule.weekdays = [.init(next)]
    rule.monthDays = Array((last - 6)...last)
    rule.months = month.map { [$0] } ?? []
    return rule
  }
}
