import Foundation
import Meetings
import Messages
import Testing

/// The token in the address is the whole authority.
@Suite struct InboxTests {
  private static let key = [UInt8](0..<32)
  private static let pattern = "meet+{token}@example.org"
  private static let ids = [
    "hours/2026-12-03", "hours/2026-12-10", "summer.yash/2026-12-03T1400", "summer.yash/learnings",
  ].compactMap { Subject($0) }
  private static let people = ["ana", "yash", "hana"].map { PersonID($0) }

  private func inbox(
    _ key: [UInt8] = key, _ pattern: String = pattern
  ) throws -> Inbox {
    try #require(Inbox(pattern: pattern, key: key))
  }

  @Test func everyPairHasAnAddressOfItsOwnThatComesBack() throws {
    // What `Settings` leaves room for.
    #expect(Inbox.tokenLength == 30)
    let inbox = try inbox()
    var seen: Set<String> = []
    for id in Self.ids {
      for person in Self.people {
        let address = inbox.address(id, person)
        #expect(seen.insert(address).inserted)
        #expect(address.prefix { $0 != "@" }.utf8.count <= 64)
        #expect(address == (try self.inbox()).address(id, person), "no chance, no clock")
        for form in [address, address.uppercased()] {
          let found = inbox.sender([form], among: Self.ids, Self.people)
          #expect(found?.0 == id)
          #expect(found?.1 == person)
        }
      }
    }
  }

  @Test func everyChangedCharacterIsRefused() throws {
    let inbox = try inbox()
    let address = Array(inbox.address(Self.ids[0], Self.people[1]))
    let at = try #require(address.firstIndex(of: "@"))
    for place in 5..<at {
      for letter in "abz27" where address[place] != letter {
        var forged = address
        forged[place] = letter
        #expect(inbox.sender([String(forged)], among: Self.ids, Self.people) == nil)
      }
    }
  }

  @Test func nothingElseIsAToken() throws {
    let inbox = try inbox()
    let good = inbox.address(Self.ids[0], Self.people[0])
    let other = try self.inbox(Array(1...32)).address(Self.ids[0], Self.people[0])
    let elsewhere = try self.inbox(Self.key, "meet+{token}@evil.example").address(
      Self.ids[0], Self.people[0])
    let forged = [
      "", "@", "meet@example.org", "meet+@example.org", other, elsewhere, good + ".evil.example",
      "x" + good, String(good.dropLast()), good.replacing("+", with: "-"),
      "meet+{token}@example.org",
    ]
    for address in forged {
      #expect(inbox.sender([address], among: Self.ids, Self.people) == nil, "\(address)")
    }
    #expect(inbox.sender(forged + [good], among: Self.ids, Self.people)?.1 == Self.people[0])
  }

  @Test func whoeverIsGoneIsNobody() throws {
    let inbox = try inbox()
    let address = inbox.address(Self.ids[0], Self.people[0])
    #expect(inbox.sender([address], among: Self.ids.dropFirst(), Self.people) == nil)
    #expect(inbox.sender([address], among: Self.ids, Self.people.dropFirst()) == nil)
  }

  @Test func aMailSaysWhereToAnswerAndWhereItBounces() throws {
    let inbox = try inbox()
    for sample in try Samples.all() where sample.notice.recipient.channel == nil {
      let notice = sample.notice
      guard let person = notice.recipient.person, notice.facts.reader != nil else { continue }
      let mail = try Rendering.mail(notice, inbox: inbox)
      let address = inbox.address(notice.subject, person)
      let header = String(decoding: mail.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[
        0]
      #expect(mail.from == address)
      // A note to whoever hosts it now asks something.
      let isAnswered = notice.kind.takesReplies || notice.facts.takesReplies == true
      #expect(header.contains("\r\nReply-To: \(address)\r\n") == isAnswered)
      #expect(
        !String(decoding: try Rendering.mail(notice).bytes, as: UTF8.self).contains("\r\nReply-To"))
    }
  }

  /// A calendar asks for an answer where somebody waits for it and it is read: RFC 5545 §3.2.17.
  @Test func aCalendarAsksOnlyTheHostWhoIsToSay() throws {
    var asked: [String] = []
    for sample in try Samples.all() where sample.notice.facts.calendar != nil {
      guard sample.notice.facts.reader != nil else { continue }
      let mail = try Rendering.mail(sample.notice, inbox: try inbox())
      let calendar = try #require(try MIME.calendar(of: mail.bytes))
      if calendar.contains("RSVP=TRUE") { asked.append(sample.name) }
      let unread = try Rendering.mail(sample.notice)
      #expect(try MIME.calendar(of: unread.bytes)?.contains("RSVP=FALSE") == true)
    }
    #expect(asked.sorted() == ["invitation-in-turn", "update-host-asked"])
  }
}
