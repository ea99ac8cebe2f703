import Cadence
import Testing

/// Rules with dates beside them and dates left out, and several rules at once.
@Suite struct RuleSetTests {
  private static let begin = local("2026-10-25T01:30")

  private static func hourly() throws -> Recurrence {
    try Recurrence(
      RecurrenceRule(text: "FREQ=HOURLY;COUNT=4"), starting: begin, in: Zones.named("Europe/Berlin")
    )
  }

  /// The second time of an hour that comes twice has an instant and no local time of its own.
  @Test func datesByInstant() throws {
    let second = at("2026-10-25T01:30:00Z")
    let rule = try Self.hourly().including([second, at("2026-10-26T11:00:00Z")])
      .excluding([at("2026-10-24T23:30:00Z")])
    #expect(
      rule.map(\.instant.description) == [
        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z",
        "2026-10-25T03:30:00Z", "2026-10-26T11:00:00Z",
      ])
    #expect(
      rule.map(\.local.description).prefix(3) == [
        "2026-10-25T02:30", "2026-10-25T02:30", "2026-10-25T03:30",
      ])
    #expect(rule.excluding([second]).count(in: .distantPast..<(.distantFuture)) == 4)
    #expect(try Self.hourly().excluding([second]) != Self.hourly())
  }

  /// However much lies between, and whatever is beside it or left out.
  @Test func countsWithoutGoingThere() throws {
    let all = try Recurrence(RecurrenceRule(text: "FREQ=SECONDLY"), starting: Self.begin)
    let rule = all.including([at("2026-10-25T01:29:30Z")]).excluding([at("2026-10-25T01:30:01Z")])
    let range = at("2026-10-25T00:00:00Z")..<at("2026-10-25T01:30:10Z")
    #expect(rule.count(in: range) == rule.occurrences(in: range).count)
    #expect(rule.count(in: .distantPast..<(.distantFuture)) > 200_000_000_000)
  }

  @Test func goesOnFromAnInstant() throws {
    let rules = [
      try Self.hourly(), try Self.hourly().including([at("2026-10-25T02:45:00Z")]),
      try SentenceTests.read("Monday 09:00 UTC; Thursday 14:00 Europe/Berlin"),
    ]
    for rule in rules {
      let all = Array(rule.prefix(6))
      for (index, occurrence) in all.enumerated() {
        let rest = rule.occurrences(after: occurrence.instant).prefix(6 - index - 1)
        #expect(Array(rest) == Array(all.dropFirst(index + 1)))
      }
    }
  }

  /// Also of dates beside a rule, wherever the rules go.
  @Test func datesBesideKeepTheirClock() throws {
    let tokyo = try SentenceTests.read("Monday 09:00 Asia/Tokyo until 2026-12-07").including([
      at("2026-12-10T00:00:00Z")
    ])
    let all = Recurrence.union([try SentenceTests.read("Friday 10:00 Europe/Berlin"), tokyo])
    let found = try #require(all.next(after: at("2026-12-09T00:00:00Z")))
    #expect("\(found.local) \(all.zone(of: found))" == "2026-12-10T09:00 Asia/Tokyo")
    let rest = tokyo.limited(to: date("2026-12-09")...date("2026-12-31"))
    #expect(rest.description == "also 2026-12-10T09:00 Asia/Tokyo")
  }

  @Test func eachIsOnItsOwnClock() throws {
    let rule = try SentenceTests.read("Thursday 16:00 Europe/Berlin; Sunday 02:30 America/New_York")
    let found = rule.occurrences(after: at("2027-03-10T00:00:00Z")).prefix(3)
    #expect(
      found.map { "\($0.local) \(rule.zone(of: $0))" } == [
        "2027-03-11T16:00 Europe/Berlin", "2027-03-14T02:30 America/New_York",
        "2027-03-18T16:00 Europe/Berlin",
      ])
  }
}
