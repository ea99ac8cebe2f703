import Cadence
import Foundation
import Testing

/// The 136 rows of Tests/Fixtures/terms: what a coordinator would write behind `due:` from each.
@Suite struct DeadlineTermsTests {
  struct Row: Decodable {
    var label: String
    var start: String?
    var end: String?
    var time: String?
    var zone: String?
    var defect: String?

    var date: String { end ?? start ?? "" }
    var text: String { [date, time, zone].compactMap(\.self).joined(separator: " ") }

    /// "17:00" of "5:00 PM"; 18:00 is what the reader is told to take where there is none.
    var clock: String {
      guard let time else { return "18:00" }
      let parts = time.split { ": ".contains($0) }.map(String.init)
      guard parts.count == 3, let hour = Int(parts[0]) else { return time }
      return String(format: "%02d:%@", hour % 12 + (parts[2] == "PM" ? 12 : 0), parts[1])
    }

    /// By Foundation, with the abbreviation's offset out of the table.
    func instant(_ zone: String?) throws -> Instant {
      let offsets = ["UTC": "Z", "PDT": "-07:00", "PST": "-08:00"]
      let offset = try #require(offsets[zone ?? "UTC"])
      let parsed = ISO8601DateFormatter().date(from: "\(date)T\(clock):00\(offset)")
      return Instant(secondsSince1970: Int64(try #require(parsed).timeIntervalSince1970))
    }
  }

  static let rows: [Row] = {
    let file = Zones.folder.deletingLastPathComponent().appendingPathComponent("terms/terms.jsonl")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.compactMap { try? JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
  }()

  @Test func everyRowIsReadOrRefusedWithItsReason() throws {
    #expect(Self.rows.count == 136)
    var refused = 0
    for row in Self.rows {
      let expected = try row.instant(row.zone)
      do throws(DeadlineProblem) {
        let deadline = try DeadlineTests.read(row.text)
        #expect(row.defect == nil, "\(row.text)")
        #expect(deadline.instant == expected, "\(row.text) is \(deadline)")
      } catch {
        refused += 1
        try expect(error, of: row)
      }
    }
    #expect(refused == 12)
  }

  /// The abbreviation in force, and both moments that may be meant.
  private func expect(_ problem: DeadlineProblem, of row: Row) throws {
    let zone = try #require(row.zone)
    let other = zone == "PDT" ? "PST" : "PDT"
    #expect(row.defect == "says \(zone) on a date when Pacific is \(other)", "\(row.text)")
    #expect(problem.column == row.text.count - 2)
    #expect(
      problem.what
        == "at \(row.clock) on \(row.date) the clock of America/Los_Angeles shows \(other), not \(zone)"
    )
    try #require(problem.fixes.count == 2)
    #expect(problem.fixes[0] == "\(row.date) \(row.clock) America/Los_Angeles")
    #expect(problem.fixes[1].hasSuffix(" UTC"))
    #expect(try DeadlineTests.read(problem.fixes[0]).instant == row.instant(other))
    #expect(try DeadlineTests.read(problem.fixes[1]).instant == row.instant(zone))
  }

  /// The example that a refusal is known by.
  @Test func spellsOutBothCandidates() {
    let problem = #expect(throws: DeadlineProblem.self) {
      try DeadlineTests.read("2024-02-13 5:00 PM PDT")
    }
    #expect(
      problem?.fixes == ["2024-02-13 17:00 America/Los_Angeles", "2024-02-14 00:00 UTC"])
  }
}
