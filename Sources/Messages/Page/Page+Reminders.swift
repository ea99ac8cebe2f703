extension Page {
  /// The field of its form, and what the two buttons send.
  package enum RemindersForm {
    package static let field = "reminders"
    package static let off = "off"
    package static let on = "on"
  }

  /// Where somebody stops their reminders, or gets them again.
  ///
  /// Links are forwarded with mails: of the person there is the first name, and nothing else.
  /// - Parameter isDone: true right after the button was pressed.
  package static func reminders(
    of person: String, in community: String, isMuted: Bool, isDone: Bool
  ) -> Page {
    let first = Clean(person, limit: 200).text.split(separator: " ").first.map(String.init) ?? ""
    let name = Clean(first, limit: 40)
    let community = Clean(community, limit: 100)
    let rest: Phrase =
      "Invitations, questions for an agenda, changes and cancellations still come, "
      + "so that nobody waits at a meeting that is off."
    var body: [HTML] = []
    if isDone {
      body.append(
        .element("p", ["role": "status"], [.element("strong", [:], [.escaped("Done.")])]))
    }
    if isMuted {
      body.append(paragraph("\(name), you get no reminders of meetings any more. " + rest))
    } else {
      body.append(paragraph("\(name), you get reminders before meetings."))
      body.append(paragraph("You can stop them, with one click. " + rest))
    }
    body.append(
      .element(
        "form", ["method": "post"],
        [
          .element(
            "button",
            [
              "name": .escaped(RemindersForm.field),
              "value": .escaped(isMuted ? RemindersForm.on : RemindersForm.off),
            ], [.escaped(isMuted ? "Send me reminders again" : "Stop reminders")])
        ]))
    return Page(title: "Reminders from \(community)", body)
  }
}
