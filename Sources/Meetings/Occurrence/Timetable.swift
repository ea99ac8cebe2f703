package import Cadence

/// When the things of one occurrence are due, as its series says.
package struct Timetable: Hashable, Sendable {
  package struct Reminder: Hashable, Sendable {
    package let lead: Lead
    package let at: Instant
  }
  struct Hosts: Hashable, Sendable {
    let atLeast: Int
    let confirm: Instant
    let decide: Instant?
    let ifMissing: AgendaRule.IfEmpty
  }
  package let opening: Instant
  package let call: Instant?
  /// Nil for a meeting without an agenda.
  package let cutoff: Instant?
  package let quorum: Tally.Quorum
  package let ifEmpty: AgendaRule.IfEmpty
  let talks: [Talk]
  /// In time order, without the one that is the invitation of a meeting without an agenda.
  package let reminders: [Reminder]
  /// Of the last meeting of a mentorship only.
  package let retrospective: Instant?
  /// What hosts are asked to say, and by when; nil where nobody asks.
  let hosts: Hosts?
  /// When the public is told; nil where it is not.
  let announcement: Instant?
  /// What that waits for.
  let lacks: [Lack]
  package let isLast: Bool

  /// - Parameter isLast: true for the last meeting of a mentorship.
  package init(of occurrence: Occurrence, in series: Series, isLast: Bool) {
    let zone = series.zone
    let start = occurrence.start
    func at(_ lead: Lead) -> Instant { min(lead.instant(before: start, in: zone), start) }

    var reminders = series.reminders.map { Reminder(lead: $0, at: at($0)) }
    reminders.sort { $0.at < $1.at }
    if series.wasAsked(for: occurrence) {
      // Both sides agreed on it then, and nothing on an agenda decides: docs/decisions/0048.
      (opening, call, cutoff) = (occurrence.intakeSince, nil, nil)
      (quorum, ifEmpty) = (.item, .warn)
    } else if let agenda = series.agenda {
      let cutoff = occurrence.postponedCutoff ?? at(agenda.cutoff)
      self.cutoff = cutoff
      opening = min(at(agenda.opens), cutoff)
      call = agenda.call.map(at)
      (quorum, ifEmpty) = (agenda.quorum, agenda.ifEmpty)
    } else {
      cutoff = nil
      call = nil
      (quorum, ifEmpty) = (.item, .warn)
      if let opens = series.opens {
        opening = at(opens)
      } else if let first = reminders.first {
        // The first reminder *is* the invitation.
        opening = first.at
        reminders.removeFirst()
      } else {
        opening = start - .days(1)
      }
    }
    self.reminders = reminders
    self.isLast = isLast
    retrospective = isLast ? series.mentorship?.retrospective.map(at) : nil
    talks = series.talks
    hosts = series.hosting?.confirmation.map { rule in
      Hosts(
        atLeast: rule.atLeast, confirm: at(rule.confirm),
        decide: rule.decide.map { occurrence.hosting.postponedDecision ?? at($0) },
        ifMissing: rule.ifMissing)
    }
    announcement = series.announcement.map { at($0.lead) }
    let items = occurrence.items(beside: talks).filter { !$0.isPrivate }
    let isListed =
      talks.contains { !$0.isLearnings } || !items.isEmpty
      || series.agenda?.standing.isEmpty == false
    var missing: [Lack] = isListed || series.lacks.contains(.agenda) ? [] : [.agenda]
    // What was offered is announced as a talk, with all that belongs to one.
    if quorum.measure == .presenters { missing += items.map { .talk(title: $0.text) } }
    lacks = missing + series.lacks
  }
}

/// A point of the timetable that is still ahead, or due and not dealt with.
package struct Deadline: Hashable, Sendable {
  package let event: Event
  package let at: Instant
}

extension Occurrence {
  /// What is still to come, in the order in which it is to be dealt with.
  package func deadlines(_ timetable: Timetable) -> [Deadline] {
    var found: [Deadline] = []
    switch state {
    case .planned:
      found.append(Deadline(event: .opening, at: timetable.opening))
    case .open:
      if let call = timetable.call, call > handled {
        found.append(Deadline(event: .call, at: call))
      }
      found.append(Deadline(event: .cutoff(slept: nil), at: timetable.cutoff ?? handled))
      appendHosts(timetable, to: &found)
      appendReminders(timetable, to: &found)
    case .confirmed:
      appendHosts(timetable, to: &found)
      appendReminders(timetable, to: &found)
      if let announcement = timetable.announcement, !publicity.isSettled(timetable.lacks) {
        found.append(Deadline(event: .announcement, at: announcement))
      }
      found.append(Deadline(event: .end, at: end))
    case .held, .cancelled, .lapsed:
      return []
    }
    if let retrospective = timetable.retrospective, retrospectiveReminded != start {
      found.append(Deadline(event: .retrospective, at: retrospective))
    }
    // Stable: at the same instant the order above holds.
    return found.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }

  private func appendHosts(_ timetable: Timetable, to found: inout [Deadline]) {
    if hosting.stage == .due, let confirm = timetable.hosts?.confirm {
      found.append(Deadline(event: .hostCall(), at: confirm))
    }
    if let decide = hostVerdict(timetable) {
      found.append(Deadline(event: .hostDecision(slept: nil), at: decide))
    }
  }

  private func appendReminders(_ timetable: Timetable, to found: inout [Deadline]) {
    for reminder in timetable.reminders where reminder.at > handled {
      found.append(Deadline(event: .reminder(reminder.lead), at: reminder.at))
    }
  }

  /// The next thing to deal with at `now`, or nil if nothing is due.
  ///
  /// Several missed reminders count as their latest; a call is not made up for after its cutoff.
  package func due(at now: Instant, _ timetable: Timetable) -> Deadline? {
    let due = deadlines(timetable).filter { $0.at <= now }
    let latest = due.last { $0.event.isReminder }
    return due.first { !$0.event.isReminder || $0 == latest }
  }

  /// When it may be decided next that it does not take place; nil where nothing does.
  package func nextVerdict(_ timetable: Timetable) -> Instant? {
    let cutoff = state == .open ? timetable.cutoff : nil
    return [cutoff, hostVerdict(timetable)].compactMap(\.self).min()
  }

  /// When its hosts are to be counted; nil where they are not, or have been.
  func hostVerdict(_ timetable: Timetable) -> Instant? {
    hosting.stage == .decided ? nil : timetable.hosts?.decide
  }

  /// What the store keeps as `next_at`: the instant of the earliest deadline, nil for none.
  package func nextAt(_ timetable: @autoclosure () -> Timetable) -> Instant? {
    switch state {
    case .planned, .open, .confirmed: deadlines(timetable()).first?.at
    case .held, .cancelled, .lapsed: nil
    }
  }
}
