import Cadence
import GRDB
package import Meetings

/// What people have voted.
extension Store {
  package func papers() throws -> [TaskID: [PersonID: Paper]] {
    try read { db in
      var found: [TaskID: [PersonID: Paper]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM paper") {
        guard let id = TaskID(row["task"] as String),
          let choice = Choice(rawValue: row["choice"])
        else { throw Unreadable(what: "vote on \(row["task"] as String)") }
        found[id, default: [:]][PersonID(row["person"])] = Paper(
          choice: choice, because: row["because"], at: OccurrenceColumns.instant(row["at"]))
      }
      return found
    }
  }

  static func write(
    _ paper: Paper, of person: PersonID, on id: TaskID, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO paper (task, person, choice, because, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (task, person) DO UPDATE SET choice = excluded.choice,
          because = excluded.because, at = excluded.at
        """
    ).execute(arguments: [
      id.description, person.name, paper.choice.rawValue, paper.because,
      paper.at.secondsSince1970,
    ])
  }
}
