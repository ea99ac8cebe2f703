import Cadence
import Meetings
import Testing

/// Items that outlive their meeting, and items that every meeting has.
@Suite struct Carrying {
  private static let first = "office-hours/2026-12-03"
  private static let second = "office-hours/2026-12-10"

  private func world(standing: [String] = [], carriesOver: Bool = true) throws -> Play {
    var series = try Fixture.officeHours()
    series.agenda?.standing = standing
    series.agenda?.carriesOver = carriesOver
    return try Play(Fixture.community(series), at: "2026-12-01T00:00:00Z")
  }

  private func add(_ text: String, by author: String, to world: inout Play) throws {
    try world.submit(
      .addItem(to: Self.first, by: PersonID(author), text: text, isPrivate: false))
  }

  private func items(_ world: Play, _ id: String) -> [String] {
    OccurrenceID(id).flatMap { world.book.occurrences[$0]?.items.map(\.text) } ?? []
  }

  @Test func aCancelledMeetingsItemsMoveOnAndTheirAuthorIsTold() throws {
    var world = try world()
    try add("pair review", by: "ben", to: &world)
    let before = world.notices.count
    try world.submit(.cancel(Self.first, because: "ill"))
    #expect(items(world, Self.second) == ["pair review"])
    #expect(items(world, Self.first) == ["pair review"], "its own agenda stays as it was")
    let told = world.told(since: before).filter { $0.hasPrefix("late-item") }
    #expect(told == ["late-item to ben"])
    try world.pass(until: "2026-12-09T19:00:00Z")
    #expect(world.state(Self.second) == "confirmed")
  }

  @Test func withoutTheKeyTheyStay() throws {
    var world = try world(carriesOver: false)
    try add("pair review", by: "ben", to: &world)
    try world.submit(.cancel(Self.first, because: "ill"))
    #expect(items(world, Self.second).isEmpty)
  }

  @Test func aReinstatedMeetingHasThemBackAndNobodyElse() throws {
    var world = try world()
    try add("pair review", by: "ben", to: &world)
    try world.submit(.cancel(Self.first, because: "ill"))
    try world.submit(.reinstate(Self.first, because: "well"))
    #expect(items(world, Self.first) == ["pair review"])
    #expect(items(world, Self.second).isEmpty)
    try world.pass(until: "2026-12-02T19:00:00Z")
    #expect(world.state(Self.first) == "confirmed")
  }

  @Test func overSeveralCancellationsThereIsOneOfEach() throws {
    var world = try world()
    try add("pair review", by: "ben", to: &world)
    try world.submit(.cancel(Self.first, because: "ill"))
    try world.submit(.cancel(Self.second, because: "still ill"))
    #expect(items(world, "office-hours/2026-12-17") == ["pair review"])
    try world.submit(.reinstate(Self.second, because: "well"))
    #expect(items(world, "office-hours/2026-12-17").isEmpty)
    #expect(items(world, Self.second) == ["pair review"])
  }

  @Test func ofAHeldMeetingWhatPeopleSayMovesOnOnce() throws {
    var world = try world()
    try add("pair review", by: "ben", to: &world)
    try add("release", by: "ana", to: &world)
    #expect(throws: Refusal.self) {
      try world.submit(.carry(item: nil, from: Self.first))
    }
    try world.pass(until: "2026-12-03T16:00:00Z")
    #expect(world.state(Self.first) == "held")
    try world.submit(.carry(item: "pair review", from: Self.first))
    #expect(items(world, Self.second) == ["pair review"])
    #expect(throws: Refusal.self, "it is there already") {
      try world.submit(.carry(item: "pair review", from: Self.first))
    }
    #expect(throws: Refusal.self, "it never was there") {
      try world.submit(.carry(item: "lunch", from: Self.first))
    }
    try world.submit(.carry(item: nil, from: Self.first))
    #expect(items(world, Self.second) == ["pair review", "release"])
  }

  @Test func standingItemsAreListedAndKeepNothing() throws {
    var world = try world(standing: ["Announcements"])
    let invitations = world.notices.filter { $0.kind == .invitation }
    #expect(!invitations.isEmpty)
    #expect(invitations.allSatisfy { $0.facts.agenda?.standing == ["Announcements"] })
    #expect(invitations.allSatisfy { $0.facts.agenda?.items.isEmpty == true })
    try world.pass(until: "2026-12-02T19:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
  }

  @Test func anAnswerIsNotedForItsEntryAndForgottenWithTheTime() throws {
    var world = try world()
    let id = try #require(OccurrenceID(Self.first))
    let ben = PersonID("ben")
    let uid = try #require(world.book.occurrences[id]?.invitations[ben]?.uid)
    func answer(_ answer: Answer, uid: String) -> Input {
      .received(
        Reception(
          subject: .meeting(id), person: ben, message: Identity(of: uid, answer.rawValue),
          content: .answer(answer, uid: uid)))
    }
    #expect(throws: Refusal.self, "another entry") {
      try world.submit(answer(.accepted, uid: "else@example.org"))
    }
    let before = world.notices.count
    let taken = try world.submit(answer(.accepted, uid: uid))
    #expect(taken.turn.received == [Identity(of: uid, "accepted")])
    #expect(world.book.occurrences[id]?.attendance[ben]?.answer == .accepted)
    #expect(try world.submit(answer(.accepted, uid: uid)).turn.journal.isEmpty, "no news")
    #expect(world.notices.count == before, "nobody is told")
    let later = try #require(CivilDateTime("2026-12-03T16:00"))
    try world.submit(.move(Self.first, to: later, because: "room"))
    #expect(world.book.occurrences[id]?.attendance.isEmpty == true)
    try world.pass(until: "2026-12-03T18:00:00Z")
    #expect(throws: Refusal.self, "it is over") { try world.submit(answer(.declined, uid: uid)) }
  }
}
