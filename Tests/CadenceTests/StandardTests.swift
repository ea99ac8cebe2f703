import Cadence
import Testing

/// Sentences in the words of RFC 5545.
@Suite struct StandardTests {
  /// Seen from a Friday on.
  private static func lines(_ sentence: String) throws -> String? {
    let standards = try SentenceTests.read(sentence).standards(from: date("2026-11-20"))
    return standards?.map(\.description).joined(separator: "\n")
  }

  @Test(
    arguments: [
      ("Thursday 14:00 UTC", "DTSTART:20261126T140000Z\nRRULE:FREQ=WEEKLY;BYDAY=TH"),
      ("once on 2026-12-03 14:00 UTC", "DTSTART:20261203T140000Z"),
      (
        "first and third Thursday 16:00 Europe/Berlin",
        "DTSTART;TZID=Europe/Berlin:20261203T160000\nRRULE:FREQ=MONTHLY;BYDAY=1TH,3TH"
      ),
      (
        "every 2 weeks Thursday 14:00 starting 2026-12-03 for 8 meetings",
        "DTSTART:20261203T140000Z\nRRULE:FREQ=WEEKLY;COUNT=8;INTERVAL=2;BYDAY=TH"
      ),
      (
        "Thursday 14:00 UTC for 8 meetings starting 2026-12-03 until 2027-01-01",
        "DTSTART:20261203T140000Z\nRRULE:FREQ=WEEKLY;UNTIL=20261231T140000Z;BYDAY=TH"
      ),
      (
        "Thursday 14:00 Europe/Berlin until 2026-12-31",
        "DTSTART;TZID=Europe/Berlin:20261126T140000\n"
          + "RRULE:FREQ=WEEKLY;UNTIL=20261231T130000Z;BYDAY=TH"
      ),
      (
        "Wednesday except fourth 10:00 UTC",
        "DTSTART:20261202T100000Z\nRRULE:FREQ=MONTHLY;BYDAY=1WE,2WE,3WE,5WE"
      ),
      (
        "Wednesday except last 10:00 UTC",
        "DTSTART:20261202T100000Z\nRRULE:FREQ=MONTHLY;BYDAY=-5WE,-4WE,-3WE,-2WE"
      ),
      (
        "Thursday except in July and August 14:00 UTC",
        "DTSTART:20261126T140000Z\nRRULE:FREQ=WEEKLY;BYDAY=TH;BYMONTH=1,2,3,4,5,6,9,10,11,12"
      ),
      (
        "last weekday of the month 15:00 UTC",
        "DTSTART:20261130T150000Z\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
      ),
      (
        "Wednesday after third Tuesday 10:00 UTC",
        "DTSTART:20261216T100000Z\nRRULE:FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=16,17,18,19,20,21,22"
      ),
      (
        "Monday 09:00 UTC; Thursday 14:00 Europe/Berlin",
        "DTSTART:20261123T090000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO\n"
          + "DTSTART;TZID=Europe/Berlin:20261126T140000\nRRULE:FREQ=WEEKLY;BYDAY=TH"
      ),
      // In the next month at times: no rule says that.
      ("Wednesday after fourth Tuesday 10:00 UTC", nil),
      ("Wednesday except first and last 10:00 UTC", nil),
    ] as [(String, String?)])
  func isWritten(_ sentence: String, _ expected: String?) throws {
    #expect(try Self.lines(sentence) == expected)
  }

  /// Whatever the sentence, its rule has the same dates, but those that the clock jumps over.
  @Test func meansTheSame() throws {
    let days = [
      "Thursday", "Monday and Friday", "every weekday", "odd weeks Tuesday", "even weeks Sunday",
      "first Monday", "second and last Friday", "last weekday of the month", "fifth Wednesday",
      "Thursday after first Wednesday", "Tuesday after third Tuesday",
      "Saturday after fourth Friday", "monthly on the 15th", "monthly on the 1st and the last day",
      "yearly on 29 February", "yearly on the last day of February",
      "yearly on second Tuesday of March", "yearly on Monday after fourth Friday of May",
      "yearly on Friday after first Monday of December", "every 2 weeks Monday and Thursday",
      "every 3 weeks Sunday", "every 5 months third Tuesday", "every 2 months on the 28th",
    ]
    let left = ["", "", "except in July", "except in December and February", "except second"]
    let ends = ["", "", "until 2030-02-27", "for 11 meetings"]
    let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]
    var written = 0
    withSeeds(1...1500) { generator in
      let start = date("2024-02-01").adding(days: generator.int(0...900))
      let time = CivilTime(hour: generator.pick([2, 2, 9, 17, 23]), minute: 30)
      let words =
        "\(generator.pick(days)) \(generator.pick(left)) \(time ?? .midnight)"
        + " \(generator.pick(zones)) starting \(start) \(generator.pick(ends))"
      guard let rule = try? SentenceTests.read(words),
        let standards = rule.standards(from: .distantPast)
      else { return }
      written += 1
      let same = standards.compactMap { standard in
        standard.rule.flatMap {
          try? Recurrence($0, starting: standard.start, in: standard.zone)
        }
      }
      #expect(same.count == 1, "\(words)")
      #expect(!rule.isEmpty)
      // As RFC 5545 has it: what the clock jumps over is left out.
      let kept = rule.lazy.filter { $0.adjustment != .gap }.prefix(200).map(\.instant)
      #expect(same.first?.prefix(200).map(\.instant) == Array(kept), "\(words)")
    }
    #expect(written > 800)
  }
}
