package import Cadence
import Foundation
import GRDB
package import Meetings

extension Store {
  /// Commits a turn: rows, journal and outbox, or nothing.
  /// - Parameter alive: the sign of life that it is, where the clock of the turn is not believed.
  /// - Throws: `StoreError.conflict` if a row is not of the revision the turn was decided on.
  package func commit(_ turn: Turn, aliveAt alive: Instant? = nil) throws {
    try write { db in
      for change in turn.occurrences { try Self.write(change, at: turn.at, db) }
      for entry in turn.journal { try Self.write(entry, db) }
      for supersession in turn.superseded { try Self.supersede(supersession, at: turn.at, db) }
      for notice in turn.heldOver { try Self.write(notice, db) }
      if let backup = turn.restoredFrom { try Self.settleRestored(from: backup, db, at: turn.at) }
      for notice in turn.notices { try Self.write(notice, db) }
      for trouble in turn.troublesTold { try Self.markTold(trouble, db) }
      for (person, isMuted) in turn.muted { try Self.write(person, muted: isMuted, turn.at, db) }
      for (holder, epoch) in turn.revoked { try Self.write(epoch, of: holder, db) }
      for (series, met) in turn.met { try Self.write(met: met, of: series, db) }
      for (id, record) in turn.tasks { try Self.write(record, of: id, db) }
      for request in turn.requests.values { try Self.write(request, db) }
      for (id, poll) in turn.polls { try Self.write(poll, of: id, db) }
      for (id, papers) in turn.papers {
        for (person, paper) in papers { try Self.write(paper, of: person, on: id, db) }
      }
      for message in turn.received { try Self.write(received: message, at: turn.at, db) }
      if let until = turn.bulletinsUntil { try Self.mark(.bulletins, db, at: until) }
      try Self.mark(.alive, db, at: alive ?? turn.at)
    }
  }

  private static func write(
    _ person: PersonID, muted: Bool, _ now: Instant, _ db: Database
  ) throws {
    if muted {
      try db.execute(
        sql: "INSERT INTO mute (person, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [person.name, now.secondsSince1970])
    } else {
      try db.execute(sql: "DELETE FROM mute WHERE person = ?", arguments: [person.name])
    }
  }

  private static func write(met: Instant, of series: SeriesID, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO pair (series, met_at) VALUES (?, ?)
        ON CONFLICT (series) DO UPDATE SET met_at = excluded.met_at
        """
    ).execute(arguments: [series.name, met.secondsSince1970])
  }

  private static func write(_ change: Turn.Change, at now: Instant, _ db: Database) throws {
    let columns = OccurrenceColumns(change.after, nextAt: change.nextAt)
    if let before = change.before {
      try db.cachedStatement(sql: OccurrenceColumns.update)
        .execute(arguments: columns.arguments + [before.id.description, before.revision])
      guard db.changesCount == 1 else {
        throw StoreError.conflict(occurrence: before.id.description, revision: before.revision)
      }
    } else {
      try db.cachedStatement(sql: OccurrenceColumns.insert).execute(arguments: columns.arguments)
    }
    try writeItems(of: change, at: now, db)
    try writePasses(of: change, db)
    try writeHosting(of: change, db)
    for invitation in change.after.invitations.values.sorted(by: { $0.person < $1.person })
    where change.before?.invitations[invitation.person] != invitation {
      try write(invitation, of: change.after, db)
    }
    try writeAttendance(of: change, db)
  }

  private static func writeItems(
    of change: Turn.Change, at now: Instant, _ db: Database
  ) throws {
    let before = Dictionary(
      change.before?.items.map { ($0.id, $0) } ?? [], uniquingKeysWith: { one, _ in one })
    let after = Set(change.after.items.map(\.id))
    for item in change.after.items where before[item.id] != item {
      var file: String?
      var key: String?
      if case .file(let name, let fileKey) = item.source { (file, key) = (name, fileKey) }
      try db.cachedStatement(
        sql: """
          INSERT INTO item (id, occurrence, author, text, private, file, file_key, received_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id, occurrence) DO UPDATE SET dropped_at = NULL,
            text = excluded.text, private = excluded.private, author = excluded.author,
            received_at = excluded.received_at
          """
      ).execute(arguments: [
        item.id, change.after.id.description, item.author?.name, item.text,
        item.isPrivate, file, key, item.receivedAt.secondsSince1970,
      ])
    }
    for dropped in before.keys.filter({ !after.contains($0) }).sorted() {
      try db.cachedStatement(
        sql: "UPDATE item SET dropped_at = ? WHERE id = ? AND occurrence = ?"
      ).execute(arguments: [now.secondsSince1970, dropped, change.after.id.description])
    }
  }

  private static func write(
    _ invitation: Invitation, of occurrence: Occurrence, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO invitation
          (occurrence, person, address, uid, organizer, sequence, dtstamp, state, root, is_host)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (occurrence, person) DO UPDATE SET address = excluded.address,
          uid = excluded.uid, organizer = excluded.organizer, sequence = excluded.sequence,
          dtstamp = excluded.dtstamp, state = excluded.state, root = excluded.root,
          is_host = excluded.is_host
        """
    ).execute(arguments: [
      occurrence.id.description, invitation.person.name, invitation.address,
      invitation.uid, invitation.organizer, invitation.sequence,
      invitation.stamp.secondsSince1970, invitation.fate.rawValue, invitation.root.description,
      invitation.isHost,
    ])
  }

  private static func write(_ entry: JournalEntry, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO journal (subject, revision, from_state, to_state, cause, due_at, observed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      entry.subject.description, entry.revision, entry.from, entry.to, entry.cause,
      entry.dueAt.secondsSince1970, entry.observedAt.secondsSince1970,
    ])
  }

  /// What has not left yet never will.
  private static func supersede(
    _ supersession: Supersession, at now: Instant, _ db: Database
  ) throws {
    let kinds = supersession.kinds.map(\.rawValue).sorted()
    let marks = kinds.map { _ in "?" }.joined(separator: ", ")
    var covered = "subject = ? AND kind IN (\(marks))"
    var arguments: StatementArguments = [
      now.secondsSince1970, supersession.subject.description,
    ]
    arguments += StatementArguments(kinds)
    if let person = supersession.person {
      covered += " AND person = ?"
      arguments += [person.name]
    }
    if let address = supersession.address {
      covered += " AND address = ?"
      arguments += [address]
    }
    try db.cachedStatement(
      sql: """
        UPDATE outbox SET state = 'superseded', settled_at = ?
        WHERE \(covered) AND state IN ('pending', 'unknown')
        """
    ).execute(arguments: arguments)
    // What is on the wire cannot be called back; if it fails, it is not tried again.
    try db.cachedStatement(
      sql: "UPDATE outbox SET recalled = (? > 0) WHERE \(covered) AND state = 'sending'"
    ).execute(arguments: arguments)
    // What was refused keeps its reason, and nobody can try it again by hand.
    try db.cachedStatement(
      sql: """
        UPDATE outbox SET not_after = min(not_after, ? - 1)
        WHERE \(covered) AND state IN ('refused', 'quarantined')
        """
    ).execute(arguments: arguments)
  }

  static func write(_ notice: Notice, _ db: Database) throws {
    // The identity is UNIQUE: nobody is told twice of one change, whatever decided it again.
    try db.cachedStatement(
      sql: """
        INSERT INTO outbox (id, subject, kind, urgency, edition, person, address, channel,
          facts, not_before, not_after, next_try_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """
    ).execute(arguments: [
      notice.identity.description, notice.subject.description, notice.kind.rawValue,
      notice.kind.urgency, notice.edition, notice.recipient.person?.name,
      notice.facts.reader?.address, notice.recipient.channelName,
      try FactsText.encode(notice.facts),
      notice.notBefore.secondsSince1970, notice.notAfter.secondsSince1970,
      notice.notBefore.secondsSince1970,
    ])
  }
}

/// Facts as text: keys sorted, so that equal facts are equal rows.
enum FactsText {
  static func encode(_ facts: Facts) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(facts), as: UTF8.self)
  }

  static func decode(_ text: String) throws -> Facts {
    try JSONDecoder().decode(Facts.self, from: Data(text.utf8))
  }
}
