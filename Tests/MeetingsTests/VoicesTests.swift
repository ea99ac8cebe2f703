import Cadence
import Meetings
import Testing

/// What a person does on a meeting's page: items of their own, an answer, nothing this time.
@Suite struct Voices {
  private static let first = "office-hours/2026-12-03"
  private static let second = "office-hours/2026-12-10"
  private static let ben = PersonID("ben")
  private static let cai = PersonID("cai")

  private func world(at now: String = "2026-11-30T00:00:00Z") throws -> Play {
    try Play(Fixture.community(Fixture.officeHours()), at: now)
  }

  private func row(_ world: Play, _ id: String = first) throws -> Occurrence {
    try #require(OccurrenceID(id).flatMap { world.book.occurrences[$0] })
  }

  private func add(
    _ text: String, by author: PersonID = ben, isPrivate: Bool = false, key: String? = nil
  ) -> Input {
    .addItem(to: Self.first, by: author, text: text, isPrivate: isPrivate, key: key)
  }

  // MARK: Items

  @Test func anItemIsChangedInItsPlace() throws {
    var world = try world()
    let id = try #require(try world.submit(add("pair reviw")).item)
    try world.submit(add("another", by: Self.cai))
    try world.submit(
      .editItem(id: id, in: Self.first, text: " pair\u{202e}  review ", isPrivate: true))
    let items = try row(world).items
    #expect(items.map(\.text) == ["pair review", "another"])
    #expect(items.map(\.isPrivate) == [true, false])
    #expect(world.journal.last?.cause == "edited: a private item by ben")
    let revision = try row(world).revision
    try world.submit(.editItem(id: id, in: Self.first, text: "pair review", isPrivate: nil))
    #expect(try row(world).revision == revision, "nothing was changed")
  }

  @Test func nobodyTouchesAnothersItemByTheirOwnLink() throws {
    var world = try world()
    let id = try #require(try world.submit(add("pair review")).item)
    let refused: [Input] = [
      .editItem(id: id, in: Self.first, text: "x", isPrivate: nil, own: Self.cai),
      .dropItem(id: id, from: Self.first, own: Self.cai),
      .editItem(id: id, in: Self.first, text: " \u{200b} ", isPrivate: nil, own: Self.ben),
      .editItem(id: "none", in: Self.first, text: "x", isPrivate: nil),
    ]
    for input in refused {
      #expect(throws: Refusal.self, "\(input)") { try world.submit(input) }
    }
    #expect(try row(world).items.map(\.text) == ["pair review"])
    try world.submit(.dropItem(id: id, from: Self.first, own: Self.ben))
    #expect(try row(world).items.isEmpty)
  }

  @Test func whatStandsInAFileIsChangedThere() throws {
    var world = try world()
    let bullet = FileItem(text: "from a file", author: "ben", isPrivate: false)
    try world.submit(.agendaFile(name: "agenda.md", [Fixture.date("2026-12-03"): [bullet]]))
    let id = try row(world).items[0].id
    #expect(throws: Refusal.self) {
      try world.submit(.editItem(id: id, in: Self.first, text: "x", isPrivate: nil))
    }
  }

  @Test func theSameFormSentTwiceIsOneItem() throws {
    var world = try world()
    let first = try world.submit(add("pair review", key: "k"))
    let again = try world.submit(add("pair review", key: "k"))
    #expect(first.item == again.item && again.turn.isEmpty)
    // The same form with another text is another item: nothing that was typed is lost.
    try world.submit(add("another", key: "k"))
    try world.submit(add("pair review", key: "l"))
    #expect(try row(world).items.map(\.text) == ["pair review", "another", "pair review"])
    // Withdrawn, and sent once more from a page that was left open.
    let id = try #require(first.item)
    try world.submit(.dropItem(id: id, from: Self.first, own: Self.ben))
    try world.submit(add("pair review", key: "k"))
    #expect(try row(world).items.filter { $0.id == id }.count == 1)
  }

  @Test func aLateItemSentTwiceMovesOnce() throws {
    var world = try world()
    try world.pass(until: "2026-12-02T19:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
    let before = world.notices.count
    let first = try world.submit(add("late", key: "k"))
    let again = try world.submit(add("late", key: "k"))
    #expect(first.occurrence?.description == Self.second && again.occurrence == first.occurrence)
    #expect(try row(world, Self.second).items.map(\.text) == ["late"])
    #expect(world.told(since: before) == ["late-item to ben"])
  }

  @Test func nobodyFillsAnAgendaUp() throws {
    var world = try world()
    for number in 0..<AgendaItem.perPersonMax { try world.submit(add("item \(number)")) }
    #expect(throws: Refusal.self) { try world.submit(add("one more")) }
    try world.submit(add("of another", by: Self.cai))
    #expect(try row(world).items.count == AgendaItem.perPersonMax + 1)
    // Nor that of the next meeting, by way of one that is cancelled.
    try world.submit(.cancel(Self.first, because: "ill"))
    for number in 0..<AgendaItem.perPersonMax { try world.submit(add("late \(number)")) }
    #expect(throws: Refusal.self) { try world.submit(add("one more")) }
    #expect(try row(world, Self.second).items.count == AgendaItem.perPersonMax)
  }

  // MARK: Nothing this time, and coming

  @Test func whoBringsNothingIsNotAskedAgain() throws {
    var world = try world()
    try world.submit(.pass(Self.ben, on: Self.first, true))
    let before = world.notices.count
    try world.pass(until: "2026-12-01T15:00:00Z")
    #expect(
      world.told(since: before).filter { $0.hasPrefix("call") }
        == ["call to cai", "call to announce"])
    // It is no item, and no vote: an agenda that stays empty still cancels.
    try world.pass(until: "2026-12-02T19:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
  }

  @Test func anItemTakesItBackAndSoDoesANewTime() throws {
    var world = try world()
    try world.submit(.pass(Self.ben, on: Self.first, true))
    #expect(try row(world).passes == [Self.ben])
    try world.submit(.pass(Self.ben, on: Self.first, true))
    try world.submit(add("after all"))
    #expect(try row(world).passes.isEmpty)
    try world.submit(.pass(Self.cai, on: Self.first, true))
    try world.submit(.pass(Self.cai, on: Self.first, false))
    #expect(try row(world).passes.isEmpty)
    try world.submit(.pass(Self.cai, on: Self.first, true))
    let moved = CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(15))
    try world.submit(.move(Self.first, to: moved, because: "room"))
    #expect(try row(world).passes.isEmpty)
  }

  @Test func anAnswerIsNotedAndDecidesNothing() throws {
    var world = try world()
    try world.submit(.answer(.declined, by: Self.ben, to: Self.first))
    try world.submit(.answer(.accepted, by: Self.ben, to: Self.first))
    #expect(try row(world).attendance[Self.ben]?.answer == .accepted)
    #expect(world.state(Self.first) == "open")
    try world.pass(until: "2026-12-03T16:00:00Z")
    #expect(throws: Refusal.self) {
      try world.submit(.pass(Self.ben, on: Self.first, true))
    }
  }

  // MARK: Links

  @Test func revokingCountsUp() throws {
    var world = try world()
    #expect(world.book.epochs.isEmpty)
    try world.submit(.revoke(holder: "ben"))
    try world.submit(.revoke(holder: "ben"))
    #expect(world.book.epochs == ["ben": 2])
  }

  @Test func aMeetingIsFoundBeforeAndAfterItHasARow() throws {
    let world = try world()
    let now = world.now
    func meeting(_ id: String) throws -> Upcoming? {
      world.book.upcoming(try #require(OccurrenceID(id)), at: now)
    }
    #expect(try meeting(Self.first)?.state == .open)
    #expect(try meeting("office-hours/2027-03-04")?.state == .planned)
    for none in ["office-hours/2026-12-04", "office-hours/2026-12-03T1400", "x/2026-12-03"] {
      #expect(try meeting(none) == nil, "\(none)")
    }
    let all = world.book.upcoming(at: now, within: .days(90))
    #expect(
      world.book.upcoming(of: SeriesID("office-hours"), at: now, within: .days(90)) == all)
    for one in all { #expect(world.book.upcoming(one.id, at: now) == one) }
  }
}
