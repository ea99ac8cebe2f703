extension RecurrenceRule {
  /// Reads the text of an `RRULE`: "FREQ=MONTHLY;BYDAY=-1FR", with or without "RRULE:" before it.
  ///
  /// Names may be in small letters, and parts in any order; a part that is given twice is refused.
  /// - Throws: `RuleProblem` with the part, its column and what to write.
  /// Source: RFC 5545 section 3.3.10, RFC 7529 section 4.1.
  public init(text: String) throws(RuleProblem) {
    self = try RuleReader(text).read()
  }
}

extension RecurrenceRule: CustomStringConvertible {
  /// The text that is read back as an equal rule, with the parts in the order of RFC 5545.
  public var description: String {
    var parts: [String] = []
    if skip != .omit { parts += ["RSCALE=GREGORIAN"] }
    parts.append("FREQ=\(frequency.text)")
    switch end {
    case .count(let count): parts.append("COUNT=\(count)")
    case .date(let date): parts.append("UNTIL=\(date.compactText)")
    case .local(let local): parts.append("UNTIL=\(local.compactText)")
    case .instant(let instant):
      parts.append("UNTIL=\(CivilDateTime(wallSeconds: instant.secondsSince1970).compactText)Z")
    case nil: break
    }
    if interval != 1 { parts.append("INTERVAL=\(interval)") }
    func list(_ name: String, _ values: [Int]) {
      if !values.isEmpty {
        parts.append("\(name)=" + values.map(String.init).joined(separator: ","))
      }
    }
    list("BYSECOND", seconds)
    list("BYMINUTE", minutes)
    list("BYHOUR", hours)
    if !weekdays.isEmpty {
      parts.append("BYDAY=" + weekdays.map(\.description).joined(separator: ","))
    }
    list("BYMONTHDAY", monthDays)
    list("BYYEARDAY", yearDays)
    list("BYWEEKNO", weekNumbers)
    list("BYMONTH", months)
    list("BYSETPOS", positions)
    if weekStart != .monday { parts.append("WKST=\(weekStart.letters)") }
    if skip != .omit { parts.append("SKIP=\(skip.text)") }
    return parts.joined(separator: ";")
  }
}

extension RecurrenceRule.Frequency {
  /// "WEEKLY".
  var text: String {
    switch self {
    case .secondly: "SECONDLY"
    case .minutely: "MINUTELY"
    case .hourly: "HOURLY"
    case .daily: "DAILY"
    case .weekly: "WEEKLY"
    case .monthly: "MONTHLY"
    case .yearly: "YEARLY"
    }
  }
}

extension RecurrenceRule.Skip {
  /// "FORWARD".
  fileprivate var text: String {
    switch self {
    case .omit: "OMIT"
    case .backward: "BACKWARD"
    case .forward: "FORWARD"
    }
  }
}

extension RecurrenceRule.NumberedWeekday: CustomStringConvertible {
  /// "-1FR", "MO".
  public var description: String { (number.map(String.init) ?? "") + weekday.letters }
}

extension Weekday {
  /// "MO". Source: RFC 5545 section 3.3.10, weekday.
  var letters: String {
    switch self {
    case .monday: "MO"
    case .tuesday: "TU"
    case .wednesday: "WE"
    case .thursday: "TH"
    case .friday: "FR"
    case .saturday: "SA"
    case .sunday: "SU"
    }
  }
}

extension CivilDate {
  /// "20261203". Source: RFC 5545 section 3.3.4.
  public var compactText: String {
    let (year, month, day) = fields
    return Digits.text(year, width: 4) + Digits.text(month) + Digits.text(day)
  }

  /// Reads "20261203".
  public init?(compactText text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8, let year = Digits.value(bytes[0..<4]),
      let month = Digits.value(bytes[4..<6]), let day = Digits.value(bytes[6..<8])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension CivilDateTime {
  /// "20261203T140000". Source: RFC 5545 section 3.3.5.
  public var compactText: String {
    date.compactText + "T" + Digits.text(time.hour) + Digits.text(time.minute)
      + Digits.text(time.second)
  }

  /// Reads "20261203T140000", without a "Z".
  public init?(compactText text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 15, bytes[8] == UInt8(ascii: "T"),
      let date = CivilDate(compactText: text.prefix(8)),
      let hour = Digits.value(bytes[9..<11]), let minute = Digits.value(bytes[11..<13]),
      let second = Digits.value(bytes[13..<15]),
      let time = CivilTime(hour: hour, minute: minute, second: min(second, 59)), second <= 60
    else { return nil }
    self.init(date: date, time: time)
  }
}
