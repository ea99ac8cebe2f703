package import Cadence

/// A meeting that keeps its own local time and is at another hour of somebody's day, because clocks
/// change on different dates, or in one of two places only.
package struct ClockShift: Hashable, Sendable {
  /// The meeting before, at the hour that is usual.
  package var usual: Instant
  /// The first one that is at the usual hour again; nil if it stays so for more than six weeks.
  package var back: Instant?

  /// How long an unusual hour is called a passing one.
  private static var passing: Seconds { .days(42) }

  /// What a change of clocks means for a reader: nil if the meeting is where it was in their day,
  /// or comes back there after a shift that they were told of.
  ///
  /// - Parameters:
  ///   - first: the first date of the rule at or after the change.
  ///   - reader: the zone of whoever reads it.
  init?(
    at first: Recurrence.Occurrence, of recurrence: Recurrence, for reader: ZoneRules
  ) {
    guard !first.isAdjusted else { return nil }
    func hour(_ date: Recurrence.Occurrence) -> CivilTime {
      reader.local(at: date.instant).time
    }
    // A meeting with several times a week compares each with its own kind.
    func isAlike(_ date: Recurrence.Occurrence) -> Bool {
      date.local.time == first.local.time && !date.isAdjusted
    }
    let before = recurrence.dates(before: first.instant, within: Self.passing).filter(isAlike)
    guard let usual = before.first, hour(usual) != hour(first),
      !before.contains(where: { hour($0) == hour(first) })
    else { return nil }
    self.usual = usual.instant
    back =
      recurrence.dates(after: first.instant, within: Self.passing)
      .first { isAlike($0) && hour($0) == hour(usual) }?.instant
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

  fileprivate func dates(after instant: Instant, within span: Seconds) -> [Occurrence] {
    occurrences(in: (instant + .seconds(1))..<(instant + span))
  }
}
