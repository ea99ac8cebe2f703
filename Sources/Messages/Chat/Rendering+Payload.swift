import Cadence
import Foundation
package import Meetings

extension Rendering {
  /// The message for a channel: what machines read, and a short text that people read.
  ///
  /// Keys are sorted, so the same notice has the same bytes and a signature over them holds.
  package static func payload(_ notice: Notice) throws(RenderingError) -> Payload {
    let notice = notice.withoutPrivateItems
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let body = try? encoder.encode(Envelope(notice)) else {
      throw .wire("the payload cannot be written as JSON")
    }
    return Payload(
      body: Array(body), contentType: "application/json", summary: subject(notice))
  }
}

/// Source: Standard Webhooks, "Payload structure".
private struct Envelope: Encodable {
  let type: String
  let timestamp: String
  let data: Content

  init(_ notice: Notice) {
    type = "meeting." + notice.kind.rawValue
    timestamp = notice.facts.decidedAt.description
    data = Content(notice)
  }
}

private struct Content: Encodable {
  struct Item: Encodable {
    let author: String?
    let text: String
  }

  let occurrence, series, title, kind, summary, text: String
  let start, end, startLocal, zone: String
  let previousStart, next, cutoff: String?
  let hosts: [String]
  let link, place, reason, edit: String?
  let agenda: [Item]?

  enum CodingKeys: String, CodingKey {
    case occurrence, series, title, kind, summary, text, start, end, zone, next, cutoff
    case startLocal = "start_local"
    case previousStart = "previous_start"
    case hosts, link, place, reason, edit, agenda
  }

  init(_ notice: Notice) {
    let facts = notice.facts
    occurrence = notice.occurrence.description
    series = facts.series.name
    title = Clean(facts.title, limit: 200).text
    kind = notice.kind.rawValue
    summary = Rendering.subject(notice)
    text = Wording(notice).document.shortText
    start = facts.start.instant.description
    end = facts.end.instant.description
    startLocal = facts.start.local.description
    zone = facts.start.zone
    previousStart = facts.hasMoved ? facts.previousStart?.instant.description : nil
    next = facts.next?.instant.description
    cutoff = facts.agenda?.cutoff?.instant.description
    hosts = facts.hosts.map { Clean($0, limit: 100).text }
    link = facts.link.map { Link($0)?.url ?? Clean($0).text }
    place = facts.place.map { Clean($0).text }
    reason =
      facts.cause == .emptyAgenda
      ? "nothing was on the agenda at the cutoff" : facts.reason.map { Clean($0).text }
    edit = facts.agenda?.edit.map { Link($0)?.url ?? Clean($0).text }
    agenda = facts.agenda?.items.map { item in
      Item(author: item.author.map { Clean($0, limit: 100).text }, text: Clean(item.text).text)
    }
  }
}
