import Foundation
import Glibc
import Testing

@testable import Service

/// A process that is fed, heard out and, if need be, ended.
struct ChildProcessTests {
  private func shell(
    _ script: String, _ input: [UInt8] = [], patience: Duration = .seconds(60)
  ) throws -> ChildProcess.Result {
    try ChildProcess.run(["-c", script], of: "/bin/sh", input: input, patience: patience)
  }

  @Test func `It reads all of its input and is heard on both outputs`() throws {
    let input = [UInt8](repeating: 0x61, count: 3 << 20)
    let result = try shell("/usr/bin/wc -c; echo no >&2; exit 65", input)
    #expect(result == ChildProcess.Result(end: .exited(65), said: "3145728\nno\n"))
  }

  @Test func `Whoever reads nothing, or goes, is no trouble`() throws {
    let input = [UInt8](repeating: 0x61, count: 3 << 20)
    #expect(try shell("exit 0", input).end == .exited(0))
    #expect(try shell("exec <&-; exit 77", input).end == .exited(77))
    #expect(try shell("kill -SEGV $$", input).end == .killed(signal: SIGSEGV))
  }

  @Test func `It knows nothing of our environment`() throws {
    #expect(!ProcessInfo.processInfo.environment.isEmpty)
    // It says all that it was given; a shell would add its own.
    let result = try ChildProcess.run(
      [], of: "/usr/bin/env", input: [], patience: .seconds(60))
    // What it says is not for a log.
    let isSilent = result == ChildProcess.Result(end: .exited(0), said: "")
    #expect(isSilent)
  }

  @Test func `Whoever takes too long is ended, with or without a last word`() throws {
    #expect(try shell("exec /bin/sleep 1000", patience: .milliseconds(50)).end == .outOfTime)
    let closed = try shell("exec >&- 2>&-; exec /bin/sleep 1000", patience: .milliseconds(300))
    #expect(closed.end == .outOfTime)
  }

  @Test func `Whoever takes too long is ended with what it has started`() async throws {
    try await withTemporaryDirectory { folder in
      let lifeline = Lifeline("\(folder)/lifeline")
      let script = "/bin/sleep 1000 9>'\(lifeline.path)' & echo started; wait"
      let expected = ChildProcess.Result(end: .outOfTime, said: "started\n")
      // A busy machine may want more time to get that far.
      var patience = Duration.milliseconds(100)
      var result = try shell(script, patience: patience)
      while result != expected, patience < .seconds(60) {
        patience *= 2
        result = try shell(script, patience: patience)
      }
      #expect(result == expected)
      #expect(lifeline.isCut)
    }
  }

  /// Both are what threads of the service do: libdispatch's block nearly all signals.
  @Test func `A signal ends it, though it is blocked or ignored here`() throws {
    signal(SIGPIPE, SIG_IGN)
    var (blocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(try shell("kill -TERM $$").end == .killed(signal: SIGTERM))
    #expect(try shell("kill -PIPE $$").end == .killed(signal: SIGPIPE))
  }

  /// Of a process that is not its child nobody tells it anything.
  @Test func `What it did not hear of has not ended well`() {
    #expect(throws: SystemCallFailure("wait for process \(getpid())", code: ECHILD)) {
      try ChildProcess.waited(for: getpid(), until: .now + .seconds(3_600))
    }
  }

  @Test func `Much talk is cut, and listened to`() throws {
    let result = try shell("/usr/bin/yes | /usr/bin/head -c 1000000; exit 3")
    #expect(result.end == .exited(3) && result.said.utf8.count == 8 << 10)
  }

  @Test func `What is not there cannot be started`() {
    #expect(throws: SystemCallFailure.self) {
      try ChildProcess.run([], of: "/nowhere/at/all", input: [], patience: .seconds(1))
    }
  }
}
