/// The days of one year as bits: bit 0 is 1 January.
struct YearMask: Sendable {
  /// What `first(from:)` says where there is none: beyond any year.
  static let none = 384

  private var words = InlineArray<6, UInt64>(repeating: 0)

  init() {}

  init(_ range: Range<Int>) { insert(range) }

  /// Those days of a year whose weekday is in a set, which has Monday at bit 0.
  init(weekdays: UInt8, newYear: Int, length: Int) {
    // 64 is 1 more than nine weeks: the pattern of a word is the one before, turned by a day.
    var week = UInt64(weekdays)
    week = (week >> UInt64(newYear) | week << UInt64(7 - newYear)) & 0x7F
    for index in words.indices {
      var word = week | week << 7
      word |= word << 14
      word |= word << 28
      words[index] = word | word << 56
      week = (week >> 1 | week << 6) & 0x7F
    }
    trim(to: length)
  }

  var isEmpty: Bool { words[0] | words[1] | words[2] | words[3] | words[4] | words[5] == 0 }

  var count: Int {
    var count = 0
    for index in words.indices { count += words[index].nonzeroBitCount }
    return count
  }

  /// How many of its days come before one.
  func count(before bit: Int) -> Int {
    var copy = self
    copy.trim(to: bit)
    return copy.count
  }

  func contains(_ bit: Int) -> Bool { words[bit >> 6] & (1 << UInt64(bit & 63)) != 0 }

  /// The first day from one on; `none` if there is none.
  @inline(__always)
  func first(from bit: Int) -> Int {
    guard bit < Self.none else { return Self.none }
    var index = bit &>> 6
    var word = words[index] & (~0 &<< UInt64(truncatingIfNeeded: bit))
    while word == 0 {
      index &+= 1
      guard index < 6 else { return Self.none }
      word = words[index]
    }
    return index &<< 6 | word.trailingZeroBitCount
  }

  /// The last day up to one; -1 if there is none.
  func last(upTo bit: Int) -> Int {
    guard bit >= 0 else { return -1 }
    var index = min(bit, Self.none - 1) >> 6
    var word = words[index] & (bit >= Self.none ? ~0 : ~0 >> UInt64(63 - bit & 63))
    while word == 0 {
      index -= 1
      guard index >= 0 else { return -1 }
      word = words[index]
    }
    return index << 6 + 63 - word.leadingZeroBitCount
  }

  /// The day of a rank: 0 for the first, -1 for the last; `none` if there are not so many.
  func day(ranked rank: Int) -> Int {
    var rest = rank < 0 ? count + rank : rank
    guard rest >= 0 else { return Self.none }
    for index in words.indices {
      var word = words[index]
      let here = word.nonzeroBitCount
      guard rest < here else {
        rest -= here
        continue
      }
      while rest > 0 {
        word &= word - 1
        rest -= 1
      }
      return index << 6 | word.trailingZeroBitCount
    }
    return Self.none
  }

  mutating func insert(_ bit: Int) { words[bit >> 6] |= 1 << UInt64(bit & 63) }

  /// Days out of the year are left out.
  mutating func insert(_ range: Range<Int>) {
    let (low, high) = (max(range.lowerBound, 0), min(range.upperBound, Self.none))
    guard low < high else { return }
    for index in low >> 6...(high - 1) >> 6 {
      let (from, to) = (max(low - index << 6, 0), min(high - index << 6, 64))
      words[index] |= (~0 >> UInt64(64 - (to - from))) << UInt64(from)
    }
  }

  /// Takes up to 64 bits, the first of which is a day of the year.
  mutating func insert(bits: UInt64, at bit: Int) {
    let (index, shift) = (bit >> 6, UInt64(bit & 63))
    words[index] |= bits << shift
    if shift > 0, index < 5 { words[index + 1] |= bits >> (64 - shift) }
  }

  /// Keeps the days before one.
  mutating func trim(to length: Int) {
    for index in words.indices {
      let rest = length - index << 6
      if rest < 64 { words[index] &= rest <= 0 ? 0 : ~0 >> UInt64(64 - rest) }
    }
  }

  /// The bits of at most 64 days, the first lowest.
  func bits(_ range: Range<Int>) -> UInt64 {
    let (index, shift) = (range.lowerBound >> 6, UInt64(range.lowerBound & 63))
    var bits = words[index] >> shift
    if shift > 0, index < 5 { bits |= words[index + 1] << (64 - shift) }
    return bits & (~0 >> UInt64(64 - range.count))
  }

  mutating func formUnion(_ other: YearMask) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: YearMask) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  mutating func subtract(_ other: YearMask) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }
}
