import Cadence

/// Meetings that nobody can hold: docs/decisions/0045.
extension Draft {
  /// Why a meeting does not take place for want of people; nil where somebody said that it does
  /// all the same.
  func absence(of row: Occurrence) -> String? {
    row.standsAnyway ? nil : knownAbsence(of: row)
  }

  /// The same of a date, which may not have a row yet.
  func absence(
    of ruled: Recurrence.Occurrence, _ row: Occurrence?, in series: Series
  ) -> String? {
    if let row { return absence(of: row) }
    return community.absence(
      of: series, hosts: community.audience(of: series, on: ruled.date).hosts, at: ruled.instant)
  }

  private func knownAbsence(of row: Occurrence) -> String? {
    let series = series(of: row)
    // Everybody who may host it, whoever's turn it is.
    let hosts = community.audience(of: series, on: series.openingDay(of: row)).hosts
    return community.absence(of: series, hosts: hosts, at: row.start)
  }

  /// Whoever says by hand that it takes place, or when, knows who is away.
  mutating func insist(on id: OccurrenceID) {
    guard let row = self[id] else { return }
    let stands = row.state.isLive && knownAbsence(of: row) != nil
    touch(id) { $0.standsAnyway = stands }
  }

  /// An absence that becomes known while people count on the meeting, or that is taken back.
  mutating func reconcileAbsence(of id: OccurrenceID) {
    guard let row = self[id] else { return }
    let absence = absence(of: row)
    switch row.state {
    case .planned, .open, .confirmed:
      // Who has been told of nothing is told when they would have been invited.
      guard let absence, row.state.isAnnounced || row.retrospectiveAnnounced != nil else { return }
      attempt(.away(because: absence), on: id)
    case .cancelled(.dateGone):
      if absence == nil {
        attempt(.reinstated(because: "The date is back in the schedule."), on: id)
      }
    case .cancelled(.away):
      if absence == nil {
        attempt(.reinstated(because: "Whoever it needs is there after all."), on: id)
      }
    case .cancelled(.emptyAgenda), .cancelled(.shortAgenda), .cancelled(.calledOff),
      .cancelled(.noHost), .held, .lapsed:
      return
    }
  }

  /// Whether an edit says of one of a pair that they are away on other days.
  func absencesDiffer(of mentorship: Mentorship) -> Bool {
    mentorship.pair.contains {
      let (was, will) = (book.community.people[$0], community.people[$0])
      return was?.away != will?.away || was?.holidays != will?.holidays
    }
  }
}
