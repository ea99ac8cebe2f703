@testable import Cadence

/// A rule as the tests see it, answered day by day: no arithmetic on weeks, no search.
struct Oracle: CustomStringConvertible {
  struct Line {
    var days: Set<Weekday>
    var every = 1
    var starting: CivilDate?
    var until: CivilDate?
    var time: CivilTime
    var zone: ZoneRules
    var isOnce = false

    var rule: Recurrence {
      if isOnce, let starting { return .once(on: starting, at: time, in: zone) }
      return .weekly(
        days.sorted(), every: every, at: time, in: zone, starting: starting, until: until)
    }

    /// The Mondays of two weeks lie a multiple of `every` weeks apart.
    func fits(_ date: CivilDate) -> Bool {
      guard let starting else {
        return days.contains(date.weekday) && until.map { date <= $0 } ?? true
      }
      if isOnce { return date == starting }
      // A start that is no meeting's day counts from the first meeting after it.
      var anchor = starting
      while !days.contains(anchor.weekday) { anchor = anchor.dayAfter }
      var monday = anchor
      while monday.weekday != .monday { monday = monday.dayBefore }
      let apart = (date.daysSince1970 - monday.daysSince1970) / 7
      return date >= anchor && (until.map { date <= $0 } ?? true) && days.contains(date.weekday)
        && apart % every == 0
    }

    /// Tries every offset of the days around, instead of looking for the one that holds.
    func occurrence(on date: CivilDate) -> Recurrence.Occurrence {
      let local = CivilDateTime(date: date, time: time)
      let wall = Int64(date.daysSince1970) * 86_400 + Int64(time.secondOfDay)
      func offset(_ seconds: Int64) -> Int64 {
        zone.offset(at: Instant(secondsSince1970: seconds)).count
      }
      let around = Set(
        stride(from: wall - 172_800, through: wall + 172_800, by: 10_800).map(offset))
      let found = around.filter { offset(wall - $0) == $0 }.map { wall - $0 }.sorted()
      // In a gap there is one change around: the offset before it is that of the day before.
      let instant = found.first ?? wall - offset(wall - (around.max() ?? 0) - 3600)
      return Recurrence.Occurrence(
        local: local, instant: Instant(secondsSince1970: instant),
        adjustment: found.isEmpty ? .gap : found.count > 1 ? .overlap : .none)
    }
  }

  var lines: [Line]

  var rule: Recurrence { .union(lines.map(\.rule)) }
  var description: String { "\(rule)" }

  /// All occurrences of these dates, an instant once.
  func occurrences(from first: CivilDate, to last: CivilDate) -> [Recurrence.Occurrence] {
    var byInstant: [Instant: Recurrence.Occurrence] = [:]
    for line in lines {
      var date = first
      while date <= last {
        if line.fits(date) {
          let occurrence = line.occurrence(on: date)
          let other = byInstant[occurrence.instant]
          if other == nil
            || (other?.adjustment != Recurrence.Adjustment.none && occurrence.adjustment == .none)
          {
            byInstant[occurrence.instant] = occurrence
          }
        }
        date = date.dayAfter
      }
    }
    return byInstant.values.sorted { $0.instant < $1.instant }
  }

  /// A rule near the changes of its zone as often as not.
  static func random(using generator: inout SeededGenerator) throws -> (Oracle, around: CivilDate) {
    let names = [
      "UTC", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
      "Africa/Casablanca", "Africa/Cairo", "Europe/Dublin", "Asia/Kolkata", "America/St_Johns",
    ]
    let zone = try Zones.named(generator.pick(names))
    let start = Instant(secondsSince1970: Int64(generator.int(315_532_800...2_840_140_800)))
    let change = zone.nextTransition(after: start) ?? start
    let apia = CivilDate(daysSince1970: 15_338)
    let around =
      zone.identifier == "Pacific/Apia" && generator.chance(70)
      ? apia
      : zone.local(at: change).date.adding(days: generator.chance(60) ? 0 : generator.int(-3...3))
    let edge = zone.local(at: change).time.secondOfDay + generator.int(-5...4) * 900
    var lines: [Line] = []
    for _ in 0..<generator.int(1...3) {
      let days = Set(
        Weekday.allCases.filter { generator.chance($0 == around.weekday ? 70 : 30) })
      var line = Line(
        days: days.isEmpty ? [generator.pick(Weekday.allCases)] : days,
        time: CivilTime(
          secondOfDay: generator.chance(60) ? edge : generator.int(0...95) * 900),
        zone: generator.chance(80) ? zone : try Zones.named(generator.pick(names)))
      if generator.chance(60) { line.every = generator.int(1...4) }
      if line.every > 1 || generator.chance(30) {
        line.starting = around.adding(days: generator.int(-90...20))
      }
      if generator.chance(30) { line.until = around.adding(days: generator.int(0...60)) }
      if generator.chance(10) {
        line = Line(
          days: [around.weekday], starting: around, until: around, time: line.time,
          zone: line.zone, isOnce: true)
      }
      lines.append(line)
    }
    return (Oracle(lines: lines), around)
  }
}
