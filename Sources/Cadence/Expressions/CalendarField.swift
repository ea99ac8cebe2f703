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

  /// As systemd has them.
  static let years = 1970...2199

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
      do throws(FieldProblem) { found.insert(try Self.item(Substring(part), unit)) } catch {
        throw TextProblem(
          column: column, what: "\(unit.name): \(error.what)", fix: Self.near(Substring(part), unit)
        )
      }
      column += part.count + 1
    }
    items = found.sorted()
  }

  private struct FieldProblem: Error {
    let what: String
  }

  private static func item(_ text: Substring, _ unit: Unit) throws(FieldProblem) -> Item {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = halves[0].split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try number(ends[0], unit)
    try check(first, ends[0], unit)
    var item = Item(first: first, step: ends.count == 2 ? 1 : 0)
    if halves.count == 2 {
      guard let step = Digits.value(halves[1].utf8), step > 0 else {
        throw FieldProblem(what: "\"\(halves[1])\" is not a step")
      }
      item.step = step
    }
    guard ends.count == 2 else {
      // A number that says it comes again, and does not.
      guard comesAgain(first, item.step, unit) else {
        throw FieldProblem(what: "\"\(text)\" never comes to its second value")
      }
      return item
    }
    let last = try number(ends[1], unit)
    guard first <= last else {
      throw FieldProblem(what: "\"\(text)\" ends before it begins")
    }
    // Where the last step leads counts, not what is written behind it.
    let end = last - (last - first) % item.step
    try check(end, ends[1], unit)
    if end > first { item.last = end } else { item.step = 0 }
    return item
  }

  private static func comesAgain(_ first: Int, _ step: Int, _ unit: Unit) -> Bool {
    unit.range.contains(unit == .dayFromEnd ? first - step : first + step)
  }

  private static func number(_ text: Substring, _ unit: Unit) throws(FieldProblem) -> Int {
    guard let number = Digits.value(text.utf8) else {
      throw FieldProblem(
        what: text == "*" ? "\"*\" stands alone" : "\"\(text)\" is no number")
    }
    return unit == .year ? fullYear(number) : number
  }

  private static func check(
    _ number: Int, _ text: Substring, _ unit: Unit
  ) throws(FieldProblem) {
    let range = unit.range
    guard !range.contains(number) else { return }
    throw FieldProblem(
      what: "\"\(text)\" is not within \(range.lowerBound) to \(range.upperBound)")
  }

  /// 12 is 2012, and 89 is 1989.
  private static func fullYear(_ year: Int) -> Int {
    year < 70 ? year + 2000 : year < 100 ? year + 1900 : year
  }

  // MARK: What may be meant

  /// An item that can be read, with all that is right in it.
  private static func near(_ text: Substring, _ unit: Unit) -> String {
    let (lowest, highest) = (unit.range.lowerBound, unit.range.upperBound)
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var step = 1
    if halves.count == 2 {
      step = max(Digits.value(halves[1].prefix { $0.isASCII && $0.isNumber }.utf8) ?? 2, 1)
    }
    let suffix = step > 1 ? "/\(step)" : ""
    if halves[0] == "*" || halves[0].isEmpty && halves.count == 2 {
      return step > 1 && unit != .dayFromEnd
        ? "\(lowest)\(suffix)" : "\(lowest)..\(highest)\(suffix)"
    }
    let ends = halves[0].replacing("..", with: "-").split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = near(ends[0], unit, isAlone: ends.count == 1, otherwise: lowest)
    guard ends.count == 2 else {
      return halves.count == 2 && comesAgain(first.value, step, unit)
        ? "\(first.text)/\(step)" : first.text
    }
    let last = near(ends[1], unit, isAlone: false, otherwise: highest)
    guard first.value > last.value else { return "\(first.text)..\(last.text)\(suffix)" }
    // Days from the end may be written either way; those of a month and hours go over its end.
    guard unit != .year, unit != .dayFromEnd else {
      return "\(last.text)..\(first.text)\(suffix)"
    }
    let end = highest - (highest - first.value) % step
    let next = end + step - unit.range.count
    let begin = "\(first.text)..\(highest)\(suffix)"
    guard next <= last.value else { return begin }
    return next == last.value
      ? "\(begin),\(last.text)" : "\(begin),\(next)..\(last.text)\(suffix)"
  }

  private static func near(
    _ text: Substring, _ unit: Unit, isAlone: Bool, otherwise: Int
  ) -> (text: String, value: Int) {
    let range = unit.range
    let isWhole = Digits.value(text.utf8) != nil
    if let digits = Digits.value(text.prefix { $0.isASCII && $0.isNumber }.utf8) {
      let number = unit == .year ? fullYear(digits) : digits
      if isWhole, range.contains(number) { return (String(text), number) }
      // Minute 60 is minute 0.
      let isNext = isAlone && range.lowerBound == 0 && number == range.count
      let near = isNext ? 0 : min(max(number, range.lowerBound), range.upperBound)
      return (Digits.text(near), near)
    }
    if unit == .month, let month = SentenceVocabulary.month(text.lowercased()) {
      return (Digits.text(month), month)
    }
    return (Digits.text(otherwise), otherwise)
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
    case .year: CalendarField.years
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

extension StringProtocol {
  /// "2026" and "2026..2028".
  var beginsWithYear: Bool {
    Digits.value(prefix(4).utf8).map(CalendarField.years.contains) ?? false
  }
}
