/// What the words of one clause said.
struct SentenceClause {
  struct Part<Value> {
    var value: Value
    var word: Word
  }

  var days: UInt8 = 0
  var every: Part<Int>?
  var time: Part<CivilTime>?
  var zone: Part<ZoneRules>?
  var starting: Part<CivilDate>?
  var until: Part<CivilDate>?
  /// A date on its own.
  var date: Part<CivilDate>?
  var once: Word?
}

// MARK: - From words to a slot

extension SentenceReader {
  func slot() throws(SentenceProblem) -> Slot {
    if clause.once != nil || (clause.date != nil && clause.days == 0) { return try onceSlot() }
    if let date = clause.date {
      throw problem(
        date.word, "\(date.value) stands beside a weekday and does not say why",
        [draft.weekly + " starting \(date.value)", draft.once(on: date.value)])
    }
    guard clause.days != 0 else { throw missingDays() }
    let (time, zone) = try timeAndZone()
    let every = clause.every?.value ?? 1
    if every > 1 { try checkAnchor(every) }
    let slot = Slot(
      zone: zone, time: time, days: clause.days, every: every,
      starting: clause.starting?.value ?? context.starting, until: clause.until?.value)
    return try limited(slot)
  }

  private func onceSlot() throws(SentenceProblem) -> Slot {
    guard let date = clause.date ?? clause.starting else {
      throw problem(
        clause.once ?? words[words.startIndex], "no date follows \"once\"", [draft.once])
    }
    if let beside = clause.until ?? (clause.date == nil ? nil : clause.starting) {
      throw problem(
        beside.word, "\(beside.value) does not go with the one date \(date.value)",
        [draft.once(on: date.value)])
    }
    if let every = clause.every {
      throw problem(
        every.word, "\"\(every.word.text)\" does not go with one date",
        [draft.everyWeeks(every.value), draft.once(on: date.value)])
    }
    let weekday = date.value.weekday
    if clause.days != 0, clause.days & 1 << weekday.index == 0 {
      let fitting = context.candidates(days: clause.days, every: 1, from: date.value)
      throw problem(
        date.word,
        "\(date.value) is a \(weekday), not a \(SentenceVocabulary.names(of: clause.days))",
        ([date.value] + fitting).map(draft.once(on:)))
    }
    let (time, zone) = try timeAndZone()
    let slot = Slot(
      zone: zone, time: time, days: 1 << weekday.index, every: 1, starting: date.value,
      until: date.value, isOnce: true)
    return try limited(slot)
  }

  private func timeAndZone() throws(SentenceProblem) -> (CivilTime, ZoneRules) {
    guard let time = clause.time else {
      let fix = clause.date.map { draft.once(on: $0.value) } ?? draft.weekly
      throw SentenceProblem(column: end, what: "no time of day is given", fixes: [fix])
    }
    guard let zone = clause.zone?.value ?? context.defaultZone else {
      throw SentenceProblem(
        column: end, what: "no time zone is given, and there is no default",
        fixes: ["UTC", "Europe/Berlin"])
    }
    return (time.value, zone)
  }

  /// Which weeks count is never guessed.
  private func checkAnchor(_ every: Int) throws(SentenceProblem) {
    guard let word = clause.every?.word else { return }
    guard let anchor = clause.starting?.value ?? context.starting else {
      let dates = context.candidates(days: clause.days, every: every, from: context.today)
      throw SentenceProblem(
        column: word.column, what: "\"\(word.text)\" does not say which week",
        fixes: dates.map { "starting: \($0)" }, lacksStarting: true)
    }
    guard clause.days & 1 << anchor.weekday.index == 0 else { return }
    let dates = context.candidates(days: clause.days, every: 2, from: anchor)
    let key = clause.starting == nil ? "starting:" : "starting"
    throw problem(
      clause.starting?.word ?? word,
      "\(key) \(anchor) is a \(anchor.weekday), not a \(SentenceVocabulary.names(of: clause.days))",
      dates.map { "\(key) \($0)" })
  }

  private func limited(_ slot: Slot) throws(SentenceProblem) -> Slot {
    if let limited = slot.limited(from: context.starting, to: context.until) { return limited }
    var unbounded = slot
    unbounded.until = nil
    // As written: the slot itself begins at the first date that fits.
    let from = [context.starting, clause.starting?.value].compactMap(\.self).max() ?? .distantPast
    let word = clause.until?.word ?? clause.date?.word ?? words[words.startIndex]
    if slot.isOnce {
      let date = slot.starting ?? from
      let (key, bound) = date < from ? ("starting:", from) : ("until:", context.until ?? date)
      throw problem(
        word, "\(date) is \(date < from ? "before" : "after") \(key) \(bound)", ["\(key) \(date)"])
    }
    let until = min(context.until ?? .distantFuture, slot.until ?? .distantFuture)
    let key = clause.until?.value == until ? "until" : "until:"
    let first = unbounded.first(onOrAfter: from)
    let what =
      until < from
      ? "\(key) \(until) is before \(from)"
      : "no \(SentenceVocabulary.names(of: slot.days)) lies between \(from) and \(until)"
    throw problem(
      word, what, first.map { ["\(key) \($0)"] } ?? ["starting: \(context.today)"])
  }
}
