import Dispatch
internal import Synchronization

/// The connections being served, so that a stop can wait for the answers and for nothing else.
final class ControlConnections: Sendable {
  private struct Connection {
    var task: Task<Void, Never>
    var hasAsked = false
  }

  private struct State {
    var connections: [ObjectIdentifier: Connection] = [:]
    var isEnding = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let executor: TaskQueue

  init(executor: TaskQueue) {
    self.executor = executor
  }

  /// - Parameter channel: Alive until `serve` returns, so its identity names the connection.
  func add(_ channel: ObjectIdentifier, _ serve: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      let task = Task(executorPreference: executor) {
        await serve()
        self.ended(channel)
      }
      state.connections[channel] = Connection(task: task)
      if state.isEnding { task.cancel() }
    }
  }

  /// From here on the connection is not cut off: its answer may still be on the way when the call
  /// that wrote it has long returned. A client of ours closes once it has read it.
  ///
  /// - Returns: False if it is too late for a new command.
  func mayAsk(_ channel: ObjectIdentifier) -> Bool {
    state.withLock { state in
      guard !state.isEnding else { return false }
      state.connections[channel]?.hasAsked = true
      return true
    }
  }

  /// Lets no connection ask again, and returns when all have ended or the time is up.
  func finish(within grace: Duration) async {
    let deadline = executor.timer(after: grace) { self.release() }
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        state.isEnding = true
        // A cancelled connection reads no more and closes; it could not write an answer either.
        for connection in state.connections.values where !connection.hasAsked {
          connection.task.cancel()
        }
        if !state.connections.isEmpty { state.waiter = continuation }
        return state.connections.isEmpty
      }
      if isIdle { continuation.resume() }
    }
    deadline.cancel()
  }

  private func ended(_ channel: ObjectIdentifier) {
    let isLast = state.withLock { state in
      state.connections[channel] = nil
      return state.connections.isEmpty
    }
    if isLast { release() }
  }

  private func release() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }
}
