import Cadence
import Meetings
import Testing

/// What a program announces: the service itself says it, once, at its moment.
@Suite struct PostTests {
  private static let id = TaskID(series: SeriesID("summer"), key: "applications")

  /// On 1 June 2027, 09:00 UTC, to two channels.
  private static func word(
    at due: String = "2027-06-01T09:00:00Z", until: String? = nil, saying text: String = "Apply"
  ) -> TaskPlan {
    TaskPlan(
      id: id, text: text, link: "https://example.org/apply", owners: [],
      due: .at(Fixture.instant(due)),
      post: TaskPlan.Post(
        channels: [ChannelID("team"), ChannelID("announce")],
        codeOfConduct: "https://example.org/conduct", until: until.map(Fixture.instant)))
  }

  private static func community(_ plan: TaskPlan?) throws -> Community {
    var community = try Fixture.community()
    community.channels.insert(ChannelID("team"))
    community.programs["summer"] = Program(
      title: "Summer of Code", firstDay: Fixture.date("2027-07-01"))
    community.tasks = plan.map { [$0.id: $0] } ?? [:]
    return community
  }

  private static func play(
    _ plan: TaskPlan, at now: String = "2027-05-20T00:00:00Z"
  ) throws -> Play { try Play(community(plan), at: now) }

  private func told(_ play: Play) -> [String] {
    play.notices.map { "\($0.facts.decidedAt) \($0.kind.rawValue) to \($0.recipient.name)" }
  }

  private func state(_ play: Play) -> TaskState { play.book.state(of: Self.id, at: play.now) }

  private func causes(_ play: Play) -> [String] {
    play.journal.map { "\($0.from) → \($0.to): \($0.cause)" }
  }

  private static let both = [
    "2027-06-01T09:00:00Z announcement to announce", "2027-06-01T09:00:00Z announcement to team",
  ]

  @Test func itIsPostedOnceToEachChannelAndThenDone() throws {
    var play = try Self.play(Self.word())
    try play.pass(until: "2027-06-01T08:59:59Z")
    #expect(told(play).isEmpty && state(play) == .planned)
    try play.pass(until: "2027-09-01T00:00:00Z")
    #expect(told(play) == Self.both && state(play) == .done)
    #expect(
      causes(play) == ["new → planned: planned", "planned → done: posted to announce, team"])
    #expect(play.book.owners(of: Self.id, at: play.now).isEmpty)
    let notice = try #require(play.notices.first)
    #expect(notice.notAfter == Fixture.instant("2027-06-08T09:00:00Z"))
    #expect(notice.facts.announcement?.program?.title == "Summer of Code")
    #expect(Set(play.notices.map(\.identity)).count == 2)
  }

  @Test(arguments: [
    ("2027-06-08T09:00:00Z", nil, true), ("2027-06-08T09:00:01Z", nil, false),
    ("2027-06-03T00:00:00Z", "2027-06-02T23:59:00Z", false),
    ("2027-06-02T12:00:00Z", "2027-06-02T23:59:00Z", true),
  ])
  func whatWasSleptThroughIsPostedWithinAWeekAndInTime(
    _ end: String, _ until: String?, _ isPosted: Bool
  ) throws {
    var play = try Self.play(Self.word(until: until))
    try play.sleep(until: end)
    #expect(play.notices.count == (isPosted ? 2 : 0))
    #expect(state(play) == (isPosted ? .done : .overdue))
    try play.pass(until: "2027-09-01T00:00:00Z")
    #expect(play.notices.count == (isPosted ? 2 : 0))
  }

  @Test func whatIsWrittenTooLateIsNotPostedUntilItsDateIsToCome() throws {
    var play = try Self.play(Self.word(), at: "2027-06-01T09:00:01Z")
    #expect(told(play).isEmpty && state(play) == .overdue)
    // Still past, and other words; now, and after a restart.
    let past = try Self.community(Self.word(at: "2027-06-01T08:00:00Z", saying: "Apply now"))
    try play.submit(.reloaded(past))
    try play.sleep(until: "2027-06-01T12:00:00Z")
    #expect(told(play).isEmpty && state(play) == .overdue)
    let later = try Self.community(Self.word(at: "2027-06-04T09:00:00Z"))
    var restarted = play
    try play.submit(.reloaded(later))
    try restarted.sleep(until: "2027-06-01T13:00:00Z", editing: later)
    for var play in [play, restarted] {
      #expect(state(play) == .planned)
      try play.pass(until: "2027-07-01T00:00:00Z")
      #expect(
        told(play) == [
          "2027-06-04T09:00:00Z announcement to announce",
          "2027-06-04T09:00:00Z announcement to team",
        ])
      // Other words are no reason to say it again, and another date that is to come is one.
      let words = try Self.community(Self.word(at: "2027-06-04T09:00:00Z", saying: "Apply now"))
      try play.submit(.reloaded(words))
      #expect(state(play) == .done)
      try play.submit(.reloaded(Self.community(Self.word(at: "2027-07-04T09:00:00Z"))))
      #expect(play.notices.count == 2 && state(play) == .planned)
      try play.pass(until: "2027-08-01T00:00:00Z")
      #expect(play.notices.count == 4 && state(play) == .done)
      #expect(Set(play.notices.map(\.identity)).count == 4)
    }
  }

  @Test func whatIsMovedIntoThePastIsNotPosted() throws {
    var play = try Self.play(Self.word())
    try play.submit(.reloaded(Self.community(Self.word(at: "2027-05-19T09:00:00Z"))))
    #expect(told(play).isEmpty && state(play) == .overdue)
    var now = try Self.play(Self.word())
    try now.submit(.reloaded(Self.community(Self.word(at: "2027-05-20T00:00:00Z"))))
    #expect(now.notices.count == 2 && state(now) == .done)
  }

  @Test(arguments: [TaskRecord.Settlement.Sort.done, .dropped])
  func whatSomebodySettledIsNotPostedUnlessItIsTakenBack(
    _ sort: TaskRecord.Settlement.Sort
  ) throws {
    var play = try Self.play(Self.word())
    try play.submit(.settleTask("applications", as: sort, by: nil))
    // A later date is no reason to post what somebody dropped.
    try play.submit(.reloaded(Self.community(Self.word(at: "2027-06-02T09:00:00Z"))))
    try play.pass(until: "2027-06-30T00:00:00Z")
    #expect(told(play).isEmpty)
    let answer = try play.submit(.settleTask("applications", as: nil, by: nil)).answer
    #expect(answer == "summer/applications is posted now")
    #expect(play.notices.map(\.notAfter) == Array(repeating: play.now + .days(7), count: 2))
    #expect(state(play) == .done)
  }

  @Test func postedAgainItIsAnotherNotice() throws {
    var play = try Self.play(Self.word())
    try play.pass(until: "2027-06-02T00:00:00Z")
    try play.submit(.settleTask("applications", as: nil, by: nil))
    #expect(Set(play.notices.map(\.identity)).count == 4)
    #expect(
      causes(play).suffix(2) == [
        "done → overdue: owed after all", "overdue → done: posted to announce, team",
      ])
    #expect(throws: Refusal.self) {
      try play.submit(.settleTask("applications", as: .dropped, by: PersonID("ana")))
    }
  }

  /// While it waits for its channel.
  @Test func itLeavesAsItIsThen() throws {
    var play = try Self.play(Self.word())
    try play.pass(until: "2027-06-01T10:00:00Z")
    let notice = try #require(play.notices.first)
    func now() -> Notice? { play.book.current(notice, at: play.now) }
    #expect(now() == notice)
    try play.submit(.reloaded(Self.community(Self.word(saying: "Apply now"))))
    #expect(now()?.facts.title == "Apply now")
    #expect(now()?.identity == notice.identity && now()?.facts.decidedAt == notice.facts.decidedAt)
    var elsewhere = Self.word()
    elsewhere.post?.channels = [ChannelID("team")]
    try play.submit(.reloaded(Self.community(elsewhere)))
    #expect(now() == nil)
    try play.submit(.reloaded(Self.community(Self.word())))
    #expect(now() == notice)
    // Put off, or held no longer, it is not said; posted anew, the later one says it.
    for other in [Self.word(at: "2027-06-20T09:00:00Z"), Self.word(until: "2027-06-01T09:30:00Z")] {
      var play = play
      try play.submit(.reloaded(Self.community(other)))
      #expect(play.book.current(notice, at: play.now) == nil)
    }
    try play.submit(.settleTask("applications", as: nil, by: nil))
    #expect(now() == nil)
    let anew = try #require(play.notices.last)
    #expect(play.book.current(anew, at: play.now) != nil)
    try play.submit(.settleTask("applications", as: .dropped, by: nil))
    #expect(now() == nil)
    try play.submit(.reloaded(Self.community(nil)))
    #expect(now() == nil)
  }

  @Test func whatCameTooLateIsPostedIfSomebodySaysSoAndItHolds() throws {
    var play = try Self.play(Self.word(until: "2027-07-01T00:00:00Z"))
    try play.sleep(until: "2027-06-10T00:00:00Z")
    #expect(told(play).isEmpty && state(play) == .overdue)
    #expect(causes(play).last == "planned → overdue: too late to be posted")
    try play.submit(.settleTask("applications", as: nil, by: nil))
    #expect(play.notices.count == 2 && state(play) == .done)
    try play.pass(until: "2027-07-02T00:00:00Z")
    #expect(throws: Refusal.self) {
      try play.submit(.settleTask("applications", as: nil, by: nil))
    }
  }

  @Test func coordinatorsHearOfAChannelThatDoesNotTakeIt() throws {
    var word = Self.word()
    word.watchers = [.person(PersonID("cai"))]
    var play = try Self.play(word)
    try play.pass(until: "2027-06-02T00:00:00Z")
    let before = play.notices.count
    let channel = Recipient.channel(ChannelID("announce"))
    try play.submit(
      .troubles([
        Trouble(recipient: channel, address: nil, subject: .task(word.id), why: "HTTP 410")
      ]))
    let notes = play.notices[before...]
    #expect(notes.map(\.kind) == [.hostNote] && notes.first?.recipient == .person(PersonID("cai")))
    #expect(
      notes.first?.facts.note
        == .unreachable(who: "the channel announce", address: nil, why: "HTTP 410"))
    #expect(causes(play).last == "done → done: channel announce cannot be reached: HTTP 410")
    #expect(notes.first.map { play.book.current($0, at: play.now) } == .some(notes.first))
  }
}
