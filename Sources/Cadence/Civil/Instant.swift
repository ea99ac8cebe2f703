/// A point in time: whole seconds of UTC, leap seconds not counted.
///
/// Arithmetic saturates. The years 1 to 9999 can be written as text; outside them an instant can
/// still be compared, but is neither read nor encoded.
public struct Instant: Comparable, Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var secondsSince1970: Int64

  /// That many seconds after 1970-01-01T00:00:00Z.
  public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  /// 0001-01-01T00:00:00Z.
  public static let distantPast = Instant(secondsSince1970: -62_135_596_800)
  /// 9999-12-31T23:59:59Z.
  public static let distantFuture = Instant(secondsSince1970: 253_402_300_799)

  /// The earlier comes first.
  public static func < (a: Instant, b: Instant) -> Bool {
    a.secondsSince1970 < b.secondsSince1970
  }
  /// The instant so much later.
  public static func + (a: Instant, b: Seconds) -> Instant {
    Instant(secondsSince1970: a.secondsSince1970.saturatingAdd(b.count))
  }
  /// The instant so much earlier.
  public static func - (a: Instant, b: Seconds) -> Instant {
    Instant(secondsSince1970: a.secondsSince1970.saturatingSubtract(b.count))
  }
  /// The time from `b` to `a`.
  public static func - (a: Instant, b: Instant) -> Seconds {
    Seconds(a.secondsSince1970.saturatingSubtract(b.secondsSince1970))
  }
  /// Moves it later.
  public static func += (a: inout Instant, b: Seconds) { a = a + b }
  /// Moves it earlier.
  public static func -= (a: inout Instant, b: Seconds) { a = a - b }
}

extension Instant: LosslessStringConvertible {
  /// Reads "2026-12-02T18:00:00Z" and no other form: no offset, no fraction, no space.
  public init?(_ description: String) {
    let bytes = description.utf8
    guard bytes.count == 20, bytes.last == 0x5A,
      let local = CivilDateTime(String(description.dropLast()))
    else { return nil }
    self.init(secondsSince1970: local.wallSeconds)
  }

  /// "2026-12-02T18:00:00Z"; beyond the years 1 to 9999 the nearest second within them.
  public var description: String {
    let local = CivilDateTime(wallSeconds: secondsSince1970)
    let time = local.time
    return
      "\(local.date)T\(Digits.text(time.hour)):\(Digits.text(time.minute)):\(Digits.text(time.second))Z"
  }
}

extension Instant: Codable {
  /// Reads the ISO text.
  public init(from decoder: any Decoder) throws { self = try Digits.decode(from: decoder) }

  /// Writes the ISO text.
  /// - Throws: `EncodingError` beyond the years 1 to 9999.
  public func encode(to encoder: any Encoder) throws {
    guard self >= .distantPast, self <= .distantFuture else {
      throw EncodingError.invalidValue(
        self,
        .init(
          codingPath: encoder.codingPath, debugDescription: "the year is outside of 1 to 9999"))
    }
    try Digits.encode(description, to: encoder)
  }
}
