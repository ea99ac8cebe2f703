import Cadence

/// What people say of tasks.
extension Draft {
  /// Done, dropped, or owed after all.
  /// - Parameters:
  ///   - person: whoever says so; nil by command.
  ///   - sort: nil takes a settlement back.
  mutating func settle(
    _ name: String, as sort: TaskRecord.Settlement.Sort?, by person: PersonID?
  ) throws(Refusal) -> Proposal {
    guard let id = try community.task(named: name), let before = record(of: id) else {
      throw Refusal(
        "there is no task \(name)", fix: "`convened task list` shows them", isMissing: true)
    }
    if let person, !concerned(with: id).contains(person) {
      throw Refusal(
        "\(name) is none of \(person)'s tasks",
        fix: "`convened show \(id)` says whose it is")
    }
    let request = request(id)
    if let request { try checkAnswer(sort, to: request, by: person) }
    if let plan = community.tasks[id], plan.ballot != nil {
      try checkEnd(as: sort, of: plan, by: person)
    }
    // What a coordinator dropped is not done by an old link.
    let isSettled = person != nil && sort != nil && before.settlement != nil
    let isLatePost = try isPostedLate(id, sort)
    guard before.settlement?.sort != sort || isLatePost, !isSettled else {
      return finished("\(id) is \(state(of: id, at: now).rawValue) already")
    }
    let state = state(of: id, at: now)
    var after = before
    after.settlement = sort.map { TaskRecord.Settlement(sort: $0, at: now, by: person) }
    turn.tasks[id] = after
    if sort == nil, let plan = community.tasks[id], let poll = poll(of: id) { renew(plan, poll) }
    let who = person.flatMap { community.people[$0]?.name }
    let cause =
      sort == nil ? "owed after all" : who.map { "by \($0)" } ?? "by command"
    write(id, from: state, to: self.state(of: id, at: now), cause, at: now)
    if sort == nil, var due = latest(of: id, in: .distantPast...now) {
      due.renewedAt = now
      tell(of: [due])
      // What was due of it while it was settled has been said with this; what else waits, waits.
      if book.nextBulletin.map({ $0 > now }) ?? true { turn.bulletinsUntil = now }
    }
    let last = self.state(of: id, at: now)
    // What is announced after all, and was to be before, is done at once.
    guard sort != nil || !last.isSettled else { return finished("\(id) is posted now") }
    let answer = "\(id): \(state.rawValue) → \(last.rawValue)"
    if sort == .dropped, let plan = community.tasks[id], let ballot = plan.ballot {
      withdraw(ballot, plan)
    }
    guard let request, let sort else { return finished(answer) }
    switch sort {
    case .done:
      let meeting = try arrange(request)
      return finished("\(answer); \(meeting) takes place", about: meeting)
    case .dropped:
      tellAsker(of: request, .declined(by: who))
      return finished(answer)
    }
  }

  /// A vote ends when it closes. Until then it may be called off, by command, and taken up again.
  private func checkEnd(
    as sort: TaskRecord.Settlement.Sort?, of plan: TaskPlan, by person: PersonID?
  ) throws(Refusal) {
    let id = plan.id
    if sort == .done || person != nil {
      throw Refusal(
        "\(id) is put to a vote, and ends when it closes",
        fix: "vote on it: `convened vote \(id) yes --by …`, or no, or abstain")
    }
    if let result = poll(of: id)?.result, result.outcome != .withdrawn {
      throw Refusal("\(id) was decided", fix: "put it to a vote again under another name")
    }
    if sort == nil, let closes = times(of: id)?.due, closes <= now {
      throw Refusal("\(id) was to close on \(closes)", fix: "write a later `closes:` first")
    }
  }

  /// Whether this has an announcement posted that came too late to be posted by itself.
  private func isPostedLate(
    _ id: TaskID, _ sort: TaskRecord.Settlement.Sort?
  ) throws(Refusal) -> Bool {
    guard sort == nil, let word = community.tasks[id]?.post else { return false }
    if let until = word.until, until <= now {
      throw Refusal("\(id) held until \(until)", fix: "write a later `until:` first")
    }
    return state(of: id, at: now) == .overdue
  }

  /// Who may say that it is done: whoever it is ever told to.
  private func concerned(with id: TaskID) -> Set<PersonID> {
    guard let plan = community.tasks[id] else { return [] }
    return people(in: plan.owners + plan.watchers + plan.escalation.flatMap(\.people), of: id)
  }
}
