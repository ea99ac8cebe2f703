package import Cadence
import GRDB
package import Meetings

/// A row without agenda and invitations: where it stood on a timeline.
package struct OccurrenceOutline: Sendable {
  package let id: OccurrenceID
  package let title: String
  package let state: State
  package let start: Instant
  /// True for the last meeting of a mentorship.
  package let isLastMeeting: Bool
}

/// A notice as a list shows it: without its text, whose facts are many times as long.
package struct OutboxLine: Sendable {
  /// Grows with every notice that is written.
  package let seq: Int64
  package let identity: Identity
  package let subject: Subject
  package let kind: NoticeKind
  package let recipient: Recipient
  package let state: OutboxRow.State
  package let attempts: Int
  package let nextTry: Instant
  package let notAfter: Instant
  package let receipt: String?
  package let settledAt: Instant?
}

/// What people look at while the daemon goes on: each read is bounded, whatever there is.
extension Store {
  /// At most so many outlines are read at once.
  private static let outlinesMax = 20_000

  /// What begins, or began, within a range, in that order.
  package func outlines(startingIn range: Range<Instant>) throws -> [OccurrenceOutline] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT id, title, state, cancellation, cancellation_text, starts_at,
              retrospective_announced
            FROM occurrence WHERE starts_at >= ? AND starts_at < ?
            ORDER BY starts_at LIMIT \(Self.outlinesMax)
            """),
        arguments: [range.lowerBound.secondsSince1970, range.upperBound.secondsSince1970]
      ).compactMap { row in
        guard let id = OccurrenceID(row["id"] as String), let state = OccurrenceColumns.state(row)
        else { return nil }
        let announced: Int64? = row["retrospective_announced"]
        return OccurrenceOutline(
          id: id, title: row["title"], state: state,
          start: OccurrenceColumns.instant(row["starts_at"]),
          isLastMeeting: announced == row["starts_at"] as Int64)
      }
    }
  }

  private static let lineColumns = """
    seq, id, subject, kind, person, channel, state, attempts, next_try_at, not_after, receipt,
    settled_at
    """

  /// Notices in one of these states, newest first.
  /// - Parameter mark: only what was written before this one; nil begins at the newest.
  package func outboxLines(
    in states: [OutboxRow.State], before mark: Int64? = nil, limit: Int
  ) throws -> [OutboxLine] {
    // One look per state into the index: a list of states would have all their rows sorted.
    let looks = states.map { state in
      """
      SELECT * FROM (SELECT seq FROM outbox WHERE state = '\(state.rawValue)' AND seq < ?1
        ORDER BY seq DESC LIMIT ?2)
      """
    }
    guard !looks.isEmpty else { return [] }
    return try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT \(Self.lineColumns) FROM outbox
            WHERE seq IN (\(looks.joined(separator: " UNION ALL ")))
            ORDER BY seq DESC LIMIT ?2
            """), arguments: [mark ?? .max, limit]
      ).compactMap(Self.outboxLine)
    }
  }

  /// All notices of a meeting or a task, oldest first.
  package func outboxLines(of subject: Subject, limit: Int) throws -> [OutboxLine] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT \(Self.lineColumns) FROM outbox WHERE subject = ? ORDER BY seq LIMIT ?
            """), arguments: [subject.description, limit]
      ).compactMap(Self.outboxLine)
    }
  }

  private static func outboxLine(_ row: Row) -> OutboxLine? {
    guard let subject = Subject(row["subject"] as String),
      let kind = NoticeKind(rawValue: row["kind"]),
      let state = OutboxRow.State(rawValue: row["state"])
    else { return nil }
    return OutboxLine(
      seq: row["seq"], identity: Identity(stored: row["id"]), subject: subject, kind: kind,
      recipient: recipient(person: row["person"], channel: row["channel"]), state: state,
      attempts: row["attempts"], nextTry: OccurrenceColumns.instant(row["next_try_at"]),
      notAfter: OccurrenceColumns.instant(row["not_after"]), receipt: row["receipt"],
      settledAt: OccurrenceColumns.optional(row["settled_at"]))
  }

  /// How many notices wait at each destination.
  package func waitingCounts() throws -> [String: Int] {
    try read { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT channel, count(*) AS n FROM outbox INDEXED BY outbox_waiting
            WHERE state IN ('pending', 'unknown') GROUP BY channel
            """))
      return Dictionary(
        rows.map { ($0["channel"] as String, $0["n"] as Int) }, uniquingKeysWith: +)
    }
  }

  /// How many notices are set aside that would still be of use.
  package func setAsideCount(at now: Instant) throws -> Int {
    try read { db in
      try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT count(*) FROM outbox WHERE state = 'quarantined' AND not_after >= ?"),
        arguments: [now.secondsSince1970]) ?? 0
    }
  }
}
