package import Cadence

/// Days on which somebody is away, the first and the last included, by their own calendar.
package struct Absence: Hashable, Sendable {
  package var days: ClosedRange<CivilDate>
  /// As they wrote it: whoever hears of the absence reads it.
  package var reason: String?

  package init(days: ClosedRange<CivilDate>, reason: String? = nil) {
    self.days = days
    self.reason = reason
  }
}

extension Person {
  package func absence(at instant: Instant) -> Absence? {
    guard !away.isEmpty else { return nil }
    let date = zone.local(at: instant).date
    return away.first { $0.days.contains(date) }
  }
}

extension Community {
  /// Why a series cannot meet at an instant: of a 1:1 all of its mentors, or all of its mentees,
  /// are away, of any other meeting all of its hosts. Nil where one of them is there.
  func absence(
    of series: Series, hosts: @autoclosure () -> [PersonID], at start: Instant
  ) -> String? {
    let sides = series.mentorship.map { [$0.mentors, $0.mentees] } ?? [hosts()]
    let away = sides.compactMap { side -> [String]? in
      let people = Set(side).sorted().compactMap { self.people[$0] }
      let words = people.compactMap { person in person.absence(at: start).map(person.named) }
      return words.isEmpty || words.count < people.count ? nil : words
    }
    .joined()
    return away.isEmpty ? nil : Array(away).areAway
  }
}

extension Person {
  fileprivate func named(_ absence: Absence) -> String {
    absence.reason.map { "\(name) (\($0))" } ?? name
  }
}

extension [String] {
  /// So many are named in one sentence.
  private static var namesMax: Int { 4 }

  /// `Bartek is away`, `Bartek (on call) and Lucas are away`.
  fileprivate var areAway: String {
    let named = count > Self.namesMax ? Self.namesMax - 1 : count
    let shown = prefix(named) + (named < count ? ["\(count - named) more"] : [])
    let last = shown.last ?? ""
    guard shown.count > 1 else { return "\(last) is away" }
    return shown.dropLast().joined(separator: ", ") + " and \(last) are away"
  }
}
