@testable import Engine
import Testing

/// Durations in buckets.
@Suite struct HistogramTests {
  private func histogram(_ durations: Duration...) -> Histogram {
    var histogram = Histogram()
    for duration in durations { histogram.add(duration) }
    return histogram
  }

  @Test func theBoundsRise() {
    #expect(zip(Histogram.bounds, Histogram.bounds.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// Source: Prometheus' `le`: less or equal.
  @Test func aBoundBelongsToItsBucket() {
    for (index, bound) in Histogram.bounds.enumerated() {
      let at = histogram(bound).cumulative
      #expect(at.firstIndex(of: 1) == index && at.last == 1)
      let above = histogram(bound + .nanoseconds(1)).cumulative
      #expect(above.firstIndex(of: 1) == index + 1)
    }
    #expect(histogram(.zero).cumulative == Array(repeating: 1, count: Histogram.bounds.count + 1))
  }

  @Test func bucketsAreCumulativeAndTheLastIsAll() {
    let all = histogram(.microseconds(300), .milliseconds(3), .milliseconds(4), .seconds(60))
    #expect(all.cumulative.prefix(4) == [1, 1, 1, 3] && all.cumulative.last == 4)
    #expect(all.count == 4 && all.sum == .seconds(60) + .microseconds(7_300))
    #expect(Histogram().cumulative.allSatisfy { $0 == 0 })
  }

  @Test func halfAndNinetyNineOfAHundred() {
    #expect(Histogram().percentile(50) == nil)
    #expect(histogram(.milliseconds(3)).percentile(50) == .milliseconds(5))
    #expect(histogram(.seconds(11)).percentile(50) == nil, "beyond the last bound")
    var many = Histogram()
    for _ in 0..<99 { many.add(.microseconds(400)) }
    many.add(.seconds(1))
    #expect(many.percentile(50) == .microseconds(500) && many.percentile(99) == .microseconds(500))
    many.add(.seconds(1))
    #expect(many.percentile(99) == .seconds(1))
  }
}
