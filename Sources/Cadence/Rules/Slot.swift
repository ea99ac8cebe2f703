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

  /// All of a form within two dates.
  init(
    _ form: Form, in zone: ZoneRules, gap: GapPolicy, starting: CivilDate? = nil,
    until: CivilDate? = nil, count: Int? = nil, _ times: WallTimes,
    _ elapsed: ElapsedTimes? = nil
  ) {
    (self.form, self.zone, self.gap) = (form, zone, gap)
    (self.starting, self.until, self.times) = (starting, until, times)
    (self.count, self.elapsed) = (count, elapsed)
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
    var times = rhythm.atAnyRate.times(at: time, from: starting ?? .distantPast)
    var first = starting
    if starting != nil, !times.isEmpty {
      first = CivilDateTime(wallSeconds: Int64(times.first)).date
    }
    if rhythm.needsStart, let first { times = rhythm.times(at: time, from: first) }
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
    guard !times.isEmpty else { return nil }
    // A later start keeps the weeks, since it is itself a fitting date.
    let begins = CivilDateTime(wallSeconds: Int64(times.first)).date
    let isLater = first != nil && starting.map { $0 < begins } ?? true
    let elapsed = elapsed.map { all in
      func second(_ date: CivilDate) -> Int {
        Recurrence.Occurrence(CivilDateTime(date: date, time: .midnight), in: zone).instant.second
      }
      return all.limited(
        from: first.map(second) ?? .min, to: until.map { second($0.dayAfter) - 1 } ?? .max)
    }
    // What was counted from another date ends with a date instead.
    let isCounted = count != nil && !isLater
    let end = CivilDateTime(wallSeconds: Int64(times.last)).date
    return Slot(
      form, in: zone, gap: gap, starting: isLater ? begins : starting,
      until: count != nil && !isCounted ? end : until, count: isCounted ? count : nil, times,
      elapsed)
  }

  var isEmpty: Bool { times.isEmpty }

  /// Whether it goes on to the end of the calendar.
  var isEndless: Bool { until == nil && times.isEndless }

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
