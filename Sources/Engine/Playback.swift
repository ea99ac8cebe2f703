package import Cadence
package import Meetings
package import Messages
import Store

/// Runs the engine on the virtual clock, which jumps to the next wake whenever the beat and the
/// outbox are idle. `simulate` and the demo are this with a script; the simulator adds faults.
package final class Playback {
  package let clock: VirtualClock
  package private(set) var engine: Engine?
  private let community: Community
  private let templates: Templates
  private let links: Links?
  private let directory: String
  private let send: (Parcel) -> Outcome
  private let observe: (Observation) -> Void

  /// - Parameters:
  ///   - templates: the community's own words.
  ///   - links: what makes the links in mails.
  ///   - directory: of the state, on a scratch file system.
  ///   - send: the transport; it answers at once.
  package init(
    community: Community, templates: Templates = .none, links: Links? = nil, directory: String,
    from start: Instant,
    send: @escaping (Parcel) -> Outcome, observe: @escaping (Observation) -> Void
  ) {
    self.community = community
    self.templates = templates
    self.links = links
    self.directory = directory
    clock = VirtualClock(now: start)
    self.send = send
    self.observe = observe
  }

  /// Plays until `end`, with the script's inputs at their instants.
  package func play(_ script: [ScriptLine], until end: Instant) throws {
    try up()
    // Lines of one instant stay in the order in which they are written.
    let ordered = script.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    for line in ordered.map(\.element) where line.at < end {
      try run(until: line.at)
      try perform(line)
      try settle()
    }
    try run(until: end)
  }

  private func perform(_ line: ScriptLine) throws {
    switch line.action {
    case .down:
      // The watchdog's ping would have left a mark within the last half minute.
      try engine?.signOfLife()
      engine = nil
    case .up: try up()
    case .input(let input):
      guard let engine else {
        throw ScriptError(line: line, why: "the service is down then. write an `up` before it")
      }
      do { try engine.submit(input) } catch let refusal as Refusal {
        throw ScriptError(line: line, why: refusal.description)
      }
    }
  }

  private func up() throws {
    guard engine == nil else { return }
    let store = try Store(directory: directory)
    let engine = try Engine(store: store, community: community, clock: clock, observe: observe)
    engine.templates = templates
    engine.links = links
    self.engine = engine
    try engine.start()
    try settle()
  }

  /// Lets time pass until `end`: every deadline on the way is dealt with at its own instant.
  private func run(until end: Instant) throws {
    while let engine, let wake = try engine.nextWake, wake < end {
      clock.advance(to: wake)
      try settle()
    }
    clock.advance(to: end)
    try settle()
  }

  /// Beats and sends until nothing is left to do at this instant.
  private func settle() throws {
    guard let engine else { return }
    try engine.beat()
    while true {
      let parcels = try engine.claim()
      if parcels.isEmpty { break }
      for parcel in parcels { try engine.record(parcel, send(parcel)) }
    }
  }
}

/// One line of a script: at an instant, something happens.
package struct ScriptLine: Sendable {
  package enum Action: Sendable {
    case input(Input)
    /// The service ends, and comes back.
    case down, up
  }
  package let at: Instant
  package let action: Action
  /// Where it stands and what it does, for messages: "demo.jsonl:3: move".
  package let origin: String
  package init(at: Instant, action: Action, origin: String) {
    self.at = at
    self.action = action
    self.origin = origin
  }
}

/// A script that asks for what cannot be.
package struct ScriptError: Error, CustomStringConvertible {
  package let line: ScriptLine
  package let why: String
  package var description: String { "\(line.origin): \(why)" }
}
