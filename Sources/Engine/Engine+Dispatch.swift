import Cadence
import Meetings
import Messages
import Store

/// The dispatcher: the only handshake between what was decided and what leaves.
///
/// A row is `pending`, then `sending` in a commit of its own, then on the wire, then its receipt in
/// a commit of its own. See docs/decisions/0002-claim-send-record.md.
extension Engine {
  /// How many connections a relay is offered: more would make nobody's mail come sooner, and each
  /// is a message that may be repeated when the process is killed.
  package static let connectionsPerRelay = 4

  /// What is to leave now: over a few connections to the relay, one by one to a channel; each
  /// parcel is committed as being sent. Call again after `record`, or at `nextWake`.
  package func claim() throws -> [Parcel] {
    try recordAgain()
    let now = now
    var waiting = try store.waiting(at: now)
    // A clock that is not believed ends nothing; what is late by it waits.
    if hold == nil, let expiry = waiting.expiry, expiry <= now {
      try store.expire(at: now)
      waiting = try store.waiting(at: now)
    }
    var parcels: [Parcel] = []
    for (destination, from) in waiting.destinations where from <= now {
      if let until = circuits.closedUntil(destination), until > now { continue }
      do {
        while hasRoom(destination), let parcel = try claimHead(of: destination, at: now) {
          inFlight[destination, default: 0] += 1
          parcels.append(parcel)
        }
      } catch {
        // What is claimed must leave; the trouble shows again at the next call.
        guard parcels.isEmpty else { break }
        throw error
      }
    }
    return parcels
  }

  /// After a failure a single probe finds out whether a destination answers again.
  private func hasRoom(_ destination: String) -> Bool {
    let most =
      destination == Recipient.mail && circuits.closedUntil(destination) == nil
      ? Self.connectionsPerRelay : 1
    return inFlight[destination, default: 0] < most && !exclusive.contains(destination)
  }

  private func claimHead(of destination: String, at now: Instant) throws -> Parcel? {
    while let row = try store.head(of: destination, at: now) {
      if row.crashes > 0 {
        // The process ended while it was being sent: alone, it is blamed for itself only.
        exclusive.insert(destination)
        if inFlight[destination, default: 0] > 0 { return nil }
      }
      // Claimed before it is rendered: a row over which the process dies is counted.
      guard let wasTold = try store.claim(row.identity) else { continue }
      let content: Parcel.Content
      do {
        content =
          switch row.notice.recipient {
          case .person: .mail(try Rendering.mail(row.notice, templates))
          case .channel(let id):
            .payload(try Rendering.payload(row.notice, as: shapes[id] ?? .standard))
          }
      } catch {
        unrecorded.append(.unwritable(row.identity, why: "\(error)", untold: !wasTold))
        try recordAgain()
        continue
      }
      if row.notice.kind != .cancellation { adopt(told: true, row.notice) }
      return Parcel(
        notice: row.notice, content: content, attempt: row.attempts + 1, readerWasTold: wasTold)
    }
    return nil
  }

  /// Commits what became of a parcel. If that fails, it is kept and tried again before anything
  /// else leaves: what was sent is never forgotten while the process lives.
  package func record(_ parcel: Parcel, _ outcome: Outcome) throws {
    unrecorded.append(.answer(parcel, outcome))
    try recordAgain()
  }

  private func recordAgain() throws {
    while let next = unrecorded.first {
      switch next {
      case .answer(let parcel, let outcome):
        try settle(parcel, outcome)
        unrecorded.removeFirst()
        inFlight[parcel.destination, default: 1] -= 1
        exclusive.remove(parcel.destination)
        report(.dispatched(parcel, outcome))
      case .unwritable(let identity, let why, let untold):
        try store.record(
          identity, .quarantined("cannot be written: \(why)"), untold: untold, at: now)
        unrecorded.removeFirst()
        report(.quarantined(identity, why: why))
      }
    }
  }

  private func settle(_ parcel: Parcel, _ outcome: Outcome) throws {
    let now = now
    let destination = parcel.destination
    var again: Instant { now + Backoff.delay(attempt: parcel.attempt, of: parcel.identity) }
    let untold = !parcel.readerWasTold
    switch outcome {
    case .accepted(let answer):
      try store.record(parcel.identity, .delivered(answer), at: now)
      circuits.succeeded(destination)
    case .refused(let why):
      try store.record(parcel.identity, .refused(why), untold: untold, at: now)
      circuits.succeeded(destination)
      if untold { adopt(told: false, parcel.notice) }
    case .deferred(let why, let retryAfter, let scope):
      let wait = retryAfter.map { Seconds(Int64($0)) }
      let next = max(again, now + (wait ?? .zero))
      try store.record(
        parcel.identity, .deferred(why, nextTry: next), untold: untold, at: now)
      if scope == .destination {
        circuits.failed(destination, at: now, retryAfter: wait)
      } else {
        circuits.succeeded(destination)
      }
      if untold { adopt(told: false, parcel.notice) }
    case .unknown(let why):
      try store.record(parcel.identity, .unknown(why, nextTry: again), at: now)
    }
  }

  /// When `claim` has something to do next. Destinations that are being served wait for `record`.
  var nextDispatch: Instant? {
    get throws {
      let waiting = try store.waiting(at: now)
      var next = hold == nil ? waiting.expiry : nil
      for (destination, from) in waiting.destinations where hasRoom(destination) {
        let at = max(from, circuits.closedUntil(destination) ?? from)
        next = min(next ?? at, at)
      }
      return next
    }
  }
}

/// What became of a claimed row, as long as it is not committed.
enum Unrecorded {
  case answer(Parcel, Outcome)
  /// It has no bytes: nothing left.
  case unwritable(Identity, why: String, untold: Bool)
}

extension Engine {
  /// By hand: a destination is tried again at once.
  package func forgetFaults(of destination: String) { circuits.succeeded(destination) }
}
