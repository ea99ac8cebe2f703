/// So long before or after something that has a name: "2 days before midterm evaluation at 18:00
/// UTC", or the thing itself, "selection".
public struct RelativeDeadline: Hashable, Sendable {
  /// Minutes and hours are elapsed time; days, weeks and months are steps in the calendar.
  enum Step: Hashable {
    case none
    /// Negative before.
    case elapsed(Seconds)
    case before(Period)
    case after(Period)
  }

  let step: Step
  /// The name of what it is counted from, as it was handed in.
  public let anchor: String
  /// The time of day; nil for the anchor's own.
  public let time: CivilTime?
  /// Whose clock shows that time; nil for the anchor's own zone.
  public let zone: ZoneRules?

  /// Whether it says so long before its anchor.
  public var isBefore: Bool {
    switch step {
    case .none, .after: false
    case .elapsed(let length): length < .zero
    case .before: true
    }
  }

  /// When that is, for an anchor at an instant whose date is the one of a zone.
  ///
  /// Days, weeks and months keep the anchor's time on the clock unless there is an `at`; a month
  /// ends on its last day. A time in a gap is shifted forward, one in an overlap takes the first.
  public func instant(from anchor: Instant, in anchorZone: ZoneRules) -> Instant {
    let local = anchorZone.local(at: anchor)
    let date: CivilDate
    switch step {
    case .elapsed(let length): return anchor + length
    case .none where time == nil: return anchor
    case .none: date = local.date
    case .before(let period): date = period.subtracted(from: local.date)
    case .after(let period): date = period.added(to: local.date)
    }
    let wanted = CivilDateTime(date: date, time: time ?? local.time)
    // With `.shiftForward` there always is an instant.
    return (zone ?? anchorZone).resolve(wanted).instant(gap: .shiftForward) ?? anchor
  }
}

extension RelativeDeadline: CustomStringConvertible {
  /// The normal form, which is read back as an equal value.
  public var description: String {
    let words = [distance, anchor, time.map { "at \($0)" }, zone.map { "\($0)" }]
    return words.compactMap(\.self).joined(separator: " ")
  }

  private var distance: String? {
    switch step {
    case .none: nil
    case .elapsed(let length) where length < .zero: "\(-length) before"
    case .elapsed(let length): "\(length) after"
    case .before(let period): "\(period) before"
    case .after(let period): "\(period) after"
    }
  }
}
