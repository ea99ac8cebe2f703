import Testing

@testable import TimerWheel

@Suite("The wheel against a sorted array")
struct ModelTests {
  @Test("any mixture of calls gives the model's answers: 10,000 seeds", arguments: 0..<10)
  func mixture(thousand: UInt64) {
    for seed in thousand * 1_000..<(thousand + 1) * 1_000 {
      var run = ModelRun(seed: seed)
      for step in 0..<30 {
        run.step()
        run.compare(step)
        if run.hasFailed { return }
      }
      run.drain()
      if run.hasFailed { return }
    }
  }

  @Test("long mixtures, as many cancelled or moved as there are", arguments: UInt64(0)..<4)
  func long(seed: UInt64) {
    var run = ModelRun(seed: 1_000_000 + seed)
    for step in 0..<1_500 where !run.hasFailed {
      run.step()
      run.compare(step)
    }
    run.drain()
  }

  @Test("ten thousand timers come out in order", arguments: [UInt64(1), 2, 3])
  func many(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var wheel = TimerWheel<Int>(now: 1_000)
    var expected: [(deadline: UInt64, id: Int)] = []
    for id in 0..<10_000 {
      let bits = UInt64.random(in: 0..<40, using: &random)
      let deadline = UInt64.random(in: 0...(1 << bits), using: &random)
      wheel.schedule(id, at: deadline)
      expected.append((deadline, id))
    }
    // `sort` of equal deadlines is stable by the second key: the order of arrival.
    expected.sort { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
    var popped: [Int] = []
    while let next = wheel.nextExpiry {
      wheel.advance(to: next)
      while let id = wheel.popDue() { popped.append(id) }
    }
    wheel._checkInvariants()
    #expect(popped == expected.map(\.id), "seed \(seed)")
  }
}

/// A run of the wheel and the model side by side. A failure names the seed and the step.
struct ModelRun: ~Copyable {
  let seed: UInt64
  var random: SeededGenerator
  var wheel: TimerWheel<Int>
  var model: SortedArrayModel
  var handles: [TimerWheel<Int>.Handle] = []
  private(set) var hasFailed = false

  init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    // A third starts at zero, a third in our century in nanoseconds, a third near the end.
    let starts: [UInt64] = [0, 1_764_000_000_000_000_000, .max - 100_000]
    let start = starts[Int(seed % 3)]
    // Most runs with limits so small that leaves are sorted, opened in pieces and swept all the
    // time.
    var limits = Limits()
    if seed % 8 > 0 {
      limits.sortedMax = Int.random(in: 1...8, using: &random)
      limits.leafMax = Int.random(in: 1...16, using: &random)
      limits.pieceMax = Int.random(in: 1...12, using: &random)
      limits.staleMin = Int.random(in: 0...8, using: &random)
    }
    wheel = TimerWheel(now: start, limits: limits)
    model = SortedArrayModel(now: start)
  }

  mutating func expect(_ isSo: Bool, _ what: @autoclosure () -> String) {
    if isSo { return }
    hasFailed = true
    let what = what()
    Issue.record("seed \(seed): \(what)")
  }

  /// A distance of any magnitude: every level of the wheel is as likely as the next.
  mutating func distance() -> UInt64 {
    let bits = UInt64.random(in: 0...63, using: &random)
    return UInt64.random(in: 0...(1 << bits), using: &random)
  }

  mutating func deadline() -> UInt64 {
    let now = wheel.now
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return .max
    case 1: return now
    case 2: return now - Swift.min(now, distance())
    // A deadline that there is already: what arrives later has to come out later.
    case 3, 4: return model.timers.randomElement(using: &random)?.deadline ?? now
    case 5:
      return now.addingReportingOverflow(64 << (6 * UInt64.random(in: 0...8, using: &random)))
        .partialValue
    // Many in one slot of the next levels.
    case 6, 7:
      let (later, overflow) = now.addingReportingOverflow(
        UInt64.random(in: 0...9_999, using: &random))
      return overflow ? .max : later
    default:
      let (later, overflow) = now.addingReportingOverflow(distance())
      return overflow ? .max : later
    }
  }

  mutating func step() {
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<4: schedule()
    case 4, 5:
      guard let id = anyID() else { return }
      let (one, other) = (wheel.cancel(handles[id]), model.cancel(id))
      expect(one == other, "cancel gave \(one as Any), not \(other as Any)")
    case 6, 7:
      guard let id = anyID() else { return }
      let deadline = deadline()
      let (one, other) = (
        wheel.reschedule(handles[id], to: deadline), model.reschedule(id, to: deadline)
      )
      expect(one == other, "reschedule gave \(one), not \(other)")
    case 8, 9:
      let (one, other) = (wheel.popDue(), model.popDue())
      expect(one == other, "popDue gave \(one as Any), not \(other as Any)")
    case 10: for _ in 0..<Int.random(in: 1...20, using: &random) { schedule() }
    default: advance()
    }
  }

  private mutating func schedule() {
    let deadline = deadline()
    model.schedule(handles.count, at: deadline)
    handles.append(wheel.schedule(handles.count, at: deadline))
  }

  /// The first timer is chosen often: it is the one whose going moves the next expiry.
  private mutating func anyID() -> Int? {
    Bool.random(using: &random)
      ? model.timers.first?.id : handles.indices.randomElement(using: &random)
  }

  private mutating func advance() {
    var target = wheel.now
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1: target = model.nextExpiry ?? target
    case 2: target -= Swift.min(target, distance())
    default:
      let (later, overflow) = target.addingReportingOverflow(distance() >> 2)
      target = overflow ? .max : later
    }
    wheel.advance(to: target)
    model.now = target
  }

  mutating func compare(_ step: Int) {
    wheel.checkInvariants(unmarkedToo: step % 32 == 0)
    expect(wheel.now == model.now, "now, step \(step)")
    expect(wheel.count == model.timers.count, "count, step \(step)")
    // Asking is allowed to change what is inside, so it is not done after every step.
    if Bool.random(using: &random) { return }
    let (one, other) = (wheel.nextExpiry, model.nextExpiry)
    expect(one == other, "step \(step): next expiry is \(one as Any), not \(other as Any)")
    wheel.checkInvariants(unmarkedToo: step % 32 == 1)
  }

  mutating func drain() {
    wheel.advance(to: .max)
    model.now = .max
    while let expected = model.popDue() {
      let popped = wheel.popDue()
      expect(popped == expected, "at the end \(popped as Any), not \(expected)")
      if popped != expected { return }
    }
    let left = wheel.popDue()
    expect(left == nil, "at the end \(left as Any) is left")
    wheel._checkInvariants()
  }
}
