package import Cadence

/// How much a destination takes: so many messages in each stretch of time.
package struct Rate: Hashable, Sendable {
  package let count: Int
  package let per: Seconds

  /// - Precondition: both are at least 1.
  package init(count: Int, per: Seconds) {
    precondition(count >= 1 && per >= .seconds(1), "a rate of nothing")
    self.count = count
    self.per = per
  }
}
