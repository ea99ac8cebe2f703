import Cadence

/// A state that is older than the world: docs/decisions/0061.
extension Draft {
  /// Decides what fell due since the backup, so that rows stand where they would, and tells nobody:
  /// the service that was lost may have. Hosts of meetings ahead are asked to look.
  mutating func restore(from backup: Instant) {
    self.backup = backup
    reconcile()
    let outage = now - backup
    forgiveSilence(slept: outage)
    for id in book.occurrences.keys.sorted() {
      // An agenda that has lost what people wrote cancels nothing.
      advance(id, slept: nil, lost: "what was written after the backup of \(backup)")
    }
    settle()
    planAll()
    planTasks()
    sendBulletins(slept: outage)
    turn.holdOver(since: backup)
    for id in Set(book.occurrences.keys).union(changed.keys).sorted() { restored(id, from: backup) }
  }

  /// Whoever may have been told was, and whatever comes outranks what they may have been sent.
  private mutating func restored(_ id: OccurrenceID, from backup: Instant) {
    guard let row = self[id], row.start > now, row.state.isAnnounced || row.state.isCancelled else {
      return
    }
    touch(id) { row in
      for (person, invitation) in row.invitations where invitation.fate == .pending {
        row.invitations[person]?.fate = .told
      }
      // Nobody changes one meeting so often between two backups.
      row.sequence += 100
      row.revision += 100
    }
    note(
      "goes on from a backup of \(backup)", on: id, telling: [.hostNote(.restored(from: backup))])
  }
}
