package import Meetings
package import Messages

/// One notice as bytes, claimed and on its way.
package struct Parcel: Sendable {
  package enum Content: Sendable {
    case mail(Mail)
    case payload(Payload)
  }
  package let notice: Notice
  package let content: Content
  package let attempt: Int
  /// False if this is the first that its reader may learn of the meeting.
  package let readerWasTold: Bool
  /// `mail`, or the channel's name.
  package var destination: String { notice.recipient.channelName }
  package var identity: Identity { notice.identity }

  /// One line for people: the mail's subject, or the payload's summary.
  package var subject: String {
    switch content {
    case .mail(let mail): mail.subject
    case .payload(let payload): payload.summary
    }
  }
  package var messageID: String { Rendering.messageID(notice) }
}

/// What became of a parcel, as the transport saw it.
package enum Outcome: Hashable, Sendable {
  package enum Scope: Hashable, Sendable {
    /// This reader alone.
    case recipient
    /// Everyone behind the same relay or hook.
    case destination
    /// The same, and it lasts until a person mends it: the login is not accepted.
    case login
  }
  case accepted(String)
  case deferred(String, retryAfterSeconds: Int?, Scope)
  case refused(String)
  /// The destination itself says that it is gone: it wants to hear nothing more.
  case gone(String)
  /// It may have arrived: the answer was lost after the last byte.
  case unknown(String)
}
