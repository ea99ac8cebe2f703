import Cadence
import Meetings
import Testing

/// Hosts say that they come, or others are asked: docs/decisions/0057.
@Suite struct HostTests: PlaysHosts {
  // MARK: Whose turn it is

  @Test func whoeverIsInTurnIsInvitedAndAskedAndTheOthersAreNot() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(play.told(of: Self.first) == ["invitation to ana", "invitation to ben"])
    let asked = try #require(play.notices.first { $0.recipient.name == "ana" }?.facts.hosting)
    #expect(asked.isInTurn && !asked.hasSaid && asked.otherwise == .asks)
    #expect(asked.until?.instant == Fixture.instant("2026-11-30T14:00:00Z"))
    #expect(play.notices.first { $0.recipient.name == "ben" }?.facts.hosting == nil)
    #expect(play.notices.first { $0.recipient.name == "ben" }?.facts.isOptional == true)
  }

  @Test func whereAllAreAwayItIsOffWhenItWouldOpen() throws {
    var community = try community()
    for person in ["ana", "cai", "dee"] {
      community.people[PersonID(person)]?.away = Fixture.off("2026-12-03")
    }
    var play = try play(community)
    try play.pass(until: "2026-12-01T00:00:00Z")
    #expect(try row(play).state == .cancelled(.away(because: "Ana, Cai and Dee are away")))
    #expect(
      play.told(of: Self.first)
        == ["cancellation to ana", "cancellation to ben", "cancellation to announce"])
  }

  // MARK: Saying yes and no

  @Test func aYesIsEnoughAndNobodyElseIsAsked() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(try answer(.accepted, "ana", &play).isEmpty)
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
    #expect(!play.told(of: Self.first).contains { $0.hasPrefix("host-call") })
  }

  @Test func aReminderOfTheInstantOfTheDecisionGoesOutAfterIt() throws {
    let dayBefore = try Lead(parsing: "1 day before")
    var play = try play(community { $0.reminders = [dayBefore] })
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-02T13:59:59Z")
    let before = play.notices.count
    try play.pass(until: "2026-12-02T14:00:00Z")
    #expect(
      play.told(since: before) == ["reminder to ana", "reminder to ben", "reminder to announce"])
  }

  /// Whoever has said that they cannot is asked no more, and reads that it was heard.
  @Test func whoHasSaidNoIsAskedNoMore() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.declined, "ana", &play)
    try play.submit(.reloaded(community { $0.place = "Room 2" }))
    let update = try #require(
      play.notices.last { $0.kind == .update && $0.recipient.name == "ana" })
    #expect(update.facts.hosting?.cannot == true)
    #expect(update.facts.hosting?.until == nil)
  }

  @Test func whoHasSaidNoReadsNoPrivateItem() throws {
    var play = try play(community(.all, hasAgenda: true))
    try play.pass(until: "2026-11-28T00:00:00Z")
    try play.submit(
      .addItem(to: Self.first, by: PersonID("ben"), text: "pair review", isPrivate: true))
    try answer(.accepted, "ana", &play)
    try answer(.declined, "cai", &play)
    try play.submit(.cancel(Self.first, because: "the hall is flooded"))
    let read = play.notices.filter { $0.kind == .cancellation }.reduce(into: [String: Int]()) {
      $0[$1.recipient.name] = $1.facts.agenda?.items.count
    }
    #expect(read["ana"] == 1 && read["ben"] == 1 && read["cai"] == 0, "\(read)")
  }

  @Test func whoeverIsNeitherInvitedNorOfThePoolHasNothingToSay() throws {
    var play = try play(community(invite: []))
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(throws: Refusal.self) {
      try play.book.propose(.answer(.accepted, by: PersonID("ben"), to: Self.first), at: play.now)
    }
    try answer(.accepted, "dee", &play)
    #expect(try row(play).attendance.keys.map(\.name) == ["dee"])
  }

  @Test func silenceMakesThePoolBeAskedAndThenCancelsWithThatReason() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-30T13:59:59Z")
    #expect(!play.told().contains { $0.hasPrefix("host-call") })
    try play.pass(until: "2026-11-30T14:00:00Z")
    #expect(
      play.told(of: Self.first).suffix(3)
        == ["host-call to ana", "host-call to cai", "host-call to dee"])
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(
      try row(play).state == .cancelled(.noHost(because: "nobody has said that they can host")))
    // Everyone who was told, and everyone who was asked, once.
    #expect(
      play.told(of: Self.first).filter { $0.hasPrefix("cancellation") } == [
        "cancellation to ana", "cancellation to ben", "cancellation to cai",
        "cancellation to dee", "cancellation to announce",
      ])
  }

  /// What they said after the backup is lost.
  @Test func aRestoreCancelsNothingForWantOfAYes() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-30T15:00:00Z")
    play.now = Fixture.instant("2026-12-03T10:00:00Z")
    try play.submit(.restored(from: Fixture.instant("2026-11-30T16:00:00Z")))
    #expect(play.state(Self.first) == "confirmed")
    #expect(
      play.journal.contains { $0.cause == "who hosts could not be decided: the meeting stands" })
  }

  @Test func whoIsAwayOrHasSaidNoIsNotAsked() throws {
    var community = try community()
    community.people[PersonID("cai")]?.away = Fixture.off("2026-12-03")
    var play = try play(community)
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(try answer(.declined, "ana", &play) == ["host-call to dee"])
    #expect(try answer(.declined, "dee", &play).isEmpty, "who hosts nothing gives nothing up")
  }

  @Test func whoSaysYesFirstHostsItAndWhoComesLaterIsToldSo() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(try answer(.declined, "ana", &play) == ["host-call to cai", "host-call to dee"])
    #expect(try answer(.accepted, "dee", &play) == ["cancellation to ana", "invitation to dee"])
    #expect(try hosts(play) == ["dee"])
    let invited = try #require(play.notices.last { $0.kind == .invitation }?.facts)
    #expect(invited.readerIsHost && invited.hosting?.hasSaid == true)
    let relieved = try #require(play.notices.last { $0.kind == .cancellation }?.facts)
    #expect(relieved.note == .relieved(by: ["Dee"]) && relieved.cause == .farewell)
    #expect(try answer(.accepted, "cai", &play) == ["host-note to cai"])
    #expect(play.notices.last?.facts.note == .taken(by: ["Dee"]))
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func whoIsInTurnStaysBesideWhoOffers() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-01T00:00:00Z")
    #expect(try answer(.accepted, "cai", &play) == ["invitation to cai"])
    #expect(try hosts(play) == ["ana", "cai"])
  }

  @Test func whoOfferedAndCannotMakesTheOthersBeAskedAgain() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.declined, "ana", &play)
    try answer(.accepted, "dee", &play)
    #expect(try answer(.declined, "dee", &play) == ["host-call to cai"])
    #expect(try answer(.accepted, "cai", &play) == ["cancellation to dee", "invitation to cai"])
    #expect(try hosts(play) == ["cai"])
  }

  /// Saying that one comes is not saying that one hosts, until that is asked.
  @Test func whoIsInvitedAnywayHostsItOnlyWhenAsked() throws {
    var play = try play(community(invite: ["ben", "dee"]))
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(try answer(.accepted, "dee", &play).isEmpty)
    #expect(try hosts(play) == ["ana"])
    try answer(.declined, "ana", &play)
    #expect(try answer(.accepted, "dee", &play) == ["cancellation to ana", "host-note to dee"])
    #expect(play.notices.last?.facts.note == .appointed(insteadOf: ["Ana"]))
    #expect(try hosts(play) == ["dee"])
  }

  // MARK: How many, and what then

  @Test func twoHaveToSayYesWhereAllHost() throws {
    var play = try play(community(.all, atLeast: 2))
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(play.told(of: Self.first).count == 4)
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-01T00:00:00Z")
    #expect(play.told(of: Self.first).suffix(2) == ["host-call to cai", "host-call to dee"])
    guard
      case .hostCall(let said, let needed, let until, let cancels, nil)? = play.notices.last?
        .facts.note
    else { throw Missing() }
    #expect(said == 1 && needed == 2 && cancels)
    #expect(until?.instant == Fixture.instant("2026-12-02T14:00:00Z"))
    try play.pass(until: "2026-12-02T20:00:00Z")
    #expect(
      try row(play).state == .cancelled(.noHost(because: "1 of 2 hosts said that they come")))
  }

  struct Missing: Error {}

  @Test func withWarnTheMeetingStandsAndThePoolKnows() throws {
    var play = try play(community(ifMissing: .warn))
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
    let notes = play.notices.filter { $0.kind == .hostNote && $0.subject.description == Self.first }
    #expect(notes.map(\.recipient.name) == ["ana", "cai", "dee"])
    guard case .noHost(0, 1, _)? = notes.first?.facts.note else { throw Missing() }
  }

  @Test func withoutDecideThePoolIsAskedAndThatIsAll() throws {
    var play = try play(community(decides: false))
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
    #expect(play.told(of: Self.first).count { $0.hasPrefix("host-call") } == 3)
  }

  @Test func theAgendaAndTheHostsDecideEachForItself() throws {
    // The agenda closes at 18:00, four hours after hosts are counted.
    var play = try play(community(hasAgenda: true))
    try play.pass(until: "2026-11-28T00:00:00Z")
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(try row(play).state == .cancelled(.emptyAgenda))
    // Somebody has an item for the second, and nobody hosts it.
    let second = "office-hours/2026-12-10"
    try play.submit(
      .addItem(to: second, by: PersonID("ben"), text: "pair review", isPrivate: false))
    try play.pass(until: "2026-12-10T20:00:00Z")
    #expect(
      try row(play, second).state
        == .cancelled(.noHost(because: "nobody has said that they can host")))
    #expect(play.told(of: second).count { $0 == "cancellation to ben" } == 1)
  }

  @Test func aReinstatementByHandIsNotDecidedAgain() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-02T15:00:00Z")
    #expect(play.state(Self.first) == "cancelled")
    try play.submit(.reinstate(Self.first, because: "Ana comes after all"))
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  // MARK: Outages

  @Test func aDecisionThatWasSleptThroughIsPostponedAndAsksOnceMore() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-02T13:00:00Z")
    let before = play.notices.count
    try play.sleep(until: "2026-12-02T14:20:00Z")
    #expect(
      play.told(since: before, of: Self.first)
        == ["host-call to ana", "host-call to cai", "host-call to dee"])
    #expect(try row(play).hosting.postponedDecision == Fixture.instant("2026-12-02T14:50:00Z"))
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func shortlyBeforeTheStartItStandsAndThePoolIsTold() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-01T00:00:00Z")
    let before = play.notices.count
    try play.sleep(until: "2026-12-03T13:50:00Z")
    #expect(play.state(Self.first) == "confirmed")
    let told = play.told(since: before, of: Self.first)
    #expect(Set(told).isSuperset(of: ["host-note to ana", "host-note to cai", "host-note to dee"]))
    #expect(!told.contains { $0.hasPrefix("cancellation") })
  }

  @Test func aDateThatIsKnownAfterItsDecisionStands() throws {
    var play = try Play(community(), at: "2026-12-02T20:00:00Z")
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(play.state(Self.first) == "held")
    #expect(play.told(of: Self.first).contains("host-note to ana"))
  }

  @Test func anEditThatPutsTheDecisionIntoThePastCancelsNothing() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-02T10:00:00Z")
    try play.submit(
      .reloaded(
        try community { series in
          series.hosting?.confirmation?.decide = try? Lead(parsing: "2 days before")
        }))
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(play.state(Self.first) == "held")
  }
}
