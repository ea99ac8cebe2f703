package import Cadence
package import Meetings

/// One file as it was handed in; this room never opens any itself.
package struct SourceFile: Sendable {
  /// As problems print it: the path as the user gave it.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A whole configuration as values: what `Meetings` plans from, and what only delivery needs.
package struct Settings: Sendable, Hashable {
  package var community: Community
  package var mail: MailSettings
  package var channels: [ChannelID: ChannelSettings]
  /// Nil where nothing is served, and mails have no link to it.
  package var web: WebSettings?
  /// Nil where the coordinator looks by command alone.
  package var board: BoardSettings?
  /// Nil where no program may ask.
  package var api: APISettings?
  /// How long what is over stays known.
  package var keep: Period
  /// Where each person stands.
  package var peoplePlaces: [PersonID: Place]
  /// Where each channel's `webhook` stands.
  package var webhookPlaces: [ChannelID: Place]
  /// Where the agendas name what they are read from, each for the first time; files are relative to
  /// the configuration's directory.
  package var agendaPlaces: [String: Place]
  /// What of it lives elsewhere, by name.
  package var agendaSources: [String: AgendaSource]
  /// Where the community keeps its own texts, if it has any.
  package var templates: TemplateDirectory?
  /// What is worth a second look and yet no reason to refuse.
  package var warnings: [Problem]
  /// What the process checks found. Nothing depends on it: whoever asks is told, and nobody else.
  package var advice: [Problem]

  /// The Markdown files named by the agendas, sorted.
  package var agendaFiles: [String] {
    agendaPlaces.keys.filter { agendaSources[$0] == nil }.sorted()
  }

  /// The series whose agendas live elsewhere, or in part, sorted.
  package var agendasElsewhere: [SeriesID] {
    community.series.values.filter { $0.agenda?.elsewhere.isEmpty == false }.map(\.id).sorted()
  }
}

/// A directory with texts of the community's own, as the configuration names it.
package struct TemplateDirectory: Sendable, Hashable {
  /// Relative to the configuration's directory.
  package let name: String
  /// Where it is named.
  package let place: Place
}

/// How mail leaves, and in whose name.
package struct MailSettings: Sendable, Hashable {
  package var from: Mailbox
  package var via: MailRoute
  package var user: String?
  package var password: SecretSource?
  /// How much the relay takes; nil for as much as there is.
  package var rate: Rate?
  /// Where replies arrive, with `{token}` for what tells them apart; nil if none are taken.
  package var inbox: String?
  /// Where `convened fetch` finds them; nil where a mail server hands them over.
  package var fetch: FetchSource?

  package init(
    from: Mailbox, via: MailRoute, user: String? = nil, password: SecretSource? = nil,
    rate: Rate? = nil, inbox: String? = nil, fetch: FetchSource? = nil
  ) {
    self.from = from
    self.via = via
    self.user = user
    self.password = password
    self.rate = rate
    self.inbox = inbox
    self.fetch = fetch
  }
}

package enum MailRoute: Sendable, Hashable {
  case smtp(host: String, port: Int, security: MailSecurity)
  case maildir(path: String)
  /// A program of this machine, called as sendmail(8) is.
  case sendmail(program: String)
}

package enum MailSecurity: String, Sendable, Hashable, Codable {
  /// `smtp://` or `imap://` to another machine: STARTTLS is demanded, never merely tried.
  case startTLS
  /// `smtps://` or `imaps://`.
  case implicitTLS
  /// `smtp://` or `imap://` to this machine.
  case plainLoopback
}

package struct ChannelSettings: Sendable, Hashable {
  /// Which addresses a hook may resolve to.
  package enum Network: String, Sendable, Hashable, CaseIterable { case `public`, `private`, local }

  /// What listens there, with what it needs to know beside the address.
  package enum Service: Sendable, Hashable {
    case standard, cloudEvents, slack, discord, mattermost, teams, googleChat
    case matrix(room: String, token: SecretSource)
    /// - Parameter topic: nil gives each meeting a topic of its own.
    case zulip(stream: String, topic: String?, user: String, token: SecretSource)
    case ntfy(topic: String, token: SecretSource?)
  }

  package var id: ChannelID
  package var webhook: WebhookAddress
  package var service: Service
  /// Signs what is sent; `standard` and `cloudevents` alone.
  package var secret: SecretSource?
  package var network: Network
  /// How much the hook takes; nil for what its service is known to take.
  package var rate: Rate?

  package init(
    id: ChannelID, webhook: WebhookAddress, service: Service = .standard,
    secret: SecretSource? = nil, network: Network = .public, rate: Rate? = nil
  ) {
    self.id = id
    self.webhook = webhook
    self.service = service
    self.secret = secret
    self.network = network
    self.rate = rate
  }
}

/// What is served, where, and under which name.
package struct WebSettings: Sendable, Hashable {
  /// As it stands in mails: https, without a slash at its end.
  package var url: String
  package var listen: ListenAddress
  /// Who may be in front of it and say for whom it asks; empty for whoever is on this machine.
  package var proxies: [IPAddress]
  /// Sign the links: the first signs, all are good. Empty for a key of our own in the state
  /// directory.
  package var keys: [SecretSource]

  package init(
    url: String, listen: ListenAddress, proxies: [IPAddress] = [], keys: [SecretSource] = []
  ) {
    self.url = url
    self.listen = listen
    self.proxies = proxies
    self.keys = keys
  }
}

/// Where the coordinator looks. Whoever reaches it sees everything, so it is this machine's, or
/// that of a proxy which knows who asks.
package struct BoardSettings: Sendable, Hashable {
  /// As a proxy serves it; nil on this machine alone.
  package var url: String?
  package var listen: ListenAddress
  package var proxies: [IPAddress]

  package init(url: String? = nil, listen: ListenAddress, proxies: [IPAddress] = []) {
    self.url = url
    self.listen = listen
    self.proxies = proxies
  }
}

/// Which programs may use the JSON API.
package struct APISettings: Sendable, Hashable {
  /// In the order of their names; never empty.
  package var tokens: [APIToken]

  package init(tokens: [APIToken]) { self.tokens = tokens }
}

/// What one program shows, and how far it gets with it.
package struct APIToken: Sendable, Hashable {
  /// What a token is good for.
  package enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Looks, and is shown nothing private.
    case read
    /// Looks, and does whatever a command does.
    case change
  }

  /// As the journal says it.
  package var name: String
  package var secret: SecretSource
  package var scope: Scope

  package init(name: String, secret: SecretSource, scope: Scope) {
    self.name = name
    self.secret = secret
    self.scope = scope
  }
}

/// Where a secret is kept; the secret itself is never in YAML.
package enum SecretSource: Sendable, Hashable, Codable {
  /// `$CREDENTIALS_DIRECTORY/NAME`.
  case credential(String)
  /// A file of mode 0600.
  case file(String)
}

extension Settings {
  package static let filesMax = 1_000
  package static let bytesMax = 16 << 20

  /// Reads all files as one configuration, or reports everything that is wrong with them.
  ///
  /// - Parameters:
  ///   - today: warnings of what is over or to come, and the dates that fixes spell out, depend on
  ///     it; values do not.
  ///   - templates: reads the directory that is named, and says what is wrong in it: that is
  ///     reported with the rest.
  ///   - holidays: opens a calendar that is named, or says why it cannot be.
  package static func read(
    _ files: [SourceFile], zones: ZoneDatabase, today: CivilDate,
    templates: (TemplateDirectory) -> [Problem] = { _ in [] },
    holidays: (HolidayFile) throws(Problems) -> SourceFile = HolidayFile.none
  ) throws(Problems) -> Settings {
    let files = files.sorted { $0.name < $1.name }
    let findings = Findings()
    if let problem = excess(of: files) { throw Problems([problem]) }
    var documents: [Tree] = []
    for file in files {
      switch Document.read(file, findings) {
      case .tree(let tree): documents.append(tree)
      case .empty: break
      // What this file defines is unknown, so nothing else may complain of missing it.
      case .unreadable: findings.isIncomplete = true
      }
    }
    let place = Place(file: files.first?.name ?? "configuration", line: 1, column: 1)
    var community = CommunityReader(
      findings: findings, zones: zones, today: today, start: place)
    let settings = community.read(documents, templates, holidays)
    guard let settings, !findings.hasErrors else { throw Problems(findings.sorted()) }
    return settings
  }

  private static func excess(of files: [SourceFile]) -> Problem? {
    let total = files.reduce(0) { $0 + $1.bytes.count }
    guard files.count > filesMax || total > bytesMax else { return nil }
    return Problem(
      file: files[0].name, line: 1, column: 1,
      what: "\(files.count) files of together \(total) bytes are too much to read",
      fix: "give at most \(filesMax) files and \(bytesMax) bytes")
  }
}
