import Cadence
import Settings

/// What the daemon knows of its mailbox: what each round of `convened fetch` told it.
struct FetchWatch: Sendable {
  /// The last round, whatever came of it.
  private(set) var last: (at: Instant, report: FetchReport)?
  /// Since when no round went well.
  private(set) var failingSince: Instant?
  private var hasAlarmed = false

  /// What of a round is news for the log.
  enum News: Hashable {
    case failing(String)
    /// It wants somebody: it does not pass by itself.
    case alarm(String)
    case well
  }

  mutating func note(_ report: FetchReport, at now: Instant) -> News? {
    let wasFailing = failingSince != nil
    last = (now, report)
    guard let problem = report.problem else {
      (failingSince, hasAlarmed) = (nil, false)
      return wasFailing ? .well : nil
    }
    failingSince = failingSince ?? now
    if needsSomebody(at: now), !hasAlarmed {
      hasAlarmed = true
      return .alarm(problem)
    }
    return wasFailing ? nil : .failing(problem)
  }

  /// After which somebody had better look.
  private static let patience = Seconds.hours(1)
  /// A timer comes every few minutes, and after a start at once.
  private static let firstRoundMax = Seconds.minutes(15)

  func needsSomebody(at now: Instant) -> Bool {
    guard let failingSince, let last else { return false }
    return last.report.isLoginRefused || now - failingSince >= Self.patience
  }

  /// For `status`; nil while all is well.
  func trouble(_ source: FetchSource?, at now: Instant) -> TroubleView? {
    guard let source, let failingSince, let problem = last?.report.problem else { return nil }
    return TroubleView(
      kind: .fetching(needsSomebody: needsSomebody(at: now)), who: source.place,
      since: failingSince, why: problem)
  }

  /// - Parameter started: when the daemon did.
  func finding(since started: Instant, at now: Instant) -> Finding {
    let check = "fetch"
    let remedy = "run: systemctl enable --now convened-fetch.timer"
    guard let last else {
      let what = "nobody has fetched since the start at \(Wording.utc(started))"
      return now - started < Self.firstRoundMax
        ? .unknown(check, what, fix: "`systemctl list-timers` says when it is next")
        : .bad(check, what, fix: remedy)
    }
    if let problem = last.report.problem, let failingSince {
      return .bad(
        check, "it fails since \(Wording.utc(failingSince))",
        fix: "the last round, at \(Wording.utc(last.at)), says: \(problem)")
    }
    let what = "the last round, at \(Wording.utc(last.at)), found: \(last.report.summary)"
    return now - last.at < Self.patience
      ? .good(check, what) : .advice(check, what, fix: "is the timer on? \(remedy)")
  }
}
