import Cadence
import Testing

/// The examples that RFC 5545 gives itself, in New York.
/// Source: RFC 5545 section 3.8.5.3; of the one every three hours the end that its dates have.
@Suite struct RuleExampleTests {
  struct Example {
    let rule: String
    let start: String
    /// The first six.
    let begins: String
    /// How many there are; nil for a rule that goes on.
    let count: Int?
  }

  @Test(arguments: examples)
  func isAsPrinted(_ example: Example) throws {
    let start = try #require(CivilDateTime(compactText: example.start))
    let rule = try Recurrence(
      RecurrenceRule(text: example.rule), starting: start,
      in: Zones.named("America/New_York"))
    let locals = rule.prefix(6).map(\.local)
    let isByDay = locals.allSatisfy { $0.time == start.time }
    let begins = locals.map { isByDay ? "\($0.date)" : "\($0.date.day).\($0.time)" }
    #expect(begins == example.begins.split(separator: " ").map(String.init))
    #expect(rule.isEndless == (example.count == nil))
    if let count = example.count {
      #expect(rule.count(in: .distantPast..<(.distantFuture)) == count)
    }
  }

  static let examples = [
    Example(
      rule: "FREQ=DAILY;COUNT=10", start: "19970902T090000",
      begins: "1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07", count: 10),
    Example(
      rule: "FREQ=DAILY;UNTIL=19971224T000000Z", start: "19970902T090000",
      begins: "1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07", count: 113),
    Example(
      rule: "FREQ=DAILY;INTERVAL=2", start: "19970902T090000",
      begins: "1997-09-02 1997-09-04 1997-09-06 1997-09-08 1997-09-10 1997-09-12", count: nil),
    Example(
      rule: "FREQ=DAILY;INTERVAL=10;COUNT=5", start: "19970902T090000",
      begins: "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12", count: 5),
    Example(
      rule: "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
      start: "19980101T090000",
      begins: "1998-01-01 1998-01-02 1998-01-03 1998-01-04 1998-01-05 1998-01-06", count: 93),
    Example(
      rule: "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", start: "19980101T090000",
      begins: "1998-01-01 1998-01-02 1998-01-03 1998-01-04 1998-01-05 1998-01-06", count: 93),
    Example(
      rule: "FREQ=WEEKLY;COUNT=10", start: "19970902T090000",
      begins: "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07", count: 10),
    Example(
      rule: "FREQ=WEEKLY;UNTIL=19971224T000000Z", start: "19970902T090000",
      begins: "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07", count: 17),
    Example(
      rule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU", start: "19970902T090000",
      begins: "1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11", count: nil),
    Example(
      rule: "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", start: "19970902T090000",
      begins: "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18", count: 10),
    Example(
      rule: "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", start: "19970902T090000",
      begins: "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18", count: 10),
    Example(
      rule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
      start: "19970901T090000",
      begins: "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19", count: 25),
    Example(
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", start: "19970902T090000",
      begins: "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02", count: 8),
    Example(
      rule: "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", start: "19970905T090000",
      begins: "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06", count: 10),
    Example(
      rule: "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", start: "19970905T090000",
      begins: "1997-09-05 1997-10-03 1997-11-07 1997-12-05", count: 4),
    Example(
      rule: "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", start: "19970907T090000",
      begins: "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25", count: 10),
    Example(
      rule: "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", start: "19970922T090000",
      begins: "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16", count: 6),
    Example(
      rule: "FREQ=MONTHLY;BYMONTHDAY=-3", start: "19970928T090000",
      begins: "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26", count: nil),
    Example(
      rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", start: "19970902T090000",
      begins: "1997-09-02 1997-09-15 1997-10-02 1997-10-15 1997-11-02 1997-11-15", count: 10),
    Example(
      rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", start: "19970930T090000",
      begins: "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01", count: 10),
    Example(
      rule: "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
      start: "19970910T090000",
      begins: "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15", count: 10),
    Example(
      rule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", start: "19970902T090000",
      begins: "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04", count: nil),
    Example(
      rule: "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", start: "19970610T090000",
      begins: "1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10", count: 10),
    Example(
      rule: "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", start: "19970310T090000",
      begins: "1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10", count: 10),
    Example(
      rule: "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", start: "19970101T090000",
      begins: "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18", count: 10),
    Example(
      rule: "FREQ=YEARLY;BYDAY=20MO", start: "19970519T090000",
      begins: "1997-05-19 1998-05-18 1999-05-17 2000-05-15 2001-05-14 2002-05-20", count: nil),
    Example(
      rule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", start: "19970512T090000",
      begins: "1997-05-12 1998-05-11 1999-05-17 2000-05-15 2001-05-14 2002-05-13", count: nil),
    Example(
      rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", start: "19970313T090000",
      begins: "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19", count: nil),
    Example(
      rule: "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", start: "19970605T090000",
      begins: "1997-06-05 1997-06-12 1997-06-19 1997-06-26 1997-07-03 1997-07-10", count: nil),
    Example(
      rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", start: "19970902T090000",
      begins: "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13 2001-04-13", count: nil),
    Example(
      rule: "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", start: "19970913T090000",
      begins: "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07", count: nil),
    Example(
      rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      start: "19961105T090000",
      begins: "1996-11-05 2000-11-07 2004-11-02 2008-11-04 2012-11-06 2016-11-08", count: nil),
    Example(
      rule: "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", start: "19970904T090000",
      begins: "1997-09-04 1997-10-07 1997-11-06", count: 3),
    Example(
      rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", start: "19970929T090000",
      begins: "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26", count: nil),
    Example(
      rule: "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", start: "19970902T090000",
      begins: "2.09:00 2.12:00 2.15:00", count: 3),
    Example(
      rule: "FREQ=MINUTELY;INTERVAL=15;COUNT=6", start: "19970902T090000",
      begins: "2.09:00 2.09:15 2.09:30 2.09:45 2.10:00 2.10:15", count: 6),
    Example(
      rule: "FREQ=MINUTELY;INTERVAL=90;COUNT=4", start: "19970902T090000",
      begins: "2.09:00 2.10:30 2.12:00 2.13:30", count: 4),
    Example(
      rule: "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", start: "19970902T090000",
      begins: "2.09:00 2.09:20 2.09:40 2.10:00 2.10:20 2.10:40", count: nil),
    Example(
      rule: "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", start: "19970902T090000",
      begins: "2.09:00 2.09:20 2.09:40 2.10:00 2.10:20 2.10:40", count: nil),
    Example(
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", start: "19970805T090000",
      begins: "1997-08-05 1997-08-10 1997-08-19 1997-08-24", count: 4),
    Example(
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", start: "19970805T090000",
      begins: "1997-08-05 1997-08-17 1997-08-19 1997-08-31", count: 4),
    Example(
      rule: "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", start: "20070115T090000",
      begins: "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30", count: 5),
  ]
}
