internal import Cadence

/// One line of `cadence --batch`: which dates are asked for, and under which id.
struct BatchAsk {
  /// What dates a line gives at the most.
  static let limitMax = 100_000
  private static let keys = [
    "id", "rrule", "dtstart", "tz", "rdate", "exdate", "limit", "gap", "when", "starting", "cron",
    "calendar", "from",
  ]

  /// What goes with a rule alone, and what is asked instead of one.
  private static let ruleKeys = ["rrule", "dtstart", "rdate", "exdate", "gap"]
  private static let kinds = ["when"] + ExpressionAsk.Form.allCases.map(\.rawValue)

  /// A JSON scalar as it was written; nil as long as none was read.
  private(set) var id: ArraySlice<UInt8>?
  private var values: [(key: String, value: JSONScanner.Value)] = []

  /// What can be read is there afterwards, even where the line cannot be.
  /// - Throws: `TextProblem` with the column within the line.
  mutating func read(_ line: ArraySlice<UInt8>) throws(TextProblem) {
    var scanner = JSONScanner(line)
    try scanner.object { key, value, bytes in
      values.append((key, value))
      if key == "id", id == nil, value.isScalar { id = bytes }
    }
  }

  /// What is asked for.
  enum Question {
    case rule(RuleAsk, from: CivilDate?)
    /// - Parameter zone: of a sentence that names none.
    case sentence(String, zone: String?, starting: CivilDate?, from: CivilDate?)
    case expression(ExpressionAsk, from: CivilDate?)
  }

  /// - Throws: `AskProblem` with the key and what to write.
  func question() throws(AskProblem) -> (question: Question, limit: Int) {
    try check()
    let limit = try number("limit", 1...Self.limitMax) ?? 40
    for kind in Self.kinds {
      guard let text = try text(kind) else { continue }
      try refuse(Self.ruleKeys + Self.kinds.filter { $0 != kind }, beside: kind)
      let (zone, from) = (try self.text("tz"), try date("from"))
      guard let form = ExpressionAsk.Form(rawValue: kind) else {
        return (.sentence(text, zone: zone, starting: try date("starting"), from: from), limit)
      }
      try refuse(["starting"], beside: kind)
      return (.expression(ExpressionAsk(form: form, text: text, zone: zone), from: from), limit)
    }
    try refuse(["starting"], beside: "rrule")
    var ask = RuleAsk()
    ask.rule = try needed(
      "rrule", "FREQ=WEEKLY;BYDAY=TH, or \"when\", \"cron\" or \"calendar\"")
    ask.start = try needed("dtstart", "20260101T090000")
    ask.zone = try text("tz")
    ask.including = try list("rdate")
    ask.except = try list("exdate")
    switch try text("gap") {
    case nil, "omit": ask.gap = .omit
    case "shift": ask.gap = .shiftForward
    case let other?:
      throw AskProblem("gap", "\(AskProblem.quoted(other)) is not known", fix: "omit or shift")
    }
    return (.rule(ask, from: try date("from")), limit)
  }

  // MARK: Values

  private func check() throws(AskProblem) {
    for (index, (key, value)) in values.enumerated() {
      guard Self.keys.contains(key) else {
        throw AskProblem(
          String(key.prefix(40)), "there is no such key", fix: Self.keys.joined(separator: ", "))
      }
      guard !values[..<index].contains(where: { $0.key == key }) else {
        throw AskProblem(key, "it is given twice", fix: "it once")
      }
      if key == "id", !value.isScalar {
        throw AskProblem(key, "a list is no name", fix: "a number or a text")
      }
    }
  }

  /// nil if it is not there, or null.
  private func value(_ key: String) -> JSONScanner.Value? {
    guard let value = values.first(where: { $0.key == key })?.value else { return nil }
    if case .null = value { return nil }
    return value
  }

  private func refuse(_ keys: [String], beside other: String) throws(AskProblem) {
    for key in keys where value(key) != nil {
      throw AskProblem(key, "it does not go with \"\(other)\"", fix: "one of them")
    }
  }

  private func text(_ key: String) throws(AskProblem) -> String? {
    switch value(key) {
    case nil: return nil
    case .text(let text): return text
    default: throw AskProblem(key, "it is no text", fix: "it in \"quotes\"")
    }
  }

  private func needed(_ key: String, _ fix: String) throws(AskProblem) -> String {
    guard let text = try text(key) else { throw AskProblem(key, "it is missing", fix: fix) }
    return text
  }

  private func date(_ key: String) throws(AskProblem) -> CivilDate? {
    guard let text = try text(key) else { return nil }
    guard let date = CivilDate(text) else {
      throw AskProblem(key, "\(AskProblem.quoted(text)) is no date", fix: "2026-12-01")
    }
    return date
  }

  private func list(_ key: String) throws(AskProblem) -> [String] {
    switch value(key) {
    case nil: return []
    case .list(let list): return list
    default: throw AskProblem(key, "it is no list", fix: "[\"20260101T090000\"]")
    }
  }

  private func number(_ key: String, _ range: ClosedRange<Int>) throws(AskProblem) -> Int? {
    guard let value = value(key) else { return nil }
    guard case .number(let digits) = value,
      let number = Int(String(decoding: digits, as: UTF8.self)), range.contains(number)
    else {
      throw AskProblem(
        key, "it is no number from \(range.lowerBound) to \(range.upperBound)", fix: "40")
    }
    return number
  }
}

extension JSONScanner.Value {
  fileprivate var isScalar: Bool {
    if case .list = self { false } else { true }
  }
}
