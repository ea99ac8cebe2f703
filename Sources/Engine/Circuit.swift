import Cadence
import Meetings

/// Remembers which destinations do not answer, so that one probe at a time finds out when they do.
struct Circuits {
  private struct Fault {
    var failures: Int
    var until: Instant
  }
  private var faults: [String: Fault] = [:]

  /// When a destination may be tried again; nil if it answers, as far as is known.
  func closedUntil(_ destination: String) -> Instant? { faults[destination]?.until }

  mutating func succeeded(_ destination: String) { faults[destination] = nil }

  /// The clock was set back.
  mutating func bringForward(by amount: Seconds) {
    for destination in faults.keys { faults[destination]?.until -= amount }
  }

  mutating func failed(_ destination: String, at now: Instant, retryAfter: Seconds?) {
    // What was under way together failed together: that is one failure.
    let isKnown = faults[destination].map { $0.until > now } ?? false
    let failures = (faults[destination]?.failures ?? 0) + (isKnown ? 0 : 1)
    let wait = Backoff.delay(attempt: failures, of: Identity(of: destination))
    faults[destination] = Fault(failures: failures, until: now + max(wait, retryAfter ?? wait))
  }
}

enum Backoff {
  /// How long to wait before the next try.
  ///
  /// Doubles from 5 seconds to at most 900, then shifted by up to ±20 % that depends only on the
  /// identity and the attempt. The notice's deadline ends it, not a count.
  /// - Parameter attempt: 1 for the first retry.
  /// Source: RFC 5321 §4.5.4.1 asks relays to wait 30 minutes. We start sooner: we talk to one
  /// submission host, and a notice that comes after the meeting is worth nothing.
  static func delay(attempt: Int, of identity: Identity) -> Seconds {
    let doubled = min(900, 5 << min(max(attempt - 1, 0), 8))
    let share = identity.spread(salt: attempt, below: 401) - 200
    return Seconds(Int64(max(1, doubled + doubled * share / 1000)))
  }
}
