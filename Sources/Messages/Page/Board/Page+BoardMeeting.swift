import Cadence
import Meetings

extension Page {
  /// `/meeting/SERIES/DAY`: everything of one meeting, and why it is as it is.
  package static func board(_ details: Board.Details) -> Page {
    let view = BoardMeeting(details: details)
    return Page(
      board: details.frame, title: "\(Clean(details.upcoming.title, limit: 200))", root: "../../",
      [view.lead, view.facts] + view.agenda + view.why + view.people + view.notices)
  }
}

/// The parts of a meeting's page.
private struct BoardMeeting {
  let details: Board.Details
  private var frame: Board.Frame { details.frame }
  private var upcoming: Upcoming { details.upcoming }

  // MARK: When and what

  var lead: HTML {
    let start = frame.moment(upcoming.start.instant)
    let why: HTML =
      if case .cancelled(let why) = upcoming.state { ": " + .data(why.reason) } else { "" }
    let when = HTML.escaped(start.full(isPersonal: false).text)
    return .element(
      "p", ["class": "lead"],
      [
        upcoming.state.html, why, .void("br"),
        Board.Frame.time(upcoming.start.instant, [.bold(when)]), ", ",
        (upcoming.end.instant - upcoming.start.instant).inWords.html, ", ",
        .escaped(frame.distance(to: upcoming.start.instant)),
      ])
  }

  var facts: HTML {
    var rows: [(HTML, HTML)] = [("Name", .code(.data("\(upcoming.id)")))]
    if upcoming.start.zone != frame.zone.identifier, !upcoming.start.isUTC {
      rows.append(("In its own zone", .escaped(upcoming.start.full(isPersonal: false).text)))
    }
    if let place = details.place { rows.append(("Where", .data(place, limit: 500))) }
    if let link = details.link {
      rows.append(("Join", Link(link).map { ("\($0)" as Phrase).html } ?? .data(link)))
    }
    rows.append(("Hosts", hosts))
    if let cutoff = upcoming.cutoff?.instant {
      rows.append(
        ("Agenda closes", .all(frame.stamp(cutoff), .escaped(", \(frame.distance(to: cutoff))"))))
    }
    if upcoming.isLastMeeting {
      rows.append(("Last meeting", "of the mentorship: it begins with the retrospective"))
    }
    if let due = details.due {
      rows.append(
        ("Next step", .all(frame.stamp(due), .escaped(", \(frame.distance(to: due))"))))
    }
    let parts = rows.flatMap {
      [HTML.element("dt", [:], [$0.0]), .element("dd", [:], [$0.1]), .newline]
    }
    return .element("dl", [:], [.newline] + parts)
  }

  private var hosts: HTML {
    .hosts(details.guests.filter { $0.part == .host }.map(\.name))
  }

  // MARK: The agenda

  var agenda: [HTML] {
    let heading = HTML.element("h2", [:], ["Agenda"])
    var items = details.talks.map { HTML.element("li", [:], [.data($0, limit: 500)]) }
    items += details.items.map { HTML.element("li", [:], [item($0)]) }
    if upcoming.isLastMeeting { items.insert(.element("li", [:], ["Retrospective"]), at: 0) }
    var parts = [heading]
    if !items.isEmpty {
      parts.append(.element("ol", [:], HTML.lines(items)))
    } else {
      parts.append(
        .element(
          "p", ["class": "soft"],
          [upcoming.items == nil ? "This meeting has no agenda." : "Nothing is on it."]))
    }
    if !details.standing.isEmpty {
      let always = details.standing.map { HTML.data($0, limit: 500) }.joined(by: "; ")
      parts.append(.element("p", [:], [.span("soft", "Every time: "), always]))
    }
    return parts
  }

  private func item(_ item: Board.Item) -> HTML {
    let by: HTML = item.author.map { .all(.data($0, limit: 100), ", ") } ?? ""
    let from: HTML = item.file.map { .all(", from ", .data($0)) } ?? ""
    let tag: HTML = item.isPrivate ? .all(.span("tag", "private"), " ") : ""
    return .all(
      tag, .data(item.text, limit: 2_000), " ",
      .span("soft", .all(by, frame.stamp(item.received), from)))
  }

  // MARK: Why it is as it is

  var why: [HTML] {
    let heading = HTML.element("h2", [:], ["Why"])
    guard !details.journal.isEmpty else {
      return [heading, .element("p", ["class": "soft"], ["Nothing was decided yet."])]
    }
    let rows = details.journal.map { entry in
      BoardTable.Row(cells: [
        frame.stamp(entry.observedAt), .escaped(Self.change(entry)),
        .all(.data(entry.cause, limit: 1_000), late(entry)),
      ])
    }
    let table = BoardTable(
      kind: "why", caption: .span("unseen", "What was decided, oldest first"),
      columns: [
        BoardTable.Column(title: "When", kind: .plain),
        BoardTable.Column(title: "State", kind: .aside),
        BoardTable.Column(title: "Because", kind: .plain),
      ], rows: rows)
    return [heading, table.html]
  }

  private static func change(_ entry: JournalEntry) -> String {
    switch entry.from {
    case entry.to: entry.to
    case "new": "→ \(entry.to)"
    default: "\(entry.from) → \(entry.to)"
    }
  }

  private func late(_ entry: JournalEntry) -> HTML {
    guard entry.observedAt - entry.dueAt >= .minutes(1) else { return "" }
    return .small(.all(" was due ", frame.stamp(entry.dueAt)))
  }

  // MARK: Who knows of it

  var people: [HTML] {
    let heading = HTML.element("h2", [:], ["People"])
    guard !details.guests.isEmpty else {
      return [heading, .element("p", [:], [.span("missing", "Nobody is invited.")])]
    }
    let rows = details.guests.map { guest in
      BoardTable.Row(cells: [
        .bold(.data(guest.name, limit: 100)), Self.part(guest.part), Self.fate(guest),
        .escaped(guest.answer ?? ""),
      ])
    }
    let table = BoardTable(
      kind: "guests", caption: .span("unseen", "Who was told, and what they answered"),
      columns: [
        BoardTable.Column(title: "Name", kind: .head), BoardTable.Column(title: "Part"),
        BoardTable.Column(title: "Told"), BoardTable.Column(title: "Answer"),
      ], rows: rows)
    return [heading, table.html]
  }

  private static func part(_ part: Board.Guest.Part) -> HTML {
    switch part {
    case .host: "host"
    case .guest: "guest"
    case .former: "no longer invited"
    }
  }

  private static func fate(_ guest: Board.Guest) -> HTML {
    switch guest.fate {
    case .told: "told"
    case .pending: .span("missing", "on its way")
    case .withdrawn: "withdrawn"
    case nil: .span("soft", "not yet")
    }
  }

  var notices: [HTML] {
    let heading = HTML.element("h2", [:], ["Notices"])
    guard !details.notices.isEmpty else {
      return [heading, .element("p", ["class": "soft"], ["None was written yet."])]
    }
    let table = NoticeTable(frame: frame, caption: "What was sent of this meeting", root: nil)
    return [heading, table.html(details.notices)]
  }
}

/// Notices as a table: of one meeting, or of the outbox.
struct NoticeTable {
  let frame: Board.Frame
  let caption: HTML
  /// Where the board is; nil where all are of the page's own meeting.
  let root: HTML?

  func html(_ notices: [Board.Notice]) -> HTML {
    var columns = [BoardTable.Column(title: "Notice", kind: .head)]
    if root != nil { columns.append(BoardTable.Column(title: "Meeting", kind: .plain)) }
    columns += [
      BoardTable.Column(title: "State", kind: .aside), BoardTable.Column(title: "When"),
      BoardTable.Column(title: "Tries"), BoardTable.Column(title: "Last answer", kind: .plain),
    ]
    return BoardTable(
      kind: root == nil ? "notices" : "outbox", caption: .span("unseen", caption), columns: columns,
      rows: notices.map(row)
    ).html
  }

  private func row(_ notice: Board.Notice) -> BoardTable.Row {
    let way: HTML =
      notice.channel == Recipient.mail || notice.channel == notice.recipient
      ? "" : .all(", by ", .data(notice.channel, limit: 100))
    let name = HTML.all(
      .bold(.escaped(notice.kind.rawValue)), " to ", .data(notice.recipient, limit: 100), way,
      .small(.all(" ", .code(.escaped(String(notice.id.prefix(8)))))))
    var cells = [name]
    if let root {
      let about: HTML =
        switch notice.subject {
        case .meeting(let id):
          .all(
            .link(.place(of: id, from: root), .data(notice.title)),
            .small(.all(" ", .escaped(frame.day(id.date)))))
        case .task(let id): .all(.data(notice.title), .small(.all(" ", .data(id.key))))
        }
      cells.append(about)
    }
    cells += [
      Glyph(notice.state).labelled(.escaped(notice.state.rawValue)), when(notice),
      notice.attempts == 0 ? "" : .number(notice.attempts),
      notice.answer.map { .data($0, limit: 1_000) } ?? "",
    ]
    return BoardTable.Row(cells: cells)
  }

  private func when(_ notice: Board.Notice) -> HTML {
    if let settled = notice.settled { return frame.stamp(settled) }
    if notice.state == .sending { return "on its way now" }
    guard let next = notice.next else { return "" }
    return .all(
      "next ", frame.stamp(next), .escaped(", \(frame.distance(to: next))"),
      .small(.all(" of use until ", frame.stamp(notice.usefulUntil))))
  }
}
