import Cadence
import Meetings

extension SectionReference {
  /// Meetings, with their agendas and talks.
  static let meetings = [meeting, hosting, agenda, agendaSource, talk, publicWord]

  static func list(_ leads: [Lead]) -> String {
    leads.map { "\($0)" }.joined(separator: ", ")
  }

  /// When something meets.
  static let when: [KeyReference] = [
    .key(
      "when", .list(.text("first and third Thursday 16:00 Europe/Berlin")),
      "A sentence or a list of them (docs/cadence.md); this or one of the next four is needed."),
    .key(
      "alternate", .list(.text("Tuesday 09:00 UTC")), "Sentences that take turns, with `starting:`."
    ),
    .key(
      "rrule", .text("FREQ=MONTHLY;BYDAY=-1FR"),
      "A rule of RFC 5545, whose `starting:` has a time: `2026-12-25 14:00 Europe/Berlin`."),
    .key("cron", .text("0 14 * * 4"), "Five fields of a crontab; a zone may follow."),
    .key(
      "calendar", .text("Thu *-*-1..7 16:00 Europe/Berlin"), "An event as in systemd.time(7)."),
    .key("starting", .text("2026-12-03"), "The first date, and so which weeks count."),
  ]

  /// How it meets, and what is sent.
  static func manner(duration: Seconds) -> [KeyReference] {
    [
      .key("duration", .text("45 minutes"), "How long it takes.", or: "\(duration)"),
      .key("link", .link, "Where it is, if it is a call."),
      .key("place", .text("Room 2"), "Where it is, if it is a place."),
      .key(
        "account", .text("zoom-1"),
        "What it is held with; `check` finds two meetings that need it at once."),
      .key("notify", .targets, "`mail`, and channels.", or: "mail"),
      .key(
        "opens", .lead, "When it is announced, without an agenda.", or: "the first reminder"),
      .key(
        "agenda", .orNo(.section("agenda")),
        "It has an agenda, and is cancelled if that is empty at the cutoff.", or: "no"),
      .key(
        "remind", .orNo(.leads), "When everybody is reminded.",
        or: list(Manner.reminders)),
      .key("holidays", .list(.text("germany")), "Never held on days of these calendars."),
    ]
  }

  private static let meeting = SectionReference(
    "meeting", "`meetings:` NAME", "What meets once or again and again.",
    [.needed("title", .text("Office Hours"), "What mails call it.")] + when + [
      .key("until", .text("2027-03-31"), "The last date."),
      .key(
        "hosts", .either([.people, .section("hosting")]),
        "Who leads it; some of `hosts:`, `invite:`, `group:` is needed."),
      .key("invite", .people, "Who may come."),
      .key("group", .text("engine"), "The standing group that meets: its contacts host."),
    ] + manner(duration: MeetingsReader.duration) + [
      .key(
        "skip", .named(.text("Christmas"), by: "DATE"),
        "Dates on which it is never planned, with reasons."),
      .key(
        "public", .yesOrNo, "Whether it is in the public calendar.",
        or: "no; of a standing group, yes"),
      .key(
        "links", .named(.link), "Up to \(LinksReader.max) more links that mails show, by name."),
      .key("talks", .list(.section("talk")), "What is presented (docs/meetups.md)."),
      .key("announce", .section("announce"), "What the public is told of it."),
      .key(
        "tasks", .orNo(.named(.orNo(.section("task")))), "What there is to do around it."),
      .key("accept", .accepted(at: .meeting), "Checks that are meant to fail here."),
    ])

  private static let hosting = SectionReference(
    "hosting", "`hosts:`",
    "Who leads it in turn, and whether they say that they come (docs/hosts.md).",
    [
      .needed("of", .people, "All who may."),
      .key("rotate", .choice(HostRule.Rhythm.self), "Whose turn it is.", or: "all of them host"),
      .key(
        "rota", .named(.text("ana"), by: "MONTH or DATE"),
        "The same by hand: one name, or `TBD`, for 2027-01 or 2027-01-14."),
      .key("confirm", .lead, "Whoever hosts has said yes by then, or all are asked."),
      .key("at least", .text("2"), "How many have to.", or: "1"),
      .key("decide", .lead, "Whether it takes place, if still too few have.", or: "it does"),
      .key(
        "if missing", .choice(AgendaRule.IfEmpty.self), "`warn` tells the pool, and it is held.",
        or: "cancel"),
    ])

  private static let agenda = SectionReference(
    "agenda", "`agenda:`", "How items are collected; `agenda: {}` is all of it as it comes.",
    [
      .key("opens", .lead, "The invitation.", or: "\(Manner.opens)"),
      .key("call", .lead, "Asks for items, only while there are none."),
      .key(
        "cutoff", .lead, "When an empty agenda cancels the meeting.", or: "\(Manner.cutoff)"),
      .key("at least", .text("2 presenters"), "How much keeps it: `3 items`.", or: "1 item"),
      .key(
        "if empty", .choice(AgendaRule.IfEmpty.self),
        "`warn` tells the hosts, and it is held.", or: "cancel"),
      .key(
        "from",
        .list(.either([.text("agenda/hours.md"), .section("agenda elsewhere")])),
        "Files below the configuration's directory, web addresses of texts, or issues."),
      .key("edit", .link, "Where anyone edits it.", or: "the meeting's page"),
      .key(
        "standing", .orNo(.list(.text("Announcements"))), "Listed every time; keeps no meeting."),
      .key(
        "carry over", .yesOrNo, "Whether items of a cancelled meeting move to the next.", or: "no"),
      .key("kinds", .orNo(.list(.text("pair review"))), "What an item may begin with."),
    ])

  private static let agendaSource = SectionReference(
    "agenda elsewhere", "`agenda:` `from:`",
    "A text by its `url`, or open issues with a label: one of `url`, `github`, `gitlab` is needed.",
    [
      .key(
        "url", .text("https://hackmd.example.org/abc/download"),
        "Of the text; beside `github` or `gitlab` of the API."),
      .key("github", .text("thanos-io/mentoring"), "A repository on GitHub."),
      .key("gitlab", .text("group/project"), "A project on GitLab."),
      .key("label", .text("office-hours"), "Which issues."),
      .key("host", .text("gitlab.example.org"), "Another GitLab.", or: "gitlab.com"),
      .key("token", .secret, "A bearer's, for that server alone."),
      .key(
        "network", .choice(ChannelSettings.Network.self),
        "Which addresses may be connected to.", or: "public"),
    ])

  private static let talk = SectionReference(
    "talk", "`talks:`", "What somebody presents.",
    [
      .needed("title", .text("Query tracing"), "What it is called."),
      .needed("by", .list(.text("ana")), "Who presents."),
      .key(
        "duration", .text("20 minutes"), "How long.",
        or: "\(TalksReader.duration), of learnings \(TalksReader.learnings)"),
      .key("description", .text("How a query finds its spans."), "For the announcement."),
      .key("outline", .list(.text("What a trace is")), "Its points."),
      .key("learnings", .yesOrNo, "Whether it is what was learnt; it comes last.", or: "no"),
    ])

  private static let publicWord = SectionReference(
    "announce", "`meetings:` NAME `announce:`", "What the public is told once nothing is missing.",
    [
      .needed("when", .text("10 days before at 10:00"), "When."),
      .key("for", .text("future mentees"), "Whom it is for."),
      .key("code of conduct", .link, "What holds there.", or: "the community's"),
    ])
}
