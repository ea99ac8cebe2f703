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
    try look()
    try recordAgain()
    try tell()
    let now = moment
    var waiting = try store.waiting(at: now)
    // A clock that is not believed ends nothing; what is late by it waits.
    if hold == nil, let expiry = waiting.expiry, expiry <= now {
      try store.expire(at: now)
      waiting = try store.waiting(at: now)
    }
    // What ends here may leave by mail instead, and now.
    let due = waiting.destinations.filter { $0.from <= now }
    if try due.reduce(0, { try $0 + endIfGone($1.name, at: now) }) > 0 {
      waiting = try store.waiting(at: now)
    }
    var parcels: [Parcel] = []
    for (destination, from) in waiting.destinations where from <= now {
      if let until = circuits.closedUntil(destination), until > now { continue }
      do {
        while hasRoom(destination), isAllowed(destination, at: now),
          let parcel = try claimHead(of: destination, at: now)
        {
          inFlight[destination, default: 0] += 1
          meter.count(destination, rates[destination], at: now)
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
    let count = inFlight[destination, default: 0]
    // What was to leave alone may have ended before it left.
    return count == 0 || (count < most && !exclusive.contains(destination))
  }

  private func isAllowed(_ destination: String, at now: Instant) -> Bool {
    meter.closedUntil(destination, rates[destination], at: now) == nil
  }

  /// A hook that is gone is offered nothing more, nor is one that is configured no more; each row
  /// ends with the reason.
  /// - Returns: how many did.
  private func endIfGone(_ destination: String, at now: Instant) throws -> Int {
    guard destination != Recipient.mail else { return 0 }
    // One that is closed is asked again first.
    if let until = circuits.closedUntil(destination), until > now { return 0 }
    var ended = 0
    if !book.community.channels.contains(ChannelID(destination)) {
      let why = "the channel was taken out of the configuration"
      ended = try store.end(
        destination, as: .superseded, because: why, instead: { $0.byMail(at: now) }, at: now)
    } else if let why = circuits.gone[destination] {
      ended = try store.end(
        destination, as: .refused, because: why, instead: { $0.byMail(at: now) }, at: now)
    }
    if ended > 0 {
      report(
        .incident(
          .channelEnded, "\(ended) notices for channel \(destination) will not be sent there"))
    }
    return ended
  }

  private func claimHead(of destination: String, at now: Instant) throws -> Parcel? {
    while let row = try readableHead(of: destination, at: now) {
      if row.crashes > 0 {
        // The process ended while it was being sent: alone, it is blamed for itself only.
        exclusive.insert(destination)
        if inFlight[destination, default: 0] > 0 { return nil }
      }
      guard let current = book.current(row.notice, at: now) else {
        let why = "nothing of it was left to say when it was to leave"
        _ = try store.drop(row.identity, because: why, at: now)
        continue
      }
      // What may have arrived is repeated as it was.
      let notice = row.mayHaveArrived ? row.notice : current
      if let end = quiet(for: notice, at: now) {
        try store.postpone(row.identity, until: end)
        continue
      }
      if row.state == .unknown, repeats(notice) == 0 {
        // The process ended while it was being sent: in a chat it would stand twice.
        let why = "it may have been sent when the service ended"
        try commit(.unknown(why, nextTry: now, repeats: 0), of: row.identity)
        continue
      }
      // Claimed before it is rendered: a row over which the process dies is counted.
      let facts = notice == row.notice ? nil : notice.facts
      guard let wasTold = try store.claim(row.identity, saying: facts) else { continue }
      do {
        let content = try content(of: notice)
        if notice.kind != .cancellation { adopt(told: true, notice) }
        return Parcel(
          notice: notice, content: content, attempt: row.attempts + 1, readerWasTold: wasTold)
      } catch {
        unrecorded.append(.unwritable(row.identity, why: "\(error)", untold: !wasTold))
        try recordAgain()
      }
    }
    return nil
  }

  /// When a nudge's reader has no more quiet hours, if they have some now: it may have waited for
  /// the relay until then.
  private func quiet(for notice: Notice, at now: Instant) -> Instant? {
    // A clock that is not believed puts nobody to sleep.
    guard hold == nil, notice.kind.isNudge, let id = notice.recipient.person,
      let person = book.community.people[id]
    else { return nil }
    return person.preferences.quiet?.end(at: now, in: person.zone)
  }

  /// A row that cannot be read is set aside, and holds up nobody.
  private func readableHead(of destination: String, at now: Instant) throws -> OutboxRow? {
    while true {
      do { return try store.head(of: destination, at: now) } catch let row as UnreadableRow {
        unrecorded.append(.unwritable(row.identity, why: row.description, untold: false))
        try recordAgain()
      }
    }
  }

  private func content(of notice: Notice) throws(RenderingError) -> Parcel.Content {
    guard let channel = notice.recipient.channel else {
      return .mail(try Rendering.mail(notice, templates, links: links, inbox: inbox))
    }
    return .payload(try Rendering.payload(notice, as: shapes[channel] ?? .standard))
  }

  /// Commits what became of a parcel. If that fails, it is kept and tried again before anything
  /// else leaves: what was sent is never forgotten while the process lives.
  package func record(_ parcel: Parcel, _ outcome: Outcome) throws {
    unrecorded.append(.answer(parcel, outcome))
    try look()
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
        try commit(.quarantined("cannot be written: \(why)"), of: identity, untold: untold)
        unrecorded.removeFirst()
        report(.quarantined(identity, why: why))
      }
    }
  }

  private func settle(_ parcel: Parcel, _ outcome: Outcome) throws {
    let now = moment
    let destination = parcel.destination
    var again: Instant { now + Backoff.delay(attempt: parcel.attempt, of: parcel.identity) }
    let untold = !parcel.readerWasTold
    switch outcome {
    case .accepted(let answer):
      try commit(.delivered(answer), of: parcel.identity)
      noteDelivery(of: parcel)
      circuits.succeeded(destination)
    case .refused(let why), .gone(let why):
      try commit(
        .refused(why), of: parcel.identity, untold: untold,
        instead: parcel.notice.byMail(at: now))
      circuits.succeeded(destination)
      if parcel.notice.kind == .hostNote, parcel.notice.recipient.channel == nil {
        let host = parcel.notice.recipient.name
        report(.incident(.unreachable, "a note for the host \(host) was refused: \(why)"))
      }
      if case .gone = outcome { circuits.isGone(destination, why: why) }
      hasUntoldTroubles = true
      if untold { adopt(told: false, parcel.notice) }
    case .deferred(let why, let retryAfter, let scope):
      // Relays lock out whoever tries a wrong password again and again.
      let least: Seconds? = scope == .login ? .minutes(15) : nil
      let wait = retryAfter.map { Seconds(Int64($0)) } ?? least
      let next = max(again, now + (wait ?? .zero))
      try commit(.deferred(why, nextTry: next), of: parcel.identity, untold: untold)
      switch scope {
      case .recipient: circuits.succeeded(destination)
      case .destination, .login:
        circuits.failed(destination, at: now, why: why, retryAfter: wait)
        if scope == .login { alarm(at: destination) }
      }
      if untold { adopt(told: false, parcel.notice) }
    case .unknown(let why):
      let repeats = repeats(parcel.notice)
      try commit(.unknown(why, nextTry: again, repeats: repeats), of: parcel.identity)
    }
  }

  /// As of the last look.
  private func commit(
    _ settlement: Settlement, of identity: Identity, untold: Bool = false, instead: Notice? = nil
  ) throws {
    try store.record(
      identity, settlement, untold: untold, instead: instead, at: moment, aliveAt: believed)
  }

  /// How often a message is repeated whose answer was lost. Mail and signed hooks carry an identity
  /// that tells a repeat apart; in a chat it would stand twice, and only what must not be missed is
  /// worth that.
  private func repeats(_ notice: Notice) -> Int {
    guard let channel = notice.recipient.channel,
      !(shapes[channel] ?? .standard).knowsRepeats
    else { return 2 }
    return notice.kind.isNudge ? 0 : 1
  }

  /// When `claim` has something to do next. Destinations that are being served wait for `record`.
  var nextDispatch: Instant? {
    get throws {
      let now = moment
      let waiting = try store.waiting(at: now)
      var next = hold == nil ? waiting.expiry : nil
      for (destination, from) in waiting.destinations where hasRoom(destination) {
        let rate = meter.closedUntil(destination, rates[destination], at: now)
        let at = max(from, circuits.closedUntil(destination) ?? from, rate ?? from)
        next = min(next ?? at, at)
      }
      if let alarm = try nextAlarm { next = min(next ?? alarm, alarm) }
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
