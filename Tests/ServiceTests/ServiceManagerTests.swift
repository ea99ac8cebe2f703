import Glibc
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(10)))
struct ServiceManagerTests {
  private func received(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }

  @Test func `Each state is one datagram in sd_notify's words`() async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/notify"
      let socket = try boundSocket(path, type: datagramSocket)
      defer { close(socket) }
      let manager = ServiceManager(environment: ["NOTIFY_SOCKET": path])
      manager.ready(status: "3 meetings\nREADY=0")
      #expect(received(socket) == "READY=1\nSTATUS=3 meetings READY=0")
      manager.status("next: office-hours")
      #expect(received(socket) == "STATUS=next: office-hours")
      manager.alive()
      #expect(received(socket) == "WATCHDOG=1")
      manager.stopping(status: "2 notices left")
      #expect(received(socket) == "STOPPING=1\nSTATUS=2 notices left")
      manager.reloading()
      let lines = received(socket).split(separator: "\n")
      #expect(lines.first == "RELOADING=1")
      let time = try #require(lines.last?.split(separator: "=").last.flatMap { Int64($0) })
      #expect(time > 0 && .microseconds(time) <= SystemClock.monotonic())
    }
  }

  @Test func `The abstract namespace is reached too`() throws {
    let name = "@convened-test-\(getpid())"
    let socket = try boundSocket(name, type: datagramSocket)
    defer { close(socket) }
    ServiceManager(environment: ["NOTIFY_SOCKET": name]).alive()
    #expect(received(socket) == "WATCHDOG=1")
  }

  @Test func `Outside a unit nothing happens`() {
    ServiceManager(environment: [:]).ready(status: "up")
    ServiceManager(environment: ["NOTIFY_SOCKET": "/nowhere/at/all"]).ready(status: "up")
  }

  @Test func `The watchdog's interval is ours only if its process is`() {
    func interval(_ environment: [String: String]) -> Duration? {
      ServiceManager(environment: environment).watchdogInterval
    }
    #expect(interval(["WATCHDOG_USEC": "60000000"]) == .seconds(60))
    #expect(interval(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "\(getpid())"]) == .seconds(60))
    #expect(interval(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"]) == nil)
    #expect(interval(["WATCHDOG_USEC": "0"]) == nil)
    #expect(interval(["WATCHDOG_USEC": "soon"]) == nil)
    #expect(interval([:]) == nil)
  }
}
