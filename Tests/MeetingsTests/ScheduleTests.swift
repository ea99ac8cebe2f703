import Cadence
import Meetings
import Testing

/// What a calendar to subscribe to shows, and to whom.
@Suite struct ScheduleTests {
  private func play() throws -> Play {
    var hours = try Fixture.officeHours()
    hours.isPublic = true
    return try Play(
      try Fixture.community(hours, try Fixture.oneOnOne()), at: "2026-11-20T00:00:00Z")
  }

  private func dates(
    _ play: Play, _ readership: Readership, until: String = "2026-12-20T00:00:00Z"
  ) -> [String] {
    let range = Fixture.instant("2026-11-01T00:00:00Z")..<Fixture.instant(until)
    return play.book.schedule(for: readership, in: range).map {
      "\($0.id)\($0.isCancelled ? " cancelled" : "")"
    }
  }

  @Test func everyoneSeesWhatIsPublicAndOthersWhatIsTheirs() throws {
    let play = try play()
    let public_ = ["office-hours/2026-12-03", "office-hours/2026-12-10", "office-hours/2026-12-17"]
    #expect(dates(play, .everyone) == public_)
    #expect(dates(play, .person(PersonID("cai"))) == public_)
    #expect(dates(play, .person(PersonID("dee"))).isEmpty)
    #expect(dates(play, .series(SeriesID("office-hours"))) == public_)
    #expect(dates(play, .group("mentees")).isEmpty, "nobody invites the group")
    let all = dates(play, .person(PersonID("ben")), until: "2027-07-01T00:00:00Z")
    #expect(all.filter { $0.hasPrefix("summer.ben/") }.count == 4)
    #expect(
      !dates(play, .everyone, until: "2027-07-01T00:00:00Z").contains { $0.hasPrefix("summer") })
  }

  @Test func aCancelledDateStaysAndSaysSo() throws {
    var play = try play()
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(dates(play, .everyone).first == "office-hours/2026-12-03 cancelled")
  }

  @Test func aSkippedDateIsNotThereAndAMovedOneIsWhereItIs() throws {
    var play = try play()
    var community = play.book.community
    community.series[SeriesID("office-hours")]?.skips = [Fixture.date("2026-12-10"): "holiday"]
    try play.submit(.reloaded(community))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let day = CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(9))
    try play.submit(.move("office-hours/2026-12-03", to: day, because: "room"))
    #expect(dates(play, .everyone) == ["office-hours/2026-12-03", "office-hours/2026-12-17"])
    let range = Fixture.instant("2026-12-01T00:00:00Z")..<Fixture.instant("2026-12-20T00:00:00Z")
    let moved = try #require(play.book.schedule(for: .everyone, in: range).first)
    #expect(moved.start == Fixture.instant("2026-12-04T09:00:00Z") && moved.sequence == 1)
  }

  /// A cancellation stays for whoever looks once a month, also when the book has let go of it.
  @Test func whatIsOverIsShownFromItsRow() throws {
    var play = try play()
    try play.pass(until: "2026-12-02T18:00:00Z")
    let id = try #require(OccurrenceID("office-hours/2026-12-03"))
    let row = try #require(play.book.occurrences[id])
    let range = Fixture.instant("2026-12-01T00:00:00Z")..<Fixture.instant("2026-12-20T00:00:00Z")
    let before = play.book.schedule(for: .everyone, in: range, past: [row])
    #expect(before.first?.id == id && before.first?.isCancelled == true)
    try play.pass(until: "2026-12-30T00:00:00Z")
    #expect(play.book.occurrences[id] == nil)
    let after = play.book.schedule(for: .everyone, in: range, past: [row])
    #expect(after.first == before.first)
  }

  /// What was shown is of the instant of its last change, also where nobody was sent a mail of it.
  @Test func aChangeThatNoMailTellsOfIsOfNowAsWell() throws {
    var play = try play()
    play.now = Fixture.instant("2026-11-21T09:00:00Z")
    let range = Fixture.instant("2026-12-01T00:00:00Z")..<Fixture.instant("2026-12-20T00:00:00Z")
    func first() throws -> Scheduled {
      try #require(play.book.schedule(for: .everyone, in: range).first)
    }
    let planned = try first()
    try play.submit(.cancel("office-hours/2026-12-03", because: "ill"))
    #expect(play.notices.allSatisfy { $0.recipient.person == nil }, "nobody had been invited")
    let cancelled = try first()
    #expect(cancelled.isCancelled && cancelled.sequence > planned.sequence)
    #expect(cancelled.changedAt == play.now && planned.changedAt < play.now)
    // At the same second it is later all the same.
    try play.submit(.reinstate("office-hours/2026-12-03", because: "well"))
    #expect(try first().changedAt == play.now + .seconds(1))
  }

  /// Whoever keeps a calendar may keep it until the revision changes, whatever happens.
  @Test func theSameRevisionIsTheSameCalendar() throws {
    var play = try play()
    let range = Fixture.instant("2026-11-01T00:00:00Z")..<Fixture.instant("2027-07-01T00:00:00Z")
    let readers: [Readership] =
      [.everyone, .group("mentees"), .series(SeriesID("office-hours"))]
      + ["ana", "ben", "cai", "dee"].map { .person(PersonID($0)) }
    func calendars() -> [[Scheduled]] { readers.map { play.book.schedule(for: $0, in: range) } }
    var seen = (play.book.scheduleRevision, calendars())
    var kept = 0
    func look(_ what: String) {
      let now = (play.book.scheduleRevision, calendars())
      if now.0 == seen.0 {
        #expect(now.1 == seen.1, "\(what)")
        kept += 1
      }
      seen = now
    }
    let first = "office-hours/2026-12-03"
    let day = CivilDateTime(date: Fixture.date("2026-12-11"), time: Fixture.time(9))
    let inputs: [(String, Input)] = [
      ("2026-11-27T15:00:00Z", .mute(PersonID("ben"), true)),
      ("2026-11-28T00:00:00Z", .addItem(to: first, by: nil, text: "x", isPrivate: false)),
      ("2026-12-02T19:00:00Z", .cancel(first, because: "ill")),
      ("2026-12-03T08:00:00Z", .reinstate(first, because: "well")),
      ("2026-12-05T00:00:00Z", .move("office-hours/2026-12-10", to: day, because: "room")),
      ("2026-12-12T00:00:00Z", .resumed(after: .hours(3))),
    ]
    for (at, input) in inputs {
      try play.pass(until: at)
      look("until \(at)")
      let before = seen.0
      try play.submit(input)
      look("\(input)")
      switch input {
      case .cancel, .reinstate, .move: #expect(seen.0 > before, "\(input)")
      default: #expect(seen.0 == before, "\(input)")
      }
    }
    var community = play.book.community
    try play.submit(.reloaded(community))
    look("the same again")
    let before = seen.0
    community.people[PersonID("ana")]?.name = "Ana Sá"
    try play.submit(.reloaded(community))
    #expect(play.book.scheduleRevision > before, "hosts are named in calendars")
    #expect(kept >= 4)
  }

  @Test func timePassingChangesNothingThatWasNotDecided() throws {
    var play = try play()
    let range = Fixture.instant("2026-12-01T00:00:00Z")..<Fixture.instant("2027-02-01T00:00:00Z")
    let before = play.book.schedule(for: .everyone, in: range)
    try play.pass(until: "2026-11-26T00:00:00Z")
    #expect(play.book.schedule(for: .everyone, in: range) == before)
  }
}
