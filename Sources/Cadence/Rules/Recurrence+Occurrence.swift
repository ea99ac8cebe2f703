extension Recurrence {
  /// One date of a rule, and when that is.
  public struct Occurrence: Hashable, Sendable {
    /// The rule's own local date: what the occurrence is known by.
    public var date: CivilDate { local.date }
    /// The local time as the rule says it, even where the clock never shows it.
    public let local: CivilDateTime
    /// When it is.
    public let instant: Instant
    /// Whether the clock changes over it.
    public let adjustment: Adjustment

    /// An occurrence as given.
    public init(local: CivilDateTime, instant: Instant, adjustment: Adjustment = .none) {
      self.local = local
      self.instant = instant
      self.adjustment = adjustment
    }

    /// Whether the clock shows another time than the rule says, or shows it twice.
    public var isAdjusted: Bool { adjustment != .none }

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
