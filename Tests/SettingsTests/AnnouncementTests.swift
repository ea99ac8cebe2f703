import Cadence
import Meetings
import Settings
import Testing

/// `announcements:` of a program, as the tasks that the service has itself.
@Suite struct AnnouncementTests {
  private func plans(_ programs: String) throws -> [String: TaskPlan] {
    let result = Fixture.read(
      """
      timezone: Europe/Warsaw
      channels:
        announce: { webhook: "https://hooks.example.org/x" }
        students: { webhook: "https://hooks.example.org/y" }
      code of conduct: https://example.org/conduct
      \(programs)
      """)
    guard case .success(let settings) = result else {
      Issue.record("\(Fixture.printed(result))")
      return [:]
    }
    let all = settings.community.tasks.values
    return Dictionary(all.map { ("\($0.id)", $0) }, uniquingKeysWith: { a, _ in a })
  }

  private func instants(_ plan: TaskPlan?) -> [String?] {
    guard case .at(let due)? = plan?.due else { return [] }
    return ["\(due)", plan?.post?.until.map { "\($0)" }]
  }

  @Test func datesAreAbsoluteOrCountedInTheCommunitysZone() throws {
    let plans = try plans(
      """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          dates: { opening: 2027-03-01 18:00 UTC }
          mentorships: {}
          announcements:
            day: { say: A, when: 2027-03-01, until: 2027-03-31, notify: announce }
            counted: { say: B, when: 1 week before opening, until: opening, notify: announce }
            term: { say: C, when: 12 weeks before start of term at 10:00, notify: announce }
      """)
    // Warsaw is an hour ahead, and two from the 28th on.
    #expect(
      instants(plans["summer/day"]) == ["2027-03-01T08:00:00Z", "2027-03-31T21:59:00Z"])
    #expect(
      instants(plans["summer/counted"]) == ["2027-02-22T18:00:00Z", "2027-03-01T18:00:00Z"])
    #expect(instants(plans["summer/term"]) == ["2027-03-09T09:00:00Z", nil])
    #expect(plans.values.allSatisfy { $0.owners.isEmpty && $0.escalation.isEmpty })
    #expect(plans.values.map(\.place).sorted() == [0, 1, 2])
  }

  @Test func aCodeOfConductOfItsOwnComesFirst() throws {
    let word = "say: A, when: 2027-03-01, notify: [students, announce, students]"
    let plans = try plans(
      """
      programs:
        a:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          announcements: { open: { \(word), link: https://example.org/apply } }
        b:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          code of conduct: https://example.org/b
          announcements:
            open: { \(word) }
            own: { \(word), code of conduct: https://example.org/own }
      """)
    #expect(plans["a/open"]?.post?.codeOfConduct == "https://example.org/conduct")
    #expect(plans["b/open"]?.post?.codeOfConduct == "https://example.org/b")
    #expect(plans["b/own"]?.post?.codeOfConduct == "https://example.org/own")
    #expect(plans["a/open"]?.link == "https://example.org/apply")
    #expect(plans["a/open"]?.post?.channels.map(\.name) == ["students", "announce"])
  }

  @Test func aProgramChangesOrLeavesOutWhatItsProfileAnnounces() throws {
    let plans = try plans(
      """
      profiles:
        p:
          announcements:
            open: { say: Apply, when: 8 weeks before start of term, notify: announce }
            over: { say: Thank you, when: end of term, notify: announce }
      programs:
        a: { profile: p, term: 2027-06-01 .. 2027-08-31, mentorships: {} }
        b:
          profile: p
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          announcements: { open: { when: 2027-03-01 09:00 UTC }, over: no }
        c: { profile: p, term: 2027-06-01 .. 2027-08-31, mentorships: {}, announcements: no }
      """)
    #expect(plans.keys.sorted() == ["a/open", "a/over", "b/open"])
    #expect(instants(plans["b/open"]) == ["2027-03-01T09:00:00Z", nil])
    #expect(plans["b/open"]?.text == "Apply")
  }
}
