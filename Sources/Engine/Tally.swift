import Meetings

/// What an engine has done since it was made, in numbers. No person is in it, and no meeting.
package struct Tally: Sendable {
  /// One step of an occurrence's life; a date that became known comes from `new`.
  package struct Step: Hashable, Comparable, Sendable {
    package let from: String
    package let to: String

    package static func < (a: Self, b: Self) -> Bool { (a.from, a.to) < (b.from, b.to) }
  }

  /// How an agenda item comes in.
  package enum Way: String, CaseIterable, Sendable {
    case page, command, api, file, list, reply
  }

  package private(set) var steps: [Step: Int] = [:]
  package private(set) var items: [Way: Int] = [:]
  /// From a deadline to the commit of what was decided at it.
  package private(set) var decisions = Histogram()
  /// From when a notice was due to the commit of its acceptance.
  package private(set) var deliveries = Histogram()

  /// A turn was committed.
  mutating func count(_ turn: Turn, by way: Way?) {
    for entry in turn.journal where entry.from != entry.to {
      steps[Step(from: entry.from, to: entry.to), default: 0] += 1
    }
    guard let way else { return }
    let added = turn.occurrences.reduce(0) { sum, change in
      let known = Set(change.before?.items.map(\.id) ?? [])
      return sum + change.after.items.count { !known.contains($0.id) }
    }
    items[way, default: 0] += added
  }

  /// A clock that was set back makes nothing early.
  mutating func count(decisionAfter lateness: Duration) { decisions.add(max(.zero, lateness)) }

  mutating func count(deliveryAfter lateness: Duration) { deliveries.add(max(.zero, lateness)) }
}

extension Input {
  /// Nil for what brings no items.
  var way: Tally.Way? {
    switch self {
    case .addItem: .command
    case .agendaFile: .file
    case .agendaList: .list
    case .received: .reply
    case .started, .restored, .due, .resumed, .setBack, .reloaded, .bulletins, .troubles,
      .mailStuck, .mute, .editItem, .dropItem, .pass, .answer, .revoke, .carry, .cancel, .reinstate,
      .move,
      .settleTask, .vote, .ask, .swap:
      nil
    }
  }
}
