import Cadence
import Delivery
import Foundation
import Glibc
import Meetings
import Settings

/// `convened fetch`: one round through the mailbox, and the daemon told what came of it.
///
/// Where the mailbox is, the daemon says: what is loaded counts, not what is being edited. No
/// message is looked into here: each is read by a `convened receive` of its own, which knows no
/// password and can at worst end itself.
package struct Fetch {
  /// Why there was no whole round, with the exit status it deserves.
  package enum Failure: Error {
    /// 69: the daemon is needed and not there. Nothing was fetched.
    case unreachable(String)
    /// 75: not now, or not all. What is left stays unseen.
    case later(String)
    /// 78: there is nowhere to fetch from, or no password to do it with.
    case configuration(String)
  }

  private let paths: Paths
  private let credentials: Credentials
  private let patience: Duration

  /// A round ends in time for the next one: systemd/convened-fetch.timer.
  private static let roundMax = Duration.seconds(240)
  /// For one message. Whoever reads it may wait a minute for the daemon.
  private static let readingMax = Duration.seconds(90)

  /// - Parameter patience: for each answer of the mail server.
  package init(paths: Paths, credentials: Credentials, patience: Duration) {
    self.paths = paths
    self.credentials = credentials
    self.patience = patience
  }

  /// - Parameter tell: called with each message that was dealt with.
  package func run(tell: @escaping (CommandDesk.Line) -> Void) throws(Failure) {
    let desk = CommandDesk(paths: paths)
    let source = try order(desk)
    let now = SystemWallClock().now
    let open: () throws(FetchProblem) -> any IncomingFolder
    do throws(Failure) { open = try opener(source) } catch {
      // Told to the daemon as well: whoever wonders where the replies are asks there.
      desk.report(FetchReport(problem: error.what))
      throw error
    }
    var round = FetchRound(
      end: .now + Self.roundMax, secondsSince1970: now.secondsSince1970, open: open, hand: hand,
      isWanted: { (try? order(desk)) != nil },
      tell: { tell(FetchedView(message: $0, fate: $1, what: $2).asLine) })
    var (report, problem) = round.run()
    report.problem = problem.map { "\(source.place): \($0.words(source, at: now))" }
    report.isLoginRefused = problem?.isLoginRefused ?? false
    desk.report(report)
    if let problem = report.problem { throw .later(problem) }
    if report[.later] > 0 { throw .later("what was left is tried again in the next round") }
  }

  /// Where the daemon has its mail fetched from.
  private func order(_ desk: CommandDesk) throws(Failure) -> FetchSource {
    let lines: [CommandDesk.Line]
    do { lines = try desk.ask("fetch/order") } catch {
      if case .unreachable(let why) = error { throw .unreachable(why) }
      throw .configuration(error.description)
    }
    guard let json = lines.first?.json,
      let order = try? JSONDecoder().decode(FetchOrder.self, from: Data(json.utf8))
    else { throw .configuration("the daemon's answer cannot be read. Are both of one version?") }
    return order.source
  }

  private func opener(
    _ source: FetchSource
  ) throws(Failure) -> () throws(FetchProblem) -> any IncomingFolder {
    switch source {
    case .maildir(let path):
      return { MaildirFolder(directory: path) }
    case .imap(let settings):
      let account: IMAPAccount
      do throws(Credentials.Problem) {
        account = try Self.account(
          settings, credentials, .init(answer: patience, whole: Self.roundMax))
      } catch {
        throw .configuration("mail: fetch: \(error)")
      }
      return { () throws(FetchProblem) in try account.open() }
    }
  }

  /// - Throws: what is wrong with the password.
  static func account(
    _ settings: IMAPSettings, _ credentials: Credentials,
    _ timeouts: IMAPAccount.Timeouts = .init()
  ) throws(Credentials.Problem) -> IMAPAccount {
    let password = Secret(try credentials.secret(settings.password))
    return IMAPAccount(
      host: settings.host.withoutBrackets, port: settings.port,
      security: IMAPAccount.Security(settings.security),
      credentials: .init(user: settings.user, password: password), folder: settings.folder,
      timeouts: timeouts)
  }

  private func hand(_ bytes: [UInt8]) -> (Fate, String) {
    do {
      let child = try ChildProcess.run(
        ["receive", "--socket", paths.socket], input: bytes, patience: Self.readingMax)
      return (Fate(child.end), child.words)
    } catch {
      return (.later, "\(error)")
    }
  }
}

extension Fetch.Failure {
  package var what: String {
    switch self {
    case .unreachable(let what), .later(let what), .configuration(let what): what
    }
  }
}

extension Fate {
  /// Source: sysexits(3); `convened receive`.
  init(_ end: ChildProcess.End) {
    self =
      switch end {
      case .exited(0): .taken
      case .exited(65): .refused
      case .exited(77): .ignored
      // Whoever stops the unit ends whoever reads for us as well: no fault of the message.
      case .exited, .killed(signal: SIGTERM), .killed(signal: SIGINT), .killed(signal: SIGHUP):
        .later
      case .killed, .outOfTime: .poison
      }
  }
}

extension ChildProcess.Result {
  fileprivate var words: String {
    let end =
      switch end {
      case .exited: ""
      case .killed(let signal): "whoever read it was ended by signal \(signal)"
      case .outOfTime: "whoever read it took too long"
      }
    return [end, String(said.asOneLine.prefix(300))].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}

/// One message that was dealt with.
struct FetchedView: View {
  let message: String
  let fate: Fate
  let what: String

  init(message: String, fate: Fate, what: String) {
    // A Maildir's names are whatever somebody made them.
    (self.message, self.fate, self.what) = (message.asOneLine, fate, what.asOneLine)
  }

  var line: String { "message \(message) \(fate.rawValue): \(what)" }
  var asLine: CommandDesk.Line {
    CommandDesk.Line(text: line, json: (try? Answer.json(self)) ?? "{}")
  }
}

/// Where mail is fetched from, as the daemon says it. No secret is in it, only where one is kept.
struct FetchOrder: View, Codable {
  let source: FetchSource
  var line: String { "mail is fetched from \(source.place)" }
}

extension FetchSource {
  /// `imap.example.org port 993`.
  var place: String {
    switch self {
    case .imap(let settings): "\(settings.host) port \(settings.port)"
    case .maildir(let path): "the Maildir \(path)"
    }
  }
}
