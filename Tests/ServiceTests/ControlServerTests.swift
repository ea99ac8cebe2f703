import Foundation
import Glibc
import Logging
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(10)))
struct ControlServerTests {
  private func server(
    _ path: String, handler: @escaping ControlServer.Handler = { echo($0) }
  ) -> ControlServer {
    var logger = Logger(label: "control") { _ in Journal(stream: nil) }
    logger.logLevel = .critical
    return ControlServer(path: path, logger: logger, handler: handler)
  }

  private static func echo(_ request: ControlRequest) -> ControlAnswer {
    ControlAnswer(status: 200, body: Array("\(request.verb) ".utf8) + request.body)
  }

  /// The client blocks, so it gets a thread of its own.
  private func ask(_ path: String, _ verb: String, _ body: [UInt8] = []) async throws
    -> ControlAnswer
  {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try ControlClient(path: path).send(ControlRequest(verb: verb, body: body))
          })
      }
    }
  }

  private func text(_ answer: ControlAnswer) -> String {
    String(decoding: answer.body, as: UTF8.self)
  }

  @Test func `A command goes there and its answer comes back`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let server = server(path)
      try await server.start()
      #expect(mode(of: path) == 0o660)
      let answer = try await ask(path, "agenda/add", Array(#"{"by":"yash"}"#.utf8))
      #expect(answer.status == 200)
      #expect(text(answer) == #"agenda/add {"by":"yash"}"#)
      await server.stop()
      #expect(mode(of: path) == 0)
    }
  }

  @Test func `Many ask at once, with large answers`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let server = server(path) { request in
        ControlAnswer(status: 200, body: [UInt8](repeating: request.body[0], count: 3 << 20))
      }
      try await server.start()
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in UInt8(0)..<8 {
          group.addTask {
            let answer = try await ask(path, "outbox", [number])
            return answer.body.count == 3 << 20 && answer.body.last == number
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
      await server.stop()
    }
  }

  @Test(arguments: [64 * 1024 + 1, 3 << 20])
  func `A body that is too large is refused`(size: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let server = server(path)
      try await server.start()
      let answer = try await ask(path, "reload", [UInt8](repeating: 0x20, count: size))
      #expect(answer.status == 413)
      #expect(text(answer) == #"{"error":"a request has at most 64 KiB"}"#)
      let largest = [UInt8](repeating: 0x20, count: 64 * 1024)
      #expect(try await ask(path, "reload", largest).status == 200)
      await server.stop()
    }
  }

  @Test(arguments: ["", "Reload", "../x", "a//b", "a b", "a?b=c"])
  func `What is no command is not found`(verb: String) async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let server = server(path)
      try await server.start()
      // "a b" is no request line at all, "a?b=c" the command "a" with a query.
      let expected = verb == "a b" ? 400 : verb == "a?b=c" ? 200 : 404
      #expect(try await ask(path, verb).status == expected)
      await server.stop()
    }
  }

  @Test func `A socket that a killed daemon left behind is replaced`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      close(try boundSocket(path, type: streamSocket))
      let server = server(path)
      try await server.start()
      #expect(try await ask(path, "status").status == 200)
      await server.stop()
    }
  }

  @Test func `A second daemon is refused and the first is left alone`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let first = server(path)
      try await first.start()
      let failure = await #expect(throws: ControlServer.StartFailure.self) {
        try await server(path).start()
      }
      guard case .inUse = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(try await ask(path, "status").status == 200)
      await first.stop()
    }
  }

  @Test func `Whatever else is in the socket's place stays there`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      try write("precious", to: path)
      await #expect(throws: ControlServer.StartFailure.self) { try await server(path).start() }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }
  }

  @Test func `A directory that everyone can write to is refused`() async throws {
    try await withTemporaryDirectory { directory in
      chmod(directory, 0o777)
      let failure = await #expect(throws: ControlServer.StartFailure.self) {
        try await server("\(directory)/control.sock").start()
      }
      #expect(failure?.description.contains("Run: chmod o-w \(directory)") == true)
    }
  }

  @Test(arguments: [0, 6 << 20])
  func `A stop waits for the answer being made`(size: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let asked = Events(of: Void.self)
      let answerNow = Events(of: Void.self)
      let server = server(path) { _ in
        asked.add(())
        _ = await answerNow.next()
        return ControlAnswer(status: 200, body: [UInt8](repeating: 1, count: size))
      }
      try await server.start()
      async let answer = ask(path, "reload")
      _ = await asked.next()
      async let stopped: Void = server.stop()
      // The file goes first, so the stop is under way.
      while mode(of: path) != 0 { await Task.yield() }
      answerNow.add(())
      #expect(try await answer.body.count == size)
      await stopped
    }
  }

  @Test func `Only a connection that has asked outlives a stop`() async {
    let connections = ControlConnections(executor: TaskQueue(label: "test"))
    let ended = Events(of: String.self)
    let asker = Events(of: Void.self)
    let (idle, busy) = (ObjectIdentifier(ended), ObjectIdentifier(asker))
    connections.add(idle) {
      while !Task.isCancelled { await Task.yield() }
      ended.add("idle")
    }
    connections.add(busy) {
      _ = await asker.next()
      ended.add(Task.isCancelled ? "cut off" : "answered")
    }
    #expect(connections.mayAsk(busy))
    async let finished: Void = connections.finish(within: .seconds(86_400))
    #expect(await ended.next() == "idle")
    #expect(!connections.mayAsk(idle))
    asker.add(())
    #expect(await ended.next() == "answered")
    await finished
  }

  @Test func `A stop gives up when the time is up`() async {
    let connections = ControlConnections(executor: TaskQueue(label: "test"))
    let held = Events(of: Void.self)
    connections.add(ObjectIdentifier(held)) { _ = await held.next() }
    #expect(connections.mayAsk(ObjectIdentifier(held)))
    await connections.finish(within: .milliseconds(10))
    held.add(())
  }

  @Test func `A connection that says nothing does not hold up a stop`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/control.sock"
      let server = server(path)
      try await server.start()
      let silent = socket(AF_UNIX, streamSocket, 0)
      defer { close(silent) }
      let address = try #require(UnixAddress(path: path))
      try #require(address.withPointer { connect(silent, $0, $1) } == 0)
      // Answered after the silent one was accepted, so that one is being served.
      #expect(try await ask(path, "status").status == 200)
      // Waiting for it would outlast the suite's time limit.
      await server.stop(grace: .seconds(86_400))
    }
  }

  @Test func `Nobody there is said with what to do`() async throws {
    try await withTemporaryDirectory { directory in
      for path in ["\(directory)/control.sock", "\(directory)/stale.sock", ""] {
        if path.hasSuffix("stale.sock") { close(try boundSocket(path, type: streamSocket)) }
        let failure = await #expect(throws: ControlClient.Failure.self) {
          try await ask(path, "status")
        }
        guard case .unreachable = failure else {
          Issue.record("\(String(describing: failure))")
          continue
        }
        #expect(failure?.description.contains("systemctl start convened") == true)
      }
    }
  }
}
