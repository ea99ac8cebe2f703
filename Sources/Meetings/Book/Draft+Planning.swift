import Cadence

/// Which dates have rows: every one whose opening has come, and the next one beyond.
extension Draft {
  mutating func planAll() {
    for id in community.series.keys.sorted() {
      if let series = community.series[id] { plan(series) }
    }
    settle()
  }

  /// Plans a series' dates ahead and opens those whose opening has come.
  mutating func plan(_ series: Series) {
    becomesKnown(series)
    var after = now
    while let ruled = series.recurrence.next(after: after) {
      after = ruled.instant
      if series.skips[ruled.date] != nil { continue }
      let known = occurrence(ruled: ruled.local, of: series.id)
      let named = OccurrenceID(series: series.id, date: ruled.date)
      if known == nil, hasBegun(named, ruled, of: series) {
        continue
      }
      let id = known?.id ?? create(ruled, of: series)
      guard let occurrence = self[id] else { continue }
      if known == nil, timetable(of: occurrence).opening <= now {
        advance(id, slept: nil)
        continue
      }
      // The next opening leads on to the one after; a moved or cancelled one may not.
      if occurrence.state == .planned, !occurrence.isMoved { break }
    }
    planLastMeeting(of: series)
  }

  /// Where the date ahead was cancelled, or moved away, the one after it is the next: no opening
  /// leads on to it any more.
  mutating func planBeyond() {
    let leftOut = changed.values.filter { $0.state.isCancelled || $0.isMoved }
    for id in Set(leftOut.map(\.id.series)).sorted() {
      if let series = community.series[id] { plan(series) }
    }
  }

  /// An edited time does not make a date that was held come again.
  private func hasBegun(
    _ id: OccurrenceID, _ ruled: Recurrence.Occurrence, of series: Series
  ) -> Bool {
    series.recurrence.isFirst(ruled) && self[id].map { $0.start <= now } ?? false
  }

  func occurrence(ruled: CivilDateTime, of series: SeriesID) -> Occurrence? {
    occurrences(of: series).first { $0.ruled == ruled }
  }

  /// When the series meets next after an occurrence, as far as is known.
  func nextStart(after occurrence: Occurrence, of series: Series) -> Instant? {
    nextRuled(after: occurrence, of: series).map { start(of: $0, in: series) }
  }

  /// When it meets next: its next date has a row, and one that was moved may come first.
  func nextStart(of series: Series) -> Instant? {
    let rows = occurrences(of: series.id).filter {
      $0.start > now && !$0.state.isCancelled && !$0.state.isFinal && absence(of: $0) == nil
    }
    return rows.map(\.start).min()
      ?? nextRuled(after: now, of: series).map { start(of: $0, in: series) }
  }

  private func start(of ruled: Recurrence.Occurrence, in series: Series) -> Instant {
    occurrence(ruled: ruled.local, of: series.id)?.start ?? ruled.instant
  }

  /// The rule's next date after an occurrence that is neither skipped, cancelled nor begun, and at
  /// which whoever it needs is there.
  func nextRuled(after occurrence: Occurrence, of series: Series) -> Recurrence.Occurrence? {
    nextRuled(after: max(occurrence.ruledInstant, now), of: series)
  }

  func nextRuled(after instant: Instant, of series: Series) -> Recurrence.Occurrence? {
    guard community.series[series.id] != nil else { return nil }
    var after = instant
    for _ in 0..<1000 {
      guard let ruled = series.recurrence.next(after: after) else { return nil }
      after = ruled.instant
      if series.skips[ruled.date] != nil { continue }
      let known = self.occurrence(ruled: ruled.local, of: series.id)
      if absence(of: ruled, known, in: series) != nil { continue }
      guard let known else { return ruled }
      if !known.state.isCancelled, known.start > now { return ruled }
    }
    return nil
  }

  /// `series` means its next meeting; `series/2026-12-03` is planned if the rule has that date.
  ///
  /// - Parameter cancelled: true counts a cancelled meeting as the next one: who cancels or
  ///   reinstates a series means the date they see, also the second time.
  mutating func resolve(_ name: String, cancelled: Bool = false) throws(Refusal) -> OccurrenceID {
    if let series = community.series[SeriesID(name)] {
      // Where only a cancelled one is ahead, that is what is meant.
      let next =
        nextMeeting(of: series, cancelled: cancelled) ?? nextMeeting(of: series, cancelled: true)
      guard let id = next else {
        throw Refusal(
          "\(name) has no meeting ahead", fix: "look at `when:` and the term", isMissing: true)
      }
      return id
    }
    guard let id = OccurrenceID(name) else { throw .unknown(name, in: community) }
    if self[id] != nil { return id }
    guard let series = community.series[id.series] else {
      throw .unknown(name, in: community)
    }
    let dates = series.recurrence.occurrences(on: id.date)
    if let reason = series.skips[id.date] {
      throw Refusal("\(name) is skipped: \(reason)", fix: "\(Series.unskip) first")
    }
    guard let ruled = dates.first(where: { id.time == nil || $0.local.time == id.time }),
      ruled.instant > now
    else {
      // A moved meeting answers to the date it has now as well.
      let moved = occurrences(of: series.id).first {
        $0.isMoved && series.zone.local(at: $0.start).date == id.date
      }
      guard let moved else { throw .unknown(name) }
      return moved.id
    }
    try checkHorizon(ruled.instant)
    if let moved = occurrence(ruled: ruled.local, of: series.id) { return moved.id }
    return create(ruled, of: series)
  }

  /// Far dates are slips of the hand more often than plans.
  func checkHorizon(_ instant: Instant) throws(Refusal) {
    guard instant <= now + .days(732) else {
      throw Refusal("\(instant) is more than two years ahead", fix: "name a nearer date")
    }
  }

  private mutating func nextMeeting(of series: Series, cancelled: Bool) -> OccurrenceID? {
    let known = occurrences(of: series.id)
      .filter { $0.start > now && (cancelled || !$0.state.isCancelled && absence(of: $0) == nil) }
      .filter { !$0.state.isFinal }
    if let next = known.min(by: { $0.start < $1.start }) { return next.id }
    var after = now
    while let ruled = series.recurrence.next(after: after) {
      after = ruled.instant
      if series.skips[ruled.date] == nil, occurrence(ruled: ruled.local, of: series.id) == nil,
        cancelled || absence(of: ruled, nil, in: series) == nil
      {
        return create(ruled, of: series)
      }
    }
    return nil
  }
}
