import Cadence
import GRDB
package import Meetings

/// What is kept of votes.
extension Store {
  package func polls() throws -> [TaskID: Poll] {
    try read { db in
      var found: [TaskID: Poll] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM poll") {
        let asked: Int64? = row["asked_at"]
        found[try id(row)] = Poll(
          round: row["round"], question: Identity(stored: row["question"]),
          askedAt: asked.map { OccurrenceColumns.instant($0) }, result: try result(row))
      }
      return found
    }
  }

  /// What people have voted, and who was asked.
  package func papers() throws -> [TaskID: [PersonID: Paper]] {
    try read { db in
      var found: [TaskID: [PersonID: Paper]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM paper") {
        let id = try id(row)
        let text: String? = row["choice"]
        let choice = text.flatMap { Choice(rawValue: $0) }
        guard choice != nil || text == nil else { throw Unreadable(what: "vote on \(id)") }
        found[id, default: [:]][PersonID(row["person"])] = Paper(
          round: row["round"], choice: choice, because: row["because"],
          at: OccurrenceColumns.instant(row["at"]))
      }
      return found
    }
  }

  private func id(_ row: Row) throws -> TaskID {
    let text: String = row["task"]
    guard let id = TaskID(text) else { throw Unreadable(what: "vote \(text)") }
    return id
  }

  private func result(_ row: Row) throws -> Poll.Result? {
    guard let text: String = row["outcome"] else { return nil }
    guard let outcome = BallotFacts.Outcome(rawValue: text) else {
      throw Unreadable(what: "vote \(row["task"] as String)")
    }
    return Poll.Result(
      outcome: outcome,
      count: BallotCount(
        yes: row["yes"], no: row["no"], abstain: row["abstain"], silent: row["silent"]))
  }

  static func write(_ poll: Poll, of id: TaskID, _ db: Database) throws {
    let count = poll.result?.count
    try db.cachedStatement(
      sql: """
        INSERT INTO poll (task, round, question, asked_at, outcome, yes, no, abstain, silent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (task) DO UPDATE SET round = excluded.round, question = excluded.question,
          asked_at = excluded.asked_at, outcome = excluded.outcome, yes = excluded.yes,
          no = excluded.no, abstain = excluded.abstain, silent = excluded.silent
        """
    ).execute(arguments: [
      id.description, poll.round, poll.question.description, poll.askedAt?.secondsSince1970,
      poll.result?.outcome.rawValue, count?.yes, count?.no, count?.abstain, count?.silent,
    ])
  }

  static func write(
    _ paper: Paper, of person: PersonID, on id: TaskID, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO paper (task, person, round, choice, because, at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (task, person) DO UPDATE SET round = excluded.round,
          choice = excluded.choice, because = excluded.because, at = excluded.at
        """
    ).execute(arguments: [
      id.description, person.name, paper.round, paper.choice?.rawValue, paper.because,
      paper.at.secondsSince1970,
    ])
  }
}
