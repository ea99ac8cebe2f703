/// What the daemon was woken for and asked since it started, in numbers.
struct Census {
  /// What wakes it.
  enum Cause: String, CaseIterable {
    /// Something is due.
    case timer
    /// The clock was set, or the machine resumed.
    case clock
    /// An agenda file or the zone data changed.
    case files
    case watchdog
    /// A command.
    case control
    /// A request of either web server.
    case web
    /// A relay or a hook answered.
    case delivery
    /// SIGHUP.
    case signal
  }

  struct Request: Hashable, Comparable {
    let route: String
    /// `2xx`
    let status: String

    static func < (a: Self, b: Self) -> Bool { (a.route, a.status) < (b.route, b.status) }
  }

  private(set) var wakes: [Cause: Int] = [:]
  private(set) var requests: [Request: Int] = [:]
  var reloads = 0
  var failedReloads = 0

  mutating func count(_ cause: Cause) { wakes[cause, default: 0] += 1 }

  /// - Parameter route: nil for where nothing is.
  mutating func count(_ route: Route?, _ answer: WebAnswer) {
    let request = Request(route: route?.name ?? "none", status: "\(answer.status / 100)xx")
    requests[request, default: 0] += 1
  }
}

extension Route {
  /// Without what is behind it: a token is a secret, and there are many.
  fileprivate var name: String {
    switch self {
    case .health: "health"
    case .reminders: "reminders"
    case .agenda: "agenda"
    case .tasks: "tasks"
    case .calendar, .teamCalendar: "calendar"
    case .api: "api"
    case .board: "board"
    case .metrics: "metrics"
    }
  }
}
