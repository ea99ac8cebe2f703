/// Which of the two servers is asked.
package enum WebSide: Sendable {
  /// What `web:` serves, to whoever has a link.
  case open
  /// What `board:` serves, to the coordinator.
  case inner

  /// The section of the configuration that opens it.
  var section: String {
    switch self {
    case .open: "web"
    case .inner: "board"
    }
  }

  /// What systemd calls its socket: `FileDescriptorName=`, and the unit's name.
  var socket: String {
    switch self {
    case .open: "http"
    case .inner: "board"
    }
  }
}

/// What is at which address.
enum Route: Hashable {
  case health
  /// `/u/TOKEN`
  case reminders(token: String)
  /// `/a/TOKEN/DAY`
  case agenda(token: String, day: String)
  /// `/t/TOKEN`
  case tasks(token: String)
  /// `/calendar/TOKEN.ics`; nil for everyone's, `/calendar.ics`.
  case calendar(token: String?)
  /// `/calendar/group/NAME.ics`
  case teamCalendar(String)
  /// `/api/…`
  case api([String], WebSide)
  /// `/`, and what is below it.
  case board([String])
  case metrics

  /// Nil for where nothing is.
  init?(_ segments: [String], on side: WebSide) {
    switch (side, segments.first, segments.count) {
    case (_, "healthz", 1): self = .health
    case (.open, "u", 2): self = .reminders(token: segments[1])
    case (.open, "a", 3): self = .agenda(token: segments[1], day: segments[2])
    case (.open, "t", 2): self = .tasks(token: segments[1])
    case (_, "api", 2...): self = .api(Array(segments.dropFirst()), side)
    case (.open, "calendar.ics", 1): self = .calendar(token: nil)
    case (.open, "calendar", 2) where segments[1].hasSuffix(".ics"):
      self = .calendar(token: String(segments[1].dropLast(4)))
    case (.open, "calendar", 3) where segments[1] == "group" && segments[2].hasSuffix(".ics"):
      self = .teamCalendar(String(segments[2].dropLast(4)))
    case (.inner, "metrics", 1): self = .metrics
    case (.inner, _, _): self = .board(segments)
    default: return nil
    }
  }

  /// What may be asked of it; nil where the room itself says.
  var methods: [String]? {
    switch self {
    case .health, .calendar, .teamCalendar, .board, .metrics: ["GET", "HEAD"]
    case .api: nil
    case .reminders, .agenda, .tasks: ["GET", "HEAD", "POST"]
    }
  }

  /// What opens it.
  var token: String? {
    switch self {
    case .health, .teamCalendar, .api, .board, .metrics: nil
    case .reminders(let token), .agenda(let token, _), .tasks(let token): token
    case .calendar(let token): token
    }
  }

  /// Whether requests from one address are counted. A monitor's are not, nor those of whoever
  /// reaches the inner side; the API counts for itself.
  var isCounted: Bool {
    switch self {
    case .health, .api, .board, .metrics: false
    case .reminders, .agenda, .tasks, .calendar, .teamCalendar: true
    }
  }
}
