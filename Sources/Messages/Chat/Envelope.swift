import Cadence
import Meetings

/// For machines that check signatures. Source: Standard Webhooks, "Payload structure".
struct Envelope<Facts: Encodable>: Encodable {
  let type: String
  let timestamp: String
  let data: Facts
}

extension Envelope<Content> {
  init(_ notice: Notice) {
    self.init(
      type: notice.eventType, timestamp: notice.facts.decidedAt.description,
      data: Content(notice))
  }
}

/// The same for whoever routes events: structured mode, one event a message.
/// Source: CloudEvents 1.0.2, "Context Attributes", and its JSON event format, section 3.
struct CloudEvent<Facts: Encodable>: Encodable {
  let specversion = "1.0"
  let datacontenttype = "application/json"
  /// With the source unique for every event, and the same for every repetition.
  let id: String
  /// An absolute URI is recommended; whether there is anything to be had at it is left open.
  let source: String
  let type: String
  let subject: String
  let time: String
  let data: Facts

  init(
    id: Identity, domain: String, type: String, subject: String, time: String, data: Facts
  ) {
    self.id = id.description
    source = "https://\(domain)/convened"
    self.type = type
    self.subject = subject
    self.time = time
    self.data = data
  }

  // Named, or the constants would not be written.
  enum CodingKeys: CodingKey {
    case specversion, datacontenttype, id, source, type, subject, time, data
  }
}

extension CloudEvent<Content> {
  init(_ notice: Notice) {
    self.init(
      id: notice.identity, domain: notice.facts.domain, type: notice.eventType,
      subject: notice.subject.description, time: notice.facts.decidedAt.description,
      data: Content(notice))
  }
}

extension Notice {
  /// By what machines route it.
  fileprivate var eventType: String {
    (facts.announcement?.program == nil ? "meeting." : "program.") + kind.rawValue
  }
}

/// What a machine wants to know of a notice, each fact by its name.
struct Content: Encodable {
  struct Item: Encodable {
    let author: String?
    let text: String
  }

  struct Talk: Encodable {
    let title: String
    let speakers: [String]
    let seconds: Int64
    let description: String?
    let outline: [String]

    init(_ talk: AgendaFacts.Talk) {
      title = Clean(talk.title).text
      speakers = talk.speakers.map { Clean($0, limit: 100).text }
      seconds = talk.duration.count
      description = talk.description.map { Clean($0, limit: 2_000).text }
      outline = talk.outline.map { Clean($0, limit: 500).text }
    }
  }

  let occurrence, series, title, kind, summary, text: String
  let start, end, startLocal, zone: String
  let previousStart, next, cutoff, until: String?
  let hosts: [String]
  let link, place, reason, edit: String?
  let agenda: [Item]?
  let talks: [Talk]?
  let audience, codeOfConduct: String?

  enum CodingKeys: String, CodingKey {
    case occurrence, series, title, kind, summary, text, start, end, zone, next, cutoff, until
    case startLocal = "start_local"
    case previousStart = "previous_start"
    case hosts, link, place, reason, edit, agenda, talks, audience
    case codeOfConduct = "code_of_conduct"
  }

  init(_ notice: Notice) {
    let facts = notice.facts
    occurrence = notice.subject.description
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
    until = facts.announcement?.program?.until?.instant.description
    hosts = facts.hosts.map { Clean($0, limit: 100).text }
    link = facts.link.map { Link($0)?.url ?? Clean($0).text }
    place = facts.place.map { Clean($0).text }
    reason =
      switch notice.cause {
      case .emptyAgenda: "nothing was on the agenda at the cutoff"
      case .shortAgenda(let tally): "\(tally) at the cutoff"
      case .farewell, .readdressed, .given, .unknown: facts.reason.map { Clean($0).text }
      }
    edit = facts.agenda?.edit.map { Link($0)?.url ?? Clean($0).text }
    agenda = facts.agenda?.items.map { item in
      Item(author: item.author.map { Clean($0, limit: 100).text }, text: Clean(item.text).text)
    }
    talks = facts.agenda?.talks?.map(Talk.init)
    audience = facts.announcement?.audience.map { Clean($0, limit: 1_000).text }
    codeOfConduct = facts.announcement.flatMap { Link($0.codeOfConduct)?.url }
  }
}
