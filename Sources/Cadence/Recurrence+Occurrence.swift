extension Recurrence {
  /// One date of a rule, and when that is.
  public struct Occurrence: Hashable, Sendable {
    /// The rule's own local date: what the occurrence is known by.
    public let date: CivilDate
    /// The local time as the rule says it, even where the clock never shows it.
    public let local: CivilDateTime
    /// When it is.
    public let instant: Instant
    /// Whether the clock changes over it.
    public let adjustment: Adjustment
    /// 0 for the first of its date in time order, 1 for the next.
    public internal(set) var slot: Int

    /// An occurrence as given.
    public init(
      date: CivilDate, local: CivilDateTime, instant: Instant, adjustment: Adjustment = .none,
      slot: Int = 0
    ) {
      self.date = date
      self.local = local
      self.instant = instant
      self.adjustment = adjustment
      self.slot = slot
    }

    /// Whether the clock shows another time than the rule says, or shows it twice.
    public var isAdjusted: Bool { adjustment != .none }

    /// Whether it comes first; of one instant, the one that is as the rule says.
    func isBetter(than other: Occurrence?, earliest: Bool) -> Bool {
      guard let other else { return true }
      if instant != other.instant { return (instant < other.instant) == earliest }
      return adjustment == .none && other.adjustment != .none
    }
  }

  /// What a change of the clock does to an occurrence.
  public enum Adjustment: String, Hashable, Sendable, Codable {
    /// Nothing.
    case none
    /// The clock jumps over its time: it is later by the length of the gap.
    case gap
    /// The clock shows its time twice: it is the first of the two.
    case overlap
  }
}
