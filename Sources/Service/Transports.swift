import Delivery
package import Engine
import Foundation
import Meetings
import Messages
package import Settings

/// The ways out of the house, made from the settings: one for mail, one for each channel.
package struct Transports: Sendable {
  private enum Mail: Sendable {
    case relay(SMTPRelay)
    case maildir(MaildirDrop)
  }
  private let mail: Mail
  private let hooks: [String: WebhookEndpoint]
  /// Where mail goes, in words.
  package let mailRoute: String

  /// What keeps a transport from being made: a missing credential, a bad secret.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  /// - Parameter maildir: takes all mail instead of the configured route.
  package init(
    _ settings: Settings, credentials: Credentials, maildir: String? = nil
  ) throws(Problem) {
    switch maildir.map(MailRoute.maildir(path:)) ?? settings.mail.via {
    case .maildir(let path):
      mail = .maildir(MaildirDrop(directory: path))
      mailRoute = "the Maildir \(path)"
    case .smtp(let host, let port, let security):
      let password = try settings.mail.password.map { source throws(Problem) in
        try Self.secret(source, credentials, for: "mail: password")
      }
      let login = settings.mail.user.flatMap { user in
        password.map { SMTPRelay.Credentials(user: user, password: $0) }
      }
      mail = .relay(
        SMTPRelay(
          host: host, port: port, security: SMTPRelay.Security(security), credentials: login,
          connections: Engine.connectionsPerRelay))
      mailRoute = "\(host) port \(port)"
    }
    var hooks: [String: WebhookEndpoint] = [:]
    for (id, channel) in settings.channels {
      let place = "channels: \(id)"
      let secret = try channel.secret.map { source throws(Problem) in
        try Self.secret(source, credentials, for: place)
      }
      let login = try channel.login { source throws(Problem) in
        try Self.secret(source, credentials, for: place)
      }
      do {
        hooks[id.name] = try WebhookEndpoint(
          url: Secret(channel.webhook), secret: secret, service: WebhookService(channel.service),
          login: login, network: WebhookEndpoint.Network(channel.network))
      } catch {
        throw Problem(description: "\(place): error: \(error)")
      }
    }
    self.hooks = hooks
  }

  private static func secret(
    _ source: SecretSource, _ credentials: Credentials, for what: String
  ) throws(Problem) -> Secret {
    do {
      switch source {
      case .credential(let name): return Secret(try credentials.credential(named: name))
      case .file(let path): return Secret(try credentials.file(at: path))
      }
    } catch {
      throw Problem(description: "\(what): \(error)")
    }
  }

  /// For an orderly stop: what no relay can have taken yet ends, and waits for the next start. A
  /// hook answers, or does not, within seconds.
  package func abandon() {
    if case .relay(let relay) = mail { relay.abandon() }
  }

  /// Sends one parcel and waits for the answer.
  package func send(_ parcel: Parcel) async -> Outcome {
    switch parcel.content {
    case .mail(let message):
      switch mail {
      case .relay(let relay):
        return .init(await relay.send(message.bytes, from: message.from, to: message.to))
      case .maildir(let drop):
        return .init(
          await drop.send(
            message.bytes, from: message.from, to: message.to,
            identity: parcel.identity.description))
      }
    case .payload(let payload):
      guard let hook = hooks[parcel.destination] else {
        return .refused("there is no channel \(parcel.destination) any more")
      }
      return .init(
        await hook.send(
          WebhookRequest(payload), identity: parcel.identity.description,
          timestamp: Int64(SystemClock.realtime().components.seconds)))
    }
  }
}

/// Delivery knows nothing of the engine: here its words become the engine's.
extension Outcome {
  init(_ receipt: Delivery.Receipt) {
    self =
      switch receipt {
      case .accepted(let answer): .accepted(answer)
      case .deferred(let why, let after, let scope):
        .deferred(why, retryAfterSeconds: after, Scope(scope))
      case .refused(let why, .recipient): .refused(why)
      case .refused(let why, .destination), .refused(let why, .login): .gone(why)
      case .unknown(let why): .unknown(why)
      }
  }
}

extension Outcome.Scope {
  init(_ scope: Delivery.Receipt.Scope) {
    self =
      switch scope {
      case .recipient: .recipient
      case .destination: .destination
      case .login: .login
      }
  }
}

extension SMTPRelay.Security {
  init(_ security: MailSecurity) {
    self =
      switch security {
      case .plainLoopback: .plainLoopback
      case .startTLS: .startTLS
      case .implicitTLS: .implicitTLS
      }
  }
}

extension WebhookEndpoint.Network {
  init(_ network: ChannelSettings.Network) {
    self =
      switch network {
      case .public: .public
      case .private: .private
      case .local: .local
      }
  }
}
