import Cadence
import Meetings

/// `hosts:` of a meeting that says more than who they are.
///
///     hosts:
///       of: maintainers
///       rotate: monthly
///       rota: { 2027-01: bwplotka, 2027-02: squat, 2027-03: TBD }   # instead
///       at least: 1
///       confirm: 3 days before
///       decide: 1 day before
///       if missing: cancel
struct HostsReader {
  private static let example = "{ of: maintainers, rotate: weekly }"
  private static let countMax = 100

  let context: SeriesContext
  private var findings: Findings { context.findings }

  /// One row of a rota.
  struct Row {
    /// Its day, or the first of its month.
    let day: CivilDate
    let isMonth: Bool
    /// Nil: nobody yet.
    let person: PersonID?
    let place: Place

    /// "2027-01", "2027-01-14".
    var name: String { isMonth ? String("\(day)".dropLast(3)) : "\(day)" }
  }

  /// What was written, as far as it can be checked once everybody is known.
  struct Written {
    let place: Place
    let members: [Member]?
    var rule: HostRule?
    var rows: [Row] = []
    var rotate: Place?
    var atLeast: Place?
    var confirm: Manner.Point?
    var decide: Manner.Point?

    /// Whoever hosts is asked and told by mail.
    func refuseSilence(_ manner: Manner, _ findings: Findings) {
      guard rule != nil, !manner.mail else { return }
      findings.error(
        place, "hosts are asked and told by mail, and `notify` leaves it out",
        fix: "add `mail` to `notify`")
    }
  }

  /// A map; nil for a name or a list of names.
  func read(_ field: Field?) -> Written? {
    guard let field, case .entries = field.value.content else { return nil }
    var written = Written(place: field.place, members: nil)
    guard let entry = field.section("`hosts`", example: Self.example) else { return written }
    defer { entry.close() }
    let of = entry.required("of", example: "[ana, ben]")
    of?.refuseNobody()
    written = Written(place: field.place, members: context.names.members(of))
    let turns = turns(entry, &written)
    let confirmation = confirmation(entry, &written)
    if turns != .all || confirmation != nil {
      written.rule = HostRule(turns: turns, confirmation: confirmation)
    }
    return written
  }

  // MARK: Turns

  private func turns(_ entry: Section, _ written: inout Written) -> HostRule.Turns {
    let (rotate, rota) = (entry["rotate"], entry["rota"])
    if let rotate, rota != nil {
      findings.error(
        rotate.place, "`rotate` and `rota` are both written", fix: "keep one of them")
    }
    if let rota {
      written.rows = rows(rota)
      if case .entries(let entries) = rota.value.content, entries.isEmpty {
        rota.error("`rota` has no rows", fix: "write `{ 2027-01: ana }`, or leave it out")
      }
      return .table(
        Rota(
          months: Self.table(written.rows.filter(\.isMonth)),
          dates: Self.table(written.rows.filter { !$0.isMonth })))
    }
    written.rotate = rotate?.value.place
    let rhythm = rotate.flatMap { $0.choice(HostRule.Rhythm.self) }
    return rhythm.map(HostRule.Turns.rotating) ?? .all
  }

  private static func table(_ rows: [Row]) -> [CivilDate: PersonID?] {
    Dictionary(rows.map { ($0.day, $0.person) }, uniquingKeysWith: { one, _ in one })
  }

  private func rows(_ field: Field) -> [Row] {
    let example = "{ 2027-01: ana, 2027-02: TBD }"
    return (field.entries(example: example) ?? []).compactMap { key, value in
      guard let (day, isMonth) = day(key) else { return nil }
      let named = Field(
        name: field.name, place: value.place, value: value.value, findings: findings)
      guard let name = named.plainText else {
        named.error(
          "`rota`: \(key.text.shown) is not one name",
          fix: "write one alone, or TBD where nobody is known yet")
        return nil
      }
      if name.uppercased() == "TBD" {
        return Row(day: day, isMonth: isMonth, person: nil, place: key.place)
      }
      return context.names.persons(named)?.first.map {
        Row(day: day, isMonth: isMonth, person: $0, place: key.place)
      }
    }
  }

  /// `2027-01` or `2027-01-14`.
  private func day(_ key: Tree.Key) -> (CivilDate, isMonth: Bool)? {
    if let date = CivilDate(key.text) { return (date, false) }
    if key.text.utf8.count == 7, let first = CivilDate(key.text + "-01") { return (first, true) }
    findings.error(
      key.place, "`rota`: \(key.text.shown) is no month and no date",
      fix: write(["2027-01", "2027-01-14"]))
    return nil
  }

  // MARK: What hosts say

  private func confirmation(
    _ entry: Section, _ written: inout Written
  ) -> HostRule.Confirmation? {
    let atLeast = entry["at least"]
    let (confirm, decide, ifMissing) = (entry["confirm"], entry["decide"], entry["if missing"])
    written.atLeast = atLeast?.value.place
    written.confirm = Manner.point(confirm)
    written.decide = Manner.point(decide)
    let fate = ifMissing?.choice(AgendaRule.IfEmpty.self)
    let count = atLeast.flatMap(count)
    if confirm == nil, !entry.misspells("confirm") {
      for case .some(let field) in [atLeast, decide] {
        findings.error(
          field.place, "`\(field.name)` without `confirm`: nobody is asked to say that they come",
          fix: "write `confirm: 3 days before` beside it, or leave it out")
      }
    }
    if let ifMissing, decide == nil, !entry.misspells("decide") {
      findings.error(
        ifMissing.place, "`if missing` without `decide`: nothing says when",
        fix: "write `decide: 1 day before` beside it, or leave it out")
    }
    guard let lead = written.confirm?.lead else { return nil }
    return HostRule.Confirmation(
      atLeast: count ?? 1, confirm: lead, decide: written.decide?.lead,
      ifMissing: fate ?? .cancel)
  }

  private func count(_ field: Field) -> Int? {
    guard let text = field.text(example: "1") else { return nil }
    if let count = Int(text), (1...Self.countMax).contains(count) { return count }
    field.error("`\(field.name)`: \(text.shown) is no number of people", fix: write(["1", "2"]))
    return nil
  }
}

/// What only shows once it is known who is in which group.
struct HostsCheck {
  let written: HostsReader.Written
  let series: Series
  let findings: Findings
  let community: Community
  let today: CivilDate

  /// - Parameter days: all on which groups change.
  func run(on days: [CivilDate]) {
    checkNumber(on: days)
    checkStart()
    checkNames()
    warnOfOtherDays()
    warnOfTheForgotten()
    warnOfGaps()
    warnOfTheEnd()
  }

  private func checkNumber(on days: [CivilDate]) {
    guard let rule = written.rule else { return }
    let most = days.map { community.pool(of: series, on: $0).count }.max() ?? 0
    guard let place = written.atLeast, let needed = rule.confirmation?.atLeast else {
      if most == 0, written.members != nil {
        findings.warning(
          written.place, "nobody can host: there is nobody in `of`, today or later",
          fix: "name people in it")
      }
      return
    }
    guard needed > most else { return }
    findings.error(
      place,
      "`at least` is \(needed), and there \(most == 1 ? "is 1 person" : "are \(most) people") who can host",
      fix: most > 0 ? "write `at least: \(most)`, or name more in `of`" : "name people in `of`")
  }

  /// Turns that are counted by meetings begin with one; whose the first is would be chance
  /// otherwise, as with `alternate`.
  private func checkStart() {
    guard let place = written.rotate, written.rule?.turns == .rotating(.everyMeeting),
      // A rule without a first date begins with the calendar.
      let first = series.regular.first, first.date.year < 1970
    else { return }
    let next = series.recurrence.next(after: today.midnight - .seconds(1))?.date ?? today
    findings.error(
      place, "`rotate: each meeting` does not say which meeting is the first",
      fix: "write `starting: \(next)` beside `when`")
  }

  private func checkNames() {
    for row in written.rows {
      guard let person = row.person else { continue }
      let pool = community.pool(
        of: series, on: series.dates(row.day...end(row)).first?.date ?? row.day)
      guard !pool.contains(person) else { continue }
      let near = nearest(to: person.name, among: pool.map(\.name))
      findings.error(
        row.place, "`rota`: \(person.name.shown) is not one of those in `of`",
        fix: near.first.map { write([$0]) } ?? "add \(person) to `of`")
    }
  }

  /// A row for one date is for a meeting on it.
  private func warnOfOtherDays() {
    for row in written.rows
    where !row.isMonth && row.day >= today && series.regular.occurrences(on: row.day).isEmpty {
      findings.warning(
        row.place, "`rota`: there is no meeting on \(row.day.shown)",
        fix: "write the date of one, or take the row out")
    }
  }

  /// A meeting every two weeks and turns of a week: one of two has all of them.
  private func warnOfTheForgotten() {
    guard let place = written.rotate, case .rotating(let rhythm)? = written.rule?.turns,
      rhythm != .everyMeeting
    else { return }
    let pool = community.pool(of: series, on: today)
    let days = pool.count * (rhythm == .weekly ? 7 : 31) * 4
    let now = today.midnight
    let dates = series.recurrence.occurrences(in: now..<(now + .days(Int64(days)))).prefix(400)
    guard dates.count >= pool.count, dates.count < 400, let last = dates.last,
      series.recurrence.next(after: last.instant) != nil
    else { return }
    let hosts = dates.flatMap { date in
      let row = Occurrence(
        id: OccurrenceID(series: series.id, date: date.date), ruled: date, of: series,
        knownAt: now)
      return community.audience(of: series, at: row).hosts
    }
    let forgotten = Set(pool).subtracting(hosts).sorted().map(\.name)
    guard let first = forgotten.first else { return }
    let more = forgotten.count > 1 ? " and \(forgotten.count - 1) more" : ""
    findings.warning(
      place,
      "`rotate: \(rhythm.rawValue)` never comes to \(first)\(more): it does not meet as often",
      fix: write([HostRule.Rhythm.everyMeeting.rawValue]))
  }

  /// Rows that say nobody, and months between others that have no row.
  private func warnOfGaps() {
    for row in written.rows where row.person == nil {
      guard let first = series.dates(row.day...end(row)).map(\.date).first(where: { $0 >= today })
      else { continue }
      findings.warning(
        row.place, "`rota`: nobody hosts the meeting of \(first.shown) yet",
        fix: "write a name for \(row.name)")
    }
    guard let rota = written.rule?.rota, let last = rota.lastDay, today <= last else { return }
    let missing = series.dates(today...last).map(\.date).first { !rota.hasRow(for: $0) }
    guard let missing, let row = written.rows.min(by: { $0.day < $1.day }) else { return }
    findings.warning(
      row.place, "`rota` has no row for the meeting of \(missing.shown)", fix: "write who hosts it")
  }

  /// A table that nobody went on with.
  private func warnOfTheEnd() {
    guard let last = written.rule?.rota?.lastDay, last < today.adding(months: 2) else { return }
    let from = max(last.dayAfter, today)
    var next = series.recurrence.next(after: from.midnight - .days(1))
    while let date = next, date.date < from || series.skips[date.date] != nil {
      next = series.recurrence.next(after: date.instant)
    }
    guard let next, let row = written.rows.max(by: { end($0) < end($1) }) else { return }
    findings.warning(
      row.place, "`rota` ends with \(row.name): nobody hosts the meeting of \(next.date.shown)",
      fix: "write who hosts from then on")
  }

  private func end(_ row: HostsReader.Row) -> CivilDate {
    row.isMonth ? row.day.adding(months: 1).dayBefore : row.day
  }
}
