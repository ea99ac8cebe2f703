import Cadence
import Meetings
import Testing

/// Agendas that live elsewhere: decision 0024.
@Suite struct Elsewhere {
  private static let first = "office-hours/2026-12-03"
  private static let second = "office-hours/2026-12-10"

  private func play(
    at now: String = "2026-11-20T00:00:00Z", ifEmpty: AgendaRule.IfEmpty = .cancel,
    carriesOver: Bool = false
  ) throws -> Play {
    var series = try Fixture.officeHours(ifEmpty: ifEmpty)
    series.agenda?.elsewhere = ["notes", "issues"]
    series.agenda?.carriesOver = carriesOver
    return try Play(Fixture.community(series), at: now)
  }

  private func entry(_ key: String, _ text: String, by author: String? = nil) -> ListEntry {
    ListEntry(key: key, item: FileItem(text: text, author: author, isPrivate: false))
  }

  private func items(_ play: Play, _ id: String = first) -> [String] {
    let row = OccurrenceID(id).flatMap { play.book.occurrences[$0] }
    return (row?.items ?? []).map { $0.text + ($0.author.map { " by \($0)" } ?? "") }
  }

  // MARK: What an empty agenda proves

  @Test func whatNobodyCouldReadCancelsNothingAndTheHostsAreTold() throws {
    var play = try play()
    try play.pass(until: "2026-12-02T17:59:59Z")
    let before = play.notices.count
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.state(Self.first) == "confirmed")
    #expect(play.journal.last?.cause == "the agenda could not be read: the meeting stands")
    let told = play.told(since: before, of: Self.first)
    #expect(told.first == "host-note to ana" && !told.contains { $0.hasPrefix("cancellation") })
    guard case .unread(let cutoff, ["notes", "issues"]) = play.notices[before].facts.note else {
      Issue.record("\(String(describing: play.notices[before].facts.note))")
      return
    }
    #expect(cutoff.instant == Fixture.instant("2026-12-02T18:00:00Z"))
  }

  /// Two minutes before the cutoff is early enough, and each source has to be read.
  @Test(arguments: [
    ("2026-12-02T17:57:59Z", "2026-12-02T17:59:40Z", "confirmed"),
    ("2026-12-02T17:58:00Z", "2026-12-02T17:59:40Z", "cancelled"),
    ("2026-12-02T17:59:40Z", "2026-12-02T17:00:00Z", "confirmed"),
  ])
  func whatWasReadShortlyBeforeIsWhatThereIs(
    _ notes: String, _ issues: String, _ state: String
  ) throws {
    var play = try play()
    let looks: [(String, Input)] = [
      (notes, .agendaFile(name: "notes", [:])), (issues, .agendaList(name: "issues", [])),
    ]
    for (at, input) in looks.sorted(by: { $0.0 < $1.0 }) {
      try play.pass(until: at)
      try play.submit(input)
    }
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.state(Self.first) == state)
  }

  @Test func anItemConfirmsWhateverCouldBeRead() throws {
    var play = try play()
    try play.pass(until: "2026-12-01T00:00:00Z")
    try play.submit(.addItem(to: Self.first, by: nil, text: "x", isPrivate: false))
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.journal.last?.cause == "cutoff: 1 on the agenda")
  }

  @Test func aMeetingThatIsKeptWhenEmptyIsNotCalledEmpty() throws {
    var play = try play(ifEmpty: .warn)
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.journal.last?.cause == "the agenda could not be read: the meeting stands")
  }

  @Test func aClockThatIsSetBackTakesItsReadingsWithIt() throws {
    var play = try play()
    try play.pass(until: "2026-12-02T17:59:00Z")
    try play.submit(.agendaFile(name: "notes", [:]))
    try play.submit(.agendaList(name: "issues", []))
    play.now = Fixture.instant("2026-12-02T17:00:00Z")
    play.book.setBack(to: play.now)
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.state(Self.first) == "confirmed", "it was read an hour before, as we know now")
  }

  @Test func aCutoffThatWasSleptThroughIsPostponedFirst() throws {
    var play = try play()
    try play.pass(until: "2026-12-02T17:50:00Z")
    try play.sleep(until: "2026-12-02T18:10:00Z")
    #expect(play.state(Self.first) == "open")
    try play.pass(until: "2026-12-02T18:30:00Z")
    #expect(play.state(Self.first) == "confirmed")
    #expect(play.journal.last?.cause == "the agenda could not be read: the meeting stands")
  }

  // MARK: Lists

  @Test func anEntryIsAnItemOfTheNextMeetingAndKnowsItsAuthor() throws {
    var play = try play()
    let entries = [
      entry("#1", "Pair review", by: "@Ben"), entry("#2", "Sharding", by: "@stranger"),
    ]
    try play.submit(.agendaList(name: "issues", entries))
    #expect(items(play) == ["Pair review by ben", "Sharding (@stranger)"])
    let journal = play.journal.count
    try play.submit(.agendaList(name: "issues", entries))
    #expect(play.journal.count == journal, "the same again means nothing")
    try play.submit(.agendaList(name: "issues", [entries[1]]))
    #expect(items(play) == ["Sharding (@stranger)"])
    try play.pass(until: "2026-12-02T18:00:00Z")
    #expect(play.state(Self.first) == "confirmed")
  }

  @Test func anotherTitleStaysOnItsAgendaAlsoAfterTheCutoff() throws {
    var play = try play()
    try play.submit(.agendaList(name: "issues", [entry("#1", "Pair reveiw")]))
    try play.pass(until: "2026-12-02T19:00:00Z")
    try play.submit(
      .agendaList(name: "issues", [entry("#1", "Pair review"), entry("#2", "late")]))
    #expect(items(play) == ["Pair review"])
    #expect(items(play, Self.second) == ["late"], "this one's agenda is closed")
    try play.submit(.agendaList(name: "issues", [entry("#2", "late")]))
    #expect(items(play) == [], "closed before the meeting")
    #expect(play.state(Self.first) == "confirmed")
  }

  @Test func whatIsStillOpenAfterItsMeetingStandsOnTheNext() throws {
    var play = try play()
    let entries = [entry("#1", "Pair review"), entry("#2", "Sharding")]
    try play.submit(.agendaList(name: "issues", entries))
    try play.pass(until: "2026-12-03T14:30:00Z")
    // One is closed while it is talked about, and stays in the record of the meeting.
    try play.submit(.agendaList(name: "issues", [entries[1]]))
    #expect(items(play) == ["Pair review", "Sharding"])
    #expect(items(play, Self.second) == [])
    try play.pass(until: "2026-12-04T13:59:40Z")
    try play.submit(.agendaList(name: "issues", [entries[1]]))
    #expect(items(play) == ["Pair review", "Sharding"])
    #expect(items(play, Self.second) == ["Sharding"])
  }

  @Test(arguments: [false, true])
  func aCancelledMeetingGivesItsEntriesOnAndGetsThemBack(_ carriesOver: Bool) throws {
    var play = try play(carriesOver: carriesOver)
    try play.submit(.agendaList(name: "issues", [entry("#1", "Pair review")]))
    try play.pass(until: "2026-12-01T00:00:00Z")
    try play.submit(.cancel(Self.first, because: "KubeCon"))
    try play.submit(.agendaList(name: "issues", [entry("#1", "Pair review")]))
    #expect(items(play) == ["Pair review"], "the record of what was cancelled")
    #expect(items(play, Self.second) == ["Pair review"])
    try play.submit(.reinstate(Self.first, because: "room is back"))
    try play.submit(.agendaList(name: "issues", [entry("#1", "Pair review")]))
    #expect(items(play) == ["Pair review"])
    #expect(items(play, Self.second) == [])
  }

  /// Nobody decided on it yet: what is there when the service is back confirms it.
  @Test func anAgendaWhoseCutoffWasSleptThroughIsStillOpen() throws {
    var play = try play()
    try play.pass(until: "2026-12-02T17:50:00Z")
    play.now = Fixture.instant("2026-12-02T18:10:00Z")
    try play.submit(.agendaList(name: "issues", [entry("#1", "Pair review")]))
    #expect(items(play) == ["Pair review"])
  }

  @Test func aListMayNameOneEntryTwice() throws {
    var play = try play()
    try play.submit(.agendaList(name: "issues", [entry("#1", "a"), entry("#1", "b")]))
    #expect(items(play) == ["a"])
  }

  // MARK: When it is looked at

  @Test func itIsLookedAtBeforeWhatShowsOrDecidesItAndNeverInBetween() throws {
    var play = try play()
    let readers = [SeriesID("office-hours")]
    var looks: [String] = []
    var last = play.now
    while let look = play.book.nextLook(at: readers, after: last), looks.count < 40 {
      if look >= Fixture.instant("2026-12-04T14:00:00Z") { break }
      try play.pass(until: look.description)
      #expect(play.book.dueLooks(at: readers, after: last, through: look) == readers)
      #expect(play.book.dueLooks(at: readers, after: last, through: look - .seconds(1)) == [])
      if look.description == "2026-12-02T17:59:40Z" {
        try play.submit(.agendaList(name: "issues", [entry("#1", "Pair review")]))
      }
      looks.append(look.description)
      last = look
      // What it was looked at for happens.
      try play.pass(until: (look + Book.lookAhead).description)
    }
    #expect(
      looks == [
        "2026-11-27T13:59:40Z",  // the opening
        "2026-12-01T13:59:40Z",  // the call
        "2026-12-02T17:00:00Z", "2026-12-02T17:30:00Z", "2026-12-02T17:45:00Z",
        "2026-12-02T17:55:00Z", "2026-12-02T17:59:00Z", "2026-12-02T17:59:40Z",  // the cutoff
        "2026-12-03T13:44:40Z",  // the last reminder
        "2026-12-04T13:59:40Z",  // the next opening
      ])
  }
}
