/// Where a sweep is.
struct Sweep {
  var isActive = false
  /// The first deadline that it has not come to.
  var next: UInt64 = 0
  /// How many entries it is to look at before the next call may end.
  var debt = 0

  /// Entries for each that becomes stale or is popped.
  static var pace: Int { 8 }
  /// What finding a leaf is worth, in entries.
  static var search: Int { 16 }
}

extension Slots {
  /// To be called for every entry that becomes stale.
  @inlinable @inline(__always)
  mutating func noteStale(_ nodes: NodeTable) {
    untilLook &-= 1
    if untilLook <= 0 { considerSweep(nodes) }
  }

  /// To be called for every timer that is popped: the more of them go, the fewer stale entries are
  /// too many.
  @inlinable @inline(__always)
  mutating func notePopped(_ nodes: NodeTable) {
    outdatedThen &-= 1
    untilLook &-= 1
    if untilLook <= 0 { considerSweep(nodes) }
  }

  /// Where more than two thirds of all entries are stale, a sweep through all leaves drops them,
  /// eight entries for each that becomes stale or is popped meanwhile. So there are about three
  /// entries for a timer at most, and a sweep costs a call what a few other calls cost.
  @usableFromInline
  mutating func considerSweep(_ nodes: NodeTable) {
    let slack = 3 * alive + limits.staleMin - count
    if !sweep.isActive, slack > 0 {
      // A timer that goes takes at most three entries off the slack.
      lookAgain(after: 1 + slack / 4)
      return
    }
    sweep.isActive = true
    sweep.debt += Sweep.pace
    lookAgain(after: 1)
    if sweep.debt < limits.pieceMax { return }
    while sweep.isActive, sweep.debt > 0 {
      let before = touched
      sweepPiece(nodes)
      sweep.debt -= touched - before + Sweep.search
    }
    if !sweep.isActive { sweep.debt = 0 }
  }

  private mutating func lookAgain(after calls: Int) {
    outdatedThen += calls - untilLook
    untilLook = calls
  }

  /// Drops every stale entry there is.
  mutating func sweepAll(_ nodes: NodeTable) {
    sweep = Sweep(isActive: true)
    while sweep.isActive { sweepPiece(nodes) }
  }

  /// Drops what is stale in the next leaf, or opens a piece of it.
  private mutating func sweepPiece(_ nodes: NodeTable) {
    guard let (place, last) = leaf(from: sweep.next) else {
      (sweep.isActive, sweep.next) = (false, 0)
      return
    }
    if isCoarse(place) {
      open(place, atMost: limits.pieceMax, nodes)
      return
    }
    purge(place, nodes)
    sweep.next = last &+ 1
    if sweep.next == 0 { sweep.isActive = false }
  }

  private mutating func purge(_ place: Place, _ nodes: NodeTable) {
    if place.slot == front { loseFront() }
    var chain = place.slot.pointee
    touched += Int(chain.count)
    place.slot.pointee = Slot()
    while chain.count > 0 {
      let piece = chain.takePiece()
      let alive = filter(piece, to: scratch, nodes)
      pool.give(piece.chunk)
      for index in 0..<alive {
        if place.slot.pointee.room == 0 { extend(place.slot, first: Chunk.small) }
        place.slot.pointee.append(scratch[index])
      }
    }
    if place.slot.pointee.count == 0 { place.frame.pointee.occupied &= ~place.bit }
  }

  /// The first leaf that may hold a deadline of at least this, and the last deadline that it may.
  func leaf(from deadline: UInt64) -> (Place, last: UInt64)? {
    var from = deadline
    while true {
      var (frame, level) = (path(at: Digit.top), Digit.top)
      // The start of the first occupied slot behind the way down.
      var behind: UInt64?
      while true {
        let later = frame.pointee.occupied & Digit.bitsAfter(from, at: level)
        if later != 0 {
          behind = Digit.start(from, at: level, digit: later.trailingZeroBitCount)
        }
        guard frame.pointee.occupied & Digit.bit(of: from, at: level) != 0 else { break }
        let slot = frame.slot(Digit.of(from, at: level))
        guard slot.pointee.isFrame else {
          return (Place(frame: frame, level: level, slot: slot), Digit.last(from, at: level))
        }
        frame = slot.pointee.frame
        level -= 1
      }
      guard let next = behind else { return nil }
      from = next
    }
  }
}
