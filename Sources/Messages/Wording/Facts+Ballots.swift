import Cadence
import Meetings

/// What is said of a vote.
extension Facts {
  /// Of a message that is about nothing else.
  var ballot: BallotFacts? { tasks?.count == 1 ? tasks?.first?.ballot : nil }
}

extension BallotFacts {
  /// In front of the question, in the subject.
  func bracket(_ due: Moment?) -> String {
    switch outcome {
    case nil: due.map { "Vote by \($0.day)" } ?? "Vote"
    case .passed: "Passed"
    case .failed: "Not passed"
    case .withdrawn: "Withdrawn"
    case .unasked: "Not held"
    }
  }

  /// After it.
  var subjectTail: Phrase { count.map { ", \(Phrase($0))" } ?? "" }

  /// In place of when a meeting is.
  func line(_ due: Moment?, isPersonal: Bool) -> Phrase {
    let when = due?.full(isPersonal: isPersonal) ?? ""
    switch outcome {
    case nil: return "Please vote by \(when)."
    case .passed, .failed: return "The vote closed on \(when)."
    case .withdrawn, .unasked: return "The vote was to close on \(when)."
    }
  }

  /// - Parameter task: it is that task.
  func blocks(_ task: TaskFacts, community: String) -> [Document.Block] {
    let rows =
      Facts.addressRows("Proposal", task.link)
      + [Document.Row(label: "Who votes", value: "\(Clean(task.about, limit: 200))")]
    let said = outcome.map { result($0, community: community) } ?? question(task)
    var votes = papers.map(Self.line)
    let more = (count?.cast ?? 0) - papers.count
    if !papers.isEmpty, more > 0 { votes.append("and \(more) more") }
    let list: [Document.Block] =
      votes.isEmpty ? [] : [.list(title: "Votes:", items: votes, isNumbered: false)]
    return said.filter { !$0.isEmpty }.map { .paragraph($0) } + list + [.table(rows)]
  }

  private func question(_ task: TaskFacts) -> [Phrase] {
    [task.stage == .ahead ? "You have not voted yet." : ""] + asked + [
      "You can change your vote until then. Afterwards all who may vote read who said what."
    ]
  }

  /// Whom it nominates, and what it takes.
  var asked: [Phrase] {
    [candidate.map(nomination) ?? "", takes + turnoutNeeded].filter { !$0.isEmpty }
  }

  private func nomination(_ candidate: Candidate) -> Phrase {
    let name = Clean(candidate.name, limit: 100)
    var words: Phrase = "\(name) is nominated as \(Clean(candidate.role, limit: 64))"
    if candidate.isOwn {
      words = words + ", by themselves"
    } else if let nominator = candidate.nominator {
      words = words + ", by \(Clean(nominator, limit: 100))"
    }
    if let sponsor = candidate.sponsor {
      words = words + ", with \(Clean(sponsor, limit: 100)) as sponsor"
    }
    let commitment: Phrase =
      candidate.commitment.map { " Their commitment: \(Clean($0, limit: 200))." } ?? ""
    return words + "." + commitment
  }

  private var takes: Phrase {
    switch rule {
    case .simpleMajority: "It passes with more yes than no; a tie does not pass."
    case .lazyMajority: "It passes with two yes at least, and with more yes than no."
    case .consensus:
      "It passes with two yes at least and without a no. A no stops it, and says why."
    case .twoThirds: "It passes with a yes from two thirds of all who may vote."
    }
  }

  private var turnoutNeeded: Phrase {
    turnout.map { $0 == 1 ? " At least 1 has to vote." : " At least \($0) have to vote." } ?? ""
  }

  private func result(_ outcome: Outcome, community: String) -> [Phrase] {
    let counted: Phrase = count.map { ": \(Phrase($0))" } ?? ""
    switch outcome {
    case .passed:
      return ["It passed" + counted + ".", candidate.map { welcome($0, community) } ?? ""]
    case .failed: return ["It did not pass" + counted + ".", takes + turnoutNeeded]
    case .withdrawn:
      return ["The vote was called off before it closed. What was voted so far counts for nothing."]
    case .unasked:
      return [
        "Nobody could be asked: this service was down from before it opened until after it closed. It has to be put to a vote again."
      ]
    }
  }

  private func welcome(_ candidate: Candidate, _ community: String) -> Phrase {
    let role = Clean(candidate.role, limit: 64)
    guard candidate.isReader else {
      return
        "\(Clean(candidate.name, limit: 100)) is welcome as \(role). They have the role once it is written into the community's files."
    }
    let commitment: Phrase =
      candidate.commitment.map { " What you said you can give: \(Clean($0, limit: 200))." } ?? ""
    return "Welcome as \(role) of \(Clean(community, limit: 100)), and thank you." + commitment
  }

  private static func line(_ paper: Paper) -> Phrase {
    let words: Phrase = "\(Clean(paper.voter, limit: 100)): \(Phrase(paper.choice))"
    return paper.because.map { words + " (\(Clean($0, limit: 500)))" } ?? words
  }

  /// Of its reader.
  func footer(_ role: TaskFacts.Role) -> Phrase {
    if role != .owes { return "You get this because you are named in it." }
    return outcome == nil
      ? "You get this because you may vote." : "You get this because you could vote."
  }
}

extension Phrase {
  /// "5 yes, 2 no, 3 did not vote".
  init(_ count: BallotCount) { self.init(stringLiteral: count.description) }

  init(_ choice: Choice) { self.init(stringLiteral: choice.rawValue) }
}
