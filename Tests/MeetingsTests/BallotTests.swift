import Cadence
import Meetings
import Testing

/// What is put to a vote: who may, who is reminded, and what comes of it.
@Suite struct BallotTests {
  private static let id = TaskID(series: Root.votes.series, key: "sig")
  private static let ana = PersonID("ana")
  private static let ben = PersonID("ben")
  private static let cai = PersonID("cai")
  private static let dee = PersonID("dee")

  /// From Tuesday 1 to Tuesday 8 June 2027, 18:00 UTC; ana, ben and cai vote.
  private func community(_ change: (inout TaskPlan) -> Void = { _ in }) throws -> Community {
    var plan = TaskPlan(
      id: Self.id, text: "Create the SIG",
      owners: [Self.ana, Self.ben, Self.cai].map(Member.person),
      opens: .at(Fixture.instant("2027-06-01T09:00:00Z")),
      due: .at(Fixture.instant("2027-06-08T18:00:00Z")),
      reminders: [try Lead(parsing: "2 days before")],
      ballot: Ballot(rule: .simpleMajority, channels: [ChannelID("announce")]), about: "The TSC")
    change(&plan)
    var community = try Fixture.community()
    community.tasks[plan.id] = plan
    return community
  }

  private func play(_ change: (inout TaskPlan) -> Void = { _ in }) throws -> Play {
    try Play(community(change), at: "2027-05-31T00:00:00Z")
  }

  private func vote(
    _ play: inout Play, _ choice: Choice, by person: PersonID, because: String? = nil
  ) throws {
    try play.submit(.vote("sig", choice, by: person, because: because))
  }

  /// "when to whom: outcome, or stage"
  private func told(_ play: Play, since index: Int = 0) -> [String] {
    play.notices[index...].filter { $0.kind == .task }.map { notice in
      let task = notice.facts.tasks?.first
      let said = task?.ballot?.outcome?.rawValue ?? task?.stage.rawValue ?? "nothing"
      return "\(notice.facts.decidedAt) \(notice.recipient.name): \(said)"
    }
  }

  private func states(_ play: Play) -> [String] {
    play.journal.filter { $0.subject == .task(Self.id) }.map {
      "\($0.from) → \($0.to): \($0.cause)"
    }
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    #expect(throws: Refusal.self, performing: body)?.description
  }

  // MARK: Its life

  @Test func whoHasNotVotedIsRemindedAndEverybodyHearsWhatCameOfIt() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    try vote(&play, .no, by: Self.ben)
    try play.pass(until: "2027-06-07T00:00:00Z")
    try vote(&play, .yes, by: Self.ben, because: "Li leads it")
    try play.pass(until: "2027-07-01T00:00:00Z")
    #expect(
      told(play) == [
        "2027-06-01T09:00:00Z ana: opened", "2027-06-01T09:00:00Z ben: opened",
        "2027-06-01T09:00:00Z cai: opened", "2027-06-06T18:00:00Z cai: ahead",
        "2027-06-08T18:00:00Z ana: passed", "2027-06-08T18:00:00Z ben: passed",
        "2027-06-08T18:00:00Z cai: passed", "2027-06-08T18:00:00Z announce: passed",
      ])
    #expect(
      states(play).suffix(2) == [
        "open → open: ben says yes: Li leads it",
        "open → done: passed: 2 yes, 0 no, 1 did not vote",
      ])
    #expect(play.book.outcome(of: Self.id) == .passed)
    let facts = play.notices.last?.facts.tasks?.first?.ballot
    #expect(facts?.papers.isEmpty == true, "a channel reads no names")
  }

  @Test func aTieDoesNotPass() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    try vote(&play, .no, by: Self.ben)
    try play.pass(until: "2027-06-09T00:00:00Z")
    #expect(states(play).last == "open → dropped: failed: 1 yes, 1 no, 1 did not vote")
    #expect(play.book.outcome(of: Self.id) == .failed)
  }

  @Test func nothingIsTakenBeforeItOpensOrOnceItIsClosed() throws {
    var play = try play()
    #expect(
      refusal { try vote(&play, .yes, by: Self.ana) }
        == "votes/sig is not open yet. it opens on Tue 2027-06-01 09:00 UTC")
    try play.pass(until: "2027-06-08T18:00:00Z")
    #expect(
      refusal { try vote(&play, .yes, by: Self.ana) }
        == "votes/sig is closed. `convened show votes/sig` says what came of it")
  }

  @Test func onlyWhoMayVotesAndOnlyOnWhatIsPutToAVote() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    #expect(
      refusal { try vote(&play, .yes, by: Self.dee) }
        == "dee has no vote on votes/sig. `convened show votes/sig` says who has")
    #expect(
      refusal { try vote(&play, .yes, by: PersonID("nobody")) }
        == "there is nobody called \"nobody\". use a key of `people:`")
    #expect(
      refusal { try play.submit(.vote("lunch", .yes, by: Self.ana, because: nil)) }
        == "there is no vote lunch. `convened task list votes` shows them")
    #expect(
      refusal { try play.submit(.settleTask("sig", as: .done, by: Self.ana)) }?
        .hasPrefix("votes/sig is put to a vote, and ends when it closes.") == true)
  }

  @Test func whoIsNoLongerAskedDoesNotCount() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    let without = try community { $0.owners = [Self.ben, Self.cai].map(Member.person) }
    try play.submit(.reloaded(without))
    try play.pass(until: "2027-06-09T00:00:00Z")
    #expect(states(play).last == "open → dropped: failed: 0 yes, 0 no, 2 did not vote")
  }

  @Test func itIsCalledOffAndTakenUpAgain() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    let before = play.notices.count
    try play.submit(.settleTask("sig", as: .dropped, by: nil))
    #expect(
      told(play, since: before).map { $0.suffix(9) } == Array(repeating: "withdrawn", count: 3))
    #expect(play.notices.last?.facts.tasks?.first?.ballot?.papers.isEmpty == true)
    #expect(play.book.outcome(of: Self.id) == .withdrawn)
    let after = play.notices.count
    try play.submit(.settleTask("sig", as: nil, by: nil))
    // Nothing counts of what was said before, so everybody is asked.
    #expect(
      told(play, since: after).map { $0.suffix(11) } == [
        "ana: opened", "ben: opened", "cai: opened",
      ])
    try vote(&play, .no, by: Self.ben)
    try play.pass(until: "2027-06-09T00:00:00Z")
    #expect(states(play).last == "open → dropped: failed: 0 yes, 1 no, 2 did not vote")
    #expect(
      refusal { try play.submit(.settleTask("sig", as: nil, by: nil)) }
        == "votes/sig was decided. put it to a vote again under another name")
  }

  // MARK: Edits

  @Test func anotherQuestionIsAnotherVote() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    let before = play.notices.count
    try play.submit(.reloaded(community { $0.text = "Dissolve the committee" }))
    #expect(told(play, since: before).count == 3)
    try play.pass(until: "2027-06-09T00:00:00Z")
    #expect(states(play).last == "open → dropped: failed: 0 yes, 0 no, 3 did not vote")
  }

  @Test func whatIsTakenOutIsCalledOffAndAskedAnewWhenItComesBack() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    let before = play.notices.count
    try play.submit(.reloaded(Fixture.community()))
    #expect(
      told(play, since: before).map { $0.suffix(9) } == Array(repeating: "withdrawn", count: 3))
    let after = play.notices.count
    try play.submit(.reloaded(community()))
    #expect(told(play, since: after).count == 3)
    try play.pass(until: "2027-06-09T00:00:00Z")
    #expect(states(play).last == "open → dropped: failed: 0 yes, 0 no, 3 did not vote")
  }

  @Test func whatWasDecidedStaysSoWhateverIsEdited() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    try play.pass(until: "2027-06-09T00:00:00Z")
    let before = play.notices.count
    for edit: (inout TaskPlan) -> Void in [
      { $0.due = .at(Fixture.instant("2027-06-30T18:00:00Z")) },
      { $0.owners = [.person(Self.dee)] },
      { $0.text = "Create the SIG, as said" },
    ] {
      try play.submit(.reloaded(community(edit)))
      #expect(play.book.outcome(of: Self.id) == .passed)
      #expect(play.book.count(of: Self.id, at: play.now) == BallotCount(yes: 1, silent: 2))
    }
    #expect(play.notices.count == before)
  }

  @Test func whoeverJoinsIsAsked() throws {
    var play = try Play(byRole(["ana", "ben"]), at: "2027-05-31T00:00:00Z")
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    let before = play.notices.count
    try play.submit(.reloaded(byRole(["ana", "ben", "cai"])))
    #expect(told(play, since: before) == ["2027-06-02T00:00:00Z cai: opened"])
    try play.submit(.reloaded(byRole(["ana", "ben", "cai"])))
    #expect(play.notices.count == before + 1)
  }

  private func byRole(_ names: [String]) throws -> Community {
    var community = try community { $0.owners = [.group("tsc")] }
    community.groups["tsc"] = .role("committer")
    for name in names { community.people[PersonID(name)]?.roles = ["committer"] }
    return community
  }

  @Test func anotherEndIsToldToWhoeverHasNotVoted() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    let before = play.notices.count
    try play.submit(.reloaded(community { $0.due = .at(Fixture.instant("2027-06-04T18:00:00Z")) }))
    #expect(
      told(play, since: before) == [
        "2027-06-02T00:00:00Z ben: opened", "2027-06-02T00:00:00Z cai: opened",
      ])
  }

  @Test func anEndThatIsPastIsOne() throws {
    var play = try play()
    try play.pass(until: "2027-06-05T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    try play.submit(.reloaded(community { $0.due = .at(Fixture.instant("2027-06-04T18:00:00Z")) }))
    #expect(states(play).last == "open → done: passed: 1 yes, 0 no, 2 did not vote")
  }

  @Test func oneThatIsOverWhileNobodyIsThereIsCounted() throws {
    var play = try play()
    try play.pass(until: "2027-06-05T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    try play.sleep(
      until: "2027-06-05T06:00:00Z",
      editing: community { $0.due = .at(Fixture.instant("2027-06-04T18:00:00Z")) })
    #expect(states(play).last == "open → done: passed: 1 yes, 0 no, 2 did not vote")
  }

  @Test func anOpenVoteStaysOpen() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try play.submit(
      .reloaded(community { $0.opens = .at(Fixture.instant("2027-06-06T09:00:00Z")) }))
    try vote(&play, .yes, by: Self.ana)
  }

  /// A message about one vote says nothing of another.
  @Test func eachVoteHasItsOwnMessage() throws {
    var community = try community()
    var other = try #require(community.tasks[Self.id])
    other.id = TaskID(series: Root.votes.series, key: "logo")
    community.tasks[other.id] = other
    var play = try Play(community, at: "2027-05-31T00:00:00Z")
    try play.pass(until: "2027-06-02T00:00:00Z")
    #expect(play.notices.filter { $0.kind == .task }.count == 6)
    #expect(play.notices.allSatisfy { $0.facts.tasks?.count ?? 1 == 1 })
  }

  @Test func aNoToWhatTakesConsensusSaysWhy() throws {
    var play = try play { $0.ballot?.rule = .consensus }
    try play.pass(until: "2027-06-02T00:00:00Z")
    #expect(
      refusal { try vote(&play, .no, by: Self.ana, because: "  ") }
        == "a no stops what needs consensus, and nobody can answer it without a reason. "
        + "say in a few words why")
    try vote(&play, .no, by: Self.ana, because: "It is too early")
  }

  // MARK: When

  @Test func whatOpensLateClosesLate() throws {
    let late = try community { $0.ballot?.minimum = Period(days: 6) }
    var play = try Play(late, at: "2027-06-05T12:00:00Z")
    try play.pass(until: "2027-07-01T00:00:00Z")
    #expect(
      told(play).map { $0.prefix(20) }.suffix(4)
        == Array(repeating: "2027-06-11T12:00:00Z", count: 4))
  }

  @Test func itIsOpenForSoLongWhereItsOpeningWasSleptThrough() throws {
    let short = try community { $0.ballot?.minimum = Period(days: 6) }
    var play = try Play(short, at: "2027-05-31T00:00:00Z")
    try play.sleep(until: "2027-06-08T09:00:00Z")
    try play.pass(until: "2027-07-01T00:00:00Z")
    #expect(told(play).first?.prefix(20) == "2027-06-08T09:00:00Z")
    #expect(told(play).last?.prefix(20) == "2027-06-14T09:00:00Z")
  }

  @Test func whatClosedBeforeAnybodyKnewOfItIsForNobody() throws {
    var play = try Play(community(), at: "2027-06-09T00:00:00Z")
    try play.pass(until: "2027-07-01T00:00:00Z")
    #expect(told(play).isEmpty)
  }

  @Test func whatWasSleptThroughIsNotHeld() throws {
    var play = try play()
    try play.sleep(until: "2027-06-20T00:00:00Z")
    #expect(Set(told(play).map { $0.suffix(7) }) == ["unasked"])
    #expect(play.book.outcome(of: Self.id) == .unasked)
    #expect(states(play).last?.hasSuffix("slept through: nobody was asked") == true)
    #expect(!told(play).contains { $0.contains("announce") })
  }

  /// What else was said after the backup is lost.
  @Test func aRestoreCountsNothingThatClosedMeanwhile() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    play.now = Fixture.instant("2027-06-20T00:00:00Z")
    let before = play.notices.count
    try play.submit(.restored(from: Fixture.instant("2027-06-03T00:00:00Z")))
    #expect(play.book.outcome(of: Self.id) == .unasked)
    #expect(
      states(play).last
        == "open → dropped: not counted: what was voted after the backup of 2027-06-03T00:00:00Z is lost"
    )
    // Whoever was told of it by the service that is lost is not told otherwise.
    #expect(play.notices.count == before)
  }

  @Test func whatClosedMeanwhileIsCounted() throws {
    var play = try play()
    try play.pass(until: "2027-06-02T00:00:00Z")
    try vote(&play, .yes, by: Self.ana)
    try play.sleep(until: "2027-06-20T00:00:00Z")
    #expect(states(play).last == "open → done: passed: 1 yes, 0 no, 2 did not vote")
  }

  // MARK: What it takes

  struct Count: CustomTestStringConvertible {
    let rule: Ballot.Rule
    let votes: (yes: Int, no: Int, abstain: Int, silent: Int)
    let passes: Bool
    var turnout: Ballot.Turnout?
    var testDescription: String { "\(rule) \(votes) \(turnout.map { "\($0)" } ?? "")" }
  }

  static let counts = [
    Count(rule: .simpleMajority, votes: (1, 0, 0, 9), passes: true),
    Count(rule: .simpleMajority, votes: (0, 0, 3, 0), passes: false),
    Count(rule: .simpleMajority, votes: (3, 3, 1, 0), passes: false),
    Count(rule: .simpleMajority, votes: (4, 3, 0, 9), passes: true),
    Count(rule: .lazyMajority, votes: (1, 0, 0, 3), passes: false),
    Count(rule: .lazyMajority, votes: (2, 1, 0, 3), passes: true),
    Count(rule: .lazyMajority, votes: (2, 2, 0, 0), passes: false),
    Count(rule: .consensus, votes: (2, 0, 4, 0), passes: true),
    Count(rule: .consensus, votes: (1, 0, 4, 0), passes: false),
    Count(rule: .consensus, votes: (9, 1, 0, 0), passes: false),
    // Two of three, and four of six: two thirds are enough. Six of ten are less.
    Count(rule: .twoThirds, votes: (2, 1, 0, 0), passes: true),
    Count(rule: .twoThirds, votes: (4, 0, 1, 1), passes: true),
    Count(rule: .twoThirds, votes: (6, 0, 0, 4), passes: false),
    Count(rule: .twoThirds, votes: (0, 0, 0, 0), passes: false),
    Count(rule: .simpleMajority, votes: (2, 0, 0, 2), passes: true, turnout: .half),
    Count(rule: .simpleMajority, votes: (2, 0, 0, 3), passes: false, turnout: .half),
    Count(rule: .simpleMajority, votes: (1, 0, 2, 3), passes: true, turnout: .half),
    Count(rule: .simpleMajority, votes: (1, 0, 1, 9), passes: false, turnout: .votes(3)),
    Count(rule: .simpleMajority, votes: (1, 0, 2, 9), passes: true, turnout: .votes(3)),
  ]

  @Test(arguments: counts) func itPasses(_ row: Count) {
    let count = BallotCount(
      yes: row.votes.yes, no: row.votes.no, abstain: row.votes.abstain, silent: row.votes.silent)
    #expect(count.passes(Ballot(rule: row.rule, turnout: row.turnout)) == row.passes)
  }
}
