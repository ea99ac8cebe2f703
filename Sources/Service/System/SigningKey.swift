internal import Glibc

/// The 32 bytes that sign what leaves in mails and comes back: made once, kept in the state
/// directory.
///
/// Whoever reads it can speak for everybody, so the file is the service's own. Without it, what was
/// sent before is not recognised any more: it belongs into a backup.
package struct SigningKey: Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  private static let length = 32

  /// Where, what, and what to do.
  package struct Problem: ConfigurationProblem {
    package let description: String
  }

  /// Reads `link-key`, or makes it.
  package init(state: String) throws(Problem) {
    if let kept = try SigningKey(in: state) {
      self = kept
    } else {
      // The kernel's own generator on Linux: getrandom(2).
      bytes = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max) }
      try Self.write(bytes, to: state + "/link-key")
    }
  }

  /// Reads `link-key`; nil if there is none.
  package init?(in state: String) throws(Problem) {
    let path = state + "/link-key"
    var mode: mode_t = 0
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(path, max: 4_096) { mode = $0.st_mode }
    } catch .call(code: ENOENT) {
      return nil
    } catch {
      throw Problem(description: "\(path): it cannot be read: \(error.what). Check its owner")
    }
    guard mode & 0o077 == 0 else {
      throw Problem(description: "\(path): others can read this key. Run: chmod 600 \(path)")
    }
    guard bytes.count == Self.length else {
      throw Problem(
        description: "\(path): a key has \(Self.length) bytes, this has \(bytes.count). Restore it "
          + "from a backup, or remove it: links and replies to mails already sent will be refused "
          + "then")
    }
  }

  /// Writes the key of a backup, unless there is one.
  static func keep(_ bytes: [UInt8], in state: String) throws(Problem) {
    if try SigningKey(in: state) == nil { try write(bytes, to: state + "/link-key") }
  }

  /// Whole or not at all: written beside, then renamed. Nobody else writes here (`StateLock`).
  private static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
    let draft = path + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failed(path, "open") }
    let isWritten =
      Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(draft, path) == 0 else { throw failed(path, "write") }
  }

  private static func failed(_ path: String, _ call: String) -> Problem {
    Problem(
      description: "\(path): it cannot be made: \(SystemCallFailure(call)). Make its directory "
        + "writable for this user")
  }

  package var description: String { "•••" }
}
