import Dispatch
import Foundation
import Glibc
import Synchronization

/// Says on a terminal that it goes on, once an answer takes longer than a second, and takes that
/// back in the end.
final class Waiting: Sendable {
  private enum State { case silent, said, over }

  private let state = Mutex(State.silent)
  private let done = DispatchSemaphore(value: 0)

  init() {
    guard isatty(STDERR_FILENO) == 1, Terminal.current != nil else { return }
    Thread.detachNewThread { [self] in
      while done.wait(timeout: .now() + 1) == .timedOut { say() }
    }
  }

  /// Before anything else is printed.
  func end() {
    done.signal()
    state.withLock { state in
      if state == .said { Self.write("\r\u{1B}[K") }
      state = .over
    }
  }

  /// What may take long, and prints nothing itself.
  static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
    let waiting = Waiting()
    defer { waiting.end() }
    return try body()
  }

  private func say() {
    state.withLock { state in
      guard state != .over else { return }
      Self.write(state == .silent ? "it goes on …" : ".")
      state = .said
    }
  }

  private static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
