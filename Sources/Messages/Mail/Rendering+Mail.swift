import Cadence
package import Meetings

/// What stands in a mail's header.
struct Letter {
  let from: Mailbox
  let to: Mailbox
  let subject: String
  let identity: Identity
  let domain: String
  let date: Instant
  /// The List-Id: its name, and the label before the domain.
  var list: (name: String, label: String)
  /// What it answers.
  var thread: ThreadRoot?
  /// Where one click unsubscribes.
  var unsubscribe: Link?
  /// Where bounces go, and answers if there is no other place for them; nil for the sender.
  var inbox: String?
  var takesReplies = false
}

extension Rendering {
  /// The mail for a notice's one reader.
  /// - Parameters:
  ///   - links: nil where nothing is served that a link could lead to.
  ///   - inbox: where its reader's answers arrive; nil if none are taken.
  package static func mail(
    _ notice: Notice, _ templates: Templates = .none, links: Links? = nil, inbox: Inbox? = nil
  ) throws(RenderingError) -> Mail {
    let facts = notice.facts
    guard let reader = facts.reader else { throw .noReader }
    var letter = Letter(
      from: facts.from, to: reader, subject: subject(notice, templates),
      identity: notice.identity,
      domain: facts.domain, date: facts.decidedAt,
      list: (name: facts.title, label: Address.label(facts.series.name)))
    // Of all meetings, or of all tasks.
    if facts.digest != nil || facts.tasks != nil {
      letter.list = (name: facts.community, label: facts.tasks == nil ? "digest" : "tasks")
    }
    if let person = notice.recipient.person {
      letter.inbox = inbox?.address(notice.subject, person)
      letter.takesReplies = notice.kind.takesReplies || facts.takesReplies == true
    }
    if let thread = facts.thread, thread.identity != notice.identity { letter.thread = thread }
    let ways = links?.ways(from: notice) ?? .none
    letter.unsubscribe = ways.fewer
    let wording = Wording(notice, templates, ways: ways)
    return try mail(letter) { () throws(RenderingError) in
      try body(notice, wording, reader: reader, takesReplies: letter.inbox != nil)
    }
  }

  /// A mail with the header that all of ours have.
  static func mail(
    _ letter: Letter, body: () throws(RenderingError) -> MIMEPart
  ) throws(RenderingError) -> Mail {
    let sender = letter.inbox ?? letter.from.address
    for address in [letter.from.address, letter.to.address, sender] where !Address.isPlain(address)
    {
      throw .address(Clean(address, limit: 254).text)
    }
    let domain = letter.domain
    guard Address.isHost(domain) else { throw .domain(Clean(domain, limit: 254).text) }
    guard let message = MIMEMessage(),
      message.set(dateSecondsSince1970: letter.date.secondsSince1970)
    else { throw .wire("no date") }
    let id = messageID(letter.identity, domain)
    message.set("From", .named(headerText(letter.from.name), letter.from.address))
    message.set("To", .named(headerText(letter.to.name), letter.to.address))
    if letter.takesReplies, let inbox = letter.inbox { message.set("Reply-To", .plain(inbox)) }
    message.set("Subject", .text(letter.subject))
    message.set("Message-ID", .plain(id))
    if let thread = letter.thread {
      // RFC 5322 §3.6.4. The root alone: one thread per occurrence, and no longer.
      let root = messageID(thread.identity, thread.domain)
      message.set("In-Reply-To", .plain(root))
      message.set("References", .plain(root))
    }
    // RFC 2919 §2 and §3: `Mentoring Office Hours <office-hours.thanos.example.org>`.
    message.set("List-Id", .named(headerText(letter.list.name), "\(letter.list.label).\(domain)"))
    if let link = letter.unsubscribe {
      message.set("List-Unsubscribe", .plain("<\(link.url)>"))
      // RFC 8058 §3.1: of https alone. Both have to be among what the relay's DKIM signs.
      if link.url.hasPrefix("https:") {
        message.set("List-Unsubscribe-Post", .plain("List-Unsubscribe=One-Click"))
      }
    }
    // RFC 3834 §5: nobody's holiday notice answers this. The second one is Exchange's.
    message.set("Auto-Submitted", .plain("auto-generated"))
    message.set("X-Auto-Response-Suppress", .plain("All"))
    message.set("MIME-Version", .plain("1.0"))
    message.set(body: try body())
    let bytes = message.bytes()
    if let problem = Wire.problem(in: bytes) { throw .wire(problem) }
    return Mail(
      subject: letter.subject, messageID: id, from: sender, to: letter.to.address,
      bytes: bytes)
  }

  /// Text and HTML of a mail without a calendar part.
  static func alternative(
    _ document: Document, _ identity: Identity
  ) throws(RenderingError) -> MIMEPart {
    let plain = document.plainText
    let html = document.html.markup
    let boundary = Wire.boundary(from: identity, notIn: [plain, html])
    let parts = try whole([text("plain", plain), text("html", html)])
    return try whole(.multipart("alternative", boundary: boundary, parts))
  }

  /// The tree of RFC 6047 §4, as interoperability tests want it: the calendar part comes last among
  /// the alternatives, and again as a file for programs that do not know it.
  private static func body(
    _ notice: Notice, _ wording: Wording, reader: Mailbox, takesReplies: Bool
  ) throws(RenderingError) -> MIMEPart {
    let document = wording.document
    guard let calendar = notice.facts.calendar else {
      return try alternative(document, notice.identity)
    }
    let plain = document.plainText
    let html = document.html.markup
    var parts = [text("plain", plain), text("html", html)]
    let boundary = Wire.boundary(from: notice.identity, notIn: [plain, html])
    let invite = try Invite(
      facts: notice.facts, reader: reader, calendar: calendar,
      description: wording.calendarDescription, takesReplies: takesReplies
    ).bytes()
    parts.append(
      .leaf(
        "text", "calendar",
        parameters: ["charset": "utf-8", "method": calendar.method.rawValue],
        content: invite, encoding: .base64))
    let alternative = try whole(
      .multipart("alternative", boundary: boundary + ".a", try whole(parts)))
    let file = try whole(
      .leaf("application", "ics", parameters: [:], content: invite, encoding: .base64))
    file.attach(as: "invite.ics")
    return try whole(.multipart("mixed", boundary: boundary + ".m", [alternative, file]))
  }

  private static func text(_ subtype: String, _ content: String) -> MIMEPart? {
    let bytes = Array(content.utf8)
    return .leaf(
      "text", subtype, parameters: ["charset": "utf-8"], content: bytes,
      encoding: Wire.isSevenBit(bytes) ? .sevenBit : .quotedPrintable)
  }

  private static func whole(_ part: MIMEPart?) throws(RenderingError) -> MIMEPart {
    guard let part else { throw .wire("GMime made no part") }
    return part
  }

  private static func whole(_ parts: [MIMEPart?]) throws(RenderingError) -> [MIMEPart] {
    let made = parts.compactMap(\.self)
    guard made.count == parts.count else { throw .wire("GMime made no part") }
    return made
  }

  private static func headerText(_ text: String) -> String {
    Clean(text, limit: 60).text.withoutEncodedWords
  }
}
