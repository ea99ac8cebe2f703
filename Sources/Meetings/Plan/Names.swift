package import Cadence

/// A key of the configuration: text that is only ever compared. `Kind` keeps a person's key from
/// being taken for a channel's.
package struct Name<Kind>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let name: String
  package init(_ name: String) { self.name = name }
  package var description: String { name }
  package static func < (a: Self, b: Self) -> Bool { a.name < b.name }

  package init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

/// A person's key in `people:`.
package typealias PersonID = Name<Person>
/// A channel's key in `channels:`.
package typealias ChannelID = Name<Channel>
/// A series' key: the meeting's in `meetings:`, or `PROGRAM.MENTORSHIP` for a 1:1.
package typealias SeriesID = Name<Series>

/// A place where messages are posted. Its address is the affair of whoever delivers.
package enum Channel {}

/// One date of a series: `series/2026-12-03`, by the rule's local date; an added slot of the same
/// day is `series/2026-12-03T1400`. A stored name never changes, whatever happens to the meeting.
package struct OccurrenceID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
  LosslessStringConvertible
{
  package let series: SeriesID
  package let date: CivilDate
  /// The slot's local time where the day has more than one, else nil.
  package let time: CivilTime?

  package init(series: SeriesID, date: CivilDate, time: CivilTime? = nil) {
    self.series = series
    self.date = date
    self.time = time
  }

  package init?(_ description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    let moment = parts[1].split(separator: "T", omittingEmptySubsequences: false)
    guard moment.count <= 2, let date = CivilDate(String(moment[0])) else { return nil }
    var time: CivilTime?
    if moment.count == 2 {
      guard moment[1].count == 4, let clock = Int(moment[1]), clock >= 0,
        let parsed = CivilTime(hour: clock / 100, minute: clock % 100)
      else { return nil }
      time = parsed
    }
    self.init(series: SeriesID(String(parts[0])), date: date, time: time)
  }

  package var description: String { "\(series)/\(day)" }

  /// Without its series: `2026-12-03`, `2026-12-03T1400`.
  package var day: String {
    guard let time else { return "\(date)" }
    let clock = time.hour * 100 + time.minute
    return "\(date)T\(String(10000 + clock).dropFirst())"
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.series, a.date, a.time ?? .midnight) < (b.series, b.date, b.time ?? .midnight)
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = OccurrenceID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) names no occurrence"))
    }
    self = id
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A mail address with the name to show: `Bartek Płotka <bartek@example.org>`.
package struct Mailbox: Hashable, Sendable, Codable {
  package var name: String
  package var address: String
  package init(name: String, address: String) {
    self.name = name
    self.address = address
  }
}
