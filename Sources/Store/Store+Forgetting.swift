package import Cadence
package import Foundation
import GRDB
package import Meetings

/// What keeps somebody from being forgotten now.
package enum Owed: Sendable {
  /// A notice to them has no end yet.
  case notice(Identity, kind: String, subject: String)
  /// Their calendar has a meeting that is ahead.
  case meeting(String)
}

/// One person out of everything: docs/decisions/0063.
extension Store {
  /// What has to happen first; nil for nothing.
  package func owed(to person: PersonID, at now: Instant) throws -> Owed? {
    try read { db in
      let notice = try Row.fetchOne(
        db,
        sql: """
          SELECT id, kind, subject FROM outbox
          WHERE person = ? AND state IN ('pending', 'sending', 'unknown') ORDER BY seq LIMIT 1
          """, arguments: [person.name])
      if let notice {
        return .notice(
          Identity(stored: notice["id"]), kind: notice["kind"], subject: notice["subject"])
      }
      return try String.fetchOne(
        db,
        sql: """
          SELECT id FROM invitation JOIN occurrence ON occurrence = id
          WHERE person = ? AND invitation.state <> 'withdrawn' AND starts_at > ?
            AND occurrence.state IN ('open', 'confirmed') ORDER BY starts_at LIMIT 1
          """, arguments: [person.name, now.secondsSince1970]
      ).map(Owed.meeting)
    }
  }

  /// The mailboxes at which somebody was written to.
  package func addresses(of person: PersonID) throws -> Set<String> {
    try read { db in try Self.addresses(of: person, db) }
  }

  private static func addresses(of person: PersonID, _ db: Database) throws -> Set<String> {
    let found = try String.fetchSet(
      db,
      sql: """
        SELECT address FROM invitation WHERE person = ?1
        UNION SELECT address FROM outbox WHERE person = ?1 AND address IS NOT NULL
        UNION SELECT address FROM trouble WHERE person = ?1
        """, arguments: [person.name])
    return found.filter { !$0.isEmpty }
  }

  /// Takes somebody out of every table; `compact` out of the rest of the file.
  /// - Parameters:
  ///   - key: the hash of their key; `addresses`: those of their mailboxes.
  /// - Returns: how many notices to them are gone, or nil if nothing was known of them.
  package func forget(
    _ person: PersonID, key: Data, addresses: [Data], at now: Instant
  ) throws -> Int? {
    try write { db in
      let scrubbing = try Self.scrubbing(of: person, db)
      let notices =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM outbox WHERE person = ?", arguments: [person.name]) ?? 0
      let changes = db.totalChangesCount
      try Self.erase(person, db)
      // Nothing but other people's word of the name is no record of anybody.
      guard db.totalChangesCount > changes else { return nil }
      try Self.scrub(scrubbing, db)
      for hash in [key] + addresses {
        try db.execute(
          sql: "INSERT INTO forgotten (hash, person, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          arguments: [hash, key, now.secondsSince1970])
      }
      return notices
    }
  }

  /// What erased rows have left in free pages and in the log is overwritten.
  package func compact() throws {
    try explaining {
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "VACUUM")
        let busy = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 1
        guard busy == 0 else {
          throw StoreError.busy(path: database.path)
        }
      }
    }
  }

  /// Everything that is theirs and may stand in what is about others.
  private static func scrubbing(of person: PersonID, _ db: Database) throws -> Scrubbing {
    let names = try String.fetchSet(
      db,
      sql: """
        SELECT json_extract(facts, '$.reader.name') FROM outbox
          WHERE person = ?1 AND json_extract(facts, '$.reader.name') IS NOT NULL
        """, arguments: [person.name])
    let texts = try String.fetchSet(
      db,
      sql: """
        SELECT text FROM item WHERE author = ?1
        UNION SELECT about FROM request WHERE asker = ?1
        UNION SELECT because FROM paper WHERE person = ?1 AND because IS NOT NULL
        """, arguments: [person.name])
    return Scrubbing(
      names: try names.union(addresses(of: person, db)), key: person.name, texts: texts)
  }

  private static func erase(_ person: PersonID, _ db: Database) throws {
    for table in ["outbox", "invitation", "attendance", "hosting", "pass", "trouble", "mute"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE person = ?", arguments: [person.name])
    }
    try db.execute(sql: "DELETE FROM revocation WHERE holder = ?", arguments: [person.name])
    // What was decided by them stays; what they said, and that it was they, does not.
    let mark = Scrubbing.mark
    for sql in [
      """
      UPDATE item SET author = NULL, text = '\(mark)',
        file_key = CASE WHEN file IS NOT NULL THEN '\(mark) ' || id END
      WHERE author = ?
      """,
      "UPDATE paper SET person = '\(mark) ' || rowid, because = NULL WHERE person = ?",
      "UPDATE request SET asker = '\(mark)', about = '\(mark)' WHERE asker = ?",
      "UPDATE task SET settled_by = NULL WHERE settled_by = ?",
    ] {
      try db.execute(sql: sql, arguments: [person.name])
    }
  }

  /// What is about others, and names them.
  private static func scrub(_ scrubbing: Scrubbing, _ db: Database) throws {
    let sentences = scrubbing.ofSentences
    for (table, key, column) in [
      ("journal", "seq", "cause"), ("outbox", "seq", "facts"), ("outbox", "seq", "receipt"),
      ("trouble", "rowid", "why"), ("occurrence", "rowid", "cancellation_text"),
    ] {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT \(key) AS key, \(column) AS text FROM \(table) WHERE \(column) IS NOT NULL"
      )
      var changed: [(Int64, String)] = []
      while let row = try rows.next() {
        let text: String = row["text"]
        let other =
          switch column {
          case "facts": scrubbing.clean(json: text)
          case "cause": sentences.clean(text)
          default: scrubbing.clean(text)
          }
        if let other { changed.append((row["key"], other)) }
      }
      for (row, text) in changed {
        try db.execute(
          sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?", arguments: [text, row])
      }
    }
  }
}

/// Who is not to come back by a stale file.
extension Store {
  /// Since when, by the hash of a key or of an address.
  package func forgotten() throws -> [Data: Instant] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT hash, at FROM forgotten").reduce(into: [:]) {
        $0[$1["hash"]] = OccurrenceColumns.instant($1["at"])
      }
    }
  }

  /// What hashes are made with; made once.
  package func salt() throws -> [UInt8] {
    if let salt = try keepsake(.salt) { return Array(salt) }
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    try write { db in try Self.keep(Data(salt), as: .salt, db) }
    return salt
  }

  /// They may come back. What was signed for them before opens nothing.
  /// - Returns: the epoch of what is signed for them from now on; nil if nobody of that key was
  ///   forgotten.
  package func remember(_ person: PersonID, key: Data, at now: Instant) throws -> Int? {
    try write { db in
      try db.execute(sql: "DELETE FROM forgotten WHERE person = ?", arguments: [key])
      guard db.changesCount > 0 else { return nil }
      // More than there ever were revocations.
      let epoch = Int(now.secondsSince1970)
      try Self.write(epoch, of: person.name, db)
      return epoch
    }
  }
}
