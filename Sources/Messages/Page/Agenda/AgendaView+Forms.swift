import Meetings

/// What of the page is sent: every form names the meeting's day as its address, and each button
/// what it does.
extension AgendaView {
  var form: [HTML] {
    guard facts.takesItems, facts.editing == nil else { return [] }
    let attempt = facts.attempt
    let words: StaticString = facts.asksForTalks ? "Offer this talk" : "Add to the agenda"
    return [
      form(
        problem + [Page.hidden(AgendaPage.Field.key, facts.key)]
          + fields(
            facts.asksForTalks ? "The title of a talk" : "Something to talk about",
            text: attempt?.text ?? "", isPrivate: attempt?.isPrivate ?? false)
          + (Phrase.kinds(facts.kinds).map { [Page.paragraph($0)] } ?? []) + [
            .element("p", [:], [button(.add, words)])
          ], style: "add"),
      passForm,
    ]
  }

  var passForm: HTML {
    guard facts.state.isAnnounced, facts.now < facts.start.instant,
      !facts.items.contains(where: \.isOwn)
    else { return .empty }
    if facts.passes {
      return form(
        [
          .element(
            "p", [:],
            [
              "You said: nothing from you this time. ",
              button(.something, "Take that back", style: "quiet"),
            ])
        ], style: "pass")
    }
    return form(
      [.element("p", [:], [button(.nothing, "Nothing from me this time", style: "quiet")])],
      style: "pass")
  }

  func editForm(_ item: AgendaPage.Item) -> HTML {
    form(
      problem + [Page.hidden(AgendaPage.Field.item, item.id)]
        + fields(
          "Your item", text: facts.attempt?.text ?? item.text,
          isPrivate: facts.attempt?.isPrivate ?? item.isPrivate)
        + [
          .element(
            "p", [:],
            [
              button(.edit, "Save"), " ",
              .element("a", ["href": .escaped(facts.day)], ["Leave it as it is"]),
            ])
        ], style: "add", id: "edit")
  }

  var problem: [HTML] {
    guard let attempt = facts.attempt else { return [] }
    return [
      .element(
        "p", ["class": "problem", "role": "alert", "id": "problem"],
        [Phrase(Clean(attempt.problem, limit: 500)).html])
    ]
  }

  func fields(_ label: StaticString, text: String, isPrivate: Bool) -> [HTML] {
    let limit: HTML = .escaped("\(AgendaPage.textMax)")
    let content: HTML = .escaped(text)
    let hint: HTML = facts.attempt == nil ? "hint" : "problem hint"
    return [
      .element("label", ["for": "text"], [HTML(stringLiteral: label)]),
      .element(
        "textarea",
        [
          "id": "text", "name": .escaped(AgendaPage.Field.text), "rows": "2", "maxlength": limit,
          "required": "required",
          "aria-describedby": hint,
        ], [content]),
      .element(
        "p", ["class": "check"],
        [
          isPrivate
            ? .void(
              "input",
              [
                "type": "checkbox", "id": "private", "name": .escaped(AgendaPage.Field.isPrivate),
                "value": "yes",
                "checked": "checked",
              ])
            : .void(
              "input",
              [
                "type": "checkbox", "id": "private", "name": .escaped(AgendaPage.Field.isPrivate),
                "value": "yes",
              ]),
          .element("label", ["for": "private"], ["Private"]),
          .element("span", ["id": "hint", "class": "aside"], ["only you and the hosts read it"]),
        ]),
    ]
  }

  // MARK: Coming

  var attendance: [HTML] {
    guard facts.state.isAnnounced, facts.now < facts.end.instant else { return [] }
    let choices: [(AgendaPage.Act, Answer, StaticString)] = [
      (.accepted, .accepted, "Yes"), (.tentative, .tentative, "Maybe"),
      (.declined, .declined, "No"),
    ]
    let buttons = choices.flatMap { act, answer, words -> [HTML] in
      let isChosen = facts.answer == answer
      return [
        .element(
          "button",
          [
            "name": .escaped(AgendaPage.Field.act), "value": .escaped(act.rawValue),
            "class": "choice",
            "aria-pressed": isChosen ? "true" : "false",
          ], [HTML(stringLiteral: words)]), " ",
      ]
    }
    return [
      Page.heading(facts.asksForHost ? "Can you host it?" : "Are you coming?", id: "coming"),
      form([.element("p", ["class": "choices"], buttons)], style: "answer"),
    ]
  }

  // MARK: Elements

  func form(_ parts: [HTML], style: StaticString, id: StaticString? = nil) -> HTML {
    let inner = HTML.lines(parts)
    let action: HTML = .escaped(facts.day)
    let style = HTML(stringLiteral: style)
    guard let id else {
      return .element("form", ["method": "post", "action": action, "class": style], inner)
    }
    return .element(
      "form",
      ["method": "post", "action": action, "class": style, "id": HTML(stringLiteral: id)], inner)
  }

  func button(
    _ act: AgendaPage.Act, _ words: StaticString, style: StaticString = "", label: String? = nil
  ) -> HTML {
    let value: HTML = .escaped(act.rawValue)
    let style = HTML(stringLiteral: style)
    let words = HTML(stringLiteral: words)
    guard let label else {
      return .element(
        "button", ["name": .escaped(AgendaPage.Field.act), "value": value, "class": style], [words])
    }
    return .element(
      "button",
      [
        "name": .escaped(AgendaPage.Field.act), "value": value, "class": style,
        "aria-label": .escaped(label),
      ],
      [words])
  }
}
