extension Wrong {
  /// Programs.
  static let programs: [Wrong] = [
    Wrong(
      "a program of nothing",
      #"""
      programs:
        summer: {}
      """#,
      #"""
      x.yaml:2:3: error: a program needs `mentorships`. write `mentorships: { ana: { mentee: \#
      ana, when: … } }`
      x.yaml:2:3: error: a program needs `term`. write `term: 2027-06-01 .. 2027-08-31`
      """#),
    Wrong(
      "a term that ends before it starts",
      #"""
      programs:
        summer: { term: 2027-08-31 .. 2027-06-01, mentors: ben, mentorships: { ana: { mentee: \#
      ana, when: Tuesday 16:00 UTC } } }
      """#,
      #"""
      x.yaml:2:19: error: `term` ends on 2027-06-01, before it starts. write `2027-06-01 .. \#
      2027-08-31`
      """#),
    Wrong(
      "nobody who looks after pairs, and no meeting to hand over to",
      #"""
      meetings: { office-hours: { title: OH, when: Thursday 14:00 UTC, invite: ana } }
      programs:
        p1: { term: 2027-06-01 .. 2027-08-31, mentors: ben, silent after: 2 weeks, mentorships: {} }
        p2: { term: 2027-06-01 .. 2027-08-31, coordinators: [], mentors: ben, mentorships: {} }
        p3: { term: 2027-06-01 .. 2027-08-31, mentors: ben, completion: { hand over: office-hour }, mentorships: {} }
        p4: { term: 2027-06-01 .. 2027-08-31, mentors: ben, completion: perhaps, mentorships: {} }
        p6: { term: 2027-06-01 .. 2027-08-31, coordinators: mentors, mentors: ben, mentorships: {} }
        p5: { term: 2027-06-01 .. 2027-08-31, coordinator: ana, silent after: 2 hours, mentors: ben, mentorships: {} }
      """#,
      #"""
      x.yaml:3:55: error: nobody would be told of a pair that does not meet. write `coordinators:` with who looks \#
      after the program
      x.yaml:4:55: error: `coordinators` is empty. name somebody, or leave the key out
      x.yaml:5:80: error: `hand over`: there is no meeting "office-hour". write `office-hours`
      x.yaml:6:67: error: `completion` must be keys with values, not text. write `completion: { hand \#
      over: office-hours }`
      x.yaml:7:55: error: `coordinators`: "mentors" are the pairs themselves. name people, or a group of your \#
      own
      x.yaml:8:41: error: unknown key `coordinator` in a program. write `coordinators`
      x.yaml:8:73: error: `silent after`: 2 hours is a length of time, not of the calendar. write `1 day`
      """#),
    Wrong(
      "tasks that cannot be",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          profile: gsok
          dates: { selection: 2027-05-06 18:00 UTC, results: 2027-05-06 18:00 PST }
          tasks:
            2027-07-01: { do: Meet, who: mentees }
            nobody: { do: Meet, who: coordinators }
            nothing: { who: mentee }
            late: { do: Meet, who: mentees, due: 2027-07-18 18:00 UTC, at the latest: 2027-07-16 18:00 UTC }
            alone: { do: Meet, who: mentees, at the latest: 2027-07-16, remind: 1 day before }
            gift: { do: Meet, who: mentees, due: 2027-07-16, opens: 2027-07-17, optional: yes }
            ring: { do: Meet, who: mentees, after: rung }
            rung: { do: Meet, who: mentees, after: [ring, run] }
            named: { do: Meet, who: mentees, due: 4 days before selektion }
            steps: { do: Meet, who: mentees, due: 2027-07-16, escalate: { soon: mentors } }
            gone: no
          mentorships:
            ana: { mentee: ana, when: Tuesday 16:00 UTC }
            ani: { mentee: ana, when: Wednesday 16:00 UTC }
      profiles: { gsoc: {} }
      """#,
      #"""
      x.yaml:5:14: error: `profile`: there is no profile "gsok". write `gsoc`
      x.yaml:6:73: error: `results`: at 18:00 on 2027-05-06 the clock of America/Los_Angeles shows PDT, not \#
      PST. write `2027-05-06 18:00 America/Los_Angeles` or `2027-05-07 02:00 UTC`
      x.yaml:8:7: error: `2027-07-01` cannot be the name of a task. begin it with a letter
      x.yaml:9:32: error: `who`: this program has no coordinators. write `coordinators:` with who looks after \#
      it
      x.yaml:10:7: error: a task needs `do`. write `do: Share what you learnt`
      x.yaml:11:81: error: `at the latest` is before `due`. swap them
      x.yaml:12:55: error: `at the latest` stands beside an earlier `due`. write it as `due:`, or both
      x.yaml:12:75: error: `remind`: this task has no date to count from. write `due:` as well
      x.yaml:13:63: error: `opens` is after `due`. write an earlier date
      x.yaml:14:46: error: `after`: "ring" waits for itself. take one of them out
      x.yaml:15:46: error: `after`: "rung" waits for itself. take one of them out
      x.yaml:15:46: error: `after`: there is no task "run" here. write `rung`
      x.yaml:16:59: error: `due`: nothing is named "selektion". write `4 days before selection`, \#
      or give it a date under `dates:` of summer
      x.yaml:17:69: error: `escalate`: "soon" is not a number. write `at once` or `2 days`
      x.yaml:18:7: error: there is no task "gone" to leave out. remove it
      """#),
    Wrong(
      "tasks of meetings and programs that cannot be",
      #"""
      meetings:
        oh:
          title: OH
          when: Thursday 14:00 UTC
          invite: ana
          tasks:
            a: { do: A, who: mentee }
            b: { do: B, who: [ana, coordinators] }
            c: { do: C, who: hosts }
            d: { do: D, who: invited, due: 1 week after the last meeting }
            e: { do: E, who: invited, due: 1 week after the first meeting }
            f: { do: F, who: invited, due: 1 week before the meeting }
            g: { do: G, who: invited, only for: prometheus }
            h: no
        fall: { title: Fall, when: on demand, invite: ana, tasks: {
          a: { do: A, who: ana, due: the first meeting } } }
      programs:
        fall: { term: 2027-06-01 .. 2027-08-31, mentorships: {} }
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          program tasks:
            a: { do: A, who: coordinators }
            b: { do: B, who: hosts }
            c: { do: C, who: ana, due: 1 week after the last meeting }
            d: no
      """#,
      #"""
      x.yaml:7:24: error: `who`: a meeting has no "mentee". write `hosts` or `invited`, or people and groups
      x.yaml:8:30: error: `who`: a meeting has no "coordinators". write `hosts` or `invited`, or people and \#
      groups
      x.yaml:9:24: error: `who`: this meeting has no hosts. write `hosts:` with who leads it
      x.yaml:10:38: error: `due`: a meeting without end has no last one. write `until:` with its date, or \#
      count from the first meeting
      x.yaml:11:38: error: `due`: nothing says which meeting is the first. write `starting:` with its date
      x.yaml:12:56: error: `due`: nothing is named "meeting". write `1 week before first meeting` or `1 week \#
      before last meeting`
      x.yaml:13:43: error: `only for`: a meeting has no `about:`. take it out, or move the task to `tasks:` \#
      of a program
      x.yaml:14:7: error: there is no task "h" to leave out. remove it
      x.yaml:16:32: error: `due`: this meeting has no date yet. write one beside it: `once on 2027-09-16 \#
      18:00`
      x.yaml:18:3: error: `fall` is also a meeting. rename one of them
      x.yaml:23:24: error: `who`: this program has no coordinators. write `coordinators:` with who looks \#
      after it
      x.yaml:24:24: error: `who`: a program has no "hosts". write `coordinators`, `mentors` or `mentees`, or \#
      people and groups
      x.yaml:25:51: error: `due`: nothing is named "last meeting". write `1 week after start of term` or `1 \#
      week after end of term`, or give it a date under `dates:` of summer
      x.yaml:26:7: error: there is no task "d" to leave out. remove it
      """#),
    Wrong(
      "terms that are none",
      #"""
      programs:
        p1: { term: 2027-06-01, mentors: ben, mentorships: {} }
        p2: { term: 2027-06-01 .. 2027-08-32, mentors: ben, mentorships: {} }
        p3: { term: "June .. August", mentors: ben, mentorships: {} }
      """#,
      #"""
      x.yaml:2:15: error: `term` is not a first and a last day, each as 2027-06-01. write `term: 2027-06-01 .. \#
      2027-08-31`
      x.yaml:3:15: error: `term`: "2027-08-32" is not a date. write `term: 2027-06-01 .. \#
      2027-08-31`
      x.yaml:4:15: error: `term`: "August" is not a date. write `term: 2027-06-01 .. \#
      2027-08-31`
      x.yaml:4:15: error: `term`: "June" is not a date. write `term: 2027-06-01 .. 2027-08-31`
      """#),
    Wrong(
      "a rule that never falls in the term",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-06-03
          mentors: ben
          mentorships:
            ana: { mentee: ana, when: Friday 16:00 UTC }
      """#,
      #"""
      x.yaml:6:33: error: `when` never falls between 2027-06-01 and 2027-06-03. check the \#
      term, `starting` and the sentence
      """#),
    Wrong(
      "a mentorship of nothing",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentorships:
            ana: {}
      """#,
      #"""
      x.yaml:5:7: error: a mentorship needs `mentee`. write `mentee: ana`
      x.yaml:5:7: error: a mentorship needs `when`. write `when: Thursday 14:00 UTC`
      x.yaml:5:7: error: this mentorship has no mentors. write `mentors:` here or for the \#
      whole program, or `mentors: wanted`
      """#),
    Wrong(
      "mentors and mentees who are none",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: [crew, bem]
          mentorships:
            ana: { mentee: anna, when: Tuesday 16:00 UTC }
            ben: { mentee: ben, mentors: [ben, ana], when: Tuesday 17:00 UTC }
            none: { mentee: [], when: Tuesday 17:00 UTC }
      """#,
      #"""
      x.yaml:4:15: error: `mentors`: "crew" is a group. name the people themselves
      x.yaml:4:21: error: `mentors`: nobody is called "bem". write `ben`
      x.yaml:6:22: error: `mentee`: nobody is called "anna". write `ana`
      x.yaml:7:22: error: "ben" would be mentee and mentor of the same mentorship. write \#
      `mentors:` without ben
      x.yaml:8:23: error: `mentee` is empty. name somebody
      """#),
    Wrong(
      "extensions that are none",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships:
            m1: { mentee: ana, when: Tuesday 16:00 UTC, extend: 3 hours }
            m2: { mentee: ana, when: Tuesday 16:00 UTC, extend: 0 months }
            m3: { mentee: ana, when: Tuesday 16:00 UTC, extend: month }
      """#,
      #"""
      x.yaml:6:59: error: `extend`: 3 hours is a length of time, not of the calendar. write \#
      `1 day`
      x.yaml:7:59: error: `extend`: 0 months is nothing. write `1 day`
      x.yaml:8:59: error: `extend`: "month" is not a number. write `1 month`
      """#),
    Wrong(
      "a 1:1 every two weeks without its weeks",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships:
            ana: { mentee: ana, when: every 2 weeks Tuesday 16:00 UTC }
      """#,
      #"""
      x.yaml:6:33: error: `when`: "every 2 weeks" does not say which week. write `starting: \#
      2027-06-01` or `starting: 2027-06-08`
      """#),
    Wrong(
      "a 1:1 with nothing but mistakes",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships:
            m1: { mentee: ana, when: every 2 weeks Tuesday 16:00 UTC, starting: soon, extend: \#
      0 days }
            m2: { mentee: ana, when: Tusday 16:00 UTC, starting: soon, skip: { soon: Whitsun \#
      } }
      """#,
      #"""
      x.yaml:6:75: error: `starting`: "soon" is not a date. write it as `2026-12-03`
      x.yaml:6:89: error: `extend`: 0 days is nothing. write `1 day`
      x.yaml:7:32: error: `when`: "Tusday" is not a word of this grammar. write `Tuesday`
      x.yaml:7:60: error: `starting`: "soon" is not a date. write it as `2026-12-03`
      x.yaml:7:74: error: `skip`: "soon" is not a date. write `skip: { 2026-12-24: Christmas }`
      """#),
    Wrong(
      "a mistake in what all 1:1s share counts once",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          one-on-one: { opens: 2 days before, remind: [3 days before], lenght: 30 minutes }
          mentorships:
            m1: { mentee: ana, when: Tuesday 16:00 UTC }
            m2: { mentee: ana, when: Wednesday 16:00 Europe/Berlin }
      """#,
      #"""
      x.yaml:5:50: error: `remind` (Sat 29 May 16:00) is before `opens` (Sun 30 May 16:00). \#
      remind later, or let `opens` be earlier
      x.yaml:5:66: error: unknown key `lenght` in `one-on-one`. known are `duration`, `link`, \#
      `place`, `account`, `notify`, `opens`, `agenda`, `remind` and `holidays`
      """#),
    Wrong(
      "retrospectives that are none",
      #"""
      programs:
        p1: { term: 2027-06-01 .. 2027-08-31, mentors: ben, mentorships: {}, retrospective: { \#
      remind: soon } }
        p2: { term: 2027-06-01 .. 2027-08-31, mentors: ben, mentorships: {}, retrospective: 1 \#
      week before }
      """#,
      #"""
      x.yaml:2:97: error: `remind`: "soon" is not a number. write `1 day before at 18:00`
      x.yaml:3:87: error: `retrospective` must be keys with values, not text. write \#
      `retrospective: { remind: 1 week before }`
      """#),
    Wrong(
      "unknown keys of programs",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentor: ben
          mentorships:
            ana: { mentees: ana, mentors: ben, when: Tuesday 16:00 UTC, until: 2027-07-01 }
      """#,
      #"""
      x.yaml:4:5: error: unknown key `mentor` in a program. write `mentors`
      x.yaml:6:14: error: unknown key `mentees` in a mentorship. write `mentee`
      x.yaml:6:67: error: unknown key `until` in a mentorship. known are `mentee`, `mentors`, \#
      `when`, `alternate`, `rrule`, `cron`, `calendar`, `starting`, `extend`, `title`, `link`, \#
      `skip`, `first meeting`, `about`, `tasks`, `issue`, `label`, `goals`, `commitment` and \#
      `accept`
      """#),
  ]
}
