import Cadence
import Meetings
import Testing

/// The second table of DESIGN §4: who hears of what.
@Suite struct KindsByRecipients {
  private func play(_ series: Series, at now: String) throws -> Play {
    try Play(try Fixture.community(series), at: now)
  }

  @Test func anEmptyAgendaCancelsAndNobodyIsReminded() throws {
    var play = try play(Fixture.officeHours(), at: "2026-11-20T00:00:00Z")
    #expect(play.notices.isEmpty)
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(
      play.told(of: "office-hours/2026-12-03") == [
        "invitation to ana", "invitation to ben", "invitation to cai",
        "call to ben", "call to cai", "call to announce",
        "cancellation to ana", "cancellation to ben", "cancellation to cai",
        "cancellation to announce",
      ])
    #expect(play.state("office-hours/2026-12-03") == "cancelled")
  }

  @Test func anItemConfirmsAndOnlyTheLastReminderGoesToTheChannel() throws {
    var play = try play(Fixture.officeHours(), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-12-01T10:00:00Z")
    let before = play.notices.count
    try play.submit(
      .addItem(
        to: "office-hours/2026-12-03", by: PersonID("ben"), text: "pair review", isPrivate: false))
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.state("office-hours/2026-12-03") == "confirmed")
    // Due at 14:00 while the agenda was open: at confirmation.
    #expect(
      play.told(since: before, of: "office-hours/2026-12-03") == [
        "reminder to ana", "reminder to ben", "reminder to cai",
      ])
    try play.pass(until: "2026-12-03T13:45:00Z")
    #expect(
      play.told(since: before, of: "office-hours/2026-12-03").suffix(4) == [
        "reminder to ana", "reminder to ben", "reminder to cai", "reminder to announce",
      ])
    try play.pass(until: "2026-12-03T14:59:59Z")
    #expect(play.state("office-hours/2026-12-03") == "confirmed")
    let ended = play.journal.count
    try play.pass(until: "2026-12-03T15:00:00Z")
    #expect(play.journal[ended...].contains { $0.to == "held" })
  }

  @Test func aLateItemMovesOnAndItsAuthorAloneIsTold() throws {
    var play = try play(Fixture.officeHours(), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-12-02T18:00:00Z")
    let before = play.notices.count
    let landed = try play.submit(
      .addItem(to: "office-hours/2026-12-03", by: PersonID("cai"), text: "late", isPrivate: false))
    #expect(landed.occurrence?.description == "office-hours/2026-12-10")
    #expect(play.told(since: before) == ["late-item to cai"])
    try play.pass(until: "2026-12-09T18:00:00Z")
    #expect(play.state("office-hours/2026-12-10") == "confirmed")
  }

  @Test func aOneOnOneOpensAtItsFirstReminderAndAsksNobody() throws {
    var play = try play(Fixture.oneOnOne(), at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-08T15:00:00Z")
    #expect(
      play.told() == ["invitation to ana", "invitation to ben", "reminder to announce"],
      "a 1:1 that names the channel posts its last reminder, which here is the invitation")
    #expect(play.journal.contains { $0.from == "planned" && $0.to == "confirmed" })
  }

  @Test func theRetrospectiveIsAnnouncedAWeekBeforeTheLastMeeting() throws {
    var play = try play(Fixture.oneOnOne(), at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-22T13:59:59Z")
    #expect(!play.told().contains { $0.hasPrefix("retrospective") })
    try play.pass(until: "2027-06-22T14:00:00Z")
    #expect(
      play.told(of: "summer.ben/2027-06-29") == ["retrospective to ana", "retrospective to ben"])
  }

  @Test func privateItemsAreSeenByTheirAuthorAndTheHosts() throws {
    var play = try play(Fixture.officeHours(), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-12-01T20:00:00Z")
    try play.submit(
      .addItem(to: "office-hours", by: PersonID("ben"), text: "my visa", isPrivate: true))
    let before = play.notices.count
    try play.pass(until: "2026-12-03T13:50:00Z")
    let seen = play.notices[before...].filter { notice in
      notice.facts.agenda?.items.contains { $0.text == "my visa" } ?? false
    }
    #expect(Set(seen.map(\.recipient.name)) == ["ana", "ben"])
    #expect(play.state("office-hours/2026-12-03") == "confirmed", "it counts as agenda")
  }
}
