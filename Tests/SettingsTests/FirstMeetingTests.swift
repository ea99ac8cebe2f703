import Cadence
import Meetings
import Settings
import Testing

/// `first meeting:` of a mentorship over that of its program.
@Suite struct FirstMeetingTests {
  private func series(_ own: String) throws -> [SeriesID: Series] {
    let text = """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          coordinators: crew
          silent after: 2 weeks
          first meeting: { duration: 1 hour, agenda: { if empty: warn, standing: [Hello] } }
          mentorships:
            ana: { mentee: ana, when: Tuesday 16:00 UTC, link: "https://meet.example.org/a"\(own) }

      """
    return try Fixture.read(text).get().community.series
  }

  @Test func itIsOfThePairAndAsTheProgramHasIt() throws {
    let when = "when: once on 2027-06-03 09:00 Asia/Kolkata"
    let all = try series(", first meeting: { \(when), agenda: { opens: 2 days before } }")
    let (pair, first) = try (
      #require(all[SeriesID("summer.ana")]), #require(all[SeriesID("summer.ana.first")])
    )
    #expect(first.recurrence.first?.instant == Instant("2027-06-03T03:30:00Z"))
    #expect(first.duration == .hours(1) && first.link == pair.link)
    #expect(first.hosts == pair.hosts && first.invite == pair.invite)
    #expect(first.agenda?.standing == ["Hello"] && first.agenda?.ifEmpty == .warn)
    #expect(first.agenda?.opens == .days(2))
    #expect(first.mentorship?.pair == pair.mentorship?.pair)
    // Said once, around the 1:1s.
    #expect(first.mentorship?.retrospective == nil && first.mentorship?.silence == nil)
    #expect(first.mentorship?.completion == nil)
    #expect(pair.mentorship?.retrospective != nil && pair.mentorship?.silence != nil)
  }

  @Test func thereIsNoneAsLongAsNobodySaysWhen() throws {
    #expect(try series("").keys.sorted() == [SeriesID("summer.ana")])
    #expect(try series(", first meeting: no").keys.sorted() == [SeriesID("summer.ana")])
  }
}
