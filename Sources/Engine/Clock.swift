package import Cadence

/// Where the engine reads the time: the system's clock, or the virtual one.
package protocol Clock: AnyObject {
  /// The wall clock.
  var now: Instant { get }
  /// Time since some fixed point that no one can set and that counts through suspend
  /// (CLOCK_BOOTTIME). Tells a clock that was set from time that passed.
  var elapsed: Seconds { get }
  /// How long an instant of the wall clock is past, as finely as the clock can tell.
  func time(since instant: Instant) -> Duration
}

extension Clock {
  package func time(since instant: Instant) -> Duration { .seconds((now - instant).count) }
}

/// A clock that stands still until it is told to go on: `simulate`, `make demo` and the simulator.
package final class VirtualClock: Clock {
  package private(set) var now: Instant
  package private(set) var elapsed = Seconds(0)

  package init(now: Instant) { self.now = now }

  /// Time passes.
  package func advance(to instant: Instant) {
    guard instant > now else { return }
    elapsed = elapsed + (instant - now)
    now = instant
  }

  /// Somebody sets the clock.
  package func step(by amount: Seconds) { now = now + amount }
}
