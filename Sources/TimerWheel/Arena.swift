/// Memory for everything in a wheel, in segments that never move and are freed together.
///
/// A segment is at most a sixteenth of what is there already (and at least 8 KiB, at most 2 MiB),
/// so a wheel of a few timers is small, a large one takes hardly more than it needs, and growing
/// copies nothing.
@usableFromInline
struct Arena {
  /// The first bytes of a segment: where the one before it is.
  private struct Segment {
    var previous: UnsafeMutableRawPointer?
  }

  private static var alignment: Int { 64 }
  private static var smallest: Int { 8 << 10 }
  private static var largest: Int { 2 << 20 }

  /// All bytes of all segments.
  private(set) var footprint = 0
  private var latest: UnsafeMutableRawPointer?
  /// The rest of one segment, from which is given.
  private var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  init() {}

  func free() {
    var segment = latest
    while let this = segment {
      segment = this.load(as: Segment.self).previous
      this.deallocate()
    }
  }

  /// Raw bytes, at an address that 64 divides. They stay until the arena goes.
  mutating func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let needed = (byteCount + Self.alignment - 1) & ~(Self.alignment - 1)
    if needed > rest.count { grow(toHold: needed) }
    let (start, bytes) = (rest.baseAddress.unsafelyUnwrapped, rest.count)
    rest = UnsafeMutableRawBufferPointer(start: start + needed, count: bytes - needed)
    return start
  }

  /// Makes sure that the next so many bytes come from memory that is there and touched.
  mutating func reserve(byteCount: Int) {
    if rest.count < byteCount { grow(toHold: byteCount) }
    rest.initializeMemory(as: UInt8.self, repeating: 1)
  }

  private mutating func grow(toHold needed: Int) {
    let share = min(max(footprint / 16, Self.smallest), Self.largest) & ~(Self.alignment - 1)
    let size = max(share, needed + Self.alignment)
    let segment = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
    segment.storeBytes(of: Segment(previous: latest), as: Segment.self)
    latest = segment
    footprint += size
    rest = UnsafeMutableRawBufferPointer(
      start: segment + Self.alignment, count: size - Self.alignment)
  }
}
