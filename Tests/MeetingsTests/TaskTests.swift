import Cadence
import Meetings
import Testing

/// What somebody owes by a date: who hears of it when, and who no longer does.
@Suite struct TaskTests {
  private static let ana = Member.person(PersonID("ana"))
  private static let ben = Member.person(PersonID("ben"))
  private static let dee = Member.person(PersonID("dee"))

  private static func id(_ key: String) -> TaskID {
    TaskID(series: SeriesID("summer.ben"), key: key)
  }

  /// Due on Friday 18 June, 18:00 UTC; ben owes it, ana reads along, dee is asked two days later.
  private static func report() throws -> TaskPlan {
    TaskPlan(
      id: id("report"), text: "Write the report", owners: [ben], watchers: [ana],
      due: .at(Fixture.instant("2027-06-18T18:00:00Z")),
      reminders: [try Lead(parsing: "1 week before"), try Lead(parsing: "1 day before")],
      escalation: [TaskPlan.Escalation(after: Period(days: 2), people: [dee])])
  }

  /// Without a date.
  private static func handle(_ key: String = "handle", after: [String] = []) -> TaskPlan {
    TaskPlan(
      id: id(key), text: "Do \(key)", owners: [after.isEmpty ? ben : ana],
      after: after.map(Self.id))
  }

  /// Due three days after the last meeting.
  private static func learnings() throws -> TaskPlan {
    let deadline = try Deadline(
      "3 days after the last meeting", in: .utc, names: ["the last meeting"],
      today: Fixture.date("2027-06-01"), zones: Fixture.zones)
    guard case .relative(let distance) = deadline else { throw Missing() }
    var plan = handle("learnings")
    plan.due = .lastEnd(distance)
    return plan
  }

  private struct Missing: Error {}

  private func play(
    _ tasks: [TaskPlan], lastDay: String = "2027-06-30", at now: String = "2027-06-01T00:00:00Z"
  ) throws -> Play {
    try Play(community(tasks, lastDay: lastDay), at: now)
  }

  private func community(
    _ tasks: [TaskPlan], lastDay: String = "2027-06-30"
  ) throws -> Community {
    var community = try Fixture.community(Fixture.oneOnOne(lastDay: lastDay))
    for task in tasks { community.tasks[task.id] = task }
    return community
  }

  /// "when to whom: task stage, …"
  private func told(_ play: Play) -> [String] {
    play.notices.filter { $0.kind == .task }.map { notice in
      let tasks = (notice.facts.tasks ?? []).map { "\($0.id.key) \($0.role) \($0.stage)" }
      return "\(notice.facts.decidedAt) \(notice.recipient.name): \(tasks.joined(separator: ", "))"
    }
  }

  private func states(_ play: Play, _ key: String) -> [String] {
    play.journal.filter { $0.subject == .task(Self.id(key)) }.map { "\($0.from) → \($0.to)" }
  }

  @Test func whoOwesItIsRemindedAndOthersAreAskedWhenItIsLate() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-07-30T00:00:00Z")
    #expect(
      told(play) == [
        "2027-06-11T18:00:00Z ana: report watches ahead",
        "2027-06-11T18:00:00Z ben: report owes ahead",
        "2027-06-17T18:00:00Z ana: report watches ahead",
        "2027-06-17T18:00:00Z ben: report owes ahead",
        "2027-06-18T18:00:00Z ana: report watches overdue",
        "2027-06-18T18:00:00Z ben: report owes overdue",
        "2027-06-20T18:00:00Z ben: report owes escalated",
        "2027-06-20T18:00:00Z dee: report helps escalated",
      ])
    #expect(
      states(play, "report") == [
        "new → planned", "planned → open", "open → open", "open → overdue", "overdue → escalated",
      ])
  }

  @Test func whatIsDoneIsSpokenOfNoMore() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-06-12T00:00:00Z")
    try play.submit(.settleTask("report", as: .done, by: PersonID("ben")))
    try play.pass(until: "2027-07-30T00:00:00Z")
    #expect(told(play).count == 2)
    #expect(states(play, "report").suffix(1) == ["open → done"])
    #expect(play.book.state(of: Self.id("report"), at: play.now) == .done)
  }

  @Test func whatIsOwedAfterAllIsRemindedAgain() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-06-12T00:00:00Z")
    try play.submit(.settleTask("summer.ben/report", as: .done, by: nil))
    try play.pass(until: "2027-06-18T00:00:00Z")
    try play.submit(.settleTask("report", as: nil, by: nil))
    try play.pass(until: "2027-06-19T00:00:00Z")
    #expect(
      told(play).suffix(2).map { $0.prefix(20) } == [
        "2027-06-18T18:00:00Z", "2027-06-18T18:00:00Z",
      ])
    #expect(states(play, "report").suffix(3) == ["done → open", "open → open", "open → overdue"])
  }

  @Test func aPersonHearsOfAllThatIsDueAtOnce() throws {
    var play = try play([Self.handle("a"), Self.handle("b"), Self.handle("c")])
    try play.pass(until: "2027-07-30T00:00:00Z")
    // Nine in the morning of the first day, in Warsaw, and never again.
    #expect(told(play) == ["2027-06-08T07:00:00Z ben: a owes opened, b owes opened, c owes opened"])
  }

  @Test func whatWaitsForAnotherOpensWhenThatIsDone() throws {
    var play = try play([Self.handle(), Self.handle("channel", after: ["handle"])])
    try play.pass(until: "2027-06-09T00:00:00Z")
    #expect(play.book.state(of: Self.id("channel"), at: play.now) == .planned)
    try play.pass(until: "2027-06-10T12:00:00Z")
    try play.submit(.settleTask("handle", as: .done, by: PersonID("ben")))
    try play.pass(until: "2027-06-10T12:00:02Z")
    #expect(told(play).last == "2027-06-10T12:00:01Z ana: channel owes opened")
  }

  @Test func whatIsOptionalIsSaidOnce() throws {
    var optional = try Self.report()
    optional.isOptional = true
    var play = try play([optional])
    try play.pass(until: "2027-07-30T00:00:00Z")
    #expect(told(play) == ["2027-06-08T07:00:00Z ben: report owes opened"])
  }

  @Test func itIsCountedFromTheLastMeetingWhereverThatMoves() throws {
    let learnings = try Self.learnings()
    var play = try play([learnings])
    let due = { (play: Play) in play.book.times(of: Self.id("learnings"), at: play.now)?.due }
    #expect(due(play) == Fixture.instant("2027-07-02T14:30:00Z"))
    try play.submit(.reloaded(community([learnings], lastDay: "2027-07-31")))
    #expect(due(play) == Fixture.instant("2027-07-30T14:30:00Z"))
    // The last one is cancelled: the one before it is the last.
    try play.submit(.cancel("summer.ben/2027-07-27", because: "ill"))
    #expect(due(play) == Fixture.instant("2027-07-23T14:30:00Z"))
    try play.pass(until: "2027-08-20T00:00:00Z")
    #expect(due(play) == Fixture.instant("2027-07-23T14:30:00Z"))
    #expect(told(play).last == "2027-07-23T14:30:00Z ben: learnings owes overdue")
  }

  @Test func whatWasLateBeforeItWasKnownIsNoNews() throws {
    var play = try play([Self.report()], at: "2027-06-19T00:00:00Z")
    try play.pass(until: "2027-07-30T00:00:00Z")
    #expect(told(play).isEmpty)
    #expect(play.book.state(of: Self.id("report"), at: play.now) == .overdue)
  }

  @Test func whatAnEditBringsInIsSaidAtOnce() throws {
    var play = try play([], at: "2027-06-14T00:00:00Z")
    try play.submit(.reloaded(community([Self.report(), Self.handle()])))
    #expect(
      told(play) == ["2027-06-14T00:00:00Z ben: report owes opened, handle owes opened"])
    // Nothing is said again when the service starts again.
    try play.sleep(until: "2027-06-14T01:00:00Z", editing: play.book.community)
    try play.pass(until: "2027-06-15T00:00:00Z")
    #expect(told(play).count == 1)
  }

  @Test func anOutageIsMadeUpForOnce() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-06-11T00:00:00Z")
    try play.sleep(until: "2027-06-19T00:00:00Z")
    #expect(
      told(play) == [
        "2027-06-19T00:00:00Z ana: report watches overdue",
        "2027-06-19T00:00:00Z ben: report owes overdue",
      ])
  }

  @Test func whatIsDoneInTheSecondOfATurnOpensTheNextAllTheSame() throws {
    var play = try play([
      Self.handle(), Self.handle("channel", after: ["handle"]),
    ])
    try play.pass(until: "2027-06-09T00:00:00Z")
    try play.submit(.bulletins)
    try play.submit(.settleTask("handle", as: .done, by: nil))
    try play.pass(until: "2027-06-09T00:01:00Z")
    #expect(told(play).last == "2027-06-09T00:00:01Z ana: channel owes opened")
  }

  @Test func everybodyWhoWasToBeAskedDuringAnOutageIs() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-06-11T00:00:00Z")
    try play.sleep(until: "2027-06-22T00:00:00Z")
    #expect(
      told(play) == [
        "2027-06-22T00:00:00Z ana: report watches escalated",
        "2027-06-22T00:00:00Z ben: report owes escalated",
        "2027-06-22T00:00:00Z dee: report helps escalated",
      ])
  }

  @Test func aDateDoesNotJumpWhileTheLastMeetingRuns() throws {
    var play = try play([Self.learnings()])
    for moment in ["2027-06-29T14:15:00Z", "2027-06-29T16:00:00Z", "2027-07-01T00:00:00Z"] {
      try play.pass(until: moment)
      let due = play.book.times(of: Self.id("learnings"), at: play.now)?.due
      #expect(due == Fixture.instant("2027-07-02T14:30:00Z"), "\(moment)")
    }
  }

  @Test func aMessageThatWaitsIsNotForWhoNoLongerOwesIt() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-06-12T00:00:00Z")
    let notice = try #require(play.notices.last { $0.recipient.person == PersonID("ana") })
    var other = try Self.report()
    other.watchers = []
    other.due = .at(Fixture.instant("2027-06-19T18:00:00Z"))
    try play.submit(.reloaded(community([other])))
    #expect(play.book.current(notice, at: play.now) == nil)
    let owed = try #require(play.notices.last { $0.recipient.person == PersonID("ben") })
    let due = play.book.current(owed, at: play.now)?.facts.tasks?.first?.due?.instant
    #expect(due == Fixture.instant("2027-06-19T18:00:00Z"))
  }

  @Test func anEditThatMakesATaskLateOrAnothersIsSaidOnce() throws {
    var play = try play([Self.report()])
    try play.pass(until: "2027-06-12T00:00:00Z")
    var early = try Self.report()
    early.due = .at(Fixture.instant("2027-06-11T20:00:00Z"))
    try play.submit(.reloaded(community([early])))
    try play.submit(.reloaded(community([early])))
    #expect(
      told(play).suffix(2) == [
        "2027-06-12T00:00:00Z ana: report watches overdue",
        "2027-06-12T00:00:00Z ben: report owes overdue",
      ])
    early.owners = [Self.ben, .person(PersonID("cai"))]
    try play.submit(.reloaded(community([early])))
    #expect(told(play).last == "2027-06-12T00:00:00Z cai: report owes overdue")
    #expect(told(play).count == 5)
  }

  @Test func onlyWhomItConcernsMaySayThatItIsDone() throws {
    var play = try play([Self.report()])
    let cai = Result { try play.submit(.settleTask("report", as: .done, by: PersonID("cai"))) }
    #expect(throws: Refusal.self) { try cai.get() }
    for name in ["repot", "summer.ben/2027-06-08", "summer.cai/report", ""] {
      let answer = Result { try play.submit(.settleTask(name, as: .done, by: nil)) }
      #expect(throws: Refusal.self) { try answer.get() }
    }
    #expect(play.book.state(of: Self.id("report"), at: play.now) == .planned)
    // Whoever is asked to help may.
    try play.submit(.settleTask("report", as: .done, by: PersonID("dee")))
    #expect(play.book.state(of: Self.id("report"), at: play.now) == .done)
  }

  @Test func whatIsDoneBeforeItLeavesIsNotInTheMessage() throws {
    var play = try play([Self.handle("a"), Self.handle("b")])
    try play.pass(until: "2027-06-08T07:00:00Z")
    let notice = try #require(play.notices.last { $0.kind == .task })
    try play.submit(.settleTask("a", as: .done, by: nil))
    let current = play.book.current(notice, at: play.now)
    #expect(current?.facts.tasks?.map(\.id.key) == ["b"])
    #expect(current?.identity == notice.identity)
    try play.submit(.settleTask("b", as: .dropped, by: nil))
    #expect(play.book.current(notice, at: play.now) == nil)
  }

  @Test func whoWantsNoRemindersHearsWhatIsLate() throws {
    var play = try play([Self.report()])
    try play.submit(.mute(PersonID("ben"), true))
    try play.pass(until: "2027-06-19T00:00:00Z")
    // The first word of it is no reminder.
    #expect(
      told(play).filter { $0.contains("ben:") } == [
        "2027-06-11T18:00:00Z ben: report owes ahead",
        "2027-06-18T18:00:00Z ben: report owes overdue",
      ])
  }
}
