import Cadence

/// What an edited configuration means for meetings that exist: DESIGN §4.6.
extension Draft {
  mutating func reconcile() {
    let known = Set(book.occurrences.values.map(\.id.series)).sorted()
    for id in known {
      if let series = community.series[id] {
        reconcile(series)
      } else {
        for occurrence in occurrences(of: id) where occurrence.state.isLive {
          attempt(
            .dateGone(because: "The meeting was taken out of the schedule."), on: occurrence.id)
        }
      }
    }
  }

  private mutating func reconcile(_ series: Series) {
    let rows = occurrences(of: series.id).filter { max($0.start, $0.ruledInstant) > now }
    for (row, ruled) in matches(rows, in: series) {
      guard let ruled else {
        if row.state.isLive {
          let reason =
            series.skips[row.ruled.date].map { "Skipped: \($0)." }
            ?? series.team.flatMap { community.teams[$0] }?.farewell(on: row.ruled.date)
          attempt(
            .dateGone(because: reason ?? "This date was taken out of the schedule."), on: row.id)
        }
        continue
      }
      let schedule = row.schedule(
        as: ruled, in: series, before: book.community.series[series.id])
      // Before an update goes to the new mailbox, the old one has to let go.
      reconcileAudience(of: row.id, in: series, addressesAlone: true)
      if row.differs(from: schedule) { attempt(.rescheduled(schedule), on: row.id) }
      reconcileAbsence(of: row.id)
      reconcileHosts(of: row, in: series)
      reconcileAudience(of: row.id, in: series)
      // Another meeting may be the last one, and be due for what the last one has.
      if let mentorship = series.mentorship, absencesDiffer(of: mentorship) {
        touch(row.id) { _ in }
      }
      if let before = book.community.series[series.id], before != series {
        leavePastAlone(row.id)
        announceCutoff(of: row.id, before)
      }
    }
  }

  /// Another pool, another rota, or another one who is there.
  private mutating func reconcileHosts(of row: Occurrence, in series: Series) {
    guard let before = book.community.series[series.id], let state = self[row.id]?.state,
      [before, series].contains(where: { $0.hosting != nil }),
      // Of a date that is planned those know who were told of a swap.
      state.isAnnounced || !row.hosting.appointed.isEmpty
    else { return }
    let hosts = hostsAsTold(row, in: before)
    if [before, series].contains(where: \.isHostedInTurn) {
      hostsChanged(on: row.id, from: hosts)
    }
    guard state.isAnnounced else { return }
    tellPool(of: row.id, because: nil)
    takeOffers(of: row.id)
    let needed = Timetable(of: row, in: before, isLast: false).hostsNeeded
    let hadEnough = row.saidYes(of: hosts).count >= needed
    if hadEnough || self[row.id].map({ audience(of: $0).hosts }) != hosts {
      seekHosts(of: row.id, hadEnough: hadEnough)
    }
    askWhereNobodyHosts(row.id)
  }

  /// Invitations name the cutoff: where nothing is on the agenda yet, another one is told, as a
  /// call.
  private mutating func announceCutoff(of id: OccurrenceID, _ before: Series) {
    guard let row = self[id], row.state == .open, let cutoff = timetable(of: row).cutoff,
      cutoff > now, Timetable(of: row, in: before, isLast: false).cutoff != cutoff,
      // An update has just said it.
      !turn.notices.contains(where: { $0.subject == .meeting(id) && $0.kind == .update })
    else { return }
    let isShort = !row.hasEnough(timetable(of: row))
    note(
      "the agenda closes at \(cutoff)", on: id, telling: isShort ? [.call(nudge: true)] : [])
  }

  /// What an edit puts into the past does not fire: no reminder, and no cutoff that nobody knew of.
  mutating func leavePastAlone(_ id: OccurrenceID) {
    guard let row = self[id] else { return }
    let timetable = timetable(of: row)
    let verdicts = [timetable.cutoff, row.hostVerdict(timetable)].compactMap(\.self)
    touch(id) { [now] in
      $0.handled = max($0.handled, now)
      if verdicts.contains(where: { $0 <= now }) { $0.intakeSince = now }
    }
  }

  /// Each row with the rule's date it stands for now: its very own, else one of the same day, else
  /// a free one of the same week, in order. Identity is the id and the rule's date, never the time.
  private func matches(
    _ rows: [Occurrence], in series: Series
  ) -> [(Occurrence, Recurrence.Occurrence?)] {
    guard let first = rows.map(\.ruled.date).min(), let last = rows.map(\.ruled.date).max() else {
      return []
    }
    var free = series.dates(first.weekStart...last.weekStart.adding(days: 6))
    var found: [OccurrenceID: Recurrence.Occurrence] = [:]
    // Live ones first: a cancelled row takes no date from one that stands.
    let ordered = rows.sorted {
      ($0.state.isLive ? 0 : 1, $0.ruled) < ($1.state.isLive ? 0 : 1, $1.ruled)
    }
    func match(_ row: Occurrence, where fits: (Recurrence.Occurrence) -> Bool) {
      guard found[row.id] == nil, let index = free.firstIndex(where: fits) else { return }
      found[row.id] = free.remove(at: index)
    }
    // A moved row keeps its date also when that date is behind.
    for row in ordered { match(row) { $0.local == row.ruled } }
    free.removeAll { $0.instant <= now }
    for row in ordered { match(row) { $0.date == row.ruled.date } }
    for row in ordered where row.state.isLive && series.skips[row.ruled.date] == nil {
      match(row) { $0.date.weekStart == row.ruled.date.weekStart }
    }
    return rows.map { ($0, found[$0.id]) }
  }

  /// - Parameter addressesAlone: leaves it at those who are invited still and get mail elsewhere.
  mutating func reconcileAudience(
    of id: OccurrenceID, in series: Series, addressesAlone: Bool = false
  ) {
    guard let row = self[id], row.state.isAnnounced else { return }
    // A series that leaves mail takes its entries back.
    let audience = Set(
      series.notifiesByMail ? community.audience(of: series, at: row).everyone : [])
    let invitations = row.invitations.values.filter { $0.fate != .withdrawn }
    let invited = Set(invitations.map(\.person))
    let added = addressesAlone ? [] : audience.subtracting(invited).sorted()
    let removed = addressesAlone ? [] : invited.subtracting(audience).sorted()
    // Their calendar at the old address must let go of the entry that the new one gets.
    let readdressed = invitations.filter { invitation in
      guard audience.contains(invitation.person) else { return false }
      let today = community.people[invitation.person]?.address
      return today?.lowercased() != invitation.address.lowercased()
    }
    .map(\.person).sorted()
    guard !added.isEmpty || !removed.isEmpty || !readdressed.isEmpty else { return }
    attempt(.audience(added: added, removed: removed, readdressed: readdressed), on: id)
  }

  /// For events that may well mean nothing.
  mutating func attempt(_ event: Event, on id: OccurrenceID) {
    do { try apply(event, to: id) } catch {
      // Ignored is an answer: the meeting has begun, or it is cancelled already.
    }
  }
}

/// The clocks of a zone follow other rules than before.
private struct ZoneChange {
  private let former: ZoneRules
  private let zone: ZoneRules

  /// Nil where they do not, and where the zone itself is another one.
  init?(from former: ZoneRules?, to zone: ZoneRules) {
    guard let former, former.identifier == zone.identifier, former != zone else { return nil }
    (self.former, self.zone) = (former, zone)
  }

  /// What was agreed is the time on the clock. Where that is the same, it is the same instant: an
  /// hour that comes twice has two.
  func carry(_ instant: Instant) -> Instant {
    if zone.local(at: instant) == former.local(at: instant) { return instant }
    return zone.resolve(former.local(at: instant)).instant(gap: .shiftForward) ?? instant
  }

  /// For people.
  var reason: String { "the clocks of \(zone.identifier) follow new rules" }
  /// For the journal.
  var cause: String { "the time zone \(zone.identifier), whose rules changed," }
}

extension Occurrence {
  /// The schedule that an edited rule gives; a moved meeting keeps its time.
  fileprivate func schedule(
    as ruled: Recurrence.Occurrence, in series: Series, before: Series?
  ) -> Schedule {
    let rules = rulesChanged(as: ruled, in: series, before: before)
    let start = isMoved ? rules?.carry(self.start) ?? self.start : ruled.instant
    // The date and the time on the clock are the same, and yet it is another instant.
    let newRules = start != self.start && ruled.local == self.ruled ? rules : nil
    var changes: [String] = []
    if start != self.start { changes.append("at \(start)") }
    if start + series.duration != end { changes.append("for \(series.duration)") }
    if series.title != title { changes.append("called \(series.title)") }
    if series.link != link { changes.append("with another link") }
    if series.place != place { changes.append("at another place") }
    let pinned = isMoved && ruled.instant != start ? "; it stays where it was moved by hand" : ""
    return Schedule(
      ruled: ruled.local, ruledInstant: ruled.instant, start: start,
      end: start + series.duration, isMoved: isMoved, title: series.title, link: series.link,
      place: series.place, because: newRules?.reason,
      cause: changes.isEmpty
        ? "the rule's date changed\(pinned)"
        : "\(newRules?.cause ?? "the configuration") has it \(changes.joined(separator: ", "))\(pinned)"
    )
  }

  /// In the zone whose clock its time is on: of one that was moved by hand the series', else that
  /// of the part which has its date.
  private func rulesChanged(
    as ruled: Recurrence.Occurrence, in series: Series, before: Series?
  ) -> ZoneChange? {
    guard !isMoved else { return ZoneChange(from: before?.zone, to: series.zone) }
    let date = Recurrence.Occurrence(local: self.ruled, instant: ruledInstant)
    return ZoneChange(
      from: before?.recurrence.zone(of: date), to: series.recurrence.zone(of: ruled))
  }

  fileprivate func differs(from schedule: Schedule) -> Bool {
    ruled != schedule.ruled || start != schedule.start || end != schedule.end
      || title != schedule.title || link != schedule.link || place != schedule.place
      || ruledInstant != schedule.ruledInstant
  }
}

extension State {
  /// True while it may still take place.
  var isLive: Bool { self == .planned || isAnnounced }
}
