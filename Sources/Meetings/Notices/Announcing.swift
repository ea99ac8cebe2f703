package import Cadence

/// Turns what is to be told into one notice per person and channel: the table of DESIGN §4.
package struct Announcing {
  let community: Community
  /// People of the configuration before, for those who are owed a last word.
  let former: [PersonID: Person]
  /// Who asked for no more reminders.
  private let muted: Set<PersonID>
  let series: Series
  let timetable: Timetable
  let now: Instant
  let next: Instant?
  let audience: Audience
  /// The row as it was before this turn; nil where there was none.
  let before: Occurrence?
  /// Who hosted it then.
  let hostsBefore: [PersonID]
  /// The meeting's zone then.
  let zoneBefore: ZoneRules?

  /// - Parameters:
  ///   - audience: of the one date.
  ///   - next: the start of the series' next meeting, named in a cancellation.
  package init(
    community: Community, former: [PersonID: Person], muted: Set<PersonID>, series: Series,
    timetable: Timetable, audience: Audience, before: Occurrence?,
    hostsBefore: [PersonID], zoneBefore: ZoneRules?, now: Instant, next: Instant?
  ) {
    self.zoneBefore = zoneBefore
    self.hostsBefore = hostsBefore
    self.before = before
    self.community = community
    self.former = former
    self.muted = muted
    self.series = series
    self.timetable = timetable
    self.now = now
    self.audience = audience
    self.next = next
  }

  /// Adds to `turn` what `announcement` means for the decided `occurrence`, and notes in it who has
  /// been written to.
  package func announce(
    _ announcement: Announcement, of occurrence: inout Occurrence, into turn: inout Turn
  ) {
    switch announcement {
    case .invitation(let only):
      invite(only ?? audience.everyone, of: &occurrence, into: &turn)
      if only == nil { postIfLastWord(of: occurrence, into: &turn) }
    case .call(let nudge):
      let edition = nudge ? "until \(cutoff(occurrence))" : "\(occurrence.sequence)"
      var silent = occurrence.passes
      // Whoever presents is not asked whether they would.
      if timetable.quorum.measure == .presenters {
        silent.formUnion(occurrence.presenters(timetable))
      }
      let people = (series.mentorship?.mentees.sorted() ?? audience.attendees)
        .filter { wants(.call, $0) && !silent.contains($0) }
      mail(people, .call, edition, of: occurrence, until: cutoff(occurrence), into: &turn)
      post(.call, edition, of: occurrence, until: cutoff(occurrence), into: &turn)
    case .hostCall(let people, let was):
      askWhoHosts(people, was: was, of: occurrence, into: &turn)
    case .poolNews(let people, let previous, let because):
      tellPool(people, previous, because: because, of: occurrence, into: &turn)
    case .reminder(let lead):
      remind(lead, of: occurrence, into: &turn)
    case .cancellation(let cancellation, let instead, let isPublic):
      cancel(cancellation, instead: instead, isPublic: isPublic, &occurrence, into: &turn)
    case .farewell(let people, let cause):
      bidFarewell(to: people, cause, &occurrence, into: &turn)
    case .reinstatement(let because, let anew):
      change(.reinstatement, anew: anew, of: &occurrence, into: &turn) { facts, _ in
        facts.reason = because
      }
    case .update(let previous, let changes, let because):
      change(.update, of: &occurrence, into: &turn) { [occurrence] facts, zone in
        facts.reason = because
        facts.changes = changes.isEmpty ? nil : changes
        if previous != occurrence.start {
          facts.previousStart = moment(previous, for: asBefore(zone))
        }
      }
    case .retrospective(let from):
      announceRetrospective(movedFrom: from, of: occurrence, into: &turn)
    case .publicWord: announceInPublic(occurrence, into: &turn)
    case .hostNote(let note):
      tellHosts(note, of: occurrence, into: &turn)
    case .clockChange(let people, let shift): warn(people, of: shift, occurrence, into: &turn)
    case .silence(let silence): report(silence, of: occurrence, into: &turn)
    case .completion(let next): thank(next: next, of: occurrence, into: &turn)
    }
  }

  /// Tells the author of an item that came after the cancellation where it stands now.
  package func lateItem(
    _ item: AgendaItem, of occurrence: Occurrence, movedTo start: Instant?, into turn: inout Turn
  ) {
    guard let author = item.author else { return }
    tell([author], .lateItem, item.id, of: occurrence, until: now + .days(7), into: &turn) {
      facts, zone in
      facts.note = .itemMoved(text: item.text, to: start.map { moment($0, for: zone) })
    }
  }

  /// Tells the author of an item that was not discussed where it stands now.
  package func carried(
    _ item: AgendaItem, from occurrence: Occurrence, to start: Instant, into turn: inout Turn
  ) {
    guard let author = item.author else { return }
    // Cancelled again, it moves again.
    let edition = "\(item.id) #\(occurrence.sequence)"
    tell([author], .lateItem, edition, of: occurrence, until: now + .days(7), into: &turn) {
      facts, zone in
      facts.note = .itemCarried(text: item.text, to: moment(start, for: zone))
    }
  }
}

/// The kinds, one by one.
extension Announcing {
  typealias Fill = (inout Facts, ZoneRules) -> Void

  private func invite(
    _ people: [PersonID], of occurrence: inout Occurrence, into turn: inout Turn
  ) {
    guard series.notifiesByMail else { return }
    calendar(.invitation, to: people, of: &occurrence, into: &turn)
  }

  /// An update or a reinstatement: to those who know of the meeting. Whoever was never told is
  /// invited to it as it is now.
  /// - Parameter anew: true where everybody has heard of it, and nobody was invited.
  private func change(
    _ kind: NoticeKind, anew: Bool = false, of occurrence: inout Occurrence,
    into turn: inout Turn, _ fill: Fill
  ) {
    // A retrospective that waits is settled by itself; what hosts were to be told still holds.
    var outdated: Set<NoticeKind> = [
      .invitation, .call, .reminder, .update, .reinstatement, .clockChange, .announcement,
    ]
    // Of another time it is asked again who can host.
    if occurrence.hosting.stage == .due { outdated.insert(.hostCall) }
    turn.supersede(Supersession(subject: .meeting(occurrence.id), kinds: outdated))
    let known =
      anew
      ? series.notifiesByMail ? audience.everyone : []
      : told(occurrence).filter(audience.everyone.contains)
    for person in known {
      // What is owed to a mailbox they had before stays owed.
      let address =
        anew ? community.people[person]?.address : occurrence.invitations[person]?.address
      turn.supersede(
        Supersession(
          subject: .meeting(occurrence.id), kinds: [.cancellation], person: person,
          address: address))
    }
    if kind == .reinstatement {
      // Whoever is not invited any more has had the last word with the cancellation.
      for person in told(occurrence) where !audience.everyone.contains(person) {
        occurrence.invitations[person]?.fate = .withdrawn
      }
    }
    calendar(kind, to: known, of: &occurrence, into: &turn, fill)
    invite(audience.everyone.filter { !known.contains($0) }, of: &occurrence, into: &turn)
    post(kind, of: occurrence, into: &turn) { facts in fill(&facts, series.zone) }
  }

  /// Channels hear the last reminder. Where the opening stands in for it, they hear that.
  private func postIfLastWord(of occurrence: Occurrence, into turn: inout Turn) {
    guard timetable.cutoff == nil, timetable.reminders.allSatisfy({ $0.at <= now }),
      let lead = series.lastReminder(for: occurrence.start)
    else { return }
    let edition = "\(lead) #\(occurrence.sequence)"
    let until = occurrence.start - .seconds(1)
    post(.reminder, edition, of: occurrence, until: until, into: &turn)
  }

  private func remind(_ lead: Lead, of occurrence: Occurrence, into turn: inout Turn) {
    // The start it was computed for is part of it: a moved meeting is reminded of again.
    let edition = "\(lead) #\(occurrence.sequence)"
    let until = occurrence.start - .seconds(1)
    // Whoever was to host it and cannot is reminded of nothing.
    let silent = Set(audience.hosts).subtracting(hosts(of: occurrence))
    let readers = audience.everyone.filter { wants(.reminder, $0) && !silent.contains($0) }
    mail(readers, .reminder, edition, of: occurrence, until: until, into: &turn)
    if lead == series.lastReminder(for: occurrence.start) {
      post(.reminder, edition, of: occurrence, until: until, into: &turn)
    }
  }

  private func announceRetrospective(
    movedFrom: Instant?, of occurrence: Occurrence, into turn: inout Turn
  ) {
    guard let mentorship = series.mentorship else { return }
    turn.supersede(Supersession(subject: .meeting(occurrence.id), kinds: [.retrospective]))
    // The decision's own number: a date that comes back is announced again.
    let edition = "\(occurrence.start) #\(occurrence.revision)"
    tell(
      mentorship.pair, .retrospective, edition, of: occurrence, until: occurrence.start, into: &turn
    ) {
      $0.isRetrospective = true
      if let movedFrom { $0.note = .retrospectiveMoved(from: moment(movedFrom, for: $1)) }
    }
  }

  private func wants(_ nudge: Nudge, _ id: PersonID) -> Bool {
    community.wants(nudge, id, muted: muted, at: now)
  }

  /// What a series without `mail` in `notify:` does not send.
  private func mail(
    _ people: [PersonID], _ kind: NoticeKind, _ edition: String, of occurrence: Occurrence,
    until: Instant, into turn: inout Turn
  ) {
    guard series.notifiesByMail else { return }
    tell(people, kind, edition, of: occurrence, until: until, into: &turn)
  }

  private func cutoff(_ occurrence: Occurrence) -> Instant {
    timetable.cutoff ?? occurrence.start
  }

  func told(_ occurrence: Occurrence) -> [PersonID] {
    occurrence.invitations.values.filter { $0.fate == .told }.map(\.person).sorted()
  }
}

/// Notices and their facts.
extension Announcing {
  /// A notice with a calendar part to each of `people`, remembered in their invitations.
  func calendar(
    _ kind: NoticeKind, to people: [PersonID], of occurrence: inout Occurrence,
    into turn: inout Turn, _ fill: Fill = { _, _ in }
  ) {
    // RFC 5546 §2.1.5: receivers order by SEQUENCE, then DTSTAMP. It never steps back.
    if !people.isEmpty { occurrence.stamp = max(now, occurrence.stamp + .seconds(1)) }
    for id in people {
      guard let person = person(id, of: occurrence, for: kind) else { continue }
      let edition = "\(occurrence.sequence)"
      let identity = Identity(
        of: occurrence.id.description, kind.rawValue, edition, id.name, Recipient.mail)
      // What was never sent is in nobody's calendar and nobody's thread: this begins both.
      if occurrence.invitations[id]?.fate == .pending { occurrence.invitations[id] = nil }
      let known = occurrence.invitations[id]
      let uid = known?.uid ?? occurrence.uid(in: community.domain)
      let organizer = known?.organizer ?? community.from.address
      let cancels = kind == .cancellation
      let until = cancels ? occurrence.start + .minutes(15) : occurrence.end
      tell([id], kind, edition, of: occurrence, until: until, into: &turn) { facts, zone in
        fill(&facts, zone)
        facts.calendar = CalendarFacts(
          method: cancels ? .cancel : .request, uid: uid, organizer: organizer,
          sequence: occurrence.sequence, dtstamp: occurrence.stamp)
      }
      occurrence.invitations[id] = Invitation(
        person: id, address: person.address, uid: uid, organizer: organizer,
        sequence: occurrence.sequence, stamp: occurrence.stamp,
        fate: known?.fate == .told ? .told : .pending, root: known?.root ?? identity,
        isHost: audience.hosts.contains(id))
    }
  }

  /// Whoever was told is owed the rest, also after `people:` has forgotten them. A cancellation
  /// goes where the calendar is that it is for.
  private func person(_ id: PersonID, of occurrence: Occurrence, for kind: NoticeKind) -> Person? {
    let known = community.people[id] ?? former[id]
    guard let held = occurrence.invitations[id], held.fate != .withdrawn,
      known == nil || kind == .cancellation
    else { return known }
    var person = known ?? Person(id: id, name: id.name, address: "", zone: community.zone)
    person.address = held.address
    return person
  }

  func tell(
    _ people: [PersonID], _ kind: NoticeKind, _ edition: String, of occurrence: Occurrence,
    until: Instant, avoiding channel: ChannelID? = nil, into turn: inout Turn,
    _ fill: Fill = { _, _ in }
  ) {
    for id in people {
      guard let person = person(id, of: occurrence, for: kind) else { continue }
      var facts = facts(of: occurrence, in: person.zone)
      facts.reader = Mailbox(name: person.name, address: person.address)
      facts.readerIsHost = hosts(of: occurrence).contains(id)
      // A meeting that nobody hosts is everyone's own, and so it is to whoever speaks.
      facts.isOptional =
        series.mentorship == nil && !facts.readerIsHost
        && (!audience.hosts.isEmpty || series.isHostedInTurn)
        && !series.talks.contains { $0.speakers.contains(id) }
      let recipient = person.recipient(of: kind, avoiding: channel)
      // What is private leaves by mail alone, also for whom it is.
      let mayRead = recipient.channel == nil ? id : nil
      facts.agenda = agenda(of: occurrence, for: mayRead, in: person.zone)
      if community.takesReplies, mayRead != nil { facts.agenda?.takesReplies = true }
      facts.thread = occurrence.invitations[id]?.thread
      if kind == .invitation || kind == .reminder {
        facts.sharedHours = sharedHours(of: person, around: occurrence.start)
        facts.tip = tip(for: person, of: occurrence)
      }
      facts.hosting = hostingFacts(of: occurrence, for: person, kind)
      fill(&facts, person.zone)
      if facts.hosting != nil, community.takesReplies, kind.takesReplies || facts.isAppointment {
        facts.takesReplies = true
      }
      let quietUntil = person.preferences.quiet?.end(at: now, in: person.zone)
      turn.notices.append(
        Notice(
          subject: .meeting(occurrence.id), kind: kind, edition: edition,
          recipient: recipient,
          notBefore: kind.isNudge ? quietUntil ?? now : now, notAfter: until, facts: facts))
    }
  }

  /// To the series' channels, in the meeting's own zone. What is private stays out.
  func post(
    _ kind: NoticeKind, _ edition: String? = nil, of occurrence: Occurrence,
    until: Instant? = nil, into turn: inout Turn, _ fill: (inout Facts) -> Void = { _ in }
  ) {
    for channel in series.channels.sorted() {
      var facts = facts(of: occurrence, in: series.zone)
      facts.agenda = agenda(of: occurrence, for: nil, in: series.zone)
      fill(&facts)
      turn.notices.append(
        Notice(
          subject: .meeting(occurrence.id), kind: kind,
          edition: edition ?? "\(occurrence.sequence)",
          recipient: .channel(channel), notBefore: now, notAfter: until ?? occurrence.end,
          facts: facts))
    }
  }

  /// A zone by the rules that its clocks were thought to follow before this turn.
  private func asBefore(_ zone: ZoneRules) -> ZoneRules {
    let zones = [zoneBefore].compactMap(\.self) + former.values.map(\.zone)
    return zones.first { $0.identifier == zone.identifier } ?? zone
  }

  func moment(_ instant: Instant, for zone: ZoneRules) -> Moment {
    Moment(instant, in: zone)
  }
}

extension Person {
  /// Where a notice of a kind goes: their own channel, or their mailbox.
  /// - Parameter avoiding: the channel that is the trouble.
  func recipient(of kind: NoticeKind, avoiding: ChannelID? = nil) -> Recipient {
    guard kind.suitsChannel, let channel = preferences.channel, channel != avoiding else {
      return .person(id)
    }
    return .personal(id, on: channel)
  }
}

extension Series {
  /// The reminder that comes last before the start: the one that channels hear.
  package func lastReminder(for start: Instant) -> Lead? {
    reminders.max { $0.instant(before: start, in: zone) < $1.instant(before: start, in: zone) }
  }
}
