/// Goes through a slot's occurrences. What it needs for the next one in the same year and the same
/// stretch of the zone it has at hand; only beyond them is the slot asked.
struct SlotCursor: Sendable {
  private let slot: Slot?
  private let walk: WallTimes.Walk
  private let list: [Int32]
  private var look = SlotLook()
  /// The last one given, on the wall and in seconds since 1970.
  private var wall = Int.min
  private var day = 0
  /// Where `day` stands in the list; -1 while that is not known.
  private var index = -1
  private var instant: Int

  /// - Parameters:
  ///   - slot: nil for no occurrence at all.
  ///   - second: since 1970; what is not after it is left out.
  init(_ slot: Slot?, after second: Int) {
    self.slot = slot
    instant = second
    walk = slot.map { $0.elapsed == nil ? $0.times.walk : .other } ?? .other
    list = slot?.times.list ?? []
  }

  mutating func next() -> Recurrence.Occurrence? {
    switch walk {
    case .days(let time, let last):
      guard let next = look.days.next(after: day) ?? slot?.times.day(after: day, &look.days) else {
        break
      }
      let wall = next &* 86_400 &+ time
      guard wall <= last else { return nil }
      guard look.zone.walls.contains(Int64(wall)) || reach(wall) else { break }
      return give(wall, day: next, time: time)
    case .list(let time, let last):
      guard index >= 0 else { break }
      let isLast = index == list.count &- 1
      let between = isLast ? Int(list[0]) &+ Year.cycleDays : Int(list[index &+ 1])
      let next = day &+ between &- Int(list[index])
      let wall = next &* 86_400 &+ time
      guard wall <= last else { return nil }
      guard look.zone.walls.contains(Int64(wall)) || reach(wall) else { break }
      index = isLast ? 0 : index &+ 1
      return give(wall, day: next, time: time)
    case .steps(let step, let times, let last):
      let wall = wall &+ step
      let time = wall &- day &* 86_400
      guard time < 86_400, time >= step, wall <= last, times.contains(time),
        look.zone.walls.contains(Int64(wall))
      else { break }
      return give(wall, day: day, time: time)
    case .other: break
    }
    return search()
  }

  @inline(__always)
  private mutating func give(_ wall: Int, day: Int, time: Int) -> Recurrence.Occurrence {
    (self.wall, self.day) = (wall, day)
    instant = wall &- Int(look.zone.offset)
    return Recurrence.Occurrence(
      local: CivilDateTime(
        date: CivilDate(boundedDays: day), time: CivilTime(boundedSeconds: time)),
      instant: Instant(secondsSince1970: Int64(instant)))
  }

  /// Looks at the stretch of the zone with a later wall-clock second, as far as both ends are
  /// plain.
  @inline(never)
  private mutating func reach(_ wall: Int) -> Bool {
    guard look.zone.walls.contains(Int64(self.wall)) else { return false }
    return slot?.zone.table.instant(of: Int64(wall), &look.zone) != nil
  }

  @inline(never)
  private mutating func search() -> Recurrence.Occurrence? {
    guard let hit = slot?.next(after: instant, &look) else { return nil }
    (wall, instant) = (hit.wall, hit.instant)
    day = wall.dayAndTime.day
    let place = Int32((day - Year.zero) % Year.cycleDays)
    index = list.firstIndex { $0 >= place } ?? -1
    return Recurrence.Occurrence(hit)
  }
}
