package import Cadence
import Meetings
package import Messages
import Settings
import Store

/// The first page of the board. All of it runs beside the daemon: a desk is a value, and each read
/// of the store is short.
extension Desk {
  var boardFrame: Board.Frame {
    Board.Frame(community: book.community.name, zone: book.community.zone, now: now)
  }

  private static var weeksMax: Int { 4 }
  /// Of so many meetings a week more is shown only if it is the only one.
  private static var rowsMax: Int { 150 }
  private static var lanesMax: Int { 40 }
  /// An empty agenda is worth a word when it closes this soon.
  private static var agendaSoon: Seconds { .hours(48) }
  /// So long a cancellation may be on its way.
  private static var patience: Seconds { .minutes(15) }

  /// - Parameter week: any day of the first week to list; nil lists what comes from now on.
  /// - Throws: `Refusal` for a week that is too far away.
  package func board(_ status: StatusView, week: CivilDate?) throws -> Board.Overview {
    let coming = book.upcoming(at: now, within: .days(28))
    let (weeks, monday) = try weeks(from: week, coming: coming)
    return Board.Overview(
      frame: boardFrame, service: Self.service(status),
      needs: try needs(status, coming: coming), weeks: weeks,
      earlier: monday.adding(days: -7 * weeks.count), later: monday.adding(days: 7 * weeks.count),
      isFromNow: week == nil, term: try term())
  }

  private static func service(_ status: StatusView) -> Board.Service {
    Board.Service(
      isHealthy: status.healthy, since: status.since, version: status.version,
      tzdata: status.tzdata, configuration: status.configuration, series: status.series,
      people: status.people, mail: status.mail, nextWake: status.nextWake)
  }

  private func midnight(_ date: CivilDate) -> Instant {
    let local = CivilDateTime(date: date, time: .midnight)
    return book.community.zone.resolve(local).instant(gap: .shiftForward) ?? now
  }

  // MARK: What needs somebody

  private func needs(_ status: StatusView, coming: [Upcoming]) throws -> [Board.Need] {
    var needs: [Board.Need] = []
    if let failure = status.failure { needs.append(.notWritten(why: failure)) }
    if let problem = status.configurationProblem {
      needs.append(.oldConfiguration(problem: problem))
    }
    if let hold = status.hold { needs.append(.hold(hold)) }
    if status.everyoneRefused { needs.append(.everyoneRefused) }
    needs += try unaware()
    let waiting = try store.waitingCounts()
    for trouble in status.troubles {
      switch trouble.kind {
      case .fails(let needsSomebody):
        needs.append(
          .failing(
            destination: trouble.who, since: trouble.since, why: trouble.why,
            waiting: waiting[trouble.who] ?? 0, isLasting: needsSomebody))
      case .fetching(let needsSomebody):
        needs.append(
          .notFetched(
            place: trouble.who, since: trouble.since, why: trouble.why, isLasting: needsSomebody))
      case .refused:
        needs.append(.unreachable(who: trouble.who, since: trouble.since, why: trouble.why))
      }
    }
    needs += status.warnings.map { .warning($0.description) }
    let setAside = try store.setAsideCount(at: now)
    if setAside > 0 { needs.append(.setAside(setAside)) }
    needs += emptyAgendas(coming) + withoutHosts(coming) + conflicts(coming)
    return needs.filter(\.isUrgent) + needs.filter { !$0.isUrgent }
  }

  /// Meetings that are off, of which somebody has not learnt for a while.
  private func unaware() throws -> [Board.Need] {
    let waiting = try store.waitingCancellations().filter {
      $0.since + Self.patience <= now && book.occurrences[$0.occurrence]?.state.isCancelled == true
    }
    return Dictionary(grouping: waiting, by: \.occurrence).sorted { $0.key < $1.key }
      .map { id, rows in
        .unaware(
          id, title: title(of: id), people: Set(rows.map(\.person)).count,
          since: rows.map(\.since).min() ?? now)
      }
  }

  private func emptyAgendas(_ coming: [Upcoming]) -> [Board.Need] {
    let empty = coming.compactMap { upcoming -> (Upcoming, Instant)? in
      let isShort = upcoming.tally.map { !$0.isEnough } ?? (upcoming.items == 0)
      guard isShort, let cutoff = upcoming.cutoff?.instant, cutoff > now,
        cutoff - now < Self.agendaSoon
      else { return nil }
      return (upcoming, cutoff)
    }
    return empty.sorted { $0.1 < $1.1 }.map { upcoming, cutoff in
      let rule = book.community.series[upcoming.id.series]?.agenda
      return .emptyAgenda(upcoming, cutoff: cutoff, cancels: rule?.ifEmpty == .cancel)
    }
  }

  /// The next meeting of each series that nobody hosts.
  private func withoutHosts(_ coming: [Upcoming]) -> [Board.Need] {
    var seen: Set<SeriesID> = []
    return coming.filter {
      $0.audience.hosts.isEmpty && !$0.state.isCancelled && seen.insert($0.id.series).inserted
    }.map(Board.Need.noHost)
  }

  private func conflicts(_ coming: [Upcoming]) -> [Board.Need] {
    book.community.conflicts(among: coming).map { resource, conflict in
      .conflict(
        conflict.first, conflict.second, over: resource, isTouching: conflict.isTouching)
    }
  }

  // MARK: The weeks

  /// - Returns: the weeks, at least one, and the Monday of the first.
  private func weeks(
    from week: CivilDate?, coming: [Upcoming]
  ) throws -> (weeks: [Board.Week], monday: CivilDate) {
    let today = boardFrame.today
    let monday = (week ?? today).monday
    guard abs(monday.daysSince1970 - today.daysSince1970) <= Self.daysMax else {
      throw Refusal(
        "the week of \(monday) is more than \(Self.daysMax / 366) years away",
        fix: "name a nearer one")
    }
    let mondays = (0..<Self.weeksMax).map { monday.adding(days: 7 * $0) }
    let end = midnight(monday.adding(days: 7 * Self.weeksMax))
    let meetings =
      week == nil
      ? coming.map { listed($0, book.occurrences[$0.id]) }
      : try meetings(in: midnight(monday)..<end)
    let byWeek = Dictionary(grouping: meetings) { meeting in
      // One that began before the first midnight and is not over is of the first week.
      max(monday, boardFrame.moment(meeting.upcoming.start.instant).local.date.monday)
    }
    var weeks: [Board.Week] = []
    var rows = 0
    for monday in mondays {
      let meetings = byWeek[monday] ?? []
      rows += meetings.count
      if rows > Self.rowsMax, weeks.contains(where: { !$0.meetings.isEmpty }) { break }
      weeks.append(Board.Week(monday: monday, meetings: meetings))
    }
    return (weeks, monday)
  }

  /// What began or begins within a range, over or ahead.
  private func meetings(in range: Range<Instant>) throws -> [Board.Meeting] {
    let ahead =
      range.upperBound > now
      ? book.upcoming(at: now, in: max(now, range.lowerBound)..<range.upperBound) : []
    let known = Set(ahead.map(\.id))
    let over =
      range.lowerBound < now
      ? try store.occurrences(startingIn: range.lowerBound..<min(now, range.upperBound)) : []
    let past = over.filter { !known.contains($0.id) }
      .map { listed(book.described($0), $0) }
      .sorted { $0.upcoming.start.instant < $1.upcoming.start.instant }
    return past + ahead.map { listed($0, book.occurrences[$0.id]) }
  }

  private func listed(_ upcoming: Upcoming, _ row: Occurrence?) -> Board.Meeting {
    Board.Meeting(
      upcoming, hosts: upcoming.audience.hosts.map(name),
      told: upcoming.audience.everyone.count { row?.invitations[$0]?.fate == .told })
  }

  func name(of person: PersonID) -> String { book.community.name(of: person) }

  func title(of subject: Subject) -> String {
    switch subject {
    case .meeting(let id): title(of: id)
    case .task(let id): book.community.tasks[id]?.text ?? id.key
    }
  }

  func title(of id: OccurrenceID) -> String {
    book.occurrences[id]?.title ?? book.community.series[id.series]?.title ?? id.series.name
  }

  // MARK: The term

  /// The terms that today belongs to, or else the months around it.
  private func term() throws -> Board.Term {
    let today = boardFrame.today
    let running = book.community.series.values.compactMap(\.mentorship)
      .filter { $0.isRunning(on: today) }
    let first = running.map(\.term.lowerBound).min() ?? today.adding(days: -60)
    let last = running.map(\.lastDay).max() ?? today.adding(days: 120)
    let days = max(first, today.adding(days: -366))...min(last, today.adding(days: 366))
    let lanes = try lanes(in: midnight(days.lowerBound)..<midnight(days.upperBound.dayAfter))
    return Board.Term(
      days: days, programs: Set(running.map(\.program)).sorted(),
      lanes: Array(lanes.prefix(Self.lanesMax)), more: max(0, lanes.count - Self.lanesMax))
  }

  /// Those that meet most often first.
  private func lanes(in range: Range<Instant>) throws -> [Board.Term.Lane] {
    let ahead = book.upcoming(at: now, in: now..<range.upperBound)
    let known = Set(ahead.map(\.id))
    let outlines = try store.outlines(startingIn: range.lowerBound..<now)
      .filter { !known.contains($0.id) }
    let marks =
      outlines.map {
        Board.Term.Mark(
          id: $0.id, start: $0.start, state: $0.state, isRetrospective: $0.isLastMeeting)
      }
      + ahead.filter { range.contains($0.start.instant) }.map {
        Board.Term.Mark(
          id: $0.id, start: $0.start.instant, state: $0.state, isRetrospective: $0.isLastMeeting)
      }
    let former = Dictionary(outlines.map { ($0.id.series, $0.title) }, uniquingKeysWith: { $1 })
    let lanes = Dictionary(grouping: marks, by: \.id.series).map { series, marks in
      Board.Term.Lane(
        title: book.community.series[series]?.title ?? former[series] ?? series.name,
        marks: marks.sorted { ($0.start, $0.id) < ($1.start, $1.id) })
    }
    return lanes.sorted { a, b in
      guard a.marks.count == b.marks.count else { return a.marks.count > b.marks.count }
      return (a.title, a.marks[0].id) < (b.title, b.marks[0].id)
    }
  }
}
