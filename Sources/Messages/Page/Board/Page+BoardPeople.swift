import Cadence
import Meetings

extension Page {
  /// `/people`: who there is, what time it is for them, and how they want to hear of meetings.
  package static func board(_ people: Board.People) -> Page {
    let view = BoardPeople(people: people)
    return Page(
      board: people.frame, title: "People", room: .people, [view.count, view.table, view.turning])
  }
}

/// The parts of `/people`.
private struct BoardPeople {
  let people: Board.People
  private var frame: Board.Frame { people.frame }

  var count: HTML {
    let which: HTML =
      people.pages > 1 ? .escaped(" Page \(people.page) of \(people.pages).") : ""
    return .element(
      "p", ["class": "soft"], [.count(people.count, "person.", "people."), which])
  }

  var table: HTML {
    BoardTable(
      kind: "members", caption: .span("unseen", "Everyone, by name"),
      columns: [
        BoardTable.Column(title: "Name", kind: .head), BoardTable.Column(title: "Their time"),
        BoardTable.Column(title: "Hosts"), BoardTable.Column(title: "Comes to"),
        BoardTable.Column(title: "Notes", kind: .plain),
      ], rows: people.members.map(row)
    ).html
  }

  private func row(_ member: Board.People.Member) -> BoardTable.Row {
    let person = member.person
    let now = Moment(frame.now, in: person.zone)
    let day = now.local.date == frame.today ? "" : "\(now.local.date.weekday.shortName) "
    return BoardTable.Row(cells: [
      .all(.bold(.data(person.name, limit: 100)), .small(.all(" ", .data(person.id.name)))),
      .all(
        Board.Frame.time(frame.now, [.escaped(day + now.clock)]),
        .small(.all(" ", .data(person.zone.identifier)))),
      Self.titles(member.hosts), Self.titles(member.attends), notes(on: member),
    ])
  }

  /// So many series are named of one person.
  private static let titlesMax = 6

  private static func titles(_ titles: [String]) -> HTML {
    let more = titles.count - titlesMax
    let named = titles.prefix(titlesMax).map { HTML.data($0) }.joined(by: "; ")
    return more > 0 ? .all(named, " and ", .number(more), " more") : named
  }

  /// Only what differs from what everybody has.
  private func notes(on member: Board.People.Member) -> HTML {
    let preferences = member.person.preferences
    var notes: [HTML] = member.trouble.map { [trouble($0)] } ?? []
    switch preferences.reminders {
    case _ where member.isMuted: notes.append("no reminders: stopped")
    case .each: break
    case .none: notes.append("no reminders")
    case .digest(let digest):
      let day = digest.weekday.map(\.name) ?? "daily"
      notes.append(.escaped("one mail for all, \(day) at \(digest.time)"))
    }
    let today = Moment(frame.now, in: member.person.zone).local.date
    if let away = member.person.absence(from: today) {
      notes.append(.escaped("away \(away.days.inWords)"))
    }
    if let quiet = preferences.quiet {
      notes.append(.escaped("quiet \(quiet.from) to \(quiet.until)"))
    }
    if let channel = preferences.channel {
      notes.append(.all("reminders by ", .data(channel.name, limit: 100)))
    }
    return notes.joined(by: "; ")
  }

  private func trouble(_ trouble: Board.People.Member.Trouble) -> HTML {
    .all(
      .span("bad", .all("cannot be reached, since ", frame.stamp(trouble.since), ": ")),
      .data(trouble.why, limit: 500))
  }

  var turning: HTML {
    var links: [HTML] = []
    if people.page > 1 { links.append(.link(Self.place(people.page - 1), "Earlier names")) }
    if people.page < people.pages {
      links.append(.link(Self.place(people.page + 1), "Later names"))
    }
    guard !links.isEmpty else { return "" }
    return .element("nav", ["class": "turn", "aria-label": "Pages"], links)
  }

  private static func place(_ page: Int) -> HTML { .escaped("people?page=\(page)") }
}

extension ClosedRange<CivilDate> {
  /// `2027-07-05 to 2027-07-16`, `on 2027-12-24`.
  fileprivate var inWords: String {
    lowerBound == upperBound ? "on \(lowerBound)" : "\(lowerBound) to \(upperBound)"
  }
}
