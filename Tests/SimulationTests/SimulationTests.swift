import Foundation
import Messages
import StrictMail
import Testing

/// Seeds: worlds in which everything fails, and the promises that hold nevertheless.
///
/// `CONVENED_SEEDS=300` plays so many; `CONVENED_SEED=123` replays one and prints its transcript.
@Suite struct Simulation {
  private static let environment = ProcessInfo.processInfo.environment

  private static let replayed = environment["CONVENED_SEED"].flatMap(UInt64.init)

  /// In portions, so that the cores share them.
  private static let portions: [ClosedRange<UInt64>] = {
    if let replayed { return [replayed...replayed] }
    let count = environment["CONVENED_SEEDS"].flatMap(UInt64.init) ?? 300
    return stride(from: 1, through: count, by: 5).map { $0...min($0 + 4, count) }
  }()

  @Test(arguments: portions) func everyPromiseHoldsInEveryWorld(_ seeds: ClosedRange<UInt64>) throws
  {
    try play(seeds) { try World(seed: $0) }
  }

  private func play(
    _ seeds: ClosedRange<UInt64>, _ kind: String = "", _ world: (UInt64) throws -> World
  ) throws {
    for seed in seeds {
      let world = try world(seed)
      try world.play()
      if Self.replayed != nil {
        print(world.trace.joined(separator: "\n"))
        print("seed \(seed)\(kind), trace \(world.fingerprint)")
      }
      let broken = world.promises.broken.prefix(5).joined(separator: "\n")
      #expect(broken.isEmpty, "seed \(seed)\(kind) (`make simulate SEED=\(seed)` replays it)")
    }
  }

  /// Also where a meeting that is once and a program have tasks, pairs ask for meetings, and there
  /// are votes and reviews: a fifth as many.
  @Test(arguments: portions.filter { replayed != nil || $0.lowerBound % 25 == 1 })
  func everyPromiseHoldsWhereMeetingsHaveTasks(_ seeds: ClosedRange<UInt64>) throws {
    try play(seeds, ", with tasks of meetings") { try World(seed: $0, owesMore: true) }
  }

  /// Also where hosts take turns and are asked to say that they come: a fifth as many.
  @Test(arguments: portions.filter { replayed != nil || $0.lowerBound % 25 == 1 })
  func everyPromiseHoldsWhereHostsTakeTurns(_ seeds: ClosedRange<UInt64>) throws {
    try play(seeds, ", with turns of hosts") { try World(seed: $0, takesTurns: true) }
  }

  /// What arrives in spite of everything is one sound mail after another.
  @Test(arguments: [4, 6, 14, 22, 25] as [UInt64]) func everyMailIsSound(_ seed: UInt64) throws {
    let world = try World(seed: seed)
    try world.play()
    #expect(!world.promises.mails.isEmpty)
    // Whoever a mail did not reach may get one that refers to it.
    let ofGaps: Set<Rule> = [.threadKnown, .cancelAfterRequest]
    for (reader, mails) in world.promises.mails {
      let excused = world.promises.missed.contains(reader) ? ofGaps : []
      let found = StrictMail.violations(inOrder: mails.map(\.bytes))
        .filter { !excused.contains($0.rule) }
      #expect(found.isEmpty, "seed \(seed), the mails to \(reader)")
      #expect(mails.allSatisfy { $0.to == reader })
    }
  }

  @Test func theSameSeedGivesTheSameTrace() throws {
    for seed: UInt64 in [1, 7, 42] {
      let first = try World(seed: seed)
      try first.play()
      let second = try World(seed: seed)
      try second.play()
      let other = zip(first.trace, second.trace).first { $0 != $1 }
      #expect(first.fingerprint == second.fingerprint, "seed \(seed): \(other ?? ("", ""))")
      #expect(first.trace.count > 20)
    }
  }

  /// The canary: what records before it sends loses notices, and the checkers must see it.
  @Test func aPlantedFaultIsCaught() throws {
    var caught = false
    for seed: UInt64 in 1...20 where !caught {
      let world = try World(seed: seed, fault: .recordBeforeSending)
      try world.play()
      caught = world.promises.broken.contains { $0.contains("never received") }
    }
    #expect(caught, "mark-before-send went unnoticed in 20 worlds")
  }
}
