internal import Crypto
import Dispatch
import Glibc

/// A mail transport that writes into a Maildir (maildir(5)) on this machine.
///
/// For demonstrations and for hosts whose mail is picked up from a directory. The file's name
/// derives from the notice's identity, so sending a notice again replaces it: in `new`, or in `cur`
/// with its flags when a reader has taken it there.
package struct MaildirDrop: Sendable {
  private let directory: String
  private let queue = DispatchQueue(label: "convened.maildir")

  /// - Parameter directory: made, with `tmp`, `new` and `cur`, by the first message.
  package init(directory: String) {
    self.directory = directory
  }

  /// Stores one message, and answers when it is on the disk.
  ///
  /// - Parameters:
  ///   - message: with CRLF line ends; stored with LF, as readers of a Maildir expect.
  ///   - identity: the same for every repetition of one notice to one person.
  package func send(
    _ message: [UInt8], from: String, to: String, identity: String
  ) async -> Receipt {
    await Envelope.check(message, from: from, to: to) { _, _ in
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: store(message, identity: identity)) }
      }
    }
  }

  /// Stores one message on the calling thread: for a virtual clock, which cannot wait.
  package func store(_ message: [UInt8], identity: String) -> Receipt {
    // A hash has no slash, no colon and no leading dot, and every identity its own.
    let digest = SHA256.hash(data: Array(identity.utf8))
    let name = "convened." + digest.prefix(16).map(Self.hexadecimal).joined()
    do {
      try makeFolders()
      let target = Self.taken(name, in: "\(directory)/cur") ?? "new/\(name)"
      // After a crash the same name is used again, so nothing is left lying in tmp.
      try write(message.filter { $0 != 0x0D }, to: "\(directory)/tmp/\(name)")
      try check(
        rename("\(directory)/tmp/\(name)", "\(directory)/\(target)"), "move into \(target)")
      try synchronise("\(directory)/\(target.prefix(3))")
      return .accepted(answer: "stored as \(target)")
    } catch {
      return .deferred(
        why: Receipt.oneLine("\(directory): \(error)"), retryAfterSeconds: nil,
        scope: .destination)
    }
  }

  private struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private func check(_ result: Int32, _ what: String) throws(Failure) {
    // The code first: building the message may change it.
    let code = errno
    if result < 0 {
      throw Failure(description: "cannot \(what): \(String(cString: strerror(code)))")
    }
  }

  private func makeFolders() throws(Failure) {
    for folder in [directory, "\(directory)/tmp", "\(directory)/new", "\(directory)/cur"] {
      if mkdir(folder, 0o700) < 0, errno != EEXIST { try check(-1, "make the folder") }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    try check(file, "create the file")
    defer { close(file) }
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      try check(Int32(clamping: written), "write the message")
      offset += written
    }
    try check(fsync(file), "bring the message to the disk")
  }

  /// A new name in a folder outlives a power cut only once the folder itself was written.
  private func synchronise(_ folder: String) throws(Failure) {
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(file, "open the folder")
    defer { close(file) }
    try check(fsync(file), "bring the folder to the disk")
  }

  /// Where a reader moved the message, with whatever flags (`name:2,S`); `nil` when it did not.
  private static func taken(_ name: String, in folder: String) -> String? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if found == name || found.hasPrefix(name + ":") { return "cur/\(found)" }
    }
    return nil
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
  }
}
