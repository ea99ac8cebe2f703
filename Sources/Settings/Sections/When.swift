import Cadence

/// When a meeting is: `when:`, or one of the keys that say it otherwise.
///
///     when: first and third Thursday 16:00 Europe/Berlin
///     alternate: [Tuesday 09:00 UTC, Thursday 16:00 UTC]     # with starting:
///     rrule: FREQ=MONTHLY;BYDAY=-1FR                         # with starting: 2026-12-25 14:00
///     cron: "0 14 * * 4"
///     calendar: Thu *-*-1..7 16:00 Europe/Berlin
struct WhenReader {
  enum Key: String, CaseIterable {
    case when, alternate, rrule, cron, calendar
  }

  /// One rule and where it stands.
  struct Slot {
    let rule: Recurrence
    let place: Place
    /// Of "14:00-15:00".
    var duration: Seconds?
    /// "on demand": it has no dates but those that are written beside it.
    var isOnDemand = false
  }

  private let context: SeriesContext
  /// Of what names none.
  private let zone: ZoneRules
  private let today: CivilDate
  let key: Key
  let field: Field
  private let starting: Field?
  let bounds: SeriesContext.Bounds

  /// - Parameters:
  ///   - zone: of what names none; nil for the community's.
  ///   - today: dates the fixes; a program's term may lie far ahead.
  /// - Returns: nil if nothing says when, which is reported.
  init?(
    _ entry: Section, _ context: SeriesContext, in zone: ZoneRules? = nil, today: CivilDate,
    hasUntil: Bool = true
  ) {
    let fields = Key.allCases.compactMap { key in entry[key.rawValue].map { (key, $0) } }
    starting = entry["starting"]
    let until = hasUntil ? entry["until"] : nil
    // The start of a rule has a time as well.
    let isRule = fields.first?.0 == .rrule
    bounds = context.bounds(starting: isRule ? nil : starting, until: until)
    guard let (key, field) = fields.first else {
      // Whoever writes `frequency:` needs no second complaint about `when:`.
      if !SeriesContext.retiredKeys.keys.contains(where: entry.has) {
        _ = entry.required("when", example: Self.example)
      }
      return nil
    }
    for (other, field) in fields.dropFirst() {
      field.error(
        "`\(other.rawValue)` and `\(key.rawValue)` both say when", fix: "leave one of them out")
    }
    (self.context, self.today, self.key, self.field) = (context, today, key, field)
    self.zone = zone ?? context.zone
    if fields.count > 1 { return nil }
  }

  static func isWritten(in entry: Section) -> Bool {
    (Key.allCases.map(\.rawValue) + ["starting"]).contains(where: entry.has)
  }

  /// The rules; nil where one of them cannot be read, which is reported.
  func slots() -> [Slot]? {
    switch key {
    case .when: sentences()
    case .alternate: alternating()
    case .rrule: rule().map { [$0] }
    case .cron: cron().map { [$0] }
    case .calendar: calendar().map { [$0] }
    }
  }

  // MARK: Sentences

  private static let example = "Thursday 14:00 UTC"

  private func texts() -> [(field: Field, text: String)]? {
    guard let fields = field.oneOrMore("a sentence or a list of them", example: Self.example) else {
      return nil
    }
    guard !fields.isEmpty else {
      field.error("`\(field.name)` is empty", fix: "write `\(field.name): \(Self.example)`")
      return nil
    }
    let texts = fields.compactMap { field in
      field.text(max: 500, example: Self.example).map { (field, $0) }
    }
    return texts.count == fields.count ? texts : nil
  }

  private func sentences() -> [Slot]? {
    guard let texts = texts() else { return nil }
    let slots = texts.compactMap { field, text -> Slot? in
      do throws(SentenceProblem) {
        let sentence = try Sentence(
          text, in: zone, starting: bounds.starting, until: bounds.until, today: today,
          zones: context.zones, others: context.recurrences, isOneOfSeveral: texts.count > 1)
        return Slot(
          rule: sentence.recurrence, place: field.value.place, duration: sentence.duration,
          isOnDemand: sentence.isOnDemand)
      } catch {
        report(error, field, text)
        return nil
      }
    }
    return slots.count == texts.count ? slots : nil
  }

  private func alternating() -> [Slot]? {
    guard let texts = texts() else { return nil }
    guard texts.count > 1 else {
      field.error(
        "`alternate` needs two meetings to take turns", fix: "write `when:` for a single one")
      return nil
    }
    do throws(TurnProblem) {
      let turns = try Recurrence.turns(
        of: texts.map(\.text), in: zone, starting: bounds.starting,
        until: bounds.until, today: today, zones: context.zones)
      return zip(turns, texts).filter { !$0.0.dates.isEmpty }.map { turn, text in
        Slot(
          rule: turn.dates, place: text.field.value.place, duration: turn.sentence.duration)
      }
    } catch {
      report(error.problem, texts[error.index].field, texts[error.index].text)
      return nil
    }
  }

  private func report(_ problem: SentenceProblem, _ field: Field, _ text: String) {
    // The date was written, and reported.
    if problem.lacksStarting, bounds.isStartingUnread { return }
    let fixes = problem.fixes.isEmpty ? [Self.example] : problem.fixes
    let isOfAnotherKey = fixes[0].firstRange(of: ": ").map {
      ["alternate", "rrule", "cron", "skip"].contains(fixes[0][..<$0.lowerBound])
    }
    field.error(
      at: problem.column, in: text, "`\(field.name)`: \(problem.what)",
      fix: isOfAnotherKey == true ? "move it there: `\(fixes[0])`" : write(fixes))
  }

  // MARK: Rules of others

  private func rule() -> Slot? {
    let example = "2026-12-03 14:00 Europe/Berlin"
    guard let text = field.text(max: 500, example: "FREQ=WEEKLY;BYDAY=TH") else { return nil }
    guard let starting else {
      field.error("`rrule` has no start", fix: "write `starting: \(example)` beside it")
      return nil
    }
    guard let begin = starting.text(max: 100, example: example) else { return nil }
    let rule: RecurrenceRule
    do throws(RuleProblem) { rule = try RecurrenceRule(text: text) } catch {
      field.error(
        at: error.column, in: text,
        "`rrule`: \(error.statement)",
        fix: "write \(error.fix)")
      return nil
    }
    let sentence: Sentence
    let once = "once on "
    do throws(SentenceProblem) {
      sentence = try Sentence(
        once + begin, in: zone, starting: nil, until: nil, today: today,
        zones: context.zones)
    } catch {
      starting.error(
        at: max(1, error.column - once.count), in: begin, "`starting` of a rule: \(error.what)",
        fix: "write a date, a time and a zone, as in `\(example)`")
      return nil
    }
    let start = sentence.recurrence
    guard let first = start.first else { return nil }
    do throws(RuleProblem) {
      let all = try Recurrence(rule, starting: first.local, in: start.zone)
      return Slot(
        rule: bounds.until.map { all.limited(to: .distantPast...$0) } ?? all,
        place: field.value.place, duration: sentence.duration)
    } catch {
      field.error("`rrule`: \(error.what)", fix: "write \(error.fix)")
      return nil
    }
  }

  private func cron() -> Slot? {
    guard let text = field.text(max: 500, example: "\"0 14 * * 4\"") else { return nil }
    do throws(TextProblem) {
      return Slot(
        rule: Recurrence(
          cron: try CronExpression(text, zones: context.zones), in: zone,
          starting: bounds.starting, until: bounds.until), place: field.value.place)
    } catch {
      report(error, in: text)
      return nil
    }
  }

  private func calendar() -> Slot? {
    guard let text = field.text(max: 500, example: "Thu *-*-* 14:00") else { return nil }
    do throws(TextProblem) {
      return Slot(
        rule: Recurrence(
          calendar: try CalendarExpression(text, zones: context.zones), in: zone,
          starting: bounds.starting, until: bounds.until), place: field.value.place)
    } catch {
      report(error, in: text)
      return nil
    }
  }

  private func report(_ problem: TextProblem, in text: String) {
    field.error(
      at: problem.column, in: text, "`\(field.name)`: \(problem.what)", fix: "write \(problem.fix)")
  }
}
