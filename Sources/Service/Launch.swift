import Cadence
import Dispatch
import Engine
import Foundation
import Logging
import Meetings
import Settings
import Store

/// Starts the daemon, keeps it until a signal, and stops it in order.
package struct Launch: Sendable {
  private let paths: Paths
  private let maildir: String?
  private let listen: String?
  private let board: String?

  /// - Parameters:
  ///   - listen: in place of what `web:` says.
  ///   - board: in place of what `board:` says.
  package init(paths: Paths, maildir: String?, listen: String?, board: String?) {
    self.paths = paths
    self.maildir = maildir
    self.listen = listen
    self.board = board
  }

  /// Why there is no daemon, with the exit status (sysexits(3)).
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
    package let status: Int32
    /// True if the journal has it: it need not be printed there.
    package fileprivate(set) var isLogged = false
  }

  /// Returns when the daemon has stopped.
  package func run() async throws(Failure) {
    let environment = ProcessInfo.processInfo.environment
    let journal = Journal(stream: environment["JOURNAL_STREAM"])
    let log = Logger(label: "convened", factory: { _ in journal })
    do {
      let daemon = try Daemon(
        paths: paths, maildir: maildir,
        credentials: Credentials(directory: environment["CREDENTIALS_DIRECTORY"]),
        manager: ServiceManager(environment: environment), machine: MachineIdentity.current,
        log: log)
      if geteuid() == 0 { log.warning("running as root: a user of its own is safer") }
      try await serve(daemon, HandedSockets(environment: environment), log)
    } catch {
      var failure = Failure(error)
      failure.isLogged = journal.destination == .journal
      if failure.isLogged {
        log.note(.notStarted, "not started: \(failure)", ["status": "\(failure.status)"])
      }
      throw failure
    }
  }

  private func serve(
    _ daemon: Daemon, _ handed: HandedSockets, _ log: Logger
  ) async throws {
    let (stopped, stop) = AsyncStream.makeStream(of: Void.self)
    let queue = TaskQueue(label: "convened.hangups")
    let signals = await Signals.caught(queue: DispatchQueue(label: "convened.signals")) { signal in
      switch signal {
      case .terminate, .interrupt: stop.yield()
      case .hangup: Task(executorPreference: queue) { await daemon.hangup() }
      }
    }
    let control = ControlServer(path: paths.socket, logger: log) { await daemon.answer($0) }
    // Commands are answered once what was slept through is made good.
    try await daemon.start()
    var servers: [WebServer] = []
    do {
      try await control.start()
      if let web = try webServer(daemon, handed, log) {
        let place = try await web.start()
        servers.append(web)
        log.notice("\(daemon.served.web?.url ?? "") is served at \(place)")
      }
      if let board = try boardServer(daemon, handed, log) {
        let place = try await board.start()
        servers.append(board)
        log.notice("the board is at http://\(place)/")
      }
    } catch {
      // What is on the wire already is answered and recorded first.
      await daemon.stop()
      throw error
    }
    await daemon.ready()
    log.note(.started, await daemon.greeting, ["version": "\(Version.current)"])
    for line in await daemon.outlook { log.notice("\(line)") }
    for await _ in stopped { break }
    withExtendedLifetime(signals) {}
    log.note(.stopping, "stopping")
    for server in servers { await server.stop() }
    await control.stop()
    await daemon.stop()
  }
}

extension Launch.Failure {
  fileprivate init(_ error: any Error) {
    switch error {
    case let failure as Self: self = failure
    case let error as StoreError: self.init(description: "\(error)", status: error.exitStatus)
    case let problem as any ConfigurationProblem:
      self.init(description: problem.description, status: 78)
    case let error as WebServer.StartFailure: self.init(description: error.description, status: 78)
    case let error as ControlServer.StartFailure:
      if case .inUse = error {
        self.init(description: "\(error)", status: 75)
      } else {
        self.init(description: "\(error)", status: 78)
      }
    default: self.init(description: "\(error)", status: 70)
    }
  }
}

extension Launch {
  /// A socket of systemd's comes before `--listen`, and that before `web: listen:`.
  private func webServer(
    _ daemon: Daemon, _ handed: HandedSockets, _ log: Logger
  ) throws(Failure) -> WebServer? {
    let override = try listen.map { text throws(Failure) in try Self.address(text, "listen") }
    let socket = handed[WebSide.open.socket]
    guard let web = daemon.served.web else {
      if socket != nil || listen != nil {
        log.warning("nothing is served: the configuration has no `web:`")
      }
      return nil
    }
    return WebServer(
      .open, door: socket.map { .handed($0) } ?? .address(override ?? web.listen),
      proxies: web.proxies, site: web.url
    ) { await daemon.answer($0, on: .open) }
  }

  private static func address(
    _ text: String, _ option: String
  ) throws(Failure) -> ListenAddress {
    guard let address = ListenAddress(text) else {
      throw Failure(
        description: "--\(option) \(text): error: no IP address with a port. Write 127.0.0.1:8080",
        status: 64)
    }
    return address
  }

  private func boardServer(
    _ daemon: Daemon, _ handed: HandedSockets, _ log: Logger
  ) throws(Failure) -> WebServer? {
    let socket = handed[WebSide.inner.socket]
    guard let board = daemon.served.board else {
      if socket != nil || self.board != nil {
        log.warning("no board is served: the configuration has no `board:`")
      }
      return nil
    }
    let override = try self.board.map { text throws(Failure) in try Self.address(text, "board") }
    return WebServer(
      .inner, door: socket.map { .handed($0) } ?? .address(override ?? board.listen),
      proxies: board.proxies, site: board.url
    ) { await daemon.answer($0, on: .inner) }
  }
}

extension Daemon {
  /// What was read.
  var greeting: String {
    let community = settings.community
    let size = Wording.size(series: community.series.count, people: community.people.count)
    return "\(community.name): \(size), from \(paths.configuration)"
  }

  /// What comes next and for whom, and where the mail goes.
  var outlook: [String] {
    let coming = engine.book.next(5, at: engine.now, within: .days(366))
    var lines = coming.map { "next: \(MeetingView($0).line)" }
    if coming.isEmpty { lines.append("next: nothing within a year") }
    lines.append("mail goes to \(transports.mailRoute)")
    if let tokens = settings.api?.tokens {
      let names = tokens.map { "\($0.name) (\($0.scope.rawValue))" }
      lines.append("programs that may ask: \(names.joined(separator: ", "))")
    }
    lines.append("ask me: convened status --socket \(paths.socket)")
    return lines + (settings.warnings + transports.hints).map(\.description)
  }
}
