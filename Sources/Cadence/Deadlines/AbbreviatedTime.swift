/// What "17:00 PDT" means on a date.
///
/// An abbreviation stands for the offset that a clock has while it shows it, and counts where the
/// clock does show it at that time.
struct AbbreviatedTime {
  enum Meaning {
    case moment(Deadline)
    /// Another abbreviation is in force; the moments that may be meant.
    case notInForce(what: String, moments: [Deadline])
    /// Which moment is meant depends on the place, or the abbreviation has no offset of its own.
    case ambiguous(places: [String])
  }

  let name: String
  let local: CivilDateTime
  private let places: [String]
  private let zones: [ZoneRules]

  /// - Parameter places: where people use the abbreviation.
  init(_ name: String, _ local: CivilDateTime, of places: [String], in database: ZoneDatabase) {
    self.name = name.uppercased()
    self.local = local
    self.places = places
    zones = places.compactMap { try? database.zone(named: $0) }
  }

  /// What it means in all the places.
  var meaning: Meaning {
    let instants = zones.compactMap { zone in
      zone.offset(showing: name, near: shown(zone)).map {
        Instant(secondsSince1970: local.wallSeconds) - $0
      }
    }
    guard let instant = instants.first, instants.count == zones.count,
      instants.allSatisfy({ $0 == instant })
    else { return .ambiguous(places: zones.isEmpty ? places : zones.map(\.identifier)) }
    let utc = Deadline.absolute(CivilDateTime(wallSeconds: instant.secondsSince1970), in: .utc)
    if let other = zones.first(where: { !isShown(instant, $0) }) { return notInForce(other, utc) }
    // The second of what a clock shows twice can be written in UTC alone.
    return .moment(shown(zones[0]) == instant ? .absolute(local, in: zones[0]) : utc)
  }

  private func notInForce(_ zone: ZoneRules, _ utc: Deadline) -> Meaning {
    let place = "on \(local.date) the clock of \(zone)"
    let other = zone.abbreviation(at: shown(zone))
    var what = "at \(local.time) \(place) shows \(other), not \(name)"
    if case .gap = zone.resolve(local) { what = "\(place) does not show \(local.time)" }
    var seen: Set<Instant?> = []
    let moments = zones.map { .absolute(local, in: $0) } + [utc]
    return .notInForce(what: what, moments: moments.filter { seen.insert($0.instant).inserted })
  }

  /// When a clock shows the time, by its own rules.
  private func shown(_ zone: ZoneRules) -> Instant {
    // With `.shiftForward` there always is an instant.
    zone.resolve(local).instant(gap: .shiftForward) ?? .distantPast
  }

  private func isShown(_ instant: Instant, _ zone: ZoneRules) -> Bool {
    switch zone.resolve(local) {
    case .unique(let only): instant == only
    case .gap(let shifted): instant == shifted
    case .overlap(let first, let second): instant == first || instant == second
    }
  }
}

extension ZoneRules {
  /// The offset while the clock shows an abbreviation, within thirteen months of an instant; nil if
  /// it shows it never.
  ///
  /// For some places the data has a number in place of a name: where that is the only one for so
  /// long, it is what any abbreviation of theirs means.
  fileprivate func offset(showing name: String, near instant: Instant) -> Seconds? {
    let reach = Seconds.days(400)
    var segment = table.segment(at: (instant - reach).secondsSince1970)
    var segments = [segment]
    while segment.end <= (instant + reach).secondsSince1970 {
      segment = table.segment(at: segment.end)
      segments.append(segment)
    }
    if abbreviation(at: instant).uppercased() == name { return offset(at: instant) }
    let known = segments.last { table.abbreviations[$0.abbreviation].uppercased() == name }
    if let known { return Seconds(known.offset) }
    let isNumber = "+-".contains(abbreviation(at: instant).first ?? " ")
    let isOnly = segments.allSatisfy { $0.offset == segment.offset }
    return isNumber && isOnly ? Seconds(segment.offset) : nil
  }
}
