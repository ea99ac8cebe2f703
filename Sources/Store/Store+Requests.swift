import Cadence
import GRDB
package import Meetings

/// What pairs asked for. How it was answered is kept with its task.
extension Store {
  package func requests() throws -> [TaskID: MeetingRequest] {
    try read { db in
      var found: [TaskID: MeetingRequest] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM request") {
        guard let id = TaskID(row["task"] as String) else {
          throw Unreadable(what: "request \(row["task"] as String)")
        }
        found[id] = MeetingRequest(
          id: id, start: OccurrenceColumns.instant(row["starts_at"]),
          asker: PersonID(row["asker"]), about: row["about"],
          askedAt: OccurrenceColumns.instant(row["asked_at"]))
      }
      return found
    }
  }

  static func write(_ request: MeetingRequest, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO request (task, starts_at, asker, about, asked_at) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [
      request.id.description, request.start.secondsSince1970, request.asker.name, request.about,
      request.askedAt.secondsSince1970,
    ])
  }
}
