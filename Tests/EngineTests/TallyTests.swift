import Cadence
@testable import Engine
import Meetings
import Store
import Testing

/// What is counted: each thing once, when it is committed.
@Suite struct TallyTests {
  private func step(_ bench: Workbench, _ from: String, _ to: String) -> Int {
    bench.engine.tally.steps[.init(from: from, to: to)] ?? 0
  }

  private func ended(_ bench: Workbench, _ kind: NoticeKind, _ state: OutboxRow.State) throws -> Int
  {
    try bench.engine.store.endings().ended[.init(kind: kind, state: state)] ?? 0
  }

  private func retried(_ bench: Workbench, _ why: Endings.Why) throws -> Int {
    try bench.engine.store.endings().retried.filter { $0.key.why == why }.map(\.value).reduce(0, +)
  }

  @Test func aLifeIsCountedStepByStep() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T18:00:01Z")
      #expect(bench.state == "cancelled")
      #expect(step(bench, "planned", "open") == 1 && step(bench, "open", "cancelled") == 1)
      #expect(step(bench, "new", "planned") == 2, "the next one is known as well")
      #expect(step(bench, "open", "open") == 0, "a call changes no state")
      // The opening, the call, a reminder that waits, the cutoff: the clock jumped to each of them.
      let decisions = bench.engine.tally.decisions
      #expect(decisions.count == 4 && decisions.sum == .zero)
      #expect(try ended(bench, .invitation, .delivered) == 2)
      #expect(try ended(bench, .cancellation, .delivered) == 3)
    }
  }

  @Test func whatIsLateIsCountedByHowMuch() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { bench in
      try bench.pass(until: "2026-11-27T13:59:59Z")
      bench.answer = { _ in .deferred("451", retryAfterSeconds: nil, .recipient) }
      try bench.sleep(until: "2026-11-27T14:00:04Z")
      try bench.settle()
      #expect(bench.engine.tally.decisions.sum == .seconds(4))
      #expect(bench.engine.tally.decisions.percentile(50) == .seconds(5))
      #expect(bench.engine.tally.deliveries.count == 0)
      #expect(try retried(bench, .deferred) == 2)
      bench.answer = { _ in .accepted("250") }
      try bench.pass(until: "2026-11-27T15:00:00Z")
      let deliveries = bench.engine.tally.deliveries
      // Due when they were decided, taken after the first wait of about five seconds.
      #expect(
        deliveries.count == 2 && deliveries.sum >= .seconds(8) && deliveries.sum < .seconds(60))
    }
  }

  /// A commit that fails for a while makes its decision late, and counts once.
  @Test func whatCouldNotBeCommittedIsNotCounted() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { bench in
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.fail(.turn)
      for _ in 1...3 { #expect(throws: StoreError.self) { try bench.engine.beat() } }
      #expect(bench.engine.tally.decisions.count == 0 && step(bench, "planned", "open") == 0)
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:07Z")))
      try bench.fail(nil)
      try bench.engine.beat()
      #expect(bench.engine.tally.decisions.count == 1)
      #expect(
        bench.engine.tally.decisions.sum == .seconds(7), "from the deadline, not from the try")

      let parcel = try #require(try bench.engine.claim().first)
      try bench.fail(.record)
      #expect(throws: StoreError.self) { try bench.engine.record(parcel, .accepted("250")) }
      #expect(try ended(bench, .invitation, .delivered) == 0, "rolled back with the answer")
      #expect(bench.engine.tally.deliveries.count == 0)
      try bench.fail(nil)
      _ = try bench.engine.claim()
      #expect(try ended(bench, .invitation, .delivered) == 1)
      #expect(bench.engine.tally.deliveries.count == 1)
    }
  }

  @Test func itemsAreCountedByTheirWay() throws {
    let yaml = Workbench.officeHours.replacing(
      "if empty: cancel", with: "if empty: cancel\n      from: agenda.md")
    try Workbench.with(from: "2026-11-27T15:00:00Z", yaml) { bench in
      try bench.add("pair review")
      let date = try #require(CivilDate("2026-12-03"))
      let file = FileItem(text: "a", author: nil, isPrivate: false)
      var other = file
      other.text = "b"
      for items in [[file], [file, other], [file, other]] {
        try bench.engine.submit(.agendaFile(name: "agenda.md", [date: items]))
      }
      #expect(bench.engine.tally.items == [.command: 1, .file: 2])
    }
  }

  /// In whatever way a notice ends, it is counted: by what is decided, by its time, by hand.
  @Test func everyEndIsCounted() throws {
    try Workbench.with(from: "2026-11-27T15:00:00Z") { bench in
      try bench.settle()
      try bench.add("pair review")
      try bench.pass(until: "2026-12-02T13:00:00Z")
      bench.answer = { parcel in
        parcel.notice.recipient.name == "ana"
          ? .refused("550") : .deferred("451", retryAfterSeconds: nil, .recipient)
      }
      // A reminder that is owed goes out at the cutoff: refused for one, waiting for the other.
      try bench.pass(until: "2026-12-02T18:00:01Z")
      #expect(try ended(bench, .reminder, .refused) == 1)
      try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
      #expect(try ended(bench, .reminder, .superseded) == 1)
      try bench.pass(until: "2026-12-04T00:00:00Z")
      #expect(try ended(bench, .cancellation, .expired) > 0)
      let rows = try bench.engine.store.outbox()
      let endings = try bench.engine.store.endings().ended
      for state in OutboxRow.State.allCases where state.isFinal {
        #expect(
          endings.filter { $0.key.state == state }.map(\.value).reduce(0, +)
            == rows.count { $0.state == state }, "\(state)")
      }
    }
  }

  @Test func aQueueKnowsItsOldest() throws {
    try Workbench.with(from: "2026-11-27T15:00:00Z") { bench in
      #expect(try bench.engine.store.queues(at: bench.clock.now).count == 1)
      let waiting = try bench.engine.store.queues(at: bench.clock.now)[0]
      #expect(waiting.destination == "mail" && waiting.state == .pending && waiting.count == 2)
      #expect(waiting.oldestDue == Instant("2026-11-27T15:00:00Z"))
      #expect(try bench.engine.store.queues(at: bench.clock.now - .seconds(1))[0].oldestDue == nil)
      try bench.settle()
      #expect(try bench.engine.store.queues(at: bench.clock.now).isEmpty)
    }
  }
}
