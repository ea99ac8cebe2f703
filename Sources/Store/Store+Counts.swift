package import Cadence
import GRDB
package import Meetings

/// What became of notices since the store was opened, by kind.
package struct Endings: Sendable {
  /// Those that ended, by the state that they ended in.
  package fileprivate(set) var ended: [Ended: Int] = [:]
  /// Tries that ended nothing.
  package fileprivate(set) var retried: [Retried: Int] = [:]

  package struct Ended: Hashable, Sendable {
    package let kind: NoticeKind
    package let state: OutboxRow.State
    package init(kind: NoticeKind, state: OutboxRow.State) {
      (self.kind, self.state) = (kind, state)
    }
  }

  package struct Retried: Hashable, Sendable {
    package let kind: NoticeKind
    package let why: Why
    package init(kind: NoticeKind, why: Why) { (self.kind, self.why) = (kind, why) }
  }

  package enum Why: String, Sendable, CaseIterable {
    /// It was not taken, and may be later.
    case deferred
    /// Its answer was lost: it may have arrived.
    case unknown
  }
}

/// What has not ended yet, of one destination and one state.
package struct Queue: Sendable, Hashable {
  /// `mail`, or the channel's name.
  package let destination: String
  package let state: OutboxRow.State
  package let count: Int
  /// Since when the oldest of those that are due is due; nil if none is.
  package let oldestDue: Instant?
}

extension Store {
  /// Counts, in memory and within each transaction, what becomes of the outbox's rows. A trigger,
  /// because rows end in many ways and none is to be forgotten: by an answer, by their time, by
  /// what is decided instead, by hand.
  static let countingEndings = """
    CREATE TEMP TABLE ending (
      kind TEXT NOT NULL,
      result TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (kind, result)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TRIGGER outbox_ending AFTER UPDATE OF state ON main.outbox
    WHEN OLD.state IN ('pending', 'sending', 'unknown') AND NEW.state NOT IN (OLD.state, 'sending')
    BEGIN
      INSERT INTO ending (kind, result, count) VALUES (NEW.kind, NEW.state, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    """

  /// What became of notices since this process opened the store.
  package func endings() throws -> Endings {
    try read { db in
      var found = Endings()
      for row in try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM ending")) {
        guard let kind = NoticeKind(rawValue: row["kind"]),
          let state = OutboxRow.State(rawValue: row["result"])
        else { continue }
        switch state {
        case .pending: found.retried[.init(kind: kind, why: .deferred)] = row["count"]
        case .unknown: found.retried[.init(kind: kind, why: .unknown)] = row["count"]
        case .sending: break
        case .delivered, .refused, .expired, .superseded, .quarantined:
          found.ended[.init(kind: kind, state: state)] = row["count"]
        }
      }
      return found
    }
  }

  /// What has not ended yet.
  package func queues(at now: Instant) throws -> [Queue] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT channel, state, count(*) AS count,
              min(CASE WHEN not_before <= ?1 THEN not_before END) AS oldest
            FROM outbox WHERE settled_at IS NULL GROUP BY channel, state
            """), arguments: [now.secondsSince1970]
      ).compactMap { row in
        OutboxRow.State(rawValue: row["state"]).map { state in
          Queue(
            destination: row["channel"], state: state, count: row["count"],
            oldestDue: OccurrenceColumns.optional(row["oldest"]))
        }
      }
    }
  }
}
