import Foundation
import Glibc

/// A real peer: a Python script in `Peers/` that the test starts, and that dies with the test.
///
/// It prints a JSON object a line. Reading its first one, with the port, is how a test knows that
/// it listens; reading the next ones, what it saw. Nothing waits for time to pass.
final class Peer: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// One line of the script, as far as a test may ask.
  struct Event: Decodable, Equatable {
    var port: Int?
    var ca: String?
    var event: String?
    var sender: String?
    var recipients: [String]?
    var content: String?
    var tls: Bool?
    var path: String?
    var problem: String?
    var id: String?
    var content_type: String?
    var body: String?
    var method: String?
    var authorization: String?
    var signature: String?
  }

  let port: Int
  let caFile: String?
  private let output: LineReader
  private let input: FileHandle
  private let directory: URL

  init(_ script: String, _ arguments: [String] = []) async throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "convened-peer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let process = Process()
    let standardInput = Pipe()
    let standardOutput = Pipe()
    let standardError = Pipe()
    // `env` looks python3 up; a path it runs as it stands.
    process.executableURL = URL(filePath: "/usr/bin/env")
    let peers = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers")
    process.arguments =
      [Self.python, peers.appending(path: script).path, directory.path] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = standardError
    try process.run()
    input = standardInput.fileHandleForWriting
    output = LineReader(standardOutput.fileHandleForReading)
    guard let line = await output.next(), let event = try? Self.decode(line), let port = event.port
    else {
      let complaint = standardError.fileHandleForReading.readDataToEndOfFile()
      throw Failure(
        description: "\(script) did not start: \(String(decoding: complaint, as: UTF8.self)) "
          + "(run make setup, or set CONVENED_PYTHON; tried \(Self.python))")
    }
    self.port = port
    caFile = event.ca
  }

  deinit {
    // The end of its input is the script's end.
    try? input.close()
    try? FileManager.default.removeItem(at: directory)
  }

  /// The next thing the peer saw.
  func next() async throws -> Event {
    guard let line = await output.next() else { throw Failure(description: "the peer has ended") }
    return try Self.decode(line)
  }

  /// Ends the peer and waits until it has: then nothing listens any more.
  func end() async {
    try? input.close()
    while await output.next() != nil {}
  }

  /// Ends a scripted peer, and returns what it saw up to the last word of its last client.
  func rest() async throws -> [Event] {
    try? input.close()
    var events: [Event] = []
    while let line = await output.next() { events.append(try Self.decode(line)) }
    return events
  }

  private static func decode(_ line: String) throws -> Event {
    try JSONDecoder().decode(Event.self, from: Data(line.utf8))
  }

  private static var python: String {
    if let chosen = ProcessInfo.processInfo.environment["CONVENED_PYTHON"] { return chosen }
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let made = root.appending(path: ".venv/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: made) ? made : "python3"
  }
}

/// Reads lines off a pipe as they come, on a thread of its own: a peer with much to say must not
/// wait for a test that waits for the peer, and no thread of the tests' pool may block.
private struct LineReader: Sendable {
  private let lines: AsyncStream<String>

  init(_ handle: FileHandle) {
    let (lines, continuation) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    Thread.detachNewThread {
      var buffer = Data()
      var chunk = [UInt8](repeating: 0, count: 65_536)
      while true {
        // Not `availableData`, which ends the process when a signal interrupts it.
        let count = read(handle.fileDescriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        buffer.append(contentsOf: chunk[..<count])
        while let end = buffer.firstIndex(of: 0x0A) {
          continuation.yield(String(decoding: buffer[..<end], as: UTF8.self))
          buffer = Data(buffer[(end + 1)...])
        }
      }
      continuation.finish()
    }
  }

  /// `nil` when the peer has closed its output.
  func next() async -> String? {
    var iterator = lines.makeAsyncIterator()
    return await iterator.next()
  }
}
