/// One SMTP transaction as seen from outside: how far it got, and what was last answered there.
///
/// libcurl's result code says neither: it is the same for a refused recipient and a lost line.
struct SMTPDialogue: Sendable, Hashable {
  /// How far the client got. In the order of RFC 5321, so that stages can be compared.
  enum Stage: Int, Comparable, Sendable {
    /// Nothing said yet: resolving, connecting, implicit TLS, waiting for the greeting.
    case greeting
    case hello
    case startTLS
    case authentication
    case mail
    case recipient
    /// DATA was said, and not yet answered by 354.
    case data
    case body
    /// The whole message has left; the final dot is on its way or has arrived.
    case finalDot

    static func < (one: Stage, other: Stage) -> Bool { one.rawValue < other.rawValue }
  }

  struct Reply: Sendable, Hashable {
    var code: Int
    var text: String

    var isTransientFailure: Bool { code / 100 == 4 }
    var isPermanentFailure: Bool { code / 100 == 5 }
    var line: String { text.isEmpty ? "\(code)" : "\(code) \(text)" }
  }

  private(set) var stage = Stage.greeting
  /// The last complete answer at this stage; `nil` while none has come.
  private(set) var reply: Reply?
  private var pendingText = ""
  private var isOver = false

  /// A command line that went out. Only its verb is looked at: the lines of AUTH are secret.
  mutating func sent(_ line: some StringProtocol) {
    // After a failure libcurl says QUIT, and its answer is no answer to what failed.
    if line == "QUIT" { isOver = true }
    if isOver { return }
    if line.hasPrefix("MAIL FROM:") {
      enter(.mail)
    } else if line.hasPrefix("RCPT TO:"), stage == .mail {
      enter(.recipient)
    } else if line.hasPrefix("DATA"), stage == .recipient {
      enter(.data)
    } else if line.hasPrefix("EHLO") || line.hasPrefix("HELO"), stage < .authentication {
      enter(.hello)
    } else if line.hasPrefix("STARTTLS"), stage == .hello {
      enter(.startTLS)
    } else if line.hasPrefix("AUTH "), stage <= .authentication {
      enter(.authentication)
    }
  }

  /// A line that came in, without its line end: `250-text` for a part of a reply, `250 text` or
  /// `250` for its end (RFC 5321 4.2.1). Any other line is no reply, as it is none for libcurl.
  ///
  /// Bytes and not characters: what Unicode takes for a digit or a line end may stand in a text.
  mutating func received(_ line: some Collection<UInt8>) {
    if isOver { return }
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return }
    let code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let rest = line.dropFirst(3)
    let separator = rest.first
    guard separator == nil || separator == 0x20 || separator == 0x2D else { return }
    // A thousand bytes are more than anybody reads; a line may have millions.
    if pendingText.utf8.count < 1_000 {
      pendingText += " " + String(decoding: rest.dropFirst().prefix(1_000), as: UTF8.self)
    }
    if separator == 0x2D { return }
    reply = Reply(code: code, text: Receipt.oneLine(pendingText))
    pendingText = ""
  }

  mutating func received(_ line: some StringProtocol) { received(Array(line.utf8)) }

  /// libcurl asked for the first bytes of the message, which it does when 354 has come.
  mutating func bodyStarted() {
    if stage < .body { enter(.body) }
  }

  /// Every byte of the message was sent, and libcurl was told that there are no more.
  mutating func bodyEnded() { enter(.finalDot) }

  private mutating func enter(_ stage: Stage) {
    self.stage = stage
    reply = nil
    pendingText = ""
  }
}
