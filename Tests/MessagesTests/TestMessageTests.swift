import Cadence
import Foundation
import Meetings
import StrictMail
import Testing

@testable import Messages

/// A test message says what it is, and is as well-formed as any other.
@Suite struct TestMessageTests {
  private func message(
    _ recipient: Recipient, community: String = "Thanos", at seconds: Int64 = 1_796_306_400
  ) throws -> TestMessage {
    let isMail = if case .person = recipient { true } else { false }
    return TestMessage(
      community: community, domain: "thanos.example.org",
      from: Mailbox(name: community, address: "mentoring@thanos.example.org"),
      recipient: recipient,
      reader: isMail ? Mailbox(name: "Żółć <x>", address: "ana@example.org") : nil,
      moment: Moment(Instant(secondsSince1970: seconds), in: .utc))
  }

  @Test func aMailReadsLikeThis() throws {
    let mail = try Rendering.mail(try message(.person(PersonID("ana"))))
    #expect(mail.subject == "Test: mail from Thanos")
    #expect(mail.to == "ana@example.org" && mail.from == "mentoring@thanos.example.org")
    #expect(
      try message(.person(PersonID("ana"))).document.plainText == """
        Test: mail from Thanos
        Sent on Thu 3 Dec 2026, 14:00 UTC.

        convened sent this because somebody who looks after the meetings of
        Thanos wanted to know whether its mail reaches you. It does: there is
        nothing to do, and no meeting changes.

        -- \("")
        Thanos. You get this because a test to your address was asked for by
        hand.

        """)
    let text = String(decoding: mail.bytes, as: UTF8.self)
    #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
    #expect(text.contains("<convened-test.thanos.example.org>\r\n"))
    #expect(text.contains("\r\nMessage-ID: \(mail.messageID)\r\n"))
    #expect(text.contains("text/html") && !text.contains("text/calendar"))
  }

  @Test(arguments: ["Thanos", "Ünï ☃ 長い", "a\r\nBcc: eve@example.org", "<!channel> @everyone", ""])
  func everyMailIsStrict(community: String) throws {
    let mail = try Rendering.mail(try message(.person(PersonID("ana")), community: community))
    #expect(StrictMail.violations(in: mail.bytes, recipient: mail.to).isEmpty)
  }

  @Test func eachIsItsOwnAndTheSameEveryTime() throws {
    let one = try message(.person(PersonID("ana")))
    #expect(try Rendering.mail(one) == Rendering.mail(one))
    let others = [
      try message(.person(PersonID("ana")), at: 1_796_306_401),
      try message(.person(PersonID("ben"))), try message(.channel(ChannelID("ana"))),
    ]
    #expect(Set((others + [one]).map(\.identity)).count == 4)
  }

  /// In each service's own form, and with its guard.
  @Test(arguments: Shapes.all.map(\.shape))
  func aChannelHearsItInItsShape(_ shape: Shape) throws {
    let call = "<!channel> @everyone @room @**all** <users/all>"
    let test = try message(.channel(ChannelID("team")), community: call)
    let payload = try Rendering.payload(test, as: shape)
    #expect(try Rendering.payload(test, as: shape) == payload)
    let body = String(decoding: payload.body, as: UTF8.self)
    let text = body.removingPercentEncoding ?? body
    #expect(text.contains("Test: messages from"))
    #expect(text.contains("nothing to do"))
    switch shape {
    case .standard:
      let object = try Shapes.object(payload)
      let data = try #require(object["data"] as? [String: Any])
      #expect(object["type"] as? String == "test" && data["channel"] as? String == "team")
      #expect(object["timestamp"] as? String == "2026-12-03T14:00:00Z")
    case .cloudEvents:
      let object = try Shapes.object(payload)
      #expect(object["type"] as? String == "test")
      #expect(object["id"] as? String == test.identity.description)
      #expect(object["source"] as? String == "https://thanos.example.org/convened")
    case .slack, .mattermost: #expect(!text.contains("<!channel>"))
    case .discord: #expect(!text.contains("@everyone"))
    case .matrix: #expect(payload.path.hasSuffix(test.identity.description))
    case .zulip: #expect(!text.contains("@**"))
    case .googleChat: #expect(!text.contains("<users/all>"))
    case .teams, .ntfy: break
    }
  }

  @Test func aMailNeedsAReader() throws {
    let test = try message(.channel(ChannelID("team")))
    #expect(throws: RenderingError.noReader) { try Rendering.mail(test) }
  }
}
