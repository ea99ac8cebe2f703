import Cadence
import Testing

/// What holds of every rule in every zone, whatever it says.
@Suite struct RuleInvariantTests {
  private static let zones = [
    "UTC", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
    "Africa/Cairo", "Africa/Casablanca", "Europe/Dublin",
  ]

  /// A rule that begins shortly before the clock changes.
  private struct World: CustomStringConvertible {
    var random: RandomRule
    let zone: ZoneRules
    let gap: GapPolicy
    let stepping: Recurrence.Stepping

    init(
      using generator: inout SeededGenerator, stepping: [Recurrence.Stepping] = [.wall]
    ) throws {
      self.stepping = generator.pick(stepping)
      random = RandomRule(using: &generator)
      zone = try Zones.named(generator.pick(RuleInvariantTests.zones))
      gap = generator.pick([.omit, .shiftForward])
      let some = Instant(secondsSince1970: Int64(generator.int(315_532_800...2_840_140_800)))
      let isApia = zone.identifier == "Pacific/Apia" && generator.chance(70)
      let change = isApia ? at("2011-12-30T10:00:00Z") : zone.nextTransition(after: some) ?? some
      // At the time of day of the change itself, as often as not.
      let around = zone.local(at: change - .minutes(Int64(generator.int(-4...8) * 15)))
      random.start.date = around.date.adding(days: -generator.int(0...3))
      if generator.chance(50) { random.start.time = around.time }
      if random.rule.frequency == .minutely {
        random.rule.interval = generator.pick([15, 30, 40, 90])
      }
      if random.rule.frequency == .secondly { random.rule.interval = generator.pick([900, 1800]) }
    }

    var description: String { "\(random) in \(zone), \(gap), \(stepping)" }

    func recurrence() throws -> Recurrence {
      try Recurrence(
        random.rule, starting: random.start, in: zone, gap: gap, stepping: stepping)
    }
  }

  /// Each local time of the oracle by itself means what the zone says, and an instant comes once.
  @Test func isWhatTheZoneMakesOfTheWall() {
    var adjusted = 0
    withSeeds(ruleSeeds(300_001, 250)) { generator in
      let world = try World(using: &generator)
      let (oracle, periods) = (world.random.oracle, world.random.periods)
      let end = Instant(secondsSince1970: Int64(oracle.begin(periods))) - .hours(26)
      var expected: [Instant: Recurrence.Occurrence] = [:]
      for wall in oracle.times(in: 0..<periods) {
        let local = ZoneRules.utc.local(at: Instant(secondsSince1970: Int64(wall)))
        let resolution = world.zone.resolve(local)
        guard let instant = resolution.instant(gap: world.gap), instant < end else { continue }
        let adjustment: Recurrence.Adjustment =
          switch resolution {
          case .unique: .none
          case .gap: .gap
          case .overlap: .overlap
          }
        if adjustment != .gap || expected[instant] == nil {
          expected[instant] = .init(local: local, instant: instant, adjustment: adjustment)
        }
      }
      let found = try world.recurrence().occurrences(in: .distantPast..<max(end, .distantPast))
      let sorted = expected.values.sorted { $0.instant < $1.instant }
      let same = zip(found, sorted).prefix { $0 == $1 }.count
      try hold(
        found == sorted,
        "\(world), number \(same):\n  found \(found.dropFirst(same).prefix(3))"
          + "\n  not   \(sorted.dropFirst(same).prefix(3))")
      adjusted += found.count(where: \.isAdjusted)
    }
    #expect(adjusted > 50, "the changes of the clock are hardly met")
  }

  @Test func goesForwardAndBackAndKnowsItsOwn() {
    withSeeds(ruleSeeds(400_001, 200)) { generator in
      let world = try World(using: &generator, stepping: [.wall, .elapsed])
      let recurrence = try world.recurrence()
      let all = Array(recurrence.prefix(30))
      guard let first = all.first, let last = all.last else {
        return try hold(recurrence.isEmpty, "\(world) is not empty and has nothing")
      }
      try hold(recurrence.previous(before: first.instant) == nil, "\(world) before its first")
      let until = last.instant + .seconds(1)
      try hold(
        recurrence.occurrences(in: .distantPast..<until) == all, "\(world) is walked as \(all)")
      let between = first.instant..<until
      try hold(recurrence.count(in: between) == all.count, "\(world) counts \(all)")
      let (a, b) = (generator.int(0...all.count - 1), generator.int(0...all.count - 1))
      let (early, late) = (all[min(a, b)].instant, all[max(a, b)].instant + .seconds(1))
      for cut in [early, late, late - .seconds(1), early + .seconds((late - early).count / 2)] {
        let sum = recurrence.count(in: early..<cut) + recurrence.count(in: cut..<late)
        try hold(
          sum == abs(a - b) + 1, "\(world) counts \(sum) of \(abs(a - b) + 1), cut at \(cut)")
      }
      for occurrence in all {
        try hold(recurrence.contains(occurrence.instant), "\(world) contains no \(occurrence)")
      }
      for (a, b) in zip(all, all.dropFirst()) {
        try hold(a.instant < b.instant, "\(world) goes from \(a) to \(b)")
        let length = (b.instant - a.instant).count
        for between in [0, length - 1, Int64(generator.int(0...Int(length - 1)))] {
          let here = a.instant + Seconds(between)
          try hold(recurrence.next(after: here) == b, "\(world) after \(here) is not \(b)")
          try hold(
            recurrence.previous(before: here + .seconds(1)) == a,
            "\(world) before \(here) is not \(a)")
          try hold(recurrence.contains(here) == (between == 0), "\(world) contains \(here)")
        }
      }
    }
  }

  /// Also far away, where a count is sought and not walked.
  @Test func isWithACountAPrefixOfItself() {
    withSeeds(ruleSeeds(500_001, 200)) { generator in
      var world = try World(using: &generator, stepping: [.wall, .elapsed])
      let endless = try world.recurrence()
      let count = generator.int(1...generator.pick([3, 30, 300]))
      world.random.rule.end = .count(count)
      let counted = try world.recurrence()
      let expected = Array(endless.prefix(count))
      try hold(
        Array(counted) == expected, "\(world) is \(Array(counted).count) of \(expected.count)")
      try hold(
        counted.previous(before: .distantFuture) == expected.last, "\(world) ends elsewhere")
      try hold(!counted.isEndless || expected.count < count, "\(world) is endless")
    }
  }

  @Test func isReadAsItIsWritten() {
    withSeeds(ruleSeeds(600_001, 1000)) { generator in
      var random = RandomRule(using: &generator)
      let end = ZoneRules.utc.local(
        at: Instant(secondsSince1970: Int64(generator.int(0...9_999_999_999))))
      random.rule.end = generator.pick([
        nil, .count(generator.int(1...1000)), .date(end.date), .local(end),
        .instant(Instant(secondsSince1970: Int64(generator.int(0...9_999_999_999)))),
      ])
      let text = random.rule.description
      let back = try RecurrenceRule(text: text)
      try hold(back == random.rule, "\(text) is read as \(back)")
      var parts = text.split(separator: ";")
      parts.shuffle(using: &generator)
      let shuffled = "RRULE:" + parts.joined(separator: ";").lowercased()
      try hold(try RecurrenceRule(text: shuffled) == random.rule, "\(shuffled)")
    }
  }
}
