import Cadence
import Foundation
import Meetings
import Store
import Testing

/// What is long over goes, and nothing that anybody is told by.
extension StoreTests {
  /// A meeting that is over, with a notice that was delivered.
  private func past(
    _ date: String, as state: State, in store: Store, delivered: Bool = true
  ) throws -> OccurrenceID {
    var one = try occurrence(date)
    one.state = state
    let invitation = notice(.invitation, of: one)
    try store.commit(turn(one, [invitation]))
    if delivered {
      _ = try store.claim(invitation.identity)
      try store.record(invitation.identity, .delivered("250"), at: now)
    }
    return one.id
  }

  @Test func ofEachSeriesTheLatestStaysAndWhatWaits() throws {
    let store = try Store(directory: directory)
    let old = try past("2027-01-10", as: .held, in: store)
    let waiting = try past("2027-01-11", as: .cancelled(.emptyAgenda), in: store, delivered: false)
    let held = try past("2027-01-12", as: .held, in: store)
    let off = try past("2027-01-13", as: .cancelled(.emptyAgenda), in: store)
    let last = try past("2027-01-14", as: .cancelled(.emptyAgenda), in: store)
    // Not yet.
    let early = try store.removeOld(before: now - .days(400), atMost: 10)
    #expect(early.removed.meetings == 0 && !early.isMore)

    let limit = now + .days(400)
    let first = try store.removeOld(before: limit, atMost: 1)
    #expect(first.removed.meetings == 1 && first.removed.notices == 1 && first.isMore)
    let rest = try store.removeOld(before: limit, atMost: 10)
    #expect(rest.removed.meetings == 1 && !rest.isMore)
    for gone in [old, off] { #expect(try store.occurrence(gone) == nil) }
    for kept in [waiting, held, last] { #expect(try store.occurrence(kept) != nil) }
    #expect(try store.outbox().count == 3)
    #expect(try store.outbox().contains { $0.state == .pending })
    #expect(try store.journal(of: .meeting(old)).isEmpty)
  }
}
