import Cadence
import Engine
import Meetings
import Messages
import Store
import Testing

/// What leaves first, and how fast.
@Suite struct OrderTests {
  private static let community = Workbench.officeHours.replacing(
    "notify: [mail, announce]",
    with: """
      notify: [mail, announce]
        later:
          title: Later
          when: Thursday 15:00 UTC
          starting: 2026-12-03
          invite: [ana, ben]
          remind: 2 days before
      """)

  @Test func cancellationsLeaveBeforeInvitationsAndRemindersWhenTheRelayIsBack() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z", Self.community) { bench in
      try bench.pass(until: "2026-12-01T13:59:59Z")
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      // The call, the other meeting's invitations, and then a cancellation.
      try bench.pass(until: "2026-12-01T15:00:00Z")
      try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
      var kinds: [NoticeKind] = []
      bench.answer = { parcel in
        if parcel.destination == "mail" { kinds.append(parcel.notice.kind) }
        return .accepted("250")
      }
      try bench.pass(until: "2026-12-01T16:00:00Z")
      #expect(kinds == [.cancellation, .cancellation, .invitation, .invitation])
    }
  }

  @Test func aDestinationIsOfferedNoMoreThanItTakes() throws {
    let people = (1...25).map { "  p\($0): { name: P\($0), email: p\($0)@example.org }" }
    let yaml = Workbench.officeHours
      .replacing("  ben: {", with: people.joined(separator: "\n") + "\n  ben: {")
      .replacing(
        "invite: ben", with: "invite: [\((1...25).map { "p\($0)" }.joined(separator: ", "))]")
    try Workbench.with(from: "2026-11-27T13:00:00Z", yaml) { bench in
      bench.engine.rates = ["mail": Rate(count: 10, per: .minutes(1))]
      try bench.pass(until: "2026-11-27T14:00:00Z")
      #expect(bench.delivered.count == 10)
      try bench.pass(until: "2026-11-27T14:00:59Z")
      #expect(bench.delivered.count == 10)
      try bench.pass(until: "2026-11-27T14:01:00Z")
      #expect(bench.delivered.count == 20)
      try bench.pass(until: "2026-11-27T14:02:00Z")
      #expect(bench.delivered.count == 26)
    }
  }

  @Test func aLostAnswerIsRepeatedInAChatOnlyWhereItMustNotBeMissed() throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z") { bench in
      bench.engine.shapes = [ChannelID("announce"): .slack]
      bench.answer = { parcel in
        parcel.destination == "announce" ? .unknown("no answer came") : .accepted("250")
      }
      try bench.pass(until: "2026-12-02T20:00:00Z")
      #expect(bench.tried.count { $0 == "call to announce" } == 1)
      #expect(bench.tried.count { $0 == "cancellation to announce" } == 2)
      #expect(try bench.outbox().contains("call to announce: delivered"))
    }
  }

  @Test func aDigestLeavesWithoutWhatWasCancelledWhileItWaited() throws {
    let yaml = Self.community.replacing(
      "ben: { name: Ben,", with: "ben: { name: Ben, reminders: daily at 08:00,")
    try Workbench.with(from: "2026-12-02T18:30:00Z", yaml) { bench in
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      try bench.pass(until: "2026-12-03T08:30:00Z")
      try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
      var titles: [[String]] = []
      bench.answer = { parcel in
        if let digest = parcel.notice.facts.digest { titles.append(digest.meetings.map(\.title)) }
        return .accepted("250")
      }
      try bench.pass(until: "2026-12-03T12:00:00Z")
      #expect(titles == [["Later"]])
    }
  }

  private static let digest = community.replacing(
    "ben: { name: Ben,", with: "ben: { name: Ben, reminders: daily at 08:00,")

  @Test func aDigestIsHeadedByTheFirstMeetingThatIsLeft() throws {
    try Workbench.with(from: "2026-12-01T14:00:00Z", Self.digest) { bench in
      try bench.add("x")
      try bench.pass(until: "2026-12-03T07:59:59Z")
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      try bench.pass(until: "2026-12-03T08:30:00Z")
      try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
      var subjects: [String] = []
      bench.answer = { parcel in
        if parcel.notice.kind == .digest { subjects.append(parcel.subject) }
        return .accepted("250")
      }
      try bench.pass(until: "2026-12-03T12:00:00Z")
      #expect(subjects == ["[Thu 3 Dec, 15:00] Later"])
    }
  }

  @Test func aDigestNamesNothingThatHasBegun() throws {
    try Workbench.with(from: "2026-12-02T18:30:00Z", Self.digest) { bench in
      try bench.pass(until: "2026-12-03T07:59:59Z")
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      try bench.pass(until: "2026-12-03T15:00:00Z")
      bench.answer = { parcel in
        #expect(parcel.notice.kind != .digest)
        return .accepted("250")
      }
      try bench.pass(until: "2026-12-03T20:00:00Z")
      #expect(try bench.outbox().contains("digest to ben: superseded"))
    }
  }

  /// A digest over which the process died goes alone; if nothing is left of it, mail goes on.
  @Test func aSuspectThatEndsBeforeItLeavesHoldsUpNobody() throws {
    try Workbench.with(from: "2026-12-02T18:30:00Z", Self.digest) { bench in
      try bench.pass(until: "2026-12-03T07:59:59Z")
      bench.clock.advance(to: try #require(Instant("2026-12-03T08:00:00Z")))
      try bench.engine.beat()
      #expect(try bench.engine.claim().map(\.notice.kind) == [.digest])
      try bench.restarted { bench in
        try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
        try bench.engine.submit(.cancel("later/2026-12-03", because: "ill"))
        try bench.pass(until: "2026-12-03T08:30:00Z")
        #expect(bench.delivered.contains("cancellation to ben"))
        #expect(try bench.outbox().contains("digest to ben: superseded"))
      }
    }
  }

  @Test func whatQuietHoursOverTakeWaitsForTheirEnd() throws {
    let yaml = Self.community.replacing(
      "ben: { name: Ben,", with: "ben: { name: Ben, quiet: 13:50-13:55,")
    try Workbench.with(from: "2026-12-01T14:00:00Z", yaml) { bench in
      try bench.add("x")
      try bench.pass(until: "2026-12-03T13:44:59Z")
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      // Due at 13:45, and the relay is back while he is not to be nudged.
      try bench.pass(until: "2026-12-03T13:51:00Z")
      bench.answer = { _ in .accepted("250") }
      try bench.pass(until: "2026-12-03T13:54:59Z")
      let before = bench.delivered.count { $0 == "reminder to ben" }
      try bench.pass(until: "2026-12-03T13:56:00Z")
      #expect(bench.delivered.count { $0 == "reminder to ben" } == before + 1)
    }
  }
}
