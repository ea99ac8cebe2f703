import Meetings

extension Page {
  /// What is somebody's to do, and what they look after. It is markup and forms: it works without
  /// script, and by keyboard.
  package static func tasks(_ facts: TasksPage) -> Page {
    let view = TasksView(facts: facts)
    return Page(
      title: "Your tasks", tab: "Your tasks, \(Clean(facts.community, limit: 100))",
      view.outcome + view.problem + view.yours + view.others + view.lately + view.footer)
  }

  /// Cards in one column; what is late says so in words.
  static let tasksSheet: HTML =
    ".tasks{list-style:none;margin:8px 0 16px;padding:0}"
    + ".tasks li{padding:14px 0;border-top:1px solid var(--line)}"
    + ".tasks p,.tasks dl{margin:0 0 6px}.what{font-weight:600}"
    + ".settle{margin:8px 0 0}.settle button.quiet{padding-left:0}"
}

/// The parts of the page, from top to bottom.
struct TasksView {
  let facts: TasksPage

  // MARK: What has just been said

  var outcome: [HTML] {
    let words: Phrase? =
      switch facts.outcome {
      case nil: nil
      case .done(let text): "Noted: \"\(Clean(text, limit: 200))\" is done. Thank you."
      case .undone(let text): "Noted: \"\(Clean(text, limit: 200))\" is still to do."
      case .agreed: "Noted: it suits you. The invitation is on its way."
      case .declined: "Noted: it does not suit you. Whoever asked is told."
      case .voted(let choice, let text):
        "Noted: \(Phrase(choice)) to \"\(Clean(text, limit: 200))\". You can change it until it closes."
      }
    return Page.outcome(words)
  }

  var problem: [HTML] {
    guard let problem = facts.problem else { return [] }
    return [
      .element(
        "p", ["class": "problem", "role": "alert"], [Phrase(Clean(problem, limit: 500)).html])
    ]
  }

  // MARK: The lists

  var yours: [HTML] {
    let tasks = owed(as: .owes)
    let now = tasks.filter { $0.state != .planned }
    let nothing = now.isEmpty ? [Page.paragraph("Nothing is yours to do now.")] : []
    return [Page.heading("Yours to do", id: "yours")] + nothing + list(now)
      + section("What comes", id: "coming", tasks.filter { $0.state == .planned })
  }

  var others: [HTML] {
    section("Late, and you are asked to help", id: "help", owed(as: .helps))
      + section("For you to know", id: "know", owed(as: .watches))
  }

  var lately: [HTML] {
    section("Done lately", id: "lately", facts.tasks.filter { $0.done != nil && $0.vote == nil })
      + section(
        "Decided lately", id: "decided", facts.tasks.filter { $0.done != nil && $0.vote != nil })
  }

  private func owed(as role: TaskFacts.Role) -> [TasksPage.Task] {
    facts.tasks.filter { $0.role == role && $0.done == nil }
  }

  private func section(
    _ words: StaticString, id: StaticString, _ tasks: [TasksPage.Task]
  ) -> [HTML] {
    tasks.isEmpty ? [] : [Page.heading(words, id: id)] + list(tasks)
  }

  /// Its role stands there because some screen readers take a list without marks for none.
  private func list(_ tasks: [TasksPage.Task]) -> [HTML] {
    guard !tasks.isEmpty else { return [] }
    return [.element("ul", ["class": "tasks", "role": "list"], HTML.lines(tasks.map(card)))]
  }

  private func card(_ task: TasksPage.Task) -> HTML {
    let what = HTML.element("p", ["class": "what"], [Phrase(Clean(task.text, limit: 500)).html])
    let asked = (task.vote?.ballot.asked ?? []).map(Page.paragraph)
    let parts = [what, Page.paragraph(task.standing)] + asked + [table(task)] + forms(task)
    return .element("li", [:], HTML.lines(parts.filter { $0 != .empty }))
  }

  private func forms(_ task: TasksPage.Task) -> [HTML] {
    if let vote = task.vote {
      return vote.isVoter && vote.ballot.outcome == nil && task.state == .open ? [ballot(task)] : []
    }
    return switch (task.meeting == nil, task.done == nil) {
    case (true, true): [form(task, .done, "Done")]
    case (true, false): [form(task, .undone, "Not done after all", style: "quiet")]
    case (false, true):
      [
        form(task, .done, "It suits me"),
        form(task, .declined, "It does not suit me", style: "quiet"),
      ]
    // Both have their invitations: it is a meeting like any other.
    case (false, false): []
    }
  }

  private func table(_ task: TasksPage.Task) -> HTML {
    var rows: [(StaticString, HTML)] = []
    if let meeting = task.meeting { rows.append(("When", meeting.full(isPersonal: true).html)) }
    if task.done == nil, let final = task.final {
      rows.append(("At the latest", final.full(isPersonal: true).html))
    }
    let owners = task.owners.map { Clean($0, limit: 100) }.filter { !$0.isEmpty }
    if !owners.isEmpty {
      rows.append(("Who", owners.map { Phrase($0) }.enumerated(with: "or").html))
    }
    if task.done == nil, let link = task.link {
      rows.append((task.vote == nil ? "Where" : "Proposal", Page.outward(link)))
    }
    rows.append(
      (task.vote == nil ? "For" : "Who votes", Phrase(Clean(task.about, limit: 200)).html))
    return Page.details(rows)
  }

  /// A line for the reason, and three buttons.
  private func ballot(_ task: TasksPage.Task) -> HTML {
    let name = Clean(task.text, limit: 100).text
    let words: KeyValuePairs<Choice, StaticString> = [.yes: "Yes", .no: "No", .abstain: "Abstain"]
    let buttons = words.map { choice, word in
      HTML.element(
        "button",
        [
          "name": .escaped(TasksPage.Field.act), "value": .escaped(choice.rawValue),
          "aria-label": .escaped("\(word): \(name)"),
        ], [HTML(stringLiteral: word)])
    }
    let field = HTML.void(
      "input",
      [
        "name": .escaped(TasksPage.Field.because), "maxlength": .escaped("\(AgendaItem.textMax)"),
        "autocomplete": "off",
      ])
    return .element(
      "form", ["method": "post", "action": "?", "class": "settle"],
      [
        Page.hidden(TasksPage.Field.task, task.id.description),
        .element(
          "label", [:],
          [
            task.vote?.ballot.rule == .consensus
              ? "Why, for all who vote; a no has to say it:"
              : "Why, if you like, for all who vote:",
            field,
          ]),
      ] + buttons)
  }

  /// One button that names its task, for those who hear buttons without what is around them.
  private func form(
    _ task: TasksPage.Task, _ act: TasksPage.Act, _ words: StaticString, style: StaticString = ""
  ) -> HTML {
    .element(
      "form", ["method": "post", "action": "?", "class": "settle"],
      [
        Page.hidden(TasksPage.Field.task, task.id.description),
        .element(
          "button",
          [
            "name": .escaped(TasksPage.Field.act), "value": .escaped(act.rawValue),
            "class": HTML(stringLiteral: style),
            "aria-label": .escaped("\(words): \(Clean(task.text, limit: 100).text)"),
          ], [HTML(stringLiteral: words)]),
      ])
  }

  var footer: [HTML] {
    let community = Clean(facts.community, limit: 100)
    let reader = Clean(facts.reader, limit: 40)
    return [
      .element(
        "footer", [:],
        [
          Page.paragraph(
            "\(community). This page is for \(reader): whoever has its address can say in that name what is done."
          )
        ])
    ]
  }
}

extension TasksPage.Task {
  /// How it stands and when it is due, in a sentence or two.
  fileprivate var standing: Phrase {
    if let vote { return standing(vote) }
    if let done {
      let who: Phrase = by.map { ", by \(Clean($0, limit: 100))" } ?? ""
      let what: Phrase = meeting == nil ? "Done on" : "It suits, said on"
      return what + " \(done.short(isPersonal: true))" + who + "."
    }
    guard let due = due?.full(isPersonal: true) else {
      return isOptional ? "If you would like to, whenever it suits you." : "Whenever it suits you."
    }
    switch state {
    case .planned: return "Planned: " + (isOptional ? "until \(due)." : "by \(due).") + beginning
    case .open, .done, .dropped:
      if meeting != nil { return "Please say by \(due) whether it suits you." }
      return isOptional ? "If you would like to: until \(due)." : "Open: please by \(due)."
    case .overdue, .escalated:
      // Nobody asks again for what is optional.
      if isOptional { return "If you would like to: it was meant until \(due)." }
      return "Late: it was due on \(due). " + asked
    }
  }

  private func standing(_ vote: TasksPage.Vote) -> Phrase {
    if let outcome = vote.ballot.outcome {
      let count: Phrase = vote.ballot.count.map { ": \(Phrase($0))" } ?? ""
      switch outcome {
      case .passed: return "It passed" + count + "."
      case .failed: return "It did not pass" + count + "."
      case .withdrawn: return "It was called off."
      case .unasked: return "It was not counted, and has to be put to a vote again."
      }
    }
    guard let due = due?.full(isPersonal: true) else { return "" }
    if state == .planned { return "To be voted on, until \(due)." + beginning }
    guard vote.isVoter else { return "Open until \(due)." }
    return vote.choice.map { "You have said \(Phrase($0)). You can change it until \(due)." }
      ?? "Please vote by \(due)."
  }

  private var asked: Phrase {
    switch (role, state) {
    case (.helps, _): "Please ask, and help where it takes help."
    case (_, .escalated): "Others are asked to help."
    case (.owes, _): "If something is in the way, ask for help early."
    case (.watches, _): "Nobody has said yet that it is done."
    }
  }

  /// What it waits for, of what is planned.
  private var beginning: Phrase {
    let before = waitsFor.map { Clean($0, limit: 200) }.filter { !$0.isEmpty }
    guard before.isEmpty else {
      return " First comes: " + before.map { Phrase($0) }.enumerated(with: "and") + "."
    }
    guard role == .owes else { return "" }
    return opening.map { " You hear of it on \($0.short(isPersonal: true))." } ?? ""
  }
}
