import Cadence
import Engine
import Logging
import Meetings
import Messages
import Settings
import Store

/// Mail that came in. What it says was found out by the command that read it: here are a few
/// hundred bytes, and nothing in them is believed but the token: docs/decisions/0023.
extension Daemon {
  /// - Throws: `NotPermitted` for a token that is none of ours, and for none; `Refusal` where the
  ///   meeting takes nothing any more; `NotReady` where no mail is taken at all.
  func receive(_ mail: IncomingMail) throws -> [any View] {
    guard let inbox = engine.inbox else { throw NotReady() }
    let sender = inbox.sender(
      mail.addresses,
      among: engine.book.occurrences.keys.map { .meeting($0) }
        + engine.book.tasks.keys.map { .task($0) },
      settings.community.people.keys)
    // Machines are not answered, whatever they hold: mail that bounces between two never ends.
    if case .automatic(let why) = mail.content { return ignored(sender, because: why) }
    guard let (subject, person) = sender else {
      if case .bounce = mail.content { return ignored(nil, because: "a bounce of no mail of ours") }
      log.note(.mailIgnored, "mail refused: it names no meeting of ours")
      throw NotPermitted()
    }
    let message = Identity(of: mail.message.description, subject.description, person.name)
    guard try !engine.store.hasReceived(message) else {
      return ignored(sender, because: "it was taken before")
    }
    switch mail.content {
    case .item(let text, let isPrivate):
      try engine.store.forgetBounces(of: person)
      return try take(
        content(of: text, isPrivate: isPrivate, subject, by: person), subject, person, message)
    case .answer(let answer, let uid):
      return try take(.answer(answer, uid: uid.asOneLine), subject, person, message)
    case .bounce(let status, let why, let recipient):
      let address = settings.community.people[person]?.address
      guard recipient.isEmpty || recipient.lowercased() == address?.lowercased() else {
        return ignored(sender, because: "a bounce of an address that is written to no more")
      }
      return try bounced(subject, person, message, "\(status): \(why)".asOneLine)
    case .nothing: return ignored(sender, because: "nothing is written above the quote")
    case .automatic(let why): return ignored(sender, because: why)
    }
  }

  /// What is typed is done, a yes or a no of somebody who is asked whether they host, or an item.
  private func content(
    of text: String, isPrivate: Bool, _ subject: Subject, by person: PersonID
  ) throws -> Reception.Content {
    guard let id = subject.occurrence else { return .tasks(try answers(text, subject, by: person)) }
    if let reply = HostReply(text) {
      if engine.book.asks(person, whetherTheyHost: id) { return .answer(reply.answer, uid: nil) }
      if reply.isBare {
        throw Refusal(
          "nothing is asked of you about \(id) that is answered by yes or no",
          fix: "say whether you come in your calendar or on the meeting's page; "
            + "for the agenda, write what it is about")
      }
    }
    return .item(text, isPrivate: isPrivate)
  }

  private func take(
    _ content: Reception.Content, _ subject: Subject, _ person: PersonID,
    _ message: Identity
  ) throws -> [any View] {
    let answer = try submit(
      .received(
        Reception(subject: subject, person: person, message: message, content: content)))
    log.note(.mailTaken, "mail from \(person) taken", ["occurrence": "\(subject)"])
    return answer
  }

  /// What a reply says of the tasks that the latest message about them listed.
  private func answers(
    _ text: String, _ subject: Subject, by person: PersonID
  ) throws -> [Reception.TaskAnswer] {
    let rows = try engine.store.outbox(about: subject, limit: Self.rowsMax)
    // What never left has no numbers that anybody read.
    let left = rows.filter { [.delivered, .sending, .unknown].contains($0.state) }
    let listed = left.last { $0.notice.recipient == .person(person) }?.notice.facts.answerable ?? []
    guard let reply = TaskReply(text), let numbers = reply.numbers(of: listed.count) else {
      throw Refusal("the reply does not say what is meant", fix: Self.fix(listed))
    }
    let known = engine.book.community.tasks
    return try numbers.map { listed[$0 - 1] }.filter { known[$0.id] != nil }.map { task in
      switch (reply.word, task.ballot, task.request) {
      case (.choice(let choice), .some, _):
        return .vote(task.id, choice, because: reply.because)
      case (.done, nil, _), (.choice(.yes), nil, .some): return .settled(task.id, .done)
      case (.choice(.no), nil, .some): return .settled(task.id, .dropped)
      case (.done, .some, _), (.choice, nil, _):
        throw Refusal("that is no answer to \"\(task.text.asOneLine)\"", fix: Self.fix([task]))
      }
    }
  }

  private static func fix(_ listed: [TaskFacts]) -> String {
    guard listed.count == 1, let task = listed.first else {
      return "reply with \"done\" and the numbers of the latest mail, such as \"done 1\""
    }
    if task.ballot != nil { return "reply with \"yes\", \"no\" or \"abstain\"" }
    return task.request == nil ? "reply with \"done\"" : "reply with \"yes\" or \"no\""
  }

  private static var rowsMax: Int { 100 }

  private func bounced(
    _ subject: Subject, _ person: PersonID, _ message: Identity, _ why: String
  ) throws -> [any View] {
    guard let address = settings.community.people[person]?.address else { throw NotPermitted() }
    try engine.noteBounce(
      Trouble(recipient: .person(person), address: address, subject: subject, why: why),
      message: message)
    log.note(
      .mailBounced, "mail to \(person) bounced: \(why)", ["occurrence": "\(subject)"])
    pump()
    return [DoneView("\(address) does not get mail: \(why)", occurrence: "\(subject)")]
  }

  private func ignored(
    _ sender: (Subject, PersonID)?, because why: String
  ) -> [any View] {
    let what = sender.map { "mail from \($0.1) about \($0.0)" } ?? "mail"
    log.note(.mailIgnored, "\(what) ignored: \(why.asOneLine)")
    // The same for whatever it was: nobody learns from it what a token is worth.
    return [DoneView("ignored: no person's word")]
  }
}

/// A mail that comes with no token of ours.
struct NotPermitted: Error, CustomStringConvertible {
  /// One for all: it tells nobody how near they were.
  let description = "no meeting takes mail at this address. Reply to a mail about one"
}

/// Mail is piped here, and `mail:` has no `inbox:` yet.
struct NotReady: Error, CustomStringConvertible {
  let description = "`mail:` has no `inbox:`. Write one, then `convened reload`"
}
