import Cadence
import Meetings

/// A weekly time that is proposed: when it is for each, and why it is where it is in the list.
package struct SlotView: View {
  /// As `when:` takes it.
  package let when: String
  /// On other days, for as much.
  package let alike: [String]
  package let fits: Bool
  package let people: [PersonView]
  package let reason: String
  private let times: String
  private let days: String

  private enum CodingKeys: CodingKey { case when, alike, fits, people, reason }

  /// What it asks of one person; counts are weeks.
  package struct PersonView: Encodable, Sendable {
    package let person: String
    package let zone: String
    package let hours: String
    /// By the time at which it begins for them, "Tue 19:30".
    package let times: [String: Int]
    package let outside: Int
    /// By how much it misses their hours in all weeks together, and in the worst of them.
    package let minutesMissed: Int64
    package let minutesAtWorst: Int64
    package let weekend: Int
    package let away: Int
    /// By meeting.
    package let conflicts: [String: Int]

    init(_ share: WeeklySlot.Share) {
      person = share.person.name
      zone = share.hours.zone.identifier
      hours = "\(share.hours.hours.from)-\(share.hours.hours.until)"
      times = Dictionary(
        share.toll.times.map { ("\($0.key.weekday.shortName) \($0.key.time)", $0.value) },
        uniquingKeysWith: +)
      outside = share.toll.outside
      minutesMissed = share.toll.missed.count / 60
      minutesAtWorst = (share.toll.worst?.length.count ?? 0) / 60
      weekend = share.toll.weekend
      away = share.away
      conflicts = Dictionary(
        share.conflicts.map { ($0.key.name, $0.value) }, uniquingKeysWith: +)
    }
  }

  init(_ slot: WeeklySlot, weeks: Int, _ community: Community) {
    when = "\(slot.rule)"
    alike = slot.alike.map { "\(slot.rule(on: $0))" }
    fits = slot.fits
    people = slot.shares.map(PersonView.init)
    let words = SlotWords(slot: slot, weeks: weeks, community: community)
    reason = words.reason
    times = words.times
    days = slot.alike.sorted().map(\.shortName).joined(separator: ", ")
  }

  package var line: String {
    "\(when)  \(times)  \(reason)" + (days.isEmpty ? "" : "; alike on \(days)")
  }
}

/// A proposal in words.
private struct SlotWords {
  let slot: WeeklySlot
  let weeks: Int
  let community: Community

  private static let namesMax = 4
  private static let reasonsMax = 4

  /// "16:00 Ana, Bartek; 19:30 Yash (20:30 in 9 of 26 weeks)".
  var times: String {
    Self.grouped(slot.shares) { $0.toll.times }.map { group in
      let sorted = group.key.sorted { one, other in
        (other.value, one.key.weekday, one.key.time)
          < (one.value, other.key.weekday, other.key.time)
      }
      // Where it is another day there, in some week at least.
      let hasDays = sorted.contains { $0.key.weekday != slot.weekday }
      let clocks = sorted.map { local, weeks in
        (hasDays ? "\(local.weekday.shortName) \(local.time)" : "\(local.time)", often(weeks))
      }
      let others = clocks.dropFirst().map { "\($0) \($1)" }.joined(separator: ", ")
      return "\(clocks.first?.0 ?? "") \(names(group.shares))"
        + (others.isEmpty ? "" : " (\(others))")
    }
    .joined(separator: "; ")
  }

  /// Whoever it costs most first: "Yash until 23:30, 1 hour 30 minutes past their hours, in 5 of 26
  /// weeks; Bartek is in office-hours then in 9 of 26 weeks".
  var reason: String {
    let worstFirst = slot.shares.sorted { one, other in
      (other.toll.missed, other.toll.hard, one.person)
        < (one.toll.missed, one.toll.hard, other.person)
    }
    let outside = said(of: worstFirst) { share in
      share.toll.worst.map { [miss($0, share.toll)] } ?? []
    }
    let weekend = said(of: worstFirst) {
      $0.toll.weekend == 0 ? [] : [" on their weekend \(often($0.toll.weekend))"]
    }
    let conflicts = said(of: slot.shares, verb: true) { share in
      share.conflicts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { " in \($0.key) then \(often($0.value))" }
    }
    let away = said(of: slot.shares, verb: true) {
      $0.away == 0 ? [] : [" away \(often($0.away))"]
    }
    let costs = outside + weekend
    let all = (costs.isEmpty ? ["within everybody's hours"] : costs) + conflicts + away
    return all.shortened(to: Self.reasonsMax).joined(separator: "; ")
  }

  private func miss(_ worst: PersonalHours.Miss, _ toll: WeeklySlot.Toll) -> String {
    let ends = [worst.begin.map { "from \($0)" }, worst.end.map { "until \($0)" }]
    let isLonger = worst.begin != nil && worst.end != nil
    let isEqual = worst.length * Int64(toll.outside) == toll.missed
    let most = isEqual && !isLonger ? "" : "up to "
    let side = isLonger ? "on either side of" : worst.begin == nil ? "past" : "before"
    return " \(ends.compactMap(\.self).joined(separator: " ")), \(most)\(worst.length) "
      + "\(side) their hours, \(often(toll.outside))"
  }

  /// What is the same of several is said once.
  /// - Parameter verb: whether it needs one.
  private func said(
    of shares: [WeeklySlot.Share], verb: Bool = false, _ what: (WeeklySlot.Share) -> [String]
  ) -> [String] {
    let all = shares.flatMap { share in what(share).map { (share: share, text: $0) } }
    return Self.grouped(all) { $0.text }.map { group in
      let verb = !verb ? "" : group.shares.count == 1 ? " is" : " are"
      return names(group.shares.map(\.share)) + verb + group.key
    }
  }

  /// Those with the same key together, in the order of the first of each.
  private static func grouped<Share, Key: Equatable>(
    _ shares: [Share], by key: (Share) -> Key
  ) -> [(key: Key, shares: [Share])] {
    shares.reduce(into: []) { groups, share in
      let key = key(share)
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].shares.append(share)
      } else {
        groups.append((key, [share]))
      }
    }
  }

  private func names(_ shares: [WeeklySlot.Share]) -> String {
    shares.map { community.name(of: $0.person) }.shortened(to: Self.namesMax)
      .joined(separator: ", ")
  }

  private func often(_ count: Int) -> String {
    count == weeks ? "every week" : "in \(count) of \(weeks) weeks"
  }
}
