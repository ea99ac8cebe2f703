import Cadence
import Foundation
import Meetings
import Testing

/// A zone that goes by the rules of another one from now on: decision 0066.
@Suite struct ZoneChangeTests {
  private func zone(_ name: String, asOf other: String) throws -> ZoneRules {
    let files = ZoneDatabase(version: "test", names: [name]) { _ in
      FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(other)").map(Array.init)
    }
    return try files.zone(named: name)
  }

  private func community(_ recurrence: Recurrence) throws -> Community {
    try Fixture.community(
      Series(
        id: SeriesID("sync"), title: "Sync", recurrence: recurrence, duration: .hours(1),
        hosts: [.person(PersonID("ana"))], invite: [.person(PersonID("ben"))]))
  }

  /// Mondays on Warsaw's clock, Thursdays on the one of Los Angeles.
  private func twoSlots(_ warsaw: ZoneRules, _ angeles: ZoneRules) throws -> Community {
    try community(
      .union([
        .weekly([.monday], at: Fixture.time(9), in: warsaw),
        .weekly([.thursday], at: Fixture.time(9), in: angeles),
      ]))
  }

  private func start(_ play: Play, _ date: String) -> String? {
    OccurrenceID("sync/\(date)").flatMap { play.book.occurrences[$0]?.start.description }
  }

  /// What is said of the zones, by date.
  private func causes(_ play: Play) -> [String] {
    play.journal.filter { $0.cause.contains("whose rules changed") }.map { entry in
      "\(entry.subject) \(entry.cause.split(separator: ",")[0])"
    }
  }

  @Test func aTimeThatTheClockShowsTwiceStaysTheOneThatItWas() throws {
    let sundays = { try community(.weekly([.sunday], at: Fixture.time(12), in: $0)) }
    var play = try Play(try sundays(.utc), at: "2026-10-20T00:00:00Z")
    try play.submit(
      .move("sync/2026-10-25", to: try #require(CivilDateTime("2026-10-25T01:30")), because: "x"))
    try play.submit(.reloaded(try sundays(try zone("Europe/Warsaw", asOf: "Europe/Berlin"))))
    #expect(start(play, "2026-10-25") == "2026-10-25T01:30:00Z", "the second 02:30 there")
    // Only the past differs.
    try play.submit(.reloaded(try sundays(try Fixture.zone("Europe/Warsaw"))))
    #expect(start(play, "2026-10-25") == "2026-10-25T01:30:00Z")
    #expect(causes(play).isEmpty)
  }

  @Test(arguments: [
    ("2027-01-08", "2027-01-11", "T07:00:00Z", "Europe/Warsaw"),
    ("2027-01-12", "2027-01-14", "T16:00:00Z", "America/Los_Angeles"),
  ])
  func eachDateFollowsTheZoneOfItsOwnSlot(
    today: String, date: String, time: String, zone name: String
  ) throws {
    var play = try Play(
      try twoSlots(Fixture.zone("Europe/Warsaw"), Fixture.zone("America/Los_Angeles")),
      at: "\(today)T00:00:00Z")
    try play.submit(
      .reloaded(
        try twoSlots(
          zone("Europe/Warsaw", asOf: "Europe/Helsinki"),
          zone("America/Los_Angeles", asOf: "America/Denver"))))
    #expect(start(play, date) == date + time)
    #expect(causes(play).first == "sync/\(date) the time zone \(name)")
  }

  /// What was moved by hand was moved on the clock of the series, whatever slot it was of.
  @Test func theZoneOfAnotherSlotMovesNothingThatWasMovedByHand() throws {
    let (warsaw, angeles) = (
      try Fixture.zone("Europe/Warsaw"), try Fixture.zone("America/Los_Angeles")
    )
    var play = try Play(try twoSlots(warsaw, angeles), at: "2027-01-08T00:00:00Z")
    try play.submit(
      .move("sync/2027-01-14", to: try #require(CivilDateTime("2027-01-14T15:00")), because: "x"))
    #expect(start(play, "2027-01-14") == "2027-01-14T14:00:00Z")
    try play.submit(
      .reloaded(try twoSlots(warsaw, zone("America/Los_Angeles", asOf: "America/Denver"))))
    #expect(start(play, "2027-01-14") == "2027-01-14T14:00:00Z")
    try play.submit(
      .reloaded(
        try twoSlots(
          zone("Europe/Warsaw", asOf: "Europe/Helsinki"),
          zone("America/Los_Angeles", asOf: "America/Denver"))))
    #expect(start(play, "2027-01-14") == "2027-01-14T13:00:00Z")
    #expect(causes(play).contains("sync/2027-01-14 the time zone Europe/Warsaw"))
  }
}
