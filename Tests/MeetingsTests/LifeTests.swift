import Cadence
import Meetings
import Testing

/// Cancelling, reinstating, moving and editing: DESIGN §4.3 to §4.7.
@Suite struct Life {
  /// However far the next date is, and whatever was done to those before it.
  @Test func aSeriesGoesOn() throws {
    var feast = try Fixture.daily()
    feast.recurrence = try Recurrence(
      RecurrenceRule(text: "FREQ=YEARLY"),
      starting: CivilDateTime(date: Fixture.date("2026-12-10"), time: Fixture.time(14)), in: .utc)
    var play = try Play(Fixture.community(feast, Fixture.officeHours()), at: "2026-12-04T00:00:00Z")
    let far = CivilDateTime(date: Fixture.date("2028-05-05"), time: Fixture.time(14))
    try play.submit(.move("office-hours/2026-12-10", to: far, because: "travels"))
    #expect(play.state("office-hours/2026-12-17") == "planned")
    for year in 2026...2028 {
      play.now = Fixture.instant("\(year)-12-04T10:00:00Z")
      try play.submit(.cancel("daily/\(year)-12-10", because: "ill"))
      #expect(play.state("daily/\(year + 1)-12-10") == "planned")
    }
  }

  @Test func reinstatedBeforeTheCutoffIsOpenAgainAndAfterItConfirmed() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.submit(.cancel("office-hours/2026-12-03", because: "KubeCon"))
    try play.submit(.reinstate("office-hours/2026-12-03", because: "room is back"))
    #expect(play.state("office-hours/2026-12-03") == "open")
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.state("office-hours/2026-12-03") == "cancelled")
    try play.submit(.reinstate("office-hours/2026-12-03", because: "we do meet"))
    #expect(play.state("office-hours/2026-12-03") == "confirmed")
    let before = play.notices.count
    try play.pass(until: "2026-12-03T13:45:00Z")
    #expect(play.told(since: before, of: "office-hours/2026-12-03").contains("reminder to ben"))
    let sequences = play.notices.filter { $0.recipient.name == "ben" }
      .compactMap { $0.facts.calendar?.sequence }
    #expect(sequences.prefix(5) == [0, 1, 2, 3, 4])
  }

  @Test func whoWasNeverToldHearsOfNoCancellation() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-20T00:00:00Z")
    play.lost = { $0.recipient.name == "cai" }
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.cancel("office-hours/2026-12-03", because: "KubeCon"))
    #expect(
      play.told(since: before) == [
        "cancellation to ana", "cancellation to ben", "cancellation to announce",
      ])
    #expect(play.superseded.contains { $0.subject.description == "office-hours/2026-12-03" })
  }

  @Test func aMoveUpdatesCalendarsAndPastRemindersStaySilent() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.submit(
      .addItem(to: "office-hours", by: PersonID("ben"), text: "x", isPrivate: false))
    try play.pass(until: "2026-12-02T19:00:00Z")
    let before = play.notices.count
    try play.submit(
      .move(
        "office-hours/2026-12-03",
        to: CivilDateTime(date: Fixture.date("2026-12-02"), time: Fixture.time(19, 10)),
        because: "room"))
    #expect(
      play.told(since: before) == [
        "update to ana", "update to ben", "update to cai", "update to announce",
      ])
    let update = play.notices[before]
    #expect(update.facts.calendar?.sequence == 1)
    #expect(update.facts.previousStart?.instant == Fixture.instant("2026-12-03T14:00:00Z"))
    let moved = play.notices.count
    try play.pass(until: "2026-12-03T14:30:00Z")
    #expect(play.told(since: moved, of: "office-hours/2026-12-03") == [])
  }

  @Test func anEditedTimeTellsEachPersonOnce() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    var edited = try Fixture.officeHours()
    edited.recurrence = .weekly(
      [.friday], at: Fixture.time(15), in: .utc, starting: Fixture.date("2026-12-04"))
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community(edited)))
    #expect(
      play.told(since: before) == [
        "update to ana", "update to ben", "update to cai", "update to announce",
      ])
    let id = try #require(OccurrenceID("office-hours/2026-12-03"))
    #expect(play.book.occurrences[id]?.start == Fixture.instant("2026-12-04T15:00:00Z"))
    let again = play.notices.count
    try play.submit(.reloaded(Fixture.community(edited)))
    #expect(play.told(since: again) == [])
  }

  @Test func aDateTakenOutIsCancelledAndReinstatedWhenItIsBack() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    var skipping = try Fixture.officeHours()
    skipping.skips[Fixture.date("2026-12-03")] = "KubeCon"
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community(skipping)))
    #expect(play.told(since: before).first == "cancellation to ana")
    #expect(play.notices[before].facts.reason == "Skipped: KubeCon.")
    let cancelled = play.notices.count
    try play.submit(.reloaded(Fixture.community(Fixture.officeHours())))
    #expect(
      play.told(since: cancelled).prefix(3) == [
        "reinstatement to ana", "reinstatement to ben", "reinstatement to cai",
      ])
  }

  @Test func peopleComeAndGo() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    var edited = try Fixture.officeHours()
    edited.invite = [.person(PersonID("ben")), .person(PersonID("dee"))]
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community(edited)))
    #expect(play.told(since: before) == ["cancellation to cai", "invitation to dee"])
    #expect(play.notices[before].facts.calendar?.method == .cancel)
  }

  @Test func aNewAddressIsInvitedAndTheOldOneLetsGo() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    var edited = try Fixture.community(Fixture.officeHours())
    edited.people[PersonID("cai")]?.address = "cai@new.example.org"
    edited.from = Mailbox(name: "Example", address: "renamed@example.org")
    let before = play.notices.count
    try play.submit(.reloaded(edited))
    #expect(play.told(since: before) == ["cancellation to cai", "invitation to cai"])
    let (old, new) = (play.notices[before].facts, play.notices[before + 1].facts)
    #expect(old.reader?.address == "cai@example.org" && old.cause == .readdressed)
    #expect(new.reader?.address == "cai@new.example.org")
    #expect(old.calendar?.uid == new.calendar?.uid)
    #expect(old.thread != nil && new.thread == nil, "a mailbox of its own, a thread of its own")
    // Everyone's entry answers to the organizer it began with: cai's to the new one.
    let moved = play.notices.count
    try play.submit(
      .move(
        "office-hours/2026-12-03",
        to: CivilDateTime(
          date: Fixture.date("2026-12-04"), time: Fixture.time(9)), because: "a clash"))
    let updates = play.notices[moved...].filter { $0.kind == .update && $0.facts.calendar != nil }
    #expect(updates.allSatisfy { $0.facts.from.address == "renamed@example.org" })
    #expect(
      updates.map { $0.facts.calendar?.organizer } == [
        "meet@example.org", "meet@example.org", "renamed@example.org",
      ])
    // Read once more, it means nothing.
    let after = play.notices.count
    try play.submit(.reloaded(edited))
    #expect(play.told(since: after) == [])
  }

  @Test func anAddressThatNeverWorkedIsOwedNoFarewell() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-20T00:00:00Z")
    play.lost = { $0.recipient.name == "cai" }
    try play.pass(until: "2026-11-28T00:00:00Z")
    var edited = try Fixture.community(Fixture.officeHours())
    edited.people[PersonID("cai")]?.address = "cai@new.example.org"
    let before = play.notices.count
    try play.submit(.reloaded(edited))
    #expect(play.told(since: before) == ["invitation to cai"])
  }

  @Test func anEditDuringAnOutageFiresNothingThatLiesInThePast() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.pass(until: "2026-12-01T20:00:00Z")
    var earlier = try Fixture.officeHours()
    earlier.agenda?.cutoff = try Lead(parsing: "3 days before")
    let before = play.notices.count
    try play.sleep(until: "2026-12-01T20:00:05Z", editing: Fixture.community(earlier))
    #expect(play.told(since: before) == ["host-note to ana"], "nobody knew of that cutoff")
    try play.pass(until: "2026-12-02T20:00:00Z")
    #expect(play.state("office-hours/2026-12-03") == "confirmed")
    #expect(!play.told(since: before).contains("cancellation to ana"))
  }

  @Test func anotherCutoffIsToldWhileNothingIsOnTheAgenda() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    var earlier = try Fixture.officeHours()
    earlier.agenda?.cutoff = try Lead(parsing: "2 days before at 18:00")
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community(earlier)))
    #expect(play.told(since: before) == ["call to ben", "call to cai", "call to announce"])
    #expect(
      play.notices[before].facts.agenda?.cutoff?.instant
        == Fixture.instant("2026-12-01T18:00:00Z"))
    let told = play.notices.count
    try play.submit(.reloaded(Fixture.community(earlier)))
    #expect(play.told(since: told) == [])
  }

  @Test func whoWasTakenOffMeanwhileIsCancelledOnce() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.submit(.cancel("office-hours/2026-12-03", because: "no room"))
    var edited = try Fixture.officeHours()
    edited.invite = [.person(PersonID("ben"))]
    try play.submit(.reloaded(Fixture.community(edited)))
    try play.submit(.reinstate("office-hours/2026-12-03", because: "a room"))
    try play.submit(.reloaded(Fixture.community(edited)))
    let cai = play.notices.filter { $0.recipient.name == "cai" }.map(\.kind)
    #expect(cai == [.invitation, .cancellation])
  }

  @Test func oneMailboxOfTwoKeepsItsEntry() throws {
    var shared = try Fixture.community(Fixture.officeHours())
    shared.people[PersonID("cai")]?.address = "ben@example.org"
    var play = try Play(shared, at: "2026-11-28T00:00:00Z")
    var edited = shared
    edited.series[SeriesID("office-hours")]?.invite = [.person(PersonID("ben"))]
    let before = play.notices.count
    try play.submit(.reloaded(edited))
    #expect(play.told(since: before) == [])
  }

  @Test func aSeriesThatLeavesMailTakesItsEntriesBack() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    var edited = try Fixture.officeHours()
    edited.notifiesByMail = false
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community(edited)))
    #expect(
      play.told(since: before) == [
        "cancellation to ana", "cancellation to ben", "cancellation to cai",
      ])
  }

  @Test func aMoveOfACancelledMeetingBringsItBack() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.submit(.cancel("office-hours/2026-12-03", because: "no room"))
    let before = play.notices.count
    try play.submit(
      .move(
        "office-hours/2026-12-03",
        to: CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(9)),
        because: "the room is free then"))
    #expect(
      play.told(since: before) == [
        "reinstatement to ana", "reinstatement to ben", "reinstatement to cai",
        "reinstatement to announce",
      ])
    #expect(play.notices[before].facts.start.instant == Fixture.instant("2026-12-04T09:00:00Z"))
    #expect(play.state("office-hours/2026-12-03") == "open")
  }

  @Test func whatIsBackGoesToTheAddressOfToday() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.submit(.cancel("office-hours/2026-12-03", because: "no room"))
    var edited = try Fixture.community(Fixture.officeHours())
    edited.people[PersonID("cai")]?.address = "cai@new.example.org"
    try play.submit(.reloaded(edited))
    let before = play.notices.count
    try play.submit(.reinstate("office-hours/2026-12-03", because: "a room"))
    let cai = play.notices[before...].filter { $0.recipient.name == "cai" }
    #expect(cai.map(\.facts.reader?.address) == ["cai@new.example.org"])
  }

  @Test func aChannelWithoutMailHearsOfEveryMeeting() throws {
    var weekly = try Fixture.officeHours()
    weekly.agenda = nil
    weekly.notifiesByMail = false
    weekly.reminders = [try Lead(parsing: "1 day before")]
    var play = try Play(Fixture.community(weekly), at: "2026-12-01T00:00:00Z")
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(play.told(of: "office-hours/2026-12-03") == ["reminder to announce"])
  }

  @Test func aNewAddressAndANewTitleInOneEditLetTheOldMailboxGo() throws {
    var play = try Play(try Fixture.community(Fixture.officeHours()), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    var edited = play.book.community
    edited.people[PersonID("ben")]?.address = "ben@example.net"
    edited.series[SeriesID("office-hours")]?.title = "Open Hours"
    let before = play.notices.count
    try play.submit(.reloaded(edited))
    let mails = play.notices[before...].filter { $0.recipient.person?.name == "ben" }
      .map { "\($0.kind.rawValue) to \($0.facts.reader?.address ?? "nobody"): \($0.facts.title)" }
    #expect(
      mails.contains("cancellation to ben@example.org: Office Hours"), "\(mails)")
    #expect(mails.last == "invitation to ben@example.net: Open Hours", "\(mails)")
  }

  @Test func whoAnAgendaMeans() throws {
    var community = try Fixture.community(Fixture.officeHours())
    community.people[PersonID("cai")]?.name = "Cléo Petit"
    for name in ["cai", "CAI", "@cai", "cléo petit"] {
      #expect(community.person(called: name)?.name == "cai", "\(name)")
    }
    #expect(community.person(called: "Cléo") == nil && community.person(called: "") == nil)
  }

  @Test func aSeriesTakenOutIsCancelled() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community()))
    #expect(play.told(since: before).prefix(3).allSatisfy { $0.hasPrefix("cancellation") })
    #expect(play.told(since: before).count == 4)
  }

  @Test func aMissedCutoffIsPostponedOrTheMeetingStands() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try play.pass(until: "2026-12-02T17:50:00Z")
    let before = play.notices.count
    try play.sleep(until: "2026-12-02T18:10:00Z")
    #expect(play.state("office-hours/2026-12-03") == "open")
    #expect(
      play.told(since: before, of: "office-hours/2026-12-03") == [
        "call to ben", "call to cai", "call to announce", "host-note to ana",
      ])
    try play.pass(until: "2026-12-02T18:29:59Z")
    #expect(play.state("office-hours/2026-12-03") == "open")
    try play.pass(until: "2026-12-02T18:30:00Z")
    #expect(play.state("office-hours/2026-12-03") == "cancelled")

    var near = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try near.pass(until: "2026-12-02T17:50:00Z")
    try near.sleep(until: "2026-12-03T13:40:00Z")
    #expect(near.state("office-hours/2026-12-03") == "confirmed")

    var over = try Play(Fixture.community(Fixture.officeHours()), at: "2026-11-28T00:00:00Z")
    try over.pass(until: "2026-12-02T17:50:00Z")
    let asleep = over.notices.count
    try over.sleep(until: "2026-12-03T14:10:00Z")
    #expect(over.state("office-hours/2026-12-03") == "lapsed")
    #expect(over.told(since: asleep, of: "office-hours/2026-12-03") == ["host-note to ana"])
  }

  @Test func theRetrospectiveFollowsTheLastMeeting() throws {
    let community = try Fixture.community(Fixture.oneOnOne())
    var play = try Play(community, at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-23T00:00:00Z")
    var before = play.notices.count
    // Cancelled: the one before is the last again, less than a week away, so at once.
    try play.submit(.cancel("summer.ben/2027-06-29", because: "exam"))
    // 22 June is over, none remains. Whoever knows the date from the announcement is told.
    #expect(
      play.told(since: before) == [
        "cancellation to ana", "cancellation to ben", "host-note to ana",
      ])
    before = play.notices.count
    try play.submit(.reinstate("summer.ben/2027-06-29", because: "exam moved"))
    #expect(
      play.told(since: before) == ["retrospective to ana", "retrospective to ben"])
    before = play.notices.count
    try play.submit(.reloaded(Fixture.community(Fixture.oneOnOne(lastDay: "2027-07-31"))))
    #expect(play.told(since: before) == ["retrospective to ana", "retrospective to ben"])
    #expect(play.notices.last?.subject.description == "summer.ben/2027-07-27")
    guard case .retrospectiveMoved = play.notices.last?.facts.note else {
      Issue.record("an update goes now")
      return
    }
    before = play.notices.count
    try play.pass(until: "2027-07-20T14:00:00Z")
    #expect(
      play.told(since: before, of: "summer.ben/2027-07-27") == [
        "retrospective to ana", "retrospective to ben",
      ])
  }
}
