package import Cadence
import GRDB
package import Meetings

/// How a transfer ended, as far as the outbox cares.
package enum Settlement: Sendable {
  case delivered(String)
  case refused(String)
  /// Tried in vain; again at `nextTry`.
  case deferred(String, nextTry: Instant)
  /// It may have arrived; again at `nextTry`, with the same identity. After so many `repeats` that
  /// ended like this it is taken for a delivery: a relay that takes the message and always loses
  /// the line after the dot would have it repeated for days. Source: RFC 1047.
  case unknown(String, nextTry: Instant, repeats: Int)
  case quarantined(String)
}

/// What the outbox waits for.
package struct Waiting: Sendable {
  /// Where something waits, by name, with the earliest instant at which it may be tried.
  package let destinations: [(name: String, from: Instant)]
  /// The earliest instant at which a waiting row is worth nothing any more.
  package let expiry: Instant?
}

extension Store {
  /// At start: what was being sent when the last process ended has an unknown fate. After five
  /// such ends a row is set aside: it may be what ends the process.
  /// - Returns: how many rows were found.
  @discardableResult
  package func recoverSending(at now: Instant) throws -> Int {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET crashes = crashes + 1,
            state = CASE WHEN recalled THEN 'superseded' WHEN crashes >= 4 THEN 'quarantined'
              ELSE 'unknown' END,
            settled_at = CASE WHEN recalled OR crashes >= 4 THEN ?1 END,
            receipt = 'the service ended while it was being sent', next_try_at = ?1
          WHERE state = 'sending'
          """, arguments: [now.secondsSince1970])
      return db.changesCount
    }
  }

  /// Ends what nobody needs any more.
  package func expire(at now: Instant) throws {
    try write { db in
      try db.cachedStatement(
        sql: """
          UPDATE outbox INDEXED BY outbox_expiring SET state = 'expired', settled_at = ?1,
            receipt = coalesce(receipt, CASE WHEN not_before > not_after
              THEN 'quiet hours until after its time' ELSE 'never tried' END)
          WHERE state IN ('pending', 'unknown') AND not_after < ?1
          """
      ).execute(arguments: [now.secondsSince1970])
    }
  }

  /// The clock was set back by `amount`: what was to be tried again in minutes, by a clock that was
  /// ahead, does not wait for as long as that was. What waits for the end of quiet hours still
  /// does.
  package func bringForward(by amount: Seconds, at now: Instant) throws {
    try write { db in
      try db.cachedStatement(
        sql: """
          UPDATE outbox SET next_try_at = max(?1, next_try_at - ?2),
            not_before = min(not_before, ?1)
          WHERE state IN ('pending', 'unknown') AND next_try_at > ?1 AND not_before <= ?1 + ?2
          """
      ).execute(arguments: [now.secondsSince1970, amount.count])
    }
  }

  /// First in, first out for one mailbox and one subject: a cancellation never overtakes its
  /// invitation, and one mailbox that is full holds up no other of the same person. Neither does
  /// what waits for the end of quiet hours. `?1` is now.
  private static let isFirst = """
    NOT EXISTS (
      SELECT 1 FROM outbox AS earlier
      WHERE earlier.subject = this.subject AND earlier.channel = this.channel
        AND earlier.person IS this.person AND earlier.address IS this.address
        AND earlier.seq < this.seq AND earlier.not_before <= ?1
        AND earlier.settled_at IS NULL)
    """

  /// What the outbox waits for. It costs as much for one waiting row as for ten thousand: indexes
  /// are named, because SQLite would take that of states, and look at each row. What has expired by
  /// `now` waits for nothing, whether or not that has been written down.
  package func waiting(at now: Instant) throws -> Waiting {
    try read { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            WITH RECURSIVE destination (name) AS (
              SELECT min(channel) FROM outbox INDEXED BY outbox_waiting
                WHERE state IN ('pending', 'unknown')
              UNION ALL
              SELECT (SELECT min(channel) FROM outbox INDEXED BY outbox_waiting
                WHERE state IN ('pending', 'unknown') AND channel > name)
              FROM destination WHERE name IS NOT NULL)
            SELECT name,
              (SELECT next_try_at FROM outbox AS this INDEXED BY outbox_waiting
                WHERE state IN ('pending', 'unknown') AND channel = name AND not_after >= ?1
                  AND \(Self.isFirst)
                ORDER BY next_try_at LIMIT 1) AS at,
              (SELECT min(not_after) FROM outbox INDEXED BY outbox_expiring
                WHERE state IN ('pending', 'unknown')) AS last
            FROM destination WHERE name IS NOT NULL ORDER BY name
            """), arguments: [now.secondsSince1970])
      return Waiting(
        destinations: rows.compactMap { row in
          OccurrenceColumns.optional(row["at"]).map { (row["name"], $0) }
        },
        expiry: rows.first.map { OccurrenceColumns.instant($0["last"]) + .seconds(1) })
    }
  }

  /// The row for a destination that is to leave next at `now`: the most urgent kind first, of one
  /// kind whatever is of use for the shortest time.
  /// - Throws: `UnreadableRow` for a row that nobody can make a message of.
  package func head(of destination: String, at now: Instant) throws -> OutboxRow? {
    try read { db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT * FROM outbox AS this INDEXED BY outbox_urgent
            WHERE state IN ('pending', 'unknown') AND channel = ?2 AND next_try_at <= ?1
              AND not_after >= ?1 AND \(Self.isFirst)
            ORDER BY urgency, not_after, seq LIMIT 1
            """), arguments: [now.secondsSince1970, destination]
      ).map(Self.outboxRow)
    }
  }

  /// Commits that a row is being sent. If this fails, nothing may be sent.
  ///
  /// From here on its reader may know of the meeting, so they count as told until the answer says
  /// otherwise: a cancellation that is decided meanwhile is theirs too, and queues behind it. A
  /// cancellation itself tells nobody of a meeting: it may be for the calendar at an old address.
  /// - Parameter facts: what it says where that is not what was written: of a list, what is left.
  /// - Returns: nil if the row no longer waits, else whether its reader had been told before.
  package func claim(_ identity: Identity, saying facts: Facts? = nil) throws -> Bool? {
    let text = try facts.map(FactsText.encode)
    return try write { db in
      try db.cachedStatement(
        sql: """
          UPDATE outbox SET state = 'sending', attempts = attempts + 1, facts = coalesce(?, facts)
          WHERE id = ? AND state IN ('pending', 'unknown')
          """
      ).execute(arguments: [text, identity.description])
      guard db.changesCount == 1 else { return nil }
      return try !Self.setInvitation(of: identity, from: "pending", to: "told", db)
    }
  }

  /// Whoever was never told hears of no cancellation: also of none that was decided while the
  /// invitation was on its way and queued behind it.
  private static func forgetCancellations(
    after identity: Identity, at now: Instant, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        UPDATE outbox SET state = 'superseded', settled_at = ?1,
          receipt = 'its reader was never told of the meeting'
        WHERE state = 'pending' AND kind = 'cancellation' AND channel = 'mail'
          AND (subject, person, address)
            = (SELECT subject, person, address FROM outbox WHERE id = ?2)
        """
    ).execute(arguments: [now.secondsSince1970, identity.description])
  }

  private static func setInvitation(
    of identity: Identity, from: String, to: String, _ db: Database
  ) throws -> Bool {
    try db.cachedStatement(
      sql: """
        UPDATE invitation SET state = ?1 WHERE state = ?2
          AND occurrence = (SELECT subject FROM outbox WHERE id = ?3)
          AND person = (SELECT person FROM outbox WHERE id = ?3 AND kind <> 'cancellation')
          AND address = (SELECT address FROM outbox WHERE id = ?3)
        """
    ).execute(arguments: [to, from, identity.description])
    return db.changesCount == 1
  }

  /// Commits what became of a row that was being sent.
  /// - Parameters:
  ///   - untold: the reader knew nothing before, and the answer says that they do not now.
  ///   - instead: what is sent another way now, unless the row was called back meanwhile.
  ///   - alive: the sign of life that it is, where the clock that says `now` is not believed.
  package func record(
    _ identity: Identity, _ settlement: Settlement, untold: Bool = false,
    instead: Notice? = nil, at now: Instant, aliveAt alive: Instant? = nil
  ) throws {
    try write { db in
      let (state, receipt, nextTry, repeats): (OutboxRow.State, String, Instant?, Int) =
        switch settlement {
        case .delivered(let answer): (.delivered, answer, nil, 0)
        case .refused(let why): (.refused, why, nil, 0)
        case .deferred(let why, let next): (.pending, why, next, 0)
        case .unknown(let why, let next, let repeats): (.unknown, why, next, repeats)
        case .quarantined(let why): (.quarantined, why, nil, 0)
        }
      try db.cachedStatement(
        sql: """
          UPDATE outbox SET
            state = CASE WHEN ?1 IN ('pending', 'unknown') AND recalled THEN 'superseded'
              WHEN ?1 = 'unknown' AND unknowns >= ?7 THEN 'delivered' ELSE ?1 END,
            unknowns = unknowns + (?1 = 'unknown'), receipt = ?2,
            next_try_at = coalesce(?3, next_try_at),
            settled_at = CASE WHEN ?4 OR recalled OR (?1 = 'unknown' AND unknowns >= ?7) THEN ?5 END
          WHERE id = ?6 AND settled_at IS NULL
          """
      ).execute(arguments: [
        state.rawValue, receipt, nextTry?.secondsSince1970, state.isFinal, now.secondsSince1970,
        identity.description, repeats,
      ])
      switch settlement {
      case .delivered: try Self.forgetTrouble(of: identity, db)
      case .refused(let why): try Self.noteTrouble(of: identity, why, at: now, db)
      case .deferred, .unknown, .quarantined: break
      }
      if let instead, try !Self.isRecalled(identity, db) { try Self.write(instead, db) }
      if untold {
        _ = try Self.setInvitation(of: identity, from: "told", to: "pending", db)
        try Self.forgetCancellations(after: identity, at: now, db)
      }
      try Self.mark(.alive, db, at: alive ?? now)
    }
  }

  /// A nudge whose reader sleeps now waits until they do not.
  package func postpone(_ identity: Identity, until end: Instant) throws {
    try write { db in
      try db.cachedStatement(
        sql: """
          UPDATE outbox SET next_try_at = ?1, not_before = ?1
          WHERE id = ?2 AND state IN ('pending', 'unknown')
          """
      ).execute(arguments: [end.secondsSince1970, identity.description])
    }
  }

  private static func isRecalled(_ identity: Identity, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT recalled FROM outbox WHERE id = ?", arguments: [identity.description])
      ?? false
  }

  /// Ends all that waits for a destination that takes nothing any more.
  /// - Parameter instead: what of it is sent another way.
  /// - Returns: how many rows that were.
  package func end(
    _ destination: String, as state: OutboxRow.State, because: String,
    instead: (Notice) -> Notice?, at now: Instant
  ) throws -> Int {
    try write { db in
      let waiting = try Row.fetchAll(
        db,
        sql: "SELECT * FROM outbox WHERE channel = ? AND state IN ('pending', 'unknown')",
        arguments: [destination])
      for row in waiting {
        // One that cannot be read ends with the others.
        guard let notice = try? Self.outboxRow(row).notice, let other = instead(notice) else {
          continue
        }
        try Self.write(other, db)
      }
      try db.cachedStatement(
        sql: """
          UPDATE outbox SET state = ?1, receipt = ?2, settled_at = ?3
          WHERE channel = ?4 AND state IN ('pending', 'unknown')
          """
      ).execute(arguments: [state.rawValue, because, now.secondsSince1970, destination])
      return db.changesCount
    }
  }

  /// What was put off at a destination is tried again: somebody has looked at it.
  package func tryNow(_ destination: String, at now: Instant) throws {
    try write { db in
      try db.cachedStatement(
        sql: """
            UPDATE outbox SET next_try_at = max(?1, not_before)
            WHERE channel = ?2 AND state IN ('pending', 'unknown') AND attempts > 0
          """
      ).execute(arguments: [now.secondsSince1970, destination])
    }
  }

  /// Rows for people to look at, newest last.
  package func outbox(
    state: OutboxRow.State? = nil, about subject: Subject? = nil, limit: Int = 500
  ) throws -> [OutboxRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM (SELECT * FROM outbox WHERE (?1 IS NULL OR state = ?1)
            AND (?2 IS NULL OR subject = ?2) ORDER BY seq DESC LIMIT ?3) ORDER BY seq
          """, arguments: [state?.rawValue, subject?.description, limit]
      ).compactMap { try? Self.outboxRow($0) }
    }
  }

  /// The rows whose identity begins with `prefix`.
  package func outbox(startingWith prefix: String) throws -> [OutboxRow] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM outbox WHERE substr(id, 1, length(?1)) = ?1 ORDER BY seq LIMIT 10",
        arguments: [prefix]
      ).map(Self.outboxRow)
    }
  }

  /// By hand: tries a row again that waits, was refused or set aside. One that was delivered or
  /// superseded stays so.
  /// - Returns: false if there is nothing to try.
  package func retry(_ identity: Identity, at now: Instant) throws -> Bool {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET state = CASE WHEN state = 'unknown' THEN 'unknown' ELSE 'pending' END,
            next_try_at = ?1, crashes = 0, settled_at = NULL
          WHERE id = ?2 AND not_after >= ?1 AND NOT recalled
            AND state IN ('pending', 'unknown', 'refused', 'quarantined')
          """, arguments: [now.secondsSince1970, identity.description])
      return db.changesCount == 1
    }
  }

  /// By hand: ends a waiting row.
  package func drop(_ identity: Identity, because: String, at now: Instant) throws -> Bool {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET state = 'superseded', receipt = ?, settled_at = ?
          WHERE id = ? AND state IN ('pending', 'unknown', 'quarantined')
          """, arguments: [because, now.secondsSince1970, identity.description])
      return db.changesCount == 1
    }
  }

  /// How many rows are in each state.
  package func outboxCounts() throws -> [OutboxRow.State: Int] {
    try read { db in
      var counts: [OutboxRow.State: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM outbox GROUP BY state")
      {
        if let state = OutboxRow.State(rawValue: row["state"]) { counts[state] = row["n"] }
      }
      return counts
    }
  }

  private static func unreadable(_ row: Row, _ why: String) -> UnreadableRow {
    UnreadableRow(identity: Identity(stored: row["id"]), description: why)
  }

  static func outboxRow(_ row: Row) throws(UnreadableRow) -> OutboxRow {
    guard let subject = Subject(row["subject"] as String),
      let kind = NoticeKind(rawValue: row["kind"]),
      let state = OutboxRow.State(rawValue: row["state"])
    else { throw unreadable(row, "its subject, kind or state is none") }
    let facts: Facts
    do { facts = try FactsText.decode(row["facts"]) } catch {
      throw unreadable(row, "its facts are none")
    }
    let recipient = recipient(person: row["person"], channel: row["channel"])
    return OutboxRow(
      identity: Identity(stored: row["id"]),
      notice: Notice(
        subject: subject, kind: kind, edition: row["edition"], recipient: recipient,
        notBefore: OccurrenceColumns.instant(row["not_before"]),
        notAfter: OccurrenceColumns.instant(row["not_after"]),
        facts: facts),
      state: state, attempts: row["attempts"], crashes: row["crashes"],
      unknowns: row["unknowns"],
      nextTry: OccurrenceColumns.instant(row["next_try_at"]), receipt: row["receipt"],
      settledAt: OccurrenceColumns.optional(row["settled_at"]))
  }
}
