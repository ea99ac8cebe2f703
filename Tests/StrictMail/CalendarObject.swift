/// An event as the checks of a sequence need it.
struct Event {
  let method: String
  let uid: String
  let sequence: Int32
  /// Orders DTSTAMPs.
  let stamp: Int
  let organizer: String
  /// What a receiver's calendar would show differently: times and status. RFC 5546 §2.1.4.
  let essence: [String]
}

/// The object of a text/calendar part.
struct CalendarObject {
  private let calendars: [CalendarComponent]

  init(_ bytes: [UInt8], _ findings: Findings) {
    calendars = CalendarComponent.tree(ContentLine.all(in: bytes, findings), findings)
  }

  private var calendar: CalendarComponent { calendars.first ?? CalendarComponent("VCALENDAR") }
  private var method: String { calendar.value("METHOD") ?? "" }

  /// The first event, if it says what it is.
  var event: Event? {
    guard let event = calendar.parts("VEVENT").first, let uid = event.value("UID"),
      let stamp = event.value("DTSTAMP").flatMap(CalendarValue.time)
    else { return nil }
    return Event(
      method: method, uid: uid,
      sequence: event.value("SEQUENCE").flatMap(CalendarValue.integer) ?? 0, stamp: stamp.order,
      organizer: event.value("ORGANIZER") ?? "",
      essence: ["DTSTART", "DTEND", "DURATION", "STATUS"].map { event.value($0) ?? "" })
  }

  func check(
    method parameter: String?, mail: ReadMail, place: String, _ findings: Findings
  ) {
    checkCalendar(parameter, place, findings)
    for component in calendars.flatMap(\.everything) {
      for line in component.lines { CalendarProperty.check(line, in: component.name, findings) }
      for (name, property) in CalendarProperty.all where property.isUnique {
        findings.expect(
          component.all(name).count <= 1, .propertyOnce, "\(component.name), \(name)")
      }
    }
    let events = calendar.parts("VEVENT")
    findings.expect(events.count == 1, .oneEvent, place, "\(events.count)")
    findings.expect(
      Set(events.compactMap { $0.value("UID") }).count <= 1, .oneUID, place,
      "\(events.compactMap { $0.value("UID") })")
    for event in events {
      checkTimes(event, findings)
      Scheduling(event: event, method: method, findings: findings).check(mail)
    }
  }

  private func checkCalendar(_ parameter: String?, _ place: String, _ findings: Findings) {
    let methods = calendar.all("METHOD").map(\.value)
    findings.expect(
      methods == ["REQUEST"] || methods == ["CANCEL"], .method, "METHOD", "\(methods)")
    findings.expect(
      parameter == methods.first, .methodParameter, place, "\(parameter ?? "none"), \(method)")
    let counts = ["PRODID", "VERSION"].map { calendar.all($0).count }
    findings.expect(counts == [1, 1], .calendarProperties, "VCALENDAR", "\(counts)")
    findings.expect(calendar.first("UID") == nil, .calendarUID, "VCALENDAR")
    let places = [
      "VCALENDAR": ["VEVENT", "VTIMEZONE"], "VTIMEZONE": ["STANDARD", "DAYLIGHT"],
    ]
    for component in calendar.everything {
      for part in component.components {
        findings.expect(
          places[component.name]?.contains(part.name) ?? false, .componentPlace, part.name,
          "in \(component.name)")
      }
    }
  }

  // MARK: Times

  private func checkTimes(_ event: CalendarComponent, _ findings: Findings) {
    let zones = Set(calendar.parts("VTIMEZONE").compactMap { $0.value("TZID") })
    for line in event.lines {
      if let zone = line.parameter("TZID") {
        findings.expect(zones.contains(zone), .zoneDeclared, line.name, zone)
      }
    }
    let times = ["DTSTART", "DTEND", "RECURRENCE-ID"].map { name in
      event.value(name).flatMap(CalendarValue.time)
    }
    for (name, time) in zip(["DTSTART", "DTEND"], times) {
      if let time { findings.expect(time.isUTC, .eventUTC, name, event.value(name) ?? "") }
    }
    findings.expect(
      event.first("DTEND") == nil || event.first("DURATION") == nil, .endOrDuration, "DTEND")
    guard let start = times[0] else { return }
    if let end = times[1] {
      findings.expect(
        end.order > start.order && end.isDate == start.isDate && end.isUTC == start.isUTC,
        .endAfterStart, "DTEND")
    }
    if let original = times[2] {
      findings.expect(
        original.isDate == start.isDate && original.isUTC == start.isUTC, .recurrenceIDType,
        "RECURRENCE-ID")
    }
    for rule in event.all("RRULE") {
      guard let until = CalendarValue.recur(rule.value)?["UNTIL"],
        let time = CalendarValue.time(String(until))
      else { continue }
      findings.expect(
        time.isDate == start.isDate && (time.isDate || time.isUTC), .untilType, "RRULE",
        rule.value)
    }
    for name in ["RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"] {
      findings.expect(event.first(name) == nil, .noRecurrence, name)
    }
  }
}

/// RFC 5546 §3.2.2 and §3.2.5, and who sends to whom.
struct Scheduling {
  let event: CalendarComponent
  let method: String
  let findings: Findings

  func check(_ mail: ReadMail) {
    let isCancel = method == "CANCEL"
    // An ATTENDEE is all that tells a reader's program whose event a cancellation takes away.
    let required =
      isCancel
      ? ["UID", "DTSTAMP", "ORGANIZER", "SEQUENCE", "ATTENDEE"]
      : ["UID", "DTSTAMP", "ORGANIZER", "DTSTART", "SUMMARY", "ATTENDEE"]
    for name in required {
      findings.expect(
        event.first(name) != nil, isCancel ? .cancelRequires : .requestRequires, name)
    }
    findings.expect(event.first("REQUEST-STATUS") == nil, .methodForbids, "REQUEST-STATUS")
    let status = event.value("STATUS")?.uppercased()
    if isCancel {
      findings.expect(status == "CANCELLED", .cancelStatus, "STATUS", status ?? "none")
    } else {
      findings.expect(status != "CANCELLED", .requestStatus, "STATUS", status ?? "none")
    }
    for line in event.all("CONFERENCE") {
      findings.expect(
        line.parameter("VALUE")?.uppercased() == "URI", .conferenceURI, "CONFERENCE", line.value)
    }
    let attendees = event.all("ATTENDEE").compactMap { CalendarValue.address($0.value) }
    findings.expect(
      Set(attendees.map { $0.lowercased() }).count == attendees.count, .attendeeOnce, "ATTENDEE",
      "\(attendees)")
    findings.expect(
      attendees.contains(mail.reader), .attendeeIsReader, "ATTENDEE",
      "\(attendees), not \(mail.reader)")
    let organizer = event.value("ORGANIZER").flatMap(CalendarValue.address)
    findings.expect(
      organizer == mail.sender, .organizerIsSender, "ORGANIZER",
      "\(organizer ?? "none"), not \(mail.sender)")
  }
}
