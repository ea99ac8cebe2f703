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

  @Test func timePassingChangesNothingThatWasNotDecided() throws {
    var play = try play()
    let range = Fixture.instant("2026-12-01T00:00:00Z")..<Fixture.instant("2027-02-01T00:00:00Z")
    let before = play.book.schedule(for: .everyone, in: range)
    try play.pass(until: "2026-11-26T00:00:00Z")
    #expect(play.book.schedule(for: .everyone, in: range) == before)
  }
}
