import Cadence

/// What hosts alone are told.
extension Announcing {
  /// Whom a note can reach: nobody hears of a trouble by the very mailbox that has it.
  private func hosts(for note: HostNote) -> [PersonID] {
    switch note {
    case .unreachable(let trouble):
      audience.hosts.compactMap { community.people[$0] }
        .filter { $0.preferences.channel != nil || $0.address != trouble.address ?? "" }
        .map(\.id)
    case .cancellationStuck:
      audience.hosts.filter { community.people[$0]?.preferences.channel != nil }
    case .cutoffPostponed, .stands, .unread, .lapsed, .emptyAgenda, .announcementWaits,
      .noLastMeeting, .restored:
      audience.hosts
    }
  }

  func tellHosts(_ note: HostNote, of occurrence: Occurrence, into turn: inout Turn) {
    var edition = "\(occurrence.revision)"
    // Told once of each cancellation, also after a restart.
    if case .cancellationStuck = note { edition = "stuck \(occurrence.sequence)" }
    let hosts = hosts(for: note)
    var avoiding: ChannelID?
    if case .unreachable(let trouble) = note { avoiding = trouble.recipient.channel }
    tell(
      hosts, .hostNote, edition, of: occurrence, until: now + .days(7), avoiding: avoiding,
      into: &turn
    ) {
      facts, zone in
      facts.note =
        switch note {
        case .cutoffPostponed(let was, let now):
          .cutoffPostponed(was: moment(was, for: zone), now: moment(now, for: zone))
        case .stands(let cutoff): .stands(cutoff: moment(cutoff, for: zone))
        case .unread(let cutoff, let sources):
          .unread(cutoff: moment(cutoff, for: zone), sources: sources)
        case .lapsed: .lapsed
        case .emptyAgenda: .emptyAgenda
        case .announcementWaits(let lacks): .announcementWaits(lacks)
        case .noLastMeeting: .noLastMeeting
        case .unreachable(let trouble):
          .unreachable(who: name(of: trouble.recipient), address: trouble.address, why: trouble.why)
        case .cancellationStuck(let stuck):
          .cancellationStuck(
            names: stuck.people.map { name(of: .person($0)) },
            since: moment(stuck.since, for: zone), why: stuck.why)
        case .restored(let backup):
          .restored(from: moment(backup, for: zone), isOff: occurrence.state.isCancelled)
        }
    }
  }

  private func name(of recipient: Recipient) -> String {
    guard let id = recipient.person else { return "the channel \(recipient.channelName)" }
    let name = (community.people[id] ?? former[id])?.name ?? id.name
    return recipient.channel.map { "\(name)'s channel \($0)" } ?? name
  }
}
