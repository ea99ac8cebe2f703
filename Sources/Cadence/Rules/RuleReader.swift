/// Reads the parts of an `RRULE`.
struct RuleReader {
  /// One "NAME=VALUE".
  private struct Part {
    /// In capitals.
    let name: String
    let value: Substring
    /// All of it.
    let text: Substring

    /// - Parameter place: what is wrong, if that is not the whole value.
    func problem(_ what: String, _ fix: String, at place: Substring? = nil) -> RuleProblem {
      RuleProblem(part: name, column: (place ?? value).column, what: what, fix: fix)
    }

    /// Of a value that is something else, or not there.
    func refusal(of text: Substring, _ what: String, _ fix: String) -> RuleProblem {
      problem(text.isEmpty ? "a value is missing" : "\"\(text)\" \(what)", fix, at: text)
    }
  }

  /// In bytes: every value of every part fits into it.
  private static let textMax = 10_000
  private static let names = [
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
    "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST", "RSCALE", "SKIP",
  ]

  private let parts: [Part]

  init(_ text: String) throws(RuleProblem) {
    guard text.utf8.count <= Self.textMax else {
      throw RuleProblem(what: "this is too long for a rule", fix: "FREQ=WEEKLY;BYDAY=TH")
    }
    var rest = text[...].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    if rest.prefix(6).uppercased() == "RRULE:" { rest = rest.dropFirst(6) }
    guard !rest.isEmpty else {
      throw RuleProblem(
        column: rest.column, what: "nothing is written here", fix: "FREQ=WEEKLY;BYDAY=TH")
    }
    // Some write one ";" too many at the end.
    if rest.hasSuffix(";") { rest = rest.dropLast() }
    var parts: [Part] = []
    for text in rest.pieces(between: ";") {
      let part = try Self.part(text)
      guard !parts.contains(where: { $0.name == part.name }) else {
        throw RuleProblem(
          part: part.name, column: text.column, what: "it is given twice",
          fix: "all of it in one \(part.name)")
      }
      parts.append(part)
    }
    self.parts = parts
  }

  private static func part(_ text: Substring) throws(RuleProblem) -> Part {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      throw RuleProblem(
        column: text.column, what: text.isEmpty ? "a part is empty" : "\"\(text)\" has no \"=\"",
        fix: "NAME=VALUE, as in BYDAY=TH")
    }
    let name = text[..<equals].uppercased()
    guard names.contains(name) else {
      throw RuleProblem(
        column: text.column, what: "\"\(text[..<equals])\" is not a part of a rule",
        fix: Nearest.word(to: name, in: names) ?? "one of \(names.joined(separator: ", "))")
    }
    return Part(name: name, value: text[text.utf8.index(after: equals)...], text: text)
  }

  func read() throws(RuleProblem) -> RecurrenceRule {
    guard let frequency = try part("FREQ").map(Self.frequency) else {
      throw RuleProblem(part: "FREQ", what: "it is missing", fix: "FREQ=WEEKLY")
    }
    var rule = RecurrenceRule(frequency)
    for part in parts {
      switch part.name {
      case "FREQ": break
      case "INTERVAL": rule.interval = try Self.number(part, part.value, 1...Int(Int32.max))
      case "COUNT":
        if let until = self.part("UNTIL") {
          throw until.problem("COUNT and UNTIL do not go together", "one of them", at: until.text)
        }
        rule.end = .count(try Self.number(part, part.value, 1...Int(Int32.max)))
      case "UNTIL": rule.end = try Self.end(part)
      case "WKST": rule.weekStart = try Self.weekday(part, part.value, of: part.value)
      case "BYSECOND": rule.seconds = try Self.list(part, 0...60, isSigned: false)
      case "BYMINUTE": rule.minutes = try Self.list(part, 0...59, isSigned: false)
      case "BYHOUR": rule.hours = try Self.list(part, 0...23, isSigned: false)
      case "BYMONTHDAY": rule.monthDays = try Self.list(part, 1...31, isSigned: true)
      case "BYYEARDAY": rule.yearDays = try Self.list(part, 1...366, isSigned: true)
      case "BYWEEKNO": rule.weekNumbers = try Self.list(part, 1...53, isSigned: true)
      case "BYMONTH": rule.months = try Self.list(part, 1...12, isSigned: false)
      case "BYSETPOS": rule.positions = try Self.list(part, 1...366, isSigned: true)
      case "BYDAY": rule.weekdays = try Self.weekdays(part)
      case "RSCALE": try Self.checkScale(part)
      default: rule.skip = try skip(part)
      }
    }
    do throws(RuleProblem) { try rule.check() } catch {
      var problem = error
      problem.column = part(error.part)?.text.column ?? 1
      throw problem
    }
    return rule
  }

  private func part(_ name: String) -> Part? { parts.first { $0.name == name } }

  // MARK: Values

  private static func frequency(_ part: Part) throws(RuleProblem) -> RecurrenceRule.Frequency {
    let names = RecurrenceRule.Frequency.allCases.map(\.text)
    guard let index = names.firstIndex(of: part.value.uppercased()) else {
      throw part.refusal(
        of: part.value, "is not a frequency",
        Nearest.word(to: part.value.uppercased(), in: names)
          ?? "one of \(names.joined(separator: ", "))")
    }
    return RecurrenceRule.Frequency.allCases[index]
  }

  /// - Parameter isSigned: whether it may be counted from the end.
  private static func number(
    _ part: Part, _ text: Substring, _ range: ClosedRange<Int>, isSigned: Bool = false
  ) throws(RuleProblem) -> Int {
    let sign = isSigned ? text.utf8.first.flatMap { $0 == plus || $0 == minus ? $0 : nil } : nil
    let digits = text.utf8.dropFirst(sign == nil ? 0 : 1)
    // Nine digits at the most, and one more for the largest.
    let value =
      digits.count <= 10 && digits.allSatisfy { (48...57).contains($0) }
      ? Int(Substring(digits)) : nil
    guard let value, range.contains(value) else {
      throw part.refusal(
        of: text, "is not \(range.words(isSigned: isSigned))", "\(range.lowerBound)")
    }
    return sign == minus ? -value : value
  }

  private static let (plus, minus) = (UInt8(ascii: "+"), UInt8(ascii: "-"))

  private static func list(
    _ part: Part, _ range: ClosedRange<Int>, isSigned: Bool
  ) throws(RuleProblem) -> [Int] {
    var list: [Int] = []
    for text in part.value.pieces(between: ",") {
      list.append(try number(part, text, range, isSigned: isSigned))
    }
    return list
  }

  /// - Parameter whole: what is shown, where the name is a part of it.
  private static func weekday(
    _ part: Part, _ name: Substring, of whole: Substring
  ) throws(RuleProblem) -> Weekday {
    let wanted = name.uppercased()
    guard let day = Weekday.allCases.first(where: { $0.letters == wanted }) else {
      // "MON" and "Tuesday" are near enough.
      let meant = Weekday.allCases.first {
        wanted.count > 2 && $0.name.uppercased().hasPrefix(wanted)
      }
      throw part.refusal(
        of: whole, "is not a day of the week",
        meant.map { whole.dropLast(name.count) + $0.letters } ?? "MO, TU, WE, TH, FR, SA or SU")
    }
    return day
  }

  private static func weekdays(
    _ part: Part
  ) throws(RuleProblem) -> [RecurrenceRule.NumberedWeekday] {
    var list: [RecurrenceRule.NumberedWeekday] = []
    for text in part.value.pieces(between: ",") {
      let number = text.utf8.prefix { (48...57).contains($0) || $0 == plus || $0 == minus }
      let day = try weekday(part, Substring(text.utf8[number.endIndex...]), of: text)
      guard !number.isEmpty else {
        list.append(.init(day))
        continue
      }
      let value = try Self.number(
        part, Substring(number), RecurrenceRule.weekdayNumbers, isSigned: true)
      list.append(.init(day, number: value))
    }
    return list
  }

  private static func end(_ part: Part) throws(RuleProblem) -> RecurrenceRule.End {
    let text = part.value.uppercased()
    if let date = CivilDate(compactText: text) { return .date(date) }
    if let local = CivilDateTime(compactText: text) { return .local(local) }
    if text.last == "Z", let local = CivilDateTime(compactText: text.dropLast()) {
      return .instant(Instant(secondsSince1970: local.wallSeconds))
    }
    throw part.refusal(
      of: part.value, "is neither a date nor a time", "20261231 or 20261231T235959Z")
  }

  private static func checkScale(_ part: Part) throws(RuleProblem) {
    guard part.value.uppercased() == "GREGORIAN" else {
      throw part.refusal(of: part.value, "is a calendar that is not known here", "GREGORIAN")
    }
  }

  private func skip(_ part: Part) throws(RuleProblem) -> RecurrenceRule.Skip {
    guard self.part("RSCALE") != nil else {
      throw RuleProblem(
        part: "SKIP", column: part.text.column, what: "it needs a calendar beside it",
        fix: "RSCALE=GREGORIAN;SKIP=\(part.value)")
    }
    switch part.value.uppercased() {
    case "OMIT": return .omit
    case "BACKWARD": return .backward
    case "FORWARD": return .forward
    default:
      throw part.refusal(
        of: part.value, "is not a way to skip", "OMIT, BACKWARD or FORWARD")
    }
  }
}

extension Substring {
  fileprivate func pieces(between separator: Unicode.Scalar) -> [Substring] {
    utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
      .map(Substring.init)
  }
}
