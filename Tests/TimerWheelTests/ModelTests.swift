import Testing
import TimerWheel

@Suite("The wheel against a sorted array")
struct ModelTests {
  /// A run of the wheel and the model side by side. A failure names the seed and the step.
  struct Run {
    let seed: UInt64
    var random: SeededGenerator
    var wheel: TimerWheel<Int>
    var model: SortedArrayModel
    var handles: [TimerWheel<Int>.Handle] = []

    init(seed: UInt64) {
      self.seed = seed
      random = SeededGenerator(seed: seed)
      // A third starts at zero, a third in our century in nanoseconds, a third near the end.
      let starts: [UInt64] = [0, 1_764_000_000_000_000_000, .max - 100_000]
      let start = starts[Int(seed % 3)]
      wheel = TimerWheel(now: start)
      model = SortedArrayModel(now: start)
    }

    /// A distance of any magnitude: every level of the wheel is as likely as the next.
    mutating func distance() -> UInt64 {
      let bits = UInt64.random(in: 0...63, using: &random)
      return UInt64.random(in: 0...(1 << bits), using: &random)
    }

    mutating func deadline() -> UInt64 {
      let now = wheel.now
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return .max
      case 1: return now
      case 2: return now - Swift.min(now, distance())
      case 3: return model.timers.randomElement(using: &random)?.deadline ?? now
      case 4:
        return now.addingReportingOverflow(64 << (6 * UInt64.random(in: 0...8, using: &random)))
          .partialValue
      default:
        let (later, overflow) = now.addingReportingOverflow(distance())
        return overflow ? .max : later
      }
    }

    mutating func step() {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4:
        let deadline = deadline()
        model.schedule(handles.count, at: deadline)
        handles.append(wheel.schedule(handles.count, at: deadline))
      case 4, 5:
        // The first timer is cancelled often: it is the one whose going moves the minimum.
        let first = model.timers.first?.id
        guard
          let id = Bool.random(using: &random)
            ? first : handles.indices.randomElement(using: &random)
        else { return }
        #expect(wheel.cancel(handles[id]) == model.cancel(id), "seed \(seed)")
      case 6, 7:
        let popped = wheel.popDue()
        #expect(popped == model.popDue(), "seed \(seed)")
      default:
        advance()
      }
    }

    mutating func advance() {
      var target = wheel.now
      if Bool.random(using: &random), let next = model.nextExpiry {
        target = Swift.max(target, next)
      } else {
        let (later, overflow) = target.addingReportingOverflow(distance() >> 2)
        target = overflow ? .max : later
      }
      wheel.advance(to: target)
      model.advance(to: target)
    }

    func compare(_ step: Int) {
      // The walk over all buckets takes most of the time, so it is not made at every step.
      if step % 16 == 0 { wheel._checkInvariants() }
      #expect(wheel.now == model.now, "seed \(seed), step \(step)")
      #expect(wheel.count == model.timers.count, "seed \(seed), step \(step)")
      #expect(wheel.nextExpiry == model.nextExpiry, "seed \(seed), step \(step)")
    }

    mutating func drain() {
      wheel.advance(to: .max)
      model.advance(to: .max)
      while let expected = model.popDue() {
        let popped = wheel.popDue()
        #expect(popped == expected, "seed \(seed), at the end")
        if popped != expected { return }
      }
      #expect(wheel.popDue() == nil, "seed \(seed), at the end")
    }
  }

  @Test("any mixture of calls gives the model's answers", arguments: UInt64(0)..<120)
  func mixture(seed: UInt64) {
    var run = Run(seed: seed)
    for step in 0..<400 {
      run.step()
      run.compare(step)
    }
    run.drain()
    run.compare(400)
  }

  @Test("ten thousand timers come out in order", arguments: [UInt64(1), 2, 3])
  func many(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var wheel = TimerWheel<Int>(now: 1_000)
    var expected: [(deadline: UInt64, id: Int)] = []
    for id in 0..<10_000 {
      let bits = UInt64.random(in: 0..<40, using: &random)
      let deadline = UInt64.random(in: 0...(1 << bits), using: &random)
      _ = wheel.schedule(id, at: deadline)
      expected.append((deadline, id))
    }
    // `sort` of equal deadlines is stable by the second key: the order of arrival.
    expected.sort { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
    var popped: [Int] = []
    while let next = wheel.nextExpiry {
      wheel.advance(to: Swift.max(wheel.now, next))
      while let id = wheel.popDue() { popped.append(id) }
    }
    wheel._checkInvariants()
    #expect(popped == expected.map(\.id), "seed \(seed)")
  }
}
