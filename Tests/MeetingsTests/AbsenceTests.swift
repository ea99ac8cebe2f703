import Cadence
import Meetings
import Testing

/// Who is away is not nagged, and what nobody can hold does not take place.
@Suite struct AbsenceTests {
  private func community(_ series: Series..., away: [String: [String]]) throws -> Community {
    var community = try Fixture.community()
    for one in series { community.series[one.id] = one }
    for (id, days) in away {
      community.people[PersonID(id)]?.away = Fixture.off(days)
    }
    return community
  }

  private func hosted(by hosts: String...) throws -> Series {
    var series = try Fixture.officeHours()
    series.hosts = hosts.map { .person(PersonID($0)) }
    return series
  }

  private static let first = "office-hours/2026-12-03"

  private func reasons(_ play: Play) -> [String] {
    play.journal.filter { $0.to == "cancelled" }.map { "\($0.subject.description): \($0.cause)" }
  }

  private func isInvited(_ play: Play, _ id: String) -> Bool {
    play.told(of: id).contains { $0.hasPrefix("invitation") }
  }

  // MARK: Days off

  /// As if each were looked at in the order in which they are written.
  @Test func aDayIsOffForTheFirstThatHasIt() {
    var random = Dice(seed: 55)
    let first = Fixture.date("2026-12-01")
    for _ in 0..<300 {
      let written = (0..<random.next(12)).map { number in
        let begin = first.adding(days: random.next(40))
        return Absence(days: begin...begin.adding(days: random.next(9)), reason: "\(number)")
      }
      let off = DaysOff(written)
      for date in (-1..<60).map({ first.adding(days: $0) }) {
        #expect(
          off.absence(on: date)?.reason == written.first { $0.days.contains(date) }?.reason)
        let next = written.map { max(date, $0.days.lowerBound) }
          .filter { day in written.contains { $0.days.contains(day) } }.min()
        #expect(off.absence(from: date).map { max(date, $0.days.lowerBound) } == next)
      }
      #expect(zip(off, off.dropFirst()).allSatisfy { $0.days.upperBound < $1.days.lowerBound })
    }
  }

  @Test func ownWordsComeBeforeCalendars() throws {
    var ana = try #require(community(away: ["ana": ["2026-12-24"]]).people[PersonID("ana")])
    let days = Fixture.date("2026-12-23")...Fixture.date("2026-12-25")
    ana.holidays = [DaysOff([]), DaysOff([Absence(days: days, reason: "Christmas")])]
    let found = (22...26).map { ana.absence(at: Fixture.instant("2026-12-\($0)T12:00:00Z")) }
    #expect(
      found.map { $0.map { $0.reason ?? "own" } } == [nil, "Christmas", "own", "Christmas", nil])
    #expect(ana.absence(from: Fixture.date("2026-12-24"))?.reason == "Christmas")
  }

  // MARK: Meetings

  @Test func itIsDecidedAtTheOpeningAndEverybodyHearsOfItThen() throws {
    let away = ["ana": ["2026-12-02 .. 2026-12-10"]]
    var play = try Play(
      community(try Fixture.officeHours(), away: away), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-27T13:59:59Z")
    #expect(play.notices.isEmpty && play.state(Self.first) == "planned")
    #expect(play.book.upcoming(at: play.now, within: .days(14)).first?.absence == "Ana is away")
    try play.pass(until: "2026-12-03T20:00:00Z")
    #expect(
      play.told(of: Self.first) == [
        "cancellation to ana", "cancellation to ben", "cancellation to cai",
        "cancellation to announce",
      ])
    let told = play.notices.filter { $0.subject.description == Self.first }
    #expect(told.allSatisfy { $0.facts.reason == "Ana is away" && $0.facts.calendar == nil })
    #expect(told.first?.facts.next?.local.date == Fixture.date("2026-12-17"))
    #expect(reasons(play) == ["\(Self.first): Ana is away"])
  }

  /// Whoever moves a meeting there by hand knows who is away, also before anybody is invited.
  @Test func whatIsMovedIntoAnAbsenceBeforeItOpensStands() throws {
    var play = try Play(
      community(try Fixture.officeHours(), away: ["ana": ["2026-12-04"]]),
      at: "2026-11-20T00:00:00Z")
    try play.submit(
      .move(
        Self.first, to: CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(14)),
        because: "Ben hosts"))
    try play.pass(until: "2026-11-30T00:00:00Z")
    #expect(play.state(Self.first) == "open" && reasons(play).isEmpty)
  }

  @Test func oneOfSeveralIsEnough() throws {
    var play = try Play(
      community(
        try hosted(by: "ana", "dee"), away: ["ana": ["2026-12-03"], "dee": ["2026-12-10"]]),
      at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-12-05T00:00:00Z")
    #expect(isInvited(play, Self.first) && isInvited(play, "office-hours/2026-12-10"))
    var both = try Play(
      community(
        try hosted(by: "ana", "dee"), away: ["ana": ["2026-12-03"], "dee": ["2026-12-03"]]),
      at: "2026-11-20T00:00:00Z")
    try both.pass(until: "2026-12-01T00:00:00Z")
    #expect(reasons(both) == ["\(Self.first): Ana and Dee are away"])
  }

  /// Those who are invited to it may come or not, and what nobody hosts is everyone's own.
  @Test func nobodyElseIsNeeded() throws {
    let all = ["ben": ["2026-12-01 .. 2026-12-31"], "cai": ["2026-12-01 .. 2026-12-31"]]
    var play = try Play(
      community(try Fixture.officeHours(), away: all), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(play.state(Self.first) == "open")
    var unhosted = try Fixture.officeHours()
    unhosted.hosts = []
    play = try Play(
      community(unhosted, away: all.merging(["ana": ["2026-12-03"]]) { a, _ in a }),
      at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(play.state(Self.first) == "open")
  }

  /// 2:00 UTC on Thursday is Wednesday evening in Los Angeles.
  @Test(arguments: [("2026-12-02", "cancelled"), ("2026-12-03", "open")])
  func daysAreThePersonsOwn(_ day: String, _ state: String) throws {
    var series = try hosted(by: "cai")
    series.recurrence = .weekly([.thursday], at: Fixture.time(2), in: .utc)
    var play = try Play(community(series, away: ["cai": [day]]), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    #expect(play.state(Self.first) == state)
  }

  @Test func eitherSideOfAPairIsNeeded() throws {
    for (who, name) in [("ana", "Ana"), ("ben", "Ben")] {
      var play = try Play(
        community(try Fixture.oneOnOne(), away: [who: ["2027-06-15"]]),
        at: "2027-06-01T00:00:00Z")
      try play.pass(until: "2027-06-23T00:00:00Z")
      #expect(reasons(play) == ["summer.ben/2027-06-15: \(name) is away"])
      #expect(
        play.told(of: "summer.ben/2027-06-15") == [
          "cancellation to ana", "cancellation to ben", "cancellation to announce",
        ])
    }
  }

  // MARK: Edits

  @Test func whatIsWrittenLaterIsToldAtOnceAndTakenBackByItself() throws {
    let series = try Fixture.officeHours()
    var play = try Play(community(series, away: [:]), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    let (away, there) = (
      try community(series, away: ["ana": ["2026-12-03"]]), try community(series, away: [:])
    )
    var before = play.notices.count
    try play.submit(.reloaded(away))
    #expect(reasons(play) == ["\(Self.first): Ana is away"])
    let told = play.notices[before...].filter { $0.recipient.person != nil }
    #expect(told.count == 3 && told.allSatisfy { $0.facts.calendar?.method == .cancel })
    before = play.notices.count
    try play.submit(.reloaded(away))
    try play.sleep(until: "2026-11-28T01:00:00Z", editing: away)
    #expect(play.notices.count == before)
    try play.submit(.reloaded(there))
    #expect(play.state(Self.first) == "open")
    #expect(play.told(since: before).count { $0.hasPrefix("reinstatement") } == 4)
  }

  @Test(arguments: [false, true])
  func whoHeardOfItInPlaceOfAnInvitationHearsThatItIsBack(isStopped: Bool) throws {
    let series = try Fixture.officeHours()
    var play = try Play(
      community(series, away: ["ana": ["2026-12-03"]]), at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    let before = play.notices.count
    let there = try community(series, away: [:])
    if isStopped {
      try play.sleep(until: "2026-11-28T01:00:00Z", editing: there)
    } else {
      try play.submit(.reloaded(there))
    }
    #expect(
      play.told(since: before) == [
        "reinstatement to ana", "reinstatement to ben", "reinstatement to cai",
        "reinstatement to announce",
      ])
    #expect(play.notices[before...].prefix(3).allSatisfy { $0.facts.calendar?.method == .request })
    #expect(play.state(Self.first) == "open")
    // Whatever waited of the cancellation is not sent any more.
    #expect(
      play.superseded.suffix(6).contains {
        $0.kinds.contains(.cancellation) && $0.person == PersonID("ben")
      })
  }

  @Test func whoSaysThatItTakesPlaceIsBelieved() throws {
    let away = try community(try Fixture.officeHours(), away: ["ana": ["2026-12-03"]])
    var play = try Play(away, at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    try play.submit(.reinstate(Self.first, because: "Dee steps in"))
    #expect(play.state(Self.first) == "open")
    try play.submit(.reloaded(away))
    try play.sleep(until: "2026-11-29T00:00:00Z", editing: away)
    #expect(play.state(Self.first) == "open")
    try play.submit(.cancel(Self.first, because: "ill"))
    #expect(play.state(Self.first) == "cancelled")
  }

  @Test func whoMovesItKnowsWhoIsAway() throws {
    let away = try community(try Fixture.officeHours(), away: ["ana": ["2026-12-04"]])
    var play = try Play(away, at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-11-28T00:00:00Z")
    let friday = CivilDateTime(date: Fixture.date("2026-12-04"), time: Fixture.time(14))
    try play.submit(.move(Self.first, to: friday, because: "room"))
    try play.submit(.reloaded(away))
    #expect(play.state(Self.first) == "open")
  }

  // MARK: What is cancelled moves on

  @Test func itemsMoveToTheNextMeetingThatTakesPlace() throws {
    var series = try Fixture.officeHours()
    series.agenda?.carriesOver = true
    let away = ["ana": ["2026-12-03 .. 2026-12-10"]]
    var play = try Play(community(series, away: away), at: "2026-11-20T00:00:00Z")
    try play.submit(
      .addItem(to: Self.first, by: PersonID("ben"), text: "x", isPrivate: false))
    try play.pass(until: "2026-11-28T00:00:00Z")
    let id = try #require(OccurrenceID("office-hours/2026-12-17"))
    #expect(play.book.occurrences[id]?.items.map(\.text) == ["x"])
    // Who names the series means the next one that takes place.
    let added = try play.submit(
      .addItem(to: "office-hours", by: PersonID("cai"), text: "y", isPrivate: false))
    #expect(added.occurrence == id)
  }

  @Test func theRetrospectiveIsAtTheLastMeetingThatTakesPlace() throws {
    var play = try Play(
      community(try Fixture.oneOnOne(), away: ["ana": ["2027-06-29"]]),
      at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-07-10T00:00:00Z")
    let retrospectives = play.notices.filter { $0.kind == .retrospective }
    #expect(Set(retrospectives.map(\.subject.description)) == ["summer.ben/2027-06-22"])
    #expect(!play.notices.contains { $0.kind == .hostNote })
  }

  @Test func hostsAreAskedToMoveALastMeetingThatPeopleKnewOf() throws {
    let series = try Fixture.oneOnOne()
    var play = try Play(community(series, away: [:]), at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-24T00:00:00Z")
    let before = play.notices.count
    try play.submit(.reloaded(community(series, away: ["ben": ["2027-06-29"]])))
    #expect(
      play.told(since: before) == [
        "cancellation to ana", "cancellation to ben", "cancellation to announce",
        "host-note to ana",
      ])
  }

  @Test func whatFellIntoAnAbsenceIsNotMissed() throws {
    var series = try Fixture.oneOnOne(lastDay: "2027-08-31")
    series.mentorship?.coordinators = [.person(PersonID("dee"))]
    series.mentorship?.silence = Period(days: 14)
    var play = try Play(
      community(series, away: ["ana": ["2027-06-14 .. 2027-07-14"]]), at: "2027-05-01T00:00:00Z")
    try play.pass(until: "2027-09-30T00:00:00Z")
    #expect(play.journal.count { $0.cause == "Ana is away" } == 5)
    #expect(!play.notices.contains { $0.kind == .silence })
  }

  // MARK: Nudges

  private func told(_ person: String, _ kind: NoticeKind, _ play: Play) -> [String] {
    play.notices.filter { $0.kind == kind && $0.recipient.person == PersonID(person) }
      .map(\.notBefore.description)
  }

  @Test func whoIsAwayIsNeitherRemindedNorAskedForItems() throws {
    var play = try Play(
      community(
        try Fixture.officeHours(), away: ["ben": ["2026-12-01 .. 2026-12-02"]]),
      at: "2026-11-20T00:00:00Z")
    try play.pass(until: "2026-12-01T20:00:00Z")
    #expect(told("ben", .call, play).isEmpty && told("cai", .call, play).count == 1)
    try play.submit(
      .addItem(to: Self.first, by: PersonID("cai"), text: "x", isPrivate: false))
    try play.pass(until: "2026-12-03T13:00:00Z")
    // 18:00 UTC is 23:30 of 2 December in Kolkata.
    #expect(told("ben", .reminder, play).isEmpty && told("cai", .reminder, play).count == 1)
    try play.pass(until: "2026-12-03T13:50:00Z")
    #expect(told("ben", .reminder, play) == ["2026-12-03T13:45:00Z"])
    #expect(told("ben", .invitation, play).count == 1)
  }

  /// What quiet hours keep back comes when they are over, so that is the day that counts.
  @Test func aNudgeThatWaitsForTheMorningIsOfThatDay() throws {
    for (day, count) in [("2026-12-02", 1), ("2026-12-03", 0)] {
      var community = try community(try Fixture.officeHours(), away: ["ben": [day]])
      community.people[PersonID("ben")]?.preferences.quiet = DayHours(
        from: Fixture.time(22), until: Fixture.time(7))
      var play = try Play(community, at: "2026-11-20T00:00:00Z")
      try play.submit(
        .addItem(to: Self.first, by: PersonID("cai"), text: "x", isPrivate: false))
      try play.pass(until: "2026-12-02T20:00:00Z")
      #expect(told("ben", .reminder, play).count == count, "\(day)")
    }
  }

  @Test func aDigestIsForWhoIsThereAndOfWhatTakesPlace() throws {
    var community = try community(
      try Fixture.daily(), try hosted(by: "dee"),
      away: ["ben": ["2026-12-01"], "dee": ["2026-12-03"]])
    community.people[PersonID("ben")]?.preferences.reminders = .digest(
      Digest(time: Fixture.time(8)))
    var hours = try hosted(by: "dee")
    hours.agenda = nil
    hours.opens = try Lead(parsing: "1 hour before")
    community.series[hours.id] = hours
    var play = try Play(community, at: "2026-11-30T00:00:00Z")
    try play.pass(until: "2026-12-04T00:00:00Z")
    let digests = play.notices.filter { $0.kind == .digest }
    #expect(
      digests.map(\.notBefore.description) == [
        "2026-11-30T02:30:00Z", "2026-12-02T02:30:00Z", "2026-12-03T02:30:00Z",
      ])
    #expect(digests.allSatisfy { $0.facts.digest?.meetings.map(\.title) == ["Daily"] })
  }

  @Test func othersAreAskedWhileTheOwnerOfATaskIsAway() throws {
    var community = try community(
      try Fixture.oneOnOne(), away: ["ben": ["2027-06-13 .. 2027-06-18"]])
    let id = TaskID(series: SeriesID("summer.ben"), key: "report")
    community.tasks[id] = TaskPlan(
      id: id, text: "Write the report", owners: [.person(PersonID("ben"))],
      watchers: [.person(PersonID("ana"))],
      due: .at(Fixture.instant("2027-06-16T12:00:00Z")),
      reminders: [try Lead(parsing: "1 week before"), try Lead(parsing: "1 day before")],
      escalation: [
        .init(after: nil, people: [.person(PersonID("dee"))]),
        .init(after: Period(days: 4), people: [.person(PersonID("cai"))]),
      ])
    var play = try Play(community, at: "2027-06-01T00:00:00Z")
    try play.pass(until: "2027-06-30T00:00:00Z")
    let tasks = play.notices.filter { $0.kind == .task }.map {
      "\($0.facts.decidedAt) to \($0.recipient.name)"
    }
    #expect(
      tasks == [
        "2027-06-09T12:00:00Z to ana", "2027-06-09T12:00:00Z to ben",
        "2027-06-15T12:00:00Z to ana",
        "2027-06-16T12:00:00Z to ana", "2027-06-16T12:00:00Z to dee",
        "2027-06-20T12:00:00Z to ben", "2027-06-20T12:00:00Z to cai",
      ])
  }
}

/// The same numbers everywhere.
private struct Dice {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
}
