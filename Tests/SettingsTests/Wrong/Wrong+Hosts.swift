extension Wrong {
  /// Thursdays at 14:00 UTC, which open six days before where nothing else is written.
  private static func hosts(
    _ title: String, _ hosts: String, opening: String = "opens: 6 days before", _ printed: String
  ) -> Wrong {
    Wrong(
      title,
      """
      meetings:
        hours:
          title: Hours
          when: Thursday 14:00 UTC
          starting: 2026-12-03
          invite: ana
          \(opening)
          hosts: \(hosts)
      """, printed)
  }

  /// `hosts:` that says more than names.
  static let hosts: [Wrong] = [
    hosts(
      "hosts with a key that is none", "{ of: crew, rotates: weekly }",
      #"""
      x.yaml:8:24: error: unknown key `rotates` in `hosts`. write `rotate`
      """#),
    hosts(
      "hosts of nobody", "{ rotate: weekly }",
      #"""
      x.yaml:8:5: error: `hosts` needs `of`. write `of: [ana, ben]`
      """#),
    hosts(
      "hosts of an empty list", "{ of: [], rotate: weekly }",
      #"""
      x.yaml:8:18: error: `of` is empty. name somebody, or leave the key out
      """#),
    hosts(
      "a rhythm that is none", "{ of: crew, rotate: daily }",
      #"""
      x.yaml:8:32: error: `rotate`: "daily" is not known. write `monthly`, `weekly` or \#
      `each meeting`
      """#),
    Wrong(
      "turns of each meeting without a first one",
      """
      meetings:
        hours: { title: H, when: Thursday 14:00 UTC, hosts: { of: crew, rotate: each meeting } }
      """,
      #"""
      x.yaml:2:75: error: `rotate: each meeting` does not say which meeting is the first. write \#
      `starting: 2026-11-26` beside `when`
      """#),
    hosts(
      "a row of a rota on another day",
      "{ of: crew, rota: { 2026-12: ana, 2026-12-11: ben, 2027-01: ana, 2027-02: ben } }",
      #"""
      x.yaml:8:46: warning: `rota`: there is no meeting on Fri 11 Dec. write the date of one, or take \#
      the row out
      """#),
    hosts(
      "rotate and rota", "{ of: crew, rotate: weekly, rota: { 2027-01: ana, 2027-03: ben } }",
      #"""
      x.yaml:8:24: error: `rotate` and `rota` are both written. keep one of them
      """#),
    hosts(
      "a month that is none", "{ of: crew, rota: { 2026-13: ana, Dec 2026: ben } }",
      #"""
      x.yaml:8:32: error: `rota`: "2026-13" is no month and no date. write `2027-01` or \#
      `2027-01-14`
      x.yaml:8:46: error: `rota`: "Dec 2026" is no month and no date. write `2027-01` or \#
      `2027-01-14`
      """#),
    hosts(
      "somebody unknown on the rota", "{ of: crew, rota: { 2026-12: anna } }",
      #"""
      x.yaml:8:41: error: `rota`: nobody is called "anna". write `ana`
      """#),
    hosts(
      "two on one row, nobody on another", "{ of: crew, rota: { 2026-12: [ana, ben], 2027-01: } }",
      #"""
      x.yaml:8:41: error: `rota`: "2026-12" is not one name. write one alone, or TBD \#
      where nobody is known yet
      x.yaml:8:62: error: `rota`: "2027-01" is not one name. write one alone, or TBD \#
      where nobody is known yet
      """#),
    hosts(
      "somebody on the rota who is not in the pool", "{ of: ben, rota: { 2027-12: ana } }",
      #"""
      x.yaml:8:31: error: `rota`: "ana" is not one of those in `of`. add ana to `of`
      x.yaml:8:31: warning: `rota` has no row for the meeting of Thu 3 Dec. write who \#
      hosts it
      """#),
    hosts(
      "confirm after decide", "{ of: crew, confirm: 1 day before, decide: 2 days before }",
      #"""
      x.yaml:8:33: error: `confirm` (Wed 2 Dec 14:00) is not before `decide` (Tue 1 Dec \#
      14:00). move `confirm` earlier, or `decide` later
      """#),
    hosts(
      "confirm before the opening", "{ of: crew, confirm: 7 days before }",
      #"""
      x.yaml:8:33: error: `confirm` (Thu 26 Nov 14:00) is not after `opens` (Fri 27 Nov \#
      14:00): nobody has been asked then. write `opens:` with an earlier time
      """#),
    hosts(
      "confirm before the reminder that opens it", "{ of: crew, confirm: 3 days before }",
      opening: "remind: 1 day before",
      #"""
      x.yaml:8:33: error: `confirm` (Mon 30 Nov 14:00) is not after `remind` (Wed 2 Dec \#
      14:00): nobody has been asked then. write `opens:` with an earlier time
      """#),
    hosts(
      "decide at the start", "{ of: crew, confirm: 2 days before, decide: 0 days before }",
      #"""
      x.yaml:8:56: error: `decide`: 0 days is not before. write `1 day before`
      """#),
    hosts(
      "decide after the start",
      "{ of: crew, confirm: 2 days before, decide: 0 days before at 18:00 }",
      #"""
      x.yaml:8:56: error: `decide` (Thu 3 Dec 18:00) is not before the start (Thu 3 Dec \#
      14:00). move it earlier
      """#),
    hosts(
      "more hosts than there are", "{ of: crew, at least: 3, confirm: 2 days before }",
      #"""
      x.yaml:8:34: error: `at least` is 3, and there are 2 people who can host. write `at \#
      least: 2`, or name more in `of`
      x.yaml:8:46: warning: nobody can say that they host: neither a reply nor a page \#
      reaches this service. write `inbox:` below `mail`, or `web:`
      """#),
    hosts(
      "no number of hosts", "{ of: crew, at least: two, confirm: 2 days before }",
      #"""
      x.yaml:8:34: error: `at least`: "two" is no number of people. write `1` or `2`
      """#),
    hosts(
      "at least and decide without confirm", "{ of: crew, at least: 2, decide: 1 day before }",
      #"""
      x.yaml:8:24: error: `at least` without `confirm`: nobody is asked to say that they \#
      come. write `confirm: 3 days before` beside it, or leave it out
      x.yaml:8:37: error: `decide` without `confirm`: nobody is asked to say that they \#
      come. write `confirm: 3 days before` beside it, or leave it out
      """#),
    hosts(
      "if missing without decide", "{ of: crew, confirm: 2 days before, if missing: warn }",
      #"""
      x.yaml:8:48: error: `if missing` without `decide`: nothing says when. write \#
      `decide: 1 day before` beside it, or leave it out
      """#),
    hosts(
      "if missing something else",
      "{ of: crew, confirm: 2 days before, decide: 1 day before, if missing: ask }",
      #"""
      x.yaml:8:82: error: `if missing`: "ask" is not known. write `cancel` or `warn`
      """#),
    hosts(
      "nobody can answer", "{ of: crew, rotate: weekly, confirm: 2 days before }",
      #"""
      x.yaml:8:49: warning: nobody can say that they host: neither a reply nor a page \#
      reaches this service. write `inbox:` below `mail`, or `web:`
      """#),
    hosts(
      "a rota with gaps",
      "{ of: crew, rota: { 2026-11: TBD, 2026-12: TBD, 2026-12-10: ben, 2027-03: ana } }",
      #"""
      x.yaml:8:32: warning: `rota` has no row for the meeting of Thu 7 Jan. write who \#
      hosts it
      x.yaml:8:46: warning: `rota`: nobody hosts the meeting of Thu 3 Dec yet. write a \#
      name for 2026-12
      """#),
    hosts(
      "a rota that ends", "{ of: crew, rota: { 2026-11: ana, 2026-12: ben } }",
      #"""
      x.yaml:8:46: warning: `rota` ends with 2026-12: nobody hosts the meeting of Thu 7 \#
      Jan. write who hosts from then on
      """#),
    hosts(
      "a rota that is over", "{ of: crew, rota: { 2026-06: ana } }",
      #"""
      x.yaml:8:32: warning: `rota` ends with 2026-06: nobody hosts the meeting of Thu 3 \#
      Dec. write who hosts from then on
      """#),
    Wrong(
      "somebody to whom it never comes",
      #"""
      meetings:
        hours:
          title: Hours
          when: every 2 weeks Thursday 14:00 UTC
          starting: 2026-12-03
          opens: 6 days before
          invite: ana
          hosts: { of: crew, rotate: weekly }
      """#,
      #"""
      x.yaml:8:32: warning: `rotate: weekly` never comes to ben: it does not meet as often. \#
      write `each meeting`
      """#),
    hosts(
      "a rota without rows", "{ of: crew, rota: {} }",
      #"""
      x.yaml:8:30: error: `rota` has no rows. write `{ 2027-01: ana }`, or leave it out
      """#),
    hosts(
      "nobody who could host", "{ of: mentees, rotate: weekly }",
      #"""
      x.yaml:8:5: warning: nobody can host: there is nobody in `of`, today or later. name \#
      people in it
      """#),
    Wrong(
      "hosts without mail",
      #"""
      channels: { team: { webhook: "https://hooks.example.org/x" } }
      meetings:
        hours:
          { title: H, when: Thursday 14:00 UTC, notify: team, hosts: { of: crew, rotate: \#
      weekly } }
      """#,
      #"""
      x.yaml:4:57: error: hosts are asked and told by mail, and `notify` leaves it out. \#
      add `mail` to `notify`
      """#),
    Wrong(
      "hosts of a pair",
      #"""
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ana
          one-on-one: { hosts: { of: crew, rotate: weekly } }
          mentorships:
            ben: { mentee: ben, when: Tuesday 16:00 UTC, hosts: ana }
      """#,
      #"""
      x.yaml:5:19: error: `hosts` is not a key of `one-on-one`. its mentors host it: \#
      write `mentors:` in the mentorship, or in the program
      x.yaml:7:52: error: `hosts` is not a key of a mentorship. its mentors host it: \#
      write `mentors:` in the mentorship, or in the program
      """#),
  ]
}
