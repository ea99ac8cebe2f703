import Cadence

/// What only nudges. What changes a calendar, and what is decided, reaches everybody.
enum Nudge {
  case reminder, call, digest, silence, taskAhead, taskLate
}

extension Community {
  /// Whether somebody gets a nudge that leaves at an instant, or when their quiet hours are over:
  /// not while they are away, and of reminders only what they want.
  func wants(_ nudge: Nudge, _ id: PersonID, muted: Set<PersonID>, at now: Instant) -> Bool {
    guard let person = people[id], person.absence(at: person.awake(now)) == nil else {
      return false
    }
    let reminders = muted.contains(id) ? Preferences.Reminders.none : person.preferences.reminders
    return switch nudge {
    case .reminder: reminders == .each
    // A digest stands in for reminders: whoever wants none of those wants no digest.
    case .digest: reminders != .each && reminders != .none
    case .taskAhead: reminders != .none
    case .call, .silence, .taskLate: true
    }
  }
}
