/// One line of a rule: certain weekdays of every Nth week at one time in one zone.
///
/// A single date is a slot too: its first date is its last.
struct Slot: Hashable, Sendable {
  var zone: ZoneRules
  var time: CivilTime
  /// Bit 0 is Monday; never empty.
  var days: UInt8
  /// In weeks, at least 1. Weeks begin on Monday. Source: RFC 5545 section 3.3.10, WKST.
  var every: Int
  /// The first date, always one that fits; it fixes which weeks count.
  var starting: CivilDate?
  /// Nothing comes after it; need not fit.
  var until: CivilDate?
  /// Written as "once on".
  var isOnce = false

  /// A slot whose first date is the first fitting one from `starting` on.
  init(
    zone: ZoneRules, time: CivilTime, days: UInt8, every: Int, starting: CivilDate?,
    until: CivilDate?, isOnce: Bool = false
  ) {
    self.zone = zone
    self.time = time
    self.days = days
    self.every = min(every, Self.everyMax)
    self.starting = starting
    self.until = until
    self.isOnce = isOnce
    guard let starting else { return }
    // The first meeting fixes the weeks, so it is looked for in every week.
    self.every = 1
    self.starting = first(onOrAfter: starting) ?? starting
    self.every = min(every, Self.everyMax)
  }

  /// In weeks, beyond the end of the calendar; bounded, so that sums cannot overflow.
  private static let everyMax = 600_000

  var isEmpty: Bool { first(onOrAfter: .distantPast) == nil }

  /// The slot without the dates outside of a range; nil if none is left.
  func limited(from first: CivilDate?, to last: CivilDate?) -> Slot? {
    var slot = self
    if let last { slot.until = min(until ?? last, last) }
    if let first, let begin = slot.first(onOrAfter: first) {
      // A later start keeps the weeks, since it is itself a fitting date.
      if starting.map({ $0 < begin }) ?? true { slot.starting = begin }
    } else if first != nil {
      return nil
    }
    return slot.isEmpty ? nil : slot
  }
}

// MARK: - Dates

extension Slot {
  /// Weeks since the Monday of 1 January of year 1.
  private static func week(_ date: CivilDate) -> Int {
    (date.daysSince1970 - CivilDate.daysMin) / 7
  }

  private static func date(week: Int, day: Int) -> CivilDate? {
    let days = CivilDate.daysMin + week * 7 + day
    return days <= CivilDate.daysMax && week >= 0 ? CivilDate(daysSince1970: days) : nil
  }

  /// Weeks since the last one that counts, 0 if this one does.
  private func phase(_ week: Int) -> Int {
    guard every > 1, let starting else { return 0 }
    let remainder = (week - Self.week(starting)) % every
    return remainder < 0 ? remainder + every : remainder
  }

  func fits(_ date: CivilDate) -> Bool {
    days & (1 << date.weekday.index) != 0 && phase(Self.week(date)) == 0
      && starting.map { date >= $0 } ?? true && until.map { date <= $0 } ?? true
  }

  /// The first fitting date from one on.
  func first(onOrAfter date: CivilDate) -> CivilDate? {
    let from = starting.map { max($0, date) } ?? date
    var week = Self.week(from)
    let phase = phase(week)
    let rest = phase == 0 ? (days >> from.weekday.index) << from.weekday.index : 0
    let day: Int
    if rest != 0 {
      day = rest.trailingZeroBitCount
    } else {
      week += every - phase
      day = days.trailingZeroBitCount
    }
    guard let found = Self.date(week: week, day: day), until.map({ found <= $0 }) ?? true else {
      return nil
    }
    return found
  }

  /// The last fitting date up to one.
  func last(onOrBefore date: CivilDate) -> CivilDate? {
    let from = until.map { min($0, date) } ?? date
    var week = Self.week(from)
    let phase = phase(week)
    let rest = phase == 0 ? days & ((2 << from.weekday.index) - 1) : 0
    let day: Int
    if rest != 0 {
      day = 7 - rest.leadingZeroBitCount
    } else {
      week -= phase == 0 ? every : phase
      day = 7 - days.leadingZeroBitCount
    }
    guard let found = Self.date(week: week, day: day), starting.map({ found >= $0 }) ?? true else {
      return nil
    }
    return found
  }
}

// MARK: - Instants

extension Slot {
  /// The occurrence of a fitting date.
  func occurrence(on date: CivilDate) -> Recurrence.Occurrence {
    let local = CivilDateTime(date: date, time: time)
    let (instant, adjustment): (Instant, Recurrence.Adjustment) =
      switch zone.resolve(local) {
      case .unique(let instant): (instant, .none)
      case .gap(let shifted): (shifted, .gap)
      case .overlap(let first, _): (first, .overlap)
      }
    return Recurrence.Occurrence(
      date: date, local: local, instant: instant, adjustment: adjustment, slot: 0)
  }

  func next(after instant: Instant) -> Recurrence.Occurrence? {
    // A shifted occurrence can still lie ahead when its own date is over.
    let earliest = zone.local(at: instant).date.adding(days: -zone.daysApart)
    var date = first(onOrAfter: earliest)
    while let current = date {
      let found = occurrence(on: current)
      date = first(onOrAfter: current.dayAfter)
      if found.instant > instant {
        // Over a whole skipped day a shift lands on the next day's own time: emit that one.
        if found.adjustment == .gap, let date, date > current {
          let real = occurrence(on: date)
          if real.instant <= found.instant, real.instant > instant { return real }
        }
        return found
      }
      if date == current { return nil }
    }
    return nil
  }

  func previous(before instant: Instant) -> Recurrence.Occurrence? {
    // Where the clock goes back over midnight, a later date can already be past.
    let latest = zone.local(at: instant).date.adding(days: zone.daysApart)
    var date = last(onOrBefore: latest)
    while let current = date {
      let found = occurrence(on: current)
      if found.instant < instant { return found }
      let earlier = current.dayBefore
      date = earlier < current ? last(onOrBefore: earlier) : nil
    }
    return nil
  }
}
