package import Cadence

/// At what times of their own days the people of a series meet.
package struct Fairness: Hashable, Sendable {
  /// What of it is one person's.
  package struct Share: Hashable, Sendable {
    package let person: PersonID
    package let zone: ZoneRules
    /// When they have time: as they say, or else by day.
    package let hours: DayHours
    /// How many meetings begin at a time of their clock.
    package let counts: [CivilTime: Int]
    /// How many are not within their hours.
    package let outside: Int

    package var meetings: Int { counts.values.reduce(0, +) }
  }

  /// Of all that take place, whoever is asked to them.
  package let meetings: Int
  /// Whose hours are asked most of first.
  package let shares: [Share]
}

extension Book {
  /// Of what begins within `span` of `now`.
  package func fairness(of series: SeriesID, at now: Instant, within span: Seconds) -> Fairness {
    let ahead = upcoming(of: series, at: now, within: span)
      .filter { !$0.state.isCancelled && $0.absence == nil && now <= $0.start.instant }
    var meetings: [PersonID: [Range<Instant>]] = [:]
    for meeting in ahead {
      for person in meeting.audience.everyone {
        meetings[person, default: []].append(meeting.start.instant..<meeting.end.instant)
      }
    }
    let shares = meetings.compactMap { id, meetings -> Fairness.Share? in
      community.people[id].map { Fairness.Share(of: $0, meetings) }
    }
    return Fairness(
      meetings: ahead.count,
      shares: shares.sorted { ($1.outside, $0.person) < ($0.outside, $1.person) })
  }
}

extension Fairness.Share {
  fileprivate init(of person: Person, _ meetings: [Range<Instant>]) {
    var hours = PersonalHours(of: person)
    let looks = meetings.map { hours.look(at: $0) }
    self.init(
      person: person.id, zone: person.zone, hours: hours.hours,
      counts: Dictionary(looks.map { ($0.start.time, 1) }, uniquingKeysWith: +),
      outside: looks.count { $0.miss != nil })
  }
}
