extension Wrong {
  /// Meetings of talks, what they need, and what the public is told.
  static let talks: [Wrong] = [
    Wrong(
      "talks, their number and their announcement", alone: true,
      #"""
      community: Test
      domain: example.org
      mail: { from: a@example.org }
      people: { ana: { email: ana@example.org }, ben: { email: ben@example.org } }
      groups: { all: [ana, ben] }
      meetings:
        a: { title: A, when: Thursday 14:00 UTC, invite: ana, talks: x }
        b: { title: A, when: Friday 14:00 UTC, invite: ana, talks: { title: X, by: ana } }
        c:
          title: A
          when: Friday 15:00 UTC
          invite: ana
          talks:
            - { title: Z, by: zoe }
            - { title: X, by: all }
            - { title: Y, by: }
        d: { title: A, when: Friday 16:00 UTC, invite: ana, talks: [{ title: X, by: ana, \#
      duration: soon, minutes: 3, outline: { a: b }, learnings: maybe }] }
        e: { title: A, when: Friday 17:00 UTC, invite: ana, agenda: { at least: two \#
      presenters } }
        f: { title: A, when: Friday 18:00 UTC, invite: ana, agenda: { at least: 0 items } }
        g: { title: A, when: Friday 19:00 UTC, hosts: ana, remind: no, announce: { for: all \#
      } }
        h: { title: A, when: Friday 20:00 UTC, hosts: ana, agenda: { cutoff: 1 day before \#
      }, announce: { when: 2 days before } }
        i: { title: A, when: Friday 21:00 UTC, hosts: ana, remind: no, announce: { when: \#
      tomorrow, code of conduct: x, whom: y } }
        j: { title: A, when: Friday 22:00 UTC, hosts: ana, remind: no, announce: yes }
        k: { title: A, when: Friday 23:00 UTC, invite: ana, announce: { when: 1 hour before \#
      } }
        l: { title: A, when: Friday 12:00 UTC, hosts: ana, remind: 1 day before, announce: \#
      { when: 2 days before } }
        m: { title: A, when: Friday 11:00 UTC, invite: ana, talks: [{ title: X, by: ana }, \#
      { title: x., by: ben }] }
      """#,
      #"""
      x.yaml:7:64: error: `talks` must be keys with values, not text. write `talks: { \#
      title: Query tracing, by: ana }`
      x.yaml:8:62: error: `talks` must be a list of talks, not keys with values. write \#
      `talks: [{ title: Query tracing, by: ana }]`
      x.yaml:14:25: error: `by`: nobody is called "zoe". define it under `people`
      x.yaml:15:25: error: `by`: "all" is a group. name the people themselves
      x.yaml:16:21: error: `by` is empty. write `by: [ana]`, or leave the key out
      x.yaml:17:94: error: `duration`: "soon" is not a number. write `1 hour 30 minutes`
      x.yaml:17:100: error: unknown key `minutes` in a talk. known are `title`, `by`, \#
      `duration`, `description`, `outline` and `learnings`
      x.yaml:17:121: error: `outline` must be a point or a list of points, not keys with \#
      values. write `outline: [A, B]`
      x.yaml:17:142: error: `learnings`: "maybe" is not known. write `yes` or `no`
      x.yaml:18:75: error: `at least`: "two presenters" is no number of items or \#
      presenters. write `2 presenters` or `3 items`
      x.yaml:19:75: error: `at least`: "0 items" is no number of items or presenters. write \#
      `2 presenters` or `3 items`
      x.yaml:20:66: error: `announce` needs `when`. write `when: 10 days before at 10:00`
      x.yaml:21:72: error: `cutoff` (Thu 19 Nov 20:00) is not before `announce` (Wed 18 Nov \#
      20:00). move `cutoff` earlier, or `announce` later
      x.yaml:22:84: error: `when`: "tomorrow" is not a number. write `1 day before at 18:00`
      x.yaml:22:111: error: `code of conduct`: "x" is no address of a page. write \#
      `https://example.org/code-of-conduct`
      x.yaml:22:114: error: unknown key `whom` in `announce`. known are `when`, `for` and \#
      `code of conduct`
      x.yaml:23:76: error: `announce` must be keys with values, not text. write `announce: \#
      { when: 10 days before at 10:00, for: future mentees }`
      x.yaml:24:73: error: nobody would read this announcement. write `notify:` with a \#
      channel, or `hosts:` who pass it on
      x.yaml:25:94: error: `announce` (Wed 18 Nov 12:00) is before `remind` (Thu 19 Nov \#
      12:00), with which the meeting opens. announce later, or write `opens:` with an \#
      earlier time
      x.yaml:26:24: warning: each of its dates has the same talks. make the next one a \#
      meeting of its own
      x.yaml:26:86: error: two talks are called "x.". rename one of them
      """#)
  ]
}
