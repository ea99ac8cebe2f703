import Cadence
import Meetings

/// What is said of a meeting that one of a pair asks the other side for.
extension Facts {
  /// Of a message that is about nothing else.
  var request: RequestFacts? { tasks?.count == 1 ? tasks?.first?.request : nil }
}

extension RequestFacts {
  /// After the title of the meetings, in the subject.
  var question: Phrase {
    switch outcome {
    case nil: ": does this time suit you?"
    case .declined: ": this time does not suit"
    case .unanswered: ": nobody has said that this time suits"
    }
  }

  /// When it would be.
  func line(isPersonal: Bool) -> Phrase {
    "\(start.full(isPersonal: isPersonal)), \((end.instant - start.instant).inWords)"
  }

  /// - Parameter task: it is that task.
  func blocks(_ task: TaskFacts, isPersonal: Bool) -> [Document.Block] {
    let words = outcome.map { refusal($0, task.owners) } ?? question(task, isPersonal: isPersonal)
    let row = Document.Row(label: "About", value: "\(Clean(about, limit: 500))")
    return words.map { .paragraph($0) } + [.table([row])]
  }

  private func question(_ task: TaskFacts, isPersonal: Bool) -> [Phrase] {
    let asker = Clean(asker, limit: 100)
    let reminder: Phrase = task.stage == .ahead ? " Nobody has said yet that it suits." : ""
    let day: Phrase = task.due.map { " by \($0.short(isPersonal: isPersonal))" } ?? ""
    return [
      "\(asker) asks to meet you then." + reminder,
      "If it suits you, please say so" + day + ": you are all invited at once. "
        + "If nobody does, there is no meeting, and \(asker) is told.",
    ]
  }

  private func refusal(_ outcome: Outcome, _ owners: [String]) -> [Phrase] {
    let others = owners.map { Clean($0, limit: 100) }.filter { !$0.isEmpty }.map { Phrase($0) }
    let letter: Phrase = others.isEmpty ? "" : ", or write to " + others.enumerated(with: "or")
    let way: Phrase = "Please ask for another time" + letter + "."
    switch outcome {
    case .declined(let name):
      guard let name, case let who = Clean(name, limit: 100), !who.isEmpty else {
        return ["The time you asked for does not suit, so there is no meeting then.", way]
      }
      return ["\(who) has said that this time does not suit, so there is no meeting then.", way]
    case .unanswered:
      return [
        "Nobody has said yet that the time you asked for suits, so there is no meeting then. They may not have had the time to answer.",
        way,
      ]
    }
  }

  /// Among others in a list.
  func item(isPersonal: Bool) -> Phrase {
    "\(Clean(asker, limit: 100)) asks to meet on \(start.short(isPersonal: isPersonal)), "
      + "about \(Clean(about, limit: 200)) (done means that it suits)"
  }
}
