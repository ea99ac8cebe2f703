import Cadence
import Meetings
import Testing

/// Times of the week for some people. Ana is in Warsaw, Ben in Kolkata, Cai in Los Angeles.
@Suite struct SlotTests {
  private static let now = "2026-11-30T08:00:00Z"

  private func slots(
    _ people: String..., in zone: String = "Europe/Warsaw", weeks: Int = 30,
    _ change: (inout Community) throws -> Void = { _ in }
  ) throws -> [WeeklySlot] {
    var community = try Fixture.community()
    try change(&community)
    return Book(community: community, occurrences: []).slots(
      for: people.map { PersonID($0) }, lasting: .hours(1), weeks: weeks,
      in: try Fixture.zone(zone), at: Fixture.instant(Self.now))
  }

  private static func hours(_ from: Int, _ until: Int, _ minute: Int = 0) -> DayHours {
    DayHours(from: Fixture.time(from), until: Fixture.time(until, minute))
  }

  private static func share(_ person: String, of slot: WeeklySlot?) -> WeeklySlot.Share? {
    slot?.shares.first { $0.person == PersonID(person) }
  }

  /// 10:00 in Warsaw is 14:30 in Kolkata in winter, and 13:30 in summer: the middle of both days.
  @Test func theBestIsInTheMiddleOfEverybodysDays() throws {
    let slots = try slots("ana", "ben")
    let best = try #require(slots.first)
    #expect(best.fits && best.weekday == .monday)
    #expect(best.alike == [.tuesday, .wednesday, .thursday, .friday])
    let times = try #require(Self.share("ben", of: best)).toll.times
    #expect(times.count == 2 && times.values.reduce(0, +) == 30)
    #expect(Set(times.keys.map(\.weekday)) == [.monday])
    // A sentence that `when:` takes.
    let sentence = try Sentence(
      "\(best.rule)", in: nil, starting: nil, until: nil, today: Fixture.date("2026-11-30"),
      zones: Fixture.zones)
    #expect(sentence.recurrence == best.rule)
  }

  /// Also over midnight, and over the end of the week.
  @Test func noneIsNearABetterOne() throws {
    let slots = try slots("ana")
    let quarters = slots.flatMap { slot in
      ([slot.weekday] + slot.alike).map { $0.rawValue * 96 + slot.time.secondOfDay / 900 }
    }.sorted()
    // Whatever the best are, so many have room.
    #expect(quarters.count >= 7 * 96 / 31)
    let gaps = zip(quarters.dropFirst() + [(quarters.first ?? 0) + 7 * 96], quarters).map {
      $0 - $1
    }
    #expect(gaps.allSatisfy { $0 >= 16 })
  }

  @Test func aWeekendIsHardForWhoeverHasIt() throws {
    let slots = try slots("ana", "cai")
    let fitting = slots.filter(\.fits)
    #expect(!fitting.isEmpty && fitting.allSatisfy { ![.saturday, .sunday].contains($0.weekday) })
    let weekend = slots.filter { [.saturday, .sunday].contains($0.weekday) }
    #expect(!weekend.isEmpty && weekend.allSatisfy { $0.shares.contains { $0.toll.weekend == 30 } })
    let best = try #require(slots.first)
    #expect(best.shares.allSatisfy { $0.toll.weekend == 0 })
  }

  /// Nobody's clock is the meeting's: 20:00 in Los Angeles on Friday is Saturday in Warsaw.
  @Test func whoseWeekdayItIs() throws {
    let slots = try slots("ana", in: "America/Los_Angeles", weeks: 2)
    let evening = slots.first { $0.weekday == .friday && $0.time.hour >= 18 }
    let toll = try #require(Self.share("ana", of: evening)).toll
    #expect(toll.weekend == 2 && toll.times.keys.allSatisfy { $0.weekday == .saturday })
  }

  /// Where hours never meet, one is outside them rather than both, and by as little as can be.
  @Test func whereHoursNeverMeetOneGivesRatherThanBoth() throws {
    let slots = try slots("ana", "cai", weeks: 4) {
      $0.people[PersonID("ana")]?.hours = Self.hours(9, 15)
      $0.people[PersonID("cai")]?.hours = Self.hours(9, 15)
    }
    let best = try #require(slots.first)
    #expect(!best.fits)
    // 9:00 there is 18:00 here: one of them is outside by 4 hours at least, and nobody else is.
    let missed = best.shares.map { $0.toll.worst?.length ?? .zero }.sorted()
    #expect(missed == [.zero, .hours(4)])
  }

  @Test func whoIsElsewhereOrAwayIsCounted() throws {
    let daily = try Fixture.daily()
    let slots = try slots("ana", "dee", in: "UTC", weeks: 4) {
      $0.series[daily.id] = daily
      $0.people[PersonID("ana")]?.hours = Self.hours(13, 14, 30)
      $0.people[PersonID("dee")]?.away = Fixture.off("2026-12-01 .. 2026-12-08")
    }
    let best = try #require(slots.first)
    // 12:00 UTC is 13:00 in Warsaw and taken; two Tuesdays are not Dee's, and one of each other
    // day. 12:30 is as good as 12:15, and rounder.
    #expect(best.weekday == .monday && best.time == Fixture.time(12, 30))
    #expect(best.fits && best.shares.allSatisfy { $0.conflicts.isEmpty })
    #expect(Self.share("dee", of: best)?.away == 1)
    #expect(best.alike == [.wednesday, .thursday, .friday])
    let tuesday = slots.first { $0.weekday == .tuesday }
    #expect(tuesday?.fits == true && Self.share("dee", of: tuesday)?.away == 2)
  }

  @Test func aMeetingAtTheSameTimeIsNamed() throws {
    let daily = try Fixture.daily()
    let slots = try slots("ana", in: "UTC", weeks: 4) {
      $0.series[daily.id] = daily
      $0.people[PersonID("ana")]?.hours = Self.hours(13, 14)
    }
    let best = try #require(slots.first)
    #expect(best.time == Fixture.time(12) && best.fits)
    #expect(Self.share("ana", of: best)?.conflicts == [daily.id: 4])
    // What ends when it begins is no conflict.
    let free = try fitting(beside: daily)
    #expect(free.allSatisfy { Self.share("ana", of: $0)?.busy == 0 })
  }

  /// A week in which somebody is elsewhere and away is one week in which they do not come.
  @Test func whoIsElsewhereAndAwayIsMissingOnce() throws {
    let daily = try Fixture.daily()
    let slots = try slots("ana", in: "UTC", weeks: 4) {
      $0.series[daily.id] = daily
      $0.people[PersonID("ana")]?.hours = Self.hours(13, 14)
      $0.people[PersonID("ana")]?.away = Fixture.off("2026-12-01 .. 2026-12-08")
    }
    // Every day costs four weeks, whatever the reasons: they are the same to whoever waits.
    #expect(slots.first?.weekday == .monday && slots.first?.time == Fixture.time(12))
    let shares = slots.prefix { $0.fits }.compactMap { Self.share("ana", of: $0) }
    #expect(shares.map(\.missing).allSatisfy { $0 == 4 })
    #expect(shares.map(\.away) == [1, 2] && shares.allSatisfy { $0.busy == 4 })
  }

  /// Two who each miss one week are not one who misses two.
  @Test func whatIsAnotherPersonsIsAnotherProposal() throws {
    let slots = try slots("ana", "dee", in: "UTC", weeks: 4) {
      for id in ["ana", "dee"] { $0.people[PersonID(id)]?.hours = Self.hours(9, 15) }
      $0.people[PersonID("ana")]?.away = Fixture.off("2026-12-01")
      $0.people[PersonID("dee")]?.away = Fixture.off("2026-12-02")
    }
    let fitting = slots.filter(\.fits)
    #expect(fitting.contains { $0.weekday == .tuesday && $0.alike.isEmpty })
    #expect(fitting.contains { $0.weekday == .wednesday && $0.alike.isEmpty })
    #expect(fitting.first?.alike == [.thursday, .friday])
  }

  /// Of all minutes, only quarters are in the hours of both.
  @Test func aQuarterIsFound() throws {
    let slots = try slots("ben", "dee", in: "UTC", weeks: 4) {
      $0.people[PersonID("ben")]?.hours = Self.hours(14, 15, 15)
      $0.people[PersonID("dee")]?.hours = DayHours(
        from: Fixture.time(8, 45), until: Fixture.time(9, 45))
    }
    #expect(slots.first?.fits == true && slots.first?.time == Fixture.time(8, 45))
  }

  private func fitting(beside daily: Series) throws -> [WeeklySlot] {
    var early = daily
    early.recurrence = .weekly(Weekday.allCases, at: Fixture.time(11, 45), in: .utc)
    return try slots("ana", in: "UTC", weeks: 4) {
      $0.series[early.id] = early
      $0.people[PersonID("ana")]?.hours = Self.hours(13, 14)
    }.filter(\.fits)
  }
}
