package import Cadence
package import Meetings
package import Messages
package import Store
package import struct Foundation.Data
import TimerWheel

/// The beat: propose, commit, adopt; then sleep until the wheel's next.
///
/// One engine runs in the daemon, in `simulate`, in the demo and in the simulator. Clock and
/// transports are handed in. It never waits and never sends: `nextWake` says when to call again,
/// `claim` hands out what is to leave, `record` takes the answer.
package final class Engine {
  package let store: Store
  package private(set) var book: Book
  package internal(set) var hold: Hold?
  package private(set) var tally = Tally()
  let clock: any Clock
  private let observe: (Observation) -> Void
  /// How each channel takes its notices; one that is not named takes the standard envelope.
  package var shapes: [ChannelID: Shape] = [:]
  /// How much each destination takes, by name; one that is not named takes what there is.
  package var rates: [String: Rate] = [:]
  /// The community's own words, by kind.
  package var templates = Templates.none
  /// Makes the links in mails; nil where nothing is served that one could lead to.
  package var links: Links? { didSet { links?.epochs = book.epochs } }
  /// Where people's answers arrive; nil if none are taken.
  package var inbox: Inbox?
  private var wheel: TimerWheel<OccurrenceID>
  private var armed: [OccurrenceID: (handle: TimerWheel<OccurrenceID>.Handle, at: Instant)] = [:]
  var heldBack: Set<OccurrenceID> = []
  var lastLook: (now: Instant, elapsed: Seconds)
  /// The clock was set back, and the rows do not know it yet.
  var isSetBack = false
  /// How long nobody was there to decide, as long as that has not been made good.
  var outage: Seconds?
  /// By the clock as it was set last, or as it was when a hold ended: what was due by then is late
  /// because of the clock.
  var lastSet = Instant.distantPast
  var circuits = Circuits()
  var meter = Meter()
  /// Somebody was refused, and nobody may know of it yet.
  var hasUntoldTroubles = true
  /// Cancelled meetings whose hosts know that mail does not leave.
  var escalated: Set<OccurrenceID> = []
  /// How much is on its way to each destination.
  var inFlight: [String: Int] = [:]
  /// Destinations at which nothing else leaves until the next answer: a suspect goes, or waits to
  /// go, alone.
  var exclusive: Set<String> = []
  /// Answers that could not be committed yet.
  var unrecorded: [Unrecorded] = []

  /// Loads what is on disk. Nothing is decided before `start`.
  package init(
    store: Store, community: Community, clock: any Clock,
    observe: @escaping (Observation) -> Void = { _ in }
  ) throws {
    self.store = store
    self.clock = clock
    self.observe = observe
    let now = clock.now
    book = Book(
      community: community,
      occurrences: try store.liveOccurrences(at: now, latestOf: community.kept(at: now)),
      muted: try store.muted(), epochs: try store.epochs(),
      // A mark in the future was left by a clock that ran ahead.
      bulletinsUntil: try store.mark(.bulletins).map { min($0, now) },
      // The date that it was held for may be ahead, where it was moved, but not by more.
      met: try store.met().mapValues { min($0, now + Occurrence.remembered) },
      tasks: try store.tasks().mapValues { $0.known(by: now) },
      requests: try store.requests().mapValues { $0.known(by: now) },
      polls: try store.polls().mapValues { $0.known(by: now) }, papers: try store.papers())
    wheel = TimerWheel(now: now.tick)
    lastLook = (now, clock.elapsed)
  }

  package var now: Instant { clock.now }

  /// When the clock was looked at last. Whatever is decided until the next look is decided as of
  /// then: a clock that is set meanwhile is first seen, then believed or not.
  var moment: Instant { lastLook.now }

  /// The same by a clock that is believed: a hold stands still at its beginning. It is what the
  /// sign of life says, from which the next start measures an outage.
  var believed: Instant { hold?.since ?? moment }

  /// When the first deadline in the wheel passes; nil if it is empty.
  var nextDeadline: Instant? { wheel.nextExpiry.map { Instant(tick: $0) } }

  /// The first turns: what was being sent is unknown now, what was slept through is made good, and
  /// the configuration is compared with what guests were told.
  ///
  /// - Parameter agendas: what the agenda files say: items that are there count before anything
  ///   that was slept through is decided.
  package func start(agendas: [Input] = []) throws {
    let now = now
    lastLook = (now, clock.elapsed)
    // A mark in the future was left by a clock that ran ahead: nothing is known.
    let mark = try store.mark(.alive) ?? now
    let outage = mark > now ? .minutes(30) : now - mark
    if mark > now { try store.bringForward(by: mark - now, at: now) }
    let interrupted = try store.recoverSending(at: now)
    if interrupted > 0 {
      observe(
        .incident(
          .interrupted, "\(interrupted) notices were being sent when the service ended"))
    }
    // The row has what was due under the configuration that people were told of.
    let due = try store.deadlines()
    let edited = book.occurrences.keys.filter { due[$0] != book.nextAt(of: $0, at: now) }
    if mark > now { try turn(.setBack) }
    for agenda in agendas { try turn(agenda) }
    if let backup = try store.restoredFrom() {
      observe(
        .incident(.restored, "the state is a backup of \(backup): nothing of before now is sent"))
      try turn(.restored(from: min(backup, now)))
    } else {
      try turn(.started(outage: outage, edited: Set(edited)))
    }
    if mark > now { try store.bringAliveBack(to: now) }
    arm()
  }

  /// Deals with everything that is due. Early calls do nothing.
  package func beat() throws {
    try look()
    let now = moment
    wheel.advance(to: now.tick)
    var due: [OccurrenceID: Instant] = [:]
    while let id = wheel.popDue() { due[id] = armed.removeValue(forKey: id)?.at ?? now }
    guard hold == nil else {
      heldBack.formUnion(due.keys)
      return
    }
    var rest = due.keys.sorted()[...]
    do {
      while !rest.isEmpty {
        let some = Array(rest.prefix(Self.occurrencesPerTurn))
        let changed = Set(try turn(.due(some)).turn.occurrences.map(\.after.id))
        // What a set clock jumped over is no lateness of ours.
        for id in some where changed.contains(id) {
          guard let at = due[id], at > lastSet else { continue }
          tally.count(decisionAfter: clock.time(since: at))
        }
        rest = rest.dropFirst(some.count)
        for id in some where armed[id] == nil { reschedule(id) }
      }
    } catch {
      // Nothing was decided: the same deadlines are due at the next beat.
      for id in rest { rearm(id, at: due[id]) }
      throw error
    }
    if let bulletin = book.nextBulletin, bulletin <= now { try turn(.bulletins) }
  }

  /// Whatever falls due at one instant, the notices of so many occurrences are in memory at a time.
  private static var occurrencesPerTurn: Int { 8 }

  /// Deals with what is due, then with one input.
  /// - Parameters:
  ///   - who: asked for it, for the journal; nil where nobody has to be named.
  ///   - way: how it came, where the input alone does not tell.
  ///   - acceptsClock: whether a configuration that is loaded says that the clock is right: true
  ///     where a person had it loaded.
  /// - Throws: `Refusal` if it cannot be granted; the store's error if it cannot be committed.
  @discardableResult
  package func submit(
    _ input: Input, by who: String? = nil, via way: Tally.Way? = nil, acceptsClock: Bool = true
  ) throws -> Proposal {
    try beat()
    guard case .reloaded(let community) = input else { return try turn(input, by: who, via: way) }
    if hold != nil {
      guard acceptsClock else {
        throw Refusal(
          "the clock is not believed", fix: "set it right, or accept it with `convened reload`")
      }
      try acceptClock()
    }
    let proposal = try turn(input, by: who)
    try lookAgain(at: community)
    arm()
    return proposal
  }

  /// A mail that had left was given back: hosts are told with what leaves next.
  package func noteBounce(_ trouble: Trouble, message: Identity) throws {
    try look()
    try store.noteBounce(trouble, message: message, at: moment)
    hasUntoldTroubles = true
  }

  /// Takes somebody out of the disk and of memory.
  /// - Returns: how many notices to them there were; nil if nothing was known of them.
  package func forget(_ person: PersonID, key: Data, addresses: [Data]) throws -> Int? {
    try look()
    let count = try store.forget(person, key: key, addresses: addresses, at: moment)
    if count != nil { book.forget(person) }
    return count
  }

  /// They may come back; what was signed for them before opens nothing.
  package func remember(_ person: PersonID, key: Data) throws -> Bool {
    try look()
    guard let epoch = try store.remember(person, key: key, at: moment) else { return false }
    book.revoke(person.name, epoch: epoch)
    links?.epochs = book.epochs
    return true
  }

  /// What was read of an agenda elsewhere could not be written down: it says nothing of it.
  package func forgetReading(of name: String) { book.forgetReading(of: name) }

  /// Commits that the service is alive, while that matters.
  ///
  /// An outage is measured from the last mark; it is worth a commit only while a cutoff is near, or
  /// the decision who hosts.
  package func markAlive() throws {
    let now = believed
    let near = book.occurrences.values.contains { occurrence in
      // Most have no agenda that is open, and nobody who is to say that they host.
      let decides = book.community.series[occurrence.id.series]?.hosting?.confirmation != nil
      guard occurrence.state == .open || occurrence.state == .confirmed && decides,
        let verdict = occurrence.nextVerdict(book.timetable(of: occurrence, at: now))
      else { return false }
      return verdict - now < .hours(2)
    }
    if near { try signOfLife() }
  }

  /// Commits that the service is alive, whether or not that matters: it shows that the disk takes
  /// what is written.
  package func signOfLife() throws { try store.markAlive(at: believed) }

  /// When `beat` or `claim` has something to do next; nil if nothing is planned at all.
  package var nextWake: Instant? {
    get throws {
      let beat = wheel.nextExpiry.map { Instant(tick: $0) }
      let bulletin = hold == nil ? book.nextBulletin : nil
      return [beat, bulletin, try nextDispatch].compactMap(\.self).min()
    }
  }

  /// For the invariant checkers: what the wheel holds.
  package var deadlines: [OccurrenceID: Instant] {
    wheel._checkInvariants()
    precondition(wheel.count == armed.count, "the wheel has deadlines that nothing is armed for")
    return armed.mapValues(\.at)
  }

  @discardableResult
  func turn(
    _ input: Input, by who: String? = nil, via way: Tally.Way? = nil
  ) throws -> Proposal {
    var proposal = try book.propose(input, at: moment)
    if let who { proposal.turn.sign(who) }
    if !proposal.turn.isEmpty { try store.commit(proposal.turn, aliveAt: believed) }
    book.adopt(proposal)
    if !proposal.turn.revoked.isEmpty { links?.epochs = book.epochs }
    tally.count(proposal.turn, by: way ?? input.way)
    for change in proposal.turn.occurrences { rearm(change.after.id, at: change.nextAt) }
    for entry in proposal.turn.journal { observe(.decided(entry)) }
    return proposal
  }

  /// The clock was set back: what memory alone has is as it was then.
  func setBookBack() { book.setBack(to: moment) }

  func adopt(told: Bool, _ notice: Notice) {
    guard let id = notice.recipient.person, let occurrence = notice.subject.occurrence else {
      return
    }
    book.adopt(told: told, id, at: notice.facts.reader?.address, of: occurrence)
  }
  func report(_ observation: Observation) { observe(observation) }

  func noteDelivery(of parcel: Parcel) {
    guard parcel.notice.notBefore > lastSet else { return }
    tally.count(deliveryAfter: clock.time(since: parcel.notice.notBefore))
  }
}

/// The wheel is a cache of `next_at`.
extension Engine {
  /// Compares every deadline with the book.
  func arm() {
    for id in Set(armed.keys).union(book.occurrences.keys).sorted() { reschedule(id) }
  }

  func reschedule(_ id: OccurrenceID) { rearm(id, at: book.nextAt(of: id, at: moment)) }

  private func rearm(_ id: OccurrenceID, at instant: Instant?) {
    if let (handle, _) = armed.removeValue(forKey: id) { wheel.cancel(handle) }
    guard book.occurrences[id] != nil, let instant else { return }
    if hold != nil, instant <= moment {
      heldBack.insert(id)
    } else {
      schedule(id, at: instant)
    }
  }

  private func schedule(_ id: OccurrenceID, at instant: Instant) {
    armed[id] = (wheel.schedule(id, at: instant.tick), instant)
  }
}

/// What the engine tells whoever runs it: for the log, for `simulate`, for checkers.
package enum Observation: Sendable {
  case decided(JournalEntry)
  /// The clock was set: ahead, or back where it is less than zero.
  case stepped(Seconds)
  /// A notice left, or did not.
  case dispatched(Parcel, Outcome)
  case quarantined(Identity, why: String)
  case incident(Incident, String)
}

extension Instant {
  /// The wheel counts whole seconds since 1970.
  fileprivate var tick: UInt64 { UInt64(max(0, secondsSince1970)) }
  fileprivate init(tick: UInt64) {
    self.init(secondsSince1970: Int64(clamping: tick))
  }
}
