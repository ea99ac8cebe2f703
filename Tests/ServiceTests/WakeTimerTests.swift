import Dispatch
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(10)))
struct WakeTimerTests {
  private let queue = DispatchQueue(label: "wake")
  private let wakes = Events(of: (WakeTimer.Wake, Duration).self)

  private func timer() throws -> WakeTimer {
    try WakeTimer(queue: queue) { [wakes] in wakes.add(($0, SystemClock.realtime())) }
  }

  @Test(arguments: [Duration.seconds(-5), .zero, .seconds(1)])
  func `A moment long past is due at once`(moment: Duration) async throws {
    let timer = try timer()
    timer.arm(at: moment)
    #expect(await wakes.next()?.0 == .due)
  }

  @Test func `A moment to come is due when it comes, never early`() async throws {
    let timer = try timer()
    let moment = SystemClock.realtime() + .milliseconds(30)
    timer.arm(at: moment)
    let (wake, seen) = try #require(await wakes.next())
    #expect(wake == .due)
    #expect(seen >= moment)
  }

  @Test func `Arming again replaces, disarming forgets`() async throws {
    let timer = try timer()
    let start = SystemClock.realtime()
    timer.arm(at: start + .milliseconds(5))
    timer.disarm()
    timer.arm(at: start + .seconds(1_000_000))
    timer.arm(at: start + .milliseconds(60))
    let (_, seen) = try #require(await wakes.next())
    #expect(seen >= start + .milliseconds(60))
  }
}
