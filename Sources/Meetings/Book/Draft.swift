import Cadence

/// A proposal in the making: the book with some occurrences changed.
struct Draft {
  let book: Book
  let now: Instant
  private(set) var configured: Community
  /// What is configured, and what pairs asked for.
  private(set) var community: Community
  private(set) var changed: [OccurrenceID: Occurrence] = [:]
  var turn: Turn
  /// When the copy was taken that this state comes from, in the turn that begins on one.
  var backup: Instant?
  /// Agendas that this turn has read, by name.
  var read: Set<String> = []

  init(_ book: Book, at now: Instant) {
    self.book = book
    self.now = now
    configured = book.configured
    community = book.community
    turn = Turn(at: now)
  }

  /// Another configuration, with what was asked for.
  mutating func load(_ configured: Community) {
    self.configured = configured
    compose()
  }

  /// Something was asked for, or answered.
  mutating func compose() {
    community = configured.including(requests, as: book.tasks.merging(turn.tasks) { $1 })
  }

  subscript(id: OccurrenceID) -> Occurrence? { changed[id] ?? book.occurrences[id] }

  func occurrences(of series: SeriesID) -> [Occurrence] {
    guard !changed.isEmpty else { return book.occurrences(of: series) }
    var found = book.occurrences(of: series).map { changed[$0.id] ?? $0 }
    let known = Set(found.map(\.id))
    found += changed.values.filter { $0.id.series == series && !known.contains($0.id) }
    return found.sorted { $0.id < $1.id }
  }

  /// Without those that take place because somebody asked for them.
  func regularOccurrences(of series: Series) -> [Occurrence] {
    occurrences(of: series.id).filter { !series.isExtra($0) }
  }

  /// The series as configured now, as configured before, or as its row remembers it.
  func series(of occurrence: Occurrence) -> Series {
    community.series[occurrence.id.series] ?? book.community.series[occurrence.id.series]
      ?? Series(standingInFor: occurrence, in: community.zone)
  }

  func timetable(of occurrence: Occurrence) -> Timetable {
    let series = series(of: occurrence)
    return Timetable(of: occurrence, in: series, isLast: isLastMeeting(occurrence, of: series))
  }

  /// Applies one event: the row, its journal entry and its notices, or nothing.
  mutating func apply(
    _ event: Event, to id: OccurrenceID, due: Instant? = nil
  ) throws(Ignored) {
    guard let before = self[id] else { throw .alreadyDone }
    let decision = try before.decide(event, at: now, timetable(of: before))
    var after = decision.occurrence
    changed[id] = after
    let series = series(of: after)
    if !decision.announcements.isEmpty {
      let announcing = announcing(after, of: series, next: nextStart(after: after, of: series))
      for announcement in decision.announcements {
        announcing.announce(announcement, of: &after, into: &turn)
      }
      changed[id] = after
    }
    // Whoever was sent nothing may see it in a calendar: what changed is of now.
    if after.calendarFace != before.calendarFace, after.stamp == before.stamp {
      after.stamp = max(now, before.stamp + .seconds(1))
      changed[id] = after
    }
    if after.state == .held, series.mentorship != nil {
      hasMet(series.id, at: max(after.end, after.ruledInstant))
    }
    record(before, after, decision.cause, due: due)
  }

  /// A change that no event of the table stands for: bookkeeping, with its journal entry.
  mutating func note(
    _ cause: String, on id: OccurrenceID, telling announcements: [Announcement] = [],
    _ change: (inout Occurrence) -> Void = { _ in }
  ) {
    guard let before = self[id] else { return }
    var after = before
    change(&after)
    after.revision += 1
    changed[id] = after
    let series = series(of: after)
    let announcing = announcing(after, of: series)
    for announcement in announcements {
      announcing.announce(announcement, of: &after, into: &turn)
    }
    changed[id] = after
    record(before, after, cause, due: nil)
  }

  /// Without a decision: what guests and the journal need not know.
  mutating func touch(_ id: OccurrenceID, _ change: (inout Occurrence) -> Void) {
    guard var occurrence = self[id] else { return }
    change(&occurrence)
    changed[id] = occurrence
  }

  func wants(_ nudge: Nudge, _ id: PersonID) -> Bool {
    community.wants(nudge, id, muted: book.muted, at: now)
  }

  /// Who belongs to a date.
  func audience(of occurrence: Occurrence) -> Audience {
    community.audience(of: series(of: occurrence), at: occurrence)
  }

  func announcing(
    _ occurrence: Occurrence, of series: Series, next: Instant? = nil
  ) -> Announcing {
    Announcing(
      community: community, former: book.community.people, muted: book.muted, series: series,
      timetable: timetable(of: occurrence), audience: audience(of: occurrence),
      before: book.occurrences[occurrence.id], hostsBefore: hostsBefore(occurrence.id),
      zoneBefore: book.community.series[series.id]?.zone, now: now, next: next)
  }

  /// Who hosted a date before this turn, as they know, where some of those who may do.
  private func hostsBefore(_ id: OccurrenceID) -> [PersonID] {
    guard let row = book.occurrences[id], let series = book.community.series[id.series],
      series.isHostedInTurn
    else { return [] }
    return hostsAsTold(row, in: series)
  }

  /// A name that nothing has: the date's, with the time for an added slot of the day. A row that an
  /// edit has taken to another time keeps its name, so the next free minute may have to do.
  func freeName(for ruled: Recurrence.Occurrence, of series: Series) -> OccurrenceID {
    var id = OccurrenceID(series: series.id, date: ruled.date)
    if series.recurrence.isFirst(ruled), self[id] == nil { return id }
    let first = ruled.local.time.hour * 60 + ruled.local.time.minute
    for offset in 0..<(24 * 60) {
      let minute = (first + offset) % (24 * 60)
      id = OccurrenceID(
        series: series.id, date: ruled.date,
        time: CivilTime(hour: minute / 60, minute: minute % 60))
      if self[id] == nil { return id }
    }
    preconditionFailure("\(id): a day has no more meetings than minutes")
  }

  mutating func create(
    _ ruled: Recurrence.Occurrence, of series: Series, because cause: String = "planned"
  ) -> OccurrenceID {
    let id = freeName(for: ruled, of: series)
    let occurrence = Occurrence(id: id, ruled: ruled, of: series, knownAt: now)
    changed[id] = occurrence
    turn.journal.append(
      JournalEntry(
        subject: .meeting(id), revision: 0, from: "new", to: State.planned.name, cause: cause,
        dueAt: now, observedAt: now))
    return id
  }

  private mutating func record(
    _ before: Occurrence, _ after: Occurrence, _ cause: String, due: Instant?
  ) {
    turn.journal.append(
      JournalEntry(
        subject: .meeting(after.id), revision: after.revision, from: before.state.name,
        to: after.state.name, cause: cause, dueAt: due ?? now, observedAt: now))
  }

  func finished(
    _ answer: String, about occurrence: OccurrenceID? = nil, item: String? = nil
  ) -> Proposal {
    var turn = turn
    let rows = Array(changed.values) + shifted
    turn.occurrences = rows.sorted { $0.id < $1.id }.map { after in
      Turn.Change(
        before: book.occurrences[after.id], after: after,
        nextAt: after.nextAt(timetable(of: after)))
    }
    return Proposal(
      turn: turn, configured: configured, community: community, answer: answer,
      occurrence: occurrence, item: item, read: read)
  }

  /// Rows that nothing happened to and that are due at another time all the same: which meeting is
  /// the last depends on its neighbours.
  private var shifted: [Occurrence] {
    Set(changed.keys.map(\.series)).flatMap { id -> [Occurrence] in
      guard community.series[id]?.mentorship != nil else { return [] }
      return book.occurrences(of: id).filter { row in
        changed[row.id] == nil
          && row.nextAt(timetable(of: row)) != book.nextAt(of: row.id, at: now)
      }
    }
  }
}

extension Series {
  /// What is still known of a series that was taken out of the configuration while the service was
  /// down: enough to cancel what guests were told.
  init(standingInFor occurrence: Occurrence, in zone: ZoneRules) {
    self.init(
      id: occurrence.id.series, title: occurrence.title,
      recurrence: .once(on: occurrence.ruled.date, at: occurrence.ruled.time, in: zone),
      duration: occurrence.end - occurrence.start, link: occurrence.link, place: occurrence.place)
  }
}
