package import Cadence

/// What `hosts:` says beside who they are: whose turn each date is, and how many of them have to
/// say that they come; at least one of both. The series' hosts are the pool that turns go through.
package struct HostRule: Hashable, Sendable {
  /// Whose turn it is.
  package enum Turns: Hashable, Sendable {
    /// All of the pool host every date.
    case all
    /// One of the pool after another.
    case rotating(Rhythm)
    /// As somebody wrote it.
    case table(Rota)
  }

  package enum Rhythm: String, Hashable, Sendable, CaseIterable {
    case monthly, weekly
    case everyMeeting = "each meeting"
  }

  /// What hosts are asked to say.
  package struct Confirmation: Hashable, Sendable {
    /// So many of them have to come.
    package var atLeast: Int
    /// Until then it is up to whoever is in turn; after it the whole pool is asked.
    package var confirm: Lead
    /// Until then somebody has to have said yes; nil: nothing is decided.
    package var decide: Lead?
    /// What becomes of a meeting with fewer.
    package var ifMissing: AgendaRule.IfEmpty

    package init(atLeast: Int, confirm: Lead, decide: Lead?, ifMissing: AgendaRule.IfEmpty) {
      self.atLeast = atLeast
      self.confirm = confirm
      self.decide = decide
      self.ifMissing = ifMissing
    }
  }

  package var turns: Turns
  package var confirmation: Confirmation?

  package init(turns: Turns, confirmation: Confirmation? = nil) {
    self.turns = turns
    self.confirmation = confirmation
  }

  /// Whether only some of the pool host a date.
  package var isInTurn: Bool { turns != .all }

  package var rota: Rota? {
    if case .table(let rota) = turns { rota } else { nil }
  }
}

/// A rota written by hand: a row for a month, or for a date of its own.
package struct Rota: Hashable, Sendable {
  /// By their first days; nil: nobody yet.
  package var months: [CivilDate: PersonID?]
  package var dates: [CivilDate: PersonID?]

  package init(months: [CivilDate: PersonID?] = [:], dates: [CivilDate: PersonID?] = [:]) {
    self.months = months
    self.dates = dates
  }

  /// Nil where nobody is on it.
  package subscript(date: CivilDate) -> PersonID? {
    if let row = dates[date] { return row }
    return months[date.monthStart] ?? nil
  }

  package func hasRow(for date: CivilDate) -> Bool {
    dates.keys.contains(date) || months.keys.contains(date.monthStart)
  }

  /// The last day that it says anything about; nil for an empty one.
  package var lastDay: CivilDate? {
    let ends = months.keys.map { $0.adding(months: 1).dayBefore }
    return (ends + dates.keys).max()
  }
}

/// How far the question has come who hosts a date, and what people said to it.
package struct Hosting: Hashable, Sendable {
  package enum Stage: String, Hashable, Sendable {
    /// It is up to whoever is in turn.
    case due
    /// By the day to confirm somebody had said yes, or the pool was asked.
    case looked
    /// It takes place, or does not.
    case decided
  }
  package var stage = Stage.due
  /// Who hosts it in place of whoever is in turn; empty: as turns go.
  package var appointed: Set<PersonID> = []
  /// Who of the pool was asked whether they can; while it is up to those in turn, for another time.
  package var asked: Set<PersonID> = []
  /// Replaces the rule's decision after an outage.
  package var postponedDecision: Instant?

  package init() {}

  /// Whether somebody is asked, as things are.
  package func asks(_ person: PersonID) -> Bool { stage != .due && asked.contains(person) }
}

extension HostRule.Rhythm {
  /// How many turns there were before a date, since the series began.
  fileprivate func turn(of row: Occurrence, in series: Series) -> Int {
    guard let first = series.regular.first else { return 0 }
    let date = row.ruled.date
    switch self {
    case .monthly:
      return (date.year - first.date.year) * 12 + date.month - first.date.month
    case .weekly:
      return (date.weekStart.daysSince1970 - first.date.weekStart.daysSince1970) / 7
    case .everyMeeting:
      // Skipped ones count: nobody's turn shifts by them.
      let end = max(first.instant, row.ruledInstant)
      return series.regular.count(in: first.instant..<end)
    }
  }
}

extension Community {
  /// Who may host a series, in the order in which turns go: as they are written, of a group by id.
  package func pool(of series: Series, on date: CivilDate) -> [PersonID] {
    var seen: Set<PersonID> = []
    return series.hosts.flatMap { people(in: [$0], on: date).sorted() }
      .filter { seen.insert($0).inserted }
  }

  /// Who hosts a date of which only some do: whoever was appointed, else whoever is in turn. Who is
  /// away is passed over; where all are, it is still their turn.
  func hostsInTurn(of row: Occurrence, in series: Series, _ rule: HostRule) -> [PersonID] {
    let pool = pool(of: series, on: row.ruled.date)
    let appointed = pool.filter { row.hosting.appointed.contains($0) && isThere($0, at: row.start) }
    guard appointed.isEmpty, !pool.isEmpty else { return appointed.sorted() }
    let place: Int?
    switch rule.turns {
    case .all: return pool.sorted()
    case .rotating(let rhythm):
      let turn = rhythm.turn(of: row, in: series) % pool.count
      place = turn < 0 ? turn + pool.count : turn
    case .table(let rota): place = rota[row.ruled.date].flatMap(pool.firstIndex)
    }
    guard let place else { return [] }
    let order = pool[place...] + pool[..<place]
    return (order.first { isThere($0, at: row.start) } ?? order.first).map { [$0] } ?? []
  }

  func isThere(_ id: PersonID, at instant: Instant) -> Bool {
    people[id]?.absence(at: instant) == nil
  }
}

extension CivilDate {
  /// The Monday of the date's ISO week.
  var weekStart: CivilDate { adding(days: 1 - weekday.rawValue) }

  fileprivate var monthStart: CivilDate { adding(days: 1 - day) }
}
