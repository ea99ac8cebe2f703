/// One line of a rule: when it happens on the wall, and in which zone that wall hangs.
///
/// A class only so that copies share it; nothing in it changes.
final class Slot: Sendable {
  /// What it was made of: how it is written, and what makes it equal to another.
  enum Form: Hashable, Sendable {
    /// A clause of a sentence.
    case rhythm(Rhythm, at: CivilTime)
    /// A rule of RFC 5545 and its start.
    case rule(RecurrenceRule, starting: CivilDateTime, Recurrence.Stepping)
    case cron(CronExpression)
    case calendar(CalendarExpression)
  }

  let form: Form
  let zone: ZoneRules
  let gap: GapPolicy
  /// The first date; of a weekly slot always one that fits, which fixes the weeks that count.
  let starting: CivilDate?
  /// Nothing comes after it; need not fit.
  let until: CivilDate?
  /// Of `for N meetings`; the rest of a slot that begins later keeps the end, not the number.
  let count: Int?
  let times: WallTimes
  /// Instead, of a rule that steps by time as it passes.
  let elapsed: ElapsedTimes?
  /// In seconds since 1970: nothing is at it or after it. The wall alone does not say so among the
  /// times that a gap shifts.
  let end: Int

  /// All of a form within two dates.
  init(
    _ form: Form, in zone: ZoneRules, gap: GapPolicy, starting: CivilDate? = nil,
    until: CivilDate? = nil, count: Int? = nil, _ times: WallTimes,
    _ elapsed: ElapsedTimes? = nil, end: Int = .max
  ) {
    (self.form, self.zone, self.gap) = (form, zone, gap)
    (self.starting, self.until, self.times) = (starting, until, times)
    (self.count, self.elapsed, self.end) = (count, elapsed, end)
  }

  /// A clause of a sentence. The first fitting date from `starting` on is the first, and says which
  /// weeks or months count; a time in a gap is shifted forward.
  /// - Parameters:
  ///   - starting: needed where the rhythm needs a start, and for a count.
  ///   - count: `for N meetings`.
  convenience init(
    _ rhythm: Rhythm, at time: CivilTime, in zone: ZoneRules, starting: CivilDate? = nil,
    until: CivilDate? = nil, count: Int? = nil
  ) {
    let form = Form.rhythm(rhythm, at: time)
    if rhythm.pattern == .once {
      let date = starting ?? .distantPast
      let all = rhythm.times(at: time, from: date)
      self.init(
        form, in: zone, gap: .shiftForward, starting: date, until: date,
        all.limited(to: all.first))
      return
    }
    var anchor = starting ?? .distantPast
    if rhythm.needsStart, starting != nil {
      // What is left out does not move the weeks or months that count.
      var all = rhythm.atAnyRate
      (all.exceptOrdinals, all.exceptMonths) = ([], 0)
      let dates = all.times(at: time, from: anchor)
      if !dates.isEmpty { anchor = CivilDateTime(wallSeconds: Int64(dates.first)).date }
    }
    var times = (starting == nil ? rhythm.atAnyRate : rhythm).times(at: time, from: anchor)
    var first = starting
    if starting != nil, !times.isEmpty {
      first = CivilDateTime(wallSeconds: Int64(times.first)).date
    }
    if let count {
      times = Slot(form, in: zone, gap: .shiftForward, times).times(count: count)
    }
    self.init(
      form, in: zone, gap: .shiftForward, starting: first, until: until, count: count,
      times.limited(to: until.map { $0.midnight + 86_399 } ?? .max))
  }

  /// The slot without the dates outside of a range; nil if none is left.
  func limited(from first: CivilDate?, to last: CivilDate?) -> Slot? {
    let until = [until, last].compactMap(\.self).min()
    let times = times.limited(
      from: first?.midnight ?? .min, to: until.map { $0.midnight + 86_399 } ?? .max)
    let elapsed = elapsed.map {
      $0.limited(
        from: first.map(zone.firstSecond) ?? .min, to: until.map(zone.lastSecond) ?? .max)
    }
    let begin =
      elapsed.map { $0.next(after: $0.first - 1, zone.table)?.wall }
      ?? (times.isEmpty ? nil : times.first)
    guard let begin else { return nil }
    // A later start keeps the weeks, since it is itself a fitting date.
    let begins = CivilDateTime(wallSeconds: Int64(begin)).date
    let isLater = first != nil && starting.map { $0 < begins } ?? true
    // What was counted from another date ends with a date instead.
    let isCounted = count != nil && !isLater
    let end = CivilDateTime(wallSeconds: Int64(times.last)).date
    return Slot(
      form, in: zone, gap: gap, starting: isLater ? begins : starting,
      until: count != nil && !isCounted ? end : until, count: isCounted ? count : nil, times,
      elapsed, end: self.end)
  }

  var isEmpty: Bool { elapsed?.isEmpty ?? times.isEmpty }

  /// Whether it goes on to the end of the calendar.
  var isEndless: Bool { until == nil && (elapsed?.isEndless ?? times.isEndless) }

  func fits(_ date: CivilDate) -> Bool { first(onOrAfter: date) == date }

  /// The first fitting date from one on.
  func first(onOrAfter date: CivilDate) -> CivilDate? {
    times.first(from: date.midnight).map { CivilDateTime(wallSeconds: Int64($0)).date }
  }
}

extension Slot: Hashable {
  static func == (a: Slot, b: Slot) -> Bool {
    a.form == b.form && a.zone == b.zone && a.gap == b.gap && a.starting == b.starting
      && a.until == b.until && a.count == b.count
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(form)
    hasher.combine(zone)
    hasher.combine(starting)
    hasher.combine(until)
  }
}

extension CivilDate {
  /// On the clock on the wall, in seconds since 1970-01-01T00:00.
  var midnight: Int { daysSince1970 * 86_400 }
}
