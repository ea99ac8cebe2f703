import Cadence

/// The times of the week at which a meeting could be, in each of some weeks.
struct SlotGrid {
  /// One of the times in one of the weeks.
  struct Start {
    let at: Instant
    let slot: Int
    let week: Int
  }

  /// A quarter of an hour: some zones are that far from the others.
  private static let step = 900
  private static let perDay = 24 * 3_600 / step

  /// In the order of the week.
  let times: [(weekday: Weekday, time: CivilTime)]
  private let length: Seconds
  /// Of each time, week by week.
  private let instants: [[Instant]]
  /// All of them, the earliest first.
  private let starts: [Start]

  /// - Parameters:
  ///   - first: the first day that is looked at.
  ///   - zone: whose clock the times are of.
  init(from first: CivilDate, weeks: Int, lasting length: Seconds, in zone: ZoneRules) {
    times = Weekday.allCases.flatMap { weekday in
      (0..<Self.perDay).map { (weekday, CivilTime(secondOfDay: $0 * Self.step)) }
    }
    instants = times.map { weekday, time in
      let date = first.nextOrSame(weekday)
      return (0..<weeks).map { zone.instant(date.adding(days: 7 * $0), at: time) }
    }
    starts = instants.enumerated().flatMap { slot, weeks in
      weeks.enumerated().map { Start(at: $1, slot: slot, week: $0) }
    }.sorted { $0.at < $1.at }
    self.length = length
  }

  /// From the first beginning to the last end.
  var range: Range<Instant> {
    let (first, last) = (starts.first?.at ?? .distantPast, starts.last?.at ?? .distantPast)
    return first..<(last + length)
  }

  /// What the meeting would be at a time, week by week.
  func meetings(_ slot: Int) -> [Range<Instant>] { instants[slot].map { $0..<($0 + length) } }

  /// Where it would be at the same time as another.
  func starts(beside meeting: Range<Instant>) -> ArraySlice<Start> {
    starts(from: meeting.lowerBound - length + .seconds(1), until: meeting.upperBound)
  }

  /// Where it would begin on a day of somebody.
  func starts(on date: CivilDate, in zone: ZoneRules) -> ArraySlice<Start> {
    starts(
      from: zone.instant(date, at: .midnight), until: zone.instant(date.dayAfter, at: .midnight))
  }

  /// The days of somebody on which it could begin.
  func dates(in zone: ZoneRules) -> [CivilDate] {
    let first = zone.local(at: range.lowerBound).date
    let last = zone.local(at: range.upperBound).date
    return (0...(last.daysSince1970 - first.daysSince1970)).map { first.adding(days: $0) }
  }

  private func starts(from first: Instant, until end: Instant) -> ArraySlice<Start> {
    starts[index(from: first)..<index(from: max(first, end))]
  }

  /// The first that is not before an instant.
  private func index(from instant: Instant) -> Int {
    var range = starts.startIndex..<starts.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        starts[middle].at < instant ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}
