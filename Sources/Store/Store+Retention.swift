package import Cadence
import GRDB

/// What was removed because it is long over.
package struct Removed: Sendable {
  package var meetings = 0
  package var notices = 0
  package var entries = 0
  package init() {}

  package static func += (a: inout Removed, b: Removed) {
    a.meetings += b.meetings
    a.notices += b.notices
    a.entries += b.entries
  }
}

extension Store {
  /// Removes some of what was over before an instant, the oldest first, in one transaction.
  ///
  /// Of each series the latest meeting stays, and the latest that took place: pairs and tasks count
  /// from them. So does all that says what is known, done or decided of tasks: without it they
  /// would be told of again.
  /// - Returns: what that was, and whether there may be more.
  package func removeOld(
    before limit: Instant, atMost count: Int
  ) throws -> (removed: Removed, isMore: Bool) {
    try write { db in
      let ids = try String.fetchAll(
        db,
        sql: """
          WITH latest AS (
            SELECT series, max(starts_at) AS any,
              max(CASE WHEN state <> 'cancelled' THEN starts_at END) AS held
            FROM occurrence GROUP BY series)
          SELECT o.id FROM occurrence AS o JOIN latest USING (series)
          WHERE state IN ('held', 'cancelled', 'lapsed') AND max(ends_at, ruled_at) < ?1
            AND starts_at < any AND (state = 'cancelled' OR starts_at < held)
            AND NOT EXISTS (
              SELECT 1 FROM outbox
              WHERE subject = o.id AND (settled_at IS NULL OR settled_at >= ?1))
          ORDER BY starts_at LIMIT ?2
          """, arguments: [limit.secondsSince1970, count])
      var removed = Removed()
      for id in ids {
        for table in ["item", "invitation", "attendance", "hosting", "pass"] {
          try db.execute(sql: "DELETE FROM \(table) WHERE occurrence = ?", arguments: [id])
        }
        try db.execute(sql: "DELETE FROM outbox WHERE subject = ?", arguments: [id])
        removed.notices += db.changesCount
        try db.execute(sql: "DELETE FROM journal WHERE subject = ?", arguments: [id])
        removed.entries += db.changesCount
        try db.execute(sql: "DELETE FROM occurrence WHERE id = ?", arguments: [id])
        removed.meetings += 1
      }
      var isMore = ids.count == count
      // What is about tasks: a meeting's goes with it.
      for (table, key, condition) in [
        ("outbox", \Removed.notices, "settled_at < ?1 AND not_after < ?1"),
        ("journal", \Removed.entries, "observed_at < ?1"),
      ] {
        try db.execute(
          sql: """
            DELETE FROM \(table) WHERE seq IN (
              SELECT seq FROM \(table) WHERE \(condition)
                AND subject NOT IN (SELECT id FROM occurrence) ORDER BY seq LIMIT ?2)
            """, arguments: [limit.secondsSince1970, count])
        removed[keyPath: key] += db.changesCount
        isMore = isMore || db.changesCount == count
      }
      try db.execute(sql: "DELETE FROM reception WHERE at < ?", arguments: [limit.secondsSince1970])
      return (removed, isMore)
    }
  }
}
