/// A rule that knows every date of a meeting, in its zone.
///
/// One or more slots; each is local time first and resolved only then, so that a change of the
/// clock never carries over to the next date. A time in a gap is shifted forward, one in an
/// overlap takes the first.
public struct Recurrence: Hashable, Sendable {
  /// The zone of the first slot; each slot resolves in its own.
  public let zone: ZoneRules
  let slots: [Slot]

  /// Equal slots are one, wherever they come from: a limit can make two equal.
  init(_ slots: [Slot], otherwise zone: ZoneRules) {
    var unique: [Slot] = []
    for slot in slots where !unique.contains(slot) { unique.append(slot) }
    self.zone = unique.first?.zone ?? zone
    self.slots = unique
  }

  /// Certain weekdays of every week, or of every Nth week.
  ///
  /// The first meeting is on `starting` or on the first of these weekdays after it; its week,
  /// which begins on Monday, is the first that counts.
  /// - Precondition: `days` is not empty, `every` is at least 1, with `starting` if it is more.
  public static func weekly(
    _ days: [Weekday], every: Int = 1, at time: CivilTime, in zone: ZoneRules,
    starting: CivilDate? = nil, until: CivilDate? = nil
  ) -> Recurrence {
    precondition(!days.isEmpty, "a weekly rule needs a weekday")
    precondition(every >= 1, "a weekly rule comes every week at the most often")
    precondition(every == 1 || starting != nil, "every \(every) weeks needs a first date")
    let mask = days.reduce(UInt8(0)) { $0 | 1 << $1.index }
    let slot = Slot(
      zone: zone, time: time, days: mask, every: every, starting: starting, until: until)
    return Recurrence(slot.isEmpty ? [] : [slot], otherwise: zone)
  }

  /// One date.
  public static func once(
    on date: CivilDate, at time: CivilTime, in zone: ZoneRules
  ) -> Recurrence {
    let slot = Slot(
      zone: zone, time: time, days: 1 << date.weekday.index, every: 1, starting: date,
      until: date, isOnce: true)
    return Recurrence([slot], otherwise: zone)
  }

  /// All dates of several rules, ordered by instant; an instant comes once.
  public static func union(_ rules: [Recurrence]) -> Recurrence {
    Recurrence(rules.flatMap(\.slots), otherwise: rules.first?.zone ?? .utc)
  }

  /// The rule without the dates outside of a range; each slot counts in its own zone's dates.
  public func limited(to dates: ClosedRange<CivilDate>) -> Recurrence {
    let inside = slots.compactMap { $0.limited(from: dates.lowerBound, to: dates.upperBound) }
    return Recurrence(inside, otherwise: zone)
  }

  /// The rule of each slot by itself, in that slot's zone.
  public var parts: [Recurrence] { slots.map { Recurrence([$0], otherwise: $0.zone) } }

  /// Whether it goes on for good.
  public var isEndless: Bool { slots.contains { $0.until == nil } }

  /// Whether it has no date at all.
  public var isEmpty: Bool { slots.isEmpty }
}

// MARK: - Occurrences

extension Recurrence {
  /// The first occurrence after an instant.
  public func next(after instant: Instant) -> Occurrence? {
    if slots.count == 1 { return slots[0].next(after: instant) }
    var best: Occurrence?
    for slot in slots {
      if let found = slot.next(after: instant), found.isBetter(than: best, earliest: true) {
        best = found
      }
    }
    return best.map(numbered)
  }

  /// The last occurrence before an instant.
  public func previous(before instant: Instant) -> Occurrence? {
    if slots.count == 1 { return slots[0].previous(before: instant) }
    var best: Occurrence?
    for slot in slots {
      if let found = slot.previous(before: instant), found.isBetter(than: best, earliest: false) {
        best = found
      }
    }
    return best.map(numbered)
  }

  /// The occurrences in a range of time; its start belongs to it, its end does not.
  public func occurrences(in range: Range<Instant>) -> [Occurrence] {
    var found: [Occurrence] = []
    var cursor = range.lowerBound - .seconds(1)
    while let occurrence = next(after: cursor), occurrence.instant < range.upperBound {
      found.append(occurrence)
      cursor = occurrence.instant
    }
    return found
  }

  /// The occurrences of one date of the rule, in time order.
  public func occurrences(on date: CivilDate) -> [Occurrence] {
    var found: [Occurrence] = []
    for slot in slots where slot.fits(date) {
      let occurrence = slot.occurrence(on: date)
      // The same instant may belong to another slot, or to the day after a skipped one.
      if let winner = unnumbered(at: occurrence.instant), winner == occurrence,
        !found.contains(winner)
      {
        found.append(winner)
      }
    }
    found.sort { $0.instant < $1.instant }
    for index in found.indices { found[index].slot = index }
    return found
  }

  private func unnumbered(at instant: Instant) -> Occurrence? {
    var best: Occurrence?
    for slot in slots {
      if let found = slot.next(after: instant - .seconds(1)), found.instant == instant,
        found.isBetter(than: best, earliest: true)
      {
        best = found
      }
    }
    return best
  }

  private func numbered(_ occurrence: Occurrence) -> Occurrence {
    var numbered = occurrence
    let fitting = slots.filter { $0.fits(occurrence.date) }
    guard fitting.count > 1 else { return occurrence }
    numbered.slot =
      occurrences(on: occurrence.date).firstIndex { $0.instant == occurrence.instant } ?? 0
    return numbered
  }
}
