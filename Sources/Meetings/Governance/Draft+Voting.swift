import Cadence

/// What people vote.
extension Draft {
  func poll(of id: TaskID) -> Poll? { turn.polls[id] ?? book.polls[id] }

  /// Of everybody who was asked, or has voted, since it was put to the vote last.
  func papers(of id: TaskID) -> [PersonID: Paper] {
    guard let round = poll(of: id)?.round else { return [:] }
    let all = (book.papers[id] ?? [:]).merging(turn.papers[id] ?? [:]) { $1 }
    return all.filter { $0.value.round == round }
  }

  /// Groups that change with the days are taken as of its opening.
  func electorate(of plan: TaskPlan) -> Set<PersonID> {
    let at = poll(of: plan.id)?.askedAt ?? now
    return community.people(in: plan.owners, on: community.zone.local(at: at).date)
  }

  /// How it stands.
  func count(_ plan: TaskPlan) -> BallotCount {
    BallotCount(papers(of: plan.id), of: electorate(of: plan))
  }

  mutating func vote(
    _ name: String, _ choice: Choice, by person: PersonID, because: String?
  ) throws(Refusal) -> Proposal {
    let id = TaskID(name) ?? TaskID(series: Root.votes.series, key: name)
    guard let plan = community.tasks[id] else {
      throw Refusal(
        "there is no vote \(name.asOneLine)", fix: "`convened task list votes` shows them",
        isMissing: true)
    }
    guard let ballot = plan.ballot else {
      throw Refusal("\(id) is not put to a vote", fix: "`convened task done` says that it is done")
    }
    guard community.people[person] != nil else {
      throw Refusal(
        "there is nobody called \"\(person.name.asOneLine)\"", fix: "use a key of `people:`",
        isMissing: true)
    }
    guard electorate(of: plan).contains(person) else {
      throw Refusal("\(person) has no vote on \(id)", fix: "`convened show \(id)` says who has")
    }
    let poll = try openPoll(of: id)
    let because = try reason(because, for: choice, ballot)
    let paper = Paper(round: poll.round, choice: choice, because: because, at: now)
    if let before = papers(of: id)[person], before.choice == choice, before.because == because {
      return finished("\(person) has said \(choice.rawValue) to \(id) before")
    }
    turn.papers[id, default: [:]][person] = paper
    let words = because.map { ": \($0)" } ?? ""
    write(id, from: .open, to: .open, "\(person) says \(choice.rawValue)\(words)", at: now)
    return finished("\(id): \(choice.rawValue) by \(person)")
  }

  private func openPoll(of id: TaskID) throws(Refusal) -> Poll {
    let times = times(of: id)
    guard record(of: id)?.settlement == nil, let closes = times?.due, now < closes else {
      throw Refusal("\(id) is closed", fix: "`convened show \(id)` says what came of it")
    }
    guard let poll = poll(of: id), poll.askedAt != nil else {
      throw Refusal(
        "\(id) is not open yet",
        fix: times?.opening.map { "it opens on \(community.zone.inWords($0))" }
          ?? "`convened show \(id)` says when it opens")
    }
    return poll
  }

  private func reason(
    _ because: String?, for choice: Choice, _ ballot: Ballot
  ) throws(Refusal) -> String? {
    let because = because ?? ""
    guard because.count <= AgendaItem.textMax else {
      throw Refusal(
        "that is longer than \(AgendaItem.textMax) characters", fix: "give the reason in fewer")
    }
    guard AgendaItem.isBlank(because) else { return because.asOneLine }
    guard choice == .no, ballot.rule == .consensus else { return nil }
    throw Refusal(
      "a no stops what needs consensus, and nobody can answer it without a reason",
      fix: "say in a few words why")
  }
}
