package import Meetings

/// One mail for one reader, ready for the wire.
package struct Mail: Sendable, Hashable {
  package let subject: String
  /// With its angle brackets: `<…@domain>`.
  package let messageID: String
  /// The envelope's sender: a bare address.
  package let from: String
  /// The envelope's one recipient: a bare address.
  package let to: String
  /// Header and body. Every line ends in CRLF, none is longer than 998 octets, all is ASCII.
  package let bytes: [UInt8]
}

/// One message for one channel, in the shape that its service takes: all of the HTTP request but
/// the address it goes to and what proves who sends it.
package struct Payload: Sendable, Hashable {
  package enum Method: String, Sendable { case post = "POST", put = "PUT" }

  package var method = Method.post
  /// Follows the path of the channel's address, percent-encoded; empty, or begins with `/`.
  package var path = ""
  /// Joins the query of the channel's address; empty, or `name=value`.
  package var query = ""
  package let contentType: String
  package let body: [UInt8]
  /// One line: what happened and when, as a mail's subject would say it.
  package let summary: String
}

/// Why a notice has no bytes. Another try would find the same, so its row is quarantined.
package enum RenderingError: Error, Hashable, Sendable, CustomStringConvertible {
  case noReader
  case address(String)
  case domain(String)
  case calendar(String)
  case wire(String)

  package var description: String {
    switch self {
    case .noReader:
      "a notice without a reader cannot be a mail; it is a channel's"
    case .address(let text):
      "\(text) is no address that every relay takes; write ASCII, the domain as xn--…"
    case .domain(let text):
      "\(text) cannot be the right side of a Message-ID; write a host name in ASCII"
    case .calendar(let what):
      "the calendar part breaks RFC 5546: \(what)"
    case .wire(let what):
      "the finished mail breaks RFC 5322: \(what)"
    }
  }
}

/// Facts to bytes. Every function is pure: the same notice, templates and links have the same bytes
/// in every process.
package enum Rendering {
  /// The line that a mailbox lists: what and when, in the reader's zone.
  package static func subject(_ notice: Notice, _ templates: Templates = .none) -> String {
    templates.template(for: notice)?.subject(of: notice) ?? Heading(notice).subject
  }

  /// The text part of the mail, before it is encoded for the wire.
  package static func text(
    _ notice: Notice, _ templates: Templates = .none, links: Links? = nil
  ) -> String {
    Wording(notice, templates, ways: links?.ways(from: notice) ?? .none).document.plainText
  }

  /// `<identity@domain>`. The kind is part of the identity already and is not written beside it, so
  /// that `facts.thread`, which is an identity alone, names the thread's first mail just as well.
  package static func messageID(_ notice: Notice) -> String {
    messageID(notice.identity, notice.facts.domain)
  }

  static func messageID(_ identity: Identity, _ domain: String) -> String {
    "<\(identity)@\(domain)>"
  }
}
