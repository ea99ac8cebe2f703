/// One component of a calendar event: "*", or a list of numbers, ranges and repetitions.
///
/// Source: systemd.time(7), calendar events.
struct CalendarField {
  enum Unit {
    case year, month, day, dayFromEnd, hour, minute, second
  }

  /// "3", "1..5", "1..5/2" or "1/2".
  private struct Item: Hashable, Comparable {
    var first: Int
    var last: Int?
    /// 0 for a single number.
    var step = 0

    static func < (a: Item, b: Item) -> Bool {
      (a.first, a.last ?? -1, a.step) < (b.first, b.last ?? -1, b.step)
    }
  }

  private let unit: Unit
  /// Ascending, none twice; empty for "*".
  private let items: [Item]

  /// - Parameter column: 1-based, of the field.
  init(_ text: some StringProtocol, _ unit: Unit, at column: Int) throws(TextProblem) {
    self.unit = unit
    guard text != "*" else {
      items = []
      return
    }
    var found: Set<Item> = []
    var column = column
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let part = String(part)
      do throws(FieldProblem) { found.insert(try Self.item(part, unit)) } catch {
        throw TextProblem(column: column, what: "\(unit.name): \(error.what)", fix: error.fix)
      }
      column += part.count + 1
    }
    items = found.sorted()
  }

  private struct FieldProblem: Error {
    let what: String
    let fix: String
  }

  private static func item(_ text: String, _ unit: Unit) throws(FieldProblem) -> Item {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = halves[0].split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try number(ends[0], unit)
    try check(first, ends[0], unit)
    var item = Item(first: first, step: ends.count == 2 ? 1 : 0)
    if halves.count == 2 {
      guard let step = Digits.value(halves[1].utf8), step > 0 else {
        throw FieldProblem(what: "\"\(halves[1])\" is not a step", fix: "\(halves[0])/2")
      }
      item.step = step
    }
    guard ends.count == 2 else {
      // A number that says it comes again, and does not.
      let next = unit == .dayFromEnd ? first - item.step : first + item.step
      guard unit.range.contains(next) else {
        throw FieldProblem(what: "\"\(text)\" never comes to its second value", fix: "\(first)")
      }
      return item
    }
    let last = try number(ends[1], unit)
    guard first <= last else {
      throw FieldProblem(what: "\"\(text)\" ends before it begins", fix: "\(last)..\(first)")
    }
    // Where the last step leads counts, not what is written behind it.
    let end = last - (last - first) % item.step
    try check(end, ends[1], unit)
    if end > first { item.last = end } else { item.step = 0 }
    return item
  }

  private static func number(_ text: Substring, _ unit: Unit) throws(FieldProblem) -> Int {
    guard let number = Digits.value(text.utf8) else {
      let (isStar, lowest) = (text == "*", unit.range.lowerBound)
      throw FieldProblem(
        what: isStar ? "\"*\" stands alone" : "\"\(text)\" is no number",
        fix: isStar ? "\"*\", or \(lowest)/2" : "\(lowest)")
    }
    return unit == .year ? fullYear(number) : number
  }

  private static func check(
    _ number: Int, _ text: Substring, _ unit: Unit
  ) throws(FieldProblem) {
    let range = unit.range
    guard !range.contains(number) else { return }
    throw FieldProblem(
      what: "\"\(text)\" is not within \(range.lowerBound) to \(range.upperBound)",
      fix: "\(number < range.lowerBound ? range.lowerBound : range.upperBound)")
  }

  /// 12 is 2012, and 89 is 1989.
  private static func fullYear(_ year: Int) -> Int {
    year < 70 ? year + 2000 : year < 100 ? year + 1900 : year
  }

  // MARK: What it means

  /// Whether it restricts nothing.
  var isOpen: Bool { items.isEmpty }

  /// The numbers that it names, ascending; an open field's are all there are.
  var values: [Int] {
    isOpen ? Array(unit.range) : Set(items.flatMap(values)).sorted()
  }

  private func values(of item: Item) -> [Int] {
    guard item.step > 0 else { return [item.first] }
    // Days from the end count down as the days themselves go on.
    if unit == .dayFromEnd, item.last == nil {
      return Array(stride(from: item.first, through: 1, by: -item.step))
    }
    return Array(stride(from: item.first, through: item.last ?? unit.end, by: item.step))
  }

  /// Bit 0 for the lowest there can be.
  var mask: UInt64 {
    values.reduce(0) { $0 | 1 << UInt64($1 - unit.range.lowerBound) }
  }

  /// As systemd writes it: "01..05/2,07".
  var text: String {
    let isEvery = unit == .second && items.contains(Item(first: 0, step: 1))
    if isOpen || isEvery { return "*" }
    return items.map { item in
      let width = unit == .year ? 4 : 2
      let last = item.last.map { ".." + Digits.text($0, width: width) } ?? ""
      let hasStep = item.step > (item.last == nil ? 0 : 1)
      return Digits.text(item.first, width: width) + last + (hasStep ? "/\(item.step)" : "")
    }.joined(separator: ",")
  }
}

extension CalendarField.Unit {
  fileprivate var name: String {
    switch self {
    case .year: "year"
    case .month: "month"
    case .day: "day of the month"
    case .dayFromEnd: "day from the end of the month"
    case .hour: "hour"
    case .minute: "minute"
    case .second: "second"
    }
  }

  /// What may be written.
  fileprivate var range: ClosedRange<Int> {
    switch self {
    case .year: 1970...2199
    case .month: 1...12
    case .day: 1...31
    // Every month has them.
    case .dayFromEnd: 1...28
    case .hour: 0...23
    case .minute, .second: 0...59
    }
  }

  /// Where a repetition ends: for years, with our calendar.
  fileprivate var end: Int { self == .year ? CivilDate.distantFuture.year : range.upperBound }
}
