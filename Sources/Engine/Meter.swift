import Cadence
import Meetings

/// What has left for each destination in its present stretch.
struct Meter {
  private struct Stretch {
    var from: Instant
    var used: Int
  }
  private var stretches: [String: Stretch] = [:]

  /// When the next message may leave; nil if it may leave now.
  func closedUntil(_ destination: String, _ rate: Rate?, at now: Instant) -> Instant? {
    guard let rate, let stretch = stretches[destination], stretch.used >= rate.count else {
      return nil
    }
    let end = stretch.from + rate.per
    // A clock that was set back makes nobody wait longer than a stretch.
    return end > now && stretch.from <= now ? end : nil
  }

  mutating func count(_ destination: String, _ rate: Rate?, at now: Instant) {
    guard let rate else { return }
    var stretch = stretches[destination] ?? Stretch(from: now, used: 0)
    if stretch.from + rate.per <= now || stretch.from > now {
      stretch = Stretch(from: now, used: 0)
    }
    stretch.used += 1
    stretches[destination] = stretch
  }
}
