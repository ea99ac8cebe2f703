package import Cadence

/// One instant as its reader lives it.
package struct Moment: Hashable, Sendable, Codable {
  package let instant: Instant
  /// The reader's wall clock at that instant.
  package let local: CivilDateTime
  /// The reader's offset from UTC at that instant.
  package let offset: Seconds
  /// The reader's zone, an IANA name.
  package let zone: String

  package init(_ instant: Instant, in zone: ZoneRules) {
    self.instant = instant
    local = zone.local(at: instant)
    offset = zone.offset(at: instant)
    self.zone = zone.identifier
  }
}

/// All that the text of a notice needs, for its one reader. Nothing else is consulted when it is
/// rendered: no clock, no zone data, no configuration.
package struct Facts: Hashable, Sendable, Codable {
  /// The community and how it appears in mail.
  package var community: String
  package var domain: String
  package var from: Mailbox
  /// The reader: nil for a channel.
  package var reader: Mailbox?
  package var readerIsHost: Bool
  /// True where coming is up to the reader: they are asked nothing and chased for nothing.
  package var isOptional: Bool

  /// The meeting.
  package var series: SeriesID
  package var title: String
  package var start: Moment
  package var end: Moment
  package var hosts: [String]
  package var link: String?
  package var place: String?
  /// What else belongs to it; nil for nothing.
  package var links: [NamedLink]?
  /// Of a 1:1: the public place of what it is about, a link or its name.
  package var issue: String?
  package var agenda: AgendaFacts?
  /// True for the last meeting of a mentorship: the retrospective is agenda item 1.
  package var isRetrospective: Bool

  /// For a host, and whoever of the pool was asked, where hosts are in turn or are to say that they
  /// come.
  package var hosting: HostingFacts?
  /// Of a 1:1, when both sides have time beside it; nil where nobody says so.
  package var sharedHours: [SharedHours]?
  /// For a mentee.
  package var tip: String?

  /// Why it happened, as a person wrote it (`--because`, `skip:`). Data, never markup.
  package var reason: String?
  /// Why a meeting is off, where no person gave the reason.
  package var cause: CancellationCause?
  /// Where it stood before, in an update that moves it.
  package var previousStart: Moment?
  /// What else an update changes; nil for none.
  package var changes: [Change]?
  /// The series' next meeting after this one, in a cancellation.
  package var next: Moment?
  package var note: Note?
  /// All of a digest's meetings; the facts above are those of the first.
  package var digest: DigestFacts?
  /// All of a message about tasks; the facts above are those of the first.
  package var tasks: [TaskFacts]?
  /// What an announcement says beside the meeting and its agenda.
  package var announcement: AnnouncementFacts?
  /// True for a reader whose reply says that a task is done, or whether they host; else nil.
  package var takesReplies: Bool?
  package var calendar: CalendarFacts?
  /// Identity of the first notice of this occurrence to this reader, which this one answers.
  package var thread: ThreadRoot?
  /// When the notice was decided: the Date of the mail.
  package var decidedAt: Instant

  package init(
    community: String, domain: String, from: Mailbox, reader: Mailbox? = nil,
    readerIsHost: Bool = false, isOptional: Bool = false, series: SeriesID, title: String,
    start: Moment, end: Moment, hosts: [String] = [], link: String? = nil, place: String? = nil,
    agenda: AgendaFacts? = nil, isRetrospective: Bool = false, reason: String? = nil,
    cause: CancellationCause? = nil, previousStart: Moment? = nil, next: Moment? = nil,
    note: Note? = nil,
    calendar: CalendarFacts? = nil, thread: ThreadRoot? = nil, decidedAt: Instant
  ) {
    self.community = community
    self.domain = domain
    self.from = from
    self.reader = reader
    self.readerIsHost = readerIsHost
    self.isOptional = isOptional
    self.series = series
    self.title = title
    self.start = start
    self.end = end
    self.hosts = hosts
    self.link = link
    self.place = place
    self.agenda = agenda
    self.isRetrospective = isRetrospective
    self.reason = reason
    self.cause = cause
    self.previousStart = previousStart
    self.next = next
    self.note = note
    self.calendar = calendar
    self.thread = thread
    self.decidedAt = decidedAt
  }
}

extension Facts {
  /// True of a note that somebody hosts it now, who is asked whether they can.
  package var isAppointment: Bool { if case .appointed = note { true } else { false } }
}

/// What a host is asked, or somebody who may be one.
package struct HostingFacts: Hashable, Sendable, Codable {
  /// True where they host it because it is their turn.
  package var isInTurn: Bool
  package var hasSaid: Bool
  /// True where they have said that they cannot.
  package var cannot: Bool?
  /// By when they are to say whether they can; nil where nobody asks any more.
  package var until: Moment?
  /// What follows if nobody has said yes by then.
  package var otherwise: Otherwise

  package enum Otherwise: String, Hashable, Sendable, Codable {
    /// The others are asked.
    case asks
    /// The meeting does not take place.
    case cancels
    /// It takes place all the same.
    case warns
  }

  package init(
    isInTurn: Bool, hasSaid: Bool, cannot: Bool? = nil, until: Moment?, otherwise: Otherwise
  ) {
    self.isInTurn = isInTurn
    self.hasSaid = hasSaid
    self.cannot = cannot
    self.until = until
    self.otherwise = otherwise
  }
}

/// The first mail of a thread: what its Message-ID was made of, whatever the domain is today.
package struct ThreadRoot: Hashable, Sendable, Codable {
  package var identity: Identity
  package var domain: String
  package init(identity: Identity, domain: String) {
    self.identity = identity
    self.domain = domain
  }
}

/// Reasons for a cancellation that are ours to word.
package enum CancellationCause: String, Hashable, Sendable, Codable {
  case emptyAgenda = "empty-agenda"
  /// Less was on it than it needs: `agenda.tally` has how much.
  case shortAgenda = "short-agenda"
  /// The meeting takes place; the reader is no longer invited.
  case farewell
  /// The meeting takes place; the reader is invited to it at another address.
  case readdressed
}

/// The agenda as this reader may see it.
package struct AgendaFacts: Hashable, Sendable, Codable {
  package struct Item: Hashable, Sendable, Codable {
    package var text: String
    package var author: String?
    package var isPrivate: Bool
    package init(text: String, author: String?, isPrivate: Bool) {
      self.text = text
      self.author = author
      self.isPrivate = isPrivate
    }
  }
  /// A talk, as it is announced.
  package struct Talk: Hashable, Sendable, Codable {
    package var title: String
    package var speakers: [String]
    package var duration: Seconds
    package var description: String?
    package var outline: [String]
    package var isLearnings: Bool
    package init(
      title: String, speakers: [String], duration: Seconds, description: String?,
      outline: [String], isLearnings: Bool = false
    ) {
      self.title = title
      self.speakers = speakers
      self.duration = duration
      self.description = description
      self.outline = outline
      self.isLearnings = isLearnings
    }
  }
  package var items: [Item]
  /// Before the items; nil for none.
  package var talks: [Talk]?
  /// What there is of what the meeting needs; nil where one item will do.
  package var tally: Tally?
  /// Private items that this reader does not see; they count as agenda.
  package var hidden: Int
  /// Nil once the cutoff is behind.
  package var cutoff: Moment?
  package var cancelsIfEmpty: Bool
  /// The page where anyone can edit it.
  package var edit: String?
  /// What every meeting has, and what keeps none; nil for nothing.
  package var standing: [String]?
  /// What an item may be, as it begins; nil for anything.
  package var kinds: [String]?
  /// True for a reader whose reply becomes an item; else nil.
  package var takesReplies: Bool?

  package init(
    items: [Item], hidden: Int = 0, cutoff: Moment?, cancelsIfEmpty: Bool, edit: String?,
    standing: [String]? = nil
  ) {
    self.items = items
    self.hidden = hidden
    self.cutoff = cutoff
    self.cancelsIfEmpty = cancelsIfEmpty
    self.edit = edit
    self.standing = standing
  }
}

/// The calendar part (RFC 5546): one UID per occurrence, SEQUENCE and DTSTAMP only grow.
package struct CalendarFacts: Hashable, Sendable, Codable {
  package enum Method: String, Sendable, Codable, Hashable {
    case request = "REQUEST", cancel = "CANCEL"
  }
  package var method: Method
  package var uid: String
  /// The address in ORGANIZER: like the UID, the one that the entry began with.
  package var organizer: String
  package var sequence: Int
  package var dtstamp: Instant
  package init(
    method: Method, uid: String, organizer: String, sequence: Int, dtstamp: Instant
  ) {
    self.method = method
    self.uid = uid
    self.organizer = organizer
    self.sequence = sequence
    self.dtstamp = dtstamp
  }
}

/// The cases of `retrospective`, `late-item` and `host-note` that differ in more than their facts.
package enum Note: Hashable, Sendable, Codable {
  /// The last meeting moved to this one after its retrospective had been announced.
  case retrospectiveMoved(from: Moment)
  /// An item came after the cancellation; it now stands on the agenda of the next meeting, if any.
  case itemMoved(text: String, to: Moment?)
  /// An item of a meeting at which it was not discussed now stands on the agenda of the next one.
  case itemCarried(text: String, to: Moment)
  /// The cutoff was slept through; the agenda stays open until the new one.
  case cutoffPostponed(was: Moment, now: Moment)
  /// The cutoff was slept through and the start is near: the meeting stands, undecided.
  case stands(cutoff: Moment)
  /// These, which the agenda stands in, could not be read before the cutoff: the meeting stands.
  case unread(cutoff: Moment, sources: [String])
  /// Cutoff and start were both slept through; nobody was told anything.
  case lapsed
  /// The agenda was empty, or had too little on it, at the cutoff, and `if empty: warn` keeps the
  /// meeting.
  case emptyAgenda
  /// The public is told as soon as these are there.
  case announcementWaits([Lack])
  /// The last meeting of the mentorship was cancelled and none remains: please move it.
  case noLastMeeting
  /// So many of the hosts that a meeting needs have said that they come: can the reader host it?
  /// `until` is when that is decided, `cancels` how; `was`: when it was to be, and nobody could
  /// answer.
  case hostCall(said: Int, needed: Int, until: Moment?, cancels: Bool, was: Moment?)
  /// The reader hosts it now, in place of these.
  case appointed(insteadOf: [String])
  /// The reader does not host it any more: these do.
  case relieved(by: [String])
  /// The reader offered to host it, and these had before.
  case taken(by: [String])
  /// So many of those it needs had said by then that they host it; it takes place.
  case noHost(said: Int, needed: Int, decide: Moment)
  /// Nobody could say in time whether they host it; it takes place.
  case hostsUnknown(decide: Moment)
  /// From this date on nobody is on the rota, or until somebody is `again`.
  case rotaEnds(again: Moment?)
  /// A person or a channel refuses what is sent; `why` is the other side's answer.
  case unreachable(who: String, address: String?, why: String)
  /// The meeting is cancelled and these people cannot be told, because mail does not leave.
  case cancellationStuck(names: [String], since: Moment, why: String)
  /// The service goes on from a backup: what it decided and was told since then, it does not know.
  case restored(from: Moment, isOff: Bool)
  /// The meeting before was at `usual`; this one is at another hour of the reader's day, though at
  /// the same one where it is set (`meeting`); `back` is the first that is as usual again.
  case clockChange(usual: Moment, meeting: Moment, back: Moment?)
  /// Of a pair's meetings since then, so many, none took place; `next` is the one ahead.
  case silence(since: Moment, missed: Int, next: Moment?)
  /// The mentorship was over with `lastDay`.
  case completion(lastDay: CivilDate, handOver: HandOver?)
}

/// Whom an announced meeting is for, or of which program something is announced, and what holds
/// there.
package struct AnnouncementFacts: Hashable, Sendable, Codable {
  package struct Program: Hashable, Sendable, Codable {
    package var title: String
    /// When what is announced is over; nil for no such date.
    package var until: Moment?
    package init(title: String, until: Moment?) {
      self.title = title
      self.until = until
    }
  }

  /// Nil for a program.
  package var audience: String?
  package var codeOfConduct: String
  /// Nil for a meeting.
  package var program: Program?
  package init(audience: String?, codeOfConduct: String, program: Program? = nil) {
    self.audience = audience
    self.codeOfConduct = codeOfConduct
    self.program = program
  }
}

/// The meeting at which a pair is welcome after its mentorship.
package struct HandOver: Hashable, Sendable, Codable {
  package var title: String
  package var next: Moment?
  package var link: String?
  package init(title: String, next: Moment?, link: String?) {
    self.title = title
    self.next = next
    self.link = link
  }
}

/// What an update changes beside the time, with what it was before.
package enum Change: Hashable, Sendable, Codable {
  case title(was: String)
  /// Nil: none was given.
  case place(was: String?)
  case link
  case length(was: Seconds)
}

/// What a digest lists.
package struct DigestFacts: Hashable, Sendable, Codable {
  package struct Meeting: Hashable, Sendable, Codable {
    package var occurrence: OccurrenceID
    package var title: String
    package var start: Moment
    package var end: Moment
    package var link: String?
    package var place: String?
    /// Items on the agenda; nil for a meeting without one.
    package var items: Int?
    /// While the agenda is open.
    package var cutoff: Moment?
    package init(
      occurrence: OccurrenceID, title: String, start: Moment, end: Moment, link: String?,
      place: String?, items: Int?, cutoff: Moment?
    ) {
      self.occurrence = occurrence
      self.title = title
      self.start = start
      self.end = end
      self.link = link
      self.place = place
      self.items = items
      self.cutoff = cutoff
    }
  }
  /// Earliest first; never empty.
  package var meetings: [Meeting]
  /// When the next digest comes.
  package var until: Moment
  package init(meetings: [Meeting], until: Moment) {
    self.meetings = meetings
    self.until = until
  }
}
