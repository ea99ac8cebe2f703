import Cadence
import Meetings
import Testing

/// What is asked for until it is done.
@Suite struct AskedAgainTests {
  private static let ben = PersonID("ben")
  private static let id = TaskID(series: SeriesID("summer.ben"), key: "report")

  /// Due on Friday 18 June, 18:00 UTC; ben owes it, dee is asked two days later.
  private static func report(every period: Period = Period(days: 2)) -> TaskPlan {
    TaskPlan(
      id: id, text: "Write the report", owners: [.person(ben)],
      due: .at(Fixture.instant("2027-06-18T18:00:00Z")),
      escalation: [
        TaskPlan.Escalation(after: Period(days: 2), people: [.person(PersonID("dee"))])
      ], again: TaskPlan.Repetition(every: period))
  }

  /// Open at once, without a date.
  private static func search(until end: Instant? = nil) -> TaskPlan {
    TaskPlan(
      id: id, text: "Find a mentor", owners: [.person(ben)], opens: .at(.distantPast),
      again: TaskPlan.Repetition(every: Period(days: 7), until: end))
  }

  private func community(_ tasks: TaskPlan...) throws -> Community {
    var community = try Fixture.community(Fixture.oneOnOne())
    for task in tasks { community.tasks[task.id] = task }
    return community
  }

  /// "when to whom: role stage"
  private func told(_ play: Play) -> [String] {
    play.notices.filter { $0.kind == .task }.map { notice in
      let tasks = (notice.facts.tasks ?? []).map { "\($0.role) \($0.stage)" }
      return "\(notice.facts.decidedAt) \(notice.recipient.name): \(tasks.joined(separator: ", "))"
    }
  }

  @Test func whatIsLateIsAskedForUntilItIsDone() throws {
    var play = try Play(community(Self.report()), at: "2027-06-09T00:00:00Z")
    try play.pass(until: "2027-06-23T00:00:00Z")
    // At one moment, whoever is asked to help is asked.
    #expect(
      told(play).suffix(4) == [
        "2027-06-18T18:00:00Z ben: owes overdue", "2027-06-20T18:00:00Z ben: owes escalated",
        "2027-06-20T18:00:00Z dee: helps escalated", "2027-06-22T18:00:00Z ben: owes escalated",
      ])
    // Of what was slept through, once, and from then on as before.
    try play.sleep(until: "2027-06-29T00:00:00Z")
    try play.pass(until: "2027-07-01T00:00:00Z")
    #expect(
      told(play).suffix(2) == [
        "2027-06-29T00:00:00Z ben: owes escalated", "2027-06-30T18:00:00Z ben: owes escalated",
      ])
    try play.submit(.settleTask("report", as: .done, by: nil))
    let count = told(play).count
    try play.pass(until: "2027-08-30T00:00:00Z")
    #expect(told(play).count == count)
  }

  @Test func everybodyIsAskedOfWhatWasSleptThrough() throws {
    var play = try Play(community(Self.report()), at: "2027-06-09T00:00:00Z")
    try play.pass(until: "2027-06-18T00:00:00Z")
    try play.sleep(until: "2027-06-23T00:00:00Z")
    #expect(
      told(play).suffix(2) == [
        "2027-06-23T00:00:00Z ben: owes escalated", "2027-06-23T00:00:00Z dee: helps escalated",
      ])
    #expect(play.journal.last { $0.subject == .task(Self.id) }?.to == "escalated")
  }

  @Test func anEditThatMakesItLateAsksThoseWhoHelp() throws {
    var play = try Play(community(Self.report()), at: "2027-06-09T00:00:00Z")
    try play.pass(until: "2027-06-17T00:00:00Z")
    var early = Self.report()
    early.due = .at(Fixture.instant("2027-06-10T18:00:00Z"))
    try play.submit(.reloaded(community(early)))
    #expect(
      told(play).suffix(2) == [
        "2027-06-17T00:00:00Z ben: owes escalated", "2027-06-17T00:00:00Z dee: helps escalated",
      ])
  }

  @Test func whatHasNoDateIsAskedForInTheMorningUntilTheEnd() throws {
    let end = Fixture.instant("2027-06-20T00:00:00Z")
    var play = try Play(community(Self.search(until: end)), at: "2027-06-01T22:10:00Z")
    try play.pass(until: "2027-08-17T00:00:00Z")
    // Nine in Warsaw.
    #expect(
      told(play) == [
        "2027-06-01T22:10:00Z ben: owes opened", "2027-06-09T07:00:00Z ben: owes again",
        "2027-06-16T07:00:00Z ben: owes again",
      ])
    let states = play.journal.filter { $0.subject == .task(Self.id) }.map(\.to)
    #expect(states == ["planned", "open", "open", "open"])
  }

  @Test func whoWantsNoRemindersIsNotAskedAgain() throws {
    var play = try Play(community(Self.report()), at: "2027-06-09T00:00:00Z")
    try play.submit(.mute(Self.ben, true))
    try play.pass(until: "2027-07-30T00:00:00Z")
    #expect(
      told(play).filter { $0.contains("ben:") }.suffix(2) == [
        "2027-06-18T18:00:00Z ben: owes overdue", "2027-06-20T18:00:00Z ben: owes escalated",
      ])
  }

  @Test func whatIsOwedAgainIsNewsAtOnceAndOnce() throws {
    var play = try Play(community(Self.search()), at: "2027-06-01T22:10:00Z")
    try play.pass(until: "2027-06-03T00:00:00Z")
    // Taken out and brought back, before it would have been asked for again.
    try play.submit(.reloaded(community()))
    try play.pass(until: "2027-06-04T00:00:00Z")
    try play.submit(.reloaded(community(Self.search())))
    try play.submit(.settleTask("report", as: .done, by: nil))
    try play.pass(until: "2027-06-24T00:00:00Z")
    try play.submit(.settleTask("report", as: nil, by: nil))
    try play.pass(until: "2027-06-26T00:00:00Z")
    #expect(
      told(play) == [
        "2027-06-01T22:10:00Z ben: owes opened", "2027-06-04T00:00:00Z ben: owes opened",
        "2027-06-24T00:00:00Z ben: owes opened",
      ])
    // Each a message of its own, which is not taken for the one before.
    let notices = play.notices.filter { $0.kind == .task }
    #expect(Set(notices.map(\.identity)).count == notices.count)
  }

  @Test func whatWaitsWhileItIsAskedForAgainIsNotSaidTwice() throws {
    var play = try Play(community(Self.search()), at: "2027-06-01T22:10:00Z")
    try play.pass(until: "2027-06-10T00:00:00Z")
    let waiting = try #require(play.notices.last { $0.kind == .task })
    #expect(play.book.current(waiting, at: play.now) != nil)
    try play.pass(until: "2027-06-17T00:00:00Z")
    #expect(play.book.current(waiting, at: play.now) == nil)
  }

  @Test func whatWasLateBeforeItWasKnownIsAskedForTheNextTime() throws {
    var play = try Play(community(Self.report()), at: "2027-06-21T00:00:00Z")
    try play.pass(until: "2027-06-23T00:00:00Z")
    #expect(told(play) == ["2027-06-22T18:00:00Z ben: owes overdue"])
  }

  /// Months are counted from the first, so that the last day of one stays the last of the next.
  @Test func monthsDoNotDrift() throws {
    var report = Self.report(every: Period(months: 1))
    (report.due, report.escalation) = (.at(Fixture.instant("2027-08-31T18:00:00Z")), [])
    var play = try Play(community(report), at: "2027-06-09T00:00:00Z")
    try play.pass(until: "2027-12-01T00:00:00Z")
    // Eight in the evening in Warsaw.
    #expect(
      told(play).suffix(3).map { $0.prefix(20) } == [
        "2027-09-30T18:00:00Z", "2027-10-31T19:00:00Z", "2027-11-30T19:00:00Z",
      ])
  }
}
