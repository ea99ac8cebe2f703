package import Cadence

/// A time of every week, and what it asks of some people over the weeks ahead.
package struct WeeklySlot: Sendable {
  /// A time of somebody's own week.
  package struct LocalTime: Hashable, Sendable {
    package let weekday: Weekday
    package let time: CivilTime
  }

  /// What of it is one person's.
  package struct Share: Sendable {
    package let person: PersonID
    /// When they have time: as they say, or else by day.
    package let hours: PersonalHours
    /// What those say of it.
    package let toll: Toll
    /// In how many weeks each other meeting of theirs is at the same time.
    package fileprivate(set) var conflicts: [SeriesID: Int] = [:]
    /// In how many weeks they are in any of them, in how many away that day, in how many either.
    package fileprivate(set) var busy = 0
    package fileprivate(set) var away = 0
    package fileprivate(set) var missing = 0
  }

  /// What it asks of whoever lives by one clock.
  package struct Toll: Sendable {
    /// In how many weeks it begins at a time of theirs.
    package fileprivate(set) var times: [LocalTime: Int] = [:]
    /// In how many it is not within their hours.
    package fileprivate(set) var outside = 0
    /// In how many it begins on their Saturday or Sunday.
    package fileprivate(set) var weekend = 0
    /// In how many it is either.
    package fileprivate(set) var hard = 0
    /// By how much it misses their hours in all weeks together.
    package fileprivate(set) var missed = Seconds.zero
    /// The worst week.
    package fileprivate(set) var worst: PersonalHours.Miss?
    /// How far it is from the middle of their hours, in all weeks together.
    fileprivate var offCenter = Seconds.zero
  }

  package let weekday: Weekday
  package let time: CivilTime
  package let zone: ZoneRules
  /// In the order of the people's ids.
  package let shares: [Share]
  /// Other days on which the same time asks as much.
  package fileprivate(set) var alike: [Weekday] = []

  /// As `when:` takes it.
  package var rule: Recurrence { rule(on: weekday) }
  package func rule(on weekday: Weekday) -> Recurrence { .weekly([weekday], at: time, in: zone) }
  /// Whether it is within everybody's hours in every week.
  package var fits: Bool { shares.allSatisfy { $0.toll.hard == 0 } }

  /// Less is better, from the first number on: docs/decisions/0054.
  fileprivate var cost: [Int64] {
    func sum(_ count: (Share) -> Int) -> Int64 { Int64(shares.map(count).reduce(0, +)) }
    // Whoever has it worst first.
    let missed = shares.map(\.toll.missed.count).sorted(by: >)
    return [sum { $0.toll.hard > 0 ? 1 : 0 }, sum(\.toll.hard), sum(\.toll.weekend)] + missed
      + [sum(\.missing)]
  }

  /// Of what costs as much.
  fileprivate var rank: [Int64] {
    let roundness = [0: 0, 30: 1][time.minute] ?? 2
    return [
      Int64(roundness), shares.map(\.toll.offCenter.count).reduce(0, +), Int64(weekday.rawValue),
      Int64(time.secondOfDay),
    ]
  }

  /// Whether it asks the same of everybody on another day.
  fileprivate func asksAsMuch(as other: WeeklySlot) -> Bool {
    time == other.time && zip(shares, other.shares).allSatisfy { $0.asksAsMuch(as: $1) }
  }

  /// Whether two are about the same: who cannot at 14:00 is not helped by 14:30.
  fileprivate func isNear(_ other: WeeklySlot) -> Bool {
    let week = 7 * 24 * 3_600
    func second(_ slot: WeeklySlot) -> Int {
      slot.weekday.rawValue * 24 * 3_600 + slot.time.secondOfDay
    }
    let distance = abs(second(self) - second(other))
    return min(distance, week - distance) < 4 * 3_600
  }
}

extension Book {
  /// Times of the week for some people, the best first; none is within four hours of a better one,
  /// and days on which a time asks as much of everybody are one proposal.
  ///
  /// - Parameters:
  ///   - people: of the community, each once.
  ///   - weeks: how many are looked at, from the day after `now` in `zone`.
  ///   - zone: whose clock the meeting keeps.
  package func slots(
    for people: [PersonID], lasting duration: Seconds, weeks: Int, in zone: ZoneRules,
    at now: Instant
  ) -> [WeeklySlot] {
    let grid = SlotGrid(
      from: zone.local(at: now).date.dayAfter, weeks: weeks, lasting: duration, in: zone)
    let guests = Set(people).sorted().compactMap { community.people[$0] }
    let obstacles = obstacles(for: guests, grid, at: now)
    var clocks = Clocks(of: guests)
    let slots = grid.times.indices.map { number in
      let tolls = clocks.tolls(of: grid.meetings(number))
      let shares = guests.indices.map { guest in
        WeeklySlot.Share(
          of: guests[guest], tolls[clocks.numbers[guest]], obstacles[guest][number])
      }
      let (weekday, time) = grid.times[number]
      return WeeklySlot(weekday: weekday, time: time, zone: zone, shares: shares)
    }
    return WeeklySlot.chosen(of: slots)
  }

  /// What is in the way of each, time by time.
  private func obstacles(
    for guests: [Person], _ grid: SlotGrid, at now: Instant
  ) -> [[Obstacles]] {
    var all = guests.map { _ in grid.times.map { _ in Obstacles() } }
    let numbers = Dictionary(uniqueKeysWithValues: guests.enumerated().map { ($1.id, $0) })
    // One of the evening before may go on.
    let range = max(now, grid.range.lowerBound - .hours(24))..<grid.range.upperBound
    for meeting in upcoming(at: now, in: range)
    where !meeting.state.isCancelled && meeting.absence == nil {
      let starts = grid.starts(beside: meeting.start.instant..<meeting.end.instant)
      for number in Set(meeting.audience.everyone).compactMap({ numbers[$0] }) {
        for start in starts {
          all[number][start.slot].meetings[meeting.id.series, default: []].insert(start.week)
        }
      }
    }
    for (number, guest) in guests.enumerated() where guest.hasDaysOff {
      for date in grid.dates(in: guest.zone) where guest.absence(on: date) != nil {
        for start in grid.starts(on: date, in: guest.zone) {
          all[number][start.slot].away.insert(start.week)
        }
      }
    }
    return all
  }
}

extension WeeklySlot {
  /// The best first, without those that are near a better one.
  fileprivate static func chosen(of slots: [WeeklySlot]) -> [WeeklySlot] {
    let costs = slots.map { (slot: $0, rank: $0.cost + $0.rank) }
    var taken: [WeeklySlot] = []
    var chosen: [WeeklySlot] = []
    for (slot, _) in costs.sorted(by: { $0.rank.lexicographicallyPrecedes($1.rank) })
    where !taken.contains(where: slot.isNear) {
      taken.append(slot)
      if let same = chosen.firstIndex(where: slot.asksAsMuch) {
        chosen[same].alike.append(slot.weekday)
      } else {
        chosen.append(slot)
      }
    }
    return chosen
  }
}

/// In which weeks something is in somebody's way at a time.
private struct Obstacles {
  var meetings: [SeriesID: Set<Int>] = [:]
  var away: Set<Int> = []
}

extension WeeklySlot.Share {
  fileprivate init(of person: Person, _ toll: WeeklySlot.Toll, _ obstacles: Obstacles) {
    self.init(person: person.id, hours: PersonalHours(of: person), toll: toll)
    let busy = obstacles.meetings.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
    conflicts = obstacles.meetings.mapValues(\.count)
    (self.busy, away) = (busy.count, obstacles.away.count)
    missing = busy.union(obstacles.away).count
  }

  fileprivate func asksAsMuch(as other: Self) -> Bool {
    toll.outside == other.toll.outside && toll.weekend == other.toll.weekend
      && toll.missed == other.toll.missed && toll.worst?.length == other.toll.worst?.length
      && conflicts == other.conflicts && busy == other.busy && away == other.away
  }
}

/// The clocks that people live by: what one asks is the same for all of them.
private struct Clocks {
  private var all: [PersonalHours] = []
  /// Of each person.
  private(set) var numbers: [Int] = []

  init(of guests: [Person]) {
    var known: [PersonalHours: Int] = [:]
    for guest in guests {
      let hours = PersonalHours(of: guest)
      let number = known[hours] ?? all.count
      if number == all.count { all.append(hours) }
      known[hours] = number
      numbers.append(number)
    }
  }

  mutating func tolls(of meetings: [Range<Instant>]) -> [WeeklySlot.Toll] {
    all.indices.map { number in
      var toll = WeeklySlot.Toll()
      for meeting in meetings { toll.add(meeting, by: &all[number]) }
      return toll
    }
  }
}

extension WeeklySlot.Toll {
  fileprivate mutating func add(_ meeting: Range<Instant>, by hours: inout PersonalHours) {
    let (local, miss, off) = hours.look(at: meeting)
    let weekday = local.date.weekday
    times[.init(weekday: weekday, time: local.time), default: 0] += 1
    let isWeekend = weekday == .saturday || weekday == .sunday
    if let miss {
      outside += 1
      missed += miss.length
      if miss.length > worst?.length ?? .zero { worst = miss }
    }
    if isWeekend { weekend += 1 }
    if isWeekend || miss != nil { hard += 1 }
    offCenter += off
  }
}
