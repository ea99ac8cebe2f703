/// How one transaction ended, and the receipt that follows from it. Pure.
///
/// The rule: an answer counts by its code *and* by the stage at which it came. Before DATA a
/// failure that is not about the recipient concerns the relay; after the final dot silence means
/// that the message may have been delivered.
struct SMTPVerdict {
  var failure: TransferFailure?
  var dialogue: SMTPDialogue
  /// libcurl's words for a failure without an answer.
  var words = ""
  var refusedAddress: AddressClass?

  /// Whether a kept connection turned out to be dead before the message was begun: the relay had
  /// hung up while it was idle, which says nothing about this message.
  var isStaleConnection: Bool {
    guard dialogue.stage < .body else { return false }
    if let reply = dialogue.reply { return reply.code == 421 }
    return failure == .lost
  }

  /// Whether the relay may still answer what was said last: then nothing more may be said there.
  var isOutOfStep: Bool {
    guard let reply = dialogue.reply else { return true }
    let isTaken = dialogue.stage == .finalDot && reply.code / 100 == 2
    return !isTaken && !reply.isTransientFailure && !reply.isPermanentFailure
  }

  var receipt: Receipt {
    let reply = dialogue.reply
    switch dialogue.stage {
    case .greeting, .hello, .startTLS: return beforeLogin
    case .authentication:
      guard let reply, reply.isPermanentFailure else { return destination("during login") }
      return .deferred(
        why: "the relay refused the login (\(reply.line)): check the user and the password",
        retryAfterSeconds: nil, scope: .login)
    case .mail:
      // The one answer to MAIL that is about this message: too large (RFC 1870 6.1).
      if let reply, reply.code == 552 {
        return .refused(why: "\(reply.line) (at MAIL)", scope: .recipient)
      }
      // RFC 4954 6: the relay wants a login and was given none.
      if let reply, reply.code == 530 {
        return .deferred(
          why: "the relay wants a login (\(reply.line)): write `user` and `password`",
          retryAfterSeconds: nil, scope: .login)
      }
      return destination("at MAIL")
    case .recipient:
      guard let reply, reply.code != 421 else { return destination("at RCPT") }
      // RFC 5321 4.5.3.1.10: a 552 to RCPT is to be taken for a 452. Full mailboxes are emptied.
      if reply.isPermanentFailure, reply.code != 552 {
        return .refused(why: "\(reply.line) (at RCPT)", scope: .recipient)
      }
      if reply.code == 552 { return recipient("at RCPT") }
      return reply.isTransientFailure ? recipient("at RCPT") : destination("at RCPT")
    case .data:
      // One recipient per transaction, so a 4xx or 5xx may be about it. Deferred even when the
      // relay says "permanent": if it means everybody, nothing is lost while somebody looks.
      if let reply, reply.isTransientFailure || reply.isPermanentFailure, reply.code != 421 {
        return recipient("at DATA")
      }
      return destination("at DATA")
    case .body: return recipient("while the message was being sent")
    case .finalDot: return afterFinalDot
    }
  }

  private var beforeLogin: Receipt {
    if let refusedAddress {
      return .deferred(
        why: "not connected: the relay's address is not loopback (\(refusedAddress)), and mail "
          + "leaves this machine only over TLS: use STARTTLS or smtps",
        retryAfterSeconds: nil, scope: .destination)
    }
    switch failure {
    case .noTLS:
      return destination("STARTTLS is required, and the relay did not start it")
    case .untrustedCertificate:
      return destination("the relay's certificate is not trusted")
    case .noLogin:
      return destination("the relay offers no login that can be used")
    case .lost, .unresolved, .notConnected, .timedOut, .notTLS, .other, nil:
      return destination(dialogue.stage == .greeting ? "while connecting" : "at the greeting")
    }
  }

  private var afterFinalDot: Receipt {
    guard let reply = dialogue.reply else {
      return .unknown(why: "the message was sent, and no answer came: \(cause)")
    }
    switch reply.code / 100 {
    case 2: return .accepted(answer: reply.line)
    case 5: return .refused(why: "\(reply.line) (after the message)", scope: .recipient)
    case 4:
      // RFC 5321 4.2.3: 421 closes the whole channel, 452 is a full disk.
      let concernsRelay = reply.code == 421 || reply.code == 452
      return concernsRelay ? destination("after the message") : recipient("after the message")
    default: return .unknown(why: "the message was sent, and answered with \(reply.line)")
    }
  }

  private func destination(_ place: String) -> Receipt {
    .deferred(why: "\(cause) (\(place))", retryAfterSeconds: nil, scope: .destination)
  }

  private func recipient(_ place: String) -> Receipt {
    .deferred(why: "\(cause) (\(place))", retryAfterSeconds: nil, scope: .recipient)
  }

  /// The relay's words if the failure is one, else libcurl's.
  private var cause: String {
    if let reply = dialogue.reply, reply.code >= 400 { return reply.line }
    return Receipt.oneLine(words)
  }
}
