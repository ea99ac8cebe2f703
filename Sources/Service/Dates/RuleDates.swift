internal import Cadence

/// The dates that were asked for, and how to show them.
struct RuleDates {
  let recurrence: Recurrence
  /// Whether they are whole days, which no zone touches.
  var areDays = false
  /// What was asked for in its normal form; nil for a rule of RFC 5545.
  var written: String?
  /// What is not plain to see in it, a line each; of the clock, what it does from a date on.
  var explain: (CivilDate) -> [String] = { _ in [] }
}

extension RuleDates {
  /// The dates of a sentence.
  ///
  /// - Parameter zone: of a sentence that names none; without it such a one is refused.
  /// - Throws: `AskProblem` with the column and what to write.
  init(
    sentence: String, in zone: ZoneRules?, starting: CivilDate? = nil, today: CivilDate,
    _ zones: ZoneDatabase
  ) throws(AskProblem) {
    do {
      let sentence = try Sentence(
        sentence, in: zone, starting: starting, until: nil, today: today, zones: zones)
      self.init(
        recurrence: sentence.recurrence, written: sentence.description,
        explain: { _ in sentence.isOnDemand ? [Self.onDemand] : [] })
    } catch {
      throw AskProblem(error)
    }
  }

  private static let onDemand =
    "its dates are written beside it, as `once on 2026-12-10 14:00 Europe/Berlin`"

  /// Those from a date on, by the rule's own dates, as far as an instant can be written.
  func occurrences(from first: CivilDate) -> some Sequence<Recurrence.Occurrence> {
    // A day early in UTC is early enough anywhere.
    let start = Instant(secondsSince1970: Int64(first.daysSince1970 - 1) * 86_400 - 1)
    return recurrence.occurrences(after: start).lazy.filter { $0.date >= first && $0.isWritable }
  }

  /// What people see on the clock at an occurrence, each on the clock of the rule that it is of:
  /// later than the rule says where it is in a gap.
  func shown(_ occurrence: Recurrence.Occurrence) -> CivilDateTime {
    guard occurrence.adjustment == .gap else { return occurrence.local }
    return recurrence.zone(of: occurrence).local(at: occurrence.instant)
  }
}

extension Recurrence.Occurrence {
  /// Whether its instant is in the years 1 to 9999 of UTC.
  var isWritable: Bool { instant >= .distantPast && instant <= .distantFuture }
}
