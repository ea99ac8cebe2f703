import Cadence
import Meetings
import Testing

/// When both sides of a pair have time, as each of them reads it.
@Suite struct SharedHoursTests {
  private typealias Hours = (Int, Int)

  /// What both say; ana is in Warsaw, ben in Kolkata, cai in Los Angeles.
  private func told(
    _ hours: [String: Hours], mentors: [String] = ["ana"], on date: String = "2027-06-08",
    away: String? = nil
  ) throws -> [String] {
    var series = try Fixture.oneOnOne()
    series.recurrence = .once(
      on: Fixture.date(date), at: Fixture.time(16), in: try Fixture.zone("Europe/Warsaw"))
    series.reminders = [try Lead(parsing: "1 day before"), try Lead(parsing: "1 hour before")]
    series.channels = []
    series.hosts = mentors.map { .person(PersonID($0)) }
    series.mentorship?.mentors = mentors.map { PersonID($0) }
    series.mentorship?.retrospective = nil
    var community = try Fixture.community(series)
    for (id, (from, until)) in hours {
      community.people[PersonID(id)]?.hours = DayHours(
        from: Fixture.time(from), until: Fixture.time(until))
    }
    if let away {
      community.people[PersonID(away)]?.away = Fixture.off(date)
    }
    var play = try Play(community, at: "2027-01-01T00:00:00Z")
    try play.pass(until: "\(date)T14:10:00Z")
    #expect(Set(play.notices.map(\.kind)) == [.invitation, .reminder])
    let lines = play.notices.flatMap { notice in
      (notice.facts.sharedHours ?? []).map { shared in
        let with = shared.with.map { " with \($0)" } ?? ""
        return "\(notice.recipient.name)\(with): \(shared.from.local) \(shared.until.local)"
      }
    }
    // Both kinds say the same.
    #expect(lines.prefix(lines.count / 2) == lines.suffix(lines.count / 2))
    return Array(lines.prefix(lines.count / 2))
  }

  /// 9 to 17 in Warsaw are 12:30 to 20:30 in Kolkata.
  @Test func eachReadsItByTheirOwnClock() throws {
    #expect(
      try told(["ana": (9, 17), "ben": (10, 22)]) == [
        "ana: 2027-06-08T09:00 2027-06-08T17:00", "ben: 2027-06-08T12:30 2027-06-08T20:30",
      ])
  }

  /// In winter clocks in Warsaw are an hour back, and those in Kolkata are not.
  @Test func itIsOfTheDayOfTheMeeting() throws {
    #expect(
      try told(["ana": (9, 17), "ben": (10, 19)], on: "2027-02-09") == [
        "ana: 2027-02-09T09:00 2027-02-09T14:30", "ben: 2027-02-09T13:30 2027-02-09T19:00",
      ])
    #expect(
      try told(["ana": (9, 17), "ben": (10, 19)]) == [
        "ana: 2027-06-08T09:00 2027-06-08T15:30", "ben: 2027-06-08T12:30 2027-06-08T19:00",
      ])
  }

  @Test func hoursMaySpanMidnight() throws {
    #expect(
      try told(["ana": (20, 2), "ben": (1, 4)]) == [
        "ana: 2027-06-08T21:30 2027-06-09T00:30", "ben: 2027-06-08T01:00 2027-06-08T04:00",
      ])
  }

  @Test func whereNobodySaysSoOrNothingIsSharedNothingIsSaid() throws {
    #expect(try told([:]).isEmpty)
    #expect(try told(["ana": (9, 17)]).isEmpty)
    #expect(try told(["ana": (9, 12), "ben": (20, 23)]).isEmpty)
  }

  @Test func ofSeveralMentorsEachIsNamed() throws {
    #expect(
      try told(
        ["ana": (9, 17), "ben": (10, 22), "cai": (9, 17)], mentors: ["ana", "cai", "dee"]) == [
          "ana with Ben: 2027-06-08T09:00 2027-06-08T17:00",
          "ben with Ana: 2027-06-08T12:30 2027-06-08T20:30",
          "ben with Cai: 2027-06-08T21:30 2027-06-08T22:00",
          "cai with Ben: 2027-06-08T09:00 2027-06-08T09:30",
        ])
  }

  @Test func whoIsAwayHasNoTime() throws {
    let hours = ["ana": (9, 17), "ben": (10, 22), "cai": (9, 17)]
    let told = try told(hours, mentors: ["ana", "cai", "dee"], away: "cai")
    #expect(!told.isEmpty && !told.contains { $0.contains("Cai") })
  }
}
