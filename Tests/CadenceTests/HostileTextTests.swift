import Cadence
import Testing

/// Text that nobody writes on purpose: slips of the hand, and a hundred kilobytes of anything.
@Suite struct HostileTextTests {
  /// Either a rule that is written and read again, or a problem that stands within the text.
  private func check(_ text: String) throws -> Bool {
    do {
      let rule = try SentenceTests.read(text)
      let back = try SentenceTests.read("\(rule)")
      try hold(back == rule, "\"\(text)\" is \(rule), which is read as \(back)")
      try hold(!rule.isEmpty, "\"\(text)\" has no date")
      return true
    } catch let problem as SentenceProblem {
      let place = "\"\(text)\": \(problem.column): \(problem)"
      try hold((1...text.count + 1).contains(problem.column), place)
      try hold(!problem.what.isEmpty && !problem.fixes.isEmpty, place)
      return false
    }
  }

  /// A good sentence with some characters changed, put in or taken out.
  @Test func survivesSlips() {
    let good = [
      "every 2 weeks Tuesday 16:00 Europe/Warsaw starting 2026-12-01 until 2027-03-31",
      "Monday, Wednesday and Friday at 9:30am; once on 2026-12-03 14:00 Asia/Kolkata",
    ]
    let odd: [Character] = ["é", "🎉", "\u{0}", "\u{301}", ";", ":", "-", "9", " ", "\n", "İ", "𝟙"]
    var accepted = 0
    withSeeds(20_001...24_000) { generator in
      var text = Array(generator.pick(good))
      for _ in 0..<generator.int(1...3) {
        let index = generator.int(0...text.count - 1)
        switch generator.int(0...2) {
        case 0: text[index] = generator.pick(odd)
        case 1: text.insert(generator.pick(odd), at: index)
        default: text.remove(at: index)
        }
      }
      if try check(String(text)) { accepted += 1 }
    }
    #expect((50...3900).contains(accepted))
  }

  @Test(arguments: ["a", "Thursday ", "9", ";", "e\u{301}", "\u{301}", "🎉 ", "/", "-", "Thu 9:00;"])
  func refusesLongText(_ piece: String) {
    let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
    let problem = #expect(throws: SentenceProblem.self) { try SentenceTests.read(text) }
    #expect(problem?.description == "this is too long for a rule. write Thursday 14:00 UTC")
    #expect(throws: TextProblem.self) { try Seconds(parsing: text) }
    #expect(throws: TextProblem.self) { try Lead(parsing: text) }
    #expect(throws: TextProblem.self) { try Period(parsing: text) }
    #expect(CivilDate(text) == nil)
    #expect(CivilDateTime(text) == nil)
    #expect(Instant(text) == nil)
    #expect(throws: ZoneProblem.self) { try Zones.named(text) }
  }

  /// What is read of a length, a lead or a period is written and read again as the same.
  @Test func readsShortTextsAgain() {
    let units = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"]
    var accepted = 0
    withSeeds(30_001...34_000) { generator in
      let parts = (0..<generator.int(1...3)).map { _ in
        "\(generator.int(0...generator.pick([3, 100, 20_000, 99_999]))) \(generator.pick(units))"
      }
      let text = parts.joined(separator: generator.pick([" ", ", ", " and "]))
      if let length = try? Seconds(parsing: text) {
        accepted += 1
        try hold(try Seconds(parsing: "\(length)") == length, "\(text) is \(length)")
      }
      if let period = try? Period(parsing: text) {
        accepted += 1
        try hold(try Period(parsing: "\(period)") == period, "\(text) is \(period)")
      }
      let clock = CivilTime(secondOfDay: generator.int(0...86_399))
      let whole = generator.chance(50) ? "\(text) at \(clock)" : text
      if let lead = try? Lead(parsing: whole) {
        accepted += 1
        try hold(try Lead(parsing: "\(lead)") == lead, "\(whole) is \(lead)")
      }
    }
    #expect(accepted > 500)
  }

  /// A year is not a month, and a dot is not always a colon.
  @Test func fixesWhatIsMeant() {
    let lead = #expect(throws: TextProblem.self) { try Lead(parsing: "1 year before") }
    #expect(lead?.description == "1 year is not a number of days. write 52 weeks before")
    let sum = #expect(throws: TextProblem.self) { try Period(parsing: "11 years 6 months") }
    #expect(sum?.description == "6 is too many. write 1 month")
    let half = #expect(throws: SentenceProblem.self) { try SentenceTests.read("Thursday 12.5pm") }
    #expect(half?.description == "\"12.5pm\" is not a time of day. write 14:00 or 2 PM")
    let dotted = #expect(throws: SentenceProblem.self) { try SentenceTests.read("Thursday 2.30pm") }
    #expect(dotted?.description == "\"2.30pm\" is not a time of day. write 14:30")
    // Two neighbours swapped are one slip, even in a short word.
    let swapped = #expect(throws: SentenceProblem.self) {
      try SentenceTests.read("ocne on 2026-12-03 14:00")
    }
    #expect(swapped?.description == "\"ocne\" is not a word of this grammar. write once")
  }
}
