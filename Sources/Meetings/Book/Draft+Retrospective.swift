import Cadence

/// The last meeting of a mentorship and what is owed to it: DESIGN §4.7.
extension Draft {
  /// The last meeting still ahead: the rule's last date that is not cancelled, and at which both
  /// sides are there, or one moved beyond it. Nil when it has begun, or when there is no
  /// retrospective to speak of.
  func lastMeeting(of series: Series) -> (ruled: CivilDateTime, start: Instant)? {
    series.mentorship?.retrospective == nil ? nil : lastAhead(of: series)
  }

  /// The last meeting of any series that ends, as long as it is ahead. One that was asked for
  /// beside the rule never is.
  func lastAhead(of series: Series) -> (ruled: CivilDateTime, start: Instant)? {
    let rule = series.regular
    guard !rule.isEndless else { return nil }
    let rows = regularOccurrences(of: series)
    var last: (ruled: CivilDateTime, start: Instant)?
    var before = Instant.distantFuture
    while let ruled = rule.previous(before: before) {
      before = ruled.instant
      let row = rows.first { $0.ruled == ruled.local }
      if row == nil, ruled.instant <= now { break }
      if series.skips[ruled.date] != nil { continue }
      if let row, row.state.isCancelled || row.state == .lapsed { continue }
      if absence(of: ruled, row, in: series) != nil { continue }
      last = (ruled.local, row?.start ?? ruled.instant)
      break
    }
    for row in rows
    where row.isMoved && !row.state.isCancelled && row.start > last?.start ?? now
      && absence(of: row) == nil
    {
      last = (row.ruled, row.start)
    }
    guard let last, last.start > now else { return nil }
    return last
  }

  func isLastMeeting(_ occurrence: Occurrence, of series: Series) -> Bool {
    lastMeeting(of: series)?.ruled == occurrence.ruled
  }

  /// The last meeting is known from the first day on, so that its reminder has a row to stand in.
  mutating func planLastMeeting(of series: Series) {
    guard let last = lastMeeting(of: series),
      occurrence(ruled: last.ruled, of: series.id) == nil,
      let ruled = series.recurrence.occurrences(on: last.ruled.date)
        .first(where: { $0.local == last.ruled })
    else { return }
    _ = create(ruled, of: series)
  }

  /// Tells of a last meeting that is another one now.
  mutating func settleRetrospectives() {
    let affected = Set(changed.keys.map(\.series)).sorted()
    for id in affected {
      guard let series = community.series[id], series.mentorship?.retrospective != nil else {
        continue
      }
      settleRetrospective(of: series)
    }
  }

  private mutating func settleRetrospective(of series: Series) {
    let rows = regularOccurrences(of: series)
    let announced = rows.first { $0.retrospectiveAnnounced != nil && !$0.isOver(at: now) }
    guard let last = lastMeeting(of: series) else {
      askHostsToMove(rows)
      return
    }
    planLastMeeting(of: series)
    guard let row = occurrence(ruled: last.ruled, of: series.id) else { return }
    if let announced, let told = announced.retrospectiveAnnounced,
      announced.id != row.id || told != row.start
    {
      moveRetrospective(from: announced.id, told: told, to: row)
    }
    // Less than a week is left: the reminder goes at once.
    advance(row.id, slept: nil)
  }

  /// People were told of another date: an update goes now and the reminder a week before the new
  /// one. When a week is no longer left, the reminder itself is the update.
  private mutating func moveRetrospective(
    from announced: OccurrenceID, told: Instant, to row: Occurrence
  ) {
    if announced != row.id {
      turn.supersede(Supersession(subject: .meeting(announced), kinds: [.retrospective]))
      note("the retrospective moves to \(row.id)", on: announced) {
        $0.retrospectiveAnnounced = nil
        $0.retrospectiveReminded = nil
      }
    }
    let isTimely = (timetable(of: row).retrospective ?? row.start) > now
    note(
      "the retrospective is here now", on: row.id,
      telling: isTimely ? [.retrospective(movedFrom: told)] : []
    ) {
      $0.retrospectiveAnnounced = row.start
      $0.retrospectiveReminded = nil
    }
  }

  /// The last one was cancelled and none remains.
  private mutating func askHostsToMove(_ rows: [Occurrence]) {
    for row in rows {
      guard case .cancelled(let cancellation) = row.state, row.start > now,
        let before = book.occurrences[row.id], !before.state.isCancelled
      else { continue }
      if case .dateGone = cancellation { continue }
      // Where people said in time that they are away, the meeting before was the last one.
      if case .away = cancellation, row.retrospectiveAnnounced == nil { continue }
      note(
        "no meeting remains for the retrospective", on: row.id, telling: [.hostNote(.noLastMeeting)]
      ) {
        $0.retrospectiveAnnounced = nil
        $0.retrospectiveReminded = nil
      }
    }
  }
}

extension Occurrence {
  fileprivate func isOver(at now: Instant) -> Bool {
    state.isFinal || start <= now
  }
}
