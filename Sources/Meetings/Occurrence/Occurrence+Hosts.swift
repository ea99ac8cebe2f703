import Cadence

/// The arms of the table that are about hosts: docs/decisions/0057.
extension Occurrence {
  /// Those of its hosts who have said that they come.
  func saidYes(of hosts: [PersonID]) -> [PersonID] {
    hosts.filter { attendance[$0]?.answer == .accepted }
  }

  /// The day to confirm has come, or nobody is in turn any more.
  func sought(
    _ look: HostLook, at now: Instant, _ timetable: Timetable
  ) throws(Ignored) -> Decision {
    guard now < start else { throw .tooLate }
    let said = saidYes(of: look.hosts).count
    let stage = hosting.stage == .due ? Hosting.Stage.looked : hosting.stage
    guard said < timetable.hostsNeeded else {
      return after(Self.count(said, of: timetable)) { $0.leaveTurns(for: stage) }
    }
    // What is decided now asks them, or tells them that it was too late to.
    if let decide = hostVerdict(timetable), decide <= now {
      return after("too late to ask who can host") { $0.leaveTurns(for: stage) }
    }
    let names = look.askable.map(\.name).joined(separator: ", ")
    let cause =
      names.isEmpty ? "nobody is left to be asked who hosts" : "asked who can host: \(names)"
    return after(cause, telling: names.isEmpty ? [] : [.hostCall(look.askable, was: nil)]) {
      $0.leaveTurns(for: stage)
      $0.ask(look)
      // Who is asked late has as long to answer as after a decision that was slept through.
      if let slept = look.slept, let decide = timetable.hosts?.decide {
        let later = min(now + Self.grace(after: slept), latestVerdict)
        if later > decide { $0.hosting.postponedDecision = later }
      }
    }
  }

  /// Whether as many have said yes as have to.
  func hostsCounted(
    _ look: HostLook, at now: Instant, slept: Seconds?, _ timetable: Timetable
  ) throws(Ignored) -> Decision {
    guard now < start else { throw .tooLate }
    guard hosting.stage != .decided, let rule = timetable.hosts, let decide = rule.decide else {
      throw .alreadyDone
    }
    let said = saidYes(of: look.hosts).count
    let count = Self.count(said, of: timetable)
    guard said < rule.atLeast else { return after(count) { $0.hosting.stage = .decided } }
    // Nobody knew of a decision that an edit put into the past, or of the meeting before it.
    let isUnheardOf = decide <= intakeSince || !look.wasKnown
    if let slept, !isUnheardOf {
      // As of a cutoff: docs/decisions/0006-missed-cutoffs.md.
      let postponed = now + Self.grace(after: slept)
      if postponed <= latestVerdict {
        return after(
          "who hosts was slept through; postponed to \(postponed)",
          telling: look.askable.isEmpty ? [] : [.hostCall(look.askable, was: decide)]
        ) {
          $0.hosting.postponedDecision = postponed
          $0.leaveTurns(for: .looked)
          $0.ask(look)
        }
      }
    }
    let readers = Set(look.hosts + look.askable).sorted()
    if slept != nil || isUnheardOf {
      return after(
        "who hosts could not be decided: the meeting stands",
        telling: [.hostNote(.hostsUnknown(readers, decide: decide))]
      ) { $0.hosting.stage = .decided }
    }
    switch rule.ifMissing {
    case .cancel:
      var decision = cancelled(.noHost(because: count))
      decision.occurrence.hosting.stage = .decided
      return decision
    case .warn:
      return after(
        "\(count): hosts warned",
        telling: [.hostNote(.noHost(readers, said: said, decide: decide))]
      ) { $0.hosting.stage = .decided }
    }
  }

  /// It is no longer up to those in turn; who was asked of another time is not asked any more.
  private mutating func leaveTurns(for stage: Hosting.Stage) {
    if hosting.stage == .due { forgetWhoWasAsked() }
    hosting.stage = stage
  }

  /// It is up to those in turn again, and nobody else is asked any more.
  mutating func giveTurnsBack() {
    hosting.stage = .due
    forgetWhoWasAsked()
  }

  /// A no stays one to that question.
  private mutating func forgetWhoWasAsked() {
    hosting.asked = hosting.asked.filter { attendance[$0]?.answer == .declined }
  }

  /// A yes that was said to no question, or to another, is none to this one.
  private mutating func ask(_ look: HostLook) {
    hosting.asked.formUnion(look.askable)
    for person in look.uninvited where attendance[person]?.answer == .accepted {
      attendance[person] = nil
    }
  }

  /// Whoever takes a date takes back that they cannot.
  func appointed(_ hosts: [PersonID], _ cause: String) -> Decision {
    after(cause) {
      $0.hosting.appointed = Set(hosts)
      $0.attendance = attendance.filter { $0.value.answer != .declined || !hosts.contains($0.key) }
    }
  }

  private static func count(_ said: Int, of timetable: Timetable) -> String {
    if said == 0 { return "nobody has said that they can host" }
    let needed = timetable.hostsNeeded
    guard said >= needed else { return "\(said) of \(needed) hosts said that they come" }
    return said == 1 ? "a host has said that they come" : "\(said) hosts have said that they come"
  }
}

extension Timetable {
  /// How many have to say that they host; one where nothing is written.
  var hostsNeeded: Int { hosts?.atLeast ?? 1 }
}
