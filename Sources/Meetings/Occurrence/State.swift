/// Where one occurrence stands. There is no state for "at the cutoff": the cutoff is an edge, so
/// nothing can be parked in it by a crash.
package enum State: Hashable, Sendable {
  /// Known to us alone. Leaves by its opening. Guests have been promised nothing.
  case planned
  /// Invited, the agenda is being collected. Leaves by the cutoff.
  case open
  /// It takes place. Guests count on it; reminders belong here. Leaves by its end.
  case confirmed
  /// It took place, as far as we know. Final.
  case held
  /// It does not take place. Everyone who had been told has been told. Leaves by a reinstatement
  /// until the start.
  case cancelled(Cancellation)
  /// Cutoff and start were both slept through: nobody was told anything. Final.
  case lapsed

  package var name: String {
    switch self {
    case .planned: "planned"
    case .open: "open"
    case .confirmed: "confirmed"
    case .held: "held"
    case .cancelled: "cancelled"
    case .lapsed: "lapsed"
    }
  }

  /// All there are, in the order of a life.
  package static let names = [
    State.planned, .open, .confirmed, .held, .cancelled(.emptyAgenda), .lapsed,
  ].map(\.name)

  package var isCancelled: Bool {
    if case .cancelled = self { true } else { false }
  }

  /// True for the states in which guests have been invited.
  package var isAnnounced: Bool {
    switch self {
    case .open, .confirmed: true
    case .planned, .held, .cancelled, .lapsed: false
    }
  }

  /// True for the states that nothing leads out of.
  package var isFinal: Bool {
    switch self {
    case .held, .lapsed: true
    case .planned, .open, .confirmed, .cancelled: false
    }
  }
}

/// Why an occurrence does not take place.
package enum Cancellation: Hashable, Sendable {
  case emptyAgenda
  /// Less than what `at least:` asks for.
  case shortAgenda(Tally)
  /// The configuration no longer has this date.
  case dateGone(because: String)
  case calledOff(because: String)
  /// Everybody whom it needs is away.
  case away(because: String)
  /// Fewer have said that they host it than it needs.
  case noHost(because: String)

  /// For the state's row, the journal and `simulate`.
  package var reason: String {
    switch self {
    case .emptyAgenda: "agenda empty at cutoff"
    case .shortAgenda(let tally): "\(tally) at cutoff"
    case .dateGone(let because), .calledOff(let because), .away(let because),
      .noHost(let because):
      because
    }
  }
}
