/// A date and a time of day, of no particular zone.
public struct CivilDateTime: Comparable, Hashable, Sendable {
  /// The date.
  public var date: CivilDate
  /// The time of day.
  public var time: CivilTime

  /// That time of that date.
  public init(date: CivilDate, time: CivilTime) {
    self.date = date
    self.time = time
  }

  /// The earlier reading comes first.
  public static func < (a: CivilDateTime, b: CivilDateTime) -> Bool {
    (a.date, a.time) < (b.date, b.time)
  }

  /// Seconds since 1970-01-01T00:00 on the same wall clock.
  var wallSeconds: Int64 { Int64(date.daysSince1970) * 86_400 + Int64(time.secondOfDay) }

  /// Clamped to the years 1 to 9999.
  init(wallSeconds: Int64) {
    let bounded = min(max(wallSeconds, Instant.distantPast.secondsSince1970), Self.wallMax)
    // Shifted to be positive, so that division rounds the same way everywhere.
    let shifted = bounded - Instant.distantPast.secondsSince1970
    date = CivilDate(daysSince1970: Int(shifted / 86_400) + CivilDate.daysMin)
    time = CivilTime(secondOfDay: Int(shifted % 86_400))
  }

  private static let wallMax = Instant.distantFuture.secondsSince1970
}

extension CivilDateTime: LosslessStringConvertible, Codable {
  /// Reads "2026-12-03T14:00" or "2026-12-03T14:00:30".
  public init?(_ description: String) {
    let parts = description.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = CivilDate(String(parts[0])),
      let time = CivilTime(String(parts[1]))
    else { return nil }
    self.init(date: date, time: time)
  }

  /// "2026-12-03T14:00".
  public var description: String { "\(date)T\(time)" }

  /// Reads the text.
  public init(from decoder: any Decoder) throws { self = try Digits.decode(from: decoder) }
  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    try Digits.encode(description, to: encoder)
  }
}
