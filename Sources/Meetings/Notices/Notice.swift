package import Cadence

/// What a message is about. DESIGN §4 has the table of who receives which.
package enum NoticeKind: String, Sendable, Codable, CaseIterable, Hashable {
  case invitation, call, reminder, cancellation, reinstatement, update, retrospective
  case lateItem = "late-item"
  case hostNote = "host-note"

  /// True for the kinds that put, move or remove the entry in the reader's calendar.
  package var carriesCalendar: Bool {
    switch self {
    case .invitation, .update, .cancellation, .reinstatement: true
    case .call, .reminder, .retrospective, .lateItem, .hostNote: false
    }
  }
}

/// Whom a notice is for.
package enum Recipient: Hashable, Comparable, Sendable, Codable {
  /// The name of the one way to people.
  package static let mail = "mail"

  case person(PersonID)
  case channel(ChannelID)

  package var name: String {
    switch self {
    case .person(let id): id.name
    case .channel(let id): id.name
    }
  }

  /// `mail` for people, the channel's name for channels.
  package var channelName: String {
    switch self {
    case .person: Self.mail
    case .channel(let id): id.name
    }
  }
}

/// One message to one person or channel: decided, with all that its text needs.
///
/// The facts are fixed when the notice is written; rendering is a pure function of them, so that
/// every retry has the same bytes.
package struct Notice: Hashable, Sendable {
  /// The stable identity: Message-ID and webhook-id derive from it, so a repeat is recognisable.
  package let identity: Identity
  package let occurrence: OccurrenceID
  package let kind: NoticeKind
  /// The configured offset for a reminder (and the SEQUENCE it is for), else the SEQUENCE.
  package let edition: String
  package let recipient: Recipient
  package let notBefore: Instant
  /// Worth nothing afterwards: an undelivered notice expires.
  package let notAfter: Instant
  package let facts: Facts

  package init(
    occurrence: OccurrenceID, kind: NoticeKind, edition: String, recipient: Recipient,
    notBefore: Instant, notAfter: Instant, facts: Facts
  ) {
    self.occurrence = occurrence
    self.kind = kind
    self.edition = edition
    self.recipient = recipient
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.facts = facts
    identity = Identity(
      of: occurrence.description, kind.rawValue, edition, recipient.name, recipient.channelName)
  }
}
