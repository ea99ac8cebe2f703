extension Slots {
  /// Sorts a leaf of at most `sortedMax` entries by deadline, equal ones by arrival, and drops what
  /// is stale. The leaf may be empty then.
  ///
  /// It pays even where nothing is stale: the nodes are in the cache when they are popped.
  mutating func sort(_ leaf: Slot.Pointer, _ nodes: NodeTable) {
    touched += Int(leaf.pointee.count)
    var (chain, alive) = (leaf.pointee, 0)
    while chain.count > 0 {
      alive += filter(chain.takePiece(), to: scratch + alive, nodes)
    }
    write(sorted(alive), count: alive, to: leaf)
  }

  /// Replaces the entries of a leaf by no more than there were.
  private mutating func write(
    _ entries: UnsafeMutablePointer<Entry>, count: Int, to leaf: Slot.Pointer
  ) {
    var chunk = leaf.pointee.chunk
    var written = 0
    while true {
      let part = min(count - written, chunk.pointee.capacity)
      chunk.entries.update(from: entries + written, count: part)
      written += part
      guard written == count else {
        chunk = chunk.pointee.next.unsafelyUnwrapped
        continue
      }
      leaf.pointee.end = chunk.entries + part
      leaf.pointee.room = UInt8(chunk.pointee.capacity - part)
      break
    }
    leaf.pointee.first = 0
    leaf.pointee.count = UInt32(count)
    giveBack(from: chunk.pointee.next)
    chunk.pointee.next = nil
    if count == 0 {
      pool.give(chunk)
      leaf.pointee = Slot()
    }
  }

  private mutating func giveBack(from first: Chunk.Pointer?) {
    var chunk = first
    while let this = chunk {
      chunk = this.pointee.next
      pool.give(this)
    }
  }

  /// Sorts the first entries of the scratch and says where they are then.
  private func sorted(_ count: Int) -> UnsafeMutablePointer<Entry> {
    if count < 2 { return scratch }
    var differences: UInt64 = 0
    var isSorted = true
    for index in 1..<count {
      differences |= scratch[index].deadline ^ scratch[0].deadline
      if scratch[index].deadline < scratch[index - 1].deadline { isSorted = false }
    }
    if isSorted { return scratch }
    if count <= 16 {
      insertionSort(scratch, count)
      return scratch
    }
    let highest = 64 - differences.leadingZeroBitCount
    let bits = min(highest, 8)
    let target = scratch + limits.sortedMax
    countingSort(count, by: UInt64(highest - bits), bits: bits, to: target)
    if highest > bits { insertionSort(target, count) }
    return target
  }

  /// One pass over the highest bits in which the deadlines differ: what is left is nearly sorted.
  private func countingSort(
    _ count: Int, by shift: UInt64, bits: Int, to target: UnsafeMutablePointer<Entry>
  ) {
    let buckets = 1 << bits
    let mask = UInt64(buckets - 1)
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 256) { places in
      let places = places.baseAddress.unsafelyUnwrapped
      places.initialize(repeating: 0, count: buckets)
      for index in 0..<count {
        places[Int(truncatingIfNeeded: scratch[index].deadline &>> shift & mask)] &+= 1
      }
      var place: UInt16 = 0
      for bucket in 0..<buckets {
        let entries = places[bucket]
        places[bucket] = place
        place &+= entries
      }
      for index in 0..<count {
        let bucket = Int(truncatingIfNeeded: scratch[index].deadline &>> shift & mask)
        (target + Int(places[bucket])).initialize(to: scratch[index])
        places[bucket] &+= 1
      }
    }
  }

  private func insertionSort(_ entries: UnsafeMutablePointer<Entry>, _ count: Int) {
    for index in 1..<count {
      let entry = entries[index]
      var place = index
      while place > 0, entries[place - 1].deadline > entry.deadline {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
    }
  }
}
