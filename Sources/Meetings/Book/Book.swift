package import Cadence

/// Everything that is live: the configuration and the occurrences that are not over.
///
/// Pure. `propose` says what an input means; nothing changes until the proposal has been committed
/// and `adopt` follows the disk.
package struct Book: Sendable {
  /// What is configured.
  package private(set) var configured: Community
  /// The same, with the meetings that pairs asked for: everything goes by this.
  package private(set) var community: Community
  package private(set) var occurrences: [OccurrenceID: Occurrence] = [:]
  /// Of each series, in order.
  private var bySeries: [SeriesID: [OccurrenceID]] = [:]
  /// Who asked for no more reminders.
  package private(set) var muted: Set<PersonID>
  /// How often the links of each holder were revoked.
  package private(set) var epochs: [String: Int]
  /// Up to when bulletins have been dealt with; nil before the first turn ever.
  package private(set) var bulletinsUntil: Instant?
  /// When the next of them is due; nil for none.
  package private(set) var nextBulletin: Instant?
  /// Counts what a calendar may show otherwise than before: `schedule` of the same range gives the
  /// same as long as this is the same.
  package private(set) var scheduleRevision = 0
  /// When each pair met last, or became known.
  package private(set) var met: [SeriesID: Instant]
  /// What is kept of each task.
  package private(set) var tasks: [TaskID: TaskRecord]
  /// What pairs asked for.
  package private(set) var requests: [TaskID: MeetingRequest]
  /// What is kept of votes.
  package private(set) var polls: [TaskID: Poll]
  /// What people have voted, and who was asked.
  package private(set) var papers: [TaskID: [PersonID: Paper]]
  /// When each agenda elsewhere was read last, since the service started.
  private(set) var readings: [String: Instant] = [:]

  package init(
    community: Community, occurrences: [Occurrence], muted: Set<PersonID> = [],
    epochs: [String: Int] = [:], bulletinsUntil: Instant? = nil, met: [SeriesID: Instant] = [:],
    tasks: [TaskID: TaskRecord] = [:], requests: [TaskID: MeetingRequest] = [:],
    polls: [TaskID: Poll] = [:], papers: [TaskID: [PersonID: Paper]] = [:]
  ) {
    configured = community
    self.community = community.including(requests, as: tasks)
    self.met = met
    self.tasks = tasks
    self.requests = requests
    self.polls = polls
    self.papers = papers
    self.muted = muted
    self.epochs = epochs
    self.bulletinsUntil = bulletinsUntil
    for occurrence in occurrences { insert(occurrence) }
    nextBulletin = bulletinsUntil.flatMap(nextBulletin(after:))
  }

  private mutating func insert(_ occurrence: Occurrence) {
    let id = occurrence.id
    guard occurrences.updateValue(occurrence, forKey: id) == nil else { return }
    // Nearly always the last one; a series has few.
    let place = bySeries[id.series]?.lastIndex { $0 < id }.map { $0 + 1 } ?? 0
    bySeries[id.series, default: []].insert(id, at: place)
  }

  /// The clock was set back: what is due after `now` is due again. What was sent has its identity.
  package mutating func setBack(to now: Instant) {
    // What was read later than now was read before.
    readings = readings.mapValues { min($0, now) }
    tasks = tasks.mapValues { $0.known(by: now) }
    polls = polls.mapValues { $0.known(by: now) }
    guard let until = bulletinsUntil, until > now else { return }
    bulletinsUntil = now
    nextBulletin = nextBulletin(after: now)
  }

  /// What was read of an agenda elsewhere could not be written down.
  package mutating func forgetReading(of name: String) { readings[name] = nil }

  /// Nil for what is written in the configuration under such a name.
  package func request(_ id: TaskID) -> MeetingRequest? {
    configured.tasks[id] == nil ? requests[id] : nil
  }

  package func occurrences(of series: SeriesID) -> [Occurrence] {
    (bySeries[series] ?? []).compactMap { occurrences[$0] }
  }

  /// Memory follows disk: called once the proposal's turn is committed.
  package mutating func adopt(_ proposal: Proposal) {
    if proposal.community != community || proposal.turn.occurrences.contains(where: \.isShown) {
      scheduleRevision += 1
    }
    (configured, community) = (proposal.configured, proposal.community)
    for (person, isMuted) in proposal.turn.muted {
      if isMuted { muted.insert(person) } else { muted.remove(person) }
    }
    epochs.merge(proposal.turn.revoked) { $1 }
    met.merge(proposal.turn.met) { $1 }
    tasks.merge(proposal.turn.tasks) { $1 }
    requests.merge(proposal.turn.requests) { $1 }
    polls.merge(proposal.turn.polls) { $1 }
    papers.merge(proposal.turn.papers) { $0.merging($1) { $1 } }
    if let until = proposal.turn.bulletinsUntil {
      bulletinsUntil = until
      nextBulletin = nextBulletin(after: until)
    }
    for name in proposal.read { readings[name] = proposal.turn.at }
    for change in proposal.turn.occurrences { insert(change.after) }
    bringBulletinsForward(
      for: Set(
        proposal.turn.occurrences.map(\.after.id.series) + proposal.turn.tasks.keys.map(\.series)))
    // What is over leaves memory with the next change of its series; its row stays in the store.
    for series in Set(proposal.turn.occurrences.map(\.after.id.series)) {
      for id in forgotten(of: series, at: proposal.turn.at) {
        occurrences[id] = nil
        bySeries[series]?.removeAll { $0 == id }
      }
    }
  }

  /// The end of a mentorship may come sooner than it was: its last meeting was moved back. What a
  /// task waited for may be done.
  ///
  /// - Parameter changed: series, and programs whose tasks are.
  private mutating func bringBulletinsForward(for changed: Set<SeriesID>) {
    guard let until = bulletinsUntil else { return }
    let draft = Draft(self, at: until)
    for moment in changed.flatMap(draft.pairMoments(of:)) where moment.at > until {
      nextBulletin = min(nextBulletin ?? .distantFuture, moment.at)
    }
    if let task = draft.nextTask(of: changed, after: until) {
      nextBulletin = min(nextBulletin ?? .distantFuture, task)
    }
  }

  /// Not by a turn: somebody is taken out of what is known of it.
  mutating func change(_ id: OccurrenceID, _ change: (inout Occurrence) -> Void) {
    guard var row = occurrences[id] else { return }
    change(&row)
    occurrences[id] = row
  }

  mutating func forget(
    _ person: PersonID, tasks change: (inout TaskRecord) -> Void,
    request: (MeetingRequest) -> MeetingRequest
  ) {
    for id in tasks.keys.sorted() {
      guard var record = tasks[id] else { continue }
      change(&record)
      tasks[id] = record
    }
    requests = requests.mapValues(request)
    for (id, papers) in papers where papers[person] != nil { self.papers[id]?[person] = nil }
    muted.remove(person)
    scheduleRevision += 1
  }

  /// The links that were made for a holder before open nothing any more.
  package mutating func revoke(_ holder: String, epoch: Int) { epochs[holder] = epoch }

  /// An invitation reached its reader, or may have; or it turned out that it did not.
  ///
  /// - Parameter address: where the notice went: news of another mailbox changes nothing.
  package mutating func adopt(
    told: Bool, _ person: PersonID, at address: String?, of id: OccurrenceID
  ) {
    let (from, to): (Invitation.Fate, Invitation.Fate) =
      told ? (.pending, .told) : (.told, .pending)
    let invitation = occurrences[id]?.invitations[person]
    if invitation?.fate == from, invitation?.address == address {
      occurrences[id]?.invitations[person]?.fate = to
    }
  }
}

/// What an input means, before it is committed.
package struct Proposal: Sendable {
  package var turn: Turn
  package var configured: Community
  package var community: Community
  /// One sentence for whoever asked.
  package var answer: String
  /// The occurrence that the answer is about.
  package var occurrence: OccurrenceID?
  /// The item that it is about, of those that are added.
  package var item: String?
  /// Agendas that were read, by name.
  package var read: Set<String>
}

/// What reaches the beat from outside.
package enum Input: Sendable {
  /// The first turn after loading; `outage` since the last alive mark. `edited` are the occurrences
  /// that are due at another time than their rows say: the configuration, or the rules of a zone,
  /// changed while nobody was there.
  case started(outage: Seconds, edited: Set<OccurrenceID>)
  /// The first turn on a backup, which was taken then: the state is older than the world.
  case restored(from: Instant)
  /// Deadlines of these occurrences are due.
  case due([OccurrenceID])
  /// The machine slept.
  case resumed(after: Seconds)
  /// The clock was set back: what was dealt with later than now was dealt with before.
  case setBack
  case reloaded(Community)
  /// Bulletins are due.
  case bulletins
  /// Notices were refused: somebody is to know.
  case troubles([Trouble])
  /// Mail does not leave, and people do not know that these meetings are cancelled.
  case mailStuck([OccurrenceID: MailStuck])
  /// A person wants no more reminders, or wants them again.
  case mute(PersonID, Bool)
  /// What a file, or a document elsewhere, says of each date.
  case agendaFile(name: String, [CivilDate: [FileItem]])
  /// What a list elsewhere says, all of it: each entry is an item of the next meeting.
  case agendaList(name: String, [ListEntry])
  /// - Parameter key: the same key with the same text is the same item, however often it comes.
  case addItem(to: String, by: PersonID?, text: String, isPrivate: Bool, key: String? = nil)
  /// - Parameters:
  ///   - text: and `isPrivate`, nil for what stays.
  ///   - own: whose item it has to be; nil for anybody's.
  case editItem(id: String, in: String, text: String?, isPrivate: Bool?, own: PersonID? = nil)
  case dropItem(id: String, from: String, own: PersonID? = nil)
  /// Somebody brings nothing to a meeting (true), or takes that back.
  case pass(PersonID, on: String, Bool)
  /// Somebody says whether they come.
  case answer(Answer, by: PersonID, to: String)
  /// One of those who may host a meeting does, in place of another.
  case swap(String, with: PersonID, by: PersonID?)
  /// Every link that was made for a holder so far opens nothing any more.
  case revoke(holder: String)
  /// A task is done, dropped, or owed after all (nil).
  case settleTask(String, as: TaskRecord.Settlement.Sort?, by: PersonID?)
  /// Somebody votes.
  case vote(String, Choice, by: PersonID, because: String?)
  /// One of a pair asks the other side for a meeting, at a local time of its zone.
  case ask(for: String, at: CivilDateTime, by: PersonID, about: String)
  /// What was not discussed moves to the next meeting; nil for every item.
  case carry(item: String?, from: String)
  /// A mail that somebody wrote, or their calendar.
  case received(Reception)
  case cancel(String, because: String)
  case reinstate(String, because: String)
  /// To a local time of the meeting's zone.
  case move(String, to: CivilDateTime, because: String)
}

/// One bullet of an agenda file.
package struct FileItem: Hashable, Sendable {
  package var text: String
  package var author: String?
  package var isPrivate: Bool
  package init(text: String, author: String?, isPrivate: Bool) {
    self.text = text
    self.author = author
    self.isPrivate = isPrivate
  }
}

/// One entry of a list that has no dates, such as an open issue with a label.
package struct ListEntry: Hashable, Sendable {
  /// Tells it apart from the others, whatever it says.
  package var key: String
  package var item: FileItem
  package init(key: String, item: FileItem) {
    self.key = key
    self.item = item
  }
}

/// A request that was understood and not granted: what, and what to do.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  package let what: String
  package let fix: String
  /// True where what was named is not there at all.
  package let isMissing: Bool

  package init(_ what: String, fix: String, isMissing: Bool = false) {
    self.what = what
    self.fix = fix
    self.isMissing = isMissing
  }
  package var description: String { "\(what). \(fix)" }
}
