package import Cadence

extension Occurrence {
  /// What one event means for one occurrence.
  ///
  /// Pure: no clock, no chance, no input or output. Equal arguments give equal decisions. Every
  /// pair of state and event is written; a new one stops the build.
  /// - Throws: `Ignored` when the event is stale or early. That is normal, not a failure.
  // long: the transition table.
  package func decide(
    _ event: Event, at now: Instant, _ timetable: Timetable
  ) throws(Ignored) -> Decision {
    switch (state, event) {
    case (.planned, .opening): return opened(at: now, timetable)
    case (.open, .opening), (.confirmed, .opening): throw .alreadyDone

    case (.planned, .call): throw .tooEarly
    case (.open, .call): return try asked(at: now, timetable)
    case (.confirmed, .call): throw .alreadyDone

    case (.planned, .cutoff): throw .tooEarly
    case (.open, .cutoff(let slept, let unread)):
      return closed(at: now, slept: slept, unread: unread, timetable)
    case (.confirmed, .cutoff): throw .alreadyDone

    case (.planned, .reminder): throw .tooEarly
    case (.open, .reminder(let lead)):
      // Reminders belong to `confirmed`: nobody is reminded of a meeting that may not be.
      return after("reminder \(lead) waits for the cutoff") { $0.owedReminder = lead }
    case (.confirmed, .reminder(let lead)):
      guard now < start else { throw .tooLate }
      return after(event.cause, telling: [.reminder(lead)])

    case (.planned, .retrospective), (.open, .retrospective), (.confirmed, .retrospective):
      guard now < start else { throw .tooLate }
      return after(event.cause, telling: [.retrospective(movedFrom: nil)]) {
        $0.retrospectiveAnnounced = start
        $0.retrospectiveReminded = start
      }

    case (.planned, .hostCall), (.planned, .hostDecision): throw .tooEarly
    case (.open, .hostCall(let look)), (.confirmed, .hostCall(let look)):
      return try sought(look, at: now, timetable)
    case (.open, .hostDecision(let look, let slept)),
      (.confirmed, .hostDecision(let look, let slept)):
      return try hostsCounted(look, at: now, slept: slept, timetable)

    case (.planned, .announcement), (.open, .announcement): throw .tooEarly
    case (.confirmed, .announcement): return try announced(at: now, timetable)

    case (.planned, .end), (.open, .end): throw .tooEarly
    case (.confirmed, .end):
      guard now >= end else { throw .tooEarly }
      return after(event.cause) { $0.state = .held }

    case (.planned, .itemAdded), (.open, .itemAdded), (.confirmed, .itemAdded),
      (.planned, .itemDropped), (.open, .itemDropped), (.confirmed, .itemDropped),
      (.planned, .itemEdited), (.open, .itemEdited), (.confirmed, .itemEdited):
      guard now < end else { throw .tooLate }
      return after(event.cause)

    case (.planned, .calledOff(let because)):
      return cancelled(.calledOff(because: because))
    case (.open, .calledOff(let because)), (.confirmed, .calledOff(let because)):
      guard now < start else { throw .tooLate }
      return cancelled(.calledOff(because: because))

    case (.planned, .dateGone(let because)):
      return cancelled(.dateGone(because: because))
    case (.open, .dateGone(let because)), (.confirmed, .dateGone(let because)):
      guard now < start else { throw .tooLate }
      return cancelled(.dateGone(because: because))

    case (.planned, .away(let because)):
      return cancelled(.away(because: because), instead: true)
    case (.open, .away(let because)), (.confirmed, .away(let because)):
      guard now < start else { throw .tooLate }
      return cancelled(.away(because: because))

    case (.planned, .appointed(let hosts, _)), (.open, .appointed(let hosts, _)),
      (.confirmed, .appointed(let hosts, _)):
      guard now < start else { throw .tooLate }
      return appointed(hosts, event.cause)

    case (.planned, .reinstated), (.open, .reinstated), (.confirmed, .reinstated):
      throw .alreadyDone
    case (.cancelled, .reinstated(let because)):
      return try reinstated(because: because, at: now, timetable)

    case (.planned, .rescheduled(let schedule)):
      return rescheduled(to: schedule, at: now, telling: false)
    case (.open, .rescheduled(let schedule)), (.confirmed, .rescheduled(let schedule)):
      guard now < start else { throw .tooLate }
      return rescheduled(to: schedule, at: now, telling: true)
    case (.cancelled, .rescheduled(let schedule)):
      return rescheduled(to: schedule, at: now, telling: false)

    case (.planned, .audience): throw .tooEarly
    case (.open, .audience(let added, let removed, let readdressed)),
      (.confirmed, .audience(let added, let removed, let readdressed)):
      guard now < start else { throw .tooLate }
      return peopleChanged(added, removed, readdressed, event.cause)

    case (.cancelled, .opening), (.cancelled, .call), (.cancelled, .cutoff),
      (.cancelled, .reminder), (.cancelled, .retrospective), (.cancelled, .hostCall),
      (.cancelled, .hostDecision), (.cancelled, .appointed), (.cancelled, .announcement),
      (.cancelled, .end), (.cancelled, .itemAdded), (.cancelled, .itemDropped),
      (.cancelled, .itemEdited),
      (.cancelled, .calledOff), (.cancelled, .dateGone), (.cancelled, .away),
      (.cancelled, .audience):
      throw .cancelled

    // Final: nothing leads out, whatever may be added.
    case (.held, _), (.lapsed, _): throw .tooLate
    }
  }

  /// Items that count: blank ones do not, talks and the retrospective of the last one do.
  package func countableItems(_ timetable: Timetable) -> Int {
    items(beside: timetable.talks).count + timetable.talks.count
      + (timetable.retrospective == nil ? 0 : 1)
  }

  /// Without what became one of the talks.
  package func items(beside talks: [Talk]) -> [AgendaItem] {
    items.filter { item in !item.isBlank && !talks.contains { $0.isOffered(by: item) } }
  }

  /// What there is of what the meeting needs.
  package func tally(_ timetable: Timetable) -> Tally {
    switch timetable.quorum.measure {
    case .items: return Tally(countableItems(timetable), of: timetable.quorum)
    case .presenters: return Tally(presenters(timetable).count, of: timetable.quorum)
    }
  }

  /// The same for people to read; nil where one item will do, or the retrospective keeps it.
  func shownTally(_ timetable: Timetable) -> Tally? {
    timetable.quorum == .item || timetable.retrospective != nil ? nil : tally(timetable)
  }

  /// Whether there is what the meeting needs. The retrospective of the last one keeps it.
  func hasEnough(_ timetable: Timetable) -> Bool {
    timetable.retrospective != nil || tally(timetable).isEnough
  }

  /// Who presents something, in public. What is learnt together is nobody's own.
  func presenters(_ timetable: Timetable) -> Set<PersonID> {
    let speakers = timetable.talks.filter { !$0.isLearnings }.flatMap(\.speakers)
    let offers = items(beside: timetable.talks.filter(\.isLearnings)).filter { !$0.isPrivate }
    return Set(speakers + offers.compactMap(\.author))
  }
}

/// The arms of the table that need more than a line.
extension Occurrence {
  /// How long a decision that was slept through waits for what people could not say meanwhile.
  static func grace(after slept: Seconds) -> Seconds { min(max(slept, .seconds(1)), .minutes(30)) }

  /// The latest at which it may be decided after such a wait that it does not take place.
  var latestVerdict: Instant { start - .minutes(15) }

  func after(
    _ cause: String, telling announcements: [Announcement] = [],
    _ change: (inout Occurrence) -> Void = { _ in }
  ) -> Decision {
    var changed = self
    change(&changed)
    changed.revision += 1
    return Decision(occurrence: changed, cause: cause, announcements: announcements)
  }

  private func opened(at now: Instant, _ timetable: Timetable) -> Decision {
    guard now < start else { return lapsed() }
    return after(Event.opening.cause, telling: [.invitation(only: nil)]) {
      $0.state = timetable.cutoff == nil ? .confirmed : .open
      // The invitation stands for every reminder and call that is past by now.
      $0.handled = max(handled, now)
    }
  }

  private func asked(at now: Instant, _ timetable: Timetable) throws(Ignored) -> Decision {
    let tally = tally(timetable)
    guard !hasEnough(timetable) else {
      return after("no call: \(tally.quorum == .item ? "the agenda has items" : "\(tally)")")
    }
    if let cutoff = timetable.cutoff, now >= cutoff { throw .tooLate }
    return after(Event.call.cause, telling: [.call(nudge: false)])
  }

  private func closed(
    at now: Instant, slept: Seconds?, unread: [String], _ timetable: Timetable
  ) -> Decision {
    guard now < start else { return lapsed() }
    guard let cutoff = timetable.cutoff else {
      return confirmed(at: now, "it no longer depends on an agenda", timetable)
    }
    let tally = tally(timetable)
    if hasEnough(timetable) {
      let words = tally.quorum == .item ? "\(tally.has) on the agenda" : "\(tally)"
      return confirmed(at: now, "cutoff: \(words)", timetable)
    }
    // Nobody knew of a cutoff that an edit put into the past.
    let isUnheardOf = cutoff <= intakeSince
    if let slept, !isUnheardOf {
      // A wrong cancellation is irreversible for people, an unneeded meeting costs them
      // half an hour. See docs/decisions/0006-missed-cutoffs.md.
      let postponed = now + Self.grace(after: slept)
      if postponed <= latestVerdict {
        return after(
          "cutoff slept through; postponed to \(postponed)",
          telling: [
            .call(nudge: true), .hostNote(.cutoffPostponed(was: cutoff, now: postponed)),
          ]
        ) { $0.postponedCutoff = postponed }
      }
    }
    if slept != nil || isUnheardOf {
      return confirmed(
        at: now, "the cutoff could not be decided: the meeting stands", timetable,
        telling: [.hostNote(.stands(cutoff: cutoff))])
    }
    // Nobody knows that it is empty: docs/decisions/0024-agendas-elsewhere.md.
    if !unread.isEmpty {
      return confirmed(
        at: now, "the agenda could not be read: the meeting stands", timetable,
        telling: [.hostNote(.unread(cutoff: cutoff, sources: unread))])
    }
    switch timetable.ifEmpty {
    case .cancel: return cancelled(tally.shortage)
    case .warn:
      return confirmed(
        at: now, "\(tally.shortage.reason): hosts warned", timetable,
        telling: [.hostNote(.emptyAgenda)])
    }
  }

  private func confirmed(
    at now: Instant, _ cause: String, _ timetable: Timetable, telling notes: [Announcement] = []
  ) -> Decision {
    // However many reminders fell due meanwhile, one goes out: the latest.
    let due = timetable.reminders.last { $0.at > handled && $0.at <= now }?.lead
    let reminder = (due ?? owedReminder).map { [Announcement.reminder($0)] } ?? []
    return after(cause, telling: notes + reminder) {
      $0.state = .confirmed
      $0.owedReminder = nil
      $0.handled = max(handled, now)
    }
  }

  private func announced(at now: Instant, _ timetable: Timetable) throws(Ignored) -> Decision {
    guard now < start else { throw .tooLate }
    guard !publicity.isSettled(timetable.lacks) else { throw .alreadyDone }
    guard timetable.lacks.isEmpty else {
      return after(
        "the announcement waits", telling: [.hostNote(.announcementWaits(timetable.lacks))]
      ) { $0.publicity = .waiting }
    }
    return after(Event.announcement.cause, telling: [.publicWord]) { $0.publicity = .told }
  }

  private func lapsed() -> Decision {
    after("slept through until after the start", telling: [.hostNote(.lapsed)]) {
      $0.state = .lapsed
      $0.owedReminder = nil
    }
  }

  /// - Parameter instead: true where guests hear of it in place of their invitation.
  func cancelled(_ cancellation: Cancellation, instead: Bool = false) -> Decision {
    let telling = Announcement.cancellation(
      cancellation, instead: instead, isPublic: state.isAnnounced || instead)
    return after(cancellation.reason, telling: [telling]) {
      $0.state = .cancelled(cancellation)
      $0.owedReminder = nil
      $0.sequence += 1
    }
  }

  private func reinstated(
    because: String, at now: Instant, _ timetable: Timetable
  ) throws(Ignored) -> Decision {
    guard now < start else { throw .tooLate }
    let cause = Event.reinstated(because: because).cause
    guard timetable.opening <= now || !invitations.isEmpty else {
      return after(cause) { $0.state = .planned }
    }
    let anew = if case .cancelled(.away) = state { invitations.isEmpty } else { false }
    return after(cause, telling: [.reinstatement(because: because, anew: anew)]) {
      $0.state = if let cutoff = timetable.cutoff, now < cutoff { .open } else { .confirmed }
      $0.sequence += 1
      $0.publicity = .due
      // Whoever says that it takes place has an answer to who hosts it. Else it is asked anew.
      let decide = timetable.hosts?.decide ?? .distantFuture
      $0.hosting.stage = decide <= now ? .decided : .due
      // The news is the reminder; only what is still ahead is sent.
      $0.handled = max(handled, now)
    }
  }

  private func rescheduled(to schedule: Schedule, at now: Instant, telling: Bool) -> Decision {
    let told = telling && differs(from: schedule)
    let update = Announcement.update(
      previousStart: start, changes(to: schedule), because: schedule.because)
    return after(Event.rescheduled(schedule).cause, telling: told ? [update] : []) {
      $0.apply(schedule)
      if told { $0.sequence += 1 }
      // The public reads all of it again, as it is now.
      if told || schedule.start != start { $0.publicity = .due }
      if schedule.start != start {
        $0.postponedCutoff = nil
        $0.owedReminder = nil
        // RFC 5546 §2.1.4: what was said of another time says nothing.
        $0.attendance = [:]
        $0.passes = []
        $0.hosting.stage = .due
        $0.hosting.postponedDecision = nil
        // A cutoff that the new time puts into the past is not evidence of an empty agenda.
        $0.intakeSince = now
        $0.handled = max(handled, now)
      }
    }
  }

  /// True if a guest must hear of it.
  private func differs(from schedule: Schedule) -> Bool {
    start != schedule.start || end != schedule.end || link != schedule.link
      || place != schedule.place || title != schedule.title
  }

  /// What is another one, beside the time.
  private func changes(to schedule: Schedule) -> [Change] {
    var changes: [Change] = []
    if title != schedule.title { changes.append(.title(was: title)) }
    if place != schedule.place { changes.append(.place(was: place)) }
    if link != schedule.link { changes.append(.link) }
    let (before, after) = (end - start, schedule.end - schedule.start)
    if before != after { changes.append(.length(was: before)) }
    return changes
  }

  private mutating func apply(_ schedule: Schedule) {
    ruled = schedule.ruled
    ruledInstant = schedule.ruledInstant
    start = schedule.start
    end = schedule.end
    isMoved = schedule.isMoved
    title = schedule.title
    link = schedule.link
    place = schedule.place
  }

  private func peopleChanged(
    _ added: [PersonID], _ removed: [PersonID], _ readdressed: [PersonID], _ cause: String
  ) -> Decision {
    var telling: [Announcement] = []
    if !removed.isEmpty { telling.append(.farewell(removed, .farewell)) }
    if !readdressed.isEmpty { telling.append(.farewell(readdressed, .readdressed)) }
    let invited = (added + readdressed).sorted()
    if !invited.isEmpty { telling.append(.invitation(only: invited)) }
    // Calendars order by SEQUENCE: a removal, and a return after one, must outrank what they hold.
    let returns = added.contains { invitations[$0]?.fate == .withdrawn }
    let outranks = !removed.isEmpty || !readdressed.isEmpty || returns
    return after(cause, telling: telling) { if outranks { $0.sequence += 1 } }
  }
}

extension Tally {
  /// Why a meeting without enough of it is off.
  fileprivate var shortage: Cancellation {
    quorum == .item ? .emptyAgenda : .shortAgenda(self)
  }
}
