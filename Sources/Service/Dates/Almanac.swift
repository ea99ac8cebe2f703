import Cadence
import Meetings

/// What `cadence` shows: the dates of one sentence, rule or schedule for machines.
package struct Almanac {
  private let dates: RuleDates
  private let first: CivilDate
  private let last: CivilDate
  private let count: Int

  /// Which of the dates are shown.
  package struct Range {
    fileprivate let from: CivilDate?
    fileprivate let until: CivilDate?
    fileprivate let count: Int

    /// - Parameters: dates as 2026-12-03.
    /// - Throws: `CommandDesk.Failure.usage`, with what to write instead.
    package init(from: String?, until: String?, count: Int) throws(CommandDesk.Failure) {
      self.from = try CommandDesk.date(from, "from")
      self.until = try CommandDesk.date(until, "until")
      self.count = count
    }
  }

  /// The dates of a sentence, from today on if the range does not say.
  ///
  /// - Parameters:
  ///   - zone: of a sentence that names none.
  ///   - starting: the first date of `every N weeks`, as 2026-12-03.
  /// - Throws: `CommandDesk.Failure`, with what to write instead.
  package init(
    sentence: String, zone: String?, starting: String?, in range: Range
  ) throws(CommandDesk.Failure) {
    let zones = SystemZones().database
    let today = SystemWallClock().today
    let starting = try CommandDesk.date(starting, "starting")
    do throws(AskProblem) {
      let zone = try zone.map { (name) throws(AskProblem) in try zones.zone(asked: name) }
      dates = try RuleDates(
        sentence: sentence, in: zone, starting: starting, today: today, zones)
    } catch {
      throw Self.refusal(error)
    }
    (first, last) = (range.from ?? today, range.until ?? .distantFuture)
    count = range.count
  }

  /// The dates of a rule of RFC 5545, from its start on if the range does not say.
  ///
  /// - Parameters:
  ///   - start: 2026-01-01T09:00, 20260101T090000, or a date alone for whole days.
  ///   - shiftsGaps: whether a time that the clock jumps over happens later, or not at all.
  /// - Throws: `CommandDesk.Failure`, with what to write instead.
  package init(
    rule: String, start: String, zone: String?, shiftsGaps: Bool, in range: Range
  ) throws(CommandDesk.Failure) {
    let ask = RuleAsk(
      rule: rule, start: start, zone: zone, gap: shiftsGaps ? .shiftForward : .omit)
    do { dates = try ask.dates(SystemZones().database) } catch { throw Self.refusal(error) }
    (first, last) = (range.from ?? .distantPast, range.until ?? .distantFuture)
    count = range.count
  }

  /// The dates of a schedule for machines, from today on if the range does not say.
  ///
  /// - Parameter zone: of one that names none; UTC without it.
  /// - Throws: `CommandDesk.Failure`, with what to write instead.
  package init(
    _ form: ExpressionAsk.Form, _ text: String, zone: String?, in range: Range
  ) throws(CommandDesk.Failure) {
    let ask = ExpressionAsk(form: form, text: text, zone: zone)
    do { dates = try ask.dates(SystemZones().database) } catch { throw Self.refusal(error) }
    (first, last) = (range.from ?? SystemWallClock().today, range.until ?? .distantFuture)
    count = range.count
  }

  /// A problem by the names of the command line.
  private static func refusal(_ problem: AskProblem) -> CommandDesk.Failure {
    let options = [
      "rrule": "--rrule", "dtstart": "--start", "tz": "--tz", "when": "the sentence",
      "cron": "--cron", "calendar": "--calendar",
    ]
    return .refused(problem.description(as: options[problem.key] ?? problem.key))
  }

  package var lines: [CommandDesk.Line] {
    var lines: [CommandDesk.Line] = []
    for occurrence in dates.occurrences(from: first) {
      guard lines.count < count, occurrence.date <= last else { break }
      lines.append(line(occurrence))
    }
    return lines
  }

  /// What to say where there is no date.
  package var nothing: String {
    dates.recurrence.isEmpty
      ? "no date" : "no date in this range: the rule is over, or has not begun"
  }

  /// What was asked for: its normal form, the same by RFC 5545 from the first date on, and what is
  /// not plain to see; nil for a rule of RFC 5545, which is that already.
  package var heading: CommandDesk.Line? {
    guard let written = dates.written else { return nil }
    let rules = dates.recurrence.standards(from: first)
    let lines = (rules ?? []).flatMap { $0.description.split(separator: "\n").map(String.init) }
    let notes = dates.explain(first) + (rules == nil ? [] : [leftOut].compactMap(\.self))
    let heading = Heading(written: written, rules: rules?.map(Heading.Rule.init), notes: notes)
    return CommandDesk.Line(
      text: ([written] + (lines + notes).map { "  " + $0 }).joined(separator: "\n"),
      json: (try? Answer.json(heading)) ?? "null")
  }

  /// So many dates are looked at for one that a rule leaves out: a daily meeting's of five years.
  private static let lookMax = 2_000

  /// Where the rule says less than the sentence.
  private var leftOut: String? {
    dates.occurrences(from: first).prefix(Self.lookMax).first { $0.adjustment == .gap }
      .map { "who follows this RRULE leaves out \($0.date), when the clock jumps over the time" }
  }

  private struct Heading: Encodable {
    let written: String
    let rules: [Rule]?
    let notes: [String]

    /// By the keys of a batch.
    struct Rule: Encodable {
      let dtstart: String
      let tz: String
      let rrule: String?

      init(_ rule: Recurrence.Standard) {
        dtstart = rule.start.compactText
        tz = rule.zone.identifier
        rrule = rule.rule?.description
      }
    }
  }

  private func line(_ occurrence: Recurrence.Occurrence) -> CommandDesk.Line {
    if dates.areDays {
      let date = occurrence.date
      return CommandDesk.Line(
        text: "\(date.weekday.shortName) \(date)", json: "{\"local\":\"\(date)\"}")
    }
    let zone = dates.recurrence.zone(of: occurrence)
    let local = Moment(occurrence.instant, in: zone)
    let note =
      switch occurrence.adjustment {
      case .none: ""
      case .gap: "  (\(occurrence.local.time) does not exist that day: clocks go forward)"
      case .overlap: "  (the first of two: clocks go back)"
      }
    let json =
      "{\"local\":\"\(local.local)\",\"utc\":\"\(occurrence.instant)\","
      + "\"zone\":\"\(zone.identifier)\","
      + "\"adjustment\":\"\(occurrence.adjustment.rawValue)\"}"
    return CommandDesk.Line(
      text: "\(Wording.local(local)) \(zone.identifier)  \(occurrence.instant)\(note)",
      json: json)
  }
}
