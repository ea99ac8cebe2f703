extension Recurrence: Sequence {
  /// Its occurrences, one after another.
  public struct Iterator: IteratorProtocol, Sendable {
    private let recurrence: Recurrence
    private let isSimple: Bool
    private var cursor: SlotCursor
    private var look = Look()
    private var last: Int

    fileprivate init(_ recurrence: Recurrence, after second: Int) {
      self.recurrence = recurrence
      isSimple = recurrence.only != nil
      cursor = SlotCursor(recurrence.only, after: second)
      last = second
    }

    /// The next occurrence; nil after the last one of the year 9999.
    public mutating func next() -> Occurrence? {
      if isSimple { return cursor.next() }
      guard let occurrence = recurrence.next(after: last, &look) else { return nil }
      last = occurrence.instant.second
      return occurrence
    }
  }

  /// From the first on.
  public func makeIterator() -> Iterator {
    Iterator(self, after: Instant.distantPast.second - 2 * 86_400)
  }

  /// The occurrences from one on, one after another.
  public struct Rest: Sequence, Sendable {
    fileprivate let recurrence: Recurrence
    fileprivate let second: Int

    /// From the first after the instant on.
    public func makeIterator() -> Iterator { Iterator(recurrence, after: second) }
  }

  /// The occurrences after an instant; they are found as they are asked for.
  public func occurrences(after instant: Instant) -> Rest {
    Rest(recurrence: self, second: instant.second)
  }
}
