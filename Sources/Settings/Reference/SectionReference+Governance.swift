import Meetings

extension SectionReference {
  /// Votes and reviewers.
  static let governance = [vote, nomination, reviewers]

  private static let vote = SectionReference(
    "vote", "`votes:` NAME", "What is decided by vote (docs/governance.md).",
    [
      .needed("title", .text("Create the SIG Engine"), "What is decided."),
      .needed("by", .people, "Who may vote."),
      .needed("closes", .text("2026-12-08 18:00 UTC"), "The end."),
      .key("opens", .text("2026-12-01 09:00 UTC"), "The beginning.", or: "when it is known"),
      .key("link", .link, "What is proposed."),
      .key("passes", .choice(Ballot.Rule.self), "When it passes.", or: "simple majority"),
      .key("turnout", .text("half"), "How many have to vote: `half`, `3 votes`."),
      .key("open at least", .text("6 days"), "How long people have to have."),
      .key("remind", .orNo(.leads), "Those who have not voted.", or: list(VotesReader.reminders)),
      .key("notify", .list(.text("announce")), "Channels that read what came of it."),
      .key("nominates", .section("nomination"), "Whom it is about."),
      .key("accept", .accepted(at: .vote), "Checks that are meant to fail here."),
    ])

  private static let nomination = SectionReference(
    "nomination", "`votes:` NAME `nominates:`", "Somebody for a role.",
    [
      .needed("who", .text("ben"), "Who."),
      .needed("as", .text("committer"), "The role."),
      .key("sponsor", .text("cai"), "Who stands for it."),
      .key("by", .text("ben"), "Who proposes it."),
      .key("commitment", .text("25% of the time"), "How much time they have."),
    ])

  private static let reviewers = SectionReference(
    "reviewers", "`reviewers:`",
    "When people with `contributing since:` and `components:` may be nominated.",
    [
      .needed("after", .text("6 months"), "How long they have contributed by then."),
      .key("nominate", .text("3 months"), "How often contacts think of all who may."),
      .key("starting", .text("2027-01-15"), "From when on."),
    ])

  /// What is served.
  static let servers = [web, board, api, token]

  private static func door(_ standard: String) -> [KeyReference] {
    [
      .key("listen", .text(standard), "Where, if systemd hands over no socket.", or: standard),
      .key("proxy", .list(.text("10.0.0.2")), "The proxy in front, if not on this machine."),
    ]
  }

  private static let web = SectionReference(
    "web", "`web:`", "Pages of meetings and links in mails, behind a server that speaks TLS.",
    [
      .needed("url", .text("https://meet.example.org"), "What stands in mails."),
      .key(
        "key", .list(.secret), "What signs links, or two: the first signs.",
        or: "one that is made once"),
    ] + door("127.0.0.1:8080"))

  private static let board = SectionReference(
    "board", "`board:`", "The coordinator's page: it shows everything, and asks for no password.",
    [.key("url", .text("https://board.example.org"), "If a proxy serves it.")]
      + door("127.0.0.1:8081"))

  private static let api = SectionReference(
    "api", "`api:`", "Programs that may ask.",
    [.needed("tokens", .named(.section("token")), "One for each program, by name.")])

  private static let token = SectionReference(
    "token", "`api:` `tokens:` NAME", "What a program may do.",
    [
      .needed("secret", .secret, "What it shows."),
      .key("may", .choice(APIToken.Scope.self), "`change` does whatever commands do.", or: "read"),
    ])
}
