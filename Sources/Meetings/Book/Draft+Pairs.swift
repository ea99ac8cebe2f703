import Cadence

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

  /// What is due after an instant and by now, and when the next may be.
  func pairMoments(after since: Instant) -> (due: [PairMoment], next: Instant?) {
    var due: [PairMoment] = []
    var next: Instant?
    for series in community.series.values {
      guard let mentorship = series.mentorship else { continue }
      let silent = silentSince(series, mentorship)
      var moments = mentorship.alarms(of: silent, in: series.zone)
        .map { PairMoment(at: $0, series: series, sort: .silence(since: silent)) }
      if let end = mentorship.farewell(in: series.zone) {
        moments.append(PairMoment(at: end, series: series, sort: .completion))
      }
      due += moments.filter { $0.at > since && $0.at <= now }
      for moment in moments where moment.at > now {
        next = min(next ?? .distantFuture, moment.at)
      }
    }
    return (due.sorted { ($0.at, $0.series.id) < ($1.at, $1.series.id) }, next)
  }

  mutating func tell(of moment: PairMoment) {
    let (series, rows) = (moment.series, occurrences(of: moment.series.id))
    let ahead = rows.first { $0.start > now && !$0.state.isFinal }
    guard let row = ahead ?? rows.max(by: { $0.start < $1.start }) else { return }
    switch moment.sort {
    case .silence(let since):
      let dates = series.recurrence.occurrences(in: since..<now)
      let silence = Silence(
        since: since, missed: dates.count { series.skips[$0.date] == nil },
        next: nextStart(of: series))
      // Where nothing was to take place, they have said so themselves.
      guard silence.missed > 0 else { return }
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
}

extension Mentorship {
  /// When coordinators are told that a pair has not met since an instant: each time the silence has
  /// lasted as long again, on the morning after, as long as there is a mentorship.
  fileprivate func alarms(of since: Instant, in zone: ZoneRules) -> [Instant] {
    guard let silence, !coordinators.isEmpty else { return [] }
    var alarms: [Instant] = []
    var date = zone.local(at: since).date
    while true {
      date = silence.added(to: date)
      guard date < lastDay else { return alarms }
      alarms.append(zone.instant(date.dayAfter, at: Self.morning))
    }
  }

  /// When both sides are thanked: the morning after the last day.
  fileprivate func farewell(in zone: ZoneRules) -> Instant? {
    completion == nil ? nil : zone.instant(lastDay.dayAfter, at: Self.morning)
  }

  private static var morning: CivilTime { CivilTime(secondOfDay: 9 * 3_600) }
}

extension Book {
  /// The row that what is still to be said of a pair will stand in, however long it is over.
  func owedLastWord(of id: SeriesID, at now: Instant) -> OccurrenceID? {
    guard let series = community.series[id], let mentorship = series.mentorship,
      now <= series.zone.instant(mentorship.lastDay.adding(days: 2), at: .midnight)
    else { return nil }
    return occurrences(of: id).max { $0.start < $1.start }?.id
  }
}

extension ZoneRules {
  /// A time of a day; after a gap, the first instant there is.
  fileprivate func instant(_ date: CivilDate, at time: CivilTime) -> Instant {
    resolve(CivilDateTime(date: date, time: time)).instant(gap: .shiftForward) ?? .distantFuture
  }
}
