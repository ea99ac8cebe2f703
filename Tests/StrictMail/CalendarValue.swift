/// The value types of RFC 5545 §3.3.
enum CalendarValue {
  /// A DATE or a DATE-TIME as a number that orders those of one form.
  struct Time: Equatable {
    let isDate: Bool
    let isUTC: Bool
    let order: Int
  }

  /// §3.3.4 and §3.3.5; nil for what does not exist.
  static func time(_ text: String) -> Time? {
    var scanner = Scanner(text.utf8)
    guard let year = scanner.number(4), let month = scanner.number(2), let day = scanner.number(2),
      CivilDay(year, month, day) != nil
    else { return nil }
    let date = (year * 100 + month) * 100 + day
    if scanner.isAtEnd { return Time(isDate: true, isUTC: false, order: date * 1_000_000) }
    guard scanner.take("T"), let hour = scanner.number(2), hour < 24,
      let minute = scanner.number(2), minute < 60, let second = scanner.number(2), second <= 60
    else { return nil }
    let isUTC = scanner.take("Z")
    let order = ((date * 100 + hour) * 100 + minute) * 100 + second
    return scanner.isAtEnd ? Time(isDate: false, isUTC: isUTC, order: order) : nil
  }

  /// §3.3.6.
  static func isDuration(_ text: String) -> Bool {
    var scanner = Scanner(text.utf8)
    _ = scanner.take("+") || scanner.take("-")
    guard scanner.take("P") else { return false }
    func part(_ unit: String) -> Bool {
      let before = scanner
      if !scanner.take(while: \.isDigit).isEmpty, scanner.take(unit) { return true }
      scanner.back(to: before)
      return false
    }
    if part("W") { return scanner.isAtEnd }
    let hasDays = part("D")
    guard scanner.take("T") else { return hasDays && scanner.isAtEnd }
    // Hours and seconds have minutes between them.
    let (hours, minutes, seconds) = (part("H"), part("M"), part("S"))
    return (hours || minutes || seconds) && (minutes || !(hours && seconds)) && scanner.isAtEnd
  }

  /// §3.3.8; nil beyond 32 bits.
  static func integer(_ text: String) -> Int32? {
    let digits =
      text.utf8.first.map { "+-".utf8.contains($0) } == true ? text.dropFirst() : text[...]
    return digits.utf8.allSatisfy(\.isDigit) && !digits.isEmpty ? Int32(text) : nil
  }

  /// §3.3.11: what is wrong with an escaped text, or nil.
  /// - Parameter isList: then a comma parts its values.
  static func problem(inText text: String, isList: Bool) -> String? {
    var isEscape = false
    for byte in text.utf8 {
      if isEscape {
        guard "\\;,nN".utf8.contains(byte) else { return "\\\(Unicode.Scalar(byte))" }
        isEscape = false
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else if byte == UInt8(ascii: ";") || (byte == UInt8(ascii: ",") && !isList) {
        return "a bare \(Unicode.Scalar(byte))"
      }
    }
    return isEscape ? "\\ at the end" : nil
  }

  /// §3.3.13 with RFC 3986 §3: a scheme, and nothing that a URI has to escape.
  static func isURI(_ text: String) -> Bool {
    var scanner = Scanner(text.utf8)
    guard let first = scanner.next, first.isLetter else { return false }
    _ = scanner.take { $0.isAlphanumeric || "+-.".utf8.contains($0) }
    guard scanner.take(":"), !scanner.isAtEnd else { return false }
    let rest = Array(scanner.rest)
    return rest.indices.allSatisfy { index in
      if rest[index] == UInt8(ascii: "%") {
        let digits = rest[(index + 1)...].prefix(2)
        return digits.count == 2 && digits.allSatisfy(\.isHexadecimal)
      }
      return rest[index].isAlphanumeric || "-._~:/?#[]@!$&'()*+,;=".utf8.contains(rest[index])
    }
  }

  /// RFC 6047 §2.3: `mailto:` and an addr-spec; nil for anything else.
  static func address(_ text: String) -> String? {
    guard text.lowercased().hasPrefix("mailto:") else { return nil }
    var scanner = Scanner(text.utf8.dropFirst("mailto:".utf8.count))
    guard let address = scanner.addrSpec(), scanner.isAtEnd else { return nil }
    let domain = address.drop { $0 != "@" }.dropFirst()
    return Address.isHost(domain) ? address : nil
  }

  private static let frequencies: Set<Substring> = [
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
  ]
  private static let ruleParts: Set<Substring> = [
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
    "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
  ]

  /// §3.3.10: the parts by name; nil for what is no rule.
  static func recur(_ text: String) -> [Substring: Substring]? {
    var parts: [Substring: Substring] = [:]
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, ruleParts.contains(sides[0]), !sides[1].isEmpty,
        parts.updateValue(sides[1], forKey: sides[0]) == nil
      else { return nil }
    }
    guard let frequency = parts["FREQ"], frequencies.contains(frequency),
      parts["UNTIL"] == nil || parts["COUNT"] == nil,
      parts["UNTIL"].map({ time(String($0)) != nil }) ?? true
    else { return nil }
    for name in ["COUNT", "INTERVAL"] as [Substring] {
      guard parts[name].map({ Int($0).map { $0 > 0 } ?? false }) ?? true else { return nil }
    }
    return parts
  }
}
