import CIcal
import Cadence
import Meetings

/// The calendar part for one reader: one VEVENT, its times in UTC, no RRULE, no VALARM.
///
/// One UID per occurrence and a cancellation without RECURRENCE-ID is the form that every tried
/// client gets right (notes/reliability-and-protocols.md §3.4).
struct Invite {
  let facts: Facts
  let reader: Mailbox
  let calendar: CalendarFacts
  let description: String
  /// Where answers are read.
  let takesReplies: Bool

  func bytes() throws(RenderingError) -> [UInt8] {
    let isCancelled = calendar.method == .cancel
    guard
      let object = ICalendar(
        method: isCancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST,
        product: "-//convened//convened//EN"),
      let event = object.event()
    else { throw .calendar("libical made no component") }
    event.uid(Clean(calendar.uid, limit: 200).text)
    event.dtstamp(calendar.dtstamp.secondsSince1970)
    event.sequence(max(0, calendar.sequence))
    event.dtstart(facts.start.instant.secondsSince1970)
    // RFC 5545 §3.8.2.2: DTEND is later than DTSTART, or absent.
    if facts.end.instant > facts.start.instant {
      event.dtend(facts.end.instant.secondsSince1970)
    }
    event.summary(Clean(facts.title, limit: 200).text)
    if !description.isEmpty { event.description(description) }
    event.place(facts.place, link: facts.link)
    event.organizer(calendar.organizer, name: parameter(organizerName))
    event.attendee(
      reader.address, name: parameter(reader.name),
      role: facts.isOptional ? ICAL_ROLE_OPTPARTICIPANT : ICAL_ROLE_REQPARTICIPANT,
      // Of a host, whose yes decides; of all others it would be an answer nobody needs.
      isAsked: takesReplies && !isCancelled && facts.awaitsHost)
    event.status(isCancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED)
    event.transparency(isCancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE)
    if let problem = object.problem() { throw .calendar(problem) }
    return Array(object.text().utf8)
  }

  private var organizerName: String {
    facts.from.name.isEmpty ? facts.community : facts.from.name
  }

  /// A parameter cannot hold a quote, and `^` starts an escape that only some programs know.
  /// Source: RFC 5545 §3.2, RFC 6868 §3.
  private func parameter(_ name: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in Clean(name, limit: 60).text.unicodeScalars {
      switch scalar {
      case "\"": scalars.append("'")
      case "^", "\\": scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
