import Cadence
import Testing

@Suite struct RecurrenceTests {
  private func daily(_ clock: String, _ zone: String, from: String, to: String) throws -> Recurrence
  {
    .weekly(
      Weekday.allCases, at: time(clock), in: try Zones.named(zone), starting: date(from),
      until: date(to))
  }

  private func all(_ rule: Recurrence) -> [String] {
    rule.occurrences(in: .distantPast ..< .distantFuture).map {
      "\($0.date) \($0.instant) \($0.adjustment)"
    }
  }

  /// notes/recurrence.md section 5.1: DAILY from New York 2025-03-08T02:30, shifted forward.
  @Test func shiftsForwardInAGap() throws {
    let rule = try daily("02:30", "America/New_York", from: "2025-03-08", to: "2025-03-10")
    #expect(
      all(rule) == [
        "2025-03-08 2025-03-08T07:30:00Z none", "2025-03-09 2025-03-09T07:30:00Z gap",
        "2025-03-10 2025-03-10T06:30:00Z none",
      ])
  }

  @Test func takesTheFirstOfAnOverlap() throws {
    let rule = try daily("01:30", "America/New_York", from: "2025-11-01", to: "2025-11-03")
    #expect(
      all(rule) == [
        "2025-11-01 2025-11-01T05:30:00Z none", "2025-11-02 2025-11-02T05:30:00Z overlap",
        "2025-11-03 2025-11-03T06:30:00Z none",
      ])
  }

  /// Apia had no 30 December 2011: its shifted meeting falls onto the 31st's own, which stands.
  @Test func skipsTheDayThatApiaSkipped() throws {
    let rule = try daily("10:00", "Pacific/Apia", from: "2011-12-29", to: "2011-12-31")
    #expect(
      all(rule) == [
        "2011-12-29 2011-12-29T20:00:00Z none", "2011-12-31 2011-12-30T20:00:00Z none",
      ])
    #expect(rule.occurrences(on: date("2011-12-30")).isEmpty)
    #expect(rule.occurrences(on: date("2011-12-31")).count == 1)
    // On its own the meeting of the 30th happens, a day later.
    let fridays = Recurrence.weekly(
      [.friday], at: time("10:00"), in: try Zones.named("Pacific/Apia"),
      starting: date("2011-12-30"), until: date("2011-12-31"))
    #expect(all(fridays) == ["2011-12-30 2011-12-30T20:00:00Z gap"])
    #expect(fridays.previous(before: .distantFuture)?.date == date("2011-12-30"))
  }

  @Test func shiftsByHalfAnHour() throws {
    let rule = try daily("02:15", "Australia/Lord_Howe", from: "2025-10-04", to: "2025-10-06")
    #expect(
      all(rule) == [
        "2025-10-04 2025-10-03T15:45:00Z none", "2025-10-05 2025-10-04T15:45:00Z gap",
        "2025-10-06 2025-10-05T15:15:00Z none",
      ])
  }

  /// St. John's put the clock back at 00:01, so that a Sunday's meeting was over on Saturday.
  @Test func goesBackOverMidnight() throws {
    let rule = Recurrence.weekly(
      [.sunday], at: .midnight, in: try Zones.named("America/St_Johns"))
    let sunday = try #require(rule.occurrences(on: date("2010-11-07")).first)
    #expect(sunday.instant == at("2010-11-07T02:30:00Z"))
    let later = at("2010-11-07T02:40:00Z")
    #expect(rule.zone.local(at: later) == local("2010-11-06T23:10"))
    #expect(rule.previous(before: later) == sunday)
    #expect(rule.next(after: later)?.date == date("2010-11-14"))
  }

  @Test func keepsLocalTimeForACentury() throws {
    let rule = Recurrence.weekly(
      [.thursday], at: time("14:00"), in: try Zones.named("Europe/Berlin"))
    let zone = rule.zone
    var cursor = at("2026-01-01T00:00:00Z")
    for _ in 0..<5200 {
      let next = try #require(rule.next(after: cursor))
      #expect(zone.local(at: next.instant).time == time("14:00"))
      #expect(next.date.weekday == .thursday)
      cursor = next.instant
    }
    #expect(cursor > at("2125-08-01T00:00:00Z"))
  }

  @Test func knowsTheFirstOfADate() throws {
    let thursday = Recurrence.weekly([.thursday], at: time("16:00"), in: .utc)
    let both = Recurrence.weekly([.monday, .thursday], at: time("09:30"), in: .utc)
    let rule = Recurrence.union([thursday, both, thursday])
    let found = rule.occurrences(in: at("2026-11-30T00:00:00Z")..<at("2026-12-07T00:00:00Z"))
    #expect(
      found.map { "\($0.local) \(rule.isFirst($0))" } == [
        "2026-11-30T09:30 true", "2026-12-03T09:30 true", "2026-12-03T16:00 false",
      ])
    #expect("\(rule)" == "Thursday 16:00 UTC; Monday and Thursday 09:30 UTC")
  }

  @Test func emitsAnInstantOnce() throws {
    let warsaw = Recurrence.weekly(
      [.thursday], at: time("15:00"), in: try Zones.named("Europe/Warsaw"))
    let utc = Recurrence.weekly([.thursday], at: time("14:00"), in: .utc)
    let rule = Recurrence.union([utc, warsaw])
    let winter = rule.occurrences(on: date("2026-12-03"))
    #expect(winter.map(\.local.description) == ["2026-12-03T14:00"])
    let summer = rule.occurrences(on: date("2027-06-03"))
    #expect(summer.map(\.local.description) == ["2027-06-03T15:00", "2027-06-03T14:00"])
  }

  @Test func limitsToATerm() throws {
    let rule = Recurrence.weekly(
      [.tuesday], every: 2, at: time("16:00"), in: try Zones.named("Europe/Warsaw"),
      starting: date("2026-12-01"))
    let term = rule.limited(to: date("2027-06-01")...date("2027-06-29"))
    #expect(rule.isEndless && !term.isEndless)
    #expect(all(term).map { $0.prefix(10) } == ["2027-06-01", "2027-06-15", "2027-06-29"])
    let later = rule.limited(to: date("2027-06-02")...date("2027-06-28"))
    #expect(
      "\(later)" == "every 2 weeks Tuesday 16:00 Europe/Warsaw starting 2027-06-15 until 2027-06-28"
    )
    let none = rule.limited(to: date("2027-06-02")...date("2027-06-03"))
    #expect(none.isEmpty && none.next(after: .distantPast) == nil && "\(none)" == "never")
    #expect(none.zone == rule.zone)
  }

  @Test func meetsOnce() throws {
    let rule = Recurrence.once(on: date("2026-12-03"), at: time("14:00"), in: .utc)
    #expect(all(rule) == ["2026-12-03 2026-12-03T14:00:00Z none"])
    #expect(rule.next(after: at("2026-12-03T14:00:00Z")) == nil)
    #expect(rule.previous(before: at("2026-12-03T14:00:00Z")) == nil)
    #expect(!rule.isEndless)
  }

  @Test func staysWithinTheCalendar() throws {
    for name in ["Pacific/Apia", "America/New_York", "Asia/Kolkata"] {
      let rule = Recurrence.weekly(Weekday.allCases, at: time("12:00"), in: try Zones.named(name))
      for instant in [Instant.distantPast, .distantFuture] {
        _ = rule.next(after: instant - .days(2))
        _ = rule.next(after: instant + .days(2))
        _ = rule.previous(before: instant - .days(2))
        _ = rule.previous(before: instant + .days(2))
      }
      #expect(rule.next(after: .distantFuture + .days(2)) == nil)
      #expect(rule.previous(before: .distantPast - .days(2)) == nil)
    }
    let rare = Recurrence.weekly(
      [.monday], every: .max, at: .midnight, in: .utc, starting: date("2026-12-07"))
    #expect(rare.next(after: at("2026-12-07T00:00:00Z")) == nil)
    #expect(rare.next(after: .distantPast)?.date == date("2026-12-07"))
    #expect(rare.previous(before: .distantFuture)?.date == date("2026-12-07"))
  }
}
