import Cadence
import Dispatch
import Engine
import Foundation
package import Logging
import Meetings
import Messages
import Settings
import Store

/// The running service: the one place where time really passes.
///
/// An actor on a Dispatch queue. The timerfd wakes it when the engine or a look at an agenda is
/// due; the control socket, the web servers, the file watch and those looks bring inputs,
/// transports bring outcomes; in between it sleeps.
package actor Daemon {
  private let executor: QueueExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  let engine: Engine
  let paths: Paths
  let log: Logger
  let manager: ServiceManager
  let startedAt: Instant
  var source: SettingsSource
  var settings: Settings
  private(set) var fittings: Fittings
  var transports: Transports { fittings.transports }
  var tokens: APITokens? { fittings.tokens }
  /// What is worth a second look in the agenda files as they were read last.
  private var fileProblems: [Problem] = []
  /// Agendas that live elsewhere, and what is worth a second look there.
  var looks: AgendaLooks
  var lookProblems: [Problem] = []
  let lookQueue = TaskQueue(label: "looks")
  private let sendQueue = TaskQueue(label: "sends")
  var agendaProblems: [Problem] { fileProblems + lookProblems }
  /// Why the last reload failed; nil after one that succeeded.
  var configurationProblem: String?
  let credentials: Credentials
  let maildir: String?
  /// As the web servers were started with it, which may differ from what was loaded since.
  let served: (web: WebSettings?, board: BoardSettings?)
  var webDesk = WebDesk()
  var calendars = CalendarShelf()
  var census = Census()
  var fetchWatch = FetchWatch()
  var retention: Retention
  private let clock = SystemWallClock()
  private var timer: WakeTimer?
  private var watch: FileWatch?
  private var watchdog: (any DispatchSourceTimer)?
  private var sending = 0
  private var stopping = false
  /// A reload that was asked for before there was anything to reload.
  private var isStarted = false
  private var isReloadWanted = false
  private var drained: [CheckedContinuation<Void, Never>] = []
  /// What keeps decisions from being written down; nil while nothing does.
  private(set) var failure: String?
  private var storeFailed: Bool { failure != nil }

  /// - Parameters:
  ///   - maildir: takes all mail instead of the configured route.
  ///   - machine: which this is; nil where it has no id.
  /// - Throws: a problem of the configuration, of a credential or of the state directory, each
  ///   saying where, what and what to do.
  package init(
    paths: Paths, maildir: String?, credentials: Credentials, manager: ServiceManager,
    machine: [UInt8]?, log: Logger
  ) throws {
    executor = QueueExecutor(label: "convened")
    self.paths = paths
    self.log = log
    self.manager = manager
    self.credentials = credentials
    self.maildir = maildir
    startedAt = clock.now
    source = SettingsSource(path: paths.configuration)
    let reading = try source.read(at: startedAt)
    source.adopt(reading)
    settings = reading.settings
    looks = AgendaLooks(settings, at: startedAt)
    served = (settings.web, settings.board)
    let store = try Store(directory: paths.state)
    retention = Retention(at: startedAt, alive: try store.mark(.alive))
    if let machine { try store.claim(for: machine) }
    try Forgetting.check(settings, against: store)
    if let key = try store.keyOfBackup() { try SigningKey.keep(key, in: paths.state) }
    // Once the state directory is ours alone: a key may be made in it.
    fittings = try Fittings(
      settings, maildir: maildir, credentials: credentials, state: paths.state)
    engine = try Engine(
      store: store, community: settings.community, clock: clock,
      observe: { [log] in Self.write($0, to: log) })
    engine.use(fittings, reading)
  }

  /// Makes good what was slept through and begins to wake by itself.
  package func start() async throws {
    // An item that was written while nobody was there counts before anything is decided.
    let elsewhere = await readElsewhere()
    try engine.start(agendas: agendas() + elsewhere)
    let queue = executor.queue
    timer = try WakeTimer(queue: queue) { [weak self] wake in
      self?.assumeIsolated { $0.woke(wake) }
    }
    watch = try FileWatch(queue: queue) { [weak self] paths in
      self?.assumeIsolated { $0.changed(paths) }
    }
    startWatchdog(on: queue)
    watchFiles()
    // Again: an edit, or an upgrade of tzdata, may have come before the watch.
    rereadZones()
    readAgendas()
    for name in looks.unseen { look(at: name) }
    pump()
    isStarted = true
    if isReloadWanted { hangup() }
  }

  /// Tells systemd that commands are answered.
  package func ready() { manager.ready(status: statusLine) }

  /// Stops taking work and waits for what is on the wire, so that its answers are recorded.
  package func stop() async {
    stopping = true
    manager.stopping(status: "waiting for \(sending) transfers")
    timer?.disarm()
    watchdog?.cancel()
    transports.abandon()
    if sending > 0 { await withCheckedContinuation { drained.append($0) } }
    // One file holds everything again: a backup of it is a backup.
    engine.store.close()
  }

  /// Beats, sends what is to leave, and sleeps until the next wake.
  func pump() {
    guard !stopping else { return }
    do {
      if storeFailed { try makeGood() }
      lookAround()
      try engine.beat()
      for parcel in try engine.claim() { send(parcel) }
      if let wake = [try engine.nextWake, looks.next(engine.book)].compactMap(\.self).min() {
        timer?.arm(at: .seconds(wake.secondsSince1970))
      } else {
        timer?.disarm()
      }
      recovered()
    } catch {
      failed(error)
    }
  }

  /// After a failure: a beat with nothing to write would prove nothing, and an item that could not
  /// be written down then is read before anything is decided.
  private func makeGood() throws {
    try engine.signOfLife()
    for agenda in agendas() { try engine.submit(agenda) }
  }

  private func woke(_ wake: WakeTimer.Wake) {
    census.count(wake == .clockChanged ? .clock : .timer)
    pump()
  }

  private func send(_ parcel: Parcel) {
    sending += 1
    Task(executorPreference: sendQueue) { await self.deliver(parcel) }
  }

  private func deliver(_ parcel: Parcel) async {
    let outcome = await transports.send(parcel)
    census.count(.delivery)
    sending -= 1
    do { try engine.record(parcel, outcome) } catch { failed(error) }
    if stopping, sending == 0 {
      drained.forEach { $0.resume() }
      drained = []
    }
    pump()
  }

  /// Nothing that cannot be written down is done: try again shortly, and say so once.
  func failed(_ error: any Error) {
    if !storeFailed { log.note(.stateFailed, "cannot go on: \(error) Trying again every 5 s") }
    failure = "\(error)"
    manager.status("NOT HEALTHY: \(error)")
    timer?.arm(at: SystemClock.realtime() + .seconds(5))
  }

  private func recovered() {
    guard storeFailed else { return }
    failure = nil
    log.note(.stateRecovered, "the state directory answers again")
    manager.status(statusLine)
  }

  var isHealthy: Bool { !storeFailed }
  var isStopping: Bool { stopping }

  var statusLine: String {
    let next = engine.book.next(1, at: engine.now, within: .days(60)).first
    let coming = next.map { "next \($0.id) \(Wording.utc($0.start.instant))" } ?? "nothing ahead"
    return "\(settings.community.series.count) series; \(coming)"
  }
}

/// The watchdog, the files, and the configuration.
extension Daemon {
  /// Fed only while beat *and* store make progress: the ping runs on the beat's own queue and
  /// touches the store.
  private func startWatchdog(on queue: DispatchQueue) {
    let seconds = (manager.watchdogInterval.map { $0 / 2 } ?? .seconds(30)).inSeconds
    let source = DispatchSource.makeTimerSource(queue: queue)
    source.schedule(deadline: .now() + seconds, repeating: seconds)
    source.setEventHandler { [weak self] in self?.assumeIsolated { $0.ping() } }
    source.activate()
    watchdog = source
  }

  private func ping() {
    census.count(.watchdog)
    // The beat also looks at the clock, so that an outage is measured from the last ping.
    pump()
    loadZones()
    do {
      try engine.markAlive()
      try engine.store.checkInPlace()
      if sending == 0 { try removeOld() }
      if !storeFailed { manager.alive() }
    } catch {
      failed(error)
    }
  }

  func watchFiles() {
    let directories = source.agendaDirectories(of: settings).union(source.zones.directories)
    for failure in watch?.update(paths: directories.sorted()) ?? [] {
      log.warning("some files cannot be watched: \(failure). `convened reload` reads them")
    }
  }

  private func changed(_ paths: [String]) {
    census.count(.files)
    let zones = source.zones.directories
    let ofZones = paths.filter { path in
      zones.contains(path) || zones.contains { path.hasPrefix($0 + "/") }
    }
    if !ofZones.isEmpty { rereadZones() }
    if ofZones.count < paths.count {
      readAgendas()
      pump()
    }
  }

  private func readAgendas() {
    for input in agendas() {
      do { try engine.submit(input) } catch { failed(error) }
    }
  }

  /// What the agenda files say. What was read before stands where one cannot be read now.
  private func agendas() -> [Input] {
    let agendas = settings.agendaFiles.map { name in
      let added = settings.addedDates(ofAgenda: name, engine.book)
      return (
        name: name, file: source.agenda(name, of: settings, at: engine.now, added: added)
      )
    }
    let problems = agendas.flatMap(\.file.problems)
    for problem in problems where !fileProblems.contains(problem) {
      log.note(.agendaProblem, "\(problem)")
    }
    fileProblems = problems
    return agendas.compactMap { agenda in
      agenda.file.items.map { .agendaFile(name: agenda.name, $0) }
    }
  }

  /// All or nothing: a bad configuration changes nothing and is named in the answer, in `status`
  /// and in the journal.
  /// - Parameters:
  ///   - rereading: false where zones alone are other ones, and nobody asked: files stay as they
  ///     were read, the clock is not accepted, and trouble is said once.
  ///   - who: asked for it, for the journal; nil where nobody has to be named.
  ///   - isConfirmed: false where more than a few notices want a word first.
  /// - Returns: what was loaded, in words.
  /// - Throws: what is wrong, for the answer.
  @discardableResult
  func reload(
    rereading: Bool = true, by who: String? = nil, isConfirmed: Bool
  ) throws -> String {
    let loaded: String
    manager.reloading()
    defer {
      manager.ready(
        status: configurationProblem.map { _ in "OLD CONFIGURATION: \(statusLine)" } ?? statusLine)
    }
    do {
      let reading = try source.read(at: engine.now, rereading: rereading)
      let read = reading.settings
      try Forgetting.check(read, against: engine.store)
      let made = try Fittings(
        read, maildir: maildir, credentials: credentials, state: paths.state)
      if !isConfirmed { try checkSize(of: read) }
      let input = Input.reloaded(read.community)
      let turn = try engine.submit(input, by: who, acceptsClock: rereading).turn
      source.adopt(reading)
      if read.mail.fetch != settings.mail.fetch { fetchWatch = FetchWatch() }
      settings = read
      fittings = made
      looks.configure(read)
      engine.use(made, reading)
      configurationProblem = nil
      census.reloads += 1
      for warning in read.warnings + made.transports.hints { log.notice("\(warning)") }
      let told = turn.told
      let series = read.community.series.count
      loaded =
        "loaded \(paths.configuration): \(series) series; \(told) to be told"
        + (webNeedsRestart(read).map { "; \($0)" } ?? "")
      log.note(.loaded, loaded, ["series": "\(series)", "told": "\(told)"])
    } catch let error as StoreError {
      // Not the configuration's fault: nothing is remembered against it.
      failed(error)
      census.failedReloads += 1
      throw error
    } catch let error as TooMany {
      // Nothing is wrong with it, so nothing is remembered against it.
      census.failedReloads += 1
      log.note(.loadUnconfirmed, "not loaded: \(error)", ["told": "\(error.count)"])
      throw error
    } catch {
      census.failedReloads += 1
      if !rereading, configurationProblem == "\(error)" { throw error }
      configurationProblem = "\(error)"
      for problem in "\(error)".split(separator: "\n") { log.error("not loaded: \(problem)") }
      log.note(.loadRefused, "the previous configuration runs on")
      throw error
    }
    watchFiles()
    readAgendas()
    for name in looks.all { look(at: name) }
    pump()
    return loaded
  }

  /// SIGHUP: nobody waits for an answer; the journal has it.
  package func hangup() {
    census.count(.signal)
    if isStarted { _ = try? reload(isConfirmed: false) } else { isReloadWanted = true }
  }
}

/// The log.
extension Daemon {
  private static func write(_ observation: Observation, to log: Logger) {
    switch observation {
    case .decided(let entry) where entry.from == entry.to || entry.from == "new":
      log.note(
        .noted, "\(entry.subject) \(entry.cause)", ["occurrence": "\(entry.subject)"])
    case .decided(let entry):
      log.note(
        .decided, "\(entry.subject) \(entry.from) → \(entry.to): \(entry.cause)",
        [
          "occurrence": "\(entry.subject)", "from": "\(entry.from)", "to": "\(entry.to)",
          "cause": "\(entry.cause)", "due": "\(entry.dueAt)",
        ])
    case .stepped(let step):
      let way = step > .zero ? "ahead by \(step)" : "back by \(.zero - step)"
      log.note(.clockSet, "the clock was set \(way)")
    case .dispatched(let parcel, let outcome):
      write(parcel, outcome, to: log)
    case .quarantined(let identity, let why):
      log.note(.setAside, "notice \(identity) set aside: \(why)", ["notice": "\(identity)"])
    case .incident(let incident, let what):
      log.note(JournalEvent(incident), what)
    }
  }

  private static func write(_ parcel: Parcel, _ outcome: Outcome, to log: Logger) {
    let what = "\(parcel.notice.kind.rawValue) to \(parcel.notice.recipient.name)"
    let metadata: Logger.Metadata = [
      "occurrence": "\(parcel.notice.subject)", "notice": "\(parcel.identity)",
      "kind": "\(parcel.notice.kind.rawValue)", "to": "\(parcel.notice.recipient.name)",
    ]
    let about = "\(parcel.notice.subject) \(what)"
    switch outcome {
    case .accepted: log.note(.delivered, "\(about) delivered", metadata)
    case .deferred(let why, _, _): log.note(.deferred, "\(about) deferred: \(why)", metadata)
    case .refused(let why), .gone(let why):
      log.note(.refused, "\(about) refused: \(why)", metadata)
    case .unknown(let why): log.note(.unanswered, "\(about) may have arrived: \(why)", metadata)
    }
  }
}
