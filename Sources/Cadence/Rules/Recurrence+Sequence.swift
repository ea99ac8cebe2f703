extension Recurrence: Sequence {
  /// Its occurrences, one after another.
  public struct Iterator: IteratorProtocol, Sendable {
    private let recurrence: Recurrence
    private let isSimple: Bool
    private var cursor: SlotCursor
    private var look = Look()
    private var last = Instant.distantPast.second - 2 * 86_400

    fileprivate init(_ recurrence: Recurrence) {
      self.recurrence = recurrence
      isSimple = recurrence.only != nil
      cursor = SlotCursor(recurrence.only)
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
  public func makeIterator() -> Iterator { Iterator(self) }
}
