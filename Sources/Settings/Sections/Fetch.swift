/// Where replies wait until they are fetched.
package enum FetchSource: Sendable, Hashable, Codable {
  case imap(IMAPSettings)
  /// An absolute path: who fetches and who sends need not start in one directory.
  case maildir(path: String)
}

/// A mailbox at a mail server. There is none that lets anybody in without a login.
package struct IMAPSettings: Sendable, Hashable, Codable {
  package var host: String
  package var port: Int
  package var security: MailSecurity
  package var user: String
  package var password: SecretSource
  package var folder: String

  package init(
    host: String, port: Int, security: MailSecurity, user: String, password: SecretSource,
    folder: String = "INBOX"
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
    self.folder = folder
  }
}

/// `fetch:` of `mail:`: `maildir:/var/mail/meet`, or
///
///     from: imaps://imap.example.org
///     user: meet
///     password: { credential: imap-password }
///     folder: INBOX
struct FetchReader {
  let findings: Findings

  private static let example =
    "{ from: imaps://imap.example.org, user: meet, password: { credential: NAME } }"

  func read(_ field: Field) -> FetchSource? {
    if case .text = field.value.content { return text(field) }
    guard let fetch = field.section("`fetch`", example: Self.example) else { return nil }
    defer { fetch.close() }
    let from = fetch.required("from", example: "imaps://imap.example.org")
    let folder = fetch["folder"]
    guard let from, let place = place(from, else: "`imaps://HOST` or `imap://HOST:PORT`") else {
      _ = (fetch["user"], fetch["password"])
      return nil
    }
    switch place {
    case .maildir(let path):
      for needless in [fetch["user"], fetch["password"], folder].compactMap(\.self) {
        findings.error(
          needless.place, "a Maildir needs no `\(needless.name)`", fix: "leave it out")
      }
      return .maildir(path: path)
    case .server(let server):
      let user = fetch.required("user", example: "meet")?.text(example: "meet")
      let password = fetch.required("password", example: "{ credential: imap-password }")?.secret()
      let chosen = folder.map(name)
      guard let user, let password, let name = chosen ?? "INBOX" else { return nil }
      return .imap(
        IMAPSettings(
          host: server.host, port: server.port, security: server.security, user: user,
          password: password, folder: name))
    }
  }

  private enum FetchPlace {
    case server(MailServer)
    case maildir(path: String)
  }

  /// One word is enough for a Maildir alone.
  private func text(_ field: Field) -> FetchSource? {
    switch place(field, else: "`maildir:/DIRECTORY`, or `\(Self.example)`") {
    case .maildir(let path): return .maildir(path: path)
    case .server:
      field.error("`fetch` does not say as whom", fix: "write `fetch: \(Self.example)`")
      return nil
    case nil: return nil
    }
  }

  /// Nothing of the URL is shown: it may hold a password.
  private func place(_ field: Field, else instead: String) -> FetchPlace? {
    guard let text = field.text(max: 1_000, example: "imaps://imap.example.org") else { return nil }
    if text.hasPrefix("maildir:") {
      let path = String(text.dropFirst("maildir:".count))
      if path.hasPrefix("/"), path.count > 1 { return .maildir(path: path) }
      field.error(
        "`\(field.name)` needs an absolute path", fix: "write `maildir:/var/mail/meet`")
      return nil
    }
    guard let url = URLParts(text), ["imap", "imaps"].contains(url.scheme) else {
      field.error("`\(field.name)` is no mailbox that can be fetched from", fix: "write \(instead)")
      return nil
    }
    let server = field.mailServer(url, afterPort: "name the folder by `folder:` beside it") {
      // Source: RFC 8314 §3.2 (993), RFC 9051 §2.1 (143).
      switch $0 {
      case .implicitTLS: 993
      case .startTLS, .plainLoopback: 143
      }
    }
    return server.map(FetchPlace.server)
  }

  /// Names beyond ASCII are written in a code of their own (RFC 3501 §5.1.3), which servers and
  /// programs differ over.
  private func name(_ field: Field) -> String? {
    guard let text = field.text(example: "INBOX") else { return nil }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      field.error("`folder` has letters beyond ASCII", fix: "name the folder in plain letters")
      return nil
    }
    return text
  }
}
