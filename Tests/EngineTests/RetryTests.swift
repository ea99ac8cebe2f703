import Cadence
@testable import Engine
import Meetings
import Testing

/// How long to wait: 5 seconds, doubled up to a quarter of an hour, give or take a fifth.
@Suite struct Delays {
  private let identities = (0..<500).map { Identity(of: "notice", "\($0)") }

  @Test func theyDoubleUpToAQuarterOfAnHour() {
    let expected: [Int64] = [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]
    for (index, base) in expected.enumerated() {
      let delays = identities.map { Backoff.delay(attempt: index + 1, of: $0).count }
      #expect(delays.allSatisfy { $0 >= base - base / 5 && $0 <= base + base / 5 }, "\(base)")
      guard base >= 40 else { continue }
      #expect(delays.contains { $0 < base - base / 10 }, "\(base): all come late")
      #expect(delays.contains { $0 > base + base / 10 }, "\(base): all come early")
    }
  }

  @Test(arguments: [-1, 0, 1]) func thereIsNoAttemptBeforeTheFirst(_ attempt: Int) {
    #expect((4...6).contains(Backoff.delay(attempt: attempt, of: identities[0]).count))
  }

  @Test func theyNeverEnd() {
    #expect((720...1080).contains(Backoff.delay(attempt: .max, of: identities[0]).count))
  }

  /// Of the identity and the attempt alone: another process waits as long.
  @Test func theyAreStable() {
    let identity = Identity(of: "office-hours/2026-12-03", "invitation", "0", "ana", "mail")
    #expect(
      (7...10).map { Backoff.delay(attempt: $0, of: identity).count } == [269, 752, 1077, 1077])
    #expect(Set(identities.map { Backoff.delay(attempt: 9, of: $0) }).count > 100)
    #expect(Set((9...40).map { Backoff.delay(attempt: $0, of: identity) }).count > 20)
  }
}

/// Which destinations do not answer.
@Suite struct CircuitTests {
  private let now = Instant(secondsSince1970: 1_800_000_000)

  @Test func aDestinationIsOpenUntilItFailsAndAgainOnceItAnswers() {
    var circuits = Circuits()
    #expect(circuits.closedUntil("mail") == nil)
    circuits.failed("mail", at: now, why: "down", retryAfter: nil)
    #expect(circuits.closedUntil("mail") == now + .seconds(5))
    #expect(circuits.closedUntil("announce") == nil)
    circuits.succeeded("mail")
    #expect(circuits.closedUntil("mail") == nil)
  }

  @Test func everyFailureInARowCountsAndASuccessForgetsThem() throws {
    var circuits = Circuits()
    var waits: [Seconds] = []
    var now = now
    for _ in 1...12 {
      circuits.failed("mail", at: now, why: "down", retryAfter: nil)
      // What was under way beside it fails together with it.
      circuits.failed("mail", at: now, why: "down", retryAfter: nil)
      let until = try #require(circuits.closedUntil("mail"))
      waits.append(until - now)
      now = until
    }
    #expect(waits[..<9] == waits[..<9].sorted()[...])
    #expect(waits[8...].allSatisfy { $0 >= .seconds(720) && $0 <= .seconds(1080) })
    circuits.succeeded("mail")
    circuits.failed("mail", at: now, why: "down", retryAfter: nil)
    #expect(circuits.closedUntil("mail") == now + .seconds(5))
  }

  @Test func aClockThatIsSetBackDoesNotProlongTheWait() {
    var circuits = Circuits()
    circuits.failed("mail", at: now, why: "down", retryAfter: .hours(1))
    circuits.bringForward(by: .days(30))
    #expect(circuits.closedUntil("mail") == now + .hours(1) - .days(30))
  }

  @Test func retryAfterIsHonouredIfItIsLater() {
    var circuits = Circuits()
    circuits.failed("mail", at: now, why: "down", retryAfter: .hours(1))
    #expect(circuits.closedUntil("mail") == now + .hours(1))
    circuits.failed("announce", at: now, why: "down", retryAfter: .seconds(1))
    #expect(circuits.closedUntil("announce") == now + .seconds(5))
  }
}

/// The outbox and a destination that does not answer.
@Suite struct Probes {
  private static let three = Workbench.officeHours.replacing(
    "  ben: {", with: "  cai: { name: Cai, email: cai@example.org }\n  ben: {"
  ).replacing("invite: ben", with: "invite: [ben, cai]")

  /// Three invitations are waiting when the relay goes down.
  private func down(
    _ retryAfter: Int? = nil, _ body: (Workbench) throws -> Void
  ) throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z", Self.three) { bench in
      bench.answer = { _ in .deferred("down", retryAfterSeconds: retryAfter, .destination) }
      try bench.settle()
      try body(bench)
    }
  }

  private func wake(_ bench: Workbench) throws -> Instant {
    try #require(try bench.engine.nextWake)
  }

  @Test func oneProbeFindsOutForAll() throws {
    try down { bench in
      #expect(bench.tried.count == 3, "side by side, before anything is known")
      for probes in 4...8 {
        let next = try wake(bench)
        #expect(next > bench.clock.now)
        bench.clock.advance(to: next)
        try bench.settle()
        #expect(bench.tried.count == probes, "\(bench.tried)")
      }
      bench.answer = { _ in .accepted("250") }
      let failed = bench.tried.count
      bench.clock.advance(to: try wake(bench))
      try bench.settle()
      #expect(bench.tried.count > failed)
      try bench.pass(until: "2026-12-01T01:00:00Z")
      #expect(
        bench.delivered.sorted() == [
          "invitation to ana", "invitation to ben", "invitation to cai",
        ])
    }
  }

  @Test func nothingLeavesBeforeRetryAfter() throws {
    try down(3600) { bench in
      try bench.pass(until: "2026-12-01T00:59:59Z")
      #expect(bench.tried.count == 3)
      try bench.pass(until: "2026-12-01T01:00:00Z")
      #expect(bench.tried.count == 4, "one probe, and it has to wait as well")
    }
  }

  @Test func aReaderWhoIsDeferredHoldsUpNobodyElse() throws {
    try Workbench.with(from: "2026-12-01T00:00:00Z", Self.three) { bench in
      bench.answer = { parcel in
        parcel.notice.recipient.name == "ana"
          ? .deferred("451", retryAfterSeconds: nil, .recipient) : .accepted("250")
      }
      try bench.settle()
      #expect(bench.delivered == ["invitation to ben", "invitation to cai"])
    }
  }
}

/// What a list says when it is tried again.
@Suite struct RepeatTests {
  private static let tasks = """
    community: Example
    domain: example.org
    mail: { from: "Example <meet@example.org>", via: "smtp://127.0.0.1:25" }
    people: { ana: { name: Ana, email: ana@example.org } }
    meetings:
      meetup:
        title: Meetup
        when: once on 2026-12-03 18:00
        hosts: ana
        tasks:
          mc: { do: Choose the MC, who: hosts, due: 1 week before the meeting, remind: 1 day before }
          room: { do: Book a room, who: hosts, due: 1 week before the meeting, remind: 1 day before }
    """

  /// The fate of the first try is unknown, the second is put off.
  @Test func whatMayHaveArrivedIsRepeatedAsItWas() throws {
    try Workbench.with(from: "2026-11-20T00:00:00Z", Self.tasks) { bench in
      var said: [[String]] = []
      bench.answer = { parcel in
        guard parcel.notice.kind == .task else { return .accepted("250") }
        said.append((parcel.notice.facts.tasks ?? []).map(\.id.key))
        switch said.count {
        case 1: return .unknown("no answer came")
        case 2: return .deferred("451 later", retryAfterSeconds: nil, .recipient)
        default: return .accepted("250")
        }
      }
      try bench.pass(until: "2026-11-25T18:00:01Z")
      try bench.engine.submit(.settleTask("room", as: .done, by: nil))
      try bench.pass(until: "2026-11-25T19:00:00Z")
      #expect(said == [["mc", "room"], ["mc", "room"], ["mc", "room"]])
    }
  }
}
