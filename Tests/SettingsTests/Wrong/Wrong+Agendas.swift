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
      x.yaml:6:97: error: `from`: "a//b.md" leads out of the configuration's directory. write \#
      a path below it, `agenda/office-hours.md`
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
  ]
}
