import Cadence
import Meetings
import Testing

/// Meetings that need so much on their agenda, and of which the public is told.
@Suite struct TalkTests {
  private static let first = "office-hours/2026-12-03"

  private func series(
    _ quorum: Tally.Quorum = Tally.Quorum(2, .presenters), talks: [Talk] = [],
    announced: PublicWord? = nil
  ) throws -> Series {
    var series = try Fixture.officeHours()
    series.agenda?.quorum = quorum
    series.talks = talks
    series.announcement = announced
    return series
  }

  private func world(_ series: Series) throws -> Play {
    try Play(Fixture.community(series), at: "2026-12-01T00:00:00Z")
  }

  private func offer(
    _ text: String, by author: String?, to world: inout Play, isPrivate: Bool = false
  ) throws {
    try world.submit(
      .addItem(
        to: Self.first, by: author.map { PersonID($0) }, text: text, isPrivate: isPrivate))
  }

  private func talk(_ title: String, by speaker: String, isLearnings: Bool = false) -> Talk {
    Talk(
      title: title, speakers: [PersonID(speaker)], duration: .minutes(20), description: "d",
      outline: ["o"], isLearnings: isLearnings)
  }

  private func word(conduct: String? = "https://example.org/conduct") throws -> PublicWord {
    PublicWord(
      lead: try Lead(parsing: "6 hours before"), audience: "everybody", codeOfConduct: conduct)
  }

  private func kinds(_ world: Play, _ kind: NoticeKind) -> [String] {
    world.notices.filter { $0.kind == kind }.map(\.recipient.name).sorted()
  }

  // MARK: How much there is

  @Test func presentersAreCountedAndNotTheirTalks() throws {
    var world = try world(try series())
    try offer("one", by: "ben", to: &world)
    try offer("two", by: "ben", to: &world)
    try world.pass(until: "2026-12-02T18:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
    #expect(world.journal.last { $0.to == "cancelled" }?.cause == "1 of 2 presenters at cutoff")
  }

  @Test func twoOfThemKeepIt() throws {
    var world = try world(try series())
    try offer("one", by: "ben", to: &world)
    try offer("two", by: "cai", to: &world)
    try world.pass(until: "2026-12-02T18:00:00Z")
    #expect(world.state(Self.first) == "confirmed")
  }

  @Test func whoSaysSomethingToTheHostsAlonePresentsNothing() throws {
    var world = try world(try series())
    try offer("one", by: "ben", to: &world)
    try offer("sorry, exams", by: "cai", to: &world, isPrivate: true)
    try world.pass(until: "2026-12-02T18:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
    // The number is that of the cutoff, wherever it is told.
    let told = world.notices.filter { $0.kind == .cancellation }.map(\.facts.agenda?.tally)
    #expect(!told.isEmpty && told.allSatisfy { $0 == Tally(1, of: Tally.Quorum(2, .presenters)) })
  }

  @Test func theLastMeetingOfAMentorshipIsKeptByItsRetrospective() throws {
    var pair = try Fixture.oneOnOne()
    pair.agenda = AgendaRule(
      opens: try Lead(parsing: "6 days before"), cutoff: try Lead(parsing: "1 day before"),
      quorum: Tally.Quorum(2, .items))
    var world = try Play(Fixture.community(pair), at: "2027-06-08T00:00:00Z")
    try world.pass(until: "2027-06-21T00:00:00Z")
    // Whoever looks reads no number that decides nothing.
    let ahead = world.book.upcoming(at: world.now, within: .days(14))
    #expect(ahead.map { $0.tally?.description } == ["0 of 2 items", nil])
    try world.pass(until: "2027-06-29T13:59:00Z")
    #expect(world.state("summer.ben/2027-06-22") == "cancelled")
    #expect(world.state("summer.ben/2027-06-29") == "confirmed")
  }

  @Test func whoSpeaksIsOneWhoeverOfferedAndNobodysItemIsNobodys() throws {
    var world = try world(
      try series(talks: [talk("one", by: "ben"), talk("all", by: "cai", isLearnings: true)]))
    try offer("one", by: "ben", to: &world)
    try offer("by nobody", by: nil, to: &world)
    try world.pass(until: "2026-12-02T18:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
  }

  @Test func itemsMayBeAskedForAsWell() throws {
    var world = try world(try series(Tally.Quorum(2, .items)))
    try offer("one", by: "ben", to: &world)
    #expect(kinds(world, .call).isEmpty)
    try world.pass(until: "2026-12-01T20:00:00Z")
    #expect(kinds(world, .call) == ["announce", "ben", "cai"], "one is not enough")
    try offer("two", by: "ben", to: &world)
    try world.pass(until: "2026-12-02T18:00:00Z")
    #expect(world.state(Self.first) == "confirmed")
  }

  @Test func toWhoeverSpeaksComingIsNotOptional() throws {
    var world = try world(try series(.item, talks: [talk("one", by: "ben")]))
    try world.pass(until: "2026-12-02T20:00:00Z")
    let optional = world.notices.filter { $0.kind == .reminder && $0.facts.isOptional }
    #expect(optional.map(\.recipient.name) == ["cai"])
  }

  @Test func whoeverPresentsIsNotAskedToo() throws {
    var world = try world(try series())
    try offer("one", by: "ben", to: &world)
    try world.pass(until: "2026-12-01T20:00:00Z")
    #expect(kinds(world, .call) == ["announce", "cai"])
  }

  @Test(arguments: ["0 of 1 presenter", "1 of 2 presenters", "3 of 3 items", "0 of 1 item"])
  func aTallyIsReadAsItIsWritten(_ text: String) {
    #expect(Tally(text)?.description == text)
  }

  @Test(arguments: ["", "1 of 2", "1 of 2 people", "1 of 1 items", "x of 2 items", "1 in 2 items"])
  func whatIsNoTally(_ text: String) { #expect(Tally(text) == nil) }

  // MARK: In public

  @Test func theTalkTakesThePlaceOfItsItem() throws {
    var world = try world(try series(.item, talks: [talk("One", by: "ben")], announced: try word()))
    try offer("one.", by: "ben", to: &world)
    try offer("hello", by: "cai", to: &world, isPrivate: true)
    try world.pass(until: "2026-12-03T08:00:00Z")
    #expect(kinds(world, .announcement) == ["ana", "announce"])
    let agenda = try #require(world.notices.last { $0.kind == .announcement }?.facts.agenda)
    #expect(agenda.talks?.map(\.title) == ["One"])
    #expect(agenda.items.isEmpty && agenda.hidden == 0, "also for its hosts")
  }

  @Test func whatWasOfferedIsNoTalkBeforeItIsWrittenDown() throws {
    let quorum = Tally.Quorum(2, .presenters)
    let series = try series(quorum, talks: [talk("One", by: "ben")], announced: try word())
    var world = try world(series)
    try offer("One", by: "cai", to: &world)
    try world.pass(until: "2026-12-03T08:00:00Z")
    #expect(kinds(world, .announcement).isEmpty, "another's talk of the same name is another one")
    let notes = world.notices.filter { $0.facts.note == .announcementWaits([.talk(title: "One")]) }
    #expect(notes.map(\.recipient.name) == ["ana"])
  }

  @Test func itWaitsForWhatIsMissingAndLeavesByItself() throws {
    let lacking = try series(
      .item, talks: [talk("One", by: "ben")], announced: try word(conduct: nil))
    var world = try world(lacking)
    try world.pass(until: "2026-12-03T08:00:00Z")
    #expect(kinds(world, .announcement).isEmpty)
    let notes = world.notices.filter { $0.facts.note == .announcementWaits([.codeOfConduct]) }
    #expect(notes.map(\.recipient.name) == ["ana"])
    try world.pass(until: "2026-12-03T09:00:00Z")
    #expect(kinds(world, .hostNote) == ["ana"], "said once")
    var whole = lacking
    whole.announcement = try word()
    try world.submit(.reloaded(try Fixture.community(whole)))
    try world.pass(until: "2026-12-03T09:01:00Z")
    #expect(kinds(world, .announcement) == ["ana", "announce"])
  }

  @Test func whatMovesIsAnnouncedAnew() throws {
    var world = try world(try series(.item, talks: [talk("One", by: "ben")], announced: try word()))
    try world.pass(until: "2026-12-03T08:00:00Z")
    try world.submit(
      .move(
        Self.first, to: CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(14)),
        because: "the room"))
    #expect(kinds(world, .announcement).count == 2)
    try world.pass(until: "2026-12-04T08:00:00Z")
    let last = try #require(world.notices.last { $0.kind == .announcement })
    #expect(kinds(world, .announcement).count == 4)
    #expect(last.facts.start.instant == Fixture.instant("2026-12-04T14:00:00Z"))
  }

  @Test func nothingIsAnnouncedOfWhatDoesNotTakePlace() throws {
    var world = try world(try series(talks: [talk("One", by: "ben")], announced: try word()))
    try world.pass(until: "2026-12-03T14:00:00Z")
    #expect(world.state(Self.first) == "cancelled")
    #expect(kinds(world, .announcement).isEmpty)
  }

  /// The simulator found that this did not end.
  @Test func whatIsSleptThroughIsNotAnnounced() throws {
    var world = try world(try series(.item, talks: [talk("One", by: "ben")], announced: try word()))
    try world.pass(until: "2026-12-03T07:00:00Z")
    #expect(world.state(Self.first) == "confirmed")
    try world.sleep(until: "2026-12-03T14:30:00Z")
    #expect(kinds(world, .announcement).isEmpty)
    try world.pass(until: "2026-12-03T15:00:00Z")
    #expect(world.state(Self.first) == "held")
  }

  @Test func talksThatTakeLongerThanTheMeetingAreNotAnnounced() throws {
    let talks = ["One", "Two", "Three"].map { talk($0, by: "ben") }
    let series = try series(.item, talks: talks, announced: try word())
    #expect(series.lacks == [.time(talks: .minutes(75), meeting: .hours(1))])
  }
}
