import Cadence

/// Agendas that live elsewhere: docs/decisions/0024-agendas-elsewhere.md.
extension Draft {
  /// Which of them had not been read when an occurrence's agenda closed.
  func unread(before cutoff: Instant, of occurrence: Occurrence) -> [String] {
    let names = series(of: occurrence).agenda?.elsewhere ?? []
    return names.filter { (book.readings[$0] ?? .distantPast) < cutoff - Book.freshness }
  }

  /// Makes the agendas of every series that reads `list` what it says: an entry that stands on none
  /// goes on the next one, and what is no entry any more comes off.
  mutating func adopt(list: String, _ entries: [ListEntry]) {
    read.insert(list)
    for id in community.series.keys.sorted() {
      guard let series = community.series[id], series.agenda?.reads(list) == true else { continue }
      var standing = keep(list, entries, in: series)
      for entry in entries where standing.insert(entry.key).inserted {
        if let next = nextAgenda(of: series) { put(entry, of: list, on: next) }
      }
    }
  }

  /// Mends what stands on the agendas ahead.
  /// - Returns: the keys of what stands there now.
  private mutating func keep(
    _ list: String, _ entries: [ListEntry], in series: Series
  ) -> Set<String> {
    let wanted = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
    var standing: Set<String> = []
    let ahead = occurrences(of: series.id).filter { $0.state.isLive && $0.end > now }
    for occurrence in ahead.sorted(by: { $0.start < $1.start }) {
      for item in occurrence.items {
        guard case .file(list, let key) = item.source else { continue }
        let isFirst = standing.insert(key).inserted
        // What is being talked about stays: people close an issue when they are done with it.
        guard occurrence.start > now else { continue }
        let entry = isFirst ? wanted[key] : nil
        if let entry, says(item, entry, of: list, on: occurrence) { continue }
        if let row = self[occurrence.id] { try? drop(item, from: row) }
        if let entry { put(entry, of: list, on: occurrence.id) }
      }
    }
    return standing
  }

  private func says(
    _ item: AgendaItem, _ entry: ListEntry, of list: String, on occurrence: Occurrence
  ) -> Bool {
    let wanted = self.item(entry.item, key: entry.key, of: list, on: occurrence)
    return item.text == wanted.text && item.author == wanted.author
      && item.isPrivate == wanted.isPrivate
  }

  private mutating func put(_ entry: ListEntry, of list: String, on id: OccurrenceID) {
    guard let occurrence = self[id] else { return }
    let item = self.item(entry.item, key: entry.key, of: list, on: occurrence)
    _ = try? place(item, on: occurrence)
  }

  /// The first meeting ahead whose agenda is not closed, planned if need be.
  private mutating func nextAgenda(of series: Series) -> OccurrenceID? {
    let known = occurrences(of: series.id).filter { row in
      row.start > now && (row.state == .open || row.state == .planned && isOpenYet(row, series))
    }
    .min { $0.start < $1.start }
    var after = now
    while let ruled = series.recurrence.next(after: after) {
      after = ruled.instant
      if let known, known.start <= ruled.instant { return known.id }
      if series.skips[ruled.date] != nil || occurrence(ruled: ruled.local, of: series.id) != nil {
        continue
      }
      let id = freeName(for: ruled, of: series)
      if isOpenYet(Occurrence(id: id, ruled: ruled, of: series, knownAt: now), series) {
        return create(ruled, of: series)
      }
    }
    return known?.id
  }

  private func isOpenYet(_ row: Occurrence, _ series: Series) -> Bool {
    Timetable(of: row, in: series, isLast: false).cutoff.map { $0 > now } ?? false
  }
}
