import Cadence
import Engine
import Foundation
import Meetings
import Messages
import Settings
import Store
import Testing

@testable import Service

/// What the board shows of a community that has lived for some weeks, on a real store.
@Suite struct BoardDeskTests {
  private static let community = """
    community: Example
    domain: example.org
    timezone: Europe/Berlin
    mail: { from: meet@example.org }
    channels: { announce: { webhook: "https://hooks.example.org/x" } }
    people:
      ana: { name: Ana Souza, email: ana@example.org, timezone: America/Sao_Paulo }
      ben: { name: Ben Berg, email: ben@example.org, roles: [crew] }
      cid: { name: Cid Cruz, email: cid@example.org, reminders: no }
    groups: { crew: role crew }
    """

  private static let meetings = """
    meetings:
      hours:
        title: Office Hours
        when: Thursday 14:00 UTC
        starting: 2026-11-05
        hosts: crew
        invite: [ana, cid]
        agenda: { opens: 6 days before, cutoff: 1 day before at 18:00 }
        skip: { 2026-12-24: Christmas }
        notify: [mail, announce]
      standup: { title: Standup, when: Monday 09:00, starting: 2026-11-02, invite: [ana, ben] }
    """

  private static let script = """
    {"at":"2026-11-02T10:00:00Z","do":"agenda-add","occurrence":"hours/2026-11-05","by":"ana","text":"sharding"}
    {"at":"2026-11-02T10:00:00Z","do":"agenda-add","occurrence":"hours/2026-11-05","by":"cid","text":"my contract","private":true}
    {"at":"2026-11-25T08:00:00Z","do":"cancel","occurrence":"standup/2026-11-30","because":"KubeCon"}
    """

  /// A desk at `now`, after everything from the first of November on.
  func desk<Result>(
    at now: String, _ meetings: String = meetings, _ script: String = script,
    from start: String = "2026-11-01T00:00:00Z",
    send: (Parcel) -> Outcome = { _ in .accepted("250") },
    _ body: (Desk) throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { directory in
      let (start, now) = (try #require(Instant(start)), try #require(Instant(now)))
      let settings = try Settings.read(
        [SourceFile(name: "a.yaml", bytes: Array((Self.community + "\n" + meetings).utf8))],
        zones: SystemZones().database, today: ZoneRules.utc.local(at: start).date)
      return try withoutActuallyEscaping(send) { send in
        let playback = Playback(
          community: settings.community, directory: directory + "/state", from: start, send: send,
          observe: { _ in })
        try playback.play(try Script.read(script, file: "script"), until: now)
        let engine = try #require(playback.engine)
        defer { engine.store.close() }
        return try body(
          Desk(
            store: engine.store, book: engine.book, shapes: [:], templates: .none, links: nil,
            inbox: nil, now: now))
      }
    }
  }

  func status(_ troubles: [TroubleView] = []) throws -> StatusView {
    let now = try #require(Instant("2026-11-27T10:00:00Z"))
    return StatusView(
      healthy: true, now: now, since: now, configuration: "config", warnings: [], series: 2,
      people: 3, live: [:], outbox: [:], mail: "127.0.0.1 port 25", troubles: troubles,
      everyoneRefused: false, tzdata: "2026a", keeps: "2 years", version: "1")
  }

  private func lines(_ week: Board.Week) -> [String] {
    week.meetings.map { meeting in
      let upcoming = meeting.upcoming
      let items = upcoming.items.map { " \($0)" } ?? ""
      return "\(upcoming.id) \(upcoming.state.name)\(items) told \(meeting.told)"
    }
  }

  // MARK: The weeks

  @Test func theComingWeeksBeginNow() async throws {
    // Friday: Monday's and Thursday's meetings of this week are over.
    try await desk(at: "2026-11-27T10:00:00Z") { desk in
      let board = try desk.board(try status(), week: nil)
      #expect(
        board.weeks.map { "\($0.monday)" } == [
          "2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14",
        ])
      #expect(board.weeks[0].meetings.isEmpty && board.isFromNow)
      #expect(
        lines(board.weeks[1]) == [
          "standup/2026-11-30 cancelled told 0", "hours/2026-12-03 planned 0 told 0",
        ])
      #expect(board.weeks[1].meetings[1].hosts == ["Ben Berg"])
      #expect("\(board.earlier) \(board.later)" == "2026-10-26 2026-12-21")
    }
  }

  @Test func anotherWeekHasWhatWasAndWhatComes() async throws {
    try await desk(at: "2026-11-27T16:00:00Z") { desk in
      let past = try desk.board(try status(), week: CivilDate("2026-11-07"))
      #expect("\(past.weeks[0].monday)" == "2026-11-02" && !past.isFromNow)
      #expect(
        lines(past.weeks[0]) == [
          "standup/2026-11-02 held told 2", "hours/2026-11-05 held 2 told 3",
        ])
      #expect(
        lines(past.weeks[1]) == [
          "standup/2026-11-09 held told 2", "hours/2026-11-12 cancelled 0 told 3",
        ])
      let now = try desk.board(try status(), week: CivilDate("2026-11-26"))
      #expect(
        lines(now.weeks[0]) + lines(now.weeks[1]) == [
          "standup/2026-11-23 held told 2", "hours/2026-11-26 cancelled 0 told 3",
          "standup/2026-11-30 cancelled told 0", "hours/2026-12-03 open 0 told 3",
        ])
      let far = try desk.board(try status(), week: CivilDate("2030-01-01"))
      #expect(lines(far.weeks[0]).first == "standup/2029-12-31 planned told 0")
      let status = try status()
      #expect(throws: Refusal.self) { try desk.board(status, week: CivilDate("2046-01-01")) }
    }
  }

  // MARK: What needs somebody

  @Test func whatNeedsSomebodyIsThereWhileItDoes() async throws {
    let refused: (Parcel) -> Outcome = { parcel in
      parcel.notice.recipient.name == "cid" ? .refused("550 no such mailbox") : .accepted("250")
    }
    try await desk(at: "2026-12-01T16:30:00Z", send: refused) { desk in
      let fault = TroubleView(
        kind: .fails(needsSomebody: true), who: "announce", since: desk.now, why: "503")
      let hiccup = TroubleView(
        kind: .fails(needsSomebody: false), who: "mail", since: desk.now, why: "421")
      let gone = TroubleView(kind: .refused, who: "cid@example.org", since: desk.now, why: "550")
      var status = try status([hiccup, fault, gone])
      status.hold = "a jump"
      status.configurationProblem = "a.yaml:1:1: error"
      let needs = try desk.board(status, week: nil).needs
      #expect(
        needs.map(\.word) == [
          "old configuration", "hold", "failing announce", "failing mail",
          "unreachable cid@example.org", "empty hours/2026-12-03", "no host standup/2026-12-07",
        ])
      #expect(needs.map(\.isUrgent) == [true, true, true, false, false, false, false])
      let others = try desk.board(try self.status(), week: CivilDate("2027-01-01")).needs
      #expect(others.map(\.word) == ["empty hours/2026-12-03", "no host standup/2026-12-07"])
    }
    // More than two days before its cutoff an empty agenda is no news.
    try await desk(at: "2026-11-30T17:30:00Z") { desk in
      let needs = try desk.board(try status(), week: nil).needs
      #expect(needs.map(\.word) == ["no host standup/2026-12-07"])
    }
  }

  @Test func whoDoesNotKnowThatAMeetingIsOffIsCounted() async throws {
    let script = """
      {"at":"2026-11-27T20:00:00Z","do":"cancel","occurrence":"hours/2026-12-03","because":"ill"}
      """
    let send: (Parcel) -> Outcome = { parcel in
      parcel.notice.kind == .cancellation && parcel.notice.recipient.channel == nil
        ? .deferred("421 too busy", retryAfterSeconds: nil, .destination) : .accepted("250")
    }
    func unaware(_ now: String) async throws -> [String] {
      try await desk(at: now, Self.meetings, script, send: send) { desk in
        try desk.board(try status(), week: nil).needs.map(\.word).filter { $0.hasPrefix("unaware") }
      }
    }
    #expect(try await unaware("2026-11-27T20:14:00Z") == [])
    #expect(try await unaware("2026-11-27T20:16:00Z") == ["unaware hours/2026-12-03 3"])
  }

  // MARK: The term

  private static let program = """
    programs:
      autumn:
        term: 2026-11-02 .. 2026-12-18
        mentors: ben
        mentorships:
          ana: { mentee: ana, when: Tuesday 16:00, extend: 2 weeks }
          cid: { mentee: cid, when: Wednesday 16:00 }
    """

  @Test func theTermIsThatOfTheProgramsThatRun() async throws {
    try await desk(at: "2026-11-27T10:00:00Z", Self.program, "") { desk in
      let term = try desk.board(try status(), week: nil).term
      #expect("\(term.days)" == "2026-11-02...2027-01-01" && term.programs == ["autumn"])
      #expect(term.lanes.map(\.title) == ["1:1 Ana and Ben", "1:1 Cid and Ben"])
      #expect(
        term.lanes[1].marks.map { "\($0.id.day) \($0.state.name)" } == [
          "2026-11-04 held", "2026-11-11 held", "2026-11-18 held", "2026-11-25 held",
          "2026-12-02 planned", "2026-12-09 planned", "2026-12-16 planned",
        ])
      #expect(
        term.lanes.map { $0.marks.filter(\.isRetrospective).map(\.id.day) } == [
          ["2026-12-29"], ["2026-12-16"],
        ])
    }
    // Over: the retrospective stays where it was, and the months around now are drawn.
    try await desk(at: "2027-01-10T10:00:00Z", Self.program, "") { desk in
      let term = try desk.board(try status(), week: nil).term
      #expect("\(term.days)" == "2026-11-11...2027-05-10" && term.programs.isEmpty)
      #expect(
        term.lanes.map { $0.marks.filter(\.isRetrospective).map(\.id.day) } == [
          ["2026-12-29"], ["2026-12-16"],
        ])
      #expect(term.lanes.allSatisfy { $0.marks.allSatisfy { $0.state == .held } })
    }
  }

  @Test func aCommunityWithManySeriesIsBounded() async throws {
    let many = (0..<200).map { number in
      "  s\(number): { title: S\(number), when: Tuesday 16:00, invite: ana, remind: no }"
    }
    let often = "  often: { title: Often, when: Monday and Friday 9:00, invite: ana, remind: no }"
    let yaml = (["meetings:"] + many + [often]).joined(separator: "\n")
    try await desk(at: "2026-11-01T10:00:00Z", yaml, "") { desk in
      let board = try desk.board(try status(), week: nil)
      #expect(board.term.lanes.count == 40 && board.term.more == 161)
      #expect(board.term.lanes.first?.title == "Often")
      // Of the first week, a Sunday, nothing is left.
      #expect(board.weeks.map(\.meetings.count) == [0, 202])
      #expect("\(board.later)" == "2026-11-09")
      let next = try desk.board(try status(), week: board.later)
      #expect(next.weeks.map { "\($0.monday) \($0.meetings.count)" } == ["2026-11-09 202"])
      #expect(next.earlier == CivilDate("2026-11-02"))
    }
  }

  // MARK: The other pages

  @Test func aMeetingHasWhatIsPrivateAndWhoBelongedToIt() async throws {
    try await desk(at: "2026-11-27T10:00:00Z") { desk in
      let details = try desk.boardMeeting("hours/2026-11-05")
      #expect(
        details.items.map { "\($0.text) \($0.author ?? "") \($0.isPrivate)" } == [
          "sharding Ana Souza false", "my contract Cid Cruz true",
        ])
      #expect(
        details.guests.map { "\($0.name) \($0.part) \($0.fate.map { "\($0)" } ?? "-")" } == [
          "Ben Berg host told", "Ana Souza guest told", "Cid Cruz guest told",
        ])
      #expect(details.journal.map(\.to).last == "held")
      #expect(details.notices.contains { $0.recipient == "announce" && $0.state == .delivered })
      #expect(details.due == nil)
      let ahead = try desk.boardMeeting("hours/2027-01-07")
      #expect(ahead.upcoming.state == .planned && ahead.journal.isEmpty && ahead.notices.isEmpty)
      #expect(ahead.guests.allSatisfy { $0.fate == nil })
      for name in [
        "hours/2026-12-24", "hours/2026-12-04", "hours/1999-01-07", "nobody/2026-12-03", "hours/",
        "/",
      ] {
        #expect(throws: Refusal.self, "\(name)") { try desk.boardMeeting(name) }
      }
      #expect {
        try desk.boardMeeting("hours/2026-12-24")
      } throws: { error in
        "\(error)".contains("Christmas")
      }
    }
  }

  /// A meeting by itself is what it is in the list.
  @Test func oneMeetingIsWhatTheListHas() async throws {
    for meetings in [Self.meetings, Self.program] {
      try await desk(at: "2026-11-27T16:00:00Z", meetings, "") { desk in
        let coming = desk.book.upcoming(at: desk.now, within: .days(60))
        #expect(coming.count > 7)
        for upcoming in coming {
          #expect(desk.book.upcoming(upcoming.id, at: desk.now) == upcoming)
        }
      }
    }
  }

  @Test func theOutboxIsTurnedPageByPage() async throws {
    let yaml = """
      meetings:
        daily: { title: Daily, when: "Monday, Tuesday, Wednesday, Thursday and Friday 9:00", invite: [ana, ben, cid] }
      """
    try await desk(
      at: "2027-03-01T00:00:00Z", yaml, "",
      send: { $0.notice.recipient.name == "ben" ? .refused("550") : .accepted("250") }
    ) { desk in
      let all = try desk.boardOutbox(state: "delivered", before: nil)
      let count = try #require(all.counts[.delivered])
      #expect(count > 200 && all.notices.count == 100 && all.isNewest)
      var seen = all.notices.map(\.id)
      var older = all.older
      while let mark = older {
        let page = try desk.boardOutbox(state: "delivered", before: mark)
        #expect(!page.isNewest && !page.notices.isEmpty)
        seen += page.notices.map(\.id)
        older = page.older
      }
      #expect(seen.count == count && Set(seen).count == count)
      let mixed = try desk.boardOutbox(state: nil, before: nil)
      #expect(mixed.state == nil && Set(mixed.notices.map(\.recipient)) == ["Ben Berg"])
      #expect(mixed.counts[.refused].map { $0 > 20 } == true)
      #expect(throws: Refusal.self) { try desk.boardOutbox(state: "lost", before: nil) }
    }
    #expect(
      Set(Board.Notice.State.allCases.map(\.rawValue))
        == Set(OutboxRow.State.allCases.map(\.rawValue)))
  }

  @Test func peopleAreByNameWithWhatTheyHostAndComeTo() async throws {
    let refused: (Parcel) -> Outcome = { parcel in
      parcel.notice.recipient.name == "cid" ? .refused("550 no such mailbox") : .accepted("250")
    }
    try await desk(at: "2026-11-27T16:00:00Z", send: refused) { desk in
      let people = try desk.boardPeople(page: 1)
      #expect(people.members.map(\.person.name) == ["Ana Souza", "Ben Berg", "Cid Cruz"])
      #expect(people.members.map(\.hosts) == [[], ["Office Hours"], []])
      #expect(
        people.members.map(\.attends) == [
          ["Office Hours", "Standup"], ["Standup"], ["Office Hours"],
        ])
      #expect(people.members.map { $0.trouble?.why } == [nil, nil, "550 no such mailbox"])
      #expect(people.count == 3 && people.pages == 1)
      for page in [0, -1, 2] {
        #expect(throws: Refusal.self) { try desk.boardPeople(page: page) }
      }
    }
  }

  // MARK: Addresses

  @Test func whatIsAtWhichAddress() {
    func view(_ path: String, _ query: [String: String] = [:]) -> BoardView? {
      BoardView(
        path.split(separator: "/", omittingEmptySubsequences: false).map(String.init), query)
    }
    guard case .overview(week: nil) = view(""), case .overview(week: nil) = BoardView([], [:]),
      case .overview(week: .some) = view("", ["week": "2026-12-03"]),
      case .meeting("a/2026-12-03") = view("meeting/a/2026-12-03"),
      case .outbox(state: nil, before: nil) = view("outbox"),
      case .outbox(state: "refused", before: 7) = view(
        "outbox", ["state": "refused", "before": "7"]),
      case .people(page: 1) = view("people"), case .people(page: 3) = view("people", ["page": "3"])
    else {
      Issue.record("one of them is not there")
      return
    }
    for path in ["x", "meeting", "meeting/a", "meeting/a/b/c", "outbox/x", "people/", "/x"] {
      #expect(view(path) == nil, "\(path)")
    }
    #expect(view("", ["week": "soon"]) == nil && view("outbox", ["before": "x"]) == nil)
    #expect(view("people", ["page": "x"]) == nil)
  }
}
