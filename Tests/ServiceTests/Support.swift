import Dispatch
import Foundation
import Glibc

@testable import Service

/// What handlers on a queue saw, for a test to await in order.
final class Events<Element: Sendable>: Sendable {
  private let stream: AsyncStream<Element>
  private let continuation: AsyncStream<Element>.Continuation

  init(of: Element.Type = Element.self) {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func add(_ element: Element) { continuation.yield(element) }

  func next() async -> Element? {
    for await element in stream { return element }
    return nil
  }

  /// The first that fits; those before it are dropped.
  func first(where fits: @Sendable (Element) -> Bool) async -> Element? {
    for await element in stream where fits(element) { return element }
    return nil
  }
}

/// A directory of this test alone, of mode 0700, removed afterwards.
func withTemporaryDirectory<Result>(
  _ body: (String) async throws -> Result
) async throws -> Result {
  // Short: a unix socket's path has at most 107 bytes.
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("cv-\(UUID().uuidString.prefix(13))").path
  try FileManager.default.createDirectory(
    atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}

func write(_ text: String, to path: String, mode: Int = 0o644) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}

func makeDirectory(_ path: String) throws {
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}

func mode(of path: String) -> mode_t {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
}

/// A FIFO that processes hold open, by whose end a test sees that all of them are gone.
final class Lifeline: Sendable {
  let path: String
  private let reader: Int32

  init(_ path: String) {
    self.path = path
    mkfifo(path, 0o600)
    reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  }

  deinit { close(reader) }

  /// Waits until nobody holds it; a minute at most, after which somebody does for good.
  var isCut: Bool {
    // What nobody ever held has no end.
    close(open(path, O_WRONLY | O_CLOEXEC))
    var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 60_000) == 1 && entry.revents & Int16(POLLHUP) != 0
  }
}

/// A bound unix socket that this test reads from, or leaves behind.
func boundSocket(_ path: String, type: Int32) throws -> Int32 {
  let descriptor = socket(AF_UNIX, type, 0)
  guard let address = UnixAddress(path: path), descriptor >= 0,
    address.withPointer({ bind(descriptor, $0, $1) }) == 0
  else { throw SystemCallFailure("bind \(path)") }
  return descriptor
}

let streamSocket = Int32(SOCK_STREAM.rawValue)
let datagramSocket = Int32(SOCK_DGRAM.rawValue)
