import Cadence
import Meetings
import Settings
import Testing

/// What tasks of meetings and of programs say, and whom and when they mean.
@Suite struct TaskTests {
  private static let programs = """
    programs:
      summer:
        title: Summer of Code
        term: 2027-06-01 .. 2027-08-31
        mentors: ben
        coordinators: crew
        dates: { selection: 2027-05-06 18:00 UTC }
        program tasks:
          announce: { do: Announce it, who: coordinators, due: 2 weeks before start of term }
          form: { do: Fill in the form, who: mentors, due: 2 days before selection, at the latest: selection }
          meetup: { do: Help, who: [mentees, ana], due: 4 weeks before end of term, optional: yes }
        mentorships:
          ana: { mentee: ana, when: Tuesday 16:00 Europe/Warsaw, extend: 1 month, tasks: {
            early: { do: Think, who: mentee, due: 1 hour before the last meeting } } }

    """

  private static let meetings = """
    meetings:
      oh:
        title: OH
        when: Thursday 14:00 Europe/Berlin
        starting: 2026-12-03
        hosts: crew
        invite: [mentees, ana]
        tasks:
          review: { do: Ask, who: hosts, due: 4 weeks after the first meeting }
          think: { do: Think, who: [invited, mentors], due: 2026-12-24 12:00 }
      meetup:
        title: Meetup
        when: once on 2027-09-16 18:00 Europe/Berlin
        hosts: ana
        tasks:
          mc: { do: Choose, who: ben, due: 2 weeks before the meeting, copy to: hosts }
          film: { do: Publish, who: hosts, opens: the last meeting, due: 1 week after the meeting }

    """

  private func tasks(_ text: String) throws -> [String: TaskPlan] {
    let tasks = try Fixture.read(text).get().community.tasks
    return Dictionary(uniqueKeysWithValues: tasks.map { ("\($0)", $1) })
  }

  private static func people(_ names: String...) -> [Member] {
    names.map { .person(PersonID($0)) }
  }

  @Test func ofAProgramItself() throws {
    let tasks = try tasks(Self.programs)
    let announce = try #require(tasks["summer/announce"])
    #expect(announce.owners == [.group("crew")] && announce.watchers == [])
    // Nobody else looks after it.
    #expect(announce.escalation == [])
    #expect(announce.due == .at(try #require(Instant("2027-05-18T09:00:00Z"))))
    let form = try #require(tasks["summer/form"])
    #expect(form.owners == Self.people("ben"))
    #expect(form.escalation.map(\.people) == [[.group("crew")]])
    #expect(form.final == .at(try #require(Instant("2027-05-06T18:00:00Z"))))
    let meetup = try #require(tasks["summer/meetup"])
    #expect(meetup.owners == Self.people("ana", "ana"))
    // Of the program's term, whoever goes on for longer.
    #expect(meetup.due == .at(try #require(Instant("2027-08-03T23:59:00Z"))))
    let community = try Fixture.read(Self.programs).get().community
    #expect(community.title(around: form.id) == "Summer of Code")
  }

  @Test func ofAMenteeWhoAwaitsAMentor() throws {
    let text = """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          coordinators: crew
          mentorships:
            pair: { mentee: [ana, ben], mentors: wanted, issue: "https://example.org/issues/7" }

      """
    let community = try Fixture.read(text).get().community
    #expect(community.series.isEmpty)
    let search = try #require(try tasks(text)["summer/mentor-for-pair"])
    #expect(community.tasks.count == 1)
    #expect(search.owners == [.group("crew")] && search.watchers == [])
    #expect(search.link == "https://example.org/issues/7")
    // Nobody looks for one once the term is over.
    #expect(search.again?.every == Period(days: 7) && search.due == nil)
    #expect(search.again?.until == Instant("2027-08-31T23:59:00Z"))
    let extended = try tasks(
      text.replacing("mentors: wanted,", with: "mentors: wanted, extend: 1 month,"))
    #expect(extended["summer/mentor-for-pair"]?.again?.until == Instant("2027-09-30T23:59:00Z"))
  }

  @Test func somebodyMayBeCalledWanted() throws {
    let text = """
      people: { wanted: { email: w@example.org } }
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentorships: { ana: { mentee: ana, mentors: wanted, when: Tuesday 16:00 UTC } }

      """
    let series = try Fixture.read(text).get().community.series.values.first
    #expect(series?.mentorship?.mentors == [PersonID("wanted")])
  }

  @Test func ofAMeeting() throws {
    let tasks = try tasks(Self.meetings)
    let review = try #require(tasks["oh/review"])
    #expect(review.owners == [.group("crew")] && review.escalation == [])
    #expect(review.due == .at(try #require(Instant("2026-12-31T13:00:00Z"))))
    // As they are named in `invite:`.
    #expect(
      tasks["oh/think"]?.owners == [.group("mentees")] + Self.people("ana") + [.group("mentors")])
    #expect(tasks["oh/think"]?.escalation.map(\.people) == [[.group("crew")]])
    #expect(tasks["oh/think"]?.watchers == [])
    let mc = try #require(tasks["meetup/mc"])
    #expect(mc.watchers == Self.people("ana"))
    #expect(mc.escalation.map(\.people) == [Self.people("ana")])
  }

  /// "Before" a meeting is before it begins. In a mentorship everything counts from the end.
  @Test func fromWhereTheLastMeetingIsCounted() throws {
    func end(_ due: TaskPlan.Due?) -> String? {
      switch due {
      case .lastStart(let distance): "start, \(distance)"
      case .lastEnd(let distance): "end, \(distance)"
      case .at, nil: nil
      }
    }
    let tasks = try tasks(Self.meetings + Self.programs)
    #expect(end(tasks["meetup/mc"]?.due) == "start, 2 weeks before meeting")
    #expect(end(tasks["meetup/film"]?.due) == "end, 1 week after meeting")
    #expect(end(tasks["meetup/film"]?.opens) == "end, last meeting")
    #expect(end(tasks["summer.ana/early"]?.due) == "end, 1 hour before the last meeting")
  }

  @Test func aProgramMayHaveNoMentorshipsYet() throws {
    let tasks = try tasks(
      """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          program tasks:
            meet: { do: Meet, who: mentees }
            teach: { do: Teach, who: mentors }
      """)
    #expect(tasks.mapValues(\.owners) == ["summer/meet": [], "summer/teach": []])
  }

  @Test func aProgramLiesOverItsProfile() throws {
    let profile = """
      profiles: { p: { program tasks: {
        a: { do: A, who: coordinators, due: 2027-07-01 }, b: { do: B, who: coordinators } } } }
      """
    let term = "profile: p, term: 2027-06-01 .. 2027-08-31, coordinators: ana, mentorships: {}"
    let changed = try tasks(
      """
      \(profile)
      programs: { summer: { \(term), program tasks: { a: { do: Z }, b: no } } }
      """)
    #expect(changed.mapValues(\.text) == ["summer/a": "Z"])
    let none = try tasks("\(profile)\nprograms: { summer: { \(term), program tasks: no } }")
    #expect(none.isEmpty)
  }
}
