import Cadence

/// What the service announces for a program: a task that it owes itself, and has done once it is
/// posted. docs/decisions/0049-announcements-of-programs.md
extension Draft {
  /// How long after its date it is still worth saying.
  private static let lateness = Seconds.days(7)

  /// Said once, to each of its channels.
  mutating func post(_ word: TaskPlan.Post, _ due: DueTask) {
    let id = due.plan.id
    let channels = word.channels.sorted()
    // Taken back in this very turn it is late, and else nobody has waited for it.
    let isLate = due.moment.at < now && turn.tasks[id] != nil
    guard record(of: id) != nil, let facts = facts(ofPost: id) else { return }
    settle(
      id, as: TaskRecord.Settlement(sort: .done, at: now, by: nil),
      from: isLate ? .overdue : .planned, to: .done,
      "posted to " + channels.map(\.name).joined(separator: ", "), at: due.moment.at)
    let last = Self.last(of: word, due: due.moment.at)
    let edition = self.record(of: id).map(Self.edition) ?? ""
    for channel in channels {
      turn.notices.append(
        Notice(
          // Posted after all, it is another notice.
          subject: .task(id), kind: .announcement,
          edition: edition, recipient: .channel(channel),
          notBefore: now,
          notAfter: last > now ? last : min(now + Self.lateness, word.until ?? .distantFuture),
          facts: facts))
    }
  }

  /// Another date that is to come is one to announce at, whatever was posted at the one before.
  mutating func renewPost(_ id: TaskID) {
    guard let plan = community.tasks[id], plan.post != nil,
      let posted = record(of: id)?.settlement, posted.sort == .done,
      let before = Draft(book, at: now).times(of: id)?.due, before <= posted.at,
      let due = times(of: id)?.due, due > now
    else { return }
    settle(id, as: nil, from: .done, to: .planned, "to be posted at its new date", at: now)
  }

  /// An announcement that was slept through for so long that it is no news any more is not posted,
  /// and `why` says so.
  /// - Returns: whether it is one.
  mutating func lapsesPost(_ due: DueTask) -> Bool {
    guard let word = due.plan.post, Self.last(of: word, due: due.moment.at) < now else {
      return false
    }
    write(due.plan.id, from: .planned, to: .overdue, "too late to be posted", at: due.moment.at)
    return true
  }

  /// By the line of the journal that says so.
  static func edition(ofPost record: TaskRecord) -> String { "post \(record.revision)" }

  /// The latest at which it may be said.
  private static func last(of word: TaskPlan.Post, due: Instant) -> Instant {
    min(due + lateness, word.until ?? .distantFuture)
  }

  /// All that an announcement says; nil for what is none, or not in the configuration any more.
  func facts(ofPost id: TaskID) -> Facts? {
    guard let plan = community.tasks[id], let word = plan.post, let due = times(of: id)?.due,
      let ground = community.ground(of: id)
    else { return nil }
    var facts = facts(for: nil, of: id, about: plan.text, at: Moment(due, in: ground.zone))
    facts.link = plan.link
    facts.announcement = AnnouncementFacts(
      audience: nil, codeOfConduct: word.codeOfConduct,
      program: AnnouncementFacts.Program(
        title: ground.title, until: word.until.map { Moment($0, in: ground.zone) }))
    return facts
  }
}

/// What a channel does not take.
extension Draft {
  /// - Returns: whether it is an announcement that somebody looks after.
  mutating func tellCoordinators(of trouble: Trouble, with id: TaskID) -> Bool {
    guard let plan = community.tasks[id], plan.post != nil, let due = times(of: id)?.due else {
      return false
    }
    let readers = people(in: plan.watchers, of: id).sorted().compactMap { community.people[$0] }
    guard !readers.isEmpty else { return false }
    let state = state(of: id, at: now)
    write(id, from: state, to: state, trouble.inWords, at: now)
    for reader in readers {
      var facts = facts(
        for: reader, of: id, about: community.title(around: id), at: Moment(due, in: reader.zone))
      facts.readerIsHost = true
      facts.note = .unreachable(
        who: "the channel \(trouble.recipient.channelName)", address: nil, why: trouble.why)
      turn.notices.append(
        Notice(
          subject: .task(id), kind: .hostNote, edition: "trouble \(now)",
          recipient: reader.recipient(of: .hostNote, avoiding: trouble.recipient.channel),
          notBefore: now, notAfter: now + Self.lateness, facts: facts))
    }
    return true
  }
}

extension Book {
  /// What a program's announcement says when it leaves; nil where it was dropped, taken out or put
  /// off since, holds no more, was posted anew, or is not for this channel any more.
  func current(post notice: Notice, at now: Instant) -> Notice? {
    let draft = Draft(self, at: now)
    guard let id = notice.subject.task, let channel = notice.recipient.channel,
      let word = community.tasks[id]?.post, word.channels.contains(channel),
      word.until.map({ now <= $0 }) ?? true, let due = draft.times(of: id)?.due, due <= now,
      let record = tasks[id], record.settlement?.sort == .done,
      notice.edition == Draft.edition(ofPost: record), var facts = draft.facts(ofPost: id)
    else { return nil }
    facts.decidedAt = notice.facts.decidedAt
    return notice.with(facts: facts)
  }
}
