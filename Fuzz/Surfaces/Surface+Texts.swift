import Cadence

extension Surface {
  /// "RULE|START|ZONE|shift|elapsed", of which all but the rule may be missing.
  func takeRule(_ text: String) throws -> Bool {
    var fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let written = fields.removeFirst()
    let rule: RecurrenceRule
    do {
      rule = try RecurrenceRule(text: written)
    } catch {
      return try holdRefusal(of: written, column: error.column, what: error.what, fix: error.fix)
    }
    try hold(try RecurrenceRule(text: "\(rule)") == rule, "\(rule) is read as another")
    try Recurrence(
      rule, starting: fields.first.flatMap { CivilDateTime($0) } ?? Dates.morning,
      in: fields.dropFirst().first.map(Zones.named) ?? .utc,
      gap: fields.contains("shift") ? .shiftForward : .omit,
      stepping: fields.contains("elapsed") ? .elapsed : .wall
    ).holdDates()
    return true
  }

  /// "SENTENCE|ZONE|STARTING|UNTIL", of which the last three are the keys beside it.
  func takeSentence(_ text: String) throws -> Bool {
    var fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let written = fields.removeFirst()
    func read(_ text: String) throws(SentenceProblem) -> Sentence {
      try Sentence(
        text, in: fields.first.map(Zones.named),
        starting: fields.dropFirst().first.flatMap { CivilDate($0) },
        until: fields.dropFirst(2).first.flatMap { CivilDate($0) }, today: Dates.day,
        zones: Zones.database)
    }
    let sentence: Sentence
    do {
      sentence = try read(written)
    } catch {
      let fix = error.fixes.joined(separator: " or ")
      return try holdRefusal(of: written, column: error.column, what: error.what, fix: fix)
    }
    try hold(try read("\(sentence)") == sentence, "\"\(sentence)\" is read as another")
    try sentence.recurrence.holdDates()
    return true
  }

  /// A line of a crontab, or a calendar event of systemd's.
  func takeExpression(_ text: String) throws -> Bool {
    let isCron = try takeExpression(
      text,
      as: { text throws(TextProblem) in
        try CronExpression(text, zones: Zones.database)
      }
    ) { Recurrence(cron: $0, in: Zones.named("America/New_York"), starting: $1, until: $2) }
    let isEvent = try takeExpression(
      text,
      as: { text throws(TextProblem) in
        try CalendarExpression(text, zones: Zones.database)
      }
    ) { Recurrence(calendar: $0, in: Zones.named("America/New_York"), starting: $1, until: $2) }
    return isCron || isEvent
  }

  private func takeExpression<Expression: Equatable & CustomStringConvertible>(
    _ text: String, as read: (String) throws(TextProblem) -> Expression,
    _ dates: (Expression, CivilDate?, CivilDate?) -> Recurrence
  ) throws -> Bool {
    let expression: Expression
    do { expression = try read(text) } catch {
      return try holdRefusal(of: text, column: error.column, what: error.what, fix: error.fix)
    }
    try hold(try read("\(expression)") == expression, "\(expression) is read as another")
    try dates(expression, nil, nil).holdDates()
    try dates(expression, Dates.day, Dates.day.adding(days: 40)).holdDates()
    return true
  }
}
