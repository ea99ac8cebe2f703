import Cadence
import Testing

@Suite struct SentencePropertyTests {
  /// A fix that is a sentence or a key can be written as it stands.
  @Test(arguments: SentenceRefusalTests.cases.indices)
  func namesFixesThatWork(_ index: Int) throws {
    let sentence = SentenceRefusalTests.cases[index].sentence
    let problem = #expect(throws: SentenceProblem.self) { try SentenceTests.read(sentence) }
    for fix in problem?.fixes ?? [] {
      if fix.hasPrefix("starting: ") {
        #expect(throws: Never.self) {
          try SentenceTests.read(sentence, starting: String(fix.dropFirst(10)))
        }
      } else if fix.contains("day 1") || fix.hasPrefix("every ") || fix.hasPrefix("once on ") {
        #expect(throws: Never.self, "\(fix)") { try SentenceTests.read(fix) }
      }
    }
  }

  /// Whatever is written, the answer is a rule or a refusal that points into the sentence.
  @Test func neverTraps() {
    let words = [
      "every", "2", "other", "weeks", "Thursday", "Mon/Tue", "Mon-Fri", "14:00", "9", "PM", "noon",
      "UTC", "Europe/Warsaw", "IST", "+8", "starting", "until", "2026-12-03", "2026-02-30", "once",
      "on", "at", "and", ";", ",", "first", "biweekly", "to", "-", "–", "99999999999999999999", "é",
      "0 14 * * 4", "24:00", "14:00-15:00", "2026-12-03T14:00", "2026-12-03T", ".", "a", "freq=x",
    ]
    withSeeds(1...4000) { generator in
      let picked = (0..<generator.int(0...8)).map { _ in generator.pick(words) }
      let sentence = picked.joined(separator: generator.chance(90) ? " " : "")
      do throws(SentenceProblem) {
        let rule = try SentenceTests.read(
          sentence, starting: generator.chance(30) ? "2026-12-03" : nil,
          until: generator.chance(20) ? "2027-03-31" : nil)
        if try SentenceTests.read(rule.description) != rule {
          Issue.record("\(sentence) is read as \(rule), and that as another rule")
        }
      } catch {
        let columns = 1...(sentence.count + 1)
        if !columns.contains(error.column) || error.what.isEmpty {
          Issue.record("\(sentence): \(error.column): \(error)")
        }
      }
    }
  }
}
