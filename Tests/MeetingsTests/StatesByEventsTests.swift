import Cadence
import Meetings
import Testing

/// The first table of DESIGN §4: every state by every event.
@Suite struct StatesByEvents {
  /// A day before the cutoff of 2026-12-03, except where the event has its own hour.
  private func cell(_ state: State, _ event: Event) throws -> String {
    var series = try Fixture.officeHours()
    if event.isAboutHosts {
      series.hosting = HostRule(
        turns: .rotating(.weekly),
        confirmation: HostRule.Confirmation(
          atLeast: 1, confirm: try Lead(parsing: "3 days before"),
          decide: try Lead(parsing: "1 day before"), ifMissing: .cancel))
    }
    let ruled = try #require(series.recurrence.next(after: Fixture.instant("2026-11-20T00:00:00Z")))
    let id = try #require(OccurrenceID("office-hours/2026-12-03"))
    var occurrence = Occurrence(
      id: id, ruled: ruled, of: series, knownAt: Fixture.instant("2026-11-20T00:00:00Z"))
    occurrence.state = state
    occurrence.invitations[PersonID("ben")] = Invitation(
      person: PersonID("ben"), address: "ben@example.org", uid: "u@example.org",
      organizer: "meet@example.org", sequence: 0, stamp: occurrence.stamp, fate: .told,
      root: Identity(of: "root"), isHost: true)
    let now =
      switch event {
      case .opening: "2026-11-27T14:00:00Z"
      case .cutoff: "2026-12-02T18:00:00Z"
      case .end: "2026-12-03T15:00:00Z"
      default: "2026-12-01T14:00:00Z"
      }
    let timetable = Timetable(of: occurrence, in: series, isLast: false)
    do {
      let decision = try occurrence.decide(event, at: Fixture.instant(now), timetable)
      #expect(decision.occurrence.revision == occurrence.revision + 1)
      let told = decision.announcements.map(name).joined(separator: "+")
      let after = decision.occurrence.state
      return after == state ? "·\(told)" : "\(after.name)\(told.isEmpty ? "" : " \(told)")"
    } catch {
      return "–"
    }
  }

  private func name(_ announcement: Announcement) -> String {
    switch announcement {
    case .invitation: "invitation"
    case .call: "call"
    case .reminder: "reminder"
    case .cancellation: "cancellation"
    case .farewell: "farewell"
    case .reinstatement: "reinstatement"
    case .update: "update"
    case .retrospective: "retrospective"
    case .publicWord: "announcement"
    case .hostNote: "host-note"
    case .poolNews: "pool news"
    case .hostCall: "host-call"
    case .clockChange: "clock-change"
    case .silence: "silence"
    case .completion: "completion"
    }
  }

  // long: the table.
  @Test func everyPair() throws {
    let series = try Fixture.officeHours()
    let start = Fixture.instant("2026-12-04T14:00:00Z")
    let later = Schedule(
      ruled: CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(14)),
      ruledInstant: start, start: start, end: start + .hours(1), isMoved: false,
      title: series.title, link: series.link, place: nil, because: nil, cause: "edited")
    let item = AgendaItem(
      id: "a1", author: PersonID("ben"), text: "pair review", isPrivate: false,
      source: .command, receivedAt: start)
    let events: [(String, Event)] = [
      ("opening", .opening), ("call", .call), ("cutoff", .cutoff(slept: nil)),
      ("reminder", .reminder(try Lead(parsing: "1 day before"))),
      ("retrospective", .retrospective), ("announcement", .announcement),
      ("end", .end), ("item added", .itemAdded(item)),
      ("item dropped", .itemDropped(item)), ("item edited", .itemEdited(item)),
      ("called off", .calledOff(because: "ill")),
      ("date gone", .dateGone(because: "gone")), ("away", .away(because: "Ana is away")),
      ("host call", .hostCall(HostLook(hosts: [PersonID("ana")], askable: [PersonID("dee")]))),
      ("nobody to ask", .hostCall(HostLook(hosts: [PersonID("ana")]))),
      (
        "host decision",
        .hostDecision(HostLook(hosts: [PersonID("ana")], askable: [PersonID("dee")]), slept: nil)
      ),
      (
        "slept decision",
        .hostDecision(
          HostLook(hosts: [PersonID("ana")], askable: [PersonID("dee")]), slept: .hours(1))
      ),
      ("appointed", .appointed([PersonID("dee")], because: "in place of ana")),
      ("reinstated", .reinstated(because: "well")),
      ("rescheduled", .rescheduled(later)),
      ("people", .audience(added: [PersonID("cai")], removed: [PersonID("ben")], readdressed: [])),
      ("address", .audience(added: [], removed: [], readdressed: [PersonID("ben")])),
    ]
    let states: [State] = [
      .planned, .open, .confirmed, .held, .cancelled(.calledOff(because: "ill")), .lapsed,
    ]
    var table = ""
    for (title, event) in events {
      let cells = try states.map { try cell($0, event) }
      table += "\(title): \(cells.joined(separator: " | "))\n"
    }
    // planned | open | confirmed | held | cancelled | lapsed; · stays, – is ignored.
    #expect(
      table == """
        opening: open invitation | – | – | – | – | –
        call: – | ·call | – | – | – | –
        cutoff: – | cancelled cancellation | – | – | – | –
        reminder: – | · | ·reminder | – | – | –
        retrospective: ·retrospective | ·retrospective | ·retrospective | – | – | –
        announcement: – | – | ·host-note | – | – | –
        end: – | – | held | – | – | –
        item added: · | · | · | – | – | –
        item dropped: · | · | · | – | – | –
        item edited: · | · | · | – | – | –
        called off: cancelled cancellation | cancelled cancellation | cancelled cancellation | – | – | –
        date gone: cancelled cancellation | cancelled cancellation | cancelled cancellation | – | – | –
        away: cancelled cancellation | cancelled cancellation | cancelled cancellation | – | – | –
        host call: – | ·host-call | ·host-call | – | – | –
        nobody to ask: – | · | · | – | – | –
        host decision: – | cancelled cancellation | cancelled cancellation | – | – | –
        slept decision: – | ·host-call | ·host-call | – | – | –
        appointed: · | · | · | – | – | –
        reinstated: – | – | – | – | open reinstatement | –
        rescheduled: · | ·update | ·update | – | · | –
        people: – | ·farewell+invitation | ·farewell+invitation | – | – | –
        address: – | ·farewell+invitation | ·farewell+invitation | – | – | –

        """)
  }
}

extension Event {
  fileprivate var isAboutHosts: Bool {
    switch self {
    case .hostCall, .hostDecision, .appointed: true
    default: false
    }
  }
}
