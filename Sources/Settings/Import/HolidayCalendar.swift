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
  private var last: CivilDate?

  /// - Throws: why nothing of the file is taken, with the line.
  init(_ source: SourceFile, today: CivilDate) throws(Problems) {
    file = source.name
    let years = [(today.year - 1, 1, 1), (today.year + 5, 12, 31)]
    let ends = years.map { CivilDate(year: $0.0, month: $0.1, day: $0.2) }
    horizon = (ends[0] ?? .distantPast)...(ends[1] ?? .distantFuture)
    let events = try CalendarText(source).events
    for event in events {
      guard let id = event.first("RECURRENCE-ID"), let date = Self.date(id) else { continue }
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
      guard Self.date(begin) != nil else {
        throw problem(
          begin.number, "DTSTART \(begin.value.shown) is no date", "write it as 20261203")
      }
      timed.append(event.number)
      return
    }
    let length = try length(of: event, from: first)
    let reason = ImportText.line(event.first("SUMMARY")?.text ?? "")
    for date in try dates(of: event, from: first, length) {
      let end = date.adding(days: length - 1)
      last = max(last ?? end, end)
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
          "write the day after the last one, \(first.dayAfter.compact)")
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
  private func dates(
    of event: CalendarText.Event, from first: CivilDate, _ length: Int
  ) throws(Problems) -> [CivilDate] {
    // A date of another event is on its own.
    guard !event.isChange else { return [first] }
    var dates = event.all("RDATE").flatMap(Self.written)
    let rules = event.all("RRULE")
    if let line = rules.first {
      guard rules.count == 1 else {
        throw problem(rules[1].number, "an event has one RRULE", "make an event of each")
      }
      dates += try self.dates(of: line, from: first, length)
    } else {
      dates.append(first)
    }
    let gone = Set(event.all("EXDATE").flatMap(Self.written))
      .union(event.uid.isEmpty ? [] : changed[event.uid] ?? [])
    return Set(dates).subtracting(gone).sorted()
  }

  private func dates(
    of line: CalendarLine, from first: CivilDate, _ length: Int
  ) throws(Problems) -> [CivilDate] {
    let found: [Recurrence.Occurrence]
    do throws(RuleProblem) {
      var rule = try RecurrenceRule(text: line.value.trimmed)
      guard rule.frequency >= .daily else {
        throw RuleProblem(part: "FREQ", what: "a whole day has no hours", fix: "FREQ=YEARLY")
      }
      // Source: RFC 5545 section 3.3.10: of whole days these do not count.
      (rule.hours, rule.minutes, rule.seconds) = ([], [], [])
      let all = try Recurrence(rule, starting: CivilDateTime(date: first, time: .midnight))
      let from = max(first, horizon.lowerBound.adding(days: -length))
      guard from <= horizon.upperBound else { return [] }
      found = all.occurrences(in: from.midnight..<horizon.upperBound.dayAfter.midnight)
    } catch {
      throw problem(line.number, "RRULE: \(error.statement)", "write \(error.fix)")
    }
    return found.map(\.date)
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
    let past = last.map { "every day in it is past, the last was \($0)" }
    warnings.append(warning(1, past ?? "there is no whole day in it", "export the calendar anew"))
  }

  private func problem(_ line: Int, _ what: String, _ fix: String) -> Problems {
    Problems([Problem(file: file, line: line, what: what, fix: fix)])
  }

  private func warning(_ line: Int, _ what: String, _ fix: String) -> Problem {
    Problem(file: file, line: line, severity: .warning, what: what, fix: fix)
  }

  /// The days of a line, which may have a time as well.
  private static func written(_ line: CalendarLine) -> [CivilDate] {
    line.value.split(separator: ",").compactMap { date(String($0).trimmed) }
  }

  private static func date(_ line: CalendarLine) -> CivilDate? { date(line.value.trimmed) }

  private static func date(_ text: String) -> CivilDate? {
    if let date = CivilDate(compactText: text) { return date }
    let local = text.hasSuffix("Z") ? text.dropLast() : text[...]
    return CivilDateTime(compactText: local)?.date
  }
}

extension Absence {
  fileprivate var order: (CivilDate, CivilDate, String) {
    (days.lowerBound, days.upperBound, reason ?? "")
  }
}

extension CivilDate {
  fileprivate var compact: String { "\(self)".replacing("-", with: "") }
}
