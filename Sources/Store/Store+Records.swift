import Cadence
import GRDB
package import Meetings

/// One thing that is known of somebody.
package struct PersonalRecord: Encodable, Sendable {
  /// What it is: `invitation`, `item`.
  package let what: String
  let values: [(name: String, value: Value)]

  enum Value: Sendable {
    case text(String), number(Int64), instant(Instant), flag(Bool)
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(what, forKey: Key(stringValue: "what"))
    for (name, value) in values {
      let key = Key(stringValue: name)
      switch value {
      case .text(let text): try container.encode(text, forKey: key)
      case .number(let number): try container.encode(number, forKey: key)
      case .instant(let instant): try container.encode(instant, forKey: key)
      case .flag(let flag): try container.encode(flag, forKey: key)
      }
    }
  }
}

extension Store {
  /// What each kind of row says of somebody; names that begin with "is" are yes or no, and those
  /// that end with "At" are instants.
  private static let recordQueries = [
    (
      "invitation",
      """
      SELECT occurrence, address, uid, sequence, state, dtstamp AS updatedAt FROM invitation
      WHERE person = ?1 ORDER BY rowid
      """
    ),
    (
      "item",
      """
      SELECT id, occurrence, text, private AS isPrivate, file, received_at AS receivedAt,
        dropped_at AS droppedAt FROM item WHERE author = ?1 ORDER BY received_at, rowid
      """
    ),
    ("attendance", "SELECT occurrence, answer, at AS answeredAt FROM attendance WHERE person = ?1"),
    ("hosting", "SELECT occurrence, part FROM hosting WHERE person = ?1 ORDER BY 1, 2"),
    ("pass", "SELECT occurrence FROM pass WHERE person = ?1"),
    (
      "vote",
      "SELECT task, choice, because, at AS votedAt FROM paper WHERE person = ?1 ORDER BY at"
    ),
    (
      "task",
      """
      SELECT id, settlement, settled_at AS settledAt FROM task WHERE settled_by = ?1
      ORDER BY settled_at
      """
    ),
    (
      "request",
      """
      SELECT task, about, starts_at AS startsAt, asked_at AS askedAt FROM request
      WHERE asker = ?1 ORDER BY asked_at
      """
    ),
    ("mute", "SELECT since AS sinceAt FROM mute WHERE person = ?1"),
    ("revocation", "SELECT epoch AS count FROM revocation WHERE holder = ?1"),
    (
      "trouble",
      """
      SELECT channel, address, why, bounced AS isBounced, since AS sinceAt FROM trouble
      WHERE person = ?1 ORDER BY since
      """
    ),
  ]

  /// Everything that is kept of somebody, without the notices to them.
  package func records(of person: PersonID) throws -> [PersonalRecord] {
    try read { db in
      try Self.recordQueries.flatMap { what, sql in
        try Row.fetchAll(db, sql: sql, arguments: [person.name]).map { row in
          PersonalRecord(what: what, values: row.compactMap(Self.value))
        }
      }
    }
  }

  private static func value(
    _ name: String, _ value: DatabaseValue
  ) -> (name: String, value: PersonalRecord.Value)? {
    if let number = Int64.fromDatabaseValue(value) {
      if name.hasSuffix("At") { return (name, .instant(Instant(secondsSince1970: number))) }
      return (name, name.hasPrefix("is") ? .flag(number != 0) : .number(number))
    }
    return String.fromDatabaseValue(value).map { (name, .text($0)) }
  }

  /// What was sent to somebody, or is to be, oldest first.
  package func notices(to person: PersonID) throws -> [OutboxRow] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM outbox WHERE person = ? ORDER BY seq", arguments: [person.name]
      ).compactMap { try? Self.outboxRow($0) }
    }
  }
}
