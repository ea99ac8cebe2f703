import StrictMail

extension Mutants {
  private static func subject(_ word: String) -> MailEdit {
    .wire("Subject: ", "Subject: \(word)\r\n ")
  }

  /// Encoded words: RFC 2047.
  static let words: [Mutant] = [
    Mutant("encoding X", .encodedWordSyntax, subject("=?utf-8?X?YQ==?=")),
    Mutant("encoded word without charset", .encodedWordSyntax, subject("=??B?YQ==?=")),
    Mutant("base64 without padding", .encodedWordSyntax, subject("=?utf-8?B?YQ?=")),
    Mutant(
      "encoded word of 76", .encodedWordLength, also: [.encodedWordLine],
      .wire("Subject: ", "Subject:\r\n =?utf-8?Q?\(String(repeating: "a", count: 64))?=\r\n ")),
    Mutant(
      "encoded word in a line of 77", .encodedWordLine,
      .wire("Subject: ", "Subject: \(String(repeating: "a", count: 54)) =?utf-8?Q?a?=\r\n ")),
    Mutant(
      "encoded word that cuts a character", .encodedWordWhole,
      subject("=?utf-8?B?4oI=?= =?utf-8?B?rA==?=")),
    Mutant("charset that nobody has", .encodedWordWhole, subject("=?x-none?Q?a?=")),
    Mutant("line break in an encoded word", .encodedWordText, subject("=?utf-8?Q?a=0D=0AX?=")),
    Mutant("encoded word beside text", .encodedWordApart, subject("=?utf-8?Q?a?=:")),
    Mutant("encoded word within brackets", .encodedWordApart, subject("(=?utf-8?Q?a?=)")),
    Mutant("quoted encoded word", .encodedWordPlace, .wire("To: Yash", "To: \"=?utf-8?Q?Yash?=\"")),
    Mutant(
      "encoded word in an address", .encodedWordPlace, also: [.attendeeIsReader],
      .wire("<yash@", "<=?utf-8?Q?yash?=@")),
    Mutant(
      "encoded word in a token", .encodedWordPlace,
      .wire("MIME-", "X-Mailer: =?utf-8?Q?convened?=\r\nMIME-")),
    Mutant(
      "Q with a bracket in a phrase", .encodedWordSyntax,
      also: [.mailboxSyntax, .oneReader, .attendeeIsReader],
      .wire("To: Yash", "To: =?utf-8?Q?(Yash)?=")),
    Mutant(
      "Q with a dollar in a phrase", .encodedWordSyntax,
      .wire("To: Yash", "To: =?utf-8?Q?$Yash?=")),
  ]

  /// What a calendar part that is no calendar entails.
  private static let undecoded: Set<Rule> = [
    .oneObject, .method, .methodParameter, .calendarProperties, .oneEvent,
  ]

  /// Structure: RFC 2045 and 2046.
  static let mime: [Mutant] = [
    Mutant("no MIME-Version", .mimeVersion, .wire("MIME-Version: 1.0\r\n", "")),
    Mutant("MIME-Version 2", .mimeVersion, .wire("MIME-Version: 1.0", "MIME-Version: 2.0")),
    Mutant(
      "two encodings", .mimeFieldOnce,
      .wire("\r\n\r\nQkVH", "\r\nContent-Transfer-Encoding: base64\r\n\r\nQkVH")),
    Mutant(
      "type without a subtype", .contentTypeSyntax, also: [.structure, .charset],
      .wire("text/html", "html")),
    Mutant(
      "boundary without quotes", .contentTypeSyntax,
      also: [
        .structure, .charset, .boundaryOpens, .bodyLine78,
      ],
      .wire(
        "boundary=\"=_65cf681ffc4bb93350efaac7a8066fb4.m\"",
        "boundary==_65cf681ffc4bb93350efaac7a8066fb4.m")),
    Mutant("charset twice", .parameterOnce, .wire("charset=utf-8", "charset=utf-8; charset=utf-8")),
    Mutant(
      "boundary of 71", .boundarySyntax, .wire("mixed; ", "mixed;\r\n "),
      .everywhere("65cf681ffc4bb93350efaac7a8066fb4.m", String(repeating: "b", count: 69))),
    Mutant("boundary with a @", .boundarySyntax, .everywhere("fb4.m", "fb4@m")),
    Mutant(
      "no part", .boundaryOpens, also: [.boundaryCloses, .structure], .wire("fb4.m\"", "fb4.n\"")),
    Mutant(
      "no last delimiter", .boundaryCloses,
      .wire("--=_65cf681ffc4bb93350efaac7a8066fb4.a--\r\n", "")),
    Mutant(
      "words after the last delimiter", .boundaryCloses,
      .wire("fb4.m--\r\n", "fb4.m--\r\nbye\r\n")),
    Mutant(
      "boundary in the text", .boundaryApart,
      .wire("Host:", "\r\n--=_65cf681ffc4bb93350efaac7a8066fb4.application\r\nHost:")),
    Mutant(
      "one boundary begins as the other", .boundaryApart,
      .everywhere("fb4.a", "fb4.mm")),
    Mutant(
      "base64 multipart", .multipartEncoding,
      .wire("MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n")),
    Mutant("8bit", .transferEncoding, also: [.bodyLine78], .wire("quoted-printable", "8bit")),
    Mutant(
      "unknown encoding", .transferEncoding, also: [.bodyLine78],
      .wire("quoted-printable", "x-uuencode")),
    Mutant(
      "calendar in 7bit", .calendarEncoding,
      also: undecoded.union([.sameBytes, .icalLine75, .contentLine]), .wire("base64", "7bit")),
    Mutant("related for mixed", .structure, .wire("mixed; ", "related;\r\n ")),
    Mutant(
      "calendar before the HTML", .structure, .wire("text/html", "text/x-other"),
      .wire("text/calendar", "text/html")),
    Mutant("no charset", .charset, .wire("text/plain; charset=utf-8", "text/plain")),
    Mutant(
      "another charset", .charset, .wire("text/html; charset=utf-8", "text/html; charset=latin1")),
    Mutant(
      "calendar without charset", .charset, .wire("text/calendar; charset=utf-8", "text/calendar")),
    Mutant(
      "calendar as an attachment", .disposition,
      .wire("method=REQUEST\r\n", "method=REQUEST\r\nContent-Disposition: attachment\r\n")),
    Mutant(
      "attachment inline", .disposition, .wire("Disposition: attachment", "Disposition: inline")),
    Mutant("another file name", .fileName, .wire("filename=invite.ics", "filename=invite.exe")),
    Mutant("another attachment", .sameBytes, .attachment("SEQUENCE:0", "SEQUENCE:1")),
  ]

  /// Encoded contents: RFC 2045 §6.7 and §6.8.
  static let content: [Mutant] = [
    Mutant(
      "Latin-1 that says UTF-8", .charsetTruth, of: "invitation-accents",
      .wire("Add an item", "Add =F6")),
    Mutant(
      "escape in the text", .textControls, of: "invitation-accents",
      .wire("Add an item", "Add=1B")),
    Mutant("text line of 79", .bodyLine78, .wire("60 minutes", "60 minutes, which is an hour")),
    Mutant(
      "QP line of 77", .qpLine76, of: "invitation-accents",
      .wire("Add an item", String(repeating: "x", count: 77))),
    Mutant("QP in lower case", .qpEscape, of: "invitation-accents", .wire("=C3=A9", "=c3=a9")),
    Mutant("QP with a bare =", .qpEscape, of: "invitation-accents", .wire("=3D 14", "= 14")),
    Mutant(
      "QP with a space at the end", .qpWhiteSpace, of: "invitation-accents",
      .wire("60 minutes\r\n", "60 minutes \r\n")),
    Mutant(
      "QP with a control", .qpOctets, also: [.textControls], of: "invitation-accents",
      .wire("Add an item", "Add\u{1b}")),
    Mutant(
      "QP with an encoded line break", .qpLineBreaks, of: "invitation-accents",
      .wire("Add an item", "=0D=0AAdd")),
    Mutant("base64 line of 80", .base64Line76, .base64(lineLength: 80)),
    Mutant(
      "base64 with a comma", .base64Alphabet, also: [.sameBytes], .wire("QkVHSU46", "QkVHSU4,")),
    Mutant("base64 cut short", .base64Padding, also: [.sameBytes], .wire("QkVHSU46", "QkVHSU4")),
    Mutant("base64 with spare bits", .base64Padding, also: [.sameBytes], .wire("DQo=", "DQp=")),
  ]
}
