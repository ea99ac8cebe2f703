internal import Foundation
internal import Glibc
internal import Messages
internal import Settings

/// Where the keys come from that sign links.
struct LinkKeys {
  /// What keeps a key from being used; it never holds the key.
  struct Problem: Error, CustomStringConvertible {
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
    if web.keys.isEmpty, access(keys.file, F_OK) != 0 { try keys.make() }
    return try keys.kept()
  }

  /// What `links` would refuse, found without making anything.
  static func check(
    _ settings: Settings, credentials: Credentials, state: String
  ) throws(Problem) {
    guard let web = settings.web else { return }
    let keys = LinkKeys(web, credentials: credentials, state: state)
    if !web.keys.isEmpty || access(keys.file, F_OK) == 0 { _ = try keys.kept() }
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

  private var file: String { state + "/link.key" }

  private func kept() throws(Problem) -> Links {
    let sources = web.keys.isEmpty ? [.file(file)] : web.keys
    var keys: [LinkKey] = []
    for source in sources {
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

  /// Whole or not at all: half a key would be refused at every start.
  private func make() throws(Problem) {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<LinkKey.bytesMin).map { _ in UInt8.random(in: 0...255, using: &random) }
    let text = Array((Data(bytes).base64EncodedString() + "\n").utf8)
    let draft = file + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let isWritten =
      descriptor >= 0 && write(descriptor, text, text.count) == text.count
      && fsync(descriptor) == 0
    let code = errno
    if descriptor >= 0 { close(descriptor) }
    guard isWritten, rename(draft, file) == 0 else {
      let why = SystemCallFailure.text(isWritten ? errno : code)
      unlink(draft)
      throw Problem(
        description: "\(file): error: no key for links can be kept: \(why). "
          + "Check that the state directory can be written")
    }
  }
}
