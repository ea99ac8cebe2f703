import Cadence
import Meetings
import Store
import Testing

/// What people look at while the daemon goes on.
extension StoreTests {
  /// Newest first, a page at a time, with neither gap nor repetition.
  @Test func aListOfNoticesIsReadInPages() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    let notices = (0..<25).map { notice(.reminder, "\($0)", of: row) }
    try store.commit(turn(row, notices))
    for (index, notice) in notices.enumerated() where index % 2 == 0 {
      _ = try store.claim(notice.identity)
      try store.record(
        notice.identity, index % 4 == 0 ? .refused("550") : .delivered("250"), at: now)
    }
    var seen: [Identity] = []
    var mark: Int64?
    repeat {
      let lines = try store.outboxLines(in: [.pending, .refused], before: mark, limit: 4)
      seen += lines.map(\.identity)
      mark = lines.count == 4 ? lines.last?.seq : nil
    } while mark != nil
    let wanted = notices.enumerated().filter { $0.offset % 4 != 2 }.map(\.element.identity)
    #expect(seen == wanted.reversed())
    let refused = try #require(try store.outboxLines(in: [.refused], limit: 1).first)
    #expect(refused.receipt == "550" && refused.settledAt == now && refused.attempts == 1)
    #expect(try store.outboxLines(in: [], limit: 1).isEmpty)
    #expect(
      try store.outboxLines(of: .meeting(row.id), limit: 3).map(\.identity)
        == notices.prefix(3).map(\.identity))
    #expect(try store.waitingCounts() == ["mail": 12])
  }

  @Test func whatIsSetAsideCountsWhileItIsOfUse() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    let notice = notice(.reminder, of: row, until: .hours(1))
    try store.commit(turn(row, [notice]))
    _ = try store.claim(notice.identity)
    try store.record(notice.identity, .quarantined("no reader"), at: now)
    #expect(try store.setAsideCount(at: now + .hours(1)) == 1)
    #expect(try store.setAsideCount(at: now + .hours(2)) == 0)
  }

  @Test func anOutlineSaysWhereARowStood() throws {
    let store = try Store(directory: directory)
    var (later, first) = (try occurrence("2027-01-28"), try occurrence())
    first.state = .cancelled(.calledOff(because: "ill"))
    later.retrospectiveAnnounced = later.start
    for row in [later, first] { try store.commit(turn(row)) }
    let all = try store.outlines(startingIn: first.start..<(later.start + .seconds(1)))
    #expect(all.map(\.id) == [first.id, later.id])
    #expect(all.map(\.state) == [.cancelled(.calledOff(because: "ill")), .planned])
    #expect(all.map(\.isLastMeeting) == [false, true])
    #expect(try store.outlines(startingIn: first.start..<later.start).map(\.id) == [first.id])
  }

  /// One mailbox is about itself; several are about the relay, until it takes something.
  @Test func severalRefusedMailboxesAndNothingTakenIsAboutTheRelay() throws {
    let store = try Store(directory: directory)
    let row = try occurrence()
    func send(_ person: String, _ settlement: Settlement, after seconds: Int64) throws {
      let notice = notice(.reminder, to: person, at: "\(person)@example.org", of: row)
      try store.commit(turn(row, before: row, [notice]))
      _ = try store.claim(notice.identity)
      try store.record(notice.identity, settlement, at: now + .seconds(seconds))
    }
    try store.commit(turn(row))
    try send("eve", .delivered("250"), after: 0)
    try send("ana", .refused("550"), after: 1)
    #expect(try !store.isEveryoneRefused())
    try send("ben", .refused("550"), after: 2)
    #expect(try store.isEveryoneRefused())
    try send("cid", .delivered("250"), after: 3)
    #expect(try !store.isEveryoneRefused())
  }

  @Test(arguments: [
    Cancellation.emptyAgenda, .shortAgenda(Tally(1, of: Tally.Quorum(2, .presenters))),
    .shortAgenda(Tally(0, of: Tally.Quorum(1, .presenters))),
    .dateGone(because: "1 of 2 items"), .calledOff(because: ""),
  ])
  func whyAMeetingIsOffComesBack(_ cancellation: Cancellation) throws {
    var row = try occurrence()
    row.state = .cancelled(cancellation)
    let store = try Store(directory: directory)
    try store.commit(turn(row))
    #expect(try store.occurrence(row.id)?.state == .cancelled(cancellation))
  }
}
