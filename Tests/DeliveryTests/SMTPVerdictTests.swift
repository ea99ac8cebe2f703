import Testing

@testable import Delivery

@Suite("SMTP: what follows from code and stage")
struct SMTPVerdictTests {
  /// Plays lines: `C: ` what the client says, `S: ` what the server says, `body` and `dot`.
  func dialogue(_ lines: [String]) -> SMTPDialogue {
    var dialogue = SMTPDialogue()
    for line in lines {
      switch line {
      case "body": dialogue.bodyStarted()
      case "dot": dialogue.bodyEnded()
      default:
        if line.hasPrefix("C: ") { dialogue.sent(line.dropFirst(3)) }
        if line.hasPrefix("S: ") { dialogue.received(line.dropFirst(3)) }
      }
    }
    return dialogue
  }

  func receipt(_ lines: [String], _ failure: TransferFailure? = .other) -> Receipt {
    SMTPVerdict(failure: failure, dialogue: dialogue(lines), words: "words").receipt
  }

  func deferred(_ why: String, _ scope: Receipt.Scope) -> Receipt {
    .deferred(why: why, retryAfterSeconds: nil, scope: scope)
  }

  let hello = ["S: 220 hi", "C: EHLO me", "S: 250-peer", "S: 250 SIZE"]
  var recipient: [String] {
    hello + ["C: MAIL FROM:<a@x>", "S: 250 ok", "C: RCPT TO:<b@x>"]
  }
  var sent: [String] { recipient + ["S: 250 ok", "C: DATA", "S: 354 go", "body", "dot"] }

  @Test("before the transaction everything concerns the relay")
  func beforeTransaction() {
    #expect(receipt([]) == deferred("words (while connecting)", .destination))
    #expect(receipt(["S: 421 busy"]) == deferred("421 busy (while connecting)", .destination))
    #expect(receipt(["S: 554 no"]) == deferred("554 no (while connecting)", .destination))
    #expect(receipt(hello) == deferred("words (at the greeting)", .destination))
    let mail = hello + ["C: MAIL FROM:<a@x>"]
    #expect(receipt(mail) == deferred("words (at MAIL)", .destination))
    #expect(
      receipt(mail + ["S: 550 who?"]) == deferred("550 who? (at MAIL)", .destination))
    #expect(
      receipt(mail + ["S: 552 too big"])
        == .refused(why: "552 too big (at MAIL)", scope: .recipient))
    let login = hello + ["C: AUTH PLAIN", "S: 334", "C: AGFuYQBzZWNyZXQ="]
    #expect(
      receipt(login + ["S: 535 5.7.8 no", "C: QUIT", "S: 221 bye"])
        == deferred(
          "the relay refused the login (535 5.7.8 no): check the user and the password",
          .login))
    #expect(
      receipt(login + ["S: 454 later"]) == deferred("454 later (during login)", .destination))
  }

  @Test("the answer to RCPT concerns the recipient")
  func atRecipient() {
    #expect(
      receipt(recipient + ["S: 550-5.1.1 no", "S: 550 such", "C: QUIT", "S: 221 bye"])
        == .refused(why: "550 5.1.1 no such (at RCPT)", scope: .recipient))
    #expect(
      receipt(recipient + ["S: 451 grey"]) == deferred("451 grey (at RCPT)", .recipient))
    #expect(receipt(recipient + ["S: 421 bye"]) == deferred("421 bye (at RCPT)", .destination))
    #expect(receipt(recipient) == deferred("words (at RCPT)", .destination))
    // An answer that is not over is none.
    #expect(receipt(recipient + ["S: 550-no"]) == deferred("words (at RCPT)", .destination))
  }

  @Test("between DATA and the final dot nothing is lost and nothing delivered")
  func atData() {
    let data = recipient + ["S: 250 ok", "C: DATA"]
    #expect(receipt(data) == deferred("words (at DATA)", .destination))
    #expect(receipt(data + ["S: 554 no"]) == deferred("554 no (at DATA)", .recipient))
    #expect(
      receipt(data + ["S: 354 go", "body"])
        == deferred("words (while the message was being sent)", .recipient))
  }

  @Test("after the final dot")
  func afterDot() {
    #expect(receipt(sent + ["S: 250 queued"], nil) == .accepted(answer: "250 queued"))
    // The answer is what counts, even if libcurl was unhappy afterwards.
    #expect(receipt(sent + ["S: 250 queued"], .lost) == .accepted(answer: "250 queued"))
    #expect(
      receipt(sent + ["S: 554 spam"])
        == .refused(why: "554 spam (after the message)", scope: .recipient))
    #expect(receipt(sent + ["S: 451 x"]) == deferred("451 x (after the message)", .recipient))
    #expect(receipt(sent + ["S: 452 x"]) == deferred("452 x (after the message)", .destination))
    #expect(receipt(sent + ["S: 421 x"]) == deferred("421 x (after the message)", .destination))
    for failure in [TransferFailure.lost, .other] {
      #expect(
        receipt(sent, failure) == .unknown(why: "the message was sent, and no answer came: words"))
    }
    #expect(
      receipt(sent + ["S: 354 what"])
        == .unknown(why: "the message was sent, and answered with 354 what"))
  }

  @Test("a kept connection that was closed meanwhile is told from a failure")
  func stale() {
    func isStale(_ lines: [String], _ failure: TransferFailure) -> Bool {
      SMTPVerdict(failure: failure, dialogue: dialogue(lines)).isStaleConnection
    }
    let mail = ["C: MAIL FROM:<a@x>"]
    #expect(isStale(mail, .lost))
    #expect(isStale(mail + ["S: 421 idle"], .other))
    #expect(!isStale(mail + ["S: 451 no"], .lost))
    #expect(!isStale(mail, .other), "a timeout is no hang-up")
    #expect(!isStale(sent, .lost), "after the body a repetition is the outbox's business")
  }

  @Test("what still waits for an answer is not used again")
  func outOfStep() {
    func isOutOfStep(_ lines: [String]) -> Bool {
      SMTPVerdict(failure: .other, dialogue: dialogue(lines)).isOutOfStep
    }
    #expect(isOutOfStep(sent))
    #expect(isOutOfStep(recipient))
    #expect(isOutOfStep(recipient + ["S: 550-no"]))
    #expect(isOutOfStep(sent + ["S: 354 go on"]))
    #expect(isOutOfStep(recipient + ["S: 250 ok", "C: DATA", "S: 250 ok"]))
    #expect(!isOutOfStep(recipient + ["S: 550 no"]))
    #expect(!isOutOfStep(sent + ["S: 451 later"]))
    #expect(!isOutOfStep(sent + ["S: 250 taken"]))
  }

  @Test("a reply is what RFC 5321 4.2.1 calls one, and nothing else")
  func replies() {
    func reply(_ line: String) -> String? {
      var dialogue = SMTPDialogue()
      dialogue.received(line)
      return dialogue.reply?.line
    }
    #expect(reply("250 ok") == "250 ok")
    #expect(reply("250") == "250")
    #expect(reply("250 ") == "250")
    for line in [
      "250-ok", "250ok", "+25 ok", "-25 ok", " 250 ok", "2500", "25", "", "25x ok",
      "２５０ ok", "250\u{2028}ok", "250\tok", "٢٥٠ ok",
    ] {
      #expect(reply(line) == nil, "\(line)")
    }
    #expect(reply("554 no\u{2028}250 ok\r250 ok\u{85}250 ok") == "554 no 250 ok 250 ok 250 ok")
    #expect(reply("550 " + String(repeating: "x", count: 8_000_000))?.count == 204)
    var dialogue = dialogue(hello + ["C: AUTH LOGIN"])
    dialogue.sent("QUITE+a/secret=")
    dialogue.received("535 no")
    #expect(dialogue.reply?.code == 535, "a secret is no good-bye")
  }

  @Test("a full mailbox is tried again, as the 452 that 552 once stood for")
  func fullMailbox() {
    #expect(receipt(recipient + ["S: 552 full"]) == deferred("552 full (at RCPT)", .recipient))
  }

  @Test("the lines of a login are not taken for commands")
  func loginLines() {
    let secret = dialogue(hello + ["C: AUTH LOGIN", "S: 334 x", "C: DATA", "C: RCPT TO:<x>"])
    #expect(secret.stage == .authentication)
  }
}
