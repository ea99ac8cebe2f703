import CIcal
import Cadence
package import Meetings

/// A calendar to subscribe to: each date an event of its own, times in UTC; a cancelled one stays
/// and says so.
///
/// No METHOD, no alarm, and no UID of the calendar itself, with which some programs take all of it
/// for one entry. Its bytes are a function of what it shows, so that an ETag of them holds.
package struct Feed: Sendable {
  package let name: String
  package let events: [Scheduled]

  package init(name: String, events: [Scheduled]) {
    self.name = name
    self.events = events
  }

  package func bytes() throws(RenderingError) -> [UInt8] {
    guard let calendar = ICalendar(product: "-//convened//convened//EN") else {
      throw .calendar("libical made no component")
    }
    calendar.name(Clean(name, limit: 200).text)
    for event in events {
      guard let entry = calendar.event() else { throw .calendar("libical made no event") }
      fill(entry, with: event)
    }
    if let problem = calendar.problem() { throw .calendar(problem) }
    return Array(calendar.text().utf8)
  }

  private func fill(_ entry: ICalendar.Event, with event: Scheduled) {
    let title = Clean(event.title, limit: 200).text
    entry.uid(Clean(event.uid, limit: 200).text)
    entry.dtstamp(event.changedAt.secondsSince1970)
    entry.lastModified(event.changedAt.secondsSince1970)
    entry.sequence(max(0, event.sequence))
    entry.dtstart(event.start.secondsSince1970)
    // RFC 5545 §3.8.2.2: DTEND is later than DTSTART, or absent.
    if event.end > event.start { entry.dtend(event.end.secondsSince1970) }
    // Many programs show a cancelled event as any other.
    entry.summary(event.isCancelled ? "Cancelled: " + title : title)
    let description = description(of: event)
    if !description.isEmpty { entry.description(description) }
    entry.place(event.place, link: event.link)
    entry.status(event.isCancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED)
    entry.transparency(event.isCancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE)
  }

  private func description(of event: Scheduled) -> String {
    var lines: [String] = []
    if let link = event.link { lines.append("Join: \(Link(link)?.url ?? Clean(link).text)") }
    lines += event.links.compactMap { link in
      Link(link.address).map { "\(Clean(link.name, limit: 30).text): \($0.url)" }
    }
    let hosts = event.hosts.map { Clean($0, limit: 100).text }.filter { !$0.isEmpty }
    if !hosts.isEmpty {
      lines.append("\(hosts.count == 1 ? "Host" : "Hosts"): \(hosts.joined(separator: ", "))")
    }
    if let edit = event.edit.flatMap(Link.init) { lines.append("Agenda: \(edit.url)") }
    return lines.joined(separator: "\n")
  }
}
