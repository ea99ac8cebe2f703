import Meetings
import Testing

@testable import Service

/// Calendars that were made once are not made again, until they show something else.
@Suite struct CalendarShelfTests {
  private final class Counter {
    var made = 0
  }

  private let today = CalendarShelf.Edition(revision: 1, day: 20_000)

  private func take(
    _ shelf: inout CalendarShelf, _ person: String, _ edition: CalendarShelf.Edition,
    _ counter: Counter, size: Int = 10
  ) -> CalendarShelf.Copy {
    shelf.copy(of: .person(PersonID(person)), in: edition) {
      counter.made += 1
      return .init(
        bytes: Array(repeating: 0x20, count: size), tag: EntityTag("\(person) \(counter.made)"))
    }
  }

  @Test func aHundredProgramsThatLookAgainCostNothing() {
    var shelf = CalendarShelf()
    let counter = Counter()
    for _ in 0..<4 {
      for person in 0..<100 { _ = take(&shelf, "p\(person)", today, counter) }
    }
    #expect(counter.made == 100 && shelf.bytes == 1_000)
  }

  @Test func aChangeOrAnotherDayMakesAllAnew() {
    var shelf = CalendarShelf()
    let counter = Counter()
    let first = take(&shelf, "ana", today, counter)
    #expect(take(&shelf, "ana", today, counter) == first)
    for edition in [
      CalendarShelf.Edition(revision: 2, day: today.day),
      CalendarShelf.Edition(revision: 2, day: today.day + 1), today,
    ] { #expect(take(&shelf, "ana", edition, counter) != first) }
    #expect(counter.made == 4)
  }

  @Test func manyLargeOnesDoNotFillTheMemory() {
    var shelf = CalendarShelf()
    let counter = Counter()
    for person in 0..<100 {
      _ = take(&shelf, "p\(person)", today, counter, size: CalendarShelf.bytesMax / 10)
      #expect(shelf.bytes <= CalendarShelf.bytesMax)
    }
    // One that is larger than the shelf is kept all the same: it costs most to make.
    let large = take(&shelf, "large", today, counter, size: 2 * CalendarShelf.bytesMax)
    #expect(take(&shelf, "large", today, counter) == large && counter.made == 101)
  }

  private struct Failure: Error {}

  @Test func whatCouldNotBeMadeIsTriedAgain() {
    var shelf = CalendarShelf()
    let counter = Counter()
    #expect(throws: Failure.self) {
      try shelf.copy(of: .person(PersonID("ana")), in: today) { throw Failure() }
    }
    _ = take(&shelf, "ana", today, counter)
    #expect(counter.made == 1)
  }
}
