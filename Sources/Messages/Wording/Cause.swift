import Meetings

/// Why a meeting is off for its reader, as far as the wording differs.
enum Cause: Hashable {
  /// Nothing was on the agenda at the cutoff.
  case emptyAgenda
  /// Less was on it than the meeting needs.
  case shortAgenda(Tally)
  /// The meeting takes place; the reader is no longer invited.
  case farewell
  /// The meeting takes place; the reader is invited to it at another address.
  case readdressed
  /// What a person gave as the reason.
  case given(Clean)
  case unknown

  init(_ facts: Facts) {
    switch facts.cause {
    case .emptyAgenda: self = .emptyAgenda
    case .shortAgenda: self = facts.agenda?.tally.map(Cause.shortAgenda) ?? .emptyAgenda
    case .farewell: self = .farewell
    case .readdressed: self = .readdressed
    case nil:
      let text = Clean(facts.reason ?? "")
      self = text.isEmpty ? .unknown : .given(text)
    }
  }
}

extension Notice {
  var cause: Cause { Cause(facts) }
  /// True where the meeting takes place all the same.
  var isFarewell: Bool {
    kind == .cancellation && (cause == .farewell || cause == .readdressed)
  }
}
