package import Cadence

/// A question that is put to a vote, as `votes:` says it.
///
/// It is a task of those who may vote, due when the vote closes; what is new is that each of them
/// has something of their own to say. docs/decisions/0051-votes.md
package struct Ballot: Sendable, Hashable {
  /// What it takes. Abstentions count for nothing but the turnout.
  package enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// More yes than no. A tie does not pass.
    case simpleMajority = "simple majority"
    /// Two yes, and more yes than no.
    case lazyMajority = "lazy majority"
    /// Two yes, and nobody against it: a no says why, and stops it.
    case consensus
    /// Yes from two thirds of all who may vote.
    case twoThirds = "two thirds"
  }

  /// How many have to vote for it to count.
  package enum Turnout: Sendable, Hashable {
    case half
    case votes(Int)
  }

  /// Who is to have a role if it passes.
  package struct Candidate: Sendable, Hashable {
    package var person: PersonID
    package var role: String
    /// Who proposes them; they themselves are welcome to.
    package var nominator: PersonID?
    package var sponsor: PersonID?
    /// What they have said they can give: "25% of my time".
    package var commitment: String?
    package init(
      person: PersonID, role: String, nominator: PersonID?, sponsor: PersonID?,
      commitment: String?
    ) {
      self.person = person
      self.role = role
      self.nominator = nominator
      self.sponsor = sponsor
      self.commitment = commitment
    }
  }

  package var rule: Rule
  package var turnout: Turnout?
  /// It closes so long after it has opened at the earliest.
  package var minimum: Period?
  /// Where what came of it is posted.
  package var channels: [ChannelID]
  package var candidate: Candidate?

  package init(
    rule: Rule, turnout: Turnout? = nil, minimum: Period? = nil, channels: [ChannelID] = [],
    candidate: Candidate? = nil
  ) {
    self.rule = rule
    self.turnout = turnout
    self.minimum = minimum
    self.channels = channels
    self.candidate = candidate
  }

  /// The fewest who can decide it.
  package var votersMin: Int {
    switch rule {
    case .simpleMajority, .twoThirds: 1
    case .lazyMajority, .consensus: 2
    }
  }
}

/// What somebody says to a question.
package enum Choice: String, Sendable, Hashable, Codable, CaseIterable {
  case yes, no, abstain
}

/// Somebody who was asked, and what they said; a later vote takes the place of an earlier one.
package struct Paper: Sendable, Hashable {
  /// Of the poll: what was said in another one counts for nothing.
  package var round: Int
  /// Nil for whoever was asked and has not voted.
  package var choice: Choice?
  /// In their words, on one line.
  package var because: String?
  package var at: Instant
  package init(round: Int, choice: Choice?, because: String? = nil, at: Instant) {
    self.round = round
    self.choice = choice
    self.because = because
    self.at = at
  }
}

/// What is kept of a vote beside its task: what was asked, since when, and what came of it.
package struct Poll: Sendable, Hashable {
  /// How often it was put to the vote under this name, from the beginning.
  package var round: Int
  /// What is asked: its words, its link, what it takes and whom it nominates.
  package var question: Identity
  /// When the first of them was asked: from then on it is open. Nil before.
  package var askedAt: Instant?
  /// What came of it, and how it was counted then; nil while it is open.
  package var result: Result?

  package struct Result: Sendable, Hashable {
    package var outcome: BallotFacts.Outcome
    package var count: BallotCount
    package init(outcome: BallotFacts.Outcome, count: BallotCount) {
      self.outcome = outcome
      self.count = count
    }
  }

  package init(
    round: Int, question: Identity, askedAt: Instant? = nil, result: Result? = nil
  ) {
    self.round = round
    self.question = question
    self.askedAt = askedAt
    self.result = result
  }

  /// The same, where a clock that ran ahead wrote it.
  package func known(by now: Instant) -> Poll {
    var poll = self
    poll.askedAt = askedAt.map { min($0, now) }
    return poll
  }
}

extension TaskPlan {
  /// Tells what is asked from anything else that is asked under the same name.
  var question: Identity {
    let candidate = ballot?.candidate
    return Identity(
      of: text, link ?? "", ballot?.rule.rawValue ?? "", candidate?.person.name ?? "",
      candidate?.role ?? "")
  }
}

extension Ballot.Turnout {
  /// So many have to vote, of so many who may.
  func needed(of electorate: Int) -> Int {
    switch self {
    case .half: max(1, (electorate + 1) / 2)
    case .votes(let count): count
    }
  }
}

/// How a vote stands.
package struct BallotCount: Sendable, Hashable, Codable {
  package var yes = 0
  package var no = 0
  package var abstain = 0
  /// May vote, and have not.
  package var silent = 0

  package init(yes: Int = 0, no: Int = 0, abstain: Int = 0, silent: Int = 0) {
    (self.yes, self.no, self.abstain, self.silent) = (yes, no, abstain, silent)
  }

  /// Of those who may vote now.
  package init(_ papers: [PersonID: Paper], of electorate: Set<PersonID>) {
    for person in electorate {
      switch papers[person].flatMap(\.choice) {
      case .yes: yes += 1
      case .no: no += 1
      case .abstain: abstain += 1
      case nil: silent += 1
      }
    }
  }

  package var cast: Int { yes + no + abstain }
  package var electorate: Int { cast + silent }

  package func passes(_ ballot: Ballot) -> Bool {
    cast >= ballot.turnout?.needed(of: electorate) ?? 0 && passes(ballot.rule)
  }

  private func passes(_ rule: Ballot.Rule) -> Bool {
    switch rule {
    case .simpleMajority: yes > no
    case .lazyMajority: yes >= 2 && yes > no
    case .consensus: yes >= 2 && no == 0
    case .twoThirds: yes > 0 && yes * 3 >= electorate * 2
    }
  }
}

extension BallotCount: CustomStringConvertible {
  /// "5 yes, 2 no, 1 abstained, 3 did not vote".
  package var description: String {
    var parts = ["\(yes) yes", "\(no) no"]
    if abstain > 0 { parts.append("\(abstain) abstained") }
    if silent > 0 { parts.append("\(silent) did not vote") }
    return parts.joined(separator: ", ")
  }
}
