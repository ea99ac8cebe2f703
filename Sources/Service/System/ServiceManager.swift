internal import Glibc

/// What the service tells systemd about itself: the protocol of sd_notify(3).
///
/// Written here in place of the call of libsystemd, which takes the socket from the process's
/// environment alone. Outside a unit everything is a no-op.
package final class ServiceManager: Sendable {
  /// How often systemd wants a sign of life, at least; nil without a watchdog. Ping at half of it.
  package let watchdogInterval: Duration?
  private let address: UnixAddress?

  /// - Parameter environment: The process's own, read once at the top.
  package init(environment: [String: String]) {
    address = environment["NOTIFY_SOCKET"].flatMap(UnixAddress.init(path:))
    watchdogInterval = Self.watchdogInterval(environment)
  }

  /// Started, and the configuration is in effect; also ends a reload.
  package func ready(status: String) { send(["READY=1", "STATUS=\(oneLine(status))"]) }

  /// systemd 253 and newer want the time with it, to tell this reload from an earlier one.
  package func reloading() {
    let (seconds, attoseconds) = SystemClock.monotonic().components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    send(["RELOADING=1", "MONOTONIC_USEC=\(microseconds)"])
  }

  package func stopping(status: String) { send(["STOPPING=1", "STATUS=\(oneLine(status))"]) }

  /// The line that `systemctl status` shows.
  package func status(_ text: String) { send(["STATUS=\(oneLine(text))"]) }

  /// To be called only while everything makes progress.
  package func alive() { send(["WATCHDOG=1"]) }

  private func send(_ lines: [String]) {
    guard let address else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let message = Array(lines.joined(separator: "\n").utf8)
    // A manager that is not listening is no reason to fail.
    _ = address.withPointer { pointer, length in
      sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), pointer, length)
    }
  }

  /// A second line would be read as another assignment.
  private func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// Source: sd_watchdog_enabled(3). A `$WATCHDOG_PID` that is not ours was meant for a parent.
  private static func watchdogInterval(_ environment: [String: String]) -> Duration? {
    guard let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init), microseconds > 0
    else { return nil }
    if let process = environment["WATCHDOG_PID"], process != String(getpid()) { return nil }
    return .microseconds(microseconds)
  }
}
