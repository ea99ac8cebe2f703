import Cadence
import Meetings
import Settings
import Testing

@testable import Service

/// `holidays:` from the YAML to who is away.
struct HolidayFileTests {
  private let base = """
    community: Test
    domain: example.org
    mail: { from: a@example.org }
    holidays: { germany: holidays/germany.ics }
    people: { ana: { email: ana@example.org, holidays: germany } }

    """
  private let now = Instant(secondsSince1970: 1_795_000_000)

  private func calendar(_ name: String) -> String {
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\(name)\nDTSTART;VALUE=DATE:20201224\n"
      + "RRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n"
  }

  private func configured<Result>(
    _ calendar: String?, _ body: (String) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { directory in
      try write(base, to: "\(directory)/a.yaml")
      try makeDirectory("\(directory)/holidays")
      if let calendar { try write(calendar, to: "\(directory)/holidays/germany.ics") }
      return try await body(directory)
    }
  }

  private func checked(_ calendar: String?) async throws -> [String] {
    try await configured(calendar) { directory in
      try Examination(of: directory).lines().map { $0.text.replacing(directory, with: "DIR") }
    }
  }

  @Test func `Days of a calendar are away days`() async throws {
    try await configured(calendar("Eve")) { directory in
      let settings = try SettingsSource(path: directory).read(at: now).settings
      let away = (settings.community.people[PersonID("ana")]?.holidays ?? []).joined()
      #expect(!away.isEmpty && away.allSatisfy { $0.reason == "Eve" })
    }
    #expect(try await checked(calendar("Eve")).isEmpty)
  }

  @Test func `What cannot be read is said where it is named, or with its line`() async throws {
    #expect(
      try await checked(nil) == [
        "DIR/a.yaml:4:22: error: `holidays`: DIR/holidays/germany.ics cannot be read: No such file "
          + "or directory. export the calendar to this file, or take its name out"
      ])
    #expect(
      try await checked(String(repeating: " ", count: 1 << 20 | 1)) == [
        "DIR/a.yaml:4:22: error: `holidays`: DIR/holidays/germany.ics cannot be read: it is larger "
          + "than 1024 KiB. export the calendar to this file, or take its name out"
      ])
    #expect(
      try await checked("BEGIN:VCALENDAR\nBEGIN:VEVENT\n") == [
        "DIR/holidays/germany.ics:2:1: error: \"VEVENT\" begins here and never ends. export the "
          + "calendar anew"
      ])
  }

  /// New zones are no reason to load an edit that nobody asked to load.
  @Test func `What was loaded is looked at again, not the disk`() async throws {
    try await configured(calendar("Eve")) { directory in
      var source = SettingsSource(path: directory)
      source.adopt(try source.read(at: now))
      try write(calendar("Christmas"), to: "\(directory)/holidays/germany.ics")
      func reason(rereading: Bool) throws -> String? {
        let settings = try source.read(at: now, rereading: rereading).settings
        return settings.community.people[PersonID("ana")]?.holidays.first?.first?.reason
      }
      #expect(try reason(rereading: false) == "Eve")
      #expect(try reason(rereading: true) == "Christmas")
    }
  }
}
