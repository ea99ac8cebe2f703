package import Cadence

extension Book {
  /// What a task is to somebody now; nil for whom it does not concern, or not yet: others are asked
  /// to help once it is late, and hear nothing of it before.
  package func role(of person: PersonID, in id: TaskID, at now: Instant) -> TaskFacts.Role? {
    guard let plan = community.tasks[id], let record = tasks[id] else { return nil }
    let zone = community.series[id.series]?.zone ?? community.zone
    let date = zone.local(at: now).date
    func names(_ members: [Member]) -> Bool {
      community.people(in: members, on: date).contains(person)
    }
    if names(plan.owners) { return .owes }
    let escalation = plan.escalation.indices.filter { names(plan.escalation[$0].people) }
    if !escalation.isEmpty {
      // What was done in time, nobody was asked to help with.
      let end = min(now, record.settlement?.at ?? now)
      let asked = times(of: id, at: now)?.moments.contains { moment in
        guard case .escalated(let number) = moment.stage else { return false }
        return escalation.contains(number) && moment.at <= end
      }
      if asked == true { return .helps }
    }
    return names(plan.watchers) ? .watches : nil
  }
}
