import Engine
import Messages
import Settings

/// What a configuration is made into beside the plan: the ways out, and who is let in.
struct Fittings: Sendable {
  let transports: Transports
  /// Nil without `web:`.
  let links: Links?
  /// Nil without `inbox:`.
  let inbox: Inbox?
  /// Which programs may ask; nil without `api:`.
  let tokens: APITokens?

  /// - Parameters:
  ///   - maildir: takes all mail instead of the configured route.
  ///   - state: the state directory, where a key of our own is kept.
  ///   - isTrial: only finds what would be refused: no key is made.
  /// - Throws: a `ConfigurationProblem`.
  init(
    _ settings: Settings, maildir: String?, credentials: Credentials, state: String,
    isTrial: Bool = false
  ) throws {
    func ownKey() throws(SigningKey.Problem) -> SigningKey? {
      isTrial ? try SigningKey(in: state) : try SigningKey(state: state)
    }
    transports = try Transports(settings, credentials: credentials, maildir: maildir)
    links = try LinkKeys.links(settings, credentials: credentials, ownKey: ownKey)
    inbox = try settings.mail.inbox.flatMap { pattern in
      try ownKey().flatMap { Inbox(pattern: pattern, key: $0.bytes) }
    }
    tokens = try APITokens(settings, credentials: credentials)
  }
}

extension Engine {
  /// From now on notices look, and leave, as the configuration says.
  func use(_ fittings: Fittings, _ reading: SettingsSource.Reading) {
    shapes = reading.settings.shapes
    rates = reading.settings.rates
    templates = reading.templates
    links = fittings.links
    inbox = fittings.inbox
  }
}
