import Cadence
import Meetings
import Settings
import Testing

/// The keys that say when a meeting is, as they become its dates and its length.
@Suite struct WhenTests {
  private func series(_ text: String, _ id: String = "m") throws -> Series {
    let settings = try Fixture.read(text).get()
    return try #require(settings.community.series[SeriesID(id)])
  }

  /// The meeting `m` with those keys: its first dates on the wall, and minutes.
  private func meeting(_ keys: String) throws -> (starts: [String], minutes: Int64) {
    let series = try series("meetings: { m: { title: M, invite: crew, \(keys) } }")
    return (
      series.recurrence.prefix(2).map(\.local.description), series.duration.count / 60
    )
  }

  @Test(
    arguments: [
      (
        "rrule: FREQ=MONTHLY;BYDAY=-1FR, starting: 2026-12-25 14:00 Europe/Berlin",
        ["2026-12-25T14:00", "2027-01-29T14:00"], 60
      ),
      (
        "rrule: FREQ=DAILY, starting: 2026-12-25 14:00-14:30 UTC",
        ["2026-12-25T14:00", "2026-12-26T14:00"], 30
      ),
      (
        "cron: 0 14 * * 4 Europe/Berlin, starting: 2026-12-01",
        ["2026-12-03T14:00", "2026-12-10T14:00"], 60
      ),
      (
        "calendar: Thu *-*-1..7 16:00 UTC, starting: 2026-12-01",
        ["2026-12-03T16:00", "2027-01-07T16:00"], 60
      ),
      (
        """
        alternate: [Tuesday 09:00-10:30 UTC, Thursday 16:00-17:30 UTC], starting: 2026-12-01
        """,
        ["2026-12-01T09:00", "2026-12-10T16:00"], 90
      ),
      (
        """
        alternate: [Thursday 14:00-16:00 UTC until 2026-12-02, Monday 09:00-10:00 UTC], starting: 2026-12-03
        """,
        ["2026-12-07T09:00", "2026-12-21T09:00"], 60
      ),
      (
        "when: [Thursday 14:00-15:00 UTC, Monday 09:00 UTC], duration: 1 hour, starting: 2026-12-01",
        ["2026-12-03T14:00", "2026-12-07T09:00"], 60
      ),
      (
        "when: [on demand, once on 2026-12-10 16:00-17:30 UTC, once on 2026-12-11 16:00-17:30 UTC]",
        ["2026-12-10T16:00", "2026-12-11T16:00"], 90
      ),
    ] as [(String, [String], Int64)])
  func isRead(_ keys: String, _ starts: [String], _ minutes: Int64) throws {
    let found = try meeting(keys)
    #expect(found.starts == starts)
    #expect(found.minutes == minutes)
  }

  @Test(arguments: [
    (
      "when: [Thursday 14:00-15:00 UTC, Friday 14:00-14:30 UTC]",
      "the meetings are not of one length. write `duration: 1 hour` instead"
    ),
    (
      "when: Thursday 14:00-15:00 UTC, duration: 30 minutes",
      "`when` gives an end after 1 hour, and `duration` says 30 minutes. leave one of them out"
    ),
    (
      "alternate: [Tuesday 09:00 UTC, Thursday 16:00 UTC], starting: 2026-12-02, until: 2026-12-05",
      "`alternate` never comes. check it, `starting` and `until`"
    ),
  ])
  func isRefused(_ keys: String, _ problem: String) {
    let printed = Fixture.printed("meetings: { m: { title: M, invite: crew, \(keys) } }")
    #expect(printed.count == 1)
    #expect(printed.first?.hasSuffix(problem) == true, "\(printed)")
  }

  /// Where the program says no length, the sentence's is the one.
  @Test func aMentorshipMayGiveItsEnd() throws {
    let series = try series(
      """
      programs:
        p:
          term: 2027-06-01 .. 2027-08-31
          mentors: [ben]
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00-17:00 UTC } }
      """, "p.ana")
    #expect(series.duration == .hours(1))
  }
}
