package import Cadence

/// When a task is spoken of: a pure function of its plan, of what is kept of it, of when those
/// around it meet last, and, where it is asked for without end, of now.
package struct TaskTimes: Sendable, Hashable {
  /// The last meeting of a series.
  struct Last {
    let start: Instant
    let end: Instant
  }

  package struct Moment: Sendable, Hashable {
    package enum Stage: Sendable, Hashable {
      case opened
      case reminder(Lead)
      case overdue
      /// Asked for once more.
      case again
      /// By its number in `escalation`.
      case escalated(Int)
    }
    package let at: Instant
    package let stage: Stage
  }

  package let due: Instant?
  package let final: Instant?
  private let isOptional: Bool
  /// When its owners hear of it first; nil while something has to be done before, and where it
  /// counts from a meeting that does not take place.
  package let opening: Instant?
  /// In order. Of those without end, the last by now and the first ahead.
  package let moments: [Moment]

  /// - Parameters:
  ///   - ready: when it was known and all that has to be done before was done; nil while it is
  ///     not.
  ///   - begin: when what it hangs on begins.
  ///   - last: nil where there is none.
  ///   - asked: when a vote was asked for; nil for what has not been, and for what is none.
  // long: one date after another.
  init(
    _ plan: TaskPlan, _ record: TaskRecord, ready: Instant?, begin: Instant, last: Last?,
    asked: Instant?, in zone: ZoneRules, around now: Instant
  ) {
    func instant(_ due: TaskPlan.Due?) -> Instant? { due?.instant(last: last, in: zone) }
    let due = instant(plan.due).map { closes in
      let opens = asked ?? max(instant(plan.opens) ?? begin, record.knownAt)
      return plan.closing(closes, opens: opens, in: zone)
    }
    (self.due, final, isOptional) = (due, instant(plan.final), plan.isOptional)
    guard let ready, !plan.followsLast || last != nil else {
      (opening, moments) = (nil, [])
      return
    }
    // What has ended is reviewed no more.
    if let again = plan.again, again.isRound, let until = again.until, until < now {
      (opening, moments) = (nil, [])
      return
    }
    // Nobody hears of it before.
    if plan.post != nil {
      opening = nil
      moments = due.map { [Moment(at: $0, stage: .opened)] } ?? []
      return
    }
    let reminders = due.map { due in
      plan.isOptional ? [] : plan.reminders.map { ($0, $0.instant(before: due, in: zone)) }
    }
    let first = instant(plan.opens) ?? reminders?.map(\.1).min() ?? begin
    // A round that was over before anybody knew of it is none.
    let round = plan.firstRound(after: record.knownAt, in: zone)
    let opening = asked ?? max(round ?? first, ready)
    self.opening = opening
    let local = zone.local(at: due ?? opening)
    // What has no date has no hour of its own either.
    let repeats = (plan.isOptional ? nil : plan.again)?.instants(
      after: local.date, at: due == nil ? Mentorship.morning : local.time, around: now, in: zone
    ).map { Moment(at: $0, stage: .again) }.filter { $0.at > opening }
    let end = plan.again?.until ?? .distantFuture
    // What was late before it was known is no news, unless it waited for something else.
    if let due, ready == record.knownAt, due <= ready, asked == nil {
      moments = (repeats ?? []).filter { $0.at > ready && $0.at <= end }
      return
    }
    var moments: [Moment] = []
    let later = (reminders ?? []).filter { $0.1 >= opening }.map {
      Moment(at: $0.1, stage: .reminder($0.0))
    }
    // The first reminder is the opening where nothing else is.
    if !later.contains(where: { $0.at == opening }) {
      moments.append(Moment(at: opening, stage: .opened))
    }
    moments += later
    moments += repeats ?? []
    if let due, !plan.isOptional {
      moments.append(Moment(at: due, stage: .overdue))
      let local = zone.local(at: due)
      for (number, step) in plan.escalation.enumerated() {
        let date = step.after?.added(to: local.date) ?? local.date
        moments.append(
          Moment(at: zone.instant(date, at: local.time), stage: .escalated(number)))
      }
    }
    // What came before anybody could know of it is for nobody.
    self.moments = moments.filter { $0.at >= opening && $0.at <= end }.sorted { $0.at < $1.at }
  }

  /// How it stands at an instant, as long as it is owed.
  package func state(at now: Instant) -> TaskState {
    let isAsked = moments.contains {
      if case .escalated = $0.stage { $0.at <= now } else { false }
    }
    if isAsked { return .escalated }
    if let due, due <= now, !isOptional { return .overdue }
    return opening.map { $0 <= now } == true ? .open : .planned
  }
}

extension TaskPlan.Due {
  /// Nil where it depends on a last meeting that there is not.
  fileprivate func instant(last: TaskTimes.Last?, in zone: ZoneRules) -> Instant? {
    switch self {
    case .at(let instant): instant
    case .lastEnd(let distance): last.map { distance.instant(from: $0.end, in: zone) }
    case .lastStart(let distance): last.map { distance.instant(from: $0.start, in: zone) }
    }
  }
}

extension TaskPlan {
  /// When a vote closes: as it is written, or later where it has opened late.
  fileprivate func closing(_ closes: Instant, opens: Instant, in zone: ZoneRules) -> Instant {
    guard let minimum = ballot?.minimum else { return closes }
    let local = zone.local(at: opens)
    return max(closes, zone.instant(minimum.added(to: local.date), at: local.time))
  }

  /// Of what is to be done anew each time; nil for anything else.
  fileprivate func firstRound(after known: Instant, in zone: ZoneRules) -> Instant? {
    guard let again, again.isRound, let from = again.from else { return nil }
    return again.instants(after: from, at: Mentorship.morning, around: known, in: zone).last
  }
}
