import Cadence
import Testing

@Suite struct DeadlineTests {
  static let names = [
    "start of term", "end of term", "last meeting", "selection", "midterm evaluation",
    "final evaluation", "work product (final)",
  ]

  /// Today is Wednesday, 20 May 2026; what names no zone is in UTC, and what has no time at 18:00.
  static func read(
    _ text: String, names: [String] = names, zone: ZoneRules = .utc
  ) throws(DeadlineProblem) -> Deadline {
    try Deadline(
      text, in: zone, at: time("18:00"), names: names, today: date("2026-05-20"),
      zones: Zones.database)
  }

  @Test(arguments: [
    ("2025-07-18 18:00 UTC", "2025-07-18 18:00 UTC", "2025-07-18T18:00:00Z"),
    ("2025-07-18", "2025-07-18 18:00 UTC", "2025-07-18T18:00:00Z"),
    ("2025-07-18 18:00:30", "2025-07-18 18:00:30 UTC", "2025-07-18T18:00:30Z"),
    ("2026-08-20 5:00 PM PDT", "2026-08-20 17:00 America/Los_Angeles", "2026-08-21T00:00:00Z"),
    (
      "Tue, Jul 21, 2026, 11:00 AM PDT", "2026-07-21 11:00 America/Los_Angeles",
      "2026-07-21T18:00:00Z"
    ),
    // The time of a second clock, if it is the same moment.
    (
      "Tue, Jul 21, 2026, 11:00 AM PDT (18:00 UTC)", "2026-07-21 11:00 America/Los_Angeles",
      "2026-07-21T18:00:00Z"
    ),
    (
      "2026-08-20 5 PM PDT (00:00 UTC)", "2026-08-20 17:00 America/Los_Angeles",
      "2026-08-21T00:00:00Z"
    ),
    ("21 July 2026 11:00 Europe/Berlin", "2026-07-21 11:00 Europe/Berlin", "2026-07-21T09:00:00Z"),
    ("21st of July, 2026 at noon", "2026-07-21 12:00 UTC", "2026-07-21T12:00:00Z"),
    ("by Sept. 3rd 2026", "2026-09-03 18:00 UTC", "2026-09-03T18:00:00Z"),
    ("18 July 2027 at 18:00 UTC", "2027-07-18 18:00 UTC", "2027-07-18T18:00:00Z"),
    ("on the 25th in March 2027", "2027-03-25 18:00 UTC", "2027-03-25T18:00:00Z"),
    ("21 of July 2026 5 PM", "2026-07-21 17:00 UTC", "2026-07-21T17:00:00Z"),
    // What is a time is no day of the month beside it.
    ("0018 July 5 2026", "2026-07-05 00:18 UTC", "2026-07-05T00:18:00Z"),
    ("2026 July 21 1800 UTC", "2026-07-21 18:00 UTC", "2026-07-21T18:00:00Z"),
    ("noon Europe/Berlin 2026-01-21", "2026-01-21 12:00 Europe/Berlin", "2026-01-21T11:00:00Z"),
    ("2026-07-20T17:00:00Z", "2026-07-20 17:00 UTC", "2026-07-20T17:00:00Z"),
    ("2026-07-20T17:00", "2026-07-20 17:00 UTC", "2026-07-20T17:00:00Z"),
    ("2026-07-20 17:00 gmt", "2026-07-20 17:00 UTC", "2026-07-20T17:00:00Z"),
    // Abbreviations, each on a day when the clock of its place shows it.
    ("2024-02-13 5 PM PST", "2024-02-13 17:00 America/Los_Angeles", "2024-02-14T01:00:00Z"),
    ("2026-07-20 17:00 EDT", "2026-07-20 17:00 America/New_York", "2026-07-20T21:00:00Z"),
    ("2026-01-20 17:00 MST", "2026-01-20 17:00 America/Denver", "2026-01-21T00:00:00Z"),
    ("2026-07-20 17:00 MDT", "2026-07-20 17:00 America/Denver", "2026-07-20T23:00:00Z"),
    ("2026-01-20 17:00 CET", "2026-01-20 17:00 Europe/Berlin", "2026-01-20T16:00:00Z"),
    ("2026-07-20 17:00 CEST", "2026-07-20 17:00 Europe/Berlin", "2026-07-20T15:00:00Z"),
    ("2026-07-20 17:00 BST", "2026-07-20 17:00 Europe/London", "2026-07-20T16:00:00Z"),
    ("2026-07-20 17:00 AEST", "2026-07-20 17:00 Australia/Sydney", "2026-07-20T07:00:00Z"),
    ("2026-07-20 17:00 JST", "2026-07-20 17:00 Asia/Tokyo", "2026-07-20T08:00:00Z"),
    // Moscow was at UTC+4 until October 2014, under the same name.
    ("2014-07-20 17:00 MSK", "2014-07-20 17:00 Europe/Moscow", "2014-07-20T13:00:00Z"),
    // The data has a number for these clocks.
    ("2026-07-20 17:00 TRT", "2026-07-20 17:00 Europe/Istanbul", "2026-07-20T14:00:00Z"),
    ("2026-01-20 17:00 BRT", "2026-01-20 17:00 America/Sao_Paulo", "2026-01-20T20:00:00Z"),
    // What the clock shows twice: the first, unless the abbreviation says the second.
    (
      "2026-11-01 01:30 America/Los_Angeles", "2026-11-01 01:30 America/Los_Angeles",
      "2026-11-01T08:30:00Z"
    ),
    ("2026-11-01 01:30 PDT", "2026-11-01 01:30 America/Los_Angeles", "2026-11-01T08:30:00Z"),
    ("2026-11-01 01:30 PST", "2026-11-01 09:30 UTC", "2026-11-01T09:30:00Z"),
    // What it never shows is shifted forward.
    (
      "2026-03-08 02:30 America/Los_Angeles", "2026-03-08 02:30 America/Los_Angeles",
      "2026-03-08T10:30:00Z"
    ),
    ("2026-03-08 02:30 PST", "2026-03-08 02:30 America/Los_Angeles", "2026-03-08T10:30:00Z"),
  ])
  func readsMoments(_ text: String, _ written: String, _ instant: String) throws {
    let deadline = try Self.read(text)
    #expect("\(deadline)" == written)
    #expect(deadline.instant == at(instant))
    #expect(deadline.anchor == nil)
    #expect(try Self.read(written) == deadline)
  }

  @Test func takesZoneAndTimeFromTheCaller() throws {
    let berlin = try Zones.named("Europe/Berlin")
    let deadline = try Self.read("2025-07-18", zone: berlin)
    #expect(deadline == .absolute(local("2025-07-18T18:00"), in: berlin))
    #expect(deadline.instant == at("2025-07-18T16:00:00Z"))
    #expect(try Self.read("2025-07-18 09:00", zone: berlin).instant == at("2025-07-18T07:00:00Z"))
    #expect(try Self.read("2025-07-18 UTC", zone: berlin).instant == at("2025-07-18T18:00:00Z"))
  }

  /// A day is over at its end, there where the deadline is.
  @Test func aDateAloneIsTheEndOfItsDay() throws {
    let tokyo = try Zones.named("Asia/Tokyo")
    for text in ["2027-07-18", "18 July 2027", "on Sunday, July 18th 2027"] {
      let deadline = try Deadline(
        text, in: tokyo, names: [], today: date("2026-05-20"), zones: Zones.database)
      #expect("\(deadline)" == "2027-07-18 23:59 Asia/Tokyo")
      #expect(deadline.instant == at("2027-07-18T14:59:00Z"))
    }
  }

  /// Manila's clock says PST as well, and hardly anyone means it; Singapore's has only a number.
  @Test(arguments: [("PST", "2026-01-21T01:00:00Z"), ("SGT", "2026-01-20T09:00:00Z")])
  func knowsWhoseAbbreviationsTheyAre(_ name: String, _ instant: String) throws {
    let east = ["Asia/Manila", "Asia/Singapore"]
    let zones = ZoneDatabase(version: "made up", names: Zones.names + east) { name in
      Zones.bytes(east.contains(name) ? "Etc/GMT-8" : name)
    }
    let deadline = try Deadline(
      "2026-01-20 17:00 \(name)", in: .utc, at: .midnight, names: [], today: date("2026-05-20"),
      zones: zones)
    #expect(deadline.instant == at(instant))
  }

  @Test(arguments: [
    ("4 days before selection", "4 days before selection", "selection"),
    ("1 week after end of term at 18:00", "1 week after end of term at 18:00", "end of term"),
    ("selection", "selection", "selection"),
    (
      "2 days before midterm evaluation at 18:00 UTC",
      "2 days before midterm evaluation at 18:00 UTC", "midterm evaluation"
    ),
    (
      "14 days before Midterm Evaluation at 6 PM Europe/Berlin",
      "2 weeks before midterm evaluation at 18:00 Europe/Berlin", "midterm evaluation"
    ),
    ("selection at noon", "selection at 12:00", "selection"),
    ("at the start of term", "start of term", "start of term"),
    (
      "two weeks before the work product final", "2 weeks before work product (final)",
      "work product (final)"
    ),
    ("the day before the selection", "1 day before selection", "selection"),
    ("a month after end of term", "1 month after end of term", "end of term"),
    ("1 year after end of term", "12 months after end of term", "end of term"),
    (
      "1 month and 2 weeks before selection", "1 month 2 weeks before selection", "selection"
    ),
    ("1h30m before last meeting", "1 hour 30 minutes before last meeting", "last meeting"),
    ("36 hours after last meeting", "36 hours after last meeting", "last meeting"),
    ("3 days after the last meeting", "3 days after last meeting", "last meeting"),
    ("4 days before selection at 18:00", "4 days before selection at 18:00", "selection"),
  ])
  func readsDistances(_ text: String, _ written: String, _ anchor: String) throws {
    let deadline = try Self.read(text)
    #expect("\(deadline)" == written)
    #expect(deadline.anchor == anchor)
    #expect(deadline.instant == nil)
    #expect(try Self.read(written) == deadline)
  }

  /// A name may hold the words of the grammar, and the longest one counts.
  @Test func knowsNamesByTheirWords() throws {
    let names = ["review", "review at camp", "day before camp", "May review", "2026-07-18 talk"]
    func anchor(_ text: String) throws -> String? { try Self.read(text, names: names).anchor }
    #expect(try anchor("2 days before review at camp at 18:00") == "review at camp")
    #expect(try anchor("2 days before REVIEW at 18:00") == "review")
    #expect(try anchor("day before camp") == "day before camp")
    #expect(try anchor("1 week after day before camp") == "day before camp")
    #expect(try anchor("may review at noon") == "May review")
    #expect(try anchor("2026-07-18 talk") == "2026-07-18 talk")
    #expect(try anchor("2026-07-18") == nil)
  }

  /// The names are the caller's, and so is when they are.
  @Test(arguments: [
    ("on the last day", "2027-06-30T21:59:00Z"),
    ("on the last day at noon", "2027-06-30T10:00:00Z"),
    ("2 weeks after start", "2027-03-15T09:00:00Z"),
    ("2 weeks after the start at 18:00 UTC", "2027-03-15T18:00:00Z"),
  ])
  func countsFromWhatTheCallerNames(_ text: String, _ expected: String) throws {
    let berlin = try Zones.named("Europe/Berlin")
    let anchors = ["start": at("2027-03-01T09:00:00Z"), "last day": at("2027-06-30T21:59:00Z")]
    guard case .relative(let due) = try Self.read(text, names: Array(anchors.keys)) else {
      Issue.record("\(text) is a moment")
      return
    }
    let anchor = try #require(anchors[due.anchor])
    #expect(due.instant(from: anchor, in: berlin) == at(expected))
  }

  @Test(arguments: [
    // The clock goes forward on 28 March 2027 at 02:00 in Warsaw.
    ("1 day before selection", "2027-03-28T07:00:00Z", "2027-03-27T08:00:00Z"),
    ("24 hours before selection", "2027-03-28T07:00:00Z", "2027-03-27T07:00:00Z"),
    ("1 day after selection", "2027-03-27T08:00:00Z", "2027-03-28T07:00:00Z"),
    ("90 minutes after selection", "2027-03-27T08:00:00Z", "2027-03-27T09:30:00Z"),
    ("1 week before selection", "2027-03-29T12:00:00Z", "2027-03-22T13:00:00Z"),
    ("selection", "2027-03-29T12:00:00Z", "2027-03-29T12:00:00Z"),
    ("selection at 18:00", "2027-03-29T12:00:00Z", "2027-03-29T16:00:00Z"),
    // It is the 21st in Warsaw already: the date is the one there.
    ("1 day before selection at 18:00", "2027-03-20T23:30:00Z", "2027-03-20T17:00:00Z"),
    ("1 day before selection at 18:00 UTC", "2027-03-20T23:30:00Z", "2027-03-20T18:00:00Z"),
    // A month ends on its last day, and keeps the time on the clock.
    ("1 month before selection", "2027-03-31T10:00:00Z", "2027-02-28T11:00:00Z"),
    ("1 month before selection", "2028-03-31T10:00:00Z", "2028-02-29T11:00:00Z"),
    ("1 month after selection", "2027-01-31T11:00:00Z", "2027-02-28T11:00:00Z"),
    ("1 year after selection", "2028-02-29T11:00:00Z", "2029-02-28T11:00:00Z"),
    ("1 month 1 week before selection", "2027-03-31T10:00:00Z", "2027-02-21T11:00:00Z"),
    // Over the gap: 02:30 does not exist on the 28th.
    ("1 day before selection at 02:30", "2027-03-29T12:00:00Z", "2027-03-28T01:30:00Z"),
    // 31 October 2027 shows 02:30 twice; the first counts.
    ("1 day before selection at 02:30", "2027-11-01T12:00:00Z", "2027-10-31T00:30:00Z"),
    // What stands for the anchor itself stays its second.
    ("selection", "2027-10-31T01:30:00Z", "2027-10-31T01:30:00Z"),
  ])
  func counts(_ text: String, _ anchor: String, _ expected: String) throws {
    guard case .relative(let relative) = try Self.read(text) else {
      Issue.record("\(text) is a moment")
      return
    }
    let warsaw = try Zones.named("Europe/Warsaw")
    #expect(relative.instant(from: at(anchor), in: warsaw) == at(expected))
  }
}
