import Cadence
import Foundation
import Testing

/// The pages of Sources/Cadence/Cadence.docc: their snippets stand here word for word and are run,
/// and their examples are tried.
@Suite struct DocumentationTests {
  // long: the page's program in one piece.
  @Test func theFirstPageIsAProgram() throws {
    let page = try Page("Cadence")
    func print(_ items: Any...) { page.print(items) }

    let folder = URL(fileURLWithPath: "/usr/share/zoneinfo")
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    let names = paths.filter { $0.contains("/") && $0.first?.isUppercase == true }
    let zones = ZoneDatabase(version: "the system's", names: names) { name in
      (try? Data(contentsOf: folder.appendingPathComponent(name))).map { Array($0) }
    }
    let berlin = try zones.zone(named: "Europe/Berlin")

    guard let start = CivilDateTime("2026-12-25T16:00"), let today = CivilDate("2026-12-01"),
      let now = Instant("2026-12-01T12:00:00Z")
    else { fatalError("a date is mistyped") }

    let rule = try RecurrenceRule(text: "FREQ=MONTHLY;BYDAY=-1FR")
    let lastFridays = try Recurrence(rule, starting: start, in: berlin)
    for occurrence in lastFridays.prefix(3) { print(occurrence.local, occurrence.instant) }
    // 2026-12-25T16:00 2026-12-25T15:00:00Z
    // 2027-01-29T16:00 2027-01-29T15:00:00Z
    // 2027-02-26T16:00 2027-02-26T15:00:00Z

    let year = now..<(now + .days(365))
    if let next = lastFridays.next(after: now),
      let last = lastFridays.previous(before: year.upperBound)
    {
      print(next.local, last.local)
      // 2026-12-25T16:00 2027-11-26T16:00
      print(lastFridays.contains(next.instant), lastFridays.contains(now))
      // true false
    }
    print(lastFridays.count(in: year))
    // 12
    print(lastFridays.occurrences(in: now..<(now + .days(60))).map(\.date))
    // [2026-12-25, 2027-01-29]

    let sentence = try Sentence(
      "every 2 weeks Thursday 16:00-17:00 starting 2026-12-03", in: berlin, starting: nil,
      until: nil, today: today, zones: zones)
    print(sentence)
    // every 2 weeks Thursday 16:00-17:00 Europe/Berlin starting 2026-12-03
    print(sentence.recurrence.prefix(3).map(\.date))
    // [2026-12-03, 2026-12-17, 2026-12-31]

    do throws(SentenceProblem) {
      _ = try Sentence(
        "biweekly Thursday 14:00", in: berlin, starting: nil, until: nil, today: today,
        zones: zones)
    } catch {
      print(error.what)
      // "biweekly" does not say which week
      print(error.fixes)
      // ["starting: 2026-12-03", "starting: 2026-12-10"]
    }

    guard let beforeGap = CivilDateTime("2027-03-27T02:30") else { fatalError("mistyped") }
    let threeNights = try RecurrenceRule(text: "FREQ=DAILY;COUNT=3")
    let omitting = try Recurrence(threeNights, starting: beforeGap, in: berlin)
    print(omitting.map(\.date))
    // [2027-03-27, 2027-03-29, 2027-03-30]
    let shifting = try Recurrence(threeNights, starting: beforeGap, in: berlin, gap: .shiftForward)
    for night in shifting { print(night.local, night.instant, night.adjustment) }
    // 2027-03-27T02:30 2027-03-27T01:30:00Z none
    // 2027-03-28T02:30 2027-03-28T01:30:00Z gap
    // 2027-03-29T02:30 2027-03-29T00:30:00Z none

    guard let beforeOverlap = CivilDateTime("2027-10-30T02:30") else { fatalError("mistyped") }
    for night in try Recurrence(threeNights, starting: beforeOverlap, in: berlin) {
      print(night.local, night.instant, night.adjustment)
    }
    // 2027-10-30T02:30 2027-10-30T00:30:00Z none
    // 2027-10-31T02:30 2027-10-31T00:30:00Z overlap
    // 2027-11-01T02:30 2027-11-01T01:30:00Z none
    try page.check()
  }

  @Test func zonesAreAsWritten() throws {
    let page = try Page("Zones")
    let zones = Zones.database
    func print(_ items: Any...) { page.print(items) }

    let berlin = try zones.zone(named: "europe/berlin")
    for text in ["2026-12-03T14:00", "2027-03-28T02:30", "2027-10-31T02:30"] {
      guard let local = CivilDateTime(text) else { continue }
      switch berlin.resolve(local) {
      case .unique(let instant): print(instant)
      case .gap(let shifted): print("never;", shifted, "shows", berlin.local(at: shifted))
      case .overlap(let first, let second): print("twice;", first, second)
      }
    }
    // 2026-12-03T13:00:00Z
    // never; 2027-03-28T01:30:00Z shows 2027-03-28T03:30
    // twice; 2027-10-31T00:30:00Z 2027-10-31T01:30:00Z

    do throws(ZoneProblem) { _ = try zones.zone(named: "IST") } catch {
      print(error.fixes)
      // ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]
    }
    try page.check()
  }

  @Test func deadlinesAreAsWritten() throws {
    let page = try Page("Deadlines")
    let (zones, berlin, today) = (
      Zones.database, try Zones.named("Europe/Berlin"), date("2026-12-01")
    )
    func print(_ items: Any...) { page.print(items) }

    func read(_ text: String) throws(DeadlineProblem) -> Deadline {
      try Deadline(
        text, in: berlin, names: ["last meeting", "selection"], today: today, zones: zones)
    }
    for text in ["2027-07-18", "Tue, Jul 20, 2027, 11:00 AM PDT", "18 July 2027 noon UTC"] {
      let due = try read(text)
      if let instant = due.instant { print(due, instant) }
    }
    // 2027-07-18 23:59 Europe/Berlin 2027-07-18T21:59:00Z
    // 2027-07-20 11:00 America/Los_Angeles 2027-07-20T18:00:00Z
    // 2027-07-18 12:00 UTC 2027-07-18T12:00:00Z

    guard let last = Instant("2027-03-31T16:00:00Z") else { fatalError("mistyped") }
    for text in ["1 month before last meeting", "2 days after the last meeting at noon"] {
      guard case .relative(let due) = try read(text) else { continue }
      print(due, due.instant(from: last, in: berlin))
    }
    // 1 month before last meeting 2027-02-28T17:00:00Z
    // 2 days after last meeting at 12:00 2027-04-02T10:00:00Z

    for text in ["2024-02-13 17:00 PDT", "Monday 2027-07-20", "July 20", "4 days before selecton"] {
      do throws(DeadlineProblem) { _ = try read(text) } catch {
        print(error.column, error.what)
        print(error.fixes)
      }
    }
    // 18 at 17:00 on 2024-02-13 the clock of America/Los_Angeles shows PST, not PDT
    // ["2024-02-13 17:00 America/Los_Angeles", "2024-02-14 00:00 UTC"]
    // 1 2027-07-20 is a Tuesday, not a Monday
    // ["2027-07-20", "2027-07-19"]
    // 1 no year is given
    // ["2027-07-20"]
    // 15 nothing is named "selecton"
    // ["4 days before selection"]
    try page.check()
  }

  // long: the page's program in one piece.
  @Test func schedulesForMachinesAreAsWritten() throws {
    let page = try Page("Expressions")
    let (zones, berlin, today) = (
      Zones.database, try Zones.named("Europe/Berlin"), date("2026-12-01")
    )
    func print(_ items: Any...) { page.print(items) }

    let cron = try CronExpression("0 9 13 * 5", zones: zones)
    let either = Recurrence(cron: cron, in: berlin, starting: today)
    print(either.prefix(3).map(\.date))
    // [2026-12-04, 2026-12-11, 2026-12-13]

    let event = try CalendarExpression("Fri *-*-13 09:00", zones: zones)
    let both = Recurrence(calendar: event, in: berlin, starting: today)
    print(event, both.prefix(3).map(\.date))
    // Fri *-*-13 09:00:00 [2027-08-13, 2028-10-13, 2029-04-13]

    for line in cron.explanation(in: berlin, from: today) { print(line) }
    // either is enough: the day of the month (13) or the day of the week (5)
    for line in event.explanation(in: berlin, from: today) { print(line) }
    // both have to fit: the weekday and the date

    guard let march = CivilDate("2027-03-28"), let october = CivilDate("2027-10-31") else {
      fatalError("mistyped")
    }
    for text in ["30 2 * * *", "30 * * * *"] {
      let line = try CronExpression(text, zones: zones)
      print(Recurrence(cron: line, in: berlin, starting: march).prefix(3).map(\.instant))
      print(Recurrence(cron: line, in: berlin, starting: october).prefix(4).map(\.instant))
    }
    // [2027-03-28T01:30:00Z, 2027-03-29T00:30:00Z, 2027-03-30T00:30:00Z]
    // [2027-10-31T00:30:00Z, 2027-11-01T01:30:00Z, 2027-11-02T01:30:00Z, 2027-11-03T01:30:00Z]
    // [2027-03-27T23:30:00Z, 2027-03-28T00:30:00Z, 2027-03-28T01:30:00Z]
    // [2027-10-30T22:30:00Z, 2027-10-30T23:30:00Z, 2027-10-31T00:30:00Z, 2027-10-31T02:30:00Z]

    let night = try CalendarExpression("02:30", zones: zones)
    print(Recurrence(calendar: night, in: berlin, starting: march).prefix(2).map(\.instant))
    // [2027-03-29T00:30:00Z, 2027-03-30T00:30:00Z]
    print(Recurrence(calendar: night, in: berlin, starting: october).prefix(2).map(\.instant))
    // [2027-10-31T00:30:00Z, 2027-11-01T01:30:00Z]
    try page.check()
  }

  /// "cron LINE" or "calendar EVENT", and below it the first local times.
  @Test func examplesOfSchedulesAreTrue() throws {
    let berlin = try Zones.named("Europe/Berlin")
    var count = 0
    for (line, next) in try Page("Expressions").pairs {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      let rule: Recurrence
      switch line.hasPrefix("    ") ? words.first : nil {
      case "cron":
        let cron = try CronExpression(words[1], zones: Zones.database)
        rule = Recurrence(cron: cron, in: berlin, starting: date("2026-12-01"))
      case "calendar":
        let event = try CalendarExpression(words[1], zones: Zones.database)
        rule = Recurrence(calendar: event, in: berlin, starting: date("2026-12-01"))
      default: continue
      }
      let expected = next.split(separator: " ").map(String.init)
      #expect(rule.prefix(expected.count).map(\.local.description) == expected, "\(line)")
      count += 1
    }
    #expect(count == 8)
  }

  /// "RULE from START", and below it what ours are.
  @Test func oursAreAsWritten() throws {
    var count = 0
    for (line, next) in try Page("Differences").pairs where next.hasPrefix("    ours ") {
      let parts = line.trimmingCharacters(in: .whitespaces).components(separatedBy: " from ")
      let expected = next.split(separator: " ").dropFirst().map(String.init)
      count += 1
      guard expected != ["refused"] else {
        #expect(throws: RuleProblem.self, "\(line)") { try RecurrenceRule(text: parts[0]) }
        continue
      }
      let rule = try Recurrence(RecurrenceRule(text: parts[0]), starting: local(parts[1]))
      #expect(rule.prefix(3).map(\.date.description) == expected, "\(line)")
    }
    #expect(count == 16)
  }

  /// A stranger finds each type, and each error, from the first page.
  @Test func everyPublicTypeIsATopic() throws {
    let first = try Page("Cadence").text
    let sources = Page.root.appendingPathComponent("Sources/Cadence")
    let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }
    var count = 0
    for path in paths ?? [] where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(whereSeparator: { !$0.isLetter })
        guard words.count > 2, words[0] == "public", ["struct", "enum"].contains(words[1]) else {
          continue
        }
        let name = words[2]
        #expect(first.contains("`\(name)``") || first.contains("/\(name)``"), "\(name)")
        count += 1
      }
    }
    #expect(count > 25)
  }
}

/// A page, and what its snippets have printed.
private final class Page {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  let text: String
  private var printed: [String] = []

  init(_ name: String) throws {
    let file = "Sources/Cadence/Cadence.docc/\(name).md"
    text = try String(contentsOf: Self.root.appendingPathComponent(file), encoding: .utf8)
  }

  func print(_ items: [Any]) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

  /// Each line with the next one.
  var pairs: [(String, String)] {
    let lines = text.components(separatedBy: "\n")
    return Array(zip(lines, lines.dropFirst()))
  }

  /// Every paragraph of its snippets stands in this file, and their comments are what was printed.
  func check() throws {
    let snippets = text.components(separatedBy: "```").enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { Self.unindented($0.element) }
    #expect(snippets.allSatisfy { $0.hasPrefix("swift\n") })
    let here = "\n" + Self.unindented(try String(contentsOfFile: #filePath, encoding: .utf8))
    for snippet in snippets {
      for paragraph in snippet.dropFirst(6).components(separatedBy: "\n\n") {
        let isHere = here.contains("\n\(paragraph.trimmingCharacters(in: .newlines))\n")
        #expect(isHere, "\(paragraph)")
      }
    }
    let comments = snippets.flatMap { $0.components(separatedBy: "\n") }
      .filter { $0.hasPrefix("// ") }.map { String($0.dropFirst(3)) }
    #expect(printed == comments)
  }

  private static func unindented(_ text: String) -> String {
    text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: "\n")
  }
}
