import Cadence
import Delivery
package import Meetings
package import Messages
package import Settings

// What `as:` means to each room: how a notice is written, how it is sent, and as whom.

extension Settings {
  /// How each channel takes its notices.
  package var shapes: [ChannelID: Shape] { channels.mapValues { Shape($0.service) } }

  /// How much each destination takes, by its name.
  package var rates: [String: Rate] {
    var rates: [String: Rate] = [:]
    for (id, channel) in channels { rates[id.name] = channel.rate ?? channel.service.rate }
    rates[Recipient.mail] = mail.rate
    return rates
  }
}

extension ChannelSettings.Service {
  /// What a service is known to take of one hook before it answers with 429; nil where it says so
  /// itself. Source: Slack, "Rate limits": one a second; Discord's headers: 5 in 2 seconds;
  /// Google Chat, "Usage limits": one a second to a space.
  var rate: Rate? {
    switch self {
    case .slack, .googleChat: Rate(count: 1, per: .seconds(1))
    case .discord: Rate(count: 5, per: .seconds(2))
    case .standard, .cloudEvents, .mattermost, .matrix, .zulip, .teams, .ntfy: nil
    }
  }
}

extension Shape {
  init(_ service: ChannelSettings.Service) {
    self =
      switch service {
      case .standard: .standard
      case .cloudEvents: .cloudEvents
      case .slack: .slack
      case .discord: .discord
      case .mattermost: .mattermost
      case .matrix(let room, _): .matrix(room: room)
      case .zulip(let stream, let topic, _, _): .zulip(stream: stream, topic: topic)
      case .teams: .teams
      case .googleChat: .googleChat
      case .ntfy(let topic, _): .ntfy(topic: topic)
      }
  }
}

extension WebhookService {
  init(_ service: ChannelSettings.Service) {
    self =
      switch service {
      case .standard, .cloudEvents: .standard
      case .slack: .slack
      case .discord: .discord
      case .matrix: .matrix
      case .zulip: .zulip
      case .teams: .teams
      case .ntfy: .ntfy
      case .mattermost, .googleChat: .other
      }
  }
}

extension ChannelSettings {
  /// What proves who is sending; `secret` reads it from where it is kept.
  func login<Failure>(
    _ secret: (SecretSource) throws(Failure) -> Secret
  ) throws(Failure) -> WebhookLogin? {
    switch service {
    case .matrix(_, let token): .bearer(try secret(token))
    case .zulip(_, _, let user, let token): .basic(user: user, password: try secret(token))
    case .ntfy(_, let token?): .bearer(try secret(token))
    case .standard, .cloudEvents, .slack, .discord, .mattermost, .teams, .googleChat, .ntfy: nil
    }
  }
}

extension ChannelSettings {
  /// Everything it reads from where secrets are.
  var sources: [SecretSource] {
    var sources = [secret].compactMap(\.self)
    if case .kept(let source) = webhook { sources.append(source) }
    switch service {
    case .matrix(_, let token), .zulip(_, _, _, let token), .ntfy(_, let token?):
      sources.append(token)
    case .standard, .cloudEvents, .slack, .discord, .mattermost, .teams, .googleChat, .ntfy: break
    }
    return sources
  }
}

extension WebhookRequest {
  init(_ payload: Payload) {
    self.init(
      method: payload.method == .put ? .put : .post, path: payload.path, query: payload.query,
      contentType: payload.contentType, body: payload.body)
  }
}
