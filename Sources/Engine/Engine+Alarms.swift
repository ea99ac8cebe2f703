import Cadence
import Meetings
import Store

/// Failing never silently: whoever can do something about it is told, once.
extension Engine {
  /// So long a destination may fail before it is more than a hiccup.
  private static var patience: Seconds { .minutes(15) }

  /// What does not answer now, by name.
  package var faults: [(destination: String, fault: Fault)] {
    circuits.faults.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// True while something has failed for so long, or in such a way, that a person is needed.
  package func needsSomebody(_ fault: Fault) -> Bool {
    fault.isAlarmed || fault.since + Self.patience <= moment
  }

  /// The configuration was loaded: what failed is tried at once, and nobody is in trouble who is
  /// not written to any more.
  func lookAgain(at community: Community) throws {
    for destination in circuits.faults.keys.sorted() {
      try store.tryNow(destination, at: moment)
    }
    circuits.forgetAll()
    try store.forgetTroubles(
      except: Set(community.people.values.map(\.address)), channels: community.channels)
  }

  /// Tells hosts whom nothing reaches, and of cancellations that mail keeps from their readers.
  func tell() throws {
    if hasUntoldTroubles {
      for trouble in try store.untoldTroubles() {
        let told = try turn(.troubles([trouble])).turn.notices
        if told.isEmpty {
          report(.incident(.unreachable, "\(trouble.inWords), and no host can be told"))
        }
      }
      hasUntoldTroubles = false
    }
    guard hold == nil else { return }
    for (destination, fault) in faults
    where !fault.isAlarmed && fault.since + Self.patience <= moment {
      alarm(at: destination)
    }
    try escalate()
  }

  func alarm(at destination: String) {
    guard let fault = circuits.faults[destination], !fault.isAlarmed else { return }
    circuits.alarmed(destination)
    let what = destination == Recipient.mail ? "mail" : "channel \(destination)"
    report(
      .incident(
        .failing,
        "\(what) has not been taken since \(fault.since): \(fault.why). It is tried on; "
          + "`convened doctor` looks closer"))
  }

  private func escalate() throws {
    if !escalated.isEmpty {
      escalated.formIntersection(try store.waitingCancellations().map(\.occurrence))
    }
    guard let fault = circuits.faults[Recipient.mail], fault.since + Self.patience <= moment else {
      return
    }
    let waiting = try waitingCancellations().filter { $0.since + Self.patience <= moment }
    guard !waiting.isEmpty else { return }
    var stuck: [OccurrenceID: MailStuck] = [:]
    for (id, rows) in Dictionary(grouping: waiting, by: \.occurrence) {
      stuck[id] = MailStuck(
        people: rows.map(\.person).sorted(), since: fault.since, why: fault.why)
    }
    try turn(.mailStuck(stuck))
    for (id, stuck) in stuck.sorted(by: { $0.key < $1.key }) {
      report(
        .incident(
          .cancellationStuck,
          "\(id) is cancelled, and \(stuck.people.count) people cannot be told: "
            + "mail has not left since \(stuck.since)"))
    }
    escalated.formUnion(stuck.keys)
  }

  /// Of meetings that are off; a farewell is no news that anybody waits for.
  private func waitingCancellations() throws -> [WaitingCancellation] {
    try store.waitingCancellations().filter {
      !escalated.contains($0.occurrence)
        && book.occurrences[$0.occurrence]?.state.isCancelled == true
    }
  }

  /// When `tell` has something to say next, if nothing changes until then.
  var nextAlarm: Instant? {
    get throws {
      guard hold == nil else { return nil }
      let faults = circuits.faults.values.filter { !$0.isAlarmed }.map { $0.since + Self.patience }
      var next = faults.min()
      if let fault = circuits.faults[Recipient.mail] {
        for waiting in try waitingCancellations() {
          next = min(next ?? .distantFuture, max(waiting.since, fault.since) + Self.patience)
        }
      }
      return next
    }
  }
}
