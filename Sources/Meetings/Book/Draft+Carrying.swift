import Cadence

/// Items that outlive their meeting: docs/decisions/0022.
extension Draft {
  /// Once all changes of a turn are in: what follows from them for the neighbours.
  mutating func settle() {
    planBeyond()
    settleItems()
    settleRetrospectives()
    hurryTasks(
      of: Set(changed.keys.map(\.series)), through: book.bulletinsUntil ?? .distantPast)
  }

  /// With `carry over: yes`: the items of a meeting that this turn cancelled move to the next one,
  /// and come back with the meeting.
  private mutating func settleItems() {
    for id in changed.keys.sorted() {
      guard let occurrence = self[id], let before = book.occurrences[id],
        before.state.isCancelled != occurrence.state.isCancelled,
        series(of: occurrence).agenda?.carriesOver == true
      else { continue }
      if occurrence.state.isCancelled {
        // Nothing may follow: then they stay where they are.
        _ = try? carry(occurrence.items, from: occurrence)
      } else {
        takeBack(occurrence)
      }
    }
  }

  /// By hand, since nobody but people knows what was discussed.
  /// - Parameter item: its id or its text; nil for all.
  mutating func carry(_ item: String?, from id: OccurrenceID) throws(Refusal) -> Proposal {
    guard let occurrence = self[id] else { throw .unknown(id.description) }
    guard occurrence.isBehind(at: now) else {
      throw Refusal(
        "\(id) is still ahead", fix: "its items are on its agenda; carry over what is left then")
    }
    let wanted = occurrence.items.filter { item == nil || $0.id == item || $0.text == item }
    guard !wanted.isEmpty else {
      throw Refusal(
        item.map { "\(id) has no item \($0)" } ?? "\(id) had nothing on its agenda",
        fix: "`convened agenda list \(id)` shows what it had")
    }
    guard let (next, count) = try carry(wanted, from: occurrence) else {
      throw Refusal("no meeting follows \(id)", fix: "look at `when:` and the term")
    }
    guard count > 0 else {
      throw Refusal("\(next) has it on its agenda already", fix: "nothing was changed")
    }
    return finished("\(count) of \(id) on the agenda of \(next)", about: next)
  }

  /// A copy under the same id: the meeting they came from keeps its agenda, as it was.
  /// - Returns: where they went and how many did; nil if no meeting follows.
  private mutating func carry(
    _ items: [AgendaItem], from occurrence: Occurrence
  ) throws(Refusal) -> (OccurrenceID, Int)? {
    let items = items.filter { !$0.isBlank }
    let series = series(of: occurrence)
    guard !items.isEmpty, let ruled = nextRuled(after: occurrence, of: series) else { return nil }
    let next = self.occurrence(ruled: ruled.local, of: series.id)?.id ?? create(ruled, of: series)
    var count = 0
    for item in items where self[next]?.items.contains(where: { $0.id == item.id }) == false {
      do { try apply(.itemAdded(item), to: next) } catch {
        if let target = self[next] { throw Refusal(ignored: error, target) }
      }
      touch(next) { $0.items.append(item) }
      announcing(occurrence, of: series).carried(
        item, from: occurrence, to: self[next]?.start ?? ruled.instant, into: &turn)
      count += 1
    }
    return (next, count)
  }

  /// A meeting that takes place after all has its agenda back, and nobody else has it.
  private mutating func takeBack(_ occurrence: Occurrence) {
    let ids = Set(occurrence.items.map(\.id))
    for other in occurrences(of: occurrence.id.series) where other.start > occurrence.start {
      for item in other.items where ids.contains(item.id) {
        // Where the other one is over, it was discussed there.
        guard !other.state.isFinal else { continue }
        if !other.state.isCancelled { try? apply(.itemDropped(item), to: other.id) }
        touch(other.id) { $0.items.removeAll { $0.id == item.id } }
      }
    }
  }
}

extension Occurrence {
  /// True once people can know what was discussed.
  fileprivate func isBehind(at now: Instant) -> Bool {
    switch state {
    case .held, .lapsed, .cancelled: true
    case .confirmed: start <= now
    case .planned, .open: false
    }
  }
}
