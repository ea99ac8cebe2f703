import Delivery
package import Engine
import Foundation
import Meetings
import Messages
package import Settings

/// A problem of the configuration; `Transports` has one of its own.
package typealias Hint = Problem

/// The ways between the house and the world, made from the settings: out, one for mail and one for
/// each channel; in, one for each agenda that lives elsewhere.
package struct Transports: Sendable {
  private enum Mail: Sendable {
    case relay(SMTPRelay)
    case maildir(MaildirDrop)
    case sendmail(Sendmail)
  }
  private let mail: Mail
  private let hooks: [String: WebhookEndpoint]
  /// The way in: agendas that live elsewhere, by name.
  let agendas: [String: AgendaPeer]
  /// Where mail goes, in words.
  package let mailRoute: String
  /// What is worth a second look in addresses that `check` cannot see.
  package let hints: [Hint]

  /// What keeps a transport from being made: a missing credential, a bad secret.
  package struct Problem: ConfigurationProblem {
    package let description: String
  }

  /// - Parameter maildir: takes all mail instead of the configured route.
  package init(
    _ settings: Settings, credentials: Credentials, maildir: String? = nil
  ) throws(Problem) {
    switch maildir.map(MailRoute.maildir(path:)) ?? settings.mail.via {
    case .maildir(let path): mail = .maildir(MaildirDrop(directory: path))
    case .sendmail(let program): mail = .sendmail(Sendmail(program: program))
    case .smtp(let host, let port, let security):
      mail = .relay(try Self.relay(host, port, security, for: settings.mail, credentials))
    }
    mailRoute = Self.route(settings, maildir: maildir)
    var hooks: [String: WebhookEndpoint] = [:]
    var hints: [Hint] = []
    for channel in settings.channels.values {
      let made = try Self.hook(channel, of: settings, credentials)
      hooks[channel.id.name] = made.endpoint
      hints += made.hints
    }
    self.hooks = hooks
    self.hints = hints.sorted()
    var agendas: [String: AgendaPeer] = [:]
    for (name, source) in settings.agendaSources {
      agendas[name] = try AgendaPeer(source, at: settings.agendaPlaces[name], credentials)
    }
    self.agendas = agendas
  }

  /// Where mail goes, in words.
  static func route(_ settings: Settings, maildir: String?) -> String {
    switch maildir.map(MailRoute.maildir(path:)) ?? settings.mail.via {
    case .maildir(let path): "the Maildir \(path)"
    case .sendmail(let program): program
    case .smtp(let host, let port, _): "\(host) port \(port)"
    }
  }

  static func relay(
    _ host: String, _ port: Int, _ security: MailSecurity, for mail: MailSettings,
    _ credentials: Credentials
  ) throws(Problem) -> SMTPRelay {
    let password = try mail.password.map { source throws(Problem) in
      try secret(source, credentials, for: "mail: password")
    }
    let login = mail.user.flatMap { user in
      password.map { SMTPRelay.Credentials(user: user, password: $0) }
    }
    return SMTPRelay(
      host: host.withoutBrackets, port: port, security: SMTPRelay.Security(security),
      credentials: login, connections: Engine.connectionsPerRelay)
  }

  /// A channel's hook, and what is worth a second look in an address that `check` cannot see.
  static func hook(
    _ channel: ChannelSettings, of settings: Settings, _ credentials: Credentials
  ) throws(Problem) -> (endpoint: WebhookEndpoint, hints: [Hint]) {
    let place = "channels: \(channel.id.name)"
    let url: Secret
    var hints: [Hint] = []
    switch channel.webhook {
    case .written(let text): url = Secret(text)
    case .kept(let source):
      url = try secret(source, credentials, for: "\(place): webhook")
      hints = settings.problems(ofWebhook: url.exposed, of: channel)
      if let error = hints.first(where: { $0.severity == .error }) {
        throw Problem(description: error.description)
      }
    }
    let signing = try channel.secret.map { source throws(Problem) in
      try secret(source, credentials, for: place)
    }
    let login = try channel.login { source throws(Problem) in
      try secret(source, credentials, for: place)
    }
    do {
      let endpoint = try WebhookEndpoint(
        url: url, secret: signing, service: WebhookService(channel.service), login: login,
        network: Network(channel.network))
      return (endpoint, hints)
    } catch {
      throw Problem(description: "\(place): error: \(error)")
    }
  }

  static func secret(
    _ source: SecretSource, _ credentials: Credentials, for what: String
  ) throws(Problem) -> Secret {
    do {
      return Secret(try credentials.secret(source))
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
    await send(parcel.content, to: parcel.destination, as: parcel.identity)
  }

  /// - Parameter destination: a channel's name; mail says itself where it goes.
  func send(
    _ content: Parcel.Content, to destination: String, as identity: Identity
  ) async -> Outcome {
    switch content {
    case .mail(let message):
      switch mail {
      case .relay(let relay):
        return .init(await relay.send(message.bytes, from: message.from, to: message.to))
      case .maildir(let drop):
        return .init(
          await drop.send(
            message.bytes, from: message.from, to: message.to, identity: identity.description))
      case .sendmail(let sendmail):
        return .init(await sendmail.send(message.bytes, from: message.from, to: message.to))
      }
    case .payload(let payload):
      guard let hook = hooks[destination] else {
        return .refused("there is no channel \(destination) any more")
      }
      return .init(
        await hook.send(
          WebhookRequest(payload), identity: identity.description,
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

extension String {
  /// A host as it is connected to; a URL has [::1].
  var withoutBrackets: String { hasPrefix("[") ? String(dropFirst().dropLast()) : self }
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

extension Network {
  init(_ network: ChannelSettings.Network) {
    self =
      switch network {
      case .public: .public
      case .private: .private
      case .local: .local
      }
  }
}
