/// A length of elapsed time in whole seconds; never a calendar step.
///
/// Arithmetic saturates: a length does not overflow, it stays at the longest one.
public struct Seconds: Comparable, Hashable, Sendable {
  /// How many seconds; negative means backwards.
  public var count: Int64

  /// That many seconds.
  public init(_ count: Int64) { self.count = count }

  /// No time at all.
  public static let zero = Seconds(0)

  /// That many seconds.
  public static func seconds(_ count: Int64) -> Seconds { Seconds(count) }
  /// That many minutes.
  public static func minutes(_ count: Int64) -> Seconds { Seconds(60) * count }
  /// That many hours.
  public static func hours(_ count: Int64) -> Seconds { Seconds(3600) * count }
  /// That many times 24 hours. A calendar day can be shorter or longer: see `CivilDate`.
  public static func days(_ count: Int64) -> Seconds { Seconds(86_400) * count }

  /// The shorter comes first.
  public static func < (a: Seconds, b: Seconds) -> Bool { a.count < b.count }
  /// The sum, saturating.
  public static func + (a: Seconds, b: Seconds) -> Seconds {
    Seconds(a.count.saturatingAdd(b.count))
  }
  /// The difference, saturating.
  public static func - (a: Seconds, b: Seconds) -> Seconds {
    Seconds(a.count.saturatingSubtract(b.count))
  }
  /// The multiple, saturating.
  public static func * (a: Seconds, factor: Int64) -> Seconds {
    let (product, overflow) = a.count.multipliedReportingOverflow(by: factor)
    guard overflow else { return Seconds(product) }
    return Seconds((a.count < 0) == (factor < 0) ? .max : .min)
  }
  /// The same length the other way.
  public static prefix func - (a: Seconds) -> Seconds { .zero - a }
  /// Adds, saturating.
  public static func += (a: inout Seconds, b: Seconds) { a = a + b }
  /// Subtracts, saturating.
  public static func -= (a: inout Seconds, b: Seconds) { a = a - b }
}

extension Seconds {
  /// Reads "1 hour", "90 min", "1 hour 30 minutes", "45m", "2h".
  ///
  /// A day is refused: it is a calendar step, and a length says hours.
  /// - Throws: `TextProblem` with what to write instead.
  public init(parsing text: String) throws(TextProblem) {
    let example = "1 hour 30 minutes"
    let amounts = try Amount.list(in: text, example: example)
    var total = Seconds.zero
    for amount in amounts {
      guard let seconds = amount.unit.seconds else {
        let fix = amount.unit.days.map { "\(Seconds.hours(24) * amount.count * $0)" }
        throw TextProblem(
          column: amount.column, what: "\(amount) is a calendar step, not a length of time",
          fix: fix ?? example)
      }
      total += seconds * amount.count
    }
    self = total
  }
}

extension Seconds: CustomStringConvertible {
  /// Hours, minutes and seconds in words, "1 hour 30 minutes"; "0 minutes" for none.
  public var description: String {
    guard count != 0 else { return "0 minutes" }
    let size = count.magnitude
    let parts = [(size / 3600, "hour"), (size / 60 % 60, "minute"), (size % 60, "second")]
    let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return (count < 0 ? "-" : "") + words.joined(separator: " ")
  }
}

extension Seconds: Codable {
  /// Reads a number of seconds.
  public init(from decoder: any Decoder) throws {
    count = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes the number of seconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(count)
  }
}

extension Int64 {
  func saturatingAdd(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  func saturatingSubtract(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }
}
