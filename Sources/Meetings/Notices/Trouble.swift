package import Cadence

/// Somebody, or a channel, that does not take what is sent.
package struct Trouble: Hashable, Sendable {
  package var recipient: Recipient
  /// The mailbox; nil for a channel.
  package var address: String?
  /// What the notice that met it first was about: the hosts of that meeting are told.
  package var subject: Subject
  /// What the other side answered, in one line.
  package var why: String

  package var inWords: String {
    "\(address ?? "channel \(recipient.channelName)") cannot be reached: \(why)"
  }

  package init(
    recipient: Recipient, address: String?, subject: Subject, why: String
  ) {
    self.recipient = recipient
    self.address = address
    self.subject = subject
    self.why = why
  }
}

/// Mail does not leave, and a cancellation waits.
package struct MailStuck: Hashable, Sendable {
  /// Who has not learnt that the meeting is cancelled.
  package var people: [PersonID]
  package var since: Instant
  package var why: String

  package init(people: [PersonID], since: Instant, why: String) {
    self.people = people
    self.since = since
    self.why = why
  }
}
