internal import Glibc

/// The machine's clocks.
///
/// The real-time clock is what people mean by the time and may be set; the boot-time clock runs on
/// through suspend and cannot be set (clock_gettime(2)). Together they tell a set clock from a slow
/// day.
package enum SystemClock {
  /// Since 1970-01-01T00:00:00Z; its `components.seconds` make an `Instant`.
  package static func realtime() -> Duration { read(CLOCK_REALTIME) }

  package static func boottime() -> Duration { read(CLOCK_BOOTTIME) }

  /// What systemd's `MONOTONIC_USEC=` counts in (sd_notify(3)); stops in suspend.
  static func monotonic() -> Duration { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Duration {
    var time = timespec()
    // Fails for an unknown clock alone (clock_gettime(2)).
    let answer = clock_gettime(clock, &time)
    precondition(answer == 0, "clock_gettime refused clock \(clock)")
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
