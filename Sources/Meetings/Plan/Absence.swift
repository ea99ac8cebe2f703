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

/// Absences in the order of the calendar, each day in one of them at the most: there are thousands
/// in a calendar of holidays, and every person who has it shares it.
package struct DaysOff: Hashable, Sendable {
  private var absences: [Absence] = []

  /// - Parameter absences: of those with a day in common, the first has it.
  package init(_ absences: some Sequence<Absence>) {
    for absence in absences { add(absence) }
  }

  package func absence(on date: CivilDate) -> Absence? {
    absence(from: date).flatMap { $0.days.contains(date) ? $0 : nil }
  }

  /// The one of a date, or else the next.
  package func absence(from date: CivilDate) -> Absence? {
    let index = index(from: date)
    return index < absences.endIndex ? absences[index] : nil
  }

  /// The first that does not end before a date.
  private func index(from date: CivilDate) -> Int {
    var range = absences.startIndex..<absences.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        absences[middle].days.upperBound < date
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// The days of it that nobody has yet.
  private mutating func add(_ absence: Absence) {
    var rest = absence.days
    while true {
      let index = index(from: rest.lowerBound)
      guard index < absences.endIndex, absences[index].days.overlaps(rest) else {
        absences.insert(Absence(days: rest, reason: absence.reason), at: index)
        return
      }
      let taken = absences[index].days
      if rest.lowerBound < taken.lowerBound {
        let days = rest.lowerBound...taken.lowerBound.dayBefore
        absences.insert(Absence(days: days, reason: absence.reason), at: index)
      }
      guard taken.upperBound < rest.upperBound else { return }
      rest = taken.upperBound.dayAfter...rest.upperBound
    }
  }
}

extension DaysOff: RandomAccessCollection {
  package var startIndex: Int { absences.startIndex }
  package var endIndex: Int { absences.endIndex }
  package subscript(index: Int) -> Absence { absences[index] }
}

extension Person {
  package func absence(at instant: Instant) -> Absence? {
    guard hasDaysOff else { return nil }
    return absence(on: zone.local(at: instant).date)
  }

  /// Their own words come first.
  package func absence(on date: CivilDate) -> Absence? {
    away.absence(on: date) ?? holidays.lazy.compactMap { $0.absence(on: date) }.first
  }

  /// The one of a date, or else the next.
  package func absence(from date: CivilDate) -> Absence? {
    ([away] + holidays).compactMap { $0.absence(from: date) }
      .min { $0.days.lowerBound < $1.days.lowerBound }
  }

  var hasDaysOff: Bool { !away.isEmpty || holidays.contains { !$0.isEmpty } }
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
