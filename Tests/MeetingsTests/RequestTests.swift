import Cadence
import Meetings
import Testing

/// A meeting that one of a pair asks the other side for: what it takes to ask, and what becomes of
/// it.
@Suite struct RequestTests {
  private static let series = "summer.ben"
  private static let ana = PersonID("ana")
  private static let ben = PersonID("ben")

  /// Tuesdays 16:00 in Warsaw, 8 to 29 June 2027.
  private func play(
    at now: String = "2027-06-14T08:00:00Z", change: (inout Series) throws -> Void = { _ in }
  ) throws -> Play {
    try Play(community(change), at: now)
  }

  private func community(
    _ change: (inout Series) throws -> Void = { _ in }
  ) throws -> Community {
    var series = try Fixture.oneOnOne()
    try change(&series)
    return try Fixture.community(series)
  }

  /// - Returns: the request's name, of which the other side has heard.
  @discardableResult
  private func ask(
    _ play: inout Play, at time: String = "2027-06-17T09:00", by asker: PersonID = ben
  ) throws -> String {
    try play.submit(.ask(for: Self.series, at: local(time), by: asker, about: "the storage"))
    try play.pass(until: "\(play.now + .seconds(1))")
    return "\(Self.series)/ask-\(time.replacing(":", with: ""))"
  }

  private func state(_ play: Play, _ name: String) -> TaskState? {
    TaskID(name).map { play.book.state(of: $0, at: play.now) }
  }

  /// "kind to reader", with what is said of a request.
  private func told(_ play: Play, since index: Int = 0) -> [String] {
    play.notices[index...].filter { $0.subject.series.name == Self.series }.map { notice in
      let request = notice.facts.tasks?.first?.request
      let outcome = request.map { " \($0.outcome.map { "\($0)" } ?? "open")" } ?? ""
      return "\(notice.kind.rawValue) to \(notice.recipient.name)\(outcome)"
    }
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    #expect(throws: Refusal.self, performing: body)?.description
  }

  // MARK: Asking

  @Test func theOtherSideIsAsked() throws {
    var play = try play()
    let before = play.notices.count
    let name = try ask(&play)
    #expect(told(play, since: before) == ["task to ana open"])
    let facts = try #require(play.notices.last?.facts.tasks?.first)
    #expect(facts.text == "Ben asks to meet: the storage")
    #expect(facts.due?.instant == Fixture.instant("2027-06-17T06:00:00Z"))
    #expect(facts.request?.start.instant == Fixture.instant("2027-06-17T07:00:00Z"))
    #expect(state(play, name) == .open)
    // And the mentee where the mentor asks.
    try ask(&play, at: "2027-06-18T09:00", by: Self.ana)
    #expect(told(play, since: before).last == "task to ben open")
    // Nothing takes place yet.
    #expect(play.book.upcoming(at: play.now, within: .days(4)).map(\.id.day) == ["2027-06-15"])
  }

  @Test func whatCannotBeAskedForIsSaid() throws {
    var play = try play { $0.skips = [Fixture.date("2027-06-16"): "Corpus Christi"] }
    try play.submit(.move("summer.ben/2027-06-15", to: local("2027-06-14T18:00"), because: "ill"))
    try play.submit(.cancel("summer.ben/2027-06-22", because: "ill"))
    func asks(
      _ name: String = Self.series, at text: String = "2027-06-17T09:00", by: String = "ben",
      about: String = "x"
    ) throws -> String? {
      let time = try local(text)
      return refusal {
        try play.submit(.ask(for: name, at: time, by: PersonID(by), about: about))
      }
    }
    try #expect(
      asks("winter.ben") == "there is no series winter.ben. name a 1:1 as PROGRAM.MENTORSHIP: "
        + "`convened next` lists them")
    try #expect(asks(by: "eve") == "eve is nobody in `people:`. use a key of `people:`")
    try #expect(
      asks(by: "cai") == "cai does not belong to summer.ben. it is for ana or ben to ask")
    try #expect(
      asks(about: " \u{200b}")
        == "it says nothing of what it is about. say that in a few words: it is on the agenda")
    try #expect(
      asks(at: "2027-06-13T09:00") == "2027-06-13T09:00 Europe/Warsaw is not in the future. "
        + "give a later time, in the meeting's zone")
    try #expect(
      asks(at: "2027-06-14T11:59") == "2027-06-14T11:59 Europe/Warsaw is less than 2 hours ahead, "
        + "and nobody may answer so soon. ask for a later time")
    try #expect(
      asks(at: "2029-07-01T09:00")
        == "2029-07-01T07:00:00Z is more than two years ahead. name a nearer date")
    try #expect(
      asks(at: "2027-07-01T09:00") == "2027-07-01 is no day of the mentorship. "
        + "ask for one from 2027-06-08 to 2027-06-30")
    try #expect(
      asks(at: "2027-06-16T09:00")
        == "2027-06-16 is skipped: Corpus Christi. ask for another day")
    // Beside a meeting there is room, in its time there is none.
    for time in ["2027-06-14T17:31", "2027-06-14T18:00", "2027-06-14T18:29"] {
      try #expect(
        asks(at: time) == "summer.ben/2027-06-15 is at that time. ask for another time")
    }
    // Where a meeting was moved away, or cancelled, it may come back.
    for time in ["2027-06-15T16:00", "2027-06-22T16:00"] {
      try #expect(
        asks(at: time) == "summer.ben has that date already. "
          + "look at `convened next`, or ask for another time")
    }
    #expect(play.book.requests.isEmpty)
    for time in ["2027-06-14T17:30", "2027-06-14T18:30"] { try ask(&play, at: time) }
  }

  private func local(_ text: String) throws -> CivilDateTime {
    try #require(CivilDateTime(text))
  }

  @Test func onlyAPairAsks() throws {
    var play = try Play(Fixture.community(Fixture.officeHours()), at: "2026-12-01T08:00:00Z")
    let time = try local("2026-12-04T09:00")
    #expect(
      refusal {
        try play.submit(.ask(for: "office-hours", at: time, by: Self.ana, about: "x"))
      } == "office-hours is no 1:1 of a mentorship. put its date under `when:` instead")
  }

  @Test func aTimeThatTheClockSkipsIsNone() throws {
    let days = Fixture.date("2027-03-01")...Fixture.date("2027-06-30")
    var play = try play(at: "2027-03-20T08:00:00Z") {
      $0.mentorship?.term = days
      $0.recurrence = .weekly(
        [.tuesday], at: Fixture.time(16), in: try Fixture.zone("Europe/Warsaw")
      )
      .limited(to: days)
    }
    #expect(
      refusal { try ask(&play, at: "2027-03-28T02:30") }
        == "2027-03-28T02:30 Europe/Warsaw does not happen: the clock is put forward over it. "
        + "ask for another time")
  }

  @Test func aTimeIsAskedForOnceAndFiveWait() throws {
    var play = try play()
    let name = try ask(&play)
    for asker in [Self.ben, Self.ana] {
      #expect(
        refusal { try ask(&play, by: asker) }
          == "that time was asked for already: `convened show \(name)` says what came of it. "
          + "ask for another time, or `convened reinstate` the meeting if it was cancelled")
    }
    for hour in 10...13 { try ask(&play, at: "2027-06-17T\(hour):00") }
    #expect(
      refusal { try ask(&play, at: "2027-06-17T14:00", by: Self.ana) }
        == "5 requests of this pair wait for an answer. "
        + "wait for one, or `convened task drop` one of them")
    try play.submit(.settleTask(name, as: .dropped, by: nil))
    try ask(&play, at: "2027-06-17T14:00", by: Self.ana)
  }

  // MARK: It suits

  @Test func itSuitsAndBothAreInvitedAtOnce() throws {
    var play = try play()
    let name = try ask(&play)
    let before = play.notices.count
    let answer = try play.submit(.settleTask(name, as: .done, by: Self.ana)).answer
    #expect(answer == "\(name): open → done; summer.ben/2027-06-17 takes place")
    #expect(told(play, since: before) == ["invitation to ana", "invitation to ben"])
    #expect(play.notices.last?.facts.calendar?.method == .request)
    #expect(play.notices.last?.facts.agenda?.items.map(\.text) == ["the storage"])
    #expect(play.state("summer.ben/2027-06-17") == "confirmed")
    let first = play.journal.first { $0.subject.description == "summer.ben/2027-06-17" }
    #expect(first?.cause == "asked for by Ben")
    // It is one of the dates of the series, for whoever looks.
    let coming = play.book.upcoming(at: play.now, within: .days(9)).map(\.id.day)
    #expect(coming == ["2027-06-15", "2027-06-17", "2027-06-22"])
    #expect(play.book.addedDates(of: SeriesID(Self.series)) == [Fixture.date("2027-06-17")])
    let shown = play.book.schedule(
      for: .person(Self.ben), in: play.now..<(play.now + .days(4)))
    #expect(shown.map(\.id.day) == ["2027-06-15", "2027-06-17"])
    try play.pass(until: "2027-06-18T00:00:00Z")
    #expect(play.state("summer.ben/2027-06-17") == "held")
    #expect(
      play.told(since: before, of: "summer.ben/2027-06-17") == [
        "invitation to ana", "invitation to ben", "reminder to ana", "reminder to ben",
        "reminder to announce",
      ])
    #expect(play.book.met[SeriesID(Self.series)] == Fixture.instant("2027-06-17T07:30:00Z"))
  }

  @Test(arguments: [Tally.Quorum(1, .items), Tally.Quorum(3, .items)])
  func noAgendaDecidesWhetherItTakesPlace(_ quorum: Tally.Quorum) throws {
    let rule = AgendaRule(
      opens: try Lead(parsing: "6 days before"), call: try Lead(parsing: "2 days before"),
      cutoff: try Lead(parsing: "1 day before at 18:00"), quorum: quorum)
    var play = try play { $0.agenda = rule }
    let name = try ask(&play)
    try play.submit(.settleTask(name, as: .done, by: Self.ana))
    #expect(play.state("summer.ben/2027-06-17") == "confirmed")
    let row = try #require(
      OccurrenceID("summer.ben/2027-06-17").flatMap { play.book.occurrences[$0] })
    let item = try #require(row.items.first)
    #expect(item.author == Self.ben && item.text == "the storage")
    // Not even where what it was about is withdrawn.
    try play.submit(.dropItem(id: item.id, from: "summer.ben/2027-06-17"))
    try play.pass(until: "2027-06-18T00:00:00Z")
    #expect(play.state("summer.ben/2027-06-17") == "held")
    #expect(play.state("summer.ben/2027-06-15") == "cancelled")
  }

  @Test func itLivesOnLikeAnyOther() throws {
    var play = try play()
    let name = try ask(&play)
    try play.submit(.settleTask(name, as: .done, by: Self.ana))
    let id = "summer.ben/2027-06-17"
    try play.submit(.move(id, to: local("2027-06-18T09:00"), because: "the train is late"))
    // Over a restart and a reload.
    try play.sleep(until: "2027-06-14T09:00:00Z", editing: community())
    try play.submit(.reloaded(community { $0.title = "1:1" }))
    #expect(play.state(id) == "confirmed")
    #expect(told(play).filter { $0.hasPrefix("cancellation") }.isEmpty)
    try play.submit(.cancel(id, because: "ill"))
    #expect(play.state(id) == "cancelled")
    // Whoever agreed cannot undo that by the list of tasks.
    #expect(
      refusal { try play.submit(.settleTask(name, as: nil, by: nil)) }
        == "\(name) was agreed to. `convened cancel \(id) --because …` calls the meeting off")
  }

  /// A date that was asked for is an extra one: the retrospective stays where it was announced.
  @Test func itIsNeverTheLastMeeting() throws {
    var play = try play(at: "2027-06-23T08:00:00Z")
    let before = play.notices.count
    let name = try ask(&play, at: "2027-06-30T09:00")
    try play.submit(.settleTask(name, as: .done, by: Self.ana))
    #expect(!told(play, since: before).contains { $0.hasPrefix("retrospective") })
    let last = play.book.upcoming(at: play.now, within: .days(20)).filter(\.isLastMeeting)
    #expect(last.map(\.id.day) == ["2027-06-29"])
    // Nor when that is over, or it is moved or called off itself.
    try play.pass(until: "2027-06-29T16:00:00Z")
    try play.submit(
      .move(
        "summer.ben/2027-06-30", to: local("2027-06-30T11:00"), because: "the train is late"))
    try play.submit(.cancel("summer.ben/2027-06-30", because: "ill"))
    #expect(
      !told(play, since: before).contains {
        $0.hasPrefix("retrospective") || $0.hasPrefix("host-note")
      })
  }

  @Test func whoSaysThatItSuitsIsBelieved() throws {
    var community = try community()
    community.people[Self.ana]?.away = Fixture.off("2027-06-16 .. 2027-06-18")
    var play = try Play(community, at: "2027-06-14T08:00:00Z")
    let name = try ask(&play)
    try play.submit(.settleTask(name, as: .done, by: Self.ana))
    try play.submit(.reloaded(community))
    try play.pass(until: "2027-06-18T00:00:00Z")
    #expect(play.state("summer.ben/2027-06-17") == "held")
  }

  // MARK: It does not

  @Test func whatIsDeclinedIsToldOnce() throws {
    var play = try play()
    let name = try ask(&play)
    let before = play.notices.count
    try play.submit(.settleTask(name, as: .dropped, by: Self.ana))
    #expect(told(play, since: before) == ["task to ben declined(by: Optional(\"Ana\"))"])
    let notice = try #require(play.notices.last)
    #expect(play.book.current(notice, at: play.now) == notice, "it leaves as it was decided")
    try play.pass(until: "2027-06-18T00:00:00Z")
    #expect(told(play, since: before).filter { $0.hasPrefix("task") }.count == 1)
    #expect(play.state("summer.ben/2027-06-17") == "gone")
    #expect(
      refusal { try play.submit(.settleTask(name, as: .done, by: Self.ana)) }
        == "\(name) was declined, or nobody answered in time. ask for another time")
  }

  @Test func whatNobodyAnswersEndsAnHourBefore() throws {
    var play = try play()
    let name = try ask(&play)
    let before = play.notices.count
    try play.pass(until: "2027-06-17T05:59:59Z")
    #expect(told(play, since: before).filter { $0.hasPrefix("task") } == ["task to ana open"])
    #expect(state(play, name) == .open)
    try play.pass(until: "2027-06-20T00:00:00Z")
    #expect(
      told(play, since: before).filter { $0.hasPrefix("task") } == [
        "task to ana open", "task to ben unanswered",
      ])
    #expect(state(play, name) == .dropped)
    let entry = try #require(play.journal.last { $0.subject.description == name })
    #expect(entry.cause == "nobody has said that it suits")
    #expect(entry.dueAt == Fixture.instant("2027-06-17T06:00:00Z"))
    #expect(
      refusal { try play.submit(.settleTask(name, as: nil, by: nil)) }
        == "it is too late for \(name). ask for another time")
  }

  @Test func whoHasJustHeardOfItIsNotReminded() throws {
    var play = try play(at: "2027-06-15T18:30:00Z")
    // A day before it ends is half a day ahead, and half an hour less.
    for time in ["2027-06-17T09:30", "2027-06-17T09:00"] { try ask(&play, at: time) }
    try play.pass(until: "2027-06-17T00:00:00Z")
    let stages = play.notices.flatMap { $0.facts.tasks ?? [] }.map { "\($0.id.key) \($0.stage)" }
    #expect(
      stages == [
        "ask-2027-06-17T0930 opened", "ask-2027-06-17T0900 opened", "ask-2027-06-17T0930 ahead",
      ])
  }

  @Test(arguments: [
    ("2027-06-17T06:30:00Z", true), ("2027-06-18T06:59:59Z", true),
    ("2027-06-18T07:00:00Z", false),
  ])
  func anOutageIsMadeUpForAsLongAsItHelps(_ end: String, _ isTold: Bool) throws {
    var play = try play()
    let name = try ask(&play)
    let before = play.notices.count
    try play.sleep(until: end, editing: community())
    let answers = told(play, since: before).filter { $0.hasPrefix("task") }
    #expect(answers == (isTold ? ["task to ben unanswered"] : []))
    #expect(state(play, name) == .dropped)
  }

  @Test func whatIsAskedForAgainIsNotCalledOff() throws {
    var play = try play()
    let name = try ask(&play)
    try play.submit(.settleTask(name, as: .dropped, by: nil))
    let notice = try #require(play.notices.last)
    #expect(notice.facts.tasks?.first?.request?.outcome == .declined(by: nil))
    try play.submit(.settleTask(name, as: nil, by: nil))
    #expect(play.book.current(notice, at: play.now) == nil, "it waited, and says nothing now")
    try play.submit(.settleTask(name, as: .done, by: Self.ana))
    #expect(play.state("summer.ben/2027-06-17") == "confirmed")
  }

  // MARK: Edits

  @Test func aTermThatEndsSoonerTakesItAlong() throws {
    var play = try play()
    let open = try ask(&play, at: "2027-06-24T09:00")
    let agreed = try ask(&play, at: "2027-06-25T09:00")
    try play.submit(.settleTask(agreed, as: .done, by: Self.ana))
    let before = play.notices.count
    let days = Fixture.date("2027-06-08")...Fixture.date("2027-06-20")
    let shorter = try community {
      $0.mentorship?.term = days
      $0.mentorship?.lastDay = days.upperBound
      $0.recurrence = $0.recurrence.limited(to: days)
    }
    try play.submit(.reloaded(shorter))
    #expect(play.state("summer.ben/2027-06-25") == "cancelled")
    #expect(
      play.told(since: before, of: "summer.ben/2027-06-25") == [
        "cancellation to ana", "cancellation to ben", "cancellation to announce",
      ])
    // An open request goes quietly, and comes back with its day.
    try play.pass(until: "2027-06-20T00:00:00Z")
    #expect(!told(play, since: before).contains { $0.hasPrefix("task") })
    #expect(
      refusal { try play.submit(.settleTask(open, as: .done, by: Self.ana)) }
        == "there is no task \(open). `convened task list` shows them")
    try play.submit(.reloaded(community()))
    #expect(play.state("summer.ben/2027-06-25") == "confirmed")
    try play.submit(.settleTask(open, as: .done, by: Self.ana))
    #expect(play.state("summer.ben/2027-06-24") == "confirmed")
  }

  @Test func whoeverIsMentorInsteadIsAsked() throws {
    var play = try play()
    let name = try ask(&play)
    let before = play.notices.count
    try play.submit(
      .reloaded(
        community {
          $0.mentorship?.mentors = [PersonID("dee")]
          $0.hosts = [.person(PersonID("dee"))]
        }))
    #expect(told(play, since: before) == ["task to dee open"])
    // Where whoever asked is gone, nobody is asked any more.
    try play.submit(.reloaded(community { $0.mentorship?.mentees = [PersonID("cai")] }))
    #expect(
      refusal { try play.submit(.settleTask(name, as: .done, by: nil)) }
        == "there is no task \(name). `convened task list` shows them")
  }
}
