import Cadence
import Testing

@Suite struct RulePropertyTests {
  private func text(_ seconds: [Int]) -> String {
    seconds.prefix(12).map { "\(Instant(secondsSince1970: Int64($0)))" }.joined(separator: " ")
  }

  private func agree(
    _ random: RandomRule, from period: Int, _ periods: Int
  ) throws -> [Int] {
    let oracle = random.oracle
    let recurrence = try Recurrence(random.rule, starting: random.start)
    let expected = oracle.times(in: period..<period + periods)
    let found = recurrence.seconds(in: oracle.begin(period)..<oracle.begin(period + periods))
    let first = zip(found, expected).prefix { $0 == $1 }.count
    try hold(
      found == expected,
      "\(random), period \(period), from number \(first):\n  found \(text(Array(found.dropFirst(first))))"
        + "\n  not   \(text(Array(expected.dropFirst(first))))")
    return expected
  }

  @Test func agreesWithTheOracle() {
    var (inhabited, count) = (0, 0)
    withSeeds(ruleSeeds(100_001, 300)) { generator in
      var random = RandomRule(using: &generator)
      if generator.chance(30) { random.rule.end = .count(generator.int(1...40)) }
      let expected = try agree(random, from: 0, random.periods)
      if random.rule.end == nil, let last = expected.dropFirst(3).first {
        // The same with an end at, before and after one that happens.
        let end = Instant(secondsSince1970: Int64(last + generator.int(-1...1)))
        let local = ZoneRules.utc.local(at: end)
        random.rule.end = generator.pick([.instant(end), .local(local), .date(local.date)])
        _ = try agree(random, from: 0, random.periods)
      }
      (inhabited, count) = (inhabited + (expected.isEmpty ? 0 : 1), count + 1)
    }
    #expect(inhabited * 2 > count, "most rules never happen: \(inhabited) of \(count) do")
  }

  /// However far away.
  @Test func seeksAsTheOracleWalks() {
    withSeeds(ruleSeeds(200_001, 200)) { generator in
      let random = RandomRule(using: &generator)
      let interval = random.rule.interval
      let left = 9990 - random.start.date.year
      let most =
        switch random.rule.frequency {
        case .yearly: left / interval
        case .monthly: left * 12 / interval
        case .weekly: left * 52 / interval
        case .daily: left * 365 / interval
        case .hourly: left * 8760 / interval
        case .minutely: left * 525_600 / interval
        case .secondly: left * 31_536_000 / interval
        }
      let periods = min(random.periods / 2, most)
      _ = try agree(random, from: generator.int(0...most - periods), periods)
    }
  }
}
