internal import Glibc

/// The control socket's file: made with its mode before anyone can connect, removed at the end.
struct ControlSocket: Sendable {
  enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Exit 75.
    case inUse(path: String)
    case unusable(path: String, what: String, fix: String)

    var description: String {
      switch self {
      case .inUse(let path):
        "\(path): error: another convened answers here. Stop it first, or choose another --socket"
      case .unusable(let path, let what, let fix): "\(path): error: \(what). \(fix)"
      }
    }
  }

  let path: String
  /// Listening, not blocking. Whoever takes it closes it.
  let descriptor: Int32
  private let device: dev_t
  private let inode: ino_t

  private static let mode: mode_t = 0o660

  /// Binds, sets the mode, and only then listens: until listen(2) every connect(2) is refused, so
  /// nobody gets in by the mode that the umask left.
  init(path: String) throws(Problem) {
    guard let address = UnixAddress(path: path), path.first != "@" else {
      throw .unusable(
        path: path, what: "a socket's path has 1 to 107 bytes (unix(7))",
        fix: "Choose a shorter one")
    }
    try Self.checkDirectory(of: path)
    try Self.removeStale(path, address)
    let descriptor = Self.makeDescriptor()
    self.path = path
    self.descriptor = descriptor
    do throws(SystemCallFailure) {
      guard descriptor >= 0 else { throw SystemCallFailure("socket") }
      guard address.withPointer({ bind(descriptor, $0, $1) }) == 0 else {
        throw SystemCallFailure("bind")
      }
      guard chmod(path, Self.mode) == 0 else { throw SystemCallFailure("chmod") }
      var status = stat()
      guard lstat(path, &status) == 0 else { throw SystemCallFailure("lstat") }
      (device, inode) = (status.st_dev, status.st_ino)
      guard listen(descriptor, 64) == 0 else { throw SystemCallFailure("listen") }
    } catch {
      if descriptor >= 0 { close(descriptor) }
      throw .unusable(
        path: path, what: "\(error)", fix: "Check that its directory exists and can be written")
    }
  }

  /// Removes the file, unless it is another's by now.
  func remove() {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
    unlink(path)
  }

  private static func makeDescriptor() -> Int32 {
    let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    return socket(AF_UNIX, Int32(type), 0)
  }

  /// Where all may write, another could put a link in the file's place.
  private static func checkDirectory(of path: String) throws(Problem) {
    var status = stat()
    let directory = WatchState.parent(path)
    guard stat(directory, &status) == 0 else {
      throw .unusable(
        path: path, what: "its directory: \(SystemCallFailure.text(errno))", fix: "Make it first")
    }
    let isSticky = status.st_mode & S_ISVTX != 0
    guard status.st_mode & S_IWOTH == 0 || isSticky else {
      throw .unusable(
        path: path, what: "its directory is writable by everyone",
        fix: "Run: chmod o-w \(directory)")
    }
  }

  /// A daemon that was killed leaves its file behind, and bind(2) does not take it over.
  private static func removeStale(_ path: String, _ address: UnixAddress) throws(Problem) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw .unusable(path: path, what: "something else is in its place", fix: "Move it away")
    }
    let probe = makeDescriptor()
    defer { close(probe) }
    // EAGAIN: its queue is full, so somebody is there.
    let isAnswered = address.withPointer { connect(probe, $0, $1) } == 0 || errno == EAGAIN
    if isAnswered { throw .inUse(path: path) }
    guard errno == ECONNREFUSED else {
      throw .unusable(
        path: path, what: "who is there cannot be told: \(SystemCallFailure.text(errno))",
        fix: "Check that this user owns it")
    }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .unusable(
        path: path, what: "a stale socket cannot be removed: \(SystemCallFailure.text(errno))",
        fix: "Remove it")
    }
  }
}
