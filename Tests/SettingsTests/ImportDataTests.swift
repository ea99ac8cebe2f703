import Cadence
import Foundation
import Meetings
import Settings
import Testing

/// The 139 meetings of `Tests/Fixtures/import/meetings.jsonl`, each as the file that it comes from
/// would have it, through the whole of the import: what is taken is then read as a configuration.
///
/// `Tests/Goldens/meetings.txt` is the transcript, for people to review line by line.
@Suite struct ImportDataTests {
  /// What became of a meeting.
  private enum Fate: String, CaseIterable {
    case computed, over, refused
  }

  private struct Record: Decodable {
    let source, name: String
    let tz, day, time, frequency, duration: String?
    let notes: Notes?
    let pattern: String

    struct Notes: Decodable {
      var startDate: String?
      var exceptions: String?

      enum Key: String, CodingKey {
        case startDate = "start_date"
        case exceptions
      }

      init(from decoder: any Decoder) throws {
        guard let values = try? decoder.container(keyedBy: Key.self) else { return }
        startDate = try values.decodeIfPresent(String.self, forKey: .startDate)
        exceptions = try values.decodeIfPresent(String.self, forKey: .exceptions)
      }
    }
  }

  private static func records() throws -> [Record] {
    let file = Fixture.root.appendingPathComponent("Tests/Fixtures/import/meetings.jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Record.self, from: Data($0.utf8))
    }
  }

  @Test func everyOneIsComputedOrRefusedWithAReason() throws {
    var transcript = ""
    var counts: [String: Int] = [:]
    for record in try Self.records() {
      let (fate, lines) = try Self.fate(of: record)
      counts["\(record.source) \(fate.rawValue)", default: 0] += 1
      transcript += "\(record.source) | \(record.name)\n"
      transcript += lines.map { "    \($0)\n" }.joined()
    }
    #expect(
      counts == [
        "rust-lang-calendar computed": 35, "rust-lang-calendar over": 32,
        "rust-lang-calendar refused": 10, "opentelemetry-readme computed": 27,
        "opentelemetry-readme refused": 25, "ansible-community-meetings computed": 10,
      ])
    try Golden.compare(transcript, with: "meetings.txt")
  }

  private static func fate(of record: Record) throws -> (Fate, [String]) {
    let file: SourceFile
    var lines: [String]
    switch record.source {
    case "rust-lang-calendar":
      (file, lines) = (calendar(record), ["\(record.frequency ?? "") from \(record.time ?? "")"])
      lines[0] += " \(record.tz ?? "")"
    case "ansible-community-meetings":
      file = try yaml([
        "project": record.name,
        "schedule": [
          [
            "day": record.day, "time": record.time, "frequency": record.frequency,
            "start_date": record.notes?.startDate,
          ].compactMapValues { $0 }
        ],
      ])
      lines = ["\(record.frequency ?? ""), \(record.day ?? "") \(record.time ?? "")"]
    default:
      file = try yaml([
        "sigs": [
          [
            "name": "OpenTelemetry",
            "meetings": [["description": record.name, "frequency": record.frequency]],
          ]
        ]
      ])
      lines = [record.frequency ?? ""]
    }
    let read = try Import(file, invite: ["crew"], zones: Fixture.zones, today: Fixture.today)
    lines += read.remarks.map {
      "\($0.kind.rawValue): \($0.what)" + ($0.fix.map { ". \($0)" } ?? "")
    }
    if !read.yaml.isEmpty { return (.computed, lines + (try dates(read, from: Fixture.today))) }
    if read.hasRefusals {
      #expect(read.remarks.allSatisfy { !$0.what.isEmpty && $0.fix != nil }, "\(record.name)")
      return (.refused, lines)
    }
    // Seen from its own first day.
    let first = try #require(record.time.flatMap { CivilDate(String($0.prefix(10))) })
    let then = try Import(file, invite: ["crew"], zones: Fixture.zones, today: first)
    return (.over, lines + (try dates(then, from: first)))
  }

  /// How it is written, and its next three dates; checked as a configuration of ours.
  private static func dates(_ read: Import, from today: CivilDate) throws -> [String] {
    let base = SourceFile(name: "base.yaml", bytes: Array(Fixture.base.utf8))
    let file = SourceFile(name: "x.yaml", bytes: Array(read.yaml.utf8))
    let settings = try Settings.read([base, file], zones: Fixture.zones, today: today)
    return settings.community.series.values.sorted { $0.id < $1.id }
      .flatMap { dates(of: $0, from: today) }
  }

  private static func dates(of series: Series, from today: CivilDate) -> [String] {
    var after = Instant(secondsSince1970: Int64(today.daysSince1970) * 86_400 - 1)
    var dates: [String] = []
    while dates.count < 3, let next = series.recurrence.next(after: after) {
      after = next.instant
      guard series.skips[next.date] == nil else { continue }
      dates.append("\(next.date) \(next.local.time)")
    }
    let last =
      series.recurrence.isEndless
      ? nil : series.recurrence.previous(before: .distantFuture).map { "last \($0.date)" }
    let text = "\(series.recurrence), \(series.duration)"
    return ["= \(text)", (dates + [last].compactMap { $0 }).joined(separator: "; ")]
  }

  private static func yaml(_ value: [String: Any]) throws -> SourceFile {
    // JSON is YAML.
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.withoutEscapingSlashes, .sortedKeys])
    return SourceFile(name: "x.yaml", bytes: [UInt8](data))
  }

  // MARK: rust-lang/calendar, which is turned into iCalendar by its own program

  private static func calendar(_ record: Record) -> SourceFile {
    let rules = (record.frequency ?? "").components(separatedBy: " + ").filter { $0 != "once" }
    var events = ""
    for rule in rules.isEmpty ? [""] : rules {
      events += "BEGIN:VEVENT\nSUMMARY:\(record.name)\n"
      events += line("DTSTART", record.time, record)
      events += line("DTEND", record.duration, record)
      if !rule.isEmpty { events += "RRULE:\(compact(rule))\n" }
      for date in exceptions(record) { events += line("EXDATE", date, record) }
      events += "END:VEVENT\n"
    }
    let text = "BEGIN:VCALENDAR\n\(events)END:VCALENDAR\n"
    return SourceFile(name: "x.ics", bytes: Array(text.utf8))
  }

  private static func line(_ name: String, _ time: String?, _ record: Record) -> String {
    guard let time, time != "None" else { return "" }
    let text = compact(time)
    if !text.contains("T") { return "\(name);VALUE=DATE:\(text)\n" }
    return text.hasSuffix("Z")
      ? "\(name):\(text)\n" : "\(name);TZID=\(record.tz ?? ""):\(text)\n"
  }

  /// "2024-01-10T10:00:00.00" as "20240110T100000"; "BY_HOUR=[10]" as "BYHOUR=10".
  private static func compact(_ text: String) -> String {
    text.split(separator: ";").map { part in
      guard part.hasPrefix("BY") else {
        let text = part.replacingOccurrences(of: ".00", with: "")
        return text.filter { !"-:.".contains($0) }
      }
      return part.filter { !"_[]".contains($0) }
    }.joined(separator: ";")
  }

  /// Dates between quotes in a text that was a table of another language.
  private static func exceptions(_ record: Record) -> [String] {
    (record.notes?.exceptions ?? "").components(separatedBy: "'").filter {
      $0.hasPrefix("20") && $0.contains("T")
    }
  }
}
