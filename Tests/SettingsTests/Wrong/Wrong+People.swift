extension Wrong {
  /// People, groups, zones.
  static let people: [Wrong] = [
    Wrong(
      "a person without an address",
      #"""
      people:
        cleo: { name: Cleo }
      """#,
      #"""
      x.yaml:2:3: error: a person needs `email`. write `email: cleo@example.org`
      """#),
    Wrong(
      "addresses that are none",
      #"""
      people:
        p1: { email: cleo }
        p2: { email: a@b@example.org }
        p3: { email: "cleo @example.org" }
        p4: { email: "cleo@example.org\r\nBcc: x@example.org" }
        p5: { email: cleo@ }
        p6: { email: "@example.org" }
        p7: { email: cleo..x@example.org }
        p8: { email: "Cleo <cleo@example.org>" }
        p9: { email: zażółć@example.org }
        p10: { email: \#
      aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg@example.org }
        p11: { email: cleo@-example.org }
      """#,
      #"""
      x.yaml:2:16: error: `email`: the address "cleo" needs exactly one `@`. write \#
      `name@example.org`
      x.yaml:3:16: error: `email`: the address "a@b@example.org" needs exactly one `@`. write \#
      `name@example.org`
      x.yaml:4:16: error: `email`: the address "cleo @example.org" has something before the \#
      `@` that no address has. write `name@example.org`
      x.yaml:5:16: error: `email` holds a line break or a character that cannot be seen. \#
      write it on one line
      x.yaml:6:16: error: `email`: the address "cleo@" names no domain after the `@`. write \#
      `name@example.org`
      x.yaml:7:16: error: `email`: the address "@example.org" has something before the `@` \#
      that no address has. write `name@example.org`
      x.yaml:8:16: error: `email`: the address "cleo..x@example.org" has something before the \#
      `@` that no address has. write `name@example.org`
      x.yaml:9:16: error: `email`: the address "Cleo <cleo@example.org>" has something before \#
      the `@` that no address has. write the address alone
      x.yaml:10:16: error: `email`: the address "zażółć@example.org" has letters that most \#
      mail servers refuse. write `name@example.org`
      x.yaml:11:17: error: `email`: the address \#
      "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff…" has more than 64 bytes \#
      before the `@`. write `name@example.org`
      x.yaml:12:17: error: `email`: the address "cleo@-example.org" names no domain after the \#
      `@`. write `name@example.org`
      """#),
    Wrong(
      "an address of two people",
      #"""
      people:
        cleo: { email: Ana@Example.org }
      """#,
      #"""
      x.yaml:2:18: warning: the address "Ana@Example.org" is also at base.yaml:5:17. is one \#
      of the two a copy?
      """#),
    Wrong(
      "an unknown zone",
      #"""
      people:
        cleo: { email: cleo@example.org, timezone: Europe/Warszawa }
        dora: { email: dora@example.org, timezone: Kolkata }
        emil: { email: emil@example.org, timezone: Europe/Atlantis }
      """#,
      #"""
      x.yaml:2:46: error: `timezone`: there is no time zone "Europe/Warszawa". write \#
      `Europe/Warsaw`
      x.yaml:3:46: error: `timezone`: there is no time zone "Kolkata". write `Asia/Kolkata`
      x.yaml:4:46: error: `timezone`: there is no time zone "Europe/Atlantis". write \#
      `Europe/Athens`
      """#),
    Wrong(
      "an abbreviation for a zone",
      #"""
      people:
        cleo: { email: cleo@example.org, timezone: IST }
        dora: { email: dora@example.org, timezone: PST }
      """#,
      #"""
      x.yaml:2:46: error: `timezone`: "IST" is an abbreviation and does not say whose clock \#
      to follow. write `Asia/Kolkata`, `Asia/Jerusalem` or `Europe/Dublin`
      x.yaml:3:46: error: `timezone`: "PST" is an abbreviation and does not say whose clock \#
      to follow. write `America/Los_Angeles` or `Asia/Manila`
      """#),
    Wrong(
      "an offset for a zone",
      #"""
      people:
        cleo: { email: cleo@example.org, timezone: UTC+8 }
        dora: { email: dora@example.org, timezone: "+05:15" }
      """#,
      #"""
      x.yaml:2:46: error: `timezone`: "UTC+8" is an offset, not a time zone as in \#
      Asia/Shanghai. write `Etc/GMT-8`
      x.yaml:3:46: error: `timezone`: "+05:15" is an offset, not a time zone as in \#
      Asia/Shanghai. write a place's zone, such as `Europe/Berlin`
      """#),
    Wrong(
      "a role of two words",
      #"""
      people:
        cleo: { email: cleo@example.org, roles: [lead maintainer] }
      """#,
      #"""
      x.yaml:2:44: error: `roles`: "lead maintainer" is no name. use letters, digits, `-` and \#
      `_`
      """#),
    Wrong(
      "an unknown person",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: [anna, ben] }
      """#,
      #"""
      x.yaml:2:61: error: `invite`: nobody is called "anna". write `ana`
      """#),
    Wrong(
      "an unknown group",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, hosts: mentor }
      """#,
      #"""
      x.yaml:2:59: error: `hosts`: nobody is called "mentor". write `mentors`
      """#),
    Wrong(
      "a name that resembles nobody's",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: everyone }
      """#,
      #"""
      x.yaml:2:60: error: `invite`: nobody is called "everyone". define it under `people` or \#
      `groups`
      """#),
    Wrong(
      "somebody named twice",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: [ana, ben, ana] }
      """#,
      #"""
      x.yaml:2:71: warning: "ana" is named twice in `invite`. name it once
      """#),
    Wrong(
      "derived groups defined again",
      #"""
      groups:
        mentees: [ana]
        alumni: role maintainer
      """#,
      #"""
      x.yaml:2:3: error: the group `mentees` always exists and comes from the programs. give \#
      yours another name
      x.yaml:3:3: error: the group `alumni` always exists and comes from the programs. give \#
      yours another name
      """#),
    Wrong(
      "a group called like a person",
      #"""
      groups: { ana: [ben] }
      """#,
      #"""
      x.yaml:1:11: error: `ana` is also a person, at base.yaml:5:3. rename one of them
      """#),
    Wrong(
      "a role that nobody has",
      #"""
      groups: { leads: role maintaner }
      """#,
      #"""
      x.yaml:1:18: warning: nobody has the role "maintaner". write `role maintainer`
      """#),
    Wrong(
      "a group of no known kind",
      #"""
      groups: { leads: all the leads }
      """#,
      #"""
      x.yaml:1:18: error: `leads`: "all the leads" is no group. write `role NAME`, a list of \#
      names, or `current mentees`
      """#),
    Wrong(
      "groups that contain each other",
      #"""
      groups:
        a: [b, ana]
        b: [c]
        c: [a]
      """#,
      #"""
      x.yaml:2:3: error: the group `a` depends on itself. take it out of `c`
      """#),
    Wrong(
      "groups that depend on themselves, beside others and by whom they leave out",
      #"""
      groups:
        a: [b, c]
        b: [ana]
        c: [ana, a]
        d: { of: [ana, ben], without: e }
        e: { of: b, without: [ben, d] }
        f: { of: f, without: ana }
      """#,
      #"""
      x.yaml:2:3: error: the group `a` depends on itself. take it out of `c`
      x.yaml:5:3: error: the group `d` depends on itself. take it out of `e`
      x.yaml:7:3: error: the group `f` depends on itself. take it out of `f`
      """#),
    Wrong(
      "groups that leave out what they do not say",
      #"""
      groups:
        a: { of: [ana, ben] }
        b: { without: ana }
        c: { of: mentors, without: bem }
        d: { of: mentors, withuot: ben }
        e: { of: [], without: ben }
        f: { of: crew, without: [] }
        g: { of: crew, but: ben }
      """#,
      #"""
      x.yaml:2:3: error: `a` needs `without`. write `without: mentors`
      x.yaml:3:3: error: `b` needs `of`. write `of: [mentees, alumni]`
      x.yaml:4:30: error: `without`: nobody is called "bem". write `ben`
      x.yaml:5:21: error: unknown key `withuot` in `d`. write `without`
      x.yaml:6:12: error: `of` is empty. name somebody, or leave the key out
      x.yaml:7:27: error: `without` is empty. name somebody, or leave the key out
      x.yaml:8:3: error: `g` needs `without`. write `without: mentors`
      x.yaml:8:18: error: unknown key `but` in `g`. known are `of` and `without`
      """#),
    Wrong(
      "an empty group",
      #"""
      groups: { leads: [] }
      """#,
      #"""
      x.yaml:1:18: warning: nobody is in `leads`. name somebody, or remove it
      """#),
    Wrong(
      "wishes that nobody understands",
      #"""
      people:
        p1: { email: p1@example.org, reminders: sometimes }
        p2: { email: p2@example.org, reminders: Fryday at 08:00 }
        p3: { email: p3@example.org, reminders: daily at noonish }
        p4: { email: p4@example.org, quiet: at night }
        p5: { email: p5@example.org, quiet: 22:00-22:00 }
        p6: { email: p6@example.org, quiet: 22:00-25:00 }
        p7: { email: p7@example.org, channel: phone }
        p8: { email: p8@example.org, hours: in the evening }
        p9: { email: p9@example.org, hours: 9:00-09:00 }
      """#,
      #"""
      x.yaml:2:43: error: `reminders`: "sometimes" is not known. write `each`, `no`, `daily at \#
      08:00` or `Monday at 08:00`
      x.yaml:3:43: error: `reminders`: "Fryday at 08:00" names no day. write `each`, `no`, \#
      `daily at 08:00` or `Monday at 08:00`
      x.yaml:4:43: error: `reminders`: "daily at noonish" is not known. write `each`, `no`, \#
      `daily at 08:00` or `Monday at 08:00`
      x.yaml:5:39: error: `quiet`: "at night" is no span of hours. write `22:00-07:00`
      x.yaml:6:39: error: `quiet`: "22:00-22:00" is all day or none of it. write `22:00-07:00`
      x.yaml:7:39: error: `quiet`: "22:00-25:00" is no span of hours. write `22:00-07:00`
      x.yaml:8:41: error: `channel`: there is no channel "phone". define it under `channels`
      x.yaml:9:39: error: `hours`: "in the evening" is no span of hours. write `10:00-22:00`
      x.yaml:10:39: error: `hours`: "9:00-09:00" is all day or none of it. write `10:00-22:00`
      """#),
    Wrong(
      "days that are none",
      #"""
      people:
        p1: { email: p1@example.org, away: July }
        p2: { email: p2@example.org, away: [2027-07-05 .. 2027-06-16, 2027-02-30] }
        p3: { email: p3@example.org, away: { 2027-07-05 - 2027-07-16: on call, 2027-08-01: } }
        p4: { email: p4@example.org, away: }
        p5: { email: p5@example.org, away: [{ 2027-07-05: on call }] }
        p6: { email: p6@example.org, away: 2027-07-05 .. }
      """#,
      #"""
      x.yaml:2:38: error: `away`: "July" is not a date. write it as `2026-12-03`
      x.yaml:3:39: error: `away` ends on 2027-06-16, before it starts. write `2027-06-16 .. \#
      2027-07-05`
      x.yaml:3:65: error: `away`: "2027-02-30" is not in the calendar. write `2027-02-28`
      x.yaml:4:40: error: `away`: "2027-07-05 - 2027-07-16" is no day, and no first and last \#
      day. write `2027-07-05 .. 2027-07-16`
      x.yaml:4:74: error: `2027-08-01` is empty. write `2027-08-01: on call`, or leave the key \#
      out
      x.yaml:5:32: error: `away` is empty. write `away: [2027-07-05 .. 2027-07-16]`, or leave \#
      the key out
      x.yaml:6:39: error: `away` must be text, not keys with values. write `away: 2027-07-05 \#
      .. 2027-07-16`
      x.yaml:7:38: error: `away`: "" is not a date. write `away: 2027-06-01 .. 2027-08-31`
      """#),
    Wrong(
      "days that are past",
      #"""
      people:
        p1: { email: p1@example.org, away: [2026-11-01 .. 2026-11-19, 2026-11-10 .. 2026-11-20] }
        p2: { email: p2@example.org, away: { 2026-10-01: on call } }
      """#,
      #"""
      x.yaml:2:39: warning: `away`: "2026-11-01 .. 2026-11-19" is past. remove it
      x.yaml:3:40: warning: `away`: "2026-10-01" is past. remove it
      """#),
    Wrong(
      "rates that are none",
      #"""
      channels:
        c1: { webhook: "https://h.example.org/x", rate: fast }
        c2: { webhook: "https://h.example.org/y", rate: 0 per minute }
        c3: { webhook: "https://h.example.org/z", rate: 10 per fortnight }
      """#,
      #"""
      x.yaml:2:51: error: `rate`: "fast" is no rate. write `30 per minute`
      x.yaml:3:51: error: `rate`: "0 per minute" is no rate. write `30 per minute`
      x.yaml:4:51: error: `rate`: "10 per fortnight" is no rate. write `30 per minute`
      """#),
  ]
}
