/// The days of a rule in each kind of year, made once.
struct YearTable: Sendable {
  struct Entry: Sendable {
    var days = YearMask()
    /// Days that belong to the month or year before, or after: where `SKIP` moved one out of its
    /// own.
    var moved = YearMask()
  }

  private let entries: [Entry]
  private let kinds: [UInt8]
  /// Bit `Year.kind` for those with a day.
  private let inhabited: UInt32
  /// Whether any day was moved out of its own period.
  let hasMoved: Bool
  /// From each place in the cycle, the years to the next one with a day; empty where every kind of
  /// year has one.
  private let jumps: [UInt16]
  /// All days of a cycle from its beginning, where they are few.
  let list: [Int32]

  /// - Parameter days: the days of a kind of year.
  init(_ days: (YearShape) -> Entry) {
    entries = YearShape.all.map(days)
    kinds = Year.kinds
    var (inhabited, hasMoved) = (UInt32(0), false)
    for (kind, entry) in entries.enumerated() {
      if !entry.days.isEmpty || !entry.moved.isEmpty { inhabited |= 1 << UInt32(kind) }
      if !entry.moved.isEmpty { hasMoved = true }
    }
    (self.inhabited, self.hasMoved) = (inhabited, hasMoved)
    jumps = Self.jumps(over: inhabited)
    list = hasMoved ? [] : Self.list(of: entries)
  }

  /// More days than that, a few in each year, are quicker found by their year than kept.
  private static let listMax = 1_000

  private static func list(of entries: [Entry]) -> [Int32] {
    let counts = entries.map(\.days.count)
    let count = Year.kinds.reduce(0) { $0 + counts[Int($1)] }
    guard count <= listMax else { return [] }
    var list: [Int32] = []
    list.reserveCapacity(count)
    var begin: Int32 = 0
    for kind in Year.kinds.map(Int.init) {
      var day = entries[kind].days.first(from: 0)
      while day < YearMask.none {
        list.append(begin + Int32(day))
        day = entries[kind].days.first(from: day + 1)
      }
      begin += Int32(YearShape.all[kind].length)
    }
    return list
  }

  /// No day, in no year.
  var isEmpty: Bool { inhabited == 0 }

  /// By the kind of year.
  @inline(__always)
  func days(of year: Year) -> YearMask { entries[Int(kinds[year.place])].days }
  func moved(of year: Year) -> YearMask { entries[Int(kinds[year.place])].moved }

  func isInhabited(_ year: Year) -> Bool { inhabited & 1 << UInt32(kinds[year.place]) != 0 }

  /// The year itself or the first after it that has a day.
  @inline(__always)
  func inhabited(from year: Year) -> Year {
    guard !jumps.isEmpty else { return year }
    let jump = Int(jumps[year.place])
    return jump == 0 ? year : year.advanced(by: jump)
  }

  private static func jumps(over inhabited: UInt32) -> [UInt16] {
    guard inhabited != 0, inhabited != 1 << 28 - 1 else { return [] }
    var jumps = [UInt16](repeating: 0, count: Year.cycle)
    var jump = Year.cycle
    // Twice around, so that the end knows the beginning.
    for number in (0..<2 * Year.cycle).reversed() {
      let year = Year(number)
      jump = inhabited & 1 << UInt32(Year.kinds[year.place]) != 0 ? 0 : min(jump + 1, Year.cycle)
      jumps[year.place] = UInt16(jump)
    }
    return jumps
  }
}
