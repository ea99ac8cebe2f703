package import Cadence

/// Who belongs to one occurrence: each person once, in whatever groups they are.
package struct Audience: Hashable, Sendable {
  /// In the order of their ids, like all lists here: what leaves must not depend on a hash.
  package let hosts: [PersonID]
  /// Without the hosts.
  package let attendees: [PersonID]

  package init(hosts: [PersonID], attendees: [PersonID]) {
    self.hosts = hosts
    self.attendees = attendees
  }

  package var everyone: [PersonID] { (hosts + attendees).sorted() }
}

extension Community {
  /// Who belongs to one date of a series, whether or not it has a row: of its hosts those whose
  /// turn it is. Mentees, mentors and alumni are taken as of its opening, so that a list does not
  /// change under a meeting.
  package func audience(of series: Series, at row: Occurrence) -> Audience {
    let day = series.openingDay(of: row)
    guard let rule = series.hosting, rule.isInTurn else { return audience(of: series, on: day) }
    let hosts = hostsInTurn(of: row, in: series, rule)
    let invited = people(in: series.invite, on: day)
    return Audience(hosts: hosts, attendees: invited.subtracting(hosts).sorted())
  }

  /// Everybody who may belong to a series on a date: as hosts, all whose turn it may be.
  package func audience(of series: Series, on date: CivilDate) -> Audience {
    let hosts = people(in: series.hosts, on: date)
    let attendees = people(in: series.invite, on: date).subtracting(hosts)
    return Audience(hosts: hosts.sorted(), attendees: attendees.sorted())
  }

  package func people(in members: [Member], on date: CivilDate) -> Set<PersonID> {
    var known: [String: Set<PersonID>] = [:]
    return people(in: members, on: date, known: &known)
  }

  /// - Parameter known: the groups that were looked at; one on the way has nobody, so that groups
  ///   naming each other end.
  private func people(
    in members: [Member], on date: CivilDate, known: inout [String: Set<PersonID>]
  ) -> Set<PersonID> {
    var found: Set<PersonID> = []
    for member in members {
      switch member {
      case .person(let id): found.insert(id)
      case .group(let name):
        if known[name] == nil, let group = groups[name] {
          known[name] = []
          known[name] = people(in: group, on: date, known: &known)
        }
        found.formUnion(known[name] ?? [])
      }
    }
    return found
  }

  private func people(
    in group: Group, on date: CivilDate, known: inout [String: Set<PersonID>]
  ) -> Set<PersonID> {
    switch group {
    case .members(let members): return people(in: members, on: date, known: &known)
    case .rest(let members, let others):
      return people(in: members, on: date, known: &known)
        .subtracting(people(in: others, on: date, known: &known))
    case .role(let role): return Set(people.values.filter { has(role, $0) }.map(\.id))
    case .mentees: return mentees(on: date)
    case .mentors:
      return Set(mentorships.filter { $0.isRunning(on: date) }.flatMap(\.mentors))
    case .alumni:
      let past = mentorships.filter { $0.lastDay < date }.flatMap(\.mentees)
      return Set(past).subtracting(mentees(on: date))
    }
  }

  /// Whether somebody has a role, or one above it.
  package func has(_ role: String, _ person: Person) -> Bool {
    guard let level = levels.firstIndex(of: role) else { return person.roles.contains(role) }
    return level == 0 || levels[level...].contains { person.roles.contains($0) }
  }

  private var mentorships: [Mentorship] { series.values.compactMap(\.mentorship) }

  private func mentees(on date: CivilDate) -> Set<PersonID> {
    Set(mentorships.filter { $0.isRunning(on: date) }.flatMap(\.mentees))
  }
}

extension Mentorship {
  /// An extension counts: whoever still meets is a mentee, not yet an alumnus.
  package func isRunning(on date: CivilDate) -> Bool {
    term.lowerBound <= date && date <= lastDay
  }
}
