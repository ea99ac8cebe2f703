package import Cadence

/// What is due of tasks, and who hears of it: one message a person, with all that is due for them.
extension Draft {
  func record(of id: TaskID) -> TaskRecord? { turn.tasks[id] ?? book.tasks[id] }

  /// Nil for what is not in the configuration, or not known yet.
  func times(of id: TaskID) -> TaskTimes? {
    guard let plan = community.tasks[id], let record = record(of: id),
      let series = community.series[id.series]
    else { return nil }
    let begin = series.mentorship.map {
      series.zone.instant($0.term.lowerBound, at: Mentorship.morning)
    }
    return TaskTimes(
      plan, record, ready: ready(plan, record), begin: begin ?? record.knownAt,
      last: lastEnd(of: series), in: series.zone)
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
      ready = max(ready, settlement.at)
    }
    return ready
  }

  /// The end of the last meeting: of the one ahead, or else of the one that was held last.
  private func lastEnd(of series: Series) -> Instant? {
    if let last = lastAhead(of: series) { return last.start + series.duration }
    if let met = met(series.id), let row = occurrences(of: series.id).last(where: { $0.end == met })
    {
      return row.end
    }
    guard !series.recurrence.isEndless else { return nil }
    let ruled = series.recurrence.previous(before: .distantFuture)
    return met(series.id) ?? ruled.map { $0.instant + series.duration }
  }

  // MARK: Becoming known

  /// What an edit brings in is known from now on; what is open then is said at once.
  mutating func planTasks() {
    let new = community.tasks.keys.filter { record(of: $0) == nil }.sorted()
    for id in new {
      turn.tasks[id] = TaskRecord(knownAt: now)
      turn.journal.append(
        JournalEntry(
          subject: .task(id), revision: 0, from: "new", to: TaskState.planned.rawValue,
          cause: "planned", dueAt: now, observedAt: now))
    }
    tell(of: new.compactMap { latest(of: $0, in: now...now) })
  }

  // MARK: What is due

  /// One moment of one task.
  fileprivate struct Due {
    let plan: TaskPlan
    let times: TaskTimes
    let moment: TaskTimes.Moment
  }

  /// What fell due after an instant: of each task the latest.
  mutating func tellTasks(after since: Instant) {
    guard since < now else { return }
    let first = since + .seconds(1)
    // What became known in this very turn has been told of.
    let known = community.tasks.keys.filter { book.tasks[$0] != nil }.sorted()
    tell(of: known.compactMap { latest(of: $0, in: first...now) })
  }

  /// When something of the tasks of these series is due next after an instant.
  func nextTask(of series: Set<SeriesID>? = nil, after since: Instant) -> Instant? {
    community.tasks.keys.lazy
      .filter { series?.contains($0.series) ?? true && self.record(of: $0)?.settlement == nil }
      .compactMap { self.times(of: $0)?.moments.first { $0.at > since }?.at }.min()
  }

  private func latest(of id: TaskID, in range: ClosedRange<Instant>) -> Due? {
    guard record(of: id)?.settlement == nil, let plan = community.tasks[id],
      let times = times(of: id),
      let moment = times.moments.last(where: { range.contains($0.at) })
    else { return nil }
    return Due(plan: plan, times: times, moment: moment)
  }

  private mutating func tell(of due: [Due]) {
    var lists: [PersonID: [Entry]] = [:]
    for due in due.sorted(by: { $0.order < $1.order }) {
      let id = due.plan.id
      let before = state(of: id, at: due.moment.at - .seconds(1))
      write(id, from: before, to: state(of: id, at: now), due.cause, at: due.moment.at)
      for (person, role) in readers(of: due) {
        guard let reader = community.people[person] else { continue }
        lists[person, default: []].append(
          Entry(
            facts: facts(of: due, as: role, for: reader), edition: due.edition,
            number: due.plan.place))
      }
    }
    for (person, list) in lists.sorted(by: { $0.key < $1.key }) {
      if let reader = community.people[person] { tell(reader, list) }
    }
  }

  /// A task in somebody's message, and which news of it that is.
  private struct Entry {
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
  private func readers(of due: Due) -> [PersonID: TaskFacts.Role] {
    let plan = due.plan
    let zone = community.series[plan.id.series]?.zone ?? community.zone
    let date = zone.local(at: now).date
    var readers: [PersonID: TaskFacts.Role] = [:]
    func add(_ people: some Sequence<PersonID>, as role: TaskFacts.Role) {
      for person in people where readers[person] == nil { readers[person] = role }
    }
    let owners = community.people(in: plan.owners, on: date)
    switch due.moment.stage {
    case .opened: add(owners, as: .owes)
    case .reminder:
      add(owners.filter(wantsReminders), as: .owes)
      add(community.people(in: plan.watchers, on: date).filter(wantsReminders), as: .watches)
    case .overdue:
      add(owners, as: .owes)
      add(community.people(in: plan.watchers, on: date), as: .watches)
    case .escalated(let number):
      add(owners, as: .owes)
      add(community.people(in: plan.escalation[number].people, on: date), as: .helps)
      // At the very moment that it is late, whoever watches hears of it as well.
      if due.moment.at == due.times.due {
        add(community.people(in: plan.watchers, on: date), as: .watches)
      }
    }
    return readers
  }

  private func wantsReminders(_ id: PersonID) -> Bool {
    community.people[id]?.preferences.reminders != Preferences.Reminders.none
      && !book.muted.contains(id)
  }

  // MARK: Settling

  /// Done, dropped, or owed after all.
  /// - Parameters:
  ///   - person: whoever says so; nil by command.
  ///   - sort: nil takes a settlement back.
  mutating func settle(
    _ name: String, as sort: TaskRecord.Settlement.Sort?, by person: PersonID?
  ) throws(Refusal) -> Proposal {
    let id = try task(named: name)
    if let person, !concerned(with: id).contains(person) {
      throw Refusal(
        "\(name) is none of \(person)'s tasks",
        fix: "`convened show \(id)` says whose it is, and whom it is told to")
    }
    guard let before = record(of: id) else { throw .unknownTask(name) }
    guard before.settlement?.sort != sort else {
      return finished("\(id) is \(state(of: id, at: now).rawValue) already")
    }
    let state = state(of: id, at: now)
    var after = before
    after.settlement = sort.map { TaskRecord.Settlement(sort: $0, at: now, by: person) }
    turn.tasks[id] = after
    let who = person.flatMap { community.people[$0]?.name }
    let cause =
      sort == nil ? "owed after all" : who.map { "by \($0)" } ?? "by command"
    write(id, from: state, to: self.state(of: id, at: now), cause, at: now)
    return finished("\(id): \(state.rawValue) → \(self.state(of: id, at: now).rawValue)")
  }

  private func task(named name: String) throws(Refusal) -> TaskID {
    if let id = TaskID(name), community.tasks[id] != nil { return id }
    // The key alone, where only one task has it.
    let named = community.tasks.keys.filter { $0.key == name }
    guard let id = named.first, named.count == 1 else { throw .unknownTask(name) }
    return id
  }

  func owners(of plan: TaskPlan) -> [PersonID] {
    let zone = community.series[plan.id.series]?.zone ?? community.zone
    return community.people(in: plan.owners, on: zone.local(at: now).date).sorted()
  }

  /// Who may say that it is done: whoever it is ever told to.
  private func concerned(with id: TaskID) -> Set<PersonID> {
    guard let plan = community.tasks[id] else { return [] }
    let zone = community.series[id.series]?.zone ?? community.zone
    let members = plan.owners + plan.watchers + plan.escalation.flatMap(\.people)
    return community.people(in: members, on: zone.local(at: now).date)
  }

  private mutating func write(
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

// MARK: - Words

extension Draft {
  private func facts(of due: Due, as role: TaskFacts.Role, for reader: Person) -> TaskFacts {
    let series = community.series[due.plan.id.series]
    let stage: TaskFacts.Stage =
      switch due.moment.stage {
      case .opened: .opened
      case .reminder: .ahead
      case .overdue: .overdue
      case .escalated: .escalated
      }
    return TaskFacts(
      id: due.plan.id, text: due.plan.text, about: series?.title ?? due.plan.id.series.name,
      role: role, stage: stage, due: due.times.due.map { Moment($0, in: reader.zone) },
      final: due.times.final.map { Moment($0, in: reader.zone) },
      owners: owners(of: due.plan).compactMap { community.people[$0]?.name }, link: due.plan.link,
      isOptional: due.plan.isOptional)
  }

  private mutating func tell(_ reader: Person, _ list: [Entry]) {
    let list = list.sorted { $0.place < $1.place }
    guard let first = list.first, let series = community.series[first.facts.id.series] else {
      return
    }
    let at = first.facts.due ?? Moment(now, in: reader.zone)
    var facts = Facts(
      community: community.name, domain: community.domain, from: community.from,
      reader: Mailbox(name: reader.name, address: reader.address), series: series.id,
      title: series.title, start: at, end: at, decidedAt: now)
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

extension Draft.Due {
  /// In time, and as it is written.
  var order: (Instant, SeriesID, Int) { (moment.at, plan.id.series, plan.place) }

  /// For the journal.
  var cause: String {
    switch moment.stage {
    case .opened: "opened"
    case .reminder(let lead): "reminder \(lead)"
    case .overdue: "not done when it was due"
    case .escalated(let number):
      plan.escalation[number].after.map { "late by \($0): others are asked" }
        ?? "late: others are asked"
    }
  }

  var edition: String {
    let stage =
      switch moment.stage {
      case .opened: "open"
      case .reminder(let lead): "\(lead)"
      case .overdue: "overdue"
      case .escalated(let number): "escalation \(number + 1)"
      }
    return "\(stage) \(moment.at)"
  }
}

extension Refusal {
  static func unknownTask(_ name: String) -> Refusal {
    Refusal("there is no task \(name)", fix: "`convened task list` shows them", isMissing: true)
  }
}

extension Book {
  /// What is left of a message about tasks when it leaves: without what was done, dropped, taken
  /// out or given another date since it was written. Nil if nothing is left.
  func current(tasks notice: Notice, at now: Instant) -> Notice? {
    let draft = Draft(self, at: now)
    let left = (notice.facts.tasks ?? []).filter { task in
      draft.record(of: task.id)?.settlement == nil
        && draft.times(of: task.id)?.due == task.due?.instant && community.tasks[task.id] != nil
    }
    guard !left.isEmpty else { return nil }
    var facts = notice.facts
    facts.tasks = left
    return notice.with(facts: facts)
  }

  /// How a task stands.
  package func state(of id: TaskID, at now: Instant) -> TaskState {
    Draft(self, at: now).state(of: id, at: now)
  }

  package func owners(of id: TaskID, at now: Instant) -> [PersonID] {
    community.tasks[id].map(Draft(self, at: now).owners(of:)) ?? []
  }

  package func times(of id: TaskID, at now: Instant) -> TaskTimes? {
    Draft(self, at: now).times(of: id)
  }
}
