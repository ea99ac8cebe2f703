import Cadence
import Foundation
import Meetings
import Settings
import Testing

@testable import Service

/// What `slots` says to a person, word for word.
struct SlotLinesTests {
  private static let yaml = """
    community: Test
    domain: example.org
    timezone: Europe/Berlin
    mail: { from: a@example.org }
    people:
      ana: { name: Ana, email: ana@example.org, timezone: Europe/Berlin, hours: 9:00-17:00 }
      ben: { name: Ben, email: ben@example.org, timezone: Europe/Warsaw, hours: 9:00-17:00 }
      yash: { name: Yash, email: yash@example.org, timezone: Asia/Kolkata, away: [2026-12-14] }
      cleo: { name: Cleo, email: cleo@example.org, timezone: Europe/Berlin, hours: "12:30-13:30" }
      robin: { name: Robin, email: robin@example.org, timezone: America/Los_Angeles }
    groups: { crew: [ana, ben] }
    meetings:
      triage: { title: Triage, when: "Monday, Tuesday 12:30 Europe/Berlin", invite: [crew, cleo] }
    """

  private func lines(
    _ who: String..., duration: String = "1h", zone: String? = nil, count: Int = 3
  ) throws -> [String] {
    try views(
      of: SlotsAsk(who: who, duration: duration, weeks: 26, count: count, zone: zone)
    ).map(\.line)
  }

  private func views(of ask: SlotsAsk) throws -> [any View] {
    let zones = SystemZones().database
    let now = try #require(Instant("2026-11-29T12:00:00Z"))
    let settings = try Settings.read(
      [SourceFile(name: "a.yaml", bytes: Array(Self.yaml.utf8))], zones: zones,
      today: ZoneRules.utc.local(at: now).date)
    let book = Book(community: settings.community, occurrences: [])
    return try SlotsView.views(of: ask, in: book, zones, at: now)
  }

  @Test func `Days on which a time asks as much are one line`() throws {
    let found = try lines("crew", "yash", count: 2)
    #expect(
      found == [
        "1 hour for Ana, Ben, Yash: 26 weeks from 2026-11-30",
        "Wednesday 12:00 Europe/Berlin  12:00 Ana, Ben; 16:30 Yash (15:30 in 9 of 26 weeks)  "
          + "within everybody's hours; alike on Thu, Fri",
        "Tuesday 11:00 Europe/Berlin  11:00 Ana, Ben; 15:30 Yash (14:30 in 9 of 26 weeks)  "
          + "within everybody's hours",
      ])
  }

  @Test func `Who is in another meeting then is named`() throws {
    let found = try lines("ana", "cleo", count: 2)
    #expect(
      found.dropFirst() == [
        "Wednesday 12:30 Europe/Berlin  12:30 Ana, Cleo  within everybody's hours; "
          + "alike on Thu, Fri",
        "Monday 12:30 Europe/Berlin  12:30 Ana, Cleo  within everybody's hours; "
          + "Ana, Cleo are in triage then every week; alike on Tue",
      ])
  }

  @Test func `Where no time fits it is said so, and whom it costs`() throws {
    let found = try lines("crew", "robin", zone: "asia/tokyo", count: 3)
    #expect(
      found == [
        "1 hour for Ana, Ben, Robin: 26 weeks from 2026-11-30\n"
          + "no full, half or quarter hour is within everybody's hours: these ask least",
        "Monday 23:00 Asia/Tokyo  15:00 Ana, Ben (16:00 in 9 of 26 weeks); "
          + "06:00 Robin (07:00 in 11 of 26 weeks)  "
          + "Robin from 06:00, 1 hour before their hours, in 15 of 26 weeks; "
          + "alike on Tue, Wed, Thu, Fri",
        "Monday 17:00 Asia/Tokyo  09:00 Ana, Ben (10:00 in 9 of 26 weeks); "
          + "00:00 Robin (01:00 in 11 of 26 weeks)  "
          + "Robin until 02:00, up to 4 hours past their hours, every week; "
          + "alike on Tue, Wed, Thu, Fri",
        "Tuesday 03:00 Asia/Tokyo  Mon 19:00 Ana, Ben (Mon 20:00 in 9 of 26 weeks); "
          + "Mon 10:00 Robin (Mon 11:00 in 11 of 26 weeks)  "
          + "Ana, Ben until 21:00, up to 4 hours past their hours, every week; "
          + "alike on Wed, Thu, Fri, Sat",
      ])
  }

  @Test func `What there is not is refused`() {
    #expect(
      throws: Refusal("nobody is called \"robyn\"", fix: "did you mean robin?", isMissing: true)
    ) {
      try lines("robyn")
    }
    for (name, shown) in [
      ("", "\"\""),
      (String(repeating: "x", count: 5_000), "\"\(String(repeating: "x", count: 60))…\""),
    ] {
      #expect(
        throws: Refusal(
          "nobody is called \(shown)", fix: "name people and groups of the configuration",
          isMissing: true)
      ) {
        try lines(name)
      }
    }
  }

  /// What comes over the socket has not been through the command.
  @Test(arguments: [-3_600, 0, 59, 86_401, Int64.max, Int64.min])
  func `A length that no meeting has is refused`(seconds: Int64) throws {
    let json = #"{"who":["ana"],"duration":\#(seconds),"weeks":4,"count":2}"#
    let ask = try JSONDecoder().decode(SlotsAsk.self, from: Data(json.utf8))
    #expect {
      try views(of: ask)
    } throws: { error in
      (error as? Refusal)?.fix == "a meeting lasts a minute at least, a day at most"
    }
  }

  @Test func `What is longer than somebody's hours is so at both ends`() throws {
    let found = try lines("cleo", duration: "1h30m", count: 1)
    #expect(
      found.last == "Wednesday 12:15 Europe/Berlin  12:15 Cleo  "
        + "Cleo from 12:15 until 13:45, up to 15 minutes on either side of their hours, every week; "
        + "alike on Thu, Fri")
  }
}
