import Cadence
import Meetings
import Testing

/// Who is in a group on a day.
@Suite struct GroupTests {
  /// Ben's mentor is ana, from 8 June to 31 August 2027; `former` was over before that.
  private func community(_ groups: [String: Group]) throws -> Community {
    var former = try Fixture.oneOnOne()
    former.id = SeriesID("spring.ana")
    let term = Fixture.date("2027-01-05")...Fixture.date("2027-03-30")
    former.mentorship = Mentorship(
      program: "spring", mentees: [PersonID("ana"), PersonID("cai")], mentors: [PersonID("dee")],
      term: term, lastDay: term.upperBound, retrospective: nil)
    var community = try Fixture.community(Fixture.oneOnOne(lastDay: "2027-08-31"), former)
    community.groups.merge(groups) { _, own in own }
    return community
  }

  private func names(_ group: String, _ date: String, _ community: Community) -> [String] {
    community.people(in: [.group(group)], on: Fixture.date(date)).map(\.name).sorted()
  }

  private static let hangout = Group.rest(
    of: [.group("mentees"), .group("alumni")], without: [.group("mentors")])

  @Test func itLeavesOutWhoeverIsInTheOtherOnThatDay() throws {
    let community = try community(["hangout": Self.hangout])
    #expect(names("hangout", "2027-03-01", community) == ["ana", "cai"])
    // All of them are alumni, and nobody mentors.
    #expect(names("hangout", "2027-05-01", community) == ["ana", "cai"])
    // Ana mentors ben now.
    #expect(names("hangout", "2027-06-10", community) == ["ben", "cai"])
    #expect(names("hangout", "2027-10-01", community) == ["ana", "ben", "cai"])
  }

  @Test func itMayBePartOfAnother() throws {
    let community = try community([
      "hangout": Self.hangout,
      "guests": .rest(
        of: [.group("hangout"), .person(PersonID("dee"))], without: [.person(PersonID("cai"))]),
    ])
    #expect(names("guests", "2027-06-10", community) == ["ben", "dee"])
  }

  /// A group that was looked at before leaves out all of its people as well.
  @Test func whomItLeavesOutIsNotForgottenBesideOthers() throws {
    let community = try community(["hangout": Self.hangout])
    let members: [Member] = [.group("mentors"), .group("hangout")]
    let found = community.people(in: members, on: Fixture.date("2027-06-10"))
    #expect(found.map(\.name).sorted() == ["ana", "ben", "cai"])
    var twice = community
    twice.groups["all"] = .members([.group("mentors"), .group("hangout"), .group("hangout")])
    twice.groups["rest"] = .rest(of: [.group("all")], without: [.group("hangout")])
    #expect(names("rest", "2027-06-10", twice) == ["ana"])
  }

  /// `check` refuses them, and this still ends.
  @Test func groupsThatNameEachOtherEnd() throws {
    let community = try community([
      "a": .rest(of: [.group("b"), .person(PersonID("ana"))], without: [.group("c")]),
      "b": .members([.group("a"), .person(PersonID("ben"))]),
      "c": .rest(of: [.group("c")], without: [.group("a")]),
    ])
    #expect(names("a", "2027-06-10", community) == ["ana", "ben"])
  }

  /// Each is looked at once, however many name it.
  @Test func groupsOfGroupsAreReadInTime() throws {
    var groups: [String: Group] = ["g0": .members([.person(PersonID("ana"))])]
    for number in 1...200 {
      let inner = Member.group("g\(number - 1)")
      groups["g\(number)"] = .rest(of: [inner, inner, inner], without: [.person(PersonID("ben"))])
    }
    #expect(try names("g200", "2027-06-10", community(groups)) == ["ana"])
  }

  @Test func whoeverIsHigherIsLowerAsWell() throws {
    var community = try Fixture.community()
    community.levels = ["participant", "contributor", "reviewer", "committer"]
    community.people[PersonID("ana")]?.roles = ["committer"]
    community.people[PersonID("ben")]?.roles = ["reviewer", "speaker"]
    func people(with role: String) -> [String] {
      community.groups["x"] = .role(role)
      return names("x", "2027-01-01", community)
    }
    #expect(people(with: "committer") == ["ana"])
    #expect(people(with: "reviewer") == ["ana", "ben"])
    #expect(people(with: "contributor") == ["ana", "ben"])
    // It takes nothing.
    #expect(people(with: "participant") == ["ana", "ben", "cai", "dee"])
    #expect(people(with: "speaker") == ["ben"])
  }
}
