import Cadence

/// When votes are asked for, what an edit means for them, and when they end.
extension Draft {
  /// Who is asked is written down with the asking: nobody is left out who joins later.
  mutating func ask(_ people: some Sequence<PersonID>, of plan: TaskPlan) {
    let id = plan.id
    var poll = poll(of: id) ?? Poll(round: 1, question: plan.question)
    if poll.askedAt == nil {
      (poll.askedAt, poll.question) = (now, plan.question)
      turn.polls[id] = poll
    }
    let known = papers(of: id)
    for person in people where known[person] == nil {
      turn.papers[id, default: [:]][person] = Paper(round: poll.round, choice: nil, at: now)
    }
  }

  /// What an edit means for votes: another question is another vote, whoever has joined is asked,
  /// and whoever has not voted is, where it closes at another time.
  /// - Returns: what is to be asked.
  mutating func reviewVotes() -> [DueTask] {
    withdrawRemoved()
    let plans = community.tasks.values.filter { $0.ballot != nil && book.tasks[$0.id] != nil }
      .sorted { $0.id < $1.id }
    let again = plans.compactMap { plan in poll(of: plan.id).flatMap { putAgain(plan, $0) } }
    closeVotes()
    return again + plans.compactMap(asksMore)
  }

  /// Other words, or another rule: what was voted before says nothing of it, and nor does it where
  /// the vote was taken out and comes back. What was decided and is over stays as it was.
  private mutating func putAgain(_ plan: TaskPlan, _ poll: Poll) -> DueTask? {
    let isBack = poll.result?.outcome == .withdrawn && book.community.tasks[plan.id] == nil
    guard poll.question != plan.question || isBack, case .at(let closes)? = plan.due, closes > now,
      poll.askedAt != nil
    else { return nil }
    let state = state(of: plan.id, at: now)
    renew(plan, poll)
    write(
      plan.id, from: state, to: self.state(of: plan.id, at: now),
      isBack ? "put to the vote again" : "another question: what was voted does not count",
      at: now)
    guard var due = asking(plan), due.moment.at <= now else { return nil }
    due.renewedAt = now
    return due
  }

  /// Nothing that was said in it so far counts.
  mutating func renew(_ plan: TaskPlan, _ poll: Poll) {
    turn.polls[plan.id] = Poll(round: poll.round + 1, question: plan.question)
    guard var record = record(of: plan.id) else { return }
    (record.settlement, record.knownAt) = (nil, now)
    turn.tasks[plan.id] = record
  }

  /// Of a vote that is open: whom to ask that has not been asked how it stands now.
  private func asksMore(_ plan: TaskPlan) -> DueTask? {
    guard let poll = poll(of: plan.id), poll.askedAt != nil, poll.result == nil,
      record(of: plan.id)?.settlement == nil, var due = asking(plan)
    else { return nil }
    due.renewedAt = now
    if book.community.tasks[plan.id]?.due == plan.due { due.told = Set(papers(of: plan.id).keys) }
    return readers(of: due).isEmpty ? nil : due
  }

  /// As whoever votes is asked first.
  private func asking(_ plan: TaskPlan) -> DueTask? {
    guard let times = times(of: plan.id), let opening = times.opening else { return nil }
    return DueTask(
      plan: plan, times: times,
      moments: times.moments.filter { $0.at == opening && $0.stage == .opened })
  }

  // MARK: Ending

  /// Every vote whose time is over, whenever that became so.
  mutating func closeVotes() {
    let plans = community.tasks.values.filter { $0.ballot != nil }.sorted { $0.id < $1.id }
    for plan in plans where record(of: plan.id)?.settlement == nil {
      guard let ballot = plan.ballot,
        let end = times(of: plan.id)?.moments.first(where: { $0.stage == .overdue }),
        end.at <= now
      else { continue }
      close(ballot, plan, at: end.at)
    }
  }

  private mutating func close(_ ballot: Ballot, _ plan: TaskPlan, at closed: Instant) {
    let count = count(plan)
    var poll = poll(of: plan.id) ?? Poll(round: 1, question: plan.question)
    // Nobody was asked: the service slept over the whole of it. Or what they said is lost.
    let outcome: BallotFacts.Outcome =
      poll.askedAt == nil || backup != nil ? .unasked : count.passes(ballot) ? .passed : .failed
    poll.result = Poll.Result(outcome: outcome, count: count)
    turn.polls[plan.id] = poll
    let isPassed = outcome == .passed
    settle(
      plan.id,
      as: TaskRecord.Settlement(sort: isPassed ? .done : .dropped, at: now, by: nil),
      from: poll.askedAt == nil ? .planned : .open, to: isPassed ? .done : .dropped,
      cause(of: outcome, count), at: closed)
    tellResult(of: ballot, plan)
  }

  private func cause(of outcome: BallotFacts.Outcome, _ count: BallotCount) -> String {
    guard outcome == .unasked else { return "\(outcome.rawValue): \(count)" }
    return backup.map { "not counted: what was voted after the backup of \($0) is lost" }
      ?? "slept through: nobody was asked"
  }

  /// It is called off, and whoever was asked hears of it.
  mutating func withdraw(_ ballot: Ballot, _ plan: TaskPlan) {
    guard var poll = poll(of: plan.id), poll.askedAt != nil else { return }
    poll.result = Poll.Result(outcome: .withdrawn, count: count(plan))
    turn.polls[plan.id] = poll
    tellResult(of: ballot, plan)
  }

  /// What was asked and is not in the configuration any more.
  private mutating func withdrawRemoved() {
    for plan in book.community.tasks.values.sorted(by: { $0.id < $1.id }) {
      guard let ballot = plan.ballot, community.tasks[plan.id] == nil,
        record(of: plan.id)?.settlement == nil, poll(of: plan.id)?.askedAt != nil
      else { continue }
      settle(
        plan.id, as: TaskRecord.Settlement(sort: .dropped, at: now, by: nil), from: .open,
        to: .dropped, "taken out of the configuration", at: now)
      withdraw(ballot, plan)
    }
  }
}
