import Cadence
import Testing

@Suite struct DeadlinePropertyTests {
  /// Either a deadline that is written and read again, or a problem that stands within the text and
  /// each of whose fixes is read.
  static func check(_ text: String, names: [String] = DeadlineTests.names) throws -> Bool {
    do {
      let deadline = try DeadlineTests.read(text, names: names)
      let back = try DeadlineTests.read("\(deadline)", names: names)
      try hold(back == deadline, "\"\(text)\" is \(deadline), which is read as \(back)")
      return true
    } catch let problem as DeadlineProblem {
      let place = "\"\(text)\": \(problem.column): \(problem)"
      try hold((1...text.count + 1).contains(problem.column), place)
      try hold(!problem.what.isEmpty && !problem.fixes.isEmpty, place)
      for fix in problem.fixes {
        let isRead = (try? DeadlineTests.read(fix, names: names)) != nil
        try hold(isRead, "\(place): \"\(fix)\" is not read")
      }
      return false
    }
  }

  @Test(arguments: DeadlineRefusalTests.cases.indices)
  func namesFixesThatAreRead(_ index: Int) throws {
    #expect(try !Self.check(DeadlineRefusalTests.cases[index].text))
  }

  @Test func neverTraps() {
    let words = [
      "4", "days", "4d", "week", "before", "after", "selection", "end of term", "selecton", "at",
      "the", "18:00", "6 PM", "noon", "midnight", "EOD", "UTC", "PDT", "PST", "IST", "AoE", "+8",
      "Europe/Warsaw", "Foo/Bar", "Berlin", "2026-07-18", "2026-02-30", "July", "21", "31st",
      "2026", "1800", "Tue,", "Friday", "of", "-", "..", "to", ";", "é", "07/08/2026", "Juli", ".",
      "99999999999999999999", "months", "hours", "and", "a", "two", "0", "9999-12-31", "0001-01-01",
    ]
    var accepted = 0
    withSeeds(1...3000) { generator in
      let picked = (0..<generator.int(0...5)).map { _ in generator.pick(words) }
      let text = picked.joined(separator: generator.chance(95) ? " " : "")
      let names = generator.chance(80) ? DeadlineTests.names : []
      if try Self.check(text, names: names) { accepted += 1 }
    }
    #expect(accepted > 40)
  }

  /// A good text with some characters changed, put in or taken out.
  @Test func survivesSlips() {
    let good = [
      "Tue, Jul 21, 2026, 11:00 AM PDT (18:00 UTC)",
      "2 days before midterm evaluation at 18:00 UTC",
      "21st July 2026 11:00 Europe/Berlin", "1 month 2 weeks after end of term at noon",
    ]
    let odd: [Character] = ["é", "🎉", "\u{0}", "\u{301}", ";", ":", "-", "9", " ", "\n", "İ", "𝟙"]
    var accepted = 0
    withSeeds(20_001...21_000) { generator in
      var text = Array(generator.pick(good))
      for _ in 0..<generator.int(1...3) {
        let index = generator.int(0...text.count - 1)
        switch generator.int(0...2) {
        case 0: text[index] = generator.pick(odd)
        case 1: text.insert(generator.pick(odd), at: index)
        default: text.remove(at: index)
        }
      }
      if try Self.check(String(text)) { accepted += 1 }
    }
    #expect((30...950).contains(accepted))
  }

  @Test(arguments: ["a", "4 days ", "9", ";", "e\u{301}", "🎉 ", "/", "- ", "before ", "July 1 "])
  func refusesLongText(_ piece: String) throws {
    for length in [900, 100_000] {
      let text = String(repeating: piece, count: length / piece.utf8.count)
      #expect(try !Self.check(text))
    }
  }

  /// However a date and a time are written, they are the same moment.
  @Test func readsEveryOrder() {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    withSeeds(30_001...31_000) { generator in
      let day = date("2010-01-01").adding(days: generator.int(0...12_000))
      let clock = CivilTime(secondOfDay: generator.int(0...1439) * 60)
      let month = generator.pick([months[day.month - 1], String(months[day.month - 1].prefix(3))])
      var dates = [
        "\(day)", "\(day.day) \(month) \(day.year)", "\(month) \(day.day), \(day.year)",
        "\(day.year) \(month) \(day.day)",
      ]
      // Other numbers than the next twenty years' are times.
      if abs(day.year - 2026) > 20 { dates = ["\(day)"] }
      let minute = clock.minute < 10 ? "0\(clock.minute)" : "\(clock.minute)"
      let half = clock.hour < 12 ? "AM" : "pm"
      let times = ["\(clock)", "\((clock.hour + 11) % 12 + 1):\(minute) \(half)"]
      let zone = generator.pick(["UTC", "Europe/Warsaw", "Asia/Kolkata", "America/St_Johns"])
      let weekday = generator.chance(50) ? "\(day.weekday.shortName), " : ""
      let written = weekday + generator.pick(dates)
      let text = "\(written) \(generator.pick(times)) \(zone)"
      let deadline = try DeadlineTests.read(text)
      try hold("\(deadline)" == "\(day) \(clock) \(zone)", "\(text) is \(deadline)")
      let rules = try Zones.named(zone)
      let expected = rules.resolve(CivilDateTime(date: day, time: clock))
      try hold(deadline.instant == expected.instant(gap: .shiftForward), text)
    }
  }

  /// A date in words is one thing behind `due:`, `once on` and `starting`: the same day, or none of
  /// the calendar.
  @Test func readsTheDatesOfSentences() {
    withSeeds(50_001...51_000) { generator in
      let (year, number) = (generator.int(2027...2046), generator.int(1...12))
      let day = generator.int(1...31)
      let name = CivilDate(year: year, month: number, day: 1)?.monthName ?? ""
      let month = generator.pick([name, String(name.prefix(3)), name.lowercased()])
      let ending = [1: "st", 2: "nd", 3: "rd"][day / 10 == 1 ? 0 : day % 10] ?? "th"
      let text = generator.pick([
        "\(day) \(month) \(year)", "\(month) \(day), \(year)", "\(day)\(ending) \(month) \(year)",
        "\(month) \(day)\(ending), \(year)", "\(day)\(ending) of \(month) \(year)",
      ])
      let due = try? DeadlineTests.read("\(text) 14:00 UTC")
      let once = try? SentenceTests.read("once on \(text) 14:00 UTC")
      let starting = try? SentenceTests.read("daily 14:00 UTC starting \(text)")
      let expected = CivilDate(year: year, month: number, day: day).map {
        CivilDateTime(date: $0, time: time("14:00"))
      }
      try hold(due == expected.map { .absolute($0, in: .utc) }, "due: \(text)")
      try hold(once?.first?.local == expected, "once on \(text)")
      try hold(starting?.first?.local == expected, "starting \(text)")
    }
  }

  /// Days are steps of the anchor's date and keep its time; hours are elapsed, and there is a way
  /// back.
  @Test func countsDaysOnTheAnchorsClock() {
    withSeeds(40_001...40_500) { generator in
      let zone = try Zones.named(
        generator.pick(["Europe/Warsaw", "America/New_York", "Asia/Tokyo"]))
      let anchor = Instant(secondsSince1970: Int64(generator.int(1_500_000_000...2_000_000_000)))
      let count = generator.int(1...400)
      func due(_ text: String) throws -> Instant {
        guard case .relative(let relative) = try DeadlineTests.read(text) else {
          throw Falsified(description: "\(text) is a moment")
        }
        return relative.instant(from: anchor, in: zone)
      }
      let start = zone.local(at: anchor)
      for (word, sign) in [("before", -1), ("after", 1)] {
        let hours = try due("\(count) hours \(word) selection")
        try hold(hours == anchor + .hours(Int64(sign * count)), "\(count) hours \(word) \(anchor)")
        let days = try zone.local(at: due("\(count) days \(word) selection"))
        let isShifted = days.time != start.time
        try hold(
          days.date == start.date.adding(days: sign * count), "\(count) days \(word) \(anchor)")
        // Only a gap can change the time, and no gap is longer than an hour here.
        try hold(!isShifted || start.time.hour < 4, "\(count) days \(word) \(anchor): \(days)")
        let noon = try zone.local(at: due("\(count) days \(word) selection at noon"))
        try hold("\(noon)" == "\(days.date)T12:00", "\(count) days \(word) \(anchor): \(noon)")
      }
    }
  }
}
