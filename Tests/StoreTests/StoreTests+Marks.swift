import Cadence
import Store
import Testing

/// Single instants that are remembered.
extension StoreTests {
  @Test func theAliveMarkOnlyGrows() throws {
    let store = try Store(directory: directory)
    #expect(try store.mark(.alive) == nil)
    try store.markAlive(at: now)
    try store.markAlive(at: now - .hours(1))
    #expect(try store.mark(.alive) == now)
    try store.commit(turn(try occurrence(), []), aliveAt: now - .hours(2))
    #expect(try store.mark(.alive) == now)
  }

  @Test func whereTheClockWasSetBackTheAliveMarkIsToo() throws {
    let store = try Store(directory: directory)
    try store.markAlive(at: now)
    try store.bringAliveBack(to: now + .hours(1))
    #expect(try store.mark(.alive) == now)
    try store.bringAliveBack(to: now - .hours(1))
    #expect(try store.mark(.alive) == now - .hours(1))
  }
}
