import Cadence
import Meetings
import Settings
import Testing

/// How people want to hear of meetings, in the ways they write it.
@Suite struct WishTests {
  @Test(
    arguments: [
      ("each", .each), ("yes", .each), ("no", .none), ("off", .none),
      ("daily at 08:00", .digest(Digest(time: CivilTime(secondOfDay: 28_800)))),
      ("daily 8:00", .digest(Digest(time: CivilTime(secondOfDay: 28_800)))),
      ("Monday at 08:00", .digest(Digest(weekday: .monday, time: CivilTime(secondOfDay: 28_800)))),
      (
        "weekly on Mondays at 8:00",
        .digest(Digest(weekday: .monday, time: CivilTime(secondOfDay: 28_800)))
      ),
      ("every fri 17:30", .digest(Digest(weekday: .friday, time: CivilTime(secondOfDay: 63_000)))),
    ] as [(String, Preferences.Reminders)])
  func reminders(text: String, expected: Preferences.Reminders) throws {
    let settings = try Fixture.read(
      "people: { p: { email: p@example.org, reminders: \(text) } }", alone: false
    ).get()
    #expect(settings.community.people[PersonID("p")]?.preferences.reminders == expected)
  }

  @Test(arguments: ["22:00-07:00", "22:00 - 7:00", "22:00 to 07:00", "22:00–07:00"])
  func quietHours(text: String) throws {
    let settings = try Fixture.read(
      "people: { p: { email: p@example.org, quiet: \"\(text)\" } }", alone: false
    ).get()
    let ten = CivilTime(secondOfDay: 79_200)
    let seven = CivilTime(secondOfDay: 25_200)
    #expect(
      settings.community.people[PersonID("p")]?.preferences.quiet
        == DayHours(from: ten, until: seven))
  }

  @Test(arguments: [("10:00-22:00", 36_000, 79_200), ("20:00 to 2:00", 72_000, 7_200)])
  func hours(text: String, from: Int, until: Int) throws {
    let settings = try Fixture.read(
      "people: { p: { email: p@example.org, hours: \"\(text)\" } }", alone: false
    ).get()
    #expect(
      settings.community.people[PersonID("p")]?.hours
        == DayHours(from: CivilTime(secondOfDay: from), until: CivilTime(secondOfDay: until)))
  }

  @Test(
    arguments: [
      ("2027-12-24", ["2027-12-24 .. 2027-12-24 –"]),
      ("2027-07-05 .. 2027-07-16", ["2027-07-05 .. 2027-07-16 –"]),
      (
        "[2027-07-05 .. 2027-07-16, 2027-12-24]",
        ["2027-07-05 .. 2027-07-16 –", "2027-12-24 .. 2027-12-24 –"]
      ),
      // A day is away for what is written first.
      (
        "{ 2027-07-05 .. 2027-07-16: on call, 2027-07-10: KubeCon }",
        ["2027-07-05 .. 2027-07-16 on call"]
      ),
      (
        "{ 2027-07-10: KubeCon, 2027-07-05 .. 2027-07-16: on call }",
        [
          "2027-07-05 .. 2027-07-09 on call", "2027-07-10 .. 2027-07-10 KubeCon",
          "2027-07-11 .. 2027-07-16 on call",
        ]
      ),
      ("[]", []),
    ] as [(String, [String])])
  func away(text: String, expected: [String]) throws {
    let settings = try Fixture.read(
      "people: { p: { email: p@example.org, away: \(text) } }", alone: false
    ).get()
    let away = try #require(settings.community.people[PersonID("p")]?.away)
    #expect(settings.warnings.isEmpty)
    #expect(
      away.map { "\($0.days.lowerBound) .. \($0.days.upperBound) \($0.reason ?? "–")" } == expected)
  }

  @Test(arguments: [("30 per minute", 60), ("30 PER Minute", 60), ("30/hour", 3_600)])
  func rates(text: String, seconds: Int64) throws {
    let settings = try Fixture.read(
      "channels: { c: { webhook: \"https://h.example.org/x\", rate: \(text) } }", alone: false
    ).get()
    #expect(
      settings.channels[ChannelID("c")]?.rate == Rate(count: 30, per: .seconds(seconds)))
  }

  @Test(arguments: ["meet+{token}@example.org", "{token}@in.example.org", "meet-{token}@x.org"])
  func inboxes(pattern: String) throws {
    let text = Fixture.base.replacing(
      "mail: { from: a@example.org }", with: "mail: { from: a@example.org, inbox: \"\(pattern)\" }")
    let settings = try Fixture.read(text, alone: true).get()
    #expect(settings.mail.inbox == pattern)
    #expect(settings.community.takesReplies)
    #expect(try Fixture.read(Fixture.base, alone: true).get().community.takesReplies == false)
  }

  @Test(
    arguments: [
      ("maildir:/var/mail/meet", .maildir(path: "/var/mail/meet")),
      ("{ from: maildir:/var/mail/meet }", .maildir(path: "/var/mail/meet")),
      ("imaps://imap.example.org", .imap(imap("imap.example.org", 993, .implicitTLS))),
      ("imaps://imap.example.org:9993/", .imap(imap("imap.example.org", 9_993, .implicitTLS))),
      ("imap://imap.example.org", .imap(imap("imap.example.org", 143, .startTLS))),
      ("imap://localhost:1143", .imap(imap("localhost", 1_143, .plainLoopback))),
      ("imap://[::1]", .imap(imap("[::1]", 143, .plainLoopback))),
    ] as [(String, FetchSource)])
  func mailboxes(text: String, source: FetchSource) throws {
    let login = "user: meet, password: { credential: imap }"
    let fetch = text.hasPrefix("imap") ? "{ from: \"\(text)\", \(login) }" : text
    let mail = "mail: { from: a@example.org, inbox: \"m+{token}@example.org\", fetch: \(fetch) }"
    let text = Fixture.base.replacing("mail: { from: a@example.org }", with: mail)
    let read = try Fixture.read(text, alone: true).get().mail.fetch
    #expect(read == source)
    #expect(try Fixture.read(Fixture.base, alone: true).get().mail.fetch == nil)
  }

  private static func imap(
    _ host: String, _ port: Int, _ security: MailSecurity
  ) -> IMAPSettings {
    IMAPSettings(
      host: host, port: port, security: security, user: "meet", password: .credential("imap"),
      folder: "INBOX")
  }

  @Test func whatAnAgendaKeeps() throws {
    let settings = try Fixture.read(
      """
      meetings:
        hours:
          { title: Hours, when: Thursday 14:00 UTC, invite: ana,
            agenda: { carry over: yes, standing: [Announcements, Open pull requests] } }
      """, alone: false
    ).get()
    let agenda = settings.community.series[SeriesID("hours")]?.agenda
    #expect(agenda?.carriesOver == true)
    #expect(agenda?.standing == ["Announcements", "Open pull requests"])
  }
}
