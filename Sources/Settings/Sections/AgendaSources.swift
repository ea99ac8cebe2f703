import Meetings

/// `from:` of an agenda, one place or a list of them.
///
///     from:
///       - agenda/office-hours.md
///       - https://hackmd.example.org/s/abc/download
///       - { url: https://…, network: private, token: { credential: NAME } }
///       - { github: thanos-io/mentoring, label: office-hours, token: { credential: NAME } }
///       - { gitlab: group/project, label: office-hours, host: gitlab.example.org }
struct AgendaSourcesReader {
  let context: SeriesContext
  /// Whose agenda it is.
  let series: String
  private(set) var files: [String] = []
  private(set) var elsewhere: [String] = []

  private static let example = "[agenda/a.md, https://hackmd.example.org/abc/download]"
  private static let documentExample = "https://hackmd.example.org/abc/download"

  init(_ field: Field?, _ context: SeriesContext, of series: String) {
    self.context = context
    self.series = series
    guard let field else { return }
    for place in places(field) { read(place) }
  }

  private func places(_ field: Field) -> [Field] {
    if case .entries = field.value.content { return [field] }
    return field.oneOrMore("a file, a link or a list of them", example: Self.example) ?? []
  }

  private mutating func read(_ field: Field) {
    if case .entries = field.value.content {
      note(source(field), field)
    } else if field.plainText?.contains("://") == true {
      note(document(field, network: .public, token: nil), field)
    } else if let path = field.relativePath(example: "agenda/office-hours.md") {
      files.append(path)
      context.noteAgenda(path, of: series, at: field.value.place)
    }
  }

  private mutating func note(_ source: AgendaSource?, _ field: Field) {
    guard let source else { return }
    elsewhere.append(source.name)
    context.noteSource(source, of: series, at: field.value.place)
  }

  private func source(_ field: Field) -> AgendaSource? {
    guard let entry = field.section("an agenda elsewhere", example: "{ url: https://… }") else {
      return nil
    }
    defer { entry.close() }
    if entry.has("github") { return issues(.github, entry) }
    if entry.has("gitlab") { return issues(.gitlab, entry) }
    entry.refuse(["label": "it goes with `github` or `gitlab`", "host": "it goes with `gitlab`"])
    let isMisspelt = entry.misspells("github") || entry.misspells("gitlab")
    // Known all the same, for whoever misspells them.
    _ = (entry["github"], entry["gitlab"])
    let place = isMisspelt ? entry["url"] : entry.required("url", example: Self.documentExample)
    let network = entry.network()
    let token = entry["token"]
    let secret = token?.secret()
    guard let place, token == nil || secret != nil else { return nil }
    return document(place, network: network, token: secret)
  }

  private func document(
    _ field: Field, network: ChannelSettings.Network?, token: SecretSource?
  ) -> AgendaSource? {
    guard let url = url(field, network: network, example: Self.documentExample), let network else {
      return nil
    }
    if let parts = URLParts(url), let text = Self.text(ofPage: parts) {
      field.error(
        "`\(field.name)`: \(url.shown) is a page to read it on, and no text", fix: write([text]))
      return nil
    }
    return AgendaSource(
      name: url, content: .document, url: url, network: network, token: token)
  }

  private func url(
    _ field: Field, network: ChannelSettings.Network?, example: String
  ) -> String? {
    guard let url = field.text(max: 2_000, example: example) else { return nil }
    guard let parts = URLParts(url), ["https", "http"].contains(parts.scheme) else {
      field.error("`\(field.name)`: \(url.shown) is no web address", fix: "write `\(example)`")
      return nil
    }
    guard parts.user == nil else {
      field.error(
        "`\(field.name)` must not hold a user or a password",
        fix: "leave out what comes before the `@`, and give a `token`")
      return nil
    }
    guard parts.scheme == "https" || network == .local || network == nil else {
      let local = field.name == "from" ? "{ url: …, network: local }" : "network: local"
      field.error(
        "`\(field.name)` would be read without encryption",
        fix: "write `https://…`, or `\(local)` if it never leaves this machine")
      return nil
    }
    return url
  }

  /// Where the text is of a page that people copy the address of.
  private static func text(ofPage parts: URLParts) -> String? {
    let path = parts.rest.prefix { !"?#".contains($0) }.split(separator: "/")
    switch parts.host {
    case "docs.google.com":
      guard path.first == "document", let mark = path.firstIndex(of: "d"), mark + 1 < path.count,
        path.count == mark + 2 || ["edit", "view", "preview"].contains(path[mark + 2])
      else { return nil }
      return "https://docs.google.com/document/d/\(path[mark + 1])/export?format=txt"
    case "github.com":
      guard path.count > 4, path[2] == "blob" else { return nil }
      let file = path[3...].joined(separator: "/")
      return "https://raw.githubusercontent.com/\(path[0])/\(path[1])/\(file)"
    default: return nil
    }
  }
}

/// Issues with a label.
extension AgendaSourcesReader {
  private func issues(_ forge: AgendaSource.Forge, _ entry: Section) -> AgendaSource? {
    entry.kind = "an agenda of issues"
    let project = entry[forge.rawValue].flatMap { self.project($0, on: forge) }
    let label = entry.required("label", example: "office-hours").flatMap(label)
    let network = entry.network()
    let token = entry["token"]
    let secret = token?.secret()
    let url = entry["url"]
    let host = forge == .gitlab ? entry["host"] : nil
    let api = api(of: forge, url: url, host: host, network)
    guard let project, let label, let network, let api, token == nil || secret != nil,
      let parts = URLParts(api)
    else { return nil }
    let server = forge == .github && url == nil ? "github.com" : parts.host
    let port = parts.port.map { ":\($0)" } ?? ""
    return AgendaSource(
      name: "\(server)\(port)/\(project), label \(label)",
      content: .issues(on: forge, project: project, label: label), url: api, network: network,
      token: secret)
  }

  private func project(_ field: Field, on forge: AgendaSource.Forge) -> String? {
    let example = forge == .github ? "thanos-io/mentoring" : "group/project"
    guard let text = field.text(max: 300, example: example) else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isDeepEnough = forge == .github ? parts.count == 2 : parts.count >= 2
    guard isDeepEnough, parts.allSatisfy(Self.isPathName) else {
      // Many copy the page's address.
      let path = URLParts(text)?.rest.split(separator: "/").prefix(2) ?? []
      let copied = path.count == 2 ? path.joined(separator: "/") : example
      field.error("`\(field.name)`: \(text.shown) is no project", fix: write([copied]))
      return nil
    }
    return text
  }

  private static func isPathName(_ text: Substring) -> Bool {
    let isPlain = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".")
    }
    return isPlain && !["", ".", ".."].contains(text)
  }

  private func label(_ field: Field) -> String? {
    guard let text = field.text(max: 255, example: "office-hours") else { return nil }
    guard !text.contains(",") else {
      field.error(
        "`label`: \(text.shown) has a comma, which both APIs take for two labels",
        fix: "name one label without a comma")
      return nil
    }
    return text
  }

  private func api(
    of forge: AgendaSource.Forge, url: Field?, host: Field?, _ network: ChannelSettings.Network?
  ) -> String? {
    if let url {
      if let host {
        host.error("`host` says where it is, and `url` does too", fix: "keep one of them")
      }
      let example =
        forge == .github
        ? "https://github.example.org/api/v3" : "https://gitlab.example.org/api/v4"
      guard var text = self.url(url, network: network, example: example) else { return nil }
      while text.hasSuffix("/") { text.removeLast() }
      return text
    }
    guard forge == .gitlab else { return "https://api.github.com" }
    guard let host else { return "https://gitlab.com/api/v4" }
    guard let name = host.text(max: 300, example: "gitlab.example.org") else { return nil }
    guard name.isDomain else {
      host.error(
        "`host`: \(name.shown) is no host", fix: "write one such as `gitlab.example.org`")
      return nil
    }
    return "https://\(name)/api/v4"
  }
}
