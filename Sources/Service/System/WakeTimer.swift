internal import CTimer
package import Dispatch
internal import Glibc

/// Wakes a queue at a moment of the real-time clock, and when that clock is set.
///
/// One timerfd(2). The kernel fires it late, never early, and at once if the moment has passed or a
/// set clock jumps over it. An armed timer that is far away costs no wake-up.
package final class WakeTimer: Sendable {
  package enum Wake: Sendable, Hashable {
    /// The moment came. A spurious one is possible: check the clock.
    case due
    /// The real-time clock was set, or the machine resumed. The timer is still armed.
    case clockChanged
  }

  private let descriptor: Int32
  private let queue: DispatchQueue
  private let handler: @Sendable (Wake) -> Void
  // Dispatch's objects are safe to share; its Swift overlay does not say so on Linux.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  package init(
    queue: DispatchQueue, handler: @escaping @Sendable (Wake) -> Void
  ) throws(SystemCallFailure) {
    let descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_NONBLOCK) | Int32(TFD_CLOEXEC))
    guard descriptor >= 0 else { throw SystemCallFailure("timerfd_create") }
    self.descriptor = descriptor
    self.queue = queue
    self.handler = handler
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler {
      if let wake = Self.read(descriptor) { handler(wake) }
    }
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// Wakes once at `moment`, counted from 1970-01-01T00:00:00Z; a later call replaces it.
  package func arm(at moment: Duration) {
    // All zeros would disarm (timerfd_create(2)); the first nanosecond is long past as well.
    let (seconds, attoseconds) = max(moment, .nanoseconds(1)).components
    set(timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000)))
  }

  package func disarm() {
    set(timespec())
  }

  private func set(_ moment: timespec) {
    var value = itimerspec(it_interval: timespec(), it_value: moment)
    let flags = Int32(TFD_TIMER_ABSTIME) | Int32(TFD_TIMER_CANCEL_ON_SET)
    guard timerfd_settime(descriptor, flags, &value, nil) != 0 else { return }
    // The kernel armed it all the same (fs/timerfd.c): the clock was set since the last read.
    precondition(errno == ECANCELED, "\(SystemCallFailure("timerfd_settime"))")
    queue.async { [handler] in handler(.clockChanged) }
  }

  private static func read(_ descriptor: Int32) -> Wake? {
    var expirations: UInt64 = 0
    let count = Glibc.read(descriptor, &expirations, MemoryLayout<UInt64>.size)
    if count == MemoryLayout<UInt64>.size { return .due }
    return errno == ECANCELED ? .clockChanged : nil
  }
}
