import Cadence
import Meetings

/// How times read: in the reader's zone, with the weekday, and in UTC beside it. Never "tomorrow"
/// or "in 15 minutes": nobody knows when a message is read.
extension Moment {
  /// `Thu 3 Dec`.
  var day: String { Self.day(local.date) }

  /// `19:30`.
  var clock: String { Self.clock(local.time) }

  /// `Thu 3 Dec 2026, 19:30 your time (Asia/Kolkata) = 14:00 UTC`.
  func full(isPersonal: Bool) -> Phrase {
    let place: Phrase =
      isUTC ? "UTC" : isPersonal ? "your\u{a0}time (\(Clean(zone)))" : "\(Clean(zone))"
    return Phrase(stringLiteral: "\(glued(day)) \(local.date.year), \(clock)\u{a0}") + place
      + equation
  }

  /// `Wed 2 Dec, 23:30 your time = 18:00 UTC`.
  func short(isPersonal: Bool) -> Phrase {
    let place: Phrase = isUTC ? "UTC" : isPersonal ? "your\u{a0}time" : "\(Clean(zone))"
    return Phrase(stringLiteral: "\(glued(day)), \(clock)\u{a0}") + place + equation
  }

  /// `1 hour earlier` than at the same point of the day before.
  func shift(from usual: Moment) -> Phrase {
    let day = 86_400
    let difference = local.time.secondOfDay - usual.local.time.secondOfDay
    // Over midnight the short way round is meant.
    let shift = (difference + day + day / 2) % day - day / 2
    let length = Seconds(Int64(abs(shift)))
    let words: Phrase = length == .hours(1) ? "1 hour" : length.inWords
    return shift < 0 ? "\(words) earlier" : "\(words) later"
  }

  var isUTC: Bool { zone == "UTC" || zone == "Etc/UTC" }

  private var equation: Phrase {
    isUTC ? "" : Phrase(stringLiteral: " =\u{a0}\(universal)")
  }

  /// `14:00 UTC`, with the day where it is another.
  var universal: String {
    let utc = ZoneRules.utc.local(at: instant)
    let day = utc.date == local.date ? "" : glued(Self.day(utc.date)) + ", "
    return "\(day)\(Self.clock(utc.time))\u{a0}UTC"
  }

  /// A line does not end within a date.
  private func glued(_ words: String) -> String {
    String(words.map { $0 == " " ? "\u{a0}" : $0 })
  }

  static func day(_ date: CivilDate) -> String {
    "\(date.weekday.shortName) \(date.day) \(date.shortMonthName)"
  }

  private static func clock(_ time: CivilTime) -> String {
    let number = String(10_000 + time.hour * 100 + time.minute)
    return "\(number.dropFirst().prefix(2)):\(number.suffix(2))"
  }
}

extension Seconds {
  /// `60 minutes`, `90 minutes`, `2 hours`, `2 hours 30 minutes`; empty for nothing.
  var inWords: Phrase {
    let minutes = Int(count / 60)
    guard minutes > 0 else { return "" }
    guard minutes >= 120 else { return minutes == 1 ? "1 minute" : "\(minutes) minutes" }
    return minutes % 60 == 0
      ? "\(minutes / 60) hours" : "\(minutes / 60) hours \(minutes % 60) minutes"
  }
}
