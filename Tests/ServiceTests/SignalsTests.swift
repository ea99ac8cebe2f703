import Dispatch
import Glibc
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(10)))
struct SignalsTests {
  @Test func `A signal reaches the queue and does not end the process`() async {
    let seen = Events(of: Signals.Signal.self)
    let queue = DispatchQueue(label: "signals")
    let signals = await Signals.caught([.hangup], queue: queue) { seen.add($0) }
    for _ in 0..<3 {
      kill(getpid(), SIGHUP)
      #expect(await seen.next() == .hangup)
    }
    withExtendedLifetime(signals) {}
  }
}
