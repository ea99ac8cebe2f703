import Cadence
import Foundation
import Meetings
import Messages

/// A community's board on a Tuesday in December: with everything that may be on it, or with `what`
/// in place of whatever a person could have written.
struct BoardSamples {
  /// Nil for the golden's own words.
  var what: String?

  private func text(_ own: String) -> String { what ?? own }

  /// Tue 1 Dec 2026, 10:20 in Berlin.
  static let now = Instant(secondsSince1970: 1_796_116_800)

  func frame() throws -> Board.Frame {
    Board.Frame(
      community: text("Thanos"), zone: try Samples.zone("Europe/Berlin"), now: Self.now)
  }

  func instant(_ text: String) throws -> Instant { try Samples.instant(text) }

  func meeting(
    _ series: String, _ start: String, _ title: String, _ state: State, items: Int? = 0,
    cutoff: String? = nil, hosts: [String] = ["bwplotka"], guests: [String] = ["yash", "ana"],
    isLast: Bool = false, zone: String = "Europe/Warsaw"
  ) throws -> Upcoming {
    let (rules, instant) = (try Samples.zone(zone), try instant(start))
    return Upcoming(
      id: OccurrenceID(series: SeriesID(series), date: rules.local(at: instant).date),
      title: text(title), start: Moment(instant, in: rules),
      end: Moment(instant + .hours(1), in: rules), state: state,
      audience: Audience(
        hosts: hosts.map { PersonID($0) }, attendees: guests.map { PersonID($0) }), items: items,
      cutoff: try cutoff.map { Moment(try self.instant($0), in: rules) }, isLastMeeting: isLast)
  }

  func listed(_ upcoming: Upcoming, told: Int, hosts: [String] = ["Bartek Płotka"])
    -> Board.Meeting
  {
    Board.Meeting(upcoming, hosts: hosts.map(text), told: told)
  }

  // MARK: The first page

  func overview() throws -> Board.Overview {
    let onboarding = try meeting(
      "onboarding", "2026-12-02T09:00:00Z", "Contributor onboarding", .open,
      cutoff: "2026-12-01T17:00:00Z")
    let call = try meeting(
      "community", "2026-12-02T16:30:00Z", "Community call", .planned,
      cutoff: "2026-12-02T11:00:00Z", hosts: [])
    return Board.Overview(
      frame: try frame(), service: try service(isHealthy: false),
      needs: try urgent() + [
        .failing(
          destination: text("announce"), since: try instant("2026-12-01T09:18:00Z"),
          why: text("503 Service Unavailable"), waiting: 1, isLasting: false),
        .notFetched(
          place: text("imap.example.org port 993"), since: try instant("2026-12-01T09:10:00Z"),
          why: text("535 authentication failed"), isLasting: false),
        .warning(
          text("agenda/hours.md:12:1: warning: no meeting is on 2026-12-24. write 2026-12-17")),
        .setAside(1),
        .unreachable(
          who: text("ines@example.org"), since: try instant("2026-11-30T14:00:00Z"),
          why: text("550 5.1.1 <ines@example.org>: no such mailbox")),
        .emptyAgenda(onboarding, cutoff: try instant("2026-12-01T17:00:00Z"), cancels: true),
        .emptyAgenda(call, cutoff: try instant("2026-12-02T11:00:00Z"), cancels: false),
        .noHost(call),
        .conflict(
          onboarding, call, over: .link(text("https://meet.example.org/room")), isTouching: false),
        .conflict(onboarding, call, over: .account(text("zoom-1")), isTouching: true),
        .conflict(onboarding, call, over: .person(PersonID("ines")), isTouching: false),
      ],
      weeks: [
        Board.Week(monday: try day("2026-11-30"), meetings: try thisWeek(onboarding, call)),
        Board.Week(monday: try day("2026-12-07"), meetings: []),
        Board.Week(monday: try day("2026-12-28"), meetings: try newYear()),
      ], earlier: try day("2026-11-09"), later: try day("2027-01-18"), isFromNow: true,
      term: try term())
  }

  private func service(isHealthy: Bool) throws -> Board.Service {
    Board.Service(
      isHealthy: isHealthy, since: try instant("2026-11-28T03:00:00Z"), version: "0.1.0",
      tzdata: "2025b", configuration: text("/etc/convened"), series: 7, people: 12,
      mail: text("mail.example.org port 587"), nextWake: try instant("2026-12-01T12:00:00Z"))
  }

  private func urgent() throws -> [Board.Need] {
    [
      .notWritten(why: text("/var/lib/convened: the disk is full. Make room")),
      .oldConfiguration(
        problem: text(
          "people.yaml:3:9: error: `timezone`: \"IST\" says nothing. write `Asia/Kolkata`\n"
            + "people.yaml:7:3: error: a person needs `email`. write `email: mei@example.org`")),
      .hold(text("all decisions: the clock jumped 3 hours at 2026-12-01T08:00:00Z")),
      .everyoneRefused,
      .unaware(
        OccurrenceID(series: SeriesID("triage"), date: try day("2026-12-03")),
        title: text("Release triage"), people: 3, since: try instant("2026-12-01T08:02:00Z")),
      .failing(
        destination: Recipient.mail, since: try instant("2026-12-01T08:02:00Z"),
        why: text("421 4.7.0 too many connections"), waiting: 14, isLasting: true),
    ]
  }

  private func thisWeek(_ onboarding: Upcoming, _ call: Upcoming) throws -> [Board.Meeting] {
    [
      listed(
        try meeting(
          "winter.yash", "2026-12-01T15:00:00Z", "1:1 Yash and Bartek", .confirmed, items: nil),
        told: 3),
      listed(onboarding, told: 2, hosts: ["Ana Souza"]), listed(call, told: 0, hosts: []),
      listed(
        try meeting(
          "triage", "2026-12-03T12:00:00Z", "Release triage",
          .cancelled(.calledOff(because: text("release freeze")))), told: 3),
      listed(
        try meeting(
          "office-hours", "2026-12-03T14:00:00Z", "Mentoring Office Hours", .open, items: 3,
          cutoff: "2026-12-02T18:00:00Z", hosts: ["bwplotka", "squat"], zone: "UTC"), told: 4,
        hosts: ["Bartek Płotka", "Lucas Servén Marín"]),
      listed(
        try meeting(
          "late", "2026-12-03T23:30:00Z", "Call with Auckland", .planned, items: 1,
          cutoff: "2026-12-03T09:10:00Z"), told: 0),
      listed(
        try meeting(
          "docs", "2026-12-04T15:00:00Z", "Documentation hour", .cancelled(.emptyAgenda)), told: 3,
        hosts: ["Inês Carvalho"]),
    ]
  }

  private func newYear() throws -> [Board.Meeting] {
    [
      listed(
        try meeting(
          "winter.ahmed", "2026-12-28T16:00:00Z", "1:1 أحمد and Lucas", .planned, items: 1,
          isLast: true), told: 0, hosts: ["Lucas Servén Marín"]),
      listed(
        try meeting(
          "query", "2027-01-02T14:00:00Z",
          "Query path working group: sharding, pushdown and what comes after", .planned,
          cutoff: "2027-01-01T14:00:00Z", guests: []), told: 0),
      listed(
        try meeting("lost", "2027-01-03T14:00:00Z", "Nobody's", .planned, hosts: [], guests: []),
        told: 0, hosts: []),
    ]
  }

  /// A page on which nothing needs anybody, for a community that lives by UTC.
  func calm() throws -> Board.Overview {
    let frame = Board.Frame(community: text("Example"), zone: .utc, now: Self.now)
    let meeting = try meeting(
      "one-on-one", "2026-12-07T15:00:00Z", "Weekly 1:1", .planned, items: nil, zone: "UTC")
    return Board.Overview(
      frame: frame, service: try service(isHealthy: true), needs: [],
      weeks: [
        Board.Week(monday: try day("2026-12-07"), meetings: [listed(meeting, told: 0)])
      ], earlier: try day("2026-11-30"), later: try day("2026-12-14"), isFromNow: false,
      term: Board.Term(
        days: try day("2026-10-02")...(try day("2027-03-31")), programs: [], lanes: [], more: 0))
  }

  func day(_ text: String) throws -> CivilDate { try Samples.required(CivilDate(text), text) }
}

// MARK: The term

extension BoardSamples {
  private func term() throws -> Board.Term {
    Board.Term(
      days: try day("2026-10-01")...(try day("2026-12-31")), programs: [text("winter-2026")],
      lanes: [
        try lane("Release triage", "triage", every: 3, from: "2026-10-01T12:00:00Z"),
        try lane("Mentoring Office Hours", "office-hours", every: 7, from: "2026-10-01T14:00:00Z"),
        try lane(
          "1:1 Yash and Bartek", "winter.yash", every: 7, from: "2026-10-06T14:00:00Z",
          endsWithRetrospective: true),
        try lane("Daily standup", "standup", every: 1, from: "2026-10-01T07:00:00Z"),
        try lane(
          "Query path working group: sharding, pushdown and what comes after", "query", every: 14,
          from: "2026-10-05T14:00:00Z"),
      ], more: 3)
  }

  /// Some of what is over was cancelled or lapsed, and of the next ones one is open.
  private func lane(
    _ title: String, _ series: String, every days: Int, from first: String,
    endsWithRetrospective: Bool = false
  ) throws -> Board.Term.Lane {
    let first = try instant(first)
    let end = try instant("2026-12-31T23:00:00Z")
    let starts = (0..<120).map { first + .days(Int64($0 * days)) }.filter { $0 < end }
    let marks = starts.enumerated().map { index, start in
      Board.Term.Mark(
        id: OccurrenceID(series: SeriesID(series), date: ZoneRules.utc.local(at: start).date),
        start: start, state: state(of: index, at: start),
        isRetrospective: endsWithRetrospective && index == starts.count - 1)
    }
    return Board.Term.Lane(title: text(title), marks: marks)
  }

  private func state(of index: Int, at start: Instant) -> State {
    guard start > Self.now else {
      return index % 5 == 3 ? .cancelled(.emptyAgenda) : index % 11 == 6 ? .lapsed : .held
    }
    guard start - Self.now > .days(2) else { return .confirmed }
    return start - Self.now < .days(6) ? .open : .planned
  }
}

// MARK: The other pages

extension BoardSamples {
  func details() throws -> Board.Details {
    let last = try meeting(
      "winter.ana", "2026-12-03T14:00:00Z", "1:1 Ana, Bartek and Lucas", .open, items: 4,
      cutoff: "2026-12-02T18:00:00Z", hosts: ["bwplotka", "squat"], guests: ["ana"], isLast: true)
    let received = try instant("2026-11-30T08:12:00Z")
    return Board.Details(
      frame: try frame(), upcoming: last, link: "https://meet.example.org/thanos-office-hours",
      place: text("Room 2, Karl-Marx-Allee"),
      items: [
        Board.Item(
          text: text("pair review of PR 512"), author: text("Ana Souza"), isPrivate: false,
          file: text("agenda/ana.md"), received: received),
        Board.Item(
          text: text("my contract ends in January"), author: text("Ana Souza"), isPrivate: true,
          file: nil, received: received),
        Board.Item(
          text: text("what to read"), author: nil, isPrivate: false, file: nil, received: received),
      ], standing: [text("Announcements"), text("Who needs a review?")],
      guests: [
        Board.Guest(name: text("Bartek Płotka"), part: .host, fate: .told, answer: "accepted"),
        Board.Guest(name: text("Lucas Servén Marín"), part: .host, fate: .pending, answer: nil),
        Board.Guest(name: text("Ana Souza"), part: .guest, fate: .told, answer: "tentative"),
        Board.Guest(name: text("Mei Lin"), part: .guest, fate: nil, answer: nil),
        Board.Guest(name: text("Tom Gaunt"), part: .former, fate: .withdrawn, answer: nil),
      ], due: try instant("2026-12-01T14:00:00Z"), journal: try journal(last.id),
      notices: try notices(last.id))
  }

  /// Nothing has been decided about it, and nobody belongs to it.
  func bare() throws -> Board.Details {
    let upcoming = try meeting(
      "lost", "2027-01-03T14:00:00Z", "Nobody's", .planned, items: nil, hosts: [], guests: [])
    return Board.Details(
      frame: try frame(), upcoming: upcoming, link: nil, place: nil, items: [], standing: [],
      guests: [], due: nil, journal: [], notices: [])
  }

  /// It was called off, in so many words.
  func calledOff() throws -> Board.Details {
    var details = try bare()
    details.upcoming = try meeting(
      "lost", "2027-01-03T14:00:00Z", "Nobody's",
      .cancelled(.calledOff(because: text("KubeCon"))), hosts: [], guests: [])
    return details
  }

  private func journal(_ id: OccurrenceID) throws -> [JournalEntry] {
    let rows = [
      ("new", "planned", "planned", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
      ("planned", "open", "opened", "2026-11-27T14:00:00Z", "2026-11-27T14:03:10Z"),
      (
        "open", "open", text("added: pair review of PR 512 (ana)"), "2026-11-30T08:12:00Z",
        "2026-11-30T08:12:00Z"
      ),
    ]
    return try rows.enumerated().map { index, row in
      JournalEntry(
        subject: .meeting(id), revision: index, from: row.0, to: row.1, cause: row.2,
        dueAt: try instant(row.3), observedAt: try instant(row.4))
    }
  }

  private func notices(_ id: OccurrenceID) throws -> [Board.Notice] {
    try Board.Notice.State.allCases.enumerated().map { index, state in
      let isOver = ![.pending, .sending, .unknown].contains(state)
      return Board.Notice(
        id: "\(Identity(of: "sample", state.rawValue))", subject: .meeting(id),
        title: text("1:1 Ana, Bartek and Lucas"), kind: NoticeKind.allCases[index],
        recipient: text(index == 2 ? "announce" : "Ana Souza"),
        channel: text(index == 2 ? "announce" : index == 3 ? "ana-phone" : Recipient.mail),
        state: state, attempts: index, next: isOver ? nil : try instant("2026-12-01T09:35:00Z"),
        settled: isOver ? try instant("2026-11-30T14:00:05Z") : nil,
        usefulUntil: try instant("2026-12-03T14:00:00Z"),
        answer: index == 0 ? nil : text("450 4.2.1 <ana@example.org>: mailbox full"))
    }
  }

  func outbox(_ state: Board.Notice.State? = nil, isNewest: Bool = true) throws -> Board.Outbox {
    let id = OccurrenceID(series: SeriesID("winter.ana"), date: try day("2026-12-03"))
    let wanted = state.map { [$0] } ?? Board.Notice.State.mixed
    return Board.Outbox(
      frame: try frame(), counts: [.delivered: 1_301, .refused: 50, .pending: 101], state: state,
      notices: try notices(id).filter { wanted.contains($0.state) }, isNewest: isNewest,
      older: isNewest ? 4_711 : nil)
  }

  func people() throws -> Board.People {
    func person(
      _ id: String, _ name: String, _ zone: String, _ preferences: Preferences = Preferences(),
      away: [Absence] = []
    ) throws -> Person {
      Person(
        id: PersonID(id), name: text(name), address: "\(id)@example.org",
        zone: try Samples.zone(zone), preferences: preferences, away: away)
    }
    let eight = try Samples.required(CivilTime("08:00"), "08:00")
    let ten = try Samples.required(CivilTime("22:00"), "22:00")
    let titles = (1...8).map { text("Working group \($0)") }
    return Board.People(
      frame: try frame(),
      members: [
        .init(
          person: try person("ana", "Ana Souza", "America/Sao_Paulo"),
          hosts: [text("Contributor onboarding")], attends: titles, isMuted: false, trouble: nil),
        .init(
          person: try person(
            "ines", "Inês Carvalho", "Europe/Lisbon",
            Preferences(
              reminders: .digest(Digest(weekday: .monday, time: eight)),
              quiet: DayHours(from: ten, until: eight), channel: ChannelID(text("ines-phone"))),
            away: [Absence(days: try day("2026-12-07")...day("2026-12-18"))]),
          hosts: [], attends: [], isMuted: false,
          trouble: .init(
            since: try instant("2026-11-20T14:45:00Z"),
            why: text("550 5.1.1 <ines@example.org>: no such mailbox"))),
        .init(
          person: try person(
            "mei", "林美", "Asia/Shanghai", Preferences(reminders: .digest(Digest(time: eight)))),
          hosts: [], attends: [], isMuted: false, trouble: nil),
        .init(
          person: try person("robin", "Robin Reyes", "America/Los_Angeles"), hosts: [],
          attends: [text("1:1 Robin and Lucas")], isMuted: true, trouble: nil),
        .init(
          person: try person(
            "tom", "Tom Gaunt", "Pacific/Auckland", Preferences(reminders: .none)), hosts: [],
          attends: [], isMuted: false, trouble: nil),
      ], page: 2, pages: 3, count: 405)
  }

  /// Every page there is, by its golden's name.
  func pages() throws -> [(name: String, page: Page)] {
    [
      ("board-overview", .board(try overview())), ("board-calm", .board(try calm())),
      ("board-meeting", .board(try details())), ("board-bare", .board(try bare())),
      ("board-called-off", .board(try calledOff())), ("board-outbox", .board(try outbox())),
      ("board-refused", .board(try outbox(.refused, isNewest: false))),
      ("board-people", .board(try people())),
      (
        "board-none",
        .boardHasNone(
          text("office-hours/2026-12-24 is not planned: skipped (Christmas)"),
          fix: text("take it out of `skip:` if it is to take place"), in: try frame(), depth: 3)
      ),
      (
        "board-unreadable",
        .boardCannotRead(text("/var/lib/convened: the disk is full"), in: try frame(), depth: 1)
      ),
    ]
  }
}
