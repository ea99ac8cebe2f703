import Cadence
import Meetings
import Testing

@testable import Messages

/// Addresses of calendars, which stay good until they are taken back.
@Suite struct CalendarLinkTests {
  private static let site = "https://meet.example.org/calendar/"
  private static let readerships: [Readership] = [
    .person(PersonID("yash")), .group("maintainers"), .series(SeriesID("summer.yash")),
    // A person and a group may be called alike.
    .group("yash"), .series(SeriesID("yash")),
  ]
  private let now: Instant

  init() throws { now = try Samples.instant("2026-11-27T15:00:00Z") }

  private func token(_ readership: Readership, _ links: Links) throws -> String {
    let address = try #require(links.calendar(of: readership))
    #expect(address.hasPrefix(Self.site) && address.hasSuffix(".ics"))
    return String(address.dropFirst(Self.site.count).dropLast(4))
  }

  @Test func eachOpensOneCalendarAndNoOther() throws {
    let links = try LinkTests.links()
    let tokens = try Self.readerships.map { try token($0, links) }
    #expect(Set(tokens).count == tokens.count)
    for (readership, token) in zip(Self.readerships, tokens) {
      #expect(links.readership(ofCalendar: token, at: now) == readership)
      #expect(links.readership(ofCalendar: token, at: now + .days(30_000)) == readership)
      #expect(try LinkTests.links(2).readership(ofCalendar: token, at: now) == nil)
      #expect(links.person(ofReminders: token, at: now) == nil)
      #expect(links.holder(ofAgenda: token, at: now) == nil)
      var changed = Array(token.utf8)
      for index in changed.indices {
        changed[index] = changed[index] == 0x41 ? 0x42 : 0x41
        let text = String(decoding: changed, as: UTF8.self)
        #expect(links.readership(ofCalendar: text, at: now) == nil, "\(text)")
        changed[index] = Array(token.utf8)[index]
      }
    }
  }

  /// What stands in mails opens no calendar: it is forwarded with them.
  @Test func anotherPurposeOpensNone() throws {
    let links = try LinkTests.links()
    let mail = try #require(links.reminders(try Samples.notice(.reminder))).url
    let token = mail.split(separator: "/").last.map(String.init) ?? ""
    #expect(links.person(ofReminders: token, at: now) != nil)
    #expect(links.readership(ofCalendar: token, at: now) == nil)
  }

  @Test func onesOwnIsTakenBackWithoutAnybodyElses() throws {
    let before = try LinkTests.links()
    for revoked in Self.readerships {
      var links = before
      links.epochs[try #require(revoked.holder)] = 1
      for readership in Self.readerships {
        let found = links.readership(ofCalendar: try token(readership, before), at: now)
        #expect(found == (readership == revoked ? nil : readership))
        #expect(
          links.readership(ofCalendar: try token(readership, links), at: now) == readership)
      }
    }
  }

  @Test func everyonesHasNoSecretInIt() throws {
    let links = try LinkTests.links()
    #expect(links.calendar(of: .everyone) == "https://meet.example.org/calendar.ics")
    #expect(Readership.everyone.holder == nil)
  }
}
