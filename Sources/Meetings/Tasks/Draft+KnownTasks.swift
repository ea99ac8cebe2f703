import Cadence

/// What an edit means for tasks: DESIGN §4.6 has it for meetings.
extension Draft {
  /// What an edit brings in is known from now on; what is open then is said at once. Of what it
  /// changes, whoever has not heard how it stands now does.
  mutating func planTasks() {
    lapseRequests()
    let known = Set(book.tasks.keys)
    for id in community.tasks.keys.sorted() where !known.contains(id) { becomesKnown(id) }
    let new = community.tasks.keys.filter { !known.contains($0) }
    let edited = community.tasks.keys.filter {
      known.contains($0) && book.community.tasks[$0] != community.tasks[$0]
    }
    for id in edited.sorted() { renewPost(id) }
    let votes = reviewVotes()
    let others = edited.filter { community.tasks[$0]?.ballot == nil }
    tell(of: new.compactMap { latest(of: $0, in: now...now) } + others.compactMap(news) + votes)
    hurryTasks(through: now)
  }

  /// What is to be done before a meeting that comes sooner than it was to, or takes place after
  /// all, may be further than anybody was told.
  /// - Parameters:
  ///   - series: those that may have moved; nil for any.
  ///   - end: what is due after it comes by itself.
  mutating func hurryTasks(of series: Set<SeriesID>? = nil, through end: Instant) {
    let old = Draft(book, at: now)
    func rank(_ draft: Draft, _ id: TaskID) -> Int? {
      TaskState.allCases.firstIndex(of: draft.state(of: id, at: now))
    }
    let plans = community.tasks.values.filter { plan in
      plan.leadsUp && series?.contains(plan.id.series) ?? true
        && book.community.tasks[plan.id] == plan
    }
    tell(
      of: plans.compactMap { plan in
        guard let due = latest(of: plan.id, in: .distantPast...now), due.moment.at <= end,
          let before = rank(old, plan.id), let after = rank(self, plan.id), before < after
        else { return nil }
        return due
      })
  }

  mutating func becomesKnown(_ id: TaskID, because cause: String = "planned") {
    turn.tasks[id] = TaskRecord(knownAt: now)
    turn.journal.append(
      JournalEntry(
        subject: .task(id), revision: 0, from: "new", to: TaskState.planned.rawValue,
        cause: cause, dueAt: now, observedAt: now))
  }

  /// How an edited task stands, for those who have not heard of that; nil for nobody.
  private func news(of id: TaskID) -> DueTask? {
    let old = Draft(book, at: now)
    guard var due = latest(of: id, in: .distantPast...now)?.latestAlone else { return nil }
    // What is announced is not made up for.
    if due.plan.post != nil, due.moment.at < now { return nil }
    guard let told = old.latest(of: id, in: .distantPast...now)?.latestAlone else {
      // It is owed again, of whatever they were told before it was taken out.
      if book.community.tasks[id] == nil { due.renewedAt = now }
      return due
    }
    // What is later than it was is said when it comes.
    guard told.moment.at <= due.moment.at else { return nil }
    if told.moment != due.moment { return due }
    due.told = Set(old.readers(of: told).keys)
    return due
  }
}
