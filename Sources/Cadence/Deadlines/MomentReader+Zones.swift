/// What a date, a time and a zone come to, and what is written in their place.
extension MomentReader {
  /// - Parameter zone: the word that names it; nil for the default.
  func moment(
    _ date: CivilDate, _ time: CivilTime?, _ word: Word?
  ) throws(DeadlineProblem) -> Deadline {
    let local = CivilDateTime(date: date, time: time ?? context.time)
    guard let word else { return .absolute(local, in: context.zone) }
    if word.lower == "aoe" { throw anywhereOnEarth(date, time, word) }
    if let places = ZoneAbbreviations.clocks(word.text) {
      return try abbreviated(AbbreviatedTime(word.text, local, of: places, in: context.zones), word)
    }
    do {
      return .absolute(local, in: try context.zones.zone(named: word.text))
    } catch {
      throw problem(word.column, error.what, fixes(error, local, word))
    }
  }

  private func abbreviated(
    _ time: AbbreviatedTime, _ word: Word
  ) throws(DeadlineProblem) -> Deadline {
    switch time.meaning {
    case .moment(let moment): return moment
    case .notInForce(let what, let moments):
      throw problem(word.column, what, moments.map(\.description))
    case .ambiguous(let places):
      let problem = ZoneProblem.ambiguous(word.text, write: places)
      throw self.problem(word.column, problem.what, places.map { zoned(time.local, $0) })
    }
  }

  /// "UTC+8" is written by a zone that has this offset on that day, or in UTC.
  private func fixes(_ problem: ZoneProblem, _ local: CivilDateTime, _ word: Word) -> [String] {
    guard let offset = ZoneAbbreviations.offset(word.text),
      (Seconds.hours(-15)...Seconds.hours(15)).contains(offset)
    else {
      return (problem.fixes.isEmpty ? ["UTC"] : problem.fixes).map { zoned(local, $0) }
    }
    let instant = Instant(secondsSince1970: local.wallSeconds) - offset
    let zones = problem.fixes.filter {
      (try? context.zones.zone(named: $0))?.resolve(local) == .unique(instant)
    }
    return zones.map { zoned(local, $0) } + [zoned(instant)]
  }

  /// Without a time, it is the end of the day there.
  private func anywhereOnEarth(
    _ date: CivilDate, _ time: CivilTime?, _ word: Word
  ) -> DeadlineProblem {
    let local = CivilDateTime(date: date, time: time ?? .endOfDay)
    let instant = Instant(secondsSince1970: local.wallSeconds) + .hours(12)
    return problem(
      word.column, "\"\(word.text)\" is not a time zone but 12 hours behind UTC", [zoned(instant)])
  }

  /// "11:00 AM PDT (18:00 UTC)": the first, if the second is the same moment.
  func twice(_ date: CivilDate) throws(DeadlineProblem) -> Deadline {
    guard times.count == 2, zones.count == 2, times[0].word.column < zones[0].column,
      zones[0].column < times[1].word.column, times[1].word.column < zones[1].column
    else { throw twoOfAKind() }
    let first = try moment(date, times[0].value, zones[0])
    for day in [date, date.dayBefore, date.dayAfter] {
      if try moment(day, times[1].value, zones[1]).instant == first.instant { return first }
    }
    let pairs = zip(times, zones).map { "\($0.value) \($1.text)" }
    throw problem(
      times[1].word.column, "\(pairs[0]) is not \(pairs[1])", pairs.map { "\(date) \($0)" })
  }

  private func twoOfAKind() -> DeadlineProblem {
    let values = distinct(times.map(\.value))
    guard values.count > 1, let second = times.first(where: { $0.value != values[0] }) else {
      let column = zones.first { $0.lower != zones[0].lower }?.column
      return problem(
        column ?? end, "there are two time zones", zones.map { text(zone: $0.text) })
    }
    return problem(
      second.word.column, "there are two times of day", values.map { text(time: "\($0)") })
  }

  // MARK: Problems

  func texts(_ fixes: Slip.Fixes) -> [String] {
    switch fixes {
    case .dates(let dates): dates.map { text(date: next($0)) }
    case .times(let times): times.map { text(time: $0) }
    case .zones(let zones): zones.map { text(zone: $0) }
    case .texts(let texts) where !texts.isEmpty: texts
    case .texts: dates.isEmpty && weekdays.isEmpty ? [] : [text()]
    }
  }

  /// What has been read, in the normal order.
  func text(date: CivilDate? = nil, time: String? = nil, zone: String? = nil) -> String {
    let read = (dates.first?.value).map(next)
    let weekday = weekdays.first.map { context.today.nextOrSame($0.value) }
    let words = [
      "\(date ?? read ?? weekday ?? context.today)", time ?? times.first.map { "\($0.value)" },
      zone ?? zones.first?.text,
    ]
    return words.compactMap(\.self).joined(separator: " ")
  }

  /// The whole text with another word in the place of one.
  func text(_ word: Word, written other: String) -> String {
    text(words.map { $0 == word ? word.written(other) : $0 }[...])
  }

  private func zoned(_ local: CivilDateTime, _ zone: String) -> String {
    "\(local.date) \(local.time) \(zone)"
  }

  private func zoned(_ instant: Instant) -> String {
    zoned(CivilDateTime(wallSeconds: instant.secondsSince1970), "UTC")
  }

  /// Each value once, in the order of the first.
  func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
