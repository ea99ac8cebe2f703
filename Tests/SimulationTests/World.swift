import Cadence
import Engine
import Foundation
import Meetings
import Settings
import Store

/// One seed is one world: a configuration, people who act, transports that fail, a clock that is
/// set, and a process that is killed. The engine and the store are the real ones.
final class World {
  /// A fault that is planted to see whether the checkers find it.
  enum Fault { case none, recordBeforeSending }

  let seed: UInt64
  private let fault: Fault
  /// Whether meetings and programs have tasks as well, one meeting is once, pairs ask for more,
  /// and there are votes and reviews: a world of its own, so that a seed that was kept is still the
  /// same one.
  private let owesMore: Bool
  /// Whether hosts take turns, or have to say that they come: another such world.
  private let takesTurns: Bool
  private var random: SeededGenerator
  private let clock: VirtualClock
  private let directory: String
  private var community: Community
  private var engine: Engine?
  private let start: Instant
  private let end: Instant
  let promises: Promises
  private(set) var trace: [String] = []
  private let transcript = Transcript(asJSON: false)
  /// When the world turns calm: nothing fails any more.
  private var isCalm = false
  private var relayDownUntil: Instant

  init(
    seed: UInt64, fault: Fault = .none, owesMore: Bool = false, takesTurns: Bool = false
  ) throws {
    self.seed = seed
    self.fault = fault
    self.owesMore = owesMore
    self.takesTurns = takesTurns
    random = SeededGenerator(seed: seed)
    let days = Int.random(in: 0..<300, using: &random)
    guard let origin = Instant("2026-11-20T00:00:00Z") else { throw Unplayable() }
    start = origin + .days(Int64(days))
    end = start + .days(30)
    clock = VirtualClock(now: start)
    relayDownUntil = start
    promises = Promises()
    directory =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("convened-world-\(seed)-\(UUID().uuidString)").path
    community = try Self.community(
      &random, around: start, owesMore: owesMore, takesTurns: takesTurns)
  }

  struct Unplayable: Error {}

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// Plays the world to its end and checks every promise on the way.
  func play() throws {
    try boot()
    while clock.now < end {
      try act()
      try pass(Seconds(Int64.random(in: 60...(36 * 3600), using: &random)))
    }
    // Calm: what was decided arrives. The longest backoff is a quarter of an hour.
    isCalm = true
    if engine == nil { try boot() }
    // Whoever set the clock says that it is right now.
    try engine?.submit(.reloaded(community))
    try pass(.days(2))
    if let engine { try promises.checkAtTheEnd(engine.store, now: clock.now) }
  }

  private func boot() throws {
    let store = try Store(directory: directory)
    let engine = try Engine(
      store: store, community: community, clock: clock,
      observe: { [weak self] in self?.observed($0) })
    engine.rates = ["phone": Rate(count: 1, per: .minutes(1))]
    self.engine = engine
    promises.know(community, since: clock.now)
    promises.currentStart = { [weak engine] id in engine?.book.occurrences[id]?.start }
    note("boot")
    try engine.start()
    try settle()
  }

  /// The process is killed: memory is gone, the file stays.
  private func crash() {
    note("crash")
    engine = nil
  }

  private func pass(_ span: Seconds) throws {
    let until = clock.now + span
    while let engine, let wake = try engine.nextWake, wake < until {
      clock.advance(to: wake)
      try settle()
      if !isCalm, self.engine == nil { break }
    }
    clock.advance(to: until)
    if engine == nil {
      if isCalm || random.chance(70) { try boot() }
    } else {
      try settle()
    }
  }

  private func settle() throws {
    guard let engine else { return }
    if !isCalm, random.chance(3) { return crash() }
    while true {
      try engine.beat()
      let parcels = try engine.claim()
      if parcels.isEmpty { break }
      var overtaken = false
      for (index, parcel) in parcels.enumerated() {
        if fault == .recordBeforeSending { try engine.record(parcel, .accepted("")) }
        if !isCalm, random.chance(2) { return crash(losing: parcels[index...]) }
        // People do not wait until the wire is free.
        if !isCalm, random.chance(10) {
          overtaken = true
          try submit(action())
        }
        let outcome = send(parcel, overtaken: overtaken)
        if !isCalm, random.chance(2) { return crash(losing: parcels[(index + 1)...]) }
        if fault == .none { try engine.record(parcel, outcome) }
      }
    }
    try promises.checkAtRest(engine, now: clock.now)
  }

  /// What was claimed and never sent did not arrive, and nobody knows.
  private func crash(losing parcels: ArraySlice<Parcel>) {
    for parcel in parcels { promises.lost(parcel) }
    crash()
  }

  private func send(_ parcel: Parcel, overtaken: Bool) -> Outcome {
    if !isCalm, clock.now < relayDownUntil {
      return .deferred("down", retryAfterSeconds: nil, .destination)
    }
    let fate = isCalm ? 99 : Int.random(in: 0..<100, using: &random)
    switch fate {
    case 0..<6: return .deferred("451 later", retryAfterSeconds: nil, .recipient)
    case 6..<9:
      relayDownUntil = clock.now + .minutes(Int64.random(in: 1...600, using: &random))
      let scope: Outcome.Scope = random.chance(20) ? .login : .destination
      return .deferred("down", retryAfterSeconds: nil, scope)
    case 9..<11:
      let isHook = parcel.notice.recipient.channel != nil
      return isHook && random.chance(30) ? .gone("410 gone") : .refused("550 nobody")
    case 11..<14:
      promises.received(parcel, overtaken: overtaken, at: clock.now)
      return .unknown("lost after the dot")
    case 14..<16:
      promises.lost(parcel)
      return .unknown("lost after the dot")
    default:
      promises.received(parcel, overtaken: overtaken, at: clock.now)
      return .accepted("250")
    }
  }

  private func observed(_ observation: Observation) {
    if let line = transcript.line(for: observation, at: clock.now) { trace.append(line) }
    if case .decided(let entry) = observation { promises.decided(entry, at: clock.now) }
  }

  private func note(_ what: String) { trace.append("\(clock.now)  world  \(what)") }

  /// The trace as one number: same seed, same trace.
  var fingerprint: String { Identity(of: trace.joined(separator: "\n")).description }
}

/// What people and administrators do.
extension World {
  private func act() throws {
    if random.chance(8) {
      let step = Int64.random(in: -7200...7200, using: &random)
      clock.step(by: Seconds(step))
      promises.know(nil, since: clock.now)
      note("clock set by \(step) s")
    } else {
      try submit(action())
      try settle()
    }
  }

  private func submit(_ input: Input?) throws {
    guard let engine, let input else { return }
    do { try engine.submit(input) } catch let refusal as Refusal { note("refused: \(refusal)") }
  }

  private func action() throws -> Input? {
    guard let engine else { return nil }
    let coming = engine.book.upcoming(at: clock.now, within: .days(15)).map(\.id.description)
    let target = coming.isEmpty ? "office-hours" : random.pick(coming)
    let person = random.pick(["ana", "ben", "cai", "dee"])
    if takesTurns, random.chance(35) { return answer(PersonID(person), to: target) }
    switch Int.random(in: 0..<(owesMore ? 24 : 18), using: &random) {
    case 0..<4:
      return .addItem(
        to: target, by: PersonID(person), text: random.chance(15) ? " \u{200b}" : "item",
        isPrivate: random.chance(20))
    case 4: return .dropItem(id: "item", from: target)
    case 5: return .cancel(target, because: "ill")
    case 6: return .reinstate(target, because: "well")
    case 7:
      let day = ZoneRules.utc.local(
        at: clock.now + .hours(Int64.random(in: 1...200, using: &random)))
      return .move(target, to: day, because: "room")
    case 8, 9:
      community = try Self.community(
        &random, around: start, owesMore: owesMore, takesTurns: takesTurns)
      promises.know(community, since: clock.now)
      return .reloaded(community)
    case 10:
      let date = ZoneRules.utc.local(at: clock.now).date.adding(days: 3)
      return .agendaFile(
        name: "agenda.md",
        [date: [FileItem(text: "from a file", author: person, isPrivate: false)]])
    case 11: return .mute(PersonID(person), random.chance(50))
    case 12:
      return .addItem(
        to: target, by: PersonID(person), text: "by a form", isPrivate: random.chance(50),
        key: random.pick(["k", "l"]))
    case 13:
      return .editItem(
        id: random.pick(["item", "by a form"]), in: target, text: random.pick([nil, "item"]),
        isPrivate: random.pick([nil, true, false]), own: random.pick([nil, PersonID(person)]))
    case 14:
      return random.chance(50)
        ? .pass(PersonID(person), on: target, random.chance(70))
        : .answer(random.pick(Answer.allCases), by: PersonID(person), to: target)
    case 15:
      let entries = (0..<Int.random(in: 0...3, using: &random)).map {
        ListEntry(
          key: "#\($0)",
          item: FileItem(text: "issue \($0)", author: "@\(person)", isPrivate: $0 == 2))
      }
      return .agendaList(name: "github.com/world/notes, label topics", entries)
    case 16:
      return .settleTask(
        random.pick(
          ["handle", "channel", "report", "learnings"]
            + (owesMore
              ? ["mc", "film", "propose", "help", "open", "sig", "groups/board"] : [])),
        as: random.pick([.done, .done, .dropped, nil]),
        by: random.pick([nil, PersonID(person)]))
    default: return owesMore ? request(engine.book) : nil
    }
  }

  /// Somebody says whether they come, or hosts in place of another.
  private func answer(_ person: PersonID, to target: String) -> Input {
    guard random.chance(25) else {
      return .answer(
        random.pick([.accepted, .accepted, .declined, .tentative]), by: person, to: target)
    }
    return .swap(target, with: person, by: random.pick([nil, nil, PersonID("ana")]))
  }

  /// Somebody of the pair asks for a meeting, or somebody answers, or votes.
  private func request(_ book: Book) -> Input {
    if random.chance(40) {
      return .vote(
        random.pick(["sig", "sig", "logo", "report"]), random.pick(Choice.allCases),
        by: PersonID(random.pick(["ana", "ben", "cai", "dee"])),
        because: random.pick([nil, "because"]))
    }
    let known = book.requests.keys.sorted().suffix(3)
    if !known.isEmpty, random.chance(60) {
      return .settleTask(
        random.pick(Array(known)).description, as: random.pick([.done, .done, .dropped, nil]),
        by: random.pick([nil, PersonID("ana"), PersonID("ben")]))
    }
    let hours = Int64.random(in: 1...200, using: &random)
    return .ask(
      for: "term.ben", at: ZoneRules.utc.local(at: clock.now + .hours(hours)),
      by: PersonID(random.pick(["ana", "ben"])), about: "the storage")
  }
}
