import Cadence
import Engine
import Meetings
import Store
import Testing

/// A clock that is suddenly ahead decides nothing that cannot be taken back: decision 0007.
@Suite struct HeldClock {
  /// Six hours before the cutoff; eight hours ahead of it the cutoff seems to be past.
  private func jumped(_ body: (Workbench) throws -> Void) throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T12:00:00Z")
      bench.clock.step(by: .hours(8))
      try bench.settle()
      try body(bench)
    }
  }

  @Test func aJumpAheadCancelsNothingAndIsSaid() throws {
    try jumped { bench in
      #expect(bench.engine.hold?.jump == .hours(8))
      #expect(bench.state == "open")
      #expect(
        bench.tried == [
          "invitation to ana", "invitation to ben", "call to announce", "call to ben",
        ])
      #expect(bench.troubles.count == 1)
      #expect(bench.troubles.first?.contains("jumped 8 hours ahead") == true, "\(bench.troubles)")
      #expect(bench.troubles.first?.contains("`convened reload`") == true)
    }
  }

  @Test(arguments: [(900, false), (901, true)] as [(Int64, Bool)])
  func aQuarterOfAnHourIsBelieved(_ seconds: Int64, isHeld: Bool) throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      try bench.pass(until: "2026-12-02T17:50:00Z")
      bench.clock.step(by: .seconds(seconds))
      try bench.settle()
      #expect((bench.engine.hold != nil) == isHeld)
      #expect(bench.state == (isHeld ? "open" : "cancelled"))
    }
  }

  @Test func aClockThatIsNotBelievedEndsNoNotice() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      try bench.settle()
      bench.clock.step(by: .days(30))
      try bench.settle()
      #expect(
        try bench.outbox() == ["invitation to ana: pending", "invitation to ben: pending"])
      bench.clock.step(by: .zero - .days(30))
      bench.answer = { _ in .accepted("250") }
      try bench.pass(until: "2026-12-01T13:00:00Z")
      #expect(bench.delivered.sorted() == ["invitation to ana", "invitation to ben"])
    }
  }

  /// What was deferred by a clock that was a month ahead is not due in a month.
  @Test func aRestartOnTheRightClockSendsWhatWaits() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z") { bench in
      bench.answer = { _ in .deferred("down", retryAfterSeconds: nil, .destination) }
      bench.clock.step(by: .days(30))
      try bench.settle()
      bench.clock.step(by: .zero - .days(30))
      try bench.restarted { next in
        try next.pass(until: "2026-12-01T00:10:00Z")
        #expect(next.delivered.sorted() == ["invitation to ana", "invitation to ben"])
      }
    }
  }

  @Test func setBackTheCutoffComesInItsOwnTime() throws {
    try jumped { bench in
      bench.clock.step(by: .zero - .hours(8))
      try bench.settle()
      #expect(bench.engine.hold == nil)
      #expect(bench.troubles.last == "the clock was set back: decisions go on")
      #expect(bench.next == "2026-12-02T14:00:00Z")
      try bench.pass(until: "2026-12-02T18:00:00Z")
      #expect(bench.decided.last == "open → cancelled: agenda empty at cutoff")
    }
  }

  @Test func whatIsWrittenMeanwhileCounts() throws {
    try jumped { bench in
      try bench.add("pair review")
      bench.clock.step(by: .zero - .hours(8))
      try bench.pass(until: "2026-12-02T18:00:00Z")
      #expect(bench.decided.last == "open → confirmed: cutoff: 1 on the agenda")
      #expect(bench.delivered.suffix(2) == ["reminder to ana", "reminder to ben"])
    }
  }

  /// What is left of a jump may not be explained either.
  @Test func setBackInPartItIsStillHeld() throws {
    try jumped { bench in
      bench.clock.step(by: .zero - .hours(7))
      try bench.settle()
      #expect(bench.engine.hold?.jump == .hours(1))
      #expect(bench.state == "open")
      bench.clock.step(by: .zero - .minutes(50))
      try bench.settle()
      #expect(bench.engine.hold == nil)
      #expect(bench.next == "2026-12-02T14:00:00Z")
    }
  }

  /// The right time comes and goes while the clock is wrong.
  @Test func whatFellDueMeanwhileIsMadeUpFor() throws {
    try jumped { bench in
      try bench.add("pair review")
      try bench.pass(until: "2026-12-03T03:00:00Z")
      #expect(bench.engine.hold?.jump == .hours(8))
      #expect(bench.state == "open", "at 19:00, by a clock that is eight hours ahead")
      bench.clock.step(by: .zero - .hours(8))
      try bench.settle()
      #expect(bench.decided.last == "open → confirmed: cutoff: 1 on the agenda")
      #expect(bench.delivered.suffix(2) == ["reminder to ana", "reminder to ben"])
      try bench.pass(until: "2026-12-03T16:00:00Z")
      #expect(bench.state == "held")
      #expect(
        bench.delivered.suffix(5) == [
          "reminder to ana", "reminder to ben", "reminder to announce", "reminder to ana",
          "reminder to ben",
        ])
      #expect(bench.delivered.count == 9, "\(bench.delivered)")
    }
  }

  @Test func aReloadAcceptsTheClock() throws {
    try jumped { bench in
      try bench.engine.submit(.reloaded(bench.community))
      #expect(bench.engine.hold == nil)
      #expect(bench.troubles.last == "it was accepted: decisions go on")
      try bench.settle()
      // As after a restart: nobody could tell what o'clock it was.
      #expect(bench.next == "2026-12-02T20:30:00Z")
      #expect(
        bench.delivered.suffix(3) == ["call to announce", "host-note to ana", "call to ben"])
      try bench.pass(until: "2026-12-02T20:30:00Z")
      #expect(bench.decided.last == "open → cancelled: agenda empty at cutoff")
      #expect(
        bench.delivered.suffix(3) == [
          "cancellation to announce", "cancellation to ana", "cancellation to ben",
        ])
      try bench.pass(until: "2026-12-10T00:00:00Z")
      #expect(bench.engine.deadlines.values.allSatisfy { $0 > bench.clock.now })
    }
  }

  /// Zone files that change load the configuration as well, and nobody has looked at the clock.
  @Test func aReloadThatNobodyAskedForDoesNotAcceptTheClock() throws {
    try jumped { bench in
      #expect(throws: Refusal.self) {
        try bench.engine.submit(.reloaded(bench.community), acceptsClock: false)
      }
      #expect(bench.engine.hold?.jump == .hours(8))
      #expect(bench.state == "open" && bench.tried.count == 4)
    }
  }

  @Test func aReloadThatFailsHasAcceptedTheClockOnce() throws {
    try jumped { bench in
      var edited = bench.community
      edited.series[SeriesID("hours")]?.title = "Hours"
      try bench.fail(.edit)
      #expect(throws: StoreError.self) { try bench.engine.submit(.reloaded(edited)) }
      #expect(bench.engine.hold == nil)
      #expect(bench.next == "2026-12-02T20:30:00Z", "it is made up for")
      try bench.fail(nil)
      try bench.pass(until: "2026-12-02T20:10:00Z")
      try bench.engine.submit(.reloaded(edited))
      #expect(bench.next == "2026-12-02T20:30:00Z", "not once more")
    }
  }

  /// The next start measures an outage from the last sign of life.
  @Test func whatIsWrittenByAClockThatIsNotBelievedIsNoSignOfLife() throws {
    try jumped { bench in
      try bench.engine.submit(.mute(PersonID("ben"), true))
      try bench.engine.markAlive()
      try bench.engine.signOfLife()
      #expect(try bench.engine.store.mark(.alive) == Instant("2026-12-02T12:00:00Z"))
      try bench.restarted { next in
        #expect(next.state == "open")
        #expect(next.next == "2026-12-02T20:30:00Z")
      }
    }
  }

  /// After a restart nobody can tell a jump from an outage: the cutoff is postponed.
  @Test func aRestartTakesAJumpForAnOutage() throws {
    try jumped { bench in
      try bench.restarted { next in
        #expect(next.engine.hold == nil)
        #expect(next.state == "open")
        #expect(next.next == "2026-12-02T20:30:00Z")
      }
    }
  }
}
