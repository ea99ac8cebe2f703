import Cadence
import Engine
import Foundation
import GRDB
import Meetings
import Settings
import Store
import Testing

/// The engine by hand: a clock that stands still, a real store in a scratch directory, and a
/// transport that answers as it is told.
final class Workbench {
  let clock: VirtualClock
  let community: Community
  let engine: Engine
  private let log: Log
  private let directory: String
  /// What becomes of a parcel.
  var answer: (Parcel) -> Outcome = { _ in .accepted("250") }

  /// What was seen, in order.
  final class Log {
    var decided: [JournalEntry] = []
    var dispatched: [(parcel: Parcel, outcome: Outcome)] = []
    var troubles: [String] = []
    var steps: [Seconds] = []
    var onDecision: (() -> Void)?
  }

  /// What happens after the next decision is committed, once.
  var onDecision: (() -> Void)? {
    get { log.onDecision }
    set { log.onDecision = newValue }
  }

  /// - Parameter start: when the service starts, by its clock.
  convenience init(from start: String, _ yaml: String = Workbench.officeHours) throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-engine-\(UUID().uuidString)").path
    let start = try #require(Instant(start))
    let settings = try Settings.read(
      [SourceFile(name: "config.yaml", bytes: Array(yaml.utf8))], zones: Self.zones,
      today: ZoneRules.utc.local(at: start).date)
    try self.init(VirtualClock(now: start), settings.community, Log(), directory)
  }

  private init(
    _ clock: VirtualClock, _ community: Community, _ log: Log, _ directory: String
  ) throws {
    (self.clock, self.community, self.log, self.directory) = (clock, community, log, directory)
    engine = try Engine(
      store: Store(directory: directory), community: community, clock: clock,
      observe: { observation in
        switch observation {
        case .decided(let entry):
          log.decided.append(entry)
          log.onDecision?()
          log.onDecision = nil
        case .dispatched(let parcel, let outcome): log.dispatched.append((parcel, outcome))
        case .stepped(let step): log.steps.append(step)
        case .quarantined(_, let why): log.troubles.append(why)
        case .incident(_, let what): log.troubles.append(what)
        }
      })
    try engine.start()
  }

  /// Thursdays 14:00 UTC from 2026-12-03; cancelled at 18:00 the day before if nothing is to
  /// discuss.
  static let officeHours = """
    community: Example
    domain: example.org
    mail: { from: "Example <meet@example.org>", via: "smtp://127.0.0.1:25" }
    channels: { announce: { webhook: "https://hooks.example.org/x" } }
    people:
      ana: { name: Ana, email: ana@example.org }
      ben: { name: Ben, email: ben@example.org }
    meetings:
      hours:
        title: Office Hours
        when: Thursday 14:00 UTC
        starting: 2026-12-03
        hosts: ana
        invite: ben
        agenda:
          opens: 6 days before
          call: 2 days before
          cutoff: 1 day before at 18:00
          if empty: cancel
        remind: [1 day before, 15 minutes before]
        notify: [mail, announce]
    """

  private static let zones = ZoneDatabase(version: "test", names: ["UTC"]) { name in
    FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").map(Array.init)
  }

  /// A place to work on that is thrown away afterwards.
  static func with(
    from start: String, _ yaml: String = officeHours, _ body: (Workbench) throws -> Void
  ) throws {
    let bench = try Workbench(from: start, yaml)
    defer { try? FileManager.default.removeItem(atPath: bench.directory) }
    try body(bench)
  }
}

/// What happens.
extension Workbench {
  /// Every deadline on the way is dealt with at its own instant.
  func pass(until end: String) throws {
    let end = try #require(Instant(end))
    try settle()
    while let wake = try engine.nextWake, wake < end {
      clock.advance(to: wake)
      try settle()
    }
    clock.advance(to: end)
    try settle()
  }

  /// Time passes, and nobody is there to see it.
  func sleep(until end: String) throws { clock.advance(to: try #require(Instant(end))) }

  func settle() throws {
    try engine.beat()
    while true {
      let parcels = try engine.claim()
      if parcels.isEmpty { break }
      for parcel in parcels { try engine.record(parcel, answer(parcel)) }
    }
  }

  func add(_ item: String) throws {
    try engine.submit(
      .addItem(to: Self.first, by: PersonID("ben"), text: item, isPrivate: false))
  }

  /// The process ends and another takes over: the clock and the disk are the same.
  func restarted(_ body: (Workbench) throws -> Void) throws {
    engine.store.close()
    let copy = directory + "-restarted"
    try FileManager.default.copyItem(atPath: directory, toPath: copy)
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try body(Workbench(clock, community, log, copy))
  }

  /// As `convened backup`: the file.
  func backup() throws -> String {
    let file = directory + ".backup"
    _ = try engine.store.copy(to: file, at: clock.now, with: nil, replacing: true)
    return file
  }

  /// The state is lost; another process takes over from a backup, with a log of its own.
  func restored(from file: String, _ body: (Workbench) throws -> Void) throws {
    let other = directory + "-restored"
    defer { try? FileManager.default.removeItem(atPath: other) }
    _ = try Store.restore(file, into: other)
    try FileManager.default.removeItem(atPath: file)
    try body(Workbench(clock, community, Log(), other))
  }
}

/// What is seen.
extension Workbench {
  static let first = "hours/2026-12-03"

  var state: String {
    OccurrenceID(Self.first).flatMap { engine.book.occurrences[$0]?.state.name } ?? "gone"
  }

  /// The same from its row, which stays when memory has let go of it.
  func lastState() throws -> String? {
    try OccurrenceID(Self.first).flatMap { try engine.store.occurrence($0)?.state.name }
  }

  /// When the first meeting's next deadline is.
  var next: String? {
    OccurrenceID(Self.first).flatMap { engine.book.nextAt(of: $0, at: clock.now) }
      .map(\.description)
  }

  /// "reminder to ana" of the first meeting, as it was tried, in order.
  var tried: [String] { told(log.dispatched.map(\.parcel)) }

  /// As `tried`, of what arrived.
  var delivered: [String] {
    told(
      log.dispatched.filter { if case .accepted = $0.outcome { true } else { false } }
        .map(\.parcel))
  }

  private func told(_ parcels: [Parcel]) -> [String] {
    parcels.filter { $0.notice.subject.description == Self.first }
      .map { "\($0.notice.kind.rawValue) to \($0.notice.recipient.name)" }
  }

  /// "open → cancelled: agenda empty at cutoff", of the first meeting.
  var decided: [String] {
    log.decided
      .filter { $0.subject.description == Self.first && $0.from != "new" && $0.from != $0.to }
      .map { "\($0.from) → \($0.to): \($0.cause)" }
  }

  var troubles: [String] { log.troubles }

  /// How the clock was set, as far as it is said.
  var steps: [Seconds] { log.steps }

  /// All that was tried, of whatever meeting.
  var notices: [Notice] { log.dispatched.map(\.parcel.notice) }

  /// "invitation to ana: pending", of all that was ever decided.
  func outbox() throws -> [String] {
    try engine.store.outbox().map {
      "\($0.notice.kind.rawValue) to \($0.notice.recipient.name): \($0.state.rawValue)"
    }
  }
}

/// What the disk does.
extension Workbench {
  /// What cannot be committed, by a trigger in the database.
  enum Fault: String {
    case turn = "BEFORE INSERT ON journal"
    case turnOfLast = "BEFORE INSERT ON journal WHEN NEW.subject LIKE 'm20/%'"
    case edit = "BEFORE INSERT ON journal WHEN NEW.cause LIKE 'the configuration has it%'"
    case opening = "BEFORE INSERT ON journal WHEN NEW.to_state = 'open'"
    case row = "BEFORE UPDATE ON occurrence"
    case claim = "BEFORE UPDATE ON outbox WHEN NEW.state = 'sending' AND OLD.state <> 'sending'"
    case claimOfMail = "BEFORE UPDATE ON outbox WHEN NEW.state = 'sending' AND NEW.channel = 'mail'"
    case record = "BEFORE UPDATE ON outbox WHEN OLD.state = 'sending' AND NEW.state <> 'sending'"
  }

  /// As `fail`, once: something was written by another hand.
  func scribble(_ sql: String) throws {
    try DatabaseQueue(path: directory + "/convened.db").write { try $0.execute(sql: sql) }
  }

  /// Through a connection of its own: the engine learns of it by failing. Nil mends it.
  func fail(_ fault: Fault?) throws {
    let database = try DatabaseQueue(path: directory + "/convened.db")
    try database.write { db in
      try db.execute(sql: "DROP TRIGGER IF EXISTS fault")
      guard let fault else { return }
      try db.execute(
        sql: "CREATE TRIGGER fault \(fault.rawValue) BEGIN SELECT RAISE(ABORT, 'no'); END")
    }
    try database.close()
  }

  /// An address in what waits to leave becomes one that no mail can be written to.
  func spoil(address: String) throws {
    let database = try DatabaseQueue(path: directory + "/convened.db")
    try database.write { db in
      try db.execute(
        sql: "UPDATE outbox SET facts = replace(facts, ?, 'no address')", arguments: [address])
    }
    try database.close()
  }
}
