import Meetings

/// `mail:`
///
///     from: Thanos Mentoring <mentoring@thanos.example.org>
///     via: smtps://mail.example.org
///     user: mentoring
///     password: { credential: smtp-password }
///     rate: 60 per minute
///     inbox: "meet+{token}@thanos.example.org"
///     fetch: { from: imaps://imap.example.org, user: meet, password: { credential: imap } }
struct MailReader {
  let findings: Findings

  func read(_ field: Field, community: String) -> MailSettings? {
    guard let mail = field.section("`mail`", example: "{ from: hours@example.org }") else {
      return nil
    }
    defer { mail.close() }
    let sender = mail.required("from", example: "hours@example.org")
    let from = sender?.mailbox(defaultName: community)
    let via = mail["via"]
    let route = via.map(route) ?? .smtp(host: "127.0.0.1", port: 25, security: .plainLoopback)
    let user = mail["user"]
    let password = mail["password"]
    let name = user?.text(example: "mentoring")
    let secret = password?.secret()
    let rate = mail["rate"].flatMap { $0.rate() }
    let inbox = mail["inbox"].flatMap(inbox)
    let source = mail["fetch"]
    let fetch = source.flatMap(FetchReader(findings: findings).read)
    if let source, !mail.has("inbox"), !mail.misspells("inbox") {
      findings.error(
        source.place, "`fetch` is useless without `inbox`: no mail says where to reply",
        fix: "write `inbox: \"meet+\(Self.token)@example.org\"` beside it")
    }
    if let route { check(route, user, password) }
    guard let from, let route else { return nil }
    check(from, route, sender)
    return MailSettings(
      from: from, via: route, user: name, password: secret, rate: rate, inbox: inbox,
      fetch: fetch)
  }

  private static let token = "{token}"
  /// What stands for the token in an address that is sent: `Inbox.tokenLength`.
  private static let tokenLength = 30

  /// An address with room for a token, by which a mail server tells whose reply it is.
  private func inbox(_ field: Field) -> String? {
    // Between quotes, which `{` needs within `mail: { … }`.
    let example = "\"meet+\(Self.token)@example.org\""
    guard let text = field.text(max: 1_000, example: example) else { return nil }
    let parts = text.components(around: Self.token)
    guard parts.count == 2, parts[1].contains("@"), !parts[0].contains("@") else {
      let at = text.firstIndex(of: "@") ?? text.endIndex
      let mended = parts.count == 1 && text.addressFault == nil
      let fix = mended ? "\"\(text[..<at])+\(Self.token)\(text[at...])\"" : example
      field.error(
        "`inbox` needs `\(Self.token)` once, before the `@`", fix: "write `inbox: \(fix)`")
      return nil
    }
    let sent = parts[0] + String(repeating: "a", count: Self.tokenLength) + parts[1]
    guard let fault = sent.addressFault else { return text }
    let length = sent.prefix { $0 != "@" }.utf8.count
    field.error(
      "`inbox`: the address \(text.shown) \(fault)",
      fix: length > 64 ? "shorten it by \(length - 64)" : "write `inbox: \(example)`")
    return nil
  }

  private func check(_ route: MailRoute, _ user: Field?, _ password: Field?) {
    guard let one = password ?? user else { return }
    switch route {
    case .maildir:
      findings.error(one.place, "a Maildir needs no `\(one.name)`", fix: "leave it out")
    case .sendmail:
      findings.error(
        one.place, "`sendmail` has its own settings and needs no `\(one.name)`",
        fix: "leave it out")
    case .smtp(_, _, .plainLoopback) where password != nil:
      findings.error(
        one.place, "`password` would be sent without encryption",
        fix: "write `via: smtps://…`, or leave `password` out: this machine asks for none")
    case .smtp:
      if password == nil {
        findings.error(
          one.place, "`user` is useless without `password`",
          fix: "write `password: { credential: NAME }`")
      } else if user == nil {
        findings.error(one.place, "`password` is useless without `user`", fix: "write `user: NAME`")
      }
    }
  }

  /// A name such as `localhost` means something else on every machine: no answer and no complaint
  /// comes back to it, and most servers refuse it. Source: RFC 5321 §2.3.5.
  private func check(_ from: Mailbox, _ route: MailRoute, _ field: Field?) {
    guard case .smtp(_, _, let security) = route, security != .plainLoopback, let field,
      let domain = from.address.split(separator: "@").last, !domain.contains(".")
    else { return }
    findings.warning(
      field.value.place,
      "`from`: \(String(domain).shown) is the name of a machine, and other mail servers refuse it",
      fix: "write an address of your domain, such as `name@example.org`")
  }

  /// Nothing of the URL is shown: it may hold a password.
  private func route(_ field: Field) -> MailRoute? {
    let instead =
      "write `smtp://HOST:PORT`, `smtps://HOST`, `sendmail` or `maildir:DIRECTORY`"
    guard let text = field.text(max: 1_000, example: "smtp://127.0.0.1:25") else { return nil }
    if text.hasPrefix("maildir:") {
      let path = String(text.dropFirst("maildir:".count))
      if !path.isEmpty { return .maildir(path: path) }
      field.error("`via` names no directory", fix: "write `maildir:run/mail`")
      return nil
    }
    if text == "sendmail" { return .sendmail(program: "/usr/sbin/sendmail") }
    if text.hasPrefix("sendmail:") {
      let program = String(text.dropFirst("sendmail:".count))
      if program.hasPrefix("/") { return .sendmail(program: program) }
      field.error("`via` names no program", fix: "write `sendmail:/usr/sbin/sendmail`")
      return nil
    }
    guard let url = URLParts(text), ["smtp", "smtps"].contains(url.scheme) else {
      field.error("`via` is no way for mail to leave", fix: instead)
      return nil
    }
    let server = field.mailServer(url, afterPort: instead) {
      // Source: RFC 8314 §3.3 (465), RFC 6409 §3.1 (587).
      switch $0 {
      case .implicitTLS: 465
      case .startTLS: 587
      case .plainLoopback: 25
      }
    }
    return server.map { .smtp(host: $0.host, port: $0.port, security: $0.security) }
  }
}

extension String {
  /// What stands before, between and after every occurrence of a text.
  fileprivate func components(around mark: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: mark) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}
