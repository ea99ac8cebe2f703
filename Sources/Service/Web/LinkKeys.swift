internal import Foundation
internal import Glibc
internal import Messages
internal import Settings

/// Where the keys come from that sign links.
struct LinkKeys {
  /// What keeps a key from being used; it never holds the key.
  struct Problem: ConfigurationProblem {
    let description: String
  }

  private let web: WebSettings
  private let credentials: Credentials
  private let state: String

  /// - Parameter state: the state directory, where a key of our own is kept.
  private init(_ web: WebSettings, credentials: Credentials, state: String) {
    (self.web, self.credentials, self.state) = (web, credentials, state)
  }

  /// By the configured keys, or the one of our own, made now if there is none; nil without `web:`.
  static func links(
    _ settings: Settings, credentials: Credentials, state: String
  ) throws(Problem) -> Links? {
    guard let web = settings.web else { return nil }
    let keys = LinkKeys(web, credentials: credentials, state: state)
    do throws(SigningKey.Problem) {
      if web.keys.isEmpty { _ = try SigningKey(state: state) }
    } catch {
      throw Problem(description: error.description)
    }
    return try keys.kept()
  }

  /// What `links` would refuse, found without making anything.
  static func check(
    _ settings: Settings, credentials: Credentials, state: String
  ) throws(Problem) {
    guard let web = settings.web else { return }
    _ = try LinkKeys(web, credentials: credentials, state: state).kept()
  }

  /// For a look without the daemon, and for a rehearsal: with the keys that there are. Where they
  /// cannot be read, links have the right form and lead nowhere.
  static func look(_ settings: Settings, credentials: Credentials, state: String?) -> Links? {
    guard let web = settings.web else { return nil }
    let keys = LinkKeys(web, credentials: credentials, state: state ?? "/nonexistent")
    if let links = try? keys.kept() { return links }
    return Links(site: web.url, keys: [LinkKey(standIn)].compactMap(\.self))
  }

  /// No daemon signs with it. The same each time: a rehearsal played again writes the same mails.
  private static let standIn = Array("a rehearsal's key, which no daemon has".utf8)

  /// Nil while there is no key of our own yet.
  private func kept() throws(Problem) -> Links? {
    guard !web.keys.isEmpty else {
      do throws(SigningKey.Problem) {
        let own = try SigningKey(in: state).flatMap { LinkKey($0.bytes) }
        return own.map { Links(site: web.url, keys: [$0]) }
      } catch {
        throw Problem(description: error.description)
      }
    }
    var keys: [LinkKey] = []
    for source in web.keys {
      let text: String
      do throws(Credentials.Problem) { text = try credentials.secret(source) } catch {
        throw Problem(description: "web: key: \(error)")
      }
      guard let key = LinkKey(text.utf8) else {
        throw Problem(
          description: "web: key: error: it has \(text.utf8.count) bytes, and fewer than "
            + "\(LinkKey.bytesMin) can be guessed. Make one: openssl rand -base64 32")
      }
      keys.append(key)
    }
    return Links(site: web.url, keys: keys)
  }
}
