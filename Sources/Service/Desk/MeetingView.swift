package import Cadence
import Foundation
import Meetings

/// One date of a series, as it is listed.
package struct MeetingView: RowView {
  package let occurrence: String
  package let title: String
  package let state: String
  package let reason: String?
  package let start: Instant
  package let end: Instant
  package let local: String
  package let zone: String
  package let hosts: [String]
  /// Which of the hosts have said that they come; nil where nobody is asked.
  package let confirmed: [String]?
  /// Which of them have said that they cannot; nil where none has.
  package let declined: [String]?
  /// Who else was asked whether they can host it; nil where nobody was.
  package let asked: [String]?
  package let attendees: [String]
  package let items: Int?
  /// "1 of 2 presenters"; nil where one item will do.
  package let tally: String?
  package let cutoff: Instant?
  package let lastMeeting: Bool

  init(_ upcoming: Upcoming) {
    occurrence = upcoming.id.description
    title = upcoming.title
    state = upcoming.state.name
    reason =
      if case .cancelled(let why) = upcoming.state { why.reason } else { upcoming.absence }
    start = upcoming.start.instant
    end = upcoming.end.instant
    local = Wording.local(upcoming.start)
    zone = upcoming.start.zone
    hosts = upcoming.audience.hosts.map(\.name)
    confirmed = upcoming.hosting?.said.map(\.name)
    declined = upcoming.hosting.flatMap { $0.cannot.isEmpty ? nil : $0.cannot.map(\.name) }
    asked = upcoming.hosting.flatMap { $0.asked.isEmpty ? nil : $0.asked.map(\.name) }
    attendees = upcoming.audience.attendees.map(\.name)
    items = upcoming.items
    tally = upcoming.tally?.description
    cutoff = upcoming.cutoff?.instant
    lastMeeting = upcoming.isLastMeeting
  }

  /// "ana (has not said yes)"; nil where nobody hosts, and nobody is to.
  fileprivate var hostsInWords: String? {
    guard let confirmed else { return hosts.isEmpty ? nil : hosts.joined(separator: ", ") }
    let names = hosts.map { host in
      let said =
        confirmed.contains(host)
        ? "yes" : declined?.contains(host) == true ? "no" : "has not said yes"
      return "\(host) (\(said))"
    }
    let others = asked.map { "; asked: \($0.joined(separator: ", "))" } ?? ""
    return (names.isEmpty ? "nobody yet" : names.joined(separator: ", ")) + others
  }

  package var cells: [String] {
    [
      Wording.utc(start), occurrence, title, zone == "UTC" ? "" : "(\(local) \(zone))",
      "\(state)\(reason.map { ": \($0)" } ?? "")",
      items.map { "agenda \($0)\(tally.map { " (\($0))" } ?? "")" } ?? "",
      cutoff.map { "closes \(Wording.utc($0))" } ?? "", hostsInWords.map { "host \($0)" } ?? "",
      "for \(attendees.isEmpty ? "nobody yet" : attendees.joined(separator: ", "))",
      lastMeeting ? "last meeting, retrospective" : "",
    ]
  }
  package var standing: Int? { 4 }
}

/// One meeting with all that is known of it.
package struct DetailView: View {
  package let meeting: MeetingView
  package let link: String?
  package let place: String?
  package private(set) var agenda: [ItemView]
  /// Before the agenda.
  package let talks: [String]
  /// What every meeting of the series has.
  package let standing: [String]
  /// Who was told of it.
  package let told: [String]
  /// Who said whether they come: `accepted`, `declined`, `tentative`.
  package let answers: [String: String]
  /// When something happens to it next.
  package let due: Instant?

  init(_ upcoming: Upcoming, _ row: Occurrence?, of series: Series?, due: Instant?) {
    let talks = series?.talks ?? []
    meeting = MeetingView(upcoming)
    link = row?.link
    place = row?.place
    agenda =
      row?.items(beside: talks).map { ItemView($0, of: upcoming.id, series?.agenda) } ?? []
    self.talks = talks.map(\.title)
    standing = series?.agenda?.standing ?? []
    told = row?.invitations.values.filter { $0.fate == .told }.map(\.person.name).sorted() ?? []
    let attendance = row?.attendance.map { ($0.key.name, $0.value.answer.rawValue) } ?? []
    answers = Dictionary(uniqueKeysWithValues: attendance)
    self.due = due
  }

  /// As whoever is not to read them sees it; they still count.
  var withoutPrivateItems: DetailView {
    var view = self
    view.agenda.removeAll(where: \.isPrivate)
    return view
  }

  private enum Key: CodingKey { case link, place, agenda, talks, standing, told, answers, due }

  /// One object with the fields of the listing and these.
  package func encode(to encoder: any Encoder) throws {
    try meeting.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(link, forKey: .link)
    try container.encodeIfPresent(place, forKey: .place)
    try container.encode(agenda, forKey: .agenda)
    try container.encode(talks, forKey: .talks)
    try container.encode(standing, forKey: .standing)
    try container.encode(told, forKey: .told)
    try container.encode(answers, forKey: .answers)
    try container.encodeIfPresent(due, forKey: .due)
  }

  package var line: String {
    let m = meeting
    var rows = [
      ("state", m.state + (m.reason.map { ": \($0)" } ?? "")),
      ("when", Wording.utc(m.start) + (m.zone == "UTC" ? "" : " (\(m.local) \(m.zone))")),
      ("hosts", m.hostsInWords ?? ""), ("for", m.attendees.joined(separator: ", ")),
      ("told", told.isEmpty ? "nobody yet" : told.joined(separator: ", ")),
      (
        "answers",
        answers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      ),
      ("place", place ?? ""), ("link", link ?? ""),
      ("closes", m.cutoff.map(Wording.utc) ?? ""),
    ]
    if m.lastMeeting { rows.append(("last", "the last meeting: it starts with the retrospective")) }
    if !agenda.isEmpty || (m.items != nil && talks.isEmpty) {
      rows.append(("agenda", agenda.isEmpty ? "empty" : agenda[0].line))
      rows += agenda.dropFirst().map { ("", $0.line) }
    }
    rows += talks.enumerated().map { ($0.offset == 0 ? "talks" : "", $0.element) }
    rows.append(("needs", m.tally ?? ""))
    rows.append(("always", standing.joined(separator: "; ")))
    rows.append(("next", due.map(Wording.utc) ?? ""))
    let lines = rows.filter { !$0.1.isEmpty }
      .map { "  \($0.0.padding(toLength: 8, withPad: " ", startingAt: 0))\($0.1)" }
    return (["\(m.occurrence)  \(m.title)"] + lines).joined(separator: "\n")
  }
}
