/// What a `TimerWheel` must do, in the plainest words: an array sorted by deadline, then arrival.
struct SortedArrayModel {
  struct Timer: Equatable {
    var deadline: UInt64
    var id: Int
  }

  var now: UInt64
  private(set) var timers: [Timer] = []

  init(now: UInt64) { self.now = now }

  var nextExpiry: UInt64? { timers.first?.deadline }

  mutating func schedule(_ id: Int, at deadline: UInt64) {
    let place = timers.firstIndex { $0.deadline > deadline } ?? timers.endIndex
    timers.insert(Timer(deadline: deadline, id: id), at: place)
  }

  mutating func cancel(_ id: Int) -> Int? {
    guard let place = timers.firstIndex(where: { $0.id == id }) else { return nil }
    return timers.remove(at: place).id
  }

  /// A timer that is moved arrives anew.
  mutating func reschedule(_ id: Int, to deadline: UInt64) -> Bool {
    guard cancel(id) != nil else { return false }
    schedule(id, at: deadline)
    return true
  }

  mutating func popDue() -> Int? {
    guard let first = timers.first, first.deadline <= now else { return nil }
    return timers.removeFirst().id
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same run everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
