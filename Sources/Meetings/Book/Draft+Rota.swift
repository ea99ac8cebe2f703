import Cadence

/// Rotas written by hand that have nobody from a date on.
extension Draft {
  struct RotaGap {
    let at: Instant
    let date: Recurrence.Occurrence
    /// The next date that somebody hosts; nil where none follows.
    let again: Instant?
    let series: Series
  }

  /// So long before the date the pool hears of it.
  private static var rotaLead: Int { 28 }

  /// What is due after an instant and by now, and when the next is.
  func rotaGaps(after since: Instant) -> (due: [RotaGap], next: Instant?) {
    var due: [RotaGap] = []
    var next: Instant?
    for series in community.series.values {
      for gap in rotaGaps(of: series, after: since) where gap.date.instant > now {
        if gap.at > now {
          next = min(next ?? .distantFuture, gap.at)
          break
        }
        due.append(gap)
      }
    }
    return (due.sorted { ($0.at, $0.series.id) < ($1.at, $1.series.id) }, next)
  }

  /// The dates of one series from which on nobody is on its rota, though somebody was before.
  private func rotaGaps(of series: Series, after since: Instant) -> [RotaGap] {
    guard let rota = series.hosting?.rota, let lastDay = rota.lastDay else { return [] }
    func isHosted(_ date: Recurrence.Occurrence) -> Bool {
      rota[date.date] != nil
        || occurrence(ruled: date.local, of: series.id)?.hosting.appointed.isEmpty == false
    }
    var wasHosted = series.recurrence.previous(before: since + .seconds(1)).map(isHosted) ?? true
    func end(of gap: Recurrence.Occurrence) -> Instant? {
      series.recurrence.occurrences(after: gap.instant).lazy
        .prefix { $0.date <= lastDay }
        .first { series.skips[$0.date] == nil && isHosted($0) }?.instant
    }
    var gaps: [RotaGap] = []
    for date in series.recurrence.occurrences(after: since)
    where series.skips[date.date] == nil {
      let isHosted = isHosted(date)
      let at = series.zone.instant(
        date.date.adding(days: -Self.rotaLead), at: Mentorship.morning)
      if !isHosted, wasHosted, at > since {
        gaps.append(RotaGap(at: at, date: date, again: end(of: date), series: series))
      }
      wasHosted = isHosted
      if date.date > lastDay { break }
    }
    return gaps
  }

  mutating func warn(of gap: RotaGap) {
    let row = occurrence(ruled: gap.date.local, of: gap.series.id)
    if row?.state.isLive == false { return }
    let id = row?.id ?? create(gap.date, of: gap.series)
    let pool = community.pool(of: gap.series, on: gap.date.date).sorted()
    note(
      "nobody is on the rota from here on", on: id,
      telling: [.hostNote(.rotaEnds(pool, again: gap.again))])
  }
}
