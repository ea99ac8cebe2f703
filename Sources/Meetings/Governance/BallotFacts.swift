/// What a message says of a vote, beside what it says of a task.
package struct BallotFacts: Hashable, Sendable, Codable {
  package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    case passed, failed
    /// It was called off before it closed.
    case withdrawn
    /// Nobody was asked, as the service was down over all of it; or what was voted is lost, as it
    /// was restored from a backup.
    case unasked
  }

  /// One vote, as those who voted read it.
  package struct Paper: Hashable, Sendable, Codable {
    package var voter: String
    package var choice: Choice
    package var because: String?
    package init(voter: String, choice: Choice, because: String?) {
      self.voter = voter
      self.choice = choice
      self.because = because
    }
  }

  package struct Candidate: Hashable, Sendable, Codable {
    package var name: String
    package var role: String
    package var nominator: String?
    /// They propose themselves.
    package var isOwn: Bool
    package var sponsor: String?
    package var commitment: String?
    /// Whether they read this themselves.
    package var isReader: Bool
    package init(
      name: String, role: String, nominator: String?, isOwn: Bool, sponsor: String?,
      commitment: String?, isReader: Bool
    ) {
      self.name = name
      self.role = role
      self.nominator = nominator
      self.isOwn = isOwn
      self.sponsor = sponsor
      self.commitment = commitment
      self.isReader = isReader
    }
  }

  package var rule: Ballot.Rule
  /// How many have to vote; nil for any number.
  package var turnout: Int?
  package var candidate: Candidate?
  /// Nil while it is open.
  package var outcome: Outcome?
  /// Once it is closed.
  package var count: BallotCount?
  /// Once it is closed, for those who could vote: as many as a mail can hold.
  package var papers: [Paper]

  package init(
    rule: Ballot.Rule, turnout: Int?, candidate: Candidate?, outcome: Outcome? = nil,
    count: BallotCount? = nil, papers: [Paper] = []
  ) {
    self.rule = rule
    self.turnout = turnout
    self.candidate = candidate
    self.outcome = outcome
    self.count = count
    self.papers = papers
  }
}
