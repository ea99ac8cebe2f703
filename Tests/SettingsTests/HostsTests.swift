import Cadence
import Meetings
import Settings
import Testing

/// `hosts:` as it is meant.
@Suite struct HostsTests {
  private func rule(_ hosts: String) throws -> HostRule? {
    let text = """
      mail: { inbox: "meet+{token}@example.org" }
      meetings:
        hours:
          title: H
          when: Thursday 14:00 UTC
          starting: 2026-12-03
          invite: ana
          opens: 6 days before
          hosts: \(hosts)
      """
    let base = """
      community: Test
      domain: example.org
      people:
        ana: { email: ana@example.org }
        ben: { email: ben@example.org }
      groups: { crew: [ana, ben] }

      """
    let mail = text.replacing("mail: {", with: "mail: { from: a@example.org,")
    let result = Fixture.read(base + mail, alone: true)
    guard case .success(let settings) = result else {
      Issue.record("\(Fixture.printed(result))")
      return nil
    }
    #expect(settings.warnings.isEmpty)
    return settings.community.series[SeriesID("hours")]?.hosting
  }

  @Test(arguments: ["crew", "[ana, ben]", "{ of: crew }", "{ of: [ben, ana] }"])
  func namesAloneAskNobody(_ hosts: String) throws {
    #expect(try rule(hosts) == nil)
  }

  @Test(arguments: [
    ("monthly", HostRule.Rhythm.monthly), ("weekly", .weekly), ("each meeting", .everyMeeting),
  ]) func turnsHaveTheirRhythm(_ word: String, _ rhythm: HostRule.Rhythm) throws {
    #expect(try rule("{ of: crew, rotate: \(word) }") == HostRule(turns: .rotating(rhythm)))
  }

  @Test func oneYesIsEnoughAndWithoutOneItIsCancelled() throws {
    let confirm = try Lead(parsing: "3 days before")
    let decide = try Lead(parsing: "1 day before at 12:00")
    #expect(
      try rule("{ of: crew, confirm: 3 days before, decide: 1 day before at 12:00 }")
        == HostRule(
          turns: .all,
          confirmation: .init(atLeast: 1, confirm: confirm, decide: decide, ifMissing: .cancel)))
    #expect(
      try rule("{ of: crew, at least: 2, confirm: 3 days before }")?.confirmation
        == .init(atLeast: 2, confirm: confirm, decide: nil, ifMissing: .cancel))
  }

  @Test func aTableHasMonthsAndDates() throws {
    let rota = try rule(
      "{ of: crew, rota: { 2026-11: ana, 2026-12: ben, 2026-12-10: ana, 2027-01: ana, 2027-02: ben } }"
    )?.rota
    func host(_ text: String) -> String? { CivilDate(text).flatMap { rota?[$0]?.name } }
    #expect(host("2026-12-03") == "ben" && host("2026-12-10") == "ana")
    #expect(host("2027-02-28") == "ben" && host("2027-03-01") == nil)
  }
}
