import Cadence

/// Source: RFC 5545 section 3.3.6.
enum CalendarDuration {
  /// "PT1H30M", "P1D", "P2W"; a day is 24 hours. Nil for anything else.
  static func read(_ text: String) -> Seconds? {
    var rest = text.uppercased()[...]
    if rest.hasPrefix("+") { rest = rest.dropFirst() }
    guard rest.hasPrefix("P") else { return nil }
    rest = rest.dropFirst()
    var total: Int64 = 0
    // What may still come: each once, in this order.
    var units: ArraySlice<(Character, Int64)> = [("W", 604_800), ("D", 86_400)]
    var isEmpty = true
    var isTime = false
    while let character = rest.first {
      if character == "T" {
        guard !isTime else { return nil }
        isTime = true
        units = [("H", 3600), ("M", 60), ("S", 1)]
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard (1...6).contains(digits.count), let number = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.popFirst()
      guard let index = units.firstIndex(where: { $0.0 == name }) else { return nil }
      total += number * units[index].1
      units = units[(index + 1)...]
      isEmpty = false
    }
    return isEmpty ? nil : Seconds(total)
  }
}
