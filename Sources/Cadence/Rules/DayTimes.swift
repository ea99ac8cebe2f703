/// Days, and the times of each of them: a rule whose frequency is a day or more.
struct DayTimes: Sendable {
  let days: DaySet
  /// Seconds after midnight, ascending, at least one.
  let times: [Int]
  /// Of several the first, and whether there are.
  private let first: Int
  private let isSingle: Bool

  init(days: DaySet, times: [Int]) {
    (self.days, self.times) = (days, times)
    first = times.first ?? 0
    isSingle = times.count == 1
  }

  /// No day.
  static let none = DayTimes(days: DaySet(YearTable { _ in .init() }, .every), times: [])

  /// The first wall-clock second from one on.
  @inline(__always)
  func first(from wall: Int, _ look: inout DaySet.Look) -> Int {
    let (day, time) = wall.dayAndTime
    if isSingle {
      let found = days.first(from: time <= first ? day : day &+ 1, &look)
      return found == DaySet.never ? found : found &* 86_400 &+ first
    }
    return firstOfSeveral(from: day, time, &look)
  }

  @inline(never)
  private func firstOfSeveral(from day: Int, _ time: Int, _ look: inout DaySet.Look) -> Int {
    let index = times.firstIndex(notLessThan: time)
    let found = days.first(from: index < times.count ? day : day + 1, &look)
    guard found != DaySet.never else { return found }
    return found * 86_400 + (found == day ? times[index] : times[0])
  }

  /// The last one up to another.
  func last(upTo wall: Int) -> Int? {
    let (day, time) = wall.dayAndTime
    let index = times.firstIndex(notLessThan: time + 1)
    guard let found = days.last(upTo: index > 0 ? day : day - 1) else { return nil }
    return found * 86_400 + (found == day ? times[index - 1] : times[times.count - 1])
  }

  /// How many there are from one second to before another.
  func count(in range: Range<Int>) -> Int {
    count(before: range.upperBound, from: range.lowerBound)
  }

  private func count(before end: Int, from begin: Int) -> Int {
    let (first, from) = begin.dayAndTime
    let (last, to) = end.dayAndTime
    var count = days.count(in: first..<max(last, first)) * times.count
    if days.contains(first) { count -= times.firstIndex(notLessThan: from) }
    if days.contains(last) { count += times.firstIndex(notLessThan: to) }
    return count
  }

  /// The one with so many before it, counted from a second on.
  func second(ranked rank: Int, from wall: Int) -> Int? {
    let (day, time) = wall.dayAndTime
    let rest = rank + (days.contains(day) ? times.firstIndex(notLessThan: time) : 0)
    let (dayRank, index) = rest.quotientAndRemainder(dividingBy: times.count)
    return days.day(ranked: dayRank, from: day).map { $0 * 86_400 + times[index] }
  }
}

/// Every combination, in seconds after midnight; ascending if they are.
func timesOfDay(hours: [Int], minutes: [Int], seconds: [Int]) -> [Int] {
  hours.flatMap { hour in
    minutes.flatMap { minute in seconds.map { hour * 3600 + minute * 60 + $0 } }
  }
}

extension [Int] {
  /// In ascending order; the count if all are less.
  func firstIndex(notLessThan value: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Int {
  /// Of a second on a wall clock: its day since 1970-01-01, and the second of that day.
  @inline(__always)
  var dayAndTime: (day: Int, time: Int) {
    // From 1 January of year 0 on it is not negative.
    let shifted = UInt64(bitPattern: Int64(self &+ 719_528 &* 86_400))
    let day = shifted / 86_400
    return (Int(day) &- 719_528, Int(shifted &- day &* 86_400))
  }
}
