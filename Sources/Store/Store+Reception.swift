package import Cadence
import GRDB
package import Meetings

/// What came in by mail.
extension Store {
  package func hasReceived(_ message: Identity) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM reception WHERE message = ?)",
        arguments: [message.description]) ?? false
    }
  }

  /// When a mail was taken last; nil if none ever was.
  package func lastReception() throws -> Instant? {
    try read { db in
      try Int64.fetchOne(db, sql: "SELECT max(at) FROM reception").map(OccurrenceColumns.instant)
    }
  }

  /// A mail that a relay took was given back: the mailbox is in trouble until its owner writes.
  package func noteBounce(_ trouble: Trouble, message: Identity, at now: Instant) throws {
    try write { db in
      try Self.write(received: message, at: now, db)
      try db.execute(
        sql: """
          INSERT INTO trouble (channel, address, person, subject, why, since, bounced)
          VALUES (?, ?, ?, ?, ?, ?, 1)
          ON CONFLICT (channel, address) DO UPDATE SET bounced = 1
          """,
        arguments: [
          trouble.recipient.channelName, trouble.address ?? "", trouble.recipient.person?.name,
          trouble.subject.description, trouble.why, now.secondsSince1970,
        ])
    }
  }

  /// Whoever answers a mail gets mail.
  package func forgetBounces(of person: PersonID) throws {
    try write { db in
      try db.execute(
        sql: "DELETE FROM trouble WHERE bounced AND person = ?", arguments: [person.name])
    }
  }

  static func write(received message: Identity, at now: Instant, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO reception (message, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [message.description, now.secondsSince1970])
  }

  static func writePasses(of change: Turn.Change, _ db: Database) throws {
    let (before, after) = (change.before?.passes ?? [], change.after.passes)
    let id = change.after.id.description
    for person in before.subtracting(after) {
      try db.execute(
        sql: "DELETE FROM pass WHERE occurrence = ? AND person = ?", arguments: [id, person.name])
    }
    for person in after.subtracting(before) {
      try db.execute(
        sql: "INSERT INTO pass (occurrence, person) VALUES (?, ?)", arguments: [id, person.name])
    }
  }

  /// - Parameter chosen: a query for the ids of occurrences.
  static func passes(
    _ db: Database, of chosen: String, _ arguments: StatementArguments
  ) throws -> [String: Set<PersonID>] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM pass WHERE occurrence IN (\(chosen))"),
      arguments: arguments)
    return rows.reduce(into: [:]) { found, row in
      found[row["occurrence"], default: []].insert(PersonID(row["person"]))
    }
  }

  static func write(_ epoch: Int, of holder: String, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO revocation (holder, epoch) VALUES (?, ?)
        ON CONFLICT (holder) DO UPDATE SET epoch = excluded.epoch
        """, arguments: [holder, epoch])
  }

  /// How often the links of each holder were revoked.
  package func epochs() throws -> [String: Int] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM revocation")
        .reduce(into: [:]) { $0[$1["holder"]] = $1["epoch"] }
    }
  }

  static func writeAttendance(of change: Turn.Change, _ db: Database) throws {
    let (before, after) = (change.before?.attendance ?? [:], change.after.attendance)
    guard before != after else { return }
    let id = change.after.id.description
    for person in before.keys where after[person] == nil {
      try db.execute(
        sql: "DELETE FROM attendance WHERE occurrence = ? AND person = ?",
        arguments: [id, person.name])
    }
    for (person, attendance) in after where before[person] != attendance {
      try db.execute(
        sql: """
          INSERT INTO attendance (occurrence, person, answer, at) VALUES (?, ?, ?, ?)
          ON CONFLICT (occurrence, person) DO UPDATE SET answer = excluded.answer, at = excluded.at
          """,
        arguments: [id, person.name, attendance.answer.rawValue, attendance.at.secondsSince1970])
    }
  }

  /// - Parameter chosen: a query for the ids of occurrences.
  static func attendance(
    _ db: Database, of chosen: String, _ arguments: StatementArguments
  ) throws -> [String: [PersonID: Attendance]] {
    var found: [String: [PersonID: Attendance]] = [:]
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM attendance WHERE occurrence IN (\(chosen))"),
      arguments: arguments)
    for row in rows {
      guard let answer = Answer(rawValue: row["answer"]) else {
        throw Unreadable(what: "attendance of \(row["person"] as String)")
      }
      found[row["occurrence"], default: [:]][PersonID(row["person"])] = Attendance(
        answer: answer, at: OccurrenceColumns.instant(row["at"]))
    }
    return found
  }
}
