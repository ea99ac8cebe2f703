/// A mail relay that takes messages over SMTP, one envelope and one recipient at a time.
///
/// A few sends are carried out at once, each over a connection that is kept for a short while.
/// A send is not cut short when its task is cancelled: an answer on its way must be recorded.
package struct SMTPRelay: Sendable {
  package enum Security: Sendable, Hashable {
    /// No TLS, no login, and connections to loopback addresses alone.
    case plainLoopback
    /// Plain greeting, then STARTTLS, required (RFC 3207).
    case startTLS
    /// TLS from the first byte (RFC 8314 3.3).
    case implicitTLS
  }

  package struct Credentials: Sendable {
    package var user: String
    package var password: Secret

    package init(user: String, password: Secret) {
      self.user = user
      self.password = password
    }
  }

  package struct Timeouts: Sendable {
    /// To resolve, connect and shake hands.
    package var connect: Duration
    /// For each answer. libcurl has one figure for all of them, so it is the longest of RFC 5321
    /// 4.5.3.2: ten minutes after the final dot. A shorter one there sends mail twice.
    package var answer: Duration
    /// For everything, so that a peer that trickles cannot hold the relay for ever.
    package var whole: Duration
    /// How long an unused connection stays open.
    package var idle: Duration

    package init(
      connect: Duration = .seconds(30), answer: Duration = .seconds(600),
      whole: Duration = .seconds(1_800), idle: Duration = .seconds(10)
    ) {
      self.connect = connect
      self.answer = answer
      self.whole = whole
      self.idle = idle
    }
  }

  /// What a connection needs to know of its relay.
  struct Settings: Sendable {
    var host: String
    var port: Int
    var security: Security
    var credentials: Credentials?
    var caFile: String?
    var timeouts: Timeouts
  }

  let settings: Settings
  private let connections: [SMTPConnection]

  /// - Parameters:
  ///   - connections: how many are open at most.
  ///   - host: a name, an IPv4 or an IPv6 address (without brackets).
  ///   - caFile: PEM certificates to trust instead of the system's.
  package init(
    host: String, port: Int, security: Security, credentials: Credentials? = nil,
    caFile: String? = nil, connections: Int = 4, timeouts: Timeouts = Timeouts()
  ) {
    let settings = Settings(
      host: host, port: port, security: security, credentials: credentials, caFile: caFile,
      timeouts: timeouts)
    self.settings = settings
    self.connections = (0..<max(1, connections)).map { _ in SMTPConnection(settings) }
  }

  /// Offers one message to the relay for one recipient.
  ///
  /// - Parameters:
  ///   - message: with CRLF line ends; dots are stuffed on the way.
  ///   - from: the envelope's sender, where bounces go.
  package func send(_ message: [UInt8], from: String, to: String) async -> Receipt {
    await Envelope.check(message, from: from, to: to) { sender, recipient in
      // The first that is free, so that a quiet relay sees a single connection.
      let connection = connections.min { $0.load < $1.load } ?? connections[0]
      return await connection.send(message, from: sender, to: recipient)
    }
  }

  /// For an orderly stop: ends what the relay cannot have taken yet, and begins nothing more.
  package func abandon() { for connection in connections { connection.abandon() } }
}

/// The checks every mail transport makes before it does anything.
package enum Envelope {
  package static func check(
    _ message: [UInt8], from: String, to: String,
    then send: (MailAddress, MailAddress) async -> Receipt
  ) async -> Receipt {
    let sender: MailAddress
    let recipient: MailAddress
    do {
      sender = try MailAddress(from)
    } catch {
      // The configuration's mistake, which concerns every message and is mended by a reload.
      return .deferred(
        why: "the sender's address cannot be used: \(error)", retryAfterSeconds: nil,
        scope: .destination)
    }
    do {
      recipient = try MailAddress(to)
    } catch {
      return .refused(why: "not sent: \(error)", scope: .recipient)
    }
    if let problem = MailBytes.problem(in: message) {
      return .refused(why: "not sent: \(problem)", scope: .recipient)
    }
    return await send(sender, recipient)
  }
}
