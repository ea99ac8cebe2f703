import Glibc

/// Holds a state directory for this process, for as long as the value lives.
///
/// Source: flock(2). The kernel lets go when the process ends, however it ends.
final class StateLock: Sendable {
  private let descriptor: Int32

  init(directory: String) throws(StoreError) {
    let path = directory + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unusable(path: path, why: String(cString: strerror(errno)))
    }
    Self.give(descriptor, toOwnerOf: directory)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      var buffer = [UInt8](repeating: 0, count: 32)
      let count = max(0, read(descriptor, &buffer, buffer.count))
      close(descriptor)
      let holder =
        String(decoding: buffer.prefix(count), as: UTF8.self)
        .split(separator: "\n").first.map(String.init) ?? ""
      throw .locked(directory: directory, holder: holder.isEmpty ? "starting" : "pid \(holder)")
    }
    let pid = Array("\(getpid())\n".utf8)
    // Only a hint for whoever is refused; the lock itself does not depend on it.
    _ = ftruncate(descriptor, 0)
    _ = write(descriptor, pid, pid.count)
  }

  /// What root makes in a directory of the service's is the service's.
  static func give(_ descriptor: Int32, toOwnerOf directory: String) {
    var status = stat()
    guard geteuid() == 0, stat(directory, &status) == 0 else { return }
    _ = fchown(descriptor, status.st_uid, status.st_gid)
  }

  deinit { close(descriptor) }
}
