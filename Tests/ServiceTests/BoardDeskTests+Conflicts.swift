import Cadence
import Meetings
import Messages
import Testing

@testable import Service

/// Meetings in each other's way, as they stand.
extension BoardDeskTests {
  private func conflicts(on desk: Desk) throws -> [String] {
    try desk.board(try status(), week: nil).needs.map(\.word).filter { $0.contains(" and ") }
  }

  /// The same room, and the same person, also where somebody moved a meeting there.
  @Test func meetingsInEachOthersWay() async throws {
    let meetings = """
      meetings:
        a: { title: A, when: Friday 09:00 UTC, hosts: ana, link: https://meet.example.org/a }
        b: { title: B, when: Friday 10:00 UTC, hosts: ben, link: https://MEET.example.org/a/ }
        c: { title: C, when: Friday 12:00 UTC, hosts: ana, account: zoom-1 }
        d: { title: D, when: Friday 12:30 UTC, hosts: ben, account: Zoom-1, accept: same account }
      """
    func found(_ script: String) async throws -> [String] {
      try await desk(at: "2026-11-27T08:00:00Z", meetings, script) { try conflicts(on: $0) }
    }
    #expect(
      try await found("") == [
        "a/2026-11-27 and b/2026-11-27 room https://MEET.example.org/a/ touching"
      ])
    let move = """
      {"at":"2026-11-26T10:00:00Z","do":"move","occurrence":"c/2026-11-27","to":"2026-11-27T09:30","because":"A train"}
      """
    #expect(
      try await found(move) == [
        "a/2026-11-27 and c/2026-11-27 person ana",
        "a/2026-11-27 and b/2026-11-27 room https://MEET.example.org/a/ touching",
      ])
    // What overlaps later is worse than what touches today.
    let worse = """
      {"at":"2026-11-26T10:00:00Z","do":"move","occurrence":"b/2026-12-04","to":"2026-12-04T09:30","because":"A train"}
      """
    #expect(
      try await found(worse) == ["a/2026-12-04 and b/2026-12-04 room https://MEET.example.org/a/"])
  }

  /// Each thing is to be had once, whatever the order in which they are kept.
  @Test func everythingThatTwoWantIsSaid() async throws {
    let meetings = """
      meetings:
        a: { title: A, when: Friday 09:00 UTC, hosts: ana, place: Room 1, account: Zoom-1 }
        b: { title: B, when: Friday 09:30 UTC, hosts: ana, place: ROOM 1, account: zoom-1 }
        c: { title: C, when: Friday 11:00 UTC, hosts: ben, place: Room 2, link: https://c.example.org }
        d: { title: D, when: Friday 11:30 UTC, hosts: cid, place: room 2, link: https://C.example.org }
      """
    let found = try await desk(at: "2026-11-27T08:00:00Z", meetings, "") {
      try conflicts(on: $0)
    }
    #expect(
      found == [
        "a/2026-11-27 and b/2026-11-27 room ROOM 1",
        "a/2026-11-27 and b/2026-11-27 account zoom-1",
        "a/2026-11-27 and b/2026-11-27 person ana",
        "c/2026-11-27 and d/2026-11-27 room https://C.example.org",
        "c/2026-11-27 and d/2026-11-27 room room 2",
      ])
  }

  /// What a mentorship accepts is of its first meeting as well.
  @Test func aFirstMeetingMayShareItsRoom() async throws {
    func found(_ accept: String) async throws -> [String] {
      let meetings = """
        meetings:
          a: { title: A, when: Friday 09:00 UTC, hosts: cid, link: https://meet.example.org/a }
        programs:
          autumn:
            term: 2026-11-02 .. 2026-12-18
            mentors: ben
            mentorships:
              ana:
                mentee: ana
                when: Tuesday 16:00 UTC
                first meeting: { when: once on 2026-12-04 09:30 UTC, link: https://meet.example.org/a }
                \(accept)
        """
      return try await desk(at: "2026-11-27T08:00:00Z", meetings, "") { try conflicts(on: $0) }
    }
    #expect(
      try await found("") == [
        "a/2026-12-04 and autumn.ana.first/2026-12-04 room https://meet.example.org/a"
      ])
    #expect(try await found("accept: same room").isEmpty)
  }
}

/// Dates that an edit takes out, beside what had been decided of them.
extension BoardDeskTests {
  @Test func whatWasDecidedOfADateThatIsOffIsStillTold() async throws {
    try await desk(at: "2026-11-27T16:00:00Z") { desk in
      var community = desk.book.community
      let hours = SeriesID("hours")
      for day in ["2026-11-05", "2026-11-12"] {
        community.series[hours]?.skips[try #require(CivilDate(day))] = "Harvest"
      }
      let book = Book(community: community, occurrences: [])
      let edited = Desk(
        store: desk.store, book: book, shapes: [:], templates: .none, links: nil, inbox: nil,
        now: desk.now)
      func first(_ name: String) throws -> (line: String, more: Int) {
        let lines = try edited.why(name).map(\.line)
        return (lines.first ?? "", lines.count - 1)
      }
      let christmas = try first("hours/2026-12-24")
      #expect(christmas == ("hours/2026-12-24: not planned: skipped (Christmas)", 0))
      // It was off for its empty agenda already, and the other was held.
      let cancelled = try first("hours/2026-11-12")
      #expect(cancelled.line == "hours/2026-11-12: not planned: skipped (Harvest)")
      #expect(cancelled.more > 3)
      let held = try first("hours/2026-11-05")
      #expect(!held.line.contains("skipped") && held.more > 3)
      #expect(try edited.boardMeeting("hours/2026-11-05").upcoming.state == .held)
      #expect {
        try edited.boardMeeting("hours/2026-12-24")
      } throws: { error in
        (error as? Refusal)?.fix
          == "take it out of `skip:`, or of the calendar in `holidays:`, if it is to take place"
      }
    }
  }
}
