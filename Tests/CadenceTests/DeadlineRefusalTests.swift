// long: the table of every refusal.
import Cadence
import Testing

/// Every refusal, word for word: people act on these lines. Today is Wednesday, 20 May 2026.
@Suite struct DeadlineRefusalTests {
  static let cases: [(text: String, column: Int, message: String)] = [
    (
      "Tue, Jul 21, 2026, 11:00 AM PDT (17:00 UTC)", 34,
      "11:00 PDT is not 17:00 UTC. write 2026-07-21 11:00 PDT or 2026-07-21 17:00 UTC"
    ),
    (
      "noon", 5,
      "no date is given. write 2026-05-20 12:00"
    ),
    (
      "18:00 UTC", 10,
      "no date is given. write 2026-05-20 18:00 UTC"
    ),
    (
      "Friday", 7,
      "no date is given. write 2026-05-22"
    ),
    (
      "Friday 18:00 PST", 17,
      "no date is given. write 2026-05-22 18:00 America/Los_Angeles or 2026-05-23 02:00 UTC"
    ),
    (
      "Mon and Tue", 5,
      #""and" says nothing here. write 2026-05-25"#
    ),
    (
      "Mon, Jul 21, 2026, 11:00 AM PDT", 1,
      "2026-07-21 is a Tuesday, not a Monday. write 2026-07-21 11:00 PDT or 2026-07-20 11:00 PDT"
    ),
    (
      "Mon, Jul 21 11:00", 6,
      "no year is given. write 2026-07-21 11:00 or 2025-07-21 11:00"
    ),
    (
      "Tue, Jul 21 11:00", 6,
      "no year is given. write 2026-07-21 11:00"
    ),
    (
      "July 21", 1,
      "no year is given. write 2026-07-21"
    ),
    (
      "21st of July", 1,
      "no year is given. write 2026-07-21"
    ),
    (
      "Feb 29", 1,
      "no year is given. write 2028-02-29"
    ),
    (
      "July 2026", 1,
      #""July 2026" does not say on which day. write 2026-07-01 or 2026-07-31"#
    ),
    (
      "July", 1,
      #""July" does not say on which day. write 2026-07-01 or 2026-07-31"#
    ),
    (
      "31 June 2026", 1,
      #""31 June 2026" is not a date of the calendar. write 2026-06-30"#
    ),
    (
      "31 June", 1,
      #""31 June" is not a date of the calendar. write 2026-06-30"#
    ),
    (
      "29 Feb 2026", 1,
      #""29 Feb 2026" is not a date of the calendar. write 2026-02-28"#
    ),
    (
      "2026-02-30", 1,
      #""2026-02-30" is not a date of the calendar. write 2026-02-28"#
    ),
    (
      "2026-13-01", 1,
      #""2026-13-01" is not a date of the calendar. write 2026-05-20"#
    ),
    (
      "2026-7-1", 1,
      #""2026-7-1" is not a date of the calendar. write 2026-07-01"#
    ),
    (
      "07/08/2026", 1,
      #""07/08/2026" does not say which number is the month. write 2026-08-07 or 2026-07-08"#
    ),
    (
      "21/07/2026", 1,
      #"a date has its year first, unlike "21/07/2026". write 2026-07-21"#
    ),
    (
      "18.7.2026", 1,
      #"a date has its year first, unlike "18.7.2026". write 2026-07-18"#
    ),
    (
      "21-Jul-2026", 1,
      #"a date has its year first, unlike "21-Jul-2026". write 2026-07-21"#
    ),
    (
      "2026/07/21", 1,
      #"a date has its year first, unlike "2026/07/21". write 2026-07-21"#
    ),
    (
      "7/18", 1,
      #""7/18" is neither a date nor a time of day. write 2026-05-20 18:00 UTC"#
    ),
    (
      "2024-02-13 17:00 PDT", 18,
      "at 17:00 on 2024-02-13 the clock of America/Los_Angeles shows PST, not PDT. write 2024-02-13 17:00 America/Los_Angeles or 2024-02-14 00:00 UTC"
    ),
    (
      "2024-08-13 17:00 PST", 18,
      "at 17:00 on 2024-08-13 the clock of America/Los_Angeles shows PDT, not PST. write 2024-08-13 17:00 America/Los_Angeles or 2024-08-14 01:00 UTC"
    ),
    (
      "2024-02-13 PDT", 12,
      "at 18:00 on 2024-02-13 the clock of America/Los_Angeles shows PST, not PDT. write 2024-02-13 18:00 America/Los_Angeles or 2024-02-14 01:00 UTC"
    ),
    (
      "2026-07-20 17:00 IST", 18,
      #""IST" is an abbreviation and does not say whose clock to follow. write 2026-07-20 17:00 Asia/Kolkata or 2026-07-20 17:00 Asia/Jerusalem or 2026-07-20 17:00 Europe/Dublin"#
    ),
    (
      "2026-07-20 17:00 CST", 18,
      #""CST" is an abbreviation and does not say whose clock to follow. write 2026-07-20 17:00 America/Chicago or 2026-07-20 17:00 Asia/Shanghai or 2026-07-20 17:00 America/Havana"#
    ),
    (
      "2026-07-20 17:00 PT", 18,
      #""PT" is an abbreviation and does not say whose clock to follow. write 2026-07-20 17:00 America/Los_Angeles"#
    ),
    (
      "2026-07-20 17:00 MST", 18,
      "at 17:00 on 2026-07-20 the clock of America/Denver shows MDT, not MST. write 2026-07-20 17:00 America/Denver or 2026-07-20 17:00 America/Phoenix"
    ),
    (
      "2026-07-20 17:00 CET", 18,
      "at 17:00 on 2026-07-20 the clock of Europe/Berlin shows CEST, not CET. write 2026-07-20 17:00 Europe/Berlin or 2026-07-20 16:00 UTC"
    ),
    (
      "2026-01-20 17:00 BST", 18,
      "at 17:00 on 2026-01-20 the clock of Europe/London shows GMT, not BST. write 2026-01-20 17:00 Europe/London or 2026-01-20 16:00 UTC"
    ),
    (
      "2026-07-20 17:00 EST", 18,
      "at 17:00 on 2026-07-20 the clock of America/New_York shows EDT, not EST. write 2026-07-20 17:00 America/New_York or 2026-07-20 22:00 UTC"
    ),
    (
      "2026-07-20 17:00 MET", 18,
      #""MET" is an abbreviation and does not say whose clock to follow. write 2026-07-20 17:00 Europe/Berlin or 2026-07-20 17:00 Europe/Warsaw"#
    ),
    (
      "2018-01-20 17:00 BRT", 18,
      #""BRT" is an abbreviation and does not say whose clock to follow. write 2018-01-20 17:00 America/Sao_Paulo"#
    ),
    (
      "2026-01-20 17:00 AEST", 18,
      "at 17:00 on 2026-01-20 the clock of Australia/Sydney shows AEDT, not AEST. write 2026-01-20 17:00 Australia/Sydney or 2026-01-20 17:00 Australia/Brisbane"
    ),
    (
      "2009-07-20 17:00 MSK", 18,
      "at 17:00 on 2009-07-20 the clock of Europe/Moscow shows MSD, not MSK. write 2009-07-20 17:00 Europe/Moscow or 2009-07-20 14:00 UTC"
    ),
    (
      "2026-03-08 02:30 PDT", 18,
      "on 2026-03-08 the clock of America/Los_Angeles does not show 02:30. write 2026-03-08 02:30 America/Los_Angeles or 2026-03-08 09:30 UTC"
    ),
    (
      "2026-07-20 17:00 UTC+8", 18,
      #""UTC+8" is an offset, not a time zone as in Asia/Shanghai. write 2026-07-20 17:00 Etc/GMT-8 or 2026-07-20 09:00 UTC"#
    ),
    (
      "2026-07-20T17:00+02:00", 17,
      #""+02:00" is an offset, not a time zone as in Asia/Shanghai. write 2026-07-20 15:00 UTC"#
    ),
    (
      "2026-07-20 18:00 +9:30", 18,
      #""+9:30" is an offset, not a time zone as in Asia/Shanghai. write 2026-07-20 08:30 UTC"#
    ),
    (
      "2026-01-20 18:00 +9:30", 18,
      #""+9:30" is an offset, not a time zone as in Asia/Shanghai. write 2026-01-20 08:30 UTC"#
    ),
    (
      "2026-07-20 18:00 UTC-11:15", 18,
      #""UTC-11:15" is an offset, not a time zone as in Asia/Shanghai. write 2026-07-21 05:15 UTC"#
    ),
    (
      "2026-07-20 18:00 UTC+99", 18,
      #""UTC+99" is an offset, not a time zone as in Asia/Shanghai. write 2026-07-20 18:00 UTC"#
    ),
    (
      "2026-07-20 AoE", 12,
      #""AoE" is not a time zone but 12 hours behind UTC. write 2026-07-21 11:59 UTC"#
    ),
    (
      "2026-07-20 17:00 AoE", 18,
      #""AoE" is not a time zone but 12 hours behind UTC. write 2026-07-21 05:00 UTC"#
    ),
    (
      "2026-07-20 18:00 Berlin", 18,
      #""Berlin" is not a time zone. write 2026-07-20 18:00 Europe/Berlin"#
    ),
    (
      "2026-07-20 18:00 New York", 18,
      #""New York" is not a time zone. write 2026-07-20 18:00 America/New_York"#
    ),
    (
      "2026-07-20 18:00 Europe/Berln", 18,
      #"there is no time zone "Europe/Berln". write 2026-07-20 18:00 Europe/Berlin or 2026-07-20 18:00 Europe/Dublin"#
    ),
    (
      "2026-07-20 midnight", 12,
      #""midnight" does not say at which end of the day. write 2026-07-20 00:00 or 2026-07-20 23:59"#
    ),
    (
      "2026-07-20 24:00", 12,
      #""24:00" is 00:00 of the day after. write 2026-07-20 00:00 or 2026-07-20 23:59"#
    ),
    (
      "2026-07-20 9", 12,
      #""9" is not a time of day. write 2026-07-20 09:00 or 2026-07-20 21:00"#
    ),
    (
      "2026-07-20 25:00", 12,
      #""25:00" is not a time of day. write 2026-07-20 14:00 or 2026-07-20 2 PM"#
    ),
    (
      "2026-07-20 18:00 sharp", 18,
      #""sharp" says nothing here. write 2026-07-20 18:00"#
    ),
    (
      "2026-07-20 18:00 pacific time", 18,
      #""pacific" is not a time zone. write 2026-07-20 18:00 America/Los_Angeles"#
    ),
    (
      "2026-07-14 .. 2026-07-18", 12,
      #"".." makes a range, and a deadline is its end. write 2026-07-18"#
    ),
    (
      "2026-07-14..2026-07-18 18:00 UTC", 11,
      #"".." makes a range, and a deadline is its end. write 2026-07-18 18:00 UTC"#
    ),
    (
      "July 14 – 18, 2026", 9,
      #""–" makes a range, and a deadline is its end. write 2026-07-18"#
    ),
    (
      "Wed, Apr 1 – Tue, Apr 28, 2026, 11:00 AM PDT", 12,
      #""–" makes a range, and a deadline is its end. write 2026-04-28 11:00 PDT"#
    ),
    (
      "2026-07-20 14:00-15:00 UTC", 17,
      #""to" makes a range, and a deadline is its end. write 2026-07-20 15:00 UTC"#
    ),
    (
      "2026-07-14 2026-07-18", 12,
      "there are two dates. write 2026-07-14 or 2026-07-18"
    ),
    (
      "2026-07-14 14:00 15:00 UTC", 18,
      "there are two times of day. write 2026-07-14 14:00 UTC or 2026-07-14 15:00 UTC"
    ),
    (
      "2026-07-14 14:00 UTC Europe/Berlin", 22,
      "there are two time zones. write 2026-07-14 14:00 UTC or 2026-07-14 14:00 Europe/Berlin"
    ),
    (
      "July 18 1800 UTC", 1,
      "no year is given. write 2026-07-18 18:00 UTC"
    ),
    (
      "Jully 18 2026", 1,
      #""Jully" says nothing here. write July 18 2026"#
    ),
    (
      "18 Juli 2026", 4,
      #""Juli" is not a month. write 18 July 2026"#
    ),
    (
      "Tusday 2026-07-21", 1,
      #""Tusday" says nothing here. write Tuesday 2026-07-21"#
    ),
    (
      "tomorrow", 1,
      #"nothing is named "tomorrow". write start of term or end of term or last meeting or 2026-05-20 18:00 UTC"#
    ),
    (
      "tomorrow at 18:00", 1,
      #"nothing is named "tomorrow". write start of term at 18:00 or end of term at 18:00 or last meeting at 18:00 or 2026-05-20 18:00 UTC"#
    ),
    (
      "by Friday at noon", 18,
      "no date is given. write 2026-05-22 12:00"
    ),
    (
      "selecton", 1,
      #"nothing is named "selecton". write selection"#
    ),
    (
      "Selection 18:00 UTC", 11,
      #"a time of day stands after "at". write Selection at 18:00 UTC"#
    ),
    (
      "36 hours before selection at 18:00", 27,
      "a time of day needs a number of days, not of hours. write 36 hours before selection or 1 day before selection at 18:00"
    ),
    (
      "1 day 2 hours before selection", 7,
      "days and hours do not mix. write 1 day before selection"
    ),
    (
      "2 hours 1 day before selection", 9,
      "hours and days do not mix. write 1 day before selection"
    ),
    (
      "0 days before selection", 1,
      "0 days is not before. write selection"
    ),
    (
      "0 days before selection at 09:00", 1,
      "0 days is not before. write selection at 09:00"
    ),
    (
      "0 hours after selection", 1,
      "0 hours is not after. write selection"
    ),
    (
      "4 dayz before selection", 3,
      #""dayz" is not a unit of time. write 4 days before selection"#
    ),
    (
      "4 days before selecton", 15,
      #"nothing is named "selecton". write 4 days before selection"#
    ),
    (
      "4 days before evaluation", 15,
      #"nothing is named "evaluation". write 4 days before midterm evaluation or 4 days before final evaluation"#
    ),
    (
      "4 days before nothing at 18:00", 15,
      #"nothing is named "nothing". write 4 days before start of term at 18:00 or 4 days before end of term at 18:00 or 4 days before last meeting at 18:00"#
    ),
    (
      "4 days before", 14,
      #"no name follows "before". write 4 days before start of term or 4 days before end of term or 4 days before last meeting"#
    ),
    (
      "4 days before the", 15,
      #"nothing is named "the". write 4 days before start of term or 4 days before end of term or 4 days before last meeting"#
    ),
    (
      "4 days before at 18:00", 15,
      #"no name follows "before". write 4 days before start of term at 18:00 or 4 days before end of term at 18:00 or 4 days before last meeting at 18:00"#
    ),
    (
      "before selection", 1,
      #""before" does not say how long. write 1 day before selection"#
    ),
    (
      "days before selection", 1,
      #""days" is not a number. write 4 days before selection"#
    ),
    (
      "4 before selection", 1,
      "4 has no unit. write 4 days before selection"
    ),
    (
      "4 days", 7,
      #"nothing says whether "4 days" is before or after. write 4 days before start of term or 4 days after start of term"#
    ),
    (
      "4 days selection", 8,
      #"nothing says whether "4 days" is before or after. write 4 days before selection or 4 days after selection"#
    ),
    (
      "4 days prior to selection", 8,
      #"nothing says whether "4 days" is before or after. write 4 days before selection or 4 days after selection"#
    ),
    (
      "4 dayz before selecton at 25:00", 3,
      #""dayz" is not a unit of time. write 4 days before selection at 14:00 or 4 days before selection at 2 PM"#
    ),
    (
      "4 days before selection at", 27,
      #"no time follows "at". write 4 days before selection at 18:00"#
    ),
    (
      "4 days before selection at 25:00", 28,
      #""25:00" is not a time of day. write 4 days before selection at 14:00 or 4 days before selection at 2 PM"#
    ),
    (
      "4 days before selection at noon Berlin", 33,
      #""Berlin" is not a time zone. write 4 days before selection at 12:00 Europe/Berlin"#
    ),
    (
      "4 days before selection at 18:00 PDT", 34,
      #""PDT" is an abbreviation and does not say whose clock to follow. write 4 days before selection at 18:00 America/Los_Angeles"#
    ),
    (
      "4 days before selection at 18:00 IST", 34,
      #""IST" is an abbreviation and does not say whose clock to follow. write 4 days before selection at 18:00 Asia/Kolkata or 4 days before selection at 18:00 Asia/Jerusalem or 4 days before selection at 18:00 Europe/Dublin"#
    ),
    (
      "4 days before selection at 18:00 UTC please", 38,
      #""please" says nothing here. write 4 days before selection at 18:00 UTC"#
    ),
    (
      "4 days before selection please", 15,
      #"nothing is named "selection please". write 4 days before selection"#
    ),
    (
      "4 days before selection 18:00", 25,
      #"a time of day stands after "at". write 4 days before selection at 18:00"#
    ),
    (
      "4 days before selection at lunch", 28,
      #""lunch" is not a time of day. write 4 days before selection at 18:00"#
    ),
    (
      "2 days before 2026-07-18", 15,
      #""2026-07-18" is a date, not a name. write 2026-07-16 18:00 UTC"#
    ),
    (
      "2 days before 2026-07-18 at 18:00 UTC", 15,
      #""2026-07-18" is a date, not a name. write 2026-07-16 18:00 UTC"#
    ),
    (
      "36 hours after 18 July 2026 18:00 Europe/Berlin", 16,
      #""18 July 2026 18:00 Europe/Berlin" is a date, not a name. write 2026-07-20 06:00 Europe/Berlin"#
    ),
    (
      "1 month before Mar 31 2026", 16,
      #""Mar 31 2026" is a date, not a name. write 2026-02-28 18:00 UTC"#
    ),
    (
      "before 2026-07-18", 1,
      #""before" does not say how long. write 2026-07-17 18:00 UTC"#
    ),
    (
      "1 day before 1 day before selection", 14,
      #"nothing is named "1 day before selection". write 1 day before start of term or 1 day before end of term or 1 day before last meeting"#
    ),
    (
      "midterm evaluaton at 18:00", 1,
      #"nothing is named "midterm evaluaton". write midterm evaluation at 18:00"#
    ),
    (
      "evaluation", 1,
      #"nothing is named "evaluation". write midterm evaluation or final evaluation"#
    ),
    (
      "", 1,
      "nothing is written here. write 2026-05-20 18:00 UTC or 4 days before start of term"
    ),
    (
      ";", 1,
      #"nothing is named ";". write start of term or end of term or last meeting or 2026-05-20 18:00 UTC"#
    ),
    (
      "2026-07-18;", 11,
      #"";" says nothing here. write 2026-07-18"#
    ),
    (
      "gibberish", 1,
      #"nothing is named "gibberish". write start of term or end of term or last meeting or 2026-05-20 18:00 UTC"#
    ),
    (
      "99999999999 days before selection", 1,
      "99999999999 is too many. write 4 days before selection"
    ),
    (
      "end of day 2026-07-18", 1,
      #""end of day" is not a time of day. write 2026-07-18 23:59"#
    ),
    (
      "2026-07-18 EOD", 12,
      #""EOD" is not a time of day. write 2026-07-18 23:59"#
    ),
    (
      "in 4 days", 1,
      #""in" says nothing here. write 2026-05-20 18:00 UTC"#
    ),
    (
      "Q3 2026", 1,
      #""Q3" says nothing here. write 2026-05-20 18:00 UTC"#
    ),
    (
      "2026-W30", 1,
      #""2026-W30" is neither a date nor a time of day. write 2026-05-20 18:00 UTC"#
    ),
    (
      "2026", 1,
      #""2026" does not say on which day. write 2026-12-31"#
    ),
    (
      "2026 18:00", 1,
      #""2026" does not say on which day. write 2026-12-31 18:00"#
    ),
    (
      "end of day 21 July 2026", 1,
      #""end of day" is not a time of day. write 2026-07-21 23:59"#
    ),
    (
      "2026-07-20 Eastern", 12,
      #""Eastern" is not a time zone. write 2026-07-20 America/New_York"#
    ),
    (
      "2 days after selection at midnight", 27,
      #""midnight" does not say at which end of the day. write 2 days after selection at 00:00 or 2 days after selection at 23:59"#
    ),
    (
      "2 days before selection at EOD", 28,
      #""EOD" is not a time of day. write 2 days before selection at 23:59"#
    ),
    (
      "1 month and 2 hours before selection", 13,
      "months and hours do not mix. write 1 month before selection"
    ),
    (
      "2026-07-20 18:00 Foo/Bar", 18,
      #"there is no time zone "Foo/Bar". write 2026-07-20 18:00 UTC"#
    ),
    (
      "2 days before selection at 18:00 UTC+8", 34,
      #""UTC+8" is an offset, not a time zone as in Asia/Shanghai. write 2 days before selection at 18:00 Etc/GMT-8"#
    ),
    (
      "2 days before selection at 18:00 Foo/Bar", 34,
      #"there is no time zone "Foo/Bar". write 2 days before selection at 18:00 UTC"#
    ),
    (
      "2 days before the selecton at 9", 19,
      #"nothing is named "selecton". write 2 days before selection at 09:00 or 2 days before selection at 21:00"#
    ),
    (
      "January 16 - 31, 5:00 PM PDT", 12,
      #""-" makes a range, and a deadline is its end. write 2027-01-31 17:00 America/Los_Angeles or 2027-02-01 00:00 UTC"#
    ),
    (
      "Wed Aug 2 - Tues 15, 5:00 PM PDT", 11,
      #""-" makes a range, and a deadline is its end. write 2026-08-15 17:00 PDT"#
    ),
    (
      "2026-07-14 to", 12,
      #""to" makes a range, and a deadline is its end. write 2026-07-14"#
    ),
    (
      "to 2026-07-14", 1,
      #""to" makes a range, and a deadline is its end. write 2026-07-14"#
    ),
    (
      "7 days before start of trem at 18:00", 15,
      #"nothing is named "start of trem". write 7 days before start of term at 18:00"#
    ),
    (
      "2024-02-13 25:00 PDT", 12,
      #""25:00" is not a time of day. write 2024-02-13 14:00 America/Los_Angeles or 2024-02-13 21:00 UTC"#
    ),
    (
      "Mon 2024-02-13 17:00 PDT", 1,
      "2024-02-13 is a Tuesday, not a Monday. write 2024-02-13 17:00 America/Los_Angeles or 2024-02-14 00:00 UTC or 2024-02-12 17:00 America/Los_Angeles or 2024-02-13 00:00 UTC"
    ),
    (
      "Mon Feb 13 17:00 PDT", 5,
      "no year is given. write 2027-02-13 17:00 America/Los_Angeles or 2027-02-14 00:00 UTC or 2023-02-13 17:00 America/Los_Angeles or 2023-02-14 00:00 UTC"
    ),
    (
      "2026-07-20 17h", 12,
      #""17h" is not a time of day. write 2026-07-20 17:00"#
    ),
    (
      "2026 July 5 PM", 1,
      #""2026 July" does not say on which day. write 2026-07-01 17:00 or 2026-07-31 17:00"#
    ),
    (
      "2026-07-20 18.30", 12,
      #""18.30" is not a time of day. write 2026-07-20 18:30"#
    ),
    (
      "2026-07-20 12,30", 12,
      #""12" is not a time of day. write 2026-07-20 12:00"#
    ),
  ]

  @Test(arguments: cases)
  func refuses(_ text: String, _ column: Int, _ message: String) {
    let problem = #expect(throws: DeadlineProblem.self) { try DeadlineTests.read(text) }
    #expect(problem?.description == message)
    #expect(problem?.column == column)
  }
}
