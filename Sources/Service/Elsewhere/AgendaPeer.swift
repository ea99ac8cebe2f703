import Cadence
import Delivery
import Meetings
import Messages
import Settings

/// Where an agenda that lives elsewhere is asked for, and how the answer is read.
struct AgendaPeer: Sendable {
  let source: AgendaSource
  private let endpoint: DocumentEndpoint

  /// What an answer says.
  enum Content: Sendable, Hashable {
    case dates(AgendaFile)
    /// - Parameter isCut: there are more than are read.
    case entries([ListEntry], isCut: Bool)
  }

  /// What was read last, and of which version it is.
  struct Known: Sendable, Hashable {
    var content: Content
    var version: DocumentEndpoint.Version?
  }

  /// - Parameter place: where the configuration names it.
  init(
    _ source: AgendaSource, at place: Place?, _ credentials: Credentials
  ) throws(Transports.Problem) {
    let what = place?.name ?? "from"
    let token = try source.token.map { kept throws(Transports.Problem) in
      try Transports.secret(kept, credentials, for: "\(what): token")
    }
    do {
      try self.init(source, token: token)
    } catch {
      throw Transports.Problem(description: "\(what): error: \(error)")
    }
  }

  init(_ source: AgendaSource, token: Secret?) throws(EndpointProblem) {
    self.source = source
    endpoint = try DocumentEndpoint(
      url: source.request, accept: source.accept, fields: source.fields, token: token,
      network: Network(source.network))
  }

  /// `docs.example.org port 443`.
  var place: String { endpoint.place }

  /// Asks once. Nothing that is read here is anything but text.
  func look(knowing known: Known?) async throws(DocumentFailure) -> Known {
    let answer = try await endpoint.read(
      unless: known?.version, pagesMax: source.pagesMax,
      at: Int64(SystemClock.realtime().components.seconds))
    switch answer {
    case .unchanged:
      guard let known else { throw DocumentFailure(why: "HTTP 304 unasked", remedy: .wait) }
      return known
    case .read(let pages, let version, let isCut):
      return Known(content: try source.content(of: pages, isCut: isCut), version: version)
    }
  }
}

extension AgendaSource {
  /// Markdown at HackMD, whose pages are HTML otherwise.
  var accept: String {
    switch content {
    case .document: "text/markdown, text/plain;q=0.9, */*;q=0.1"
    case .issues(on: .github, _, _): "application/vnd.github+json"
    case .issues(on: .gitlab, _, _): "application/json"
    }
  }

  /// Source: GitHub, "API Versions".
  var fields: [String] {
    if case .issues(on: .github, _, _) = content { return ["X-GitHub-Api-Version: 2022-11-28"] }
    return []
  }

  /// An issue's text comes with it and may be long: a page of half as many as can be asked for.
  static let issuesPerPage = 50

  /// As many issues as a date of a file may have items.
  var pagesMax: Int {
    if case .document = content { return 1 }
    return AgendaFile.itemsMax / Self.issuesPerPage
  }

  /// Source: GitHub, "List repository issues"; GitLab, "Issues API", "List project issues".
  var request: String {
    switch content {
    case .document: url
    case .issues(on: .github, let project, let label):
      "\(url)/repos/\(project)/issues?labels=\(label.percentEncoded)&state=open"
        + "&sort=created&direction=asc&per_page=\(Self.issuesPerPage)"
    case .issues(on: .gitlab, let project, let label):
      "\(url)/projects/\(project.percentEncoded)/issues?labels=\(label.percentEncoded)"
        + "&state=opened&order_by=created_at&sort=asc&per_page=\(Self.issuesPerPage)"
    }
  }

  func content(
    of pages: [[UInt8]], isCut: Bool
  ) throws(DocumentFailure) -> AgendaPeer.Content {
    switch content {
    case .document:
      let bytes = pages.first ?? []
      guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
        throw DocumentFailure(why: "it is no text in UTF-8", remedy: .content)
      }
      return .dates(AgendaFile.read(bytes))
    case .issues(let forge, _, _):
      return .entries(try IssueList.read(pages, of: forge), isCut: isCut)
    }
  }
}
