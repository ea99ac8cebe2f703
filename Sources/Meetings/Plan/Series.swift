package import Cadence

/// One recurring meeting, or one mentorship's 1:1.
package struct Series: Sendable, Hashable {
  package var id: SeriesID
  package var title: String
  /// When it could be; its zone is the meeting's zone.
  package var recurrence: Recurrence
  package var duration: Seconds
  /// All who host it, or of whom some do in turn.
  package var hosts: [Member]
  package var invite: [Member]
  /// True unless `notify:` is given and does not name `mail`.
  package var notifiesByMail: Bool
  package var channels: [ChannelID]
  package var link: String?
  package var place: String?
  package var agenda: AgendaRule?
  /// When a meeting without an agenda opens; its first reminder if nil.
  package var opens: Lead?
  /// From the earliest to the latest.
  package var reminders: [Lead]
  /// Dates of the rule that are never planned, with the reason.
  package var skips: [CivilDate: String]
  package var mentorship: Mentorship?
  /// Those of its dates that one of the pair asked for, and the other side agreed to.
  private var asked: Set<Instant> = []
  /// Without those that were asked for beside it; nil where none was.
  private var configured: Recurrence?
  /// In the order in which they are given; what was learnt comes last.
  package var talks: [Talk] = []
  package var announcement: PublicWord?
  /// By which it is held, of those that hold one meeting at a time: "zoom-1".
  package var account: String?
  /// What it may have at the time of others.
  package var shares: Set<Resource.Sort> = []
  /// The group that it is a meeting of.
  package var team: String?
  /// Other addresses that belong to it, by what they are: "Notes".
  package var links: [NamedLink] = []
  /// Whose turn it is, and what hosts are asked to say; nil where all host, and nobody is asked.
  package var hosting: HostRule?
  /// Whether it stands in the calendar that everyone may subscribe to.
  package var isPublic: Bool

  package init(
    id: SeriesID, title: String, recurrence: Recurrence, duration: Seconds,
    hosts: [Member] = [], invite: [Member] = [], notifiesByMail: Bool = true,
    channels: [ChannelID] = [], link: String? = nil, place: String? = nil,
    agenda: AgendaRule? = nil, opens: Lead? = nil, reminders: [Lead] = [],
    skips: [CivilDate: String] = [:], mentorship: Mentorship? = nil,
    isPublic: Bool = false
  ) {
    self.id = id
    self.title = title
    self.recurrence = recurrence
    self.duration = duration
    self.hosts = hosts
    self.invite = invite
    self.notifiesByMail = notifiesByMail
    self.channels = channels
    self.link = link
    self.place = place
    self.agenda = agenda
    self.opens = opens
    self.reminders = reminders
    self.skips = skips
    self.mentorship = mentorship
    self.isPublic = isPublic
  }

  package var zone: ZoneRules { recurrence.zone }

  /// What to do about a date that is one of `skips`, wherever it comes from.
  package static let unskip = "take it out of `skip:`, or of the calendar in `holidays:`,"

  /// The dates that nobody had to ask for.
  package var regular: Recurrence { configured ?? recurrence }

  mutating func ask(for start: Instant) {
    asked.insert(start)
    guard !recurrence.contains(start) else { return }
    configured = regular
    recurrence = recurrence.including([start])
  }

  /// The rule's dates within these days that are not skipped.
  package func dates(_ days: ClosedRange<CivilDate>) -> [Recurrence.Occurrence] {
    // A day more at both ends: dates are the rule's own, instants are UTC.
    let from = Instant(secondsSince1970: Int64(days.lowerBound.daysSince1970 - 1) * 86_400)
    let until = Instant(secondsSince1970: Int64(days.upperBound.daysSince1970 + 2) * 86_400)
    return recurrence.occurrences(in: from..<until)
      .filter { days.contains($0.date) && skips[$0.date] == nil }
  }

  /// Whether only some of its hosts host a date.
  package var isHostedInTurn: Bool { hosting?.isInTurn == true }

  /// When its meeting opens, in its own zone.
  func openingDay(of row: Occurrence) -> CivilDate {
    // Whether it is the last one makes no difference to its opening, and depends on absences.
    zone.local(at: Timetable(of: row, in: self, isLast: false).opening).date
  }

  /// Whether a meeting is one of those that were asked for.
  func wasAsked(for occurrence: Occurrence) -> Bool { asked.contains(occurrence.ruledInstant) }

  /// Whether it takes place for that reason alone.
  func isExtra(_ occurrence: Occurrence) -> Bool {
    wasAsked(for: occurrence) && !regular.contains(occurrence.ruledInstant)
  }
}

/// An address, and what is there.
package struct NamedLink: Sendable, Hashable, Codable {
  package var name: String
  package var address: String
  package init(name: String, address: String) {
    self.name = name
    self.address = address
  }
}

/// What `agenda:` says of a meeting that is worth holding only if somebody brings something.
package struct AgendaRule: Sendable, Hashable {
  package enum IfEmpty: String, Sendable, Hashable, CaseIterable { case cancel, warn }
  package var opens: Lead
  /// Asks for items while there are none; never sent if nil.
  package var call: Lead?
  package var cutoff: Lead
  /// What has to be on it by then.
  package var quorum: Tally.Quorum
  /// What becomes of a meeting with less.
  package var ifEmpty: IfEmpty
  /// Markdown files below the configuration directory, read and watched.
  package var files: [String]
  /// Documents and lists of issues that live elsewhere, by name: looked at now and then.
  package var elsewhere: [String]
  /// The document that anyone can edit. Mails name it while items are taken, beside the meeting's
  /// page if there is one; after that, where they do not name the page.
  package var edit: String?
  /// Takes place at every meeting and keeps none: listed, never counted.
  package var standing: [String]
  /// True: what stands on the agenda of a cancelled meeting moves to the next one.
  package var carriesOver: Bool
  /// What an item may be, as it begins: "pair review: the compactor".
  package var kinds: [String]

  package init(
    opens: Lead, call: Lead? = nil, cutoff: Lead, quorum: Tally.Quorum = .item,
    ifEmpty: IfEmpty = .cancel,
    files: [String] = [], elsewhere: [String] = [], edit: String? = nil, standing: [String] = [],
    carriesOver: Bool = false, kinds: [String] = []
  ) {
    self.opens = opens
    self.call = call
    self.cutoff = cutoff
    self.quorum = quorum
    self.ifEmpty = ifEmpty
    self.files = files
    self.elsewhere = elsewhere
    self.edit = edit
    self.standing = standing
    self.carriesOver = carriesOver
    self.kinds = kinds
  }

  /// Which of the kinds an item is; nil for any other text.
  package func kind(of text: String) -> String? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let word = text[..<colon].lowercased().split(separator: " ").joined(separator: " ")
    return kinds.first { $0.lowercased() == word }
  }

  /// Whether `name` is one of the places that it stands in.
  package func reads(_ name: String) -> Bool { files.contains(name) || elsewhere.contains(name) }
}

/// The pair behind a 1:1 and the days it lasts.
package struct Mentorship: Sendable, Hashable {
  package var program: String
  package var mentees: [PersonID]
  package var mentors: [PersonID]
  /// The program's term; both days belong to it, in the meeting's zone.
  package var term: ClosedRange<CivilDate>
  /// The last day: the term's, or later where the mentorship is extended.
  package var lastDay: CivilDate
  /// When the retrospective of the last meeting is announced; nil where there is none.
  package var retrospective: Lead?
  /// Who looks after the program's pairs.
  package var coordinators: [Member]
  /// After how long without a meeting they are told; nil: never.
  package var silence: Period?
  /// How it ends; nil: without a word.
  package var completion: Completion?
  /// The public place of what they work on: a link, or its name.
  package var issue: String?
  /// For mentees, with each meeting the next.
  package var tips: [String]

  /// What both sides read when it is over.
  package struct Completion: Sendable, Hashable {
    /// The meeting at which they are welcome from then on.
    package var handOver: SeriesID?
    package init(handOver: SeriesID? = nil) { self.handOver = handOver }
  }

  package init(
    program: String, mentees: [PersonID], mentors: [PersonID], term: ClosedRange<CivilDate>,
    lastDay: CivilDate, retrospective: Lead?, coordinators: [Member] = [],
    silence: Period? = nil, completion: Completion? = nil, issue: String? = nil,
    tips: [String] = []
  ) {
    self.program = program
    self.mentees = mentees
    self.mentors = mentors
    self.term = term
    self.lastDay = lastDay
    self.retrospective = retrospective
    self.coordinators = coordinators
    self.silence = silence
    self.completion = completion
    self.issue = issue
    self.tips = tips
  }

  /// When the pair meets: from its first day to its last.
  var days: ClosedRange<CivilDate> { term.lowerBound...max(term.upperBound, lastDay) }

  /// Both sides, each person once.
  package var pair: [PersonID] { Set(mentees + mentors).sorted() }
}
