package import Cadence

/// What people vote, and what comes of it.
extension Draft {
  func papers(of id: TaskID) -> [PersonID: Paper] {
    (book.papers[id] ?? [:]).merging(turn.papers[id] ?? [:]) { $1 }
  }

  func electorate(of plan: TaskPlan) -> Set<PersonID> { people(in: plan.owners, of: plan.id) }

  // MARK: Voting

  mutating func vote(
    _ name: String, _ choice: Choice, by person: PersonID, because: String?
  ) throws(Refusal) -> Proposal {
    guard let id = try community.task(named: name), let plan = community.tasks[id] else {
      throw Refusal(
        "there is no vote \(name.asOneLine)", fix: "`convened task list votes` shows them",
        isMissing: true)
    }
    guard let ballot = plan.ballot else {
      throw Refusal("\(id) is not put to a vote", fix: "`convened task done` says that it is done")
    }
    guard electorate(of: plan).contains(person) else {
      throw Refusal(
        "\(person.name.asOneLine) has no vote on \(id)", fix: "`convened show \(id)` says who has")
    }
    try checkOpen(id)
    let because = try reason(because, for: choice, ballot)
    let paper = Paper(choice: choice, because: because, at: now)
    if let before = papers(of: id)[person], before.choice == choice, before.because == because {
      return finished("\(person) has said \(choice.rawValue) to \(id) before")
    }
    turn.papers[id, default: [:]][person] = paper
    let words = because.map { ": \($0)" } ?? ""
    write(id, from: .open, to: .open, "\(person) says \(choice.rawValue)\(words)", at: now)
    return finished("\(id): \(choice.rawValue) by \(person)")
  }

  private func checkOpen(_ id: TaskID) throws(Refusal) {
    guard record(of: id)?.settlement == nil, let times = times(of: id), let closes = times.due,
      now < closes
    else {
      throw Refusal("\(id) is closed", fix: "`convened show \(id)` says what came of it")
    }
    guard let opening = times.opening, opening <= now else {
      throw Refusal(
        "\(id) is not open yet",
        fix: times.opening.map { "it opens on \(community.zone.inWords($0))" }
          ?? "`convened show \(id)` says when it opens")
    }
  }

  private func reason(
    _ because: String?, for choice: Choice, _ ballot: Ballot
  ) throws(Refusal) -> String? {
    let because = (because ?? "").asOneLine
    guard because.count <= AgendaItem.textMax else {
      throw Refusal(
        "that is longer than \(AgendaItem.textMax) characters", fix: "give the reason in fewer")
    }
    guard AgendaItem.isBlank(because) else { return because }
    guard choice == .no, ballot.rule == .consensus else { return nil }
    throw Refusal(
      "a no stops what needs consensus, and nobody can answer it without a reason",
      fix: "say in a few words why")
  }

  // MARK: Closing

  /// The vote is over: what came of it is told to all who could vote, and to whom it is about.
  mutating func close(_ ballot: Ballot, _ due: DueTask) {
    let plan = due.plan
    let count = BallotCount(papers(of: plan.id), of: electorate(of: plan))
    // Nobody was asked: the service slept over the whole of it.
    let isUnasked = due.moments.contains { $0.at == due.times.opening } && count.cast == 0
    let outcome: BallotFacts.Outcome =
      isUnasked ? .unasked : count.passes(ballot) ? .passed : .failed
    let words = isUnasked ? "slept through: nobody was asked" : "\(outcome.rawValue): \(count)"
    let sort: TaskRecord.Settlement.Sort = outcome == .passed ? .done : .dropped
    settle(
      plan.id, as: TaskRecord.Settlement(sort: sort, at: now, by: nil), from: .open,
      to: sort == .done ? .done : .dropped, words, at: due.moment.at)
    tell(of: ballot, plan, outcome)
  }

  /// It is called off. Whoever was asked hears of it.
  mutating func withdraw(_ ballot: Ballot, _ plan: TaskPlan, wasOpen: Bool) {
    if wasOpen { tell(of: ballot, plan, .withdrawn) }
  }

  private mutating func tell(of ballot: Ballot, _ plan: TaskPlan, _ outcome: BallotFacts.Outcome) {
    turn.supersede(Supersession(subject: .task(plan.id), kinds: [.task]))
    let voters = electorate(of: plan)
    let candidate = ballot.candidate
    let others = [candidate?.person, candidate?.sponsor, candidate?.nominator].compactMap(\.self)
    // Asked again and closed again, it is told again.
    let edition = "result \(record(of: plan.id)?.revision ?? 0)"
    for id in voters.union(others).sorted() {
      guard let reader = community.people[id] else { continue }
      let facts = facts(of: ballot, plan, outcome, for: reader, isVoter: voters.contains(id))
      tell(reader, [Entry(facts: facts, edition: edition, number: plan.place)])
    }
    guard outcome == .passed || outcome == .failed else { return }
    for channel in ballot.channels.sorted() { post(ballot, plan, outcome, edition, to: channel) }
  }

  private mutating func post(
    _ ballot: Ballot, _ plan: TaskPlan, _ outcome: BallotFacts.Outcome, _ edition: String,
    to channel: ChannelID
  ) {
    let listed = facts(of: ballot, plan, outcome, for: nil, isVoter: false)
    let at = listed.due ?? Moment(now, in: community.zone)
    var facts = Facts(
      community: community.name, domain: community.domain, from: community.from,
      series: plan.id.series, title: listed.about, start: at, end: at, decidedAt: now)
    facts.tasks = [listed]
    turn.notices.append(
      Notice(
        subject: .task(plan.id), kind: .task, edition: edition, recipient: .channel(channel),
        notBefore: now, notAfter: now + .days(7), facts: facts))
  }

  // MARK: What is said of it

  /// - Parameter reader: nil for a channel, which reads no names.
  private func facts(
    of ballot: Ballot, _ plan: TaskPlan, _ outcome: BallotFacts.Outcome, for reader: Person?,
    isVoter: Bool
  ) -> TaskFacts {
    let zone = reader?.zone ?? community.zone
    var facts = TaskFacts(
      id: plan.id, text: plan.text, about: community.title(around: plan.id),
      role: isVoter ? .owes : .watches, stage: .opened,
      due: times(of: plan.id)?.due.map { Moment($0, in: zone) },
      owners: [], link: plan.link)
    var said = self.facts(of: ballot, plan, for: reader)
    said.outcome = outcome
    let papers = papers(of: plan.id)
    if outcome == .passed || outcome == .failed {
      said.count = BallotCount(papers, of: electorate(of: plan))
    }
    if isVoter {
      said.papers = electorate(of: plan).sorted().compactMap { voter in
        papers[voter].map {
          BallotFacts.Paper(
            voter: community.name(of: voter), choice: $0.choice, because: $0.because)
        }
      }
    }
    facts.ballot = said
    return facts
  }

  /// What is asked.
  func facts(of ballot: Ballot, _ plan: TaskPlan, for reader: Person?) -> BallotFacts {
    let turnout: Int? =
      switch ballot.turnout {
      case nil: nil
      case .half: max(1, (electorate(of: plan).count + 1) / 2)
      case .votes(let count): count
      }
    return BallotFacts(
      rule: ballot.rule, turnout: turnout,
      candidate: ballot.candidate.map { candidate in
        BallotFacts.Candidate(
          name: community.name(of: candidate.person), role: candidate.role,
          nominator: candidate.nominator.map(community.name(of:)),
          sponsor: candidate.sponsor.map(community.name(of:)), commitment: candidate.commitment,
          isReader: candidate.person == reader?.id)
      })
  }
}

extension Book {
  /// How a vote stands; nil for what is none.
  package func count(of id: TaskID, at now: Instant) -> BallotCount? {
    guard let plan = community.tasks[id], plan.ballot != nil else { return nil }
    return BallotCount(papers[id] ?? [:], of: Draft(self, at: now).electorate(of: plan))
  }

  /// What came of a vote; nil while it is open, and for what is none.
  package func outcome(of id: TaskID, at now: Instant) -> BallotFacts.Outcome? {
    guard community.tasks[id]?.ballot != nil, let settlement = tasks[id]?.settlement else {
      return nil
    }
    if settlement.sort == .done { return .passed }
    guard let closes = times(of: id, at: now)?.due, closes <= settlement.at else {
      return .withdrawn
    }
    return .failed
  }
}
