package import Cadence

/// What the life of a pair needs beside its meetings: coordinators hear of long silence, and both
/// sides read thanks at the end. docs/decisions/0041-the-life-of-a-pair.md.
extension Draft {
  /// One of these, and whose it is.
  struct PairMoment {
    enum Sort {
      case silence(since: Instant)
      case completion
    }
    let at: Instant
    let series: Series
    let sort: Sort
  }

  /// What is due after an instant and by now, of each pair the latest, and when the next may be.
  func pairMoments(after since: Instant) -> (due: [PairMoment], next: Instant?) {
    var due: [PairMoment] = []
    var next: Instant?
    for (id, series) in community.series {
      guard let mentorship = series.mentorship else { continue }
      let moments = pairMoments(of: id)
      if let last = moments.last(where: { $0.at <= now }), last.at > since {
        let end = end(of: series, mentorship)
        // Thanks that are late by more than a week are none, and an alarm of the past helps nobody.
        if now < end || last.at == end && now < end + .days(7) { due.append(last) }
      }
      for moment in moments where moment.at > now {
        next = min(next ?? .distantFuture, moment.at)
      }
    }
    return (due.sorted { ($0.at, $0.series.id) < ($1.at, $1.series.id) }, next)
  }

  /// Those of one pair, in order: the last alarm by now and the first ahead, and the end.
  func pairMoments(of id: SeriesID) -> [PairMoment] {
    guard let series = community.series[id], let mentorship = series.mentorship else { return [] }
    let end = end(of: series, mentorship)
    let silent = silentSince(series, mentorship)
    let alarms = mentorship.alarms(of: silent, around: now, in: series.zone)
      .filter { $0 < end }
      .map { PairMoment(at: $0, series: series, sort: .silence(since: silent)) }
    guard mentorship.completion != nil else { return alarms }
    return alarms + [PairMoment(at: end, series: series, sort: .completion)]
  }

  mutating func tell(of moment: PairMoment) {
    let (series, rows) = (moment.series, occurrences(of: moment.series.id))
    // The latest by then, whatever is planned since: told again, it is the same.
    guard
      let row = rows.last(where: { $0.start < moment.at }) ?? rows.min(by: { $0.start < $1.start })
    else { return }
    switch moment.sort {
    case .silence(let since):
      guard let silence = silence(of: series, since: since, at: moment.at) else { return }
      note(
        "no meeting since \(series.zone.local(at: since).date): coordinators are told", on: row.id,
        telling: [.silence(silence)])
    case .completion:
      let meeting = series.mentorship.flatMap(community.handOver(of:))
      note(
        "the mentorship is complete", on: row.id,
        telling: [.completion(next: meeting.flatMap(nextStart(of:)))])
    }
  }

  /// Nil where nothing was to take place, or somebody was away, which they said themselves, where
  /// they meet right now, and where nobody would be told.
  private func silence(of series: Series, since: Instant, at: Instant) -> Silence? {
    let readers = community.people(
      in: series.mentorship?.coordinators ?? [], on: series.zone.local(at: now).date
    ).filter { wants(.silence, $0) }
    let isMeeting = occurrences(of: series.id).contains {
      $0.state == .confirmed && $0.start <= now
    }
    let first = since + .seconds(1)
    let missed = series.recurrence.occurrences(in: first..<max(first, now)).count { date in
      let row = occurrence(ruled: date.local, of: series.id)
      let isAhead = row.map { $0.isMoved && $0.start > now } ?? false
      return series.skips[date.date] == nil && !isAhead
        && absence(of: date, row, in: series) == nil
    }
    guard !readers.isEmpty, !isMeeting, missed > 0 else { return nil }
    return Silence(
      since: since, at: at, missed: missed, next: nextStart(of: series), readers: readers.sorted())
  }

  // MARK: When they met

  /// Since when a pair has not met: nothing is known of what it did before the service knew of it.
  private func silentSince(_ series: Series, _ mentorship: Mentorship) -> Instant {
    let begin = series.zone.instant(mentorship.term.lowerBound, at: .midnight)
    return max(begin, met(series.id) ?? now)
  }

  func met(_ id: SeriesID) -> Instant? { turn.met[id] ?? book.met[id] }

  mutating func hasMet(_ id: SeriesID, at end: Instant) {
    turn.met[id] = max(end, met(id) ?? end)
  }

  mutating func becomesKnown(_ series: Series) {
    if series.mentorship != nil, met(series.id) == nil { turn.met[series.id] = now }
  }

  /// Whoever was to meet while nobody was there may have met.
  mutating func forgiveSilence(slept: Seconds) {
    guard slept > .zero else { return }
    for series in community.series.values where series.mentorship != nil {
      let unknown = series.recurrence.occurrences(in: (now - slept)..<now).contains { date in
        let row = occurrence(ruled: date.local, of: series.id)
        return series.skips[date.date] == nil && absence(of: date, row, in: series) == nil
          && row?.state.isCancelled != true
      }
      if unknown { hasMet(series.id, at: now) }
    }
  }

  /// When a mentorship is over: the morning after its last day, or after a last meeting that was
  /// moved beyond it, also where that was cancelled in the end: thanks come late, and not never.
  private func end(of series: Series, _ mentorship: Mentorship) -> Instant {
    let dates = occurrences(of: series.id).filter { !$0.state.isCancelled || $0.isMoved }
      .map { series.zone.local(at: $0.start).date }
    let last = max(mentorship.lastDay, dates.max() ?? mentorship.lastDay)
    return series.zone.instant(last.dayAfter, at: Mentorship.morning)
  }
}

extension Mentorship {
  /// When coordinators are told that a pair has not met since an instant: each time the silence has
  /// lasted as long again, on the morning after. The last by now, and the first ahead.
  fileprivate func alarms(of since: Instant, around now: Instant, in zone: ZoneRules) -> [Instant] {
    guard let silence, !coordinators.isEmpty else { return [] }
    var last: Instant?
    var date = zone.local(at: since).date
    while date < .distantFuture {
      date = silence.added(to: date)
      let at = zone.instant(date.dayAfter, at: Self.morning)
      guard at <= now else { return [last, at].compactMap(\.self) }
      last = at
    }
    return [last].compactMap(\.self)
  }

  /// Whether something may still be said of it, wherever its last day ends.
  fileprivate func isInMind(at now: Instant) -> Bool {
    lastDay.adding(days: 10) >= ZoneRules.utc.local(at: now).date
  }

  /// When what belongs to a day and to no hour of it is said.
  package static let morning = CivilTime(secondOfDay: 9 * 3_600)
}

extension Community {
  /// The meeting at which a pair is welcome afterwards.
  func handOver(of mentorship: Mentorship) -> Series? {
    mentorship.completion?.handOver.flatMap { series[$0] }
  }

  /// The series whose latest meeting is kept in mind, however long it is over: pairs of whom
  /// something may still be said, and other meetings with tasks that count from the last one.
  package func kept(at now: Instant) -> Set<SeriesID> {
    let following = Set(tasks.values.lazy.filter(\.followsLast).map(\.id.series))
    return Set(
      series.values.filter {
        $0.mentorship?.isInMind(at: now) == true || following.contains($0.id)
      }
      .map(\.id))
  }

  /// Whether a series is among them.
  fileprivate func isKept(_ id: SeriesID, at now: Instant) -> Bool {
    guard let series = series[id] else { return false }
    return series.mentorship?.isInMind(at: now) == true
      || tasks.values.contains { $0.id.series == id && $0.followsLast }
  }
}

extension Book {
  /// Those of a series that leave memory: all that are over but what is still needed.
  func forgotten(of id: SeriesID, at now: Instant) -> [OccurrenceID] {
    let rows = occurrences(of: id)
    let over = rows.filter { $0.isPast(at: now) }
    guard !over.isEmpty, community.isKept(id, at: now) else { return over.map(\.id) }
    let begun = rows.filter { $0.start <= now }
    // What was cancelled ends a rule, and dates count from what took place.
    let needed = [begun.last?.id, begun.last { !$0.state.isCancelled }?.id]
    return over.map(\.id).filter { !needed.contains($0) }
  }
}
