package import Cadence

/// Whose meetings a calendar shows.
package enum Readership: Hashable, Sendable {
  /// What is `public: yes`.
  case everyone
  case person(PersonID)
  case group(String)
  case series(SeriesID)
  /// What is public of the meetings of a group.
  case team(String)
}

/// One date as a calendar shows it. Nothing of the agenda: calendars are shared.
package struct Scheduled: Hashable, Sendable {
  package let id: OccurrenceID
  package let uid: String
  package let title: String
  package let start: Instant
  package let end: Instant
  package let link: String?
  package let place: String?
  package let hosts: [String]
  package let links: [NamedLink]
  /// The page where anyone can edit the agenda.
  package let edit: String?
  package let isCancelled: Bool
  package let sequence: Int
  /// When this was last decided. Of a date that nothing has been decided about it is a year before
  /// its start: a function of the configuration, not of the clock.
  package let changedAt: Instant
}

extension Book {
  /// The dates of a readership that begin within a range, earliest first. A cancelled one stays and
  /// says so.
  ///
  /// - Parameters:
  ///   - past: rows that are over, which the book may have let go of.
  ///   - today: from when on a date that nothing has been decided about is shown; before, it is
  ///     only known that it did not take place here.
  package func schedule(
    for readership: Readership, in range: Range<Instant>, past: [Occurrence] = [],
    from today: Instant? = nil
  ) -> [Scheduled] {
    let draft = Draft(self, at: range.lowerBound)
    var found: [Scheduled] = []
    for series in community.series.values where shows(series, to: readership) {
      let live = occurrences(of: series.id)
      let known = Set(live.map(\.id))
      var rows = live + past.filter { $0.id.series == series.id && !known.contains($0.id) }
      let ruled = Set(rows.map(\.ruled))
      let ahead = min(max(range.lowerBound, today ?? range.lowerBound), range.upperBound)
      for date in series.recurrence.occurrences(in: ahead..<range.upperBound)
      where !ruled.contains(date.local) && series.skips[date.date] == nil {
        let id = draft.freeName(for: date, of: series)
        rows.append(
          Occurrence(id: id, ruled: date, of: series, knownAt: date.instant - .days(366)))
      }
      found += rows.filter { range.contains($0.start) && $0.state != .lapsed }
        .compactMap { scheduled($0, of: series, for: readership) }
    }
    return found.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  private func shows(_ series: Series, to readership: Readership) -> Bool {
    switch readership {
    case .everyone: series.isPublic
    case .person: true
    case .group(let name):
      series.team == name || (series.hosts + series.invite).contains(.group(name))
    case .team(let name): series.isPublic && series.team == name
    case .series(let id): series.id == id
    }
  }

  /// Nil for what is not theirs.
  private func scheduled(
    _ row: Occurrence, of series: Series, for readership: Readership
  ) -> Scheduled? {
    let audience = community.audience(of: series, at: row)
    var uid = row.uid(in: community.domain)
    if case .person(let id) = readership {
      guard audience.everyone.contains(id) else { return nil }
      // Who is invited by mail as well has one entry and not two.
      if let held = row.invitations[id] { uid = held.uid }
    }
    return Scheduled(
      id: row.id, uid: uid, title: row.title, start: row.start, end: row.end, link: row.link,
      place: row.place, hosts: audience.hosts.compactMap { community.people[$0]?.name },
      links: series.links, edit: series.agenda?.edit, isCancelled: row.state.isCancelled,
      sequence: row.sequence,
      changedAt: row.stamp)
  }
}

/// What calendars show of a row, or what decides who sees it; beside its stamp.
struct CalendarFace: Hashable {
  fileprivate let ruled: CivilDateTime
  fileprivate let start: Instant
  fileprivate let end: Instant
  fileprivate let title: String
  fileprivate let link: String?
  fileprivate let place: String?
  fileprivate let isCancelled: Bool
  fileprivate let isLapsed: Bool
  fileprivate let sequence: Int
  fileprivate let appointed: Set<PersonID>
}

extension Occurrence {
  var calendarFace: CalendarFace {
    CalendarFace(
      ruled: ruled, start: start, end: end, title: title, link: link, place: place,
      isCancelled: state.isCancelled, isLapsed: state == .lapsed, sequence: sequence,
      appointed: hosting.appointed)
  }
}

extension Turn.Change {
  /// True if a calendar may show something else afterwards. A date whose row is new shows when that
  /// became known.
  var isShown: Bool {
    guard let before else { return true }
    return before.stamp != after.stamp || before.calendarFace != after.calendarFace
      || before.postponedCutoff != after.postponedCutoff
  }
}
