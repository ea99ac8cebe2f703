extension Wrong {
  /// What programs announce. Today is 2026-11-20.
  static let announcements: [Wrong] = [
    Wrong(
      "announcements that say too little, or to nobody",
      #"""
      channels: { announce: { webhook: "https://hooks.example.org/x" } }
      code of conduct: https://example.org/conduct
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          program tasks: { list: { do: Make a list, who: ana } }
          announcements:
            a: { when: 2027-03-01 09:00 UTC, notify: announce }
            b: { say: B, when: soon, notify: announce }
            c: { say: C, notify: [] }
            d: { say: D, when: 2027-03-01, notify: [announce, anounce], link: here }
            e: { say: E, when: 2027-03-02, until: 2027-03-01, notify: announce }
            f: { say: F, when: 4 weeks before opening, notify: announce }
            g: { say: G, when: 2027-03-01, notify: mail }
            h: { say: H, when: 2027-03-01, notify: ana }
            list: { say: List, when: 2027-03-01, notify: announce }
            "2": { say: Two, when: 2027-03-01, notify: announce }
            i: { say: I, when: 2027-03-01, notify: announce, tell: crew }
            j: no
            k: { say: K, when: 2027-03-01, notify: announce, code of conduct: here }
            l: Applications are open
        autumn: { term: 2027-09-01 .. 2027-10-31, mentorships: {}, announcements: [a] }
      """#,
      #"""
      x.yaml:9:7: error: an announcement needs `say`. write `say: Applications are open`
      x.yaml:10:26: error: `when`: nothing is named "soon". write `start of term`, `end of term` or \#
      `2027-06-01 18:00 UTC`, or give it a date under `dates:` of summer
      x.yaml:11:7: error: an announcement needs `when`. write `when: 2027-03-01 09:00 UTC`
      x.yaml:11:28: error: `notify` is empty. name a channel
      x.yaml:12:57: error: `notify`: there is no channel "anounce". write `announce`
      x.yaml:12:73: error: `link`: "here" is no link. write `https://meet.example.org/room`, or \#
      `place:` for a room
      x.yaml:13:45: error: `until` is not after `when`. write a later date
      x.yaml:14:41: error: `when`: nothing is named "opening". write `4 weeks before start of term` or \#
      `4 weeks before end of term`, or give it a date under `dates:` of summer
      x.yaml:15:46: error: `notify`: an announcement is for channels, and mail for people. name a channel
      x.yaml:16:46: error: `notify`: there is no channel "ana". define it under `channels`
      x.yaml:17:7: error: `list` is also one of `program tasks`. rename one of them
      x.yaml:18:7: error: `2` cannot be the name of a task. begin it with a letter
      x.yaml:19:56: error: unknown key `tell` in an announcement. known are `say`, `when`, `until`, \#
      `link`, `notify` and `code of conduct`
      x.yaml:20:7: error: there is no announcement "j" to leave out. remove it
      x.yaml:21:73: error: `code of conduct`: "here" is no address of a page. write \#
      `https://example.org/code-of-conduct`
      x.yaml:22:10: error: `l` must be keys with values, not text. write `l: { say: Applications are \#
      open, when: 2027-03-01 09:00 UTC, notify: announce }`
      x.yaml:23:77: error: `announcements` must be keys with values, not a list. write \#
      `announcements: { applications: { say: Applications are open, when: …, notify: … } }`
      """#),
    Wrong(
      "announcements without a Code of Conduct, and with one",
      #"""
      channels: { announce: { webhook: "https://hooks.example.org/x" } }
      programs:
        a:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          announcements:
            open: { say: Apply, when: 2027-03-01, notify: announce }
            wide: { say: Apply, when: 2027-03-01, notify: announce, coc: https://example.org/c }
            good: { say: Apply, when: 2027-03-01, notify: announce, code of conduct: https://example.org/c }
        b:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          code of conduct: https://example.org/b
          announcements: { open: { say: Apply, when: 2027-03-01, notify: announce } }
        c:
          term: 2027-06-01 .. 2027-08-31
          mentorships: {}
          code of conduct: here
          announcements: { open: { say: Apply, when: 2027-03-01, notify: announce } }
      """#,
      #"""
      x.yaml:7:7: error: an announcement names a Code of Conduct. write `code of conduct: https://…` \#
      here, in the program or at the top level
      x.yaml:8:63: error: unknown key `coc` in an announcement. write `code of conduct`
      x.yaml:18:22: error: `code of conduct`: "here" is no address of a page. write \#
      `https://example.org/code-of-conduct`
      """#),
    Wrong(
      "announcements that come too late",
      #"""
      channels: { announce: { webhook: "https://hooks.example.org/x" } }
      code of conduct: https://example.org/conduct
      programs:
        winter:
          term: 2026-12-01 .. 2027-02-28
          mentorships: {}
          announcements:
            late: { say: A, when: 2026-11-19 09:00 UTC, notify: announce }
            today: { say: B, when: 2026-11-20 09:00 UTC, notify: announce }
            closed: { say: C, when: 2026-11-01, until: 2026-11-15, notify: announce }
            open: { say: D, when: 2026-10-01, until: 2026-11-30, notify: announce }
            long-ago: { say: E, when: 2026-10-01, notify: announce }
      """#,
      #"""
      x.yaml:8:29: warning: `when` is past: nothing is posted that was not known before. give it a \#
      later date if it is new
      x.yaml:9:30: warning: `when` is today: nothing is posted that is loaded after it. give it a \#
      later date if it is new
      x.yaml:11:29: warning: `when` is past: nothing is posted that was not known before. give it a \#
      later date if it is new
      """#),
  ]
}
