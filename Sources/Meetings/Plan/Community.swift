package import Cadence

/// Everything that was configured, as values: who there is, what meets, under which names.
package struct Community: Sendable, Hashable {
  package var name: String
  /// The right side of Message-IDs and UIDs.
  package var domain: String
  /// The zone of whoever and whatever names none.
  package var zone: ZoneRules
  /// Sender of every mail and ORGANIZER of every calendar entry.
  package var from: Mailbox
  /// True where a reply to a mail reaches this service.
  package var takesReplies = false
  package var people: [PersonID: Person]
  package var groups: [String: Group]
  package var channels: Set<ChannelID>
  /// Meetings and 1:1s, in the order of their ids.
  package var series: [SeriesID: Series]
  /// By their keys, which no meeting has.
  package var programs: [String: Program] = [:]
  package var tasks: [TaskID: TaskPlan] = [:]
  /// Groups that are more than their members, by name.
  package var teams: [String: Team] = [:]
  /// What people are to the community, from the lowest to the highest: whoever has a role has those
  /// before it, and everybody has the first. Empty: roles are words without an order.
  package var levels: [String] = []

  package init(
    name: String, domain: String, zone: ZoneRules, from: Mailbox,
    people: [PersonID: Person] = [:], groups: [String: Group] = [:],
    channels: Set<ChannelID> = [], series: [SeriesID: Series] = [:]
  ) {
    self.name = name
    self.domain = domain
    self.zone = zone
    self.from = from
    self.people = people
    self.groups = groups
    self.channels = channels
    self.series = series
  }
}

extension Community {
  /// What somebody is called, also who is not in it any more.
  package func name(of person: PersonID) -> String { people[person]?.name ?? person.name }
}

/// A program, as far as it is more than its mentorships.
package struct Program: Sendable, Hashable {
  package var title: String
  /// Of its term, in the community's zone.
  package var firstDay: CivilDate

  package init(title: String, firstDay: CivilDate) {
    self.title = title
    self.firstDay = firstDay
  }
}

package struct Person: Sendable, Hashable {
  package var id: PersonID
  package var name: String
  package var address: String
  package var zone: ZoneRules
  package var roles: Set<String>
  package var preferences: Preferences
  /// When they have time for others.
  package var hours: DayHours?
  /// In their own words.
  package var away: DaysOff
  /// Of calendars that others have as well.
  package var holidays: [DaysOff]

  package init(
    id: PersonID, name: String, address: String, zone: ZoneRules, roles: Set<String> = [],
    preferences: Preferences = Preferences(), hours: DayHours? = nil, away: [Absence] = [],
    holidays: [DaysOff] = []
  ) {
    self.id = id
    self.name = name
    self.address = address
    self.zone = zone
    self.roles = roles
    self.preferences = preferences
    self.hours = hours
    self.away = DaysOff(away)
    self.holidays = holidays
  }
}

/// A named set of people. The last three are derived from the programs, as of an occurrence's
/// opening, and always exist.
package enum Group: Sendable, Hashable {
  case members([Member])
  /// Some, but for those who are in others as well.
  case rest(of: [Member], without: [Member])
  case role(String)
  case mentees, mentors, alumni
}

/// One name in `hosts:` or `invite:`.
package enum Member: Sendable, Hashable {
  case person(PersonID)
  case group(String)
}
