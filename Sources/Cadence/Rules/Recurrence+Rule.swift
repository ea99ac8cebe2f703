extension Recurrence {
  /// What a rule of hours, minutes or seconds steps by, where the clock is changed.
  public enum Stepping: Hashable, Sendable {
    /// The clock on the wall: an hour that it jumps over is none, one that it shows twice is one.
    case wall
    /// Time as it passes; hours, days and the like are then read on the wall.
    case elapsed
  }

  /// The occurrences of a rule from a start on, with dates beside it and dates left out.
  ///
  /// The start is no occurrence of its own where it does not fit the rule; what the rule leaves out
  /// is taken from it. `COUNT` counts what happens: a time that the clock jumps over does not count
  /// with `.omit`. For a rule on the clock of no particular zone, or of whole days, the zone is
  /// `.utc`.
  /// - Parameters:
  ///   - gap: what becomes of a time that the clock jumps over; of a date beside the rule, and of
  ///     the ones left out, it is always read with the offset before.
  ///   - stepping: what an hour, minute or second is for the frequencies less than a day.
  ///   - including: `RDATE`: dates that need not fit the rule.
  ///   - except: `EXDATE`: left out where they fall on the same instant.
  /// - Throws: `RuleProblem` for parts that do not go together.
  /// Source: RFC 5545 sections 3.3.10, 3.8.5.1 and 3.8.5.2.
  public init(
    _ rule: RecurrenceRule, starting start: CivilDateTime, in zone: ZoneRules = .utc,
    gap: GapPolicy = .omit, stepping: Stepping = .wall, including: [CivilDateTime] = [],
    except: [CivilDateTime] = []
  ) throws(RuleProblem) {
    try rule.check()
    let slot = Slot.rule(rule, starting: start, in: zone, gap: gap, stepping: stepping)
    self.init(
      slot.isEmpty ? [] : [slot], otherwise: zone,
      extra: including.map { Extra(occurrence: Occurrence($0, in: zone), zone: zone) },
      excluded: except.map { Occurrence($0, in: zone).instant.second })
  }
}

extension Recurrence.Occurrence {
  /// A time that is given and not computed. Source: RFC 5545 section 3.3.5.
  init(_ local: CivilDateTime, in zone: ZoneRules) {
    let (instant, adjustment): (Instant, Recurrence.Adjustment) =
      switch zone.resolve(local) {
      case .unique(let instant): (instant, .none)
      case .gap(let shifted): (shifted, .gap)
      case .overlap(let first, _): (first, .overlap)
      }
    self.init(local: local, instant: instant, adjustment: adjustment)
  }
}

extension Slot {
  static func rule(
    _ rule: RecurrenceRule, starting start: CivilDateTime, in zone: ZoneRules, gap: GapPolicy,
    stepping: Recurrence.Stepping
  ) -> Slot {
    let form = Form.rule(rule, starting: start, stepping)
    let all = WallTimes(rule, starting: start)
    if stepping == .elapsed, rule.frequency < .daily, !zone.isFixed {
      let begin = Recurrence.Occurrence(start, in: zone).instant.second
      var elapsed = ElapsedTimes(all, from: begin, zone.table)
      switch rule.end {
      case .count(let count): elapsed = elapsed.limited(count: count, zone.table)
      case .date, .local, .instant:
        elapsed = elapsed.limited(to: rule.end?.lastSecond(in: zone) ?? .max)
      case nil: break
      }
      return Slot(form, in: zone, gap: gap, all, elapsed)
    }
    let slot = Slot(form, in: zone, gap: gap, all)
    switch rule.end {
    case .count(let count): return slot.ended(count: count)
    case .date(let date):
      return Slot(form, in: zone, gap: gap, all.limited(to: date.midnight + 86_399))
    case .local(let local):
      return Slot(form, in: zone, gap: gap, all.limited(to: Int(local.wallSeconds)))
    case .instant(let instant): return slot.ended(at: instant.second)
    case nil: return slot
    }
  }
}

extension RecurrenceRule.End {
  /// Of an `UNTIL`, in seconds since 1970.
  fileprivate func lastSecond(in zone: ZoneRules) -> Int? {
    switch self {
    case .count: nil
    case .date(let date): zone.lastSecond(of: date)
    case .local(let local): Recurrence.Occurrence(local, in: zone).instant.second
    case .instant(let instant): instant.second
    }
  }
}

extension ZoneRules {
  /// The first second of a date, since 1970.
  func firstSecond(of date: CivilDate) -> Int {
    Recurrence.Occurrence(CivilDateTime(date: date, time: .midnight), in: self).instant.second
  }

  /// Likewise the last; the last date of the calendar has no end.
  func lastSecond(of date: CivilDate) -> Int {
    date < .distantFuture ? firstSecond(of: date.dayAfter) - 1 : .max
  }
}
