extension Wrong {
  /// What the process checks are told, and what of it they accept.
  static let checks: [Wrong] = [
    Wrong(
      "checks that there are not, or not there",
      #"""
      accept: [one mentr, lunch]
      people:
        cai: { email: cai@example.org, accept: one mentor }
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          accept: too many mentees
          mentorships:
            ana: { mentee: ana, when: Tuesday 16:00 UTC, accept: no code of conduct }
            amy: { mentee: ana, when: Tuesday 17:00 UTC, accept: { a: b } }
            eve: { mentee: ana, when: Tuesday 18:00 UTC, accept: }
      """#,
      #"""
      x.yaml:1:10: error: `accept`: there is no check "one mentr". write `one mentor`
      x.yaml:1:21: error: `accept`: there is no check "lunch". known are `mentor without \#
      role`, `mentor outside domains`, `another chat name`, `one mentor`, `no weekly meeting`, \#
      `no regular meetings`, `long meeting`, `no code of conduct`, `only private channels`, \#
      `talk length`, `not in the evening`, `same room`, `same account`, `same person`, `group without code of \#
      conduct`, `same document`, `label prefix`, `candidate too early` and `no sponsor`
      x.yaml:3:42: error: `accept`: "one mentor" cannot be accepted under a person. move it \#
      to the mentorship, the program or the top level
      x.yaml:8:13: error: `accept`: "too many mentees" cannot be accepted under a program. \#
      move it to the person
      x.yaml:10:60: error: `accept`: "no code of conduct" cannot be accepted under a \#
      mentorship. move it to the program or the top level
      x.yaml:11:60: error: `accept` must be a check's name or a list of them, not keys with \#
      values. write `accept: [one mentor]`
      x.yaml:12:52: error: `accept` is empty. write `accept: [one mentor]`, or leave the key out
      """#),
    Wrong(
      "requirements that are none",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          requires: [isue, lunch]
          accepted labels: { a: b }
          code of conduct: be nice
          mentorships: {}
      """#,
      #"""
      x.yaml:5:16: error: `requires`: "isue" is not known. write `issue`, `commitment`, \#
      `goals`, `video` or `deadline`
      x.yaml:5:22: error: `requires`: "lunch" is not known. write `issue`, `commitment`, \#
      `goals`, `video` or `deadline`
      x.yaml:6:22: error: `accepted labels` must be a label or a list of labels, not keys \#
      with values. write `accepted labels: [triage/accepted]`
      x.yaml:7:22: error: `code of conduct`: "be nice" is no address of a page. write \#
      `https://example.org/code-of-conduct`
      """#),
    Wrong(
      "a mentorship without the issue that its program requires",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          requires: issue
          mentorships:
            ana: { mentee: ana, when: Tuesday 16:00 }
            amy: { mentee: ana, when: Tuesday 17:00 UTC, accept: no issue }
            eve: { mentee: nobody, when: Tuesday 18:00 UTC }
      """#,
      #"""
      x.yaml:7:7: error: no issue: summer requires an `issue` of every mentorship. mentors \#
      are assigned to issues instead of mentees: write `issue: https://…`, or `accept: no \#
      issue` under the mentorship
      x.yaml:9:7: error: no issue: summer requires an `issue` of every mentorship. mentors \#
      are assigned to issues instead of mentees: write `issue: https://…`, or `accept: no \#
      issue` under the mentorship
      x.yaml:9:22: error: `mentee`: nobody is called "nobody". define it under `people`
      """#),
    Wrong(
      "names, numbers and hours that are none",
      #"""
      people:
        p1: { email: p1@example.org, accepting: two, github: https://github.com/p1 }
        p2: { email: p2@example.org, accepting: -1, matrix: "@p 2:example.org", irc: }
      channels: { c: { webhook: "https://hooks.example.org/x", members only: maybe } }
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships:
            m1: { mentee: ana, when: Tuesday 16:00 UTC, commitment: a lot }
            m2: { mentee: ana, when: Tuesday 17:00 UTC, commitment: 4h }
            m3: { mentee: ana, when: Tuesday 18:00 UTC, commitment: 4h/day, goals: "" }
            m4: { mentee: ana, when: Tuesday 19:00 UTC, commitment: 400h/week, issue: [1] }
      """#,
      #"""
      x.yaml:2:43: error: `accepting`: "two" is no number of mentees. write `2`
      x.yaml:2:56: error: `github`: "https://github.com/p1" is no name there. write `ana`
      x.yaml:3:43: error: `accepting`: "-1" is no number of mentees. write `2`
      x.yaml:3:55: error: `matrix`: "@p 2:example.org" is no name there. write \#
      `"@ana:example.org"`
      x.yaml:3:75: error: `irc` is empty. write `irc: ana`, or leave the key out
      x.yaml:4:72: error: `members only`: "maybe" is not known. write `yes` or `no`
      x.yaml:10:63: error: `commitment`: "a lot" are no hours a week. write `4h/week`
      x.yaml:11:63: error: `commitment`: "4h" are no hours a week. write `4h/week`
      x.yaml:12:63: error: `commitment`: "4h/day" are no hours a week. write `4h/week`
      x.yaml:12:78: error: `goals` is blank. write `goals: review others' changes`
      x.yaml:13:63: error: `commitment`: "400h/week" are no hours a week. write `4h/week`
      x.yaml:13:81: error: `issue` must be text, not a list. write `issue: \#
      https://example.org/issues/1`
      """#),
  ]
}
