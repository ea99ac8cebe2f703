import Cadence
import Meetings
package import Messages
import Store

/// The other pages of the board.
extension Desk {
  /// - Throws: `Refusal` for a name that no meeting has, and for a date that is skipped.
  package func boardMeeting(_ name: String) throws -> Board.Details {
    if let id = OccurrenceID(name), book.occurrences[id] == nil, try store.occurrence(id) == nil,
      let reason = book.community.series[id.series]?.skips[id.date]
    {
      throw Refusal(
        "\(id) is not planned: skipped (\(reason))",
        fix: "\(Series.unskip) if it is to take place")
    }
    let (id, upcoming, row) = try meeting(name)
    let series = book.community.series[id.series]
    return Board.Details(
      frame: boardFrame, upcoming: upcoming, link: row.map(\.link) ?? series?.link,
      place: row.map(\.place) ?? series?.place,
      items: row?.items(beside: series?.talks ?? []).map(item) ?? [],
      talks: series?.talks.map(\.title) ?? [],
      standing: series?.agenda?.standing ?? [], guests: guests(of: upcoming, row),
      due: book.nextAt(of: id, at: now), journal: try store.journal(of: .meeting(id)),
      notices: try store.outboxLines(of: .meeting(id), limit: Self.noticesMax).map(notice))
  }

  private func item(_ item: AgendaItem) -> Board.Item {
    let file: String? = if case .file(let name, _) = item.source { name } else { nil }
    return Board.Item(
      text: item.text, author: item.author.map(name), isPrivate: item.isPrivate, file: file,
      received: item.receivedAt)
  }

  /// Hosts, guests, and whoever was told and does not belong to it any more.
  private func guests(of upcoming: Upcoming, _ row: Occurrence?) -> [Board.Guest] {
    let audience = upcoming.audience
    let present = Set(audience.everyone)
    let former = row?.invitations.keys.filter { !present.contains($0) }.sorted() ?? []
    let parts: [(Board.Guest.Part, [PersonID])] = [
      (.host, audience.hosts), (.guest, audience.attendees), (.former, former),
    ]
    return parts.flatMap { part, people in
      people.map { person in
        Board.Guest(
          name: name(of: person), part: part, fate: row?.invitations[person]?.fate,
          answer: row?.attendance[person]?.answer.rawValue)
      }
    }
  }

  // MARK: The outbox

  private static var linesMax: Int { 100 }

  /// - Parameters:
  ///   - state: nil for what waits and what failed.
  ///   - mark: what was written before it; nil begins at the newest.
  /// - Throws: `Refusal` for a state that there is not.
  package func boardOutbox(state: String?, before mark: Int64?) throws -> Board.Outbox {
    let wanted = try state.map(self.state)
    let states = wanted.map { [$0] } ?? Board.Notice.State.mixed.compactMap(\.stored)
    let lines = try store.outboxLines(in: states, before: mark, limit: Self.linesMax + 1)
    let shown = lines.prefix(Self.linesMax)
    let counts = try store.outboxCounts().map { state, count in
      (Board.Notice.State(state), count)
    }
    return Board.Outbox(
      frame: boardFrame, counts: Dictionary(uniqueKeysWithValues: counts),
      state: wanted.map { Board.Notice.State($0) },
      notices: shown.map(notice), isNewest: mark == nil,
      older: lines.count > shown.count ? shown.last?.seq : nil)
  }

  private func notice(_ line: OutboxLine) -> Board.Notice {
    Board.Notice(
      id: line.identity.description, subject: line.subject,
      title: title(of: line.subject), kind: line.kind,
      recipient: line.recipient.person.map(name) ?? line.recipient.name,
      channel: line.recipient.channelName,
      state: Board.Notice.State(line.state),
      attempts: line.attempts, next: line.state.isFinal ? nil : line.nextTry,
      settled: line.settledAt, usefulUntil: line.notAfter, answer: line.receipt)
  }

  // MARK: People

  private static var peopleMax: Int { 200 }

  /// - Throws: `Refusal` for a page that there is not.
  package func boardPeople(page: Int) throws -> Board.People {
    let people = book.community.people.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    let pages = max(1, (people.count + Self.peopleMax - 1) / Self.peopleMax)
    guard (1...pages).contains(page) else {
      throw Refusal("there is no page \(page) of people", fix: "there are \(pages)")
    }
    let (hosts, attends) = memberships()
    let troubles = Dictionary(
      try store.troubles().map { ($0.who, (since: $0.since, why: $0.why)) },
      uniquingKeysWith: { one, _ in one })
    let members = people.dropFirst((page - 1) * Self.peopleMax).prefix(Self.peopleMax)
      .map { person in
        Board.People.Member(
          person: person, hosts: hosts[person.id] ?? [], attends: attends[person.id] ?? [],
          isMuted: book.muted.contains(person.id),
          trouble: troubles[person.address].map { .init(since: $0.since, why: $0.why) })
      }
    return Board.People(
      frame: boardFrame, members: members, page: page, pages: pages, count: people.count)
  }

  /// The titles of the series that each person hosts and comes to, as of its next meeting.
  private func memberships() -> (hosts: [PersonID: [String]], attends: [PersonID: [String]]) {
    var hosts: [PersonID: [String]] = [:]
    var attends: [PersonID: [String]] = [:]
    for series in book.community.series.values.sorted(by: { $0.id < $1.id }) {
      guard let next = series.recurrence.next(after: now) else { continue }
      let audience = book.community.audience(of: series, on: next.date)
      for person in audience.hosts { hosts[person, default: []].append(series.title) }
      for person in audience.attendees { attends[person, default: []].append(series.title) }
    }
    return (hosts, attends)
  }
}

extension Board.Notice.State {
  fileprivate init(_ state: OutboxRow.State) {
    self =
      switch state {
      case .pending: .pending
      case .sending: .sending
      case .unknown: .unknown
      case .delivered: .delivered
      case .refused: .refused
      case .expired: .expired
      case .superseded: .superseded
      case .quarantined: .quarantined
      }
  }

  fileprivate var stored: OutboxRow.State? { OutboxRow.State(rawValue: rawValue) }
}
