package import Cadence

/// A meeting that lies ahead, whether or not anything has been decided about it.
package struct Upcoming: Hashable, Sendable {
  package let id: OccurrenceID
  package let title: String
  package let start: Moment
  package let end: Moment
  package let state: State
  /// Why it will not take place: everybody hears so when they would be invited.
  package let absence: String?
  package let audience: Audience
  /// Who of its hosts has said that they come; nil where nobody is asked.
  package let hosting: HostCount?
  /// Items that count, the retrospective included; nil for a meeting without an agenda.
  package let items: Int?
  /// What there is of what it needs; nil where one item will do.
  package let tally: Tally?
  /// While the agenda is open, or will be.
  package let cutoff: Moment?
  package let isLastMeeting: Bool

  package init(
    id: OccurrenceID, title: String, start: Moment, end: Moment, state: State,
    absence: String? = nil, audience: Audience, hosting: HostCount? = nil, items: Int?,
    tally: Tally? = nil, cutoff: Moment?,
    isLastMeeting: Bool
  ) {
    self.id = id
    self.title = title
    self.start = start
    self.end = end
    self.state = state
    self.absence = absence
    self.audience = audience
    self.hosting = hosting
    self.items = items
    self.tally = tally
    self.cutoff = cutoff
    self.isLastMeeting = isLastMeeting
  }
}

/// How many hosts of a date have said that they come.
package struct HostCount: Hashable, Sendable {
  package let said: [PersonID]
  /// Which of its hosts have said that they cannot.
  package let cannot: [PersonID]
  package let needed: Int
  /// By when it is decided; nil where nothing is, or where it has been.
  package let decides: Moment?
  /// Who of the pool was asked, and does not host it.
  package let asked: [PersonID]

  package init(
    said: [PersonID], cannot: [PersonID], needed: Int, decides: Moment?, asked: [PersonID]
  ) {
    self.said = said
    self.cannot = cannot
    self.needed = needed
    self.decides = decides
    self.asked = asked
  }

  package var isEnough: Bool { said.count >= needed }
}

extension Book {
  /// What comes within `span` of `now`, earliest first; cancelled meetings included.
  package func upcoming(at now: Instant, within span: Seconds) -> [Upcoming] {
    Draft(self, at: now).upcoming(in: now..<(now + span))
  }

  /// The same, of one series.
  package func upcoming(of series: SeriesID, at now: Instant, within span: Seconds) -> [Upcoming] {
    Draft(self, at: now).upcoming(of: series, in: now..<(now + span))
      .sorted { ($0.start.instant, $0.id) < ($1.start.instant, $1.id) }
  }

  /// The next meetings of so many series, earliest first: one of each.
  package func next(_ count: Int, at now: Instant, within span: Seconds) -> [Upcoming] {
    let draft = Draft(self, at: now)
    return community.series.values
      .compactMap { series in
        draft.next(of: series, in: now..<(now + span)).map { (row: $0, series: series) }
      }
      .sorted { ($0.row.start, $0.row.id) < ($1.row.start, $1.row.id) }
      .prefix(count).map { draft.upcoming($0.row, of: $0.series) }
  }

  /// What comes within a range that begins at `now` or later.
  package func upcoming(at now: Instant, in range: Range<Instant>) -> [Upcoming] {
    Draft(self, at: now).upcoming(in: range)
  }

  /// One meeting, over or ahead, whatever has been decided about it; nil for one that the book does
  /// not know and its series does not have.
  package func upcoming(_ id: OccurrenceID, at now: Instant) -> Upcoming? {
    let draft = Draft(self, at: now)
    if let row = occurrences[id] {
      return row.end > now ? draft.upcoming(row, of: draft.series(of: row)) : described(row)
    }
    guard let series = community.series[id.series], series.skips[id.date] == nil else { return nil }
    let ruled = series.recurrence.occurrences(on: id.date).first {
      $0.instant > now && draft.freeName(for: $0, of: series) == id
        && draft.occurrence(ruled: $0.local, of: series.id) == nil
    }
    return ruled.map {
      draft.upcoming(Occurrence(id: id, ruled: $0, of: series, knownAt: now), of: series)
    }
  }
}

extension Draft {
  func upcoming(in range: Range<Instant>) -> [Upcoming] {
    community.series.keys.flatMap { upcoming(of: $0, in: range) }
      .sorted { ($0.start.instant, $0.id) < ($1.start.instant, $1.id) }
  }

  /// In no order.
  func upcoming(of id: SeriesID, in range: Range<Instant>) -> [Upcoming] {
    guard let series = community.series[id] else { return [] }
    var rows = occurrences(of: id)
    let known = Set(rows.map(\.ruled))
    for ruled in series.recurrence.occurrences(in: range)
    where !known.contains(ruled.local) && series.skips[ruled.date] == nil {
      let id = freeName(for: ruled, of: series)
      rows.append(Occurrence(id: id, ruled: ruled, of: series, knownAt: now))
    }
    return rows.filter { $0.end > range.lowerBound && $0.start < range.upperBound }
      .map { upcoming($0, of: series) }
  }

  /// The next of a series, whether or not it has a row.
  fileprivate func next(of series: Series, in range: Range<Instant>) -> Occurrence? {
    var rows = occurrences(of: series.id)
    let known = Set(rows.map(\.ruled))
    var after = range.lowerBound - .seconds(1)
    while let ruled = series.recurrence.next(after: after), ruled.instant < range.upperBound {
      after = ruled.instant
      if known.contains(ruled.local) || series.skips[ruled.date] != nil { continue }
      let id = freeName(for: ruled, of: series)
      rows.append(Occurrence(id: id, ruled: ruled, of: series, knownAt: now))
      break
    }
    return rows.filter { $0.end > range.lowerBound && $0.start < range.upperBound }
      .min { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  fileprivate func upcoming(_ row: Occurrence, of series: Series) -> Upcoming {
    let timetable = timetable(of: row)
    let audience = community.audience(of: series, at: row)
    let awaited = row.state == .planned || row.state == .open
    return Upcoming(
      id: row.id, title: row.title, start: Moment(row.start, in: series.zone),
      end: Moment(row.end, in: series.zone), state: row.state,
      absence: row.state == .planned ? absence(of: row) : nil,
      audience: audience, hosting: hosting(of: row, audience.hosts, in: series, timetable),
      items: series.agenda == nil ? nil : row.countableItems(timetable),
      tally: row.shownTally(timetable),
      cutoff: awaited ? timetable.cutoff.map { Moment($0, in: series.zone) } : nil,
      isLastMeeting: timetable.isLast)
  }
}

extension Book {
  /// The local date of a meeting as it stands now, moved or not.
  package func date(of row: Occurrence) -> CivilDate {
    let zone = community.series[row.id.series]?.zone ?? community.zone
    return zone.local(at: row.start).date
  }

  /// The dates ahead at which a series meets because somebody moved a meeting there, or asked for
  /// one.
  package func addedDates(of series: SeriesID) -> Set<CivilDate> {
    let rule = community.series[series]
    let added = occurrences(of: series).filter { $0.isMoved || rule?.wasAsked(for: $0) == true }
    return Set(added.map(date(of:)))
  }

  /// A meeting that is over, as it was.
  package func described(_ row: Occurrence) -> Upcoming {
    let draft = Draft(self, at: row.end)
    return draft.upcoming(row, of: draft.series(of: row))
  }
}
