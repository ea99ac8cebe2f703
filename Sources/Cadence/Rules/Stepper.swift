/// Every so many hours, minutes or seconds: a rule whose frequency is less than a day.
///
/// A unit that does not count is never stepped over one by one: what is wrong with it, its place in
/// the interval, its day, its hour or its minute, says how far the next one is.
struct Stepper: Sendable {
  /// In seconds: 3,600, 60 or 1.
  let unit: Int
  /// In units.
  let interval: Int
  /// A wall-clock second at which a unit that counts begins.
  var origin: Int
  /// The days that count; nil for all.
  let days: DaySet?
  let masks: TimeMasks
  /// Seconds after the unit's beginning, ascending, at least one.
  let offsets: [Int]
  /// In seconds: after a cycle of the calendar and of the interval, what was tried comes again.
  private let cycle: Int

  init(
    unit: Int, interval: Int, origin: Int, days: DaySet?, masks: TimeMasks, offsets: [Int]
  ) {
    (self.unit, self.interval, self.origin) = (unit, interval, origin)
    (self.days, self.masks, self.offsets) = (days, masks, offsets)
    let (days, step) = (Year.cycleDays * 86_400, interval * unit)
    let (cycle, isLonger) = days.multipliedReportingOverflow(by: step / gcd(step, days))
    self.cycle = isLonger ? WallTimes.lastSecond : min(cycle, WallTimes.lastSecond)
  }

  /// Whether any time of a day can be reached at all.
  var isPossible: Bool {
    guard !offsets.isEmpty else { return false }
    let step = gcd(interval * unit, 86_400)
    let origin = origin.flooredRemainder(by: step)
    var time = origin
    while time < 86_400, let allowed = masks.first(from: time) {
      if allowed == time { return days.map { !$0.isEmpty } ?? true }
      time = allowed + (origin - allowed).flooredRemainder(by: step)
    }
    return false
  }

  // MARK: Forwards

  /// The first wall-clock second from one on; `DaySet.never` beyond the calendar.
  func first(from wall: Int, _ look: inout DaySet.Look) -> Int {
    var begin = aligned(wall)
    // Its unit began before, and may have more to come.
    if let offset = offsets.first(where: { begin + $0 >= wall }) {
      if reach(begin, &look) == begin { return begin + offset }
    }
    begin += interval * unit
    begin = reach(begin, &look)
    return begin == DaySet.never ? begin : begin + offsets[0]
  }

  /// The beginning of the last unit in the interval that begins up to a second.
  private func aligned(_ wall: Int) -> Int {
    wall - (wall - origin).flooredRemainder(by: interval * unit)
  }

  /// The first unit that counts from one in the interval on.
  private func reach(_ unit: Int, _ look: inout DaySet.Look) -> Int {
    var begin = unit
    let last = min(unit + cycle, WallTimes.lastSecond)
    while begin <= last {
      let (day, time) = begin.dayAndTime
      var earliest = begin
      if let days {
        let next = days.first(from: day, &look)
        if next == DaySet.never { return next }
        if next > day { earliest = next * 86_400 }
      }
      if earliest == begin {
        guard let allowed = masks.first(from: time) else {
          begin = ascended((day + 1) * 86_400)
          continue
        }
        if allowed == time { return begin }
        earliest = day * 86_400 + allowed
      }
      begin = ascended(earliest)
    }
    return DaySet.never
  }

  /// The first unit in the interval that begins at a second or after it.
  private func ascended(_ wall: Int) -> Int {
    let begin = aligned(wall)
    return begin == wall ? begin : begin + interval * unit
  }

  // MARK: Backwards

  /// The last one up to another.
  func last(upTo wall: Int, notBefore first: Int) -> Int? {
    var begin = aligned(wall)
    while begin >= first - offsets[offsets.count - 1] {
      let (day, time) = begin.dayAndTime
      var latest = begin
      if let days, !days.contains(day) {
        guard let previous = days.last(upTo: day) else { return nil }
        latest = previous * 86_400 + 86_399
      } else if masks.contains(time) {
        if let offset = offsets.last(where: { begin + $0 <= wall }) { return begin + offset }
        latest = begin - 1
      } else if let allowed = masks.last(upTo: time) {
        latest = day * 86_400 + allowed
      } else {
        latest = day * 86_400 - 1
      }
      begin = aligned(latest)
    }
    return nil
  }

  // MARK: Counting

  /// How many there are from one second to before another.
  func count(in range: Range<Int>) -> Int {
    var count = 0
    _ = walk(from: range.lowerBound, to: range.upperBound) {
      count += $0
      return false
    }
    return count
  }

  /// The one with so many before it, counted from a second on.
  func second(ranked rank: Int, from wall: Int) -> Int? {
    var rest = rank
    let day = walk(from: wall, to: WallTimes.lastSecond) { count in
      guard rest >= count else { return true }
      rest -= count
      return false
    }
    guard var found = day else { return nil }
    var look = DaySet.Look()
    found = first(from: found, &look)
    while rest > 0, found != DaySet.never {
      found = first(from: found + 1, &look)
      rest -= 1
    }
    return found == DaySet.never ? nil : found
  }

  /// Goes over the days with how many each has, until it is told to stop.
  /// - Returns: where it stopped.
  private func walk(from: Int, to: Int, _ stops: (Int) -> Bool) -> Int? {
    let step = interval * unit
    let common = gcd(step, 86_400)
    // A day's count follows from where the interval stands at midnight.
    var counts = [Int](repeating: -1, count: step < 86_400 ? step / common : 0)
    var look = DaySet.Look()
    var wall = first(from: from, &look)
    while wall < to {
      let midnight = wall - wall.dayAndTime.time
      let next = min(midnight + 86_400, to)
      let place = (origin - midnight).flooredRemainder(by: step) / common
      let isKept = midnight >= from && next == midnight + 86_400 && place < counts.count
      var count = isKept ? counts[place] : -1
      if count < 0 {
        wall = first(from: wall, &look)
        count = wall < next ? self.count(from: wall, to: next) : 0
        if isKept { counts[place] = count }
        // Days without any are passed over at once.
        if count == 0 { continue }
      }
      if stops(count) { return wall }
      wall = midnightThatCounts(from: next, &look)
    }
    return nil
  }

  /// A second, if the day that it is in counts, or else the beginning of the next that does.
  private func midnightThatCounts(from wall: Int, _ look: inout DaySet.Look) -> Int {
    guard let days else { return wall }
    let day = wall.dayAndTime.day
    let next = days.first(from: day, &look)
    if next == day { return wall }
    return next == DaySet.never ? next : next * 86_400
  }

  private func count(from: Int, to: Int) -> Int {
    var look = DaySet.Look()
    var (count, wall) = (0, first(from: from, &look))
    while wall < to {
      count += 1
      wall = first(from: wall + 1, &look)
    }
    return count
  }
}
