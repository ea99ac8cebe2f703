internal import CCurl
internal import Foundation

/// When to come again, as a server says it.
enum RetryAfter {
  /// How long to wait as `Retry-After` says it (RFC 9110 10.2.3); `nil` where it says neither a
  /// number of seconds nor a date.
  ///
  /// Not libcurl's reading: that takes 20010101 for a date, a large number for none, and compares
  /// with the system's clock.
  /// - Parameter timestamp: when the request was made, in seconds since 1970.
  static func seconds(_ value: String?, at timestamp: Int64) -> Int? {
    guard let text = value?.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
      return nil
    }
    if let number = number(text) { return clamped(number) }
    // Each form of a date has a time of day (RFC 9110 5.6.7).
    guard text.contains(":") else { return nil }
    let date = curl_getdate(text, nil)
    return date < 0 ? nil : clamped(Int64(date) - timestamp)
  }

  /// Until a moment that is said in seconds since 1970.
  static func seconds(until value: String?, at timestamp: Int64) -> Int? {
    guard let moment = value.flatMap(number) else { return nil }
    return clamped(moment - timestamp)
  }

  /// Digits alone; more than there is room for are the largest number.
  private static func number(_ text: String) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text) ?? .max
  }

  /// One second to one day: a server may neither make us hammer it nor put us off for ever.
  private static func clamped(_ seconds: Int64) -> Int {
    Int(Swift.min(Swift.max(seconds, 1), 86_400))
  }
}
