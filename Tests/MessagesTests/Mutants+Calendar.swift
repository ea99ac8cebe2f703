import StrictMail

extension Mutants {
  private static func event(_ line: String) -> MailEdit {
    .calendar("END:VEVENT", line + "\r\nEND:VEVENT")
  }

  /// Lines and parameters: RFC 5545 §3.1 and §3.2.
  static let lines: [Mutant] = [
    Mutant("LF in the calendar", .icalCRLF, .folded("\r\nUID", "\nUID")),
    Mutant("no end to the calendar", .icalCRLF, .folded("END:VCALENDAR\r\n", "END:VCALENDAR")),
    Mutant("empty calendar line", .icalCRLF, .folded("\r\nUID", "\r\n\r\nUID")),
    Mutant(
      "unfolded long line", .icalLine75,
      .folded("RSVP=FALSE", "RSVP=FALSE;X-A=\(String(repeating: "x", count: 60))")),
    Mutant(
      "folded within a character", .icalFold, also: [.icalUTF8, .charsetTruth],
      of: "invitation-accents", .octets([0xc3, 0xa9], [0xc3, 0x0d, 0x0a, 0x20, 0xa9])),
    Mutant(
      "BOM", .icalUTF8,
      .octets(Array("BEGIN:VC".utf8), [0xef, 0xbb, 0xbf] + Array("BEGIN:VC".utf8))),
    Mutant(
      "Latin-1 in the calendar", .icalUTF8, also: [.charsetTruth],
      .octets(Array("SUMMARY:".utf8), Array("SUMMARY:".utf8) + [0xe9])),
    Mutant("control in the calendar", .icalControls, .calendar("SUMMARY:", "SUMMARY:\u{7}")),
    Mutant("line without a colon", .contentLine, event("X-NOTE")),
    Mutant("raw line break in a text", .contentLine, .calendar("SUMMARY:", "SUMMARY:a\r\nb")),
    Mutant(
      "unquoted colon in a parameter", .addressValue, also: [.attendeeIsReader],
      .calendar("CN=Yash", "CN=Ya:sh")),
    Mutant(
      "unquoted semicolon in a parameter", .contentLine,
      also: [.requestRequires, .attendeeIsReader], .calendar("CN=Yash", "CN=Ya;sh")),
    Mutant(
      "quote within a parameter", .parameterSyntax, also: [.requestRequires, .attendeeIsReader],
      .calendar("CN=Yash", "CN=Ya\"sh")),
    Mutant("role of a summary", .parameterPlace, .calendar("SUMMARY:", "SUMMARY;ROLE=CHAIR:")),
    Mutant("parameter twice", .parameterPlace, .calendar("RSVP=FALSE", "RSVP=FALSE;RSVP=FALSE")),
    Mutant("bad PARTSTAT", .parameterValue, .calendar("NEEDS-ACTION", "MAYBE")),
    Mutant("bad ROLE", .parameterValue, .calendar("OPT-PARTICIPANT", "GUEST")),
    Mutant("bad CUTYPE", .parameterValue, .calendar("CUTYPE=INDIVIDUAL", "CUTYPE=PERSON")),
    Mutant("bad RSVP", .parameterValue, .calendar("RSVP=FALSE", "RSVP=NO")),
    Mutant("bad FEATURE", .parameterValue, .calendar("FEATURE=VIDEO", "FEATURE=HOLOGRAM")),
    Mutant("bad VALUE", .parameterValue, .calendar("DTSTART:", "DTSTART;VALUE=MOMENT:")),
    Mutant("caret in a parameter", .parameterCaret, .calendar("CN=Yash", "CN=Y^ash")),
  ]

  /// Components, properties and values: RFC 5545 §3.3 to §3.8.
  static let grammar: [Mutant] = [
    Mutant("no END:VEVENT", .nesting, .calendar("END:VEVENT\r\n", "")),
    Mutant("END of another", .nesting, .calendar("END:VEVENT", "END:VTODO")),
    Mutant(
      "two calendars", .oneObject,
      .calendar(
        "END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    ),
    Mutant(
      "line before the calendar", .oneObject,
      .calendar("BEGIN:VCALENDAR", "X-A:b\r\nBEGIN:VCALENDAR")),
    Mutant(
      "alarm", .componentPlace, also: [.propertyPlace],
      event("BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM")),
    Mutant(
      "task beside the event", .componentPlace,
      .calendar("END:VCALENDAR", "BEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR")),
    Mutant("unknown property", .propertyPlace, event("MOOD:good")),
    Mutant("METHOD in the event", .propertyPlace, event("METHOD:REQUEST")),
    Mutant("two SUMMARYs", .propertyOnce, event("SUMMARY:b")),
    Mutant("two DTSTARTs", .propertyOnce, event("DTSTART:20261203T140000Z")),
    Mutant("no VERSION", .calendarProperties, .calendar("VERSION:2.0\r\n", "")),
    Mutant("VERSION 1.0", .enumerated, .calendar("VERSION:2.0", "VERSION:1.0")),
    Mutant("UID on the calendar", .calendarUID, .calendar("METHOD:", "UID:x\r\nMETHOD:")),
    Mutant("bad TRANSP", .enumerated, .calendar("TRANSP:OPAQUE", "TRANSP:SOLID")),
    Mutant("bad STATUS", .enumerated, .calendar("STATUS:CONFIRMED", "STATUS:PLANNED")),
    Mutant("bad escape", .textValue, .calendar("SUMMARY:", "SUMMARY:a\\tb ")),
    Mutant("bare comma in LOCATION", .textValue, .calendar("LOCATION:", "LOCATION:Room 1, ")),
    Mutant("bare semicolon in SUMMARY", .textValue, .calendar("SUMMARY:", "SUMMARY:a; ")),
    Mutant("30 February", .timeValue, .calendar("DTEND:20261203", "DTEND:20270230")),
    Mutant(
      "date where a time is due", .timeValue, also: [.eventUTC, .endAfterStart],
      .calendar("DTEND:20261203T150000Z", "DTEND:20261204")),
    Mutant("space in a time", .timeValue, .calendar("DTSTART:20261203T", "DTSTART:20261203 ")),
    Mutant("bad duration", .durationValue, .calendar("DTEND:20261203T150000Z", "DURATION:1H")),
    Mutant(
      "hours and seconds without minutes", .durationValue,
      .calendar("DTEND:20261203T150000Z", "DURATION:PT1H5S")),
    Mutant("negative SEQUENCE", .integerValue, .calendar("SEQUENCE:0", "SEQUENCE:-1")),
    Mutant("SEQUENCE in words", .integerValue, .calendar("SEQUENCE:0", "SEQUENCE:none")),
    Mutant("PRIORITY 10", .integerValue, event("PRIORITY:10")),
    Mutant("space in a URL", .uriValue, .calendar("URL:https://meet", "URL:https://me et")),
    Mutant("URL without a scheme", .uriValue, .calendar("URL:https://", "URL://")),
    Mutant(
      "attendee without mailto", .addressValue, also: [.attendeeIsReader],
      .calendar("mailto:yash", "yash")),
    Mutant(
      "organizer without a domain", .addressValue, also: [.organizerIsSender],
      .calendar("mailto:mentoring@thanos.example.org", "mailto:mentoring")),
    Mutant("rule without FREQ", .recurValue, also: [.noRecurrence], event("RRULE:COUNT=2")),
    Mutant(
      "UNTIL and COUNT", .recurValue, also: [.noRecurrence],
      event("RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261210T140000Z")),
    Mutant(
      "UNTIL as a DATE", .untilType, also: [.noRecurrence], event("RRULE:FREQ=DAILY;UNTIL=20261210")
    ),
    Mutant(
      "RECURRENCE-ID as a DATE", .recurrenceIDType, also: [.noRecurrence],
      event("RECURRENCE-ID;VALUE=DATE:20261203")),
    Mutant("series", .noRecurrence, event("RRULE:FREQ=WEEKLY;COUNT=2")),
    Mutant(
      "local DTSTAMP", .stampUTC, .calendar("DTSTAMP:20261127T140000Z", "DTSTAMP:20261127T140000")),
    Mutant(
      "undeclared TZID", .zoneDeclared, also: [.eventUTC, .endAfterStart],
      .calendar("DTSTART:20261203T140000Z", "DTSTART;TZID=Europe/Warsaw:20261203T150000"),
      .calendar("DTEND:20261203T15", "DTEND:20261203T16")),
    Mutant(
      "TZID of another name", .zoneDeclared, also: [.eventUTC, .endAfterStart],
      .calendar(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\r\nTZID:Warsaw\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
      ),
      .calendar("DTSTART:20261203T140000Z", "DTSTART;TZID=Europe/Warsaw:20261203T140000")),
    Mutant(
      "TZID of a time in UTC", .zoneOfUTC, also: [.zoneDeclared],
      .calendar("DTSTART:", "DTSTART;TZID=UTC:")),
    Mutant(
      "floating times", .eventUTC, .calendar("DTSTART:20261203T140000Z", "DTSTART:20261203T140000"),
      .calendar("DTEND:20261203T150000Z", "DTEND:20261203T150000")),
    Mutant(
      "ends when it starts", .endAfterStart, .calendar("DTEND:20261203T15", "DTEND:20261203T14")),
    Mutant(
      "ends before it starts", .endAfterStart, .calendar("DTEND:20261203T15", "DTEND:20261203T13")),
    Mutant("DTEND and DURATION", .endOrDuration, event("DURATION:PT1H")),
    Mutant(
      "CONFERENCE without VALUE=URI", .conferenceURI,
      .calendar("CONFERENCE;VALUE=URI;", "CONFERENCE;")),
  ]

  /// Who asks whom for what: RFC 5546 and 6047.
  static let scheduling: [Mutant] = [
    Mutant(
      "unknown METHOD", .method, also: [.methodParameter],
      .calendar("METHOD:REQUEST", "METHOD:INVITE")),
    Mutant("no METHOD", .method, also: [.methodParameter], .calendar("METHOD:REQUEST\r\n", "")),
    Mutant("another method parameter", .methodParameter, .wire("method=REQUEST", "method=CANCEL")),
    Mutant("no method parameter", .methodParameter, .wire("; method=REQUEST", "")),
    Mutant(
      "two events", .oneEvent,
      .calendar(
        "BEGIN:VEVENT\r\n", secondEvent(uid: "office-hours/2026-12-03@thanos.example.org"))),
    Mutant(
      "two UIDs", .oneUID, also: [.oneEvent],
      .calendar("BEGIN:VEVENT\r\n", secondEvent(uid: "other"))),
    Mutant(
      "no UID", .requestRequires,
      .calendar("UID:office-hours/2026-12-03@thanos.example.org\r\n", "")),
    Mutant("no DTSTAMP", .requestRequires, .calendar("DTSTAMP:20261127T140000Z\r\n", "")),
    Mutant("no DTSTART", .requestRequires, .calendar("DTSTART:20261203T140000Z\r\n", "")),
    Mutant("no SUMMARY", .requestRequires, .calendar("SUMMARY:", "COMMENT:")),
    Mutant(
      "no ORGANIZER", .requestRequires, also: [.organizerIsSender],
      .calendar("ORGANIZER;", "X-ORGANIZER;")),
    Mutant(
      "no ATTENDEE", .requestRequires, also: [.attendeeIsReader],
      .calendar("ATTENDEE;", "X-ATTENDEE;")),
    Mutant(
      "CANCEL without SEQUENCE", .cancelRequires, of: "cancellation-plain",
      .calendar("SEQUENCE:1\r\n", "")),
    Mutant(
      "CANCEL without ORGANIZER", .cancelRequires, also: [.organizerIsSender],
      of: "cancellation-plain", .calendar("ORGANIZER;", "X-ORGANIZER;")),
    Mutant(
      "CANCEL without STATUS", .cancelStatus, of: "cancellation-plain",
      .calendar("STATUS:CANCELLED\r\n", "")),
    Mutant(
      "CANCEL that is confirmed", .cancelStatus, of: "cancellation-plain",
      .calendar("STATUS:CANCELLED", "STATUS:CONFIRMED")),
    Mutant(
      "REQUEST that is cancelled", .requestStatus, .calendar("STATUS:CONFIRMED", "STATUS:CANCELLED")
    ),
    Mutant("REQUEST-STATUS", .methodForbids, event("REQUEST-STATUS:2.0\\;Success")),
    Mutant("attends twice", .attendeeOnce, event("ATTENDEE:mailto:yash@example.org")),
    Mutant("somebody else is invited", .attendeeIsReader, .calendar("mailto:yash@", "mailto:ana@")),
    Mutant(
      "somebody else organizes", .organizerIsSender, .calendar("mailto:mentoring@", "mailto:ana@")),
  ]

  private static func secondEvent(uid: String) -> String {
    """
    BEGIN:VEVENT\r
    UID:\(uid)\r
    DTSTAMP:20261127T140000Z\r
    DTSTART:20261210T140000Z\r
    SUMMARY:b\r
    ORGANIZER:mailto:mentoring@thanos.example.org\r
    ATTENDEE:mailto:yash@example.org\r
    END:VEVENT\r
    BEGIN:VEVENT\r

    """
  }
}
