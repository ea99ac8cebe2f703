/// When a rule happens on the clock on the wall of no particular zone, as a set that is searched
/// and counted and never walked from its beginning.
///
/// A class only so that copies of a rule share it; nothing in it changes.
final class WallTimes: Sendable {
  /// No time: later than all.
  static let never = DaySet.never

  /// Days with their times.
  private let days: DayTimes
  /// All of them where there are several: `BYSETPOS` chose among the times of a day.
  private let layers: [DayTimes]
  /// Instead, where the frequency is less than a day.
  private let stepper: Stepper?
  /// The first and the last second at which it happens; empty bounds where it never does.
  let first: Int
  let last: Int

  private let isSimple: Bool

  private init(_ layers: [DayTimes], _ stepper: Stepper?, first: Int, last: Int) {
    (self.layers, self.stepper, self.first, self.last) = (layers, stepper, first, last)
    days = layers.first ?? .none
    isSimple = layers.count == 1
  }

  /// All there are from one second to another.
  convenience init(_ layers: [DayTimes], _ stepper: Stepper?, from: Int, to: Int) {
    let all = WallTimes(layers, stepper, first: from, last: to)
    let first = layers.isEmpty && stepper == nil ? nil : all.first(from: from)
    self.init(layers, stepper, first: first ?? 1, last: first == nil ? 0 : to)
  }

  /// Without those outside of a range of seconds.
  func limited(from: Int = .min, to: Int = .max) -> WallTimes {
    let (from, to) = (max(first, from), min(last, to))
    return from <= to
      ? WallTimes(layers, stepper, from: from, to: to)
      : .empty
  }

  /// Of the whole calendar, before the start as well, with the interval's beginning so many seconds
  /// later.
  func unlimited(steppingLaterBy seconds: Int) -> WallTimes {
    var stepper = stepper
    stepper?.origin += seconds
    let from = stepper?.isPossible ?? true ? CivilDate.daysMin * 86_400 : Self.lastSecond + 1
    return WallTimes(layers, stepper, from: from, to: Self.lastSecond)
  }

  static let empty = WallTimes([], nil, first: 1, last: 0)

  /// The same with an end after so many.
  func limited(count: Int) -> WallTimes {
    guard !isEmpty, let end = second(ranked: count - 1, from: first), end <= last else {
      return self
    }
    return WallTimes(layers, stepper, first: first, last: end)
  }

  /// Whether nothing but the calendar ends it.
  var isEndless: Bool { last == Self.lastSecond && !isEmpty }

  /// 9999-12-31T23:59:59.
  static let lastSecond = CivilDate.daysMax * 86_400 + 86_399

  /// Whether it never happens.
  var isEmpty: Bool { first > last }

  /// How to go from one to the next, as far as it is that simple.
  enum Walk: Sendable {
    /// To the next day, at a time.
    case days(time: Int, last: Int)
    /// Likewise, by the list of a cycle's days.
    case list(time: Int, last: Int)
    /// So many seconds on, if that is a time that counts.
    case steps(Int, TimeMasks, last: Int)
    case other
  }

  var walk: Walk {
    if let stepper {
      return stepper.offsets.count == 1
        ? .steps(stepper.interval * stepper.unit, stepper.masks, last: last) : .other
    }
    guard isSimple, days.times.count == 1 else { return .other }
    return list.isEmpty
      ? .days(time: days.times[0], last: last) : .list(time: days.times[0], last: last)
  }

  /// For `Walk.list`.
  var list: [Int32] { days.days.list }

  // MARK: Searching

  /// The next day after the year that was looked at, for `Walk.days`; nil if none was yet, or none
  /// is left.
  @inline(never)
  func day(after day: Int, _ look: inout DaySet.Look) -> Int? { days.days.day(after: day, &look) }

  /// The first one from a second on; `never` if there is none.
  @inline(__always)
  func first(from wall: Int, _ look: inout DaySet.Look) -> Int {
    let from = max(wall, first)
    let found = isSimple ? days.first(from: from, &look) : firstOfSeveral(from: from, &look)
    return found <= last ? found : Self.never
  }

  @inline(never)
  private func firstOfSeveral(from wall: Int, _ look: inout DaySet.Look) -> Int {
    guard !isEmpty else { return Self.never }
    if let stepper { return stepper.first(from: wall, &look) }
    var best = Self.never
    for layer in layers {
      // Each has days of its own.
      var look = DaySet.Look()
      best = min(best, layer.first(from: wall, &look))
    }
    return best
  }

  func first(from wall: Int) -> Int? {
    var look = DaySet.Look()
    let found = first(from: wall, &look)
    return found == Self.never ? nil : found
  }

  /// The last one up to a second.
  func last(upTo wall: Int) -> Int? {
    guard !isEmpty else { return nil }
    let to = min(wall, last)
    guard to >= first else { return nil }
    let found =
      stepper.map { $0.last(upTo: to, notBefore: first) }
      ?? layers.compactMap { $0.last(upTo: to) }.max()
    return found.flatMap { $0 >= first ? $0 : nil }
  }

  func contains(_ wall: Int) -> Bool { first(from: wall) == wall }

  // MARK: Counting

  /// How many there are from one second to before another.
  func count(in range: Range<Int>) -> Int {
    guard !isEmpty else { return 0 }
    let range = range.clamped(to: first..<(last + 1))
    guard !range.isEmpty else { return 0 }
    if let stepper { return stepper.count(in: range) }
    return layers.reduce(0) { $0 + $1.count(in: range) }
  }

  /// So few are found sooner by going to each than by counting.
  private static let fewMax = 64

  /// The one with so many before it, counted from a second on.
  func second(ranked rank: Int, from wall: Int) -> Int? {
    guard !isEmpty else { return nil }
    if rank < Self.fewMax { return second(after: rank, from: wall) }
    if let stepper { return stepper.second(ranked: rank, from: wall) }
    if layers.count == 1 { return layers[0].second(ranked: rank, from: wall) }
    return secondOfSeveral(ranked: rank, from: wall)
  }

  private func second(after count: Int, from wall: Int) -> Int? {
    var look = DaySet.Look()
    var found = first(from: wall, &look)
    for _ in 0..<count where found != Self.never { found = first(from: found + 1, &look) }
    return found == Self.never ? nil : found
  }

  /// The second up to which the layers have so many between them: in a span that is doubled until
  /// it holds it, halved down.
  private func secondOfSeveral(ranked rank: Int, from wall: Int) -> Int? {
    let end = min(last, Self.lastSecond)
    var (low, high, span) = (wall, wall, 86_400)
    while count(in: wall..<(high + 1)) <= rank {
      guard high < end else { return nil }
      (low, high, span) = (high + 1, min(high + span, end), span * 2)
    }
    while low < high {
      let middle = low + (high - low) / 2
      if count(in: wall..<(middle + 1)) > rank { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
