import Cadence
import Meetings
import Store
import Testing

/// Meetings that do not take place.
extension StoreTests {
  @Test func whyAMeetingIsOffIsKept() throws {
    let store = try Store(directory: directory)
    let reasons: [Cancellation] = [
      .emptyAgenda, .calledOff(because: "ill"), .dateGone(because: "Skipped: holiday."),
      .away(because: "Ana is away"), .noHost(because: "nobody has said that they can host"),
    ]
    var written: [Occurrence] = []
    for (day, reason) in reasons.enumerated() {
      var one = try occurrence("2027-01-2\(day)")
      one.state = .cancelled(reason)
      one.standsAnyway = day == 0
      try store.commit(turn(one))
      written.append(one)
    }
    #expect(try store.liveOccurrences(at: now) == written)
  }

  @Test func whoHostsIsKeptAndForgotten() throws {
    let store = try Store(directory: directory)
    var row = try occurrence()
    row.hosting.stage = .looked
    row.hosting.asked = [PersonID("ana"), PersonID("dee")]
    row.hosting.appointed = [PersonID("dee")]
    row.hosting.postponedDecision = now
    try store.commit(turn(row))
    #expect(try store.occurrence(row.id) == row)
    var later = row
    later.revision += 1
    later.hosting.appointed = [PersonID("ana")]
    later.hosting.postponedDecision = nil
    later.hosting.stage = .decided
    var next = Turn(at: now)
    next.occurrences = [Turn.Change(before: row, after: later, nextAt: nil)]
    try store.commit(next)
    #expect(try store.occurrence(row.id) == later)
  }
}
