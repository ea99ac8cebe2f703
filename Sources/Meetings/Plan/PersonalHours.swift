package import Cadence

/// When somebody has time, by their own clock, day by day.
package struct PersonalHours: Sendable {
  /// By how much a meeting is not within them.
  package struct Miss: Hashable, Sendable {
    /// So far it would have to be moved to be within those of one day; or, where it is longer than
    /// they are, so far it is outside of them at one end.
    package let length: Seconds
    /// What their clock shows where it begins before them.
    package let begin: CivilTime?
    /// And where it ends after them; both for a meeting that is longer than they are.
    package let end: CivilTime?
  }

  package let zone: ZoneRules
  package let hours: DayHours
  private var spans: [CivilDate: Range<Instant>?] = [:]

  /// By day, for whoever says nothing.
  package init(of person: Person) {
    zone = person.zone
    hours = person.hours ?? .day
  }

  /// When a meeting begins by their clock, by how much it is not within their hours, if it
  /// is not, and how far
  /// its middle is from that of the nearest.
  mutating func look(
    at meeting: Range<Instant>
  ) -> (start: CivilDateTime, miss: Miss?, offCenter: Seconds) {
    let start = zone.local(at: meeting.lowerBound)
    // The hours of the day before, of the day on which it begins and of the next.
    let spans = (-1...1).compactMap { span(on: start.date.adding(days: $0)) }
    func middle(_ range: Range<Instant>) -> Instant {
      range.lowerBound + Seconds((range.upperBound - range.lowerBound).count / 2)
    }
    func length(_ span: Range<Instant>) -> Seconds {
      max(span.lowerBound - meeting.lowerBound, meeting.upperBound - span.upperBound, .zero)
    }
    let center = middle(meeting)
    let offCenter = spans.map { Seconds(abs((center - middle($0)).count)) }.min() ?? .zero
    guard let nearest = spans.min(by: { length($0) < length($1) }), length(nearest) > .zero else {
      return (start, nil, offCenter)
    }
    let miss = Miss(
      length: length(nearest),
      begin: meeting.lowerBound < nearest.lowerBound ? start.time : nil,
      end: meeting.upperBound > nearest.upperBound
        ? zone.local(at: meeting.upperBound).time : nil)
    return (start, miss, offCenter)
  }

  private mutating func span(on date: CivilDate) -> Range<Instant>? {
    if let known = spans[date] { return known }
    let span = hours.span(on: date, in: zone)
    spans[date] = .some(span)
    return span
  }
}

extension PersonalHours: Hashable {
  package static func == (a: Self, b: Self) -> Bool { a.zone == b.zone && a.hours == b.hours }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(zone)
    hasher.combine(hours)
  }
}

extension DayHours {
  /// Of whoever says nothing.
  package static let day = DayHours(
    from: CivilTime(secondOfDay: 7 * 3_600), until: CivilTime(secondOfDay: 22 * 3_600))
}
