/// A time of day on a wall clock, 00:00:00 to 23:59:59, of no particular zone.
public struct CivilTime: Comparable, Hashable, Sendable {
  private let seconds: Int32

  /// 00:00.
  public static let midnight = CivilTime(secondOfDay: 0)
  /// 23:59, by which people mean the end of a day; 24:00 is a time of the next.
  public static let endOfDay = CivilTime(secondOfDay: 86_340)

  /// That time; nil if no clock shows it. 24:00 and a leap second are not accepted.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    seconds = Int32(hour * 3600 + minute * 60 + second)
  }

  /// That many seconds after midnight, clamped to the day.
  public init(secondOfDay: Int) {
    seconds = Int32(min(max(secondOfDay, 0), 86_399))
  }

  /// - Parameter seconds: after midnight, and less than a day.
  @inline(__always)
  init(boundedSeconds seconds: Int) { self.seconds = Int32(truncatingIfNeeded: seconds) }

  /// 0 to 23.
  public var hour: Int { Int(seconds) / 3600 }
  /// 0 to 59.
  public var minute: Int { Int(seconds) / 60 % 60 }
  /// 0 to 59.
  public var second: Int { Int(seconds) % 60 }
  /// Seconds after midnight, 0 to 86,399.
  public var secondOfDay: Int { Int(seconds) }

  /// The earlier comes first.
  public static func < (a: CivilTime, b: CivilTime) -> Bool { a.seconds < b.seconds }
}

extension CivilTime: LosslessStringConvertible, Codable {
  /// Reads "14:00" or "14:00:30".
  public init?(_ description: String) {
    let bytes = Array(description.utf8)
    guard bytes.count == 5 || bytes.count == 8, bytes[2] == 0x3A,
      let hour = Digits.value(bytes[0..<2]), let minute = Digits.value(bytes[3..<5])
    else { return nil }
    guard bytes.count == 8 else {
      self.init(hour: hour, minute: minute)
      return
    }
    guard bytes[5] == 0x3A, let second = Digits.value(bytes[6..<8]) else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }

  /// "14:00"; the seconds only when they are not zero.
  public var description: String {
    let minutes = "\(Digits.text(hour)):\(Digits.text(minute))"
    return second == 0 ? minutes : minutes + ":\(Digits.text(second))"
  }

  /// Reads the text.
  public init(from decoder: any Decoder) throws { self = try Digits.decode(from: decoder) }
  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    try Digits.encode(description, to: encoder)
  }
}
