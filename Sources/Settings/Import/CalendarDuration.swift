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
    var isTime = false
    var isEmpty = true
    while let character = rest.first {
      if character == "T" {
        isTime = true
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard (1...6).contains(digits.count), let number = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let units: [Character: Int64] =
        isTime ? ["H": 3600, "M": 60, "S": 1] : ["W": 604_800, "D": 86_400]
      guard let unit = rest.popFirst(), let seconds = units[unit] else { return nil }
      total += number * seconds
      isEmpty = false
    }
    return isEmpty ? nil : Seconds(total)
  }
}
