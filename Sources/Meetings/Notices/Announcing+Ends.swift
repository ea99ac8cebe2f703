import Cadence

/// What is told of a meeting that does not take place.
extension Announcing {
  /// What a cancellation or a farewell supersedes: all but a farewell that waits, which is owed
  /// still, what the author of a late item is told, a digest, which has other meetings too and
  /// loses this one when it leaves, and what is said of a pair, which is not about this meeting.
  static let endedByAnEnd = Set(NoticeKind.allCases)
    .subtracting([.cancellation, .lateItem, .digest, .silence, .completion, .task])

  /// - Parameter instead: true where nobody is invited yet: whoever would have been hears of it.
  func cancel(
    _ cancellation: Cancellation, instead: Bool, isPublic: Bool, _ occurrence: inout Occurrence,
    into turn: inout Turn
  ) {
    let fill: Fill = { facts, zone in
      facts.tell(cancellation)
      facts.next = next.map { moment($0, for: zone) }
    }
    turn.supersede(Supersession(subject: .meeting(occurrence.id), kinds: Self.endedByAnEnd))
    let invited = told(occurrence)
    calendar(.cancellation, to: invited, of: &occurrence, into: &turn, fill)
    var others = Set(instead && series.notifiesByMail ? audience.everyone : [])
    if occurrence.retrospectiveAnnounced != nil, let mentorship = series.mentorship {
      // They know of it from the retrospective's announcement alone.
      others.formUnion(mentorship.pair)
    }
    // So do those who were asked whether they can host it.
    if series.notifiesByMail { others.formUnion(occurrence.hosting.asked) }
    // No calendar of theirs has it yet.
    tell(
      others.subtracting(invited).sorted(), .cancellation, "\(occurrence.sequence)",
      of: occurrence, until: occurrence.start + .minutes(15), into: &turn, fill)
    if isPublic { post(.cancellation, of: occurrence, into: &turn) { $0.tell(cancellation) } }
  }

  func bidFarewell(
    to people: [PersonID], _ cause: CancellationCause, _ occurrence: inout Occurrence,
    into turn: inout Turn
  ) {
    for person in people {
      // What is in no calendar goes where it was addressed.
      let kinds =
        cause == .readdressed
        ? Self.endedByAnEnd.subtracting([.retrospective, .hostNote, .announcement])
        : Self.endedByAnEnd
      turn.supersede(Supersession(subject: .meeting(occurrence.id), kinds: kinds, person: person))
    }
    let known = told(occurrence).filter { person in
      // Where somebody else of the same mailbox is invited still, the entry is theirs as well.
      let others = occurrence.invitations.values.filter {
        $0.fate == .told && !people.contains($0.person)
      }
      let mailbox = occurrence.invitations[person]?.address
      return people.contains(person) && !others.contains { $0.address == mailbox }
    }
    // Whose turn it is no more hears that they are free.
    let isRelief = cause == .farewell && series.isHostedInTurn
    let relieved = isRelief ? hostsBefore : []
    // They never knew of a time that it has been given just now.
    let asTheyKnow: Fill = { [occurrence] facts, zone in
      facts.cause = cause
      guard let before, before.start != occurrence.start else { return }
      facts.start = moment(before.start, for: zone)
      facts.end = moment(before.end, for: zone)
    }
    calendar(
      .cancellation, to: known.filter(relieved.contains), of: &occurrence, into: &turn
    ) { facts, zone in
      asTheyKnow(&facts, zone)
      facts.note = .relieved(by: facts.hosts)
    }
    calendar(
      .cancellation, to: known.filter { !relieved.contains($0) }, of: &occurrence, into: &turn,
      asTheyKnow)
    for person in people {
      // Another mailbox holds nothing yet: no entry, and no thread to answer.
      if cause == .readdressed { occurrence.invitations[person] = nil }
      occurrence.invitations[person]?.fate = .withdrawn
    }
  }
}

extension Facts {
  fileprivate mutating func tell(_ cancellation: Cancellation) {
    // It is the reason, or none of anybody's business.
    agenda?.tally = nil
    switch cancellation {
    case .emptyAgenda: cause = .emptyAgenda
    case .shortAgenda(let tally):
      cause = .shortAgenda
      // As it was counted: what counts may be another thing once the meeting is off.
      agenda?.tally = tally
    case .dateGone(let because), .calledOff(let because), .away(let because),
      .noHost(let because):
      reason = because
    }
  }
}
