import Cadence
import Engine
import Foundation
import Meetings
import Messages
import Store

/// The promises, checked while a world is played. What is broken is collected with its place.
final class Promises {
  private(set) var broken: [String] = []
  /// What arrived: bytes by identity, and how often.
  private var arrived: [Identity: (content: [UInt8], times: Int)] = [:]
  /// Each address's mails in the order of their arrival.
  private(set) var mails: [String: [Mail]] = [:]
  /// Addresses that something never reached: what they got has gaps.
  private(set) var missed: Set<String> = []

  /// Nobody can tell whether it arrived, so what follows counts on it; it did not.
  func lost(_ parcel: Parcel) {
    missed.insert(parcel.notice.facts.reader?.address ?? "")
    losses[parcel.identity, default: 0] += 1
  }
  /// How often each was lost without anybody knowing.
  private var losses: [Identity: Int] = [:]
  /// A lost answer is tried for this often in all; then it counts as delivered (0020).
  private static let triesMax = 3
  private var cancelled: [OccurrenceID: Bool] = [:]
  private var settled: [TaskID: Bool] = [:]
  /// What came of votes, as it was told.
  private var results: [String: Identity] = [:]
  /// How often it was decided that something is announced, and what arrived of that where.
  private var announced: [String: Int] = [:]
  private var posted: [String: Set<Identity>] = [:]
  /// What each reader's calendar holds of each occurrence: the last thing that arrived.
  private var calendars: [String: CalendarFacts.Method] = [:]
  /// Where an occurrence stands now, as the engine has it.
  var currentStart: (OccurrenceID) -> Instant? = { _ in nil }

  /// Who there is, for what is decided from then on; nil while clocks cannot tell.
  private var known: (community: Community, since: Instant)?

  func know(_ community: Community?, since: Instant) {
    known = community.map { ($0, since) }
  }

  private func check(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { broken.append(what()) }
  }

  func decided(_ entry: JournalEntry, at now: Instant) {
    check(entry.dueAt <= now || entry.dueAt == entry.observedAt, "\(entry): decided early")
    switch entry.subject {
    case .meeting(let id): cancelled[id] = entry.to == "cancelled"
    case .task(let id):
      settled[id] = TaskState(rawValue: entry.to)?.isSettled
      if entry.cause.hasPrefix("posted") { announced["\(id)", default: 0] += 1 }
    }
  }

  /// - Parameter overtaken: something was decided while it was on its way, which it cannot know.
  func received(_ parcel: Parcel, overtaken: Bool, at now: Instant) {
    let notice = parcel.notice
    let bytes: [UInt8] =
      switch parcel.content {
      case .mail(let mail): mail.bytes
      case .payload(let payload): payload.body
      }
    if case .mail(let mail) = parcel.content { mails[mail.to, default: []].append(mail) }
    if let before = arrived[notice.identity] {
      check(before.content == bytes, "\(notice.identity): repeated with other bytes")
      arrived[notice.identity] = (bytes, before.times + 1)
    } else {
      arrived[notice.identity] = (bytes, 1)
    }
    if let calendar = notice.facts.calendar {
      calendars["\(notice.recipient.name) \(notice.subject)"] = calendar.method
    }
    if notice.facts.announcement?.program != nil {
      check(now >= notice.facts.start.instant, "\(notice.subject): announced early")
      let place = "\(notice.subject) \(notice.recipient.name)"
      posted[place, default: []].insert(notice.identity)
      check(
        posted[place, default: []].count <= announced["\(notice.subject)", default: 0],
        "\(notice.subject): announced twice")
    } else if [.reminder, .announcement, .hostCall].contains(notice.kind), !overtaken {
      if let start = notice.subject.occurrence.flatMap(currentStart) {
        check(
          start == notice.facts.start.instant, "\(notice.subject): told of a moved time")
      }
      check(now < notice.facts.start.instant, "\(notice.subject): told after the start")
      check(
        notice.subject.occurrence.flatMap { cancelled[$0] } != true,
        "\(notice.subject): told after cancellation")
    }
    // What may have arrived is repeated as it was.
    if !overtaken, parcel.attempt == 1 { checkWishes(of: notice, at: now) }
    if notice.recipient.channel != nil {
      let leaks = notice.facts.agenda?.items.contains(where: \.isPrivate) ?? false
      check(!leaks, "\(notice.subject): a private item leaves for a channel")
    }
    for item in notice.facts.agenda?.items ?? [] where item.isPrivate {
      let reader = notice.facts.reader?.name
      check(
        notice.facts.readerIsHost || item.author == reader,
        "\(notice.subject): \(reader ?? "a channel") reads a private item")
    }
  }

  /// What a digest lists takes place, then, as far as anybody knows; and who sleeps is not nudged.
  private func checkWishes(of notice: Notice, at now: Instant) {
    for meeting in notice.facts.digest?.meetings ?? [] {
      check(
        cancelled[meeting.occurrence] != true, "\(meeting.occurrence): cancelled, and in a digest")
      if let start = currentStart(meeting.occurrence) {
        check(start == meeting.start.instant, "\(meeting.occurrence): moved, and in a digest")
      }
    }
    for task in notice.facts.tasks ?? [] {
      // That it was declined is news to whoever asked, and so is what came of a vote.
      let isAnswer = task.request?.outcome != nil || task.ballot?.outcome != nil
      check(settled[task.id] != true || isAnswer, "\(task.id): done, and in a message")
      if let ballot = task.ballot { checkResult(ballot, of: task.id, in: notice) }
    }
    check(now >= notice.notBefore, "\(notice.identity): left before its time")
    let nags: Set<NoticeKind> = [.call, .reminder, .digest, .silence]
    if nags.contains(notice.kind), let id = notice.recipient.person, let known,
      notice.facts.decidedAt > known.since, let person = known.community.people[id]
    {
      let leaves = person.awake(notice.facts.decidedAt)
      check(
        person.absence(at: leaves) == nil, "\(notice.subject): \(id) is away, and is nagged")
    }
  }

  /// What came of a vote is what was voted, and it is said once.
  private func checkResult(_ ballot: BallotFacts, of id: TaskID, in notice: Notice) {
    guard let count = ballot.count, let outcome = ballot.outcome else { return }
    let asked = Ballot(rule: ballot.rule, turnout: ballot.turnout.map { .votes($0) })
    check(count.passes(asked) == (outcome == .passed), "\(id): \(outcome) with \(count)")
    let reader = "\(id) to \(notice.recipient.name)"
    let before = results.updateValue(notice.identity, forKey: reader) ?? notice.identity
    check(before == notice.identity, "\(reader): told twice what came of it")
  }

  /// When nothing is left to do at an instant.
  func checkAtRest(_ engine: Engine, now: Instant) throws {
    let rows = try engine.store.deadlines()
    let armed = engine.deadlines
    if let wake = try engine.nextWake, engine.hold == nil {
      check(wake > now, "the next wake is at \(wake), and nothing is left to do at \(now)")
    }
    for (id, occurrence) in engine.book.occurrences {
      let expected = engine.book.nextAt(of: id, at: now)
      check(
        // While decisions are held, the last meeting may begin and be the last no more.
        rows[id] == expected || engine.hold != nil,
        "\(id): next_at is \(rows[id]?.description ?? "none"), not \(expected?.description ?? "none")"
      )
      if engine.hold == nil {
        check(
          armed[id] == expected, "\(id): the wheel holds \(armed[id]?.description ?? "nothing")")
      }
      check(
        engine.hold != nil || expected.map { $0 > now } ?? true,
        "\(id): \(occurrence.state.name) is parked with something due")
    }
    if engine.hold == nil {
      checkNextDates(engine.book, now: now)
      checkAbsences(engine.book, now: now)
      checkHosts(engine.book, now: now)
    }
  }

  /// Whoever is to host a meeting is one who may, is there where anybody is, and has been invited.
  private func checkHosts(_ book: Book, now: Instant) {
    for row in book.occurrences.values where row.state.isAnnounced && row.start > now {
      guard let series = book.community.series[row.id.series], series.hosting?.isInTurn == true
      else { continue }
      let pool = book.community.pool(of: series, on: row.ruled.date)
      let present = pool.filter { book.community.people[$0]?.absence(at: row.start) == nil }
      let audience = book.community.audience(of: series, at: row)
      checkOffers(row, audience, pool: present, needed: series.hosting?.confirmation?.atLeast ?? 1)
      for host in audience.hosts {
        check(pool.contains(host), "\(row.id): \(host) hosts it and may not")
        check(present.contains(host) || present.isEmpty, "\(row.id): \(host) hosts it and is away")
        let invitation = row.invitations[host]
        check(
          invitation != nil && invitation?.fate != .withdrawn,
          "\(row.id): \(host) hosts it and is not invited")
      }
    }
  }

  /// Nobody is missing where somebody of the pool has said that they can: only who takes a date by
  /// a swap may still be silent.
  private func checkOffers(
    _ row: Occurrence, _ audience: Audience, pool: [PersonID], needed: Int
  ) {
    let said = audience.hosts.filter { row.attendance[$0]?.answer == .accepted }
    let isSilent = row.hosting.appointed.contains { row.attendance[$0]?.answer != .accepted }
    guard said.count < needed, !isSilent else { return }
    for person in pool
    where row.hosting.asks(person) && !audience.everyone.contains(person) {
      check(
        row.attendance[person]?.answer != .accepted,
        "\(row.id): \(person) has said that they can host it, and it has no host")
    }
  }

  /// Every series goes on: the next date that takes place has a row, and something due.
  private func checkNextDates(_ book: Book, now: Instant) {
    for series in book.community.series.values {
      let rows = book.occurrences(of: series.id)
      var after = now
      while let date = series.recurrence.next(after: after) {
        after = date.instant
        let named = OccurrenceID(series: series.id, date: date.date)
        let row = rows.first { $0.ruled == date.local }
        // An edited time or zone does not make a date that has begun come again.
        let dated = row ?? (series.recurrence.isFirst(date) ? book.occurrences[named] : nil)
        let hasBegun = dated.map { $0.start <= now } ?? false
        if series.skips[date.date] != nil || hasBegun { continue }
        if let row, row.state.isCancelled || row.isMoved { continue }
        let isPlanned = row.map { book.nextAt(of: $0.id, at: now) != nil } ?? false
        check(isPlanned, "\(named) is next, and nobody has planned it at \(now)")
        break
      }
    }
  }

  /// Nobody counts on a meeting that nobody can hold, unless somebody said that it takes place.
  private func checkAbsences(_ book: Book, now: Instant) {
    for row in book.occurrences.values
    where row.state.isAnnounced && row.start > now && !row.standsAnyway {
      guard let series = book.community.series[row.id.series] else { continue }
      let hosts = series.hosts.compactMap { host in
        if case .person(let id) = host { id } else { nil }
      }
      for side in series.mentorship.map({ [$0.mentors, $0.mentees] }) ?? [hosts] {
        let isThere = side.contains { book.community.people[$0]?.absence(at: row.start) == nil }
        check(isThere || side.isEmpty, "\(row.id): all of \(side) are away, and it is on")
      }
    }
  }

  /// When the world has been calm for long.
  func checkAtTheEnd(_ store: Store, now: Instant) throws {
    var sequences: [String: (sequence: Int, stamp: Instant)] = [:]
    let rows = try store.outbox(limit: 1_000_000)
    for row in rows {
      // Somebody's quiet hours may not be over yet.
      check(
        row.state.isFinal || row.notice.notBefore > now,
        "\(row.identity): still \(row.state.rawValue)")
      if row.state != .delivered, row.state != .superseded, row.state != .pending {
        missed.insert(row.notice.facts.reader?.address ?? "")
      }
      if row.state == .delivered {
        check(
          arrived[row.identity] != nil || losses[row.identity, default: 0] >= Self.triesMax,
          "\(row.identity): \(row.notice.subject) \(row.notice.kind) to "
            + "\(row.notice.recipient.name), delivered (\(row.receipt ?? "")) and never received")
      }
      if let calendar = row.notice.facts.calendar {
        let key = "\(row.notice.recipient.name) \(calendar.uid)"
        if let before = sequences[key] {
          // One change, one notice: a second one of the same SEQUENCE would tell it twice.
          check(
            before.sequence < calendar.sequence && before.stamp < calendar.dtstamp,
            "\(row.notice.subject): SEQUENCE or DTSTAMP does not grow for \(row.notice.recipient)"
          )
        }
        sequences[key] = (calendar.sequence, calendar.dtstamp)
      }
    }
    let notices = Dictionary(grouping: rows, by: \.notice.subject)
    for id in Set(cancelled.keys).sorted() {
      guard let row = try store.occurrence(id) else {
        check(false, "\(id): journal without a row")
        continue
      }
      check(row, against: try store.journal(of: .meeting(id)))
      checkCalendars(of: row, notices[.meeting(id)] ?? [])
    }
  }

  /// Nobody's calendar keeps a meeting that was cancelled, unless the mail itself was refused, came
  /// too late to matter, or was lost each time that it was tried.
  private func checkCalendars(of row: Occurrence, _ notices: [OutboxRow]) {
    guard row.state.isCancelled else { return }
    let id = row.id
    for person in row.invitations.keys.sorted()
    where calendars["\(person.name) \(id)"] == .request {
      let failed = notices.contains {
        $0.notice.recipient == .person(person) && $0.notice.kind == .cancellation
          && ([.refused, .expired].contains($0.state)
            || losses[$0.identity, default: 0] >= Self.triesMax)
      }
      check(failed, "\(id): \(person) still has it in the calendar")
    }
  }

  /// The journal folds to the row: one entry a revision, each leaving where the last arrived.
  private func check(_ row: Occurrence, against journal: [JournalEntry]) {
    let id = row.id
    var state = "new"
    for (index, entry) in journal.enumerated() {
      check(entry.revision == index, "\(id): revision \(entry.revision) at place \(index)")
      check(entry.from == state, "\(id): leaves \(entry.from), was \(state)")
      state = entry.to
    }
    check(
      state == row.state.name, "\(id): the journal ends at \(state), the row is \(row.state.name)")
    check(journal.last?.revision == row.revision, "\(id): revision \(row.revision)")
  }
}
