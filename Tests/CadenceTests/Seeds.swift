import Testing

/// A small generator whose whole future is its seed: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension RandomNumberGenerator {
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(0...elements.count - 1)]
  }
}

/// A property that does not hold.
struct Falsified: Error, CustomStringConvertible {
  var description: String
}

/// Throws unless the property holds; the message names the values.
func hold(_ property: Bool, _ message: @autoclosure () -> String) throws {
  if !property { throw Falsified(description: message()) }
}

/// Runs a property with each seed, and prints the seed that falsifies it. To replay one, write
/// `withSeeds(17...17)`.
func withSeeds(
  _ seeds: ClosedRange<UInt64>, sourceLocation: SourceLocation = #_sourceLocation,
  _ property: (inout SeededGenerator) throws -> Void
) {
  for seed in seeds {
    var generator = SeededGenerator(seed: seed)
    do {
      try property(&generator)
    } catch {
      Issue.record("seed \(seed): \(error)", sourceLocation: sourceLocation)
      return
    }
  }
}
