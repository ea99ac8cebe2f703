import Cadence
import Meetings

/// Checks that what is due before a meeting comes in an order that makes sense.
///
/// Leads cannot be compared as such: whether "30 hours before" precedes "1 day before at 18:00"
/// depends on the start. So the dates of about a year are tried, changes of the clock included.
struct Timeline {
  /// Of each slot, as many as a year has weeks; more than ten slots share.
  private static let datesMax = 53

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

  /// The dates to try; the first is the one that examples are dated by.
  static func dates(
    of recurrence: Recurrence, slots: Int, from today: CivilDate
  ) -> [Recurrence.Occurrence] {
    let dates = Array(
      recurrence.occurrences(after: today.midnight - .seconds(1))
        .prefix(datesMax * min(slots, 10)))
    if dates.isEmpty, let last = recurrence.previous(before: today.midnight) { return [last] }
    return dates
  }

  /// Of a meeting that nobody is reminded of.
  private static let usualOpening = Manner.Point(name: "opens", lead: .days(1), place: nil)

  /// A meeting is for people: more of them a day are a mistake, and a year of them is no plan.
  static let dailyMax = 24

  /// The first of more than that within a day, among the dates to try.
  static func dense(
    of recurrence: Recurrence, slots: Int, from today: CivilDate
  ) -> Recurrence.Occurrence? {
    dense(dates(of: recurrence, slots: slots, from: today))
  }

  private static func dense(_ dates: [Recurrence.Occurrence]) -> Recurrence.Occurrence? {
    zip(dates, dates.dropFirst(dailyMax)).first { $1.instant - $0.instant < .days(1) }?.0
  }

  /// Refuses a rule that meets every few minutes.
  /// - Returns: whether it does not.
  static func checkDensity(_ dates: [Recurrence.Occurrence], of when: Field) -> Bool {
    guard let first = dense(dates) else { return true }
    when.error(
      "`\(when.name)` meets more than \(dailyMax) times a day, as from \(first.local) on",
      fix: "let it come more rarely")
    return false
  }

  mutating func check(_ dates: [Recurrence.Occurrence]) {
    // Leads keep their order from week to week, unless the clock changes before a start. The first
    // dates are tried for the sake of rules with several slots.
    for (index, date) in dates.enumerated() where index < 12 || changesBefore(date.instant) {
      check(date.instant)
    }
  }

  /// Warns of the first date that begins before the one before it is over.
  ///
  /// - Parameter fix: the entry that makes them that long.
  func checkOverlap(
    _ dates: [Recurrence.Occurrence], of slots: [WhenReader.Slot], fix: (Seconds) -> String
  ) {
    for (earlier, later) in zip(dates, dates.dropFirst())
    where later.instant < earlier.instant + manner.duration {
      // One slot of 24 hours, on the day that the clock makes shorter.
      if earlier.date != later.date, earlier.local.time == later.local.time { continue }
      guard let slot = slots.first(where: { $0.rule.contains(later.instant) }) else { continue }
      findings.warning(
        slot.place,
        "\(shown(later.instant)) lies within the meeting of \(shown(earlier.instant)), which lasts "
          + "\(manner.duration)",
        fix: "write `\(fix(later.instant - earlier.instant))`, or move one of the two")
      return
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
    let announcement = moment(manner.announcement)
    let (confirm, decide) = (moment(manner.confirm), moment(manner.decide))
    let reminders = manner.reminders.compactMap { moment($0) }
    for one in [opens, call, cutoff, announcement, confirm, decide].compactMap({ $0 }) + reminders
    where one.at >= start {
      blame(one, "is not before the start (\(shown(start)))", fix: "move it earlier")
    }
    if let opens, let cutoff { order(opens, cutoff, start) }
    if let opens, let call { order(opens, call, start) }
    if let call, let cutoff { order(call, cutoff, start) }
    if let cutoff, let announcement { order(cutoff, announcement, start) }
    let opening = opens ?? reminders.min { $0.at < $1.at }
    if let confirm, let decide { order(confirm, decide, start) }
    if let confirm, let opening = opening ?? moment(Self.usualOpening), confirm.at <= opening.at {
      blame(
        confirm, "is not after \(described(opening)): nobody has been asked then", with: opening,
        fix: manner.agenda == nil
          ? "write `opens:` with an earlier time" : "let `opens` be earlier, or `confirm` later")
    }
    if cutoff == nil, let announcement, let opening, announcement.at < opening.at {
      blame(
        announcement, "is before \(described(opening)), with which the meeting opens",
        with: opening,
        fix: "announce later, or write `opens:` with an earlier time")
    }
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
  /// Its first instant in UTC.
  var midnight: Instant { Instant(secondsSince1970: Int64(daysSince1970) * 86_400) }

  /// "Thu 3 Dec".
  var shown: String { "\(weekday.shortName) \(day) \(shortMonthName)" }
}
