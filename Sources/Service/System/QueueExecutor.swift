package import Dispatch

/// Runs an actor on a Dispatch queue.
///
/// A Dispatch source whose handler runs on `queue` may then enter the actor by `assumeIsolated`,
/// without a hop. Linux has no `DispatchSerialQueue`, which is this elsewhere.
package final class QueueExecutor: SerialExecutor {
  /// Serial.
  package let queue: DispatchQueue

  package init(label: String) {
    queue = DispatchQueue(label: label)
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  package func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
