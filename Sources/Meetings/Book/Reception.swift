package import Cadence

/// What a calendar, or a person, says to an invitation.
/// Source: RFC 5545 §3.2.12.
package enum Answer: String, Hashable, Sendable, Codable, CaseIterable {
  case accepted, declined, tentative

  /// As people say it: yes, no, maybe.
  package init?(word: String) {
    let words: [String: Answer] = ["yes": .accepted, "no": .declined, "maybe": .tentative]
    guard let answer = words[word.lowercased()] else { return nil }
    self = answer
  }
}

/// What one person answered for one meeting.
package struct Attendance: Hashable, Sendable {
  package var answer: Answer
  package var at: Instant
  package init(answer: Answer, at: Instant) {
    self.answer = answer
    self.at = at
  }
}

/// What a mail from somebody means for a meeting, or for their tasks. Who and which are proved, not
/// claimed.
package struct Reception: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case item(String, isPrivate: Bool)
    /// `uid` is that of the calendar entry which is answered; nil for a word in a reply.
    case answer(Answer, uid: String?)
    /// What is said of each of these tasks.
    case tasks([TaskAnswer])
  }
  /// What is said of one task.
  package enum TaskAnswer: Hashable, Sendable {
    case settled(TaskID, TaskRecord.Settlement.Sort)
    case vote(TaskID, Choice, because: String?)
  }
  package var subject: Subject
  package var person: PersonID
  /// Of the message: it is taken once, however often it comes.
  package var message: Identity
  package var content: Content

  package init(subject: Subject, person: PersonID, message: Identity, content: Content) {
    self.subject = subject
    self.person = person
    self.message = message
    self.content = content
  }
}

extension Draft {
  mutating func receive(_ reception: Reception) throws(Refusal) -> Proposal {
    turn.received.append(reception.message)
    switch (reception.subject, reception.content) {
    case (.meeting(let id), .item(let text, let isPrivate)):
      return try addItem(to: id, by: reception.person, text: text, isPrivate: isPrivate)
    case (.meeting(let id), .answer(let answer, let uid)):
      guard uid == nil || self[id]?.invitations[reception.person]?.uid == uid else {
        throw Refusal("the answer is to another invitation", fix: "answer the latest one")
      }
      return try self.answer(answer, of: reception.person, to: id)
    case (_, .tasks(let tasks)):
      // What can be taken is; that nothing can is given back.
      var (answers, refusals): ([String], [Refusal]) = ([], [])
      for answer in tasks {
        do throws(Refusal) {
          answers.append(try take(answer, of: reception.person))
        } catch { refusals.append(error) }
      }
      if answers.isEmpty, let refusal = refusals.first { throw refusal }
      answers += refusals.map(\.what)
      return finished(answers.joined(separator: "; "))
    case (.task, .item), (.task, .answer):
      throw Refusal("a reply about a task is no item of an agenda", fix: "reply with \"done\"")
    }
  }

  private mutating func take(
    _ answer: Reception.TaskAnswer, of person: PersonID
  ) throws(Refusal) -> String {
    switch answer {
    case .settled(let id, let sort): try settle(id.description, as: sort, by: person).answer
    case .vote(let id, let choice, let because):
      try vote(id.description, choice, by: person, because: because).answer
    }
  }

  mutating func answer(
    _ answer: Answer, of person: PersonID, to id: OccurrenceID
  ) throws(Refusal) -> Proposal {
    guard let occurrence = self[id] else { throw .unknown(id.description) }
    guard now < occurrence.end, occurrence.state != .lapsed else {
      throw Refusal(ignored: .tooLate, occurrence)
    }
    let invited = audience(of: occurrence)
    guard
      invited.everyone.contains(person) || occurrence.invitations[person] != nil
        || community.pool(of: series(of: occurrence), on: occurrence.ruled.date).contains(person)
    else {
      throw Refusal(
        "\(person.name.asOneLine) is neither invited to \(id) nor among those who host it",
        fix: "`convened show \(id)` says who is")
    }
    let hosts = invited.hosts
    let hadEnough = hasEnoughHosts(occurrence)
    // Whoever has said that they come may say that they can host as well.
    let isOffer = answer == .accepted && offers(person, occurrence, hosts)
    guard isOffer || occurrence.attendance[person]?.answer != answer else {
      return finished("\(person) has said \(answer.rawValue) to \(id) before", about: id)
    }
    note("\(person): \(answer.rawValue)", on: id) { [now] in
      $0.attendance[person] = Attendance(answer: answer, at: now)
    }
    settleHosts(of: id, by: answer, of: person, before: hosts, hadEnough: hadEnough)
    let after = self[id].map { audience(of: $0).hosts } ?? hosts
    let part = isOffer && after.contains(person) ? "; \(person) hosts it" : ""
    return finished("\(person): \(answer.rawValue), to \(id)\(part)", about: id)
  }

  /// Nothing from them this time, or something after all.
  mutating func pass(
    _ person: PersonID, on id: OccurrenceID, _ passes: Bool
  ) throws(Refusal) -> Proposal {
    guard let occurrence = self[id] else { throw .unknown(id.description) }
    guard now < occurrence.start, !occurrence.state.isFinal else {
      throw Refusal(ignored: .tooLate, occurrence)
    }
    let words = passes ? "nothing from \(person)" : "perhaps something from \(person)"
    guard occurrence.passes.contains(person) != passes else {
      return finished("\(words), as before", about: id)
    }
    note(words, on: id) {
      if passes { $0.passes.insert(person) } else { $0.passes.remove(person) }
    }
    return finished("\(words), for \(id)", about: id)
  }
}
