// long: the table of every refusal.
import Cadence
import Testing

/// Every refusal, word for word: people act on these lines. Today is Friday, 20 November 2026.
@Suite struct SentenceRefusalTests {
  static let cases: [(sentence: String, column: Int, message: String)] = [
    (
      "", 1,
      "nothing is written here. write Thursday 14:00 UTC"
    ),
    (
      ";", 1,
      "nothing is written here. write Thursday 14:00 UTC"
    ),
    (
      "biweekly Thursday 14:00", 1,
      #""biweekly" does not say which week. write starting: 2026-11-26 or starting: 2026-12-03"#
    ),
    (
      "every other Thursday 14:00", 1,
      #""every other" does not say which week. write starting: 2026-11-26 or starting: 2026-12-03"#
    ),
    (
      "every 2 weeks Thursday 14:00", 1,
      #""every 2 weeks" does not say which week. write starting: 2026-11-26 or starting: 2026-12-03"#
    ),
    (
      "every 2 weeks Tuesday and Thursday 14:00", 1,
      #""every 2 weeks" does not say which week. write starting: 2026-11-24 or starting: 2026-12-01"#
    ),
    (
      "every 3 weeks Thursday 14:00", 1,
      #""every 3 weeks" does not say which week. write starting: 2026-11-26 or starting: 2026-12-03 or starting: 2026-12-10"#
    ),
    (
      "every 2 weeks Thursday 14:00 starting 2026-12-01", 39,
      "starting 2026-12-01 is a Tuesday, not a Thursday. write starting 2026-12-03 or starting 2026-12-10"
    ),
    (
      "Thursday 14:00 IST", 16,
      #""IST" is an abbreviation and does not say whose clock to follow. write Asia/Kolkata or Asia/Jerusalem or Europe/Dublin"#
    ),
    (
      "Thursday 14:00 PST", 16,
      #""PST" is an abbreviation and does not say whose clock to follow. write America/Los_Angeles or Asia/Manila"#
    ),
    (
      "Thursday 14:00 UTC+8", 16,
      #""UTC+8" is an offset, not a time zone as in Asia/Shanghai. write Etc/GMT-8"#
    ),
    (
      "Thursday 14:00 UTC +8", 20,
      #""+8" is an offset, not a time zone as in Asia/Shanghai. write Etc/GMT-8"#
    ),
    (
      "Thursday 14:00 Europe/Berln", 16,
      #"there is no time zone "Europe/Berln". write Europe/Berlin or Europe/Dublin"#
    ),
    (
      "Thursday 14:00 Berlin", 16,
      #""Berlin" is not a time zone. write Europe/Berlin"#
    ),
    (
      "Thursday 14:00 New York", 16,
      #""New York" is not a time zone. write America/New_York"#
    ),
    (
      "Thursday", 9,
      "no time of day is given. write Thursday 14:00"
    ),
    (
      "Thursday UTC", 13,
      "no time of day is given. write Thursday 14:00 UTC"
    ),
    (
      "weekly 14:00", 13,
      "no weekday is given. write Thursday 14:00"
    ),
    (
      "14:00 UTC", 10,
      "no weekday is given. write Thursday 14:00 UTC"
    ),
    (
      "every 2 weeks 14:00", 20,
      "no weekday is given. write every 2 weeks Thursday 14:00 starting 2026-11-26"
    ),
    (
      "Thrusday 14:00", 1,
      #""Thrusday" is not a word of this grammar. write Thursday"#
    ),
    (
      "Thursday 14:00 wekly", 16,
      #""wekly" is not a word of this grammar. write weekly"#
    ),
    (
      "Thursday 14:00 gibberish", 16,
      #""gibberish" is not a word of this grammar, and without it the meeting may be another. "#
        + "write Thursday 14:00"
    ),
    (
      "every second Thursday 14:00", 7,
      #""every second" can mean "second Thursday 14:00" (2026-12-10, 2027-01-14, 2027-02-11, …) or "every 2 weeks Thursday 14:00 starting 2026-11-26" (2026-11-26, 2026-12-10, 2026-12-24, …). write second Thursday 14:00 or every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "every 2nd Thursday 14:00", 7,
      #""every 2nd" can mean "second Thursday 14:00" (2026-12-10, 2027-01-14, 2027-02-11, …) or "every 2 weeks Thursday 14:00 starting 2026-11-26" (2026-11-26, 2026-12-10, 2026-12-24, …). write second Thursday 14:00 or every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "every 3 Thursdays 14:00", 7,
      #""every 3" does not say of what. write every 3 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "alternate Tuesday 09:00 and Wednesday 17:00", 1,
      #""alternate" is a key of its own. write alternate: [Tuesday 09:00 UTC, Wednesday 17:00 UTC]"#
    ),
    (
      "every month on Thursday 14:00", 7,
      #""month" does not say on which day. write first Thursday 14:00 or last Thursday 14:00 or monthly on the 15th 14:00"#
    ),
    (
      "every 3 days 14:00", 9,
      #""days" is no rhythm of meetings; `rrule:` says such ones. write every day 14:00 or Thursday 14:00"#
    ),
    (
      "every 15 minutes", 10,
      #""minutes" is no rhythm of meetings; `rrule:` says such ones. write every day 14:00 or Thursday 14:00"#
    ),
    (
      "0 14 * * 4", 1,
      #"a crontab line has a key of its own. write cron: "0 14 * * 4" or Thursday 14:00"#
    ),
    (
      "30 9 * * 1-5", 1,
      #"a crontab line has a key of its own. write cron: "30 9 * * 1-5" or weekdays 09:30"#
    ),
    (
      "*/5 * * * *", 1,
      #"a crontab line has a key of its own. write cron: "*/5 * * * *" or Thursday 14:00"#
    ),
    (
      "once 14:00", 1,
      #"no date follows "once". write once on 2026-11-26 14:00"#
    ),
    (
      "once on 14:00 Thursday", 1,
      #"no date follows "once". write once on 2026-11-26 14:00"#
    ),
    (
      "once on 2026-12-03", 19,
      "no time of day is given. write once on 2026-12-03 14:00"
    ),
    (
      "once on Friday 2026-12-03 14:00", 16,
      "2026-12-03 is a Thursday, not a Friday. write once on 2026-12-03 14:00 or once on 2026-12-04 14:00"
    ),
    (
      "Thursday 2026-12-03 14:00", 10,
      "2026-12-03 stands beside a weekday and does not say why. write Thursday 14:00 starting 2026-12-03 or once on 2026-12-03 14:00"
    ),
    (
      "Thursday 14:00 and 16:00", 20,
      "there are two times of day. write Thursday 14:00; Thursday 16:00"
    ),
    (
      "Thursday 25:00", 10,
      #""25:00" is not a time of day. write 14:00 or 2 PM"#
    ),
    (
      "Thursday 13 PM", 10,
      #""13 PM" is not a time of day. write 13:00"#
    ),
    (
      "Thursday 14", 10,
      #""14" is not a time of day. write 14:00"#
    ),
    (
      "Thursday 9", 10,
      #""9" is not a time of day. write 09:00 or 21:00"#
    ),
    (
      "Thursday at 9 Europe/Berlin", 13,
      #""9" is not a time of day. write 09:00 or 21:00"#
    ),
    (
      "Thursday 24:00", 10,
      #""24:00" is 00:00 of the day after. write 00:00 or 23:59"#
    ),
    (
      "Thursday midnight", 10,
      #""midnight" does not say at which end of the day. write 00:00 or 23:59"#
    ),
    (
      "Thursday 14:00 UTC Europe/Berlin", 20,
      "there are two time zones. write Thursday 14:00 UTC or Thursday 14:00 Europe/Berlin"
    ),
    (
      "Thursday 14:00 starting 2026-02-30", 25,
      #""2026-02-30" is not a date of the calendar. write 2026-02-28"#
    ),
    (
      "Thursday 14:00 starting", 16,
      #"no date follows "starting". write starting 2026-11-26"#
    ),
    (
      "Thursday 14:00 starting soon", 25,
      #"no date follows "starting". write starting 2026-11-26"#
    ),
    (
      "Thursday 14:00 starting 2026-12-03 until 2026-12-02", 42,
      "until 2026-12-02 is before 2026-12-03. write until 2026-12-03"
    ),
    (
      "Thursday 14:00 starting 2026-12-04 until 2026-12-09", 42,
      "no Thursday lies between 2026-12-04 and 2026-12-09. write until 2026-12-10"
    ),
    (
      "every 2 weeks every 3 weeks Thursday 14:00 starting 2026-12-03", 15,
      #""every 3 weeks" comes after "every 2 weeks". write every 2 weeks Thursday 14:00 starting 2026-11-26 or every 3 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "every 0 weeks Thursday 14:00", 7,
      #""every 0 weeks" is no rhythm. write every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "every 9999 weeks Thursday 14:00", 7,
      #""every 9999 weeks" is no rhythm. write every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "every", 1,
      #"nothing follows "every". write Thursday 14:00"#
    ),
    (
      "every 2", 7,
      #""every 2" does not say of what. write every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "3/12/2026 14:00", 1,
      #""3/12/2026" is neither a time nor a date. write Thursday 14:00 or once on 2026-11-26 14:00"#
    ),
    (
      "Thursday 14.00", 10,
      #""14.00" is not a time of day. write 14:00"#
    ),
    (
      "FREQ=WEEKLY;BYDAY=TH", 1,
      "RFC 5545 text has a key of its own. write rrule: FREQ=WEEKLY;BYDAY=TH"
    ),
    (
      "Thursday 14:00; Mnday 15:00", 17,
      #""Mnday" is not a word of this grammar. write Monday"#
    ),
    (
      "twice a week Thursday 14:00", 1,
      #""twice" does not say on which days. write Monday and Thursday 14:00 or first and third Thursday 14:00"#
    ),
    (
      "Thursday 14:00 CET", 16,
      #""CET" is an abbreviation and does not say whose clock to follow. write Europe/Berlin or Europe/Warsaw or Europe/Paris"#
    ),
    (
      "quarterly", 1,
      #""quarterly" does not say on which day. write every 3 months first Thursday 14:00 starting 2026-12-03 or every 3 months last Thursday 14:00 starting 2026-11-26 or every 3 months on the 15th 14:00 starting 2026-12-15"#
    ),
    (
      "Thursday day 14:00", 10,
      #""day" says nothing here. write Thursday 14:00 or every day 14:00"#
    ),
    (
      "once on 2026-12-03 14:00 until 2026-12-05", 32,
      "2026-12-05 does not go with the one date 2026-12-03. write once on 2026-12-03 14:00"
    ),
    (
      "2026-12-03 2026-12-10 14:00", 12,
      "there are two dates. write once on 2026-12-03 14:00; once on 2026-12-10 14:00"
    ),
    (
      "Thursday 14:00 starting 2026-12-03 starting 2026-12-10", 45,
      #"there are two dates after "starting". write starting 2026-12-03 or starting 2026-12-10"#
    ),
    (
      "Thursday 14:00 AEST", 16,
      #""AEST" is an abbreviation and does not say whose clock to follow. write Australia/Sydney or Australia/Brisbane"#
    ),
    (
      "Thursday other 14:00", 10,
      #""other" says nothing here. write Thursday 14:00 or every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "Thursday 14:00 GMT+1", 16,
      #""GMT+1" is an offset, not a time zone as in Asia/Shanghai. write Etc/GMT-1"#
    ),
    (
      "once on 2026-12-03 every 2 weeks 14:00", 20,
      #""every 2 weeks" does not go with one date. write every 2 weeks Thursday 14:00 starting 2026-11-26 or once on 2026-12-03 14:00"#
    ),
    (
      "Thursday 14:00 starting 2026-13-03", 25,
      #""2026-13-03" is not a date of the calendar. write 2026-11-20"#
    ),
    (
      "Thursday 14:00 Warsaw", 16,
      #""Warsaw" is not a time zone. write Europe/Warsaw"#
    ),
    (
      "biweekly monthly Thursday", 1,
      #""biweekly" can mean "first and third Thursday 14:00" (2026-12-03, 2026-12-17, 2027-01-07, …) or "every 2 weeks Thursday 14:00 starting 2026-11-26" (2026-11-26, 2026-12-10, 2026-12-24, …). write first and third Thursday 14:00 or every 2 weeks Thursday 14:00 starting 2026-11-26"#
    ),
    (
      "fortnightly Thursday 14:00", 1,
      #""fortnightly" does not say which week. write starting: 2026-11-26 or starting: 2026-12-03"#
    ),
    (
      "Thursday 14:00 Europe/Atlantis", 16,
      #"there is no time zone "Europe/Atlantis". write Thursday 14:00 UTC"#
    ),
    (
      "Monday Wednesday Friday", 24,
      "no time of day is given. write Monday and Wednesday and Friday 14:00"
    ),
    (
      "montly Thursday 14:00", 1,
      #""montly" is not a word of this grammar. write first Thursday 14:00 or Thursday 14:00"#
    ),
    (
      "Thursday 1400h", 10,
      #""1400h" is neither a time nor a date. write Thursday 14:00 or once on 2026-11-26 14:00"#
    ),
    (
      "monthly on the 31st 10:00", 16,
      "not every month has a 31st. write monthly on the last day 10:00 or monthly on the 28th 10:00"
    ),
    (
      "every 3 months first Tuesday 10:00", 1,
      #""every 3 months" does not say which month. write starting: 2026-12-01 or starting: 2027-01-05 or starting: 2027-02-02"#
    ),
    (
      "every 3 months first Tuesday 10:00 starting 2026-12-02", 45,
      "starting 2026-12-02 is not one of the days. write starting 2027-01-05 or starting 2027-02-02"
    ),
    (
      "Thursday 14:00 for 8 meetings", 16,
      #""for 8 meetings" does not say from when. write starting: 2026-11-26 or starting: 2026-12-03"#
    ),
    (
      "every third Wednesday 10:00", 7,
      #""every third" can mean "third Wednesday 10:00" (2026-12-16, 2027-01-20, 2027-02-17, …) or "every 3 weeks Wednesday 10:00 starting 2026-11-25" (2026-11-25, 2026-12-16, 2027-01-06, …). write third Wednesday 10:00 or every 3 weeks Wednesday 10:00 starting 2026-11-25"#
    ),
    (
      "every other Friday of the month 10:00", 1,
      #""every other" can mean "first and third Friday 10:00" (2026-11-20, 2026-12-04, 2026-12-18, 2027-01-01, 2027-01-15, 2027-02-05, …) or "every 2 weeks Friday 10:00 starting 2026-11-20" (2026-11-20, 2026-12-04, 2026-12-18, 2027-01-01, 2027-01-15, 2027-01-29, …). write first and third Friday 10:00 or every 2 weeks Friday 10:00 starting 2026-11-20"#
    ),
    (
      "bimonthly Thursday 10:00", 1,
      #""bimonthly" can mean "every 2 months first Thursday 10:00 starting 2026-12-03" (2026-12-03, 2027-02-04, 2027-04-01, …) or "first and third Thursday 10:00" (2026-12-03, 2026-12-17, 2027-01-07, …). write every 2 months first Thursday 10:00 starting 2026-12-03 or first and third Thursday 10:00"#
    ),
    (
      "semimonthly Thursday 10:00", 1,
      #""semimonthly" does not say on which days. write first and third Thursday 10:00"#
    ),
    (
      "monthly Thursday 10:00", 1,
      #""monthly" does not say on which day. write first Thursday 10:00 or last Thursday 10:00 or monthly on the 15th 10:00"#
    ),
    (
      "first 10:00", 1,
      #"no weekday follows "first". write first Thursday 10:00"#
    ),
    (
      "first Thursday", 15,
      "no time of day is given. write first Thursday 14:00"
    ),
    (
      "6th Thursday 10:00", 1,
      "no month has a 6th Thursday. write first Thursday 10:00"
    ),
    (
      "first Thursday 10:00 and Friday", 1,
      "days are named in two ways. write first Thursday 10:00; Friday 10:00"
    ),
    (
      "1st of every month and every Friday 10:00", 1,
      "days are named in two ways. write monthly on the 1st 10:00; Friday 10:00"
    ),
    (
      "second to last Friday 10:00", 1,
      #""second to last" is said by a rule with a key of its own. write rrule: FREQ=MONTHLY;BYDAY=-2FR"#
    ),
    (
      "every other year on 24 March 10:00", 7,
      #""every other year" is said by a rule with a key of its own, or every year is meant. write rrule: FREQ=YEARLY;INTERVAL=2 or yearly on 24 March 10:00"#
    ),
    (
      "third last day of the month 10:00", 1,
      #""third last" is said by a rule with a key of its own. write rrule: FREQ=MONTHLY;BYMONTHDAY=-3"#
    ),
    (
      "last day of the week 10:00", 17,
      #""week" does not go with days of the month. write first Thursday 10:00 or Thursday 10:00"#
    ),
    (
      "first week Monday 10:00", 7,
      #""week" does not go with days of the month. write first Monday 10:00 or Monday 10:00"#
    ),
    (
      "first Thursday of December 2026 10:00", 28,
      #""2026" after a month is a year, and a rule has none. write once on 2026-11-26 10:00 or starting 2026-11-26 until 2026-12-31"#
    ),
    (
      "Monday to Friday except Wednesday 10:00", 18,
      "a weekday is left out by naming the others. write Monday, Tuesday, Thursday and Friday 10:00"
    ),
    (
      "first Thursday 16:00 and third Friday 10:00", 39,
      "there are two times of day. write first Thursday 16:00; third Friday 10:00"
    ),
    (
      "Thursday 14:00 and 16:00 Europe/Warsaw", 20,
      "there are two times of day. write Thursday 14:00 Europe/Warsaw; Thursday 16:00 Europe/Warsaw"
    ),
    (
      "Thursday 14:00 Friday 16:00 Europe/Warsaw", 23,
      "there are two times of day. write Thursday 14:00 Europe/Warsaw; Friday 16:00 Europe/Warsaw"
    ),
    (
      "14:00 and 16:00 first Thursday", 11,
      "there are two times of day. write 14:00 first Thursday; 16:00 first Thursday"
    ),
    (
      "monthly on the 15th 14:00, 15:00", 28,
      "there are two times of day. write monthly on the 15th 14:00; monthly on the 15th 15:00"
    ),
    (
      "last Friday of March and September 10:00", 26,
      "there are two months. write yearly on last Friday of March 10:00; yearly on last Friday of September 10:00"
    ),
    (
      "Thursday 14:00-14:00", 15,
      "14:00-14:00 is 24 hours long. write duration: 1 hour or duration: 24 hours"
    ),
    (
      "Thursday 14:00 UTC+5:30", 16,
      #""UTC+5:30" is an offset, not a time zone as in Asia/Shanghai. write Asia/Kolkata"#
    ),
    (
      "Thursday 14:00-13:00", 15,
      "14:00-13:00 is 23 hours long. write 13:00-14:00 or duration: 23 hours"
    ),
    (
      "yearly 10:00", 1,
      #""yearly" does not say on which day. write yearly on 24 March 10:00 or yearly on second Tuesday of March 10:00"#
    ),
    (
      "Thursday except 2026-12-24 14:00", 17,
      "a single date is left out by a key of its own. write skip: { 2026-12-24: reason }"
    ),
    (
      "Thursday except 14:00", 10,
      #""except" does not say what. write Thursday except in December 14:00"#
    ),
    (
      "Wednesday except fourth Thursday 10:00", 25,
      #""except" names another day than the meeting has. write Wednesday except fourth 10:00"#
    ),
    (
      "Thursday for 8 weeks 14:00", 16,
      #""for 8" does not say of what. write meetings starting 2026-11-26"#
    ),
    (
      "31 February 10:00 yearly", 4,
      "February has no day 31. write yearly on the last day of February 10:00"
    ),
    (
      "Wednesday after Tuesday 10:00", 11,
      #""after" stands between two weekdays, the second with a number. write Wednesday after fourth Tuesday 10:00"#
    ),
    (
      "odd Thursday 10:00", 1,
      #""odd" does not say of what. write odd weeks Thursday 10:00"#
    ),
    (
      "odd weeks every 2 weeks Thursday 10:00", 1,
      #""odd weeks" comes after "every 2 weeks". write odd weeks Thursday 10:00"#
    ),
    (
      "monthly every 3 months every 5 months first Thursday 10:00", 24,
      #""every 5 months" comes after "every 3 months". write every 3 months first Thursday 10:00 starting 2026-12-03 or every 5 months first Thursday 10:00 starting 2026-12-03"#
    ),
    (
      "3 December 14:00", 3,
      #""December" does not say whether it is every year's. write yearly on 3 December 14:00 or once on 2026-12-03 14:00"#
    ),
    (
      "penultimate Friday 12:00", 1,
      #""penultimate" is said by a rule with a key of its own. write rrule: FREQ=MONTHLY;BYDAY=-2FR"#
    ),
    (
      "Wednesday before last Friday 10:00", 11,
      #""before" is not a word of this grammar, and without it the meeting may be another. write Wednesday and Friday 10:00"#
    ),
    (
      "Thursday 9:00 America/New York", 15,
      #"there is no time zone "America/New". write America/New_York"#
    ),
    (
      "Tuesday 14:00 starting 31 February 2027", 27,
      #""2027-02-31" is not a date of the calendar. write 2027-02-28"#
    ),
    (
      "Tuesday 17h", 9,
      #""17h" is not a time of day. write 17:00"#
    ),
    (
      "Tuesday 17h30", 9,
      #""17h30" is not a time of day. write 17:30"#
    ),
    (
      "Tuesday 17:00h", 9,
      #""17:00h" is not a time of day. write 17:00"#
    ),
    (
      "Tuesday 14:00 starting 5 January", 24,
      #"no date follows "starting". write starting 2027-01-05"#
    ),
    (
      "Tuesday 14:00 starting 05.01.2027", 24,
      #"no date follows "starting". write starting 2027-01-05 or starting 2027-05-01"#
    ),
    (
      "Tuesday 14:00 until 2027-02", 21,
      #"no date follows "until". write until 2027-02-28"#
    ),
    (
      "Tuesday 14:00 - noise", 15,
      #""-" is not a word of this grammar, and without it the meeting may be another. write Tuesday 14:00"#
    ),
    (
      "Thursday 14:00-15:30; Friday 9:00", 23,
      "the meetings are not of one length. write duration: 1 hour 30 minutes"
    ),
  ]

  @Test(arguments: cases.indices)
  func refuses(_ index: Int) {
    let (sentence, column, message) = SentenceRefusalTests.cases[index]
    let problem = #expect(throws: SentenceProblem.self) { try SentenceTests.read(sentence) }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
    let asksForStart = ["does not say which week", "does not say which month", "from when"]
    #expect(problem?.lacksStarting == asksForStart.contains { message.contains($0) })
  }

  @Test(arguments: [
    (
      "Thursday 14:00", 15,
      "no time zone is given, and there is no default. write UTC or Europe/Berlin"
    ),
    (
      "once on 2026-12-03 14:00", 25,
      "no time zone is given, and there is no default. write UTC or Europe/Berlin"
    ),
  ])
  func refusesWithoutAZone(_ sentence: String, _ column: Int, _ message: String) {
    let problem = #expect(throws: SentenceProblem.self) {
      try SentenceTests.read(sentence, zone: nil)
    }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
  }

  @Test(
    arguments: [
      (
        "every 2 weeks Thursday 14:00", "2026-12-01", nil, 1,
        "starting: 2026-12-01 is a Tuesday, not a Thursday. write starting: 2026-12-03 or starting: 2026-12-10"
      ),
      ("weekly 14:00", "2026-12-01", nil, 13, "no weekday is given. write Tuesday 14:00"),
      (
        "Thursday 14:00", "2026-12-04", "2026-12-09", 1,
        "no Thursday lies between 2026-12-04 and 2026-12-09. write until: 2026-12-10"
      ),
      (
        "Thursday 14:00 until 2026-12-05", "2026-12-04", nil, 22,
        "no Thursday lies between 2026-12-04 and 2026-12-05. write until 2026-12-10"
      ),
      (
        "once on 2026-12-03 14:00", "2026-12-04", nil, 9,
        "2026-12-03 is before starting: 2026-12-04. write starting: 2026-12-03"
      ),
      (
        "once on 2026-12-03 14:00", nil, "2026-12-02", 9,
        "2026-12-03 is after until: 2026-12-02. write until: 2026-12-03"
      ),
      (
        "Thursday 14:00", "2026-12-04", "2026-12-01", 1,
        "until: 2026-12-01 is before 2026-12-04. write until: 2026-12-10"
      ),
    ] as [(String, String?, String?, Int, String)])
  func refusesWithKeys(
    _ sentence: String, _ starting: String?, _ until: String?, _ column: Int, _ message: String
  ) {
    let problem = #expect(throws: SentenceProblem.self) {
      try SentenceTests.read(sentence, starting: starting, until: until)
    }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
  }
}
