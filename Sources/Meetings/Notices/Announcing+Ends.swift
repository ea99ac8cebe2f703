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
    // No calendar of theirs has it yet.
    tell(
      others.subtracting(invited).sorted(), .cancellation, "\(occurrence.sequence)",
      of: occurrence, until: occurrence.start + .minutes(15), into: &turn, fill)
    if isPublic { post(.cancellation, of: occurrence, into: &turn) { $0.tell(cancellation) } }
  }
}

extension Facts {
  fileprivate mutating func tell(_ cancellation: Cancellation) {
    switch cancellation {
    case .emptyAgenda: cause = .emptyAgenda
    case .dateGone(let because), .calledOff(let because), .away(let because): reason = because
    }
  }
}
