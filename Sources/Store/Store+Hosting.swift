import GRDB
import Meetings

/// Who hosts a date in place of whoever is in turn, and who was asked whether they can.
extension Store {
  static func writeHosting(of change: Turn.Change, _ db: Database) throws {
    let (before, after) = (parts(change.before?.hosting), parts(change.after.hosting))
    let id = change.after.id.description
    for (part, people) in after {
      let known = before[part] ?? []
      for person in known.subtracting(people) {
        try db.cachedStatement(
          sql: "DELETE FROM hosting WHERE occurrence = ? AND person = ? AND part = ?"
        ).execute(arguments: [id, person.name, part])
      }
      for person in people.subtracting(known) {
        try db.cachedStatement(
          sql: "INSERT INTO hosting (occurrence, person, part) VALUES (?, ?, ?)"
        ).execute(arguments: [id, person.name, part])
      }
    }
  }

  private static func parts(_ hosting: Hosting?) -> [String: Set<PersonID>] {
    ["appointed": hosting?.appointed ?? [], "asked": hosting?.asked ?? []]
  }

  /// - Parameter chosen: a query for the ids of occurrences.
  static func hosting(
    _ db: Database, of chosen: String, _ arguments: StatementArguments
  ) throws -> [String: [String: Set<PersonID>]] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM hosting WHERE occurrence IN (\(chosen))"),
      arguments: arguments)
    return rows.reduce(into: [:]) { found, row in
      found[row["occurrence"], default: [:]][row["part"], default: []].insert(
        PersonID(row["person"]))
    }
  }
}
