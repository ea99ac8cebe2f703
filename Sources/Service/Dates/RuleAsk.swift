internal import Cadence

/// A rule of RFC 5545 and what stands beside it, all as text.
struct RuleAsk {
  /// "FREQ=WEEKLY;BYDAY=TH".
  var rule = ""
  /// "20260101T090000", or the date alone for whole days; also as 2026-01-01T09:00.
  var start = ""
  /// An IANA name; nil for UTC.
  var zone: String?
  var gap = GapPolicy.omit
  /// `RDATE` and `EXDATE`: local times like the start, or instants with a "Z".
  var including: [String] = []
  var except: [String] = []
}

extension RuleAsk {
  /// The dates of the rule.
  ///
  /// A start without a time makes a rule of whole days: hours, minutes and seconds in it do not
  /// count, and the zone has no say. Source: RFC 5545 section 3.3.10.
  /// - Parameter most: no more than so many of the first will be read: where a greater `COUNT` ends
  ///   need not be known. Nil for all.
  /// - Throws: `AskProblem` with the value, the column in it and what to write.
  func dates(_ zones: ZoneDatabase, most: Int? = nil) throws(AskProblem) -> RuleDates {
    let start = try Time(start, "dtstart")
    guard start.kind != .instant else {
      throw AskProblem(
        "dtstart", "\(AskProblem.quoted(self.start)) is an instant, and a rule follows a clock",
        fix: "the local time without the Z, and UTC as the zone if that is meant")
    }
    var rule: RecurrenceRule
    do { rule = try RecurrenceRule(text: self.rule) } catch { throw AskProblem(error) }
    var zone =
      try self.zone.map { (name) throws(AskProblem) in try zones.zone(asked: name) } ?? .utc
    if start.kind == .day {
      guard rule.frequency >= .daily else {
        throw AskProblem(
          "dtstart", "a start without a time has no hours, minutes or seconds to repeat",
          fix: "\(Self.timed(self.start)), or FREQ=DAILY in the rule")
      }
      (rule.hours, rule.minutes, rule.seconds, zone) = ([], [], [], .utc)
    }
    let including = try times(including, "rdate", start.kind)
    let except = try times(except, "exdate", start.kind)
    do {
      if let most, case .count(let count) = rule.end,
        count >= most + except.locals.count + except.instants.count
      {
        rule.end = nil
      }
      let recurrence = try Recurrence(
        rule, starting: start.local, in: zone, gap: gap,
        including: including.locals, except: except.locals
      ).including(including.instants).excluding(except.instants)
      return RuleDates(recurrence: recurrence, areDays: start.kind == .day)
    } catch {
      throw AskProblem(error)
    }
  }

  private func times(
    _ texts: [String], _ key: String, _ kind: Time.Kind
  ) throws(AskProblem) -> (locals: [CivilDateTime], instants: [Instant]) {
    var (locals, instants): ([CivilDateTime], [Instant]) = ([], [])
    for text in texts {
      let time = try Time(text, key)
      switch time.kind {
      case kind: locals.append(time.local)
      case .instant where kind == .local:
        if let instant = ZoneRules.utc.resolve(time.local).instant(gap: .omit) {
          instants.append(instant)
        }
      default:
        let (what, fix) =
          kind == .day
          ? ("\(AskProblem.quoted(text)) has a time, and the start has none", "the date alone")
          : ("\(AskProblem.quoted(text)) has no time, and the start has one", Self.timed(text))
        throw AskProblem(key, what, fix: fix)
      }
    }
    return (locals, instants)
  }

  /// A day with a time, in the form that the day is written in.
  private static func timed(_ day: String) -> String {
    day + (day.contains("-") ? "T09:00" : "T090000")
  }
}

extension RuleAsk {
  /// A date, a local time or an instant. Source: RFC 5545 sections 3.3.4 and 3.3.5.
  private struct Time {
    enum Kind { case day, local, instant }
    let kind: Kind
    /// On the clock of UTC for an instant.
    let local: CivilDateTime

    init(_ text: String, _ key: String) throws(AskProblem) {
      let isInstant = text.hasSuffix("Z")
      let clock = isInstant ? String(text.dropLast()) : text
      if let local = CivilDateTime(compactText: clock) ?? CivilDateTime(clock) {
        (self.local, kind) = (local, isInstant ? .instant : .local)
      } else if let date = CivilDate(compactText: text) ?? CivilDate(text) {
        (local, kind) = (CivilDateTime(date: date, time: .midnight), .day)
      } else {
        throw AskProblem(
          key, text.isEmpty ? "nothing is written here" : "\(AskProblem.quoted(text)) is no time",
          fix: "20260101T090000 or 20260101")
      }
    }
  }
}
