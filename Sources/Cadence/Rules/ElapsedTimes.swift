/// Every so many hours, minutes or seconds as they pass, and not as the clock on the wall shows
/// them: where it goes back, an hour that it shows twice is two.
///
/// Within a stretch of the zone that is a rule on the wall, whose interval begins elsewhere.
struct ElapsedTimes: Sendable {
  /// The rule on the wall, by the offset that holds.
  private let times: [Int: WallTimes]
  /// In seconds since 1970.
  let first: Int
  let last: Int

  /// - Parameter start: in seconds since 1970.
  init(_ times: WallTimes, from start: Int, _ zone: ZoneTable) {
    let own = Int(zone.segment(at: Int64(start)).offset)
    let pairs = zone.allOffsets.map { offset in
      (Int(offset), times.unlimited(steppingLaterBy: Int(offset) - own))
    }
    self.init(Dictionary(uniqueKeysWithValues: pairs), first: start, last: .max)
  }

  private init(_ times: [Int: WallTimes], first: Int, last: Int) {
    (self.times, self.first, self.last) = (times, first, last)
  }

  var isEmpty: Bool { first > last || times.values.allSatisfy(\.isEmpty) }

  /// Whether nothing but the calendar ends it.
  var isEndless: Bool { last == .max && !isEmpty }

  func limited(from: Int = .min, to: Int = .max) -> ElapsedTimes {
    ElapsedTimes(times, first: max(first, from), last: min(last, to))
  }

  /// The same with an end after so many.
  func limited(count: Int, _ zone: ZoneTable) -> ElapsedTimes {
    var (rest, start) = (count, first)
    while true {
      let stretch = stretch(at: start, zone)
      // The last may have thousands of years of them.
      let here = stretch.end == nil ? .max : stretch.times.count(in: stretch.walls)
      if rest <= here {
        let wall = stretch.times.second(ranked: rest - 1, from: stretch.walls.lowerBound)
        return limited(to: wall.map { $0 - stretch.offset } ?? last)
      }
      rest -= here
      guard let end = stretch.end else { return self }
      start = end
    }
  }

  private struct Stretch {
    let times: WallTimes
    let offset: Int
    /// From where it was looked at to its end.
    let walls: Range<Int>
    /// Nil for the last.
    let end: Int?
  }

  private func stretch(at second: Int, _ zone: ZoneTable) -> Stretch {
    let segment = zone.segment(at: Int64(second))
    let own = Int(segment.offset)
    let end = segment.end == ZoneTable.forever ? nil : Int(segment.end)
    let to = min(end ?? .max, WallTimes.lastSecond) + own
    return Stretch(
      times: times[own] ?? .empty, offset: own,
      walls: (second + own)..<max(second + own, to), end: end.flatMap { $0 > last ? nil : $0 })
  }

  func next(after second: Int, _ zone: ZoneTable) -> Slot.Hit? {
    var start = max(second + 1, first)
    while start <= last {
      let stretch = stretch(at: start, zone)
      if let wall = stretch.times.first(from: stretch.walls.lowerBound),
        stretch.walls.contains(wall)
      {
        let instant = wall - stretch.offset
        return instant <= last ? Slot.Hit(wall: wall, instant: instant) : nil
      }
      guard let end = stretch.end else { return nil }
      start = end
    }
    return nil
  }

  func previous(before second: Int, _ zone: ZoneTable) -> Slot.Hit? {
    var end = min(second - 1, min(last, WallTimes.lastSecond))
    while end >= first {
      let segment = zone.segment(at: Int64(end))
      let own = Int(segment.offset)
      let isFirst = segment.start == ZoneTable.beginning
      let start = isFirst ? first : max(first, Int(segment.start))
      if let wall = times[own]?.last(upTo: end + own), wall - own >= start {
        return Slot.Hit(wall: wall, instant: wall - own)
      }
      end = start - 1
    }
    return nil
  }

  func count(in range: Range<Int>, _ zone: ZoneTable) -> Int {
    var (count, start) = (0, max(range.lowerBound, first))
    let end = min(range.upperBound - 1, last) + 1
    while start < end {
      let stretch = stretch(at: start, zone)
      let to = min(stretch.walls.upperBound, end + stretch.offset)
      if stretch.walls.lowerBound < to {
        count += stretch.times.count(in: stretch.walls.lowerBound..<to)
      }
      guard let next = stretch.end else { break }
      start = next
    }
    return count
  }
}
