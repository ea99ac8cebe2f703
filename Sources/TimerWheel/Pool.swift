/// Chunks and frames, in use again as soon as they are given back.
@usableFromInline
struct Pool {
  /// What lies in the first bytes of a piece that is free.
  private struct Free {
    var next: UnsafeMutableRawPointer?
  }

  private var arena = Arena()
  private var smallChunks: UnsafeMutableRawPointer?
  private var largeChunks: UnsafeMutableRawPointer?
  private var frames: UnsafeMutableRawPointer?

  init() {}

  func free() { arena.free() }

  var footprint: Int { arena.footprint }

  /// A chunk without entries, the last of its chain.
  mutating func takeChunk(_ capacity: Int) -> Chunk.Pointer {
    let free = capacity == Chunk.small ? Self.pop(&smallChunks) : Self.pop(&largeChunks)
    let raw = free ?? arena.allocate(byteCount: Chunk.byteCount(capacity))
    // All lines of a chunk come into the cache at once, instead of one after the other, each waited
    // for, when its first entry is written.
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: Chunk.byteCount(capacity))
    return raw.initializeMemory(as: Chunk.self, to: Chunk(next: nil, capacity: capacity))
  }

  mutating func give(_ chunk: Chunk.Pointer) {
    if chunk.pointee.capacity == Chunk.small {
      Self.push(UnsafeMutableRawPointer(chunk), to: &smallChunks)
    } else {
      Self.push(UnsafeMutableRawPointer(chunk), to: &largeChunks)
    }
  }

  /// A frame of empty slots.
  mutating func takeFrame(since outdated: Int) -> Frame.Pointer {
    let raw = Self.pop(&frames) ?? arena.allocate(byteCount: Frame.byteCount)
    (raw + Frame.header).initializeMemory(as: Slot.self, repeating: Slot(), count: Frame.slots)
    return raw.initializeMemory(as: Frame.self, to: Frame(occupied: 0, since: outdated))
  }

  mutating func give(_ frame: Frame.Pointer) {
    Self.push(UnsafeMutableRawPointer(frame), to: &frames)
  }

  private static func pop(_ list: inout UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let piece = list else { return nil }
    list = piece.load(as: Free.self).next
    return piece
  }

  private static func push(
    _ piece: UnsafeMutableRawPointer, to list: inout UnsafeMutableRawPointer?
  ) {
    piece.initializeMemory(as: Free.self, to: Free(next: list))
    list = piece
  }

  /// Takes and touches memory for so many entries, as if all of them were in large chunks.
  mutating func reserve(entries: Int) {
    arena.reserve(byteCount: (entries / Chunk.large + 1) * Chunk.byteCount(Chunk.large))
  }
}
