package import Cadence

/// What is sent by the calendar and not by the life of one meeting: digests, warnings that a change
/// of clocks puts a meeting at another hour of somebody's day, rotas that end, what the life of a
/// pair needs, and tasks.
///
/// One instant, `bulletinsUntil`, says up to when all of it has been dealt with.
extension Book {
  /// The next instant at which a bulletin is due after another; nil for none ahead.
  func nextBulletin(after since: Instant) -> Instant? {
    let digests = community.people.values.compactMap { $0.nextDigest(after: since) }
    let draft = Draft(self, at: since)
    let others = [
      draft.clockChanges(after: since).next, draft.pairMoments(after: since).next,
      draft.nextTask(after: since), draft.rotaGaps(after: since).next,
    ]
    return (digests + others.compactMap(\.self)).min()
  }

  /// A list, or a program's announcement, as it is when it leaves; nil if nothing is left of it.
  /// Other notices are as they are.
  package func current(_ notice: Notice, at now: Instant) -> Notice? {
    if notice.facts.digest != nil { return current(digest: notice, at: now) }
    if notice.facts.announcement?.program != nil { return current(post: notice, at: now) }
    return notice.facts.tasks == nil ? notice : current(tasks: notice, at: now)
  }

  /// A digest as it is when it leaves: without what has begun, was cancelled, moved or skipped
  /// since it was written, or is none of its reader's business any more. Nil if nothing is left.
  private func current(digest notice: Notice, at now: Instant) -> Notice? {
    guard var digest = notice.facts.digest, let person = notice.recipient.person else {
      return notice
    }
    digest.meetings.removeAll { meeting in
      let start = meeting.start.instant
      guard start > now, let series = community.series[meeting.occurrence.series] else {
        return true
      }
      let isOff =
        occurrences[meeting.occurrence].map { $0.state.isCancelled || $0.start != start }
        ?? !series.meets(at: start)
      let row = occurrences[meeting.occurrence]
      return isOff || !audience(of: series, row, startingAt: start).everyone.contains(person)
    }
    guard !digest.meetings.isEmpty else { return nil }
    return notice.with(digest: digest)
  }
}

extension Book {
  /// Who belongs to a meeting, as of its opening, whether or not it has a row.
  private func audience(
    of series: Series, _ row: Occurrence?, startingAt start: Instant
  ) -> Audience {
    let ruled = series.recurrence.next(after: start - .seconds(1))
    let planned =
      row
      ?? ruled.map { date in
        Occurrence(
          id: OccurrenceID(series: series.id, date: date.date), ruled: date, of: series,
          knownAt: start)
      }
    return planned.map { community.audience(of: series, at: $0) }
      ?? community.audience(of: series, on: series.zone.local(at: start).date)
  }
}

extension Series {
  /// True for a date of the rule that is not skipped.
  fileprivate func meets(at start: Instant) -> Bool {
    guard let date = recurrence.next(after: start - .seconds(1)) else { return false }
    return date.instant == start && skips[date.date] == nil
  }
}

extension Draft {
  /// Sends what fell due after `bulletinsUntil`: of several digests that were slept through the
  /// last one, which names what is ahead now.
  ///
  /// - Parameter slept: how long nobody was there, where the service starts: what was due before
  ///   has been dealt with, or an edit has put it there.
  mutating func sendBulletins(slept: Seconds? = nil) {
    turn.bulletinsUntil = now
    // The first start begins with now: nobody waits for what was before.
    guard let since = book.bulletinsUntil else { return }
    for change in clockChanges(after: since).due { warn(of: change) }
    for gap in rotaGaps(after: since).due { warn(of: gap) }
    let awake = slept.map { max(since, now - $0) } ?? since
    for moment in pairMoments(after: awake).due { tell(of: moment) }
    tellTasks(after: awake)
    let people = community.people.values.sorted { $0.id < $1.id }
    let readers = people.filter { person in
      wants(.digest, person.id)
        && person.latestDigest(through: now).map { $0 > since } ?? false
    }
    if !readers.isEmpty {
      // Over a week, clocks may change.
      let ahead = upcoming(in: now..<(now + .days(8)))
      for reader in readers { sendDigest(to: reader, ahead) }
    }
  }

  private mutating func sendDigest(to person: Person, _ ahead: [Upcoming]) {
    guard let due = person.latestDigest(through: now), let until = person.nextDigest(after: now)
    else { return }
    let meetings = ahead.filter { meeting in
      // One at the very minute of the next digest would be too late in that.
      now < meeting.start.instant && meeting.start.instant <= until
        && !meeting.state.isCancelled && meeting.absence == nil
        && meeting.audience.everyone.contains(person.id)
        && community.series[meeting.id.series]?.notifiesByMail == true
    }
    guard let first = meetings.first, let row = row(for: first.id),
      let series = community.series[row.id.series]
    else { return }
    announcing(row, of: series).digest(
      meetings, to: person, due: due, until: until, first: row, into: &turn)
  }

  /// The row of a date that lies ahead, which may not have one yet.
  private mutating func row(for id: OccurrenceID) -> Occurrence? {
    if let row = self[id] { return row }
    guard let created = try? resolve(id.description) else { return nil }
    return self[created]
  }
}

/// Clocks.
extension Draft {
  /// A date at which clocks have changed for some of its people.
  struct ClockChange {
    var date: Recurrence.Occurrence
    var series: Series
    var people: [ClockShift: [PersonID]]
  }

  /// How long before the meeting it is told.
  private static var clockLead: Seconds { .days(7) }
  /// How long after a change of clocks the first meeting may come that shows it.
  private static var reach: Seconds { .days(63) }

  /// The warnings that are due after an instant and by now, and when the next may be.
  ///
  /// It looks at meetings only where a change of some clock is near: twice or four times a year.
  func clockChanges(after since: Instant) -> (due: [ClockChange], next: Instant?) {
    let zones = Set(community.people.values.map(\.zone))
      .union(community.series.values.map(\.zone))
    var due: [ClockChange] = []
    var next: Instant?
    for change in Self.changes(of: zones, after: since - Self.reach, through: now + .days(400)) {
      guard change - Self.clockLead <= now else {
        next = min(next ?? .distantFuture, change - Self.clockLead)
        break
      }
      for series in community.series.values where series.notifiesByMail {
        for slot in series.recurrence.parts {
          guard let date = firstDate(of: slot, in: series, from: change, told: since) else {
            continue
          }
          let at = date.instant - Self.clockLead
          if at > now {
            next = min(next ?? .distantFuture, at)
          } else if at > since, date.instant > now,
            !due.contains(where: { $0.series.id == series.id && $0.date == date })
          {
            let people = shifts(of: series, slot, at: date)
            if !people.isEmpty {
              due.append(ClockChange(date: date, series: series, people: people))
            }
          }
        }
      }
    }
    return (due.sorted { ($0.date.instant, $0.series.id) < ($1.date.instant, $1.series.id) }, next)
  }

  private static func changes(
    of zones: Set<ZoneRules>, after: Instant, through: Instant
  ) -> [Instant] {
    // Where all share one clock, nobody's hour differs.
    guard zones.count > 1 else { return [] }
    var changes: Set<Instant> = []
    for zone in zones {
      var cursor = after
      while let change = zone.nextTransition(after: cursor), change <= through {
        changes.insert(change)
        cursor = change
      }
    }
    return changes.sorted()
  }

  /// The first date of one of a series' slots that takes place as the rule has it, or of which
  /// people were warned by an instant.
  private func firstDate(
    of slot: Recurrence, in series: Series, from instant: Instant, told: Instant
  ) -> Recurrence.Occurrence? {
    var cursor = instant - .seconds(1)
    while let date = slot.next(after: cursor), date.instant < instant + Self.reach {
      cursor = date.instant
      // As the whole rule has it, which knows how many there are on that day.
      if isAsRuled(date, of: series) || wasWarned(of: date, in: series, by: told) {
        return series.recurrence.next(after: date.instant - .seconds(1))
      }
    }
    return nil
  }

  /// Neither skipped, nor in a gap of the clock, nor without whoever it needs; one that was moved
  /// or cancelled has been told of by itself.
  private func isAsRuled(_ date: Recurrence.Occurrence, of series: Series) -> Bool {
    guard series.skips[date.date] == nil, !date.isAdjusted else { return false }
    let row = occurrence(ruled: date.local, of: series.id)
    guard absence(of: date, row, in: series) == nil else { return false }
    return row.map { !$0.isMoved && !$0.state.isCancelled } ?? true
  }

  /// Whether it stood when its warning was due, and had too little on its agenda later.
  private func wasWarned(
    of date: Recurrence.Occurrence, in series: Series, by told: Instant
  ) -> Bool {
    guard let row = occurrence(ruled: date.local, of: series.id),
      let cutoff = timetable(of: row).cutoff
    else { return false }
    let at = date.instant - Self.clockLead
    return switch row.state {
    case .cancelled(.emptyAgenda), .cancelled(.shortAgenda): at <= told && cutoff > at
    default: false
    }
  }

  private func shifts(
    of series: Series, _ slot: Recurrence, at date: Recurrence.Occurrence
  ) -> [ClockShift: [PersonID]] {
    let planned =
      occurrence(ruled: date.local, of: series.id)
      ?? Occurrence(id: freeName(for: date, of: series), ruled: date, of: series, knownAt: now)
    let people = community.audience(of: series, at: planned).everyone
      .compactMap { community.people[$0] }.filter { $0.zone != slot.zone }
    var shifts: [ClockShift: [PersonID]] = [:]
    for (zone, people) in Dictionary(grouping: people, by: \.zone) {
      let shift = ClockShift(at: date, of: slot, for: zone) { isAsRuled($0, of: series) }
      guard let shift else { continue }
      shifts[shift, default: []] += people.map(\.id)
    }
    return shifts.mapValues { $0.sorted() }
  }

  private mutating func warn(of change: ClockChange) {
    let id =
      occurrence(ruled: change.date.local, of: change.series.id)?.id
      ?? create(change.date, of: change.series)
    // Nobody is in two of them, so the first names tell them apart.
    for (shift, people) in change.people.sorted(by: { $0.value[0] < $1.value[0] }) {
      let names = people.map(\.name).joined(separator: ", ")
      note(
        "clocks change: another hour for \(names)", on: id,
        telling: [.clockChange(people, shift)])
    }
  }
}
