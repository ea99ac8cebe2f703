import Cadence
import Testing

/// Every kind of year there is: the fourteen of the calendars on the wall, each beside every
/// neighbour that it can have.
@Suite struct RuleYearTests {
  /// What a year is, naively: on which weekday it begins, and which of it and its neighbours are
  /// leap years.
  private struct Kind: Hashable {
    let begins: Weekday
    let leaps: [Bool]

    init?(_ year: Int) {
      guard let newYear = CivilDate(year: year, month: 1, day: 1) else { return nil }
      begins = newYear.weekday
      leaps = (year - 1...year + 1).map { CivilDate(year: $0, month: 2, day: 29) != nil }
    }
  }

  /// The first year of each kind from 1900 on.
  private static let years: [Int] = {
    var seen: Set<Kind> = []
    return (1900...2300).filter { year in Kind(year).map { seen.insert($0).inserted } ?? false }
  }()

  @Test func thereAreTwentyEightKinds() {
    #expect(Self.years.count == 28)
    #expect(
      Set(Self.years.compactMap(Kind.init).map { [$0.begins.rawValue, $0.leaps[1] ? 1 : 0] }).count
        == 14)
  }

  /// With every day of the week as the first of it.
  @Test(arguments: Weekday.allCases)
  func hasItsWeeks(_ first: Weekday) throws {
    for weeks in ["1", "53,-53", "52,-20", "-1"] {
      try check("FREQ=YEARLY;BYWEEKNO=\(weeks)", weekStart: first)
    }
    try check("FREQ=YEARLY;BYWEEKNO=1,53,-1;BYDAY=MO,TU,WE,TH,FR,SA,SU", weekStart: first)
    try check("FREQ=YEARLY;BYWEEKNO=1,52;BYDAY=MO,SU;BYSETPOS=1,-1", weekStart: first)
    try check("FREQ=WEEKLY;BYDAY=MO,WE,SU;BYSETPOS=1,-1", weekStart: first)
    try check("FREQ=WEEKLY;BYDAY=TU,TH,SA;BYMONTH=1,3,12;BYSETPOS=2", weekStart: first)
    try check("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", weekStart: first)
  }

  @Test(arguments: [
    "BYYEARDAY=1,60,365,366,-1,-60,-365,-366", "BYDAY=1MO,2TU,-1SU,53FR,-53SA",
    "BYMONTH=2,11;BYDAY=1WE,5TH,-1FR,-5MO", "BYMONTHDAY=29,30,31,-29,-30,-31", "BYMONTH=2",
    "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "BYMONTHDAY=13;BYDAY=FR", "BYYEARDAY=100,200;BYDAY=SA,SU",
    "BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY=31,-31", "BYYEARDAY=366", "BYYEARDAY=-366",
  ])
  func hasItsDays(_ parts: String) throws {
    let isMoving = parts.contains("31") || parts.contains("366") || parts.contains("30")
    for skip in ["OMIT", "FORWARD", "BACKWARD"].prefix(isMoving ? 3 : 1) {
      try check("RSCALE=GREGORIAN;SKIP=\(skip);FREQ=YEARLY;\(parts)")
    }
  }

  @Test(arguments: [
    "BYDAY=1MO,2TU,-1SU,5FR,-5SA", "BYMONTHDAY=1,29,30,31,-1,-29,-30,-31", "BYMONTHDAY=31",
    "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "BYMONTHDAY=31,-31;BYSETPOS=-1", "BYMONTHDAY=30;BYDAY=MO",
    "BYMONTHDAY=31;BYDAY=1FR,-1TU,SU",
  ])
  func hasItsMonths(_ parts: String) throws {
    let isMoving = parts.contains("31") || parts.contains("366") || parts.contains("30")
    for skip in ["OMIT", "FORWARD", "BACKWARD"].prefix(isMoving ? 3 : 1) {
      try check("RSCALE=GREGORIAN;SKIP=\(skip);FREQ=MONTHLY;\(parts)")
    }
  }

  private func check(_ text: String, weekStart: Weekday = .monday) throws {
    var rule = try RecurrenceRule(text: text)
    rule.weekStart = weekStart
    let start = CivilDateTime(date: date("1899-01-30"), time: time("09:00"))
    let recurrence = try Recurrence(rule, starting: start)
    let oracle = RuleOracle(rule: rule, start: start)
    for year in Self.years {
      let periods: Range<Int>
      switch rule.frequency {
      case .yearly: periods = year - 1899..<year - 1898
      case .monthly: periods = (year - 1899) * 12..<(year - 1898) * 12
      default:
        // From the week before New Year to the one after.
        let weeks = (year - 1899) * 3652 / 70 - 5
        periods = weeks / rule.interval..<(weeks + 58) / rule.interval
      }
      let found = recurrence.seconds(
        in: oracle.begin(periods.lowerBound)..<oracle.begin(periods.upperBound))
      let expected = oracle.times(in: periods)
      // One year says enough.
      try #require(found == expected, "\(rule) in \(year)")
    }
  }
}
