internal import Glibc

/// The listening sockets that systemd hands over.
///
/// Read here in place of libsystemd's `sd_listen_fds_with_names`, which takes the process's
/// environment and removes from it: the environment is a value, read once at the top.
/// Source: sd_listen_fds(3).
package struct HandedSockets: Sendable {
  private var descriptors: [String: Int32] = [:]

  /// - Parameters:
  ///   - environment: one that was meant for another process (`$LISTEN_PID`) hands over none.
  ///   - first: SD_LISTEN_FDS_START.
  package init(environment: [String: String], first: Int32 = 3) {
    guard environment["LISTEN_PID"] == String(getpid()),
      let count = environment["LISTEN_FDS"].flatMap(Int32.init), (1...64).contains(count)
    else { return }
    let names =
      environment["LISTEN_FDNAMES"]?
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init) ?? []
    for index in 0..<count {
      let descriptor = first + index
      // What a child inherits it could answer on.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      let name = Int(index) < names.count ? names[Int(index)] : ""
      if descriptors[name] == nil { descriptors[name] = descriptor }
    }
  }

  /// The first socket of this `FileDescriptorName=`; nil for none.
  package subscript(name: String) -> Int32? { descriptors[name] }
}
