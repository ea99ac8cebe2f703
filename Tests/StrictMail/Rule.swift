/// What a mail has to keep. The case is the rule's name, its text the source and the demand;
/// `house` stands for what the RFCs leave open and interoperability tests decided.
package enum Rule: String, CaseIterable, Hashable, Sendable {
  // MARK: The wire
  case onlyCRLF = "RFC 5322 §2.3: CR and LF occur only together"
  case endsInCRLF = "RFC 5321 §4.1.1.4: the last line ends in CRLF"
  case lineMax = "RFC 5322 §2.1.1: a line has at most 998 octets"
  case sevenBit = "RFC 5322 §2.1: every octet is US-ASCII"
  case noNUL = "RFC 2045 §2.7: no octet is NUL"

  // MARK: The header
  case headerEnds = "RFC 5322 §2.1: an empty line stands between header and body"
  case fieldName = "RFC 5322 §2.2: a field is a name of printable ASCII, a colon and a value"
  case fieldCharacters = "RFC 5322 §2.2: a value holds printable ASCII, space and tab"
  case fieldNotEmpty = "RFC 5322 §3.6: a field that is there says something"
  case foldHasText = "RFC 5322 §3.2.2: no folded line is white space alone"
  case headerLine78 = "RFC 5322 §2.1.1: a line that can be folded has at most 78 characters"
  case fieldOnce = "RFC 5322 §3.6: Date, From, To, Subject and Message-ID occur exactly once"
  case fieldAtMostOnce = "RFC 5322 §3.6: this field occurs at most once"
  case dateSyntax = "RFC 5322 §3.3: Date is date-time in its current form"
  case dateExists = "RFC 5322 §3.3: the day exists and has this day of the week"
  case mailboxSyntax = "RFC 5322 §3.4: a mailbox is name-addr or addr-spec"
  case addressLength = "RFC 5321 §4.5.3.1: at most 64 octets, @, and 254 in all"
  case addressDomain = "RFC 5321 §2.3.5: the domain is a fully qualified host name"
  case oneSender = "RFC 5322 §3.6.2: From has one mailbox, or Sender says whose message it is"
  case oneReader = "house: To has one mailbox, and neither Cc nor Bcc is there"
  case readerIsRecipient = "house: To is the envelope's recipient"
  case messageIDSyntax = "RFC 5322 §3.6.4: <id-left@id-right>, nothing within"
  case referencesSyntax = "RFC 5322 §3.6.4: In-Reply-To and References are lists of identifiers"
  case referencesParent = "RFC 5322 §3.6.4: References ends with what In-Reply-To names"
  case referencesOthers = "RFC 5322 §3.6.4: a message does not refer to itself"
  case listIDSyntax = "RFC 2919 §3: [phrase] <label.namespace>"
  case listIDLength = "RFC 2919 §2: a list identifier has at most 255 octets"
  case listIDOnce = "RFC 2919 §3: List-Id occurs once"
  case autoSubmitted = "RFC 3834 §5: Auto-Submitted occurs once and is auto-generated"
  case oneClick = "RFC 8058 §3.1: one https link to unsubscribe, and One-Click beside it"

  // MARK: Encoded words
  case encodedWordSyntax = "RFC 2047 §2: =?charset?B or Q?text?="
  case encodedWordLength = "RFC 2047 §2: an encoded word has at most 75 characters"
  case encodedWordLine = "RFC 2047 §2: a line with an encoded word has at most 76 characters"
  case encodedWordWhole = "RFC 2047 §5: an encoded word holds whole characters of its charset"
  case encodedWordText = "RFC 2047 §5: an encoded word hides no control character"
  case encodedWordApart = "RFC 2047 §5: white space separates an encoded word from its neighbours"
  case encodedWordPlace = "RFC 2047 §5: only unstructured text and phrases have encoded words"

  // MARK: MIME
  case mimeVersion = "RFC 2045 §4: MIME-Version: 1.0 occurs once"
  case mimeFieldOnce = "RFC 2045 §3: a MIME field occurs at most once"
  case contentTypeSyntax = "RFC 2045 §5.1: type/subtype and parameters"
  case parameterOnce = "RFC 2045 §5.1: a parameter occurs once"
  case boundarySyntax = "RFC 2046 §5.1.1: 1 to 70 bchars, the last of them no space"
  case boundaryOpens = "RFC 2046 §5.1.1: a multipart begins a part"
  case boundaryCloses = "RFC 2046 §5.1.1: the last delimiter closes, and nothing follows it"
  case boundaryApart = "RFC 2046 §5.1.1: no line of a part begins as a delimiter does"
  case multipartEncoding = "RFC 2045 §6.4: a multipart is not encoded"
  case transferEncoding = "RFC 2045 §6.1: 7bit, quoted-printable or base64; text as it needs"
  case calendarEncoding = "house: calendar parts are base64"
  case structure =
    "house: mixed(alternative(plain, html, calendar), ics), or alternative(plain, html)"
  case charset = "RFC 2046 §4.1.2: text says charset=utf-8"
  case charsetTruth = "RFC 2046 §4.1.2: the octets are what charset says"
  case textControls = "RFC 2046 §4.1.1: text has CRLF for a line break and no control but tab"
  case bodyLine78 = "RFC 5322 §2.1.1: a 7bit line of text has at most 78 characters"
  case qpLine76 = "RFC 2045 §6.7 (5): an encoded line has at most 76 characters"
  case qpEscape = "RFC 2045 §6.7 (1): = is followed by two upper-case digits or the line's end"
  case qpWhiteSpace = "RFC 2045 §6.7 (3): no encoded line ends in white space"
  case qpOctets = "RFC 2045 §6.7 (2): only printable ASCII, space and tab stand for themselves"
  case qpLineBreaks = "RFC 2045 §6.7 (4): a line break of text is not encoded"
  case base64Line76 = "RFC 2045 §6.8: an encoded line has at most 76 characters"
  case base64Alphabet = "RFC 2045 §6.8: only the 65 characters of the alphabet"
  case base64Padding = "RFC 2045 §6.8: whole quanta, padded at the end, spare bits zero"
  case disposition = "RFC 2183 §2: the file is an attachment; the calendar part says nothing"
  case fileName = "house: the attachment is invite.ics in name and filename"
  case sameBytes = "house: the attachment has the calendar part's bytes"

  // MARK: The calendar's lines
  case icalCRLF = "RFC 5545 §3.1: content lines end in CRLF, and none is empty"
  case icalLine75 = "RFC 5545 §3.1: a line has at most 75 octets without its CRLF"
  case icalFold = "RFC 5545 §3.1: a line is not folded within a character"
  case icalUTF8 = "RFC 5545 §3.1.4: the object is UTF-8, without a mark before it"
  case icalControls = "RFC 5545 §3.1: no control character but tab"
  case contentLine = "RFC 5545 §3.1: name *(;parameter) :value"
  case parameterSyntax = "RFC 5545 §3.1: a parameter's value is quoted if it has , ; or : in it"
  case parameterPlace = "RFC 5545 §3.2: the property has such a parameter, once"
  case parameterValue = "RFC 5545 §3.2: the parameter's value is one of its registered ones"
  case parameterCaret = "RFC 6868 §3: ^ begins ^n, ^^ or ^'"

  // MARK: The calendar's grammar
  case nesting = "RFC 5545 §3.6: every BEGIN has its END"
  case oneObject = "RFC 6047 §2.4: one VCALENDAR, and nothing around it"
  case componentPlace =
    "RFC 5546 §3.2: VEVENT and VTIMEZONE in the calendar, no VALARM in the event"
  case oneEvent = "house: one VEVENT in one mail"
  case propertyPlace = "RFC 5545 §3.6: the component has such a property"
  case propertyOnce = "RFC 5545 §3.6.1: this property occurs at most once"
  case calendarProperties = "RFC 5545 §3.6: PRODID and VERSION:2.0, each once"
  case calendarUID = "house: no UID on the calendar"
  case enumerated = "RFC 5545 §3.8: the value is one of the property's"
  case textValue = "RFC 5545 §3.3.11: \\ ; , and line breaks in TEXT are escaped, and nothing else"
  case timeValue = "RFC 5545 §3.3.5: a DATE or DATE-TIME that exists"
  case durationValue = "RFC 5545 §3.3.6: a DURATION"
  case integerValue = "RFC 5545 §3.3.8: an INTEGER within the property's range"
  case uriValue = "RFC 5545 §3.3.13: a URI"
  case addressValue = "RFC 6047 §2.3: a calendar address is mailto: and an addr-spec"
  case recurValue = "RFC 5545 §3.3.10: a RECUR"
  case untilType = "RFC 5545 §3.3.10: UNTIL has the type of DTSTART"
  case recurrenceIDType = "RFC 5545 §3.8.4.4: RECURRENCE-ID has the type of DTSTART"
  case stampUTC = "RFC 5545 §3.8.7.2: DTSTAMP is in UTC"
  case zoneDeclared = "RFC 5545 §3.2.19: a TZID names a VTIMEZONE of the object"
  case zoneOfUTC = "RFC 5545 §3.2.19: a DATE or a time in UTC has no TZID"
  case eventUTC = "house: an event's times are in UTC"
  case endAfterStart = "RFC 5545 §3.8.2.2: DTEND is later than DTSTART and of its type"
  case endOrDuration = "RFC 5545 §3.6.1: DTEND or DURATION, not both"
  case conferenceURI = "RFC 7986 §5.11: CONFERENCE says VALUE=URI"
  case noRecurrence = "house: no recurrence in mail"

  // MARK: Scheduling
  case method = "RFC 5546 §3.2: METHOD occurs once and is REQUEST or CANCEL"
  case methodParameter = "RFC 6047 §2.4: the method parameter is there and equals METHOD"
  case requestRequires = "RFC 5546 §3.2.2: what a REQUEST has to say"
  case cancelRequires = "RFC 5546 §3.2.5: what a CANCEL has to say"
  case methodForbids = "RFC 5546 §3.2: the method has no such property"
  case requestStatus = "RFC 5546 §3.2.2: a REQUEST's STATUS is CONFIRMED or TENTATIVE"
  case cancelStatus = "RFC 5546 §3.2.5: a CANCEL of the whole event says STATUS:CANCELLED"
  case oneUID = "RFC 5546 §3.2.2: all components of a message have one UID"
  case attendeeOnce = "RFC 5546 §3.2.2: nobody attends twice"
  case attendeeIsReader = "RFC 6047 §2.3: the mail's reader is an ATTENDEE"
  case organizerIsSender = "RFC 6047 §2.3: the mail's sender is the ORGANIZER"

  // MARK: One mail after another
  case oneReaderOfAll = "house: a sequence has one reader"
  case messageIDUnique = "RFC 5322 §3.6.4: two messages have two identifiers"
  case threadKnown = "RFC 5322 §3.6.4: what is referred to was sent before, to this reader"
  case uidPerThread = "house: one thread and one UID for an occurrence"
  case revisionRises = "RFC 5546 §2.1.5: (SEQUENCE, DTSTAMP) rises, and neither falls"
  case changeRaisesSequence = "RFC 5546 §2.1.4: another time or status has a higher SEQUENCE"
  case cancelAfterRequest = "RFC 5546 §3.2.5: a CANCEL follows a REQUEST of its UID"
  case organizerStays = "house: an event keeps its ORGANIZER"
}

/// One rule that is not kept, and where.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  package let rule: Rule
  /// A line's number, a part's number, a field or a property: what one would look for.
  package let place: String
  package let found: String

  package var description: String { "\(rule) at \(place): \(found) (\(rule.rawValue))" }
}

/// What one reading has found so far.
final class Findings {
  private(set) var all: [Violation] = []

  func expect(
    _ holds: Bool, _ rule: Rule, _ place: @autoclosure () -> String,
    _ found: @autoclosure () -> String = ""
  ) {
    if !holds { all.append(Violation(rule: rule, place: place(), found: found())) }
  }
}
