import Cadence
import Meetings
import Messages
import Store

/// What of one meeting one person may see and do.
struct AgendaSeat {
  let meeting: Upcoming
  /// Nil while nothing has been decided about it.
  let row: Occurrence?
  let person: Person
  let isHost: Bool
}

extension Desk {
  /// The seat that a link opens; nil where it opens nothing (any more): the person was taken off
  /// the list, or out of the configuration, or the meeting never was.
  func seat(of holder: Links.AgendaHolder, on day: String) throws -> AgendaSeat? {
    guard let id = OccurrenceID("\(holder.series)/\(day)"), id.day == day,
      let person = book.community.people[holder.person]
    else { return nil }
    // A meeting that is long over is in the store alone.
    let known = book.upcoming(id, at: now)
    let past = try known == nil ? store.occurrence(id) : nil
    guard let meeting = known ?? past.map(book.described) else { return nil }
    let row = book.occurrences[id] ?? past
    let isHost = meeting.audience.hosts.contains(person.id)
    guard
      isHost || meeting.audience.attendees.contains(person.id)
        || row?.invitations[person.id]?.fate == .told
        || row?.hosting.asked.contains(person.id) == true
        || book.mayHost(person.id, meeting.id)
    else { return nil }
    return AgendaSeat(
      meeting: meeting, row: row, person: person, isHost: isHost && holder.isForHost)
  }

  /// - Parameter key: what makes the form's request, sent twice, one.
  func agendaPage(_ seat: AgendaSeat, key: String) -> AgendaPage {
    let (meeting, row) = (seat.meeting, seat.row)
    let community = book.community
    let zone = seat.person.zone
    let series = community.series[meeting.id.series]
    let cutoff = row.map { book.timetable(of: $0, at: now).cutoff } ?? meeting.cutoff?.instant
    let talks = series?.talks ?? []
    let items = row?.items(beside: talks) ?? []
    let visible = items.filter {
      !$0.isPrivate || seat.isHost || $0.author == seat.person.id
    }
    var page = AgendaPage(
      community: community.name, title: meeting.title, day: meeting.id.day,
      reader: seat.person.name, isHost: seat.isHost,
      start: Moment(meeting.start.instant, in: zone), end: Moment(meeting.end.instant, in: zone),
      state: meeting.state,
      hosts: meeting.audience.hosts.compactMap { community.people[$0]?.name },
      place: row?.place ?? series?.place, link: row?.link ?? series?.link,
      edit: series?.agenda?.edit, cutoff: cutoff.map { Moment($0, in: zone) },
      cancelsIfEmpty: series?.agenda?.ifEmpty == .cancel,
      isRetrospective: meeting.isLastMeeting && series?.mentorship?.retrospective != nil,
      items: visible.map { view(of: $0, for: seat.person.id, cutoff: cutoff) },
      hidden: items.count - visible.count, standing: series?.agenda?.standing ?? [],
      answer: row?.attendance[seat.person.id]?.answer,
      passes: row?.passes.contains(seat.person.id) ?? false,
      voices: seat.isHost ? voices(row, meeting.audience.hosts) : [],
      next: next(after: meeting).map {
        AgendaPage.Other(day: $0.id.day, start: Moment($0.start.instant, in: zone))
      }, now: now, key: key)
    page.talks = talks.map(community.described)
    page.tally = meeting.tally
    page.kinds = series?.agenda?.kinds ?? []
    page.asksForHost = book.asks(seat.person.id, whetherTheyHost: meeting.id)
    page.hostsIt = meeting.audience.hosts.contains(seat.person.id)
    return page
  }

  private func view(
    of item: AgendaItem, for reader: PersonID, cutoff: Instant?
  ) -> AgendaPage.Item {
    AgendaPage.Item(
      id: item.id, text: item.text,
      author: item.author.flatMap { book.community.people[$0]?.name }, isPrivate: item.isPrivate,
      isOwn: item.author == reader && item.source == .command,
      isLate: cutoff.map { item.receivedAt >= $0 } ?? false)
  }

  /// The next meeting of the series that takes place.
  private func next(after meeting: Upcoming) -> Upcoming? {
    book.upcoming(of: meeting.id.series, at: now, within: .days(400)).first {
      $0.start.instant > meeting.start.instant && !$0.state.isCancelled
    }
  }

  /// - Parameter hosts: of it; a no of anybody else who was asked is to that.
  private func voices(_ row: Occurrence?, _ hosts: [PersonID]) -> [String] {
    guard let row else { return [] }
    let answers = row.attendance.sorted { $0.key < $1.key }.map { person, attendance in
      switch attendance.answer {
      case .accepted: "\(name(of: person)) comes"
      case .tentative: "\(name(of: person)) may come"
      case .declined where row.hosting.asked.contains(person) && !hosts.contains(person):
        "\(name(of: person)) cannot host it"
      case .declined: "\(name(of: person)) does not come"
      }
    }
    return answers + row.passes.sorted().map { "\(name(of: $0)) brings nothing" }
  }

  /// Where an item stands now, for whoever wrote it: on which live agenda of the series.
  func home(ofItem id: String, of author: PersonID, in series: SeriesID) -> OccurrenceID? {
    book.occurrences(of: series).last { row in
      row.items.contains { $0.id == id && $0.author == author }
    }?.id
  }

  // MARK: For the coordinator

  /// - Throws: `Refusal` where there is no such person, meeting, place at it, or link.
  func link(to name: String, for person: String) throws -> DoneView {
    let id = try find(name)
    let holder = PersonID(try self.holder(Ask(by: person)))
    guard let links else {
      throw Refusal("nothing is served that a link could lead to", fix: "write `web:`")
    }
    for isForHost in [true, false] {
      let seat = try seat(
        of: Links.AgendaHolder(person: holder, series: id.series, isForHost: isForHost), on: id.day)
      guard let seat, seat.isHost == isForHost else { continue }
      let address = links.agendaAddress(of: id, for: holder, isHost: isForHost, from: now)
      if let address { return DoneView(address, occurrence: id.description) }
    }
    throw Refusal("\(person) is not invited to \(id)", fix: "look at `hosts:` and `invite:`")
  }

  /// Whose links are meant: a person's, or the calendar of a group or a series.
  func holder(_ ask: Ask) throws -> String {
    let readership = Readership(ask)
    _ = try name(of: readership)
    guard let holder = readership.holder else {
      throw Refusal("everyone's calendar has no secret address", fix: "name whose links are meant")
    }
    return holder
  }
}
