package import Cadence

/// What only one meeting can have at a time.
package enum Resource: Hashable, Sendable {
  /// A link, a place or an account, however its letters are written.
  case link(String), place(String), account(String)
  case person(PersonID)

  /// The sorts of them, which a meeting may say it shares.
  package enum Sort: String, Hashable, Sendable, CaseIterable { case room, account, person }

  package var sort: Sort {
    switch self {
    case .link, .place: .room
    case .account: .account
    case .person: .person
    }
  }

  /// Whether what follows at once is in the way as well: people leave late, and recordings go on.
  package var needsBreak: Bool { sort != .person }

  /// The same as a series writes it.
  package func spelled(in series: Series) -> Resource {
    switch self {
    case .link: series.link.map(Resource.link) ?? self
    case .place: series.place.map(Resource.place) ?? self
    case .account: series.account.map(Resource.account) ?? self
    case .person: self
    }
  }
}

extension Resource: Comparable {
  private var order: (Int, String) {
    switch self {
    case .link(let name): (0, name)
    case .place(let name): (1, name)
    case .account(let name): (2, name)
    case .person(let id): (3, id.name)
    }
  }

  package static func < (a: Resource, b: Resource) -> Bool { a.order < b.order }
}

/// Two meetings that want one thing at one time.
package struct Conflict<Meeting: Sendable>: Sendable {
  package let first: Meeting
  package let second: Meeting
  /// When the second begins.
  package let at: Instant
  /// One begins when the other ends.
  package let isTouching: Bool
  fileprivate let series: Set<SeriesID>
}

/// A time at which a meeting has something.
package struct Claim<Meeting: Sendable>: Sendable {
  let start: Instant
  let end: Instant
  let meeting: Meeting
  /// Meetings of one series are in nobody's way but its own.
  let series: SeriesID

  package init(start: Instant, end: Instant, meeting: Meeting, series: SeriesID) {
    self.start = start
    self.end = end
    self.meeting = meeting
    self.series = series
  }
}

extension Resource {
  /// So many at one time are compared with each other.
  private static var togetherMax: Int { 20 }

  /// Each two series that want this at one time: when they overlap, or else when one begins as the
  /// other ends, which is less of a trouble. The earliest first, also of the pairs.
  package func conflicts<Meeting>(among claims: [Claim<Meeting>]) -> [[Conflict<Meeting>]] {
    let all = all(among: claims)
    var pairs: [Set<SeriesID>: [Conflict<Meeting>]] = [:]
    for conflict in all { pairs[conflict.series, default: []].append(conflict) }
    var seen: Set<Set<SeriesID>> = []
    return all.filter { seen.insert($0.series).inserted }.map { first in
      let conflicts = pairs[first.series] ?? []
      let overlaps = conflicts.filter { !$0.isTouching }
      return overlaps.isEmpty ? conflicts : overlaps
    }
  }

  /// In the order in which they begin.
  private func all<Meeting>(among claims: [Claim<Meeting>]) -> [Conflict<Meeting>] {
    var around: [Claim<Meeting>] = []
    var found: [Conflict<Meeting>] = []
    for claim in claims.sorted(by: { ($0.start, $0.series) < ($1.start, $1.series) }) {
      around.removeAll { $0.end < claim.start || !needsBreak && $0.end == claim.start }
      for other in around where other.series != claim.series {
        found.append(
          Conflict(
            first: other.meeting, second: claim.meeting, at: claim.start,
            isTouching: other.end == claim.start, series: [other.series, claim.series]))
      }
      around.append(claim)
      if around.count > Self.togetherMax { around.removeFirst() }
    }
    return found
  }
}

extension Series {
  /// Where it takes place, and by whose account.
  package var rooms: [Resource] {
    var rooms: [Resource] = []
    if let link {
      let name = link.lowercased()
      rooms.append(.link(name.hasSuffix("/") ? String(name.dropLast()) : name))
    }
    if let place { rooms.append(.place(place.lowercased())) }
    if let account { rooms.append(.account(account.lowercased())) }
    return rooms
  }

  /// Whom it cannot do without: a host who is alone, and either side of a pair that is one person.
  package func needed(hosts: @autoclosure () -> [PersonID]) -> Set<PersonID> {
    let sides = mentorship.map { [$0.mentors, $0.mentees] } ?? [hosts()]
    return Set(sides.compactMap { $0.count == 1 ? $0.first : nil })
  }
}

extension Community {
  /// Those of what comes that are in each other's way, each two series once for each thing, which
  /// is spelled as the second has it.
  package func conflicts(among coming: [Upcoming]) -> [(Resource, Conflict<Upcoming>)] {
    var claims: [Resource: [Claim<Upcoming>]] = [:]
    for meeting in coming where !meeting.state.isCancelled && meeting.absence == nil {
      guard let series = series[meeting.id.series] else { continue }
      let people = series.needed(hosts: meeting.audience.hosts).map(Resource.person)
      for resource in series.rooms + people where !series.shares.contains(resource.sort) {
        claims[resource, default: []].append(
          Claim(
            start: meeting.start.instant, end: meeting.end.instant, meeting: meeting,
            series: series.id))
      }
    }
    let all = claims.filter { $1.count > 1 }.flatMap { resource, claims in
      resource.conflicts(among: claims).compactMap(\.first).map { (resource, $0) }
    }
    return all.sorted {
      ($0.1.at, $0.1.first.id, $0.1.second.id, $0.0)
        < ($1.1.at, $1.1.first.id, $1.1.second.id, $1.0)
    }.map { resource, conflict in
      (series[conflict.second.id.series].map(resource.spelled) ?? resource, conflict)
    }
  }
}
