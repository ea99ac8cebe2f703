import Cadence
import Meetings
import Testing

/// How people want to hear of meetings, and what reaches them all the same.
@Suite struct PreferencesTests {
  private func community(
    _ series: Series..., ben: Preferences, ana: Preferences = Preferences()
  ) throws -> Community {
    var community = try Fixture.community()
    for one in series { community.series[one.id] = one }
    community.people[PersonID("ben")]?.preferences = ben
    community.people[PersonID("ana")]?.preferences = ana
    community.channels.insert(ChannelID("phone"))
    return community
  }

  private func confirmed(_ ben: Preferences) throws -> Play {
    var play = try Play(
      try community(try Fixture.officeHours(), ben: ben), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-27T15:00:00Z")
    try play.submit(
      .addItem(to: "office-hours/2026-12-03", by: PersonID("cai"), text: "x", isPrivate: false))
    return play
  }

  private func kinds(_ play: Play, to person: String, of id: String? = nil) -> [String] {
    play.notices.filter {
      $0.recipient.person?.name == person && (id == nil || $0.subject.description == id)
    }.map(\.kind.rawValue)
  }

  @Test func whoeverMutesRemindersHearsOfEverythingElse() throws {
    var play = try confirmed(Preferences(reminders: .none))
    try play.pass(until: "2026-12-03T13:50:00Z")
    try play.submit(.cancel("office-hours/2026-12-03", because: "ill"))
    #expect(kinds(play, to: "ben") == ["invitation", "cancellation"])
    #expect(kinds(play, to: "cai") == ["invitation", "reminder", "reminder", "cancellation"])
  }

  @Test func mutedByTheLinkAndTakenBack() throws {
    var play = try confirmed(Preferences())
    try play.submit(.mute(PersonID("ben"), true))
    try play.pass(until: "2026-12-03T14:00:00Z")
    #expect(!kinds(play, to: "ben").contains("reminder"))
    try play.submit(.mute(PersonID("ben"), false))
    try play.submit(
      .addItem(to: "office-hours/2026-12-10", by: PersonID("cai"), text: "x", isPrivate: false))
    try play.pass(until: "2026-12-10T14:00:00Z")
    #expect(kinds(play, to: "ben").count { $0 == "reminder" } == 2)
    #expect(throws: Refusal.self) {
      try play.book.propose(.mute(PersonID("eve"), true), at: play.now)
    }
  }

  /// A digest stands in for reminders, so the same link ends it and brings it back.
  @Test func whoeverIsMutedGetsNoDigest() throws {
    let digest = Digest(time: Fixture.time(8))
    var play = try Play(
      try community(try Fixture.daily(), ben: Preferences(reminders: .digest(digest))),
      at: "2026-11-30T00:00:00Z")
    func digests() -> Int { play.notices.count { $0.kind == .digest } }
    try play.pass(until: "2026-12-01T00:00:00Z")
    let before = digests()
    #expect(before > 0)
    try play.submit(.mute(PersonID("ben"), true))
    try play.pass(until: "2026-12-04T00:00:00Z")
    #expect(digests() == before)
    try play.submit(.mute(PersonID("ben"), false))
    try play.pass(until: "2026-12-05T00:00:00Z")
    #expect(digests() == before + 1)
  }

  @Test func quietHoursDelayRemindersAndNeverCancellations() throws {
    // 14:00 UTC is 19:30 in Kolkata; the reminder at 13:45 falls into quiet hours.
    let quiet = DayHours(from: Fixture.time(19), until: Fixture.time(7))
    var play = try confirmed(Preferences(quiet: quiet))
    try play.pass(until: "2026-12-03T13:50:00Z")
    let reminders = play.notices.filter {
      $0.kind == .reminder && $0.recipient.person?.name == "ben"
    }
    // 18:00 UTC, at confirmation, is 23:30 there: it waits until 7:00. The other one is past then.
    #expect(
      reminders.map(\.notBefore.description) == ["2026-12-03T01:30:00Z", "2026-12-04T01:30:00Z"])
    #expect(reminders.map { $0.notBefore <= $0.notAfter } == [true, false])
    try play.submit(.cancel("office-hours/2026-12-03", because: "ill"))
    let cancellation = play.notices.last { $0.recipient.person?.name == "ben" }
    #expect(cancellation?.kind == .cancellation && cancellation?.notBefore == play.now)
  }

  @Test(
    arguments: [
      (22, 7, "2026-12-03T21:59:59Z", nil), (22, 7, "2026-12-03T22:00:00Z", "2026-12-04T07:00:00Z"),
      (22, 7, "2026-12-04T06:59:59Z", "2026-12-04T07:00:00Z"), (22, 7, "2026-12-04T07:00:00Z", nil),
      (9, 17, "2026-12-04T12:00:00Z", "2026-12-04T17:00:00Z"), (9, 17, "2026-12-04T08:00:00Z", nil),
    ] as [(Int, Int, String, String?)])
  func quietHoursMaySpanMidnight(from: Int, until: Int, at: String, end: String?) {
    let quiet = DayHours(from: Fixture.time(from), until: Fixture.time(until))
    #expect(quiet.end(at: Fixture.instant(at), in: .utc)?.description == end)
  }

  @Test func nudgesGoToAPersonsOwnChannelAndCalendarsGoByMail() throws {
    var play = try confirmed(Preferences(channel: ChannelID("phone")))
    try play.pass(until: "2026-12-03T13:50:00Z")
    let routes = play.notices.filter { $0.recipient.person?.name == "ben" }
      .map { "\($0.kind.rawValue) by \($0.recipient.channelName)" }
    #expect(routes == ["invitation by mail", "reminder by phone", "reminder by phone"])
  }

  @Test func aDigestListsWhatIsAheadUntilTheNextOne() throws {
    let digest = Digest(time: Fixture.time(8))
    var play = try Play(
      try community(
        try Fixture.officeHours(), try Fixture.daily(), ben: Preferences(reminders: .digest(digest))
      ),
      at: "2026-11-30T00:00:00Z")
    try play.submit(
      .addItem(to: "office-hours/2026-12-03", by: PersonID("cai"), text: "x", isPrivate: false))
    try play.pass(until: "2026-12-03T12:00:00Z")
    let digests = play.notices.filter { $0.kind == .digest }
    // 8:00 in Kolkata is 02:30 UTC; the office hours of Thursday are in Thursday's alone.
    #expect(
      digests.map(\.notBefore.description) == [
        "2026-11-30T02:30:00Z", "2026-12-01T02:30:00Z", "2026-12-02T02:30:00Z",
        "2026-12-03T02:30:00Z",
      ])
    #expect(
      digests.map { $0.facts.digest?.meetings.map(\.title) ?? [] } == [
        ["Daily"], ["Daily"], ["Daily"], ["Daily", "Office Hours"],
      ])
    #expect(digests.allSatisfy { $0.recipient.person?.name == "ben" })
    #expect(!kinds(play, to: "ben").contains("reminder"))
    #expect(kinds(play, to: "cai").contains("reminder"))
  }

  @Test func aWeeklyDigestIsOneAWeekAndAnEmptyOneIsNone() throws {
    let digest = Digest(weekday: .monday, time: Fixture.time(8))
    var play = try Play(
      try community(
        try Fixture.officeHours(), ben: Preferences(reminders: .digest(digest))),
      at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-12-15T00:00:00Z")
    let digests = play.notices.filter { $0.kind == .digest }
    // The first office hours are in the week of 30 November; on the 23rd there is nothing to list.
    #expect(
      digests.map(\.notBefore.description) == [
        "2026-11-30T02:30:00Z", "2026-12-07T02:30:00Z", "2026-12-14T02:30:00Z",
      ])
    #expect(digests.first?.facts.digest?.meetings.first?.cutoff != nil, "its agenda is still open")
  }

  @Test func aDigestLosesWhatWasCancelledBeforeItLeft() throws {
    let digest = Digest(time: Fixture.time(8))
    var play = try Play(
      try community(
        try Fixture.officeHours(), try Fixture.daily(), ben: Preferences(reminders: .digest(digest))
      ),
      at: "2026-11-30T00:00:00Z")
    try play.pass(until: "2026-12-03T03:00:00Z")
    let cancelled = try #require(play.notices.last { $0.kind == .digest })
    // Thursday's meeting was cancelled at its cutoff: Thursday's digest never had it.
    #expect(cancelled.facts.digest?.meetings.map(\.title) == ["Daily"])
    #expect(play.book.current(cancelled, at: play.now) == cancelled)
    try play.submit(.cancel("daily/2026-12-03", because: "ill"))
    #expect(play.book.current(cancelled, at: play.now) == nil)
  }

  @Test func aDigestThatWasSleptThroughComesOnce() throws {
    let digest = Digest(time: Fixture.time(8))
    var play = try Play(
      try community(try Fixture.daily(), ben: Preferences(reminders: .digest(digest))),
      at: "2026-11-30T00:00:00Z")
    try play.sleep(until: "2026-12-03T03:00:00Z")
    let digests = play.notices.filter { $0.kind == .digest }
    #expect(digests.count == 1)
    #expect(
      digests.first?.facts.digest?.meetings.map(\.occurrence.description) == ["daily/2026-12-03"])
  }

  @Test func aReloadSendsNoDigestOfAnHourThatIsPast() throws {
    var play = try Play(
      try community(try Fixture.daily(), ben: Preferences()), at: "2026-11-30T00:00:00Z")
    try play.pass(until: "2026-11-30T06:00:00Z")
    let digest = Digest(time: Fixture.time(8))
    try play.submit(
      .reloaded(
        try community(try Fixture.daily(), ben: Preferences(reminders: .digest(digest)))))
    try play.pass(until: "2026-11-30T23:00:00Z")
    #expect(!play.notices.contains { $0.kind == .digest })
    try play.pass(until: "2026-12-01T03:00:00Z")
    #expect(play.notices.contains { $0.kind == .digest })
  }

  @Test func aMeetingAtTheMinuteOfADigestIsInTheOneBefore() throws {
    // The daily meeting is at 12:00 UTC, which is 17:30 in Kolkata.
    let digest = Digest(time: Fixture.time(17, 30))
    var play = try Play(
      try community(try Fixture.daily(), ben: Preferences(reminders: .digest(digest))),
      at: "2026-11-30T00:00:00Z")
    try play.pass(until: "2026-12-02T12:30:00Z")
    let listed = play.notices.filter { $0.kind == .digest }
      .map { $0.facts.digest?.meetings.map(\.occurrence.description) ?? [] }
    #expect(listed == [["daily/2026-12-01"], ["daily/2026-12-02"], ["daily/2026-12-03"]])
  }

  @Test func aDigestOfQuietHoursIsDueAtTheirEndAndSaysWhatIsAheadThen() throws {
    let wish = Preferences(
      reminders: .digest(Digest(time: Fixture.time(6))),
      quiet: DayHours(from: Fixture.time(22), until: Fixture.time(7)))
    var play = try Play(
      try community(try Fixture.daily(), ben: wish), at: "2026-11-30T00:00:00Z")
    try play.pass(until: "2026-12-01T12:00:00Z")
    #expect(
      play.notices.filter { $0.kind == .digest }.map(\.notBefore.description)
        == ["2026-11-30T01:30:00Z", "2026-12-01T01:30:00Z"])
  }

  @Test func whoWasInvitedAtTheOpeningIsInTheDigestAlthoughTheTermIsOver() throws {
    let digest = Digest(time: Fixture.time(8))
    var hours = try Fixture.officeHours()
    hours.invite = [.group("mentees")]
    var pair = try Fixture.oneOnOne(lastDay: "2027-06-22")
    pair.mentorship?.retrospective = nil
    var play = try Play(
      try community(hours, pair, ben: Preferences(reminders: .digest(digest))),
      at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-19T00:00:00Z")
    try play.submit(
      .addItem(to: "office-hours/2027-06-24", by: PersonID("ben"), text: "x", isPrivate: false))
    try play.pass(until: "2027-06-24T03:00:00Z")
    let last = try #require(play.notices.last { $0.kind == .digest })
    #expect(last.facts.digest?.meetings.map(\.title) == ["Office Hours"])
    #expect(play.book.current(last, at: play.now) == last)
  }
}
