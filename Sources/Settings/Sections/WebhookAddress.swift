import Meetings

/// Where a hook is. For most chat services whoever knows the address may post, so it may be kept
/// where secrets are.
package enum WebhookAddress: Sendable, Hashable {
  case written(String)
  case kept(SecretSource)
}

/// What keeps an address from being that of a channel's hook, or is worth a second look. The same
/// for one that stands in the YAML and for one that is read from a credential. Nothing of the
/// address is in its words: it may be the secret.
struct WebhookRules {
  struct Fault {
    let severity: Problem.Severity
    let what: String
    let fix: String
  }

  /// nil where `as:` says something unknown.
  let kind: ChannelServiceReader.Kind?
  /// nil where `network:` does.
  let network: ChannelSettings.Network?

  func faults(of url: String) -> [Fault] {
    guard url.unicodeScalars.count <= 2_000, let parts = URLParts(url),
      ["https", "http"].contains(parts.scheme)
    else {
      return [error("`webhook` is no address of a hook", "write `https://hooks.example.org/x`")]
    }
    guard parts.user == nil else {
      return [
        error(
          "`webhook` must not hold a user or a password", "leave out what comes before the `@`")
      ]
    }
    var faults: [Fault] = []
    if parts.scheme == "http", network != .local {
      faults.append(
        error(
          "`webhook` would be called without encryption",
          "write `https://…`, or `network: local` if it never leaves this machine"))
    }
    guard let kind else { return faults }
    if kind.takesServer {
      guard !parts.rest.isEmpty, parts.rest != "/" else { return faults }
      faults.append(
        error(
          "`webhook` of a channel `as: \(kind.rawValue)` is the address of the server alone",
          "leave out what comes after the host"))
    } else if let host = Self.hosts[parts.host], host != kind {
      faults.append(
        Fault(
          severity: .warning,
          what: "`webhook` leads to \(host.rawValue), which takes nothing else",
          fix: "write `as: \(host.rawValue)`"))
    }
    return faults
  }

  /// That the address stands where everybody may read it. What is called on this machine alone is
  /// of no use to others.
  var disclosure: Fault? {
    guard let kind, kind.addressIsSecret, network != .local else { return nil }
    return Fault(
      severity: .warning,
      what: "`webhook` of a channel `as: \(kind.rawValue)` is a secret: whoever reads it can post "
        + "there",
      fix: "write `webhook: { credential: NAME }` or `{ file: PATH }`")
  }

  private func error(_ what: String, _ fix: String) -> Fault {
    Fault(severity: .error, what: what, fix: fix)
  }

  /// Services whose addresses are known by their host.
  private static let hosts: [String: ChannelServiceReader.Kind] = [
    "hooks.slack.com": .slack, "discord.com": .discord, "discordapp.com": .discord,
    "chat.googleapis.com": .googleChat,
  ]
}

extension ChannelServiceReader.Kind {
  fileprivate init(_ service: ChannelSettings.Service) {
    self =
      switch service {
      case .standard: .standard
      case .cloudEvents: .cloudevents
      case .slack: .slack
      case .discord: .discord
      case .mattermost: .mattermost
      case .matrix: .matrix
      case .zulip: .zulip
      case .teams: .teams
      case .googleChat: .googleChat
      case .ntfy: .ntfy
      }
  }
}

extension Settings {
  /// What is wrong with the address of a channel's hook, once it has been read from where it is
  /// kept; the problem stands where the YAML names that place.
  package func problems(ofWebhook url: String, of channel: ChannelSettings) -> [Problem] {
    let rules = WebhookRules(
      kind: ChannelServiceReader.Kind(channel.service), network: channel.network)
    return rules.faults(of: url).map { fault in
      let place = webhookPlaces[channel.id]
      return Problem(
        file: place?.file ?? "channels", line: place?.line ?? 1, column: place?.column ?? 1,
        severity: fault.severity, what: "channel `\(channel.id.name)`: \(fault.what)",
        fix: fault.fix)
    }
  }
}
