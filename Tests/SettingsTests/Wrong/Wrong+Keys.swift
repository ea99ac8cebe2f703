extension Wrong {
  /// Files and keys.
  static let keys: [Wrong] = [
    Wrong(
      "templates elsewhere",
      #"""
      templates: ../texts
      """#,
      #"""
      x.yaml:1:12: error: `templates`: "../texts" leads out of the configuration's directory. \#
      write a path below it, `templates`
      """#),
    Wrong(
      "templates of the whole machine",
      #"""
      templates: /
      """#,
      #"""
      x.yaml:1:12: error: `templates`: "/" leads out of the configuration's directory. write a \#
      path below it, `templates`
      """#),
    Wrong(
      "several directories of templates",
      #"""
      templates: [a, b]
      """#,
      #"""
      x.yaml:1:12: error: `templates` must be text, not a list. write `templates: templates`
      """#),
    Wrong(
      "no directory of templates",
      #"""
      templates:
      """#,
      #"""
      x.yaml:1:1: error: `templates` is empty. write `templates: templates`, or leave the key out
      """#),
    Wrong(
      "a misspelt directory of templates",
      #"""
      template: templates
      """#,
      #"""
      x.yaml:1:1: error: unknown key `template` in a configuration. write `templates`
      """#),
    Wrong(
      "nothing essential is there", alone: true,
      #"""
      people:
        ana: { email: ana@example.org }
      """#,
      #"""
      x.yaml:1:1: error: a configuration needs `community`. write `community: Thanos`
      x.yaml:1:1: error: a configuration needs `domain`. write `domain: example.org`
      x.yaml:1:1: error: a configuration needs `mail`. write `mail: { from: hours@example.org \#
      }`
      """#),
    Wrong(
      "an empty file and nothing else", alone: true,
      #"""

      """#,
      #"""
      x.yaml:1:1: error: a configuration needs `community`. write `community: Thanos`
      x.yaml:1:1: error: a configuration needs `domain`. write `domain: example.org`
      x.yaml:1:1: error: a configuration needs `mail`. write `mail: { from: hours@example.org \#
      }`
      """#),
    Wrong(
      "a list at the top",
      #"""
      - community: Test
      """#,
      #"""
      x.yaml:1:1: error: a configuration is keys with values, not a list. begin with \#
      `community:`, `people:` or `meetings:`
      """#),
    Wrong(
      "an unknown section",
      #"""
      meeting:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:1:1: error: unknown key `meeting` in a configuration. write `meetings`
      """#),
    Wrong(
      "a section that is text",
      #"""
      meetings: Thursday
      """#,
      #"""
      x.yaml:1:11: error: `meetings` must be keys with values, not text. write `meetings: { … \#
      }`
      """#),
    Wrong(
      "a section written in two files",
      #"""
      community: Other
      """#,
      #"""
      x.yaml:1:1: error: `community` is written twice, first at base.yaml:1:1. keep one of \#
      them
      """#),
    Wrong(
      "an unknown key",
      #"""
      meetings:
        hours: { tittle: Hours, title: Hours, when: Thursday 14:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:2:12: error: unknown key `tittle` in a meeting. remove it: `title` is there as well
      """#),
    Wrong(
      "a key that resembles nothing",
      #"""
      meetings:
        hours:
          title: Hours
          when: Thursday 14:00 UTC
          invite: ana
          fairness: yes
      """#,
      #"""
      x.yaml:6:5: error: unknown key `fairness` in a meeting. known are `title`, `group`, `public`, \#
      `links`, `when`, `alternate`, `rrule`, `cron`, `calendar`, `starting`, `until`, `hosts`, \#
      `invite`, `duration`, `link`, `place`, `account`, `notify`, `opens`, `agenda`, `remind`, `holidays`, \#
      `talks`, `announce`, `accept`, `skip` and \#
      `tasks`
      """#),
    Wrong(
      "misspelt keys that are needed are one problem each", alone: true,
      #"""
      comunity: Test
      domain: example.org
      mail: { form: a@example.org }
      meetings:
        hours: { titel: Hours, When: Thursday 14:00 UTC, invites: ana }
      people: { ana: { email: ana@example.org } }
      """#,
      #"""
      x.yaml:1:1: error: unknown key `comunity` in a configuration. write `community`
      x.yaml:3:9: error: unknown key `form` in `mail`. write `from`
      x.yaml:5:12: error: unknown key `titel` in a meeting. write `title`
      x.yaml:5:26: error: unknown key `When` in a meeting. write `when`
      x.yaml:5:52: error: unknown key `invites` in a meeting. write `invite`
      """#),
    Wrong(
      "keys of other programs",
      #"""
      meetings:
        hours: { name: Hours, when: Thursday 14:00 UTC, attendees: ana, length: 1 hour, \#
      summary: Hours }
      """#,
      #"""
      x.yaml:2:12: error: unknown key `name` in a meeting. write `title`
      x.yaml:2:51: error: unknown key `attendees` in a meeting. write `invite`
      x.yaml:2:67: error: unknown key `length` in a meeting. write `duration`
      x.yaml:2:83: error: unknown key `summary` in a meeting. write `title`
      """#),
    Wrong(
      "missing keys of a meeting",
      #"""
      meetings:
        hours: { invite: ana }
      """#,
      #"""
      x.yaml:2:3: error: a meeting needs `title`. write `title: Office Hours`
      x.yaml:2:3: error: a meeting needs `when`. write `when: Thursday 14:00 UTC`
      """#),
    Wrong(
      "a list where text is expected",
      #"""
      meetings:
        hours:
          title: [Hours, More hours]
          when: Thursday 14:00 UTC
          invite: ana
      """#,
      #"""
      x.yaml:3:12: error: `title` must be text, not a list. write `title: Office Hours`
      """#),
    Wrong(
      "keys where text is expected",
      #"""
      meetings:
        hours:
          title: Hours
          when: { day: Thursday }
          invite: ana
      """#,
      #"""
      x.yaml:4:11: error: `when` must be a sentence or a list of them, not keys with values. \#
      write `when: Thursday 14:00 UTC`
      """#),
    Wrong(
      "text where keys are expected",
      #"""
      meetings:
        hours: Thursday 14:00 UTC
      """#,
      #"""
      x.yaml:2:10: error: `hours` must be keys with values, not text. write `hours: { title: \#
      …, when: …, invite: … }`
      """#),
    Wrong(
      "nothing after the colon",
      #"""
      meetings:
        hours:
          title:
          when: Thursday 14:00 UTC
          invite: ana
      """#,
      #"""
      x.yaml:3:5: error: `title` is empty. write `title: Office Hours`, or leave the key out
      """#),
    Wrong(
      "a title of two lines",
      #"""
      meetings:
        hours:
          title: "Hours\nBcc: everyone@example.org"
          when: Thursday 14:00 UTC
          invite: ana
      """#,
      #"""
      x.yaml:3:12: error: `title` holds a line break or a character that cannot be seen. \#
      write it on one line
      """#),
    Wrong(
      "a title that turns the text around",
      #"""
      meetings:
        hours: { title: "Hours \u202Egnp", when: Thursday 14:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:2:19: error: `title` holds a line break or a character that cannot be seen. \#
      write it on one line
      """#),
    Wrong(
      "a title without end",
      #"""
      meetings:
        hours:
          title: \#
      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          when: Thursday 14:00 UTC
          invite: ana
      """#,
      #"""
      x.yaml:3:12: error: `title` has 217 characters. write at most 200
      """#),
    Wrong(
      "an id with a slash",
      #"""
      meetings:
        office/hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:2:3: error: `office/hours` cannot be an id in `meetings`. use up to 64 letters, \#
      digits, `-` and `_`
      """#),
    Wrong(
      "an id with a dot",
      #"""
      meetings:
        office.hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana }
      """#,
      #"""
      x.yaml:2:3: error: `office.hours` cannot be an id in `meetings`. use up to 64 letters, \#
      digits, `-` and `_`
      """#),
    Wrong(
      "an id defined in two files",
      #"""
      people:
        ana: { email: ana@example.net }
      """#,
      #"""
      x.yaml:2:3: error: `ana` is already defined at base.yaml:5:3. rename one of them
      """#),
    Wrong(
      "an id defined twice in one file",
      #"""
      meetings:
        hours: { title: Hours, when: Thursday 14:00 UTC, invite: ana }
        other: { title: Other, when: Friday 14:00 UTC, invite: nobody }
        hours: { title: Hours, when: Monday 14:00 UTC, invite: ben }
      """#,
      #"""
      x.yaml:3:58: error: `invite`: nobody is called "nobody". define it under `people` or \#
      `groups`
      x.yaml:4:3: error: `hours` is written twice, first at x.yaml:2:3. keep one of them
      """#),
    Wrong(
      "a key written three times, and another problem",
      #"""
      meetings:
        hours:
          title: Hours
          when: Thursday 14:00 UTC
          when: Friday 14:00 UTC
          when: Monday 14:00 UTC
          invite: ann
      """#,
      #"""
      x.yaml:5:5: error: `when` is written twice, first at x.yaml:4:5. keep one of them
      x.yaml:6:5: error: `when` is written twice, first at x.yaml:4:5. keep one of them
      x.yaml:7:13: error: `invite`: nobody is called "ann". write `ana`
      """#),
  ]
}
