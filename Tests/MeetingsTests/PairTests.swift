import Cadence
import Meetings
import Testing

/// What the life of a pair asks for beside its meetings.
@Suite struct PairTests {
  /// Tuesdays 16:00 Warsaw from 8 June on; dee coordinates, and hears of two weeks of silence.
  private func pair(
    lastDay: String = "2027-08-31", skips: [CivilDate: String] = [:],
    completion: Mentorship.Completion? = nil
  ) throws -> Series {
    var series = try Fixture.oneOnOne(lastDay: lastDay)
    series.skips = skips
    series.mentorship?.coordinators = [.person(PersonID("dee"))]
    series.mentorship?.silence = Period(days: 14)
    series.mentorship?.completion = completion
    return series
  }

  /// When, to whom and what.
  private func alarms(_ play: Play) -> [String] {
    told(.silence, play) { note in
      guard case .silence(let since, let missed, let next) = note else { return nil }
      let ahead = next.map { "\($0.local.date)" } ?? "none"
      return "since \(since.local.date), missed \(missed), next \(ahead)"
    }
  }

  private func told(_ kind: NoticeKind, _ play: Play, _ words: (Note?) -> String?) -> [String] {
    play.notices.filter { $0.kind == kind }.map { notice in
      let what = words(notice.facts.note) ?? "no note"
      return "\(notice.facts.decidedAt) to \(notice.recipient.name): \(what)"
    }
  }

  private func cancel(_ dates: [String], _ play: inout Play) throws {
    for date in dates {
      try play.submit(.cancel("summer.ben/\(date)", because: "ill"))
    }
  }

  @Test func silenceIsToldEachTimeItHasLastedAsLong() throws {
    var play = try Play(Fixture.community(pair()), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-09T00:00:00Z")
    try cancel(
      ["2027-06-15", "2027-06-22", "2027-06-29", "2027-07-06", "2027-07-13"], &play)
    try play.pass(until: "2027-08-30T00:00:00Z")
    #expect(
      alarms(play) == [
        "2027-06-23T07:00:00Z to dee: since 2027-06-08, missed 2, next 2027-07-20",
        "2027-07-07T07:00:00Z to dee: since 2027-06-08, missed 4, next 2027-07-20",
      ])
  }

  @Test func whoMeetsIsNotSilent() throws {
    var play = try Play(Fixture.community(pair()), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-09-30T00:00:00Z")
    #expect(alarms(play).isEmpty)
  }

  @Test func whatIsSkippedIsNotMissed() throws {
    let away = ["2027-06-15", "2027-06-22", "2027-06-29"].map { (Fixture.date($0), "exams") }
    let series = try pair(skips: Dictionary(uniqueKeysWithValues: away))
    var play = try Play(Fixture.community(series), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-09-30T00:00:00Z")
    #expect(alarms(play).isEmpty)
  }

  @Test func whatWasBeforeTheServiceKnewThePairIsNoSilence() throws {
    var play = try Play(Fixture.community(pair()), at: "2027-07-10T00:00:00Z")
    try cancel(["2027-07-13", "2027-07-20"], &play)
    try play.pass(until: "2027-07-27T16:00:00Z")
    #expect(
      alarms(play) == [
        "2027-07-25T07:00:00Z to dee: since 2027-07-10, missed 2, next 2027-07-27"
      ])
  }

  @Test func aRestartForgetsNoMeetingAndTellsNothingTwice() throws {
    let community = try Fixture.community(pair())
    var play = try Play(community, at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-09T00:00:00Z")
    try cancel(["2027-06-15", "2027-06-22"], &play)
    try play.sleep(until: "2027-06-16T00:00:00Z", editing: community)
    try play.pass(until: "2027-06-23T08:00:00Z")
    try play.sleep(until: "2027-06-23T09:00:00Z", editing: community)
    try play.pass(until: "2027-06-25T00:00:00Z")
    #expect(
      alarms(play) == [
        "2027-06-23T07:00:00Z to dee: since 2027-06-08, missed 2, next 2027-06-29"
      ])
  }

  @Test func nobodyIsToldWhereNobodyCoordinates() throws {
    var series = try pair()
    series.mentorship?.coordinators = []
    var play = try Play(Fixture.community(series), at: "2027-05-01T00:00:00Z")
    try cancel(["2027-06-08", "2027-06-15", "2027-06-22"], &play)
    try play.pass(until: "2027-08-01T00:00:00Z")
    #expect(alarms(play).isEmpty)
  }

  /// Whenever it is held, a date is held once; one that is moved ahead is still to come.
  @Test func whatIsMovedIsNotMissed() throws {
    var series = try pair(lastDay: "2027-12-31")
    series.recurrence = series.recurrence.limited(
      to: Fixture.date("2027-06-08")...Fixture.date("2027-12-31"))
    var play = try Play(Fixture.community(series), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-07T00:00:00Z")
    let local = { CivilDateTime(date: Fixture.date($0), time: Fixture.time(16)) }
    try play.submit(.move("summer.ben/2027-06-08", to: local("2027-06-07"), because: "ill"))
    try play.submit(.move("summer.ben/2027-06-15", to: local("2027-06-25"), because: "ill"))
    try cancel(["2027-06-22"], &play)
    try play.pass(until: "2027-06-25T00:00:00Z")
    #expect(
      alarms(play) == ["2027-06-23T07:00:00Z to dee: since 2027-06-08, missed 1, next 2027-06-25"])
  }

  @Test func whoeverWasToMeetWhileNobodyWasThereIsNotSilent() throws {
    let community = try Fixture.community(pair())
    var play = try Play(community, at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-16T00:00:00Z")
    try play.sleep(until: "2027-07-22T00:00:00Z", editing: community)
    try play.pass(until: "2027-08-01T00:00:00Z")
    #expect(alarms(play).isEmpty)
  }

  @Test func afterAnOutageOneAlarmIsEnough() throws {
    let community = try Fixture.community(pair())
    var play = try Play(community, at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-09T00:00:00Z")
    try cancel(
      ["2027-06-15", "2027-06-22", "2027-06-29", "2027-07-06", "2027-07-13"], &play)
    try play.sleep(until: "2027-07-08T00:00:00Z", editing: community)
    #expect(
      alarms(play) == ["2027-07-08T00:00:00Z to dee: since 2027-06-08, missed 4, next 2027-07-20"])
    #expect(play.journal.count { $0.cause.contains("coordinators") } == 1)
  }

  /// Neither an edit while it ran nor one while it was stopped fires what lies behind.
  @Test(arguments: [true, false]) func anEditFiresNothingOfThePast(isStopped: Bool) throws {
    var before = try pair()
    before.mentorship?.coordinators = []
    var play = try Play(Fixture.community(before), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-09T00:00:00Z")
    try cancel(["2027-06-15", "2027-06-22", "2027-06-29"], &play)
    try play.pass(until: "2027-06-25T00:00:00Z")
    let after = try Fixture.community(pair())
    if isStopped {
      try play.sleep(until: "2027-06-25T01:00:00Z", editing: after)
    } else {
      try play.submit(.reloaded(after))
    }
    try play.pass(until: "2027-06-28T00:00:00Z")
    #expect(alarms(play).isEmpty)
  }

  @Test func thereIsNoAlarmDuringAMeeting() throws {
    var series = try pair()
    let zone = try Fixture.zone("Europe/Warsaw")
    series.recurrence = Recurrence.union([
      .weekly([.tuesday], at: Fixture.time(16), in: zone),
      .weekly([.wednesday], at: Fixture.time(8, 45), in: zone),
    ]).limited(to: Fixture.date("2027-06-08")...Fixture.date("2027-08-31"))
    var play = try Play(Fixture.community(series), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-08T20:00:00Z")
    try cancel(["2027-06-09", "2027-06-15", "2027-06-16", "2027-06-22"], &play)
    try play.pass(until: "2027-06-23T20:00:00Z")
    #expect(play.state("summer.ben/2027-06-23") == "held")
    #expect(alarms(play).isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func aTermWithoutAnEndHasItsNextAlarm() throws {
    var series = try pair(lastDay: "9999-12-31")
    series.mentorship?.silence = Period(days: 1)
    var play = try Play(Fixture.community(series), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-09T00:00:00Z")
    try cancel(["2027-06-15"], &play)
    try play.pass(until: "2027-06-18T00:00:00Z")
    #expect(
      alarms(play) == [
        "2027-06-16T07:00:00Z to dee: since 2027-06-08, missed 1, next 2027-06-22",
        "2027-06-17T07:00:00Z to dee: since 2027-06-08, missed 1, next 2027-06-22",
      ])
  }

  // MARK: The end

  private func thanks(_ play: Play) -> [String] {
    told(.completion, play) { note in
      guard case .completion(let lastDay, let handOver) = note else { return nil }
      let next = handOver.map { "\($0.title) \($0.next.map { "\($0.local.date)" } ?? "")" } ?? "–"
      return "\(lastDay), \(next)"
    }
  }

  @Test func bothSidesAreThankedOnTheMorningAfterTheLastDay() throws {
    let completion = Mentorship.Completion(handOver: SeriesID("office-hours"))
    let community = try Fixture.community(
      pair(lastDay: "2027-06-30", completion: completion), Fixture.officeHours())
    var play = try Play(community, at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-07-20T00:00:00Z")
    #expect(
      thanks(play) == [
        "2027-07-01T07:00:00Z to ana: 2027-06-30, Office Hours 2027-07-08",
        "2027-07-01T07:00:00Z to ben: 2027-06-30, Office Hours 2027-07-08",
      ])
  }

  @Test func anExtensionMovesTheEnd() throws {
    let completion = Mentorship.Completion()
    var play = try Play(
      Fixture.community(pair(lastDay: "2027-06-30", completion: completion)),
      at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-30T12:00:00Z")
    try play.submit(
      .reloaded(Fixture.community(pair(lastDay: "2027-07-31", completion: completion))))
    try play.pass(until: "2027-08-20T00:00:00Z")
    #expect(
      thanks(play) == [
        "2027-08-01T07:00:00Z to ana: 2027-07-31, –", "2027-08-01T07:00:00Z to ben: 2027-07-31, –",
      ])
  }

  @Test(arguments: [false, true])
  func aLastMeetingThatWasMovedBeyondTheLastDayComesFirst(isCancelled: Bool) throws {
    var play = try Play(
      Fixture.community(pair(lastDay: "2027-06-30", completion: Mentorship.Completion())),
      at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-06-26T00:00:00Z")
    try play.submit(
      .move(
        "summer.ben/2027-06-29",
        to: CivilDateTime(date: Fixture.date("2027-07-05"), time: Fixture.time(16)),
        because: "ill"))
    try play.pass(until: "2027-07-03T00:00:00Z")
    if isCancelled { try cancel(["2027-06-29"], &play) }
    try play.pass(until: "2027-07-20T00:00:00Z")
    #expect(
      thanks(play) == [
        "2027-07-06T07:00:00Z to ana: 2027-06-30, –", "2027-07-06T07:00:00Z to ben: 2027-06-30, –",
      ])
  }

  @Test func whatIsMovedBackBringsTheEndForward() throws {
    var play = try Play(
      Fixture.community(pair(lastDay: "2027-06-30", completion: Mentorship.Completion())),
      at: "2027-05-01T00:00:00Z")
    let local = { CivilDateTime(date: Fixture.date($0), time: Fixture.time(16)) }
    try play.pass(until: "2027-06-26T00:00:00Z")
    try play.submit(.move("summer.ben/2027-06-29", to: local("2027-07-05"), because: "ill"))
    try play.pass(until: "2027-07-02T00:00:00Z")
    try play.submit(.move("summer.ben/2027-06-29", to: local("2027-07-03"), because: "well"))
    try play.pass(until: "2027-07-20T00:00:00Z")
    #expect(thanks(play).first == "2027-07-04T07:00:00Z to ana: 2027-06-30, –")
  }

  /// The row that it stands in is remembered for as long as it takes.
  @Test func thanksComeAlsoLongAfterTheLastMeeting() throws {
    var series = try pair(lastDay: "2027-07-31", completion: Mentorship.Completion())
    series.recurrence = series.recurrence.limited(
      to: Fixture.date("2027-06-08")...Fixture.date("2027-06-15"))
    let community = try Fixture.community(series, Fixture.daily())
    var play = try Play(community, at: "2027-05-01T00:00:00Z")
    // The second alarm stands in its row, which is long over by then.
    try cancel(["2027-06-15"], &play)
    try play.pass(until: "2027-07-20T00:00:00Z")
    #expect(alarms(play).count > 1)
    try play.sleep(until: "2027-07-20T01:00:00Z", editing: community)
    try play.pass(until: "2027-08-20T00:00:00Z")
    #expect(
      thanks(play) == [
        "2027-08-01T07:00:00Z to ana: 2027-07-31, –", "2027-08-01T07:00:00Z to ben: 2027-07-31, –",
      ])
  }
}
