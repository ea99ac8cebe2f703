import Cadence
import Engine
import Foundation
import Meetings
import Store
import Testing

/// A state that is older than the world: docs/decisions/0061.
@Suite struct Restoring {
  private static let meetings = Workbench.officeHours.replacing(
    "    notify: [mail, announce]",
    with: """
        talk:
          title: Talk
          when: Friday 10:00 UTC
          starting: 2026-12-04
          hosts: ana
          invite: ben
          remind: [2 days before, 1 hour before]
      """)

  private func sent(_ bench: Workbench) -> [String] {
    bench.notices.map { "\($0.subject) \($0.kind.rawValue) to \($0.recipient.name)" }
  }

  /// At every seventh hour of a fortnight a backup, half a day later the loss.
  @Test(arguments: Array(stride(from: Int64(0), to: 14 * 24, by: 7)))
  func nothingIsToldTwiceAndWhatComesNextIs(_ hours: Int64) throws {
    try Workbench.with(from: "2026-11-24T09:30:00Z", Self.meetings) { bench in
      try bench.pass(until: "\(bench.clock.now + .hours(hours))")
      let file = try bench.backup()
      let taken = bench.clock.now
      try bench.pass(until: "\(taken + .hours(12))")
      let before = Set(bench.notices.map(\.identity))

      try bench.restored(from: file) { later in
        try later.settle()
        // Those who host a meeting ahead that people know of, and nobody else.
        #expect(later.notices.allSatisfy { $0.facts.note?.isOfARestore == true })
        #expect(later.notices.allSatisfy { $0.recipient.name == "ana" })
        let known = later.engine.book.occurrences.values.filter {
          $0.start > later.clock.now && ($0.state.isAnnounced || $0.state.isCancelled)
        }
        #expect(later.notices.count == known.count)

        try later.pass(until: "\(taken + .days(15))")
        let after = later.notices.map(\.identity)
        #expect(before.isDisjoint(with: after), "\(sent(later))")
        #expect(Set(after).count == after.count)
        // Meetings that open from now on are told of.
        #expect(sent(later).contains { $0.contains("talk/") && $0.contains("invitation to ben") })
        #expect(try later.engine.store.outbox().allSatisfy { $0.state.isFinal })
      }
    }
  }

  @Test func whatWaitedInTheBackupIsHeldOverAndItsReadersCountAsTold() throws {
    try Workbench.with(from: "2026-11-27T09:30:00Z", Self.meetings) { bench in
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      try bench.pass(until: "\(bench.clock.now + .hours(8))")
      try bench.restored(from: try bench.backup()) { later in
        let rows = try later.engine.store.outbox().filter { $0.notice.kind == .invitation }
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0.state == .superseded })
        #expect(rows.allSatisfy { $0.receipt?.contains("held over a restore") == true })
        // They may have been told, so they hear that it is off.
        try later.engine.submit(.cancel("hours", because: "ill"))
        try later.settle()
        #expect(sent(later).contains("hours/2026-12-03 cancellation to ben"))
        // Whatever their calendar was sent meanwhile, this outranks it.
        let cancellation = later.notices.last { $0.kind == .cancellation }
        #expect((cancellation?.facts.calendar?.sequence ?? 0) > 100)
      }
    }
  }

  @Test func aCutoffBetweenBackupAndRestoreCancelsNothing() throws {
    try Workbench.with(from: "2026-12-02T12:00:00Z", Self.meetings) { bench in
      try bench.pass(until: "\(bench.clock.now + .hours(1))")
      let file = try bench.backup()
      // Ben's item is in no backup.
      try bench.add("pairing")
      try bench.pass(until: "\(bench.clock.now + .hours(10))")
      try bench.restored(from: file) { later in
        try later.settle()
        #expect(later.state == "confirmed")
        try later.pass(until: "2026-12-03T14:00:00Z")
        #expect(sent(later).contains("hours/2026-12-03 reminder to ben"), "\(sent(later))")
      }
    }
  }
}

extension Note {
  fileprivate var isOfARestore: Bool { if case .restored = self { true } else { false } }
}
