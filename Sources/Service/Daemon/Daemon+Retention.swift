import Cadence
import Engine
import Logging
import Meetings
import Settings
import Store

/// When the daemon removes what is long over: `keep:`.
struct Retention {
  /// When it looks next; at once after a start.
  var next: Instant
  /// The clock is believed as far as a day beyond this: what is removed does not come back, and a
  /// clock that is years ahead would have all of it removed.
  var believed: Instant
  /// Of the round that is under way.
  var removed = Removed()
  /// Of the last one that removed something.
  var last: (at: Instant, removed: Removed)?

  /// - Parameter alive: the last sign of life before this start; nil before the first. One in the
  ///   future was left by a clock that ran ahead.
  init(at now: Instant, alive: Instant?) {
    next = now
    believed = min(alive ?? now, now)
  }

  /// So much in one transaction.
  static let portion = 100
}

extension Removed {
  var words: String {
    "\(Wording.count(meetings, "meeting")), \(Wording.count(notices, "notice")), "
      + Wording.count(entries, "line") + " of the journal"
  }
  var isEmpty: Bool { meetings == 0 && notices == 0 && entries == 0 }
}

extension Daemon {
  /// Once a day, a portion at each watchdog's ping while nothing is being sent.
  func removeOld() throws {
    let now = engine.now
    guard engine.hold == nil, now >= retention.next else { return }
    let today = ZoneRules.utc.local(at: min(now, retention.believed + .days(1))).date
    let limit = ZoneRules.utc.instant(
      settings.keep.subtracted(from: today), at: .midnight)
    let (removed, isMore) = try engine.store.removeOld(before: limit, atMost: Retention.portion)
    retention.removed += removed
    if isMore { return }
    if !retention.removed.isEmpty {
      log.note(
        .removed, "removed what was over \(settings.keep) ago: \(retention.removed.words)")
      retention.last = (now, retention.removed)
    }
    retention.removed = Removed()
    retention.next = now + .days(1)
    retention.believed = now
  }

  /// For `status`.
  var retentionLine: String {
    let last = retention.last.map { "; removed on \(Wording.utc($0.at)): \($0.removed.words)" }
    return "what is over for \(settings.keep)" + (last ?? "; nothing was removed since the start")
  }
}
