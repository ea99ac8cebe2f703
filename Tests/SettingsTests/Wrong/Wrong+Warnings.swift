extension Wrong {
  /// What is no mistake by itself, and yet hardly meant. Today is 2026-11-20.
  static let warnings: [Wrong] = [
    Wrong(
      "groups that nobody is in",
      #"""
      groups:
        leads: role lead
        outer: [leads]
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, hosts: outer }
        m2: { title: A, when: Thursday 14:00 UTC, hosts: leads, invite: [mentees, alumni] }
        m3: { title: A, when: Thursday 14:00 UTC, hosts: leads, invite: ana }
      """#,
      #"""
      x.yaml:2:10: warning: nobody has the role "lead". give it to somebody under `people`
      x.yaml:5:52: warning: nobody would be told: nobody is in `outer`. name people, or a \#
      group that has some
      x.yaml:6:67: warning: nobody would be told: nobody is in `leads`, `mentees` or \#
      `alumni`. name people, or a group that has some
      """#),
    Wrong(
      "groups that leave out everybody, for ever or for a time",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }
      groups:
        all: { of: crew, without: [ana, ben] }
        some: { of: [mentees, alumni], without: mentors }
        none: { of: mentors, without: crew }
        later: { of: crew, without: mentors }
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: none }
        m2: { title: A, when: Thursday 14:00 UTC, invite: some }
      """#,
      #"""
      x.yaml:7:3: warning: `all`: nobody is left in it. leave out fewer, or remove it
      x.yaml:9:3: warning: `none`: nobody is left in it. leave out fewer, or remove it
      x.yaml:12:53: warning: nobody would be told: nobody is in `none`. name people, or a \#
      group that has some
      """#),
    Wrong(
      "mentees of a program that is over",
      #"""
      programs:
        summer:
          term: 2026-06-01 .. 2026-08-31
          mentors: ben
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: [mentees, mentors] }
        m2: { title: A, when: Thursday 14:00 UTC, invite: alumni }
      """#,
      #"""
      x.yaml:7:53: warning: nobody would be told: nobody is in `mentees` or `mentors`. name \#
      people, or a group that has some
      """#),
    Wrong(
      "mentees of a program to come, alumni of one that runs, a channel that is told",
      #"""
      channels: { announce: { webhook: "https://hooks.example.org/x" } }
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }
      groups: { leads: [] }
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: mentees }
        m2: { title: A, when: Thursday 14:00 UTC, invite: alumni }
        m3: { title: A, when: Thursday 14:00 UTC, invite: leads, notify: [mail, announce] }
      """#,
      #"""
      x.yaml:7:18: warning: nobody is in `leads`. name somebody, or remove it
      """#),
    Wrong(
      "an empty group beside a mistake",
      #"""
      groups: { leads: [anna] }
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, hosts: leads }
      """#,
      #"""
      x.yaml:1:19: error: `leads`: nobody is called "anna". write `ana`
      """#),
    Wrong(
      "meetings that are over",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: once on 2025-12-03 14:00 UTC }
        m2: { title: A, invite: ana, when: Thursday 14:00 UTC until 2026-11-19 }
        m3:
          title: A
          invite: ana
          when:
            - once on 2026-11-18 14:00 UTC
            - once on 2026-11-19 14:00 UTC
        m4: { title: A, invite: ana, when: once on 2026-11-20 00:00 UTC }
        m5: { title: A, invite: ana, when: once on 2026-11-20 09:00 Asia/Tokyo }
        m6: { title: A, invite: ana, when: once on 2026-11-20 08:59 Asia/Tokyo }
      """#,
      #"""
      x.yaml:2:38: warning: every date is past, the last was 2025-12-03. write a date to \#
      come, or remove the meeting
      x.yaml:3:38: warning: every date is past, the last was 2026-11-19. write a date to \#
      come, or remove the meeting
      x.yaml:8:7: warning: every date is past, the last was 2026-11-19. write a date to come, \#
      or remove the meeting
      x.yaml:12:38: warning: every date is past, the last was 2026-11-20. write a date to \#
      come, or remove the meeting
      """#),
    Wrong(
      "a channel that hears of nothing",
      #"""
      channels: { ann: { webhook: "https://hooks.example.org/x" } }
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, notify: ann, remind: no }
        m2: { title: A, when: Thursday 14:00 UTC, notify: ann, remind: 1 day before }
        m3: { title: A, when: Thursday 14:00 UTC, invite: ana, notify: [ann, mail], remind: no }
      """#,
      #"""
      x.yaml:3:3: warning: without mail and without reminders nobody hears that this meeting \#
      takes place. take `remind: no` out, or add `mail` to `notify`
      """#),
    Wrong(
      "nothing but skipped dates",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: once on 2026-12-03 14:00 UTC, skip: { 2026-12-03: \#
      ill } }
        m2:
          title: A
          invite: ana
          when: Thursday 14:00 UTC
          until: 2026-12-04
          skip: { 2026-11-26: ill, 2026-12-03: ill }
        m3:
          title: A
          invite: ana
          when: Thursday 14:00 UTC
          until: 2026-12-04
          skip: { 2026-11-26: ill }
        m4:
          title: A
          invite: ana
          when: Thursday 14:00 UTC until 2026-11-19
          skip: { 2026-11-19: ill }
      """#,
      #"""
      x.yaml:2:68: warning: `skip` leaves no date to come. take a date out of it, or remove \#
      the meeting
      x.yaml:8:5: warning: `skip` leaves no date to come. take a date out of it, or remove \#
      the meeting
      x.yaml:18:11: warning: every date is past, the last was 2026-11-19. write a date to \#
      come, or remove the meeting
      """#),
    Wrong(
      "slots that overlap",
      #"""
      meetings:
        m1:
          title: A
          invite: ana
          when:
            - Monday 14:30 UTC
            - Monday and Thursday 14:00 UTC
        m2:
          title: A
          invite: ana
          duration: 90 minutes
          when: Monday 14:00 UTC; Monday 15:00 UTC
        m3: { title: A, invite: ana, when: [Sunday 23:30 UTC, Monday 00:00 UTC] }
      """#,
      #"""
      x.yaml:6:9: warning: Mon 23 Nov 14:30 lies within the meeting of Mon 23 Nov 14:00, \#
      which lasts 1 hour. write `duration: 30 minutes`, or move one of the two
      x.yaml:12:11: warning: Mon 23 Nov 15:00 lies within the meeting of Mon 23 Nov 14:00, \#
      which lasts 1 hour 30 minutes. write `duration: 1 hour`, or move one of the two
      x.yaml:13:57: warning: Mon 23 Nov 00:00 lies within the meeting of Sun 22 Nov 23:30, \#
      which lasts 1 hour. write `duration: 30 minutes`, or move one of the two
      """#),
    Wrong(
      "slots that overlap in some weeks of the year",
      #"""
      meetings:
        m1:
          title: A
          invite: ana
          when: [Tuesday 17:30 Europe/Berlin, Tuesday 10:00 America/Los_Angeles]
      """#,
      #"""
      x.yaml:5:41: warning: Tue 16 Mar 18:00 lies within the meeting of Tue 16 Mar 17:30, \#
      which lasts 1 hour. write `duration: 30 minutes`, or move one of the two
      """#),
    Wrong(
      "slots that touch, or are one and the same",
      #"""
      meetings:
        m1: { title: A, invite: ana, when: [Monday 14:00 UTC, Monday 15:00 UTC] }
        m2: { title: A, invite: ana, when: [Monday 14:00 UTC, Monday 15:00 Europe/Berlin] }
        m3: { title: A, invite: ana, when: every day 09:00 Europe/Berlin, duration: 24 hours }
      """#,
      #"""
      """#),
    Wrong(
      "slots of a 1:1 that overlap",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships:
            ana: { mentee: ana, when: [Tuesday 16:00 UTC, Tuesday 16:20 UTC] }
      """#,
      #"""
      x.yaml:6:53: warning: Tue 1 Jun 16:20 lies within the meeting of Tue 1 Jun 16:00, which \#
      lasts 30 minutes. write `one-on-one: { duration: 20 minutes }`, or move one of the two
      """#),
  ]
}
