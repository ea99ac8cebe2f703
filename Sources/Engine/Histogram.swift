/// How long something took, in buckets as Prometheus counts them.
package struct Histogram: Sendable, Equatable {
  /// The upper ends of the buckets, each of which is part of its bucket. What took longer than the
  /// last is in a bucket without an end.
  package static let bounds: [Duration] = [
    .microseconds(500), .milliseconds(1), .microseconds(2500), .milliseconds(5), .milliseconds(10),
    .milliseconds(25), .milliseconds(50), .milliseconds(100), .milliseconds(250),
    .milliseconds(500), .seconds(1), .milliseconds(2500), .seconds(5), .seconds(10),
  ]

  /// In each bucket alone; one more than there are bounds.
  private var counts = [Int](repeating: 0, count: bounds.count + 1)
  package private(set) var sum = Duration.zero

  package init() {}

  package mutating func add(_ duration: Duration) {
    let bucket = Self.bounds.firstIndex { duration <= $0 } ?? Self.bounds.count
    counts[bucket] += 1
    sum += duration
  }

  package var count: Int { counts.reduce(0, +) }

  /// How many took no longer than each bound, in their order, and at last all.
  package var cumulative: [Int] {
    var total = 0
    return counts.map { count in
      total += count
      return total
    }
  }

  /// What so many of a hundred stayed within, as the upper end of a bucket; nil without an end,
  /// and while there is nothing.
  package func percentile(_ percent: Int) -> Duration? {
    let rank = (count * percent + 99) / 100
    guard rank > 0, let bucket = cumulative.firstIndex(where: { $0 >= rank }),
      Self.bounds.indices.contains(bucket)
    else { return nil }
    return Self.bounds[bucket]
  }
}
