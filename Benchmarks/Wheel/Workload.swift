import Foundation

/// The deadlines and the order of operations of one run: the same numbers as in `heap4-spec.h`.
///
/// Ticks are milliseconds or microseconds; U is uniform over an hour, L log-uniform from a second
/// to a year.
final class Workload {
  let count: Int
  let start: UInt64
  /// The deadline of each timer; after `move` that of those that are moved is the later one.
  private(set) var deadlines: [UInt64]
  let moved: [UInt64]
  /// Timers in an order of chance: the first half is cancelled, the next quarter moved.
  let order: [UInt32]

  init(count: Int, distribution: String, tick: String) {
    var random = SplitMix64(state: 0x5EED)
    let scale: UInt64 = tick == "us" ? 1_000 : 1
    let start = 1_800_000_000_000 * scale
    func draw() -> UInt64 {
      let bits = random.next()
      if distribution == "U" { return start + 1 + bits % (3_600_000 * scale) }
      let unit = Double(bits >> 11) / 9_007_199_254_740_992
      let (least, most) = (log(1_000 * Double(scale)), log(31_536_000_000 * Double(scale)))
      return start + UInt64(exp(least + unit * (most - least)))
    }
    deadlines = (0..<count).map { _ in draw() }
    var order = (0..<UInt32(count)).map(\.self)
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, Int(random.next() % UInt64(index + 1)))
    }
    moved = (0..<count / 4).map { _ in draw() }
    (self.count, self.start, self.order) = (count, start, order)
  }

  var cancelled: ArraySlice<UInt32> { order[..<(count / 2)] }
  var movedTimers: ArraySlice<UInt32> { order[(count / 2)..<(count / 2 + count / 4)] }

  /// Notes that the timers have been moved, for the check.
  func move() {
    for (timer, deadline) in zip(movedTimers, moved) { deadlines[Int(timer)] = deadline }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Nanoseconds of CPU: of this thread, or of all threads of the process.
func cpu(_ clock: clockid_t = CLOCK_THREAD_CPUTIME_ID) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Bytes of memory that the process has touched.
func residentBytes() -> Double {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
  return pages * 4096
}

/// What one run measured, in nanoseconds for each operation.
struct Figures {
  var (insert, cancel, move, query, fire) = (0.0, 0.0, 0.0, 0.0, 0.0)
  var (wakes, fired) = (0, 0)
  var late: UInt64 = 0
  var disorder = 0
  var bytes = 0.0

  /// What fired, and when, is looked at after the clock has stopped.
  mutating func check(_ timers: ArraySlice<UInt32>, at wakes: [UInt64], _ workload: Workload) {
    var last: UInt64 = 0
    for (timer, wake) in zip(timers, wakes) {
      let deadline = workload.deadlines[Int(timer)]
      late += wake - deadline
      if deadline < last { disorder += 1 }
      last = deadline
    }
    fired = timers.count
  }

  func report(_ name: String, _ workload: Workload, _ distribution: String, _ tick: String) {
    func each(_ time: Double, _ operations: Int) -> String {
      String(format: "%.1f", time / Double(max(operations, 1)))
    }
    let count = workload.count
    let fields: [Any] = [
      name, count, distribution, tick, each(insert, count), each(cancel, count / 2),
      each(move, count / 4), each(query, 1_000), each(fire, fired), wakes, fired, late, disorder,
      each(bytes, count),
    ]
    print(fields.map { "\($0)" }.joined(separator: ","))
  }
}
