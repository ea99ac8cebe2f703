/// Which of an expression's times the clock jumps over or shows twice in the two years from a date
/// on: those of the first such change.
struct ClockChanges {
  /// Some of its times, on a date.
  struct Times {
    let first: CivilDateTime
    let last: CivilDateTime

    /// "on 2027-03-28 the clock jumps over 02:30: it comes as much later".
    func text(_ verb: String, then: String = "", one: String, several: String) -> String {
      let span = first == last ? "\(first.time)" : "\(first.time) to \(last.time)"
      return "on \(first.date) the clock \(verb) \(span)\(then): \(first == last ? one : several)"
    }
  }

  private(set) var gap: Times?
  private(set) var overlap: Times?

  private static let days = 731

  init(of times: WallTimes, in zone: ZoneRules, from date: CivilDate) {
    let end = Int(date.midnight) + Self.days * 86_400
    // A day early in UTC is early enough anywhere.
    var instant = Instant(secondsSince1970: Int64(date.midnight)) - .days(1)
    while let change = zone.nextTransition(after: instant), gap == nil || overlap == nil {
      instant = change
      // What the clock would show, and what it shows.
      let before = Int((change + zone.offset(at: change - .seconds(1))).secondsSince1970)
      let after = Int((change + zone.offset(at: change)).secondsSince1970)
      guard before < end else { return }
      let found = Self.times(of: times, in: min(before, after)..<max(before, after))
      if before < after { gap = gap ?? found } else { overlap = overlap ?? found }
    }
  }

  private static func times(of times: WallTimes, in range: Range<Int>) -> Times? {
    guard let first = times.first(from: range.lowerBound), first < range.upperBound,
      let last = times.last(upTo: range.upperBound - 1)
    else { return nil }
    return Times(
      first: CivilDateTime(wallSeconds: Int64(first)), last: CivilDateTime(wallSeconds: Int64(last))
    )
  }
}
