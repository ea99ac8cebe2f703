/// The times of a day by their hour, minute and second.
struct TimeMasks: Sendable {
  /// Bit 0 for midnight's.
  let hours: UInt64
  let minutes: UInt64
  let seconds: UInt64

  /// - Parameter time: in seconds after midnight.
  @inline(__always)
  func contains(_ time: Int) -> Bool {
    let time = UInt32(truncatingIfNeeded: time)
    return hours &>> UInt64(time / 3600) & minutes &>> UInt64(time / 60 % 60)
      & seconds &>> UInt64(time % 60) & 1 != 0
  }

  /// The first second of the day from one on whose hour, minute and second are allowed.
  func first(from time: Int) -> Int? {
    var (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    if hours & 1 << UInt64(hour) != 0 {
      if minutes & 1 << UInt64(minute) != 0 {
        let rest = seconds >> UInt64(second)
        if rest != 0 { return hour * 3600 + minute * 60 + second + rest.trailingZeroBitCount }
      }
      minute += 1
      let rest = minute < 60 ? minutes >> UInt64(minute) : 0
      if rest != 0 {
        minute += rest.trailingZeroBitCount
        return hour * 3600 + minute * 60 + seconds.trailingZeroBitCount
      }
    }
    hour += 1
    let rest = hour < 24 ? hours >> UInt64(hour) : 0
    guard rest != 0 else { return nil }
    hour += rest.trailingZeroBitCount
    second = seconds.trailingZeroBitCount
    return hour * 3600 + minutes.trailingZeroBitCount * 60 + second
  }

  /// The last one up to another.
  func last(upTo time: Int) -> Int? {
    func last(_ mask: UInt64, _ bit: Int) -> Int? {
      guard bit >= 0 else { return nil }
      let rest = mask & (~0 >> UInt64(63 - bit))
      return rest == 0 ? nil : 63 - rest.leadingZeroBitCount
    }
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    guard let lastMinute = last(minutes, 59), let lastSecond = last(seconds, 59) else { return nil }
    if hours & 1 << UInt64(hour) != 0 {
      if minutes & 1 << UInt64(minute) != 0, let found = last(seconds, second) {
        return hour * 3600 + minute * 60 + found
      }
      if let found = last(minutes, minute - 1) { return hour * 3600 + found * 60 + lastSecond }
    }
    return last(hours, hour - 1).map { $0 * 3600 + lastMinute * 60 + lastSecond }
  }
}
