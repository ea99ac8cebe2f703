import Cadence
import Meetings
import Settings
import Testing

/// What is in force where nothing is written.
@Suite struct DefaultTests {
  private func series(_ text: String, _ id: String) throws -> Series {
    try #require(Fixture.read(text).get().community.series[SeriesID(id)])
  }

  @Test func ofTheWhole() throws {
    let settings = try Fixture.read("").get()
    #expect(settings.community.zone == .utc)
    #expect(settings.community.from == Mailbox(name: "Test", address: "a@example.org"))
    #expect(
      settings.mail
        == MailSettings(
          from: settings.community.from,
          via: .smtp(host: "127.0.0.1", port: 25, security: .plainLoopback)))
    let ana = try #require(settings.community.people[PersonID("ana")])
    #expect(ana.name == "ana" && ana.zone == .utc && ana.roles.isEmpty)
    #expect(
      settings.community.groups == [
        "crew": .members([.person(PersonID("ana")), .person(PersonID("ben"))]),
        "mentees": .mentees, "mentors": .mentors, "alumni": .alumni,
      ])
    #expect(settings.warnings.isEmpty && settings.channels.isEmpty && settings.agendaFiles.isEmpty)
    #expect(settings.templates == nil && settings.keep == Period(months: 24))
    #expect(settings.web == nil && settings.board == nil)
  }

  @Test(arguments: ["board: {}", "board: { listen: \"127.0.0.1:8081\" }"])
  func ofTheBoard(_ text: String) throws {
    let loopback = try #require(ListenAddress("127.0.0.1:8081"))
    #expect(try Fixture.read(text).get().board == BoardSettings(listen: loopback))
  }

  @Test func ofABoardBehindAProxy() throws {
    let board = try #require(
      Fixture.read(
        """
        board:
          url: https://board.example.org/meetings/
          listen: "[fd00::1]:81"
          proxy: 10.0.0.2
        """
      ).get().board)
    #expect(board.url == "https://board.example.org/meetings")
    #expect(board.listen == ListenAddress("[fd00::1]:81"))
    #expect(board.proxies == [IPAddress("10.0.0.2")])
  }

  @Test func ofTheWeb() throws {
    let least = try #require(
      Fixture.read("web: { url: \"https://meet.example.org/\" }").get().web)
    let loopback = try #require(ListenAddress("127.0.0.1:8080"))
    #expect(least == WebSettings(url: "https://meet.example.org", listen: loopback))
    let most = try #require(
      Fixture.read(
        """
        web:
          url: https://example.org/meetings
          listen: "[fd00::1]:80"
          proxy: [10.0.0.2, "fd00::2"]
          key: [{ credential: new }, { file: /etc/old }]
        """
      ).get().web)
    #expect(most.url == "https://example.org/meetings")
    #expect(most.listen == ListenAddress("[fd00:0::0:1]:80"))
    #expect(most.proxies == [IPAddress("10.0.0.2"), IPAddress("fd00::2")])
    #expect(most.keys == [.credential("new"), .file("/etc/old")])
  }

  @Test func ofTheAPI() throws {
    #expect(try Fixture.read("").get().api == nil)
    let settings = try Fixture.read(
      """
      board: { listen: "127.0.0.1:8081" }
      api:
        tokens:
          dashboard: { secret: { credential: dashboard-token } }
          bot: { secret: { file: /etc/convened/bot }, may: change }
          kiosk: { secret: { file: /etc/convened/kiosk }, may: read }
      """
    ).get()
    #expect(settings.warnings.isEmpty)
    #expect(
      settings.api?.tokens == [
        APIToken(name: "bot", secret: .file("/etc/convened/bot"), scope: .change),
        APIToken(name: "dashboard", secret: .credential("dashboard-token"), scope: .read),
        APIToken(name: "kiosk", secret: .file("/etc/convened/kiosk"), scope: .read),
      ])
  }

  @Test func ofAMeeting() throws {
    let hours = try series(
      "meetings: { hours: { title: Hours, when: Thursday 14:00, invite: crew } }", "hours")
    #expect(hours.recurrence.zone == .utc)
    #expect(hours.duration == .hours(1))
    #expect(hours.hosts.isEmpty && hours.invite == [.group("crew")])
    #expect(hours.notifiesByMail && hours.channels.isEmpty)
    #expect(hours.agenda == nil && hours.opens == nil && hours.skips.isEmpty)
    #expect(hours.reminders.map(\.description) == ["1 day before", "15 minutes before"])
  }

  @Test func ofAnAgenda() throws {
    let hours = try series(
      "meetings: { hours: { title: A, when: Thursday 14:00, invite: ana, agenda: {} } }", "hours")
    let agenda = try #require(hours.agenda)
    #expect(agenda.opens.description == "6 days before")
    #expect(agenda.call == nil)
    #expect(agenda.cutoff.description == "1 day before at 18:00")
    #expect(agenda.ifEmpty == .cancel && agenda.files.isEmpty && agenda.edit == nil)
    #expect(hours.opens == nil)
  }

  @Test func ofAgendasElsewhere() throws {
    let settings = try Fixture.read(
      """
      meetings:
        hours:
          title: A
          when: Thursday 14:00
          invite: ana
          agenda:
            from:
              - a.md
              - https://hackmd.example.org/abc/download
              - { url: "http://127.0.0.1:3000/abc/download", network: local }
              - { github: thanos-io/mentoring, label: office-hours, token: { credential: gh } }
              - { github: o/r, label: "help wanted", url: "https://ghe.example.org:8443/api/v3/" }
              - { gitlab: group/sub/project, label: x }
              - { gitlab: group/project, label: x, host: gitlab.example.org, network: private }
        alone: { title: B, when: Friday 14:00, invite: ana, agenda: { from: { gitlab: a/b, label: y } } }
      """
    ).get()
    #expect(settings.warnings.isEmpty)
    #expect(settings.agendaFiles == ["a.md"])
    let hours = try #require(settings.community.series[SeriesID("hours")]?.agenda)
    #expect(hours.files == ["a.md"])
    let names = [
      "https://hackmd.example.org/abc/download", "http://127.0.0.1:3000/abc/download",
      "github.com/thanos-io/mentoring, label office-hours",
      "ghe.example.org:8443/o/r, label help wanted", "gitlab.com/group/sub/project, label x",
      "gitlab.example.org/group/project, label x",
    ]
    #expect(hours.elsewhere == names)
    #expect(settings.agendasElsewhere == [SeriesID("alone"), SeriesID("hours")])
    let sources = names.compactMap { settings.agendaSources[$0] }
    #expect(
      sources.map(\.url) == [
        "https://hackmd.example.org/abc/download", "http://127.0.0.1:3000/abc/download",
        "https://api.github.com", "https://ghe.example.org:8443/api/v3",
        "https://gitlab.com/api/v4", "https://gitlab.example.org/api/v4",
      ])
    #expect(sources.map(\.network) == [.public, .local, .public, .public, .public, .private])
    #expect(sources.map(\.token) == [nil, nil, .credential("gh"), nil, nil, nil])
    #expect(
      sources.dropFirst(2).map(\.content) == [
        .issues(on: .github, project: "thanos-io/mentoring", label: "office-hours"),
        .issues(on: .github, project: "o/r", label: "help wanted"),
        .issues(on: .gitlab, project: "group/sub/project", label: "x"),
        .issues(on: .gitlab, project: "group/project", label: "x"),
      ])
    #expect(settings.agendaPlaces[names[0]]?.line == 9)
  }

  @Test func remindersThatNobodyWroteGiveWayToALateOpening() throws {
    let hours = try series(
      "meetings: { hours: { title: A, when: Thursday 14:00, invite: ana, opens: 2 hours before } }",
      "hours")
    #expect(hours.opens?.description == "2 hours before")
    #expect(hours.reminders.map(\.description) == ["15 minutes before"])
    let quiet = try series(
      "meetings: { hours: { title: A, when: Thursday 14:00, invite: ana, remind: no } }", "hours")
    #expect(quiet.reminders.isEmpty)
  }

  @Test func remindersAreInTheOrderOfTime() throws {
    let hours = try series(
      """
      meetings:
        hours:
          title: A
          when: Thursday 14:00
          invite: ana
          remind: [15 minutes before, 2 days before, 1 day before at 9:00, 1 day before]
      """, "hours")
    #expect(
      hours.reminders.map(\.description) == [
        "2 days before", "1 day before at 09:00", "1 day before", "15 minutes before",
      ])
  }

  @Test func ofAProgram() throws {
    let one = try series(
      """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          mentors: ben
          mentorships: { ana: { mentee: ana, when: Tuesday 16:00 Europe/Warsaw } }
      """, "summer.ana")
    #expect(one.title == "1:1 ana and ben")
    #expect(one.duration == .minutes(30))
    #expect(one.hosts == [.person(PersonID("ben"))] && one.invite == [.person(PersonID("ana"))])
    #expect(one.mentorship?.retrospective?.description == "1 week before")
    #expect(one.mentorship?.coordinators == [] && one.mentorship?.silence?.description == "3 weeks")
    #expect(one.mentorship?.completion == Mentorship.Completion())
    #expect(one.mentorship?.lastDay == CivilDate("2027-08-31"))
    #expect(one.reminders.map(\.description) == ["1 day before", "15 minutes before"])
  }

  @Test(arguments: ["no", "none", "false", "off", "'no'"])
  func whatIsSaidOfAPairCanBeTurnedOff(_ word: String) throws {
    let one = try series(
      """
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          retrospective: \(word)
          silent after: \(word)
          completion: \(word)
          mentorships: { ana: { mentee: ana, mentors: [ben], when: Tuesday 16:00 UTC } }
      """, "summer.ana")
    let mentorship = try #require(one.mentorship)
    #expect(mentorship.retrospective == nil)
    #expect(mentorship.silence == nil && mentorship.completion == nil)
  }

  @Test func whatIsSaidOfAPairAsUsual() throws {
    let keys = "retrospective: yes, silent after: yes, completion: yes"
    let one = try series(
      """
      programs:
        summer: { term: 2027-06-01 .. 2027-08-31, \(keys), mentors: ben, mentorships: {
          ana: { mentee: ana, when: Tuesday 16:00 UTC } } }
      """, "summer.ana")
    let mentorship = try #require(one.mentorship)
    #expect(mentorship.retrospective == Lead.days(7) && mentorship.silence == Period(days: 21))
    #expect(mentorship.completion == Mentorship.Completion())
  }

  @Test func coordinatorsSilenceAndHandOver() throws {
    let one = try series(
      """
      meetings: { oh: { title: OH, when: Thursday 14:00 UTC, invite: ana } }
      programs:
        summer:
          term: 2027-06-01 .. 2027-08-31
          coordinators: [ana, crew]
          silent after: 1 month
          completion: { hand over: oh }
          mentorships: { ana: { mentee: ana, mentors: [ben], when: Tuesday 16:00 UTC } }
      """, "summer.ana")
    let mentorship = try #require(one.mentorship)
    #expect(mentorship.coordinators == [.person(PersonID("ana")), .group("crew")])
    #expect(mentorship.silence == Period(months: 1))
    #expect(mentorship.completion?.handOver == SeriesID("oh"))
  }

  /// YAML 1.1 takes all of these for something else; here a key is what was written.
  @Test func idsStayVerbatim() throws {
    let ids = ["no", "yes", "on", "1", "007", "1e3", "0x1F", "true", "2026-12-03", "null"]
    let people = ids.map { "  \($0): { email: p\($0)@example.org }" }.joined(separator: "\n")
    let settings = try Fixture.read(
      "people:\n\(people)\nmeetings: { 12: { title: 0012, when: Thursday 14:00, invite: [no, 1e3] } }"
    ).get()
    #expect(Set(settings.community.people.keys.map(\.name)) == Set(ids + ["ana", "ben"]))
    let meeting = settings.community.series[SeriesID("12")]
    #expect(meeting?.title == "0012")
    #expect(meeting?.invite == [.person(PersonID("no")), .person(PersonID("1e3"))])
  }

  @Test func routesOfMail() throws {
    func route(_ via: String) throws -> MailRoute {
      let text =
        "community: T\ndomain: t.example.org\nmail: { from: a@example.org, via: \"\(via)\" }"
      return try Fixture.read(text, alone: true).get().mail.via
    }
    #expect(try route("smtp://[::1]") == .smtp(host: "[::1]", port: 25, security: .plainLoopback))
    #expect(
      try route("smtp://[0:0:0:0:0:0:0:1]")
        == .smtp(host: "[0:0:0:0:0:0:0:1]", port: 25, security: .plainLoopback))
    #expect(
      try route("smtp://localhost:2525")
        == .smtp(host: "localhost", port: 2525, security: .plainLoopback))
    #expect(
      try route("smtp://mail.example.org")
        == .smtp(host: "mail.example.org", port: 587, security: .startTLS))
    #expect(
      try route("smtps://Mail.Example.org/")
        == .smtp(host: "mail.example.org", port: 465, security: .implicitTLS))
    #expect(try route("maildir:run/mail") == .maildir(path: "run/mail"))
    #expect(try route("sendmail") == .sendmail(program: "/usr/sbin/sendmail"))
    #expect(try route("sendmail:/usr/bin/msmtp") == .sendmail(program: "/usr/bin/msmtp"))
    // 127.0.0.1 in the name of another machine.
    #expect(
      try route("smtp://127.0.0.1.example.org")
        == .smtp(host: "127.0.0.1.example.org", port: 587, security: .startTLS))
  }

  @Test func mailWithAPassword() throws {
    let text = """
      community: T
      domain: t.example.org
      mail:
        from: '"Hours, Office" <a@example.org>'
        via: smtps://mail.example.org
        user: me
        password: { credential: smtp-password }
      channels:
        announce: { webhook: "https://hooks.example.org/x", secret: { file: /etc/x } }
        local: { webhook: "http://127.0.0.1:8000/x", network: local }
      """
    let settings = try Fixture.read(text, alone: true).get()
    #expect(settings.mail.from == Mailbox(name: "Hours, Office", address: "a@example.org"))
    #expect(settings.mail.user == "me" && settings.mail.password == .credential("smtp-password"))
    let announce = try #require(settings.channels[ChannelID("announce")])
    #expect(announce.secret == .file("/etc/x") && announce.network == .public)
    #expect(settings.channels[ChannelID("local")]?.network == .local)
    #expect(settings.community.channels == [ChannelID("announce"), ChannelID("local")])
  }

  @Test func shapesOfChannels() throws {
    let settings = try Fixture.read(
      """
      channels:
        plain: { webhook: "https://h.example.org/x" }
        events: { webhook: "https://h.example.org/x", as: cloudevents, secret: { file: /etc/x } }
        slack: { webhook: { credential: slack-hook }, as: slack }
        matrix:
          webhook: https://matrix.example.org
          as: matrix
          room: "!abc:example.org"
          token: { credential: matrix-token }
        zulip:
          webhook: https://zulip.example.org/
          as: zulip
          stream: mentoring
          user: bot@example.org
          token: { credential: zulip-key }
        ntfy: { webhook: "https://ntfy.sh", as: ntfy, topic: thanos-meetings }
        chat: { webhook: { file: /etc/convened/chat }, as: google-chat }
      """
    ).get()
    func service(_ name: String) -> ChannelSettings.Service? {
      settings.channels[ChannelID(name)]?.service
    }
    #expect(settings.warnings.isEmpty)
    #expect(service("plain") == .standard && service("events") == .cloudEvents)
    #expect(service("slack") == .slack && service("chat") == .googleChat)
    let room = "!abc:example.org"
    #expect(service("matrix") == .matrix(room: room, token: .credential("matrix-token")))
    let key = SecretSource.credential("zulip-key")
    #expect(
      service("zulip")
        == .zulip(stream: "mentoring", topic: nil, user: "bot@example.org", token: key))
    #expect(service("ntfy") == .ntfy(topic: "thanos-meetings", token: nil))
    func webhook(_ name: String) -> WebhookAddress? { settings.channels[ChannelID(name)]?.webhook }
    #expect(webhook("plain") == .written("https://h.example.org/x"))
    #expect(webhook("slack") == .kept(.credential("slack-hook")))
    #expect(webhook("chat") == .kept(.file("/etc/convened/chat")))
  }

  /// What `check` cannot see is said in the same words once the address was read.
  @Test(
    arguments: [
      ("https://hooks.slack.com/services/hunter2", nil),
      ("https://mattermost.example.org/hooks/hunter2", nil),
      (
        "hooks.slack.com/hunter2",
        "error: channel `c`: `webhook` is no address of a hook. write `https://hooks.example.org/x`"
      ),
      (
        "https://me:hunter2@hooks.slack.com/",
        "error: channel `c`: `webhook` must not hold a user or a password. leave out what comes "
          + "before the `@`"
      ),
      (
        "http://hooks.slack.com/hunter2",
        "error: channel `c`: `webhook` would be called without encryption. write `https://…`, or "
          + "`network: local` if it never leaves this machine"
      ),
      (
        "https://discord.com/api/webhooks/hunter2",
        "warning: channel `c`: `webhook` leads to discord, which takes nothing else. write `as: "
          + "discord`"
      ),
    ])
  func addressesThatAreKeptElsewhere(url: String, printed: String?) throws {
    let text = "channels:\n  c: { as: slack, webhook: { credential: hook } }"
    let settings = try Fixture.read(text).get()
    #expect(settings.warnings.isEmpty)
    let channel = try #require(settings.channels[ChannelID("c")])
    let problems = settings.problems(ofWebhook: url, of: channel).map(\.description)
    #expect(problems == (printed.map { ["x.yaml:2:28: " + $0] } ?? []))
  }
}
