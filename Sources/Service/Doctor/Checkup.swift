import Cadence
import Delivery
import Foundation
import Glibc
import Meetings
import Settings

/// What a configuration needs of the world: secrets, a relay, a mailbox, hooks, agendas that live
/// elsewhere. Nothing is sent.
struct Checkup: Sendable {
  let settings: Settings
  let credentials: Credentials
  /// Takes all mail instead of the configured route.
  let maildir: String?
  let now: Instant
  /// False where another user looks than the one who sends: what cannot be read then means nothing.
  let isDaemon: Bool

  func findings() async -> [Finding] {
    async let mail = mailFindings()
    async let mailbox = mailboxFindings()
    async let hooks = each(channels) { await findings(of: $0) }
    async let agendas = each(agendaSources) { [await finding(of: $0)] }
    return secretFindings() + (await mail) + (await mailbox) + (await hooks) + (await agendas)
  }

  /// Looks at all of them at once. What is found comes in their order.
  private func each<Element: Sendable>(
    _ elements: [Element], _ look: @escaping @Sendable (Element) async -> [Finding]
  ) async -> [Finding] {
    await withTaskGroup(of: (Int, [Finding]).self) { group in
      for (index, element) in elements.enumerated() {
        group.addTask { (index, await look(element)) }
      }
      var all: [Int: [Finding]] = [:]
      for await (index, found) in group { all[index] = found }
      return all.sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }

  // MARK: Secrets

  private var sources: [SecretSource] {
    var seen: Set<SecretSource> = []
    let all =
      [settings.mail.password, ownMailboxPassword].compactMap(\.self)
      + channels.flatMap(\.sources)
      + (settings.web?.keys ?? []) + (settings.api?.tokens.map(\.secret) ?? [])
      + agendaSources.compactMap(\.token)
    return all.filter { seen.insert($0).inserted }
  }

  private func secretFindings() -> [Finding] {
    sources.map { source in
      guard let problem = problem(of: source) else {
        return .good(source.check, "it can be read, by nobody else")
      }
      if isOutOfSight(source) {
        return .unknown(
          source.check, "it cannot be read here: \(problem.what)",
          fix: "with the daemon running, or as its user, it is looked at")
      }
      return .bad(source.check, "\(problem.place): \(problem.what)", fix: problem.fix)
    }
  }

  private func problem(of source: SecretSource) -> Credentials.Problem? {
    do throws(Credentials.Problem) {
      _ = try credentials.secret(source)
      return nil
    } catch {
      return error
    }
  }

  /// Whether it may well be there, and is another user's.
  private func isOutOfSight(_ source: SecretSource) -> Bool {
    guard !isDaemon else { return false }
    switch source {
    case .credential: return true
    case .file(let path): return access(path, R_OK) != 0 && errno == EACCES
    }
  }

  func isReadable(_ sources: [SecretSource]) -> Bool {
    sources.allSatisfy { problem(of: $0) == nil }
  }

  // MARK: Mail

  private func mailFindings() async -> [Finding] {
    switch maildir.map(MailRoute.maildir(path:)) ?? settings.mail.via {
    case .maildir(let path): return [maildirFinding(path)]
    case .sendmail(let program): return [sendmailFinding(program)]
    case .smtp(let host, let port, let security):
      let place = Transports.route(settings, maildir: nil)
      var mail = settings.mail
      var notTried: String?
      if let password = mail.password, problem(of: password) != nil {
        (mail.user, mail.password) = (nil, nil)
        notTried = "the password cannot be read"
      }
      do {
        let relay = try Transports.relay(host, port, security, for: mail, credentials)
        return await relay.probe().findings(
          ofRelay: place, security, user: settings.mail.user, notTried: notTried, at: now)
      } catch {
        return [.bad("relay", "\(error)", fix: "mend `mail:`")]
      }
    }
  }

  private func maildirFinding(_ path: String) -> Finding {
    var status = stat()
    let isThere = stat(path, &status) == 0
    // It is made by the first message.
    let place = isThere ? path : WatchState.parent(path)
    guard access(place, W_OK | X_OK) == 0 else {
      let what = "mail goes into \(path), which cannot be written: \(SystemCallFailure.text(errno))"
      return isDaemon
        ? .bad("mail", what, fix: "let the daemon's user own it") : .unknown("mail", what)
    }
    return .good("mail", "it goes into the Maildir \(path), and no further")
  }

  private func sendmailFinding(_ program: String) -> Finding {
    var isDirectory: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: program, isDirectory: &isDirectory)
    guard !isDirectory.boolValue, access(program, X_OK) == 0 else {
      let why = isDirectory.boolValue ? "it is a directory" : SystemCallFailure.text(errno)
      return .bad(
        "mail", "\(program) cannot be run: \(why)",
        fix: "see that it is installed, and that the unit allows it: docs/mail.md")
    }
    return .good(
      "mail", "it goes to \(program), which is there; `convened test mail NAME` shows what it says")
  }

  // MARK: The mailbox

  /// The mailbox's password, unless it is whoever fetches that has it and not whoever looks here.
  private var ownMailboxPassword: SecretSource? {
    guard case .imap(let mailbox) = settings.mail.fetch else { return nil }
    if case .file(let path) = mailbox.password, access(path, R_OK) == 0 || errno != EACCES {
      return mailbox.password
    }
    return problem(of: mailbox.password) == nil ? mailbox.password : nil
  }

  private func mailboxFindings() async -> [Finding] {
    let check = "mailbox"
    let remedy = "`systemctl start convened-fetch` looks, and its journal says what it finds"
    switch settings.mail.fetch {
    case nil: return []
    // Whoever fetches is another user then, and says in each round what is wrong.
    case .maildir(let path) where isDaemon && access("\(path)/new", R_OK) != 0 && errno == EACCES:
      return []
    case .imap(let mailbox) where isDaemon && ownMailboxPassword != mailbox.password: return []
    case .maildir(let path):
      do throws(FetchProblem) {
        let unseen = try MaildirFolder(directory: path).unseen(before: nil).count
        return [.good(check, "the Maildir \(path): \(unseen) unseen")]
      } catch {
        return [.unknown(check, error.words(.maildir(path: path), at: now), fix: remedy)]
      }
    case .imap(let mailbox):
      do throws(Credentials.Problem) {
        let account = try Fetch.account(mailbox, credentials)
        return await account.look().findings(of: mailbox, at: now)
      } catch {
        let place = FetchSource.imap(mailbox).place
        return [.unknown(check, "\(place) is not looked at from here: \(error.what)", fix: remedy)]
      }
    }
  }

  // MARK: Channels

  private var channels: [ChannelSettings] {
    settings.channels.values.sorted { $0.id.name < $1.id.name }
  }

  private func findings(of channel: ChannelSettings) async -> [Finding] {
    let check = "channel \(channel.id.name)"
    let network = channel.network
    do {
      let endpoint: WebhookEndpoint
      var hints: [Hint] = []
      if isReadable(channel.sources) {
        (endpoint, hints) = try Transports.hook(channel, of: settings, credentials)
      } else if case .written(let url) = channel.webhook {
        // Its secrets are spoken of elsewhere; connecting needs none.
        endpoint = try WebhookEndpoint(
          url: Secret(url), network: Network(network))
      } else {
        return [.unknown(check, "not looked at: its address cannot be read")]
      }
      let found = await endpoint.probe()
        .finding(ofChannel: channel.id.name, endpoint.place, network: network, at: now)
      return [found] + hints.map { .advice(check, $0.what, fix: $0.fix) }
    } catch {
      return [.bad(check, "\(error)", fix: "mend it, then: convened reload")]
    }
  }
}

extension SecretSource {
  fileprivate var check: String {
    switch self {
    case .credential(let name): "credential \(name)"
    case .file(let path): "secret \(path)"
    }
  }
}
