import Foundation
import Meetings
import Messages
import Testing

/// Replies as people's programs send them: Tests/Fixtures/replies, one file each.
@Suite struct Replies {
  static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/replies").path

  static let token = "meet+abcdefghijklmnopqrstuvwxyz2345@example.org"

  /// `name, what is expected on the agenda`; an empty one for nothing.
  static let expected: [(String, String)] = {
    let text = (try? String(contentsOfFile: "\(directory)/expected.txt", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      return (String(fields[0]), fields.count > 1 ? String(fields[1]) : "")
    }
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name).eml")))
  }

  static func shown(_ content: IncomingMail.Content) -> String {
    switch content {
    case .item(let text, let isPrivate): isPrivate ? "private: \(text)" : text
    case .nothing: ""
    case .answer(let answer, let uid): "\(answer) \(uid)"
    case .bounce(let status, let why, _): "bounce \(status) \(why)"
    case .automatic(let why): "automatic: \(why)"
    }
  }

  @Test func everyFileIsExpectedToSaySomething() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory)
      .filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }
    #expect(Set(files) == Set(Self.expected.map(\.0)))
    #expect(files.count >= 40)
  }

  @Test(arguments: expected) func says(_ name: String, _ item: String) throws {
    let mail = try IncomingMail.read(try Self.bytes(name))
    #expect(Self.shown(mail.content) == item)
    #expect(mail.addresses.contains(Self.token))
  }

  @Test func theSameMessageIsTheSameWhoeverDeliversIt() throws {
    let bytes = try Self.bytes("gmail-en")
    let trace = Array("Received: from a by b; Tue, 1 Dec 2026 10:00:01 +0000\n".utf8)
    #expect(try IncomingMail.read(bytes).message == IncomingMail.read(trace + bytes).message)
    #expect(try IncomingMail.read(bytes).message != IncomingMail.read(Self.bytes("crlf")).message)
  }

  @Test func whatTheMTASaysComesFirst() throws {
    let mail = try IncomingMail.read(try Self.bytes("crlf"), to: ["Meet+X@Example.org"])
    #expect(mail.addresses.first == "meet+x@example.org")
  }

  @Test(arguments: ["X-Original-To", "Delivered-To", "Envelope-To", "X-Delivered-To"])
  func whatAMailboxSaysOfTheEnvelopeIsKnown(_ name: String) throws {
    let text = "From: a@example.org\nTo: undisclosed\n\(name): <meet+x@example.org>\n\nwords\n"
    #expect(try IncomingMail.read(Array(text.utf8)).addresses == ["meet+x@example.org"])
  }

  // MARK: Machines

  private static func mail(_ header: String, _ body: String = "I am away.\n") -> [UInt8] {
    Array("From: a@example.net\nTo: <\(token)>\nMessage-ID: <1@a>\n\(header)\n\n\(body)".utf8)
  }

  @Test(arguments: [
    "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (vacation)",
    "Precedence: bulk", "Precedence: auto_reply", "X-Autoreply: yes", "Return-Path: <>",
    "Subject: Out of Office: back in March", "Subject: Automatic reply: Office Hours",
    "Subject: Automatische Antwort: Office Hours", "Subject: Réponse automatique : Office Hours",
    "Subject: =?utf-8?B?QXV0b21hdGlzY2hlIEFudHdvcnQ6IEhvdXJz?=",
    "Subject: =?utf-8?Q?R=C3=A9ponse_automatique?=", "X-Autorespond: a",
  ])
  func isRecognisedAsAMachine(_ header: String) throws {
    let content = try IncomingMail.read(Self.mail(header)).content
    guard case .automatic = content else {
      Issue.record("\(header): \(content)")
      return
    }
  }

  @Test(arguments: [
    "Auto-Submitted: no", "Auto-Submitted: no (really)", "Precedence: list",
    "Return-Path: <a@example.net>", "Subject: Re: automatic replies, a proposal",
  ])
  func isAPerson(_ header: String) throws {
    #expect(
      try IncomingMail.read(Self.mail(header)).content == .item("I am away.", isPrivate: false))
  }

  private static func report(
    action: String = "failed", status: String = "5.1.1", type: String = "delivery-status",
    recipient: String = "Final-Recipient: rfc822; yash@example.net\n"
  ) -> [UInt8] {
    mail(
      "Return-Path: <>\nAuto-Submitted: auto-replied\n"
        + "Content-Type: multipart/report; report-type=\(type); boundary=\"r\"",
      """
      --r
      Content-Type: text/plain

      Sorry.
      --r
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example.net

      \(recipient)Action: \(action)
      Status: \(status)
      Diagnostic-Code: smtp; 550 5.1.1 <yash@example.net>:
          no such user
      --r
      Content-Type: message/rfc822

      Subject: ours
      Message-ID: <ours@example.org>

      Add an item.
      --r--
      """)
  }

  @Test func aBounceSaysWhyAndOnlyAFinalOneIsOne() throws {
    #expect(
      try IncomingMail.read(Self.report()).content
        == .bounce(
          status: "5.1.1", why: "550 5.1.1 <yash@example.net>: no such user",
          recipient: "yash@example.net"))
    let others = [
      Self.report(action: "delayed", status: "4.4.1"), Self.report(action: "delivered"),
      Self.report(action: "relayed", status: "2.0.0"), Self.report(status: "4.4.7"),
      Self.report(type: "disposition-notification"), Self.report(recipient: ""),
    ]
    for other in others {
      guard case .automatic = try IncomingMail.read(other).content else {
        Issue.record("taken for a bounce: \(String(decoding: other, as: UTF8.self))")
        return
      }
    }
  }

  private static func reply(
    _ attendees: String, method: String = "REPLY", uids: [String] = ["u1@example.org"]
  ) -> [UInt8] {
    let events = uids.map { "BEGIN:VEVENT\nUID:\($0)\n\(attendees)\nEND:VEVENT" }
    return mail(
      "Content-Type: text/calendar; method=\(method); charset=utf-8",
      "BEGIN:VCALENDAR\nMETHOD:\(method)\n\(events.joined(separator: "\n"))\nEND:VCALENDAR\n")
  }

  @Test func aCalendarAnswersForOnePersonAndOneEntry() throws {
    let said = ["ACCEPTED": Answer.accepted, "DECLINED": .declined, "TENTATIVE": .tentative]
    for (word, answer) in said {
      let line = "ATTENDEE;CN=\"Yash; the: one\";PARTSTAT=\(word):mailto:yash@example.net"
      #expect(
        try IncomingMail.read(Self.reply(line)).content == .answer(answer, uid: "u1@example.org"))
    }
    let folded = "ATTENDEE;PART\n STAT=ACCEPTED:mailto:\n yash@example.net"
    #expect(
      try IncomingMail.read(Self.reply(folded)).content
        == .answer(.accepted, uid: "u1@example.org"))
    let one = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:yash@example.net"
    let wrong = [
      Self.reply("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:y@example.net"),
      Self.reply(one, method: "REQUEST"), Self.reply(one + "\n" + one),
      Self.reply(one, uids: ["a", "b"]), Self.reply("ATTENDEE:mailto:y@example.net"),
    ]
    for mail in wrong { #expect(try IncomingMail.read(mail).content == .nothing) }
  }
}
