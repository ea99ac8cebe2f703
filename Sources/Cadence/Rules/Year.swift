/// A year of the calendar, as a rule sees it: when it begins and of which kind it is.
///
/// The calendar repeats after 400 years, which are 146,097 days and exactly 20,871 weeks.
struct Year {
  static let cycle = 400
  static let cycleDays = 146_097

  let number: Int
  /// Its place in the cycle, 0 for the years divisible by 400.
  let place: Int
  /// 1 January in days since 1970-01-01.
  let newYear: Int

  /// - Parameter number: not before year 0.
  init(_ number: Int) {
    self.number = number
    let (cycle, place) = number.quotientAndRemainder(dividingBy: Self.cycle)
    self.place = place
    newYear = Self.zero + cycle * Self.cycleDays + Self.start(place)
  }

  /// - Parameter day: since 1970-01-01, not before year 0.
  @inline(__always)
  init(ofDay day: Int) {
    // In 32 bits, where dividing by a constant is two instructions.
    let days = UInt32(truncatingIfNeeded: day &- Self.zero)
    let cycle = days / UInt32(Self.cycleDays)
    let rest = days &- cycle &* UInt32(Self.cycleDays)
    // Right, or one too many: the years are not of one length.
    var place = Int(min((rest &* 400 &+ 399) / UInt32(Self.cycleDays), 399))
    if Self.start(place) > Int(rest) { place &-= 1 }
    self.place = place
    number = Int(cycle) &* Self.cycle &+ place
    newYear = day &- Int(rest) &+ Self.start(place)
  }

  private init(number: Int, place: Int, newYear: Int) {
    (self.number, self.place, self.newYear) = (number, place, newYear)
  }

  /// The year so many later, at most 400.
  @inline(__always)
  func advanced(by years: Int) -> Year {
    var (place, begin) = (place &+ years, newYear &- Self.start(place))
    if place >= Self.cycle {
      place &-= Self.cycle
      begin &+= Self.cycleDays
    }
    return Year(number: number &+ years, place: place, newYear: begin &+ Self.start(place))
  }

  /// 1 January of year 0.
  static let zero = -719_528

  /// The days of a cycle before a place in it.
  @inline(__always)
  private static func start(_ place: Int) -> Int {
    // The first year of the cycle is a leap year, the other hundreds are not.
    let place = UInt32(truncatingIfNeeded: place)
    return Int(place &* 365 &+ (place &+ 3) / 4 &- (place &+ 99) / 100 &+ (place &+ 399) / 400)
  }

  var length: Int { isLeap(place) ? 366 : 365 }

  @inline(__always)
  private func isLeap(_ place: Int) -> Bool {
    place & 3 == 0 && (UInt32(truncatingIfNeeded: place) % 100 != 0 || place == 0)
  }

  /// Which of the `YearShape.all` each place in the cycle has.
  static let kinds = (0..<cycle).map { UInt8(Year($0).kind) }

  var shape: YearShape { YearShape.all[Int(Self.kinds[place])] }

  private var kind: Int {
    let weekday = Int(UInt32(truncatingIfNeeded: newYear &- Self.zero &+ 5) % 7)
    let neighbourhood =
      switch place & 3 {
      case 0: isLeap(place) ? 1 : 0
      case 1: isLeap(place - 1) ? 2 : 0
      case 3: isLeap(place == Self.cycle - 1 ? 0 : place + 1) ? 3 : 0
      default: 0
      }
    return neighbourhood &* 7 &+ weekday
  }
}

/// One of the 28 kinds of year: the fourteen of every calendar on a wall, and of the common ones
/// those beside a leap year, since weeks reach over New Year.
struct YearShape {
  /// The weekday of 1 January, 0 for Monday.
  let newYear: Int
  let isLeap: Bool
  let isAfterLeap: Bool
  let isBeforeLeap: Bool

  /// By `Year.kind`.
  static let all = (0..<28).map { kind in
    YearShape(
      newYear: kind % 7, isLeap: kind / 7 == 1, isAfterLeap: kind / 7 == 2,
      isBeforeLeap: kind / 7 == 3)
  }

  /// One without a leap day.
  static var common: YearShape { all[0] }

  var length: Int { isLeap ? 366 : 365 }
  var lengthBefore: Int { isAfterLeap ? 366 : 365 }
  var lengthAfter: Int { isBeforeLeap ? 366 : 365 }
  private var newYearBefore: Int { (newYear + 371 - lengthBefore) % 7 }
  private var newYearAfter: Int { (newYear + length) % 7 }

  /// The first day of a month, 1 to 13, counted from 0.
  func start(ofMonth month: Int) -> Int {
    Self.starts[month - 1] + (isLeap && month > 2 ? 1 : 0)
  }

  private static let starts = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

  func days(ofMonth month: Int) -> Range<Int> { start(ofMonth: month)..<start(ofMonth: month + 1) }

  /// The weekday of a day, 0 for Monday; days before the year are negative, down to -35.
  func weekday(of day: Int) -> Int { (newYear + day + 35) % 7 }

  /// The first or another of a weekday (0 for Monday) among some days, or the last for -1; nil if
  /// there are not so many.
  func day(_ number: Int, ofWeekday weekday: Int, in days: Range<Int>) -> Int? {
    let day: Int
    if number > 0 {
      let first = (weekday - self.weekday(of: days.lowerBound) + 7) % 7
      day = days.lowerBound + first + (number - 1) * 7
    } else {
      let last = (self.weekday(of: days.upperBound - 1) - weekday + 7) % 7
      day = days.upperBound - 1 - last + (number + 1) * 7
    }
    return days.contains(day) ? day : nil
  }

  /// The days of this year in weeks of those numbers. A week belongs to the year that has four of
  /// its days, and its days to whichever year they are in. Source: RFC 5545 section 3.3.10,
  /// BYWEEKNO.
  func weeks(_ numbers: [Int], from weekStart: Int) -> YearMask {
    func firstWeek(_ newYear: Int) -> Int {
      let into = (newYear - weekStart + 7) % 7
      return into <= 3 ? -into : 7 - into
    }
    let begins = [
      firstWeek(newYearBefore) - lengthBefore, firstWeek(newYear), length + firstWeek(newYearAfter),
      length + lengthAfter + firstWeek((newYearAfter + lengthAfter) % 7),
    ]
    var mask = YearMask()
    for (begin, end) in zip(begins, begins.dropFirst()) {
      let count = (end - begin) / 7
      for number in numbers {
        let index = number > 0 ? number - 1 : count + number
        guard (0..<count).contains(index) else { continue }
        mask.insert((begin + index * 7)..<(begin + index * 7 + 7))
      }
    }
    mask.trim(to: length)
    return mask
  }
}
