import Cadence
import Meetings

/// What reading a series needs to know of everything around it.
final class SeriesContext {
  let findings: Findings
  let names: Names
  /// For the titles of 1:1s.
  let people: [PersonID: Person]
  let holidays: Holidays
  let practice: Practice
  let zones: ZoneDatabase
  let zone: ZoneRules
  let today: CivilDate
  /// The groups that meetings may be of.
  let teams: [String: TeamReader.Reading]
  /// What is wrong with these has been said.
  let unreadTeams: Set<String>
  /// The meetings that there are, read or not.
  private(set) var meetings: Set<String> = []
  /// When the meetings are that were read so far, by id.
  private(set) var recurrences: [String: Recurrence] = [:]
  /// The agendas that live elsewhere, by name.
  private(set) var agendaSources: [String: AgendaSource] = [:]
  /// Of every agenda's file or other source, the series and the place that name it first.
  private var agendas: [String: (series: String, place: Place)] = [:]
  /// What meetings say of whose turn it is to host them.
  private var hosts: [(series: SeriesID, written: HostsReader.Written)] = []
  /// Where each meeting says who is to come.
  private var invitations: [(series: SeriesID, place: Place)] = []

  init(
    findings: Findings, names: Names, people: [PersonID: Person], holidays: Holidays,
    practice: Practice, zones: ZoneDatabase, zone: ZoneRules, today: CivilDate,
    teams: [String: TeamReader.Reading], unreadTeams: Set<String>
  ) {
    self.findings = findings
    self.names = names
    self.people = people
    self.holidays = holidays
    self.practice = practice
    self.zones = zones
    self.zone = zone
    self.today = today
    self.teams = teams
    self.unreadTeams = unreadTeams
  }

  /// The group of a meeting.
  func team(_ field: Field) -> (name: String, reading: TeamReader.Reading)? {
    guard let name = field.text(example: "engine") else { return nil }
    if let team = teams[name] { return (name, team) }
    guard !findings.isIncomplete, !unreadTeams.contains(name) else { return nil }
    let near = nearest(to: name, among: teams.keys, count: 2)
    field.error(
      "`\(field.name)`: there is no standing group \(name.shown)",
      fix: names.groups[name] != nil
        ? "give it a `kind:` and `contacts:`"
        : near.isEmpty ? "define it under `groups`" : write(near))
    return nil
  }

  /// What hangs on no meeting begins with these.
  func refuseRoot(_ key: Tree.Key) {
    guard Root(rawValue: key.text) != nil else { return }
    findings.error(
      key.place, "`\(key.text)` is what tasks of the community begin with",
      fix: "give it another name")
  }

  /// Warns of standing groups without anybody among their contacts.
  func warnOfNobodyToAsk(in community: Community) {
    for practice in practice.teams {
      guard let team = community.teams[practice.name], !team.hasEnded(on: today),
        community.people(in: team.contacts, on: today).isEmpty
      else { continue }
      findings.warning(
        practice.contacts, "nobody is among the contacts of `\(practice.name)`",
        fix: "name people, or a group that has some")
    }
  }

  /// Warns of votes that nobody can decide.
  func checkVotes(in community: Community) {
    for vote in practice.votes {
      guard let ballot = vote.plan.ballot, case .at(let closes)? = vote.plan.due,
        closes > today.midnight
      else { continue }
      let voters = community.people(in: vote.plan.owners, on: today).count
      let needed =
        switch ballot.turnout {
        case .votes(let count): max(count, ballot.votersMin)
        case .half, nil: ballot.votersMin
        }
      guard voters < needed else { continue }
      findings.warning(
        vote.electorate, "it takes \(needed) to decide this vote, and \(voters) can vote",
        fix: "name a group with more people, or let it pass otherwise")
    }
  }

  /// What other schedulers call it, and what to write here.
  static let retiredKeys: [String: String] = [
    "slots": "write a list: `when: [Tuesday 9:00 UTC, Thursday 16:00 UTC]`",
    "frequency":
      "write it into the sentence: `when: every 2 weeks Thursday 14:00 UTC starting 2026-12-03`",
    "day": "write it into the sentence: `when: Thursday 14:00 UTC`",
    "time": "write it into the sentence: `when: Thursday 14:00 UTC`",
    "tz": "write it into the sentence: `when: Thursday 14:00 Europe/Berlin`",
    "timezone": "write it into the sentence: `when: Thursday 14:00 Europe/Berlin`",
  ]

  /// What a 1:1 is not asked either.
  static let pairKeys = retiredKeys.merging([
    "hosts": "its mentors host it: write `mentors:` in the mentorship, or in the program"
  ]) { $1 }

  /// The first and the last date of a meeting, as its own keys say them.
  struct Bounds {
    var starting: CivilDate?
    var until: CivilDate?
    /// Whether `starting` was written, but not as a date.
    var isStartingUnread = false
    /// False where a date could not be read: a rule without it would be another one.
    var areWhole = true
  }

  func bounds(starting: Field?, until: Field?) -> Bounds {
    var bounds = Bounds(starting: starting?.date(), until: until?.date())
    bounds.isStartingUnread = starting != nil && bounds.starting == nil
    bounds.areWhole = !bounds.isStartingUnread && (until == nil || bounds.until != nil)
    if let first = bounds.starting, let last = bounds.until, last < first, let until {
      until.error("`until` (\(last)) is before `starting` (\(first))", fix: "write a later date")
      bounds.until = nil
      bounds.areWhole = false
    }
    return bounds
  }

  func note(meetings ids: [String]) { meetings.formUnion(ids) }

  /// What a meeting's `when:` says, for the ones that are in its off weeks.
  func note(_ recurrence: Recurrence, of series: String) { recurrences[series] = recurrence }

  /// A meeting by its id.
  func meeting(_ field: Field) -> SeriesID? {
    guard let id = field.text(example: "office-hours") else { return nil }
    if meetings.contains(id) { return SeriesID(id) }
    guard !findings.isIncomplete else { return nil }
    let near = nearest(to: id, among: Array(meetings), count: 2)
    field.error(
      "`\(field.name)`: there is no meeting \(id.shown)",
      fix: near.isEmpty ? "define it under `meetings`" : write(near))
    return nil
  }

  func complete(_ series: inout Series, _ hosts: HostsReader.Written?) {
    guard let hosts else { return }
    series.hosting = hosts.rule
    self.hosts.append((series.id, hosts))
  }

  /// Checks of who hosts what needs to be known of everybody.
  /// - Parameter isHeard: whether an answer reaches this service, by mail or by a page.
  func checkHosts(in community: Community, isHeard: Bool) {
    let days = changingDays(of: community)
    for (id, written) in hosts {
      guard let series = community.series[id] else { continue }
      HostsCheck(
        written: written, series: series, findings: findings, community: community, today: today
      ).run(on: days)
      if let place = written.confirm?.place, !isHeard {
        findings.warning(
          place, "nobody can say that they host: neither a reply nor a page reaches this service",
          fix: "write `inbox:` below `mail`, or `web:`")
      }
    }
  }

  /// Mentees, mentors and alumni change on these days alone.
  private func changingDays(of community: Community) -> [CivilDate] {
    let mentorships = community.series.values.compactMap(\.mentorship)
    let changes = Set(mentorships.flatMap { [$0.term.lowerBound, $0.lastDay.dayAfter] })
    return [today] + changes.filter { $0 > today }.sorted()
  }

  func noteInvitation(to series: String, at place: Place) {
    invitations.append((SeriesID(series), place))
  }

  /// Warns of meetings whose groups nobody is in, from today on, and of groups that leave out
  /// everybody.
  func warnOfNobody(in community: Community) {
    let days = changingDays(of: community)
    for (name, group) in community.groups.sorted(by: { $0.key < $1.key }) {
      guard case .rest(let members, _) = group, let place = names.groups[name] else { continue }
      func isNobody(_ members: [Member]) -> Bool {
        days.allSatisfy { community.people(in: members, on: $0).isEmpty }
      }
      // Where nobody is to be left out, that is another matter.
      guard !isNobody(members), isNobody([.group(name)]) else { continue }
      findings.warning(
        place, "`\(name)`: nobody is left in it", fix: "leave out fewer, or remove it")
    }
    var known: [[Member]: Bool] = [:]
    for (id, place) in invitations {
      // A channel is told in any case.
      guard let series = community.series[id], series.channels.isEmpty else { continue }
      let members = series.hosts + series.invite
      let isNobody =
        known[members]
        ?? days.allSatisfy { community.audience(of: series, on: $0).everyone.isEmpty }
      known[members] = isNobody
      guard isNobody else { continue }
      let groups = members.compactMap { if case .group(let name) = $0 { "`\(name)`" } else { nil } }
      findings.warning(
        place, "nobody would be told: nobody is in \(alternatives(groups))",
        fix: "name people, or a group that has some")
    }
  }

  var agendaPlaces: [String: Place] { agendas.mapValues(\.place) }

  /// One name is one source, however often it is written.
  func noteSource(_ source: AgendaSource, of series: String, at place: Place) {
    if let other = agendaSources[source.name], other != source {
      findings.error(
        place, "\(source.name.shown) is written with other options before",
        fix: "write the same ones")
      return
    }
    agendaSources[source.name] = source
    noteAgenda(source.name, of: series, at: place)
  }

  /// One file has one heading per date, so two series in it would share their items.
  func noteAgenda(_ file: String, of series: String, at place: Place) {
    guard let other = agendas[file] else {
      agendas[file] = (series, place)
      return
    }
    guard other.series != series else { return }
    findings.warning(
      place, "\(file.shown) is also the agenda of `\(other.series)`",
      fix: "is one of the two a copy?")
  }
}
