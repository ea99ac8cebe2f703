package import Cadence
import Meetings

/// A destination that does not answer, or does not let us in.
package struct Fault: Sendable, Hashable {
  package fileprivate(set) var since: Instant
  /// What was answered last.
  package fileprivate(set) var why: String
  fileprivate(set) var failures: Int
  /// When a probe goes out; until then nothing is tried.
  fileprivate(set) var until: Instant
  /// Whoever runs this has been told.
  var isAlarmed = false
}

/// Remembers which destinations do not answer, so that one probe at a time finds out when they do.
struct Circuits {
  private(set) var faults: [String: Fault] = [:]
  /// Hooks that say that they are gone: nothing is offered to them until they are configured anew.
  private(set) var gone: [String: String] = [:]

  /// When a destination may be tried again; nil if it answers, as far as is known.
  func closedUntil(_ destination: String) -> Instant? { faults[destination]?.until }

  mutating func succeeded(_ destination: String) {
    faults[destination] = nil
    gone[destination] = nil
  }

  mutating func isGone(_ destination: String, why: String) { gone[destination] = why }

  /// The configuration was loaded: whatever failed may be mended, and what was gone another one.
  mutating func forgetAll() {
    faults = [:]
    gone = [:]
  }

  mutating func alarmed(_ destination: String) { faults[destination]?.isAlarmed = true }

  /// The clock was set back.
  mutating func bringForward(by amount: Seconds) {
    for destination in faults.keys {
      faults[destination]?.since -= amount
      faults[destination]?.until -= amount
    }
  }

  mutating func failed(
    _ destination: String, at now: Instant, why: String, retryAfter: Seconds?
  ) {
    var fault =
      faults[destination] ?? Fault(since: now, why: why, failures: 0, until: .distantPast)
    // What was under way together failed together: that is one failure.
    if fault.until <= now { fault.failures += 1 }
    let wait = Backoff.delay(attempt: fault.failures, of: Identity(of: destination))
    fault.until = now + max(wait, retryAfter ?? wait)
    fault.why = why
    faults[destination] = fault
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
