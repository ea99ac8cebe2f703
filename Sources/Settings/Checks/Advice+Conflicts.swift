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

  /// How long each is looked at, from today or from its first date on, and how many dates of it at
  /// the most.
  private static let span = Seconds.days(366)
  private static let datesMax = 400
  /// So many at one time are compared with each other.
  private static let togetherMax = 20

  func adviseOnConflicts() {
    let bookings = bookings()
    var rooms: [Room: [Int]] = [:]
    var people: [PersonID: [Int]] = [:]
    for (number, booking) in bookings.enumerated() {
      for room in self.rooms(of: booking.series) { rooms[room, default: []].append(number) }
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
    for (room, numbers) in rooms where numbers.count > 1 {
      report(.sameRoom, dates(numbers), bookings, touching: true) {
        "are both at \(((room.isLink ? $0.link : $0.place) ?? "").shown)"
      }
    }
    for (person, numbers) in people where numbers.count > 1 {
      report(.samePerson, dates(numbers), bookings, touching: false) { _ in "both need \(person)" }
    }
  }

  /// A link, or a place, however its letters are written.
  private struct Room: Hashable {
    let isLink: Bool
    let name: String
  }

  private func rooms(of series: Series) -> [Room] {
    var rooms: [Room] = []
    if let link = series.link {
      let name = link.lowercased()
      rooms.append(Room(isLink: true, name: name.hasSuffix("/") ? String(name.dropLast()) : name))
    }
    if let place = series.place { rooms.append(Room(isLink: false, name: place.lowercased())) }
    return rooms
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
    let from = max(series.recurrence.first?.instant ?? today.midnight, today.midnight)
    return series.recurrence.occurrences(in: from..<(from + Self.span)).prefix(Self.datesMax)
      .filter { series.skips[$0.date] == nil }
      .map { Slot(start: $0.instant, end: $0.instant + series.duration, booking: number) }
  }

  /// Says of each two that meet once where they do first.
  /// - Parameter touching: counts one that begins when the other ends.
  private func report(
    _ check: ProcessCheck, _ slots: [Slot], _ bookings: [Booking], touching: Bool,
    _ what: (Series) -> String
  ) {
    struct Two: Hashable { let first, second: Int }
    /// The first date, and how many.
    struct Dates {
      var first: Instant
      var count = 0
    }
    var (overlaps, touches): ([Two: Dates], [Two: Dates]) = ([:], [:])
    var around: [Slot] = []
    for slot in slots.sorted(by: { ($0.start, $0.booking) < ($1.start, $1.booking) }) {
      around.removeAll { $0.end < slot.start || !touching && $0.end == slot.start }
      for other in around where other.booking != slot.booking {
        let two = Two(
          first: min(other.booking, slot.booking), second: max(other.booking, slot.booking))
        if other.end == slot.start {
          touches[two, default: Dates(first: slot.start)].count += 1
        } else {
          overlaps[two, default: Dates(first: slot.start)].count += 1
        }
      }
      around.append(slot)
      if around.count > Self.togetherMax { around.removeFirst() }
    }
    // What overlaps is worse than what touches.
    for (two, conflict) in touches.merging(overlaps, uniquingKeysWith: { $1 }) {
      let (first, second) = (bookings[two.first], bookings[two.second])
      guard !first.accepts(check), !second.accepts(check) else { continue }
      let local = second.series.zone.local(at: conflict.first)
      let more = conflict.count > 1 ? ", and \(conflict.count - 1) more times" : ""
      let manner = overlaps[two] == nil ? ", one right after the other" : ""
      findings.add(
        check, second.when,
        "\(first.series.id) and \(second.series.id) \(what(second.series)) on \(local.date.shown) "
          + "\(local.time) \(second.series.zone.identifier)\(manner)\(more)",
        fix: "move one of them")
    }
  }
}
