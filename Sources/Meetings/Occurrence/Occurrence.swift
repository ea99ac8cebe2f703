package import Cadence

/// One date of a series: what has been decided about it and what people were told.
///
/// Mirrors its row in the store, with its agenda and its invitations. When things are due follows
/// from it and from its series (`Timetable`).
package struct Occurrence: Hashable, Sendable {
  package let id: OccurrenceID
  package var state: State
  /// Counts the decisions; the journal has one entry for each.
  package var revision: Int
  /// The rule's local date and time that this occurrence stands for now. Differs from the name
  /// after the rule's day changed within the week.
  package var ruled: CivilDateTime
  package var ruledInstant: Instant
  package var start: Instant
  package var end: Instant
  /// True after `move`: the rule's time no longer applies.
  package var isMoved: Bool
  /// As guests were told last.
  package var title: String
  package var link: String?
  package var place: String?

  /// Replaces the rule's cutoff after an outage.
  package var postponedCutoff: Instant?
  /// An empty agenda is evidence only if people could write to it: from when on they could.
  package var intakeSince: Instant
  /// Calls and reminders up to here have been dealt with, sent or not.
  package var handled: Instant
  /// The latest reminder that fell due while the agenda was open; goes out at confirmation.
  package var owedReminder: Lead?
  /// RFC 5546: grows with every change that a calendar must see.
  package var sequence: Int
  /// The last DTSTAMP sent. It only grows, even when the clock steps back.
  package var stamp: Instant
  /// The start for which the retrospective was announced, and for which the reminder went out.
  package var retrospectiveAnnounced: Instant?
  package var retrospectiveReminded: Instant?
  /// What the public knows, where it is to be told.
  package var publicity = Publicity.due

  package var items: [AgendaItem]
  package var invitations: [PersonID: Invitation]
  /// Who said whether they come. Of hosts so many may have to; of others it decides nothing.
  package var attendance: [PersonID: Attendance] = [:]
  /// Who said that they bring nothing this time: they are asked for nothing more.
  package var passes: Set<PersonID> = []
  /// Who hosts it, where that is a question.
  package var hosting = Hosting()
  /// Somebody said that it takes place although everybody whom it needs is away.
  package var standsAnyway = false

  /// A date that has just become known.
  package init(
    id: OccurrenceID, ruled: Recurrence.Occurrence, of series: Series, knownAt now: Instant
  ) {
    self.id = id
    state = .planned
    revision = 0
    self.ruled = ruled.local
    ruledInstant = ruled.instant
    start = ruled.instant
    end = ruled.instant + series.duration
    isMoved = false
    title = series.title
    link = series.link
    place = series.place
    intakeSince = now
    handled = now
    sequence = 0
    stamp = now
    items = []
    invitations = [:]
  }

  /// An occurrence as its row has it.
  package init(
    id: OccurrenceID, state: State, revision: Int, ruled: CivilDateTime, ruledInstant: Instant,
    start: Instant, end: Instant, isMoved: Bool, title: String, link: String?, place: String?,
    postponedCutoff: Instant?, intakeSince: Instant, handled: Instant, owedReminder: Lead?,
    sequence: Int, stamp: Instant, retrospectiveAnnounced: Instant?,
    retrospectiveReminded: Instant?, items: [AgendaItem], invitations: [PersonID: Invitation]
  ) {
    self.id = id
    self.state = state
    self.revision = revision
    self.ruled = ruled
    self.ruledInstant = ruledInstant
    self.start = start
    self.end = end
    self.isMoved = isMoved
    self.title = title
    self.link = link
    self.place = place
    self.postponedCutoff = postponedCutoff
    self.intakeSince = intakeSince
    self.handled = handled
    self.owedReminder = owedReminder
    self.sequence = sequence
    self.stamp = stamp
    self.retrospectiveAnnounced = retrospectiveAnnounced
    self.retrospectiveReminded = retrospectiveReminded
    self.items = items
    self.invitations = invitations
  }

  /// One per occurrence, whatever becomes of it. An RFC-correct cancel of one instance destroys
  /// whole series in common servers, so no two occurrences share one.
  package func uid(in domain: String) -> String {
    "\(Identity(of: "uid", id.description))@\(domain)"
  }

  /// The same, where a clock that ran ahead wrote it: what it put behind is ahead again. Whatever
  /// was sent has its identity, and is not sent twice.
  func known(by now: Instant) -> Occurrence {
    // Further back than anything is remembered, it is the clock of now that is wrong.
    guard max(handled, intakeSince) <= now + Self.remembered else { return self }
    var occurrence = self
    occurrence.handled = min(handled, now)
    occurrence.intakeSince = min(intakeSince, now)
    return occurrence
  }

  /// How long a meeting that is over stays in memory: an edited rule or a clock that is set back
  /// must not plan its date again.
  package static var remembered: Seconds { .days(8) }

  /// True when it is over, was over for a while, and so is the rule's date it stands for.
  package func isPast(at now: Instant) -> Bool {
    switch state {
    case .held, .lapsed, .cancelled: max(end, ruledInstant) + Self.remembered <= now
    case .planned, .open, .confirmed: false
    }
  }
}

/// How far the announcement of a meeting has come.
package enum Publicity: String, Hashable, Sendable {
  case due
  /// Hosts were told what it waits for.
  case waiting
  /// Or it is too late for it.
  case told

  /// Whether nothing is to be done about it as things are.
  func isSettled(_ lacks: [Lack]) -> Bool {
    switch self {
    case .due: false
    case .waiting: !lacks.isEmpty
    case .told: true
    }
  }
}

/// Something to talk about.
package struct AgendaItem: Hashable, Sendable {
  /// Where an item came from: the same bullet of a file is the same item however often it is read.
  package enum Source: Hashable, Sendable {
    case command
    /// Or what lives elsewhere; `key` tells the bullets of a file apart, across dates.
    case file(name: String, key: String)
  }
  package let id: String
  package var author: PersonID?
  package var text: String
  package var isPrivate: Bool
  package var source: Source
  package var receivedAt: Instant

  package init(
    id: String, author: PersonID?, text: String, isPrivate: Bool,
    source: Source, receivedAt: Instant
  ) {
    self.id = id
    self.author = author
    self.text = text
    self.isPrivate = isPrivate
    self.source = source
    self.receivedAt = receivedAt
  }

  /// For the journal, which hosts are not alone to read: what is private is not in it.
  var inWords: String {
    let by = author?.name ?? "someone"
    if isPrivate { return "a private item by \(by)" }
    return "\(text.count > 80 ? text.prefix(79) + "…" : text) (\(by))"
  }

  /// In characters.
  package static let textMax = 500
  /// On one agenda, by one person and in all.
  package static let perPersonMax = 20
  package static let perMeetingMax = 200

  /// White space, zero-width and control characters alone are no item.
  package var isBlank: Bool { Self.isBlank(text) }

  package static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
        || $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
    }
  }
}

/// What one person was sent of an occurrence's calendar entry.
package struct Invitation: Hashable, Sendable {
  package enum Fate: String, Hashable, Sendable {
    /// Written, not known to have arrived.
    case pending
    /// Delivered, or its fate is unknown: they may count on it.
    case told
    /// Taken off the list.
    case withdrawn
  }
  package var person: PersonID
  package var address: String
  /// UID and organizer's address of the calendar entry they hold: it answers to these two alone,
  /// whatever the community is called by now.
  package var uid: String
  package var organizer: String
  package var sequence: Int
  package var stamp: Instant
  package var fate: Fate
  /// The first notice of the thread, which later ones answer.
  package var root: Identity
  /// Whether they were told that they host it; nil: of before that was kept.
  package var isHost: Bool?

  /// UID and Message-ID were first written in the same mail, under the same domain.
  var thread: ThreadRoot {
    ThreadRoot(identity: root, domain: uid.split(separator: "@").last.map(String.init) ?? "")
  }

  package init(
    person: PersonID, address: String, uid: String, organizer: String, sequence: Int,
    stamp: Instant, fate: Fate, root: Identity, isHost: Bool?
  ) {
    self.person = person
    self.address = address
    self.uid = uid
    self.organizer = organizer
    self.sequence = sequence
    self.stamp = stamp
    self.fate = fate
    self.root = root
    self.isHost = isHost
  }
}
