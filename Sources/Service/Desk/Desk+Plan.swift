import Cadence
package import Meetings

/// What loading a configuration would change.
extension Desk {
  /// What loading `community`, or what this desk has read, would change, and whom it would tell:
  /// first what happens to meetings that exist, then what the edit means for those that nobody has
  /// been told of.
  package func plan(_ community: Community? = nil) throws -> [ChangeView] {
    let proposal = try book.propose(.reloaded(community ?? book.configured), at: now)
    let turn = proposal.turn
    let tells = Dictionary(grouping: turn.notices, by: \.subject).mapValues { notices in
      notices.map { "\($0.recipient.name) (\($0.kind.rawValue))" }
    }
    let entries = Dictionary(grouping: turn.journal, by: \.subject)
    let decided = Set(entries.keys).union(tells.keys).sorted().compactMap { id in
      // What is planned only, before and after, and tells nobody is in the lines below.
      let entries = entries[id] ?? []
      guard tells[id] != nil || entries.contains(where: { $0.to != "planned" }) else {
        return ChangeView?.none
      }
      let changes = entries.filter { $0.from != "new" }.map { entry in
        entry.from == entry.to ? entry.cause : "\(entry.from) → \(entry.to)"
      }
      return ChangeView(
        series: id.series, about: id, change: changes.joined(separator: "; "),
        tells: tells[id] ?? [])
    }
    var after = book
    after.adopt(proposal)
    return decided
      + ahead(book, after, beside: Set(turn.journal.compactMap(\.subject.occurrence)))
      + tasksAhead(book, after, beside: Set(decided.compactMap(\.task)))
  }

  /// What the edit means for meetings that nobody has been told of, a line for each series.
  /// - Parameter decided: meetings that have lines of their own.
  private func ahead(
    _ before: Book, _ after: Book, beside decided: Set<OccurrenceID>
  ) -> [ChangeView] {
    let (old, new) = (coming(before), coming(after))
    return Set(old.keys).union(new.keys).sorted().compactMap { id in
      let (was, will) = (old[id] ?? [], new[id] ?? [])
      var changes = Self.changes(was, will, beside: decided)
      let isEdited = before.community.series[id] != after.community.series[id]
      if changes.isEmpty, isEdited, will.contains(where: { $0.state == .planned }) {
        changes = ["meetings that are not announced yet follow the edit"]
      }
      guard !changes.isEmpty else { return nil }
      return ChangeView(
        series: id, about: nil, change: changes.joined(separator: "; "), tells: [])
    }
  }

  /// What comes within a year, by series, earliest first.
  private func coming(_ book: Book) -> [SeriesID: [Upcoming]] {
    Dictionary(grouping: book.upcoming(at: now, within: .days(400)), by: \.id.series)
  }

  /// In words, what differs between the meetings ahead.
  private static func changes(
    _ old: [Upcoming], _ new: [Upcoming], beside decided: Set<OccurrenceID>
  ) -> [String] {
    guard let first = new.first else { return ["no more meetings"] }
    guard !old.isEmpty else {
      let people = first.audience.everyone.map(\.name).joined(separator: ", ")
      return ["meets from \(Wording.utc(first.start.instant)) on, for \(people)"]
    }
    var changes = dates(old, new, beside: decided) + absences(old, new)
    let known = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let pair = new.lazy.filter { $0.state == .planned }
      .compactMap { will in known[will.id].map { (was: $0, will: will) } }.first
    guard let (was, will) = pair else { return changes }
    let lasts = will.end.instant - will.start.instant
    if lasts != was.end.instant - was.start.instant { changes.append("lasts \(lasts)") }
    if was.title != will.title { changes.append("is called \(will.title)") }
    changes += people("host", was.audience.hosts, will.audience.hosts)
    changes += people("for", was.audience.attendees, will.audience.attendees)
    return changes
  }

  /// The meetings that go, come or move, each named by its date.
  private static func dates(
    _ old: [Upcoming], _ new: [Upcoming], beside decided: Set<OccurrenceID>
  ) -> [String] {
    let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let after = Dictionary(new.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let gone = old.filter { after[$0.id] == nil }
    let come = new.filter { before[$0.id] == nil }
    let moved = new.compactMap { will in
      before[will.id].flatMap { $0.start != will.start ? (was: $0, will: will) : nil }
    }
    func list(_ word: String, _ meetings: [Upcoming]) -> [String] {
      let meetings = meetings.filter { !decided.contains($0.id) }
      guard !meetings.isEmpty else { return [] }
      let named = meetings.prefix(3).map { Wording.utc($0.start.instant) }
      let more = meetings.count > 3 ? " and \(meetings.count - 3) more" : ""
      return ["\(word) \(named.joined(separator: ", "))\(more)"]
    }
    let shifts = moved.filter { !decided.contains($0.will.id) || $0.will.state == .planned }
    let shift = shifts.first.map { first in
      let more = shifts.count > 1 ? " and so on" : ""
      return "\(Wording.utc(first.was.start.instant)) becomes "
        + "\(Wording.utc(first.will.start.instant))\(more)"
    }
    return list("without", gone) + list("with", come) + [shift].compactMap(\.self)
  }

  /// Those that nobody has been invited to yet, and that somebody's being away decides.
  private static func absences(_ old: [Upcoming], _ new: [Upcoming]) -> [String] {
    let known = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let off = new.compactMap { will in
      will.absence.flatMap { why in
        known[will.id]?.absence == nil ? "\(will.id) will not take place: \(why)" : nil
      }
    }
    let on = new.filter {
      known[$0.id]?.absence != nil && $0.absence == nil && !$0.state.isCancelled
    }
    .map { "\($0.id) will take place after all" }
    return few(off) + few(on)
  }

  /// The first three, and how many more.
  static func few(_ lines: [String]) -> [String] {
    lines.count > 3 ? lines.prefix(3) + ["and \(lines.count - 3) more"] : lines
  }

  private static func people(_ word: String, _ old: [PersonID], _ new: [PersonID]) -> [String] {
    let come = new.filter { !old.contains($0) }.map { "+\($0)" }
    let go = old.filter { !new.contains($0) }.map { "−\($0)" }
    return come.isEmpty && go.isEmpty ? [] : ["\(word) \((come + go).joined(separator: " "))"]
  }
}
