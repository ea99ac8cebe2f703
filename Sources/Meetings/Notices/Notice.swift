package import Cadence

/// What a message is about. DESIGN §4 has the table of who receives which.
package enum NoticeKind: String, Sendable, Codable, CaseIterable, Hashable {
  case invitation, call, reminder, cancellation, reinstatement, update, retrospective
  case lateItem = "late-item"
  case hostNote = "host-note"
  /// To those who may host a meeting: too few have said that they do.
  case hostCall = "host-call"
  /// One message with all meetings of a day or a week, for whoever prefers that to reminders.
  case digest
  /// A meeting is at another hour of its reader's day, because clocks change on different dates.
  case clockChange = "clock-change"
  /// For coordinators: a pair has not met for long.
  case silence
  /// A mentorship is over: thanks, and where both are welcome from now on.
  case completion
  /// What a person owes, or looks after, and what is due of it.
  case task
  /// In public: a meeting that everybody is welcome to, for channels, and for hosts to pass on; or
  /// what a program announces, for channels.
  case announcement

  /// True for the kinds that put, move or remove the entry in the reader's calendar.
  package var carriesCalendar: Bool {
    switch self {
    case .invitation, .update, .cancellation, .reinstatement: true
    case .call, .reminder, .retrospective, .lateItem, .hostNote, .hostCall, .digest, .clockChange,
      .silence, .completion, .task, .announcement:
      false
    }
  }

  /// The order in which waiting notices leave: the wrong way lost, then what changed, then what is
  /// new, then what only reminds.
  package var urgency: Int {
    switch self {
    case .cancellation: 0
    case .reinstatement, .update, .hostNote, .hostCall: 1
    case .invitation, .retrospective, .lateItem, .announcement: 2
    case .call, .reminder, .digest, .clockChange, .silence, .completion, .task: 3
    }
  }

  /// True for what may wait for the end of quiet hours.
  package var isNudge: Bool {
    switch self {
    case .call, .reminder, .digest, .clockChange, .silence, .completion, .task: true
    case .invitation, .cancellation, .reinstatement, .update, .retrospective, .lateItem,
      .hostNote, .hostCall, .announcement:
      false
    }
  }

  /// True for what a reader's answer to is about this one meeting, and for its agenda, or about
  /// their tasks.
  package var takesReplies: Bool {
    switch self {
    case .invitation, .call, .reminder, .cancellation, .reinstatement, .update, .retrospective,
      .lateItem, .clockChange, .task, .hostCall:
      true
    case .hostNote, .digest, .silence, .completion, .announcement: false
    }
  }

  /// True for what goes to a person's own channel where they have one: nothing of it belongs into
  /// a calendar. What is said of a pair goes by mail: docs/decisions/0041.
  package var suitsChannel: Bool {
    switch self {
    case .call, .reminder, .digest, .clockChange, .hostNote, .task: true
    case .invitation, .cancellation, .reinstatement, .update, .retrospective, .lateItem, .silence,
      .completion, .announcement, .hostCall:
      false
    }
  }
}

/// Whom a notice is for.
package enum Recipient: Hashable, Comparable, Sendable, Codable {
  /// The name of the one way to people.
  package static let mail = "mail"

  case person(PersonID)
  case channel(ChannelID)
  /// A person, by the channel that is theirs.
  case personal(PersonID, on: ChannelID)

  package var name: String {
    switch self {
    case .person(let id), .personal(let id, _): id.name
    case .channel(let id): id.name
    }
  }

  /// Nil for a channel that is nobody's own.
  package var person: PersonID? {
    switch self {
    case .person(let id), .personal(let id, _): id
    case .channel: nil
    }
  }

  /// Nil for mail.
  package var channel: ChannelID? {
    switch self {
    case .person: nil
    case .channel(let id), .personal(_, let id): id
    }
  }

  /// `mail`, or the channel's name.
  package var channelName: String { channel?.name ?? Self.mail }
}

/// One message to one person or channel: decided, with all that its text needs.
///
/// The facts are fixed when the notice is written; rendering is a pure function of them, so that
/// every retry has the same bytes.
package struct Notice: Hashable, Sendable {
  /// The stable identity: Message-ID and webhook-id derive from it, so a repeat is recognisable.
  package let identity: Identity
  package let subject: Subject
  package let kind: NoticeKind
  /// The configured offset for a reminder (and the SEQUENCE it is for), else the SEQUENCE; what is
  /// sent once has its own: docs/decisions/0005.
  package let edition: String
  package let recipient: Recipient
  package let notBefore: Instant
  /// Worth nothing afterwards: an undelivered notice expires.
  package let notAfter: Instant
  package let facts: Facts

  package init(
    subject: Subject, kind: NoticeKind, edition: String, recipient: Recipient,
    notBefore: Instant, notAfter: Instant, facts: Facts
  ) {
    self.subject = subject
    self.kind = kind
    self.edition = edition
    self.recipient = recipient
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.facts = facts
    identity = Identity(
      of: subject.description, kind.rawValue, edition, recipient.name, recipient.channelName)
  }

  /// The same by mail, for a person whose own channel does not take it; nil for any other.
  package func byMail(at now: Instant) -> Notice? {
    guard case .personal(let id, _) = recipient, facts.reader != nil else { return nil }
    return Notice(
      subject: subject, kind: kind, edition: edition, recipient: .person(id),
      notBefore: max(now, notBefore), notAfter: notAfter, facts: facts)
  }

  /// The same notice, listing other meetings; what it says at its head is of the first of them.
  func with(digest: DigestFacts) -> Notice {
    var facts = facts
    facts.digest = digest
    if let first = digest.meetings.first {
      facts.series = first.occurrence.series
      facts.title = first.title
      facts.start = first.start
      facts.end = first.end
      facts.link = first.link
      facts.place = first.place
    }
    return with(facts: facts)
  }

  /// The same notice, saying something else.
  func with(facts: Facts) -> Notice {
    Notice(
      subject: subject, kind: kind, edition: edition, recipient: recipient,
      notBefore: notBefore, notAfter: notAfter, facts: facts)
  }
}
