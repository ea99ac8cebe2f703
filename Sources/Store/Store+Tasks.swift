import Cadence
import GRDB
package import Meetings

/// What is kept of tasks.
extension Store {
  package func tasks() throws -> [TaskID: TaskRecord] {
    try read { db in
      var found: [TaskID: TaskRecord] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT * FROM task") {
        guard let id = TaskID(row["id"] as String) else {
          throw Unreadable(what: "task \(row["id"] as String)")
        }
        found[id] = TaskRecord(
          knownAt: OccurrenceColumns.instant(row["known_at"]), revision: row["revision"],
          settlement: try settlement(row))
      }
      return found
    }
  }

  private func settlement(_ row: Row) throws -> TaskRecord.Settlement? {
    guard let text: String = row["settlement"] else { return nil }
    guard let sort = TaskRecord.Settlement.Sort(rawValue: text) else {
      throw Unreadable(what: "task \(row["id"] as String)")
    }
    let person: String? = row["settled_by"]
    return TaskRecord.Settlement(
      sort: sort, at: OccurrenceColumns.instant(row["settled_at"]),
      by: person.map { PersonID($0) })
  }

  static func write(_ record: TaskRecord, of id: TaskID, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO task (id, known_at, revision, settlement, settled_at, settled_by)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET known_at = excluded.known_at, revision = excluded.revision,
          settlement = excluded.settlement, settled_at = excluded.settled_at,
          settled_by = excluded.settled_by
        """
    ).execute(arguments: [
      id.description, record.knownAt.secondsSince1970, record.revision,
      record.settlement?.sort.rawValue, record.settlement?.at.secondsSince1970,
      record.settlement?.by?.name,
    ])
  }
}
