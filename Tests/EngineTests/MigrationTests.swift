import Cadence
import Foundation
import GRDB
import Meetings
import Store
import Testing

/// A state directory that an earlier version wrote.
@Suite struct MigrationTests {
  /// Rows in every state, as the schema of version 1 had them.
  @Test func nothingOfTheFirstSchemaIsLost() throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-migration-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/store-1.sql")
    do {
      // The dump has its tables in the order of their names.
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let old = try DatabaseQueue(
        path: directory + "/convened.db", configuration: configuration)
      try old.write { db in
        try db.execute(sql: String(contentsOf: dump, encoding: .utf8))
      }
      try old.close()
    }
    let store = try Store(directory: directory)
    let rows = try store.outbox()
    #expect(
      rows.map { "\($0.notice.kind.rawValue) \($0.state.rawValue) to \($0.destination)" } == [
        "invitation pending to mail", "call sending to mail", "reminder unknown to mail",
        "cancellation delivered to mail", "reinstatement refused to mail",
        "update expired to mail", "retrospective superseded to mail",
        "host-note quarantined to mail", "call pending to announce",
      ])
    #expect(rows.first?.notice.facts.title == "S" && rows.first?.receipt == "as it was")
    #expect(try store.requests().isEmpty && store.papers().isEmpty && store.polls().isEmpty)
    let now = Instant(secondsSince1970: 1_800_000_100)
    #expect(try store.mark(.alive) == Instant(secondsSince1970: 1_800_000_000))
    #expect(try store.recoverSending(at: now) == 1)
    #expect(try store.liveOccurrences(at: now).first?.invitations.count == 1)
    // What waits leaves in the new order.
    var order: [NoticeKind] = []
    while let head = try store.head(of: "mail", at: now) {
      _ = try store.claim(head.identity)
      try store.record(head.identity, .delivered("250"), at: now)
      order.append(head.notice.kind)
    }
    #expect(order == [.invitation, .call, .reminder])
  }
}
