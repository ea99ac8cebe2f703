import Cadence
import Meetings

extension Page {
  /// The page of a meeting. It is markup and forms: it works without script, and by keyboard.
  package static func agenda(_ facts: AgendaPage) -> Page {
    let title = Clean(facts.title, limit: 200)
    let view = AgendaView(facts: facts)
    return Page(
      title: "\(title)", tab: "\(title), \(Phrase(stringLiteral: facts.start.day))",
      view.head + view.outcome + view.agenda + view.form + view.attendance + view.details
        + view.hosts + view.footer)
  }
}

/// The parts of the page, from top to bottom; its forms are in `AgendaView+Forms.swift`.
struct AgendaView {
  let facts: AgendaPage

  // MARK: What and when

  var head: [HTML] {
    let length = (facts.end.instant - facts.start.instant).inWords
    let start = facts.start.full(isPersonal: true)
    let when: Phrase = length.isEmpty ? start : "\(start), \(length)"
    return [
      .element("p", ["class": isOff ? "when off" : "when"], [when.html]),
      .element("p", ["class": "stand"], [standing.html]),
    ]
  }

  private var isOff: Bool { facts.state.isCancelled || facts.state == .lapsed }

  /// Where the meeting stands, in one sentence.
  private var standing: Phrase {
    switch facts.state {
    case .planned: "Planned; nobody is invited yet."
    case .open: "Its agenda is open."
    case .confirmed where facts.now < facts.start.instant: "It takes place."
    case .confirmed: "It has begun."
    case .held: "It is over."
    case .lapsed: "It did not take place."
    case .cancelled(.emptyAgenda): "Cancelled: nothing was on the agenda at the cutoff."
    case .cancelled(.shortAgenda(let tally)): "Cancelled. " + tally.inWords(isOver: true)
    case .cancelled(.calledOff(let because)), .cancelled(.dateGone(let because)),
      .cancelled(.away(let because)), .cancelled(.noHost(let because)):
      "Cancelled: \(Clean(because, limit: 500))"
    }
  }

  // MARK: What has just been done

  var outcome: [HTML] { Page.outcome(outcomeWords) }

  private var outcomeWords: Phrase? {
    switch facts.outcome {
    case nil: nil
    case .added where facts.cutoff == nil || facts.isCutoffAhead: "Your item is on the agenda."
    case .added:
      "Your item is on the agenda. It came after the cutoff, and the meeting takes place anyway."
    case .moved(let next?):
      "This meeting was cancelled before your item came. It is on the agenda of the next one, "
        + day(next) + ", and you get a mail that says so."
    case .moved(nil):
      "This meeting was cancelled before your item came, and no other follows it yet. "
        + "The hosts still see it here."
    case .changed: "Your item is changed."
    case .withdrawn: "Your item is off the agenda."
    case .answered(.accepted) where facts.asksForHost && facts.hostsIt:
      "Noted: you host it. Thank you."
    case .answered(let answer): "Noted: you \(Self.words(for: answer))."
    case .passed(true): "Noted: nothing from you this time."
    case .passed(false): "Noted. You will be asked as before."
    case .reinstated: "The meeting takes place again, and everyone is told."
    }
  }

  private static func words(for answer: Answer) -> Phrase {
    switch answer {
    case .accepted: "come"
    case .tentative: "may come"
    case .declined: "do not come"
    }
  }

  private func day(_ other: AgendaPage.Other) -> Phrase {
    other.start.short(isPersonal: true)
  }

  // MARK: The agenda

  var agenda: [HTML] {
    var parts: [HTML] = [Page.heading("Agenda", id: "agenda")]
    if let fate { parts.append(Page.paragraph(fate)) }
    var lines: [HTML] =
      facts.talks.map { .element("li", [:], [$0.line.html]) } + facts.items.map(line)
    if facts.isRetrospective {
      lines.insert(
        .element("li", [:], [.escaped("Retrospective: what we did well, what we could do better")]),
        at: 0)
    }
    if facts.hidden > 0 {
      let words = facts.hidden == 1 ? "a private item" : "\(facts.hidden) private items"
      lines.append(.element("li", ["class": "aside"], [.escaped(words)]))
    }
    if !lines.isEmpty { parts.append(.element("ol", ["class": "items"], HTML.lines(lines))) }
    if !facts.standing.isEmpty {
      let names = facts.standing.map { Phrase(Clean($0, limit: 200)) }.enumerated(with: "and")
      parts.append(.element("p", ["class": "aside"], [("As always: " + names).html]))
    }
    return parts
  }

  /// What becomes of the meeting by its agenda, and until when; nil where it changes nothing.
  private var fate: Phrase? {
    guard let cutoff = facts.cutoff else { return facts.count == 0 ? "Nothing so far." : nil }
    let closes = cutoff.short(isPersonal: true)
    switch facts.state {
    case .planned, .open:
      guard facts.isCutoffAhead else { return "The agenda is being closed." }
      let left = (cutoff.instant - facts.now).roughly
      if let tally = facts.tally, !tally.isEnough {
        let there = tally.inWords(isOver: false)
        return facts.cancelsIfEmpty
          ? "\(there) If it is not enough on \(closes), in \(left), we do not meet."
          : "\(there) It closes on \(closes), in \(left); we meet either way."
      }
      if facts.count > 0 {
        return "As it stands, we meet. The agenda closes on \(closes), in \(left)."
      }
      return facts.cancelsIfEmpty
        ? "Nothing so far. If that is still so on \(closes), in \(left), we do not meet."
        : "Nothing so far. It closes on \(closes), in \(left); we meet either way."
    case .confirmed: return "It was closed on \(closes). More can still be added."
    case .held, .lapsed: return facts.count == 0 ? "Nothing was on it." : nil
    case .cancelled:
      guard let next = facts.next else { return "No other meeting follows yet." }
      return "What you write here goes onto the agenda of the next one, \(day(next))."
    }
  }

  func line(_ item: AgendaPage.Item) -> HTML {
    if item.isOwn, item.id == facts.editing { return .element("li", [:], [editForm(item)]) }
    var notes: [Phrase] = []
    if let author = item.author { notes.append("\(Clean(author, limit: 100))") }
    if item.isPrivate { notes.append("private") }
    if item.isLate { notes.append("after the cutoff") }
    var parts: [HTML] = [Phrase(Clean(item.text)).html]
    if !notes.isEmpty {
      let joined = notes.map(\.html).joined(by: ", ")
      parts += [" ", .element("span", ["class": "aside"], ["(", joined, ")"])]
    }
    if item.isOwn, facts.takesItems { parts.append(tools(item)) }
    return .element("li", [:], parts)
  }

  func tools(_ item: AgendaPage.Item) -> HTML {
    let name = Clean(item.text, limit: 60).text
    return form(
      [
        Page.hidden(AgendaPage.Field.item, item.id),
        .element(
          "a",
          [
            "href": .escaped("\(facts.day)?edit=\(item.id)#edit"),
            "aria-label": .escaped("Edit: \(name)"),
          ], ["Edit"]), " ",
        button(.withdraw, "Withdraw", style: "quiet", label: "Withdraw: \(name)"),
      ], style: "tools")
  }

  // MARK: The rest

  var details: [HTML] {
    var rows: [(StaticString, HTML)] = []
    let hosts = facts.hosts.map { Clean($0, limit: 100) }.filter { !$0.isEmpty }
    if !hosts.isEmpty {
      rows.append(
        (
          hosts.count == 1 ? "Host" : "Hosts",
          hosts.map { Phrase($0) }.enumerated(with: "and").html
        ))
    }
    if let place = facts.place { rows.append(("Where", Phrase(Clean(place, limit: 500)).html)) }
    if let link = facts.link, !isOff { rows.append(("Join", Page.outward(link))) }
    if let edit = facts.edit { rows.append(("Document", Page.outward(edit))) }
    if let next = facts.next {
      rows.append(
        (
          "Next",
          .element("a", ["href": .escaped(next.day)], [day(next).html])
        ))
    }
    guard !rows.isEmpty else { return [] }
    return [Page.heading("Details", id: "details"), Page.details(rows)]
  }

  var hosts: [HTML] {
    guard facts.isHost else { return [] }
    var parts: [HTML] = [Page.heading("For hosts", id: "hosts")]
    let voices = facts.voices.map { HTML.element("li", [:], [Phrase(Clean($0, limit: 200)).html]) }
    parts.append(
      voices.isEmpty
        ? Page.paragraph("Nobody has said yet whether they come.")
        : .element("ul", [:], HTML.lines(voices)))
    if facts.state.isCancelled, facts.now < facts.start.instant {
      parts.append(
        form(
          [
            .element("label", ["for": "because"], ["Why you meet after all, for everyone to read"]),
            .void(
              "input",
              [
                "type": "text", "id": "because", "name": .escaped(AgendaPage.Field.because),
                "required": "required",
                "maxlength": "200",
              ]),
            .element("p", [:], [button(.reinstate, "Take the cancellation back")]),
          ], style: "add"))
    }
    return parts
  }

  var footer: [HTML] {
    let community = Clean(facts.community, limit: 100)
    let reader = Clean(facts.reader, limit: 40)
    return [
      .element(
        "footer", [:],
        [
          Page.paragraph(
            "\(community). This page is for \(reader): whoever has its address can write here in that name."
          )
        ])
    ]
  }
}

extension Seconds {
  /// How long it is still, as one says it: `2 days 4 hours`, `3 hours 10 minutes`, `a minute`.
  fileprivate var roughly: Phrase {
    let minutes = max(1, Int((count + 59) / 60))
    let (days, hours) = (minutes / 1440, minutes % 1440 / 60)
    func amount(_ count: Int, _ unit: Phrase) -> Phrase {
      count == 1 ? "1 " + unit : "\(count) " + unit + "s"
    }
    switch (days, hours, minutes % 60) {
    case (0, 0, let minutes): return amount(minutes, "minute")
    case (0, let hours, 0): return amount(hours, "hour")
    case (0, let hours, let minutes):
      return amount(hours, "hour") + " " + amount(minutes, "minute")
    case (let days, 0, _): return amount(days, "day")
    case (let days, let hours, _): return amount(days, "day") + " " + amount(hours, "hour")
    }
  }
}
