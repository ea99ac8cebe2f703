import Cadence
import Meetings
import Testing

/// Whose turn a date is: docs/decisions/0056.
@Suite struct TurnTests {
  /// Office hours of `pool`, who take turns.
  private func series(_ turns: HostRule.Turns, pool: String...) throws -> Series {
    var series = try Fixture.officeHours()
    series.hosts = pool.map { name in
      name == "mentors" ? .group(name) : .person(PersonID(name))
    }
    series.invite = [.person(PersonID("ben"))]
    series.hosting = HostRule(turns: turns)
    return series
  }

  private func hosts(
    _ series: Series, in community: Community, count: Int
  ) throws -> [String] {
    let now = Fixture.instant("2026-11-20T00:00:00Z")
    return series.recurrence.occurrences(after: now).prefix(count).map { ruled in
      let row = Occurrence(
        id: OccurrenceID(series: series.id, date: ruled.date), ruled: ruled, of: series,
        knownAt: now)
      return community.audience(of: series, at: row).hosts.map(\.name).joined(separator: "+")
    }
  }

  @Test func theyGoThroughThePoolAsItIsWritten() throws {
    let weekly = try series(.rotating(.weekly), pool: "cai", "ana", "dee")
    #expect(
      try hosts(weekly, in: Fixture.community(weekly), count: 5)
        == ["cai", "ana", "dee", "cai", "ana"])
    let monthly = try series(.rotating(.monthly), pool: "cai", "ana")
    // December has five Thursdays from the 3rd on, January four.
    #expect(
      try hosts(monthly, in: Fixture.community(monthly), count: 10)
        == Array(repeating: "cai", count: 5) + Array(repeating: "ana", count: 4) + ["cai"])
  }

  @Test func aGroupIsInTheOrderOfItsIDs() throws {
    let pair = try Fixture.oneOnOne()
    var series = try series(.rotating(.weekly), pool: "dee", "mentors")
    series.recurrence = .weekly(
      [.thursday], at: Fixture.time(14), in: .utc, starting: Fixture.date("2027-06-10"))
    #expect(
      try hosts(series, in: Fixture.community(series, pair), count: 3) == ["dee", "ana", "dee"])
  }

  @Test func whatIsSkippedTakesItsTurnAlong() throws {
    var each = try series(.rotating(.everyMeeting), pool: "ana", "cai", "dee")
    let before = try hosts(each, in: Fixture.community(each), count: 4)
    each.skips = [Fixture.date("2026-12-10"): "a holiday"]
    #expect(try hosts(each, in: Fixture.community(each), count: 4) == before)
    #expect(before == ["ana", "cai", "dee", "ana"])
  }

  @Test func whoIsAwayIsPassedOverAndNobodyElsesTurnShifts() throws {
    let weekly = try series(.rotating(.weekly), pool: "ana", "cai", "dee")
    var community = try Fixture.community(weekly)
    community.people[PersonID("cai")]?.away = Fixture.off("2026-12-10")
    #expect(try hosts(weekly, in: community, count: 4) == ["ana", "dee", "dee", "ana"])
    for person in ["ana", "dee"] {
      community.people[PersonID(person)]?.away = Fixture.off("2026-12-10")
    }
    #expect(try hosts(weekly, in: community, count: 2) == ["ana", "cai"], "it is still their turn")
  }

  @Test func aTableIsReadByDateAndByMonth() throws {
    let nobody: PersonID? = nil
    let months: [CivilDate: PersonID?] = [
      Fixture.date("2026-12-01"): PersonID("ana"), Fixture.date("2027-01-01"): nobody,
    ]
    let dates: [CivilDate: PersonID?] = [
      Fixture.date("2026-12-10"): PersonID("dee"), Fixture.date("2026-12-17"): nobody,
      Fixture.date("2026-12-24"): PersonID("ben"),
    ]
    let rota = Rota(months: months, dates: dates)
    let table = try series(.table(rota), pool: "ana", "dee")
    // Ben is not of the pool, and nobody has January.
    #expect(
      try hosts(table, in: Fixture.community(table), count: 6)
        == ["ana", "dee", "", "", "ana", ""])
    #expect(rota.lastDay == Fixture.date("2027-01-31"))
  }

  /// Whatever the pool and the rhythm, a date has one host, and an edit elsewhere changes
  /// nothing.
  @Test(arguments: HostRule.Rhythm.allCases) func oneOfThePoolHostsEveryDate(
    _ rhythm: HostRule.Rhythm
  ) throws {
    for count in 1...4 {
      var series = try series(.rotating(rhythm))
      series.hosts = ["dee", "ana", "cai", "ben"].prefix(count).map { .person(PersonID($0)) }
      let community = try Fixture.community(series)
      let all = try hosts(series, in: community, count: 60)
      #expect(all.allSatisfy { host in series.hosts.contains(.person(PersonID(host))) })
      #expect(Set(all).count == count)
      var edited = series
      edited.title = "Hours"
      edited.invite = []
      edited.skips = [Fixture.date("2026-12-31"): "no"]
      #expect(try hosts(edited, in: community, count: 60) == all)
    }
  }
}
