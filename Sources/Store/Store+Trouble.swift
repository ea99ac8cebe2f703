package import Cadence
import GRDB
package import Meetings

/// Who does not take what is sent, from the first refusal until the next delivery.
extension Store {
  /// What nobody has been told of yet, oldest first.
  package func untoldTroubles() throws -> [Trouble] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT * FROM trouble WHERE NOT told ORDER BY since, rowid")
      ).compactMap { row in
        guard let subject = Subject(row["subject"] as String) else { return nil }
        let address: String = row["address"]
        return Trouble(
          recipient: Self.recipient(person: row["person"], channel: row["channel"]),
          address: address.isEmpty ? nil : address, subject: subject, why: row["why"])
      }
    }
  }

  /// Who cannot be reached, for people to look at.
  package func troubles() throws -> [(who: String, since: Instant, why: String)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM trouble ORDER BY since, rowid").map { row in
        let (address, channel): (String, String) = (row["address"], row["channel"])
        return (
          address.isEmpty ? "channel \(channel)" : address,
          OccurrenceColumns.instant(row["since"]), row["why"]
        )
      }
    }
  }

  /// True if several mailboxes are refused and nothing was taken for anybody since: then it is not
  /// about them.
  package func isEveryoneRefused() throws -> Bool {
    try read { db in
      let refused = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT count(*) AS n, min(since) AS since FROM trouble
            WHERE channel = 'mail' AND NOT bounced
            """))
      guard let refused, refused["n"] as Int > 1 else { return false }
      // The newest first: unless it is so, one of them was taken.
      return try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT 1 FROM outbox WHERE channel = 'mail' AND state = 'delivered' AND settled_at >= ?
            ORDER BY seq DESC LIMIT 1
            """), arguments: [refused["since"] as Int64]) == nil
    }
  }

  /// Forgets who is not written to any more.
  package func forgetTroubles(
    except addresses: Set<String>, channels: Set<ChannelID>
  ) throws {
    try write { db in
      for row in try Row.fetchAll(db, sql: "SELECT channel, address FROM trouble") {
        let (channel, address): (String, String) = (row["channel"], row["address"])
        let isKnown =
          channel == Recipient.mail
          ? addresses.contains(address) : channels.contains(ChannelID(channel))
        guard !isKnown else { continue }
        try db.execute(
          sql: "DELETE FROM trouble WHERE channel = ? AND address = ?",
          arguments: [channel, address])
      }
    }
  }

  /// A later refusal of the same mailbox is no news, whatever it says.
  static func noteTrouble(
    of identity: Identity, _ why: String, at now: Instant, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO trouble (channel, address, person, subject, why, since)
        SELECT channel, CASE WHEN channel = 'mail' THEN coalesce(address, '') ELSE '' END, person,
          subject, ?, ? FROM outbox WHERE id = ?
        ON CONFLICT (channel, address) DO NOTHING
        """
    ).execute(arguments: [why, now.secondsSince1970, identity.description])
  }

  static func forgetTrouble(of identity: Identity, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        DELETE FROM trouble WHERE NOT bounced AND (channel, address) = (
          SELECT channel, CASE WHEN channel = 'mail' THEN coalesce(address, '') ELSE '' END
          FROM outbox WHERE id = ?)
        """
    ).execute(arguments: [identity.description])
  }

  static func markTold(_ trouble: Trouble, _ db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE trouble SET told = 1 WHERE channel = ? AND address = ?"
    ).execute(arguments: [trouble.recipient.channelName, trouble.address ?? ""])
  }

  static func recipient(person: String?, channel: String) -> Recipient {
    guard let person else { return .channel(ChannelID(channel)) }
    return channel == Recipient.mail
      ? .person(PersonID(person)) : .personal(PersonID(person), on: ChannelID(channel))
  }

  /// Who asked for no more reminders.
  package func muted() throws -> Set<PersonID> {
    try read { db in
      Set(try String.fetchAll(db, sql: "SELECT person FROM mute").map { PersonID($0) })
    }
  }

  /// Cancellations that wait for the mail relay, of whatever meeting.
  package func waitingCancellations() throws -> [WaitingCancellation] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT subject, person, not_before FROM outbox
            WHERE state IN ('pending', 'unknown') AND channel = 'mail' AND urgency = 0
            """)
      ).compactMap { row in
        OccurrenceID(row["subject"] as String).map {
          WaitingCancellation(
            occurrence: $0, person: PersonID(row["person"]),
            since: OccurrenceColumns.instant(row["not_before"]))
        }
      }
    }
  }
}

/// Somebody who does not know yet that a meeting is off.
package struct WaitingCancellation: Sendable {
  package let occurrence: OccurrenceID
  package let person: PersonID
  package let since: Instant
}
