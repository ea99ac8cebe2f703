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
      .away(because: "Ana is away"),
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
}
