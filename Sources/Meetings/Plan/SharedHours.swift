import Cadence

/// When the reader of a notice and somebody of the other side both have time, on most days.
package struct SharedHours: Hashable, Sendable, Codable {
  /// Who that is; nil for the only other one.
  package var with: String?
  package var from: Moment
  package var until: Moment

  package init(with: String? = nil, from: Moment, until: Moment) {
    self.with = with
    self.from = from
    self.until = until
  }
}

extension Person {
  /// The longest time that is within the hours of both and begins on a date of one's own calendar.
  func sharedHours(with other: Person, on date: CivilDate) -> Range<Instant>? {
    // Clocks differ by up to 26 hours, and hours span midnight.
    func spans(_ person: Person) -> [Range<Instant>] {
      (-2...2).compactMap { person.hours?.span(on: date.adding(days: $0), in: person.zone) }
    }
    let others = spans(other)
    let common = spans(self).flatMap { own in
      others.filter(own.overlaps).map(own.clamped)
    }
    return common.filter { !$0.isEmpty && zone.local(at: $0.lowerBound).date == date }
      .max {
        ($0.upperBound - $0.lowerBound, $1.lowerBound) < (
          $1.upperBound - $1.lowerBound, $0.lowerBound
        )
      }
  }
}
