import Testing

/// Another way of saying the same that is just as legal: a reader that refuses it is strict about
/// the wrong things.
struct Variation: Sendable, CustomTestStringConvertible {
  let name: String
  let golden: String
  let edits: [MailEdit]

  init(_ name: String, of golden: String = "invitation-plain", _ edits: MailEdit...) {
    (self.name, self.golden, self.edits) = (name, golden, edits)
  }

  var testDescription: String { name }
}

enum Variations {
  static let all: [Variation] = [
    Variation(
      "fields in another order", .wire("MIME-Version: 1.0\r\n", ""),
      .wire("Date: ", "MIME-Version: 1.0\r\nDate: ")),
    Variation("names in lower case", .wire("Subject: ", "subject: "), .wire("From:", "FROM:")),
    Variation("comment in the date", .wire("+0000", "+0000 (UTC)")),
    Variation(
      "date without weekday and seconds", .wire("Fri, 27", "27"), .wire("14:00:00", "14:00")),
    Variation("another zone", .wire("+0000", "-0930")),
    Variation("folded with a tab", .wire("Subject: ", "Subject:\r\n\t")),
    Variation("quoted name", .wire("To: Yash ", "To: \"Rao, \\\"Yash\\\"\" ")),
    Variation("no name", .wire("To: Yash <yash@example.org>", "To: yash@example.org")),
    Variation("name in Q", .wire("To: Yash ", "To: =?utf-8?q?Y=C3=A4_sh?= =?US-ASCII?Q?x?= ")),
    Variation(
      "longer thread", of: "cancellation-plain",
      .wire("References: ", "References: <a@b.example>\r\n ")),
    Variation(
      "one click", .wire("MIME-", "List-Unsubscribe: <https://example.org/u/1>\r\nMIME-"),
      .wire("MIME-", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-")),
    Variation("another boundary", .everywhere("=_65cf681ffc4bb93350efaac7a8066fb4", "(a) +/?")),
    Variation("words before the first part", .wire("\r\n\r\n--", "\r\n\r\nThis is MIME.\r\n--")),
    Variation(
      "parameters in another order",
      .wire("charset=utf-8; method=REQUEST", "Method=\"REQUEST\" ;\r\n CHARSET=\"UTF-8\"")),
    Variation("base64 in lines of 60", .base64(lineLength: 60)),
    Variation("soft break elsewhere", .wire("60 minutes", "60=\r\n minutes")),
    Variation("folded elsewhere", .folded("SUMMARY:", "SUM\r\n MARY:\r\n ")),
    Variation("folded with a tab in the calendar", .folded("SUMMARY:", "SUMMARY:\r\n\t")),
    Variation(
      "properties in another order", .calendar("SEQUENCE:0\r\n", ""),
      .calendar("END:VEVENT", "SEQUENCE:0\r\nEND:VEVENT")),
    Variation("property in lower case", .calendar("SUMMARY:", "summary:")),
    Variation("no SEQUENCE before the first change", .calendar("SEQUENCE:0\r\n", "")),
    Variation("DURATION", .calendar("DTEND:20261203T150000Z", "DURATION:PT1H")),
    Variation("no end", .calendar("DTEND:20261203T150000Z\r\n", "")),
    Variation("no STATUS", .calendar("STATUS:CONFIRMED\r\n", "")),
    Variation("tentative", .calendar("STATUS:CONFIRMED", "STATUS:TENTATIVE")),
    Variation("extensions", .calendar("END:VEVENT", "X-A;X-B=\"c;d\":e,f;g\\h\r\nEND:VEVENT")),
    Variation("quoted CN with an escape", .calendar("CN=Yash", "CN=\"Rao, ^'Yash^' ^^\"")),
    Variation("N for a line break", .calendar("SUMMARY:", "SUMMARY:a\\Nb\\;c ")),
    Variation("CALSCALE", .calendar("METHOD:", "CALSCALE:GREGORIAN\r\nMETHOD:")),
    Variation("MAILTO", .calendar("mailto:yash", "MAILTO:yash")),
    Variation(
      "others attend as well",
      .calendar("END:VEVENT", "ATTENDEE:mailto:a@b.example\r\nEND:VEVENT")),
    Variation(
      "CANCEL without SUMMARY", of: "cancellation-plain", .calendar("SUMMARY:", "COMMENT:")),
    Variation(
      "zone that is declared and not used",
      .calendar(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\r\nTZID:Z\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
          + "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
          + "BEGIN:VEVENT")),
  ]
}
