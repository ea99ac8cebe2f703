/// One deadline of a timer. The timer may have been cancelled or moved since: then its node says
/// another stamp, and the entry is stale.
@usableFromInline
struct Entry {
  @usableFromInline var deadline: UInt64
  @usableFromInline var node: UInt32
  @usableFromInline var stamp: UInt32

  @inlinable
  init(deadline: UInt64, node: UInt32, stamp: UInt32) {
    self.deadline = deadline
    self.node = node
    self.stamp = stamp
  }
}

/// The head of a piece of a chain: `capacity` entries follow it.
@usableFromInline
struct Chunk {
  typealias Pointer = UnsafeMutablePointer<Chunk>

  @usableFromInline var next: UnsafeMutablePointer<Chunk>?
  @usableFromInline var capacity: Int

  /// The first chunk of a chain, 128 bytes: most slots of a small wheel hold a timer or two.
  static var small: Int { 7 }
  /// Every further one, 512 bytes.
  static var large: Int { 31 }

  static func byteCount(_ capacity: Int) -> Int {
    MemoryLayout<Chunk>.stride + capacity * MemoryLayout<Entry>.stride
  }
}

extension UnsafeMutablePointer<Chunk> {
  @inlinable @inline(__always)
  var entries: UnsafeMutablePointer<Entry> {
    UnsafeMutableRawPointer(self + 1).assumingMemoryBound(to: Entry.self)
  }
}

/// A slot is empty (all of its bytes are 0), a leaf, or the way to a finer frame.
///
/// A leaf is a chain of chunks in the order of arrival. All but the last are full. While a leaf is
/// half opened, the earlier arrivals are in `opened`, and what arrives still goes to the chain's
/// end.
@usableFromInline
struct Slot {
  typealias Pointer = UnsafeMutablePointer<Slot>

  /// The first chunk of a leaf, or the frame.
  @usableFromInline var content: UnsafeMutableRawPointer?
  /// Where the next entry goes.
  @usableFromInline var end: UnsafeMutablePointer<Entry>?
  /// The frame that is going to replace a leaf.
  var opened: Frame.Pointer?
  /// How many entries there are once the last chunk is full.
  @usableFromInline var places: UInt32 = 0
  /// How many entries the last chunk still takes; 0 in an empty slot and in a way to a frame.
  @usableFromInline var room: UInt8 = 0
  /// How many entries of the first chunk have been taken out.
  @usableFromInline var first: UInt8 = 0
  @usableFromInline var isFrame = false

  @inlinable
  init() {}

  /// How many entries; it is worked out so that an arrival writes one number less.
  @inlinable @inline(__always)
  var count: UInt32 {
    get { places &- UInt32(room) }
    set { places = newValue &+ UInt32(room) }
  }

  @inlinable @inline(__always)
  var chunk: UnsafeMutablePointer<Chunk> {
    content.unsafelyUnwrapped.assumingMemoryBound(to: Chunk.self)
  }

  @inlinable @inline(__always)
  var frame: UnsafeMutablePointer<Frame> {
    content.unsafelyUnwrapped.assumingMemoryBound(to: Frame.self)
  }

  /// The earliest arrival of a leaf, or in the sorted one the earliest deadline.
  @inlinable @inline(__always)
  var head: UnsafeMutablePointer<Entry> { chunk.entries + Int(first) }

  /// The latest arrival of a leaf that is not empty.
  var lastEntry: Entry { (end.unsafelyUnwrapped - 1).pointee }

  /// The last chunk of a leaf.
  var lastChunk: Chunk.Pointer {
    let limit = end.unsafelyUnwrapped + Int(room)
    // Only the first one may be of another size.
    if chunk.entries + chunk.pointee.capacity == limit { return chunk }
    return UnsafeMutableRawPointer(limit - Chunk.large).assumingMemoryBound(to: Chunk.self) - 1
  }

  @inlinable @inline(__always)
  mutating func append(_ entry: Entry) {
    let end = end.unsafelyUnwrapped
    end.initialize(to: entry)
    self.end = end + 1
    room &-= 1
  }
}

/// The head of 64 slots, one for each value of one digit (six bits) of a deadline.
@usableFromInline
struct Frame {
  typealias Pointer = UnsafeMutablePointer<Frame>

  /// A bit for each slot that is not empty.
  @usableFromInline var occupied: UInt64
  /// What `Slots.outdated` was when the frame was made: every entry in it was alive then, or came
  /// later.
  let since: Int

  static var slots: Int { 64 }
  /// No slot lies in two lines of the cache.
  @usableFromInline static var header: Int { 32 }
  static var byteCount: Int { header + slots * MemoryLayout<Slot>.stride }
}

extension UnsafeMutablePointer<Frame> {
  /// The slot of a digit; higher bits are not looked at.
  @inlinable @inline(__always)
  func slot(_ digit: UInt64) -> UnsafeMutablePointer<Slot> {
    (UnsafeMutableRawPointer(self) + Frame.header).assumingMemoryBound(to: Slot.self)
      + Int(truncatingIfNeeded: digit & 63)
  }
}

/// A slot, and where it is.
struct Place {
  var frame: Frame.Pointer
  var level: Int
  var slot: Slot.Pointer

  var bit: UInt64 { 1 << UInt64(slot - frame.slot(0)) }
}

/// Where on the path a deadline leaves it, which only its highest bit that differs from the origin
/// decides: a frame, and the digit of it that counts.
@usableFromInline
struct Way {
  @usableFromInline var frame: UnsafeMutablePointer<Frame>
  /// Bits below the digit: six times the level.
  @usableFromInline var shift: UInt64
}

/// The digits of a deadline: eleven of six bits hold 64 bits. Level 0 is the finest; of the digit
/// of the top level only 16 values are used.
enum Digit {
  static var bits: Int { 6 }
  static var top: Int { 10 }

  /// The digit of a level; higher bits are still there.
  static func of(_ deadline: UInt64, at level: Int) -> UInt64 {
    deadline &>> UInt64(truncatingIfNeeded: level &* bits)
  }

  /// The bit of that digit's slot.
  static func bit(of deadline: UInt64, at level: Int) -> UInt64 {
    1 << (of(deadline, at: level) & 63)
  }

  /// The bits of all later slots.
  static func bitsAfter(_ deadline: UInt64, at level: Int) -> UInt64 {
    .max << ((of(deadline, at: level) & 63) + 1)
  }

  /// The first deadline that shares the digits above a level and has the given one at it.
  static func start(_ deadline: UInt64, at level: Int, digit: Int) -> UInt64 {
    deadline & (.max << UInt64(bits * (level + 1))) | UInt64(digit) << UInt64(bits * level)
  }

  /// The last deadline that shares the digits from a level on.
  static func last(_ deadline: UInt64, at level: Int) -> UInt64 {
    deadline | ~(.max << UInt64(bits * level))
  }
}
