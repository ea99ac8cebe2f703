import Cadence
package import Meetings

/// What loading a configuration would change.
extension Desk {
  /// What loading `community`, or what this desk has read, would change, and whom it would tell:
  /// first what happens to meetings that exist, then what the edit means for those that nobody has
  /// been told of.
  package func plan(_ community: Community? = nil) throws -> [ChangeView] {
    let proposal = try book.propose(.reloaded(community ?? book.community), at: now)
    let turn = proposal.turn
    // What is planned only, before and after, is told below.
    let decided = turn.journal.filter { $0.to != "planned" }.map { entry in
      let tells = turn.notices.filter { $0.occurrence == entry.occurrence }
        .map { "\($0.recipient.name) (\($0.kind.rawValue))" }
      let change = entry.from == entry.to ? entry.cause : "\(entry.from) → \(entry.to)"
      return ChangeView(
        series: entry.occurrence.series, occurrence: entry.occurrence, change: change,
        tells: tells)
    }
    var after = book
    after.adopt(proposal)
    return decided + ahead(book, after)
  }

  private func ahead(_ before: Book, _ after: Book) -> [ChangeView] {
    let (old, new) = (unannounced(before), unannounced(after))
    return Set(old.keys).union(new.keys).sorted().compactMap { id in
      guard before.community.series[id] != after.community.series[id] else { return nil }
      let changes = Self.changes(old[id] ?? [], new[id] ?? [])
      guard !changes.isEmpty else { return nil }
      return ChangeView(
        series: id, occurrence: nil, change: changes.joined(separator: "; "), tells: [])
    }
  }

  /// By series, earliest first: two months, and a meeting that is rarer than that.
  private func unannounced(_ book: Book) -> [SeriesID: [Upcoming]] {
    let coming = book.upcoming(at: now, within: .days(400)).filter { $0.state == .planned }
    return Dictionary(grouping: coming, by: \.id.series).mapValues { meetings in
      let near = meetings.prefix { $0.start.instant < now + .days(60) }
      return near.isEmpty ? Array(meetings.prefix(1)) : Array(near)
    }
  }

  /// In words, what differs between the meetings ahead.
  private static func changes(_ old: [Upcoming], _ new: [Upcoming]) -> [String] {
    guard let first = new.first else { return ["no more meetings"] }
    guard let last = old.first else {
      let people = first.audience.everyone.map(\.name).joined(separator: ", ")
      return ["meets from \(Wording.utc(first.start.instant)) on, for \(people)"]
    }
    var changes: [String] = []
    let times = zip(old, new).first { $0.start != $1.start || $0.end != $1.end }
    if let (was, will) = times {
      let lasts = will.end.instant - will.start.instant
      let length = lasts == was.end.instant - was.start.instant ? "" : " for \(lasts)"
      changes.append(
        "\(Wording.utc(was.start.instant)) becomes \(Wording.utc(will.start.instant))\(length)")
    }
    if last.title != first.title { changes.append("is called \(first.title)") }
    changes += people("host", last.audience.hosts, first.audience.hosts)
    changes += people("for", last.audience.attendees, first.audience.attendees)
    return changes.isEmpty ? ["meetings that are not announced yet follow the edit"] : changes
  }

  private static func people(_ word: String, _ old: [PersonID], _ new: [PersonID]) -> [String] {
    let come = new.filter { !old.contains($0) }.map { "+\($0)" }
    let go = old.filter { !new.contains($0) }.map { "−\($0)" }
    return come.isEmpty && go.isEmpty ? [] : ["\(word) \((come + go).joined(separator: " "))"]
  }
}
