extension Slots {
  /// Moves entries of a leaf, the earliest arrivals first, to a frame one level below. When the
  /// leaf has none left, the frame takes its place.
  ///
  /// Nothing is in disorder between: what arrives goes to the end of the leaf until then.
  mutating func open(
    _ place: Place, atMost limit: Int = .max, _ nodes: NodeTable
  ) {
    let (slot, level) = (place.slot, place.level)
    if slot == front { loseFront() }
    let frame = slot.pointee.opened ?? pool.takeFrame(since: outdated)
    let isFiltering = isWorthFiltering(place)
    let isDense = Int(slot.pointee.count) > Frame.slots * Chunk.small
    var moved = 0
    while slot.pointee.count > 0, moved < limit {
      let piece = slot.pointee.takePiece()
      moved += piece.count
      var (entries, count) = (piece.entries, piece.count)
      if isFiltering { (entries, count) = (scratch, filter(piece, to: scratch, nodes)) }
      for index in 0..<count {
        add(entries[index], to: frame, at: level - 1, first: isDense ? Chunk.large : Chunk.small)
      }
      pool.give(piece.chunk)
    }
    touched += moved
    if slot.pointee.count > 0 {
      slot.pointee.opened = frame
      return
    }
    let isOnPath = slot == endOfPath.slot
    slot.pointee = Slot(wayTo: frame)
    if isOnPath { setPath(at: level - 1, to: frame) }
  }

  @inline(__always)
  private mutating func add(_ entry: Entry, to frame: Frame.Pointer, at level: Int, first: Int) {
    let slot = frame.slot(Digit.of(entry.deadline, at: level))
    if slot.pointee.room == 0 {
      frame.pointee.occupied |= Digit.bit(of: entry.deadline, at: level)
      extend(slot, first: first)
    }
    slot.pointee.append(entry)
  }

  /// Whether more than an eighth of a leaf is likely to be stale: looking at a node is what moving
  /// an entry costs.
  func isWorthFiltering(_ place: Place) -> Bool {
    (outdated - place.frame.pointee.since) * 8 > count
  }

  /// Copies the entries of a piece that are alive, and forgets the others.
  ///
  /// Without a branch: whether an entry is alive cannot be foreseen, and a wrong guess would wait
  /// for each node's line of the cache alone, where without one many are under way at once.
  @inline(__always)
  mutating func filter(
    _ piece: Piece, to target: UnsafeMutablePointer<Entry>, _ nodes: NodeTable
  ) -> Int {
    var alive = 0
    for index in 0..<piece.count {
      let entry = piece.entries[index]
      (target + alive).initialize(to: entry)
      alive &+= nodes.isAlive(entry) ? 1 : 0
    }
    dropped &+= piece.count &- alive
    return alive
  }

  /// Opens a piece of a leaf that comes soon and has too many entries; `false` if there is none.
  ///
  /// Looked at are, for each level of the path, the first leaf behind the path's slot: whichever
  /// slot is used up next, what follows it is small by then.
  mutating func openAhead(_ nodes: NodeTable) -> Bool {
    if isAheadOpen { return false }
    guard let leaf = coarseLeafAhead() else {
      isAheadOpen = true
      return false
    }
    open(leaf, atMost: limits.pieceMax, nodes)
    return true
  }

  func coarseLeafAhead() -> Place? {
    for level in floor...Digit.top {
      let later = Digit.bitsAfter(origin, at: level)
      if let leaf = coarseLeaf(in: path(at: level), at: level, among: later) { return leaf }
    }
    return nil
  }

  /// The first leaf of some slots of a frame, if it has too many entries.
  private func coarseLeaf(
    in frame: Frame.Pointer, at level: Int, among slots: UInt64
  ) -> Place? {
    var (frame, level, slots) = (frame, level, slots)
    while frame.pointee.occupied & slots != 0 {
      let slot = frame.slot(UInt64((frame.pointee.occupied & slots).trailingZeroBitCount))
      guard slot.pointee.isFrame else {
        let place = Place(frame: frame, level: level, slot: slot)
        return isCoarse(place) ? place : nil
      }
      frame = slot.pointee.frame
      level -= 1
      slots = .max
    }
    return nil
  }

  func isCoarse(_ leaf: Place) -> Bool {
    let slot = leaf.slot.pointee
    return leaf.level > 0 && (slot.count > limits.leafMax || slot.opened != nil)
  }
}

/// What a chunk of a leaf holds.
struct Piece {
  var chunk: Chunk.Pointer
  var entries: UnsafeMutablePointer<Entry>
  var count: Int
}

extension Slot {
  init(wayTo frame: Frame.Pointer) {
    content = UnsafeMutableRawPointer(frame)
    isFrame = true
  }

  /// Takes the earliest arrivals off a leaf that is not empty. The chunk is the caller's then.
  mutating func takePiece() -> Piece {
    let chunk = chunk
    let piece = Piece(
      chunk: chunk, entries: head, count: min(Int(count), chunk.pointee.capacity - Int(first)))
    content = UnsafeMutableRawPointer(chunk.pointee.next)
    first = 0
    count -= UInt32(piece.count)
    return piece
  }
}
