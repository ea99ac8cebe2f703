import Cadence
import Testing

@Suite struct SentencePropertyTests {
  /// Who writes a fix, as the whole sentence, a word of it or a key beside it, is not refused.
  @Test(arguments: SentenceRefusalTests.cases.indices)
  func namesFixesThatWork(_ index: Int) throws {
    let sentence = SentenceRefusalTests.cases[index].sentence
    let problem = try #require(throws: SentenceProblem.self) { try SentenceTests.read(sentence) }
    let before = String(sentence.prefix(problem.column - 1))
    let after = sentence.dropFirst(problem.column - 1).split(separator: " ").map(String.init)
    // Instead of the word, of it and the next one, of all from the one before or the same one on.
    func sentences(_ fix: String) -> [String] {
      let word = fix.split(separator: " ").first ?? ""
      let same = before.firstRange(of: word)?.lowerBound ?? before.startIndex
      let last = before.dropLast().lastIndex(of: " ") ?? before.startIndex
      return [
        (before[...], 1), (before[...], 2), (before[..<same], 1), (before[..<same], 2),
        (before[..<last], 1),
      ].map { ([String($0), fix] + after.dropFirst($1)).joined(separator: " ") }
    }
    for fix in problem.fixes {
      // The tests' database has a dozen zones.
      if fix.contains("/"), !fix.contains(" "), !Zones.database.names.contains(fix) { continue }
      let isRead =
        if fix.hasPrefix("starting: ") {
          (try? SentenceTests.read(sentence, starting: String(fix.dropFirst(10)))) != nil
        } else if fix.hasPrefix("duration: ") {
          (try? Seconds(parsing: String(fix.dropFirst(10)))) != nil
            && (try? SentenceTests.read(before)) != nil
        } else if fix.hasPrefix("cron: \"") {
          (try? CronExpression(String(fix.dropFirst(7).dropLast()), zones: Zones.database)) != nil
        } else if fix.hasPrefix("skip: {") {
          // The key says it in place of the words.
          (try? SentenceTests.read(
            before.replacing("except ", with: "") + after.dropFirst().joined(separator: " ")))
            != nil
        } else if fix.hasPrefix("rrule: ") {
          (try? RecurrenceRule(text: String(fix.dropFirst(7)))) != nil
        } else if fix.hasPrefix("alternate: [") {
          fix.dropFirst(12).dropLast().split(separator: ", ").allSatisfy {
            (try? SentenceTests.read(String($0))) != nil
          }
        } else {
          ([fix] + sentences(fix)).contains { (try? SentenceTests.read($0)) != nil }
        }
      #expect(isRead, "\(sentence): \(fix)")
    }
  }

  /// Whatever is written, the answer is a rule or a refusal that points into the sentence.
  @Test func neverTraps() {
    let words = [
      "every", "2", "other", "weeks", "Thursday", "Mon/Tue", "Mon-Fri", "14:00", "9", "PM", "noon",
      "UTC", "Europe/Warsaw", "IST", "+8", "starting", "until", "2026-12-03", "2026-02-30", "once",
      "on", "at", "and", ";", ",", "first", "biweekly", "to", "-", "–", "99999999999999999999", "é",
      "third", "last", "15th", "weekday", "day", "month", "monthly", "quarterly", "yearly", "March",
      "24", "3", "months", "odd", "even", "except", "in", "December", "after", "fourth", "for", "8",
      "meetings", "of", "starting 2026-12-03", "0 14 * * 4", "24:00", "14:00-15:00",
      "2026-12-03T14:00", "2026-12-03T", ".", "a", "freq=x",
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
