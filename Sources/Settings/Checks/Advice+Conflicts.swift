import Cadence
import Meetings

/// One room, one account and one person can be in one meeting at a time.
extension Advice {
  /// A series, as far as it takes something up.
  private struct Booking {
    let series: Series
    let when: Place
    /// Of the meeting, or of the mentorship and what is above it.
    let accepts: (ProcessCheck) -> Bool
  }

  /// How long each is looked at, from today or from its first date on, and how many dates of it at
  /// the most.
  private static let span = Seconds.days(366)
  private static let datesMax = 400

  func adviseOnConflicts() {
    let bookings = bookings()
    var wanted: [Resource: [Int]] = [:]
    for (number, booking) in bookings.enumerated() {
      let series = booking.series
      let people = series.needed(hosts: community.audience(of: series, on: today).hosts)
      for resource in series.rooms + people.map(Resource.person) {
        wanted[resource, default: []].append(number)
      }
    }
    var known: [Int: [Claim<Int>]] = [:]
    for (resource, numbers) in wanted.sorted(by: { $0.key < $1.key }) where numbers.count > 1 {
      let claims = numbers.flatMap { number -> [Claim<Int>] in
        if let claims = known[number] { return claims }
        let claims = self.claims(of: bookings[number].series, number)
        known[number] = claims
        return claims
      }
      report(resource, resource.conflicts(among: claims), bookings)
    }
  }

  private func bookings() -> [Booking] {
    practice.meetings.map { one in
      Booking(series: one.series, when: one.when) { accepts($0, one) }
    }
      + pairs.flatMap { pair in
        let own = pair.practice.when.map { (series: pair.series, when: $0) }
        return [own, pair.practice.first].compactMap(\.self).map { one in
          Booking(series: one.series, when: one.when) { accepts($0, pair) }
        }
      }
  }

  private func claims(of series: Series, _ number: Int) -> [Claim<Int>] {
    let from = max(series.recurrence.first?.instant ?? today.midnight, today.midnight)
    return series.recurrence.occurrences(in: from..<(from + Self.span)).prefix(Self.datesMax)
      .filter { series.skips[$0.date] == nil }
      .map {
        Claim(
          start: $0.instant, end: $0.instant + series.duration, meeting: number,
          series: series.id)
      }
  }

  /// Says of each two that meet once where they do first.
  private func report(
    _ resource: Resource, _ pairs: [[Conflict<Int>]], _ bookings: [Booking]
  ) {
    let check = ProcessCheck(of: resource.sort)
    for conflicts in pairs {
      guard let conflict = conflicts.first else { continue }
      // In the order in which they are read.
      let two = [conflict.first, conflict.second].sorted()
      let (first, second) = (bookings[two[0]], bookings[two[1]])
      guard !first.accepts(check), !second.accepts(check) else { continue }
      let local = second.series.zone.local(at: conflict.at)
      let more = conflicts.count > 1 ? ", and \(conflicts.count - 1) more times" : ""
      let manner = conflict.isTouching ? ", one right after the other" : ""
      findings.add(
        check, second.when,
        "\(first.series.id) and \(second.series.id) \(words(resource.spelled(in: second.series))) on "
          + "\(local.date.shown) \(local.time) \(second.series.zone.identifier)\(manner)\(more)",
        fix: "move one of them")
    }
  }

  private func words(_ resource: Resource) -> String {
    switch resource {
    case .link(let name), .place(let name): "are both at \(name.shown)"
    case .account(let name): "are both held by \(name.shown)"
    case .person(let person): "both need \(person)"
    }
  }
}

extension ProcessCheck {
  fileprivate init(of sort: Resource.Sort) {
    switch sort {
    case .room: self = .sameRoom
    case .account: self = .sameAccount
    case .person: self = .samePerson
    }
  }
}

extension Practice {
  /// What is accepted is nobody's trouble later on either.
  func noteShares(in community: inout Community) {
    func sorts(_ checks: Set<ProcessCheck>) -> Set<Resource.Sort> {
      let checks = checks.union(accepted)
      return Set(Resource.Sort.allCases.filter { checks.contains(ProcessCheck(of: $0)) })
    }
    for meeting in meetings {
      community.series[meeting.series.id]?.shares = sorts(meeting.accepted)
    }
    for pair in pairs {
      for series in [pair.series, pair.first?.series].compactMap(\.self) {
        community.series[series.id]?.shares = sorts(pair.accepted.union(pair.program.accepted))
      }
    }
  }
}
