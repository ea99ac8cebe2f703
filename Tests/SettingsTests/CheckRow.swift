import Settings
import Testing

/// One process check: what it finds where a configuration without fault is edited, and the nearest
/// edit of which it says nothing.
struct CheckRow: Sendable, CustomTestStringConvertible {
  typealias Edits = KeyValuePairs<String, String>

  let check: ProcessCheck
  let fires: Edits
  /// Line and column, what is found, and what to write; the rest of the message is in the table.
  let place: String
  let what: String
  let fix: String
  let holds: Edits
  /// Whose `accept:` silences it, where that is a person's.
  let person: String

  init(
    _ check: ProcessCheck, _ fires: Edits, _ place: String, _ what: String, _ fix: String,
    but holds: Edits, person: String = "cai"
  ) {
    (self.check, self.fires, self.holds, self.person) = (check, fires, holds, person)
    (self.place, self.what, self.fix) = (place, what, fix)
  }

  var testDescription: String { "\(check.rawValue): \(fires)" }

  static let sound = """
    community: Test
    domain: example.org
    mail: { from: a@example.org, inbox: "m+{token}@example.org" }
    code of conduct: https://example.org/conduct
    channels: { team: { webhook: "https://hooks.example.org/x" } }
    people:
      ana: { email: ana@example.org }
      ben: { email: ben@example.org, roles: [maintainer] }
      cai: { email: cai@example.org, roles: [committer] }
      dee: { email: dee@example.org }
    programs:
      summer:
        term: 2027-05-01 .. 2027-07-01
        mentors: [ben, cai]
        one-on-one: { duration: 30 minutes, notify: mail }
        mentorships:
          ana: { mentee: ana, when: Tuesday 16:00 UTC }

    """

  static let all: [CheckRow] = roles + wishes + meetings + talks + conflicts + governance

  private static let roles = [
    CheckRow(
      .mentorWithoutRole, ["roles: [committer]": "roles: [reviewer]"], "9:3",
      "cai mentors summer.ana and is neither committer nor maintainer",
      "add `maintainer` to `roles` if they are one",
      but: ["roles: [maintainer]": "roles: [lead]", "roles: [committer]": "roles: [reviewer]"]),
    CheckRow(
      .mentorWithoutRole, ["cai@example.org, roles: [committer]": "cai@example.org"], "9:3",
      "cai mentors summer.ana and is neither committer nor maintainer",
      "add `maintainer` to `roles` if they are one",
      but: [
        "cai@example.org, roles: [committer]": "cai@example.org", "[ben, cai]": "[ben, dee]",
        "dee@example.org }": "dee@example.org, roles: [maintainer] }",
      ]),
    CheckRow(
      .mentorOutsideDomains,
      [
        "[committer]": "[committer], domains: [storage, ui]",
        "mentee: ana,": "mentee: ana, about: [query, docs],",
      ], "17:27",
      "summer.ana is about `query` and `docs`, and cai knows about `storage` and `ui`",
      "name another mentor or add to their `domains`",
      but: [
        "[committer]": "[committer], domains: [storage, query]",
        "mentee: ana,": "mentee: ana, about: [query, docs],",
      ]),
    CheckRow(
      .mentorOutsideDomains,
      [
        "[committer]": "[committer], domains: storage",
        "mentee: ana,": "mentee: ana, about: query,",
      ], "17:27",
      "summer.ana is about `query`, and cai knows about `storage`",
      "name another mentor or add to their `domains`",
      but: ["[committer]": "[committer], domains: storage"]),
    CheckRow(
      .tooManyMentees,
      ["[committer]": "[committer], accepting: 1", "{ mentee: ana,": "{ mentee: [ana, dee],"],
      "9:65",
      "cai accepts 1 and has 2 as of 2027-05-01, in summer.ana",
      "write `accepting: 2` or find another mentor",
      but: ["[committer]": "[committer], accepting: 2", "{ mentee: ana,": "{ mentee: [ana, dee],"]),
    CheckRow(
      .tooManyMentees,
      [
        "[committer]": "[committer], accepting: 1",
        "16:00 UTC }": "16:00 UTC }\n      dee: { mentee: dee, when: Monday 16:00 UTC }",
      ], "9:65",
      "cai accepts 1 and has 2 as of 2027-05-01, in summer.ana and summer.dee",
      "write `accepting: 2` or find another mentor",
      but: ["[committer]": "[committer], accepting: 1"]),
    CheckRow(
      .anotherChatName, ["ana@example.org": "ana@example.org, github: ana, irc: anna"], "7:52",
      "ana is \"anna\" on IRC and \"ana\" on GitHub",
      "mend it if it is a typo",
      but: ["ana@example.org": "ana@example.org, github: Ana, irc: ana"], person: "ana"),
    CheckRow(
      .anotherChatName,
      ["ana@example.org": "ana@example.org, github: ana, matrix: \"@a:ana.org\""], "7:55",
      "ana is \"@a:ana.org\" on Matrix and \"ana\" on GitHub",
      "mend it if it is a typo",
      but: ["ana@example.org": "ana@example.org, github: ana, matrix: \"@ana:example.org\""],
      person: "ana"),
    CheckRow(
      .oneMentor, ["[ben, cai]": "ben"], "14:5",
      "ben is alone with summer.ana",
      "name a second one in `mentors`", but: [:]),
    CheckRow(
      .oneMentor, ["mentee: ana,": "mentee: ana, mentors: ben,"], "17:27",
      "ben is alone with summer.ana",
      "name a second one in `mentors`",
      but: ["mentee: ana,": "mentee: ana, mentors: [cai, ben],"]),
    CheckRow(
      .noCodeOfConduct, ["code of conduct: https://example.org/conduct": "timezone: UTC"], "12:3",
      "summer links none",
      "write `code of conduct: https://…` in the program or at the top level",
      but: [
        "code of conduct: https://example.org/conduct": "timezone: UTC",
        "    mentors:": "    code of conduct: https://example.org/conduct\n    mentors:",
      ]),
    CheckRow(
      .onlyPrivateChannels,
      [
        "example.org/x\"": "example.org/x\", members only: yes",
        "notify: mail": "notify: [mail, team]",
      ],
      "15:41",
      "`team` is for members only, and summer.ana has no `issue`",
      "add a channel that everybody may read or an `issue`",
      but: ["notify: mail": "notify: [mail, team]"]),
    CheckRow(
      .onlyPrivateChannels,
      ["example.org/x\"": "example.org/x\", members only: yes", "notify: mail": "notify: team"],
      "15:41",
      "`team` is for members only, and summer.ana has no `issue`",
      "add a channel that everybody may read or an `issue`",
      but: [
        "example.org/x\"": "example.org/x\", members only: yes", "notify: mail": "notify: team",
        "mentee: ana,": "mentee: ana, issue: example/project#1,",
      ]),
  ]

  private static let wishes = [
    CheckRow(
      .noIssue, ["    mentors:": "    requires: issue\n    mentors:"], "18:7",
      "summer requires an `issue` of every mentorship",
      "write `issue: https://…`",
      but: [
        "    mentors:": "    requires: issue\n    mentors:",
        "mentee: ana,": "mentee: ana, issue: https://example.org/issues/1,",
      ]),
    CheckRow(
      .labelNotAccepted,
      [
        "    mentors:": "    accepted labels: [approved, triage/accepted]\n    mentors:",
        "mentee: ana,": "mentee: ana, label: triage/acepted,",
      ], "18:34",
      "\"triage/acepted\" is none of the `accepted labels` of summer",
      "write `triage/accepted` once the issue has it",
      but: [
        "    mentors:": "    accepted labels: [approved, triage/accepted]\n    mentors:",
        "mentee: ana,": "mentee: ana, label: triage/accepted,",
      ]),
    CheckRow(
      .labelNotAccepted, ["    mentors:": "    accepted labels: approved\n    mentors:"], "18:7",
      "summer.ana has no `label`",
      "write that of its issue, `label: approved`",
      but: ["mentee: ana,": "mentee: ana, label: question,"]),
    CheckRow(
      .noCommitment, ["    mentors:": "    requires: [commitment]\n    mentors:"], "18:7",
      "summer.ana has no `commitment`",
      "write `commitment: 4h/week`",
      but: [
        "    mentors:": "    requires: [commitment]\n    mentors:",
        "mentee: ana,": "mentee: ana, commitment: 4 hours a week,",
      ]),
    CheckRow(
      .smallCommitment,
      [
        "    mentors:": "    requires: [commitment]\n    mentors:",
        "mentee: ana,": "mentee: ana, commitment: 3.5h/week,",
      ], "18:39",
      "summer.ana has 3.5h/week",
      "write `4h/week` or more once it is agreed",
      but: ["mentee: ana,": "mentee: ana, commitment: 1 hour per week,"]),
    CheckRow(
      .noGoals,
      [
        "    mentors:": "    requires: [goals, issue, video, commitment]\n    mentors:",
        "mentee: ana,": "mentee: ana, issue: a#1, commitment: 40h/week, link: \"tel:1\",",
      ], "18:7",
      "summer.ana has no `goals`",
      "write `goals: …`",
      but: [
        "    mentors:": "    requires: [goals]\n    mentors:",
        "mentee: ana,": "mentee: ana, goals: become a reviewer,",
      ]),
    CheckRow(
      .noDeadline,
      [
        "    mentors:": "    requires: deadline\n    mentors:",
        "mentee: ana,": "mentee: ana, tasks: { plan: { do: Write the plan, who: mentee } },",
      ], "18:7",
      "summer.ana has no task with a `due`",
      "write one under `tasks`, such as `{ first-milestone: { do: …, who: mentee, due: … } }`",
      but: [
        "    mentors:": "    requires: deadline\n    mentors:",
        "mentee: ana,":
          "mentee: ana, tasks: { plan: { do: Write the plan, who: mentee, due: end of term } },",
      ]),
    CheckRow(
      .noVideoLink, ["    mentors:": "    requires: video\n    mentors:"], "18:7",
      "summer.ana has no `link`",
      "write `link: https://…` here or in `one-on-one`",
      but: [
        "    mentors:": "    requires: video\n    mentors:",
        "notify: mail": "link: https://meet.example.org/x",
      ]),
  ]

  private static let meetings = [
    CheckRow(
      .noWeeklyMeeting, ["Tuesday 16:00 UTC": "first and third Tuesday 16:00 UTC"], "17:33",
      "summer.ana meets more rarely",
      "write a sentence such as `Thursday 14:00 UTC`",
      but: ["Tuesday 16:00 UTC": "Tuesday except fourth 16:00 UTC"]),
    CheckRow(
      .noWeeklyMeeting, ["Tuesday 16:00 UTC": "once on 2027-06-01 16:00 UTC"], "17:33",
      "summer.ana meets more rarely",
      "write a sentence such as `Thursday 14:00 UTC`", but: [:]),
    // From 1 May to 1 July are two months; to 2 July it is longer.
    CheckRow(
      .noRegularMeetings,
      [".. 2027-07-01": ".. 2027-07-02", "Tuesday 16:00 UTC": "once on 2027-06-01 16:00 UTC"],
      "17:33",
      "summer.ana is from 2027-05-01 to 2027-07-02, and does not meet between 2027-05-01 "
        + "and 2027-06-01",
      "let them meet until the end, at least every month",
      but: [".. 2027-07-01": ".. 2027-07-02"]),
    CheckRow(
      .noRegularMeetings,
      [
        "mentee: ana,": "mentee: ana, extend: 1 month,",
        "16:00 UTC": "16:00 UTC for 4 meetings, starting: 2027-05-01",
      ], "17:50",
      "summer.ana is from 2027-05-01 to 2027-08-01, and does not meet between 2027-05-25 "
        + "and 2027-08-01",
      "let them meet until the end, at least every month",
      but: [
        "16:00 UTC": "16:00 UTC for 4 meetings, starting: 2027-05-01"
      ]),
    CheckRow(
      .noRegularMeetings,
      [
        "mentee: ana,":
          "mentee: ana, skip: { 2027-06-01: away, 2027-06-08: away, 2027-06-15: away, 2027-06-22: away, 2027-06-29: away },",
        ".. 2027-07-01": ".. 2027-07-12",
      ], "17:133",
      "summer.ana is from 2027-05-01 to 2027-07-12, and does not meet between 2027-05-25 "
        + "and 2027-07-06",
      "let them meet until the end, at least every month",
      but: [
        "mentee: ana,":
          "mentee: ana, skip: { 2027-06-01: away, 2027-06-08: away, 2027-06-15: away },",
        ".. 2027-07-01": ".. 2027-07-12",
      ]),
    CheckRow(
      .longMeeting, ["duration: 30 minutes": "duration: 45 minutes"], "15:19",
      "45 minutes for summer.ana",
      "shorten it to 30 minutes",
      but: ["duration: 30 minutes": "duration: 20 minutes"]),
    CheckRow(
      .longMeeting, ["duration: 30 minutes, ": "", "16:00 UTC": "16:00-17:00 UTC"], "17:33",
      "1 hour for summer.ana",
      "shorten it to 30 minutes",
      but: ["duration: 30 minutes, ": "", "16:00 UTC": "16:00-16:30 UTC"]),
  ]

  /// A meeting of talks without fault, but for what is between `title: Meetup` and its end.
  private static func meetup(
    when: String = "18:00 UTC", talk: String = "description: D, outline: [O]",
    announce: String = "for: everybody"
  ) -> Edits {
    [
      "programs:": """
      meetings:
        meetup: { title: Meetup, hosts: ben, invite: ana, link: https://meet.example.org/m,
          opens: 2 weeks before, when: once on 2027-06-10 \(when), duration: 2 hours,
          announce: { when: 1 week before, \(announce) },
          talks: [{ title: Spans, by: ana, \(talk) }] }
      programs:
      """
    ]
  }

  private static let talks = [
    CheckRow(
      .unfinishedAnnouncement, meetup(talk: "outline: [O]", announce: ""), "14:23",
      "meetup lacks the description of \"Spans\" and for whom it is",
      "write `description: …` in the talk", but: meetup()),
    CheckRow(
      .talkLength, meetup(talk: "duration: 25 minutes, description: D, outline: [O]"), "15:13",
      "\"Spans\" takes 25 minutes", "write `duration: 20 minutes`",
      but: meetup(talk: "duration: 15 minutes, description: D, outline: [O]")),
    CheckRow(
      .notInTheEvening, meetup(when: "23:00 UTC"), "13:34",
      "meetup begins at 23:00 for ana and 23:00 for ben",
      "choose another time if there is a better one", but: meetup(when: "22:59 UTC")),
  ]
}
