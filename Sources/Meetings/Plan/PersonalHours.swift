package import Cadence

/// When somebody has time, by their own clock, day by day.
package struct PersonalHours: Sendable {
  /// By how much a meeting is not within them.
  package struct Miss: Hashable, Sendable {
    /// So far it would have to be moved to be within those of one day.
    package let length: Seconds
    /// Whether it begins too early, rather than end too late.
    package let isEarly: Bool
    /// What their clock shows at that end of the meeting.
    package let time: CivilTime
  }

  package let zone: ZoneRules
  package let hours: DayHours
  private var spans: [CivilDate: Range<Instant>?] = [:]

  /// By day, for whoever says nothing.
  package init(of person: Person) {
    zone = person.zone
    hours = person.hours ?? .day
  }

  /// Nil for a meeting that is within the hours of one day.
  mutating func miss(of meeting: Range<Instant>) -> Miss? {
    let misses = near(meeting).map { span in
      let early = span.lowerBound - meeting.lowerBound
      let late = meeting.upperBound - span.upperBound
      return Miss(
        length: max(early, late, .zero), isEarly: early > late,
        time: zone.local(at: early > late ? meeting.lowerBound : meeting.upperBound).time)
    }
    return misses.min { $0.length < $1.length }.flatMap { $0.length > .zero ? $0 : nil }
  }

  /// From the middle of a meeting to that of the nearest hours.
  mutating func offCenter(_ meeting: Range<Instant>) -> Seconds {
    func middle(_ range: Range<Instant>) -> Instant {
      range.lowerBound + Seconds((range.upperBound - range.lowerBound).count / 2)
    }
    let distances = near(meeting).map { Seconds(abs((middle(meeting) - middle($0)).count)) }
    return distances.min() ?? .zero
  }

  /// The hours of the day before, of the day on which the meeting begins and of the next.
  private mutating func near(_ meeting: Range<Instant>) -> [Range<Instant>] {
    let date = zone.local(at: meeting.lowerBound).date
    return (-1...1).compactMap { span(on: date.adding(days: $0)) }
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
