import Cadence
import Foundation
import Meetings
import Messages
import Testing

/// A calendar to subscribe to, as bytes.
@Suite struct FeedTests {
  /// An edge of every kind: a cancelled one, hostile words, no link, a place.
  private func events() throws -> [Scheduled] {
    let rule = Recurrence.weekly(
      [.thursday], at: CivilTime(secondOfDay: 50_400), in: .utc,
      starting: try Samples.required(CivilDate("2026-12-03"), "date"))
    let series = Series(
      id: SeriesID("office-hours"), title: "Heures d’été 🌻; a, b\\c\nMETHOD:CANCEL",
      recurrence: rule, duration: .hours(1), hosts: [.person(PersonID("ana"))],
      link: "https://meet.example.org/oh", place: "Café; 2ème, \"salle\"", isPublic: true)
    let person = Person(
      id: PersonID("ana"), name: "Ana\r\nSá", address: "ana@example.org", zone: .utc)
    var book = Book(
      community: Community(
        name: "Thanos", domain: "example.org", zone: .utc,
        from: Mailbox(name: "T", address: "t@example.org"), people: [person.id: person],
        series: [series.id: series]), occurrences: [])
    let now = try Samples.instant("2026-11-27T15:00:00Z")
    for input: Input in [
      .started(outage: .zero, edited: []), .cancel("office-hours/2026-12-10", because: "ill"),
    ] { book.adopt(try book.propose(input, at: now)) }
    return book.schedule(for: .everyone, in: now..<(now + .days(24)))
  }

  @Test func everyLineIsAsItShouldBe() throws {
    let bytes = try Feed(name: "Thanos: \"all\"", events: events()).bytes()
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.components(separatedBy: "\r\n") {
      #expect(line.utf8.count <= 75 && !line.contains("\n") && !line.contains("\r"), "\(line)")
    }
    let unfolded = text.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
    #expect(!unfolded.contains { $0.hasPrefix("METHOD") || $0.hasPrefix("BEGIN:VALARM") })
    let calendar = unfolded.prefix { $0 != "BEGIN:VEVENT" }
    #expect(!calendar.contains { $0.hasPrefix("UID") })
    #expect(calendar.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H"))
    #expect(unfolded.count { $0 == "BEGIN:VEVENT" } == 3)
    #expect(unfolded.count { $0 == "STATUS:CANCELLED" } == 1)
    #expect(unfolded.count { $0.hasPrefix("SUMMARY:Cancelled: ") } == 1)
    #expect(unfolded.count { $0 == "TRANSP:TRANSPARENT" } == 1)
    let uids = unfolded.filter { $0.hasPrefix("UID:") }
    #expect(Set(uids).count == 3)
    #expect(unfolded.contains("DTSTART:20261203T140000Z"))
  }

  @Test func theSameScheduleHasTheSameBytes() throws {
    let bytes = try Feed(name: "Thanos", events: events()).bytes()
    #expect(try Feed(name: "Thanos", events: events()).bytes() == bytes)
  }

  @Test func anEmptyOneIsACalendarStill() throws {
    let text = String(decoding: try Feed(name: "T", events: []).bytes(), as: UTF8.self)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
  }
}
