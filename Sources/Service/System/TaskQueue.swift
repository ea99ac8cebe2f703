internal import Dispatch

/// Runs tasks on a serial Dispatch queue of their own, in place of Swift's pool of threads.
///
/// For the sake of sleep. The first task on that pool starts libdispatch's monitor of its workers,
/// which from then on wakes the process every second (swift-corelibs-libdispatch,
/// src/event/workqueue.c); it does not watch the threads of serial queues. Measured: 10 wake-ups
/// in 10 idle seconds against none.
///
/// A preference reaches child tasks, and every function and actor without an executor of its own,
/// but not the next `Task { }`: name it there again. Whoever awaits the value of a task needs one
/// too: without, it goes on by way of that pool.
package final class TaskQueue: TaskExecutor {
  private let queue: DispatchQueue

  package init(label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Calls `handler` once, unless it is cancelled before. `Task.sleep` would wait on that pool.
  func timer(
    after span: Duration, _ handler: @escaping @Sendable () -> Void
  ) -> DispatchWorkItem {
    let item = DispatchWorkItem(block: handler)
    queue.asyncAfter(deadline: .now() + span.inSeconds, execute: item)
    return item
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
