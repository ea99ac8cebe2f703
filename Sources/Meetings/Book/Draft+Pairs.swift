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
    for series in community.series.values {
      guard let mentorship = series.mentorship else { continue }
      let end = end(of: series, mentorship)
      let silent = silentSince(series, mentorship)
      var moments: [PairMoment] = []
      for at in mentorship.alarms(of: silent, around: now, in: series.zone) where at < end {
        moments.append(PairMoment(at: at, series: series, sort: .silence(since: silent)))
      }
      if mentorship.completion != nil {
        moments.append(PairMoment(at: end, series: series, sort: .completion))
      }
      if let last = moments.last(where: { $0.at <= now }), last.at > since {
        // Thanks that are late by more than a week are none, and an alarm of the past helps nobody.
        if now < end || last.at == end && now < end + .days(7) { due.append(last) }
      }
      for moment in moments where moment.at > now {
        next = min(next ?? .distantFuture, moment.at)
      }
    }
    return (due.sorted { ($0.at, $0.series.id) < ($1.at, $1.series.id) }, next)
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
      let meeting = series.mentorship?.completion?.handOver.flatMap { community.series[$0] }
      note(
        "the mentorship is complete", on: row.id,
        telling: [.completion(next: meeting.flatMap(nextStart(of:)))])
    }
  }

  /// Nil where nothing was to take place, which they said themselves, where they meet right now,
  /// and where nobody would be told.
  private func silence(of series: Series, since: Instant, at: Instant) -> Silence? {
    let rows = occurrences(of: series.id)
    let readers = community.people(
      in: series.mentorship?.coordinators ?? [], on: series.zone.local(at: now).date)
    let isMeeting = rows.contains { $0.state == .confirmed && $0.start <= now }
    let missed = series.recurrence.occurrences(
      in: (since + .seconds(1))..<max(since + .seconds(1), now)
    )
    .count { date in
      let isAhead = rows.contains { $0.ruled == date.local && $0.isMoved && $0.start > now }
      return series.skips[date.date] == nil && !isAhead
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

  private func met(_ id: SeriesID) -> Instant? { turn.met[id] ?? book.met[id] }

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
      let rows = occurrences(of: series.id)
      let unknown = series.recurrence.occurrences(in: (now - slept)..<now).contains { date in
        let row = rows.first { $0.ruled == date.local }
        return series.skips[date.date] == nil && row?.state.isCancelled != true
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
  fileprivate func isInMind(on today: CivilDate) -> Bool { lastDay.adding(days: 10) >= today }

  fileprivate static var morning: CivilTime { CivilTime(secondOfDay: 9 * 3_600) }
}

extension Community {
  /// The pairs of whom something may still be said.
  package func pairs(at now: Instant) -> Set<SeriesID> {
    let today = ZoneRules.utc.local(at: now).date
    return Set(series.values.filter { $0.mentorship?.isInMind(on: today) == true }.map(\.id))
  }
}

extension Book {
  /// The row that what is still to be said of a pair will stand in, however long it is over.
  func owedLastWord(of id: SeriesID, at now: Instant) -> OccurrenceID? {
    let today = ZoneRules.utc.local(at: now).date
    guard community.series[id]?.mentorship?.isInMind(on: today) == true else { return nil }
    return occurrences(of: id).last { $0.start <= now }?.id
  }
}

extension ZoneRules {
  /// A time of a day; after a gap, the first instant there is.
  fileprivate func instant(_ date: CivilDate, at time: CivilTime) -> Instant {
    resolve(CivilDateTime(date: date, time: time)).instant(gap: .shiftForward) ?? .distantFuture
  }
}
