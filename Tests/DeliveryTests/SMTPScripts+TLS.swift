@testable import Delivery

// RFC 3207, RFC 8314, RFC 4954. A relay that cannot be trusted learns neither password nor message.
extension SMTPScript {
  private static func starttls(
    _ name: String, _ stages: [String: [Act]], _ expected: ReceiptKind, _ says: String? = nil,
    saw: String, _ certificate: Certificate? = .good
  ) -> SMTPScript {
    .init(name, stages, expected, says, saw: saw).with {
      $0.security = .startTLS
      $0.certificate = certificate
      $0.offers = ["SIZE 10485760", "STARTTLS"]
    }
  }

  private static let asked = "connect EHLO STARTTLS"
  private static let inside = asked + " TLS EHLO"

  static let startTLS: [SMTPScript] = [
    starttls("STARTTLS", [:], .accepted, saw: inside + " MAIL RCPT DATA message"),
    starttls(
      "STARTTLS not offered", [:], .deferred(.destination), "STARTTLS is required",
      saw: helloed
    ).with { $0.offers = ["SIZE 10485760"] },
    starttls(
      "STARTTLS put off", ["STARTTLS": ["454 4.7.0 not now"]], .deferred(.destination),
      "454 4.7.0 not now", saw: asked),
    starttls(
      "STARTTLS refused", ["STARTTLS": ["502 5.5.1 what?"]], .deferred(.destination),
      "502 5.5.1 what?", saw: asked),
    starttls(
      "421 to STARTTLS", ["STARTTLS": ["421 4.3.2 bye", .close]], .deferred(.destination),
      "421 4.3.2 bye", saw: asked),
    starttls(
      "STARTTLS answered with 250", ["STARTTLS": ["250 ok", .handshake]],
      .deferred(.destination), saw: asked + " noTLS"),
    starttls(
      "closed instead of a handshake", ["STARTTLS": ["220 go ahead", .close]],
      .deferred(.destination), saw: asked),
    starttls(
      "reset instead of a handshake", ["STARTTLS": ["220 go ahead", .reset]],
      .deferred(.destination), saw: asked),
    starttls(
      "words instead of a handshake",
      ["STARTTLS": ["220 go ahead", "250-peer", "250 AUTH PLAIN", .close]], .deferred(.destination),
      saw: asked),
    starttls(
      "words before the handshake, in the packet of the answer",
      ["STARTTLS": [.text("220 go ahead\r\n250-peer\r\n250 AUTH PLAIN\r\n"), .handshake]],
      .deferred(.destination), saw: asked + " noTLS"
    ).with { $0.logsIn = true },
    starttls(
      "an answer in lines, and then the handshake",
      ["STARTTLS": ["220-go", "220 ahead", .handshake]], .accepted,
      saw: inside + " MAIL RCPT DATA message"),
    starttls(
      "a certificate nobody has signed", [:], .deferred(.destination),
      "certificate is not trusted", saw: asked + " noTLS"
    ).with { $0.isTrusted = false },
    starttls(
      "a certificate for another name", [:], .deferred(.destination),
      "certificate is not trusted", saw: asked + " TLS", .otherName),
    starttls(
      "a certificate that has expired", [:], .deferred(.destination),
      "certificate is not trusted", saw: asked + " noTLS", .expired),
    starttls("TLS 1.1 at most", [:], .deferred(.destination), saw: asked + " noTLS(version)", .old),
    .init(
      "EHLO refused inside of TLS", ["EHLO#2": ["502 5.5.1 what?"]], .accepted,
      saw: inside + " HELO MAIL RCPT DATA message"
    ).with {
      $0.security = .startTLS
      $0.certificate = .good
      $0.offers = ["STARTTLS"]
    },
    starttls("closed inside of TLS", ["EHLO#2": [.close]], .deferred(.destination), saw: inside),
    starttls(
      "421 to RCPT inside of TLS", ["RCPT": ["421 4.3.2 bye", .close]],
      .deferred(.destination), "421 4.3.2 bye (at RCPT)", saw: inside + " MAIL RCPT"),
    starttls(
      "closed after the dot inside of TLS", ["dot": [.close]], .unknown, "no answer came",
      saw: inside + " MAIL RCPT DATA message"),
  ]

  private static func implicit(
    _ name: String, _ stages: [String: [Act]], _ expected: ReceiptKind, _ says: String? = nil,
    saw: String, _ certificate: Certificate? = .good
  ) -> SMTPScript {
    .init(name, stages, expected, says, saw: saw).with {
      $0.security = .implicitTLS
      $0.certificate = certificate
    }
  }

  static let implicitTLS: [SMTPScript] = [
    implicit(
      "TLS from the first byte", [:], .accepted,
      saw: "connect TLS EHLO MAIL RCPT DATA message"),
    implicit(
      "a plain greeting where TLS is expected",
      ["handshake": ["220 peer.example ESMTP", .close]], .deferred(.destination), saw: greeted),
    implicit(
      "silence where TLS is expected", ["handshake": [.hold]], .deferred(.destination),
      saw: greeted
    ).with { $0.timeouts.connect = .seconds(1) },
    implicit(
      "another name, from the first byte", [:], .deferred(.destination),
      "certificate is not trusted", saw: "connect TLS", .otherName),
    implicit(
      "TLS 1.1 at most, from the first byte", [:], .deferred(.destination),
      saw: "connect noTLS(version)", .old),
  ]

  private static let knocking = inside + " AUTH credentials"

  private static func login(
    _ name: String, _ stages: [String: [Act]], _ expected: ReceiptKind, _ says: String? = nil,
    saw: String
  ) -> SMTPScript {
    starttls(name, stages, expected, says, saw: saw).with {
      $0.logsIn = true
      $0.inside = ["AUTH PLAIN"]
    }
  }

  static let logins: [SMTPScript] = [
    login("a login", [:], .accepted, saw: knocking + " MAIL RCPT DATA message"),
    login(
      "a login offered before TLS as well", [:], .accepted,
      saw: knocking + " MAIL RCPT DATA message"
    ).with { $0.offers = ["STARTTLS", "AUTH PLAIN"] },
    login(
      "535 to the password", ["login": ["535 5.7.8 no"]], .deferred(.login),
      "the relay refused the login (535 5.7.8 no)", saw: knocking),
    login(
      "534 to the mechanism", ["AUTH": ["534 5.7.9 too weak"]], .deferred(.login),
      "the relay refused the login (534 5.7.9 too weak)", saw: inside + " AUTH"),
    login(
      "454 to the password", ["login": ["454 4.7.0 later"]], .deferred(.destination),
      "454 4.7.0 later (during login)", saw: knocking),
    login(
      "421 to AUTH", ["AUTH": ["421 4.3.2 bye", .close]], .deferred(.destination),
      "421 4.3.2 bye", saw: inside + " AUTH"),
    login(
      "closed after the password", ["login": [.close]], .deferred(.destination),
      "(during login)", saw: knocking),
    login(
      "a login of kinds we do not have", [:], .deferred(.destination), "no login that can be",
      saw: inside
    ).with { $0.inside = ["AUTH GSSAPI"] },
    // What the relay thinks of that is its business; the password stays here.
    login(
      "a login offered before TLS alone", ["MAIL": ["530 5.7.0 log in first"]],
      .deferred(.login),
      "the relay wants a login (530 5.7.0 log in first): write `user` and `password`",
      saw: inside + " MAIL"
    ).with {
      $0.offers = ["STARTTLS", "AUTH PLAIN"]
      $0.inside = ["SIZE 10485760"]
    },
    login(
      "no login is offered, and none wanted", [:], .accepted,
      saw: inside + " MAIL RCPT DATA message"
    ).with { $0.inside = ["SIZE 10485760"] },
    login(
      "the next message needs no new login", [:], .accepted,
      saw: knocking + " MAIL RCPT DATA message MAIL RCPT DATA message"
    ).with { $0.messages = 2 },
    login(
      "a login on a connection that replaces another",
      ["MAIL#2": ["421 4.4.2 idle", .close]], .accepted,
      saw: "\(knocking) MAIL RCPT DATA message MAIL \(knocking) MAIL RCPT DATA message"
    ).with { $0.messages = 2 },
  ]
}
