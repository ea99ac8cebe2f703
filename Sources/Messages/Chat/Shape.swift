/// The form in which a channel takes a notice: one for machines, and one for each chat service.
package enum Shape: Sendable, Hashable {
  /// Standard Webhooks: the envelope that is signed.
  case standard
  /// CloudEvents 1.0, structured JSON, signed likewise.
  case cloudEvents
  case slack
  case discord
  case mattermost
  /// - Parameter room: the room's ID, `!…`; an alias cannot be sent to.
  case matrix(room: String)
  /// - Parameter topic: nil gives each meeting a topic of its own.
  case zulip(stream: String, topic: String?)
  case teams
  case googleChat
  case ntfy(topic: String)

  /// Whether a repeated message is known for what it is, by its identity.
  package var knowsRepeats: Bool {
    switch self {
    case .standard, .cloudEvents, .matrix: true
    case .slack, .discord, .mattermost, .zulip, .teams, .googleChat, .ntfy: false
    }
  }
}
