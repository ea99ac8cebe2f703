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
      // A second later: what was due by now may have been dealt with in this very second.
      ready = max(ready, settlement.at + .seconds(1))
    }
    return ready
  }

  /// The end of the last meeting: of the one ahead, or else of the latest that has begun, as long
  /// as that is in mind; after that the rule's.
  private func lastEnd(of series: Series) -> Instant? {
    if let last = lastAhead(of: series) { return last.start + series.duration }
    let begun = occurrences(of: series.id).filter { $0.start <= now && !$0.state.isCancelled }
    if let latest = begun.max(by: { $0.start < $1.start }) { return latest.end }
    guard !series.recurrence.isEndless else { return nil }
    return series.recurrence.previous(before: .distantFuture).map { $0.instant + series.duration }
  }

  // MARK: What is due

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
    if series?.isEmpty == true { return nil }
    return community.tasks.keys.lazy
      .filter { series?.contains($0.series) ?? true && self.record(of: $0)?.settlement == nil }
      .compactMap { self.times(of: $0)?.moments.first { $0.at > since }?.at }.min()
  }

  func latest(of id: TaskID, in range: ClosedRange<Instant>) -> DueTask? {
    guard record(of: id)?.settlement == nil, let plan = community.tasks[id],
      let times = times(of: id)
    else { return nil }
    let all = times.moments.filter { range.contains($0.at) }
    return all.last.map { DueTask(plan: plan, times: times, moment: $0, all: all) }
  }

  mutating func tell(of due: [DueTask]) {
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
  func readers(of due: DueTask) -> [PersonID: TaskFacts.Role] {
    let plan = due.plan
    let zone = community.series[plan.id.series]?.zone ?? community.zone
    let date = zone.local(at: now).date
    var readers: [PersonID: TaskFacts.Role] = [:]
    func add(_ people: some Sequence<PersonID>, as role: TaskFacts.Role) {
      for person in people where readers[person] == nil { readers[person] = role }
    }
    func people(_ members: [Member]) -> Set<PersonID> { community.people(in: members, on: date) }
    switch due.moment.stage {
    case .opened: add(people(plan.owners), as: .owes)
    case .reminder:
      // The first one is the first word of it.
      let isFirst = due.moment.at == due.times.opening
      add(people(plan.owners).filter { isFirst || wantsReminders($0) }, as: .owes)
      add(people(plan.watchers).filter(wantsReminders), as: .watches)
    case .overdue, .escalated:
      add(people(plan.owners), as: .owes)
      for case .escalated(let number) in due.all.map(\.stage) {
        add(people(plan.escalation[number].people), as: .helps)
      }
      if due.all.contains(where: { $0.stage == .overdue }) {
        add(people(plan.watchers), as: .watches)
      }
    }
    return readers.filter { !due.known.contains($0.key) }
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
    // What a coordinator dropped is not done by an old link.
    let isSettled = person != nil && sort != nil && before.settlement != nil
    guard before.settlement?.sort != sort, !isSettled else {
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
    if sort == nil, let due = latest(of: id, in: .distantPast...now) { tell(of: [due]) }
    return finished("\(id): \(state.rawValue) → \(self.state(of: id, at: now).rawValue)")
  }

  private func task(named name: String) throws(Refusal) -> TaskID {
    if let id = TaskID(name), community.tasks[id] != nil { return id }
    // The key alone, where only one task has it.
    let named = community.tasks.keys.filter { $0.key == name }
    guard let id = named.min() else { throw .unknownTask(name) }
    guard named.count == 1 else {
      throw Refusal("\(named.count) tasks are called \(name)", fix: "name one of them, \(id)")
    }
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
  private func facts(of due: DueTask, as role: TaskFacts.Role, for reader: Person) -> TaskFacts {
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

/// One moment of one task that is due.
struct DueTask {
  let plan: TaskPlan
  let times: TaskTimes
  /// The latest.
  let moment: TaskTimes.Moment
  /// That one, and what was slept through before it.
  var all: [TaskTimes.Moment]
  /// Who has heard of it.
  var known: Set<PersonID> = []
}

extension DueTask {
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
    guard let person = notice.recipient.person else { return notice }
    let left = (notice.facts.tasks ?? []).compactMap { task -> TaskFacts? in
      guard draft.record(of: task.id)?.settlement == nil, let times = draft.times(of: task.id),
        role(of: person, in: task.id, at: now) != nil
      else { return nil }
      var task = task
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
