/// Every date of a meeting: one or more rules, dates beside them and dates left out, each in its
/// zone.
///
/// It is searched, not walked: the next occurrence costs the same after ten years and after ten
/// thousand occurrences. A rule is a local time first and is resolved only then, so that a change
/// of the clock never carries over to the next date. The horizon is the end of the year 9999.
public struct Recurrence: Sendable {
  /// The zone of the first slot; each slot resolves in its own.
  public let zone: ZoneRules
  let slots: [Slot]
  /// The slot where there is nothing else.
  let only: Slot?
  /// Dates beside the rules, by instant.
  let extra: [Extra]
  private let extraSeconds: [Int]
  /// Instants left out, ascending.
  let excluded: [Int]

  /// A date that is given and not computed, and whose clock its local time is on.
  struct Extra: Hashable, Sendable {
    let occurrence: Occurrence
    let zone: ZoneRules
    var second: Int { occurrence.instant.second }
  }

  /// Equal slots are one, wherever they come from: a limit can make two equal.
  init(
    _ slots: [Slot], otherwise zone: ZoneRules, extra: [Extra] = [], excluded: [Int] = []
  ) {
    var unique: [Slot] = []
    for slot in slots where !unique.contains(slot) { unique.append(slot) }
    self.zone = unique.first?.zone ?? zone
    self.slots = unique
    self.extra = Self.inOrder(extra)
    extraSeconds = self.extra.map(\.second)
    self.excluded = Set(excluded).sorted()
    only = unique.count == 1 && self.extra.isEmpty && self.excluded.isEmpty ? unique[0] : nil
  }

  /// By instant, one of each: rather the one that the clock shows as it is given.
  private static func inOrder(_ dates: [Extra]) -> [Extra] {
    var kept: [Extra] = []
    let sorted = dates.sorted { one, other in
      let (a, b) = (one.occurrence, other.occurrence)
      return (a.instant, a.isAdjusted ? 1 : 0, a.local) < (b.instant, b.isAdjusted ? 1 : 0, b.local)
    }
    for date in sorted where kept.last?.second != date.second { kept.append(date) }
    return kept
  }

  /// Certain weekdays of every week, or of every Nth week.
  ///
  /// The first meeting is on `starting` or on the first of these weekdays after it; its week,
  /// which begins on Monday, is the first that counts. A time in a gap is shifted forward.
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
      Rhythm(.weekly(mask, every: every)), at: time, in: zone, starting: starting, until: until)
    return Recurrence(slot.isEmpty ? [] : [slot], otherwise: zone)
  }

  /// One date.
  public static func once(
    on date: CivilDate, at time: CivilTime, in zone: ZoneRules
  ) -> Recurrence {
    Recurrence([Slot(Rhythm(.once), at: time, in: zone, starting: date)], otherwise: zone)
  }

  /// All dates of several rules, ordered by instant; an instant comes once. What one of them leaves
  /// out is left out of all.
  public static func union(_ rules: [Recurrence]) -> Recurrence {
    Recurrence(
      rules.flatMap(\.slots), otherwise: rules.first?.zone ?? .utc,
      extra: rules.flatMap(\.extra), excluded: rules.flatMap(\.excluded))
  }

  /// The rule without the dates outside of a range; each slot counts in its own zone's dates.
  public func limited(to dates: ClosedRange<CivilDate>) -> Recurrence {
    let inside = slots.compactMap { $0.limited(from: dates.lowerBound, to: dates.upperBound) }
    return Recurrence(
      inside, otherwise: zone, extra: extra.filter { dates.contains($0.occurrence.date) },
      excluded: excluded)
  }

  /// The rule of each slot by itself, in that slot's zone.
  public var parts: [Recurrence] {
    slots.map { Recurrence([$0], otherwise: $0.zone, excluded: excluded) }
  }

  /// With dates beside the rules, on the clock of its zone: `RDATE`.
  public func including(_ instants: [Instant]) -> Recurrence {
    let dates = instants.map {
      Extra(occurrence: Occurrence(local: zone.local(at: $0), instant: $0), zone: zone)
    }
    return Recurrence(slots, otherwise: zone, extra: extra + dates, excluded: excluded)
  }

  /// Without what happens at some instants: `EXDATE`.
  public func excluding(_ instants: [Instant]) -> Recurrence {
    Recurrence(
      slots, otherwise: zone, extra: extra, excluded: excluded + instants.map(\.second))
  }

  /// Whether it goes on for good.
  public var isEndless: Bool { slots.contains(where: \.isEndless) }

  /// The first date of all; nil for none.
  public var first: Occurrence? {
    var all = makeIterator()
    return all.next()
  }

  /// Whether it has no date at all.
  public var isEmpty: Bool { first == nil }
}

extension Recurrence: Hashable {
  /// Equal if the rules, dates and zones are.
  public static func == (a: Recurrence, b: Recurrence) -> Bool {
    a.zone == b.zone && a.slots == b.slots && a.extra == b.extra && a.excluded == b.excluded
  }

  /// Hashes the rules and what is left out.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(slots)
    hasher.combine(excluded)
  }
}

// MARK: - Occurrences

extension Recurrence {
  /// The first occurrence after an instant.
  public func next(after instant: Instant) -> Occurrence? {
    var look = Look()
    return next(after: instant.second, &look)
  }

  /// The last occurrence before an instant.
  public func previous(before instant: Instant) -> Occurrence? {
    var before = instant.second
    while true {
      var best: Slot.Hit?
      for slot in slots {
        if let hit = slot.previous(before: before), hit.isBetter(than: best, earliest: false) {
          best = hit
        }
      }
      var found = best.map(Occurrence.init)
      let index = extraSeconds.firstIndex(notLessThan: before) - 1
      if index >= 0, found.map({ $0.instant.second < extraSeconds[index] }) ?? true {
        found = extra[index].occurrence
      }
      guard let found else { return nil }
      before = found.instant.second
      if !isExcluded(before) { return found }
    }
  }

  /// Whether it happens at that instant.
  public func contains(_ instant: Instant) -> Bool {
    next(after: instant - .seconds(1))?.instant == instant
  }

  /// How many occurrences there are in a range of time; its start belongs to it, its end does not.
  ///
  /// One rule is counted by the arithmetic of the calendar, with what is beside it and left out;
  /// several, whose occurrences may meet, one by one.
  public func count(in range: Range<Instant>) -> Int {
    let seconds = range.lowerBound.second..<range.upperBound.second
    if slots.count <= 1 { return countOfOne(in: seconds) }
    var look = Look()
    var (count, second) = (0, seconds.lowerBound - 1)
    while let occurrence = next(after: second, &look),
      occurrence.instant.second < seconds.upperBound
    {
      (count, second) = (count + 1, occurrence.instant.second)
    }
    return count
  }

  private func countOfOne(in seconds: Range<Int>) -> Int {
    func isRuled(_ second: Int) -> Bool { slots.contains { $0.contains(second) } }
    let ruled = slots.first?.count(in: seconds) ?? 0
    let gone = excluded.count { seconds.contains($0) && isRuled($0) }
    let more = extraSeconds.count {
      seconds.contains($0) && !isRuled($0) && !isExcluded($0)
    }
    return ruled - gone + more
  }

  /// Whose clock the local time of an occurrence is on: the zone of the rule that it is of.
  public func zone(of occurrence: Occurrence) -> ZoneRules {
    guard slots.count > 1 || !extra.isEmpty else { return zone }
    let second = occurrence.instant.second
    let slot = slots.first { slot in
      var look = SlotLook()
      let hit = slot.next(after: second - 1, &look).map(Occurrence.init)
      return hit?.instant == occurrence.instant && hit?.local == occurrence.local
    }
    return slot?.zone ?? extra.first { $0.occurrence == occurrence }?.zone ?? zone
  }

  /// The occurrences in a range of time; its start belongs to it, its end does not.
  public func occurrences(in range: Range<Instant>) -> [Occurrence] {
    var found: [Occurrence] = []
    var look = Look()
    var cursor = range.lowerBound.second - 1
    while let occurrence = next(after: cursor, &look), occurrence.instant < range.upperBound {
      found.append(occurrence)
      cursor = occurrence.instant.second
    }
    return found
  }

  /// The occurrences of one date of the rule, in time order.
  public func occurrences(on date: CivilDate) -> [Occurrence] {
    // Whatever the zones, a date's own times lie within three days around it.
    let noon = Instant(secondsSince1970: Int64(date.midnight) + 43_200)
    return occurrences(in: (noon - .days(3))..<(noon + .days(3))).filter { $0.date == date }
  }

  /// Whether it happens on a date of the rule; not more work where it does so every second.
  public func happens(on date: CivilDate) -> Bool {
    for slot in slots {
      var (look, second) = (SlotLook(), slot.zone.firstSecond(of: date) - 1)
      while let hit = slot.next(after: second, &look).map(Occurrence.init), hit.date <= date {
        second = hit.instant.second
        if hit.date == date, !isExcluded(second) { return true }
      }
    }
    return extra.contains { $0.occurrence.date == date && !isExcluded($0.second) }
  }

  /// Whether no other of its date comes before it.
  public func isFirst(_ occurrence: Occurrence) -> Bool {
    occurrences(on: occurrence.date).first?.instant == occurrence.instant
  }

  /// Where a search stands, in each slot.
  struct Look: Sendable {
    fileprivate var first = SlotLook()
    fileprivate var others: [SlotLook] = []
  }

  @inline(__always)
  func next(after second: Int, _ look: inout Look) -> Occurrence? {
    if let only { return only.next(after: second, &look.first).map(Occurrence.init) }
    return nextOfSeveral(after: second, &look)
  }

  @inline(never)
  private func nextOfSeveral(after second: Int, _ look: inout Look) -> Occurrence? {
    if look.others.count < slots.count {
      look.others = [SlotLook](repeating: SlotLook(), count: slots.count)
    }
    var after = second
    while true {
      var best: Slot.Hit?
      for (index, slot) in slots.enumerated() {
        if let hit = slot.next(after: after, &look.others[index]),
          hit.isBetter(than: best, earliest: true)
        {
          best = hit
        }
      }
      var found = best.map(Occurrence.init)
      let index = extraSeconds.firstIndex(notLessThan: after + 1)
      if index < extra.count, found.map({ extraSeconds[index] < $0.instant.second }) ?? true {
        found = extra[index].occurrence
      }
      guard let found else { return nil }
      after = found.instant.second
      if !isExcluded(after) { return found }
    }
  }

  private func isExcluded(_ second: Int) -> Bool {
    let index = excluded.firstIndex(notLessThan: second)
    return index < excluded.count && excluded[index] == second
  }
}

extension Instant {
  /// Since 1970, within what a date can name and a week, so that no sum with it overflows.
  var second: Int { Int(min(max(secondsSince1970, -63_000_000_000), 254_000_000_000)) }
}

extension Recurrence.Occurrence {
  init(_ hit: Slot.Hit) {
    let (day, time) = hit.wall.dayAndTime
    self.init(
      local: CivilDateTime(
        date: CivilDate(boundedDays: day), time: CivilTime(boundedSeconds: time)),
      instant: Instant(secondsSince1970: Int64(hit.instant)), adjustment: hit.adjustment)
  }
}
