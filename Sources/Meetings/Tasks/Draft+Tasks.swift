import Cadence

/// What is due of tasks, and who hears of it: one message a person, with all that is due for them.
extension Draft {
  func record(of id: TaskID) -> TaskRecord? { turn.tasks[id] ?? book.tasks[id] }

  /// Nil for what is not in the configuration, or not known yet.
  func times(of id: TaskID) -> TaskTimes? {
    guard let plan = community.tasks[id], let record = record(of: id),
      let ground = community.ground(of: id)
    else { return nil }
    return TaskTimes(
      plan, record, ready: ready(plan, record), begin: ground.begin ?? record.knownAt,
      last: ground.series.flatMap(last), asked: poll(of: id)?.askedAt, in: ground.zone,
      around: now)
  }

  func state(of id: TaskID, at instant: Instant) -> TaskState {
    switch record(of: id)?.settlement?.sort {
    case .done: .done
    case .dropped: .dropped
    case nil: times(of: id)?.state(at: instant) ?? .planned
    }
  }

  /// When all that has to be done before was done, or dropped.
  private func ready(_ plan: TaskPlan, _ record: TaskRecord) -> Instant? {
    var ready = record.knownAt
    for id in plan.after where community.tasks[id] != nil {
      guard let settlement = self.record(of: id)?.settlement else { return nil }
      // A second later: what was due by now may have been dealt with in this very second.
      ready = max(ready, settlement.at + .seconds(1))
    }
    return ready
  }

  /// The last meeting: the one ahead, or else the latest that has begun, as long as that is in
  /// mind; after that the rule's. Nil for none: a rule without end, and a meeting that was to be
  /// once and is cancelled.
  private func last(of series: Series) -> TaskTimes.Last? {
    let rule = series.regular
    if let last = lastAhead(of: series) {
      return TaskTimes.Last(start: last.start, end: last.start + series.duration)
    }
    let rows = regularOccurrences(of: series)
    let begun = rows.filter { $0.start <= now && !$0.state.isCancelled }
    if let latest = begun.max(by: { $0.start < $1.start }) {
      return TaskTimes.Last(start: latest.start, end: latest.end)
    }
    guard !rule.isEndless, let last = rule.previous(before: .distantFuture) else { return nil }
    let row = rows.first { $0.ruled == last.local }
    let isOff = row?.state.isCancelled ?? (series.skips[last.date] != nil)
    guard !isOff || rule.first != last else { return nil }
    // Where it was moved to, also while nobody is there to hold it.
    let start = row?.start ?? last.instant
    return TaskTimes.Last(start: start, end: start + series.duration)
  }

  // MARK: What is due

  /// What fell due after an instant: of each task the latest.
  mutating func tellTasks(after since: Instant) {
    guard since < now else { return }
    lapseRequests()
    closeVotes()
    let rounds = beginRounds()
    let first = since + .seconds(1)
    // What became known in this very turn has been told of.
    let begun = Set(rounds.map(\.plan.id))
    let known = community.tasks.keys.filter { book.tasks[$0] != nil && !begun.contains($0) }
    let due = known.sorted().compactMap { latest(of: $0, in: first...now) }
    tell(of: rounds + due.filter { !lapsesPost($0) })
  }

  /// When something of the tasks of these series and programs is due next after an instant.
  func nextTask(of series: Set<SeriesID>? = nil, after since: Instant) -> Instant? {
    if series?.isEmpty == true { return nil }
    return community.tasks.keys.lazy
      .filter { series?.contains($0.series) ?? true && self.isOwed($0) }
      .compactMap { self.times(of: $0)?.moments.first { $0.at > since }?.at }.min()
  }

  /// What is to be done anew is owed again with each round.
  private func isOwed(_ id: TaskID) -> Bool {
    switch record(of: id)?.settlement?.sort {
    case nil: true
    case .done: community.tasks[id]?.isRound == true
    case .dropped: false
    }
  }

  /// Said to be done, it is owed again.
  private mutating func beginRounds() -> [DueTask] {
    let rounds = community.tasks.values.filter(\.isRound)
    return rounds.sorted { $0.id < $1.id }.compactMap { plan in
      guard let done = record(of: plan.id)?.settlement, done.sort == .done,
        let times = times(of: plan.id),
        let round = times.moments.last(where: { $0.at <= now }), round.at > done.at
      else { return nil }
      settle(plan.id, as: nil, from: .done, to: .open, "a new round", at: round.at)
      return DueTask(plan: plan, times: times, moments: [round])
    }
  }

  func latest(of id: TaskID, in range: ClosedRange<Instant>) -> DueTask? {
    guard record(of: id)?.settlement == nil, let plan = community.tasks[id],
      let times = times(of: id)
    else { return nil }
    return DueTask(
      plan: plan, times: times, moments: times.moments.filter { range.contains($0.at) })
  }

  mutating func tell(of due: [DueTask]) {
    var lists: [List: [Entry]] = [:]
    for due in due.sorted(by: { $0.order < $1.order }) {
      let id = due.plan.id
      if let word = due.plan.post {
        post(word, due)
        continue
      }
      let readers = readers(of: due)
      if due.plan.ballot != nil { ask(readers.keys, of: due.plan) }
      let before = state(of: id, at: due.renewedAt ?? due.moment.at - .seconds(1))
      write(id, from: before, to: state(of: id, at: now), due.cause, at: due.moment.at)
      let ballot = due.plan.ballot.map { facts(of: $0, due.plan) }
      for (person, role) in readers {
        guard let reader = community.people[person] else { continue }
        var facts = facts(of: due, as: role, for: reader)
        facts.ballot = ballot
        let list = List(person: person, vote: ballot.map { _ in id })
        lists[list, default: []].append(
          Entry(facts: facts, edition: due.edition, number: due.plan.place))
      }
    }
    for (list, entries) in lists.sorted(by: { $0.key.order < $1.key.order }) {
      if let reader = community.people[list.person] { tell(reader, entries) }
    }
  }

  /// Whose message, and which: what is put to a vote is in one of its own.
  private struct List: Hashable {
    let person: PersonID
    let vote: TaskID?
    var order: (PersonID, String) { (person, vote?.description ?? "") }
  }

  /// A task in somebody's message, and which news of it that is.
  struct Entry {
    let facts: TaskFacts
    let edition: String
    /// Its number in the file.
    let number: Int
    /// What is theirs first, of that what is due first, and else as it is written.
    var place: (TaskFacts.Role, Instant, SeriesID, Int) {
      (facts.role, facts.due?.instant ?? .distantFuture, facts.id.series, number)
    }
  }

  /// Whom a moment concerns. Whoever owes something watches nobody else who does.
  func readers(of due: DueTask) -> [PersonID: TaskFacts.Role] {
    let plan = due.plan
    var readers: [PersonID: TaskFacts.Role] = [:]
    func add(_ people: some Sequence<PersonID>, as role: TaskFacts.Role) {
      for person in people where readers[person] == nil { readers[person] = role }
    }
    let owners = owners(of: plan)
    func people(_ members: [Member]) -> Set<PersonID> { self.people(in: members, of: plan.id) }
    // Whoever owes it has not heard of it before.
    let isFirst = due.moments.contains { $0.at == due.times.opening }
    switch due.moment.stage {
    case .opened:
      add(owners, as: .owes)
      if plan.isRound { add(people(plan.watchers), as: .watches) }
    case .reminder:
      add(owners.filter { isFirst || wants(.taskAhead, $0) }, as: .owes)
      add(people(plan.watchers).filter { wants(.taskAhead, $0) }, as: .watches)
    case .again:
      // It has no end, so whoever wants no reminders is not asked.
      add(owners.filter { wants(.taskAhead, $0) }, as: .owes)
      if plan.isRound { add(people(plan.watchers).filter { wants(.taskAhead, $0) }, as: .watches) }
    case .overdue, .escalated:
      add(owners.filter { isFirst || wants(.taskLate, $0) }, as: .owes)
      for case .escalated(let number) in due.moments.map(\.stage) {
        add(people(plan.escalation[number].people), as: .helps)
      }
      if due.moments.contains(where: { $0.stage == .overdue }) {
        add(people(plan.watchers).filter { wants(.taskLate, $0) }, as: .watches)
      }
    }
    // Whoever has voted is asked no more.
    let voted = plan.ballot == nil ? [:] : papers(of: plan.id)
    return readers.filter { !due.told.contains($0.key) && voted[$0.key]?.choice == nil }
  }

  /// Who that is today, where the task is.
  func people(in members: [Member], of id: TaskID) -> Set<PersonID> {
    let zone = community.ground(of: id)?.zone ?? community.zone
    return community.people(in: members, on: zone.local(at: now).date)
  }

  /// Whoever owes it: of a vote, who may vote.
  func owners(of plan: TaskPlan) -> Set<PersonID> {
    plan.ballot == nil ? people(in: plan.owners, of: plan.id) : electorate(of: plan)
  }

  /// With its line of the journal.
  mutating func settle(
    _ id: TaskID, as settlement: TaskRecord.Settlement?, from: TaskState, to: TaskState,
    _ cause: String, at due: Instant
  ) {
    guard var record = record(of: id) else { return }
    record.settlement = settlement
    turn.tasks[id] = record
    write(id, from: from, to: to, cause, at: due)
  }

  /// A line of the journal.
  mutating func write(
    _ id: TaskID, from: TaskState, to: TaskState, _ cause: String, at due: Instant
  ) {
    guard var record = record(of: id) else { return }
    record.revision += 1
    turn.tasks[id] = record
    turn.journal.append(
      JournalEntry(
        subject: .task(id), revision: record.revision, from: from.rawValue, to: to.rawValue,
        cause: cause, dueAt: due, observedAt: now))
  }
}

/// What a message says of them.
extension Draft {
  private func facts(of due: DueTask, as role: TaskFacts.Role, for reader: Person) -> TaskFacts {
    let stage: TaskFacts.Stage =
      switch due.moment.stage {
      case .opened: .opened
      case .reminder: .ahead
      case .again where book.tasks[due.plan.id]?.settlement != nil: .opened
      case .again where due.times.due == nil: .again
      case .overdue: .overdue
      case .again:
        due.times.state(at: now) == .escalated && asksOthers(due.plan) ? .escalated : .overdue
      case .escalated: asksOthers(due.plan) ? .escalated : .overdue
      }
    var facts = TaskFacts(
      id: due.plan.id, text: due.plan.text, about: community.title(around: due.plan.id),
      role: role, stage: stage, due: due.times.due.map { Moment($0, in: reader.zone) },
      final: due.times.final.map { Moment($0, in: reader.zone) },
      owners: due.plan.ballot == nil ? names(in: due.plan.owners, of: due.plan.id) : [],
      link: due.plan.link, isOptional: due.plan.isOptional, isRepeated: due.plan.isRepeated)
    facts.request = request(due.plan.id).map { self.facts(of: $0, for: reader) }
    return facts
  }

  /// Whether anybody is asked to help who does not owe it.
  private func asksOthers(_ plan: TaskPlan) -> Bool {
    let helpers = people(in: plan.escalation.flatMap(\.people), of: plan.id)
    return !helpers.isSubset(of: people(in: plan.owners, of: plan.id))
  }

  func names(in members: [Member], of id: TaskID) -> [String] {
    people(in: members, of: id).sorted().compactMap { community.people[$0]?.name }
  }

  /// Of a message that is about tasks, and no meeting.
  /// - Parameter reader: nil for a channel's.
  func facts(for reader: Person?, of id: TaskID, about title: String, at moment: Moment) -> Facts {
    Facts(
      community: community.name, domain: community.domain, from: community.from,
      reader: reader.map { Mailbox(name: $0.name, address: $0.address) }, series: id.series,
      title: title, start: moment, end: moment, decidedAt: now)
  }

  mutating func tell(_ reader: Person, _ list: [Entry]) {
    let list = list.sorted { $0.place < $1.place }
    guard let first = list.first else { return }
    let at = first.facts.due ?? Moment(now, in: reader.zone)
    var facts = facts(for: reader, of: first.facts.id, about: first.facts.about, at: at)
    facts.tasks = list.map(\.facts)
    let recipient = reader.recipient(of: .task)
    if community.takesReplies, recipient.channel == nil { facts.takesReplies = true }
    turn.notices.append(
      Notice(
        // This news is in one message to this person, so it tells that from all others.
        subject: .task(first.facts.id), kind: .task, edition: first.edition, recipient: recipient,
        notBefore: reader.awake(now), notAfter: now + .days(7), facts: facts))
  }
}
