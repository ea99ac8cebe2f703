/// Where a search stands: the year and the stretch of the zone that it looks at.
struct SlotLook: Sendable {
  var days = DaySet.Look()
  var zone = ZoneLook()
}

// MARK: - In time

extension Slot {
  /// A time of the rule: as it is on the wall, and when that is.
  struct Hit {
    var wall: Int
    var instant: Int
    var adjustment = Recurrence.Adjustment.none

    /// Of one instant, the hit that is as the rule says.
    func isBetter(than other: Hit?, earliest: Bool) -> Bool {
      guard let other else { return true }
      if instant != other.instant { return (instant < other.instant) == earliest }
      return adjustment == .none && other.adjustment != .none
    }
  }

  /// The first after a second since 1970.
  @inline(__always)
  func next(after second: Int, _ look: inout SlotLook) -> Hit? {
    if let elapsed { return elapsed.next(after: second, zone.table) }
    let from = second &+ 1 &+ Int(look.zone.offset)
    if look.zone.walls.contains(Int64(from)) {
      let wall = times.first(from: from, &look.days)
      if wall == WallTimes.never { return nil }
      if let instant = zone.table.instant(of: Int64(wall), &look.zone) {
        return Hit(wall: wall, instant: Int(instant))
      }
    }
    return search(after: second, &look)
  }

  /// Stretch by stretch of the zone, so that what a gap shifts falls into its place.
  @inline(never)
  private func search(after second: Int, _ look: inout SlotLook) -> Hit? {
    guard !times.isEmpty else { return nil }
    // Nothing before the first can matter, and a sum with the offset cannot overflow.
    var after = max(second, times.first - 2 * 86_400 - 1)
    guard after <= times.last + 2 * 86_400 else { return nil }
    while true {
      let segment = zone.table.segment(at: Int64(after + 1))
      look.zone = ZoneLook(segment)
      let offset = Int(segment.offset)
      let (before, following) = (Int(segment.neighbours.before), Int(segment.neighbours.after))
      let hasStart = segment.start != ZoneTable.beginning
      let start = hasStart ? Int(segment.start) : Int.min / 2
      let end = segment.end == ZoneTable.forever ? Int.max / 2 : Int(segment.end)
      var best: Hit?
      let from = max(after + 1 + offset, start + (hasStart ? max(offset, before) : 0))
      let wall = times.first(from: from, &look.days)
      if wall < end + offset {
        let isTwice = wall >= end + following
        best = Hit(wall: wall, instant: wall - offset, adjustment: isTwice ? .overlap : .none)
      }
      if gap == .shiftForward, hasStart, before < offset {
        let shifted = times.first(from: max(after + 1 + before, start + before), &look.days)
        if shifted < start + offset {
          let hit = Hit(wall: shifted, instant: shifted - before, adjustment: .gap)
          if hit.isBetter(than: best, earliest: true) { best = hit }
        }
      }
      if let best { return best.instant < self.end ? best : nil }
      guard wall != WallTimes.never else { return nil }
      after = max(end - 1, wall - Int(zone.table.offsetMax) - 1)
    }
  }

  /// Whether it happens at a second since 1970.
  func contains(_ second: Int) -> Bool {
    var look = SlotLook()
    return next(after: second - 1, &look)?.instant == second
  }

  /// The last before a second since 1970.
  func previous(before second: Int) -> Hit? {
    if let elapsed { return elapsed.previous(before: second, zone.table) }
    guard !times.isEmpty else { return nil }
    var before = min(second, times.last + 2 * 86_400 + 1, self.end)
    guard before >= times.first - 2 * 86_400 else { return nil }
    while true {
      let segment = zone.table.segment(at: Int64(before - 1))
      let offset = Int(segment.offset)
      let (preceding, following) = (Int(segment.neighbours.before), Int(segment.neighbours.after))
      let hasStart = segment.start != ZoneTable.beginning
      let start = hasStart ? Int(segment.start) : Int.min / 2
      let end = segment.end == ZoneTable.forever ? Int.max / 2 : Int(segment.end)
      var best: Hit?
      if let wall = times.last(upTo: min(before, end) - 1 + offset),
        wall >= start + (hasStart ? max(offset, preceding) : 0)
      {
        let isTwice = wall >= end + following
        best = Hit(wall: wall, instant: wall - offset, adjustment: isTwice ? .overlap : .none)
      }
      if gap == .shiftForward, hasStart, preceding < offset,
        let shifted = times.last(upTo: min(before - 1 + preceding, start + offset - 1)),
        shifted >= start + preceding
      {
        let hit = Hit(wall: shifted, instant: shifted - preceding, adjustment: .gap)
        if hit.isBetter(than: best, earliest: false) { best = hit }
      }
      if let best { return best }
      guard hasStart, let wall = times.last(upTo: start - 1 + Int(zone.table.offsetMax)) else {
        return nil
      }
      before = min(start, wall - Int(zone.table.offsetMin) + 1)
    }
  }
}
