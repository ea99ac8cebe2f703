import Cadence

/// What hosts alone are told.
extension Announcing {
  /// Whom a note can reach: nobody hears of a trouble by the very mailbox that has it.
  private func hosts(for note: HostNote) -> [PersonID] {
    switch note {
    case .unreachable(let trouble):
      audience.hosts.compactMap { community.people[$0] }
        .filter { $0.preferences.channel != nil || $0.address != trouble.address ?? "" }
        .map(\.id)
    case .cancellationStuck:
      audience.hosts.filter { community.people[$0]?.preferences.channel != nil }
    case .cutoffPostponed, .stands, .unread, .lapsed, .emptyAgenda, .announcementWaits,
      .noLastMeeting, .restored:
      audience.hosts
    case .appointed(let people, _), .relieved(let people), .taken(let people),
      .noHost(let people, _, _), .hostsUnknown(let people, _), .rotaEnds(let people, _):
      people
    }
  }

  func tellHosts(_ note: HostNote, of occurrence: Occurrence, into turn: inout Turn) {
    var edition = "\(occurrence.revision)"
    // Told once of each cancellation, also after a restart.
    if case .cancellationStuck = note { edition = "stuck \(occurrence.sequence)" }
    let hosts = hosts(for: note)
    var avoiding: ChannelID?
    if case .unreachable(let trouble) = note { avoiding = trouble.recipient.channel }
    tell(
      hosts, .hostNote, edition, of: occurrence, until: now + .days(7), avoiding: avoiding,
      into: &turn
    ) {
      facts, zone in
      // Nothing can be answered yet: what is asked is asked with the invitation.
      if occurrence.state == .planned { facts.hosting = nil }
      facts.note =
        switch note {
        case .cutoffPostponed(let was, let now):
          .cutoffPostponed(was: moment(was, for: zone), now: moment(now, for: zone))
        case .stands(let cutoff): .stands(cutoff: moment(cutoff, for: zone))
        case .unread(let cutoff, let sources):
          .unread(cutoff: moment(cutoff, for: zone), sources: sources)
        case .lapsed: .lapsed
        case .emptyAgenda: .emptyAgenda
        case .announcementWaits(let lacks): .announcementWaits(lacks)
        case .noLastMeeting: .noLastMeeting
        case .appointed(_, let others):
          .appointed(insteadOf: others.map(community.name))
        case .relieved: .relieved(by: facts.hosts)
        case .taken:
          .taken(by: occurrence.saidYes(of: audience.hosts).map(community.name))
        case .noHost(_, let said, let decide):
          .noHost(said: said, needed: timetable.hostsNeeded, decide: moment(decide, for: zone))
        case .hostsUnknown(_, let decide): .hostsUnknown(decide: moment(decide, for: zone))
        case .rotaEnds(_, let again): .rotaEnds(again: again.map { moment($0, for: zone) })
        case .unreachable(let trouble):
          .unreachable(who: name(of: trouble.recipient), address: trouble.address, why: trouble.why)
        case .cancellationStuck(let stuck):
          .cancellationStuck(
            names: stuck.people.map { name(of: .person($0)) },
            since: moment(stuck.since, for: zone), why: stuck.why)
        case .restored(let backup):
          .restored(from: moment(backup, for: zone), isOff: occurrence.state.isCancelled)
        }
    }
  }

  private func name(of recipient: Recipient) -> String {
    guard let id = recipient.person else { return "the channel \(recipient.channelName)" }
    let name = (community.people[id] ?? former[id])?.name ?? id.name
    return recipient.channel.map { "\(name)'s channel \($0)" } ?? name
  }
}

/// Where it is a question who hosts a meeting.
extension Announcing {
  /// To those of the pool who may be able to, for as long as it helps.
  func askWhoHosts(
    _ people: [PersonID], was: Instant?, of occurrence: Occurrence, into turn: inout Turn
  ) {
    let said = occurrence.saidYes(of: audience.hosts).count
    let decide = occurrence.hostVerdict(timetable).flatMap { $0 > now ? $0 : nil }
    // One question at a time, and as things are.
    for person in people {
      turn.supersede(
        Supersession(subject: .meeting(occurrence.id), kinds: [.hostCall], person: person))
    }
    tell(
      people, .hostCall, "\(occurrence.revision)", of: occurrence,
      until: occurrence.start - .seconds(1), into: &turn
    ) { facts, zone in
      facts.agenda = nil
      facts.note = .hostCall(
        said: said, needed: timetable.hostsNeeded, until: decide.map { moment($0, for: zone) },
        cancels: timetable.hosts?.ifMissing == .cancel, was: was.map { moment($0, for: zone) })
    }
  }

  /// To those of the pool who were asked, and whose calendars do not have it.
  func tellPool(
    _ people: [PersonID], _ previousStart: Instant?, because: String?, of occurrence: Occurrence,
    into turn: inout Turn
  ) {
    for person in people {
      turn.supersede(
        Supersession(
          subject: .meeting(occurrence.id), kinds: [.hostCall, .cancellation], person: person))
    }
    tell(
      people, previousStart == nil ? .reinstatement : .update, "\(occurrence.sequence)",
      of: occurrence, until: occurrence.end, into: &turn
    ) { facts, zone in
      facts.reason = because
      facts.isOptional = false
      facts.previousStart = previousStart.map { moment($0, for: zone) }
    }
  }

  /// Its hosts without those who have said that they cannot, where that is a question.
  func hosts(of occurrence: Occurrence) -> [PersonID] {
    guard series.hosting != nil else { return audience.hosts }
    return audience.hosts.filter { occurrence.attendance[$0]?.answer != .declined }
  }

  /// What a host is asked; nil for whoever is none, and was not asked to be one, and where nobody
  /// asks hosts anything.
  func hostingFacts(
    of occurrence: Occurrence, for person: Person, _ kind: NoticeKind
  ) -> HostingFacts? {
    let isHost = audience.hosts.contains(person.id)
    guard let rule = series.hosting,
      kind == .hostCall || isHost
        || occurrence.hosting.asked.contains(person.id) && !audience.everyone.contains(person.id)
    else { return nil }
    let hosts = timetable.hosts
    let isDue = occurrence.hosting.stage == .due
    let steps = [isDue ? hosts?.confirm : nil, occurrence.hostVerdict(timetable)]
      .compactMap(\.self)
    let cannot = isHost && occurrence.attendance[person.id]?.answer == .declined
    let isAsked = kind == .hostCall || isHost && !cannot
    let until = isAsked ? steps.first { $0 > now } : nil
    return HostingFacts(
      isInTurn: rule.isInTurn && isHost && !occurrence.hosting.appointed.contains(person.id),
      hasSaid: occurrence.attendance[person.id]?.answer == .accepted,
      cannot: cannot ? true : nil, until: until.map { moment($0, for: person.zone) },
      otherwise: isDue && until == hosts?.confirm
        ? .asks : hosts?.ifMissing == .cancel ? .cancels : .warns)
  }
}
