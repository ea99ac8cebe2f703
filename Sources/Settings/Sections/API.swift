/// `api:`
///
///     tokens:
///       dashboard: { secret: { credential: dashboard-token } }
///       bot: { secret: { file: /etc/convened/bot }, may: change }
struct APIReader {
  let findings: Findings

  private static let token = "{ secret: { credential: NAME }, may: read }"
  private static let tokens = "{ dashboard: \(token) }"

  /// - Parameter isServed: whether there is a server at which a program could ask.
  func read(_ field: Field, isServed: Bool) -> APISettings? {
    guard let api = field.section("`api`", example: "{ tokens: \(Self.tokens) }") else {
      return nil
    }
    defer { api.close() }
    guard let list = api.required("tokens", example: Self.tokens),
      let entries = list.entries(example: Self.tokens)
    else { return nil }
    guard !entries.isEmpty else {
      list.error(
        "`tokens` names nobody", fix: "write `tokens: \(Self.tokens)`, or leave `api` out")
      return nil
    }
    if !isServed {
      findings.warning(
        field.place, "`api`: nothing is served, so no program can ask",
        fix: "add `web:`, or `board:` for this machine alone")
    }
    let tokens = entries.map { token($0.key, $0.field) }
    guard !tokens.contains(nil) else { return nil }
    return APISettings(tokens: tokens.compactMap(\.self).sorted { $0.name < $1.name })
  }

  private func token(_ key: Tree.Key, _ field: Field) -> APIToken? {
    let isName = findings.check(id: key, of: "tokens")
    guard let token = field.section("a token", example: Self.token) else { return nil }
    defer { token.close() }
    let secret = token.required("secret", example: "{ credential: NAME }").flatMap { $0.secret() }
    let may = token["may"]
    let scope = may.map { $0.choice(APIToken.Scope.self) } ?? .read
    guard isName, let secret, let scope else { return nil }
    return APIToken(name: key.text, secret: secret, scope: scope)
  }
}
