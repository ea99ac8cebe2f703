/// A footer's changes of the clock over 400 years, after which they come again to the second: found
/// by the year, not by a search.
///
/// Source of the cycle: 400 years are 146,097 days, and exactly 20,871 weeks.
struct ZoneCycle: Sendable {
  private static let seconds = Int64(Year.cycleDays) * 86_400

  /// From the last one before the cycle to the second one after it, in seconds since 1970.
  private let times: [Int64]
  /// Whether daylight time begins with each.
  private let areDaylight: [Bool]
  /// The last change before each year of the cycle.
  private let places: [UInt16]

  /// Nil where the clock stands still.
  init?(_ footer: ZoneFooter) {
    guard let daylight = footer.daylight else { return nil }
    var changes: [(time: Int64, isDaylight: Bool)] = []
    // A rule's time of day may reach a week over the year's edge, either way.
    for year in -1...Year.cycle {
      changes.append((footer.starts.wallSeconds(in: year) - footer.standard.offset, true))
      changes.append((footer.ends.wallSeconds(in: year) - daylight.offset, false))
    }
    // Where daylight time ends as it begins again, it never pauses: of two at an instant, the
    // beginning is what holds.
    changes.sort { ($0.time, $0.isDaylight ? 1 : 0) < ($1.time, $1.isDaylight ? 1 : 0) }
    var kept: [(time: Int64, isDaylight: Bool)] = []
    for change in changes {
      if kept.last?.time == change.time { kept.removeLast() }
      if kept.last?.isDaylight != change.isDaylight { kept.append(change) }
    }
    let begin = Int64(Year(0).newYear) * 86_400
    let inside = kept.filter { begin..<(begin + Self.seconds) ~= $0.time }
    guard let first = inside.first, let last = inside.last, inside.count > 1 else { return nil }
    times =
      [last.time - Self.seconds] + inside.map(\.time)
      + [first.time + Self.seconds, inside[1].time + Self.seconds]
    areDaylight =
      [last.isDaylight] + inside.map(\.isDaylight) + [first.isDaylight, inside[1].isDaylight]
    var index = 0
    let all = times
    places = (0..<Year.cycle).map { place in
      let newYear = Int64(Year(place).newYear) * 86_400
      while all[index + 1] < newYear { index += 1 }
      return UInt16(index)
    }
  }

  /// The change that holds at an instant, and the one that ends it.
  func stretch(at time: Int64) -> (start: Int64, end: Int64, isDaylight: Bool) {
    let year = Year(ofDay: Int(time.flooredDivision(by: 86_400)))
    let shift = Int64(year.number / Year.cycle) * Self.seconds
    let wanted = time - shift
    var index = Int(places[year.place])
    while times[index + 1] <= wanted { index += 1 }
    return (times[index] + shift, times[index + 1] + shift, areDaylight[index])
  }
}
