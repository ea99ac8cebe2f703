import Cadence

/// What hosts alone are told.
extension Announcing {
  /// Whom a note can reach: nobody hears of a trouble by the very way that has it.
  private func hosts(for note: HostNote) -> [PersonID] {
    switch note {
    case .unreachable(let trouble):
      audience.hosts.filter { $0 != trouble.recipient.person }
    case .cancellationStuck:
      audience.hosts.filter { community.people[$0]?.preferences.channel != nil }
    case .cutoffPostponed, .stands, .lapsed, .emptyAgenda, .noLastMeeting: audience.hosts
    }
  }

  func tellHosts(_ note: HostNote, of occurrence: Occurrence, into turn: inout Turn) {
    var edition = "\(occurrence.revision)"
    // Told once of each cancellation, also after a restart.
    if case .cancellationStuck = note { edition = "stuck \(occurrence.sequence)" }
    let hosts = hosts(for: note)
    tell(hosts, .hostNote, edition, of: occurrence, until: now + .days(7), into: &turn) {
      facts, zone in
      facts.note =
        switch note {
        case .cutoffPostponed(let was, let now):
          .cutoffPostponed(was: moment(was, for: zone), now: moment(now, for: zone))
        case .stands(let cutoff): .stands(cutoff: moment(cutoff, for: zone))
        case .lapsed: .lapsed
        case .emptyAgenda: .emptyAgenda
        case .noLastMeeting: .noLastMeeting
        case .unreachable(let trouble):
          .unreachable(who: name(of: trouble.recipient), address: trouble.address, why: trouble.why)
        case .cancellationStuck(let stuck):
          .cancellationStuck(
            names: stuck.people.map { name(of: .person($0)) },
            since: moment(stuck.since, for: zone), why: stuck.why)
        }
    }
  }

  private func name(of recipient: Recipient) -> String {
    guard case .person(let id) = recipient else { return "the channel \(recipient.channelName)" }
    return (community.people[id] ?? former[id])?.name ?? id.name
  }
}
