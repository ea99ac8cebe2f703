import Cadence
package import Meetings

extension Rendering {
  /// The mail for a notice's one reader.
  package static func mail(
    _ notice: Notice, _ templates: Templates = .none
  ) throws(RenderingError) -> Mail {
    let facts = notice.facts
    guard let reader = facts.reader else { throw .noReader }
    for address in [facts.from.address, reader.address] where !Address.isPlain(address) {
      throw .address(Clean(address, limit: 254).text)
    }
    guard Address.isHost(facts.domain) else { throw .domain(Clean(facts.domain, limit: 254).text) }
    let subject = subject(notice, templates)
    guard let message = MIMEMessage(),
      message.set(dateSecondsSince1970: facts.decidedAt.secondsSince1970)
    else { throw .wire("no date") }
    message.set("From", .named(headerText(facts.from.name), facts.from.address))
    message.set("To", .named(headerText(reader.name), reader.address))
    message.set("Subject", .text(subject))
    message.set("Message-ID", .plain(messageID(notice)))
    if let thread = facts.thread, thread.identity != notice.identity {
      // RFC 5322 §3.6.4. The root alone: one thread per occurrence, and no longer.
      let root = messageID(thread.identity, thread.domain)
      message.set("In-Reply-To", .plain(root))
      message.set("References", .plain(root))
    }
    // RFC 2919 §2 and §3: `Mentoring Office Hours <office-hours.thanos.example.org>`.
    let list = Address.label(facts.series.name) + "." + facts.domain
    message.set("List-Id", .named(headerText(facts.title), list))
    // RFC 3834 §5: nobody's holiday notice answers this. The second one is Exchange's.
    message.set("Auto-Submitted", .plain("auto-generated"))
    message.set("X-Auto-Response-Suppress", .plain("All"))
    message.set("MIME-Version", .plain("1.0"))
    message.set(body: try body(notice, Wording(notice, templates), reader: reader))
    let bytes = message.bytes()
    if let problem = Wire.problem(in: bytes) { throw .wire(problem) }
    return Mail(
      subject: subject, messageID: messageID(notice), from: facts.from.address,
      to: reader.address, bytes: bytes)
  }

  /// The tree of RFC 6047 §4, as interoperability tests want it: the calendar part comes last among
  /// the alternatives, and again as a file for programs that do not know it.
  private static func body(
    _ notice: Notice, _ wording: Wording, reader: Mailbox
  ) throws(RenderingError) -> MIMEPart {
    let document = wording.document
    let plain = document.plainText
    let html = document.html.markup
    var parts = [text("plain", plain), text("html", html)]
    let boundary = Wire.boundary(from: notice.identity, notIn: [plain, html])
    guard let calendar = notice.facts.calendar else {
      return try whole(.multipart("alternative", boundary: boundary, try whole(parts)))
    }
    let invite = try Invite(
      facts: notice.facts, reader: reader, calendar: calendar,
      description: wording.calendarDescription
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
