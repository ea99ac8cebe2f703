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
    let zone = Zones.named("America/New_York")
    let until = Dates.day.adding(days: 40)
    var (isCron, isEvent) = (true, true)
    do {
      let cron = try CronExpression(text, zones: Zones.database)
      let again = try CronExpression("\(cron)", zones: Zones.database)
      try hold(again == cron, "\(cron) is read as another")
      try Recurrence(cron: cron, in: zone).holdDates()
      try Recurrence(cron: cron, in: zone, starting: Dates.day, until: until).holdDates()
    } catch let problem as TextProblem {
      isCron = try holdRefusal(
        of: text, column: problem.column, what: problem.what, fix: problem.fix)
    }
    do {
      let event = try CalendarExpression(text, zones: Zones.database)
      let again = try CalendarExpression("\(event)", zones: Zones.database)
      try hold(again == event, "\(event) is read as another")
      try Recurrence(calendar: event, in: zone).holdDates()
      try Recurrence(calendar: event, in: zone, starting: Dates.day, until: until).holdDates()
    } catch let problem as TextProblem {
      isEvent = try holdRefusal(
        of: text, column: problem.column, what: problem.what, fix: problem.fix)
    }
    return isCron || isEvent
  }
}
