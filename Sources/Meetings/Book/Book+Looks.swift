package import Cadence

/// When agendas that live elsewhere are looked at: on the way to a cutoff, and shortly before
/// anything that shows them. In between nobody wakes for them.
extension Book {
  /// A look takes less than this, so that its answer is there when it is wanted.
  package static let lookAhead = Seconds(20)
  /// Before a cutoff, the earliest first.
  fileprivate static let approach: [Seconds] = [
    .minutes(60), .minutes(30), .minutes(15), .minutes(5), .minutes(1), lookAhead,
  ]
  /// What was read so long before a cutoff, or later, is what there was.
  static let freshness = Seconds.minutes(2)

  /// The first moment after `instant` at which an agenda of these series is to be looked at; nil if
  /// there is none.
  package func nextLook(at readers: [SeriesID], after instant: Instant) -> Instant? {
    readers.lazy.compactMap { looks(at: $0, after: instant).min() }.min()
  }

  /// Those of these series whose agendas are to be looked at between two instants, the later one
  /// included.
  package func dueLooks(
    at readers: [SeriesID], after instant: Instant, through now: Instant
  ) -> [SeriesID] {
    readers.filter { looks(at: $0, after: instant).contains { $0 <= now } }
  }

  private func looks(at series: SeriesID, after instant: Instant) -> [Instant] {
    occurrences(of: series).flatMap { $0.looks(timetable(of: $0, at: instant)) }
      .filter { $0 > instant }
  }
}

extension Occurrence {
  fileprivate func looks(_ timetable: Timetable) -> [Instant] {
    switch state {
    case .planned: return [timetable.opening - Book.lookAhead]
    case .open:
      let call = timetable.call.flatMap { $0 > handled ? $0 - Book.lookAhead : nil }
      let cutoff = timetable.cutoff.map { cutoff in Book.approach.map { cutoff - $0 } } ?? []
      return [call].compactMap(\.self) + cutoff
    case .confirmed:
      return timetable.reminders.filter { $0.at > handled }.map { $0.at - Book.lookAhead }
    case .held, .cancelled, .lapsed: return []
    }
  }
}
