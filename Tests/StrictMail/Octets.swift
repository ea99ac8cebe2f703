/// Reads a text of octets from left to right.
struct Scanner {
  let bytes: [UInt8]
  private(set) var index = 0

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  var isAtEnd: Bool { index == bytes.count }
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }
  var rest: ArraySlice<UInt8> { bytes[index...] }

  mutating func advance() { if index < bytes.count { index += 1 } }

  mutating func take(_ text: String) -> Bool {
    guard bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }

  mutating func take(while isGood: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, isGood(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// Exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    guard index + digits <= bytes.count else { return nil }
    let text = bytes[index..<index + digits]
    guard text.allSatisfy(\.isDigit) else { return nil }
    index += digits
    return text.reduce(0) { 10 * $0 + Int($1 - 0x30) }
  }

  /// Back to where a copy of this scanner stood.
  mutating func back(to earlier: Scanner) { index = earlier.index }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetter: Bool { (0x61...0x7a).contains(self | 0x20) }
  var isAlphanumeric: Bool { isDigit || isLetter }
  var isWhiteSpace: Bool { self == 0x20 || self == 0x09 }
  /// RFC 5322 §2.2: VCHAR.
  var isVisible: Bool { (0x21...0x7e).contains(self) }
  /// RFC 5322 §3.2.3.
  var isAtom: Bool { isAlphanumeric || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self) }
  /// RFC 2045 §5.1.
  var isToken: Bool { isVisible && !"()<>@,;:\\\"/[]?=".utf8.contains(self) }
  var isHexadecimal: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
  /// The value of a digit to the base of 16, in upper case only.
  var hexadecimal: UInt8? {
    isDigit ? self - 0x30 : (0x41...0x46).contains(self) ? self - 0x37 : nil
  }
}

/// A date by the proleptic Gregorian calendar.
struct CivilDay {
  let year: Int
  let month: Int
  let day: Int

  /// Nil for a date that does not exist.
  init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// 0 is Sunday. Source: Sakamoto's method.
  var weekday: Int {
    let shifted = month < 3 ? year - 1 : year
    let offset = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1]
    return (shifted + shifted / 4 - shifted / 100 + shifted / 400 + offset + day) % 7
  }
}

enum Octets {
  /// The pieces between line ends, CRLF or, where that is a mistake already, LF alone.
  static func lines(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map {
      Array($0.last == 0x0d ? $0.dropLast() : $0)
    }
  }

  static func joined(_ lines: some Sequence<[UInt8]>) -> [UInt8] {
    Array(lines.joined(separator: [0x0d, 0x0a]))
  }

  /// Nil for what is no UTF-8.
  static func text(_ bytes: some Sequence<UInt8>) -> String? {
    String(validating: Array(bytes), as: UTF8.self)
  }

  /// For a message about it.
  static func shown(_ bytes: some Sequence<UInt8>) -> String {
    String(reflecting: String(decoding: Array(bytes).prefix(80), as: UTF8.self))
  }

  /// C0 but tab, DEL, and C1.
  static func hasControls(_ text: String, but allowed: String = "\t") -> Bool {
    text.unicodeScalars.contains {
      ($0.value < 0x20 || (0x7f..<0xa0).contains($0.value))
        && !allowed.unicodeScalars.contains($0)
    }
  }
}
