import Cadence
import Meetings

extension Page {
  /// `/`: what needs somebody, what comes, and the term as a picture.
  package static func board(_ board: Board.Overview) -> Page {
    let service = board.service
    let size: Phrase =
      "\(service.series) series, \(service.people) \(service.people == 1 ? "person" : "people")."
    let view = BoardOverview(board: board)
    return Page(
      board: board.frame, title: "Meetings of \(Clean(board.frame.community, limit: 100))",
      room: .meetings, footer: view.footer,
      [
        .element(
          "p", ["class": "soft"],
          [
            board.frame.stamp(board.frame.now), " ",
            ("\(Clean(board.frame.zone.identifier)). " + size).html,
          ]), view.needs,
      ] + view.weeks + view.term)
  }
}

/// The parts of `/`.
private struct BoardOverview {
  let board: Board.Overview
  private var frame: Board.Frame { board.frame }

  // MARK: What needs somebody

  /// More of a kind are counted: a list that nobody can take in helps nobody.
  private static let needsMax = 8

  var needs: HTML {
    guard !board.needs.isEmpty else {
      let word: HTML = board.service.isHealthy ? "Nothing needs anybody now." : "Not healthy."
      return .element("p", ["class": "fine"], [Glyph.confirmed.labelled(word)])
    }
    let isUrgent = board.needs.contains(where: \.isUrgent)
    var lines: [HTML] = []
    var rest = board.needs[...]
    while let first = rest.first {
      let alike = rest.prefix { $0.kind == first.kind }
      lines += alike.prefix(Self.needsMax).map(line)
      let more = alike.count - Self.needsMax
      if more > 0 { lines.append(.element("li", [:], [.all("and ", .number(more), " more")])) }
      rest = rest.dropFirst(alike.count)
    }
    return .element(
      "section",
      ["class": isUrgent ? "needs urgent" : "needs", "aria-labelledby": "needs"],
      [
        .newline, .element("h2", ["id": "needs"], ["Needs somebody"]), .newline,
        .element("ul", [:], HTML.lines(lines)), .newline,
      ])
  }

  private func line(_ need: Board.Need) -> HTML {
    let words = words(of: need)
    return need.isUrgent
      ? .element("li", ["class": "red"], [words]) : .element("li", [:], [words])
  }

  /// What, since when and why; and what to do.
  // long: one need after another.
  private func words(of need: Board.Need) -> HTML {
    switch need {
    case .notWritten(let why):
      return .all(
        .bold("Nothing can be written down"), ", so nothing is decided or sent: ",
        .data(why, limit: 500))
    case .oldConfiguration(let problem):
      let lines = problem.split(separator: "\n", omittingEmptySubsequences: false)
        .map { HTML.data(String($0), limit: 500) }
      return .all(
        .bold("The configuration was not loaded"), ": the one before runs on.",
        .element("pre", [:], [lines.joined(by: .newline)]))
    case .hold(let why):
      return .all(
        .bold("On hold"), ": ", .data(why), ". Set the clock right, or accept it: ",
        .code("convened reload"))
    case .failing(let destination, let since, let why, let waiting, _):
      let what: HTML =
        destination == Recipient.mail
        ? "Mail does not leave" : .all("Channel ", .data(destination), " takes nothing")
      let rest: HTML = waiting == 0 ? "" : .count(waiting, "notice waits. ", "notices wait. ")
      return .all(
        .bold(what), ", since ", frame.stamp(since), ": ", .data(why, limit: 500), ". ", rest,
        .code("convened doctor"), " looks closer.")
    case .notFetched(let place, let since, let why, _):
      return .all(
        .bold("Replies are not fetched"), " from ", .data(place), ", since ", frame.stamp(since),
        ": ", .data(why, limit: 500), ". ", .code("convened doctor"), " looks closer.")
    case .warning(let what): return .data(what, limit: 500)
    case .everyoneRefused:
      return .all(
        .bold("Several mailboxes are refused"), ", and mail was taken for nobody since. ",
        .code("convened doctor"), " looks at the relay.")
    case .unaware(let id, let title, let people, let since):
      return .all(
        .link(.place(of: id, from: "./"), .data(title)), " is cancelled, and ",
        .bold(.count(people, "person does not know", "people do not know")), ", since ",
        frame.stamp(since), ". Tell them another way.")
    case .setAside(let count):
      return .all(
        .bold(.count(count, "notice is set aside", "notices are set aside")), ". ",
        .link("outbox?state=quarantined", "Look at the reasons"), ", then ",
        .code("convened outbox retry"), ".")
    case .unreachable(let who, let since, let why):
      return .all(
        .bold(.data(who)), " cannot be reached, since ", frame.stamp(since), ": ",
        .data(why, limit: 500), ".")
    case .emptyAgenda(let upcoming, let cutoff, let cancels):
      return .all(
        link(to: upcoming), " on ", day(of: upcoming), " has ",
        .bold(upcoming.tally.map { .data($0.description) } ?? "nothing on its agenda"),
        ", which closes ", .escaped(frame.distance(to: cutoff)), ". Then it ",
        cancels ? "is cancelled." : "takes place anyway.")
    case .noHost(let upcoming):
      return .all(link(to: upcoming), " on ", day(of: upcoming), " has ", .bold("no host"), ".")
    case .conflict(let first, let second, let resource, let isTouching):
      return .all(
        link(to: first), " and ", link(to: second), " on ", day(of: second), " ",
        .bold(words(resource)), isTouching ? ", one right after the other." : ", at one time.")
    }
  }

  private func words(_ resource: Resource) -> HTML {
    switch resource {
    case .link(let name), .place(let name): .all("are both at ", .data(name, limit: 200))
    case .account(let name): .all("are both held by ", .data(name, limit: 100))
    case .person(let id): .all("both need ", .data(id.name))
    }
  }

  private func link(to upcoming: Upcoming) -> HTML {
    .link(.place(of: upcoming.id, from: "./"), .data(upcoming.title))
  }

  private func day(of upcoming: Upcoming) -> HTML {
    .escaped(frame.day(frame.moment(upcoming.start.instant).local.date))
  }

  // MARK: The weeks

  var weeks: [HTML] {
    let heading: HTML = board.isFromNow ? "The coming weeks" : "Weeks"
    let tables = board.weeks.map { week in
      week.meetings.isEmpty
        ? .element("h3", [:], [name(of: week)]) + .element("p", [:], ["No meeting."])
        : table(of: week)
    }
    return [.element("h2", [:], [heading])] + tables + [turning]
  }

  private static let columns = [
    BoardTable.Column(title: "When", kind: .plain),
    BoardTable.Column(title: "Meeting", kind: .head),
    BoardTable.Column(title: "State", kind: .aside), BoardTable.Column(title: "Agenda"),
    BoardTable.Column(title: "Hosts"), BoardTable.Column(title: "Told"),
  ]

  private func table(of week: Board.Week) -> HTML {
    BoardTable(
      kind: "week", caption: .element("h3", [:], [name(of: week)]), columns: Self.columns,
      rows: week.meetings.map(row)
    ).html
  }

  private func name(of week: Board.Week) -> HTML {
    let name: HTML =
      switch week.monday {
      case frame.today.monday: "This week, "
      case frame.today.monday.adding(days: 7): "Next week, "
      default: ""
      }
    return name + .escaped("\(frame.day(week.monday)) to \(frame.day(week.monday.adding(days: 6)))")
  }

  private func row(_ meeting: Board.Meeting) -> BoardTable.Row {
    let upcoming = meeting.upcoming
    var title = link(to: upcoming)
    if case .cancelled(let why) = upcoming.state { title = title + .small(.data(why.reason)) }
    if upcoming.isLastMeeting { title = title + .small("last meeting, with the retrospective") }
    return BoardTable.Row(
      kind: upcoming.state.isCancelled ? "off" : "",
      cells: [
        when(upcoming), title, upcoming.state.html, agenda(of: upcoming), hosts(of: meeting),
        told(of: meeting),
      ])
  }

  private func when(_ upcoming: Upcoming) -> HTML {
    let start = frame.moment(upcoming.start.instant)
    let local = Board.Frame.time(
      upcoming.start.instant, [.bold(.escaped(start.day)), .escaped(", \(start.clock)")])
    // The head of the page says whose clock it is.
    return start.isUTC ? local : local + .small(.escaped(" = \(start.universal)"))
  }

  private func agenda(of upcoming: Upcoming) -> HTML {
    guard let items = upcoming.items else { return .span("idle", "no agenda") }
    let count: HTML = items == 0 ? "nothing" : .count(items, "item", "items")
    guard let cutoff = upcoming.cutoff?.instant else { return count }
    let verb: HTML = cutoff > frame.now ? " closes " : " closed "
    return (items == 0 ? "nothing yet" : count)
      + .small(verb + frame.stamp(cutoff) + .escaped(", \(frame.distance(to: cutoff))"))
  }

  private func hosts(of meeting: Board.Meeting) -> HTML {
    let hosts = HTML.hosts(meeting.hosts)
    guard let count = meeting.upcoming.hosting, !meeting.upcoming.state.isCancelled else {
      return hosts
    }
    let said: HTML =
      count.isEnough
      ? "confirmed" : .escaped("\(count.said.count) of \(count.needed) confirmed")
    return hosts + .small(said)
  }

  private func told(of meeting: Board.Meeting) -> HTML {
    let people = meeting.upcoming.audience.everyone.count
    guard people > 0 else { return .span("missing", "nobody is invited") }
    if meeting.told == 0, meeting.upcoming.state == .planned { return .span("idle", "not yet") }
    return .escaped("\(meeting.told) of \(people)")
  }

  private var turning: HTML {
    var links: [HTML] = [.link(Self.place(of: board.earlier), "Earlier weeks")]
    if !board.isFromNow { links.append(.link("./", "From now on")) }
    links.append(.link(Self.place(of: board.later), "Later weeks"))
    return .element("nav", ["class": "turn", "aria-label": "Weeks"], links)
  }

  private static func place(of monday: CivilDate) -> HTML { .escaped("./?week=\(monday)") }

  // MARK: The term, the service

  var term: [HTML] {
    let term = board.term
    let days = "\(frame.day(term.days.lowerBound)) to \(frame.day(term.days.upperBound))"
    let programs: HTML = term.programs.isEmpty ? "" : .all(.data(term.programs), ": ")
    let more: HTML =
      term.more == 0
      ? "" : .all(" ", .number(term.more), " more series, with fewer meetings, are not drawn.")
    return [
      .element("h2", [:], [term.programs.isEmpty ? "The months around now" : "The term"]),
      .element(
        "p", ["class": "soft"], [programs, .escaped(days), ", a line for each series.", more]),
    ] + BoardTimeline(term: term, frame: frame).html
  }

  var footer: [HTML] {
    let service = board.service
    let health: HTML = service.isHealthy ? "Healthy" : "Not healthy"
    let next: HTML = service.nextWake.map { frame.stamp($0) } ?? "nothing planned"
    return [
      .element(
        "p", [:],
        [
          health, ", up since ", frame.stamp(service.since), ". convened ",
          .data(service.version), ", tzdata ", .data(service.tzdata), ", configuration ",
          .data(service.configuration), ". Mail goes to ", .data(service.mail),
          ". Next wake: ", next, ".",
        ])
    ]
  }
}

extension Board.Need {
  /// What is said of it alike.
  fileprivate var kind: Int {
    switch self {
    case .notWritten: 0
    case .oldConfiguration: 1
    case .hold: 2
    case .everyoneRefused: 3
    case .unaware: 4
    case .failing(_, _, _, _, let isLasting): isLasting ? 5 : 6
    case .setAside: 7
    case .unreachable: 8
    case .emptyAgenda: 9
    case .noHost: 10
    case .conflict: 11
    case .notFetched: 12
    case .warning: 13
    }
  }
}
