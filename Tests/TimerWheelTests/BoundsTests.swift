import Testing

@testable import TimerWheel

@Suite("What a wheel costs")
struct BoundsTests {
  static let start: UInt64 = 1_800_000_000_000

  /// A crowd over an hour of milliseconds, in our century.
  struct Crowd: ~Copyable {
    var random = SeededGenerator(seed: 1)
    var wheel = TimerWheel<Int>(now: start)
    var handles: [TimerWheel<Int>.Handle] = []

    init(_ count: Int) {
      for id in 0..<count { handles.append(wheel.schedule(id, at: deadline())) }
    }

    mutating func deadline() -> UInt64 { start + UInt64.random(in: 1...3_600_000, using: &random) }

    /// Fires everything, and says how many entries the costliest wake touched.
    mutating func fireAll() -> Int {
      var most = 0
      while true {
        let before = wheel.slots.touched
        guard let next = wheel.nextExpiry else { return most }
        wheel.advance(to: next)
        while wheel.popDue() != nil {}
        most = max(most, wheel.slots.touched - before)
      }
    }
  }

  @Test("a wake touches a few thousand entries at most, however many there are")
  func boundedStep() {
    var crowd = Crowd(150_000)
    for handle in crowd.handles[..<50_000] { crowd.wheel.cancel(handle) }
    let limits = Limits()
    // A piece ahead, a leaf that may wait until its time comes, and what is sorted of it.
    #expect(crowd.fireAll() <= limits.pieceMax + limits.leafMax + 2 * limits.sortedMax)
  }

  @Test("after loading a crowd that is far away, idle time prepares it in pieces")
  func preparing() {
    let limits = Limits()
    var wheel = TimerWheel<Int>(now: Self.start)
    wheel.schedule(-1, at: Self.start + 1)
    for id in 0..<60_000 { wheel.schedule(id, at: Self.start + (1 << 36) + UInt64(id)) }
    #expect(wheel.nextExpiry == Self.start + 1)
    var (pieces, before) = (0, wheel.slots.touched)
    while wheel.prepare() {
      #expect(wheel.slots.touched - before <= limits.pieceMax + Chunk.large)
      before = wheel.slots.touched
      pieces += 1
    }
    #expect(pieces > 10)
    wheel.advance(to: Self.start + 1)
    #expect(wheel.popDue() == -1)
    #expect(wheel.nextExpiry == Self.start + (1 << 36))
    #expect(wheel.slots.touched - before <= 2 * limits.leafMax)
  }

  @Test("a crowd that comes when all is prepared is prepared too, by the advances that follow")
  func preparingLate() {
    let limits = Limits()
    var wheel = TimerWheel<Int>(now: Self.start)
    let crowd = Self.start + (1 << 36)
    wheel.schedule(-1, at: Self.start + 1_000)
    // So many that the first one gets a leaf of its own.
    for id in 0...limits.leafMax { wheel.schedule(id, at: crowd + (1 << 36) + UInt64(id)) }
    #expect(wheel.nextExpiry == Self.start + 1_000)
    while wheel.prepare() {}
    for id in 0..<60_000 { wheel.schedule(id, at: crowd + UInt64(id)) }
    for tick in 1...1_000 as ClosedRange<UInt64> {
      let before = wheel.slots.touched
      wheel.advance(to: Self.start + tick)
      #expect(wheel.slots.touched - before <= limits.pieceMax + Chunk.large)
    }
    let isAnythingLeft = wheel.prepare()
    #expect(!isAnythingLeft)
    #expect(wheel.popDue() == -1)
    let before = wheel.slots.touched
    #expect(wheel.nextExpiry == crowd)
    #expect(wheel.slots.touched - before <= 2 * limits.leafMax)
  }

  @Test("a sweep is paid for in small parts")
  func sweepInParts() {
    let limits = Limits()
    var crowd = Crowd(40_000)
    var most = 0
    for _ in 0..<10 {
      for handle in crowd.handles {
        let before = crowd.wheel.slots.touched
        crowd.wheel.reschedule(handle, to: crowd.deadline())
        most = max(most, crowd.wheel.slots.touched - before)
      }
      #expect(crowd.wheel.slots.count <= 3 * 40_000 + 40_000 / 2)
    }
    #expect(most <= 2 * limits.pieceMax + limits.leafMax)
    crowd.wheel._checkInvariants()
  }

  @Test("forty bytes a timer for a million, and at most twice that after a storm of moves")
  func bytes() {
    let count = 1_000_000
    var crowd = Crowd(count)
    #expect(crowd.wheel.footprint <= 40 * count)
    for _ in 0..<4 {
      for handle in crowd.handles { crowd.wheel.reschedule(handle, to: crowd.deadline()) }
    }
    #expect(crowd.wheel.footprint <= 80 * count)
  }

  @Test("storms of cancellations take no more either, and what is freed is used again")
  func cancelStorms() {
    let count = 50_000
    var crowd = Crowd(count)
    for _ in 0..<6 {
      for index in 0..<count where index % 10 > 0 { crowd.wheel.cancel(crowd.handles[index]) }
      for index in 0..<count where index % 10 > 0 {
        crowd.handles[index] = crowd.wheel.schedule(index, at: crowd.deadline())
      }
    }
    #expect(crowd.wheel.count == count)
    #expect(crowd.wheel.footprint <= 80 * count)
    crowd.wheel._checkInvariants()
  }

  @Test("a small daemon's thousand timers fit in 128 KiB")
  func smallFootprint() {
    var crowd = Crowd(1_000)
    #expect(crowd.wheel.footprint <= 128 << 10)
    _ = crowd.fireAll()
    #expect(crowd.wheel.footprint <= 128 << 10)
    #expect(TimerWheel<Int>(now: Self.start).footprint <= 32 << 10)
  }

  @Test("when the timers that have been moved have fired, little is left of where they were")
  func popped() {
    let limits = Limits()
    var crowd = Crowd(100_000)
    for handle in crowd.handles {
      let soon = Self.start - UInt64.random(in: 1...10_000, using: &crowd.random)
      crowd.wheel.reschedule(handle, to: soon)
    }
    #expect(crowd.wheel.slots.count == 200_000)
    // Nothing could be prepared for the first ones.
    #expect(crowd.wheel.nextExpiry ?? .max < Self.start)
    // A wake as ever, and a piece of the sweep.
    #expect(crowd.fireAll() <= 2 * limits.pieceMax + limits.leafMax + 2 * limits.sortedMax)
    #expect(crowd.wheel.count == 0)
    #expect(crowd.wheel.slots.count <= limits.staleMin)
    crowd.wheel._checkInvariants()
  }

  @Test("there are as many wakes as different deadlines", arguments: [1_000, 30_000])
  func wakes(count: Int) {
    var crowd = Crowd(count)
    var deadlines: [UInt64] = (0..<count).map { _ in 0 }
    for index in 0..<count {
      deadlines[index] = crowd.deadline()
      crowd.wheel.reschedule(crowd.handles[index], to: deadlines[index])
    }
    for index in 0..<count / 2 { crowd.wheel.cancel(crowd.handles[index]) }
    var wakes = 0
    while let next = crowd.wheel.nextExpiry {
      wakes += 1
      crowd.wheel.advance(to: next)
      while crowd.wheel.popDue() != nil {}
    }
    #expect(wakes == Set(deadlines[(count / 2)...]).count)
  }
}
