import Cadence
import Meetings

/// What a text for people says of instants and names.
extension Wording {
  /// The text with how far each instant is behind it: "2026-12-03 14:00 UTC, in 4 days".
  package static func withDistances(_ text: String) -> String {
    withDistances(text, at: SystemWallClock().now)
  }

  static func withDistances(_ text: String, at now: Instant) -> String {
    let pattern = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?: UTC|(:\d\d)Z)/
    return text.replacing(pattern) { found in
      let seconds = found.output.3 ?? ":00"
      guard let instant = Instant("\(found.output.1)T\(found.output.2)\(seconds)Z") else {
        return String(found.output.0)
      }
      return "\(found.output.0), \(distance(to: instant, from: now))"
    }
  }

  /// "in 4 days", "3 hours ago", rounded to what people count in at that distance.
  private static func distance(to instant: Instant, from now: Instant) -> String {
    let seconds = instant.secondsSince1970 - now.secondsSince1970
    let units: [(name: String, length: Int64, until: Int64)] = [
      ("minute", 60, 90 * 60), ("hour", 3_600, 36 * 3_600), ("day", 86_400, 21 * 86_400),
      ("week", 7 * 86_400, 70 * 86_400), ("month", 2_629_746, 24 * 2_629_746),
      ("year", 31_556_952, .max),
    ]
    let size = abs(seconds)
    guard size >= 60, let unit = units.first(where: { size < $0.until }) else { return "now" }
    let words = count(Int((size + unit.length / 2) / unit.length), unit.name)
    return seconds < 0 ? "\(words) ago" : "in \(words)"
  }

  /// The name that was meant by one that is none; nil where nothing is near.
  package static func meant(by word: String, among known: [String]) -> String? {
    Nearest.word(to: word, in: known)
  }
}
