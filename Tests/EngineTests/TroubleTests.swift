import Cadence
import Engine
import Meetings
import Messages
import Store
import Testing

/// What fails is never silent: whoever can mend it is told, once, by a way that works.
@Suite struct TroubleTests {
  private static let community = Workbench.officeHours.replacing(
    "  ben: {",
    with: """
        cai: { name: Cai, email: cai@example.org }
        dee: { name: Dee, email: dee@example.org, channel: phone }
        ben: {
      """
  ).replacing("invite: ben", with: "invite: [ben, cai]")
    .replacing("hosts: ana", with: "hosts: [ana, dee]")
    .replacing(
      "channels: { announce:",
      with: "channels: { phone: { webhook: \"https://h.example.org/y\" }, announce:")

  private func open(_ body: (Workbench) throws -> Void) throws {
    try Workbench.with(from: "2026-11-27T13:00:00Z", Self.community, body)
  }

  private static func refuse(_ name: String) -> (Parcel) -> Outcome {
    { $0.notice.recipient.name == name ? .refused("550 no such user") : .accepted("250") }
  }

  private func count(_ what: String, in list: [String]) -> Int { list.count { $0 == what } }

  @Test func aBounceIsToldOnceHoweverManyMailsTheRelayTakes() throws {
    try open { bench in
      let trouble = Trouble(
        recipient: .person(PersonID("ben")), address: "ben@example.org",
        occurrence: try #require(OccurrenceID(Workbench.first)), why: "5.1.1: no such user")
      try bench.pass(until: "2026-11-27T14:00:00Z")
      try bench.engine.noteBounce(trouble, message: Identity(of: "a"))
      try bench.pass(until: "2026-11-27T15:00:00Z")
      #expect(count("host-note to ana", in: bench.delivered) == 1)
      #expect(try bench.engine.store.hasReceived(Identity(of: "a")))
      #expect(try !bench.engine.store.hasReceived(Identity(of: "b")))
      // Everything is accepted; it comes back all the same.
      try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
      try bench.pass(until: "2026-12-02T00:00:00Z")
      #expect(count("cancellation to ben", in: bench.delivered) == 1)
      try bench.engine.noteBounce(trouble, message: Identity(of: "b"))
      try bench.pass(until: "2026-12-02T01:00:00Z")
      #expect(count("host-note to ana", in: bench.delivered) == 1, "no news")
      #expect(try bench.engine.store.troubles().map(\.who) == ["ben@example.org"])
      try bench.engine.store.forgetBounces(of: PersonID("ben"))
      #expect(try bench.engine.store.troubles().isEmpty)
    }
  }

  @Test func whoCannotBeReachedIsToldToTheHostsOnceAndAgainAfterADelivery() throws {
    try open { bench in
      bench.answer = Self.refuse("ben")
      try bench.pass(until: "2026-11-27T14:00:00Z")
      #expect(bench.delivered.contains("host-note to ana"))
      #expect(bench.delivered.contains("host-note to dee"))
      try bench.engine.submit(
        .addItem(to: Workbench.first, by: nil, text: "x", isPrivate: false))
      try bench.pass(until: "2026-12-03T13:50:00Z")
      #expect(count("host-note to ana", in: bench.delivered) == 1, "later refusals are no news")
      #expect(count("reminder to ben", in: bench.tried) == 2, "and he is tried on")
      bench.answer = { _ in .accepted("250") }
      try bench.engine.submit(.cancel(Workbench.first, because: "ill"))
      try bench.settle()
      #expect(try bench.engine.store.troubles().count == 1, "he was told of nothing, so it stands")
    }
  }

  @Test func aTroubleThatNobodyWasToldOfIsToldAfterARestart() throws {
    try open { bench in
      bench.answer = Self.refuse("ben")
      try bench.pass(until: "2026-11-27T13:59:59Z")
      bench.clock.advance(to: try #require(Instant("2026-11-27T14:00:00Z")))
      try bench.engine.beat()
      for parcel in try bench.engine.claim() {
        try bench.engine.record(parcel, bench.answer(parcel))
      }
      // Refused and recorded; the process ends before anybody is told.
      try #require(try !bench.engine.store.untoldTroubles().isEmpty)
      try bench.restarted { bench in
        try bench.settle()
        #expect(bench.delivered.contains("host-note to ana"))
        #expect(try bench.engine.store.untoldTroubles().isEmpty)
      }
    }
  }

  @Test func aHostIsNotToldOfItselfByTheWayThatFails() throws {
    try open { bench in
      bench.answer = Self.refuse("ana")
      try bench.pass(until: "2026-11-27T15:00:00Z")
      #expect(!bench.tried.contains("host-note to ana"))
      #expect(bench.delivered.contains("host-note to dee"))
    }
  }

  @Test func aHookThatIsGoneIsOfferedNothingMoreUntilItIsConfiguredAnew() throws {
    try open { bench in
      bench.answer = { parcel in
        parcel.destination == "announce" ? .gone("HTTP 410: the hook is gone") : .accepted("250")
      }
      try bench.pass(until: "2026-12-02T18:30:00Z")
      // The call was the first that it was offered, the cancellation would be the second.
      #expect(count("call to announce", in: bench.tried) == 1)
      #expect(!bench.tried.contains("cancellation to announce"))
      #expect(try bench.outbox().contains("cancellation to announce: refused"))
      #expect(count("host-note to ana", in: bench.delivered) == 1)
      bench.answer = { _ in .accepted("250") }
      try bench.engine.submit(.reloaded(bench.community))
      try bench.engine.submit(.reinstate(Workbench.first, because: "well"))
      try bench.settle()
      #expect(bench.delivered.contains("reinstatement to announce"))
    }
  }

  @Test func aLoginThatIsRefusedIsAnAlarmAtOnceAndTriedEveryQuarterOfAnHour() throws {
    try open { bench in
      bench.answer = { _ in .deferred("535 no", retryAfterSeconds: nil, .login) }
      try bench.pass(until: "2026-11-27T14:00:00Z")
      let tried = bench.tried.count
      #expect(bench.troubles.contains { $0.hasPrefix("mail has not been taken since") })
      let fault = try #require(bench.engine.faults.first?.fault)
      #expect(bench.engine.needsSomebody(fault))
      try bench.pass(until: "2026-11-27T14:14:59Z")
      #expect(bench.tried.count == tried)
      try bench.pass(until: "2026-11-27T14:15:00Z")
      #expect(bench.tried.count == tried + 1)
      #expect(count(bench.troubles.first ?? "", in: bench.troubles) == 1)
    }
  }

  @Test func aCancellationThatMailKeepsBackReachesTheHostByTheirOwnChannel() throws {
    try open { bench in
      try bench.pass(until: "2026-12-02T17:59:59Z")
      bench.answer = { parcel in
        parcel.destination == "mail"
          ? .deferred("down", retryAfterSeconds: nil, .destination) : .accepted("200")
      }
      try bench.pass(until: "2026-12-02T18:14:59Z")
      #expect(bench.state == "cancelled")
      #expect(!bench.tried.contains("host-note to dee"))
      try bench.pass(until: "2026-12-02T18:15:00Z")
      #expect(count("host-note to dee", in: bench.delivered) == 1)
      #expect(!bench.tried.contains("host-note to ana"), "mail is what fails")
      #expect(bench.troubles.contains { $0.contains("4 people cannot be told") })
      try bench.pass(until: "2026-12-02T20:00:00Z")
      try bench.restarted { bench in
        bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
        try bench.pass(until: "2026-12-02T21:00:00Z")
        #expect(count("host-note to dee", in: bench.tried) == 1, "once, also after a restart")
        bench.answer = { _ in .accepted("250") }
        try bench.pass(until: "2026-12-02T22:00:00Z")
        #expect(bench.delivered.contains("cancellation to ben"))
        #expect(bench.engine.faults.isEmpty)
      }
    }
  }
}

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
}
