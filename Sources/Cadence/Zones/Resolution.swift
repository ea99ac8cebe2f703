/// What a local time means in a zone: once, never, or twice.
///
/// Gap and overlap are values, so that nobody picks an offset by accident.
public enum Resolution: Hashable, Sendable {
  /// The clock shows it once.
  case unique(Instant)
  /// The clock jumps over it. `shifted` reads it with the offset before the gap, so that it comes
  /// out later on the clock. Source: RFC 5545 section 3.3.5.
  case gap(shifted: Instant)
  /// The clock shows it twice. `first` is the earlier. Source: RFC 5545 section 3.3.5.
  case overlap(first: Instant, second: Instant)

  /// The instant that a policy gives; an overlap takes the first, `.omit` gives nil in a gap.
  public func instant(gap: GapPolicy) -> Instant? {
    switch (self, gap) {
    case (.unique(let instant), _): instant
    case (.overlap(let first, _), _): first
    case (.gap(let shifted), .shiftForward): shifted
    case (.gap, .omit): nil
    }
  }
}

/// What becomes of a local time that the clock jumps over.
public enum GapPolicy: Hashable, Sendable {
  /// It does not happen: RFC 5545's rule instances, section 3.3.10.
  case omit
  /// It happens later by the length of the gap: what people expect of a meeting.
  case shiftForward
}
