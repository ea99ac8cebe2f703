package import Cadence

extension ZoneRules {
  /// A time of a day; after a gap, the first instant there is.
  package func instant(_ date: CivilDate, at time: CivilTime) -> Instant {
    resolve(CivilDateTime(date: date, time: time)).instant(gap: .shiftForward) ?? .distantFuture
  }
}
