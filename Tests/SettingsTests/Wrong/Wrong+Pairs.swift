extension Wrong {
  /// Pairs: who has no mentor yet, first meetings, tips.
  static let pairs: [Wrong] = [
    Wrong(
      "a search for a mentor by nobody, of another's name, and with a rule that is none",
      #"""
      programs:
        p1:
          term: 2027-06-01 .. 2027-08-31
          mentorships:
            ana: { mentee: ana, mentors: wanted, when: Tusday 16:00 UTC, extend: month }
        p2:
          term: 2027-06-01 .. 2027-08-31
          coordinators: ben
          program tasks: { mentor-for-ana: { do: Look, who: ben } }
          mentorships:
            ana: { mentee: ana, mentors: wanted }
        p3: { term: 2027-06-01 .. 2027-08-31, mentors: wanted, mentorships: {} }
      """#,
      #"""
      x.yaml:5:36: error: `mentors`: nobody would look for one. write `coordinators:` of the \#
      program with who assigns mentors
      x.yaml:5:36: warning: `p1.ana` awaits a mentor, and has no meetings until then. write who \#
      it is once somebody is found
      x.yaml:5:50: error: `when`: "Tusday" is not a word of this grammar. write `Tuesday`
      x.yaml:5:76: error: `extend`: "month" is not a number. write `1 month`
      x.yaml:9:22: error: `mentor-for-ana` is what the search for a mentor is called. give the \#
      task another name
      x.yaml:11:36: warning: `p2.ana` awaits a mentor, and has no meetings until then. write who \#
      it is once somebody is found
      x.yaml:12:50: error: `mentors`: "wanted" is of a mentorship. write it there, beside \#
      `mentee:`
      """#),
    Wrong(
      "first meetings that are none",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          first meeting: { lenght: 1 hour, remind: soon }
          mentorships:
            m1: { mentee: ana, when: Tuesday 16:00 UTC, link: "https://example.org", first meeting: { when: Monday 9:00 \#
      UTC } }
            m2: { mentee: ana, when: Tuesday 16:00 UTC, first meeting: { when: once on 2027-09-01 \#
      15:00 UTC } }
            m3: { mentee: ana, when: Tuesday 16:00 UTC, link: "https://example.org", first meeting: \#
      yes }
            m4: { mentee: ana, when: Tuesday 16:00 UTC, first meeting: {} }
        winter:
          term: 2027-12-01 .. 2028-02-28
          mentors: ben
          first meeting: { when: once on 2027-12-01 15:00 }
          mentorships: {}
      """#,
      #"""
      x.yaml:5:22: error: unknown key `lenght` in a first meeting. known are `duration`, \#
      `link`, `place`, `account`, `notify`, `opens`, `agenda`, `remind`, `holidays` and `title`
      x.yaml:5:46: error: `remind`: "soon" is not a number. write `1 day before at 18:00`
      x.yaml:7:103: error: a first meeting is once. write `once on 2027-06-07 09:00 \#
      UTC`
      x.yaml:8:74: error: `when` never falls between 2027-06-01 and 2027-08-31. check the term, \#
      `starting` and the sentence
      x.yaml:9:95: error: `first meeting` must be keys with values, not text. write `first \#
      meeting: { when: once on 2027-06-01 15:00 }`
      x.yaml:14:22: error: `when` is not a key of a first meeting. write it in the mentorship: \#
      `first meeting: { when: … }`
      """#),
    Wrong(
      "tips and repetitions that are none",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          tips: { one: Ask }
          tasks:
            a: { do: Think, who: mentee, optional: yes, again: 1 week }
            b: { do: Think, who: mentee, again: 3 hours }
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00 UTC } }
      """#,
      #"""
      x.yaml:5:11: error: `tips` must be a sentence or a list of them, not keys with values. \#
      write `tips: [Small changes are easy to review]`
      x.yaml:7:58: error: `again`: nobody asks again for what is optional. write \#
      `again: no` in the task
      x.yaml:8:43: error: `again`: 3 hours is a length of time, not of the calendar. write \#
      `1 day`
      """#),
  ]
}
