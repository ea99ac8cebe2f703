package import Dispatch
internal import Glibc

/// The signals the service answers to, delivered on a queue.
package final class Signals: Sendable {
  package enum Signal: Sendable, Hashable, CaseIterable {
    /// SIGTERM: systemd stops the service.
    case terminate
    /// SIGINT: Ctrl-C.
    case interrupt
    /// SIGHUP: read the configuration again.
    case hangup

    var number: Int32 {
      switch self {
      case .terminate: SIGTERM
      case .interrupt: SIGINT
      case .hangup: SIGHUP
      }
    }
  }

  // Dispatch's objects are safe to share; its Swift overlay does not say so on Linux.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  private init(_ sources: [any DispatchSourceSignal]) {
    self.sources = sources
  }

  deinit {
    sources.forEach { $0.cancel() }
  }

  /// Returns once the signals are caught. Until then they do what they always do: a daemon that has
  /// not started yet may end.
  ///
  /// They are not set to SIG_IGN first, as one does on Darwin: libdispatch's epoll backend installs
  /// a handler of its own, and a signal that came earlier would be lost.
  package static func caught(
    _ signals: [Signal] = Signal.allCases, queue: DispatchQueue,
    handler: @escaping @Sendable (Signal) -> Void
  ) async -> Signals {
    // A peer that hangs up is an error of that write, not the end of the process.
    Glibc.signal(SIGPIPE, SIG_IGN)
    var sources: [any DispatchSourceSignal] = []
    for signal in signals {
      let source = DispatchSource.makeSignalSource(signal: signal.number, queue: queue)
      source.setEventHandler { handler(signal) }
      await withCheckedContinuation { continuation in
        source.setRegistrationHandler { continuation.resume() }
        source.activate()
      }
      sources.append(source)
    }
    return Signals(sources)
  }
}
