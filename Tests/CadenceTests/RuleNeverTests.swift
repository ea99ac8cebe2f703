import Cadence
import Testing

/// A rule that never happens says so, and the rarest that does is found.
@Suite struct RuleNeverTests {
  private func recurrence(_ rule: String, _ start: String) throws -> Recurrence {
    try Recurrence(RecurrenceRule(text: rule), starting: local(start))
  }

  /// The time after which a rule would come again is then more than a number can say, or just less.
  @Test(arguments: [730_692_559, 730_692_553, 730_692_551, 730_692_547, Int(Int32.max)])
  func theLongestIntervalsEnd(_ interval: Int) throws {
    for frequency in ["HOURLY", "MINUTELY", "SECONDLY"] {
      let rule = try recurrence("FREQ=\(frequency);INTERVAL=\(interval)", "2998-01-01T00:00")
      #expect(rule.next(after: .distantPast)?.local == local("2998-01-01T00:00"))
      #expect(Array(rule.prefix(3)).first?.local == local("2998-01-01T00:00"))
    }
  }

  @Test(arguments: [
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T09:00"),
    ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31", "2026-01-01T09:00"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2025-01-01T09:00"),
    ("FREQ=YEARLY;INTERVAL=2;BYYEARDAY=366", "2025-01-01T09:00"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "2026-02-01T09:00"),
    ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "2026-02-01T09:00"),
    ("FREQ=MONTHLY;INTERVAL=48;BYMONTHDAY=29", "2026-02-01T09:00"),
    ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-12-01T09:00"),
    // Every fourth year on 1 March, until 2100 is no leap year: then on 2 March, and so on.
    ("FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29", "2025-03-01T09:00"),
    ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", "2026-12-01T09:00"),
    ("FREQ=DAILY;BYHOUR=9,10;BYSETPOS=3", "2026-12-01T09:00"),
    ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYWEEKNO=1;BYMONTH=1;BYMONTHDAY=11", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYMONTH=2;BYDAY=5TU;BYMONTHDAY=28", "2026-01-01T09:00"),
    ("FREQ=YEARLY;BYMONTH=2;BYDAY=1MO;BYMONTHDAY=8", "2026-01-01T09:00"),
    ("FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=28", "2026-01-01T09:00"),
    ("FREQ=HOURLY;INTERVAL=24;BYHOUR=10", "2026-12-01T09:00"),
    ("FREQ=HOURLY;INTERVAL=2;BYHOUR=10", "2026-12-01T09:00"),
    ("FREQ=HOURLY;INTERVAL=168;BYDAY=MO", "2026-12-01T09:00"),
    ("FREQ=HOURLY;INTERVAL=336;BYDAY=MO,TU;BYHOUR=10", "2026-12-01T09:00"),
    ("FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30", "2026-12-01T09:00"),
    ("FREQ=MINUTELY;INTERVAL=1440;BYHOUR=9;BYMINUTE=1", "2026-12-01T09:00"),
    ("FREQ=MINUTELY;INTERVAL=10080;BYDAY=SU", "2026-12-01T09:00"),
    ("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1,3", "2026-12-01T09:00"),
    ("FREQ=SECONDLY;INTERVAL=604800;BYDAY=WE,TH", "2026-12-01T09:00"),
    ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30,31", "2026-12-01T09:00"),
    ("FREQ=SECONDLY;BYSECOND=1;BYSETPOS=2", "2026-12-01T09:00"),
    // Before it begins.
    ("FREQ=DAILY;UNTIL=20261130", "2026-12-01T09:00"),
    ("FREQ=DAILY;UNTIL=20261201T085959Z", "2026-12-01T09:00"),
  ])
  func neverHappens(_ rule: String, _ start: String) throws {
    let recurrence = try recurrence(rule, start)
    #expect(recurrence.isEmpty)
    #expect(!recurrence.isEndless)
    #expect(recurrence.next(after: .distantPast) == nil)
    #expect(recurrence.previous(before: .distantFuture) == nil)
    #expect(Array(recurrence.prefix(1)).isEmpty)
  }

  /// Found with the days of Python's `datetime`, one after another.
  @Test(arguments: [
    (
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2024-01-01T09:00", "2044-02-29", "9988-02-29"
    ),
    (
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2096-01-01T09:00", "2096-02-29",
      "9996-02-29"
    ),
    ("FREQ=YEARLY;INTERVAL=7;BYWEEKNO=53;BYDAY=MO", "2016-01-01T09:00", "2037-12-28", "9891-12-28"),
    (
      "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "1900-01-01T09:00", "2000-02-29",
      "9600-02-29"
    ),
    ("FREQ=MONTHLY;INTERVAL=48;BYMONTHDAY=29", "2024-02-01T09:00", "2024-02-29", "9996-02-29"),
    (
      "FREQ=HOURLY;INTERVAL=8760;BYMONTH=2;BYMONTHDAY=29", "2026-12-01T09:00", "3164-02-29",
      "9184-02-29"
    ),
    (
      "FREQ=MINUTELY;INTERVAL=1441;BYHOUR=0;BYMINUTE=0;BYDAY=MO;BYMONTH=1;BYMONTHDAY=1",
      "2026-12-01T09:00", "8046-01-01", "8046-01-01"
    ),
    (
      "FREQ=SECONDLY;INTERVAL=86401;BYHOUR=12;BYMINUTE=0;BYSECOND=0", "2026-12-01T09:00",
      "2056-06-26", "9862-11-24"
    ),
  ])
  func rarelyHappens(_ rule: String, _ start: String, _ first: String, _ last: String) throws {
    let recurrence = try recurrence(rule, start)
    #expect(recurrence.next(after: .distantPast).map { "\($0.date)" } ?? "" == first)
    #expect(recurrence.previous(before: .distantFuture).map { "\($0.date)" } ?? "" == last)
  }
}
