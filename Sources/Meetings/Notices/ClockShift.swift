package import Cadence

/// A meeting that keeps its own local time and is at another hour of somebody's day, because clocks
/// change on different dates, or in one of two places only.
package struct ClockShift: Hashable, Sendable {
  /// Where its own local time is kept.
  package var zone: ZoneRules
  /// The meeting before, at the hour that is usual.
  package var usual: Instant
  /// The first one that is at the usual hour again; nil if it stays so for longer than an unusual
  /// hour is called a passing one.
  package var back: Instant?

  /// Longer than Ramadan, for which Morocco sets its clocks back.
  private static var passing: Seconds { .days(45) }
  /// How far back a date is looked for that was at the same hour.
  private static var memory: Seconds { .days(140) }

  /// What a change of clocks means for a reader: nil if the meeting is where it was in their day,
  /// or comes back there after a shift that they were told of.
  ///
  /// - Parameters:
  ///   - first: the first date at or after the change.
  ///   - slot: the rule, with one slot.
  ///   - counts: false for a date that is not as the rule has it: skipped, cancelled, moved.
  ///   - reader: the zone of whoever reads it.
  init?(
    at first: Recurrence.Occurrence, of slot: Recurrence, for reader: ZoneRules,
    where counts: (Recurrence.Occurrence) -> Bool
  ) {
    func hour(_ date: Recurrence.Occurrence) -> CivilTime { reader.local(at: date.instant).time }
    let before = slot.dates(before: first.instant, within: Self.memory).filter(counts)
    guard let usual = before.first, hour(usual) != hour(first) else { return nil }
    let shifted = before.prefix { hour($0) == hour(usual) }
    if let begin = shifted.last, shifted.count < before.count,
      hour(before[shifted.count]) == hour(first), first.instant < begin.instant + Self.passing
    {
      // The way back: it was said when it began.
      return nil
    }
    zone = slot.zone
    self.usual = usual.instant
    back =
      slot.occurrences(
        in: (first.instant + .seconds(1))..<(first.instant + Self.passing)
      ).first { counts($0) && hour($0) == hour(usual) }?.instant
  }
}

extension Recurrence {
  /// At least one date if there is one, latest first.
  fileprivate func dates(before instant: Instant, within span: Seconds) -> [Occurrence] {
    var found: [Occurrence] = []
    var cursor = instant
    while let date = previous(before: cursor), found.isEmpty || date.instant > instant - span {
      found.append(date)
      cursor = date.instant
    }
    return found
  }
}
