/// What the words of one clause said.
struct SentenceClause {
  struct Part<Value> {
    var value: Value
    var word: Word
  }

  /// Weekdays without a number.
  var days: UInt8 = 0
  /// Weekdays of which some of the month are meant.
  var numbered: [Rhythm.Numbered] = []
  /// Days of the month; -1 for the last.
  var monthDays: [Int] = []
  /// Which of a month's days from Monday to Friday.
  var workdays: [Int] = []
  /// "Wednesday after", of what follows.
  var after: Part<Weekday>?
  var areOdd: Part<Bool>?
  /// The meeting in whose weeks this one is not.
  var offWeeks: Part<Recurrence>?
  /// "weekly", "week"
  var weekly: Word?
  /// In weeks.
  var every: Part<Int>?
  /// In months.
  var months: Part<Int>?
  var yearly: Word?
  var month: Part<Int>?
  var exceptOrdinals: [Int] = []
  var exceptMonths: UInt16 = 0
  var except: Word?
  var time: Part<CivilTime>?
  /// Of "14:00-15:00".
  var end: Part<CivilTime>?
  var zone: Part<ZoneRules>?
  var starting: Part<CivilDate>?
  var until: Part<CivilDate>?
  /// "for 8 meetings"
  var count: Part<Int>?
  /// A date on its own.
  var date: Part<CivilDate>?
  var once: Word?

  /// Whether it says which days of the month are meant.
  var isMonthly: Bool { !numbered.isEmpty || !monthDays.isEmpty || !workdays.isEmpty }
}

// MARK: - From words to a slot

extension SentenceReader {
  func slots() throws(SentenceProblem) -> [Slot] {
    if clause.once != nil || (clause.date != nil && clause.days == 0 && !clause.isMonthly) {
      return [try onceSlot()]
    }
    if let date = clause.date {
      throw problem(
        date.word, "\(date.value) stands beside a weekday and does not say why",
        [draft.weekly + " starting \(date.value)", draft.once(on: date.value)])
    }
    var rhythm = try rhythm()
    rhythm.exceptOrdinals = clause.exceptOrdinals
    rhythm.exceptMonths = clause.exceptMonths
    if let except = clause.except, !clause.exceptOrdinals.isEmpty,
      [0, SentenceVocabulary.allDays, SentenceVocabulary.workdays].contains(rhythm.days)
    {
      throw problem(
        except, "\"\(except.text)\" with a number needs a weekday",
        [draft.words("Wednesday except fourth")])
    }
    let (time, zone) = try timeAndZone()
    if rhythm.needsStart { try checkAnchor(rhythm) }
    if clause.count != nil { try checkCount(rhythm) }
    let starting = clause.starting?.value ?? context.starting
    if let other = clause.offWeeks {
      if let count = clause.count {
        throw problem(
          count.word, "\"\(count.word.text)\" does not go with off weeks: `until` does",
          ["until \(draft.date.adding(days: 56))"])
      }
      guard let turns = rhythm.offWeeks(of: other.value) else {
        throw problem(
          other.word, "\(other.word.text) is not every so many weeks, so it has no off weeks",
          [draft.weekly])
      }
      let slots = turns.compactMap { turn in
        Slot(turn.rhythm, at: time, in: zone, starting: turn.starting)
          .limited(
            from: starting, to: [context.until, clause.until?.value].compactMap(\.self).min())
      }
      guard !slots.isEmpty else { throw neverHappens(rhythm) }
      return slots
    }
    let slot = Slot(rhythm, at: time, in: zone, starting: starting, count: clause.count?.value)
    guard !slot.isEmpty else { throw neverHappens(rhythm) }
    return [try limited(slot)]
  }

  private func rhythm() throws(SentenceProblem) -> Rhythm {
    if clause.isMonthly { return Rhythm(try monthlyPattern()) }
    if let yearly = clause.yearly ?? clause.month?.word {
      throw problem(
        yearly, "\"\(yearly.text)\" does not say on which day",
        [draft.words("yearly on 24 March"), draft.words("yearly on second Tuesday of March")])
    }
    if let months = clause.months {
      throw clause.every.map { weeksOfTheMonth($0.word) } ?? bareMonths(months)
    }
    guard clause.days != 0 else { throw missingDays() }
    if let areOdd = clause.areOdd {
      if let every = clause.every {
        throw problem(
          areOdd.word, "\"\(areOdd.word.text)\" comes after \"\(every.word.text)\"",
          [draft.words("\(areOdd.word.text) \(SentenceVocabulary.words(of: clause.days))")])
      }
      return Rhythm(.weeks(clause.days, areOdd: areOdd.value))
    }
    return Rhythm(.weekly(clause.days, every: clause.every?.value ?? 1))
  }

  func monthlyPattern() throws(SentenceProblem) -> Rhythm.Pattern {
    if let weekly = clause.weekly {
      throw problem(
        weekly, "\"\(weekly.text)\" does not go with days of the month",
        [draft.words("first \(draft.names)"), draft.weekly])
    }
    if let every = clause.every { throw weeksOfTheMonth(every.word) }
    if let areOdd = clause.areOdd { throw weeksOfTheMonth(areOdd.word) }
    let kinds = [!clause.numbered.isEmpty, !clause.monthDays.isEmpty, !clause.workdays.isEmpty]
    guard kinds.count(where: \.self) == 1, clause.days == 0 else { throw twoKindsOfDays() }
    let days: Rhythm.MonthDays
    let numbered = Rhythm.Numbered.merged(clause.numbered)
    if let after = clause.after {
      guard let numbered = numbered.first, numbered.ordinals.count == 1, clause.numbered.count == 1
      else { throw twoKindsOfDays() }
      days = .after(after.value, numbered)
      if let months = clause.months, months.value > 1 {
        throw problem(
          months.word, "\"\(months.word.text)\" does not go with \"after\"",
          [draft.words(Rhythm(.monthly(days, every: 1)).words)])
      }
    } else if !numbered.isEmpty {
      days = .weekdays(numbered)
    } else if !clause.monthDays.isEmpty {
      days = .numbers(clause.monthDays)
    } else {
      days = .workdays(clause.workdays)
    }
    guard let month = clause.month else {
      if let yearly = clause.yearly {
        throw problem(
          yearly, "\"\(yearly.text)\" does not say in which month",
          [draft.words(Rhythm(.yearly(days, month: context.today.month)).words)])
      }
      return .monthly(days, every: clause.months?.value ?? 1)
    }
    if let months = clause.months, months.value > 1 || months.word.lower == "monthly" {
      throw problem(
        months.word, "\"\(months.word.text)\" does not go with one month of the year",
        [draft.words(Rhythm(.yearly(days, month: month.value)).words)])
    }
    if clause.yearly == nil, case .numbers(let numbers) = days, numbers.allSatisfy({ $0 > 0 }) {
      throw yearlyOrOnce(month, numbers)
    }
    return .yearly(days, month: month.value)
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
    let rhythms = [
      clause.every?.word, clause.months?.word, clause.count?.word, clause.yearly, clause.weekly,
      clause.areOdd?.word, clause.offWeeks?.word, clause.month?.word, clause.except,
    ]
    if let other = rhythms.lazy.compactMap(\.self).first {
      throw problem(
        other, "\"\(other.text)\" does not go with one date",
        [draft.everyWeeks(clause.every?.value ?? 2), draft.once(on: date.value)])
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
    return try limited(Slot(Rhythm(.once), at: time, in: zone, starting: date.value))
  }

  private func timeAndZone() throws(SentenceProblem) -> (CivilTime, ZoneRules) {
    guard let time = clause.time else {
      let fix = clause.date.map { draft.once(on: $0.value) } ?? whole
      throw SentenceProblem(column: end, what: "no time of day is given", fixes: [fix])
    }
    guard let zone = clause.zone?.value ?? context.defaultZone else {
      throw SentenceProblem(
        column: end, what: "no time zone is given, and there is no default",
        fixes: ["UTC", "Europe/Berlin"])
    }
    return (time.value, zone)
  }

  /// Which weeks or months count is never guessed.
  private func checkAnchor(_ rhythm: Rhythm) throws(SentenceProblem) {
    guard let word = clause.every?.word ?? clause.months?.word else { return }
    let days = rhythm.days
    let period = clause.every == nil ? "month" : "week"
    let key = clause.starting == nil ? "starting:" : "starting"
    let count = clause.every?.value ?? clause.months?.value ?? 2
    guard let anchor = clause.starting?.value ?? context.starting else {
      let dates = context.candidates(rhythm, count: count, from: context.today)
      throw SentenceProblem(
        column: word.column, what: "\"\(word.text)\" does not say which \(period)",
        fixes: dates.map { "starting: \($0)" }, lacksStarting: true)
    }
    // The key can fit one of them alone: each begins with its first date from there on.
    if clause.starting == nil, context.isOneOfSeveral { return }
    let first = Slot(rhythm.atAnyRate, at: .midnight, in: .utc).first(onOrAfter: anchor)
    let isWeekly = clause.every != nil
    guard isWeekly ? days & 1 << anchor.weekday.index == 0 : first != anchor else { return }
    let dates = context.candidates(rhythm, count: 2, from: anchor)
    throw problem(
      clause.starting?.word ?? word,
      isWeekly
        ? "\(key) \(anchor) is a \(anchor.weekday), not a \(SentenceVocabulary.names(of: days))"
        : "\(key) \(anchor) is not one of the days",
      dates.map { "\(key) \($0)" })
  }

  private func checkCount(_ rhythm: Rhythm) throws(SentenceProblem) {
    guard let count = clause.count, clause.starting == nil, context.starting == nil else { return }
    let dates = context.candidates(rhythm, count: 2, from: context.today)
    throw SentenceProblem(
      column: count.word.column, what: "\"\(count.word.text)\" does not say from when",
      fixes: dates.map { "starting: \($0)" }, lacksStarting: true)
  }

  private func limited(_ slot: Slot) throws(SentenceProblem) -> Slot {
    let until = [context.until, clause.until?.value].compactMap(\.self).min() ?? .distantFuture
    let bound = until == .distantFuture ? nil : until
    if let limited = slot.limited(from: context.starting, to: bound) { return limited }
    // As written: the slot itself begins at the first date that fits.
    let from = [context.starting, clause.starting?.value].compactMap(\.self).max() ?? .distantPast
    let word = clause.until?.word ?? clause.date?.word ?? words[words.startIndex]
    guard case .rhythm(let rhythm, _) = slot.form, rhythm.pattern != .once else {
      let date = slot.starting ?? from
      let (key, bound) = date < from ? ("starting:", from) : ("until:", context.until ?? date)
      throw problem(
        word, "\(date) is \(date < from ? "before" : "after") \(key) \(bound)",
        ["\(key) \(date)"])
    }
    let key = clause.until?.value == until ? "until" : "until:"
    let first = slot.first(onOrAfter: from)
    let what =
      until < from
      ? "\(key) \(until) is before \(from)" : "no \(rhythm.words) lies between \(from) and \(until)"
    throw problem(
      word, what, first.map { ["\(key) \($0)"] } ?? ["starting: \(context.today)"])
  }
}
