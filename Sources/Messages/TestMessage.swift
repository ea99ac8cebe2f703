import Cadence
package import Meetings

/// A message about no meeting: somebody asked whether mail, or a channel, works.
package struct TestMessage: Hashable, Sendable {
  package let community: String
  package let domain: String
  package let from: Mailbox
  package let recipient: Recipient
  /// nil for a channel.
  package let reader: Mailbox?
  /// When it was asked for, as its reader lives it.
  package let moment: Moment

  package init(
    community: String, domain: String, from: Mailbox, recipient: Recipient, reader: Mailbox? = nil,
    moment: Moment
  ) {
    self.community = community
    self.domain = domain
    self.from = from
    self.recipient = recipient
    self.reader = reader
    self.moment = moment
  }

  /// Of the recipient and the second: Message-ID and webhook-id derive from it.
  package var identity: Identity {
    Identity(of: "test", recipient.name, recipient.channelName, moment.instant.description)
  }
}

extension TestMessage {
  var subject: String {
    let community = Clean(community, limit: 60).text
    let what = reader == nil ? "messages" : "mail"
    return "Test: \(what) from \(community)".withoutEncodedWords
  }

  var document: Document {
    let community = Clean(community, limit: 100)
    let isMail = reader != nil
    let sent: Phrase = "Sent on \(moment.full(isPersonal: isMail))."
    let why: Phrase =
      "convened sent this because somebody who looks after the meetings of \(community) wanted to "
    let wish: Phrase =
      isMail
      ? "know whether its mail reaches you. It does: there is nothing to do, and no meeting changes."
      : "know whether its messages arrive here. They do: there is nothing to do, and no meeting "
        + "changes."
    return Document(
      headline: isMail ? "Test: mail from \(community)" : "Test: messages from \(community)",
      when: sent, blocks: [.paragraph(why + wish)],
      footer: isMail
        ? "\(community). You get this because a test to your address was asked for by hand." : "")
  }
}

extension Rendering {
  /// The mail for a test's reader: text and HTML, and no calendar part.
  package static func mail(_ test: TestMessage) throws(RenderingError) -> Mail {
    guard let reader = test.reader else { throw .noReader }
    let letter = Letter(
      from: test.from, to: reader, subject: test.subject, identity: test.identity,
      domain: test.domain, date: test.moment.instant,
      list: (name: "\(test.community) tests", label: "convened-test"))
    return try mail(letter) { () throws(RenderingError) in
      try alternative(test.document, test.identity)
    }
  }

  /// The test for a channel, in its shape.
  package static func payload(
    _ test: TestMessage, as shape: Shape
  ) throws(RenderingError) -> Payload {
    let content = TestContent(
      channel: test.recipient.name, summary: test.subject, text: test.document.shortText)
    let time = test.moment.instant.description
    return try payload(
      Post(test), as: shape,
      envelope: Envelope(type: "test", timestamp: time, data: content),
      event: CloudEvent(
        id: test.identity, domain: test.domain, type: "test", subject: test.recipient.name,
        time: time, data: content))
  }
}

/// What a machine is told of a test.
private struct TestContent: Encodable {
  let channel: String
  let summary: String
  let text: String
}
