// MARK: - How many

extension Slot {
  /// How many occurrences there are from one second since 1970 to before another: by the calendar's
  /// arithmetic, however many they are.
  func count(in range: Range<Int>) -> Int {
    if let elapsed { return elapsed.count(in: range, zone.table) }
    var look = SlotLook()
    guard var first = next(after: range.lowerBound - 1, &look),
      var last = previous(before: range.upperBound), first.instant <= last.instant
    else { return 0 }
    var count = 0
    // Among the times that a gap shifts and those they are shifted among, the order on the wall is
    // not that in time.
    while first.instant < last.instant, isAmongShifted(first.instant),
      let following = next(after: first.instant, &look)
    {
      (first, count) = (following, count + 1)
    }
    while first.instant < last.instant, isAmongShifted(last.instant),
      let preceding = previous(before: last.instant)
    {
      (last, count) = (preceding, count + 1)
    }
    if first.instant == last.instant { return count + 1 }
    let walls = first.wall..<(last.wall + 1)
    return count + times.count(in: walls) - missing(in: walls)
  }

  /// The same without what is after a second since 1970.
  func ended(at second: Int) -> Slot {
    var (latest, before) = (Int.min, second + 1)
    while let hit = previous(before: before) {
      latest = max(latest, hit.wall)
      guard isAmongShifted(hit.instant) else { break }
      before = hit.instant
    }
    return Slot(form, in: zone, gap: gap, times.limited(to: latest), end: second + 1)
  }

  /// The same with an end after so many, in the order of time.
  func ended(count: Int) -> Slot {
    let counted = Slot(form, in: zone, gap: gap, times(count: count))
    guard gap == .shiftForward, var last = counted.previous(before: .max),
      isAmongShifted(last.instant)
    else { return counted }
    // A later one on the wall may come before some of those.
    var surplus = self.count(in: (times.first - 2 * 86_400)..<(last.instant + 1)) - count
    while surplus > 0, let earlier = previous(before: last.instant) {
      (last, surplus) = (earlier, surplus - 1)
    }
    return ended(at: last.instant)
  }

  private func isAmongShifted(_ instant: Int) -> Bool {
    guard gap == .shiftForward else { return false }
    let segment = zone.table.segment(at: Int64(instant))
    let shift = segment.offset - segment.neighbours.before
    return segment.start != ZoneTable.beginning && shift > 0
      && Int64(instant) < segment.start + shift
  }

  /// Those up to the one with that number, where those do not count that never happen.
  func times(count: Int) -> WallTimes {
    var lost = 0
    while true {
      let limited = times.limited(count: count + lost)
      guard !limited.isEmpty else { return limited }
      let more = missing(in: limited.first..<(limited.last + 1))
      guard more > lost else { return limited }
      lost = more
    }
  }

  /// How many of a range on the wall the clock jumps over, or are shifted onto another.
  private func missing(in walls: Range<Int>) -> Int {
    guard !zone.isFixed else { return 0 }
    var missing = 0
    var instant = Int64(walls.lowerBound) - zone.table.offsetMax - 1
    while instant < Int64(walls.upperBound) - zone.table.offsetMin {
      let segment = zone.table.segment(at: instant)
      if segment.start != ZoneTable.beginning, segment.neighbours.before < segment.offset {
        let gap =
          Int(segment.start + segment.neighbours.before)..<Int(segment.start + segment.offset)
        missing += self.missing(in: gap.clamped(to: walls), shiftedBy: gap.count)
      }
      guard segment.end != ZoneTable.forever else { break }
      instant = segment.end
    }
    return missing
  }

  private func missing(in gap: Range<Int>, shiftedBy shift: Int) -> Int {
    guard self.gap == .shiftForward else { return times.count(in: gap) }
    var (missing, from) = (0, gap.lowerBound)
    while let wall = times.first(from: from), wall < gap.upperBound {
      if times.contains(wall + shift) { missing += 1 }
      from = wall + 1
    }
    return missing
  }
}
