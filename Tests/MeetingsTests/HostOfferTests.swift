import Cadence
import Meetings
import Testing

/// A yes that stands, a no that comes late, and what is asked then: docs/decisions/0057.
@Suite struct HostOffers: PlaysHosts {
  private func open(_ community: Community) throws -> Play {
    var play = try play(community)
    try play.pass(until: "2026-11-28T00:00:00Z")
    return play
  }

  private func away(_ person: String, on day: String = "2026-12-03") throws -> Community {
    var community = try community()
    community.people[PersonID(person)]?.away = Fixture.off(day)
    return community
  }

  // MARK: A yes that stands

  @Test func aYesThatCameLaterHostsItWhenTheFirstOneCannot() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-01T00:00:00Z")
    try answer(.accepted, "cai", &play)
    #expect(try answer(.accepted, "dee", &play) == ["host-note to dee"])
    // Ana is in turn, and has said nothing.
    #expect(play.notices.last?.facts.note == .taken(by: ["Cai"]))
    #expect(try answer(.declined, "cai", &play) == ["cancellation to cai", "invitation to dee"])
    #expect(try hosts(play) == ["ana", "dee"])
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func ofTwoThatAreNeededTheThirdTakesThePlaceOfWhoCannot() throws {
    var play = try play(community(atLeast: 2))
    try play.pass(until: "2026-12-01T00:00:00Z")
    for person in ["ana", "cai", "dee"] { try answer(.accepted, person, &play) }
    #expect(play.notices.last?.facts.note == .taken(by: ["Ana", "Cai"]))
    #expect(try answer(.declined, "ana", &play) == ["cancellation to ana", "invitation to dee"])
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func whereNobodyIsAskedToConfirmAYesStandsAsWell() throws {
    var play = try open(community { $0.hosting?.confirmation = nil })
    try answer(.declined, "ana", &play)
    try answer(.accepted, "cai", &play)
    try answer(.accepted, "dee", &play)
    #expect(try answer(.declined, "cai", &play) == ["cancellation to cai", "invitation to dee"])
  }

  @Test func aYesStandsAlsoWhenASwapTakesTheHostAway() throws {
    var play = try open(community())
    try answer(.declined, "ana", &play)
    try answer(.accepted, "cai", &play)
    try answer(.accepted, "dee", &play)
    try play.submit(.swap(Self.first, with: PersonID("ana"), by: nil))
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
    #expect(try hosts(play) == ["ana", "dee"])
  }

  /// Theirs may be to the meeting alone: they are asked again.
  @Test func theYesOfAGuestIsNoOffer() throws {
    var play = try open(community(invite: ["ben", "dee"]))
    try answer(.accepted, "dee", &play)
    try answer(.declined, "ana", &play)
    try answer(.accepted, "cai", &play)
    #expect(try answer(.declined, "cai", &play) == ["host-call to dee"])
  }

  // MARK: A late no

  @Test(arguments: [HostRule.Turns.rotating(.weekly), .all])
  func aNoAfterTheDayToConfirmMakesTheOthersBeAsked(_ turns: HostRule.Turns) throws {
    var play = try open(community(turns))
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-01T00:00:00Z")
    #expect(try answer(.declined, "ana", &play) == ["host-call to cai", "host-call to dee"])
    // Whoever is asked hears nothing of another no.
    #expect(try answer(.declined, "cai", &play).isEmpty)
    try answer(.accepted, "dee", &play)
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test(arguments: [HostRule.Turns.rotating(.weekly), .all])
  func aNoAfterTheDecisionAsksTheOthersAndCancelsNothing(_ turns: HostRule.Turns) throws {
    var play = try open(community(turns))
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-02T20:00:00Z")
    #expect(try answer(.declined, "ana", &play) == ["host-call to cai", "host-call to dee"])
    guard case .hostCall(0, 1, nil, _, nil)? = play.notices.last?.facts.note else {
      Issue.record("nothing is decided any more")
      return
    }
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func aMaybeIsNoYes() throws {
    var play = try open(community(.all, atLeast: 2))
    try answer(.accepted, "ana", &play)
    try answer(.accepted, "cai", &play)
    try play.pass(until: "2026-12-01T00:00:00Z")
    #expect(try answer(.tentative, "cai", &play) == ["host-call to dee"])
  }

  @Test func anEditThatTakesTheHostAwayAsksTheOthers() throws {
    var play = try open(community())
    try answer(.accepted, "ana", &play)
    try play.pass(until: "2026-12-02T20:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(away("ana")))
    #expect(
      play.told(since: before) == ["cancellation to ana", "invitation to cai", "host-call to dee"])
  }

  /// The yes of a guest is to the meeting: whoever comes to host it is asked.
  @Test func aGuestWhoComesToHostItIsAsked() throws {
    var play = try open(community(invite: ["ben", "dee"]))
    try answer(.accepted, "dee", &play)
    try play.submit(.swap(Self.first, with: PersonID("dee"), by: nil))
    #expect(play.notices.first { $0.kind == .hostNote }?.facts.hosting?.hasSaid == false)
    #expect(try row(play).attendance.isEmpty)
  }

  // MARK: Who said no

  @Test func whoComesToHostItAnewIsAskedAnew() throws {
    var play = try open(community())
    try answer(.declined, "ana", &play)
    try answer(.declined, "cai", &play)
    let before = play.notices.count
    try play.submit(.reloaded(away("ana")))
    #expect(
      play.told(since: before) == ["host-note to dee", "cancellation to ana", "invitation to cai"])
    #expect(play.notices.last?.facts.hosting?.hasSaid == false)
    #expect(try answer(.declined, "cai", &play) == ["host-call to dee"], "dee was free")
    #expect(try row(play).attendance[PersonID("cai")]?.answer == .declined)
    #expect(play.journal.contains { $0.cause == "forgotten what was said by cai" })
  }

  @Test func whoSaidNoIsNoLongerNamedOrReminded() throws {
    var play = try open(community())
    try answer(.declined, "ana", &play)
    #expect(play.notices.last?.facts.hosts == [])
    try play.submit(.reloaded(try community { $0.hosting?.confirmation?.decide = nil }))
    try play.pass(until: "2026-12-04T00:00:00Z")
    let reminders = play.notices.filter {
      $0.kind == .reminder && $0.subject.description == Self.first && $0.facts.reader != nil
    }
    #expect(reminders.map(\.recipient.name) == ["ben"])
    #expect(reminders.allSatisfy { $0.facts.hosts.isEmpty })
  }

  @Test func whoIsAskedStillIsListedAndWhoSaidNoIsNot() throws {
    var play = try open(community())
    try answer(.declined, "ana", &play)
    try answer(.declined, "cai", &play)
    let id = try #require(OccurrenceID(Self.first))
    #expect(play.book.upcoming(id, at: play.now)?.hosting?.asked == [PersonID("dee")])
  }

  @Test func whatWasTypedIsOneLineInARefusal() throws {
    let play = try open(community())
    #expect {
      _ = try play.book.propose(
        .swap(Self.first, with: PersonID("a\nb"), by: nil), at: play.now)
    } throws: { !"\($0)".contains("\n") }
  }

  // MARK: Outages

  @Test func whatNobodyKnewOfInTimeStands() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-26T00:00:00Z")
    let before = play.notices.count
    try play.sleep(until: "2026-12-02T20:00:00Z")
    #expect(play.state(Self.first) == "confirmed")
    #expect(
      play.told(since: before, of: Self.first) == [
        "invitation to ana", "invitation to ben", "host-note to ana", "host-note to cai",
        "host-note to dee",
      ])
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func anOutageOverBothDaysAsksOnce() throws {
    var play = try open(community())
    let before = play.notices.count
    try play.sleep(until: "2026-12-02T20:00:00Z")
    let told = play.told(since: before, of: Self.first)
    #expect(told == ["host-call to ana", "host-call to cai", "host-call to dee"])
    guard case .hostCall(0, 1, .some, true, .some)? = play.notices.last?.facts.note else {
      Issue.record("it says that the day is behind")
      return
    }
  }

  /// Whoever is asked late has time to answer.
  @Test func aDayToConfirmThatWasSleptThroughPutsOffTheDecision() throws {
    var play = try open(community())
    try play.sleep(until: "2026-12-02T13:59:00Z")
    #expect(try row(play).hosting.postponedDecision == Fixture.instant("2026-12-02T14:29:00Z"))
    try play.pass(until: "2026-12-02T14:28:00Z")
    #expect(play.state(Self.first) == "confirmed")
    #expect(try answer(.accepted, "dee", &play) == ["invitation to dee"])
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func whoIsInvitedAfterTheDayToConfirmIsNotAskedBeside() throws {
    let play = try Play(community(), at: "2026-12-01T00:00:00Z")
    #expect(
      play.told(of: Self.first) == [
        "invitation to ana", "invitation to ben", "host-call to cai", "host-call to dee",
      ])
  }

  // MARK: Back on

  @Test func whoeverWasToldOfTheCancellationHearsThatItIsBackOn() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-02T15:00:00Z")
    let before = play.notices.count
    try play.submit(.reinstate(Self.first, because: "Ana comes after all"))
    #expect(
      play.told(since: before, of: Self.first) == [
        "reinstatement to ana", "reinstatement to ben", "reinstatement to announce",
        "reinstatement to cai", "reinstatement to dee",
      ])
    let news = try #require(play.notices.last?.facts)
    #expect(news.calendar == nil && news.hosting?.until == nil && news.hosting != nil)
    #expect(news.reason == "Ana comes after all")
  }

  @Test func backOnBeforeTheDecisionThePoolIsAskedAgain() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-01T00:00:00Z")
    try play.submit(.cancel(Self.first, because: "ill"))
    let before = play.notices.count
    try play.submit(.reinstate(Self.first, because: "well"))
    #expect(
      play.told(since: before, of: Self.first) == [
        "reinstatement to ana", "reinstatement to ben", "reinstatement to announce",
        "host-call to cai", "host-call to dee",
      ])
    try play.pass(until: "2026-12-01T12:00:00Z")
    #expect(play.told(since: before, of: Self.first).count == 5, "once")
  }

  @Test func aYesToACancelledMeetingCountsOnceItIsBack() throws {
    var play = try play(community())
    try play.pass(until: "2026-12-01T00:00:00Z")
    try play.submit(.cancel(Self.first, because: "ill"))
    try answer(.accepted, "dee", &play)
    let before = play.notices.count
    try play.submit(.reinstate(Self.first, because: "well"))
    #expect(
      play.told(since: before, of: Self.first) == [
        "reinstatement to ana", "reinstatement to ben", "reinstatement to announce",
        "invitation to dee", "reinstatement to cai",
      ])
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  // MARK: Moves

  private func move(_ play: inout Play, to date: String) throws -> [String] {
    let before = play.notices.count
    let to = CivilDateTime(date: Fixture.date(date), time: Fixture.time(9))
    try play.submit(.move(Self.first, to: to, because: "the room"))
    return play.told(since: before, of: Self.first)
  }

  @Test func aMoveReachesThePoolAndTakesThePleas() throws {
    var play = try open(community())
    try answer(.declined, "ana", &play)
    #expect(
      try move(&play, to: "2026-12-08") == [
        "update to ana", "update to ben", "update to announce", "update to cai", "update to dee",
      ])
    #expect(play.notices.last?.facts.calendar == nil)
    let id = try #require(OccurrenceID(Self.first))
    #expect(!play.book.asks(PersonID("dee"), whetherTheyHost: id))
    #expect(try answer(.accepted, "dee", &play).isEmpty)
    #expect(try hosts(play) == ["ana"])
    var other = play
    try other.submit(.cancel(Self.first, because: "ill"))
    #expect(other.told(of: Self.first).last == "cancellation to announce")
    #expect(other.told(of: Self.first).contains("cancellation to dee"), "they know of it")
    try play.pass(until: "2026-12-05T09:00:00Z")
    #expect(
      play.told(of: Self.first).suffix(3)
        == ["host-call to ana", "host-call to cai", "host-call to dee"])
  }

  @Test func aMoveToASoonerDayAsksAtOnceAndOnce() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-30T15:00:00Z")
    #expect(
      try move(&play, to: "2026-12-02") == [
        "update to ana", "update to ben", "update to announce", "host-call to cai",
        "host-call to dee",
      ])
    let before = play.notices.count
    try play.pass(until: "2026-12-01T00:00:00Z")
    #expect(play.told(since: before, of: Self.first).isEmpty)
  }

  @Test func aMoveThatLeavesNoTimeToAskIsOneNote() throws {
    var play = try play(community())
    try play.pass(until: "2026-11-30T15:00:00Z")
    #expect(
      try move(&play, to: "2026-12-01") == [
        "update to ana", "update to ben", "update to announce",
      ])
    let before = play.notices.count
    try play.pass(until: "2026-11-30T16:00:00Z")
    #expect(
      play.told(since: before, of: Self.first)
        == ["host-note to ana", "host-note to cai", "host-note to dee"])
    try play.pass(until: "2026-12-02T00:00:00Z")
    #expect(play.state(Self.first) == "held")
  }

  @Test func aMoveToWhereTheHostIsAwayIsToldOnceAndByTheDateTheyKnew() throws {
    var play = try open(away("ana", on: "2026-12-08"))
    #expect(
      try move(&play, to: "2026-12-08") == [
        "update to ben", "invitation to cai", "update to announce", "cancellation to ana",
      ])
    let farewell = try #require(play.notices.last)
    #expect(farewell.facts.start.instant == Fixture.instant("2026-12-03T14:00:00Z"))
  }
}
