/// A task of a mentorship, `summer-2027.yash/midterm-evaluation`, of a meeting,
/// `office-hours/review`, or of a program, `summer-2027/announce-openings`.
package struct TaskID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
  LosslessStringConvertible
{
  /// The series that it belongs to, or the program, of which no series has the name.
  package let series: SeriesID
  /// Its key in `tasks:`; it begins with a letter, so that it is never a date.
  package let key: String

  package init(series: SeriesID, key: String) {
    self.series = series
    self.key = key
  }

  package init?(_ description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].first?.isLetter == true else { return nil }
    self.init(series: SeriesID(String(parts[0])), key: String(parts[1]))
  }

  package var description: String { "\(series)/\(key)" }

  package static func < (a: Self, b: Self) -> Bool { (a.series, a.key) < (b.series, b.key) }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = TaskID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) names no task"))
    }
    self = id
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
