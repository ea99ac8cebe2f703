import Cadence
import Testing

@Suite struct RecurrencePropertyTests {
  private func window(_ around: CivilDate) -> Range<Instant> {
    func midnight(_ date: CivilDate) -> Instant {
      Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400)
    }
    return midnight(around.adding(days: -40))..<midnight(around.adding(days: 40))
  }

  @Test func agreesWithTheOracle() {
    var adjusted = 0
    withSeeds(1...1000) { generator in
      let (oracle, around) = try Oracle.random(using: &generator)
      let rule = oracle.rule
      let window = window(around)
      let expected = oracle.occurrences(
        from: around.adding(days: -44), to: around.adding(days: 44)
      ).filter { window.contains($0.instant) }
      let found = rule.occurrences(in: window)
      try hold(found == expected, "\(rule):\n  found \(found)\n  not   \(expected)")
      adjusted += found.count { $0.adjustment != .none }
      for occurrence in expected {
        let same = rule.occurrences(on: occurrence.date)
        try hold(same.contains(occurrence), "\(rule) on \(occurrence.date): \(same)")
        try hold(
          same.map(rule.isFirst) == same.indices.map { $0 == 0 }, "\(rule) on \(occurrence.date)")
      }
    }
    #expect(adjusted > 100, "the changes of the clock are hardly met")
  }

  @Test func goesForwardAndBack() {
    withSeeds(2001...3000) { generator in
      let (oracle, around) = try Oracle.random(using: &generator)
      let rule = oracle.rule
      var cursor = window(around).lowerBound + .seconds(Int64(generator.int(0...6_000_000)))
      var last: Recurrence.Occurrence?
      for _ in 0..<30 {
        guard let next = rule.next(after: cursor) else { break }
        try hold(next.instant > cursor, "\(rule) after \(cursor) gives \(next)")
        let back = rule.previous(before: next.instant + .seconds(1))
        try hold(
          back == next, "\(rule) before \(next.instant) and a second: \(String(describing: back))")
        if let last {
          let previous = rule.previous(before: next.instant)
          try hold(previous == last, "\(rule) before \(next) gives \(String(describing: previous))")
        }
        last = next
        // Anywhere before the next one is as good.
        cursor = next.instant
        if let after = rule.next(after: cursor) {
          let middle = cursor + Seconds((after.instant - cursor).count / 2)
          try hold(rule.next(after: middle) == after, "\(rule) after \(middle)")
          try hold(rule.previous(before: middle + .seconds(1)) == next, "\(rule) before \(middle)")
        }
      }
    }
  }

  @Test func limitsAsAFilterDoes() {
    withSeeds(4001...4500) { generator in
      let (oracle, around) = try Oracle.random(using: &generator)
      let first = around.adding(days: generator.int(-30...10))
      let dates = first...first.adding(days: generator.int(0...60))
      let limited = oracle.rule.limited(to: dates)
      let window = window(around)
      let expected = oracle.lines.map { line in
        var line = line
        line.until = min(line.until ?? .distantFuture, dates.upperBound)
        return line
      }
      let wanted = Oracle(lines: expected).occurrences(
        from: max(dates.lowerBound, around.adding(days: -44)), to: around.adding(days: 44)
      ).filter { window.contains($0.instant) && dates.contains($0.date) }
      let found = limited.occurrences(in: window)
      try hold(found == wanted, "\(oracle) in \(dates):\n  found \(found)\n  not   \(wanted)")
      try hold(!limited.isEndless, "\(limited) in \(dates) is endless")
    }
  }

  /// Seed 11,754 limits two slots to the same dates, which makes them one.
  @Test(arguments: [6001...8000, 11_754...11_754] as [ClosedRange<UInt64>])
  func readsWhatItWrites(_ seeds: ClosedRange<UInt64>) {
    withSeeds(seeds) { generator in
      let (oracle, around) = try Oracle.random(using: &generator)
      var rule = oracle.rule
      if generator.chance(30) { rule = rule.limited(to: around.adding(days: -30)...around) }
      guard !rule.isEmpty else { return }
      let text = rule.description
      func read(_ text: String) throws -> Recurrence {
        try Sentence(
          text, in: nil, starting: nil, until: nil, today: around, zones: Zones.database
        ).recurrence
      }
      let back = try read(text)
      try hold(back == rule, "\(text) is read as \(back)")
      try hold(back.description == text, "\(text) is written as \(back)")
      let folded = try read(generator.chance(50) ? text.uppercased() : text.lowercased())
      try hold(folded == rule, "\(text) in another case is read as \(folded)")
    }
  }
}
