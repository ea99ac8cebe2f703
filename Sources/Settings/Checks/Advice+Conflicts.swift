import Cadence
import Meetings

/// One room, and one person, can be in one meeting at a time.
extension Advice {
  /// A series, as far as it takes something up.
  private struct Booking {
    let series: Series
    let when: Place
    /// Of the meeting, or of the mentorship and what is above it.
    let accepts: (ProcessCheck) -> Bool
  }

  /// One date of it.
  private struct Slot {
    let start: Instant
    let end: Instant
    let booking: Int
  }

  /// Dates that are tried of each: half a year of weeks.
  private static let datesMax = 27

  func adviseOnConflicts() {
    let bookings = bookings()
    var rooms: [String: [Int]] = [:]
    var people: [PersonID: [Int]] = [:]
    for (number, booking) in bookings.enumerated() {
      if let room = booking.series.link ?? booking.series.place {
        rooms[room, default: []].append(number)
      }
      for person in needed(booking.series) { people[person, default: []].append(number) }
    }
    var slots: [Int: [Slot]] = [:]
    func dates(_ numbers: [Int]) -> [Slot] {
      numbers.flatMap { number -> [Slot] in
        if let known = slots[number] { return known }
        let found = self.slots(of: bookings[number], number)
        slots[number] = found
        return found
      }
    }
    for (room, numbers) in rooms.sorted(by: { $0.key < $1.key }) where numbers.count > 1 {
      report(.sameRoom, dates(numbers), bookings, touching: true) { "are both at \(room.shown)" }
    }
    for (person, numbers) in people.sorted(by: { $0.key < $1.key }) where numbers.count > 1 {
      report(.samePerson, dates(numbers), bookings, touching: false) { "both need \(person)" }
    }
  }

  private func bookings() -> [Booking] {
    practice.meetings.map { one in
      Booking(series: one.series, when: one.when) { accepts($0, one) }
    }
      + pairs.compactMap { pair in
        pair.practice.when.map { place in
          Booking(series: pair.series, when: place) { accepts($0, pair) }
        }
      }
  }

  /// Whom it cannot do without: a host who is alone, and either side of a pair that is one person.
  private func needed(_ series: Series) -> Set<PersonID> {
    let sides =
      series.mentorship.map { [$0.mentors, $0.mentees] }
      ?? [community.audience(of: series, on: today).hosts]
    return Set(sides.compactMap { $0.count == 1 ? $0.first : nil })
  }

  private func slots(of booking: Booking, _ number: Int) -> [Slot] {
    let series = booking.series
    return series.recurrence.occurrences(after: today.midnight - .seconds(1))
      .prefix(Self.datesMax).filter { series.skips[$0.date] == nil }
      .map { Slot(start: $0.instant, end: $0.instant + series.duration, booking: number) }
  }

  /// Says of each two that meet once where they do first.
  /// - Parameter touching: counts one that begins when the other ends.
  private func report(
    _ check: ProcessCheck, _ slots: [Slot], _ bookings: [Booking], touching: Bool,
    _ what: () -> String
  ) {
    struct Two: Hashable { let first, second: Int }
    var found: [Two: (at: Instant, isTouching: Bool, count: Int)] = [:]
    var last: Slot?
    for slot in slots.sorted(by: { ($0.start, $0.booking) < ($1.start, $1.booking) }) {
      if let last, last.booking != slot.booking,
        slot.start < last.end || touching && slot.start == last.end
      {
        let two = Two(
          first: min(last.booking, slot.booking), second: max(last.booking, slot.booking))
        let isTouching = slot.start == last.end
        found[two, default: (slot.start, isTouching, 0)].count += 1
        // What overlaps is worse than what touches.
        if !isTouching, found[two]?.isTouching == true {
          found[two]?.at = slot.start
          found[two]?.isTouching = false
        }
      }
      if last.map({ $0.end < slot.end }) ?? true { last = slot }
    }
    for (two, conflict) in found {
      let (first, second) = (bookings[two.first], bookings[two.second])
      guard !first.accepts(check), !second.accepts(check) else { continue }
      let local = second.series.zone.local(at: conflict.at)
      let more = conflict.count > 1 ? ", and \(conflict.count - 1) more times" : ""
      let manner = conflict.isTouching ? ", one right after the other" : ""
      findings.add(
        check, second.when,
        "\(first.series.id) and \(second.series.id) \(what()) on \(local.date.shown) "
          + "\(local.time) \(second.series.zone.identifier)\(manner)\(more)",
        fix: "move one of them")
    }
  }
}
