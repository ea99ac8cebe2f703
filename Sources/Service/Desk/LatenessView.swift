import Engine

/// How late decisions were since the start: from the deadline to the commit.
package struct LatenessView: View {
  package let decisions: Int
  /// Seconds within which half of them were, and 99 of 100: the ends of the histogram's buckets.
  /// Nil beyond the last.
  package let p50: Double?
  package let p99: Double?

  /// Nil while there is none.
  init?(_ histogram: Histogram) {
    guard histogram.count > 0 else { return nil }
    decisions = histogram.count
    p50 = histogram.percentile(50)?.inSeconds
    p99 = histogram.percentile(99)?.inSeconds
  }

  package var line: String {
    "p50 \(Self.within(p50)), p99 \(Self.within(p99)), of "
      + "\(Wording.count(decisions, "decision")) since the start"
  }

  private static func within(_ seconds: Double?) -> String {
    guard let seconds else { return "over \(text(Histogram.bounds.last?.inSeconds ?? 0))" }
    return "within \(text(seconds))"
  }

  private static func text(_ seconds: Double) -> String {
    let (number, unit) = seconds < 1 ? (seconds * 1000, "ms") : (seconds, "s")
    let text = "\(number)"
    return "\(text.hasSuffix(".0") ? String(text.dropLast(2)) : text) \(unit)"
  }
}
