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
    guard var record = record(of: id), let facts = facts(ofPost: id) else { return }
    record.settlement = TaskRecord.Settlement(sort: .done, at: now, by: nil)
    turn.tasks[id] = record
    let cause = "posted to " + channels.map(\.name).joined(separator: ", ")
    write(id, from: isLate ? .overdue : .planned, to: .done, cause, at: due.moment.at)
    let last = Self.last(of: word, due: due.moment.at)
    for channel in channels {
      turn.notices.append(
        Notice(
          // Posted after all, it is another notice.
          subject: .task(id), kind: .announcement,
          edition: "\(due.moment.at) #\(record.revision + 1)", recipient: .channel(channel),
          notBefore: now, notAfter: last > now ? last : now + Self.lateness, facts: facts))
    }
  }

  /// Whether it is an announcement that was slept through for so long that it is no news any more.
  func isTooLate(_ due: DueTask) -> Bool {
    due.plan.post.map { Self.last(of: $0, due: due.moment.at) < now } ?? false
  }

  /// The latest at which it may be said.
  private static func last(of word: TaskPlan.Post, due: Instant) -> Instant {
    min(due + lateness, word.until ?? .distantFuture)
  }

  /// All that an announcement says; nil for what is none, or not in the configuration any more.
  func facts(ofPost id: TaskID) -> Facts? {
    guard let plan = community.tasks[id], let word = plan.post, let due = times(of: id)?.due,
      let ground = community.ground(of: id)
    else { return nil }
    let at = Moment(due, in: ground.zone)
    var facts = Facts(
      community: community.name, domain: community.domain, from: community.from,
      series: id.series, title: plan.text, start: at, end: at, link: plan.link, decidedAt: now)
    facts.announcement = AnnouncementFacts(
      audience: "", codeOfConduct: word.codeOfConduct,
      program: AnnouncementFacts.Program(
        title: ground.title, until: word.until.map { Moment($0, in: ground.zone) }))
    return facts
  }
}

extension Book {
  /// What a program's announcement says when it leaves; nil where it was dropped or taken out
  /// since, or is not for this channel any more.
  func current(post notice: Notice, at now: Instant) -> Notice? {
    guard let id = notice.subject.task, let channel = notice.recipient.channel,
      community.tasks[id]?.post?.channels.contains(channel) == true,
      tasks[id]?.settlement?.sort == .done,
      var facts = Draft(self, at: now).facts(ofPost: id)
    else { return nil }
    facts.decidedAt = notice.facts.decidedAt
    return notice.with(facts: facts)
  }
}
