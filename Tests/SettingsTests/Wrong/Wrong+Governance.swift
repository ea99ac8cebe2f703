extension Wrong {
  /// Standing groups, votes and levels.
  static let governance: [Wrong] = [
    Wrong(
      "standing groups without what they need",
      #"""
      groups:
        engine: { kind: sig, contacts: ben }
        tools: { kind: team, label: sig-tools, contacts: ben }
        tests: { kind: wg, label: wg-tests, contacts: [] }
        docs: { kind: wg, label: wg-docs }
        more: { kind: sig, label: wg-docs, contacts: zoe, mebers: ben }
        last: { kind: wg, label: wg-last, contacts: ben, review: 6 months, since: soon }
        once: { kind: wg, label: wg-once, contacts: ben, review: 6 months }
        who: { kind: wg, label: wg-who, contacts: ben, reviewed by: ben }
        twin: { kind: wg, label: wg-who, contacts: ben }
      meetings:
        a: { title: A, when: Monday 15:00 UTC, group: engin }
        b: { title: B, when: Monday 15:00 UTC, group: crew }
        votes: { title: C, when: Monday 15:00 UTC, invite: ben }
        c: { title: C, when: Monday 15:00 UTC, group: engine }
        d: { title: D, when: Monday 15:00 UTC, group: last, links: { Notes: notes } }
      """#,
      #"""
      x.yaml:2:3: error: a standing group needs `label`. write `label: sig-engine`
      x.yaml:3:18: error: `kind`: "team" is not known. write `sig`, `wg` or `committee`
      x.yaml:4:49: error: `contacts` is empty. name somebody, or leave the key out
      x.yaml:5:3: error: a standing group needs `contacts`. write `contacts: [ana]`
      x.yaml:6:48: error: `contacts`: nobody is called "zoe". define it under `people` or \#
      `groups`
      x.yaml:6:53: error: unknown key `mebers` in a standing group. write `members`
      x.yaml:7:77: error: `since`: "soon" is not a date. write it as `2026-12-03`
      x.yaml:8:60: error: `review: 6 months` says how often, and not from when on. write \#
      `since:` with the day on which the group began
      x.yaml:9:63: error: `reviewed by` says who reads the review of a group that has none. \#
      write `review: 6 months` as well
      x.yaml:10:3: error: `who` has the label "wg-who" too. give one another
      x.yaml:12:49: error: `group`: there is no standing group "engin". write `engine`
      x.yaml:13:49: error: `group`: there is no standing group "crew". give it a `kind:` and \#
      `contacts:`
      x.yaml:14:3: error: `votes` is what tasks of the community begin with. give it another \#
      name
      x.yaml:16:71: error: `Notes`: "notes" is no link. write `https://meet.example.org/room`
      """#),
    Wrong(
      "votes that cannot be held",
      #"""
      votes:
        a: { title: A, by: ben, closes: 2027-01-08, pases: consensus }
        b: { title: B, by: zoe, closes: 2027-01-08, passes: most }
        c: { title: C, by: ben, opens: 2027-01-08, closes: 2027-01-07 }
        d: { title: D, by: ben, opens: 2027-01-01, closes: 2027-01-03 18:00 UTC, open at least: 6 days }
        e: { title: E, by: ben, closes: 2027-01-08, turnout: many }
        f: { title: F, by: ben, closes: 2027-01-08, nominates: { who: crew, as: committer } }
        g: { title: G, by: ben, closes: 2027-01-08, nominates: { who: [ben, ana] } }
        h: { title: H, by: ben, closes: 5 PM PST 2027-07-01 }
        i: { by: ben }
        "1": { title: J, by: ben, closes: 2027-01-08 }
      """#,
      #"""
      x.yaml:2:22: warning: nobody can vote by themselves: there is neither `web:` nor \#
      `inbox:`. write one of them, or vote for people by `convened vote`
      x.yaml:2:47: error: unknown key `pases` in a vote. write `passes`
      x.yaml:3:22: error: `by`: nobody is called "zoe". define it under `people` or `groups`
      x.yaml:3:55: error: `passes`: "most" is not known. write `simple majority`, `lazy \#
      majority`, `consensus` or `two thirds`
      x.yaml:4:54: error: `closes` is not after `opens`. write a later date
      x.yaml:5:91: error: `closes` is before `open at least: 6 days` has passed. write \#
      `closes: 2027-01-07 09:00`, or later
      x.yaml:6:56: error: `turnout`: "many" is no turnout. write `half` or `3 votes`
      x.yaml:7:65: error: `who`: "crew" is a group. name the people themselves
      x.yaml:8:47: error: a nomination needs `as`. write `as: committer`
      x.yaml:8:65: error: `who` is one person. name one of them
      x.yaml:9:40: error: `closes`: at 17:00 on 2027-07-01 the clock of America/Los_Angeles \#
      shows PDT, not PST. write `2027-07-01 17:00 America/Los_Angeles` or `2027-07-02 01:00 \#
      UTC`
      x.yaml:10:3: error: a vote needs `closes`. write `closes: 2026-12-08 18:00 UTC`
      x.yaml:10:3: error: a vote needs `title`. write `title: Create the SIG Engine`
      x.yaml:11:3: error: `1` cannot be the name of a vote. begin it with a letter
      """#),
    Wrong(
      "votes that are hardly meant",
      #"""
      votes:
        a: { title: A, by: ben, closes: 2020-01-08 }
        b: { title: B, by: ben, closes: 2027-01-08, passes: lazy majority }
        c: { title: C, by: [ben, ana], closes: 2027-01-08, turnout: 3 votes }
      """#,
      #"""
      x.yaml:2:22: warning: nobody can vote by themselves: there is neither `web:` nor \#
      `inbox:`. write one of them, or vote for people by `convened vote`
      x.yaml:2:35: warning: `closes` is past: a vote that was not known before takes nothing \#
      any more. give it a later date if it is new
      x.yaml:3:22: warning: it takes 2 to decide this vote, and 1 can vote. name a group with \#
      more people, or let it pass otherwise
      x.yaml:4:22: warning: it takes 3 to decide this vote, and 2 can vote. name a group with \#
      more people, or let it pass otherwise
      """#),
    Wrong(
      "groups and levels that do not fit",
      #"""
      levels: [contributor, reviewer, committer, reviewer]
      reviewers: { after: 6 months }
      people:
        3d: { email: three@example.org, contributing since: 2026-05-31, components: [engine] }
      groups:
        9tools: { kind: wg, label: wg-tools, contacts: ben }
        engine: { kind: sig, label: sig-engine, contacts: ben, since: 2027-01-01, until: 2026-12-01 }
        docs: { kind: wg, label: wg-docs, contacts: ben, document: "see https://x y" }
      meetings:
        late: { title: L, when: Monday 15:00 UTC, starting: 2026-12-07, group: engine, links: { "": "https://example.org" } }
      votes:
        a: { title: A, by: ben, closes: 2027-01-08, nominates: { who: ana, as: commiter } }
      """#,
      #"""
      x.yaml:1:9: error: `levels` has "reviewer" twice. write it once
      x.yaml:4:79: error: `3d` cannot be the beginning of a task's name. begin the key of this \#
      person with a letter
      x.yaml:6:3: error: `9tools` cannot be the name of a standing group. begin it with a \#
      letter
      x.yaml:7:65: error: `since` is after `until`, 2026-12-01. write an earlier date
      x.yaml:8:62: error: `document`: "see https://x y" is no link. write \#
      `https://meet.example.org/room`
      x.yaml:10:27: error: `when` has no date until 2026-12-01, when the group `engine` ends. \#
      write a later `until:` there, or remove the meeting
      x.yaml:10:91: error: "" cannot be the name of a link. use a word or two, such as `Notes`
      x.yaml:12:22: warning: nobody can vote by themselves: there is neither `web:` nor \#
      `inbox:`. write one of them, or vote for people by `convened vote`
      x.yaml:12:74: error: `as`: "commiter" is no level. write `committer`
      """#),
    Wrong(
      "contacts who are nobody",
      #"""
      groups:
        engine: { kind: sig, label: sig-engine, contacts: mentors }
      code of conduct: https://example.org/conduct
      """#,
      #"""
      x.yaml:2:53: warning: nobody is among the contacts of `engine`. name people, or a group \#
      that has some
      """#),
    Wrong(
      "reviewers of what there is not",
      #"""
      reviewers: { after: 6 months, starting: 2027-01-01 }
      people:
        eve: { email: eve@example.org, contributing since: 2026-05-31, components: [engin] }
        fay: { email: fay@example.org, components: [engine] }
      groups:
        engine: { kind: sig, label: sig-engine, contacts: ben }
      """#,
      #"""
      x.yaml:1:41: error: `starting` says from when on, and not how often. write `nominate: 3 \#
      months`
      x.yaml:3:78: error: `components`: there is no standing group "engin". write `engine`
      x.yaml:4:46: warning: nothing says since when fay contributes. write `contributing \#
      since:` with the date of their first change
      """#),
    Wrong(
      "contributors where nothing says what follows",
      #"""
      people:
        eve: { email: eve@example.org, contributing since: 2026-05-31, components: [engine] }
      """#,
      #"""
      x.yaml:2:78: warning: nothing says when eve may become a reviewer. add `reviewers:` at \#
      the top level with how long it takes
      """#),
  ]
}
