package import Meetings

/// What a mail says, as far as a meeting is concerned: a few hundred bytes, whatever it was.
package struct IncomingMail: Hashable, Sendable, Codable {
  package enum Content: Hashable, Sendable, Codable {
    /// One line for the agenda, of at most 500 characters.
    case item(String, isPrivate: Bool)
    /// Nothing was written above the quote.
    case nothing
    /// A calendar's answer to an invitation.
    case answer(Answer, uid: String)
    /// A mail of ours cannot be delivered, for good.
    case bounce(status: String, why: String, recipient: String)
    /// A program wrote it; why we think so.
    case automatic(String)
  }

  /// Every address it may have been sent to, in lower case; what the MTA says comes first.
  package let addresses: [String]
  /// Of its Message-ID: the same mail is the same, however often it is delivered.
  package let message: Identity
  package let content: Content

  package static let bytesMax = 1 << 20

  /// Reads one mail, as an MTA pipes it.
  ///
  /// - Parameter recipients: of the envelope, if the MTA gives them.
  /// - Throws: `Malformed` for what is no mail, or more of one than anybody writes.
  package static func read(
    _ bytes: [UInt8], to recipients: [String] = []
  ) throws(Malformed) -> IncomingMail {
    let raw = try RawMail(bytes)
    let tree = try MIMETree(raw.bytes)
    let content = Self.content(raw.header, tree)
    let id = raw.header["message-id"].first.map(\.asOneLine) ?? ""
    return IncomingMail(
      addresses: addresses(raw.header, recipients),
      message: id.isEmpty
        ? Identity(of: "mail", raw.header["date"].first ?? "", "\(content)")
        : Identity(of: "mail", id),
      content: content)
  }

  /// - Parameter what: why it is refused, for the sender.
  package struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    package let what: String
    package var description: String { "this mail cannot be read: \(what). Send it as plain text" }
  }

  /// Machines are recognised before anything that they say is taken for a person's word; a
  /// calendar's answer is sent by one, and means what its owner did.
  private static func content(_ header: RawMail.Header, _ tree: MIMETree) -> Content {
    if let report = DeliveryReport(tree) {
      guard report.isFailure else { return .automatic("a delivery report: \(report.status)") }
      return .bounce(status: report.status, why: report.why, recipient: report.recipient)
    }
    if let reply = tree.leaves.lazy.compactMap(CalendarReply.init).first {
      return .answer(reply.answer, uid: reply.uid)
    }
    if let sign = header.signOfMachine { return .automatic(sign) }
    guard let text = tree.replyText else { return .nothing }
    return item(ReplyText(text).item)
  }

  private static func item(_ line: String) -> Content {
    var line = line.asOneLine
    let mark = "private:"
    let isPrivate = line.lowercased().hasPrefix(mark)
    if isPrivate { line = String(line.dropFirst(mark.count)).asOneLine }
    return AgendaItem.isBlank(line) ? .nothing : .item(line, isPrivate: isPrivate)
  }

  private static let addressesMax = 50

  /// Whatever looks like an address: the token in it is proved, the rest does not matter.
  private static func addresses(_ header: RawMail.Header, _ recipients: [String]) -> [String] {
    // What Postfix, Exim and mailboxes at large providers write of the envelope, then people.
    let envelope = ["x-original-to", "delivered-to", "envelope-to", "x-delivered-to"]
    let fields = (envelope + ["to", "cc"]).flatMap { header[$0] }
    var found: [String] = []
    for text in recipients + fields {
      for address in Self.addresses(in: text)
      where found.count < addressesMax && !found.contains(address) { found.append(address) }
    }
    return found
  }

  private static func addresses(in text: String) -> [String] {
    let breaks = text.utf8.split { byte in
      !(Address.isAtomByte(byte) || byte == 0x2e || byte == 0x40)
    }
    return breaks.lazy.map { String(decoding: $0, as: UTF8.self).lowercased() }
      .filter { $0.utf8.count <= 254 && $0.utf8.dropFirst().dropLast().contains(0x40) }
      .prefix(addressesMax).map(\.self)
  }
}
