internal import Meetings

/// Calendars as they were served last, for as long as nothing has changed that they show: a hundred
/// programs that look every quarter of an hour are answered without making a calendar.
struct CalendarShelf {
  struct Copy: Hashable {
    let bytes: [UInt8]
    let tag: EntityTag
  }

  /// What a calendar is a function of, beside whose it is.
  struct Edition: Hashable {
    /// The book's.
    let revision: Int
    /// The first and the last date that are shown move with it.
    let day: Int64
  }

  /// Of a year's weekly meetings a calendar has some 20 KiB.
  static let bytesMax = 4 << 20

  private var edition: Edition?
  private var copies: [Readership: Copy] = [:]
  /// Of all copies.
  private(set) var bytes = 0

  /// The calendar of a readership, made only if there is none of this edition.
  mutating func copy(
    of readership: Readership, in edition: Edition, make: () throws -> Copy
  ) rethrows -> Copy {
    if self.edition != edition {
      self = CalendarShelf()
      self.edition = edition
    }
    if let copy = copies[readership] { return copy }
    let copy = try make()
    // Whose calendars are asked for most are soon there again.
    if bytes + copy.bytes.count > Self.bytesMax { (copies, bytes) = ([:], 0) }
    copies[readership] = copy
    bytes += copy.bytes.count
    return copy
  }
}
