import Cadence

extension Recurrence {
  /// A few dates from either end and around a day: in order, and the same by each way to ask.
  func holdDates(around instant: Instant = Dates.today) throws {
    var found: [Occurrence] = []
    var after = Dates.beginning
    for occurrence in prefix(5) {
      try hold(next(after: after) == occurrence, "\(self) has another date after \(after)")
      try hold(occurrence.instant > after, "\(self) goes back to \(occurrence)")
      after = occurrence.instant
      let back = previous(before: after + .seconds(1))
      try hold(back == occurrence, "\(self) has \(occurrence), and back \(back as Any)")
      try hold(contains(after), "\(self) has \(occurrence), and does not contain it")
      found.append(occurrence)
    }
    try hold(isEmpty == found.isEmpty, "\(self) is empty and has \(found)")
    if let first = found.first {
      let number = count(in: first.instant..<after + .seconds(1))
      try hold(number == found.count, "\(self) counts \(number) of \(found)")
      try hold(previous(before: first.instant) == nil, "\(self) has a date before its first")
    }
    let last = previous(before: Dates.end)
    try hold((last == nil) == found.isEmpty, "\(self) ends with \(last as Any)")
    if let last { try hold(next(after: last.instant) == nil, "\(self) has a date after its last") }
    let (before, next) = (previous(before: instant), next(after: instant - .seconds(1)))
    try hold(before.map { $0.instant < instant } ?? true, "\(self) has \(before as Any) too early")
    try hold(next.map { $0.instant >= instant } ?? true, "\(self) has \(next as Any) too late")
    let isNone = count(in: instant..<instant + .days(30)) == 0
    try hold(
      isNone == (next.map { $0.instant >= instant + .days(30) } ?? true),
      "\(self) counts otherwise than its next, \(next as Any)")
  }
}

/// The time that is asked about.
enum Dates {
  static let today = Instant(secondsSince1970: 1_794_996_000)
  static let day = CivilDate(year: 2026, month: 11, day: 18) ?? .distantPast
  static let morning = CivilDateTime(
    date: day, time: CivilTime(hour: 9, minute: 30) ?? .midnight)
  /// Before and after all that a date can name.
  static let beginning = Instant.distantPast - .days(2)
  static let end = Instant.distantFuture + .days(2)
}
