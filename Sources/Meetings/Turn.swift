package import Cadence

/// Everything one decision changes, committed in one transaction or not at all.
package struct Turn: Sendable {
  /// The rows as they are afterwards, with the revision each had before (nil: a new row).
  package var occurrences: [Change] = []
  package var journal: [JournalEntry] = []
  package var notices: [Notice] = []
  package private(set) var superseded: [Supersession] = []
  /// Up to when bulletins have been dealt with; nil leaves it.
  package var bulletinsUntil: Instant?
  /// Troubles that somebody has been told of by this turn.
  package var troublesTold: [Trouble] = []
  /// Who asked for no more reminders (true), or took that back.
  package var muted: [PersonID: Bool] = [:]
  /// Whose links are worth nothing from now on, with how often that was so.
  package var revoked: [String: Int] = [:]
  /// Messages that this turn takes: the same one is not taken again.
  package var received: [Identity] = []
  /// When pairs met last, or became known.
  package var met: [SeriesID: Instant] = [:]
  /// What is kept of tasks.
  package var tasks: [TaskID: TaskRecord] = [:]
  /// What somebody asked for.
  package var requests: [TaskID: MeetingRequest] = [:]
  /// What is kept of votes.
  package var polls: [TaskID: Poll] = [:]
  /// What people have voted, and who was asked.
  package var papers: [TaskID: [PersonID: Paper]] = [:]
  /// When the backup was taken that the state comes from: what waits in it is not sent any more.
  package private(set) var restoredFrom: Instant?
  /// What may have been told already by the state that was lost, and is not told again.
  package private(set) var heldOver: [Notice] = []
  /// When it was decided; also proof that the service was alive.
  package var at: Instant

  /// How many are told of something.
  package var told: Int { Set(notices.map(\.recipient)).count }

  package struct Change: Sendable {
    package var before: Occurrence?
    package var after: Occurrence
    /// The row's `next_at`: what the wheel will hold.
    package var nextAt: Instant?
    package init(before: Occurrence?, after: Occurrence, nextAt: Instant?) {
      self.before = before
      self.after = after
      self.nextAt = nextAt
    }
  }

  package init(at: Instant) { self.at = at }

  /// Ends what is waiting to leave, and what this very turn has written so far.
  package mutating func supersede(_ supersession: Supersession) {
    superseded.append(supersession)
    notices.removeAll { supersession.covers($0) }
  }

  /// Nobody is told what this turn has written so far.
  package mutating func holdOver(since backup: Instant) {
    restoredFrom = backup
    heldOver += notices
    notices = []
  }

  /// Says in the journal who asked for it.
  package mutating func sign(_ who: String) {
    for index in journal.indices { journal[index].cause += "; by \(who)" }
  }

  package var isEmpty: Bool {
    occurrences.isEmpty && journal.isEmpty && notices.isEmpty && superseded.isEmpty
      && bulletinsUntil == nil && troublesTold.isEmpty && muted.isEmpty
      && received.isEmpty && revoked.isEmpty && met.isEmpty && tasks.isEmpty && requests.isEmpty
      && papers.isEmpty && polls.isEmpty && restoredFrom == nil
  }
}

/// Why a row is as it is. One per revision, in the same transaction as the row.
package struct JournalEntry: Hashable, Sendable {
  package let subject: Subject
  package let revision: Int
  /// `new` for a date that has just become known.
  package let from: String
  package let to: String
  package fileprivate(set) var cause: String
  /// When it was due: the plan, not the moment we woke.
  package let dueAt: Instant
  package let observedAt: Instant

  package init(
    subject: Subject, revision: Int, from: String, to: String, cause: String,
    dueAt: Instant, observedAt: Instant
  ) {
    self.subject = subject
    self.revision = revision
    self.from = from
    self.to = to
    self.cause = cause
    self.dueAt = dueAt
    self.observedAt = observedAt
  }
}

/// Notices that have become wrong before they left: they end as `superseded`.
package struct Supersession: Hashable, Sendable {
  package let subject: Subject
  package let kinds: Set<NoticeKind>
  /// Nil: everyone's.
  package let person: PersonID?
  /// Nil: whatever mailbox it is for.
  package let address: String?
  package init(
    subject: Subject, kinds: Set<NoticeKind>, person: PersonID? = nil,
    address: String? = nil
  ) {
    self.subject = subject
    self.kinds = kinds
    self.person = person
    self.address = address
  }

  package func covers(_ notice: Notice) -> Bool {
    notice.subject == subject && kinds.contains(notice.kind)
      && (person == nil || person == notice.recipient.person)
      && (address == nil || address == notice.facts.reader?.address)
  }
}
