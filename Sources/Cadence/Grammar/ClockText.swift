/// Times of day as people write them: 14:00, 2 PM, 4PM, 9:30am, 1600, noon.
enum ClockText {
  case time(CivilTime, words: Int)
  /// It is meant as a time and is none; what to write.
  case wrong(what: String, fixes: [String])
  /// It is not meant as a time.
  case other

  /// Reads a time from the first words.
  static func read(_ words: ArraySlice<Word>) -> ClockText {
    guard let word = words.first else { return .other }
    switch word.lower {
    case "noon", "midday": return .time(CivilTime(secondOfDay: 43_200), words: 1)
    case "midnight":
      return .wrong(
        what: "\"\(word.text)\" does not say at which end of the day", fixes: ["00:00", "23:59"])
    default: break
    }
    guard let first = word.text.utf8.first, (48...57).contains(first) else { return .other }
    let lower = normal(word)
    if let time = hourMarked(lower) {
      return .wrong(what: "\"\(word.text)\" is not a time of day", fixes: ["\(time)"])
    }
    if let half = half(lower) {
      return read(clock: String(lower.dropLast(2)), half: half, as: word.text, words: 1)
    }
    if let next = words.dropFirst().first, let half = half(normal(next)), normal(next).count == 2 {
      return read(clock: lower, half: half, as: "\(word.text) \(next.text)", words: 2)
    }
    return read(clock: lower, half: nil, as: word.text, words: 1)
  }

  /// "p.m." and "PM." as "pm"; a dot among the digits stays.
  private static func normal(_ word: Word) -> String {
    let lower = word.lower
    guard lower.utf8.contains(UInt8(ascii: ".")),
      let half = lower.firstIndex(where: { $0 == "a" || $0 == "p" })
    else { return lower }
    return lower[..<half] + lower[half...].filter { $0 != "." }
  }

  /// "17h", "17h30" and "17:00h".
  private static func hourMarked(_ lower: String) -> CivilTime? {
    guard let mark = lower.firstIndex(of: "h"), let hours = Digits.value(lower[..<mark].utf8)
    else { return lower.hasSuffix("h") ? CivilTime(String(lower.dropLast())) : nil }
    let rest = lower[mark...].dropFirst()
    return (rest.isEmpty ? 0 : Digits.value(rest.utf8)).flatMap {
      CivilTime(hour: hours, minute: $0)
    }
  }

  private enum Half { case am, pm }

  private static func half(_ text: String) -> Half? {
    text.hasSuffix("am") ? .am : text.hasSuffix("pm") ? .pm : nil
  }

  private static func read(clock: String, half: Half?, as text: String, words: Int) -> ClockText {
    if clock.contains("."),
      case .time(let time, _) = read(
        clock: clock.split(separator: ".").joined(separator: ":"), half: half, as: text, words: 1)
    {
      return .wrong(what: "\"\(text)\" is not a time of day", fixes: ["\(time)"])
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { $0.utf8 }
    let numbers = parts.map { $0.count <= 4 ? Digits.value($0) : nil }
    guard (1...3).contains(parts.count), let first = numbers[0], !numbers.contains(nil) else {
      return half == nil && !clock.contains(":") ? .other : wrong(text)
    }
    var (hour, minute) = (first, 0)
    if parts.count > 1 {
      guard parts[0].count <= 2, parts.dropFirst().allSatisfy({ $0.count == 2 }) else {
        return wrong(text)
      }
      minute = numbers[1] ?? 0
    } else if parts[0].count > 2 {
      (hour, minute) = (first / 100, first % 100)
    } else if half == nil {
      return bare(hour, text)
    }
    if let half {
      guard (1...12).contains(hour) else { return wrong(text, hour: hour, minute: minute) }
      hour = hour % 12 + (half == .pm ? 12 : 0)
    }
    let second = parts.count == 3 ? numbers[2] ?? 0 : 0
    guard let time = CivilTime(hour: hour, minute: minute, second: second) else {
      return hour == 24 && minute == 0
        ? .wrong(what: "\"\(text)\" is 00:00 of the day after", fixes: ["00:00", "23:59"])
        : wrong(text)
    }
    return .time(time, words: words)
  }

  /// A number alone could be a time in the morning, in the evening, or not a time at all.
  private static func bare(_ hour: Int, _ text: String) -> ClockText {
    guard hour < 24 else { return .other }
    let fixes = (1...11).contains(hour) ? [hour, hour + 12] : [hour]
    return .wrong(
      what: "\"\(text)\" is not a time of day", fixes: fixes.map { Digits.text($0) + ":00" })
  }

  private static func wrong(_ text: String, hour: Int = -1, minute: Int = 0) -> ClockText {
    let near = CivilTime(hour: hour, minute: minute).map { ["\($0)"] }
    return .wrong(what: "\"\(text)\" is not a time of day", fixes: near ?? ["14:00", "2 PM"])
  }
}
