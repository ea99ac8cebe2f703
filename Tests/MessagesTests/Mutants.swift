import Foundation
import StrictMail
import Testing

/// A legal mail with one mistake in it.
struct Mutant: Sendable, CustomTestStringConvertible {
  let name: String
  let breaks: Rule
  /// What such a mistake cannot help breaking as well.
  let also: Set<Rule>
  let golden: String
  let edits: [MailEdit]

  init(
    _ name: String, _ breaks: Rule, also: Set<Rule> = [], of golden: String = "invitation-plain",
    _ edits: MailEdit...
  ) {
    (self.name, self.breaks, self.also, self.golden, self.edits) =
      (name, breaks, also, golden, edits)
  }

  var testDescription: String { name }
}

enum Mutants {
  static let all = wire + header + words + mime + content + lines + grammar + scheduling

  /// A golden as it goes over the wire.
  static func golden(_ name: String) throws -> [UInt8] {
    let text = try String(
      contentsOf: Golden.directory.appendingPathComponent(name), encoding: .utf8)
    return Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }

  /// What an address that cannot be read entails.
  private static let unreadable: Set<Rule> = [.mailboxSyntax, .oneReader, .attendeeIsReader]

  private static let long = String(repeating: "x", count: 1_000)

  private static let wire: [Mutant] = [
    Mutant("LF for every line end", .onlyCRLF, also: [.endsInCRLF], .everywhere("\r\n", "\n")),
    Mutant("bare LF in the header", .onlyCRLF, .wire("\r\nSubject", "\nSubject")),
    Mutant("bare LF in the body", .onlyCRLF, .wire("60 minutes\r\n", "60 minutes\n")),
    Mutant(
      "bare CR in the body", .onlyCRLF, also: [.textControls], .wire("60 minutes", "60\rminutes")),
    Mutant("no end to the last line", .endsInCRLF, .wire(".m--\r\n", ".m--")),
    Mutant(
      "line of 1000", .lineMax, also: [.fieldName, .headerLine78],
      .wire("Subject: ", "Subject: a \(long)")),
    Mutant("raw 8-bit in the subject", .sevenBit, .wire("Subject: ", "Subject: é")),
    Mutant("raw 8-bit in a name", .sevenBit, also: unreadable, .wire("To: Yash", "To: Yäsh")),
    Mutant(
      "raw 8-bit in the body", .sevenBit, also: [.qpOctets], of: "invitation-accents",
      .wire("Hosts:", "Höhe:")),
    Mutant("NUL", .noNUL, also: [.textControls], .wire("Host:", "Ho\0st:")),
  ]

  private static let header: [Mutant] = [
    Mutant(
      "part without an empty line", .headerEnds, also: [.contentTypeSyntax, .charset, .structure],
      .wire(
        "--=_65cf681ffc4bb93350efaac7a8066fb4.a--",
        "--=_65cf681ffc4bb93350efaac7a8066fb4.a\r\nX-Note: a\r\n--=_65cf681ffc4bb93350efaac7a8066fb4.a--"
      )),
    Mutant("field without a colon", .fieldName, .wire("Subject: ", "X-Note\r\nSubject: ")),
    Mutant(
      "space before the colon", .fieldName, also: [.fieldOnce], .wire("Subject:", "Subject :")),
    Mutant("folded without white space", .fieldName, .wire("[Thu 3 Dec] ", "[Thu 3 Dec]\r\n")),
    Mutant("control in the subject", .fieldCharacters, .wire("Subject: ", "Subject: \u{7}")),
    Mutant("empty field", .fieldNotEmpty, .wire("Subject: ", "X-Note:\r\nSubject: ")),
    Mutant("fold of white space alone", .foldHasText, .wire("Subject: ", "Subject: \r\n \r\n ")),
    Mutant(
      "unfolded long header", .headerLine78,
      .wire("Subject: ", "Subject: \(String(repeating: "long ", count: 20))")),
    Mutant(
      "two Dates", .fieldOnce, .wire("Date: ", "Date: Thu, 26 Nov 2026 14:00:00 +0000\r\nDate: ")),
    Mutant("two Subjects", .fieldOnce, .wire("Subject: ", "Subject: x\r\nSubject: ")),
    Mutant("no Message-ID", .fieldOnce, .wire("Message-ID: ", "X-Message-ID: ")),
    Mutant(
      "two References", .fieldAtMostOnce, of: "cancellation-plain",
      .wire("\r\nList-Id", "\r\nReferences: <a@b.example>\r\nList-Id")),
    Mutant("no zone in the date", .dateSyntax, .wire("14:00:00 +0000", "14:00:00")),
    Mutant("obsolete zone in the date", .dateSyntax, .wire("14:00:00 +0000", "14:00:00 GMT")),
    Mutant("hour 24", .dateSyntax, .wire("2026 14:00:00", "2026 24:00:00")),
    Mutant("year of two digits", .dateSyntax, .wire("Nov 2026", "Nov 26")),
    Mutant("wrong day of the week", .dateExists, .wire("Date: Fri", "Date: Thu")),
    Mutant("31 November", .dateExists, .wire("Date: Fri, 27", "Date: 31")),
    Mutant(
      "comma in an unquoted name", .mailboxSyntax, also: unreadable,
      .wire("To: Yash", "To: Rao, Yash")),
    Mutant(
      "no end to the address", .mailboxSyntax, also: unreadable,
      .wire("<yash@example.org>", "<yash@example.org")),
    Mutant("dot before the @", .mailboxSyntax, also: unreadable, .wire("<yash@", "<yash.@")),
    Mutant(
      "local part of 65", .addressLength, also: [.attendeeIsReader],
      .wire("Yash <yash@", "Yash\r\n <\(String(repeating: "y", count: 65))@")),
    Mutant(
      "domain of one label", .addressDomain, also: [.attendeeIsReader],
      .wire("yash@example.org", "yash@localhost")),
    Mutant(
      "underscore in the domain", .addressDomain, also: [.attendeeIsReader],
      .wire("yash@example.org", "yash@ex_ample.org")),
    Mutant(
      "two senders", .oneSender,
      .wire("<mentoring@thanos.example.org>", "<mentoring@thanos.example.org>,\r\n a@example.org")),
    Mutant(
      "two readers", .oneReader,
      .wire("To: Yash <yash@example.org>", "To: Yash <yash@example.org>,\r\n ana@example.org")),
    Mutant("Bcc", .oneReader, .wire("To: ", "Bcc: ana@example.org\r\nTo: ")),
    Mutant("Message-ID without <>", .messageIDSyntax, .wire("Message-ID: <", "Message-ID: ")),
    Mutant("space in the Message-ID", .messageIDSyntax, .wire("Message-ID: <", "Message-ID: < ")),
    Mutant(
      "two identifiers", .messageIDSyntax, .wire("Message-ID: <", "Message-ID: <a@b.example>\r\n <")
    ),
    Mutant(
      "In-Reply-To without <>", .referencesSyntax, also: [.referencesParent],
      of: "cancellation-plain", .wire("In-Reply-To: <", "In-Reply-To: ")),
    Mutant(
      "comma in References", .referencesSyntax, also: [.referencesParent], of: "cancellation-plain",
      .wire("References: ", "References: <a@b.example>,\r\n ")),
    Mutant(
      "References of another thread", .referencesParent, of: "cancellation-plain",
      .wire("References: <", "References: <x")),
    Mutant(
      "refers to itself", .referencesOthers,
      .wire(
        "Message-ID: ",
        "References: <65cf681ffc4bb93350efaac7a8066fb4@thanos.example.org>\r\nMessage-ID: ")),
    Mutant(
      "List-Id without <>", .listIDSyntax,
      .everywhere("<office-hours.thanos.example.org>", "office-hours")),
    Mutant(
      "List-Id of one label", .listIDSyntax,
      .wire("<office-hours.thanos.example.org>", "<office>")),
    Mutant(
      "List-Id of 256", .listIDLength,
      .wire(
        "Hours <office-hours.", "Hours\r\n <\(String(repeating: "office-hours-", count: 20)).")),
    Mutant("no List-Id", .listIDOnce, .wire("List-Id:", "X-List:")),
    Mutant("two List-Ids", .listIDOnce, .wire("List-Id:", "List-Id: <a.b.example>\r\nList-Id:")),
    Mutant("no Auto-Submitted", .autoSubmitted, .wire("Auto-Submitted: auto-generated\r\n", "")),
    Mutant("Auto-Submitted: no", .autoSubmitted, .wire("auto-generated", "no")),
    Mutant(
      "one click without a link", .oneClick,
      .wire("MIME-", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-")),
    Mutant(
      "link without one click", .oneClick, of: linked,
      .wire("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "")),
    Mutant("link of http", .oneClick, of: linked, .wire("<https://meet", "<http://meet")),
    Mutant("link to a mailbox", .oneClick, of: linked, .wire("<https://meet", "<mailto:a@meet")),
    Mutant(
      "two links of https", .oneClick, of: linked,
      .wire("<https://meet", "<https://meet.example.org/a>,\r\n <https://meet")),
    Mutant("link without <>", .oneClick, of: linked, .wire("Unsubscribe: <", "Unsubscribe: ")),
    Mutant(
      "space within the link", .oneClick, also: [.headerLine78], of: linked,
      .wire("<https://meet", "<https://me et")),
    Mutant(
      "link of nothing", .oneClick, of: linked,
      .wire("Unsubscribe: <", "Unsubscribe: <https://>\r\nX-Was: <")),
    Mutant("click of another kind", .oneClick, of: linked, .wire("=One-Click", "=One-Tap")),
    Mutant(
      "one click twice", .oneClick, also: [.fieldAtMostOnce], of: linked,
      .wire("MIME-", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-")),
    Mutant(
      "two fields with a link", .oneClick, also: [.fieldAtMostOnce], of: linked,
      .wire("MIME-", "List-Unsubscribe: <https://meet.example.org/u/1>\r\nMIME-")),
  ]

  private static let linked = "linked-reminder"

}
