package import Cadence

extension Book {
  /// What an input means at `now`. Deadlines due by then have been dealt with before, as an input
  /// of their own: at the very instant of the cutoff, the cutoff comes first.
  /// - Throws: `Refusal` when it is understood and cannot be granted.
  // long: one case an input.
  package func propose(_ input: Input, at now: Instant) throws(Refusal) -> Proposal {
    var draft = Draft(self, at: now)
    switch input {
    case .started(let outage, let edited):
      draft.reconcile()
      for id in edited.sorted() { draft.leavePastAlone(id) }
      draft.catchUp(slept: outage)
      draft.planAll()
      draft.planTasks()
      draft.sendBulletins(slept: outage)
      return draft.finished("started")
    case .restored(let backup):
      draft.restore(from: backup)
      return draft.finished("restored")
    case .due(let ids):
      for id in ids.sorted() { draft.advance(id, slept: nil) }
      draft.settle()
      return draft.finished("\(ids.count) due")
    case .resumed(let outage):
      draft.catchUp(slept: outage)
      return draft.finished("resumed")
    case .setBack:
      for (id, row) in occurrences where row != row.known(by: now) {
        draft.touch(id) { $0 = $0.known(by: now) }
      }
      return draft.finished("set back")
    case .reloaded(let community):
      draft.load(community)
      // Whoever gets the same key later is somebody else: no old link is theirs.
      for gone in self.community.people.keys where community.people[gone] == nil {
        draft.turn.revoked[gone.name] = (epochs[gone.name] ?? 0) + 1
      }
      draft.reconcile()
      // An opening that the edit brought forward is made up for in the same turn.
      for id in occurrences.keys.sorted() { draft.advance(id, slept: nil) }
      draft.planAll()
      draft.planTasks()
      // A digest whose hour was today before it was asked for comes tomorrow.
      draft.turn.bulletinsUntil = now
      return draft.finished("loaded")
    case .bulletins:
      draft.sendBulletins()
      return draft.finished("bulletins")
    case .troubles(let troubles):
      for trouble in troubles { draft.tell(of: trouble) }
      return draft.finished("\(troubles.count) troubles")
    case .mailStuck(let stuck):
      for id in stuck.keys.sorted() { draft.tellHosts(stuck[id], on: id) }
      return draft.finished("mail does not leave")
    case .mute(let person, let isMuted):
      guard draft.community.people[person] != nil else {
        throw .nobody(person, in: draft.community, isMissing: true)
      }
      draft.turn.muted[person] = isMuted
      return draft.finished(
        isMuted
          ? "\(person) gets no more reminders; changes and cancellations still come"
          : "\(person) gets reminders again")
    case .agendaFile(let name, let dates):
      draft.adopt(file: name, dates)
      return draft.finished("read \(name)")
    case .agendaList(let name, let entries):
      draft.adopt(list: name, entries)
      return draft.finished("read \(name)")
    case .addItem(let target, let author, let text, let isPrivate, let key):
      let id = try draft.resolve(target)
      return try draft.addItem(to: id, by: author, text: text, isPrivate: isPrivate, key: key)
    case .editItem(let item, let target, let text, let isPrivate, let own):
      return try draft.editItem(
        item, of: draft.resolve(target), text: text, isPrivate: isPrivate, own: own)
    case .dropItem(let item, let target, let own):
      return try draft.dropItem(item, from: draft.resolve(target), own: own)
    case .pass(let person, let target, let passes):
      return try draft.pass(person, on: draft.resolve(target), passes)
    case .answer(let answer, let person, let target):
      return try draft.answer(answer, of: person, to: draft.resolve(target))
    case .swap(let target, let person, let other):
      return try draft.swap(draft.resolve(target), with: person, by: other)
    case .revoke(let holder):
      draft.turn.revoked[holder] = (epochs[holder] ?? 0) + 1
      return draft.finished(
        "every link of \(holder) so far opens nothing any more, the calendar's too; the next mail has "
          + "new ones")
    case .settleTask(let name, let sort, let person):
      return try draft.settle(name, as: sort, by: person)
    case .vote(let name, let choice, let person, let because):
      return try draft.vote(name, choice, by: person, because: because)
    case .ask(let series, let local, let asker, let about):
      return try draft.ask(for: series, at: local, by: asker, about: about)
    case .carry(let item, let target):
      return try draft.carry(item, from: draft.resolve(target, cancelled: true))
    case .received(let reception):
      return try draft.receive(reception)
    case .cancel(let target, let because):
      let reason = try Self.reason(because)
      return try draft.call(
        .calledOff(because: reason), on: draft.resolve(target, cancelled: true))
    case .reinstate(let target, let because):
      let reason = try Self.reason(because)
      return try draft.call(
        .reinstated(because: reason), on: draft.resolve(target, cancelled: true))
    case .move(let target, let local, let because):
      let reason = try Self.reason(because)
      return try draft.move(draft.resolve(target, cancelled: true), to: local, because: reason)
    }
  }

  private static func reason(_ because: String) throws(Refusal) -> String {
    let clean = because.asOneLine
    guard !clean.isEmpty else {
      throw Refusal("a reason is needed", fix: "say in a few words why: everyone reads it")
    }
    return clean
  }

  /// When the next thing of an occurrence is due, seen from `now`; nil if nothing is.
  package func nextAt(of id: OccurrenceID, at now: Instant) -> Instant? {
    occurrences[id].flatMap { $0.nextAt(timetable(of: $0, at: now)) }
  }

  package func timetable(of occurrence: Occurrence, at now: Instant) -> Timetable {
    Draft(self, at: now).timetable(of: occurrence)
  }
}

extension Draft {
  /// What could not be delivered, for the hosts of the meeting it was about, or for those who look
  /// after the program that announced it.
  fileprivate mutating func tell(of trouble: Trouble) {
    turn.troublesTold.append(trouble)
    if let task = trouble.subject.task, tellCoordinators(of: trouble, with: task) { return }
    guard let id = trouble.subject.occurrence ?? meeting(around: trouble.subject.series) else {
      return
    }
    note(
      trouble.inWords, on: id,
      telling: [.hostNote(.unreachable(trouble))])
  }

  /// Where those hear of it who look after a task: its latest meeting, or of a program's that of a
  /// pair.
  private func meeting(around name: SeriesID) -> OccurrenceID? {
    var rows = occurrences(of: name)
    if rows.isEmpty {
      let pairs = community.series.values.filter { $0.mentorship?.program == name.name }
      rows = pairs.map(\.id).sorted().flatMap(occurrences)
    }
    return (rows.last { $0.start <= now } ?? rows.first)?.id
  }

  fileprivate mutating func tellHosts(_ stuck: MailStuck?, on id: OccurrenceID) {
    guard let stuck else { return }
    note(
      "mail does not leave: \(stuck.people.count) do not know of the cancellation", on: id,
      telling: [.hostNote(.cancellationStuck(stuck))])
  }

  /// Deals with everything that is due for one occurrence, in order.
  /// - Parameters:
  ///   - slept: how long nobody was there, where nobody was.
  ///   - lost: what its agenda may have had, and has no more.
  mutating func advance(_ id: OccurrenceID, slept: Seconds?, lost: String? = nil) {
    // A deadline either changes the state or lies behind `handled` afterwards: this ends.
    while let occurrence = self[id],
      let deadline = occurrence.due(at: now, timetable(of: occurrence))
    {
      var event = deadline.event
      if case .cutoff = event {
        // A date that became known in this very turn was not slept over by anybody.
        event = .cutoff(
          slept: book.occurrences[id] == nil ? nil : slept,
          unread: lost.map { [$0] } ?? unread(before: deadline.at, of: occurrence))
      }
      if event.isAboutHosts { takeOffers(of: id) }
      event = looked(
        event, slept: book.occurrences[id] == nil ? nil : slept, of: self[id] ?? occurrence)
      if event == .opening, now < occurrence.start, let absence = absence(of: occurrence) {
        event = .away(because: absence)
      }
      do { try apply(event, to: id, due: deadline.at) } catch {
        // Stale: nothing to decide, only to step over.
        switch event {
        case .retrospective: touch(id) { $0.retrospectiveReminded = $0.start }
        case .announcement: touch(id) { $0.publicity = .told }
        case .hostCall: touch(id) { $0.hosting.stage = .looked }
        case .hostDecision: touch(id) { $0.hosting.stage = .decided }
        default: break
        }
      }
      // What hosts say has stages of its own, and a reminder of that instant comes after it.
      if !event.isAboutHosts { touch(id) { $0.handled = max($0.handled, deadline.at) } }
      if deadline.event == .opening, let series = community.series[id.series] {
        plan(series)
        askWhereNobodyHosts(id)
      }
      precondition(
        self[id] != occurrence, "\(id): \(deadline.event) at \(deadline.at) makes no progress")
    }
  }

  /// After an outage: whatever fell into it.
  mutating func catchUp(slept: Seconds) {
    forgiveSilence(slept: slept)
    for id in book.occurrences.keys.sorted() { advance(id, slept: slept) }
    settle()
  }

  mutating func call(_ event: Event, on id: OccurrenceID) throws(Refusal) -> Proposal {
    guard let before = self[id] else { throw .unknown(id.description) }
    let hosts = audience(of: before).hosts
    do { try apply(event, to: id) } catch { throw Refusal(ignored: error, before) }
    insist(on: id)
    if community.series[id.series]?.isHostedInTurn == true { hostsChanged(on: id, from: hosts) }
    tellPool(of: id, because: event.reason)
    askWhereNobodyHosts(id)
    settle()
    let told = turn.told
    let after = self[id] ?? before
    let change =
      after.start != before.start
      ? "moved to \(series(of: after).zone.inWords(after.start))"
      : "\(before.state.name) → \(after.state.name)"
    return finished("\(id): \(change); \(told) to be told", about: id)
  }

  mutating func move(
    _ id: OccurrenceID, to local: CivilDateTime, because: String
  ) throws(Refusal) -> Proposal {
    guard let before = self[id] else { throw .unknown(id.description) }
    let series = series(of: before)
    guard let start = series.zone.resolve(local).instant(gap: .shiftForward), start > now else {
      throw Refusal(
        "\(local) \(series.zone.identifier) is not in the future",
        fix: "give a later time, in the meeting's zone")
    }
    try checkHorizon(start)
    guard start != before.start else {
      throw Refusal("\(id) already starts then", fix: "nothing was changed")
    }
    let schedule = Schedule(
      ruled: before.ruled, ruledInstant: before.ruledInstant, start: start,
      end: start + (before.end - before.start), isMoved: true, title: before.title,
      link: before.link, place: before.place, because: because,
      cause: "moved to \(series.zone.inWords(start)): \(because)")
    guard before.state.isCancelled else { return try call(.rescheduled(schedule), on: id) }
    // Whoever gives a cancelled meeting a new time wants it to take place.
    do { try apply(.rescheduled(schedule), to: id) } catch { throw Refusal(ignored: error, before) }
    return try call(.reinstated(because: because), on: id)
  }
}

extension Refusal {
  /// - Parameter community: whose names it may have been.
  package static func unknown(_ name: String, in community: Community? = nil) -> Refusal {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    let near = parts.first.flatMap { series in
      Nearest.word(to: series, in: community?.series.keys.map(\.name).sorted() ?? [])
    }.flatMap { $0 == parts.first ? nil : $0 }
    let date = parts.count > 1 ? "/" + parts[1] : ""
    return Refusal(
      "there is no meeting \(name.asOneLine)",
      fix: near.map { "did you mean \($0)\(date.asOneLine)?" }
        ?? "`convened next` lists what comes",
      isMissing: true)
  }

  /// - Parameter isMissing: whether it is about them, and not just by them.
  package static func nobody(
    _ person: PersonID, in community: Community, isMissing: Bool = false
  ) -> Refusal {
    let near = Nearest.word(to: person.name, in: community.people.keys.map(\.name).sorted())
    return Refusal(
      "\(person.name.asOneLine) is nobody in `people:`",
      fix: near.map { "did you mean \($0)?" } ?? "use a key of `people:`", isMissing: isMissing)
  }

  init(ignored: Ignored, _ occurrence: Occurrence) {
    let id = occurrence.id
    switch ignored {
    case .alreadyDone:
      self.init("\(id) is \(occurrence.state.name) already", fix: "nothing was changed")
    case .tooEarly:
      self.init("\(id) has not been announced yet", fix: "nothing was changed")
    case .tooLate:
      self.init("\(id) has begun or is over", fix: "nothing was changed")
    case .cancelled:
      self.init("\(id) is cancelled", fix: "`convened reinstate \(id) --because …` takes that back")
    }
  }
}
