package import Cadence
import Foundation
import GRDB
package import Meetings

extension Store {
  /// Everything that is not long over at `now`, with agendas and invitations.
  /// - Parameter kept: of these also the latest by now, and the latest that was not cancelled,
  ///   however long they are over.
  package func liveOccurrences(
    at now: Instant, latestOf kept: Set<SeriesID> = []
  ) throws -> [Occurrence] {
    try read { db in
      try Self.occurrences(
        db,
        // SQLite: with max(), the other columns are those of its row.
        where: """
          state IN ('planned', 'open', 'confirmed') OR max(ends_at, ruled_at) > ?
            OR id IN (SELECT id FROM (SELECT id, max(starts_at) FROM occurrence
              WHERE starts_at <= ? AND series IN (SELECT value FROM json_each(?))
              GROUP BY series, state = 'cancelled'))
          """,
        [
          (now - Occurrence.remembered).secondsSince1970, now.secondsSince1970,
          try String(
            decoding: JSONEncoder().encode(kept.map(\.name).sorted()), as: UTF8.self),
        ])
    }
  }

  /// When each pair met last, or became known.
  package func met() throws -> [SeriesID: Instant] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT series, met_at FROM pair")
      return Dictionary(
        uniqueKeysWithValues: rows.map {
          (SeriesID($0["series"]), OccurrenceColumns.instant($0["met_at"]))
        })
    }
  }

  /// What begins, or began, within a range, live or over.
  package func occurrences(startingIn range: Range<Instant>) throws -> [Occurrence] {
    try read { db in
      try Self.occurrences(
        db, where: "starts_at >= ? AND starts_at < ?",
        [range.lowerBound.secondsSince1970, range.upperBound.secondsSince1970])
    }
  }

  /// One occurrence, live or long over.
  package func occurrence(_ id: OccurrenceID) throws -> Occurrence? {
    try read { db in
      try Self.occurrences(db, where: "id = ?", [id.description]).first
    }
  }

  /// When the next thing of each live occurrence is due, as its row says.
  package func deadlines() throws -> [OccurrenceID: Instant] {
    try read { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT id, next_at FROM occurrence WHERE next_at IS NOT NULL"))
      var found: [OccurrenceID: Instant] = [:]
      for row in rows {
        guard let id = OccurrenceID(row["id"] as String) else { continue }
        found[id] = OccurrenceColumns.instant(row["next_at"])
      }
      return found
    }
  }

  /// The journal of one meeting or task, oldest first.
  package func journal(of subject: Subject) throws -> [JournalEntry] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT * FROM journal WHERE subject = ? ORDER BY seq"),
        arguments: [subject.description]
      ).map { row in
        JournalEntry(
          subject: subject, revision: row["revision"], from: row["from_state"], to: row["to_state"],
          cause: row["cause"], dueAt: OccurrenceColumns.instant(row["due_at"]),
          observedAt: OccurrenceColumns.instant(row["observed_at"]))
      }
    }
  }

  private static func occurrences(
    _ db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [Occurrence] {
    let chosen = "SELECT id FROM occurrence WHERE \(condition)"
    var items: [String: [AgendaItem]] = [:]
    let itemRows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT * FROM item WHERE dropped_at IS NULL AND occurrence IN (\(chosen))
          ORDER BY received_at, rowid
          """), arguments: arguments)
    for row in itemRows { items[row["occurrence"], default: []].append(item(row)) }
    var invitations: [String: [PersonID: Invitation]] = [:]
    let invitationRows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM invitation WHERE occurrence IN (\(chosen))"),
      arguments: arguments)
    for row in invitationRows {
      let invitation = try invitation(row)
      invitations[row["occurrence"], default: [:]][invitation.person] = invitation
    }
    let attendance = try attendance(db, of: chosen, arguments)
    let passes = try passes(db, of: chosen, arguments)
    let hosting = try hosting(db, of: chosen, arguments)
    return try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM occurrence WHERE \(condition) ORDER BY id"),
      arguments: arguments
    ).map { row in
      let id: String = row["id"]
      var occurrence = try OccurrenceColumns.occurrence(
        row, items: items[id] ?? [], invitations: invitations[id] ?? [:])
      occurrence.attendance = attendance[id] ?? [:]
      occurrence.passes = passes[id] ?? []
      occurrence.hosting.appointed = hosting[id]?["appointed"] ?? []
      occurrence.hosting.asked = hosting[id]?["asked"] ?? []
      return occurrence
    }
  }

  private static func item(_ row: Row) -> AgendaItem {
    let file: String? = row["file"]
    let key: String? = row["file_key"]
    let author: String? = row["author"]
    return AgendaItem(
      id: row["id"], author: author.map { PersonID($0) },
      text: row["text"], isPrivate: row["private"],
      source: file.map { .file(name: $0, key: key ?? "") } ?? .command,
      receivedAt: OccurrenceColumns.instant(row["received_at"]))
  }

  private static func invitation(_ row: Row) throws -> Invitation {
    guard let fate = Invitation.Fate(rawValue: row["state"]) else {
      throw Unreadable(what: "invitation of \(row["person"] as String)")
    }
    return Invitation(
      person: PersonID(row["person"]), address: row["address"], uid: row["uid"],
      organizer: row["organizer"], sequence: row["sequence"],
      stamp: OccurrenceColumns.instant(row["dtstamp"]), fate: fate,
      root: Identity(stored: row["root"]), isHost: row["is_host"])
  }
}
