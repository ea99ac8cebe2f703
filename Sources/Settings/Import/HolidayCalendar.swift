import Cadence
import Meetings

/// The whole days of an iCalendar file, on which somebody is away.
struct HolidayCalendar {
  /// In the order of the calendar, each once.
  private(set) var days: [Absence] = []
  /// What is worth a second look.
  private(set) var warnings: [Problem] = []

  /// Of one file, within the years that are looked at.
  static let daysMax = 10_000

  private let file: String
  /// From the beginning of last year, so that what is past stays what it was, to the end of the
  /// fifth from now.
  private let horizon: ClosedRange<CivilDate>
  /// Days of an event that are left out of its rule, because they were moved or cancelled.
  private var changed: [String: Set<CivilDate>] = [:]
  private var timed: [Int] = []
  private var count = 0
  /// Of the days that are past, and of those beyond the horizon.
  private var last: CivilDate?
  private var beyond: CivilDate?

  /// - Throws: why nothing of the file is taken, with the line.
  init(_ source: SourceFile, today: CivilDate) throws(Problems) {
    file = source.name
    let years = [(today.year - 1, 1, 1), (today.year + 5, 12, 31)]
    let ends = years.map { CivilDate(year: $0.0, month: $0.1, day: $0.2) }
    horizon = (ends[0] ?? .distantPast)...(ends[1] ?? .distantFuture)
    let events = try CalendarText(source).events
    for event in events {
      guard let id = event.first("RECURRENCE-ID") else { continue }
      let date = try date(id)
      if event.changedRange != nil {
        throw problem(
          id.number, "all dates from \(date) on are changed (RANGE)",
          "end its RRULE before by UNTIL, and make an event of the others")
      }
      changed[event.uid, default: []].insert(date)
    }
    for event in events where !event.isCancelled { try read(event) }
    days = Set(days).sorted { $0.order < $1.order }
    warn(today)
  }

  private mutating func read(_ event: CalendarText.Event) throws(Problems) {
    guard let begin = event.first("DTSTART") else {
      throw problem(event.number, "this event has no DTSTART", "export the calendar anew")
    }
    guard let first = CivilDate(compactText: begin.value.trimmed) else {
      _ = try date(begin)
      timed.append(event.number)
      return
    }
    let length = try length(of: event, from: first)
    let reason = ImportText.line(event.first("SUMMARY")?.text ?? "")
    for date in try dates(of: event, from: first, length) {
      let end = date.adding(days: length - 1)
      if date > horizon.upperBound {
        beyond = min(beyond ?? date, date)
      } else {
        last = max(last ?? end, end)
      }
      guard date <= horizon.upperBound, end >= horizon.lowerBound else { continue }
      let days = (date...end).clamped(to: horizon)
      count += days.upperBound.daysSince1970 - days.lowerBound.daysSince1970 + 1
      guard count <= Self.daysMax else {
        throw problem(
          event.number, "with this event there are more than \(Self.daysMax) days in the calendar",
          "check its RRULE and DTEND, or export fewer events")
      }
      self.days.append(Absence(days: days, reason: reason.isEmpty ? nil : reason))
    }
  }

  /// How many days it lasts. Source: RFC 5545 section 3.6.1: DTEND is the day after the last.
  private func length(
    of event: CalendarText.Event, from first: CivilDate
  ) throws(Problems) -> Int {
    if let line = event.first("DTEND") {
      guard let end = CivilDate(compactText: line.value.trimmed), end >= first else {
        throw problem(
          line.number, "DTEND \(line.value.shown) is no day after DTSTART",
          "write the day after the last one, \(first.dayAfter.compactText)")
      }
      // Some programs write the day itself.
      return max(1, end.daysSince1970 - first.daysSince1970)
    }
    guard let line = event.first("DURATION") else { return 1 }
    guard let length = CalendarDuration.read(line.value.trimmed), length >= .days(1) else {
      throw problem(
        line.number, "DURATION \(line.value.shown) is no number of days", "write it as P1D")
    }
    return Int(length.count / 86_400)
  }

  /// On which it begins, each time.
  private mutating func dates(
    of event: CalendarText.Event, from first: CivilDate, _ length: Int
  ) throws(Problems) -> [CivilDate] {
    // A date of another event is on its own.
    guard !event.isChange else { return [first] }
    let (added, left) = (try written("RDATE", of: event), try written("EXDATE", of: event))
    let line: CalendarLine?
    do throws(ImportRefusal) { line = try event.rule() } catch {
      let again = event.first("EXRULE") ?? event.all("RRULE").last
      throw problem(again?.number ?? event.number, error)
    }
    var dates = Set(added + (line == nil ? [first] : []))
    if let line {
      let rule = try rule(line, from: first)
      dates.formUnion(self.dates(of: rule, from: first, length))
      warnOfStart(event, first, length, isOne: rule.happens(on: first) || dates.contains(first))
    }
    let gone = Set(left).union(event.uid.isEmpty ? [] : changed[event.uid] ?? [])
    return dates.subtracting(gone).sorted()
  }

  /// A calendar program shows a start that its rule leaves out; docs/decisions/0035.
  private mutating func warnOfStart(
    _ event: CalendarText.Event, _ first: CivilDate, _ length: Int, isOne: Bool
  ) {
    guard !isOne, first <= horizon.upperBound,
      first.adding(days: length - 1) >= horizon.lowerBound
    else { return }
    warnings.append(
      warning(
        event.first("DTSTART")?.number ?? event.number,
        "DTSTART \(first) is none of the dates of its RRULE: left out",
        "make an event of it if it is a holiday"))
  }

  private func rule(_ line: CalendarLine, from first: CivilDate) throws(Problems) -> Recurrence {
    do throws(RuleProblem) {
      var rule = try RecurrenceRule(text: line.value.trimmed)
      guard rule.frequency >= .daily else {
        throw RuleProblem(part: "FREQ", what: "a whole day has no hours", fix: "FREQ=YEARLY")
      }
      // Source: RFC 5545 section 3.3.10: of whole days these do not count.
      (rule.hours, rule.minutes, rule.seconds) = ([], [], [])
      return try Recurrence(rule, starting: CivilDateTime(date: first, time: .midnight))
    } catch {
      throw problem(line.number, "RRULE: \(error.statement)", "write \(error.fix)")
    }
  }

  /// Those within the horizon; where there is none, the last before it, or else the first beyond.
  private func dates(of rule: Recurrence, from first: CivilDate, _ length: Int) -> [CivilDate] {
    let begin = horizon.lowerBound.adding(days: -length)
    let end = horizon.upperBound.dayAfter.midnight
    let from = max(first, begin).midnight
    let found = from < end ? rule.occurrences(in: from..<end) : []
    guard found.isEmpty else { return found.map(\.date) }
    let near = rule.next(after: end - .seconds(1)) ?? rule.previous(before: begin.midnight)
    return near.map { [$0.date] } ?? []
  }

  private mutating func warn(_ today: CivilDate) {
    if let line = timed.first {
      let events = timed.count == 1 ? "an event has" : "\(timed.count) events have"
      warnings.append(
        warning(
          line, "\(events) a time of day, and a holiday is a whole day: left out",
          "take them out, or write them with DTSTART;VALUE=DATE"))
    }
    guard !days.contains(where: { $0.days.upperBound >= today }) else { return }
    if let beyond {
      warnings.append(
        warning(
          1, "the next day in it is \(beyond), and none after \(horizon.upperBound) is looked at",
          "check its years, or export the calendar anew"))
      return
    }
    let past = last.map { "every day in it is past, the last was \($0)" }
    warnings.append(warning(1, past ?? "there is no whole day in it", "export the calendar anew"))
  }

  private func problem(_ line: Int, _ what: String, _ fix: String) -> Problems {
    Problems([Problem(file: file, line: line, what: what, fix: fix)])
  }

  private func warning(_ line: Int, _ what: String, _ fix: String) -> Problem {
    Problem(file: file, line: line, severity: .warning, what: what, fix: fix)
  }

  private func problem(_ line: Int, _ refusal: ImportRefusal) -> Problems {
    problem(line, refusal.what, refusal.fix ?? "export the calendar anew")
  }

  // MARK: Values

  /// The days of a property, which may have a time as well.
  private func written(_ name: String, of event: CalendarText.Event) throws(Problems) -> [CivilDate]
  {
    var dates: [CivilDate] = []
    for line in event.all(name) { dates += try self.dates(line) }
    return dates
  }

  private func dates(_ line: CalendarLine) throws(Problems) -> [CivilDate] {
    guard !line.hasPeriod else {
      throw problem(
        line.number, "\(line.name) has a length of its own (PERIOD)",
        "write the day alone, or make an event of it")
    }
    do throws(ImportRefusal) {
      return try line.times(example: "20261203").map(\.time.date)
    } catch {
      throw problem(line.number, error)
    }
  }

  /// Of a property that has one.
  private func date(_ line: CalendarLine) throws(Problems) -> CivilDate {
    let dates = try dates(line)
    guard let date = dates.first, dates.count == 1 else {
      throw problem(
        line.number, "\(line.name) has \(dates.count) times", "make an event of each")
    }
    return date
  }
}

extension Absence {
  fileprivate var order: (CivilDate, CivilDate, String) {
    (days.lowerBound, days.upperBound, reason ?? "")
  }
}
