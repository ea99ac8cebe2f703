import Cadence
import Testing

@testable import Service

/// What is removed does not come back: a clock is believed no further than signs of life go.
struct RetentionClockTests {
  @Test(arguments: [(-7, -7), (0, 0), (1000, 0)])
  func `A sign of life in the future says nothing`(daysAhead: Int64, believed: Int64) {
    let now = Instant(secondsSince1970: 1_800_000_000)
    let retention = Retention(at: now, alive: now + .days(daysAhead))
    #expect(retention.believed == now + .days(believed))
  }
}
