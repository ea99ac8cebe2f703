import Engine
import Foundation
import Logging
import Synchronization
import Testing

@testable import Service

/// What administrators read of an entry agrees with what the service writes.
struct JournalEventTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Of the catalogue: each id with the text below it.
  private static func catalogue() throws -> [(id: String, text: Substring)] {
    let file = root.appending(path: "systemd/convened.catalog")
    return try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n-- ").dropFirst()
      .map { (String($0.prefix(32)), $0.dropFirst(33)) }
  }

  @Test func `The catalogue explains every event, each once, in the table's order`() throws {
    let explained = try Self.catalogue().map(\.id)
    #expect(explained == JournalEvent.allCases.map(\.rawValue))
  }

  /// Source: the format of catalogues, systemd.io/CATALOG: 128 bits in lower case, a header.
  @Test func `Every entry of it is one for journalctl`() throws {
    for (id, text) in try Self.catalogue() {
      #expect(id.count == 32 && id.allSatisfy { "0123456789abcdef".contains($0) })
      let head = text.prefix(while: { $0 != "\n" })
      #expect(head.hasPrefix("Subject: ") && head.count > 12, "\(id)")
      #expect(text.contains("\nDefined-By: convened\n"), "\(id)")
      #expect(text.contains("\n\n"), "\(id) explains nothing")
    }
  }

  /// journalctl leaves the name of a field that an entry has not.
  @Test func `It speaks of no field that an entry may lack`() throws {
    for (id, text) in try Self.catalogue() {
      let event = try #require(JournalEvent(rawValue: id))
      let known = Set(event.fields.map(JournalEntry.fieldName))
      for match in text.matches(of: /@([^@\s]+)@/) {
        #expect(known.contains(String(match.1)), "\(event): \(match.1)")
      }
    }
  }

  @Test func `The page for operators lists each with its level and fields`() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "docs/operating.md"), encoding: .utf8)
    for event in JournalEvent.allCases {
      let fields = event.fields.map { "`\(JournalEntry.fieldName($0))`" }.sorted()
      let row = try #require(
        page.split(separator: "\n").first { $0.contains("`\(event.rawValue)`") }, "\(event)")
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells.dropFirst(2) == ["\(event.level)", fields.joined(separator: " ")], "\(event)")
    }
  }

  @Test func `An entry has the id and the level of its kind, and a reader does not see the id`() {
    let lines = Mutex<[(Logger.Level, Logger.Metadata?)]>([])
    let log = Logger(label: "test") { _ in
      Recorder(lines: { line in lines.withLock { $0.append(line) } })
    }
    log.note(.clockHeld, "the clock jumped", ["occurrence": "a/2026-12-03"])
    let seen = lines.withLock { $0 }
    #expect(seen.map(\.0) == [.warning])
    #expect(
      seen.first?.1 == [
        "MESSAGE_ID": "e93611281e154e7eb8be49ca5c551092", "occurrence": "a/2026-12-03",
      ])
    #expect(
      JournalEntry.line(level: .warning, message: "x", metadata: ["MESSAGE_ID": "0", "to": "a"])
        == "warning: x  to=a")
  }

  @Test func `Whatever wants somebody is critical`() {
    for incident in Incident.allCases {
      #expect((JournalEvent(incident).level == .critical) == incident.isAlarm, "\(incident)")
    }
  }
}

private struct Recorder: LogHandler {
  let lines: @Sendable ((Logger.Level, Logger.Metadata?)) -> Void
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines((event.level, event.metadata)) }
}
