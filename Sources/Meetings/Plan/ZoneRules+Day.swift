package import Cadence

extension ZoneRules {
  /// A time of a day; after a gap, the first instant there is.
  package func instant(_ date: CivilDate, at time: CivilTime) -> Instant {
    resolve(CivilDateTime(date: date, time: time)).instant(gap: .shiftForward) ?? .distantFuture
  }

  /// "Thu 2026-12-03 14:00 Europe/Berlin": for answers and journals.
  func inWords(_ instant: Instant) -> String {
    let local = local(at: instant)
    return "\(local.date.weekday.shortName) \(local.date) \(local.time) \(identifier)"
  }
}
