import Cadence
import Engine

/// The system's clock as the engine reads it.
final class SystemWallClock: Clock {
  var now: Instant { Instant(secondsSince1970: Int64(SystemClock.realtime().components.seconds)) }
  var elapsed: Seconds { Seconds(Int64(SystemClock.boottime().components.seconds)) }
  /// The date in UTC.
  var today: CivilDate { ZoneRules.utc.local(at: now).date }

  func time(since instant: Instant) -> Duration {
    SystemClock.realtime() - .seconds(instant.secondsSince1970)
  }
}
