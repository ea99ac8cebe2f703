import Cadence

/// Who hosts a date, where that is a question: docs/decisions/0056 and 0057.
extension Draft {
  /// Who hosts it as things are, and who of the pool could be asked.
  func look(at row: Occurrence) -> HostLook {
    let hosts = audience(of: row).hosts
    let said = row.confirmed(hosts)
    let pool = community.pool(of: series(of: row), on: row.ruled.date)
    return HostLook(
      hosts: hosts,
      askable: pool.filter { person in
        community.isThere(person, at: row.start) && !said.contains(person)
          && row.attendance[person]?.answer != .declined
      }.sorted())
  }

  /// An event with who hosts it filled in.
  func looked(_ event: Event, slept: Seconds?, of row: Occurrence) -> Event {
    switch event {
    case .hostCall: .hostCall(look(at: row))
    case .hostDecision: .hostDecision(look(at: row), slept: slept)
    default: event
    }
  }

  /// A date that nobody is in turn for asks the pool as soon as people know of it.
  mutating func askWhereNobodyHosts(_ id: OccurrenceID) {
    guard let row = self[id], row.state.isAnnounced, row.hosting.stage == .due,
      community.series[id.series]?.hosting?.isInTurn == true
    else { return }
    let look = look(at: row)
    if look.hosts.isEmpty { attempt(.hostCall(look), on: id) }
  }

  /// What the answer of one person means for who hosts it.
  ///
  /// - Parameter before: its hosts until now.
  mutating func settleHosts(
    of id: OccurrenceID, by answer: Answer, of person: PersonID, before: [PersonID]
  ) {
    guard let row = self[id], let rule = community.series[id.series]?.hosting,
      row.state.isAnnounced, now < row.start
    else { return }
    let needed = timetable(of: row).hostsNeeded
    switch answer {
    case .accepted where rule.isInTurn && offers(person, row, before):
      if row.confirmed(before).count >= needed {
        note(
          "\(person) offers to host it as well", on: id, telling: [.hostNote(.taken([person]))])
        return
      }
      let staying = before.filter { row.attendance[$0]?.answer != .declined }
      attempt(.appointed((staying + [person]).sorted(), because: "\(person) can"), on: id)
      hostsChanged(on: id, from: before)
    case .accepted, .tentative: break
    case .declined:
      let isLeft = before.contains { row.attendance[$0]?.answer != .declined }
      if rule.isInTurn, before.contains(person), !isLeft {
        attempt(.hostCall(look(at: row)), on: id)
      }
    }
    // Nobody need be asked any more, who has not been.
    if let row = self[id], row.confirmed(audience(of: row).hosts).count >= needed {
      turn.supersede(Supersession(subject: .meeting(id), kinds: [.hostCall]))
    }
  }

  /// Whether a yes of theirs means that they can host it.
  func offers(_ person: PersonID, _ row: Occurrence, _ hosts: [PersonID]) -> Bool {
    row.hosting.asked.contains(person) && !hosts.contains(person)
      && community.pool(of: series(of: row), on: row.ruled.date).contains(person)
  }

  /// Others host it than before: whoever is not invited yet is, whoever is not to come any more has
  /// a farewell, and the others have a note.
  mutating func hostsChanged(on id: OccurrenceID, from before: [PersonID]) {
    guard let row = self[id], let series = community.series[id.series], row.state.isLive,
      now < row.start
    else { return }
    let after = audience(of: row).hosts
    guard after != before else { return }
    let isKnown = row.state.isAnnounced
    let invited = Set(row.invitations.values.filter { $0.fate != .withdrawn }.map(\.person))
    reconcileAudience(of: id, in: series)
    let stay = Set(audience(of: row).everyone)
    let gained = after.filter { !before.contains($0) && (!isKnown || invited.contains($0)) }
    let lost = before.filter { person in
      !after.contains(person) && community.people[person] != nil
        && (!isKnown || stay.contains(person))
    }
    var telling: [Announcement] = []
    if !gained.isEmpty {
      telling.append(
        .hostNote(.appointed(gained, insteadOf: before.filter { !after.contains($0) })))
    }
    if !lost.isEmpty, !after.isEmpty { telling.append(.hostNote(.relieved(lost))) }
    if !telling.isEmpty {
      note("hosted by \(after.map(\.name).joined(separator: ", ")) now", on: id, telling: telling)
    }
  }

  /// One of the pool hosts a date in place of another.
  mutating func swap(
    _ id: OccurrenceID, with person: PersonID, by other: PersonID?
  ) throws(Refusal) -> Proposal {
    guard let row = self[id] else { throw .unknown(id.description) }
    let series = series(of: row)
    guard series.hosting?.isInTurn == true else {
      throw Refusal(
        "nobody is in turn at \(id.series)",
        fix: "write `rotate:` or `rota:` below its `hosts:` first")
    }
    guard row.state.isLive, now < row.start else {
      throw Refusal(ignored: row.state.isCancelled ? .cancelled : .tooLate, row)
    }
    guard community.pool(of: series, on: row.ruled.date).contains(person) else {
      throw Refusal(
        "\(person) is not one of those who host \(id.series)",
        fix: "name one of them, or add \(person) to `hosts: { of: … }`")
    }
    guard community.isThere(person, at: row.start) else {
      throw Refusal("\(person) is away then", fix: "name somebody who is there")
    }
    let before = audience(of: row).hosts
    guard !before.contains(person) else {
      throw Refusal("\(person) hosts \(id) already", fix: "nothing was changed")
    }
    let leaving = try leaving(before, other, id)
    let after = (before.filter { $0 != leaving } + [person]).sorted()
    let place = leaving.map { "in place of \($0)" } ?? "nobody was in turn"
    do { try apply(.appointed(after, because: place), to: id) } catch {
      throw Refusal(ignored: error, row)
    }
    hostsChanged(on: id, from: before)
    forgetYes(of: leaving, on: id)
    settle()
    let told = Set(turn.notices.map(\.recipient)).count
    return finished("\(id): \(person) hosts it, \(place); \(told) to be told", about: id)
  }

  /// Whoever is not to come any more had said that they would as a host.
  private mutating func forgetYes(of person: PersonID?, on id: OccurrenceID) {
    guard let person, let row = self[id], row.attendance[person]?.answer == .accepted,
      !audience(of: row).everyone.contains(person)
    else { return }
    touch(id) { $0.attendance[person] = nil }
  }

  /// Whose place it is; nil where nobody has it.
  private func leaving(
    _ hosts: [PersonID], _ named: PersonID?, _ id: OccurrenceID
  ) throws(Refusal) -> PersonID? {
    if let named {
      guard hosts.contains(named) else {
        let others = hosts.map(\.name).joined(separator: ", ")
        throw Refusal(
          "\(named) does not host \(id)",
          fix: hosts.isEmpty ? "nobody does: leave `by` out" : "it is the turn of \(others)")
      }
      return named
    }
    guard hosts.count > 1 else { return hosts.first }
    throw Refusal(
      "\(hosts.count) people host \(id)",
      fix: "say in whose place: \(hosts.map(\.name).joined(separator: ", "))")
  }

  func hosting(
    of row: Occurrence, _ hosts: [PersonID], in series: Series, _ timetable: Timetable
  ) -> HostCount? {
    guard let rule = series.hosting, rule.confirmation != nil || !row.hosting.asked.isEmpty else {
      return nil
    }
    let decides = row.hosting.stage == .decided ? nil : timetable.hosts?.decide
    return HostCount(
      said: row.confirmed(hosts), needed: timetable.hostsNeeded,
      decides: decides.map { Moment($0, in: series.zone) },
      asked: row.hosting.asked.subtracting(hosts).sorted())
  }
}

extension Book {
  /// Whether a yes or a no of theirs says whether they host a date.
  package func asks(_ person: PersonID, whetherTheyHost id: OccurrenceID) -> Bool {
    guard let row = occurrences[id], let series = community.series[id.series],
      let rule = series.hosting, rule.isInTurn || rule.confirmation != nil
    else { return false }
    return row.hosting.asked.contains(person)
      || community.audience(of: series, at: row).hosts.contains(person)
  }
}

/// Rotas written by hand that have nobody from a date on.
extension Draft {
  struct RotaGap {
    let at: Instant
    let date: Recurrence.Occurrence
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
    var gaps: [RotaGap] = []
    for date in series.recurrence.occurrences(after: since)
    where series.skips[date.date] == nil {
      let isHosted = isHosted(date)
      let at = series.zone.instant(
        date.date.adding(days: -Self.rotaLead), at: Mentorship.morning)
      if !isHosted, wasHosted, at > since {
        gaps.append(RotaGap(at: at, date: date, series: series))
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
    note("nobody is on the rota from here on", on: id, telling: [.hostNote(.rotaEnds(pool))])
  }
}

extension CivilDate {
  /// The Monday of the date's ISO week.
  var weekStart: CivilDate { adding(days: 1 - weekday.rawValue) }
}
