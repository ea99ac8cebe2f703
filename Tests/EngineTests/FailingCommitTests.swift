import Cadence
import Engine
import Foundation
import Meetings
import Store
import Testing

/// What cannot be committed is not done, and what was done is not forgotten: decision 0002.
@Suite struct FailingCommit {
  private func bench(_ body: (Workbench) throws -> Void) throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { try body($0) }
  }

  @Test func aTurnThatCannotBeCommittedDecidesNothing() throws {
    try bench { bench in
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.fail(.turn)
      for _ in 1...3 {
        #expect(throws: StoreError.self) { try bench.engine.beat() }
        #expect(bench.state == "planned")
        #expect(try bench.engine.claim().isEmpty)
        #expect(try bench.engine.nextWake.map { $0 <= bench.clock.now } == true, "still due")
      }
      try bench.fail(nil)
      try bench.settle()
      #expect(bench.decided == ["planned → open: opened"])
      #expect(bench.delivered == ["invitation to ana", "invitation to ben"])
    }
  }

  /// An earlier turn of the same beat gave it an item before its own turn failed.
  @Test func whatIsStillDueIsInTheWheelOnce() throws {
    let others = (1...7).map {
      "  a\($0): { title: A, when: once on 2026-12-03 14:00 UTC, hosts: ana, opens: 1 day before }"
    }
    let head = try #require(Workbench.officeHours.components(separatedBy: "meetings:").first)
    let yaml =
      head + "meetings:\n" + others.joined(separator: "\n") + "\n"
      + "  hours: { title: H, when: weekdays 14:00 UTC, hosts: ana, invite: ben, agenda: { "
      + "opens: 2 days before, cutoff: 1 day before, if empty: cancel, at least: 2 items, "
      + "carry over: yes } }"
    try Workbench.with(from: "2026-12-01T14:00:00Z", yaml) { bench in
      try bench.settle()
      try bench.add("pair review")
      try bench.pass(until: "2026-12-02T13:59:59Z")
      bench.clock.advance(to: try #require(Instant("2026-12-02T14:00:00Z")))
      let next = try #require(OccurrenceID("hours/2026-12-04"))
      try bench.fail(.opening)
      #expect(throws: StoreError.self) { try bench.engine.beat() }
      #expect(bench.state == "cancelled")
      #expect(bench.engine.book.occurrences[next]?.items.count == 1)
      #expect(bench.engine.deadlines[next] == bench.clock.now)
      try bench.fail(nil)
      try bench.settle()
      #expect(bench.engine.book.occurrences[next]?.state == .open)
      #expect(bench.engine.deadlines[next].map { $0 > bench.clock.now } == true)
    }
  }

  /// Much that falls due at once is committed some meetings at a time.
  @Test func whatWasCommittedBeforeTheTroubleIsNotDecidedAgain() throws {
    let meetings = (1...20).map { number in
      "  m\(number < 10 ? "0" : "")\(number): { title: M, when: once on 2026-12-03 14:00 UTC, "
        + "hosts: ana, opens: 1 day before, remind: no }"
    }
    let head = try #require(Workbench.officeHours.components(separatedBy: "meetings:").first)
    let yaml = head + "meetings:\n" + meetings.joined(separator: "\n")
    try Workbench.with(from: "2026-12-01T13:00:00Z", yaml) { bench in
      bench.clock.advance(to: try #require(Instant("2026-12-02T14:00:00Z")))
      try bench.fail(.turnOfLast)
      for _ in 1...3 {
        #expect(throws: StoreError.self) { try bench.engine.beat() }
        #expect(try bench.engine.nextWake.map { $0 <= bench.clock.now } == true, "still due")
        let names = bench.engine.book.occurrences.values.map(\.state.name)
        #expect(names.filter { $0 == "planned" }.count == 4, "the last turn's, of eight each")
        #expect(try bench.outbox().count == 16)
      }
      try bench.fail(nil)
      try bench.settle()
      #expect(try bench.outbox() == Array(repeating: "invitation to ana: delivered", count: 20))
    }
  }

  @Test func aRequestThatCannotBeCommittedIsNotGranted() throws {
    try bench { bench in
      try bench.fail(.turn)
      #expect(throws: StoreError.self) { try bench.add("pair review") }
      try bench.fail(nil)
      let first = try #require(OccurrenceID(Workbench.first))
      #expect(bench.engine.book.occurrences[first]?.items.isEmpty == true)
      try bench.add("pair review")
      try bench.pass(until: "2026-12-02T18:00:00Z")
      #expect(bench.decided.last == "open → confirmed: cutoff: 1 on the agenda")
    }
  }

  @Test func nothingLeavesWhoseClaimCannotBeCommitted() throws {
    try bench { bench in
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.engine.beat()
      try bench.fail(.claim)
      for _ in 1...3 {
        #expect(throws: StoreError.self) { try bench.engine.claim() }
        #expect(
          try bench.outbox() == ["invitation to ana: pending", "invitation to ben: pending"])
      }
      #expect(bench.tried.isEmpty)
      try bench.fail(nil)
      try bench.settle()
      #expect(bench.delivered == ["invitation to ana", "invitation to ben"])
      #expect(try bench.engine.store.outbox().map(\.attempts) == [1, 1])
    }
  }

  /// A channel's notice is claimed when the next claim fails: it is handed out, not lost.
  @Test func whatIsClaimedLeavesAlthoughTheNextClaimFails() throws {
    try bench { bench in
      try bench.pass(until: "2026-12-01T13:59:59Z")
      bench.clock.advance(to: try #require(Instant("2026-12-01T14:00:00Z")))
      try bench.engine.beat()
      try bench.fail(.claimOfMail)
      let parcels = try bench.engine.claim()
      #expect(parcels.map(\.destination) == ["announce"])
      #expect(throws: StoreError.self) { try bench.engine.claim() }
      for parcel in parcels { try bench.engine.record(parcel, .accepted("204")) }
      try bench.fail(nil)
      try bench.settle()
      #expect(bench.delivered.suffix(2) == ["call to announce", "call to ben"])
    }
  }

  /// Opens the meeting; the first answer cannot be written down.
  private func unrecorded(_ bench: Workbench) throws -> Parcel {
    bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
    try bench.engine.beat()
    let parcel = try #require(try bench.engine.claim().first)
    try bench.fail(.record)
    #expect(throws: StoreError.self) { try bench.engine.record(parcel, .accepted("250")) }
    return parcel
  }

  @Test func anAnswerIsRecordedBeforeAnythingElseLeaves() throws {
    // One more than there are connections.
    let five = Workbench.officeHours.replacing(
      "  ben: {",
      with: ["cai", "dee", "eve"].map { "  \($0): { email: \($0)@example.org }\n" }.joined()
        + "  ben: {"
    ).replacing("invite: ben", with: "invite: [ben, cai, dee, eve]")
    try Workbench.with(from: "2026-11-27T13:00:00Z", five) { bench in
      _ = try unrecorded(bench)
      func states() throws -> [String: Int] {
        try bench.outbox().reduce(into: [:]) { counts, row in
          counts[row.split(separator: " ").last.map(String.init) ?? "", default: 0] += 1
        }
      }
      for _ in 1...3 {
        #expect(throws: StoreError.self) { try bench.engine.claim() }
        #expect(try states() == ["sending": 4, "pending": 1])
      }
      // It is recorded first: also where the next claim fails.
      try bench.fail(.claim)
      #expect(throws: StoreError.self) { try bench.engine.claim() }
      #expect(try states() == ["delivered": 1, "sending": 3, "pending": 1])
      try bench.fail(nil)
      #expect(try bench.engine.claim().count == 1)
    }
  }

  /// Memory is gone before the answer could be written: it is repeated, and can be told as a
  /// repeat.
  @Test func anAnswerThatDiesWithTheProcessIsRepeatedWithItsIdentity() throws {
    try bench { bench in
      let parcel = try unrecorded(bench)
      try bench.fail(nil)
      try bench.restarted { next in
        #expect(
          try next.outbox() == ["invitation to ana: unknown", "invitation to ben: unknown"])
        let again = try #require(try next.engine.claim().first)
        #expect(again.identity == parcel.identity)
        #expect(again.messageID == parcel.messageID)
        #expect(again.attempt == 2)
      }
    }
  }

  /// A row that has no bytes is claimed before that is known: it does not stay `sending`.
  @Test func whatCannotBeWrittenIsSetAsideAlsoIfThatFailsAtFirst() throws {
    try bench { bench in
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.engine.beat()
      try bench.spoil(address: "ana@example.org")
      try bench.fail(.record)
      #expect(throws: StoreError.self) { try bench.engine.claim() }
      try bench.fail(nil)
      try bench.settle()
      #expect(
        try bench.outbox() == ["invitation to ana: quarantined", "invitation to ben: delivered"])
      #expect(bench.troubles.count == 1, "\(bench.troubles)")
    }
  }
}
