import Cadence
import Meetings

/// Checks that what is due before a meeting comes in an order that makes sense.
///
/// Leads cannot be compared as such: whether "30 hours before" precedes "1 day before at 18:00"
/// depends on the start. So the dates of about a year are tried, changes of the clock included.
struct Timeline {
  static let datesMax = 53

  let manner: Manner
  let recurrence: Recurrence
  let findings: Findings
  /// Names of what was already found wrong: the rest may only follow from it.
  private var faulty: Set<String> = []

  private struct Moment {
    let point: Manner.Point
    let at: Instant
    var key: String { point.name == "remind" ? "remind \(point.lead)" : point.name }
  }

  init(manner: Manner, recurrence: Recurrence, findings: Findings) {
    self.manner = manner
    self.recurrence = recurrence
    self.findings = findings
  }

  /// The starts to try; the first is the one that examples are dated by.
  static func starts(of recurrence: Recurrence, from today: CivilDate) -> [Instant] {
    let midnight = Instant(secondsSince1970: Int64(today.daysSince1970) * 86_400)
    var starts: [Instant] = []
    var cursor = midnight
    while starts.count < datesMax, let next = recurrence.next(after: cursor) {
      starts.append(next.instant)
      cursor = next.instant
    }
    if starts.isEmpty, let last = recurrence.previous(before: midnight) { return [last.instant] }
    return starts
  }

  mutating func check(_ starts: [Instant]) {
    // Leads keep their order from week to week, unless the clock changes before a start. The first
    // dates are tried for the sake of rules with several slots.
    for (index, start) in starts.enumerated() where index < 12 || changesBefore(start) {
      check(start)
    }
  }

  private func changesBefore(_ start: Instant) -> Bool {
    let offset = recurrence.zone.offset(at: start)
    return [8, 35].contains { recurrence.zone.offset(at: start - .days($0)) != offset }
  }

  private mutating func check(_ start: Instant) {
    func moment(_ point: Manner.Point?) -> Moment? {
      point.map { Moment(point: $0, at: $0.lead.instant(before: start, in: recurrence.zone)) }
    }
    let opens = moment(manner.opens)
    let call = moment(manner.call)
    let cutoff = moment(manner.cutoff)
    let reminders = manner.reminders.compactMap { moment($0) }
    for one in [opens, call, cutoff].compactMap({ $0 }) + reminders where one.at >= start {
      blame(one, "is not before the start (\(shown(start)))", fix: "move it earlier")
    }
    if let opens, let cutoff { order(opens, cutoff, start) }
    if let opens, let call { order(opens, call, start) }
    if let call, let cutoff { order(call, cutoff, start) }
    if let opens {
      for reminder in reminders where reminder.point.place != nil && reminder.at < opens.at {
        blame(
          reminder, "is before \(described(opens))", with: opens,
          fix: "remind later, or let `opens` be earlier")
      }
    }
  }

  /// The earlier of two must not come after the later one; whoever was written is to blame.
  private mutating func order(_ earlier: Moment, _ later: Moment, _ start: Instant) {
    guard earlier.at >= later.at else { return }
    if earlier.point.place != nil {
      blame(
        earlier, "is not before \(described(later))", with: later,
        fix: "move `\(earlier.point.name)` earlier, or `\(later.point.name)` later")
    } else {
      blame(
        later, "is not after \(described(earlier))", with: earlier,
        fix: "write `\(earlier.point.name):` with an earlier time")
    }
  }

  private mutating func blame(
    _ moment: Moment, _ what: String, with other: Moment? = nil, fix: String
  ) {
    guard let place = moment.point.place, !faulty.contains(moment.key) else { return }
    if let other, faulty.contains(other.key) { return }
    faulty.insert(moment.key)
    findings.errorOnce(
      place, "`\(moment.point.name)` (\(shown(moment.at))) \(what)", fix: fix)
  }

  private func described(_ moment: Moment) -> String {
    let standard = moment.point.place == nil ? ", \(moment.point.lead) unless written" : ""
    return "`\(moment.point.name)` (\(shown(moment.at))\(standard))"
  }

  /// "Thu 3 Dec 14:00", in the meeting's zone.
  private func shown(_ instant: Instant) -> String {
    let local = recurrence.zone.local(at: instant)
    return "\(local.date.shown) \(local.time)"
  }
}

extension CivilDate {
  /// "Thu 3 Dec".
  var shown: String { "\(weekday.shortName) \(day) \(shortMonthName)" }
}
