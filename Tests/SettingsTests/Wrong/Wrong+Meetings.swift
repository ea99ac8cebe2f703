extension Wrong {
  /// Meetings.
  static let meetings: [Wrong] = [
    Wrong(
      "a sentence without its weeks",
      #"""
      meetings:
        hours: { title: Hours, when: biweekly Thursday 16:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:2:32: error: `when`: "biweekly" does not say which week. write `starting: \#
      2026-11-26` or `starting: 2026-12-03`
      """#),
    Wrong(
      "a sentence in quotes, with an ambiguous zone",
      #"""
      meetings:
        hours:
          title: Hours
          when: "Thursday 16:00 IST"
          invite: ana
      """#,
      #"""
      x.yaml:4:27: error: `when`: "IST" is an abbreviation and does not say whose clock to \#
      follow. write `Asia/Kolkata`, `Asia/Jerusalem` or `Europe/Dublin`
      """#),
    Wrong(
      "a sentence with a wrong word, plain",
      #"""
      meetings:
        hours:
          title: Hours
          when: Thirsday 16:00 UTC
          invite: ana
      """#,
      #"""
      x.yaml:4:11: error: `when`: "Thirsday" is not a word of this grammar. write `Thursday`
      """#),
    Wrong(
      "one wrong slot of two",
      #"""
      meetings:
        hours:
          title: Hours
          when:
            - Tuesday 9:00 UTC
            - Thursday 25:00 UTC
          invite: ana
      """#,
      #"""
      x.yaml:6:18: error: `when`: "25:00" is not a time of day. write `14:00` or `2 PM`
      """#),
    Wrong(
      "no slots",
      #"""
      meetings:
        hours: { title: Hours, when: [], invite: ana }
      """#,
      #"""
      x.yaml:2:32: error: `when` is empty. write `when: Thursday 14:00 UTC`
      """#),
    Wrong(
      "a sentence without a time",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday, invite: ana }
      """#,
      #"""
      x.yaml:2:40: error: `when`: no time of day is given. write `Thursday 14:00`
      """#),
    Wrong(
      "a time that YAML would take for a number",
      #"""
      meetings:
        hours: { title: Hours, when: 14:00, invite: ana }
      """#,
      #"""
      x.yaml:2:37: error: `when`: no weekday is given. write `Thursday 14:00`
      """#),
    Wrong(
      "a sentence in letters beyond ASCII",
      #"""
      meetings:
        hours: { title: Zażółć, when: Czwartek 14:00 Europe/Warsaw, invite: ana }
      """#,
      #"""
      x.yaml:2:33: error: `when`: "Czwartek" is not a word of this grammar, and without it the meeting \#
      may be another. write `Thursday 14:00 Europe/Warsaw`
      """#),
    Wrong(
      "other ways to say when",
      #"""
      meetings:
        m1: { title: A, invite: ana, rrule: "FREQ=WEEKLY;BYDAY=TH" }
        m2: { title: A, invite: ana, alternate: [Tuesday 9:00 UTC, Thursday 9:00 UTC] }
        m3: { title: A, invite: ana, cron: "0 14 * * 4" }
        m4: { title: A, invite: ana, calendar: "Thu 14:00" }
        m5: { title: A, invite: ana, when: Thursday 14:00, timezone: Europe/Berlin }
      """#,
      #"""
      x.yaml:2:39: error: `rrule` has no start. write `starting: 2026-12-03 14:00 \#
      Europe/Berlin` beside it
      x.yaml:3:44: error: `alternate`: `alternate` does not say which meeting is first. write \#
      `starting: 2026-11-24`
      x.yaml:6:54: error: `timezone` is not a key of a meeting. write it into the sentence: \#
      `when: Thursday 14:00 Europe/Berlin`
      """#),
    Wrong(
      "more of what other programs have",
      #"""
      meetings:
        m1: { title: A, invite: ana, slots: [Tuesday 9:00 UTC] }
        m2: { title: A, invite: ana, frequency: biweekly }
        m3: { title: A, invite: ana, when: Thursday 14:00, tz: Europe/Berlin }
        m4: { title: A, invite: ana, day: Thursday }
        m5: { title: A, invite: ana, time: 14:00 }
      """#,
      #"""
      x.yaml:2:32: error: `slots` is not a key of a meeting. write a list: `when: [Tuesday \#
      9:00 UTC, Thursday 16:00 UTC]`
      x.yaml:3:32: error: `frequency` is not a key of a meeting. write it into the sentence: \#
      `when: every 2 weeks Thursday 14:00 UTC starting 2026-12-03`
      x.yaml:4:54: error: `tz` is not a key of a meeting. write it into the sentence: `when: \#
      Thursday 14:00 Europe/Berlin`
      x.yaml:5:32: error: `day` is not a key of a meeting. write it into the sentence: `when: \#
      Thursday 14:00 UTC`
      x.yaml:6:32: error: `time` is not a key of a meeting. write it into the sentence: \#
      `when: Thursday 14:00 UTC`
      """#),
    Wrong(
      "sentences that cannot be meant",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: Thursday 24:00 UTC }
        m2: { title: A, invite: ana, when: Thursday 14:00 UTC+8 }
        m3: { title: A, invite: ana, when: Thursday 14:00 Europe/Atlantis }
        m4: { title: A, invite: ana, when: Thursday 14:00-15:30 UTC }
        m5: { title: A, invite: ana, when: Monday Wednesday Friday }
        m6: { title: A, invite: ana, when: "30 9 * * 1-5" }
        m7: { title: A, invite: ana, when: Thursday 1400h }
        m8: { title: A, invite: ana, when: every 2 weeks Thursday 14:00, starting: 2026-12-01 }
      """#,
      #"""
      x.yaml:2:47: error: `when`: "24:00" is 00:00 of the day after. write `00:00` or `23:59`
      x.yaml:3:53: error: `when`: "UTC+8" is an offset, not a time zone as in Asia/Shanghai. \#
      write `Etc/GMT-8`
      x.yaml:4:53: error: `when`: there is no time zone "Europe/Atlantis". write `Europe/Athens`
      x.yaml:6:61: error: `when`: no time of day is given. write `Monday and Wednesday and \#
      Friday 14:00`
      x.yaml:7:39: error: `when`: a crontab line has a key of its own. move it there: `cron: \#
      "30 9 * * 1-5"`
      x.yaml:8:47: error: `when`: "1400h" is neither a time nor a date. write `Thursday \#
      14:00` or `once on 2026-11-26 14:00`
      x.yaml:9:38: error: `when`: starting: 2026-12-01 is a Tuesday, not a Thursday. write \#
      `starting: 2026-12-03` or `starting: 2026-12-10`
      """#),
    Wrong(
      "dates that are none",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: Thursday 14:00 UTC, starting: 2026-12-3 }
        m2: { title: A, invite: ana, when: Thursday 14:00 UTC, starting: 2026-02-30 }
        m3: { title: A, invite: ana, when: Thursday 14:00 UTC, starting: tomorrow }
        m4: { title: A, invite: ana, when: Thursday 14:00 UTC, starting: 3.12.2026 }
        m5: { title: A, invite: ana, when: Thursday 14:00 UTC, starting: 2026-13-01 }
      """#,
      #"""
      x.yaml:2:68: error: `starting`: "2026-12-3" is not a date. write `2026-12-03`
      x.yaml:3:68: error: `starting`: "2026-02-30" is not in the calendar. write `2026-02-28`
      x.yaml:4:68: error: `starting`: "tomorrow" is not a date. write it as `2026-12-03`
      x.yaml:5:68: error: `starting`: "3.12.2026" is not a date. write it as `2026-12-03`
      x.yaml:6:68: error: `starting`: "2026-13-01" is not in the calendar. write it as \#
      `2026-12-03`
      """#),
    Wrong(
      "a date that is none beside a sentence that is none",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: Thirsday 14:00 UTC, starting: 2026-12-3 }
        m2: { title: A, invite: ana, when: Thirsday 14:00 UTC, starting: 2026-12-03, until: \#
      2026-11-03 }
        m3: { title: A, invite: ana, starting: soon, skip: { soon: Christmas } }
      """#,
      #"""
      x.yaml:2:38: error: `when`: "Thirsday" is not a word of this grammar. write `Thursday`
      x.yaml:2:68: error: `starting`: "2026-12-3" is not a date. write `2026-12-03`
      x.yaml:3:38: error: `when`: "Thirsday" is not a word of this grammar. write `Thursday`
      x.yaml:3:87: error: `until` (2026-11-03) is before `starting` (2026-12-03). write a \#
      later date
      x.yaml:4:3: error: a meeting needs `when`. write `when: Thursday 14:00 UTC`
      x.yaml:4:42: error: `starting`: "soon" is not a date. write it as `2026-12-03`
      x.yaml:4:56: error: `skip`: "soon" is not a date. write `skip: { 2026-12-24: Christmas }`
      """#),
    Wrong(
      "every other week from a date that is none",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: every 2 weeks Thursday 14:00 UTC, starting: soon }
        m2: { title: A, invite: ana, when: every 2 weeks Thursday 25:00 UTC, starting: soon }
        m3: { title: A, invite: ana, when: every 2 weeks Thursday 14:00 UTC, until: soon }
      """#,
      #"""
      x.yaml:2:82: error: `starting`: "soon" is not a date. write it as `2026-12-03`
      x.yaml:3:61: error: `when`: "25:00" is not a time of day. write `14:00` or `2 PM`
      x.yaml:3:82: error: `starting`: "soon" is not a date. write it as `2026-12-03`
      x.yaml:4:38: error: `when`: "every 2 weeks" does not say which week. write `starting: \#
      2026-11-26` or `starting: 2026-12-03`
      x.yaml:4:79: error: `until`: "soon" is not a date. write it as `2026-12-03`
      """#),
    Wrong(
      "an end before the start",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana, starting: 2026-12-03, \#
      until: 2026-11-03 }
      """#,
      #"""
      x.yaml:2:94: error: `until` (2026-11-03) is before `starting` (2026-12-03). write a \#
      later date
      """#),
    Wrong(
      "a rule without a date",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana, starting: 2026-12-04, \#
      until: 2026-12-09 }
      """#,
      #"""
      x.yaml:2:32: error: `when`: no Thursday lies between 2026-12-04 and 2026-12-09. write \#
      `until: 2026-12-10`
      """#),
    Wrong(
      "lengths that are none",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: 1 day }
        m2: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: 0 minutes }
        m3: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: 60 }
        m4: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: "1 hour 30 minuets" }
        m5: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: 25 hours }
        m6: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: 2 weeks }
        m7: { title: A, invite: ana, when: Thursday 14:00 UTC, duration: 1 month }
      """#,
      #"""
      x.yaml:2:68: error: `duration`: 1 day is a calendar step, not a length of time. write \#
      `24 hours`
      x.yaml:3:68: error: `duration`: 0 minutes is no length for a meeting. write up to `24 \#
      hours`
      x.yaml:4:68: error: `duration`: 60 has no unit. write `60 minutes`
      x.yaml:5:79: error: `duration`: "minuets" is not a unit of time. write `30 minutes`
      x.yaml:6:68: error: `duration`: 25 hours is no length for a meeting. write up to `24 \#
      hours`
      x.yaml:7:68: error: `duration`: 2 weeks is a calendar step, not a length of time. write \#
      `1 hour`
      x.yaml:8:68: error: `duration`: 1 month is a calendar step, not a length of time. write \#
      `1 hour 30 minutes`
      """#),
    Wrong(
      "reminders that are none",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: 15 minutes after }
        m2: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: [0 minutes before] }
        m3: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: [-5 minutes before] }
        m4: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: [0 days before at \#
      14:00] }
        m5: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: [at start] }
        m6: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: [1 day before, 1 day \#
      before] }
        m7: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: 1 month before }
        m8: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: 2 days before at dawn }
        m9: { title: A, invite: ana, when: Thursday 14:00 UTC, remind: 0 days before }
      """#,
      #"""
      x.yaml:2:77: error: `remind`: "after" is not a number. write `1 day before at 18:00`
      x.yaml:3:67: error: `remind`: 0 minutes is not before. write `15 minutes before`
      x.yaml:4:67: error: `remind`: "-" is not a number. write `1 day before at 18:00`
      x.yaml:5:67: error: `remind` (Thu 26 Nov 14:00) is not before the start (Thu 26 Nov \#
      14:00). move it earlier
      x.yaml:6:70: error: `remind`: "start" is not a time of day. write `1 day before at 18:00`
      x.yaml:7:81: warning: `1 day before` is written twice in `remind`. write it once
      x.yaml:8:66: error: `remind`: 1 month is not a number of days. write `4 weeks before`
      x.yaml:9:83: error: `remind`: "dawn" is not a time of day. write `2 days before at 18:00`
      x.yaml:10:66: error: `remind`: 0 days is not before. write `1 day before`
      """#),
    Wrong(
      "a reminder before the opening",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: Thursday 14:00 UTC, opens: 2 days before, remind: \#
      3 days before }
        m2: { title: A, invite: ana, when: Thursday 14:00 UTC, agenda: {}, remind: 1 week \#
      before }
      """#,
      #"""
      x.yaml:2:88: error: `remind` (Mon 23 Nov 14:00) is before `opens` (Tue 24 Nov 14:00). \#
      remind later, or let `opens` be earlier
      x.yaml:3:78: error: `remind` (Thu 19 Nov 14:00) is before `opens` (Fri 20 Nov 14:00, 6 \#
      days before unless written). remind later, or let `opens` be earlier
      """#),
    Wrong(
      "nobody to tell",
      #"""
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC }
        m2: { title: A, when: Thursday 14:00 UTC, invite: [] }
      """#,
      #"""
      x.yaml:2:3: error: nobody would hear of this meeting. write `invite:` with people or \#
      groups
      x.yaml:3:53: error: `invite` is empty. name somebody, or leave the key out
      """#),
    Wrong(
      "links that are none",
      #"""
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: ana, link: Room 2 }
        m2: { title: A, when: Thursday 14:00 UTC, invite: ana, link: "javascript:alert(1)" }
        m3: { title: A, when: Thursday 14:00 UTC, invite: ana, link: \#
      "https://me:pw@meet.example.org" }
        m4: { title: A, when: Thursday 14:00 UTC, invite: ana, link: "https://" }
      """#,
      #"""
      x.yaml:2:64: error: `link`: "Room 2" is no link. write `https://meet.example.org/room`, \#
      or `place:` for a room
      x.yaml:3:64: error: `link`: "javascript:alert(1)" is no link. write \#
      `https://meet.example.org/room`, or `place:` for a room
      x.yaml:4:64: error: `link` holds a user's name or a password. leave out what comes \#
      before the `@`
      x.yaml:5:64: error: `link`: "https://" is no address of a page. write \#
      `https://meet.example.org/room`
      """#),
    Wrong(
      "a skip that skips nothing",
      #"""
      meetings:
        hours: { title: A, when: Thursday 14:00 UTC, invite: ana, skip: { 2026-12-24: \#
      Christmas, 2026-12-25: Christmas Day } }
      """#,
      #"""
      x.yaml:2:92: warning: there is no meeting on 2026-12-25, a Friday, to skip. is \#
      2026-12-24 or 2026-12-31 meant?
      """#),
    Wrong(
      "skips that are none",
      #"""
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: ana, skip: { Christmas: 2026-12-24 \#
      } }
        m2: { title: A, when: Thursday 14:00 UTC, invite: ana, skip: [2026-12-24] }
        m3: { title: A, when: Thursday 14:00 UTC, invite: ana, skip: { 2026-12-24: } }
      """#,
      #"""
      x.yaml:2:66: error: `skip`: "Christmas" is not a date. write `skip: { 2026-12-24: \#
      Christmas }`
      x.yaml:3:64: error: `skip` must be keys with values, not a list. write `skip: { \#
      2026-12-24: Christmas }`
      x.yaml:4:66: error: `2026-12-24` is empty. write `2026-12-24: Christmas`, or leave the \#
      key out
      """#),
  ]
}
