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
    /// In how many weeks they are in any of them, and in how many away that day.
    package fileprivate(set) var busy = 0
    package fileprivate(set) var away = 0
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
      + [sum { $0.busy + $0.away }]
  }

  /// Of what costs as much.
  fileprivate var rank: [Int64] {
    [
      shares.map(\.toll.offCenter.count).reduce(0, +), Int64(weekday.rawValue),
      Int64(time.secondOfDay),
    ]
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
  /// and days on which a time asks as much are one proposal.
  ///
  /// - Parameters:
  ///   - people: of the community, each once.
  ///   - weeks: how many are looked at, from the day after `now` in `zone`.
  ///   - zone: whose clock the meeting keeps.
  package func slots(
    for people: [PersonID], lasting duration: Seconds, weeks: Int, in zone: ZoneRules,
    at now: Instant
  ) -> [WeeklySlot] {
    let first = zone.local(at: now).date.dayAfter
    let end = zone.instant(first.adding(days: 7 * weeks + 1), at: .midnight)
    let guests = guests(people, in: now..<end, at: now)
    var clocks = Clocks(of: guests)
    let slots = Weekday.allCases.flatMap { weekday in
      (0..<48).map { half in
        let time = CivilTime(secondOfDay: half * 1_800)
        let date = first.nextOrSame(weekday)
        let meetings = (0..<weeks).map { week in
          let start = zone.instant(date.adding(days: 7 * week), at: time)
          return start..<(start + duration)
        }
        let tolls = clocks.tolls(of: meetings)
        let shares = zip(guests, clocks.numbers).map { $0.share(of: meetings, tolls[$1]) }
        return WeeklySlot(weekday: weekday, time: time, zone: zone, shares: shares)
      }
    }
    return WeeklySlot.chosen(of: slots)
  }

  /// The people, each with what is in their way.
  private func guests(
    _ people: [PersonID], in range: Range<Instant>, at now: Instant
  ) -> [Guest] {
    var diaries: [PersonID: Diary] = [:]
    let wanted = Set(people)
    for meeting in upcoming(at: now, in: range)
    where !meeting.state.isCancelled && meeting.absence == nil {
      for person in wanted.intersection(meeting.audience.everyone) {
        diaries[person, default: Diary()].note(
          meeting.id.series, meeting.start.instant..<meeting.end.instant)
      }
    }
    return wanted.sorted().compactMap { id in
      community.people[id].map { Guest(person: $0, diary: diaries[id] ?? Diary()) }
    }
  }
}

extension WeeklySlot {
  /// The best first, without those that are near a better one.
  fileprivate static func chosen(of slots: [WeeklySlot]) -> [WeeklySlot] {
    let costs = slots.map { (slot: $0, cost: $0.cost, rank: $0.cost + $0.rank) }
    var taken: [WeeklySlot] = []
    var chosen: [(slot: WeeklySlot, cost: [Int64])] = []
    for (slot, cost, _) in costs.sorted(by: { $0.rank.lexicographicallyPrecedes($1.rank) })
    where !taken.contains(where: slot.isNear) {
      taken.append(slot)
      let same = chosen.firstIndex { $0.slot.time == slot.time && $0.cost == cost }
      if let same {
        chosen[same].slot.alike.append(slot.weekday)
      } else {
        chosen.append((slot, cost))
      }
    }
    return chosen.map(\.slot)
  }
}

/// Somebody who is to come.
private struct Guest {
  let person: Person
  let diary: Diary

  func share(of meetings: [Range<Instant>], _ toll: WeeklySlot.Toll) -> WeeklySlot.Share {
    var share = WeeklySlot.Share(person: person.id, hours: PersonalHours(of: person), toll: toll)
    for meeting in meetings {
      let others = diary.series(at: meeting)
      for series in others { share.conflicts[series, default: 0] += 1 }
      if !others.isEmpty { share.busy += 1 }
      if person.absence(at: meeting.lowerBound) != nil { share.away += 1 }
    }
    return share
  }
}

/// Where somebody is expected already.
private struct Diary {
  /// By the days of UTC that each touches.
  private var days: [Int64: [(series: SeriesID, time: Range<Instant>)]] = [:]

  mutating func note(_ series: SeriesID, _ time: Range<Instant>) {
    for day in Self.days(of: time) { days[day, default: []].append((series, time)) }
  }

  /// The series that meet while a meeting lasts, each once.
  func series(at meeting: Range<Instant>) -> Set<SeriesID> {
    let near = Self.days(of: meeting).flatMap { days[$0] ?? [] }
    return Set(near.filter { $0.time.overlaps(meeting) }.map(\.series))
  }

  private static func days(of time: Range<Instant>) -> ClosedRange<Int64> {
    func day(_ instant: Instant) -> Int64 { instant.secondsSince1970 / 86_400 }
    return day(time.lowerBound)...day(time.upperBound)
  }
}

/// The clocks that people live by: what one asks is the same for all of them.
private struct Clocks {
  private var all: [PersonalHours] = []
  /// Of each person.
  private(set) var numbers: [Int] = []

  init(of guests: [Guest]) {
    var known: [PersonalHours: Int] = [:]
    for guest in guests {
      let hours = PersonalHours(of: guest.person)
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
    let local = hours.zone.local(at: meeting.lowerBound)
    let weekday = local.date.weekday
    times[.init(weekday: weekday, time: local.time), default: 0] += 1
    let miss = hours.miss(of: meeting)
    let isWeekend = weekday == .saturday || weekday == .sunday
    if let miss {
      outside += 1
      missed += miss.length
      if miss.length > worst?.length ?? .zero { worst = miss }
    }
    if isWeekend { weekend += 1 }
    if isWeekend || miss != nil { hard += 1 }
    offCenter += hours.offCenter(meeting)
  }
}
