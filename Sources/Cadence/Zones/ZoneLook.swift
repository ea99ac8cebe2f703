/// The stretch of a zone that was looked at last: while a local time is in it, its instant is a
/// subtraction.
struct ZoneLook: Sendable {
  /// The wall-clock seconds that are shown once and at this offset, with no other time shifted
  /// among them.
  private(set) var walls: Range<Int64> = 0..<0
  /// Seconds east of UTC.
  private(set) var offset: Int64 = 0

  init() {}

  init(_ segment: ZoneTable.Segment) {
    offset = segment.offset
    let (before, after) = segment.neighbours
    // A gap before it sends its times this far into it, an overlap shows as much of it twice.
    let first =
      segment.start == ZoneTable.beginning
      ? .min : segment.start + offset + abs(offset - before)
    let end = segment.end == ZoneTable.forever ? .max : segment.end + min(offset, after)
    walls = first..<max(first, end)
  }
}

extension ZoneTable {
  /// The instant of a local time that is in the stretch looked at, or in one that lies around it;
  /// nil near a change of the clock.
  @inline(__always)
  func instant(of wall: Int64, _ look: inout ZoneLook) -> Int64? {
    if look.walls.contains(wall) { return wall &- look.offset }
    return found(wall, &look)
  }

  @inline(never)
  private func found(_ wall: Int64, _ look: inout ZoneLook) -> Int64? {
    var new = ZoneLook(segment(at: wall - look.offset))
    if !new.walls.contains(wall) { new = ZoneLook(segment(at: wall - new.offset)) }
    look = new
    return new.walls.contains(wall) ? wall - new.offset : nil
  }
}
