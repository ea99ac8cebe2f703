extension Wrong {
  /// Agendas.
  static let agendas: [Wrong] = [
    Wrong(
      "a cutoff after the start",
      #"""
      meetings:
        hours:
          { title: A, when: Thursday 14:00 UTC, invite: ana, agenda: { cutoff: 0 days before \#
      at 18:00 } }
      """#,
      #"""
      x.yaml:3:74: error: `cutoff` (Thu 26 Nov 18:00) is not before the start (Thu 26 Nov \#
      14:00). move it earlier
      """#),
    Wrong(
      "kinds of items that are none",
      #"""
      meetings:
        hours:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda: { kinds: [pair  review, "advice: career", Pair Review, Private, { a: b }] }
      """#,
      #"""
      x.yaml:6:37: error: `kinds`: "advice: career" has a colon, which ends a kind. leave it out
      x.yaml:6:55: error: `kinds` has "Pair Review" twice. write it once
      x.yaml:6:68: error: `kinds`: "Private" means something else at the beginning of a reply. \#
      choose another word
      x.yaml:6:77: error: `kinds` must be text, not keys with values. write `kinds: career \#
      advice`
      """#),
    Wrong(
      "a call after the cutoff",
      #"""
      meetings:
        hours:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda: { call: 1 day before at 20:00, cutoff: 1 day before at 18:00 }
      """#,
      #"""
      x.yaml:6:21: error: `call` (Wed 25 Nov 20:00) is not before `cutoff` (Wed 25 Nov \#
      18:00). move `call` earlier, or `cutoff` later
      """#),
    Wrong(
      "an opening after call and cutoff",
      #"""
      meetings:
        hours:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda: { opens: 1 hour before, call: 2 days before, cutoff: 1 day before }
      """#,
      #"""
      x.yaml:6:22: error: `opens` (Thu 26 Nov 13:00) is not before `cutoff` (Wed 25 Nov \#
      14:00). move `opens` earlier, or `cutoff` later
      """#),
    Wrong(
      "a cutoff before the opening that nobody wrote",
      #"""
      meetings:
        hours: { title: A, when: Thursday 14:00 UTC, invite: ana, agenda: { cutoff: 1 week \#
      before } }
      """#,
      #"""
      x.yaml:2:79: error: `cutoff` (Thu 19 Nov 14:00) is not after `opens` (Fri 20 Nov 14:00, \#
      6 days before unless written). write `opens:` with an earlier time
      """#),
    Wrong(
      "a call before the opening that nobody wrote",
      #"""
      meetings:
        hours: { title: A, when: Thursday 14:00 UTC, invite: ana, agenda: { call: 8 days \#
      before } }
      """#,
      #"""
      x.yaml:2:77: error: `call` (Wed 18 Nov 14:00) is not after `opens` (Fri 20 Nov 14:00, 6 \#
      days before unless written). write `opens:` with an earlier time
      """#),
    Wrong(
      "a call after the cutoff in one week of the year",
      #"""
      meetings:
        hours:
          title: A
          when: Sunday 12:00 Europe/Berlin
          invite: ana
          agenda: { call: 25 hours before, cutoff: 1 day before at 11:30 }
      """#,
      #"""
      x.yaml:6:21: error: `call` (Sat 30 Oct 12:00) is not before `cutoff` (Sat 30 Oct \#
      11:30). move `call` earlier, or `cutoff` later
      """#),
    Wrong(
      "opens in the wrong place, an agenda of nothing",
      #"""
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: ana, opens: 3 days before, agenda: \#
      {} }
        m2:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda:
      """#,
      #"""
      x.yaml:2:58: error: with an agenda, `opens` belongs into it. move it below `agenda:`
      x.yaml:7:5: error: `agenda` is empty. write `agenda: { cutoff: 1 day before at 18:00 \#
      }`, or leave the key out
      """#),
    Wrong(
      "unknown keys and values of an agenda",
      #"""
      meetings:
        hours:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda: { cut off: 1 day before, if empty: delete, edit: wiki, from: [/etc/passwd, \#
      ../a.md, a//b.md] }
      """#,
      #"""
      x.yaml:6:15: error: unknown key `cut off` in an agenda. write `cutoff`
      x.yaml:6:48: error: `if empty`: "delete" is not known. write `cancel` or `warn`
      x.yaml:6:62: error: `edit`: "wiki" is no address of a page. write \#
      `https://example.org/edit/agenda.md`
      x.yaml:6:75: error: `from`: "/etc/passwd" leads out of the configuration's directory. \#
      write a path below it, `agenda/office-hours.md`
      x.yaml:6:88: error: `from`: "../a.md" leads out of the configuration's directory. write \#
      a path below it, `agenda/office-hours.md`
      x.yaml:6:97: error: `from`: "a//b.md" has steps that lead nowhere. write `a/b.md`
      """#),
    Wrong(
      "one file for two agendas",
      #"""
      meetings:
        m1: { title: A, when: Thursday 14:00 UTC, invite: ana, agenda: { from: a.md } }
        m2: { title: B, when: Friday 14:00 UTC, invite: ana, agenda: { from: [b.md, a.md] } }
      """#,
      #"""
      x.yaml:3:79: warning: "a.md" is also the agenda of `m1`. is one of the two a copy?
      """#),
    Wrong(
      "links that lead to no text",
      #"""
      meetings:
        m:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda:
            from:
              - https://docs.google.com/document/d/1AbC/edit#heading=h.1
              - https://docs.google.com/document/u/0/d/1AbC/
              - https://github.com/o/r/blob/main/docs/a.md
              - http://hackmd.example.org/x
              - ftp://example.org/a.md
              - https://me:pw@example.org/a.md
      """#,
      #"""
      x.yaml:8:11: error: `from`: "https://docs.google.com/document/d/1AbC/edit#heading=h.1" \#
      is a page to read it on, and no text. write \#
      `https://docs.google.com/document/d/1AbC/export?format=txt`
      x.yaml:9:11: error: `from`: "https://docs.google.com/document/u/0/d/1AbC/" is a page to \#
      read it on, and no text. write \#
      `https://docs.google.com/document/d/1AbC/export?format=txt`
      x.yaml:10:11: error: `from`: "https://github.com/o/r/blob/main/docs/a.md" is a page to \#
      read it on, and no text. write `https://raw.githubusercontent.com/o/r/main/docs/a.md`
      x.yaml:11:11: error: `from` would be read without encryption. write `https://…`, or `{ \#
      url: …, network: local }` if it never leaves this machine
      x.yaml:12:11: error: `from`: "ftp://example.org/a.md" is no web address. write \#
      `https://hackmd.example.org/abc/download`
      x.yaml:13:11: error: `from` must not hold a user or a password. leave out what comes \#
      before the `@`, and give a `token`
      """#),
    Wrong(
      "documents with options that are none",
      #"""
      meetings:
        m1:
          { title: A, when: Monday 9:00 UTC, invite: ana, agenda: { from: { network: private } } }
        m2:
          title: A
          when: Tuesday 9:00 UTC
          invite: ana
          agenda:
            from:
              - { url: "https://example.org/a", network: intern }
              - { url: "https://example.org/b", token: hush }
              - { url: "https://example.org/c", label: x }
              - { git-hub: o/r, label: x }
              - { url: "http://example.org/d" }
      """#,
      #"""
      x.yaml:3:63: error: an agenda elsewhere needs `url`. write `url: \#
      https://hackmd.example.org/abc/download`
      x.yaml:10:52: error: `network`: "intern" is not known. write `public`, `private` or \#
      `local`
      x.yaml:11:50: error: `token` is a secret and must not be written here. write `token: { \#
      credential: NAME }` or `{ file: PATH }`
      x.yaml:12:43: error: `label` is not a key of an agenda elsewhere. it goes with `github` \#
      or `gitlab`
      x.yaml:13:13: error: unknown key `git-hub` in an agenda elsewhere. write `github`
      x.yaml:13:27: error: `label` is not a key of an agenda elsewhere. it goes with `github` \#
      or `gitlab`
      x.yaml:14:18: error: `url` would be read without encryption. write `https://…`, or \#
      `network: local` if it never leaves this machine
      """#),
    Wrong(
      "issues of nowhere",
      #"""
      meetings:
        m1: { title: A, when: Monday 9:00 UTC, invite: ana, agenda: { from: { github: o/r } } }
        m2:
          title: A
          when: Thursday 14:00 UTC
          invite: ana
          agenda:
            from:
              - { github: mentoring, label: x }
              - { github: "https://github.com/thanos-io/mentoring/issues", label: x }
              - { gitlab: project, label: "a, b", host: "https://gitlab.example.org" }
              - { gitlab: g/../p, label: x, host: gitlab.example.org, url: "https://g.example.org/api" }
              - { github: o/s, label: x, host: github.example.org }
              - { github: o/t, label: x, url: "http://127.0.0.1:80/api" }
      """#,
      #"""
      x.yaml:2:65: error: an agenda of issues needs `label`. write `label: office-hours`
      x.yaml:9:21: error: `github`: "mentoring" is no project. write `thanos-io/mentoring`
      x.yaml:10:21: error: `github`: "https://github.com/thanos-io/mentoring/issues" is no \#
      project. write `thanos-io/mentoring`
      x.yaml:11:21: error: `gitlab`: "project" is no project. write `group/project`
      x.yaml:11:37: error: `label`: "a, b" has a comma, which both APIs take for two labels. \#
      name one label without a comma
      x.yaml:11:51: error: `host`: "https://gitlab.example.org" is no host. write one such as \#
      `gitlab.example.org`
      x.yaml:12:21: error: `gitlab`: "g/../p" is no project. write `group/project`
      x.yaml:12:45: error: `host` says where it is, and `url` does too. keep one of them
      x.yaml:13:36: error: unknown key `host` in an agenda of issues. known are `github`, \#
      `label`, `network`, `token` and `url`
      x.yaml:14:41: error: `url` would be read without encryption. write `https://…`, or \#
      `network: local` if it never leaves this machine
      """#),
    Wrong(
      "one document for two agendas, read in two ways",
      #"""
      meetings:
        m1:
          { title: A, when: Thursday 14:00 UTC, invite: ana, agenda: { from: \#
      "https://example.org/a" } }
        m2:
          title: B
          when: Friday 14:00 UTC
          invite: ana
          agenda: { from: { url: "https://example.org/a", network: private } }
      """#,
      #"""
      x.yaml:8:21: error: "https://example.org/a" is written with other options before. write \#
      the same ones
      """#),
  ]
}
