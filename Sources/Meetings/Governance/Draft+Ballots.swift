package import Cadence

/// What is said of votes.
extension Draft {
  /// So many votes are listed in one mail.
  private static let papersMax = 100

  /// What came of it, to all who could vote or were asked, to whom it is about, and to channels.
  mutating func tellResult(of ballot: Ballot, _ plan: TaskPlan) {
    guard let result = poll(of: plan.id)?.result else { return }
    let asked = Set(papers(of: plan.id).keys)
    let voters = result.outcome == .withdrawn ? asked : electorate(of: plan).union(asked)
    let candidate = ballot.candidate
    let others = [candidate?.person, candidate?.sponsor, candidate?.nominator].compactMap(\.self)
    let isDecided = result.outcome == .passed || result.outcome == .failed
    var said = facts(of: ballot, plan)
    said.outcome = result.outcome
    if isDecided { said.count = result.count }
    let listed = isDecided ? listed(plan) : []
    // Asked again and closed again, it is told again.
    let edition = "result \(record(of: plan.id)?.revision ?? 0)"
    for id in voters.union(isDecided ? others : []).sorted() {
      guard let reader = community.people[id] else { continue }
      var said = said
      said.candidate?.isReader = id == candidate?.person
      // Who said what is for those who could say something.
      if voters.contains(id) { said.papers = listed }
      let facts = facts(
        of: plan, said, as: voters.contains(id) ? .owes : .watches, in: reader.zone)
      tell(reader, [Entry(facts: facts, edition: edition, number: plan.place)])
    }
    guard isDecided else { return }
    said.candidate?.commitment = nil
    let facts = facts(of: plan, said, as: .watches, in: community.zone)
    for channel in ballot.channels.sorted() { post(facts, edition, to: channel) }
  }

  private func listed(_ plan: TaskPlan) -> [BallotFacts.Paper] {
    let voters = electorate(of: plan)
    return papers(of: plan.id).sorted { $0.key < $1.key }.lazy.compactMap { voter, paper in
      guard let choice = paper.choice, voters.contains(voter) else { return nil }
      return BallotFacts.Paper(
        voter: community.name(of: voter), choice: choice, because: paper.because)
    }.prefix(Self.papersMax).map(\.self)
  }

  private mutating func post(_ listed: TaskFacts, _ edition: String, to channel: ChannelID) {
    let at = listed.due ?? Moment(now, in: community.zone)
    var facts = facts(for: nil, of: listed.id, about: listed.about, at: at)
    facts.tasks = [listed]
    turn.notices.append(
      Notice(
        subject: .task(listed.id), kind: .task, edition: edition, recipient: .channel(channel),
        notBefore: now, notAfter: now + .days(7), facts: facts))
  }

  private func facts(
    of plan: TaskPlan, _ said: BallotFacts, as role: TaskFacts.Role, in zone: ZoneRules
  ) -> TaskFacts {
    var facts = TaskFacts(
      id: plan.id, text: plan.text, about: plan.about ?? community.name, role: role,
      stage: .opened, due: closing(of: plan).map { Moment($0, in: zone) }, owners: [],
      link: plan.link)
    facts.ballot = said
    return facts
  }

  /// Also of what is not in the configuration any more.
  private func closing(of plan: TaskPlan) -> Instant? {
    if let due = times(of: plan.id)?.due { return due }
    if case .at(let closes)? = plan.due { return closes }
    return nil
  }

  /// What is asked.
  func facts(of ballot: Ballot, _ plan: TaskPlan) -> BallotFacts {
    BallotFacts(
      rule: ballot.rule, turnout: ballot.turnout?.needed(of: electorate(of: plan).count),
      candidate: ballot.candidate.map { candidate in
        BallotFacts.Candidate(
          name: community.name(of: candidate.person), role: candidate.role,
          nominator: candidate.nominator.map(community.name(of:)),
          isOwn: candidate.nominator == candidate.person,
          sponsor: candidate.sponsor.map(community.name(of:)), commitment: candidate.commitment,
          isReader: false)
      })
  }
}

extension Book {
  /// How a vote stands, or how it was counted; nil for what is none.
  package func count(of id: TaskID, at now: Instant) -> BallotCount? {
    guard let plan = community.tasks[id], plan.ballot != nil else { return nil }
    if let result = polls[id]?.result { return result.count }
    return Draft(self, at: now).count(plan)
  }

  /// What a vote asks, for whoever looks.
  package func asked(_ ballot: Ballot, _ plan: TaskPlan, at now: Instant) -> BallotFacts {
    Draft(self, at: now).facts(of: ballot, plan)
  }

  /// What came of a vote; nil while it is open, and for what is none.
  package func outcome(of id: TaskID) -> BallotFacts.Outcome? {
    community.tasks[id]?.ballot == nil ? nil : polls[id]?.result?.outcome
  }

  /// What somebody has said to a question so far.
  package func choice(of person: PersonID, on id: TaskID, at now: Instant) -> Choice? {
    Draft(self, at: now).papers(of: id)[person]?.choice
  }
}
