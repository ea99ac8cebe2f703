import Cadence
import Engine
import Meetings
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
        subject: try #require(Subject(Workbench.first)), why: "5.1.1: no such user")
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

  @Test func aRowThatCannotBeReadIsSetAsideAndHoldsUpNobody() throws {
    try open { bench in
      try bench.sleep(until: "2026-11-27T14:00:00Z")
      try bench.engine.beat()
      try bench.scribble("UPDATE outbox SET facts = '{' WHERE person = 'ana'")
      try bench.settle()
      #expect(bench.troubles.contains("its facts are none"))
      #expect(
        bench.delivered.sorted() == ["invitation to ben", "invitation to cai", "invitation to dee"])
      #expect(try bench.engine.store.outboxCounts()[.quarantined] == 1)
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

  @Test func theOnlyHostIsToldOfItselfByNobodyAndThatIsAnAlarm() throws {
    let yaml = Self.community.replacing("hosts: [ana, dee]", with: "hosts: ana")
    try Workbench.with(from: "2026-11-27T13:00:00Z", yaml) { bench in
      bench.answer = Self.refuse("ana")
      try bench.pass(until: "2026-11-27T15:00:00Z")
      #expect(
        bench.troubles == [
          "ana@example.org cannot be reached: 550 no such user, and no host can be told"
        ])
    }
  }

  @Test func whoseOwnChannelFailsIsToldByMail() throws {
    try open { bench in
      try bench.engine.submit(.addItem(to: Workbench.first, by: nil, text: "x", isPrivate: false))
      bench.answer = { $0.destination == "phone" ? .refused("400 no") : .accepted("250") }
      try bench.pass(until: "2026-12-03T13:50:00Z")
      #expect(count("host-note to dee", in: bench.delivered) == 1)
      #expect(count("host-note to ana", in: bench.delivered) == 1)
      #expect(count("reminder to dee", in: bench.delivered) == 2, "which came by mail as well")
    }
  }

  @Test func aMailboxThatIsWrittenToNoMoreIsNoTrouble() throws {
    try open { bench in
      bench.answer = Self.refuse("ben")
      try bench.pass(until: "2026-11-27T15:00:00Z")
      var community = bench.community
      community.people[PersonID("ben")]?.address = "ben@example.net"
      bench.answer = { _ in .accepted("250") }
      try bench.engine.submit(.reloaded(community))
      #expect(try bench.engine.store.troubles().isEmpty)
    }
  }

  @Test func aChannelThatIsConfiguredNoMoreIsOfferedNothing() throws {
    try open { bench in
      bench.answer = { parcel in
        parcel.destination == "announce"
          ? .deferred("503", retryAfterSeconds: nil, .destination) : .accepted("250")
      }
      try bench.pass(until: "2026-12-01T14:00:00Z")
      var community = bench.community
      community.channels.remove(ChannelID("announce"))
      community.series[SeriesID("hours")]?.channels = []
      let tried = bench.tried.count
      try bench.engine.submit(.reloaded(community))
      try bench.settle()
      #expect(bench.tried.count == tried)
      #expect(try bench.outbox().contains("call to announce: superseded"))
      #expect(bench.engine.faults.isEmpty)
    }
  }

  @Test func aReloadTriesAtOnceWhatALoginKeptBack() throws {
    try open { bench in
      bench.answer = { _ in .deferred("535 no", retryAfterSeconds: nil, .login) }
      try bench.pass(until: "2026-11-27T14:01:00Z")
      bench.answer = { _ in .accepted("250") }
      try bench.engine.submit(.reloaded(bench.community))
      try bench.settle()
      #expect(bench.delivered.count { $0.hasPrefix("invitation") } == 4)
    }
  }

  @Test func aHiccupAfterALongGreylistingIsNoAlarm() throws {
    try open { bench in
      try bench.pass(until: "2026-12-02T17:59:59Z")
      bench.answer = { parcel in
        parcel.destination == "mail"
          ? .deferred("451", retryAfterSeconds: nil, .recipient) : .accepted("200")
      }
      try bench.pass(until: "2026-12-02T18:30:00Z")
      bench.answer = { parcel in
        parcel.destination == "mail"
          ? .deferred("down", retryAfterSeconds: nil, .destination) : .accepted("200")
      }
      try bench.pass(until: "2026-12-02T18:40:00Z")
      #expect(bench.troubles.isEmpty)
      #expect(!bench.tried.contains("host-note to dee"))
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
