package import Cadence

/// What can happen to an occurrence.
package enum Event: Hashable, Sendable {
  case opening
  case call
  /// `slept` is how long the service was down over the cutoff, nil if it was up; `unread` names the
  /// agendas elsewhere that could not be read before it.
  case cutoff(slept: Seconds?, unread: [String] = [])
  case reminder(Lead)
  case retrospective
  /// Whoever is in turn has not said yes: the pool is to be asked who can host.
  case hostCall(HostLook = HostLook())
  /// So many hosts have to have said yes; `slept` as of a cutoff.
  case hostDecision(HostLook = HostLook(), slept: Seconds?)
  /// The public is to be told, or hosts what that waits for.
  case announcement
  case end
  case itemAdded(AgendaItem)
  case itemDropped(AgendaItem)
  /// As it is from now on.
  case itemEdited(AgendaItem)
  case calledOff(because: String)
  case reinstated(because: String)
  case rescheduled(Schedule)
  /// The configuration no longer has the date.
  case dateGone(because: String)
  /// Everybody whom it needs is away.
  case away(because: String)
  /// These host it, and nobody else does.
  case appointed([PersonID], because: String)
  /// People came to or left the lists, or get their mail elsewhere.
  case audience(added: [PersonID], removed: [PersonID], readdressed: [PersonID])

  var isReminder: Bool { if case .reminder = self { true } else { false } }

  var isAboutHosts: Bool {
    switch self {
    case .hostCall, .hostDecision: true
    default: false
    }
  }

  /// What a person gave as the reason that it is back on, or at another time.
  var reason: String? {
    switch self {
    case .reinstated(let because): because
    case .rescheduled(let schedule): schedule.because
    default: nil
    }
  }

  /// For the journal.
  package var cause: String {
    switch self {
    case .opening: "opened"
    case .call: "asked for agenda items"
    case .cutoff: "cutoff"
    case .reminder(let lead): "reminder \(lead)"
    case .retrospective: "retrospective announced"
    case .hostCall: "asked who can host"
    case .hostDecision: "hosts counted"
    case .announcement: "announced in public"
    case .end: "ended"
    case .itemAdded(let item): "added: \(item.inWords)"
    case .itemDropped(let item): "dropped: \(item.inWords)"
    case .itemEdited(let item): "edited: \(item.inWords)"
    case .calledOff(let because): "called off: \(because)"
    case .reinstated(let because): "reinstated: \(because)"
    case .rescheduled(let schedule): schedule.cause
    case .dateGone(let because), .away(let because): because
    case .appointed(let hosts, let because):
      "hosted by \(hosts.map(\.name).joined(separator: ", ")): \(because)"
    case .audience(let added, let removed, let readdressed):
      [("invited", added), ("no longer invited", removed), ("has a new address", readdressed)]
        .filter { !$0.1.isEmpty }
        .map { "\($0.0): \($0.1.map(\.name).joined(separator: ", "))" }.joined(separator: "; ")
    }
  }
}

/// Who hosts a date as things are, and who else could.
package struct HostLook: Hashable, Sendable {
  package var hosts: [PersonID]
  /// Of the pool: who is there, has not said no, and has not said yes as a host.
  package var askable: [PersonID]
  /// Those of them who are not invited to it.
  package var uninvited: [PersonID] = []
  /// Whether anybody knew of the date before now.
  package var wasKnown: Bool
  /// How long the service was down over the day to confirm, nil if it was up.
  package var slept: Seconds?

  package init(hosts: [PersonID] = [], askable: [PersonID] = [], wasKnown: Bool = true) {
    self.hosts = hosts
    self.askable = askable
    self.wasKnown = wasKnown
  }
}

/// The time and place an occurrence is given by an edit or by `move`.
package struct Schedule: Hashable, Sendable {
  package var ruled: CivilDateTime
  package var ruledInstant: Instant
  package var start: Instant
  package var end: Instant
  package var isMoved: Bool
  package var title: String
  package var link: String?
  package var place: String?
  /// What a person gave as the reason, for people.
  package var because: String?
  /// For the journal.
  package var cause: String

  package init(
    ruled: CivilDateTime, ruledInstant: Instant, start: Instant, end: Instant, isMoved: Bool,
    title: String, link: String?, place: String?, because: String?, cause: String
  ) {
    self.ruled = ruled
    self.ruledInstant = ruledInstant
    self.start = start
    self.end = end
    self.isMoved = isMoved
    self.title = title
    self.link = link
    self.place = place
    self.because = because
    self.cause = cause
  }
}

/// Why an event means nothing now. Normal, not a failure: the beat counts it and moves on.
package enum Ignored: Error, Hashable, Sendable {
  /// The state it would lead to has been reached, or left, before.
  case alreadyDone
  /// Guests do not know of the meeting yet.
  case tooEarly
  /// The meeting has begun or is over.
  case tooLate
  /// The meeting does not take place.
  case cancelled
}

/// What one event means: the occurrence as it is afterwards and what is to be told, to whom.
package struct Decision: Hashable, Sendable {
  package var occurrence: Occurrence
  /// For the journal: the event's own cause, or what else decided.
  package var cause: String
  package var announcements: [Announcement]
}

/// One thing to tell. `Announcing` turns it into notices.
package enum Announcement: Hashable, Sendable {
  /// To the whole audience, or to those named.
  case invitation(only: [PersonID]?)
  /// `nudge` after a postponed cutoff: its own edition, so that an earlier call does not hide it.
  case call(nudge: Bool)
  /// To those of the pool; `was`: the decision that nobody could answer in time for.
  case hostCall([PersonID], was: Instant?)
  /// To those of the pool who were asked and are not invited: it is at another time, or (nil) back
  /// on.
  case poolNews([PersonID], previousStart: Instant?, because: String?)
  case reminder(Lead)
  /// To everyone who was told, or (`instead`) whom the invitation would have gone to; `isPublic`:
  /// to the channels as well.
  case cancellation(Cancellation, instead: Bool, isPublic: Bool)
  /// A cancellation that takes the entry out of the calendars of these people alone.
  case farewell([PersonID], CancellationCause)
  /// `anew`: to the whole audience, which the cancellation came to in place of an invitation.
  case reinstatement(because: String, anew: Bool)
  case update(previousStart: Instant, [Change], because: String?)
  case retrospective(movedFrom: Instant?)
  /// To the channels, and to hosts, who pass it on.
  case publicWord
  case hostNote(HostNote)
  case clockChange([PersonID], ClockShift)
  case silence(Silence)
  /// `next` is the first meeting at which they are welcome from now on.
  case completion(next: Instant?)
}

/// What only hosts are told.
package enum HostNote: Hashable, Sendable {
  case cutoffPostponed(was: Instant, now: Instant)
  case stands(cutoff: Instant)
  /// An agenda elsewhere could not be read before the cutoff: the meeting stands.
  case unread(cutoff: Instant, sources: [String])
  case lapsed
  /// Less was on the agenda at the cutoff than it needs; the meeting takes place.
  case emptyAgenda
  /// The announcement waits for these.
  case announcementWaits([Lack])
  case noLastMeeting
  /// These host it from now on; nobody had to be invited for that.
  case appointed([PersonID], insteadOf: [PersonID])
  /// These need not host it any more, and are invited still.
  case relieved([PersonID])
  /// These offered to host it when others had.
  case taken([PersonID])
  /// Fewer had said by then that they host it than it needs; the meeting takes place.
  case noHost([PersonID], said: Int, decide: Instant)
  /// Nobody could say in time whether they host it; the meeting takes place.
  case hostsUnknown([PersonID], decide: Instant)
  /// From this date on nobody is on the rota, or until somebody is `again`.
  case rotaEnds([PersonID], again: Instant?)
  /// Somebody, or a channel, cannot be reached.
  case unreachable(Trouble)
  /// Mail does not leave: these people have not learnt that the meeting is cancelled.
  case cancellationStuck(MailStuck)
  /// The service goes on from a backup.
  case restored(from: Instant)
}
