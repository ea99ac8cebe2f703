import Cadence
import Foundation
import Testing

@Suite struct CivilDateTests {
  /// Every day of the years 1 to 9999, counted by hand.
  @Test func countsEveryDay() {
    var (year, month, day, weekday) = (1, 1, 1, 1)
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var wrong: [Int] = []
    for days in CivilDate.distantPast.daysSince1970...CivilDate.distantFuture.daysSince1970 {
      let date = CivilDate(daysSince1970: days)
      if date.daysSince1970 != days || date.year != year || date.month != month || date.day != day
        || date.weekday.rawValue != weekday || CivilDate(year: year, month: month, day: day) != date
      {
        wrong.append(days)
      }
      let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      let length = lengths[month - 1] + (month == 2 && leap ? 1 : 0)
      day += 1
      weekday = weekday % 7 + 1
      if day > length { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect(wrong.isEmpty)
    #expect(year == 10_000)
  }

  @Test func readsWhatItWrites() {
    withSeeds(1...2000) { generator in
      let days = generator.int(-719_162...2_932_896)
      let date = CivilDate(daysSince1970: days)
      try hold(CivilDate(date.description) == date, "\(date)")
      let time = CivilTime(secondOfDay: generator.int(0...86_399))
      try hold(CivilTime(time.description) == time, "\(time)")
      let local = CivilDateTime(date: date, time: time)
      try hold(CivilDateTime(local.description) == local, "\(local)")
      let instant = Instant(secondsSince1970: Int64(days) * 86_400 + Int64(time.secondOfDay))
      try hold(Instant(instant.description) == instant, "\(instant)")
      try hold(ZoneRules.utc.local(at: instant) == local, "\(instant) \(local)")
      try hold(ZoneRules.utc.resolve(local) == .unique(instant), "\(instant) \(local)")
    }
  }

  @Test(arguments: [
    "", "2026", "2026-12", "2026-12-3", "26-12-03", "2026-13-01", "2026-00-01", "2026-12-00",
    "2026-12-32", "2026-02-29", "1900-02-29", "0000-01-01", "+026-12-03", "2026/12/03",
    "2026-12-03 ", "２０２６-12-03", "2026-1２-03", "10000-01-01", "-001-01-01",
  ])
  func refuses(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: ["", "1", "14", "1400", "24:00", "14:60", "14:00:60", "14:00:", "4:00", "+4:00"])
  func refusesTime(_ text: String) { #expect(CivilTime(text) == nil) }

  @Test(arguments: [
    "", "2026-12-02", "2026-12-02T18:00Z", "2026-12-02T18:00:00", "2026-12-02T18:00:00+00:00",
    "2026-12-02 18:00:00Z", "2026-12-02T18:00:00.0Z", "2026-12-02t18:00:00z",
    "2026-12-02T24:00:00Z",
  ])
  func refusesInstant(_ text: String) { #expect(Instant(text) == nil) }

  @Test func staysWithinTheCalendar() {
    #expect(CivilDate.distantPast.dayBefore == .distantPast)
    #expect(CivilDate.distantFuture.dayAfter == .distantFuture)
    #expect(CivilDate(daysSince1970: .max) == .distantFuture)
    #expect(CivilDate(daysSince1970: .min) == .distantPast)
    #expect(date("2026-12-03").adding(days: .max) == .distantFuture)
    #expect(date("2026-12-03").adding(days: .min) == .distantPast)
    #expect(date("2026-12-03").adding(months: .max) == .distantFuture)
    #expect(date("2026-12-03").adding(months: .min) == .distantPast)
    #expect("\(CivilDate.distantPast) \(CivilDate.distantFuture)" == "0001-01-01 9999-12-31")
    #expect(CivilDate(year: .max, month: .max, day: .max) == nil)
    #expect(CivilTime(hour: .max, minute: .min) == nil)
  }

  @Test func addsMonthsWithinThem() {
    #expect(date("2026-08-31").adding(months: 1) == date("2026-09-30"))
    #expect(date("2024-01-31").adding(months: 1) == date("2024-02-29"))
    #expect(date("2024-02-29").adding(months: 12) == date("2025-02-28"))
    #expect(date("2026-01-15").adding(months: -1) == date("2025-12-15"))
    #expect(date("2026-03-31").adding(months: -13) == date("2025-02-28"))
  }

  @Test func saturates() {
    let end = Instant(secondsSince1970: .max)
    #expect(end + .seconds(1) == end)
    #expect(Instant(secondsSince1970: .min) - .seconds(1) == Instant(secondsSince1970: .min))
    #expect(end - Instant(secondsSince1970: .min) == Seconds(.max))
    #expect(Seconds.days(.max) == Seconds(.max))
    #expect(Seconds.days(.min) == Seconds(.min))
    #expect(-Seconds(.min) == Seconds(.max))
    #expect("\(end)" == "9999-12-31T23:59:59Z")
  }

  @Test func namesDays() {
    let day = date("2026-12-03")
    #expect(
      "\(day.weekday) \(day.weekday.shortName) \(day.monthName) \(day.shortMonthName)"
        == "Thursday Thu December Dec")
    #expect(day.monday == date("2026-11-30"))
    #expect(Weekday.allCases == Weekday.allCases.sorted())
  }

  @Test func codesAsText() throws {
    struct Values: Codable, Hashable {
      var instant: Instant
      var date: CivilDate
      var time: CivilTime
      var local: CivilDateTime
      var length: Seconds
      var lead: Lead
    }
    let values = Values(
      instant: at("2026-12-02T18:00:00Z"), date: date("2026-12-03"), time: time("14:00"),
      local: local("2026-12-03T14:00"), length: .minutes(90),
      lead: try Lead(parsing: "1 day before at 18:00"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(values)
    #expect(
      String(decoding: data, as: UTF8.self) == #"""
        {"date":"2026-12-03","instant":"2026-12-02T18:00:00Z","lead":"1 day before at 18:00","length":5400,"local":"2026-12-03T14:00","time":"14:00"}
        """#)
    #expect(try JSONDecoder().decode(Values.self, from: data) == values)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CivilDate.self, from: Data(#""2026-02-30""#.utf8))
    }
    #expect(throws: EncodingError.self) { try encoder.encode(Instant(secondsSince1970: .max)) }
  }
}
