import Cadence
import Meetings
import Testing

/// Clocks change on different dates: whoever meets at another hour is told a week before, once.
@Suite struct ClockChangeTests {
  /// Mondays 08:00 in Los Angeles, which leaves summer time on 1 November 2026, a week after
  /// Europe; India never changes.
  private func play(
    _ days: [Weekday] = [.monday], from: String = "2026-10-01T00:00:00Z"
  ) throws -> Play {
    let series = Series(
      id: SeriesID("sync"), title: "Sync",
      recurrence: .weekly(
        days, at: Fixture.time(8), in: try Fixture.zone("America/Los_Angeles")),
      duration: .hours(1), hosts: [.person(PersonID("cai"))],
      invite: [.person(PersonID("ana")), .person(PersonID("ben"))],
      reminders: [try Lead(parsing: "15 minutes before")])
    return try Play(try Fixture.community(series), at: from)
  }

  private func warnings(_ play: Play) -> [String] {
    play.notices.filter { $0.kind == .clockChange }.map { notice in
      guard case .clockChange(let usual, let meeting, let back) = notice.facts.note else {
        return "no note"
      }
      return "\(notice.notBefore) \(notice.recipient.name) \(notice.facts.start.local): "
        + "not \(usual.local.time), \(meeting.local.time) there, "
        + "back \(back?.local.date.description ?? "never")"
    }
  }

  @Test func aWeekThatDiffersIsToldAWeekBefore() throws {
    var play = try play()
    try play.pass(until: "2026-12-31T00:00:00Z")
    #expect(
      warnings(play) == [
        // 26 October: Warsaw has left summer time, Los Angeles has not.
        "2026-10-19T15:00:00Z ana 2026-10-26T16:00: "
          + "not 17:00, 08:00 there, back 2026-11-02",
        // 2 November: Los Angeles has, and India does not change: for good.
        "2026-10-26T16:00:00Z ben 2026-11-02T21:30: "
          + "not 20:30, 08:00 there, back never",
      ])
  }

  @Test func inSpringItIsTheOtherWayRound() throws {
    var play = try play(from: "2027-02-01T00:00:00Z")
    try play.pass(until: "2027-05-01T00:00:00Z")
    #expect(
      warnings(play) == [
        "2027-03-08T15:00:00Z ana 2027-03-15T16:00: "
          + "not 17:00, 08:00 there, back 2027-03-29",
        "2027-03-08T15:00:00Z ben 2027-03-15T20:30: "
          + "not 21:30, 08:00 there, back never",
      ])
  }

  @Test func aDailyMeetingWarnsOfItsFirstDateAlone() throws {
    var play = try play(Array(Weekday.allCases.prefix(5)))
    try play.pass(until: "2026-11-30T00:00:00Z")
    #expect(warnings(play).count == 2)
    #expect(warnings(play).first?.contains("ana 2026-10-26") == true)
  }

  @Test func nobodyIsWarnedTwiceOverARestart() throws {
    var play = try play()
    try play.pass(until: "2026-10-20T00:00:00Z")
    try play.sleep(until: "2026-10-21T00:00:00Z")
    try play.submit(.reloaded(play.book.community))
    try play.pass(until: "2026-12-31T00:00:00Z")
    #expect(warnings(play).count == 2)
  }

  @Test func whatWasSleptThroughIsToldUntilTheMeeting() throws {
    var early = try play()
    try early.sleep(until: "2026-10-24T00:00:00Z")
    #expect(warnings(early).count == 1)
    var late = try play()
    try late.sleep(until: "2026-10-27T00:00:00Z")
    #expect(!warnings(late).contains { $0.contains("ana") })
  }

  /// The one that is warned of may not take place in the end, for want of an agenda.
  @Test func nobodyIsWarnedTwiceWhereTheAgendaStaysEmpty() throws {
    var series = try #require(play().book.community.series[SeriesID("sync")])
    series.agenda = AgendaRule(
      opens: try Lead(parsing: "3 days before"), cutoff: try Lead(parsing: "1 day before"))
    var community = try Fixture.community(series)
    // Whose digest has everything looked at once a day.
    community.people[PersonID("dee")]?.preferences.reminders = .digest(
      Digest(time: Fixture.time(8)))
    var play = try Play(community, at: "2026-10-01T00:00:00Z")
    try play.pass(until: "2026-12-31T00:00:00Z")
    #expect(
      warnings(play).map { $0.prefix(24) } == [
        "2026-10-19T15:00:00Z ana", "2026-10-26T16:00:00Z ben",
      ])
  }

  @Test func aCancelledMeetingWarnsOfNothingAndTakesAWarningBack() throws {
    var play = try play()
    try play.pass(until: "2026-10-20T00:00:00Z")
    let warned = try #require(play.notices.last { $0.kind == .clockChange })
    try play.submit(.cancel("sync/2026-10-26", because: "holiday"))
    #expect(play.superseded.contains { $0.covers(warned) })
  }

  @Test func whereAllShareTheClockNobodyIsWarned() throws {
    var community = try Fixture.community(try Fixture.daily())
    for id in community.people.keys {
      community.people[id]?.zone = try Fixture.zone("Europe/Warsaw")
    }
    community.series[SeriesID("daily")]?.recurrence = .weekly(
      [.monday], at: Fixture.time(9), in: try Fixture.zone("Europe/Warsaw"))
    var play = try Play(community, at: "2026-10-01T00:00:00Z")
    try play.pass(until: "2027-06-01T00:00:00Z")
    #expect(warnings(play).isEmpty)
  }

  /// In Warsaw, for a reader in Kolkata, over the end of March 2027.
  private func spring(_ recurrence: Recurrence, skipping: [CivilDate: String] = [:]) throws -> Play
  {
    let series = Series(
      id: SeriesID("sync"), title: "Sync", recurrence: recurrence, duration: .hours(1),
      hosts: [.person(PersonID("ana"))], invite: [.person(PersonID("ben"))],
      reminders: [try Lead(parsing: "15 minutes before")], skips: skipping)
    return try Play(try Fixture.community(series), at: "2027-03-01T00:00:00Z")
  }

  @Test func aSkippedOrCancelledFirstDateLeavesItToTheNext() throws {
    let rule = Recurrence.weekly(
      [.tuesday], at: Fixture.time(16), in: try Fixture.zone("Europe/Warsaw"))
    var skipped = try spring(rule, skipping: [Fixture.date("2027-03-30"): "Easter"])
    try skipped.pass(until: "2027-05-01T00:00:00Z")
    #expect(warnings(skipped).count == 1)
    #expect(warnings(skipped).first?.contains("ben 2027-04-06") == true)
    var cancelled = try spring(rule)
    try cancelled.pass(until: "2027-03-16T15:30:00Z")
    try cancelled.submit(.cancel("sync/2027-03-30", because: "Easter"))
    try cancelled.pass(until: "2027-05-01T00:00:00Z")
    #expect(warnings(cancelled).map { $0.contains("ben 2027-04-06") } == [true])
  }

  @Test func aDateInTheGapItselfLeavesItToTheNext() throws {
    var play = try spring(
      .weekly([.sunday], at: Fixture.time(2, 30), in: try Fixture.zone("Europe/Warsaw")))
    try play.pass(until: "2027-05-01T00:00:00Z")
    #expect(warnings(play).map { $0.contains("ben 2027-04-04") } == [true])
  }

  @Test func everySlotIsComparedWithItself() throws {
    let warsaw = try Fixture.zone("Europe/Warsaw")
    var play = try spring(
      .union([
        .weekly([.monday], at: Fixture.time(9), in: warsaw),
        .weekly([.tuesday], at: Fixture.time(9), in: .utc),
        .weekly([.thursday], at: Fixture.time(18), in: warsaw),
      ]))
    try play.pass(until: "2027-05-01T00:00:00Z")
    #expect(
      warnings(play).filter { $0.contains(" ben ") } == [
        "2027-03-22T07:00:00Z ben 2027-03-29T12:30: not 13:30, 09:00 there, back never",
        "2027-03-25T16:00:00Z ben 2027-04-01T21:30: not 22:30, 18:00 there, back never",
      ])
  }
}
