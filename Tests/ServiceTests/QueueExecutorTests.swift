import Dispatch
import Testing

@testable import Service

private actor Beat {
  let executor = QueueExecutor(label: "beat")
  private(set) var count = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func count(to limit: Int) {
    dispatchPrecondition(condition: .onQueue(executor.queue))
    count += limit
  }
}

@Suite(.timeLimit(.minutes(10)))
struct QueueExecutorTests {
  @Test func `An actor's work runs on the queue`() async {
    let beat = Beat()
    await beat.count(to: 3)
    #expect(await beat.count == 3)
  }

  @Test func `A handler on the queue is inside the actor`() async {
    let beat = Beat()
    await withCheckedContinuation { continuation in
      beat.executor.queue.async {
        beat.assumeIsolated { $0.count(to: 2) }
        continuation.resume()
      }
    }
    #expect(await beat.count == 2)
  }
}
