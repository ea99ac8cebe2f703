internal import Glibc

/// Whole small files, with what went wrong in the words of the C library.
enum FileBytes {
  enum Failure: Error, Hashable {
    case call(code: Int32)
    case notAFile
    case tooLarge(max: Int)

    var what: String {
      switch self {
      case .call(let code): SystemCallFailure.text(code)
      case .notAFile: "it is not a regular file"
      case .tooLarge(let max): "it is larger than \(max / 1024) KiB"
      }
    }
  }

  /// Reads a regular file of at most `max` bytes.
  ///
  /// - Parameter inspect: Sees the open file's status before a byte is read.
  static func read(
    _ path: String, max: Int, inspect: (stat) -> Void = { _ in }
  ) throws(Failure) -> [UInt8] {
    // O_NONBLOCK: a FIFO would keep open(2) waiting for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .call(code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .call(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    inspect(status)
    return try readAll(descriptor, max: max)
  }

  /// The size is counted while reading: a file may grow, and /proc says 0.
  private static func readAll(_ descriptor: Int32, max: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 32 * 1024)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .call(code: errno)
      }
      bytes += chunk[..<count]
      guard bytes.count <= max else { throw .tooLarge(max: max) }
    }
  }

  static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
