import Cadence

/// An oracle: what DESIGN §4 has told by the end of the first office hours, and how they end.
///
/// It knows nothing of engine, store and states' table. It walks the deadlines of one life in
/// their order and applies the sentences of the design; each rule names its sentence.
struct Life {
  private(set) var state = "planned"
  private(set) var told: [String] = []
  private var isOnAgenda = false
  private var start: Instant
  /// News of the meeting stands for every call and reminder up to then.
  private var known = Instant.distantPast
  private let gap: Gap?

  /// Deadlines after `from`, up to `to`, come to somebody's notice at `to`.
  struct Gap {
    var from: Instant
    var to: Instant
    /// How long nobody was there; nil where a clock that is believed jumped over them.
    var slept: Seconds?
  }

  private enum Deadline { case opening, call, cutoff, reminder(isLast: Bool), end }

  init(through acts: [(at: Instant, act: Act)], gap: Gap?, start: Instant) {
    (self.start, self.gap) = (start, gap)
    var acts = acts[...]
    var past = Instant.distantPast
    while true {
      // A move gives the meeting other deadlines: what is next is looked up each time.
      let next = deadlines.first { $0.at > past }
      if let act = acts.first, next.map({ act.at < $0.at }) ?? true {
        apply(act.act, at: act.at)
        acts = acts.dropFirst()
      } else if let next {
        past = next.at
        fall(due: next.deadline, at: next.at)
      } else {
        return
      }
    }
  }

  /// "1 day before at 18:00", in UTC.
  private var cutoff: Instant {
    Instant(secondsSince1970: start.secondsSince1970 / 86_400 * 86_400) - .hours(6)
  }

  private var reminders: [Instant] { [start - .days(1), start - .minutes(15)] }

  private var deadlines: [(at: Instant, deadline: Deadline)] {
    [
      (start - .days(6), .opening), (start - .days(2), .call), (cutoff, .cutoff),
      (reminders[0], .reminder(isLast: false)), (reminders[1], .reminder(isLast: true)),
      (start + .hours(1), .end),
    ].sorted { $0.at < $1.at }
  }

  private mutating func fall(due deadline: Deadline, at due: Instant) {
    let isMissed = gap.map { $0.from < due && due <= $0.to } ?? false
    let now = isMissed ? gap?.to ?? due : due
    switch (deadline, state) {
    case (.opening, "planned"):
      guard now < start else { return lapse() }
      tell("invitation", ["ana", "ben"])
      (state, known) = ("open", now)
    // "The call goes only if the agenda is empty then"; none is made up for after the cutoff.
    case (.call, "open") where due > known && !isOnAgenda && now < cutoff:
      tell("call", ["announce", "ben"])
    case (.cutoff, "open"): close(at: now, slept: isMissed ? gap?.slept : nil)
    case (.reminder(let isLast), "confirmed") where due > known:
      // "None after the start"; "after downtime at most one per person and occurrence".
      guard now < start, !reminders.contains(where: { due < $0 && $0 <= now }) else { return }
      remind(isLast: isLast)
    case (.end, "confirmed"): state = "held"
    default: break
    }
  }

  /// "Cutoff" and "Missed cutoff".
  private mutating func close(at now: Instant, slept: Seconds?) {
    guard now < start else { return lapse() }
    if isOnAgenda { return confirm(at: now) }
    guard let slept else { return cancel() }
    tell("host-note", ["ana"])
    // "the restart plus the length of the outage, at most 30 minutes", if that is "at least 15
    // minutes before the start".
    guard now + min(slept, .minutes(30)) <= start - .minutes(15) else { return confirm(at: now) }
    tell("call", ["announce", "ben"])
    cancel()
  }

  /// "One that falls due while the agenda is still open goes out at confirmation."
  private mutating func confirm(at now: Instant) {
    if let due = reminders.last(where: { known < $0 && $0 <= now }) {
      remind(isLast: due == reminders.last)
    }
    (state, known) = ("confirmed", now)
  }

  private mutating func lapse() {
    tell("host-note", ["ana"])
    state = "lapsed"
  }

  private mutating func cancel() {
    tell("cancellation", ["announce", "ana", "ben"])
    state = "cancelled"
  }

  private mutating func remind(isLast: Bool) {
    tell("reminder", ["ana", "ben"] + (isLast ? ["announce"] : []))
  }

  private mutating func tell(_ kind: String, _ people: [String]) {
    told += people.map { "\(kind) to \($0)" }
  }

  /// What somebody does on the way.
  enum Act { case add, callOff, reinstate, move }

  private mutating func apply(_ act: Act, at now: Instant) {
    switch act {
    case .add: isOnAgenda = true
    // "Whoever was never told hears nothing."
    case .callOff: if state == "planned" { state = "cancelled" } else { cancel() }
    case .reinstate:
      tell("reinstatement", ["announce", "ana", "ben"])
      (state, known) = (now < cutoff ? "open" : "confirmed", now)
    case .move:
      tell("update", ["announce", "ana", "ben"])
      (start, known) = (Self.movedTo, now)
    }
  }

  /// The day after, at 10:00.
  static let movedTo = Instant(secondsSince1970: 1_796_378_400)
}
