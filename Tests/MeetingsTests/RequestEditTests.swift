import Cadence
import Meetings
import Testing

/// What an edit, or another meeting, makes of a time that was asked for.
@Suite struct RequestEditTests {
  private static let ana = PersonID("ana")
  private static let ben = PersonID("ben")
  private static let name = "summer.ben/ask-2027-06-17T0900"
  private static let id = TaskID(series: SeriesID("summer.ben"), key: "ask-2027-06-17T0900")

  private func community(_ change: (inout Series) throws -> Void = { _ in }) throws -> Community {
    var series = try Fixture.oneOnOne()
    try change(&series)
    return try Fixture.community(series)
  }

  private func local(_ text: String) throws -> CivilDateTime {
    try #require(CivilDateTime(text))
  }

  /// Tuesdays 16:00 in Warsaw; ben has asked for Thursday 17 June, 9:00.
  private func asked() throws -> Play {
    var play = try Play(community(), at: "2027-06-14T08:00:00Z")
    try ask(&play, "2027-06-17T09:00")
    return play
  }

  private func ask(_ play: inout Play, _ time: String) throws {
    try play.submit(.ask(for: "summer.ben", at: local(time), by: Self.ben, about: "storage"))
    try play.pass(until: "\(play.now + .seconds(1))")
  }

  private func agree(_ play: inout Play, _ name: String = name) throws {
    try play.submit(.settleTask(name, as: .done, by: Self.ana))
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    #expect(throws: Refusal.self, performing: body)?.what
  }

  @Test func whatWasMovedThereSinceIsThere() throws {
    var play = try asked()
    try play.submit(
      .move("summer.ben/2027-06-15", to: local("2027-06-17T09:10"), because: "as you like"))
    let what = refusal { try agree(&play) }
    #expect(what == "summer.ben/2027-06-15 is at that time")
    #expect(play.book.state(of: Self.id, at: play.now) == .open)
  }

  @Test func ofTwoThatOverlapOneTakesPlace() throws {
    var play = try asked()
    try ask(&play, "2027-06-17T09:20")
    try agree(&play)
    let what = refusal { try agree(&play, "summer.ben/ask-2027-06-17T0920") }
    #expect(what == "summer.ben/2027-06-17 is at that time")
  }

  @Test func aDayThatIsSkippedIsAskedForNoMore() throws {
    var play = try asked()
    try play.submit(.reloaded(community { $0.skips[Fixture.date("2027-06-17")] = "holiday" }))
    #expect(play.book.community.tasks[Self.id] == nil)
    let what = refusal { try agree(&play) }
    #expect(what == "there is no task \(Self.name)")
    // Taken back, it waits again.
    try play.submit(.reloaded(community()))
    try agree(&play)
    #expect(play.book.occurrences.keys.contains { "\($0)" == "summer.ben/2027-06-17" })
  }

  @Test func whatWasDroppedForADayThatIsSkippedIsNotOwedAgain() throws {
    var play = try asked()
    try play.submit(.settleTask(Self.name, as: .dropped, by: nil))
    try play.submit(.reloaded(community { $0.skips[Fixture.date("2027-06-17")] = "holiday" }))
    for sort in [nil, TaskRecord.Settlement.Sort.done] {
      let what = refusal { try play.submit(.settleTask(Self.name, as: sort, by: nil)) }
      #expect(what == "2027-06-17 is skipped: holiday")
    }
  }

  @Test func aTimeThatTheRuleHasByNowIsAskedForNoMore() throws {
    var play = try asked()
    let zone = try Fixture.zone("Europe/Warsaw")
    let thursdays = Recurrence.weekly([.thursday], at: Fixture.time(9), in: zone)
      .limited(to: Fixture.date("2027-06-08")...Fixture.date("2027-06-30"))
    try play.submit(.reloaded(community { $0.recurrence = thursdays }))
    #expect(play.book.community.tasks[Self.id] == nil)
    let what = refusal { try agree(&play) }
    #expect(what == "there is no task \(Self.name)")
  }

  @Test func whatWasAgreedToHasNoCutoffAlsoWhereTheRuleHasItByNow() throws {
    var play = try asked()
    try agree(&play)
    let zone = try Fixture.zone("Europe/Warsaw")
    let thursdays = Recurrence.weekly([.thursday], at: Fixture.time(9), in: zone)
      .limited(to: Fixture.date("2027-06-08")...Fixture.date("2027-06-30"))
    try play.submit(
      .reloaded(
        community {
          $0.recurrence = thursdays
          $0.agenda = AgendaRule(
            opens: .days(6), cutoff: .days(1), quorum: Tally.Quorum(3, .items))
        }))
    try play.pass(until: "2027-06-17T08:00:00Z")
    let row = play.book.occurrences(of: SeriesID("summer.ben")).first {
      $0.ruledInstant == Fixture.instant("2027-06-17T07:00:00Z")
    }
    #expect(row?.state == .held)
  }

  @Test func whatWasAgreedToGoesWithWhoeverAskedForIt() throws {
    var play = try asked()
    try agree(&play)
    let before = play.notices.count
    try play.submit(
      .reloaded(
        community {
          $0.mentorship?.mentees = [PersonID("cai")]
          $0.invite = [.person(PersonID("cai"))]
        }))
    let told = play.notices[before...].filter { $0.subject.occurrence?.day == "2027-06-17" }
    #expect(Set(told.map(\.kind)) == [.cancellation])
    #expect(!told.contains { $0.recipient.person == PersonID("cai") })
  }

  @Test func secondsAreNoTime() throws {
    var play = try asked()
    let what = refusal { try ask(&play, "2027-06-18T09:00:30") }
    #expect(what == "2027-06-18T09:00:30 Europe/Warsaw is no full minute")
  }

  @Test func atMostFiveWaitAlsoWhereSomeAreOwedAgain() throws {
    var play = try asked()
    for hour in 10...13 { try ask(&play, "2027-06-17T\(hour):00") }
    try play.submit(.settleTask(Self.name, as: .dropped, by: nil))
    try ask(&play, "2027-06-17T14:00")
    let what = refusal { try play.submit(.settleTask(Self.name, as: nil, by: nil)) }
    #expect(what == "5 requests of this pair wait for an answer")
  }
}
