/// When something is due: at a moment of its own, or so long before or after something else.
public enum Deadline: Hashable, Sendable {
  /// What a clock of that zone shows: "2025-07-18 18:00 UTC".
  case absolute(CivilDateTime, in: ZoneRules)
  /// Counted from something that has a name: "4 days before selection".
  case relative(RelativeDeadline)

  /// Reads "2025-07-18 18:00 UTC", "Tue, Jul 21, 2026, 11:00 AM PDT", "4 days before selection" or
  /// "1 week after end of term at 18:00".
  ///
  /// - Parameters:
  ///   - text: a moment, or a distance from one that has a name.
  ///   - zone: of a moment that names none.
  ///   - time: of a moment that has only its date: without it, the end of that day.
  ///   - names: what it may be relative to: milestones, "start of term".
  ///   - today: dates the fixes that a problem spells out.
  ///   - zones: where the names of zones are looked up.
  /// - Throws: `DeadlineProblem` with the column, what is wrong and what to write.
  public init(
    _ text: String, in zone: ZoneRules, at time: CivilTime = .endOfDay, names: [String],
    today: CivilDate, zones: ZoneDatabase
  ) throws(DeadlineProblem) {
    let context = DeadlineContext(
      zone: zone, time: time,
      names: names.map { ($0, MomentReader.words(of: $0).map(\.lower)) }, today: today,
      zones: zones)
    do throws(DeadlineProblem) {
      self = try context.deadline(text)
    } catch {
      var problem = error
      if problem.fixes.isEmpty { problem.fixes = [context.example] }
      throw problem
    }
  }

  /// When an absolute one is; nil for a relative one.
  ///
  /// A time in a gap is shifted forward, one in an overlap takes the first.
  public var instant: Instant? {
    guard case .absolute(let local, let zone) = self else { return nil }
    return zone.resolve(local).instant(gap: .shiftForward)
  }

  /// The name of what a relative one is counted from, as it was handed in; nil for an absolute one.
  public var anchor: String? {
    guard case .relative(let relative) = self else { return nil }
    return relative.anchor
  }
}

extension Deadline: CustomStringConvertible {
  /// The normal form, which is read back as an equal value.
  public var description: String {
    switch self {
    case .absolute(let local, let zone): "\(local.date) \(local.time) \(zone)"
    case .relative(let relative): relative.description
    }
  }
}
