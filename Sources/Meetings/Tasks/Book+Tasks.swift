package import Cadence

/// How tasks stand, for whoever asks, and what is left of a message about them.
extension Book {
  /// What is left of a message about tasks when it leaves, with the dates of then: without what was
  /// done, dropped or taken out since it was written, what is none of its reader's business any
  /// more, and what another message says by now. Nil if nothing is left.
  func current(tasks notice: Notice, at now: Instant) -> Notice? {
    let draft = Draft(self, at: now)
    guard let person = notice.recipient.person else { return notice }
    let left = (notice.facts.tasks ?? []).compactMap { task -> TaskFacts? in
      // Whoever asked for a meeting is not told that it is off once it is asked for again.
      if task.request?.outcome != nil {
        return draft.record(of: task.id)?.settlement?.sort == .dropped ? task : nil
      }
      if let outcome = task.ballot?.outcome {
        return polls[task.id]?.result?.outcome == outcome ? task : nil
      }
      if task.ballot != nil, draft.papers(of: task.id)[person]?.choice != nil { return nil }
      guard draft.record(of: task.id)?.settlement == nil, let times = draft.times(of: task.id),
        times.opening != nil, role(of: person, in: task.id, at: now) != nil
      else { return nil }
      guard !isAskedAgain(task, since: notice.facts.decidedAt, by: now, times, of: person) else {
        return nil
      }
      var task = task
      task.isRepeated = community.tasks[task.id]?.isRepeated
      let zone = community.people[person]?.zone ?? community.zone
      task.due = times.due.map { Moment($0, in: zone) }
      task.final = times.final.map { Moment($0, in: zone) }
      let isLate = times.due.map { $0 <= now } ?? false
      // What was to be late is not, or what was to be in time is late, of which another word comes.
      let isOutdated = task.stage == .ahead ? isLate : task.isLate && !isLate
      return isOutdated ? nil : task
    }
    guard let first = left.first else { return nil }
    var facts = notice.facts
    facts.tasks = left
    if first.id != notice.facts.tasks?.first?.id {
      facts.series = first.id.series
      facts.title = first.about
      facts.start = first.due ?? facts.start
      facts.end = facts.start
    }
    return notice.with(facts: facts)
  }

  /// Whether a later message says it by now.
  private func isAskedAgain(
    _ task: TaskFacts, since decided: Instant, by now: Instant, _ times: TaskTimes,
    of person: PersonID
  ) -> Bool {
    task.role == .owes && community.wants(.taskAhead, person, muted: muted, at: now)
      && times.moments.contains { $0.stage == .again && decided < $0.at && $0.at <= now }
  }

  /// How a task stands.
  package func state(of id: TaskID, at now: Instant) -> TaskState {
    Draft(self, at: now).state(of: id, at: now)
  }

  package func owners(of id: TaskID, at now: Instant) -> [PersonID] {
    let draft = Draft(self, at: now)
    return community.tasks[id].map { draft.owners(of: $0).sorted() } ?? []
  }

  package func times(of id: TaskID, at now: Instant) -> TaskTimes? {
    Draft(self, at: now).times(of: id)
  }

  /// What a task is to somebody now; nil for whom it does not concern, or not yet: others are asked
  /// to help once it is late, and hear nothing of it before.
  package func role(of person: PersonID, in id: TaskID, at now: Instant) -> TaskFacts.Role? {
    guard let plan = community.tasks[id], let record = tasks[id] else { return nil }
    let draft = Draft(self, at: now)
    func names(_ members: [Member]) -> Bool { draft.people(in: members, of: id).contains(person) }
    if draft.owners(of: plan).contains(person) { return .owes }
    let escalation = plan.escalation.indices.filter { names(plan.escalation[$0].people) }
    if !escalation.isEmpty {
      // What was done in time, nobody was asked to help with.
      let end = min(now, record.settlement?.at ?? now)
      let asked = draft.times(of: id)?.moments.contains { moment in
        guard case .escalated(let number) = moment.stage else { return false }
        return escalation.contains(number) && moment.at <= end
      }
      if asked == true { return .helps }
    }
    return names(plan.watchers) ? .watches : nil
  }
}
