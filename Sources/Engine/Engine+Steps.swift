package import Cadence
import Meetings
import Store

/// The clock itself is watched: a step is an event.
///
/// REALTIME beside BOOTTIME tells the ways in which a clock can jump:
/// - *ahead* by at most a quarter of an hour: believed. What it jumped over is due.
/// - *far ahead*, by more, be it years: not believed. Decisions wait until it is set right or
///   accepted, and what fell due meanwhile counts as slept through (docs/decisions/0065).
/// - *back*, by whatever: what was dealt with stays, what was not is due when it comes again.
/// - *asleep*: both clocks are ahead, and a deadline passed unseen. It counts as slept through.
/// - a *leap second*, one back: within what whole seconds can tell apart, and harmless, because
///   deadlines are absolute.
extension Engine {
  /// A jump beyond this is not believed without evidence.
  private static var jumpLimit: Seconds { .minutes(15) }
  /// Two clocks that are read in whole seconds differ by as much when nothing happened.
  private static var tremor: Seconds { .seconds(1) }

  /// Looks at the clocks. What it finds is dealt with before anything else, or at the next look if
  /// it cannot be committed now.
  func look() throws {
    let (now, elapsed) = (clock.now, clock.elapsed)
    let passed = elapsed - lastLook.elapsed
    let since = lastLook.now
    let step = (now - since) - passed
    let asleep = passed > .minutes(2) && slept(through: now)
    let isBack = step < .zero - Self.tremor
    if isBack { try store.bringForward(by: .zero - step, at: now) }
    // Nothing is committed from here on that would be done twice.
    lastLook = (now, elapsed)
    if isBack || step > Self.tremor {
      lastSet = now
      report(.stepped(step))
    }
    if isBack { setBack(by: .zero - step) }
    weigh(step, since: since)
    if asleep, hold == nil {
      report(.incident(.slept, "the machine slept for \(now - since)"))
      outage = max(outage ?? .zero, now - since)
    }
    try makeGood()
  }

  /// Deadlines are absolute: nothing fires twice. Those that depend on the time are set anew.
  private func setBack(by amount: Seconds) {
    circuits.bringForward(by: amount)
    setBookBack()
    arm()
    isSetBack = true
  }

  private func weigh(_ step: Seconds, since: Instant) {
    if let jump = hold.map({ $0.jump + step }) {
      hold?.jump = jump
      if jump <= Self.jumpLimit { release(because: "the clock was set back") }
    } else if step > Self.jumpLimit {
      hold = Hold(since: since, jump: step)
      report(
        .incident(
          .clockHeld,
          "the clock jumped \(step) ahead without explanation: decisions wait. "
            + "Set it right, or accept it with `convened reload`"))
    }
  }

  /// The clock is believed from here on; what it kept back was due before whatever comes next.
  func acceptClock() throws {
    release(because: "it was accepted")
    try makeGood()
    try turn(.bulletins)
  }

  /// What a look found and could not commit is not forgotten.
  private func makeGood() throws {
    if isSetBack { try turn(.setBack) }
    if hold == nil, let slept = outage {
      try turn(.resumed(after: slept))
      outage = nil
    }
    // Last: until here a start has to make the same good.
    if isSetBack { try store.bringAliveBack(to: believed) }
    isSetBack = false
  }

  /// True if a deadline passed well before now: nobody was there to see it.
  private func slept(through now: Instant) -> Bool {
    nextDeadline.map { $0 + .minutes(1) < now } ?? false
  }

  /// Whatever fell due in the hold, nobody was told of it in time: that is yet to be made good.
  private func release(because: String) {
    guard let hold else { return }
    outage = max(outage ?? .zero, moment - hold.since)
    lastSet = moment
    self.hold = nil
    report(.incident(.clockReleased, "\(because): decisions go on"))
    for id in heldBack.sorted() { reschedule(id) }
    heldBack = []
  }

  /// Decisions wait: the clock says something that nothing explains.
  package struct Hold: Sendable, Hashable {
    package let since: Instant
    /// How far the clock is ahead of what has passed.
    package fileprivate(set) var jump: Seconds
  }
}
