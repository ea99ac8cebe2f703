@testable import Delivery

// A relay's refusals, verb by verb. RFC 5321 4.2 and 4.3.2.
extension SMTPScript {
  static let all: [SMTPScript] =
    greetings + hellos + senders + recipients + data + afterTheDot + ends + reused + lines + extras
    + floods + startTLS + implicitTLS + logins

  /// The relay says good-bye, as 421 does.
  private static func farewell(_ words: String = "4.3.2 closing down") -> [Act] {
    [.line("421 " + words), .close]
  }

  static let greetings: [SMTPScript] = [
    .init(
      "421 as greeting", ["greeting": farewell()], .deferred(.destination),
      "421 4.3.2 closing down (while connecting)", saw: greeted),
    .init(
      "450 as greeting", ["greeting": ["450 4.3.2 not now", .close]], .deferred(.destination),
      "450 4.3.2 not now (while connecting)", saw: greeted),
    .init(
      "554 as greeting", ["greeting": ["554 5.7.1 not you", .close]], .deferred(.destination),
      "554 5.7.1 not you (while connecting)", saw: greeted),
    .init(
      "554 as greeting, in three lines",
      ["greeting": ["554-5.7.1 not", "554-5.7.1 from", "554 5.7.1 there", .close]],
      .deferred(.destination), "554 5.7.1 not 5.7.1 from 5.7.1 there", saw: greeted),
    .init(
      "521: a host that takes no mail", ["greeting": ["521 5.3.2 no mail here", .close]],
      .deferred(.destination), "521 5.3.2 no mail here", saw: greeted),
    .init(
      "a greeting in three lines", ["greeting": ["220-peer", "220-welcomes", "220 you"]], .accepted,
      saw: done),
    .init(
      "354 as greeting", ["greeting": ["354 go on"]], .deferred(.destination), saw: greeted),
  ]

  static let hellos: [SMTPScript] = [
    .init(
      "EHLO refused, HELO taken", ["EHLO": ["502 5.5.1 what?"]], .accepted, "250 2.0.0 taken",
      saw: "connect EHLO HELO MAIL RCPT DATA message"),
    .init(
      "EHLO and HELO refused", ["EHLO": ["550 5.7.1 no"], "HELO": ["550 5.7.1 no, I said"]],
      .deferred(.destination), "550 5.7.1 no, I said", saw: "connect EHLO HELO"),
    .init(
      "EHLO and HELO put off", ["EHLO": ["451 4.3.0 later"], "HELO": ["451 4.3.0 later, I said"]],
      .deferred(.destination), "451 4.3.0 later, I said", saw: "connect EHLO HELO"),
    .init(
      "421 to EHLO", ["EHLO": farewell()], .deferred(.destination), saw: "connect EHLO HELO"),
    .init(
      "a short answer to EHLO", ["EHLO": ["250 hello"]], .accepted, saw: done),
    .init(
      "EHLO must not be answered with HELO where TLS is wanted", ["EHLO": ["502 5.5.1 what?"]],
      .deferred(.destination), saw: helloed
    ).with { $0.security = .startTLS },
  ]

  static let senders: [SMTPScript] = [
    .init(
      "421 to MAIL", ["MAIL": farewell()], .deferred(.destination),
      "421 4.3.2 closing down (at MAIL)", saw: mailed),
    .init(
      "451 to MAIL", ["MAIL": ["451 4.3.0 trouble"]], .deferred(.destination),
      "451 4.3.0 trouble (at MAIL)", saw: mailed),
    .init(
      "452 to MAIL", ["MAIL": ["452 4.3.1 disk full"]], .deferred(.destination),
      "452 4.3.1 disk full (at MAIL)", saw: mailed),
    .init(
      "530 to MAIL: login wanted", ["MAIL": ["530 5.7.0 authentication required"]],
      .deferred(.login),
      "the relay wants a login (530 5.7.0 authentication required): write `user` and `password`",
      saw: mailed),
    .init(
      "550 to MAIL", ["MAIL": ["550 5.1.8 who?"]], .deferred(.destination),
      "550 5.1.8 who? (at MAIL)", saw: mailed),
    .init(
      "552 to MAIL: too large", ["MAIL": ["552 5.3.4 too large"]], .refused(.recipient),
      "552 5.3.4 too large (at MAIL)", saw: mailed),
    .init(
      "553 to MAIL", ["MAIL": ["553 5.1.7 not as sender"]], .deferred(.destination),
      "553 5.1.7 not as sender (at MAIL)", saw: mailed),
    .init(
      "555 to MAIL: parameters unknown", ["MAIL": ["555 5.5.4 what?"]], .deferred(.destination),
      "555 5.5.4 what? (at MAIL)", saw: mailed),
    .init("354 to MAIL", ["MAIL": ["354 go on"]], .deferred(.destination), saw: mailed),
  ]

  static let recipients: [SMTPScript] = [
    .init(
      "421 to RCPT", ["RCPT": farewell()], .deferred(.destination),
      "421 4.3.2 closing down (at RCPT)", saw: addressed),
    .init(
      "450 to RCPT: greylisted", ["RCPT": ["450 4.2.0 come again"]], .deferred(.recipient),
      "450 4.2.0 come again (at RCPT)", saw: addressed),
    .init(
      "452 to RCPT", ["RCPT": ["452 4.5.3 too many"]], .deferred(.recipient),
      "452 4.5.3 too many (at RCPT)", saw: addressed),
    .init(
      "550 to RCPT", ["RCPT": ["550 5.1.1 nobody"]], .refused(.recipient),
      "550 5.1.1 nobody (at RCPT)", saw: addressed),
    .init(
      "551 to RCPT", ["RCPT": ["551 5.1.6 moved to <eve@example.org>"]], .refused(.recipient),
      "551 5.1.6 moved", saw: addressed),
    .init(
      "552 to RCPT: a mailbox that is full now, or 452 by an old name",
      ["RCPT": ["552 5.2.2 mailbox full"]], .deferred(.recipient),
      "552 5.2.2 mailbox full (at RCPT)", saw: addressed),
    .init(
      "554 to RCPT", ["RCPT": ["554 5.7.1 relay access denied"]], .refused(.recipient),
      "554 5.7.1 relay access denied (at RCPT)", saw: addressed),
    .init("251 to RCPT", ["RCPT": ["251 2.1.5 will forward"]], .accepted, saw: done),
    .init("252 to RCPT", ["RCPT": ["252 2.1.5 will try"]], .accepted, saw: done),
    .init("354 to RCPT", ["RCPT": ["354 go on"]], .deferred(.destination), saw: addressed),
  ]

  static let data: [SMTPScript] = [
    .init(
      "421 to DATA", ["DATA": farewell()], .deferred(.destination),
      "421 4.3.2 closing down (at DATA)", saw: begun),
    .init(
      "451 to DATA", ["DATA": ["451 4.3.0 trouble"]], .deferred(.recipient),
      "451 4.3.0 trouble (at DATA)", saw: begun),
    .init(
      "503 to DATA", ["DATA": ["503 5.5.1 no valid recipients"]], .deferred(.recipient),
      "503 5.5.1 no valid recipients (at DATA)", saw: begun),
    .init(
      "554 to DATA", ["DATA": ["554 5.7.1 not this"]], .deferred(.recipient),
      "554 5.7.1 not this (at DATA)", saw: begun),
    .init(
      "250 to DATA: nobody waits for the message", ["DATA": ["250 2.0.0 fine"]],
      .deferred(.destination), saw: begun),
  ]

  static let afterTheDot: [SMTPScript] = [
    .init("250 alone", ["dot": ["250"]], .accepted, "250", saw: done),
    .init("251 after the dot", ["dot": ["251 2.1.5 on its way"]], .accepted, saw: done),
    .init(
      "421 after the dot", ["dot": farewell()], .deferred(.destination),
      "421 4.3.2 closing down (after the message)", saw: done),
    .init(
      "450 after the dot", ["dot": ["450 4.2.0 later"]], .deferred(.recipient),
      "450 4.2.0 later (after the message)", saw: done),
    .init(
      "451 after the dot", ["dot": ["451 4.7.1 scanner is away"]], .deferred(.recipient),
      "451 4.7.1 scanner is away (after the message)", saw: done),
    .init(
      "452 after the dot", ["dot": ["452 4.3.1 disk full"]], .deferred(.destination),
      "452 4.3.1 disk full (after the message)", saw: done),
    .init(
      "550 after the dot", ["dot": ["550 5.7.1 spam"]], .refused(.recipient),
      "550 5.7.1 spam (after the message)", saw: done),
    .init(
      "552 after the dot", ["dot": ["552 5.3.4 too large"]], .refused(.recipient),
      "552 5.3.4 too large (after the message)", saw: done),
    .init(
      "a relay that says how much it takes, and refuses more",
      ["dot": ["552 5.3.4 too large"]], .refused(.recipient), "552 5.3.4 too large", saw: done
    ).with { $0.offers = ["SIZE 50"] },
    .init(
      "554 after the dot", ["dot": ["554 5.6.0 not like this"]], .refused(.recipient),
      "554 5.6.0 not like this (after the message)", saw: done),
    .init(
      "354 after the dot", ["dot": ["354 go on"]], .unknown, "answered with 354 go on", saw: done),
    .init(
      "a code of no class after the dot", ["dot": ["650 fine, I think"]], .unknown,
      "answered with 650", saw: done),
  ]
}
