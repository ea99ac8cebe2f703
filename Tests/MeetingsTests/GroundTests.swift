import Cadence
import Meetings
import Testing

/// Tasks that belong to a meeting, or to a program itself.
@Suite struct GroundTests {
  private static let meetup = SeriesID("meetup")
  private static let ana = Member.person(PersonID("ana"))
  private static let ben = Member.person(PersonID("ben"))

  /// Two hours on Thursday 24 June 2027 from 18:00 in Warsaw, which is 16:00 UTC.
  private static func meeting() throws -> Series {
    Series(
      id: meetup, title: "Mentees Meetup",
      recurrence: .once(
        on: Fixture.date("2027-06-24"), at: Fixture.time(18),
        in: try Fixture.zone("Europe/Warsaw")),
      duration: .hours(2), hosts: [ana], invite: [ben],
      reminders: [try Lead(parsing: "1 hour before")])
  }

  private static func distance(_ text: String) throws -> RelativeDeadline {
    let deadline = try Deadline(
      text, in: .utc, names: ["meeting"], today: Fixture.date("2027-06-01"), zones: Fixture.zones)
    guard case .relative(let distance) = deadline else { throw Missing() }
    return distance
  }

  private struct Missing: Error {}

  /// Ben's, two weeks before the meeting; ana is asked two days later.
  private static func mc() throws -> TaskPlan {
    TaskPlan(
      id: TaskID(series: meetup, key: "mc"), text: "Choose the MC", owners: [ben],
      due: .lastStart(try distance("2 weeks before the meeting")),
      reminders: [try Lead(parsing: "1 day before")],
      escalation: [TaskPlan.Escalation(after: Period(days: 2), people: [ana])])
  }

  /// Dealt with on the 8th: what a move puts before that does not come by itself.
  private static func dealtWith() throws -> TaskPlan {
    var other = try mc()
    other.id = TaskID(series: meetup, key: "other")
    (other.due, other.reminders) = (.at(Fixture.instant("2027-06-08T00:00:00Z")), [])
    return other
  }

  private static func move(to day: String) -> Input {
    .move(
      "meetup", to: CivilDateTime(date: Fixture.date(day), time: Fixture.time(18)),
      because: "the hall")
  }

  private static func recording() throws -> TaskPlan {
    TaskPlan(
      id: TaskID(series: meetup, key: "recording"), text: "Publish the recording", owners: [ben],
      opens: .lastEnd(try distance("the meeting")),
      due: .lastEnd(try distance("1 week after the meeting")))
  }

  private static func of(_ key: String, after: [String] = []) -> TaskPlan {
    TaskPlan(
      id: TaskID(series: SeriesID("summer"), key: key), text: "Do \(key)", owners: [ben],
      after: after.map { TaskID(series: SeriesID("summer"), key: $0) })
  }

  private static func play(
    _ tasks: [TaskPlan], _ series: Series..., at now: String = "2027-06-01T00:00:00Z"
  ) throws -> Play {
    var community = try Fixture.community()
    for series in series { community.series[series.id] = series }
    community.programs["summer"] = Program(
      title: "Summer of Code", firstDay: Fixture.date("2027-06-08"))
    for task in tasks { community.tasks[task.id] = task }
    return try Play(community, at: now)
  }

  private func told(_ play: Play) -> [String] {
    play.notices.filter { $0.kind == .task }.map { notice in
      let tasks = (notice.facts.tasks ?? []).map { "\($0.id) \($0.role) \($0.stage)" }
      return "\(notice.facts.decidedAt) \(notice.recipient.name): \(tasks.joined(separator: ", "))"
    }
  }

  private func due(_ plan: TaskPlan, _ play: Play) -> String? {
    play.book.times(of: plan.id, at: play.now)?.due.map { "\($0)" }
  }

  @Test func whatIsBeforeAMeetingCountsFromItsStartAndTheRestFromItsEnd() throws {
    let (mc, recording) = (try Self.mc(), try Self.recording())
    var play = try Self.play([mc, recording], Self.meeting())
    #expect(due(mc, play) == "2027-06-10T16:00:00Z")
    #expect(due(recording, play) == "2027-07-01T18:00:00Z")
    try play.pass(until: "2027-06-09T18:00:00Z")
    try play.submit(
      .move(
        "meetup", to: CivilDateTime(date: Fixture.date("2027-07-01"), time: Fixture.time(19)),
        because: "exams"))
    #expect(due(mc, play) == "2027-06-17T17:00:00Z")
    #expect(due(recording, play) == "2027-07-08T19:00:00Z")
    try play.pass(until: "2027-07-04T00:00:00Z")
    #expect(due(recording, play) == "2027-07-08T19:00:00Z")
    #expect(
      told(play) == [
        "2027-06-09T16:00:00Z ben: meetup/mc owes ahead",
        "2027-06-16T17:00:00Z ben: meetup/mc owes ahead",
        "2027-06-17T17:00:00Z ben: meetup/mc owes overdue",
        "2027-06-19T17:00:00Z ana: meetup/mc helps escalated",
        "2027-06-19T17:00:00Z ben: meetup/mc owes escalated",
        "2027-07-01T19:00:00Z ben: meetup/recording owes opened",
      ])
    // Where it was moved to is known for as long as the recording is owed.
    let later = Fixture.instant("2028-07-01T00:00:00Z")
    #expect(play.book.community.kept(at: later) == [Self.meetup])
  }

  @Test func aMeetingThatDoesNotTakePlaceAsksForNothing() throws {
    let mc = try Self.mc()
    var play = try Self.play([mc, Self.recording()], Self.meeting())
    try play.pass(until: "2027-06-09T17:00:00Z")
    let waiting = try #require(play.notices.last { $0.kind == .task })
    try play.submit(.cancel("meetup", because: "nobody has time"))
    #expect(play.book.state(of: mc.id, at: play.now) == .planned)
    #expect(play.book.current(waiting, at: play.now) == nil)
    try play.pass(until: "2027-06-20T00:00:00Z")
    #expect(told(play) == ["2027-06-09T16:00:00Z ben: meetup/mc owes ahead"])
    // It takes place after all: what was due in between is late.
    try play.submit(.reinstate("meetup", because: "they have"))
    try play.pass(until: "2027-06-20T00:00:01Z")
    #expect(
      told(play).dropFirst() == [
        "2027-06-20T00:00:00Z ana: meetup/mc helps escalated",
        "2027-06-20T00:00:00Z ben: meetup/mc owes escalated",
      ])
  }

  @Test func whatAMeetingThatComesSoonerMakesLateIsSaidAtOnce() throws {
    let mc = try Self.mc()
    var play = try Self.play([mc, Self.dealtWith()], Self.meeting())
    try play.pass(until: "2027-06-08T12:00:00Z")
    let before = told(play).count
    try play.submit(Self.move(to: "2027-06-20"))
    #expect(due(mc, play) == "2027-06-06T16:00:00Z")
    #expect(
      told(play).dropFirst(before) == ["2027-06-08T12:00:00Z ben: meetup/mc owes overdue"])
    try play.submit(.bulletins)
    #expect(told(play).count == before + 1)
  }

  @Test func whatOpensBeforeAMeetingThatComesSoonerIsSaidAtOnce() throws {
    var hall = try Self.mc()
    (hall.due, hall.escalation, hall.reminders) = (nil, [], [])
    hall.opens = .lastStart(try Self.distance("2 weeks before the meeting"))
    var play = try Self.play([hall, Self.dealtWith()], Self.meeting())
    try play.pass(until: "2027-06-08T12:00:00Z")
    let before = told(play).count
    try play.submit(Self.move(to: "2027-06-20"))
    try play.pass(until: "2027-06-08T12:00:01Z")
    #expect(
      told(play).dropFirst(before) == ["2027-06-08T12:00:00Z ben: meetup/mc owes opened"])
  }

  /// Its host is away there: it will not take place, and nobody is hurried by where it was.
  @Test func aMeetingThatIsMovedAndThenHasNoHostKeepsItsDates() throws {
    let mc = try Self.mc()
    var play = try Self.play([mc], Self.meeting())
    try play.submit(Self.move(to: "2027-07-15"))
    var community = play.book.community
    community.people[PersonID("ana")]?.away = Fixture.off("2027-07-15")
    try play.submit(.reloaded(community))
    #expect(due(mc, play) == "2027-07-01T16:00:00Z")
  }

  @Test func aProgramOwesOnceAndFromItsFirstDay() throws {
    var play = try Self.play([Self.of("hello"), Self.of("list", after: ["hello"])])
    try play.pass(until: "2027-06-10T12:00:00Z")
    try play.submit(.settleTask("summer/hello", as: .done, by: PersonID("ben")))
    try play.pass(until: "2027-06-10T12:00:02Z")
    // Nine in the morning where the community is.
    #expect(
      told(play) == [
        "2027-06-08T09:00:00Z ben: summer/hello owes opened",
        "2027-06-10T12:00:01Z ben: summer/list owes opened",
      ])
    let facts = try #require(play.notices.first).facts
    #expect(facts.title == "Summer of Code" && facts.tasks?.first?.about == "Summer of Code")
    #expect(facts.series == SeriesID("summer"))
  }

  @Test func whoDoesNotGetMailAboutAProgramIsNamedToTheHostsOfAPair() throws {
    var play = try Self.play([Self.of("hello")], Fixture.oneOnOne())
    try play.pass(until: "2027-06-08T16:00:00Z")
    let task = TaskID(series: SeriesID("summer"), key: "hello")
    try play.submit(
      .troubles([
        Trouble(
          recipient: .person(PersonID("dee")), address: "dee@example.org", subject: .task(task),
          why: "550 unknown")
      ]))
    #expect(play.told(of: "summer.ben/2027-06-08").suffix(1) == ["host-note to ana"])
  }
}
