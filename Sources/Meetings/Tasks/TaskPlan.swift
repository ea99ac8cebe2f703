package import Cadence

/// Something that somebody owes by a date, as `tasks:` says it, or that is announced at one, as
/// `announcements:` does.
///
/// Its dates are all that is planned of it: nothing but being known, done or dropped is kept.
/// docs/decisions/0042-tasks.md
package struct TaskPlan: Sendable, Hashable {
  package var id: TaskID
  /// What there is to do: "Submit the midterm evaluation".
  package var text: String
  /// Where it is done.
  package var link: String?
  /// Who owes it: what one of them has done is done.
  package var owners: [Member]
  /// Who reads what its owners are reminded of.
  package var watchers: [Member]
  /// When its owners hear of it first; nil: with the first reminder, or when the term begins, or
  /// at once.
  package var opens: Due?
  /// Nil for what has no end.
  package var due: Due?
  /// The program's own deadline, where `due` is earlier to leave time for help.
  package var final: Due?
  /// Before `due`.
  package var reminders: [Lead]
  /// Who is asked to help, in this order, once `due` has passed.
  package var escalation: [Escalation]
  /// How often its owners are asked again, from `due` on, or else from when it opened; nil: never.
  package var again: Repetition?
  /// True: said once, and nobody asks again.
  package var isOptional: Bool
  /// What has to be done before.
  package var after: [TaskID]
  /// Its number among those beside it, as they are written.
  package var place: Int
  /// What the service itself has to say in public when it is due; nil for what people owe.
  package var post: Post?
  /// What its owners are to vote on by then; nil for what they are to do.
  package var ballot: Ballot?
  /// The title of what it belongs to, where that is no meeting and no program.
  package var about: String?

  /// An announcement: its text is the task's.
  package struct Post: Sendable, Hashable {
    package var channels: [ChannelID]
    package var codeOfConduct: String
    /// When what it speaks of is over; nil for no such date.
    package var until: Instant?
    package init(channels: [ChannelID], codeOfConduct: String, until: Instant?) {
      self.channels = channels
      self.codeOfConduct = codeOfConduct
      self.until = until
    }
  }

  /// Others are told that it is late.
  package struct Escalation: Sendable, Hashable {
    /// After `due`; nil: at once.
    package var after: Period?
    package var people: [Member]
    package init(after: Period?, people: [Member]) {
      self.after = after
      self.people = people
    }
  }

  /// Asked for again and again.
  package struct Repetition: Sendable, Hashable {
    package var every: Period
    /// After it nothing is said of the task any more; nil: for as long as it is owed.
    package var until: Instant?
    /// From which day on it is counted; nil: from when it is due, or else from when it opens.
    package var from: CivilDate?
    /// True for what is to be done anew each time, whatever was done before.
    package var isRound: Bool
    package init(
      every: Period, until: Instant? = nil, from: CivilDate? = nil, isRound: Bool = false
    ) {
      self.every = every
      self.until = until
      self.from = from
      self.isRound = isRound
    }

    /// The last time by `now`, and the first ahead.
    func instants(
      after first: CivilDate, at time: CivilTime, around now: Instant, in zone: ZoneRules
    ) -> [Instant] {
      let first = from ?? first
      func at(_ number: Int) -> Instant {
        let date = first.adding(months: number * every.months).adding(days: number * every.days)
        return zone.instant(date, at: time)
      }
      // However long it is owed: periods are at the most so many days, so this many are over.
      let days = zone.local(at: now).date.daysSince1970 - first.daysSince1970
      let least = from == nil ? 1 : 0
      var number = max(least, days / (31 * every.months + every.days))
      while at(number) <= now { number += 1 }
      return (number > least ? [at(number - 1)] : []) + [at(number)]
    }
  }

  /// When something is due.
  package enum Due: Sendable, Hashable {
    case at(Instant)
    /// Counted from the end of the last meeting, wherever that moves.
    case lastEnd(RelativeDeadline)
    /// Counted from its start: what is to be done before it.
    case lastStart(RelativeDeadline)
  }

  /// As its messages have it: true, or nil for no.
  var isRepeated: Bool? { again != nil && !isRound ? true : nil }

  /// Whether it is owed anew each time, once it was done.
  var isRound: Bool { again?.isRound == true }

  /// Whether any of its dates follows the last meeting, wherever that moves.
  var followsLast: Bool {
    [opens, due, final].contains { if case .at? = $0 { false } else { $0 != nil } }
  }

  /// Whether something of it comes before that.
  var leadsUp: Bool {
    [opens, due].contains { if case .lastStart? = $0 { true } else { false } }
  }

  package init(
    id: TaskID, text: String, link: String? = nil, owners: [Member], watchers: [Member] = [],
    opens: Due? = nil, due: Due? = nil, final: Due? = nil, reminders: [Lead] = [],
    escalation: [Escalation] = [], again: Repetition? = nil, isOptional: Bool = false,
    after: [TaskID] = [], place: Int = 0, post: Post? = nil, ballot: Ballot? = nil,
    about: String? = nil
  ) {
    self.id = id
    self.text = text
    self.link = link
    self.owners = owners
    self.watchers = watchers
    self.opens = opens
    self.due = due
    self.final = final
    self.reminders = reminders
    self.escalation = escalation
    self.again = again
    self.isOptional = isOptional
    self.after = after
    self.place = place
    self.post = post
    self.ballot = ballot
    self.about = about
  }
}

/// What is kept of a task.
package struct TaskRecord: Sendable, Hashable {
  /// Since when it is in the configuration: what was due before is not made up for.
  package var knownAt: Instant
  /// How many lines the journal has of it.
  package var revision: Int
  /// Nil while it is owed.
  package var settlement: Settlement?

  package struct Settlement: Sendable, Hashable {
    package enum Sort: String, Sendable, Hashable, Codable, CaseIterable { case done, dropped }
    package var sort: Sort
    package var at: Instant
    /// Nil: by command.
    package var by: PersonID?
    package init(sort: Sort, at: Instant, by: PersonID?) {
      self.sort = sort
      self.at = at
      self.by = by
    }
  }

  /// The same, where a clock that ran ahead wrote it.
  package func known(by now: Instant) -> TaskRecord {
    var record = self
    record.knownAt = min(knownAt, now)
    record.settlement?.at = min(settlement?.at ?? now, now)
    return record
  }

  package init(knownAt: Instant, revision: Int = 0, settlement: Settlement? = nil) {
    self.knownAt = knownAt
    self.revision = revision
    self.settlement = settlement
  }
}

/// How a task stands: `overdue` once its date has passed, `escalated` once others were asked.
package enum TaskState: String, Sendable, Hashable, Codable, CaseIterable {
  case planned, open, overdue, escalated, done, dropped

  package var isSettled: Bool {
    switch self {
    case .done, .dropped: true
    case .planned, .open, .overdue, .escalated: false
    }
  }
}

extension Community {
  /// By its whole name, or by its key alone; nil for none.
  /// - Throws: `Refusal` for a key that several have.
  package func task(named name: String) throws(Refusal) -> TaskID? {
    if let id = TaskID(name), tasks[id] != nil { return id }
    let named = tasks.keys.filter { $0.key == name }
    guard named.count > 1, let first = named.min() else { return named.first }
    throw Refusal("\(named.count) tasks are called \(name)", fix: "name one of them, \(first)")
  }
}
