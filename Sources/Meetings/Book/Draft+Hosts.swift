import Cadence

/// Who hosts a date, where that is a question: docs/decisions/0056 and 0057.
extension Draft {
  /// Who hosts it as things are, and who of the pool could be asked.
  func look(at row: Occurrence, slept: Seconds? = nil) -> HostLook {
    let hosts = audience(of: row).hosts
    let said = row.saidYes(of: hosts)
    let pool = community.pool(of: series(of: row), on: row.ruled.date)
    let asked = askedJustNow(row.id)
    var look = HostLook(
      hosts: hosts,
      askable: pool.filter { person in
        community.isThere(person, at: row.start) && !said.contains(person)
          && row.attendance[person]?.answer != .declined && !asked.contains(person)
      }.sorted(),
      // A state that has lost what people said decides nothing by it.
      wasKnown: backup == nil && book.occurrences[row.id]?.state.isAnnounced ?? false)
    look.slept = slept
    let invited = audience(of: row).everyone
    look.uninvited = look.askable.filter { !invited.contains($0) }
    return look
  }

  /// Whom a message of this very turn tells that they host it, and asks whether they can, or that
  /// they do not any more.
  private func askedJustNow(_ id: OccurrenceID) -> Set<PersonID> {
    let kinds: Set<NoticeKind> = [.invitation, .update, .reinstatement, .hostNote]
    return Set(
      turn.notices.filter {
        $0.subject == .meeting(id)
          && (kinds.contains($0.kind) && $0.facts.readerIsHost || $0.facts.cause == .farewell)
      }.compactMap(\.recipient.person))
  }

  /// An event with who hosts it filled in.
  func looked(_ event: Event, slept: Seconds?, of row: Occurrence) -> Event {
    switch event {
    case .hostCall: .hostCall(look(at: row, slept: slept))
    case .hostDecision: .hostDecision(look(at: row), slept: slept)
    default: event
    }
  }

  /// A date that nobody is in turn for asks the pool as soon as people know of it.
  mutating func askWhereNobodyHosts(_ id: OccurrenceID) {
    guard let row = self[id], row.state.isAnnounced, row.hosting.stage == .due,
      community.series[id.series]?.isHostedInTurn == true
    else { return }
    let look = look(at: row)
    // Or whoever is has said before that they cannot.
    let isNobody = look.hosts.allSatisfy { row.attendance[$0]?.answer == .declined }
    if isNobody { attempt(.hostCall(look), on: id) }
  }

  /// What the answer of one person means for who hosts it.
  ///
  /// - Parameters:
  ///   - before: its hosts until now.
  ///   - hadEnough: whether as many of them had said yes as have to.
  mutating func settleHosts(
    of id: OccurrenceID, by answer: Answer, of person: PersonID, before: [PersonID],
    hadEnough: Bool
  ) {
    guard let row = self[id], let rule = community.series[id.series]?.hosting,
      row.state.isAnnounced, now < row.start
    else { return }
    switch answer {
    case .accepted where rule.isInTurn && offers(person, row, before):
      if hasEnoughHosts(row) {
        note(
          "\(person) offers to host it as well", on: id, telling: [.hostNote(.taken([person]))])
        return
      }
      welcome(person, beside: before, on: id)
    case .accepted: break
    case .declined, .tentative:
      if before.contains(person) { seekHosts(of: id, hadEnough: hadEnough, but: person) }
    }
    // Nobody need be asked any more, who has not been.
    if let row = self[id], hasEnoughHosts(row) {
      turn.supersede(Supersession(subject: .meeting(id), kinds: [.hostCall]))
    }
  }

  /// Whoever can host it does, beside those who have not said no.
  private mutating func welcome(
    _ person: PersonID, beside hosts: [PersonID], on id: OccurrenceID
  ) {
    let staying = hosts.filter { self[id]?.attendance[$0]?.answer != .declined }
    attempt(.appointed((staying + [person]).sorted(), because: "\(person) can"), on: id)
    hostsChanged(on: id, from: hosts, offering: person)
  }

  /// Whoever said yes when others had hosts it as soon as one is missing, the first of them first.
  /// Of those who are invited anyway a yes may be to the meeting alone: they are asked again.
  ///
  /// - Parameter isBack: what was said to the meeting while it was cancelled counts.
  mutating func takeOffers(of id: OccurrenceID, isBack: Bool = false) {
    guard community.series[id.series]?.isHostedInTurn == true else { return }
    while let row = self[id], row.state.isAnnounced, now < row.start {
      guard !hasEnoughHosts(row) else { return }
      let audience = audience(of: row)
      let pool = community.pool(of: series(of: row), on: row.ruled.date)
      let standing = row.hosting.asked.filter { person in
        row.attendance[person]?.answer == .accepted && (isBack || row.hosting.asks(person))
          && pool.contains(person) && community.isThere(person, at: row.start)
          && !audience.everyone.contains(person)
      }
      let first = standing.min { one, other in
        (row.attendance[one]?.at ?? now, one) < (row.attendance[other]?.at ?? now, other)
      }
      guard let first else { return }
      welcome(first, beside: audience.hosts, on: id)
    }
  }

  /// One is missing: whoever offered hosts it, or those are asked who may be able to, once it is
  /// not up to those in turn alone.
  ///
  /// - Parameters:
  ///   - hadEnough: as many had said yes as have to, so whoever was asked before is asked again.
  ///   - person: has just said that they may not, and is not asked.
  mutating func seekHosts(of id: OccurrenceID, hadEnough: Bool, but person: PersonID? = nil) {
    takeOffers(of: id)
    guard let row = self[id], let rule = community.series[id.series]?.hosting,
      row.state.isAnnounced, now < row.start, !hasEnoughHosts(row)
    else { return }
    var look = look(at: row)
    let isLeft = look.hosts.contains { row.attendance[$0]?.answer != .declined }
    guard row.hosting.stage != .due || rule.isInTurn && !isLeft else { return }
    look.askable.removeAll { $0 == person || !hadEnough && row.hosting.asks($0) }
    look.uninvited.removeAll { !look.askable.contains($0) }
    if row.hosting.stage == .due || !look.askable.isEmpty { attempt(.hostCall(look), on: id) }
  }

  /// Whether as many of its hosts have said yes as have to.
  func hasEnoughHosts(_ row: Occurrence) -> Bool {
    row.saidYes(of: audience(of: row).hosts).count >= timetable(of: row).hostsNeeded
  }

  /// It is back on, or at another time: whoever of the pool knows of it and is not invited hears
  /// so, or is asked anew.
  mutating func tellPool(of id: OccurrenceID, because: String?) {
    guard let before = book.occurrences[id], let row = self[id], row.state.isAnnounced,
      now < row.start, community.series[id.series]?.hosting != nil
    else { return }
    let isBack = before.state.isCancelled
    guard isBack || before.start != row.start else { return }
    takeOffers(of: id, isBack: isBack)
    let timetable = timetable(of: row)
    let knew = before.hosting.asked
    let isDue = timetable.hosts.map { $0.confirm <= now } ?? false
    if let row = self[id], row.hosting.stage == .due, !hasEnoughHosts(row),
      isDue || isBack && !knew.isEmpty
    {
      attempt(.hostCall(look(at: row)), on: id)
    }
    guard let row = self[id], !knew.isEmpty else { return }
    // Where it is too late to ask, one note says both.
    let isLate = !isBack && row.hostVerdict(timetable).map { $0 <= now } ?? false
    let noted = isLate ? look(at: row).askable : []
    let told = Set(
      turn.notices.filter { $0.subject == .meeting(id) }.compactMap(\.recipient.person))
    let others = knew.subtracting(told).subtracting(audience(of: row).everyone)
      .subtracting(noted).filter { community.people[$0] != nil }.sorted()
    guard !others.isEmpty else { return }
    note(
      "told who had been asked: \(others.map(\.name).joined(separator: ", "))", on: id,
      telling: [.poolNews(others, previousStart: isBack ? nil : before.start, because: because)])
  }

  /// Whether a yes of theirs means that they can host it.
  func offers(_ person: PersonID, _ row: Occurrence, _ hosts: [PersonID]) -> Bool {
    row.hosting.asks(person) && !hosts.contains(person)
      && community.pool(of: series(of: row), on: row.ruled.date).contains(person)
  }

  /// Others host it than before: whoever is not invited yet is, whoever is not to come any more has
  /// a farewell, and the others have a note.
  ///
  /// - Parameter offering: who has just said that they can.
  mutating func hostsChanged(
    on id: OccurrenceID, from before: [PersonID], offering: PersonID? = nil
  ) {
    guard let row = self[id], let series = community.series[id.series], row.state.isLive,
      now < row.start
    else { return }
    let after = audience(of: row).hosts
    guard after != before else { return }
    forgetAnswers(of: after.filter { !before.contains($0) && $0 != offering }, on: id)
    if offering == nil { giveBackTurns(of: id, from: before) }
    let isKnown = row.state.isAnnounced
    let invited = Set(row.invitations.values.filter { $0.fate != .withdrawn }.map(\.person))
    reconcileAudience(of: id, in: series)
    let stay = Set(audience(of: row).everyone)
    // Who is not to come any more had said yes as a host; a no stands.
    forgetAnswers(
      of: before.filter { !stay.contains($0) && row.attendance[$0]?.answer != .declined }, on: id)
    let knowing = askedJustNow(id)
    let gained = after.filter {
      !before.contains($0) && (!isKnown || invited.contains($0)) && !knowing.contains($0)
    }
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
    touch(id) {
      for person in $0.invitations.keys { $0.invitations[person]?.isHost = after.contains(person) }
    }
  }

  /// Who hosts a date as those know who are invited to it.
  func hostsAsTold(_ row: Occurrence, in before: Series) -> [PersonID] {
    let configured = book.community.audience(of: before, at: row).hosts
    let held = row.invitations.values.filter { $0.fate != .withdrawn }
    guard !held.isEmpty, held.allSatisfy({ $0.isHost != nil }) else { return configured }
    return held.filter { $0.isHost == true }.map(\.person).sorted()
  }

  /// Others were asked early, for want of somebody in turn, and now there is somebody: it is up to
  /// them until the day to confirm, and whoever was asked is free. Offers that stand stay.
  private mutating func giveBackTurns(of id: OccurrenceID, from before: [PersonID]) {
    guard let row = self[id], row.hosting.stage == .looked, !hasEnoughHosts(row) else { return }
    // Where nothing is to be confirmed it is theirs for good.
    let confirm = timetable(of: row).hosts?.confirm
    guard confirm.map({ $0 > now }) ?? true else { return }
    let hosts = audience(of: row).hosts
    guard !hosts.allSatisfy(before.contains),
      !row.hosting.asked.contains(where: { row.attendance[$0]?.answer == .accepted })
    else { return }
    let free = row.hosting.asked.subtracting(hosts).subtracting(before).filter {
      community.people[$0] != nil && row.attendance[$0]?.answer != .declined
    }.sorted()
    turn.supersede(Supersession(subject: .meeting(id), kinds: [.hostCall]))
    let names = hosts.map(\.name).joined(separator: ", ")
    note(
      "it is up to \(names)\(confirm.map { " until \($0)" } ?? "")", on: id,
      telling: free.isEmpty ? [] : [.hostNote(.relieved(free))]
    ) {
      $0.giveTurnsBack()
    }
  }

  /// One of the pool hosts a date in place of another.
  mutating func swap(
    _ id: OccurrenceID, with person: PersonID, by other: PersonID?
  ) throws(Refusal) -> Proposal {
    guard let row = self[id] else { throw .unknown(id.description) }
    let series = series(of: row)
    guard series.isHostedInTurn else {
      throw Refusal(
        "nobody is in turn at \(id.series)",
        fix: "write `rotate:` or `rota:` below its `hosts:` first")
    }
    guard row.state.isLive, now < row.start else {
      throw Refusal(ignored: row.state.isCancelled ? .cancelled : .tooLate, row)
    }
    let pool = community.pool(of: series, on: row.ruled.date)
    guard pool.contains(person) else {
      throw Refusal(
        "\(person.name.asOneLine) is not one of those who host \(id.series)",
        fix: Nearest.word(to: person.name, in: pool.map(\.name)).map { "did you mean \($0)?" }
          ?? "name one of them, or add \(person.name.asOneLine) to `hosts: { of: … }`")
    }
    guard community.isThere(person, at: row.start) else {
      throw Refusal("\(person) is away then", fix: "name somebody who is there")
    }
    let before = audience(of: row).hosts
    guard !before.contains(person) else {
      throw Refusal("\(person) hosts \(id) already", fix: "nothing was changed")
    }
    let leaving = try leaving(before, other, id)
    let staying = before.filter { $0 != leaving && row.attendance[$0]?.answer != .declined }
    let after = (staying + [person]).sorted()
    let place = leaving.map { "in place of \($0)" } ?? "nobody was in turn"
    do { try apply(.appointed(after, because: place), to: id) } catch {
      throw Refusal(ignored: error, row)
    }
    hostsChanged(on: id, from: before)
    settle()
    return finished(
      "\(id): \(person) hosts it, \(place); \(turn.told) to be told", about: id)
  }

  /// What they said was to another question than whether they host it.
  private mutating func forgetAnswers(of people: [PersonID], on id: OccurrenceID) {
    let answered = people.filter { self[id]?.attendance[$0] != nil }
    guard !answered.isEmpty else { return }
    let names = answered.map(\.name).joined(separator: ", ")
    note("forgotten what was said by \(names)", on: id) {
      for person in answered { $0.attendance[person] = nil }
    }
  }

  /// Whose place it is; nil where nobody has it.
  private func leaving(
    _ hosts: [PersonID], _ named: PersonID?, _ id: OccurrenceID
  ) throws(Refusal) -> PersonID? {
    if let named {
      guard hosts.contains(named) else {
        let others = hosts.map(\.name).joined(separator: ", ")
        throw Refusal(
          "\(named.name.asOneLine) does not host \(id)",
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
    let decides = row.hostVerdict(timetable)
    return HostCount(
      said: row.saidYes(of: hosts),
      cannot: hosts.filter { row.attendance[$0]?.answer == .declined },
      needed: timetable.hostsNeeded,
      decides: decides.map { Moment($0, in: series.zone) },
      asked: community.pool(of: series, on: row.ruled.date).filter { person in
        row.hosting.asks(person) && !hosts.contains(person)
          && row.attendance[person]?.answer != .declined
      }.sorted())
  }
}

extension Book {
  /// Whether a yes or a no of theirs says whether they host a date.
  package func asks(_ person: PersonID, whetherTheyHost id: OccurrenceID) -> Bool {
    guard let row = occurrences[id], let series = community.series[id.series],
      series.hosting != nil
    else { return false }
    return row.hosting.asks(person)
      && community.pool(of: series, on: row.ruled.date).contains(person)
      || community.audience(of: series, at: row).hosts.contains(person)
  }

  /// Whether they are one of those who take turns to host a date.
  package func mayHost(_ person: PersonID, _ id: OccurrenceID) -> Bool {
    guard let series = community.series[id.series], series.isHostedInTurn else {
      return false
    }
    let date = occurrences[id]?.ruled.date ?? id.date
    return community.pool(of: series, on: date).contains(person)
  }
}
