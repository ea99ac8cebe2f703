internal import Cadence

/// A crontab line or a calendar event, as text.
package struct ExpressionAsk {
  /// By its key in a line of a batch.
  package enum Form: String, CaseIterable {
    case cron, calendar
  }

  let form: Form
  let text: String
  /// An IANA name; nil for UTC. The text may name its own.
  var zone: String?
}

extension ExpressionAsk {
  /// The dates, and the normal form in which the service writes it.
  /// - Throws: `AskProblem` with the column and what to write.
  func dates(_ zones: ZoneDatabase) throws(AskProblem) -> RuleDates {
    let zone =
      try self.zone.map { (name) throws(AskProblem) in try zones.zone(asked: name) } ?? .utc
    do throws(TextProblem) {
      switch form {
      case .cron:
        let cron = try CronExpression(text, zones: zones)
        return RuleDates(
          recurrence: Recurrence(cron: cron, in: zone),
          written: cron.zone == nil ? "\(cron) \(zone)" : "\(cron)",
          explain: { cron.explanation(in: zone, from: $0) })
      case .calendar:
        let event = try CalendarExpression(text, zones: zones)
        return RuleDates(
          recurrence: Recurrence(calendar: event, in: zone),
          written: event.zone == nil ? "\(event) \(zone)" : "\(event)",
          explain: { event.explanation(in: zone, from: $0) })
      }
    } catch {
      throw AskProblem(form.rawValue, column: error.column, error.what, fix: error.fix)
    }
  }
}
