internal import Messages
internal import Settings

/// Where the keys come from that sign links.
enum LinkKeys {
  /// What keeps a key from being used; it never holds the key.
  struct Problem: ConfigurationProblem {
    let description: String
  }

  /// By the configured keys, or the one of our own; nil without `web:`, and without any key.
  /// - Parameter ownKey: asked only where none is configured.
  static func links(
    _ settings: Settings, credentials: Credentials,
    ownKey: () throws(SigningKey.Problem) -> SigningKey?
  ) throws -> Links? {
    guard let web = settings.web else { return nil }
    guard !web.keys.isEmpty else {
      let own = try ownKey().flatMap { LinkKey($0.bytes) }
      return own.map { Links(site: web.url, keys: [$0]) }
    }
    return Links(site: web.url, keys: try web.keys.map { try key($0, credentials) })
  }

  private static func key(
    _ source: SecretSource, _ credentials: Credentials
  ) throws(Problem) -> LinkKey {
    let text: String
    do throws(Credentials.Problem) { text = try credentials.secret(source) } catch {
      throw Problem(description: "web: key: \(error)")
    }
    guard let key = LinkKey(text.utf8) else {
      throw Problem(
        description: "web: key: error: it has \(text.utf8.count) bytes, and fewer than "
          + "\(LinkKey.bytesMin) can be guessed. Make one: openssl rand -base64 32")
    }
    return key
  }

  /// For a look without the daemon, and for a rehearsal: with the keys that there are. Where they
  /// cannot be read, links have the right form and lead nowhere.
  /// - Parameter state: nil where no key of our own is to be looked for.
  static func look(_ settings: Settings, credentials: Credentials, state: String?) -> Links? {
    guard let web = settings.web else { return nil }
    let links = try? links(settings, credentials: credentials) {
      () throws(SigningKey.Problem) in try state.flatMap(SigningKey.init(in:))
    }
    return links ?? Links(site: web.url, keys: [LinkKey(standIn)].compactMap(\.self))
  }

  /// No daemon signs with it. The same each time: a rehearsal played again writes the same mails.
  private static let standIn = Array("a rehearsal's key, which no daemon has".utf8)
}
