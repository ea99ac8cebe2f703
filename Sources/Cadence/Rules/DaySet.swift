/// The days of a rule, in every year of the calendar: those of its table in each period that
/// counts.
///
/// A search keeps the year that it looks at in a `Look`, so that the next one nearby is a bit scan.
struct DaySet: Sendable {
  /// Which periods count: every so many from the one with the start.
  enum Phase: Sendable {
    case every
    /// From that year on.
    case years(Int, from: Int)
    /// From that month on, counted from January of year 0.
    case months(Int, from: Int)
    /// From the week that begins on that day.
    case weeks(Int, from: Int)
    /// From that day on.
    case days(Int, from: Int)
    /// In those years, ascending.
    case among([Int])
  }

  /// The year that was looked at last.
  struct Look: Sendable {
    fileprivate var year = Year(0)
    fileprivate var newYear = 0
    /// 0 for no year at all.
    fileprivate var length = 0
    fileprivate var mask = YearMask()

    /// The first day of the year after another of it; nil if the year has none.
    @inline(__always)
    func next(after day: Int) -> Int? {
      let bit = day &+ 1 &- newYear
      guard bit > 0, bit < length else { return nil }
      let found = mask.first(from: bit)
      return found < YearMask.none ? newYear &+ found : nil
    }
  }

  /// No day: later than all.
  static let never = Int.max

  private let table: YearTable
  private let phase: Phase
  /// After so many years without a day there is none: the calendar and the phase begin anew.
  private let yearsMax: Int
  /// Whether a year's days are those of its kind.
  private let isPlain: Bool

  init(_ table: YearTable, _ phase: Phase) {
    self.table = table
    self.phase = phase
    if case .every = phase { isPlain = !table.hasMoved } else { isPlain = false }
    let years: Int
    // The years after which periods fall on the same days again: the period's share in the cycle.
    switch phase {
    case .every: years = Year.cycle
    case .years(let count, _): years = Year.cycle * count
    case .months(let count, _): years = Year.cycle * (count / gcd(count, Year.cycle * 12))
    case .weeks(let count, _): years = Year.cycle * (count / gcd(count, Year.cycleDays / 7))
    case .days(let count, _): years = Year.cycle * (count / gcd(count, Year.cycleDays))
    case .among: years = 10_000
    }
    yearsMax = min(years, 10_000)
  }

  var isEmpty: Bool { table.isEmpty }

  /// All days of a cycle from its beginning, where they are few and every year's are those of its
  /// kind.
  var list: [Int32] { isPlain ? table.list : [] }

  // MARK: Searching

  /// The first day from one on.
  @inline(__always)
  func first(from day: Int, _ look: inout Look) -> Int {
    let bit = day &- look.newYear
    if bit >= 0, bit < look.length {
      let found = look.mask.first(from: bit)
      if found < YearMask.none { return look.newYear &+ found }
      return search(from: look.year.advanced(by: 1), 0, &look)
    }
    guard day <= CivilDate.daysMax else { return Self.never }
    let year = Year(ofDay: max(day, CivilDate.daysMin))
    return search(from: year, max(day, CivilDate.daysMin) &- year.newYear, &look)
  }

  /// The first day of the years after the one that was looked at; nil without one.
  @inline(__always)
  func day(after day: Int, _ look: inout Look) -> Int? {
    guard look.length > 0 else { return nil }
    let found = search(from: look.year.advanced(by: 1), 0, &look)
    return found == Self.never ? nil : found
  }

  private func search(from year: Year, _ bit: Int, _ look: inout Look) -> Int {
    guard !table.isEmpty else { return Self.never }
    var (year, bit) = (year, bit)
    let last = min(year.number + yearsMax, 9999)
    while true {
      var counting = table.inhabited(from: year)
      if !isPlain { counting = firstCounting(from: counting) }
      if counting.number > year.number { (year, bit) = (counting, 0) }
      guard year.number <= last else { return Self.never }
      let mask = days(of: year)
      let found = mask.first(from: bit)
      if found < YearMask.none {
        look = Look(year: year, newYear: year.newYear, length: year.length, mask: mask)
        return year.newYear + found
      }
      (year, bit) = (year.advanced(by: 1), 0)
    }
  }

  /// The last day up to one; nil if there is none.
  func last(upTo day: Int) -> Int? {
    guard day >= CivilDate.daysMin, !table.isEmpty else { return nil }
    var year = Year(ofDay: min(day, CivilDate.daysMax))
    var bit = min(day, CivilDate.daysMax) - year.newYear
    let first = max(year.number - yearsMax, 1)
    while year.number >= first {
      if isCounting(year), table.isInhabited(year) {
        let found = days(of: year).last(upTo: bit)
        if found >= 0 { return year.newYear + found }
      }
      year = Year(year.number - 1)
      bit = year.length - 1
    }
    return nil
  }

  func contains(_ day: Int) -> Bool {
    let year = Year(ofDay: day)
    return days(of: year).contains(day - year.newYear)
  }

  /// How many there are in a range of days.
  func count(in range: Range<Int>) -> Int {
    let range = range.clamped(to: CivilDate.daysMin..<(CivilDate.daysMax + 1))
    guard !range.isEmpty, !table.isEmpty else { return 0 }
    var count = 0
    var year = Year(ofDay: range.lowerBound)
    while year.newYear < range.upperBound {
      if isCounting(year) {
        let mask = days(of: year)
        count +=
          mask.count(before: range.upperBound - year.newYear)
          - mask.count(before: range.lowerBound - year.newYear)
      }
      year = year.advanced(by: 1)
    }
    return count
  }

  /// The day with so many before it, counted from another on; nil beyond the calendar.
  func day(ranked rank: Int, from day: Int) -> Int? {
    guard day <= CivilDate.daysMax, !table.isEmpty else { return nil }
    var year = Year(ofDay: max(day, CivilDate.daysMin))
    var rest = rank + days(of: year).count(before: day - year.newYear)
    while year.number <= 9999 {
      if isCounting(year) {
        let mask = days(of: year)
        let count = mask.count
        if rest < count { return year.newYear + mask.day(ranked: rest) }
        rest -= count
      }
      year = year.advanced(by: 1)
    }
    return nil
  }

  // MARK: A year's days

  private func days(of year: Year) -> YearMask {
    guard !isPlain else { return table.days(of: year) }
    var (days, moved) = (table.days(of: year), table.moved(of: year))
    switch phase {
    case .every: break
    case .among(let years): if !years.isAmong(year.number) { days = YearMask() }
    case .years(let count, let origin):
      if !(year.number - origin).isMultiple(of: count) { days = YearMask() }
      // A day is moved over New Year in one direction alone: into January, or into December.
      let other = moved.first(from: 0) < 31 ? year.number - 1 : year.number + 1
      if !(other - origin).isMultiple(of: count) { moved = YearMask() }
    case .months(let count, let origin):
      days.formIntersection(months(of: year, count, from: origin))
      if table.hasMoved { moved = movedDays(moved, of: year, count, from: origin) }
    case .weeks(let count, let origin):
      days.formIntersection(weeks(of: year, count, from: origin))
    case .days(let count, let origin):
      var mask = YearMask()
      var bit = (origin - year.newYear).flooredRemainder(by: count)
      while bit < year.length {
        mask.insert(bit)
        bit += count
      }
      days.formIntersection(mask)
    }
    days.formUnion(moved)
    return days
  }

  private func months(of year: Year, _ count: Int, from origin: Int) -> YearMask {
    let shape = year.shape
    var mask = YearMask()
    var month = (origin - year.number * 12).flooredRemainder(by: count)
    while month < 12 {
      mask.insert(shape.days(ofMonth: month + 1))
      month += count
    }
    return mask
  }

  /// Those that were moved out of a month that counts.
  private func movedDays(
    _ moved: YearMask, of year: Year, _ count: Int, from origin: Int
  ) -> YearMask {
    let shape = year.shape
    var kept = YearMask()
    for month in 0..<12 {
      let (first, last) = (shape.start(ofMonth: month + 1), shape.start(ofMonth: month + 2) - 1)
      let index = year.number * 12 + month - origin
      if moved.contains(first), (index - 1).isMultiple(of: count) { kept.insert(first) }
      if moved.contains(last), (index + 1).isMultiple(of: count) { kept.insert(last) }
    }
    return kept
  }

  private func weeks(of year: Year, _ count: Int, from origin: Int) -> YearMask {
    var mask = YearMask()
    // From the week that holds New Year on.
    var day = (origin - (year.newYear - 6)).flooredRemainder(by: count * 7) - 6
    while day < year.length {
      mask.insert(day..<(day + 7))
      day += count * 7
    }
    return mask
  }

  /// Whether the year can have a day at all.
  private func isCounting(_ year: Year) -> Bool {
    switch phase {
    case .years(let count, let origin) where !table.hasMoved:
      return (year.number - origin).isMultiple(of: count)
    case .among(let years): return years.isAmong(year.number)
    default: return true
    }
  }

  private func firstCounting(from year: Year) -> Year {
    guard !isCounting(year) else { return year }
    switch phase {
    case .years(let count, let origin):
      return Year(min(year.number + (origin - year.number).flooredRemainder(by: count), 10_000))
    case .among(let years):
      let index = years.firstIndex(notLessThan: year.number)
      return Year(index < years.count ? years[index] : 10_000)
    default: return year
    }
  }
}

extension [Int] {
  /// Whether it is one of these, which ascend.
  fileprivate func isAmong(_ value: Int) -> Bool {
    let index = firstIndex(notLessThan: value)
    return index < count && self[index] == value
  }
}

func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
