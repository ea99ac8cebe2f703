import Meetings

extension SectionReference {
  /// Mail, channels, people and groups.
  static let community = [
    mail, fetch, secret, channel, person, rest, standingGroup,
  ]

  private static let mail = SectionReference(
    "mail", "`mail:`", "Who sends, and how mail leaves and comes in.",
    [
      .needed(
        "from", .text("Mentoring <mentoring@example.org>"),
        "Who sends, and the organizer of every calendar entry."),
      .key(
        "via", .text("smtps://mail.example.org"),
        "`smtp://HOST:PORT` (STARTTLS), `smtps://HOST`, `sendmail` or `sendmail:/PROGRAM`, or "
          + "`maildir:DIRECTORY` for files instead of mail.", or: "smtp://127.0.0.1:25"),
      .key("user", .text("mentoring"), "The login at the relay."),
      .key("password", .secret, "Its password."),
      .key("rate", .text("60 per minute"), "How many mails may leave, where the relay wants few."),
      .key(
        "inbox", .text("meet+{token}@example.org"),
        "Where replies go; `{token}` says whose and to what."),
      .key(
        "fetch", .either([.text("maildir:/var/mail/meet"), .section("fetch")]),
        "The mailbox from which replies are fetched."),
    ])

  private static let fetch = SectionReference(
    "fetch", "`mail:` `fetch:`", "A mailbox for replies.",
    [
      .needed(
        "from", .text("imaps://imap.example.org"),
        "`imaps://HOST`, `imap://HOST:PORT` (STARTTLS), or `maildir:/DIRECTORY`."),
      .key("user", .text("meet"), "The login; a mailbox at a server needs one."),
      .key("password", .secret, "Its password."),
      .key("folder", .text("INBOX"), "Which folder of the mailbox.", or: "INBOX"),
    ])

  private static let secret = SectionReference(
    "secret", "A secret", "Where a secret is kept; one of the two.",
    [
      .key(
        "credential", .text("smtp-password"),
        "A file that systemd hands over (`LoadCredential=`)."),
      .key("file", .text("/etc/convened/smtp-password"), "An absolute path, mode 0600."),
    ])

  private static let channel = SectionReference(
    "channel", "`channels:` NAME", "A chat room or a program that is told (docs/channels.md).",
    [
      .needed(
        "webhook", .either([.text("https://hooks.example.org/x"), .secret]),
        "Its address, or where that is kept if it is a secret."),
      .key(
        "as", .choice(ChannelServiceReader.Kind.self), "What it understands.", or: "standard"),
      .key("secret", .secret, "Signs messages of `as: standard` and `cloudevents`."),
      .key("room", .text("!abc:example.org"), "The room's ID, of `as: matrix`."),
      .key("stream", .text("mentoring"), "The channel there, of `as: zulip`."),
      .key(
        "topic", .text("meetings"), "Of `as: zulip` (the meeting's title if left out) and `ntfy`."),
      .key("user", .text("bot@zulip.example.org"), "The bot's address, of `as: zulip`."),
      .key("token", .secret, "What logs in, of `as: matrix`, `zulip` and `ntfy`."),
      .key("rate", .text("30 per minute"), "How many messages it takes."),
      .key(
        "network", .choice(ChannelSettings.Network.self),
        "Which addresses may be connected to.", or: "public"),
      .key("members only", .yesOrNo, "Whether not everybody may read it.", or: "no"),
    ])

  private static let person = SectionReference(
    "person", "`people:` NAME", "Somebody who is told of something.",
    [
      .needed("email", .text("ana@example.org"), "Where mail goes."),
      .key("name", .text("Ana Souza"), "What mails call them.", or: "the name in the file"),
      .key(
        "timezone", .text("America/Sao_Paulo"), "Times are shown in it.", or: "the community's"),
      .key("roles", .list(.text("maintainer")), "What groups may ask for: `role maintainer`."),
      .key(
        "reminders", .orNo(.text("daily at 08:00")),
        "`each`, `no`, or one mail for all: `daily at 08:00`, `Monday at 08:00`.", or: "each"),
      .key(
        "quiet", .text("22:00-07:00"), "Hours of every day in which nothing reminds or asks."),
      .key(
        "channel", .text("ana-phone"), "A channel of their own, for calls and reminders."),
      .key("hours", .text("10:00-22:00"), "When there is time for others."),
      .key(
        "away",
        .either([.list(.text("2027-07-05 .. 2027-07-16")), .named(.text("on call"), by: "DAYS")]),
        "Days, or days with reasons, on which nothing nags them."),
      .key(
        "holidays", .list(.text("germany")), "Calendars under `holidays:` whose days are theirs."),
      .key("accepting", .text("2"), "For how many mentees a mentor has time."),
      .key(
        "domains", .list(.text("query")), "What a mentor knows about; `about:` is compared with it."
      ),
      .key(
        "github", .text("ana"), "What they are called there; authors of issues are found by it."),
      .key("matrix", .text("@ana:example.org"), "What they are called there."),
      .key("irc", .text("ana"), "What they are called there."),
      .key("contributing since", .text("2026-08-31"), "The date of their first change."),
      .key(
        "components", .list(.text("engine")), "Standing groups to whose work they have contributed."
      ),
      .key("accept", .accepted(at: .person), "Checks that are meant to fail here."),
    ])

  private static let rest = SectionReference(
    "rest", "`groups:` NAME, all but some", "Some groups without others.",
    [
      .needed("of", .people, "Who is in it."),
      .needed("without", .people, "Who of them is not."),
    ])

  private static let standingGroup = SectionReference(
    "standing group", "`groups:` NAME, a standing group",
    "A SIG, a working group or a committee (docs/governance.md).",
    [
      .needed("kind", .choice(Team.Kind.self), "What it is."),
      .needed("contacts", .people, "Who answers for it, and hosts its meetings."),
      .key(
        "label", .text("sig-engine"), "What marks its issues; all but a committee need one."),
      .key("title", .text("The Engine SIG"), "What mails call it.", or: "its name"),
      .key("members", .people, "Who is in it besides."),
      .key("document", .link, "Its charter, or notes."),
      .key("notify", .targets, "What its meetings say where they say nothing."),
      .key("since", .text("2026-12-01"), "The day on which it began."),
      .key("review", .text("6 months"), "How often its contacts say whether it is still needed."),
      .key("reviewed by", .people, "Who reads what they say."),
      .key("until", .text("2027-06-30"), "Its last day: its meetings end with it."),
      .key("code of conduct", .link, "Its own."),
      .key("accept", .accepted(at: .group), "Checks that are meant to fail here."),
    ])
}
