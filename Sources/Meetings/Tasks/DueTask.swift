import Cadence

/// A task of which something is due.
struct DueTask {
  let plan: TaskPlan
  let times: TaskTimes
  /// What is due, in order; never empty. Only the latest is spoken of, to all whom they concern.
  let moments: [TaskTimes.Moment]
  /// Who has heard of it.
  var told: Set<PersonID> = []

  /// It comes as news to those who were told otherwise: then, and not when it fell due.
  var renewedAt: Instant?

  /// The latest; that it is asked for again only where nothing else is due.
  let moment: TaskTimes.Moment

  init?(plan: TaskPlan, times: TaskTimes, moments: [TaskTimes.Moment]) {
    guard let moment = moments.last(where: { $0.stage != .again }) ?? moments.last else {
      return nil
    }
    (self.plan, self.times, self.moments, self.moment) = (plan, times, moments, moment)
  }

  /// The latest alone.
  var latestAlone: DueTask? { DueTask(plan: plan, times: times, moments: [moment]) }

  /// In time, and as it is written.
  var order: (Instant, SeriesID, Int) { (moment.at, plan.id.series, plan.place) }

  /// For the journal.
  var cause: String {
    switch moment.stage {
    case .opened: "opened"
    case .reminder(let lead): "reminder \(lead)"
    case .overdue: "not done when it was due"
    case .again: "not done: asked again"
    case .escalated(let number):
      plan.escalation[number].after.map { "late by \($0): others are asked" }
        ?? "late: others are asked"
    }
  }

  var edition: String {
    let stage =
      switch moment.stage {
      case .opened: "open"
      case .reminder(let lead): "\(lead)"
      case .overdue: "overdue"
      case .again: "again"
      case .escalated(let number): "escalation \(number + 1)"
      }
    return "\(stage) \(moment.at)" + (renewedAt.map { " again \($0)" } ?? "")
  }
}
